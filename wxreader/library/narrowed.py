"""Which rows of a folder's table a narrowing keeps, found without reading them.

By day, source, doubt or id.
"""

from __future__ import annotations

from collections.abc import Callable

from wxreader.library.rows import Numbers, Rows, dated, in_print, loaded_since, of_source, within, without
from wxreader.library.store import Kept, Narrowing
from wxreader.library.table import Table


def narrow(rows: Rows, order: str, narrowing: Narrowing) -> Rows:
    """The rows that a narrowing keeps, in their order; page by page as they were printed."""
    if order == "page":
        rows = rows.only(in_print)
    ways: dict[Kept, Callable[[Table, Numbers], Numbers]] = {
        Kept.MONTH: lambda table, numbers: _of_month(table, numbers, narrowing.value, order),
        Kept.SOURCE: lambda table, numbers: within(numbers, of_source(table, narrowing.value)),
        Kept.UNSURE: lambda table, numbers: within(numbers, table.doubted()),
        Kept.AMONG: lambda table, numbers: within(numbers, table.rows_of(narrowing.articles)),
        Kept.NOT_AMONG: lambda table, numbers: without(numbers, table.rows_of(narrowing.articles)),
        Kept.SINCE: lambda table, numbers: within(numbers, loaded_since(table, _count(narrowing.value))),
        Kept.PASSING: lambda table, numbers: [n for n in numbers if narrowing.test(table.row(n))],
    }
    return rows.only(ways[narrowing.kept]) if narrowing.kept in ways else rows


def _count(value: str) -> int:
    return int(value) if value.isdecimal() else 0


def _of_month(table: Table, numbers: Numbers, month: str, order: str) -> Numbers:
    found = dated(table, table.order("date"), month)
    return found if order == "date" else within(numbers, found)
