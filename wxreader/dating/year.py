"""The year of a page that prints none: a small model over its clues, weights fitted, and how sure it is.

A conditional logit: each year that the clues make possible has the sum of the weights of what they say of it
(「plain+1」: a year with 年 was printed that is one before it); the exponentials of the sums, made one, are
probabilities. The features hold no year, only distances, so nothing is learnt of the years it was fitted on.
The weights are data (`data/year_weights.json`, made by tools/fit_dates.py).
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

from wxreader.dating.evidence import Clue

EARLIEST = 1949
"""No page without a printed date is older: the papers read here are those of the People's Republic."""
BEYOND = 6
"""Years after a clue that a page with it may still be of (chosen: later ones are told by other clues)."""
_EDGES = (-5, -2, -1, 0, 1, 2, 3, 4, 6, 10)
"""Where a distance in years goes from one feature to the next."""
_YEARLY = frozenset(
    {
        "plain", "named", "part", "month", "day", "fiscal", "range", "bare", "plan", "since", "as-of",
        "anniversary", "anniversary-now", "elapsed", "series",
    }
)  # fmt: skip
"""Kinds of clues that name one year."""
_NOT_NOW = frozenset({"plan", "since", "anniversary"})
"""Kinds that tell of other years; left out of the page's latest year."""
_SECOND, _OFTEN = 2, 4


@dataclass(frozen=True, slots=True)
class Judged:
    """What the model makes of a page."""

    year: int
    """The likeliest year of the paper."""
    share: float
    """Its probability."""
    others: tuple[tuple[int, float], ...] = ()
    """Years and their probabilities, the likeliest first."""


def _distance(years: int) -> str:
    return str(_EDGES[max(0, bisect_right(_EDGES, years) - 1)]) if years >= _EDGES[0] else "past"


def _reference(year: int, month_day: tuple[int, int] | None, latest: date) -> tuple[date, date]:
    """First and last day that the page may be of, were it of this year."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), latest)
    if month_day:
        try:
            first = last = date(year, *month_day)
        except ValueError:
            first = last = date(year, month_day[0], 28)
    return first, max(first, last)


_MONTH_DAYS = 30.4
_YEAR_DAYS = 365


def _of_event(clue: Clue, first: date, last: date) -> str:
    """How old an event was: not yet, new, news, and years after."""
    if last < clue.first:
        away = (clue.first - last).days
        return f"{clue.kind}:{'before' if away <= _YEAR_DAYS else 'long-before'}"
    if first <= clue.first + timedelta(days=62):
        return f"{clue.kind}:new"
    if first <= clue.last:
        return f"{clue.kind}:news"
    years = (first - clue.last).days // _YEAR_DAYS
    return f"{clue.kind}:{min(years, 5)}"


def _of_time(clue: Clue, first: date, last: date) -> str:
    """Where in a stretch of time the page would stand."""
    if last < clue.first:
        away = (clue.first - last).days
        return f"{clue.kind}:{'before' if away <= _YEAR_DAYS else 'long-before'}"
    if first > clue.last:
        away = (first - clue.last).days
        return f"{clue.kind}:{'after' if away <= _YEAR_DAYS else 'long-after'}"
    years = max(0, (first - clue.first).days) // _YEAR_DAYS
    return f"{clue.kind}:in{min(years, 3)}"


def _of_zodiac(clue: Clue, year: int, month: int) -> str:
    if (year - clue.first.year) % 12 == 0:
        return "zodiac:right"
    near = (month <= _SECOND and (year - 1 - clue.first.year) % 12 == 0) or (
        month >= 10 and (year + 1 - clue.first.year) % 12 == 0  # noqa: PLR2004
    )
    return "zodiac:near" if near else "zodiac:wrong"


def _of_weekday(clue: Clue, year: int, month: int) -> str:
    """Whether the day falls on the weekday; a day of the turn of the year may be the next or the last year's."""
    for shift in (0, 1, -1):
        if shift and 2 < month < 11:  # noqa: PLR2004
            continue
        try:
            if date(year + shift, clue.first.month, clue.first.day).weekday() == clue.last.weekday():
                return "weekday:right" if not shift else "weekday:near"
        except ValueError:
            continue
    return "weekday:wrong"


def _latest_years(clues: Sequence[Clue]) -> tuple[int, int]:
    """The latest year printed for now, and the latest of any; 0 for none."""
    yearly = [(c.kind, c.first.year) for c in clues if c.kind in _YEARLY]
    return (
        max((y for kind, y in yearly if kind not in _NOT_NOW), default=0),
        max((y for _, y in yearly), default=0),
    )


def features(
    clues: Sequence[Clue], year: int, month_day: tuple[int, int] | None, latest: date
) -> dict[str, float]:
    """What the clues say of a year; the value is 1, a half more for each doubling of the times it is said."""
    counts: dict[str, int] = defaultdict(int)
    offices: dict[str, list[str]] = defaultdict(list)
    first, last = _reference(year, month_day, latest)
    month = month_day[0] if month_day else 6
    for clue in clues:
        if clue.kind in _YEARLY:
            counts[f"{clue.kind}{_distance(year - clue.first.year)}"] += 1
        elif clue.kind in ("event", "congress", "after-event"):
            counts[_of_event(clue, first, last)] += 1
        elif clue.kind == "zodiac":
            counts[_of_zodiac(clue, year, month)] += 1
        elif clue.kind == "weekday":
            counts[_of_weekday(clue, year, month)] += 1
        elif clue.kind == "office":
            offices[clue.words].append(_of_time(clue, first, last))
        else:
            counts[_of_time(clue, first, last)] += 1
    for told in offices.values():  # of two terms the one that fits
        counts[min(told, key=lambda x: (":in" not in x, "long" in x))] += 1
    now, any_year = _latest_years(clues)
    if now:
        counts[f"latest{_distance(year - now)}"] += 1
    if any_year:
        counts[f"latest-of-all{_distance(year - any_year)}"] += 1
    return {name: 1 + 0.5 * math.log2(n) for name, n in counts.items()}


def candidates(clues: Iterable[Clue], latest: date) -> list[int]:
    """Years that the page may be of by its clues, none after `latest`."""
    years: set[int] = set()
    for clue in clues:
        if clue.kind not in ("zodiac", "weekday"):
            begun = clue.first.year
            years.update(range(begun - 1, begun + BEYOND + 1))
            if clue.last.year < date.max.year:
                years.update(range(clue.last.year - 1, clue.last.year + 2))
    return sorted(y for y in years if EARLIEST <= y <= latest.year)


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The fitted weights, by feature."""
    found: dict[str, float] = json.loads(
        resources.files("wxreader").joinpath("data/year_weights.json").read_text("utf-8")
    )["weights"]
    return found


def judge(
    clues: Sequence[Clue],
    month_day: tuple[int, int] | None,
    latest: date,
    fitted: dict[str, float] | None = None,
) -> Judged | None:
    """The likeliest year of a page, and its probability; None where nothing speaks for any.

    Args:
        clues: As `evidence.clues_of` finds them.
        month_day: Month and day of the page's news, where they are known.
        latest: The page cannot be younger: its file's day, or today.
        fitted: Weights; None for those that wxreader has.
    """
    weigh = weights() if fitted is None else fitted
    scores = {}
    for year in candidates(clues, latest):
        first, _ = _reference(year, month_day, latest)
        if first > latest:
            continue
        scores[year] = sum(weigh.get(n, 0.0) * v for n, v in features(clues, year, month_day, latest).items())
    if not scores:
        return None
    top = max(scores.values())
    parts = {y: math.exp(s - top) for y, s in scores.items()}
    whole = sum(parts.values())
    ranked = tuple(sorted(((y, p / whole) for y, p in parts.items()), key=lambda x: (-x[1], x[0])))
    return Judged(ranked[0][0], ranked[0][1], ranked[:3])


def telling(
    clues: Sequence[Clue], judged: Judged, month_day: tuple[int, int] | None, latest: date
) -> Clue | None:
    """The clue that speaks most for the likeliest year against the next; for the reader to see."""
    weigh = weights()
    against = judged.others[1][0] if len(judged.others) > 1 else judged.year - 1

    def worth(clue: Clue) -> float:
        def of(one: int) -> float:
            return sum(weigh.get(n, 0.0) for n in features([clue], one, month_day, latest))

        return of(judged.year) - of(against)

    return max(clues, key=worth, default=None)
