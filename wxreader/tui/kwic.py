"""The lines of a concordance in order, and as text and CSV. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from wxreader.model import shown_date
from wxreader.search.concordance import KwicLine
from wxreader.text import fold, one_line, visible

DATE, L1, L2, L3, R1, R2, R3 = "date", "l1", "l2", "l3", "r1", "r2", "r3"
ORDERS = (DATE, L1, L2, L3, R1, R2, R3)
"""Newest first; by the first, second, third character to the left, and to the right."""
_FORMULA = ("=", "+", "-", "@")
"""What a cell of a table must not begin with: a spreadsheet would reckon."""


def ordered(lines: Iterable[KwicLine], order: str) -> list[KwicLine]:
    """Lines in one of ORDERS; those that a neighbour does not part stand by the ones nearer to the word."""
    if order == DATE:
        return sorted(lines, key=lambda x: x.date, reverse=True)
    at = int(order[1]) - 1

    def key(line: KwicLine) -> tuple[str, str]:
        side = fold(line.left)[::-1] if order[0] == "l" else fold(line.right)
        return side[at : at + 1], side

    return sorted(lines, key=key)


def next_order(now: str, among: tuple[str, ...] = ORDERS) -> str:
    """The order after one; the first of those asked for where it is none of them."""
    return among[(among.index(now) + 1) % len(among)] if now in among else among[0]


def as_text(lines: Iterable[KwicLine], titles: Mapping[str, str]) -> str:
    """A line each: date, left, word between tabs, right, headline."""
    return "".join(
        "\t".join(visible(one_line(cell)) for cell in _cells(line, titles)) + "\n" for line in lines
    )


def as_csv(lines: Iterable[KwicLine], titles: Mapping[str, str]) -> str:
    """A table with a heading; no cell is a formula."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(("date", "left", "hit", "right", "headline", "article"))
    for line in lines:
        table.writerow([_safe(cell) for cell in (*_cells(line, titles), line.article)])
    return written.getvalue()


def _cells(line: KwicLine, titles: Mapping[str, str]) -> tuple[str, ...]:
    return shown_date(line.date, line.sure), line.left, line.text, line.right, titles.get(line.article, "")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
