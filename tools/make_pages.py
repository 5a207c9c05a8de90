"""Set gold articles into made pages of many habits, each line with its label: food for the line model.

Real pages with gold are few and share one paper's habits. Here the same texts are set in other
measures, with and without indents, blanks, datelines, bylines and page furniture, headlines before,
after or far from their bodies, so that the model learns what holds on all of them. The texts stay
where they are: nothing made here is kept.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from wxreader.press.lines import NO_START, em

_NO_END = frozenset("（《“‘【〈「『(")
_UNIT = re.compile(r"[0-9A-Za-z.%％]+|.", re.DOTALL)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂文辉鑫雨晨"
_CITIES = ("北京", "上海", "南京", "无锡", "成都", "广州", "武汉", "西安", "哈尔滨")
Row = tuple[str, str]
"""A line and its label; an empty label for blanks and furniture."""


@dataclass
class Habits:
    """How one made page is set."""

    columns: bool
    measure: float
    kept_indent: bool
    blank_mode: str
    paragraph_blanks: bool
    head_after: bool
    dateline: float
    byline: str
    furniture: bool
    halfwidth: bool
    spaced_digits: bool


def draw_habits(rng: random.Random) -> Habits:
    columns = rng.random() < 0.6
    return Habits(
        columns,
        rng.choice([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 24, 27, 30]) + rng.choice([0, 0, 0.5]),
        rng.random() < 0.15,
        rng.choices(["normal", "none", "every"], [0.84, 0.08, 0.08])[0],
        rng.random() < 0.93,
        rng.random() < (0.75 if columns else 0.08),
        rng.choice([1.0, 1.0, 1.0, 0.85, 0.7, 0.3, 0.0]),
        rng.choice(["inline", "inline", "own", "mixed", "none", "some"]),
        rng.random() < 0.3,
        rng.random() < 0.15,
        rng.random() < 0.2,
    )


def _name(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.choice(_GIVEN) for _ in range(rng.choice([1, 2, 2, 2])))


def _byline(rng: random.Random) -> str:
    names = [_name(rng) for _ in range(rng.choice([1, 1, 1, 2, 2, 3]))]
    form = rng.random()
    if form < 0.6:
        inner = "、".join(names)
    elif form < 0.8:
        inner = "记者 " + "、".join(names)
    elif form < 0.9 and len(names) > 1:
        inner = f"记者 {names[0]} 通讯员 {'、'.join(names[1:])}"
    else:
        inner = "本报记者 " + " ".join(names)
    return f"（{inner}）" if rng.random() < 0.7 else f"({inner})"


def _dateline(rng: random.Random, habits: Habits) -> str:
    if rng.random() > habits.dateline:
        return ""
    form = rng.random()
    if form < 0.65:
        return "本报讯 "
    if form < 0.75:
        return f"本报讯（记者 {_name(rng)}）"
    if form < 0.8:
        return f"本报讯 （记者{_name(rng)}、{_name(rng)}）"
    who = rng.choice(["新华社", "据新华社", "本报"])
    by = f"（记者{_name(rng)}）" if rng.random() < 0.5 else " "
    return f"{who}{rng.choice(_CITIES)}{rng.randint(1, 12)}月{rng.randint(1, 28)}日电{by}"


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
        squeeze = 0.5 if unit[-1] in NO_START and rng.random() < 0.6 else 0.0
        if current and em(current) + em(unit) - squeeze > room:
            lines.append(current)
            current, room = "", measure - (rng.choice([0, 0, 0, 0.5]))
        current += unit
    return [*lines, current] if current else lines


def _set_body(paragraphs: list[str], byline: str, habits: Habits, rng: random.Random) -> list[list[Row]]:
    """A body in columns: a list of columns of rows; the break between columns is a blank."""
    rows: list[Row] = []
    measure = habits.measure + rng.choice([0, 0, 0, 1, 2, -1])
    for n, paragraph in enumerate(paragraphs):
        inline = (
            byline
            and n == len(paragraphs) - 1
            and (habits.byline != "own" and (habits.byline != "mixed" or rng.random() < 0.5))
        )
        text = paragraph + (rng.choice([" ", ""]) + byline if inline else "")
        label = "S" if n == 0 else "P"
        if habits.columns:
            for k, line in enumerate(set_lines(text, measure, 2.0, rng)):
                indent = "　　" if habits.kept_indent and not k else ""
                rows.append((indent + line, label if not k else "C"))
        else:
            rows.append((text, label))
        if habits.paragraph_blanks and n < len(paragraphs) - 1:
            rows.append(("", ""))
        if byline and n == len(paragraphs) - 1 and not inline:
            if rng.random() < 0.4:
                rows.append(("", ""))
            rows.append((byline, "Y"))
    return _columns(rows, habits, rng)


def _columns(rows: list[Row], habits: Habits, rng: random.Random) -> list[list[Row]]:
    """Break rows into columns: by lines where wrapped, anywhere inside long paragraphs otherwise."""
    if habits.columns:
        count = len([r for r in rows if r[1]])
        parts = rng.choice([4, 4, 4, 3, 2, 5, 1]) if count > 12 else 1
        size, out, current, seen = -(-count // parts), [], [], 0
        for row in rows:
            current.append(row)
            seen += bool(row[1])
            if seen == size:
                out.append(current)
                current, seen = [], 0
        return [*out, current] if current else out
    out, current, budget = [], [], rng.randint(80, 500)
    for text, label in rows:
        while label in "SPC" and label and len(text) > budget > 10 and rng.random() < 0.8:
            current.append((text[:budget], label))
            out.append(current)
            current, text, label, budget = [], text[budget:], "C", rng.randint(120, 500)
        current.append((text, label))
        budget -= len(text)
        if budget <= 0:
            budget = rng.randint(120, 500)
    return [*out, current]


def _trim(columns: list[list[Row]]) -> list[Row]:
    """Columns one under the other, a single blank between."""
    rows: list[Row] = []
    for column in columns:
        while rows and not rows[-1][1]:
            rows.pop()
        if rows:
            rows.append(("", ""))
        while column and not column[0][1]:
            column = column[1:]
        rows.extend(column)
    while rows and not rows[-1][1]:
        rows.pop()
    return rows


def _headline(article: dict, habits: Habits, rng: random.Random) -> list[Row]:
    kicker, main, sub = article["kicker"], article["headline"], article["subhead"]
    if habits.columns:
        lines: list[str] = []
        for part in (kicker, main + sub):
            if part is main + sub or part:
                pass
            if lines and part:
                lines.append("")
            for text in part:
                lines += _halves(text, rng) if len(text) > 16 and rng.random() < 0.15 else [text]
    else:
        lines = [" ".join(kicker + main), *sub]
        if rng.random() < 0.3 and sub:
            lines = [lines[0], "", *sub]
    rows: list[Row] = []
    for line in lines:
        rows.append((line, ("H" if not any(r[1] for r in rows) else "h") if line else ""))
    return rows


def _halves(text: str, rng: random.Random) -> list[str]:
    cut = len(text) // 2 + rng.randint(-1, 1)
    return [text[:cut], text[cut:]]


_FURNITURE = (
    "第01版：要闻",
    "责任编辑 王林昌",
    "2024年10月20日 星期三",
    "上一版 下一版",
    "（下转第2版）",
    "A03",
)


def make_page(articles: list[dict], rng: random.Random) -> list[Row]:
    """Set some articles as one page.

    Returns:
        Its lines with their labels, blanks and furniture with an empty one.
    """
    habits = draw_habits(rng)
    bodies, heads = [], []
    for article in articles:
        byline = (
            ""
            if habits.byline == "none" or (habits.byline == "some" and rng.random() < 0.4)
            else _byline(rng)
        )
        dateline = _dateline(rng, habits)
        if "记者" in dateline:
            byline = ""
        texts = list(article["paragraphs"])
        texts[0] = dateline + texts[0]
        if habits.halfwidth:
            texts = [t.replace("，", ",").replace("；", ";") for t in texts]
        if habits.spaced_digits:
            texts = [
                re.sub(
                    r"(?<=[\u4e00-\u9fff])(\d+)(?=[\u4e00-\u9fff])",
                    lambda m: f" {m.group()} " if rng.random() < 0.2 else m.group(),
                    t,
                )
                for t in texts
            ]
        bodies.append(_trim(_set_body(texts, byline, habits, rng)))
        heads.append(_headline(article, habits, rng))
    parts: list[list[Row]] = []
    for body, head in zip(bodies, heads, strict=True):
        pair = [body, head] if habits.head_after else [head, body]
        parts += pair
    if rng.random() < 0.2 and len(parts) > 3:
        moved = parts.pop(rng.choice([i for i, p in enumerate(parts) if p[0][1] == "H"]))
        parts.insert(
            len(parts)
            if rng.random() < 0.5
            else rng.choice([i for i, p in enumerate(parts) if p[0][1] == "H"]),
            moved,
        )
    rows: list[Row] = []
    for part in parts:
        rows += ([("", "")] if rows else []) + part
    if habits.furniture:
        for _ in range(rng.randint(1, 3)):
            at = rng.choice([0, len(rows)])
            rows[at:at] = [(rng.choice(_FURNITURE), ""), ("", "")]
    if habits.blank_mode == "none":
        rows = [r for r in rows if r[1] or r[0]]
    elif habits.blank_mode == "every":
        rows = [x for r in rows if r[1] or r[0] for x in (r, ("", ""))]
    return rows
