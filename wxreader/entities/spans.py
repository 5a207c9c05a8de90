"""Spans that are in order and do not overlap: which of them a new one would meet, in logarithmic time.

A page of one line of a megabyte has 100,000 names; comparing each with each took minutes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Spans:
    """Spans of characters, none overlapping another.

    Args:
        spans: Pairs of first character and the one after the last; one that would overlap is left out.
    """

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if not self.meets(start, end):
                self.add(start, end)

    def meeting(self, start: int, end: int) -> list[tuple[int, int]]:
        """The spans that share a character with this one."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return list(zip(self._starts[first:last], self._ends[first:last], strict=True))

    def meets(self, start: int, end: int) -> bool:
        """Whether a span shares a character with any of these."""
        return bisect_right(self._ends, start) < bisect_left(self._starts, end)

    def add(self, start: int, end: int) -> None:
        """Take a span that meets none."""
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)
