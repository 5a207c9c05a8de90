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
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

from wxreader.dating.clues import Clue

EARLIEST = 1949
"""No page without a printed date is older: the papers read here are those of the People's Republic."""
BEYOND = 6
"""Years after a clue that a page with it may still be of (chosen: later ones are told by other clues)."""
_EDGES = (-5, -2, -1, 0, 1, 2, 3, 4, 6, 10)
"""Where a distance in years goes from one feature to the next."""
PRINTED = frozenset(
    {
        "plain", "named", "part", "month", "day", "fiscal", "range", "bare", "plan", "since", "as-of",
        "result", "numbered", "new-year", "anniversary", "anniversary-now", "elapsed", "series",
        "series-ahead", "anniversary-held", "relations",
    }
)  # fmt: skip
"""Kinds of clues that name one year."""
_CYCLES = frozenset({"zodiac", "weekday"})
"""Kinds that come again."""
_NOT_NOW = frozenset({"plan", "since", "anniversary", "anniversary-held", "series-ahead"})
"""Kinds that tell of other years; left out of the page's latest year."""
_EARLY, _LATE = 2, 10
"""Months until which a page may speak of the old year, and from which of the new one (chosen)."""
_OFTEN = 3
"""Times that a year is printed from which no difference is made (chosen)."""
_SPRING, _WINTER = 3, 11
"""Months until which the old year is summed up, and from which the new one is planned (chosen)."""
_MIDDLE = 6
"""The month that stands for none."""
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"


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
            told = date(year, *month_day)
        except ValueError:
            told = date(year, month_day[0], 28)
        if told <= latest:  # else the day is one to come: it tells nothing
            first = last = told
    return first, max(first, last)


_YEAR_DAYS = 365
_NEW = 62
"""Days for which an event is new (chosen)."""
_OLD = 5
"""Years after an event from which no difference is made (chosen)."""


def _of_event(clue: Clue, first: date, last: date) -> str:
    """How old an event was: not yet, new, news, and years after."""
    if last < clue.first:
        away = (clue.first - last).days
        return f"{clue.kind}:{'before' if away <= _YEAR_DAYS else 'long-before'}"
    if first <= clue.first + timedelta(days=_NEW):
        return f"{clue.kind}:new"
    if first <= clue.last:
        return f"{clue.kind}:news"
    years = (first - clue.last).days // _YEAR_DAYS
    return f"{clue.kind}:{min(years, _OLD)}"


def _of_time(clue: Clue, first: date, last: date) -> str:
    """Where in a stretch of time the page would stand."""
    if last < clue.first:
        away = (clue.first - last).days
        return f"{clue.kind}:{'before' if away <= _YEAR_DAYS else 'long-before'}"
    if first > clue.last:
        away = (first - clue.last).days
        return f"{clue.kind}:{'after' if away <= _YEAR_DAYS else 'long-after'}"
    return f"{clue.kind}:in"


def _of_zodiac(clue: Clue, year: int, month: int) -> str:
    if (year - clue.first.year) % len(_ANIMALS) == 0:
        return "zodiac:right"
    off = (year - clue.first.year) % len(_ANIMALS)
    near = (off == 1 and month <= _EARLY) or (off == len(_ANIMALS) - 1 and month >= _LATE)
    return "zodiac:near" if near else "zodiac:wrong"


def _of_weekday(clue: Clue, year: int, month: int) -> str:
    """Whether the day falls on the weekday; a day of the turn of the year may be the next or the last
    year's.
    """
    for shift in (0, 1, -1):
        if shift and _EARLY < month < _LATE:
            continue
        try:
            if date(year + shift, clue.first.month, clue.first.day).weekday() == clue.last.weekday():
                return "weekday:right" if not shift else "weekday:near"
        except ValueError:
            continue
    return "weekday:wrong"


_EVENTS = frozenset(
    {
        "event",
        "long-event",
        "matter",
        "planned",
        "announced",
        "held-announced",
        "held-congress",
        "congress",
        "after-event",
        "visit",
    }
)
_DAY_IN_WORDS = len("（2024-07-15）")
_FITTING = (
    ":new", ":news", ":in", ":0", ":before", ":after", ":1", ":2", ":3", ":4", ":5",
    ":long-before", ":long-after",
)  # fmt: skip
"""Of several days or terms under one name, which is taken: the one that fits the year best."""


def _told(clue: Clue, year: int, month: int, reference: tuple[date, date]) -> str:
    """The feature of a clue, were the page of this year and these days."""
    if clue.kind in PRINTED:
        return f"{clue.kind}{_distance(year - clue.first.year)}"
    if clue.kind in _EVENTS:
        return _of_event(clue, *reference)
    if clue.kind == "zodiac":
        return _of_zodiac(clue, year, month)
    if clue.kind == "weekday":
        return _of_weekday(clue, year, month)
    return _of_time(clue, *reference)


def _season(month_day: tuple[int, int] | None) -> str:
    """The turn of the year, when the next year and the last are spoken of, has features of its own."""
    if month_day is None:
        return "?"
    if month_day[0] <= _SPRING:
        return "E"
    return "L" if month_day[0] >= _WINTER else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Years:
    """The years that a page prints, whatever year it may be of."""

    last: tuple[tuple[str, int], ...]
    """The latest of each kind, printed for now (`last`) and of any (`last-of-all`)."""
    now: int = 0
    """The latest printed for now; 0 for none."""
    often: int = 0
    """How often that one is printed, up to a few."""
    most: int = 0
    """The one that is printed most often."""


def _years(clues: Sequence[Clue]) -> _Years:
    last: dict[str, int] = {}
    times: Counter[int] = Counter()
    for clue in clues:
        if clue.kind in PRINTED:
            groups = [f"last-{clue.kind}", "last-of-all"]
            if clue.kind not in _NOT_NOW:
                times[clue.first.year] += 1
                groups.append("last")
            for group in groups:
                last[group] = max(last.get(group, 0), clue.first.year)
    now = last.get("last", 0)
    most = max(times, key=lambda y: (times[y], y), default=0)
    return _Years(last=tuple(last.items()), now=now, often=min(times[now], _OFTEN), most=most)


def _latest(years: _Years, year: int, season: str) -> list[str]:
    """How far the latest years are: the latest of each kind, the latest printed for now, the latest of
    any.
    """
    told = [f"{group}{_distance(year - y)}{season}" for group, y in years.last]
    if years.now:
        told.append(f"often{years.often}:{_distance(year - years.now)}")
        told.append(f"most{_distance(year - years.most)}")
    return told


def _told_once(clues: Sequence[Clue], year: int, month: int, reference: tuple[date, date]) -> list[str]:
    """The features of clues; of several days or terms under one name the one that fits."""
    told: list[str] = []
    several: dict[str, list[str]] = defaultdict(list)
    for clue in clues:
        feature = _told(clue, year, month, reference)
        if clue.kind == "office":
            several[clue.words].append(feature)
        elif clue.kind in _EVENTS:
            several[clue.words[:-_DAY_IN_WORDS]].append(feature)
        else:
            told.append(feature)
    told += (min(x, key=lambda f: _FITTING.index(f[f.index(":") :])) for x in several.values())
    return told


def features(
    clues: Sequence[Clue],
    year: int,
    month_day: tuple[int, int] | None,
    latest: date,
    years: _Years | None = None,
) -> dict[str, float]:
    """What the clues say of a year; the value is 1, a half more for each doubling of the times it is said.

    Args:
        clues: The page's.
        year: Were it of this year.
        month_day: Month and day of its news, where they are known.
        latest: It cannot be younger.
        years: What `_years` makes of the clues; None to have it made.
    """
    reference = _reference(year, month_day, latest)
    month = month_day[0] if month_day else _MIDDLE
    counts = Counter(
        [
            *_told_once(clues, year, month, reference),
            *_latest(years or _years(clues), year, _season(month_day)),
        ]
    )
    if month_day and (year, *month_day) > (latest.year, latest.month, latest.day):
        counts["day-to-come"] = 1
    return {name: 1.0 if n == 1 else 1 + 0.5 * math.log2(n) for name, n in counts.items()}


_TOO_EARLY = 3
"""Offices, people and words of a time that a page may speak of two years before they began (chosen)."""
_BEGUN = frozenset({"office", "person", "leader", "time", "closed-time"})


def _earliest(clues: Sequence[Clue]) -> int:
    """The first year in which no more than a few of what the page speaks of had yet to begin."""
    begun: dict[str, int] = {}
    for clue in clues:
        if clue.kind in _BEGUN:
            begun[clue.words] = min(begun.get(clue.words, clue.first.year), clue.first.year)
    if len(begun) <= _TOO_EARLY:
        return EARLIEST
    return max(EARLIEST, sorted(begun.values())[-1 - _TOO_EARLY] - 1)


def candidates(clues: Sequence[Clue], latest: date) -> list[int]:
    """Years that the page may be of by its clues, none after `latest`."""
    years: set[int] = set()
    earliest = _earliest(clues)
    for clue in clues:
        if clue.kind not in _CYCLES:
            begun = clue.first.year
            years.update(range(begun - 1, begun + BEYOND + 1))
            if clue.last.year < date.max.year:
                years.update(range(clue.last.year - 1, clue.last.year + 2))
    return sorted(y for y in years if earliest <= y <= latest.year)


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
    scores, years = {}, _years(clues)
    for year in candidates(clues, latest):
        first, _ = _reference(year, month_day, latest)
        if first > latest:
            continue
        scores[year] = sum(
            weigh.get(n, 0.0) * v for n, v in features(clues, year, month_day, latest, years).items()
        )
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
    """The clue that speaks most for the likeliest year against the next ones; for the reader to see."""
    weigh, month = weights(), month_day[0] if month_day else _MIDDLE
    others = [y for y, _share in judged.others[1:]] or [judged.year - 1]
    references = {y: _reference(y, month_day, latest) for y in (judged.year, *others)}

    def worth(clue: Clue) -> float:
        told = [weigh.get(_told(clue, y, month, references[y]), 0.0) for y in (judged.year, *others)]
        return told[0] - sum(told[1:]) / len(others)

    return max(clues, key=worth, default=None)
