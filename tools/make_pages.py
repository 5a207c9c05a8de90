"""Set texts into made pages of many house styles, each line with its label: food for the line model.

Real pages with gold are few and share one paper's habits. Here the same texts are set with what other papers'
pages hold: crossheads, captions, bylines without brackets, continuations, briefs, lists, furniture, in other
measures, with and without indents, blanks and datelines. The texts stay where they are: nothing made here is
kept.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import page_words as w
from page_parts import (
    Part,
    Row,
    Style,
    bracket_byline,
    byline_text,
    caption,
    clause,
    crosshead,
    dateline,
    draw_style,
    fill,
    furniture,
    listing,
    maybe,
    set_lines,
    teasers,
    wrapped,
)

Story = dict[str, list[str]]
"""kicker, headline, subhead, paragraphs: as in the article object."""
LONG_HEAD = 14
"""Characters from which a headline may be set on two lines."""
HEAD_START, HEAD_END = 4, 3
"""Characters of a headline before and after which it is not cut (chosen: no line of one word)."""
TALL_HEAD = 16
"""Characters below which a headline may be set one a line (chosen)."""
BOXED_PARAGRAPHS, CROSSED_PARAGRAPHS = 3, 2
"""Paragraphs above which a lead may stand boxed, and a body have crossheads (chosen)."""
CUT_ROWS = 3
"""Rows above which a paragraph may go on after a picture (chosen)."""
PHOTO_TEXT, BRIEF_TEXT = 240, 230
"""Characters below which a text may stand as a picture's, or as short news (chosen)."""
HEAD_AND_BODY = 2
"""Blocks of an article that has its own headline."""
_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])(\d+)(?=[\u4e00-\u9fff])")
"""A number between Chinese characters."""


def _head_lines(style: Style, story: Story) -> list[str]:
    """The main headline's lines: as given, or halved."""
    rng = style.rng
    lines: list[str] = []
    for text in story["headline"]:
        if len(text) > LONG_HEAD and maybe(rng, 0.25):
            cut = len(text) // 2 + rng.randint(-2, 2)
            if maybe(rng, 0.5):
                ends = [m.end() for m in re.finditer("[：，！？ ]", text)]
                places = [end for end in ends if HEAD_START < end < len(text) - HEAD_END]
                cut = rng.choice(places) if places else cut
            lines += [text[:cut].strip(), text[cut:].strip()]
        else:
            lines.append(text)
    return lines


def headline(style: Style, story: Story) -> Part:
    """A headline group: kicker, main lines, subheads; sometimes one character a line."""
    rng = style.rng
    body = "".join(story["paragraphs"][:4])
    kicker, sub = list(story["kicker"]), list(story["subhead"])
    if not kicker and maybe(rng, 0.25):
        kicker = [rng.choice(w.COLUMNS)] if maybe(rng, 0.6) else [clause(rng, body, 8, 22)]
        if maybe(rng, 0.2):
            kicker = [rng.choice(["【{}】", "■{}", "{}：", "·{}·", "{}①", "[{}]"]).format(kicker[0])]
    if not sub and maybe(rng, 0.22):
        sub = [
            rng.choice(["", "", "", "——"]) + clause(rng, body, 9, 30) for _ in range(rng.choice([1, 1, 2]))
        ]
    main = _head_lines(style, story)
    if maybe(rng, 0.05) and sum(map(len, main)) < TALL_HEAD:
        main = list("".join(main))
    elif not style.columns and maybe(rng, 0.4):
        main = [style.space().join(main)]
    if kicker and maybe(rng, 0.06):
        main, kicker = [f"{kicker[0]}{style.space()}{main[0]}", *main[1:]], []
    if style.order:
        return Part("head", _parted(style, [kicker, main, sub]))
    texts = [*kicker, *main, *sub]
    rows = [Row(t, "h" if i else "H") for i, t in enumerate(texts) if t]
    rows = [Row(r.text, "h" if i else "H") for i, r in enumerate(rows)]
    if kicker and style.blanks in ("column", "para") and style.heads != "before" and maybe(rng, 0.5):
        rows.insert(len(kicker), Row("", ""))
    return Part("head", rows)


def _parted(style: Style, groups: list[list[str]]) -> list[Row]:
    """A headline group whose kicker, main lines and subheads mostly stand apart."""
    rows: list[Row] = []
    for group in filter(None, groups):
        if rows and maybe(style.rng, 0.85):
            rows.append(Row("", ""))
        rows += [Row(x, "h" if rows or n else "H") for n, x in enumerate(filter(None, group))]
    return rows


def _paragraph(style: Style, text: str, label: str, share: float = 1.0) -> Part:
    if style.halfwidth:
        text = text.replace("，", ",").replace("；", ";")
    if style.spaced_digits:
        text = _NUMBER.sub(lambda m: f" {m[0]} " if maybe(style.rng, 0.2) else m[0], text)
    indent = style.indent if label == "S" or len(style.indent) != 1 else ""
    return Part("para", wrapped(style, text, (label, "C"), style.measure * share, indent))


def _byline_place(style: Style) -> str:
    if style.byline == "mixed":
        return style.rng.choice(["inline", "own", "top", "end", "endopen", "none"])
    return style.byline if maybe(style.rng, 0.85) else "none"


def _begun_elsewhere(style: Style, parts: list[Part]) -> str:
    """Where a body comes from: before its first words, else on a line of its own."""
    jump = fill(style, style.jump_in)
    if maybe(style.rng, 0.7):
        return jump + style.rng.choice(["", "", " ", "　"])
    parts.append(Part("jump", [Row(jump, "J")]))
    return ""


def _byline_above(style: Style) -> list[Part]:
    """A byline over a body, seldom with an address below it."""
    parts = [Part("byline", [Row(byline_text(style), "T")])]
    if maybe(style.rng, 0.04):
        parts.append(Part("byline", [Row(fill(style, "{latin}@{latin}.com"), "F")]))
    return parts


def _tail(style: Style, place: str, jump: str) -> tuple[str, str]:
    """What stands right after the last word, and the jump that stands on a line of its own."""
    if place in ("inline", "dateline"):
        return style.rng.choice(["", " ", "　"]) + bracket_byline(style), jump
    if place == "endopen":
        return style.space() + byline_text(style), jump
    if jump and maybe(style.rng, 0.4):
        return jump, ""
    return "", jump


def _byline_below(style: Style, place: str) -> list[Part]:
    """A byline under a body, where this paper sets it there."""
    if place == "own":
        return [Part("byline", [Row(bracket_byline(style), "Y")])]
    if place == "end":
        return [Part("byline", [Row(byline_text(style), "Y")])]
    return []


def _crossheads(style: Style, texts: list[str], kind: str) -> Callable[[int], list[Part]]:
    """What stands before the paragraph with a number: a crosshead or nothing."""
    crossed = (
        kind != "plain" and len(texts) > CROSSED_PARAGRAPHS and maybe(style.rng, 0.5 if style.order else 0.34)
    )
    every = style.rng.choice([1, 2, 2, 3, 4, 5])
    count = 0

    def before(number: int) -> list[Part]:
        nonlocal count
        if not (crossed and number and (number % every == 0 or maybe(style.rng, 0.1))):
            return []
        made = crosshead(style, texts[number], count, style.rng.choice(texts))
        count += 1
        return [made]

    return before


def body(style: Style, story: Story, kind: str = "") -> list[Part]:
    """A body: dateline, paragraphs, crossheads, captions, lists, byline, jump.

    Args:
        style: The page's style.
        story: Its texts.
        kind: `jumped` (goes on elsewhere), `continued` (begins elsewhere), `plain` or nothing.
    """
    rng = style.rng
    texts = list(story["paragraphs"])
    place = _byline_place(style)
    opening, named = dateline(style, place == "dateline") if kind != "continued" else ("", False)
    if named:
        place = "none"
    parts: list[Part] = []
    last = ""
    if kind == "continued":
        opening = _begun_elsewhere(style, parts)
    if kind == "jumped":
        texts[-1] = texts[-1][: rng.randint(8, max(9, len(texts[-1]) - 4))]
        last = fill(style, style.jump_out)
        place = place if place in ("top", "none") else "none"
    boxed = 0.3 if len(texts) > BOXED_PARAGRAPHS and place == "top" and not opening else 0.0
    lead_first = maybe(rng, boxed)
    if place == "top" and not lead_first:
        parts += _byline_above(style)
    tail, last = _tail(style, place, last)
    crossheads = _crossheads(style, texts, kind)
    listed = listing(style, "".join(texts)) if kind == "" and maybe(rng, 0.2) else None
    for n, text in enumerate(texts):
        parts += crossheads(n)
        ending = tail if n == len(texts) - 1 and listed is None else ""
        narrow = rng.choice([0.6, 0.8, 1.0, 1.3]) if lead_first and not n else 1.0
        parts.append(
            _paragraph(style, (opening if not n else "") + text + ending, "S" if not n else "P", narrow)
        )
        if lead_first and not n:
            parts.append(Part("byline", [Row(byline_text(style), "Y")]))
            if maybe(rng, 0.12):
                parts.append(Part("byline", [Row(fill(style, "{latin}@{latin}.com"), "F")]))
    if listed is not None:
        parts.append(listed)
    if last:
        parts.append(Part("jump", [Row(last, "J")]))
    return parts + _byline_below(style, place)


def _with_captions(style: Style, parts: list[Part], story: Story, count: int) -> list[Part]:
    rng = style.rng
    for _ in range(count):
        made = caption(style, "".join(story["paragraphs"]))
        paragraphs = [i for i, p in enumerate(parts) if p.kind == "para" and len(p.rows) > CUT_ROWS]
        if paragraphs and style.columns and maybe(rng, 0.45):
            at = rng.choice(paragraphs)
            cut = rng.randint(1, len(parts[at].rows) - 1)
            head, rest = Part("para", parts[at].rows[:cut]), Part("rest", parts[at].rows[cut:])
            parts[at : at + 1] = [head, made, rest]
        else:
            parts.insert(rng.randint(0, len(parts)), made)
    return parts


def _columns(style: Style, parts: list[Part]) -> None:
    """Mark column breaks: a blank row inside a part, at equal numbers of lines."""
    rng = style.rng
    lines = [(p, i) for p in parts for i, r in enumerate(p.rows) if p.kind in ("para", "rest") and r.label]
    count = rng.choice([4, 4, 3, 2, 5, 1])
    if len(lines) < 3 * count:
        return
    for k in sorted((len(lines) * k // count for k in range(1, count)), reverse=True):
        part, i = lines[k]
        if i:
            part.rows.insert(i, Row("", ""))


def _shot_by(style: Style) -> str:
    """A picture's credit: 本报记者 王伟 摄."""
    role = style.rng.choice(["新华社记者 ", "本报记者 ", "记者", "", "本报通讯员 "])
    return role + fill(style, "{name}") + style.rng.choice([" ", "　", ""]) + "摄"


def story_parts(style: Style, story: Story) -> list[list[Part]]:
    """One article as blocks that may be placed apart: its headline and its body, in the page's order."""
    rng = style.rng
    kind = rng.choices(
        ["", "jumped", "continued", "photo", "box", "related"], [0.69, 0.07, 0.08, 0.09, 0.04, 0.03]
    )[0]
    if kind == "photo" and len(story["paragraphs"][0]) < PHOTO_TEXT:
        texts = story["paragraphs"][:1]
        credit = byline_text(style) if maybe(rng, 0.2) else _shot_by(style)
        rows = wrapped(
            style,
            texts[0] + (style.space() + credit if maybe(rng, 0.5) else ""),
            ("S", "C"),
            style.measure * rng.choice([1, 2]),
            style.indent,
        )
        parts = [Part("para", rows)] + (
            [] if credit in rows[-1].text else [Part("byline", [Row(credit, "Y")])]
        )
        return [[headline(style, story)], parts]
    if kind == "box":
        rows = [
            Row(r.text, "S" if not i else r.label.replace("X", "P"))
            for i, r in enumerate(listing(style, "".join(story["paragraphs"])).rows)
        ]
        return [[Part("head", [Row(rng.choice(w.LIST_HEADS), "H")])], [Part("list", rows)]]
    if kind == "related":
        label = rng.choice(["相关链接", "新闻背景", "名词解释", "延伸阅读", "链接", "背景资料", "小贴士"])
        rows = [Row(label, "H")] if maybe(rng, 0.6) else [Row(label[:2], "H"), Row(label[2:], "h")]
        return [
            [Part("head", [r for r in rows if r.text])],
            body(style, {**story, "paragraphs": story["paragraphs"][:1]}, "plain"),
        ]
    parts = body(style, story, kind if kind in ("jumped", "continued") else "")
    pictures = rng.choices([0, 1, 2, 3], [0.58, 0.3, 0.08, 0.04])[0]
    if style.order:
        _columns(style, parts)
        shown = [[caption(style, "".join(story["paragraphs"]))] for _ in range(pictures)]
        title = [] if kind == "continued" and maybe(rng, 0.4) else [headline(style, story)]
        both = [*parts, *title] if style.heads == "after" else [*title, *parts]
        return [both, *shown]
    parts = _with_captions(style, parts, story, pictures)
    if style.blanks in ("column", "every", "ragged"):
        _columns(style, parts)
    if kind == "continued" and maybe(rng, 0.4):
        return [parts]
    return [[headline(style, story)], parts]


def briefs(style: Style, stories: list[Story]) -> list[list[Part]]:
    """Short news under one label, each with its head."""
    rng = style.rng
    out = [[Part("furniture", [Row(rng.choice(w.BRIEF_LABELS), "F")])]] if maybe(rng, 0.85) else []
    mark = rng.choice(["●", "■", "◆", "▲", "★", "◎", "□", "▶", "※"])
    byline = maybe(rng, 0.25)
    for story in stories:
        title = style.space().join(story["headline"])
        text = story["paragraphs"][0] + (bracket_byline(style) if byline and maybe(rng, 0.6) else "")
        inline = {
            "bracket": f"【{title}】{rng.choice(['', ' '])}",
            "mark": f"{mark}{title} ",
            "spaced": f"{title}　　",
        }.get(style.brief, "")
        rows = wrapped(style, inline + text, ("S", "C"), style.measure, style.indent)
        if inline:
            out.append([Part("brief", rows)])
            continue
        head = {"markown": mark + title, "bracketown": f"【{title}】"}.get(style.brief, title)
        lines = set_lines(head, style.measure, 0, rng) if style.columns else [head]
        out.append([Part("brief", [*(Row(x, "h" if i else "H") for i, x in enumerate(lines)), *rows])])
    return out


def _ragged(rows: list[Row], rng: random.Random) -> list[Row]:
    """Blank lines as a converter leaves them: some that mean nothing, some left out."""
    share = rng.choice([0.03, 0.08, 0.15, 0.25])
    out: list[Row] = []
    for row in rows:
        if not row.label:
            if maybe(rng, 0.6):
                out.append(row)
            continue
        if maybe(rng, share) and out and out[-1].label:
            out.append(Row("", ""))
        out.append(row)
    return out


def _joined(style: Style, articles: list[list[Part]]) -> list[Row]:
    """The page's rows with blank lines as its style has them."""
    blank = Row("", "")
    rows: list[Row] = []
    inner = style.blanks in ("para", "column", "every")
    for parts in articles:
        before = ""
        for part in parts:
            same = part.kind == before and part.kind in ("para", "brief", "list", "furniture", "byline")
            if rows and (not same or inner):
                tight = (
                    style.blanks == "block"
                    and part.kind in ("byline", "list", "jump")
                    and maybe(style.rng, 0.4)
                )
                tight = (
                    tight
                    or (part.kind in ("byline", "jump") and maybe(style.rng, 0.3))
                    or (before == "byline" and maybe(style.rng, 0.3))
                )
                rows += [] if tight else [blank]
            rows += part.rows
            before = part.kind
        rows += [blank] * style.double
    return rows


def _blank_mode(style: Style, rows: list[Row]) -> list[Row]:
    kept = [r for r in rows if r.label]
    if style.blanks == "none":
        return kept
    if style.blanks == "every":
        return [x for r in kept for x in (r, Row("", ""))]
    return _ragged(rows, style.rng) if style.blanks == "ragged" else rows


def _sorted(style: Style, made: list[list[Part]]) -> list[list[Part]]:
    """Headline and body as this page places them."""
    if len(made) != HEAD_AND_BODY or (style.heads != "after" and not style.order):
        return made
    if style.order and made[0][0].kind == "head":
        return [made[1] + made[0] if style.heads == "after" else made[0] + made[1]]
    return made if style.order else made[::-1]


def make_page(stories: list[Story], rng: random.Random) -> list[Row]:
    """Set some articles as one page.

    Returns:
        Its lines with their labels, blanks with an empty one.
    """
    style = draw_style(rng)
    blocks: list[list[Part]] = []
    short = [s for s in stories if len(s["paragraphs"][0]) < BRIEF_TEXT]
    brief = rng.sample(short, min(len(short), rng.randint(2, 5))) if maybe(rng, 0.27) else []
    left = [s for s in stories if s not in brief][: rng.randint(1, 6)]
    apart: list[list[Part]] = []
    for story in left:
        made = story_parts(
            style, {**story, "paragraphs": story["paragraphs"][: rng.choice([1, 1, 2, 2, 3, 4, 5, 6, 8, 11])]}
        )
        made = _sorted(style, made)
        if len(made) == HEAD_AND_BODY and style.heads == "shifted" and maybe(rng, 0.4):
            apart.append(made.pop(0))
        blocks += made
    for head in apart:
        places = [
            i
            for i in range(len(blocks) + 1)
            if i == len(blocks) or blocks[i][0].kind in ("head", "byline", "para")
        ]
        blocks.insert(rng.choice(places), head)
    if brief:
        blocks += briefs(style, brief)
    if maybe(rng, 0.22) and left:
        blocks.insert(rng.randint(0, len(blocks)), [caption(style, "".join(left[0]["paragraphs"]))])
    if maybe(rng, 0.8):
        made_furniture = [[p] for p in furniture(style, rng.randint(1, 5))]
        if maybe(rng, 0.25):
            made_furniture.append(
                [teasers(style, [rng.choice(stories)["headline"][0] for _ in range(rng.randint(1, 5))])]
            )
        where = rng.choice(["top", "end", "both", "any"])
        for block in made_furniture:
            at = {
                "top": 0,
                "end": len(blocks),
                "both": rng.choice([0, len(blocks)]),
                "any": rng.randint(0, len(blocks)),
            }[where]
            blocks.insert(at, block)
    return _blank_mode(style, _joined(style, blocks))
