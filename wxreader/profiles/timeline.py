"""Counts a month as a small chart of a terminal: for cards, the concordance and the command line. Pure.

Its scale is of sure days only. What is not drawn is counted under it: what has no date, what is known to the
year alone, what is guessed, and the few that are so far from all others that they would hide them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wxreader.i18n import _
from wxreader.text import cells

BARS = " ▁▂▃▄▅▆▇█"
"""Eighths of a cell."""
WIDEST = 72
"""Cells of a chart, at the most."""
MONTHS = 12
_MONTH = 7
"""Characters of a month in ISO form."""
FAR = 120
"""Months without anything after which the few beyond are outside (chosen: ten years)."""
FEW = 0.05
"""Share of all that may be outside on one side (chosen)."""
TICK, LINE = "┬", "─"


@dataclass(frozen=True, slots=True)
class Dot:
    """A date that a chart is to show."""

    date: str
    """ISO day, month or year; empty for none."""
    sure: bool = True
    """Whether it is more than a guess."""

    @property
    def has_sure_month(self) -> bool:
        """Whether its month is known and no guess."""
        return self.sure and len(self.date) >= _MONTH

    @property
    def has_sure_year_alone(self) -> bool:
        """Whether it is no guess and known to the year alone."""
        return self.sure and 0 < len(self.date) < _MONTH

    @property
    def is_guess(self) -> bool:
        """Whether there is a date and it is a guess."""
        return bool(self.date) and not self.sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Counts a month, and how many are not among them."""

    months: tuple[tuple[str, int], ...] = ()
    """Every month from the first to the last with its count."""
    undated: int = 0
    """Without a date."""
    guessed: int = 0
    """Whose date is a guess."""
    yearly: int = 0
    """Known to the year alone."""
    outside: tuple[str, ...] = ()
    """Months of the few that are far from all others, in their order."""

    @property
    def drawn(self) -> int:
        """How many the months hold."""
        return sum(n for _month, n in self.months)

    @property
    def total(self) -> int:
        """How many there are in all."""
        return self.drawn + self.undated + self.guessed + self.yearly + len(self.outside)


def _number(month: str) -> int:
    return int(month[:4]) * MONTHS + int(month[5:7]) - 1


def _name(number: int) -> str:
    return f"{number // MONTHS:04d}-{number % MONTHS + 1:02d}"


def _edge(ordered: Sequence[int], most: int) -> int:
    """How many at the beginning stand apart from all others by `FAR` months."""
    cut = 0
    for i in range(1, min(len(ordered), most + 1)):
        if abs(ordered[i] - ordered[i - 1]) >= FAR:
            cut = i
    return cut


def timeline_of(dots: Iterable[Dot]) -> Timeline:
    """What a chart of these dates is made from."""
    found = list(dots)
    sure = sorted(_number(d.date) for d in found if d.has_sure_month)
    most = max(1, int(FEW * len(sure)))
    first = _edge(sure, most)
    last = _edge(sure[::-1], most)
    if first + last >= len(sure):
        first = last = 0
    inside = sure[first : len(sure) - last]
    outside = [*sure[:first], *sure[len(sure) - last :]]
    counts = Counter(inside)
    months = range(inside[0], inside[-1] + 1) if inside else range(0)
    return Timeline(
        months=tuple((_name(m), counts[m]) for m in months),
        undated=sum(not d.date for d in found),
        guessed=sum(d.is_guess for d in found),
        yearly=sum(d.has_sure_year_alone for d in found),
        outside=tuple(map(_name, outside)),
    )


def _axis(first: int, bars: int, step: int) -> tuple[str, str]:
    """A tick where each year begins, and the years under the ticks that have room for one."""
    ticks, labels = [LINE] * bars, " " * bars
    free = 0
    for cell in range(bars):
        begins = [m for m in range(first + cell * step, first + (cell + 1) * step) if m % MONTHS == 0]
        if not begins:
            continue
        ticks[cell] = TICK
        year = str(begins[0] // MONTHS)
        if cell >= free and cell + len(year) <= bars:
            labels = labels[:cell] + year + labels[cell + len(year) :]
            free = cell + len(year) + 1
    return "".join(ticks), labels.rstrip()


def _ends(line: Timeline, bars: int) -> str:
    """First and last month, for a chart in which no year begins."""
    first, last = line.months[0][0], line.months[-1][0]
    if first == last:
        return first
    return f"{first}{' ' * max(1, bars - cells(first) - cells(last))}{last}"


def caption(line: Timeline, width: int) -> list[str]:
    """What a chart does not draw, and its scale: 「largest 12 in 2018-10 · 220 of 305 drawn」.

    Args:
        line: As `timeline_of` gives it.
        width: Room in cells; what has none goes on the next row.
    """
    parts = []
    if line.months:
        month, most = max(line.months, key=lambda m: m[1])
        parts.append(_("largest {n} in {month}", n=most, month=month))
    parts.append(_("{drawn} of {total} drawn", drawn=line.drawn, total=line.total))
    if line.undated:
        parts.append(_("{n} undated", n=line.undated))
    if line.guessed:
        parts.append(_("{n} guessed (?)", n=line.guessed))
    if line.yearly:
        parts.append(_("{n} by year alone", n=line.yearly))
    if line.outside:
        parts.append(_("{n} outside ({months})", n=len(line.outside), months=_few(line.outside)))
    rows = parts[:1]
    for part in parts[1:]:
        longer = f"{rows[-1]} · {part}"
        rows = [*rows[:-1], longer] if cells(longer) <= width else [*rows, part]
    return rows


_SHOWN = 3


def _few(months: Sequence[str]) -> str:
    shown = ", ".join(dict.fromkeys(months[:_SHOWN]))
    return shown + (" …" if len(months) > _SHOWN else "")


def chart(line: Timeline, width: int) -> list[str]:
    """A bar a month, a tick a year, and what they are out of; months are put together where there is no room.

    Args:
        line: As `timeline_of` gives it.
        width: Room in cells; 72 are enough.
    """
    if not line.total:
        return []
    if not line.months:
        return caption(line, width)
    room = max(1, min(width, WIDEST))
    step = -(-len(line.months) // room)
    counts = [sum(n for _month, n in line.months[i : i + step]) for i in range(0, len(line.months), step)]
    top = max(1, *counts)
    bars = "".join(BARS[0 if not c else max(1, round(8 * c / top))] for c in counts)
    ticks, years = _axis(_number(line.months[0][0]), len(bars), step)
    if not years:
        years = _ends(line, len(bars))
    return [bars, ticks, years, *caption(line, width)]
