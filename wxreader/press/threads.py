"""Which line of an interleaved page belongs to which of its texts: a search over ways to go on.

At each line the text may stay or go over to another that waits; each way is worth what the joins say
(characters that stand together, lines of one measure, first lines that are set in) less what going over
costs. Kept are the best ways so far (a beam), each with the last line of every text that waits."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from wxreader.press import joins
from wxreader.press.credits import starts_body
from wxreader.press.lines import CLOSERS, FINAL, NO_START, OPENERS, RawLine
from wxreader.text import simplify

_BITS = (-1.7, 2.0, 4.0, 6.0)
"""What a join of level 0 to 3 says for one text going on: log2 of its share among true joins over that
among chance pairs, measured on 18 million characters of news."""
_KNOWN, _KNOWN_MORE = 1.5, 3.0
"""What it says that the pair, or three characters over the join, stand together elsewhere on the page:
chosen."""
_MISPLACED = -6.0
"""A mark that never begins or ends a line."""
_SWITCH, _SWITCH_BLANK, _STAY_BLANK = -12.0, -2.0, -0.5
"""For going over to another text within a block, at a blank line; for staying at a blank line: chosen."""
_OPEN = -4.0
"""For beginning another text with a line that begins nothing."""
_LOST = -3.0
"""For a text that is left in mid-sentence: chosen."""
_FAR = 40
"""Lines that a text may wait."""
_TEXTS, _BEAM = 3, 60
"""Texts that may be under way at once, and ways that are followed: chosen."""
_TOPIC, _TOPIC_MOST, _RARE = 0.5, 1.5, 6
"""What a pair of characters that two blocks share says for one text, what all of them say at most, and
the number of lines up to which a pair tells one text from another: chosen."""
_APART, _OTHER = 1.2, -2.5
"""Em by which the measures of two blocks differ where they are two columns, and what that says."""
_SET_IN, _LOOSE = 2.0, 0.7
"""Em by which a paragraph's first line is shorter, and how exactly."""
_BLOCK = 3
"""Lines of a block that has a measure: chosen."""
_LEAST = 6.0
"""Em of a line that can be torn."""
_COMMAS = re.compile("[，,。；;、]")


def torn(row: RawLine) -> bool:
    """Whether a line breaks off in mid-sentence."""
    last = row.text[-1]
    return (
        row.width >= _LEAST and last not in FINAL + "：:；;" and last not in CLOSERS + "、，,"
    ) or last in OPENERS


def han(char: str) -> bool:
    """Whether a character is Chinese."""
    return "\u3400" <= char <= "\u9fff"


def running(rows: list[RawLine]) -> list[bool]:
    """For each line whether its block is running text: it holds a mark within a sentence or at its end."""
    out: list[bool] = []
    block: list[RawLine] = []
    for row in [*rows, RawLine(0, "", 1, 0.0)]:
        if row.blanks and block:
            out += [any(_COMMAS.search(r.text) for r in block)] * len(block)
            block = []
        block.append(row)
    return out


def _measures(rows: list[RawLine]) -> list[float]:
    """For each line the width of its block; 0 where the block is a line or two."""
    out: list[float] = []
    block: list[RawLine] = []
    for row in [*rows, RawLine(0, "", 1, 0.0)]:
        if row.blanks and block:
            out += [max(r.width for r in block) if len(block) >= _BLOCK else 0.0] * len(block)
            block = []
        block.append(row)
    return out


class Page:
    """A page's lines and what each join of two of them is worth."""

    def __init__(self, rows: list[RawLine], indented: bool) -> None:
        self.rows, self.indented = rows, indented
        self.running, self.measure = running(rows), _measures(rows)
        self.pairs = Counter(p for row in rows for p in map("".join, pairwise(row.text)))
        self.threes = {row.text[k : k + 3] for row in rows for k in range(len(row.text) - 2)}
        self.topics = _Topics(rows)
        self.known: dict[tuple[int, int], float] = {}

    def join(self, j: int, i: int) -> float:
        """How well line i goes on after line j, in bits."""
        if (j, i) not in self.known:
            self.known[j, i] = self._join(j, i)
        return self.known[j, i]

    def _join(self, j: int, i: int) -> float:
        before, row = self.rows[j], self.rows[i]
        first, last = row.text[0], before.text[-1]
        if (first in NO_START and first not in "—…") or last in OPENERS:
            return _MISPLACED
        both = self.measure[j] > 0 and self.measure[i] > 0
        value = _OTHER if both and abs(self.measure[j] - self.measure[i]) > _APART else 0.0
        if self.running[j] and (torn(before) or last in "，、,"):
            return value + self._goes_on(j, i)
        return value + self._begins_anew(j, i)

    def _set_in(self, i: int) -> bool:
        """Whether a line is as long as a paragraph's first."""
        measure = self.measure[i]
        return measure > 0 and abs(measure - _SET_IN - self.rows[i].width) <= _LOOSE

    def _goes_on(self, j: int, i: int) -> float:
        """A line in mid-sentence and one after it."""
        before, row = self.rows[j].text, self.rows[i].text
        if self.indented and self.rows[i].indent >= 1:
            return 2 * _BITS[0]
        value = -1.0 if not self.indented and self._set_in(i) else 0.0
        if not torn(self.rows[j]):
            return value + 0.3
        if han(before[-1]) and han(row[0]):
            value += _BITS[joins.level(simplify(before[-1]), simplify(row[0]))]
        if before[-2:] + row[0] in self.threes or before[-1] + row[:2] in self.threes:
            return value + _KNOWN_MORE
        return value + (_KNOWN if self.pairs[before[-1] + row[0]] else 0.0)

    def _begins_anew(self, j: int, i: int) -> float:
        """A line that ends a sentence, or is none, and one after it."""
        before, row = self.rows[j], self.rows[i]
        if before.text[-1] not in FINAL:
            return 0.0
        if self.indented:
            return 1.0 if row.indent >= 1 else -1.0
        if self.measure[j] and before.width < self.measure[j] - _APART:
            return 0.7 if self._set_in(i) else -0.7
        return 0.0

    def opening(self, i: int) -> float:
        """What it costs a text that a line is its first."""
        row = self.rows[i]
        if starts_body(row.text) or (row.blanks > 0 and not _COMMAS.search(row.text)):
            return 0.0
        return _OPEN / 2 if row.indent >= 1 or (not self.indented and self._set_in(i)) else _OPEN

    def stay(self, i: int) -> float:
        """What it is worth to go on with the next line."""
        value = self.join(i - 1, i)
        if self.rows[i].blanks:
            value += _STAY_BLANK + self.topics.alike(i - 1, i)
        return value

    def turn(self, j: int, i: int) -> float:
        """What it is worth to go over to a text that waits, or to begin one (-1)."""
        switch = _SWITCH_BLANK if self.rows[i].blanks else _SWITCH
        if j < 0:
            return switch + self.opening(i)
        return switch + self.join(j, i) + (self.topics.alike(j, i) if self.rows[i].blanks else 0.0)

    def lost(self, j: int) -> float:
        """What it costs that a text is left with this line."""
        return _LOST if self.running[j] and torn(self.rows[j]) else 0.0


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
        return min(_TOPIC_MOST, _TOPIC * len(self.sets[self.of[i]] & self.sets[self.of[j]]))


class Threads(NamedTuple):
    """Which line belongs to which text."""

    of: list[int]
    gain: float
    """Bits by which the joins are better than those of the page as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A way through the lines so far."""

    score: float
    waiting: tuple[tuple[int, int], ...]
    """(last line, text) of each text that waits."""
    text: int
    """The text that the last line belongs to."""
    begun: int
    """Texts begun so far."""
    path: tuple[int, object] | None
    """Text of the line before, and so on back."""


def _ways(page: Page, way: _Way, i: int) -> list[_Way]:
    """How a way may go on at line i."""
    score = way.score
    waiting = []
    for last, text in way.waiting:
        if i - last > _FAR:
            score += page.lost(last)
        else:
            waiting.append((last, text))
    path = (way.text, way.path)
    out = [
        _Way(score=score + page.stay(i), waiting=tuple(waiting), text=way.text, begun=way.begun, path=path)
    ]
    here = (i - 1, way.text)
    for last, text in waiting:
        rest = tuple(w for w in waiting if w[1] != text)
        out.append(
            _Way(
                score=score + page.turn(last, i), waiting=(*rest, here), text=text, begun=way.begun, path=path
            )
        )
    if len(waiting) < _TEXTS - 1:
        out.append(
            _Way(
                score=score + page.turn(-1, i),
                waiting=(*waiting, here),
                text=way.begun,
                begun=way.begun + 1,
                path=path,
            )
        )
    return out


def threads(page: Page) -> Threads:
    """For each line the text that it belongs to."""
    rows = page.rows
    beam = [_Way(score=0.0, waiting=(), text=0, begun=1, path=None)]
    plain = 0.0
    for i in range(1, len(rows)):
        plain += page.stay(i)
        best: dict[tuple[tuple[tuple[int, int], ...], int], _Way] = {}
        for way in beam:
            for further in _ways(page, way, i):
                key = (further.waiting, further.text)
                if key not in best or further.score > best[key].score:
                    best[key] = further
        beam = sorted(best.values(), key=lambda w: -w.score)[:_BEAM]
    last = max(beam, key=lambda w: w.score + sum(page.lost(j) for j, _ in w.waiting))
    out, path = [last.text], last.path
    while path is not None:
        out.append(path[0])
        path = path[1]  # type: ignore[assignment]
    return Threads(out[::-1], last.score - plain)
