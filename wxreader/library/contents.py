"""What the catalogue says: every question to the table, asked again of a new one where the table proves
damaged.

Apart from `library`, which opens, locks and writes: here is only reading, and what is remembered of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import TypeVar

from wxreader.errors import DamagedError, NotFoundError
from wxreader.i18n import _
from wxreader.library.codec import read_source
from wxreader.library.packs import Where
from wxreader.library.rows import Rows, by_order, month_name, month_starts
from wxreader.library.table import Table
from wxreader.model import Row, Source

T = TypeVar("T")
FOUND_ROWS = 2000
"""Rows kept in memory that were looked up by their ids (chosen)."""


class Contents:
    """The catalogue of a library, for reading.

    Args:
        table: Gives the table as it is now.
        mend: Called with a table that turns out to be damaged; afterwards `table` gives another.
    """

    def __init__(self, table: Callable[[], Table], mend: Callable[[Table], None]) -> None:
        self._table = table
        self._mend = mend
        self._found_in: Table | None = None
        self._found: dict[str, Row | None] = {}
        """Rows that were looked up by their ids in that table."""
        self._orders: dict[str, tuple[Table, Rows]] = {}

    def ask(self, look: Callable[[Table], T]) -> T:
        """What the table says; it is made anew where it is damaged."""
        table = self._table()
        try:
            return look(table)
        except DamagedError:
            self._mend(table)
            return look(self._table())

    def rows(self, order: str) -> Rows:
        """A row for every article in an order, or as they were loaded where it is ""."""
        table = self._table()
        known = self._orders.get(order)
        if known is None or known[0] is not table:
            numbers = by_order(order) if order else None
            known = self._orders[order] = (table, Rows(self._table, self._mend, numbers))
        return known[1]

    def row(self, article: str) -> Row | None:
        """The row of an article, by its whole id; None where there is none."""
        table = self._table()
        if table is not self._found_in:
            self._found_in, self._found = table, {}
        if article not in self._found:
            if len(self._found) > FOUND_ROWS:
                self._found = {}
            self._found[article] = self.ask(lambda t: t.find(article))
        return self._found[article]

    def resolve(self, article: str) -> Row:
        """The row of an article named by its id or an unambiguous beginning of it.

        Raises:
            NotFoundError: There is none, or more than one.
        """
        whole = self.row(article)
        if whole is not None:
            return whole
        found = self.ask(lambda t: t.find_rows(article))
        if len(found) == 1:
            return self.ask(lambda t: t.row(t.find_rows(article)[0]))
        if found:
            raise NotFoundError(
                _(
                    "{article!r} is the beginning of {found} articles' ids; give more of it",
                    article=article,
                    found=len(found),
                )
            )
        raise NotFoundError(
            _("no article has the id {article!r}; `wxreader articles` lists them", article=article)
        )

    def iter_sources(self) -> Iterator[Source]:
        """Every loaded source, one after the other."""
        for number in self.ask(lambda t: list(t.source_numbers())):
            yield self.ask(partial(_source, number=number))

    def source(self, name: str) -> tuple[Source, int] | None:
        """A source with how many articles it has; None where there is none of this name."""

        def look(table: Table) -> tuple[Source, int] | None:
            found = table.find_source(name)
            return (_source(table, found), table.source(found).rows) if found is not None else None

        return self.ask(look)

    def months(self) -> list[str]:
        """The months (or bare years) that rows begin with, the newest first."""
        starts = self.ask(lambda t: month_starts(t, t.order("date")))
        return [month_name(month) for _place, month in starts if month]

    def source_names(self, most: int) -> list[str]:
        """The first sources by name."""
        return self.ask(lambda t: [t.source_name(n) for n in islice(t.order("name"), most)])

    def page_place(self, source: str) -> Where:
        """Where in the packs a source's page stands.

        Raises:
            NotFoundError: No such source.
        """

        def look(table: Table) -> Where | None:
            found = table.find_source(source)
            return table.source(found).page if found is not None else None

        where = self.ask(look)
        if where is None:
            raise NotFoundError(
                _("no source is called {source!r}; `wxreader sources` lists them", source=source)
            )
        return where

    def sources_of(self, articles: Collection[str]) -> list[str]:
        """The names of the sources that have some of these articles, in the order of the rows."""
        numbers = self.ask(lambda t: sorted(t.rows_of(articles)))
        return self.ask(lambda t: list(dict.fromkeys(t.row(n).source for n in numbers)))

    def shelf_revisions(self, shelf: int) -> Mapping[str, str]:
        """For every source of a shelf a word that changes whenever its articles do; "" where it has none."""

        def look(table: Table) -> dict[str, str]:
            entry = table.head.shelves[shelf]
            numbers = range(entry.first_source, entry.first_source + entry.sources)
            docs = [(table.source_doc(n), table.source(n).rows) for n in numbers]
            return {doc["name"]: doc["revision"] if rows else "" for doc, rows in docs}

        return self.ask(look)


def _source(table: Table, number: int) -> Source:
    return read_source(table.source_doc(number))
