"""Chinese text into lines of a terminal, with a map between characters and cells.

Rich and Textual break 8% of lines wrongly for Chinese (a comma at a line's start, a number cut in
two). Breaks come from ICU (UAX #14); the filling of lines, the indent and the justification are
ours, and so is the map, because cursor, highlights, hits and mouse must agree on it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, repeat
from unicodedata import east_asian_width

from icu4py.breakers import BaseBreaker, CharacterBreaker, LineBreaker
from rich.cells import cell_len

from wxreader import text as policy
from wxreader.chinese import NO_LINE_END, NO_LINE_START

INDENT = 4
"""First-line indent in cells: two Chinese characters."""
LEAST_INDENTED = 8
"""Cells that an indent must leave on its line: four Chinese characters (chosen)."""
LEAST_STRETCHED = 4
"""Cells that may always be added to a line, and clusters that a line to be stretched has (chosen)."""
WIDE = 2
"""Cells of a Chinese character."""
_FIRST_IDEOGRAPHIC = "\u3000"
"""From here on ambiguous characters are drawn wide anyway."""
_GLUED = re.compile(
    "|".join(
        (
            r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*(?:[万亿千百十]+)?[元%％℃]?(?:[—–-](?=[0-9]))?",  # 22.95亿元
            r"[A-Za-z]+(?:[-'][A-Za-z]+)*",  # Wi-Fi
            r"——",
            r"……",
            r"[—…]{2,}",
        )
    )
)
"""Kept whole beyond UAX #14: numbers with their scale, Latin words, two-part dashes and ellipses."""
_PLAIN = re.compile(r"[\u3400-\u9fff\u3001-\u3011\uff01-\uff5e0-9A-Za-z ,.%()]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grapheme:
    """What the terminal draws as one thing: usually one character."""

    start: int
    """First character in the text."""
    end: int
    shown: str
    """What is drawn for it."""
    cells: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of a laid-out text: characters `start` to `end` after `indent` cells."""

    start: int
    end: int
    indent: int
    """Cells of white before the first character."""
    width: int
    """Cells used, indent included."""


_SURROGATE = re.compile("[\ud800-\udfff]")


def icu_segments(breaker: type[BaseBreaker], text: str) -> Iterator[tuple[int, int]]:
    """ICU's segments of a text in code points; ICU counts in UTF-16 units and knows no lone surrogates."""
    text = _SURROGATE.sub("\ufffd", text)
    if text.isascii() or max(text) <= "\uffff":
        yield from breaker(text, "zh").segments()
        return
    at = 0
    for segment in breaker(text, "zh"):
        yield at, at + len(segment)
        at += len(segment)


def _ambiguous(char: str) -> bool:
    return east_asian_width(char) == "A" and char < _FIRST_IDEOGRAPHIC


def clusters(text: str, ambiguous: int = 1, start: int = 0, end: int | None = None) -> list[Grapheme]:
    """The drawable parts of `text[start:end]`.

    Args:
        text: The text.
        ambiguous: Cells of a character of ambiguous width (“ ” · … —): 1 or 2.
        start: First character.
        end: Character after the last; the text's end by default.
    """
    part = text[start:end]
    if _PLAIN.fullmatch(part):
        return [
            Grapheme(start=start + i, end=start + i + 1, shown=c, cells=_char_cells(c, ambiguous))
            for i, c in enumerate(part)
        ]
    parts = []
    for at, after in icu_segments(CharacterBreaker, part):
        raw = part[at:after]
        shown = policy.visible(raw).replace("\t", " ").replace("\n", " ")
        one_by_one = len(shown) == 1 or shown.isascii()
        width = sum(_char_cells(c, ambiguous) for c in shown) if one_by_one else cell_len(shown)
        parts.append(Grapheme(start=start + at, end=start + after, shown=shown, cells=width))
    return parts


@lru_cache(maxsize=16384)
def _char_cells(char: str, ambiguous: int) -> int:
    return WIDE if ambiguous == WIDE and _ambiguous(char) else cell_len(char)


def break_points(text: str) -> list[int]:
    """Places at which a line may end, in characters, the text's end included.

    None is inside a number (22.95亿元), a word or a dash of two parts.
    """
    if not text:
        return []
    glued: set[int] = set()
    for found in _GLUED.finditer(text):
        glued.update(range(found.start() + 1, found.end()))
    out = []
    for _, after in icu_segments(LineBreaker, text):
        if after in glued or (
            after < len(text) and (text[after] in NO_LINE_START or text[after - 1] in NO_LINE_END)
        ):
            continue
        out.append(after)
    if not out or out[-1] != len(text):
        out.append(len(text))
    return out


def lay_out(text: str, width: int, indent: int = INDENT, ambiguous: int = 1) -> list[TextLine]:
    """Fill lines of a width.

    A unit wider than the line is broken between clusters, where nothing better can be done.

    Args:
        text: One paragraph.
        width: Room in cells, at least 1.
        indent: White before the first line, in cells; dropped where it leaves less than 4 characters.
        ambiguous: Cells of a character of ambiguous width.

    Returns:
        Lines whose characters, joined, are the text.
    """
    width = max(1, width)
    if indent and width - indent < LEAST_INDENTED:
        indent = 0
    ends, reach = _units(text, ambiguous)
    lines: list[TextLine] = []
    start, unit, used, lead = 0, 0, indent, indent
    while unit < len(ends):
        after = bisect_right(reach, width - used + reach[unit], unit + 1) - 1
        used += reach[after] - reach[unit]
        if after == len(ends):
            break
        if used > lead:
            end = ends[after - 1] if after else 0
            lines.append(TextLine(start=start, end=end, indent=lead, width=used))
            start, unit, used, lead = end, after, 0, 0
        else:
            start, used, lead = _break_unit(
                text, ends[unit - 1] if unit else 0, ends[unit], (start, used, lead), width, ambiguous, lines
            )
            unit += 1
    lines.append(TextLine(start=start, end=len(text), indent=lead, width=used))
    return lines


@lru_cache(maxsize=4096)
def _units(text: str, ambiguous: int) -> tuple[list[int], list[int]]:
    """What a line can be filled with: the ends of a text's unbreakable units, and the cells up to each.

    The cells are those up to each unit's start, and up to the last one's end. They are the same at every
    width, so that a resize only fills lines anew.
    """
    ends = break_points(text)
    if not ends:
        return [], [0]
    if _PLAIN.fullmatch(text):
        total = list(accumulate(map(_char_cells, text, repeat(ambiguous)), initial=0))
        return ends, [0, *(total[b] for b in ends)]
    parts = clusters(text, ambiguous)
    kept, reach, at, used = [], [0], 0, 0
    for stop in ends:
        began = at
        while at < len(parts) and parts[at].end <= stop:
            used += parts[at].cells
            at += 1
        if at > began:
            kept.append(parts[at - 1].end)
            reach.append(used)
    return kept, reach


def _break_unit(
    text: str,
    at: int,
    stop: int,
    state: tuple[int, int, int],
    width: int,
    ambiguous: int,
    lines: list[TextLine],
) -> tuple[int, int, int]:
    """Break a unit that is wider than the line between clusters, where nothing better can be done."""
    start, used, lead = state
    for part in clusters(text, ambiguous, at, stop):
        if used + part.cells > width and part.start > start:
            lines.append(TextLine(start=start, end=part.start, indent=lead, width=used))
            start, used, lead = part.start, 0, 0
        used += part.cells
    return start, used, lead


def _can_reach(missing: int, count: int, width: int) -> bool:
    """Whether a line of so many clusters can be stretched decently by the cells that it lacks."""
    return 0 < missing <= max(LEAST_STRETCHED, width // 8) and count >= LEAST_STRETCHED


def gaps(line: TextLine, parts: list[Grapheme], width: int, last: bool) -> list[int]:
    """Cells of white to add after each cluster so that a line reaches the right edge.

    After punctuation first, then evenly between Chinese characters; the last line of a paragraph and
    lines too short to stretch decently stay as they are.

    Returns:
        One number a cluster.
    """
    out = [0] * len(parts)
    missing = width - line.width
    if last or not _can_reach(missing, len(parts), width):
        return out
    marks = [i for i, p in enumerate(parts[:-1]) if p.shown in "，。、；：！？）》”"]
    wide = [i for i, p in enumerate(parts[:-1]) if p.cells == WIDE and i not in marks]
    order = (
        marks + [wide[(k * 2 + 1) * len(wide) // (2 * missing)] for k in range(missing)] if wide else marks
    )
    for i in order[:missing]:
        out[i] += 1
    return out


def column_of(parts: list[Grapheme], offset: int, indent: int, extra: list[int] | None = None) -> int:
    """Cell, from the line's left edge, at which a character begins; past the end for the line's end."""
    column = indent
    for i, part in enumerate(parts):
        if part.end > offset:
            return column
        column += part.cells + (extra[i] if extra else 0)
    return column


def offset_at(parts: list[Grapheme], column: int, indent: int, extra: list[int] | None = None) -> int:
    """Character that is drawn at a cell of the line; the first before the indent, the last beyond the end."""
    at = indent
    for i, part in enumerate(parts):
        at += part.cells + (extra[i] if extra else 0)
        if column < at:
            return part.start
    return parts[-1].start if parts else 0


def line_of(lines: list[TextLine], offset: int) -> int:
    """Number of the line that the character at `offset` stands on."""
    return max(0, bisect_right([x.start for x in lines], offset) - 1)
