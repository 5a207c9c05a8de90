"""The dump's lines with what can be seen of each: width, end, brackets, indent, fullness.

A hard-wrapped page shows its structure only through widths: a first line is two em short, a last
line is short, all others fill the column. Widths are learned from the lines around, never from a
constant of one newspaper, because articles of one page are set in different measures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import east_asian_width

from wxreader.press.credits import starts_body
from wxreader.text import split_lines

FINAL = "。！？!?…"
CLOSERS = "”’』」）)》】〉\"'"
OPENERS = "“‘『「（(《【〈"
NO_START = frozenset("，。、；：！？）》”’】』」〉…—,.;:!?)%％℃·")
"""Marks that typesetting never puts at a line's start (GB/T 15834—2011, 附录 B)."""
LONG_LINE = 52.0
"""Em from which a line is a column set on one line (form B); printed columns are narrower."""
VERTICAL, VERTICAL_MOST = 4, 40
"""Lines of one character in a row that are taken for a vertical headline."""
_FEW_GAPS, _NEARLY_ALL, _HARDLY_ANY = 8, 0.97, 0.02
"""Gaps below which blanks are taken to speak; shares of gaps with blanks from which they say nothing
(chosen).
"""
_FIRST_CJK = 0x2E80
"""Code point from which on characters are as wide as they are high."""
_PAIRS = dict(zip("”’』」）)》】〉", "“‘『「（(《【〈", strict=True))
_WORD = re.compile(r"[0-9A-Za-z.%％,]+")


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    return 0.5 if ord(char) < _FIRST_CJK and east_asian_width(char) in "NaHN" else 1.0


def em(text: str) -> float:
    """Printed width in em: a wide or ambiguous character is 1, a narrow one a half."""
    return sum(map(_em, text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A non-blank line of a dump."""

    number: int
    """Line of the dump, from 1."""
    text: str
    """Without the white space around."""
    blanks: int
    """Blank lines before it."""
    indent: float
    """Printed white space before it, in em."""
    width: float
    """In em."""
    measure: float
    """Width of the column it stands in, learned from its neighbours, in em; 0 on long-line pages."""
    full: bool
    """The column had no room for the next line's first unit."""
    is_open: bool
    """A bracket or quotation mark opened in this block is still open at its end."""
    more: tuple[int, ...] = ()
    """Further lines of the dump that are set as this one: a vertical headline has a character on each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A dump as lines."""

    lines: tuple[Line, ...]
    form: str
    """`columns` or `long`."""
    blank_mode: str
    """`normal`, `every` (a blank after every line: it says nothing) or `none`."""
    sizes: tuple[float, ...] = ()
    """For each line its size of type against the body's, where a PDF tells it."""
    woven: bool = False
    """Its columns are interleaved and could not be put right surely."""


def _measures(widths: list[float], span: int = 9) -> list[float]:
    """For each line the width that most lines around it fill, within an em; the larger of two equals."""
    out: list[float] = []
    counts: Counter[float] = Counter(widths[:span])
    for i in range(len(widths)):
        if i + span < len(widths):
            counts[widths[i + span]] += 1
        if i > span:
            counts[widths[i - span - 1]] -= 1
        best = max(
            ((sum(counts[w - d / 2] for d in range(4)), w) for w, n in counts.items() if n > 0),
            default=(0, 0.0),
        )
        out.append(best[1])
    return out


def _next_unit(text: str) -> float:
    """Width in em of what typesetting would have had to fit: a character or a whole number or Latin word,
    with the marks that cling to it.
    """
    word = _WORD.match(text)
    end = word.end() if word else 1
    while end < len(text) and text[end] in NO_START:
        end += 1
    return em(text[:end])


def _carry(stack: list[str], text: str) -> None:
    """Update the open brackets by one line's text; unmatched closers are ignored."""
    for char in text:
        if char in OPENERS:
            stack.append(char)
        elif char in _PAIRS and _PAIRS[char] in stack:
            while stack.pop() != _PAIRS[char]:
                pass
    del stack[:-8]


def _blank_mode(gaps: list[int]) -> str:
    """How much a blank line says on this page, from the numbers of blanks between non-blank lines."""
    if len(gaps) < _FEW_GAPS:
        return "normal"
    share = sum(g > 0 for g in gaps) / len(gaps)
    if share > _NEARLY_ALL:
        return "every"
    return "none" if share < _HARDLY_ANY else "normal"


class RawLine(NamedTuple):
    """A non-blank line before it is measured."""

    number: int
    text: str
    blanks: int
    indent: float
    more: tuple[int, ...] = ()

    @property
    def width(self) -> float:
        """Width in em."""
        return em(self.text)

    @property
    def starts(self) -> bool:
        """Whether it may begin a text of its own: by a dateline, or as a short line that ends no sentence."""
        return starts_body(self.text) or (
            self.blanks > 0 and "。" not in self.text and self.text[-1] not in FINAL + "，、,"
        )


def _non_blank(text: str) -> list[RawLine]:
    out: list[RawLine] = []
    blanks = 0
    for number, raw in enumerate(split_lines(text), 1):
        stripped = raw.strip()
        if stripped:
            out.append(RawLine(number, stripped, blanks, em(raw[: len(raw) - len(raw.lstrip())])))
            blanks = 0
        else:
            blanks += 1
    return out


def _as_headline(run: list[RawLine]) -> list[RawLine]:
    """Lines of one character each: one line if they are as many as a vertical headline has, else as is."""
    if not VERTICAL <= len(run) <= VERTICAL_MOST:
        return run
    text = "".join(row.text for row in run)
    return [run[0]._replace(text=text, more=tuple(row.number for row in run[1:]))]


def _turned(rows: list[RawLine]) -> list[RawLine]:
    """Rows with vertical headlines turned: a run of lines of one character each is one line."""
    out: list[RawLine] = []
    run: list[RawLine] = []
    for row in [*rows, RawLine(0, "", 0, 0.0)]:
        if len(row.text) == 1 and (not run or row.blanks <= 1):
            run.append(row)
            continue
        out += _as_headline(run)
        run = [row] if len(row.text) == 1 else []
        if row.text and not run:
            out.append(row)
    return out


def read_lines(text: str, sizes: Sequence[float] = ()) -> Lines:
    """Take a dump apart.

    Args:
        text: The dump, decoded.
        sizes: For each line of the dump its size of type against the body's; nothing for plain text.

    Returns:
        Its non-blank lines with their measures.
    """
    from wxreader.press.abreast import unpicked
    from wxreader.press.weave import Woven, unwoven  # they need this module's shapes

    ordered = Woven(_non_blank(text), False) if sizes else unwoven(_turned(unpicked(_non_blank(text))))
    kept = ordered.rows
    widths = [em(r.text) for r in kept]
    is_long = bool(widths) and sum(w for w in widths if w > LONG_LINE) > 0.5 * sum(widths)
    mode = _blank_mode([r.blanks for r in kept[1:]])
    if mode == "every" and is_long:
        mode = "normal"
    measures = [0.0] * len(kept) if is_long else _measures(widths)
    lines = []
    stack: list[str] = []
    for i, row in enumerate(kept):
        following = _next_unit(kept[i + 1].text) if i + 1 < len(kept) else 1.0
        full = not is_long and widths[i] + following > measures[i] + 0.5
        if starts_body(row.text) or (row.blanks and row.text[-1] not in FINAL and not stack):
            stack.clear()
        _carry(stack, row.text)
        lines.append(
            Line(
                number=row.number,
                text=row.text,
                blanks=row.blanks,
                indent=row.indent,
                width=widths[i],
                measure=measures[i],
                full=full,
                is_open=bool(stack),
                more=row.more,
            )
        )
        if row.text[-1] in FINAL:
            stack.clear()
    known = tuple(sizes[x.number - 1] for x in lines) if sizes else ()
    return Lines(
        lines=tuple(lines),
        form="long" if is_long else "columns",
        blank_mode=mode,
        sizes=known,
        woven=ordered.doubtful,
    )
