"""Which rows of a library the list holds, found without reading them: by order, day, source, mark or name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from wxreader.library.rows import (
    Numbers,
    Rows,
    dated,
    in_print,
    loaded_since,
    month_name,
    month_starts,
    of_source,
    within,
    without,
)
from wxreader.tui.filters import NEW, PEOPLE, Filter, offered_of, passes
from wxreader.tui.widgets.article_list import Marks

if TYPE_CHECKING:
    from wxreader.library.library import Library
    from wxreader.library.table import Table

SOURCES = 2000
"""How many sources are offered, by name: nobody looks further down (chosen)."""
SCANNED = 5000
"""Articles up to which names are counted by reading their rows where the index does not know (chosen)."""
Named = Callable[[str], Collection[str] | None]
"""Gives the articles that name a person; None where the index cannot tell."""


def listed(
    library: Library,
    key: str,
    order: str,
    marks: Mapping[str, Marks],
    named: Named,
    seen: int = 0,
) -> Rows:
    """The rows that a filter leaves, in an order.

    Args:
        library: The library.
        key: As `Filter.key`.
        order: `date` or `page`.
        marks: What the user made, by article.
        named: Finds a person's articles.
        seen: How many sources there were when the reader was last left.
    """
    rows = library.rows(order)
    if order == "page":
        rows = rows.only(in_print)
    kind, _colon, value = key.partition(":")
    if kind == "person":
        articles = named(value)
        if articles is None:
            return rows.only(partial(_read, key=key))
        return rows.only(lambda table, numbers: within(numbers, table.rows_of(articles)))
    if kind == "month":
        return rows.only(partial(_of_month, month=value, order=order))
    ways: dict[str, Callable[[Table, Numbers], Numbers]] = {
        NEW: lambda table, numbers: within(numbers, loaded_since(table, seen)),
        "unread": lambda table, numbers: without(numbers, table.rows_of(_having(marks, kind))),
        "bookmarked": lambda table, numbers: within(numbers, table.rows_of(_having(marks, kind))),
        "annotated": lambda table, numbers: within(numbers, table.rows_of(_having(marks, kind))),
        "source": lambda table, numbers: within(numbers, of_source(table, value)),
        "unsure": lambda table, numbers: within(numbers, table.doubted()),
    }
    return rows.only(ways[kind]) if kind in ways else rows


def _having(marks: Mapping[str, Marks], kind: str) -> set[str]:
    """The articles that were read (for `unread`, which leaves them out), bookmarked or annotated."""
    having: dict[str, Callable[[Marks], bool]] = {
        "unread": lambda m: m.read,
        "bookmarked": lambda m: m.bookmarked,
        "annotated": lambda m: m.highlights > 0,
    }
    return {article for article, m in marks.items() if having[kind](m)}


def _of_month(table: Table, numbers: Numbers, month: str, order: str) -> Numbers:
    found = dated(table, table.order("date"), month)
    return found if order == "date" else within(numbers, found)


def _read(table: Table, numbers: Numbers, key: str) -> Numbers:
    """What a filter leaves, by reading every row."""
    return [n for n in numbers if passes(table.row(n), key, Marks())]


def choices(library: Library, people: list[tuple[str, int]] | None) -> list[Filter]:
    """The filters that make sense for a library.

    Args:
        library: The library.
        people: Who is named most often, with how many articles; None where the index cannot tell.
    """
    table = library.table()
    months = [month for _place, month in month_starts(table, table.order("date")) if month]
    sources = [table.source_name(n) for n in islice(table.order("name"), SOURCES)]
    if people is None:
        people = _counted(library)
    return offered_of([month_name(m) for m in months], people, sources)


def _counted(library: Library) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for row in islice(library.rows("date"), SCANNED):
        for name in row.people:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts.items(), key=lambda x: -x[1])[:PEOPLE]
