"""Interleaved columns put right: two texts that a converter gave line by line in turns.

`pdftotext` in its default mode prints some lines of one column, then some of the next. Such a page shows by
lines that break in mid-sentence and go on a few lines later. Each line is given to one of two threads so that
the joins inside the threads are as good as they can be (characters that stand together, marks that may begin
a line); a page whose joins are good as they are is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from wxreader.press import joins
from wxreader.press.credits import starts_body
from wxreader.press.lines import CLOSERS, FINAL, LONG_LINE, NO_START, OPENERS, RawLine
from wxreader.text import simplify

_BITS = (-1.7, 2.0, 4.0, 6.0)
"""What a join of level 0 to 3 says for one text going on: log2 of its share among true joins over that among
chance pairs, measured on 18 million characters of news."""
_MISPLACED = -6.0
"""A mark that never begins or ends a line."""
_QUIET_LINES = 8
"""Lines without a change of column after which columns may be at an end (chosen)."""
_SWITCH, _SWITCH_BLANK, _STAY_BLANK = -6.0, -2.0, -0.5
"""For going over to the other thread within a block, at a blank line; for staying at a blank line: chosen."""
_OPEN = -4.0
"""For beginning the second thread with a line that begins nothing."""
_FAR = 40
"""Lines that a thread may wait."""
_TORN_LINES, _TORN_SHARE = 0.1, 0.5
"""Joins at blank lines in mid-sentence, as a share of all lines, and the broken ones among them, from which a
page is looked at: 0.11 to 0.2 and 0.55 to 0.7 on interleaved pages, at most 0.09 on others in columns."""
_ALL_BLANK = 0.9
_ENOUGH = 4
"""Joins at blank lines that a judgement needs."""
_GAIN = 5.0
"""Bits by which the threads must be better than the page as it stands."""
_SURE = 0.42
"""Share of broken joins that may be left; above it the page's columns are in doubt."""
_MOST_LINES = 3000
_COMMAS = re.compile("[，,。；;、]")
_TOPIC, _TOPIC_MOST, _RARE = 0.5, 3.0, 6
"""What a pair of characters that two blocks share says for one text, what all of them say at most, and the
number of lines up to which a pair tells one text from another: chosen."""
_UNEVEN = 3.0
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


def _torn(row: RawLine) -> bool:
    """Whether a line breaks off in mid-sentence."""
    last = row.text[-1]
    return (
        row.width >= _LEAST and last not in FINAL + "：:；;" and last not in CLOSERS + "、，,"
    ) or last in OPENERS


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _join(before: RawLine, row: RawLine, indented: bool) -> float:
    """How well a line goes on after another, in bits."""
    first, last = row.text[0], before.text[-1]
    if first in NO_START and first not in "—…":
        return _MISPLACED
    if last in OPENERS:
        return _MISPLACED
    if not _torn(before):
        if last in FINAL and indented:
            return 1.0 if row.indent >= 1 else -1.0
        return 0.0
    if indented and row.indent >= 1:
        return _BITS[0] * 2
    uneven = -1.5 if abs(before.width - row.width) > _UNEVEN and row.width > before.width else 0.0
    if _han(first) and _han(last):
        return _BITS[joins.level(simplify(last), simplify(first))] + uneven
    return uneven


def broken(rows: list[RawLine]) -> tuple[int, int]:
    """How many joins at blank lines in mid-sentence there are, and how many of them are broken."""
    count = bad = 0
    pairs = {p for row in rows for p in map("".join, pairwise(row.text))}
    for before, row in pairwise(rows):
        if (
            row.blanks
            and row.width >= _LEAST
            and _torn(before)
            and _han(before.text[-1])
            and _han(row.text[0])
        ):
            count += 1
            bad += joins.across(before.text, row.text) == 0 and before.text[-1] + row.text[0] not in pairs
    return count, bad


def _suspect(rows: list[RawLine]) -> bool:
    """Whether a page looks interleaved: set in columns, with many blank lines in mid-sentence,
    most of them no joins.
    """
    if not _ENOUGH <= len(rows) <= _MOST_LINES or sum(r.blanks > 0 for r in rows) > _ALL_BLANK * len(rows):
        return False
    long = sum(r.width for r in rows if r.width > LONG_LINE) > 0.5 * sum(r.width for r in rows)
    count, bad = broken(rows)
    return not long and count >= _TORN_LINES * len(rows) and count >= _ENOUGH and bad >= _TORN_SHARE * count


def _begins(row: RawLine) -> bool:
    """Whether a line may begin a text of its own."""
    return starts_body(row.text) or (row.blanks > 0 and not _COMMAS.search(row.text))


def _opening(row: RawLine) -> float:
    """What it costs a text that a line is its first."""
    return 0.0 if _begins(row) else _OPEN


class _Topics:
    """Which blocks share rare wording."""

    def __init__(self, rows: list[RawLine]) -> None:
        self.of: list[int] = []
        sets: list[set[str]] = []
        for row in rows:
            if not sets or row.blanks:
                sets.append(set())
            sets[-1].update(map("".join, pairwise(row.text)))
            self.of.append(len(sets) - 1)
        counts = Counter(p for s in sets for p in s)
        self.sets = [{p for p in s if 1 < counts[p] <= _RARE} for s in sets]

    def alike(self, i: int, j: int) -> float:
        """What the wording of two lines' blocks says for their being one text."""
        if i < 0:
            return 0.0
        return min(_TOPIC_MOST, _TOPIC * len(self.sets[self.of[i]] & self.sets[self.of[j]]))


class _Threads(NamedTuple):
    """Which line belongs to which of two texts."""

    of: list[int]
    gain: float
    """Bits by which the joins are better than those of the page as it stands."""


def _threads(rows: list[RawLine], indented: bool) -> _Threads:
    """For each line its thread, 0 or 1: dynamic programming over (line before,
    last line of the other thread).
    """
    plain = 0.0
    best: dict[int, tuple[float, tuple[int, ...] | None]] = {-1: (0.0, None)}
    topics = _Topics(rows)
    # key: last line of the other thread (-1: not begun); value: score, path of switches as a linked list
    for i in range(1, len(rows)):
        row, reached = rows[i], {}
        stay = _join(rows[i - 1], row, indented) + (_STAY_BLANK if row.blanks else 0.0)
        stay += topics.alike(i - 1, i) if row.blanks else 0.0
        plain += stay
        switch = _SWITCH_BLANK if row.blanks else _SWITCH
        top: tuple[float, tuple[int, ...] | None] | None = None
        for other, (value, path) in best.items():
            if other < 0 or i - other <= _FAR:
                reached[other] = (value + stay, path)
            joined = _opening(row) if other < 0 else _join(rows[other], row, indented)
            joined += topics.alike(other, i) if row.blanks else 0.0
            moved = (value + switch + joined, (i, path))
            if top is None or moved[0] > top[0]:
                top = moved  # type: ignore[assignment]
        if top is not None:
            reached[i - 1] = top if i - 1 not in reached or top[0] > reached[i - 1][0] else reached[i - 1]
        best = reached
    value, path = max(best.values(), key=lambda x: x[0])
    switches = []
    while path is not None:
        switches.append(path[0])
        path = path[1]  # type: ignore[assignment]
    out, thread, marks = [], 0, set(switches)
    for i in range(len(rows)):
        thread ^= i in marks
        out.append(thread)
    return _Threads(out, value - plain)


def _sections(rows: list[RawLine], threads: list[int]) -> list[tuple[int, int]]:
    """Stretches of the page within which the two threads are written out one after the other.

    A stretch ends where neither thread is in mid-sentence, a text begins, and the threads have not changed
    for a while.
    """
    out: list[tuple[int, int]] = []
    start = 0
    last: dict[int, int] = {}
    changed = 0
    for i in range(1, len(rows)):
        last[threads[i - 1]] = i - 1
        changed = i if threads[i] != threads[i - 1] else changed
        quiet = i - changed > _QUIET_LINES or changed == i
        closed = all(not _torn(rows[k]) or k == i - 1 for k in last.values()) and not _torn(rows[i - 1])
        if closed and quiet and rows[i].starts and rows[i].blanks and len(set(threads[start:i])) > 1:
            out.append((start, i))
            start, last = i, {}
    return [*out, (start, len(rows))]


def _written(rows: list[RawLine], threads: list[int], indented: bool) -> list[RawLine]:
    """The lines thread after thread; a blank line stands where a join is none."""
    order = [
        i
        for a, b in _sections(rows, threads)
        for thread in (0, 1)
        for i in range(a, b)
        if threads[i] == thread
    ]
    out: list[RawLine] = []
    for k, i in enumerate(order):
        row = rows[i]
        if k and order[k - 1] != i - 1:
            goes_on = _torn(rows[order[k - 1]]) and _join(rows[order[k - 1]], row, indented) > 0
            row = row._replace(blanks=0 if goes_on else 1)
        elif row.blanks and k and _torn(rows[i - 1]) and _join(rows[i - 1], row, indented) > 0:
            row = row._replace(blanks=0)
        out.append(row)
    return out


def unwoven(rows: list[RawLine]) -> Woven:
    """A page's lines in reading order, where they stand interleaved."""
    if not _suspect(rows):
        return Woven(rows, False)
    indented = sum(r.indent >= 1 for r in rows) > INDENTED * len(rows)
    found = _threads(rows, indented)
    if found.gain < _GAIN:
        return Woven(rows, True)
    rows = _written(rows, found.of, indented)
    count, bad = broken(rows)
    return Woven(rows, count >= _ENOUGH and bad > _SURE * count)
