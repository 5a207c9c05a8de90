"""Which rows of a library the list holds, found without reading them: by order, day, source, mark or name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from wxreader.library.store import Kept, Narrowing
from wxreader.tui.filters import NEW, PEOPLE, Filter, offered_of, passes
from wxreader.tui.widgets.article_list import Marks

if TYPE_CHECKING:
    from wxreader.library.store import ListedRows, Store

SOURCES = 2000
"""How many sources are offered, by name: nobody looks further down (chosen)."""
SCANNED = 5000
"""Articles up to which names are counted by reading their rows where the index does not know (chosen)."""
Named = Callable[[str], Collection[str] | None]
"""Gives the articles that name a person; None where the index cannot tell."""


def listed(
    library: Store,
    key: str,
    order: str,
    marks: Mapping[str, Marks],
    named: Named,
    seen: str = "",
) -> ListedRows:
    """The rows that a filter leaves, in an order.

    Args:
        library: The library.
        key: As `Filter.key`.
        order: `date` or `page`.
        marks: What the user made, by article.
        named: Finds a person's articles.
        seen: What `Store.now` said when the reader was last left.
    """
    kind, _colon, value = key.partition(":")
    if kind == "person":
        articles = named(value)
        if articles is None:
            return library.narrowed(
                order, Narrowing(kept=Kept.PASSING, test=lambda row: passes(row, key, Marks()))
            )
        return library.narrowed(order, Narrowing(kept=Kept.AMONG, articles=articles))
    ways: dict[str, Callable[[], Narrowing]] = {
        "month": lambda: Narrowing(kept=Kept.MONTH, value=value),
        NEW: lambda: Narrowing(kept=Kept.SINCE, value=seen),
        "unread": lambda: Narrowing(kept=Kept.NOT_AMONG, articles=_having(marks, kind)),
        "bookmarked": lambda: Narrowing(kept=Kept.AMONG, articles=_having(marks, kind)),
        "annotated": lambda: Narrowing(kept=Kept.AMONG, articles=_having(marks, kind)),
        "source": lambda: Narrowing(kept=Kept.SOURCE, value=value),
        "unsure": lambda: Narrowing(kept=Kept.UNSURE),
    }
    return library.narrowed(order, ways[kind]() if kind in ways else Narrowing())


def _having(marks: Mapping[str, Marks], kind: str) -> set[str]:
    """The articles that were read (for `unread`, which leaves them out), bookmarked or annotated."""
    having: dict[str, Callable[[Marks], bool]] = {
        "unread": lambda m: m.read,
        "bookmarked": lambda m: m.bookmarked,
        "annotated": lambda m: m.highlights > 0,
    }
    return {article for article, m in marks.items() if having[kind](m)}


def choices(library: Store, people: list[tuple[str, int]] | None) -> list[Filter]:
    """The filters that make sense for a library.

    Args:
        library: The library.
        people: Who is named most often, with how many articles; None where the index cannot tell.
    """
    if people is None:
        people = _counted(library)
    return offered_of(library.months(), people, library.source_names(SOURCES))


def _counted(library: Store) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for row in islice(library.rows("date"), SCANNED):
        for name in row.people:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts.items(), key=lambda x: -x[1])[:PEOPLE]
