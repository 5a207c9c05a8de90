"""Which brackets of a query group words, and which belong to the text that is searched:
linear in the query.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

QUOTES = '"＂'
"""Marks that a phrase stands between."""


def groups_of(query: str) -> dict[int, int]:
    """Brackets that group: at a word's start, closed again, with more than one word between."""
    open_at: list[int] = []
    closed: dict[int, int] = {}
    quoted = False
    gaps = _Gaps(query)
    for i, char in enumerate(query):
        before = query[i - 1] if i else " "
        if char in QUOTES and (quoted or before.isspace() or before in "(-:："):
            quoted = not quoted
        elif quoted:
            continue
        elif char == "(":
            open_at.append(i)
        elif char == ")" and open_at:
            start = open_at.pop()
            if _begins_word(query, start) and gaps.between(start + 1, i):
                closed[start] = i
    return closed


def _begins_word(query: str, at: int) -> bool:
    """Whether a word of the query begins at a place: after a blank, a bracket, a minus."""
    before = query[at - 1] if at else " "
    return before.isspace() or before in "(-"


class _Gaps:
    """Where white space stands between words of a query; looked up for many stretches, counted once."""

    def __init__(self, query: str) -> None:
        blank = [c.isspace() for c in query]
        self._blanks = list(accumulate(blank, initial=0))
        """How many characters of white space stand before each place."""
        last = accumulate((-1 if b else i for i, b in enumerate(blank)), max, initial=-1)
        self._last = list(last)
        """The last word's character before each place."""
        following = accumulate(
            (len(blank) if b else i for i, b in _backwards(blank)), min, initial=len(blank)
        )
        self._first = list(following)[::-1]
        """The first word's character from each place on."""

    def between(self, start: int, end: int) -> bool:
        """Whether more than one word stands in `query[start:end]`."""
        first, last = self._first[start], self._last[end]
        return first < last and self._blanks[last] > self._blanks[first]


def _backwards(blank: list[bool]) -> Iterator[tuple[int, bool]]:
    return ((i, blank[i]) for i in range(len(blank) - 1, -1, -1))
