"""A clue: words on a page that speak for its year; its weight is fitted, not decided here (`year`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """Words on the page that speak for a year."""

    kind: str
    """What it is: `plain`, `event`, `office` …; weights go by it."""
    first: date
    """The year (its first day), the event's day, or the first day of a time."""
    last: date
    """Last day of a time; for an event the day until which it is news."""
    words: str
    """As they stand on the page."""
    at: int
    """Character of the page's text where they begin."""


def of_year(kind: str, year: int, words: str, at: int) -> Clue:
    """A clue for a whole year."""
    return Clue(kind=kind, first=date(year, 1, 1), last=date(year, 12, 31), words=words, at=at)
