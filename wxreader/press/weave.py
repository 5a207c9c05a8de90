"""Interleaved columns put right: texts that a converter gave line by line in turns, or side by side.

`pdftotext` in its default mode prints some lines of one column, then some of the next. Such a page
shows by lines that break in mid-sentence and go on a few lines later. Each line is given to one of some
texts so that the joins inside the texts are as good as they can be (`threads`); a page whose joins are
good as they are is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from wxreader.press import joins
from wxreader.press.lines import LONG_LINE, RawLine
from wxreader.press.threads import Page, han, running, threads, torn

_TORN_LINES, _TORN_SHARE = 0.07, 0.5
"""Joins at blank lines in mid-sentence, as a share of all lines, and the broken ones among them, from
which a page is looked at: 0.07 to 0.13 and 0.55 to 0.9 on interleaved pages; on others in columns at
most one of the two."""
_ALL_BLANK = 0.9
_QUIET_LINES = 8
"""Lines without a change of text after which texts may be at an end (chosen)."""
_ENOUGH = 4
"""Joins at blank lines that a judgement needs."""
_GAIN = 5.0
"""Bits by which the threads must be better than the page as it stands."""
_SURE = 0.42
"""Share of broken joins that may be left; above it the page's columns are in doubt."""
_MOST_LINES = 3000
INDENTED = 0.08
"""Share of indented lines from which a page indents its paragraphs."""
_LEAST = 6.0
"""Em of a line that can be torn."""


@dataclass(frozen=True, slots=True)
class Woven:
    """A page's lines in reading order."""

    rows: list[RawLine]
    doubtful: bool
    """The page is interleaved and could not be put right surely."""


def broken(rows: list[RawLine]) -> tuple[int, int]:
    """How many joins of running text at blank lines in mid-sentence there are, and how many of them are
    broken."""
    count = bad = 0
    pairs = {p for row in rows for p in map("".join, pairwise(row.text))}
    texts = running(rows)
    for i, (before, row) in enumerate(pairwise(rows)):
        if not (row.blanks and row.width >= _LEAST and texts[i] and texts[i + 1] and torn(before)):
            continue
        if han(before.text[-1]) and han(row.text[0]):
            count += 1
            bad += joins.across(before.text, row.text) == 0 and before.text[-1] + row.text[0] not in pairs
    return count, bad


def _suspect(rows: list[RawLine]) -> bool:
    """Whether a page looks interleaved: set in columns, with many blank lines in mid-sentence, most of
    them no joins."""
    if not _ENOUGH <= len(rows) <= _MOST_LINES or sum(r.blanks > 0 for r in rows) > _ALL_BLANK * len(rows):
        return False
    long = sum(r.width for r in rows if r.width > LONG_LINE) > 0.5 * sum(r.width for r in rows)
    count, bad = broken(rows)
    return not long and count >= _TORN_LINES * len(rows) and count >= _ENOUGH and bad >= _TORN_SHARE * count


def _sections(rows: list[RawLine], of: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches of the page within which the texts are written out one after the other.

    A stretch ends where no text is in mid-sentence, a text begins, and they have not changed for a while.
    """
    out: list[tuple[int, int]] = []
    start = 0
    last: dict[int, int] = {}
    changed = 0
    for i in range(1, len(rows)):
        last[of[i - 1]] = i - 1
        changed = i if of[i] != of[i - 1] else changed
        quiet = i - changed > _QUIET_LINES or changed == i
        closed = all(not torn(rows[k]) or k == i - 1 for k in last.values()) and not torn(rows[i - 1])
        if closed and quiet and rows[i].starts and rows[i].blanks and len(set(of[start:i])) > 1:
            out.append((start, i))
            start, last = i, {}
    return [*out, (start, len(rows))]


def _written(page: Page, of: Sequence[int]) -> list[RawLine]:
    """The lines text after text; a blank line stands where a join is none."""
    rows = page.rows
    order = [
        i
        for a, b in _sections(rows, of)
        for text in dict.fromkeys(of[a:b])
        for i in range(a, b)
        if of[i] == text
    ]
    out: list[RawLine] = []
    for before, i in zip([-1, *order], order, strict=False):
        row = rows[i]
        if before >= 0 and (before != i - 1 or row.blanks):
            goes_on = page.running[before] and torn(rows[before]) and page.join(before, i) > 0
            row = row._replace(blanks=0 if goes_on else max(1, row.blanks))
        out.append(row)
    return out


def unwoven(rows: list[RawLine]) -> Woven:
    """A page's lines in reading order, where they stand interleaved."""
    if not _suspect(rows):
        return Woven(rows, False)
    page = Page(rows, sum(r.indent >= 1 for r in rows) > INDENTED * len(rows))
    found = threads(page)
    if found.gain < _GAIN:
        return Woven(rows, True)
    rows = _written(page, found.of)
    count, bad = broken(rows)
    return Woven(rows, count >= _ENOUGH and bad > _SURE * count)
