"""What is known of years: events, offices, words of a time, numbered series, foundings, plans. The
tables are data.

A phrase is looked for by `in`, a hundred times faster than one long pattern over a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from wxreader.dating.numerals import NUMERAL, number

ALWAYS = date(9999, 12, 31)
"""The last day of what still holds."""
_ORDINAL = rf"(\d{{1,3}}|[{NUMERAL}]{{1,5}})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened once."""

    phrases: tuple[str, ...]
    days: tuple[date, ...]
    """The first day; several for what was held again under one name."""
    months: int
    """How long it stays news."""
    announced: bool = False
    """Whether it is spoken of long before: games, congresses, flights; an earthquake is not."""


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of time that words belong to."""

    phrases: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A person's term of office."""

    name: str
    forms: tuple[str, ...]
    """Office and name as they are written together."""
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Series:
    """What is held again and again under a number."""

    needle: str
    """Plain words beside the number."""
    pattern: re.Pattern[str]
    rule: str

    def year_of(self, ordinal: int) -> int | None:
        """The year of the one with this number; None where the table does not know it."""
        for part in self.rule.split(","):
            numbers, _, year = part.rpartition("=")
            first, _, last = numbers.partition("-")
            if numbers and not int(first) <= ordinal <= int(last or first):
                continue
            return ordinal + int(year[2:]) if year.startswith("n+") else int(year)
        return None


@dataclass(frozen=True, slots=True)
class Founding:
    """What anniversaries are counted from."""

    phrases: tuple[str, ...]
    year: int


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of `data/`, comments left out."""
    for row in resources.files("wxreader").joinpath(f"data/{name}").read_text("utf-8").split("\n"):
        if row.strip() and not row.startswith("#"):
            yield row.split("\t")


def _day(iso: str) -> date:
    return date.fromisoformat(iso) if iso else ALWAYS


@lru_cache(maxsize=1)
def events() -> tuple[Event, ...]:
    """Events whose day bounds a page's year."""
    return tuple(
        Event(
            phrases=tuple(p.split("|")),
            days=tuple(map(_day, d.split(","))),
            months=int(m),
            announced=bool(announced),
        )
        for p, d, m, *announced in rows("dated_events.txt")
    )


@lru_cache(maxsize=1)
def visits() -> tuple[tuple[str, tuple[date, ...]], ...]:
    """State visits: country and first days."""
    return tuple((country, tuple(map(_day, days.split(",")))) for country, days in rows("state_visits.txt"))


SHORTEST_NAME = 3
"""Characters from which a name alone, without its office, is taken for the person (chosen: 汪洋 is a
word too).
"""


HIGH_OFFICES = (
    "政治局常委", "副总理", "国务委员", "委员长", "政协主席", "组织部部长", "宣传部部长",
    "政法委书记", "检察长", "最高人民法院院长",
)  # fmt: skip
"""Offices whose holders are in the news by their names alone, and no more when they have left."""
BEFORE_OFFICE = 5
"""Years before an office in which its holder is in the news already (measured on news of 2012 to 2019)."""


@lru_cache(maxsize=1)
def people() -> tuple[tuple[str, date, date], ...]:
    """Who is in the news from when to when: from the first day in an office to the last."""
    found: dict[str, tuple[date, date]] = {}
    for term in terms():
        if len(term.name) >= SHORTEST_NAME and any(o in f for o in HIGH_OFFICES for f in term.forms):
            first, last = found.get(term.name, (term.first, term.last))
            found[term.name] = min(first, term.first), max(last, term.last)
    return tuple(
        (n, first.replace(year=first.year - BEFORE_OFFICE, day=1), last) for n, (first, last) in found.items()
    )


@lru_cache(maxsize=1)
def times() -> tuple[Time, ...]:
    """Words of a time."""
    return tuple(Time(tuple(p.split("|")), _day(a), _day(b)) for p, a, b in rows("times.txt"))


@lru_cache(maxsize=1)
def plans() -> tuple[tuple[tuple[str, ...], int, int], ...]:
    """Five-year plans: phrases, first and last year."""
    return tuple((tuple(p.split("|")), int(a), int(b)) for p, a, b in rows("plan_periods.txt"))


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Terms of office, a name each."""
    found = []
    for offices, names, first, last in rows("terms_of_office.txt"):
        for name in names.split("|"):
            forms = tuple(x for office in offices.split("|") for x in (office + name, name + office))
            found.append(Term(name=name, forms=forms, first=_day(first), last=_day(last)))
    return tuple(found)


@lru_cache(maxsize=1)
def series() -> tuple[Series, ...]:
    """Numbered series, a phrase each."""
    found = []
    for phrases, rule in rows("series.txt"):
        for phrase in phrases.split("|"):
            before, after = phrase.split("N")
            needle = max((before, after), key=len)
            pattern = re.compile(re.escape(before) + _ORDINAL + re.escape(after))
            found.append(Series(needle, pattern, rule))
    return tuple(found)


def ordinal(words: str) -> int:
    """The number of a series' match."""
    return number(words)


@lru_cache(maxsize=1)
def foundings() -> tuple[Founding, ...]:
    """What anniversaries are counted from; the longest phrases first."""
    return tuple(Founding(tuple(p.split("|")), int(y)) for p, y in rows("foundings.txt"))
