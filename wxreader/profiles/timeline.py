"""Counts a month as a small chart of a terminal: for cards, the concordance and the command line. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from wxreader.text import cells

BARS = " ▁▂▃▄▅▆▇█"
"""Eighths of a cell."""
MOST_MONTHS = 600
"""Fifty years: what a wrong date may stretch a chart to."""
Months = tuple[tuple[str, int], ...]


def months_of(dates: Iterable[str]) -> Months:
    """How many dates fall into each month, every month from the first to the last.

    Args:
        dates: ISO dates; empty ones are left out.
    """
    counts = Counter(d[:7] for d in dates if d)
    if not counts:
        return ()
    year, month = map(int, min(counts).split("-"))
    last = max(counts)
    out: list[tuple[str, int]] = []
    while (key := f"{year:04d}-{month:02d}") <= last and len(out) < MOST_MONTHS:
        out.append((key, counts[key]))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(out)


def chart(months: Sequence[tuple[str, int]], width: int) -> list[str]:
    """A bar a month, and the first and last month under it; months are put together where there are more than cells.

    Args:
        months: As `months_of` gives them.
        width: Room in cells; 72 are enough.
    """
    if not months:
        return []
    room = max(1, min(width, 72))
    step = -(-len(months) // room)
    counts = [sum(n for _, n in months[i : i + step]) for i in range(0, len(months), step)]
    top = max(1, *counts)
    bars = "".join(BARS[0 if not c else max(1, round(8 * c / top))] for c in counts)
    first, last = months[0][0], months[-1][0]
    return [
        bars,
        first if first == last else f"{first}{' ' * max(1, len(bars) - cells(first) - cells(last))}{last}",
    ]
