"""Columns that a converter printed side by side on one line, put one under the other.

`pdftotext -layout` keeps columns abreast with white between them; its default mode does so where two
columns share a height. Such lines show by a gap at much the same place down several lines of running
text. What stands left of the gap is written first, then what stands right of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from wxreader.press.lines import RawLine, em

_WIDE = re.compile(r"(?<=\S)(?:[ \t\u00a0]{2,}|[ \t\u00a0]*\t[ \t\u00a0]*|　{2,})(?=\S|　)")
"""White that no sentence holds."""
_NARROW = re.compile(r"(?<=\S)[ \u00a0](?=\S)")
"""White that may also stand within a sentence."""
_FEWEST = 3
"""Lines of a run that a judgement needs."""
_ALIKE, _SHARE = 1.6, 0.6
"""Em within which the left parts of a run end, and the share of its lines that do."""
_LEAST = 5.0
"""Em of a part on either side of narrow white."""
_COMMON, _NEAR = 5, 1.1
"""Lines that share a measure of the page's, and em within which a part has it."""
_AROUND, _WIDER = 7, 1.3
"""Lines before and after, and how much wider than they a line of two columns is."""
_MARKS = re.compile("[，。；、]")


@dataclass(frozen=True, slots=True)
class _Parts:
    """A line and its parts."""

    row: RawLine
    cells: tuple[tuple[float, str], ...]
    """(where it begins, in em from the line's left edge; text)."""


def _cut(row: RawLine, gap: re.Pattern[str]) -> _Parts:
    cells: list[tuple[float, str]] = []
    at = 0
    for found in [*gap.finditer(row.text), None]:
        end = found.start() if found else len(row.text)
        text = row.text[at:end]
        bare = text.strip()
        if bare:
            lead = text[: len(text) - len(text.lstrip())]
            cells.append((row.indent + em(row.text[:at]) + em(lead), bare))
        at = found.end() if found else end
    return _Parts(row, tuple(cells))


def _runs(lines: list[_Parts]) -> list[tuple[int, int]]:
    """Stretches of lines in parts; a line or two of one part each may stand between."""
    several = [i for i, x in enumerate(lines) if len(x.cells) > 1]
    out: list[tuple[int, int]] = []
    for i in several:
        if (
            out
            and i - out[-1][1] <= _FEWEST
            and not any(lines[k].row.blanks > 1 for k in range(out[-1][1], i))
        ):
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def _edges(lines: list[_Parts]) -> list[float] | None:
    """Where the columns of a run begin; None where its parts are no columns of text."""
    several = [x for x in lines if len(x.cells) > 1]
    if len(several) < _FEWEST:
        return None
    columns = Counter(len(x.cells) for x in several).most_common(1)[0][0]
    full = [x for x in several if len(x.cells) == columns]
    edges = [median(x.cells[k][0] for x in full) for k in range(columns)]
    ends = [x.cells[0][0] + em(x.cells[0][1]) for x in full]
    middle = median(ends)
    alike = sum(abs(e - middle) <= _ALIKE for e in ends) >= _SHARE * len(ends)
    sides = [[x.cells[k][1] for x in full] for k in range(columns)]
    text = all(sum(bool(_MARKS.search(t)) for t in side) * 3 >= len(side) for side in sides)
    return edges if alike and text else None


def _column_of(edges: list[float], begin: float, least: int) -> int:
    """The column that a part stands in: the nearest edge, right of the columns that are taken."""
    return min(range(least, len(edges)), key=lambda k: abs(edges[k] - begin), default=len(edges) - 1)


def _apart(lines: list[_Parts]) -> list[RawLine] | None:
    """A run's parts column by column; None where they are none."""
    edges = _edges(lines)
    if edges is None:
        return None
    columns: list[list[RawLine]] = [[] for _ in edges]
    for x in lines:
        least = 0
        for begin, text in x.cells:
            k = _column_of(edges, begin, least)
            least = min(k + 1, len(edges) - 1)
            indent = max(0.0, begin - edges[k]) if begin - edges[k] >= 1 else 0.0
            blanks = x.row.blanks if columns[k] or not k else 1
            columns[k].append(RawLine(x.row.number, text, blanks, indent))
    return [row for column in columns for row in column]


def _wide(rows: list[RawLine]) -> list[RawLine]:
    """Columns parted by wide white."""
    lines = [_cut(row, _WIDE) for row in rows]
    out: list[RawLine] = []
    at = 0
    for a, b in _runs(lines):
        end = _tail(lines, a, b)
        made = _apart(lines[a:end])
        if made is None:
            continue
        out += rows[at:a] + made
        at = end
        if at < len(rows):
            rows = [*rows[:at], rows[at]._replace(blanks=max(1, rows[at].blanks)), *rows[at + 1 :]]
    return out + rows[at:]


def _tail(lines: list[_Parts], start: int, end: int) -> int:
    """Where a run really ends: the left column may be the longer one."""
    width = max(em(x.cells[0][1]) for x in lines[start:end] if len(x.cells) > 1) + _ALIKE
    while end < len(lines) and not lines[end].row.blanks and em(lines[end].row.text) <= width:
        end += 1
    return end


def _halves(row: RawLine, measures: list[float]) -> tuple[str, str] | None:
    """A line's two parts where each has a measure of the page's columns."""
    for found in _NARROW.finditer(row.text):
        left, right = row.text[: found.start()], row.text[found.end() :]
        if min(em(left), em(right)) < _LEAST:
            continue
        for measure in measures:
            if abs(em(left) - measure) <= _NEAR and em(right) <= measure + _NEAR:
                return left, right
    return None


def _stands_out(rows: list[RawLine], i: int) -> bool:
    """Whether a line is wider than those around it."""
    around = [r.width for r in rows[max(0, i - _AROUND) : i + _AROUND + 1] if not _NARROW.search(r.text)]
    return bool(around) and rows[i].width > _WIDER * median(around)


def _narrow(rows: list[RawLine]) -> list[RawLine]:
    """Two columns parted by one space: only where parts of the page's own measure do so several times."""
    counts = Counter(round(r.width) for r in rows if not _NARROW.search(r.text))
    measures = [float(w) for w, n in counts.most_common(4) if n >= _COMMON and w > _LEAST]
    found = {
        i: halves for i, row in enumerate(rows) if _stands_out(rows, i) and (halves := _halves(row, measures))
    }
    if len(found) < _FEWEST or not any(_MARKS.search(a) and _MARKS.search(b) for a, b in found.values()):
        return rows
    out: list[RawLine] = []
    waiting: list[RawLine] = []
    for i, row in enumerate(rows):
        if i not in found or (waiting and row.blanks):
            out += waiting
            row = row._replace(blanks=max(row.blanks, 1 if waiting else 0))
            waiting = []
        if i in found:
            left, right = found[i]
            out.append(row._replace(text=left))
            waiting.append(RawLine(row.number, right, 0 if waiting else 1, 0.0))
        else:
            out.append(row)
    return out + waiting


def unpicked(rows: list[RawLine]) -> list[RawLine]:
    """Lines with the columns that stand side by side on them one under the other."""
    if not any(" " in r.text or "　" in r.text or "\t" in r.text for r in rows):
        return rows
    return _narrow(_wide(rows))
