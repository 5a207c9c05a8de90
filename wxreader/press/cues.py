"""The cues that a page gives about each line, as names that the line model weighs.

A cue says something that a reader sees: the line before ended a sentence, this line is two em short, the
characters across the break stand together elsewhere, its mark comes back down the page. Cues of a line speak
for what it is, cues of a break for how the page goes on there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from wxreader.press import joins, persons
from wxreader.press.blocks import Blocks, Wording
from wxreader.press.lines import Line, Lines
from wxreader.press.shapes import Shape, form_counts, shapes_of

_OPENER = re.compile(
    r"会议(?:指出|强调|要求|认为|听取|审议|还|对)"
    r"|(?:[一二三四五六七八九十]|首先|其次|同时|此外|另外|目前|近年来|近日|据|截至|当天|当日|在|为|今年|去年|\d+[日月年])"
    r"|[\u4e00-\u9fff·]{2,8}(?:指出|强调|要求|表示|说|认为|介绍)"
)
_STRONG = re.compile(r"会议(?:指出|强调|要求|认为)|[\u4e00-\u9fff·]{2,6}(?:指出|强调|要求|表示|说)[，,：:]")
_LEAD = re.compile(r"(?:.{0,24}?)(?:\d{1,2}月)?\d{1,2}[日号]|近日|今天|昨天|日前|(?:记者)?从.{2,16}获悉|今年")
_BOUND = re.compile(r"[的了着和与及在是为把被对向从等]$")
_OPEN_BRACKET = re.compile(r"[（(][^）)。]{0,20}$")
_CLOSE_BRACKET = re.compile(r"[^（(。]{1,30}[）)]")
_SENTENCE = ("final", "quoted")
_ROW, _MARKS = 24, "，。；：、！？"
"""Characters of a list's row at most, and marks that it does not have."""
_EDGE = 3
"""Lines from the page's start and end that are told apart by place."""


def bucket(value: float, edges: tuple[float, ...]) -> int:
    """Which of the stretches between the edges a value lies in."""
    return bisect_left(edges, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that is looked up about a page while its lines' cues are named."""

    page: Lines
    shapes: list[Shape]
    blocks: Blocks
    wording: Wording
    pairs: Counter[str]
    forms: Counter[str]
    indented: bool
    """Paragraphs are indented on this page."""
    width: float
    """The width that most text stands in, in em."""
    rosters: list[int]
    """For each line how many lines in a row, with it, end in a name and in no mark: rows of a list."""


def _ends_in_name(line: Line) -> bool:
    """Whether a short line ends in a name with other words before it, that it does not go on from:
    市财政局王五."""
    text = line.text
    if len(text) > _ROW or line.full or any(c in _MARKS for c in text):
        return False
    return any(
        len(text) > n and persons.is_name(text[-n:]) and not joins.level(text[-n - 1], text[-n])
        for n in (2, 3)
    )


def _rosters(page: Lines) -> list[int]:
    out = [0] * len(page.lines)
    start = 0
    rows = [_ends_in_name(line) for line in page.lines]
    for i in range(len(rows) + 1):
        if i < len(rows) and rows[i]:
            continue
        out[start:i] = [i - start] * (i - start)
        start = i + 1
    return out


def see(page: Lines) -> Seen:
    """Look at a page once."""
    shapes = shapes_of(page)
    indents = sum(line.indent >= 1 for line in page.lines)
    widths = Counter(round(line.width) for line in page.lines if line.full)
    width = widths.most_common(1)[0][0] if widths else 0.0
    return Seen(
        page=page,
        shapes=shapes,
        blocks=Blocks(page, shapes),
        wording=Wording(page),
        pairs=joins.page_pairs(page),
        forms=form_counts(shapes),
        indented=indents > 0.08 * len(page.lines),
        width=float(width),
        rosters=_rosters(page),
    )


def _mark_cues(shape: Shape, seen: Seen, short: bool) -> list[str]:
    """Cues of marks, brackets and numbers, with how often the page repeats them."""
    out = []
    if shape.form:
        many = bucket(seen.forms[shape.form], (1, 3, 6))
        unmarked = "number" if shape.numbered else "bracket"
        kind = "mark" if shape.mark else unmarked
        out += [f"form={kind}/{many}/{short}", f"form={kind}/{many}/{shape.end}"]
    if shape.mark:
        out.append(f"mark={'dash' if shape.mark == '—' else 'sign'}/{short}")
    if shape.bracket:
        out += [f"bracket={shape.bracket}/{short}", f"bracket={shape.bracket}/{shape.end}"]
    if shape.numbered:
        out.append(f"numbered/{short}/{shape.end}")
    return out


def _person_cues(shape: Shape) -> list[str]:
    """Cues of a line of names and of words of office."""
    out = [f"word={w}" for w in shape.words]
    who = shape.persons
    if who:
        role, sure = "role" if who.role else "bare", "sure" if who.sure else "unsure"
        kind = f"{role}/{sure}/{'shot' if who.shot else ''}"
        out += [f"names={kind}", f"names={kind}/{min(3, len(who.names))}", f"names/bracket={shape.bracket}"]
        if shape.mark:
            out.append(f"names/mark/{role}")
    return out


def _phrase_cues(text: str, length: int) -> list[str]:
    """Cues of the marks in a line that ends no sentence."""
    marks = {
        "dash": "——" in text[1:],
        f"colon/{length}": any(c in text for c in "：:"),
        f"question/{length}": text[-1] in "？?",
    }
    return [cue for cue, seen_here in marks.items() if seen_here]


def _text_cues(line: Line, shape: Shape, seen: Seen) -> list[str]:
    """Cues of length, marks of sentences and wording."""
    text, form = shape.plain, seen.page.form
    sentence = shape.end in _SENTENCE
    length = bucket(line.width, (2, 4, 6, 8, 10, 12, 14, 18, 24, 32, 44, 60, 90))
    digits = sum(c.isdigit() for c in text) / len(text)
    out = [
        f"{form}:length={length}",
        f"length={length}/{shape.end}",
        f"length={length}/{min(2, shape.commas)}/{min(1, shape.periods)}",
        f"{form}:commas={min(3, shape.commas)}",
        f"periods={min(2, shape.periods)}",
        f"end={shape.end}",
        f"{form}:end={shape.end}/periods={min(1, shape.periods)}",
        f"digits={bucket(digits, (0.01, 0.15, 0.3, 0.5))}",
    ]
    forms = {
        "dateline": shape.dateline,
        "byline-line": shape.byline,
        "opens-jump": shape.opens_jump,
        "ends-jump": shape.ends_jump,
        f"closing={shape.closing}": shape.closing,
    }
    out += [cue for cue, seen_here in forms.items() if seen_here]
    if shape.spaces > 0:
        out.append(f"{form}:spaces={min(3, shape.spaces)}/{shape.periods > 0}")
    if not shape.periods:
        out += _phrase_cues(text, length)
    if text[0] in "“「":
        out.append(f"quote/{shape.end}/{sentence}")
    if _LEAD.match(text):
        out.append("lead")
    return out


def _place_cues(line: Line, shape: Shape, seen: Seen, i: int) -> list[str]:
    """Cues of a line's place on the page, in its column and its block."""
    page = seen.page
    last = len(page.lines) - 1 - i
    out = [f"from-top={min(i, _EDGE)}", f"from-end={min(last, _EDGE)}"]
    if seen.indented:
        out.append(f"indents/{line.indent >= 1}/{shape.end in _SENTENCE}")
    if page.form == "columns":
        slack = line.measure - line.width
        step = bucket(slack, (-1.2, -0.6, 0.6, 1.2, 1.7, 2.4, 4, 8))
        out += [f"slack={step}", f"slack={step}/{shape.end}", f"full={line.full}"]
        if seen.width:
            out.append(f"page-width={bucket(line.measure - seen.width, (-4, -1.2, 1.2, 4))}")
            out.append(f"wide={bucket(line.width - seen.width, (-8, -4, -1.2, 1.2, 4))}/{shape.end}")
    return out


def own_cues(seen: Seen, i: int) -> list[str]:
    """What speaks for what a line is."""
    line, shape = seen.page.lines[i], seen.shapes[i]
    short = line.width < (0.8 * seen.width if seen.width else 30)
    return [
        "bias",
        *_text_cues(line, shape, seen),
        *_place_cues(line, shape, seen, i),
        *_mark_cues(shape, seen, short),
        *_person_cues(shape),
        f"roster={bucket(seen.rosters[i], (0, 1, 2, 4))}",
        *seen.blocks.cues(i),
        *seen.wording.cues(i, shape),
    ]


def _neighbour_cues(seen: Seen, i: int) -> list[str]:
    """What the next line is like, as the line before it sees it."""
    page = seen.page
    if i + 1 >= len(page.lines):
        return ["last"]
    line, shape = page.lines[i], seen.shapes[i]
    following, next_shape = page.lines[i + 1], seen.shapes[i + 1]
    opener = "opener" if _OPENER.match(next_shape.plain) else ""
    strong = "speech" if _STRONG.match(next_shape.plain) else opener
    torn = min(2, seen.pairs[line.text[-1] + following.text[0]])
    level = joins.level(shape.plain[-1], next_shape.plain[0])
    blank = min(1, following.blanks) if page.blank_mode == "normal" else 9
    out = [
        f"{page.form}:next-across={torn}/{shape.end}/{strong}",
        f"next-level={level}/{shape.end}",
        f"next-dateline={next_shape.dateline or next_shape.opens_jump}",
        f"next-blank={blank}/{shape.end}",
        f"next-lead={bool(_LEAD.match(next_shape.plain))}/{shape.end}/{blank}",
        f"next-end={next_shape.end}/{min(1, next_shape.periods)}",
        f"next-commas={min(1, next_shape.commas)}/{min(1, next_shape.periods)}",
    ]
    if next_shape.persons:
        out.append(f"next-names={next_shape.persons.role}/{next_shape.persons.sure}")
    out += [f"next-word={w}" for w in next_shape.words]
    if page.form == "columns":
        slack = bucket(following.measure - following.width, (-1.2, 0.6, 1.2, 2.6, 4))
        out += [f"next-slack={slack}", f"next-slack={slack}/{blank}/{shape.end}"]
        out.append(f"next-indent={following.indent >= 1}/{seen.indented}")
    else:
        out.append(f"long:next-length={bucket(following.width, (20, 40, 60, 100))}")
    return out


def _shape_join(before: Line, line: Line, blanks: int, sentence: bool) -> list[str]:
    """Cues of a break in a set column: fullness and slack on both sides."""
    slack = bucket(line.measure - line.width, (-1.2, 0.6, 1.2, 2.6, 4))
    return [
        f"before-full={before.full}/{sentence}",
        f"before-full={before.full}/{sentence}/blanks={blanks}",
        f"before-full={before.full}/slack={slack}/{sentence}/blanks={blanks}",
        f"slack={slack}/blanks={blanks}",
        f"measure-change={bucket(abs(line.measure - before.measure), (0.6, 1.6))}/blanks={blanks}",
    ]


_ENDING_WORDS = ("jump-in", "jump-out", "shot", "credit", "editor")
"""Roles of a line that ends what it belongs to."""


def _after_cues(before: Shape) -> list[str]:
    """Cues of what the line before ended with."""
    out = ["after-byline-line"] if before.byline else []
    if before.closing:
        out += ["after-byline", f"after-byline={before.closing}"]
    return [*out, "after-jump"] if before.ends_jump else out


def _word_join(before: Shape, shape: Shape, sentence: bool) -> list[str]:
    """Cues of a break from the wording on both sides."""
    runs_on = _OPEN_BRACKET.search(before.plain) and _CLOSE_BRACKET.fullmatch(shape.plain)
    out = _after_cues(before)
    out += ["opens-jump"] if shape.opens_jump else []
    out += ["bracket-runs-on"] if runs_on else []
    if before.persons:
        out.append(f"after-names={before.persons.role}/{before.persons.sure}")
    out += [f"after-word={w}" for w in before.words if w in _ENDING_WORDS]
    wording = {
        f"opener/{sentence}": _OPENER.match(shape.plain),
        f"speech/{sentence}": _STRONG.match(shape.plain),
        "bound": _BOUND.search(before.plain),
        "dateline": shape.dateline,
        "same-form": shape.form and shape.form == before.form,
    }
    return out + [cue for cue, seen_here in wording.items() if seen_here]


def join_cues(seen: Seen, i: int, j: int) -> list[str]:
    """What speaks for how the page goes on from line `j` to line `i`."""
    page = seen.page
    if j < 0:
        return ["join"]
    before, line, shape, prior = page.lines[j], page.lines[i], seen.shapes[i], seen.shapes[j]
    mode, form, end = page.blank_mode, page.form, prior.end
    blanks = min(2, line.blanks) if mode == "normal" else 9
    sentence = end in _SENTENCE
    seen_pair = min(2, seen.pairs[before.text[-1] + line.text[0]])
    level = joins.level(prior.plain[-1], shape.plain[0])
    out = [
        "join",
        f"{form}:{mode}:blanks={blanks}",
        f"section={seen.blocks.section[seen.blocks.of[i]] if line.blanks else 'inside'}/{blanks}",
        f"after={end}/blanks={blanks}",
        f"{form}:after={end}",
        f"across={seen_pair}/{end}",
        f"{form}:across={seen_pair}/blanks={blanks}",
        f"level={level}/{end}",
        f"level={level}/{end}/{blanks}/{before.full}",
        f"open={before.is_open}",
        f"open={before.is_open}/blanks={blanks}/{end}",
        f"indent={line.indent >= 1}/{seen.indented}/{sentence}/{blanks}",
        f"indent-step={bucket(line.indent - before.indent, (-1, -0.4, 0.4, 1))}/{seen.indented}",
        f"ends={end}/{shape.end}",
        *_word_join(prior, shape, sentence),
    ]
    if form == "columns":
        out += _shape_join(before, line, blanks, sentence)
    else:
        lengths = [bucket(x.width, (20, 40, 60, 100)) for x in (before, line)]
        out.append(f"long:length={lengths[0]}/{lengths[1]}/{end}")
    return out


@dataclass(frozen=True, slots=True)
class LineCues:
    """The cues of one line."""

    own: list[str]
    """Weighed for each label."""
    joins: list[str]
    """Weighed for each transition into the line."""


def page_cues(seen: Seen) -> list[LineCues]:
    """For each line of a page the cues that it shows, its break from the line before included."""
    return [
        LineCues(own_cues(seen, i) + _neighbour_cues(seen, i), join_cues(seen, i, i - 1))
        for i in range(len(seen.page.lines))
    ]
