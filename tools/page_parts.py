"""The parts of a made page: headlines, bylines, crossheads, captions, lists, furniture, each in a
drawn house style.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import page_words as w

from wxreader.press.lines import NO_START, em


class Row(NamedTuple):
    """A line of a made page and its label; an empty label for a blank line."""

    text: str
    label: str


@dataclass
class Part:
    """Lines that belong together: no blank line of the page's blocks comes between them."""

    kind: str
    """head, byline, para, crosshead, caption, list, jump, furniture."""
    rows: list[Row] = field(default_factory=list)


ORDERED = 0.25
"""Share of pages given sorted: chosen, one of the forms in which real pages came."""
_NUMERALS = "一二三四五六七八九十"
_DATES = (
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}年{0.month:02}月{0.day:02}日",
    "{0.year}.{0.month}.{0.day}",
    "{0.year} 年 {0.month} 月 {0.day} 日",
)
_PAGES = (
    "第{n}版", "第{n:02}版", "A{n:02}", "{n}版", "A{n}版", "{n:02}", "第{numeral}版", "B{n}", "P{n}", "Ａ{n}",
)  # fmt: skip
"""Forms of the day and of the page's number."""
SQUEEZED = 0.6
"""Share of marks that are set half as wide where a line would be too long (chosen)."""
HALVED_CROSSHEAD = 7
"""Characters above which a crosshead may be set on two lines (chosen)."""
CAPTION_LENGTHS = range(9, 90)
"""Characters of a sentence that may stand as a caption (chosen)."""
CLAUSE_LENGTHS = range(6, 24)
"""Characters of a clause that may be a list's row (chosen)."""
_NO_END = frozenset("（《“‘【〈「『(")
_UNIT = re.compile(r"[0-9A-Za-z.%％]+|.", re.DOTALL)


def maybe(rng: random.Random, share: float) -> bool:
    """Whether what happens in a share of cases happens now."""
    return rng.random() < share


@dataclass
class Style:
    """How one made paper sets its pages. Drawn once a page: a page keeps its habits."""

    rng: random.Random
    columns: bool
    measure: float
    indent: str
    blanks: str
    """none, block, para, column, ragged, every."""
    heads: str
    """before, after, shifted."""
    dateline: float
    byline: str
    byline_mark: str
    byline_role: str
    byline_done: str
    spaced_names: bool
    cross_form: str
    cross_mark: str
    caption_opener: str
    credit: str
    jump_out: str
    jump_in: str
    brief: str
    list_mark: str
    halfwidth: bool
    spaced_digits: bool
    wide_space: bool
    day: date
    double: bool
    """Two blank lines between articles."""
    order: bool
    """Bodies first, each with its headline below, then its pictures: a converter's order."""
    bent: bool
    """Columns run around pictures: their measure changes within a paragraph."""

    def space(self) -> str:
        """The blank that this paper sets between words."""
        return "　" if self.wide_space else " "


def draw_style(rng: random.Random) -> Style:
    """A paper's habits by chance. Shares are chosen: each habit is met often enough to be learned."""
    style = _drawn(rng)
    if maybe(rng, ORDERED):
        style.order, style.columns, style.blanks, style.double = True, True, "column", True
        style.heads = "after" if maybe(rng, 0.9) else "before"
        style.dateline = rng.choice([1.0, 0.7, 0.5, 0.3, 0.1, 0.0, 0.0])
    return style


def _drawn(rng: random.Random) -> Style:
    columns = maybe(rng, 0.72)
    return Style(
        rng,
        columns,
        rng.choice([9, 11, 12, 13, 13, 14, 15, 15, 16, 17, 18, 19, 20, 22, 24, 27, 30])
        + rng.choice([0, 0, 0.5]),
        rng.choices(["", "　　", "  ", " "], [0.55, 0.3, 0.05, 0.1])[0],
        rng.choices(
            ["none", "block", "para", "column", "ragged", "every"], [0.26, 0.24, 0.12, 0.24, 0.1, 0.04]
        )[0],
        rng.choices(["before", "after", "shifted"], [0.55, 0.3, 0.15])[0],
        rng.choice([1.0, 1.0, 0.85, 0.7, 0.5, 0.3, 0.0, 0.0]),
        rng.choices(
            ["inline", "own", "top", "end", "endopen", "dateline", "none", "mixed"],
            [0.14, 0.12, 0.22, 0.12, 0.1, 0.1, 0.06, 0.14],
        )[0],
        rng.choice(w.BY_MARKS),
        rng.choice(w.ROLES) if maybe(rng, 0.75) else "",
        rng.choice(w.DONE) if maybe(rng, 0.25) else "",
        maybe(rng, 0.35),
        rng.choices(["plain", "mark", "pair", "number", "free"], [0.45, 0.22, 0.12, 0.16, 0.05])[0],
        rng.choice(w.CROSS_MARKS),
        rng.choice(w.CAPTION_OPENERS),
        rng.choices(
            ["shot", "bracket", "source", "none", "before", "mixed"], [0.36, 0.2, 0.16, 0.14, 0.06, 0.08]
        )[0],
        rng.choice(w.JUMP_OUT),
        rng.choice(w.JUMP_IN),
        rng.choice(["own", "own", "bracket", "mark", "markown", "bracketown", "spaced"]),
        rng.choice(w.LIST_MARKS) if maybe(rng, 0.75) else "",
        maybe(rng, 0.08),
        maybe(rng, 0.12),
        maybe(rng, 0.4),
        date(2008, 1, 1) + timedelta(days=rng.randrange(6900)),
        maybe(rng, 0.25),
        False,
        maybe(rng, 0.12),
    )


def _written(day: date) -> str:
    """A day in Chinese numerals."""
    zero = "〇一二三四五六七八九"
    year = "".join(zero[int(c)] for c in str(day.year))
    return f"{year}年{_counted(day.month)}月{_counted(day.day)}日"


def _counted(number: int) -> str:
    """A number below a hundred in Chinese numerals."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else digits[tens] + "十")
    return head + (digits[ones] if ones else "")


def fill(style: Style, template: str) -> str:
    """A template of `page_words` with what it asks for."""
    rng, day = style.rng, style.day
    number = rng.randint(1, 16)
    values = {
        "paper": rng.choice(w.PAPERS),
        "section": rng.choice(w.SECTIONS),
        "section2": rng.choice(w.SECTIONS),
        "city": rng.choice(w.CITIES),
        "name": name(style),
        "phone": str(rng.randint(1000000, 99999999)),
        "d": str(rng.randint(1, 9)),
        "n": _NUMERALS[rng.randrange(10)],
        "h": rng.choice(["一", "二", "三", "四", "第二", "第三", "第四", "第五", "六"]),
        "latin": "".join(rng.choice("abcdefghlmnorst") for _ in range(6)),
        "week": rng.choice(["星期", "周"]) + "一二三四五六日"[day.weekday()],
        "iso": day.isoformat(),
        "slash": day.strftime("%d/%m/%Y"),
        "date": rng.choice(_DATES).format(day),
        "year": rng.choice(["甲辰年", "乙巳年", "癸卯年"]),
        "written": _written(day),
        "lunar": rng.choice(["农历", "農曆", ""])
        + rng.choice(["甲辰年", "乙巳年", "癸卯年", "丙申年"])
        + rng.choice(["正月", "三月", "十月", "腊月"])
        + rng.choice(["初一", "初九", "十六", "廿四", "三十"]),
        "page": rng.choice(_PAGES).format(n=number, numeral=_NUMERALS[number % 10]),
    }
    return template.format(**values)


def name(style: Style, spaced: bool | None = None) -> str:
    """A reporter's name, one of two characters with a blank in it where the paper sets it so."""
    rng = style.rng
    given = "".join(rng.choice(w.GIVEN) for _ in range(rng.choice([1, 2, 2, 2])))
    surname = rng.choice(w.SURNAMES)
    gap = (style.spaced_names if spaced is None else spaced) and len(given) == 1
    return surname + (rng.choice([" ", "　"]) if gap else "") + given


def _names(style: Style, most: int = 3) -> str:
    rng = style.rng
    count = rng.choice([1, 1, 1, 2, 2, 3][: most * 2])
    return rng.choice(["、", " ", "　", " ", "　"]).join(name(style) for _ in range(count))


def byline_text(style: Style) -> str:
    """A byline without brackets as this paper words it."""
    rng = style.rng
    role, done = style.byline_role, style.byline_done
    if maybe(rng, 0.03):
        return style.byline_mark + rng.choice(
            ["本报评论员", "本报特约评论员", "本刊评论员", "本报编辑部", "评论员"]
        )
    if not role and not done and maybe(rng, 0.5):
        return style.byline_mark + style.rng.choice(["", " "]) * bool(style.byline_mark) + _names(style)
    if role and maybe(rng, 0.15):
        first = f"{role}{style.space()}{_names(style, 2)}{style.space()}"
        other = rng.choice(["通讯员", "实习生", "记者"])
        return f"{style.byline_mark}{first}{other}{style.space()}{_names(style, 2)}"
    if maybe(rng, 0.06):
        return rng.choice(
            [
                "{a}/文 {b}/图",
                "文/{a} 图/{b}",
                "文/图 {a}",
                "{a} 文/摄",
                "文 本报记者 {a} 图 {b}",
                "撰文：{a}　摄影：{b}",
                "采写：本报记者 {a}",
            ]
        ).format(a=name(style), b=name(style))
    gap = rng.choice(["", style.space(), style.space()])
    place = f"{style.space()}发自{rng.choice(w.CITIES)}" if maybe(rng, 0.04) else ""
    ending = (("/" if maybe(rng, 0.2) else style.space()) + done) if done else place
    mark = style.byline_mark + (" " if style.byline_mark and maybe(rng, 0.3) else "")
    return f"{mark}{role}{gap if role else ''}{_names(style)}{ending}"


def bracket_byline(style: Style) -> str:
    """A byline in brackets."""
    rng = style.rng
    inner = (
        _names(style) if maybe(rng, 0.5) else f"{rng.choice(w.ROLES)}{rng.choice(['', ' '])}{_names(style)}"
    )
    return f"({inner})" if maybe(rng, 0.3) else f"（{inner}）"


def dateline(style: Style, byline: bool) -> tuple[str, bool]:
    """The form of dispatch before the first sentence, and whether the byline stands in it."""
    rng = style.rng
    if rng.random() > style.dateline:
        return "", False
    by = byline and maybe(rng, 0.6)
    who = (
        rng.choice(
            [
                "（记者 {0}）",
                "（记者{0}）",
                " 记者{0} ",
                "（首席记者　{0}）",
                "（本报记者 {0}）",
                "（记者 {0} 通讯员 {1}）",
                " （记者{0}）",
                "（特派记者 {0}）",
            ]
        ).format(_names(style, 2), name(style))
        if by
        else rng.choice([" ", "　", ""])
    )
    if maybe(rng, 0.65):
        return rng.choice(["本报讯", "本报讯", "本报讯", "本报消息：", "【本报讯】", "本報訊"]) + who, by
    when = f"{style.day.month}月{style.day.day}日"
    form = rng.choice(["{a}{c}{d}电", "{a}{c}{d}讯", "据{a}电", "{a}{c}{d}专电", "{a}{d}电", "据{a}消息"])
    return form.format(a=rng.choice(w.AGENCIES).removeprefix("据"), c=rng.choice(w.CITIES), d=when) + who, by


def set_lines(text: str, measure: float, first: float, rng: random.Random) -> list[str]:
    """Fill lines of a measure (em) as a newspaper does: marks cling, numbers stay whole."""
    units: list[str] = []
    for unit in _UNIT.findall(text):
        if units and (unit[0] in NO_START or units[-1][-1] in _NO_END):
            units[-1] += unit
        else:
            units.append(unit)
    lines, current, room = [], "", measure - first
    for unit in units:
        squeeze = 0.5 if unit[-1] in NO_START and maybe(rng, SQUEEZED) else 0.0
        if current and em(current) + em(unit) - squeeze > room:
            lines.append(current)
            current, room = "", measure - (rng.choice([0, 0, 0, 0.5]))
        current += unit
    return [*lines, current] if current else lines


def _bent_lines(text: str, measure: float, first: float, rng: random.Random) -> list[str]:
    """Lines whose measure changes every few lines."""
    lines: list[str] = []
    while text:
        wide = max(5.0, measure * rng.choice([0.55, 0.7, 0.8, 0.9, 1.0, 1.0, 1.1]))
        some = set_lines(text, wide, 0.0 if lines else first, rng)[: rng.randint(2, 9)]
        lines += some
        text = text[sum(map(len, some)) :]
    return lines


def wrapped(
    style: Style, text: str, labels: tuple[str, str], measure: float = 0.0, indent: str = ""
) -> list[Row]:
    """A text as lines of a measure, or on one long line."""
    if not style.columns or not measure:
        return [Row(indent + text, labels[0])]
    first = 2.0 if labels[0] in "SP" else 0.0
    bent = style.bent and labels[0] in "SP"
    lines = (
        _bent_lines(text, measure, first, style.rng) if bent else set_lines(text, measure, first, style.rng)
    )
    return [Row((indent if not i else "") + x, labels[min(i, 1)]) for i, x in enumerate(lines)]


def clause(rng: random.Random, text: str, low: int = 5, high: int = 18) -> str:
    """A clause of a text, without its marks."""
    found = [x for x in re.split(r"[，。；：！？、（）]", text) if low <= len(x) <= high]
    return rng.choice(found) if found else text[: rng.randint(low, high)].rstrip("，。；：！？、")


def _marked(style: Style, form: str, text: str, number: int) -> str:
    """A crosshead's words with the paper's mark, brackets or number."""
    rng = style.rng
    if form == "mark":
        text = style.cross_mark + rng.choice(["", "", " "]) + text
    elif form == "pair":
        pair = w.CROSS_PAIRS[ord(style.cross_mark[0]) % len(w.CROSS_PAIRS)]
        text = pair[: len(pair) // 2] + text + pair[len(pair) // 2 :]
    elif form == "number":
        digits = "一二三四五六七八九十"[number % 10]
        kind = ord(style.cross_mark[0]) % 5
        text = (f"{digits}、", f"（{digits}）", f"{number + 1}. ", f"{number + 1:02} ", f"第{digits}，")[
            kind
        ] + text
    return text


def crosshead(style: Style, following: str, number: int, elsewhere: str) -> Part:
    """A crosshead before a paragraph, mostly of its words."""
    rng = style.rng
    source = following if maybe(rng, 0.72) else elsewhere
    text = clause(rng, source)
    if maybe(rng, 0.08):
        text = rng.choice(w.QUESTIONS).format(x=text)
    elif maybe(rng, 0.08):
        text = f"“{text}”"
    elif maybe(rng, 0.1):
        text = f"{clause(rng, source, 3, 8)}{style.space()}{text}"
    form = style.cross_form if style.cross_form != "free" else rng.choice(["plain", "mark"])
    text = _marked(style, form, text, number)
    rows = [Row(text, "X")]
    if form == "plain" and maybe(rng, 0.12):
        return Part("crosshead", [Row(clause(rng, elsewhere, 2, 7), "X"), Row(text, "x")])
    if len(text) > HALVED_CROSSHEAD and maybe(rng, 0.42):
        cut = text.find(" ") if " " in text[3:-3] else len(text) // 2 + rng.randint(-2, 2)
        rows = [Row(text[:cut].strip(), "X"), Row(text[cut:].strip(), "x")]
        if style.blanks in ("column", "ragged") and maybe(rng, 0.35 if style.order else 0.15):
            rows.insert(1, Row("", ""))
    if style.columns and len(rows) == 1 and em(text) > style.measure:
        rows = wrapped(style, text, ("X", "x"), style.measure)
    if maybe(rng, 0.15):
        rows = [Row("　" * rng.randint(1, 4) + r.text, r.label) for r in rows]
    return Part("crosshead", rows)


def _credit(style: Style) -> str:
    rng = style.rng
    kind = style.credit if style.credit != "mixed" else rng.choice(["shot", "bracket", "source", "none"])
    role = rng.choice(["", "", "新华社记者 ", "本报记者 ", "记者 ", "本报记者　", "首席记者　", "通讯员 "])
    if kind == "none":
        return ""
    if kind == "source":
        return rng.choice(["", "（", "/"]).replace("/", "") + rng.choice(w.PICTURE_SOURCES)
    if kind == "before":
        return rng.choice(["摄影：", "图/", "供图：", "摄影/", "图：", "制图/"]) + name(style)
    text = f"{role}{name(style)}{rng.choice([' ', '　', ''])}{rng.choice(w.SHOT)}"
    return f"（{text}）" if kind == "bracket" else text


def caption(style: Style, about: str) -> Part:
    """A picture's caption with its credit: on its line, below it, or none."""
    rng = style.rng
    sentences = [x for x in re.split(r"(?<=。)", about) if len(x) in CAPTION_LENGTHS]
    text = (
        rng.choice(sentences)
        if sentences and maybe(rng, 0.75)
        else clause(rng, about, 4, 26) + rng.choice(["。", "。", ""])
    )
    text = style.caption_opener + rng.choice(["", "", " "]) * bool(style.caption_opener) + text
    credit = _credit(style)
    measure = rng.choice(
        [
            style.measure,
            style.measure * 0.7,
            style.measure * 0.85,
            style.measure - 2,
            style.measure * 2,
            style.measure * 2 + 1,
            0,
            style.measure * 3,
            5,
            8,
        ]
    )
    own = bool(credit) and maybe(rng, 0.5)
    if credit and not own:
        text += ("" if credit[0] in "（" else rng.choice([" ", " ", "　", ""])) + credit
    if maybe(rng, 0.06) and text[-1] == "。":
        text = text[:-1]
    rows = wrapped(style, text, ("G", "g"), measure)
    if own:
        rows.append(Row(credit, "g"))
    return Part("caption", rows)


def listing(style: Style, body: str) -> Part:
    """A list: rows of clauses with a mark, or of names with their units."""
    rng = style.rng
    rows: list[Row] = []
    if maybe(rng, 0.5):
        clauses = [x for x in re.split(r"[，。；]", body) if len(x) in CLAUSE_LENGTHS]
        clauses = clauses[: rng.randint(3, 7)]
        numbered = not style.list_mark
        gap = rng.choice(["", " "])
        for n, text in enumerate(clauses, 1):
            head = f"{n}{rng.choice('.、')}" if numbered else style.list_mark + gap
            end = "。" if n == len(clauses) else "；"
            rows += wrapped(style, head + text + end, ("P", "C"), style.measure)
        return Part("list", rows)
    if maybe(rng, 0.6):
        rows.append(Row(rng.choice(w.LIST_HEADS), "X"))
    for _ in range(rng.randint(3, 9)):
        unit = rng.choice(w.UNITS)
        rows.append(Row(unit + rng.choice(["", " ", "　", "："]) + name(style), "P"))
    return Part("list", rows)


def furniture(style: Style, count: int) -> list[Part]:
    """Lines of furniture: the paper's name, the page's number, editors, the day."""
    return [Part("furniture", [Row(fill(style, style.rng.choice(w.FURNITURE)), "F")]) for _ in range(count)]


def teasers(style: Style, titles: list[str]) -> Part:
    """A list of what stands on other pages."""
    rng = style.rng
    end, mark = rng.choice(w.TEASER_ENDS), rng.choice(["", "", "■", "●", "▲", "· "])
    rows = [Row(rng.choice(w.TEASER_HEADS), "F")] if maybe(rng, 0.8) else []
    for title in titles:
        text = mark + title + fill(style, end)
        lines = set_lines(text, style.measure, 0, rng) if style.columns and maybe(rng, 0.25) else [text]
        rows += [Row(x, "F") for x in lines]
    return Part("furniture", rows)
