"""Articles as a sequence that reads only what is asked of it:
a million of them are as quick to open as ten.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import overload

from wxreader.errors import DamagedError
from wxreader.library.store import ListedRows
from wxreader.library.table import DATE_DIGITS, Table
from wxreader.model import Row

REMEMBERED = 512
"""Rows kept in memory: some screens' (chosen)."""
MONTH = 100
"""What a day is divided by for its month."""

Numbers = Sequence[int]


class Rows(ListedRows):
    """Rows of a table in an order.

    Args:
        table: Gives the table as it is now: it may be made anew while the rows are shown.
        mend: Called with a table that turns out to be damaged; afterwards `table` gives another.
        numbers: Gives the rows' numbers in a table; None for all as they were loaded.
    """

    def __init__(
        self,
        table: Callable[[], Table],
        mend: Callable[[Table], None],
        numbers: Callable[[Table], Numbers] | None = None,
    ) -> None:
        self._table = table
        self._mend = mend
        self._numbers_of = numbers
        self._of: Table | None = None
        self._numbers: Numbers = ()
        self._length = 0
        self._kept: dict[int, Row] = {}
        self._counted_in: Table | None = None
        self._there: dict[str, bool] = {}
        """Articles that were asked about, with whether they stand among the rows."""
        self._members: frozenset[int] | None = None

    def _now(self) -> Table:
        table = self._table()
        if table is not self._of:
            self._of = table
            self._kept.clear()
            try:
                self._numbers = self._numbers_of(table) if self._numbers_of is not None else ()
            except DamagedError:
                self._of = None
                self._mend(table)
                self._of = table = self._table()
                self._numbers = self._numbers_of(table) if self._numbers_of is not None else ()
            self._length = len(self._numbers) if self._numbers_of is not None else table.head.live
        return table

    def __len__(self) -> int:
        self._now()
        return self._length

    def __bool__(self) -> bool:
        return len(self) > 0

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"

    def number(self, place: int) -> int:
        """The row's number in the table as it is now."""
        table = self._now()
        if not 0 <= place < self._length:
            raise IndexError(place)
        return self._numbers[place] if self._numbers_of is not None else table.nth(place)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        at = place + len(self) if place < 0 else place
        number = self.number(at)
        row = self._kept.get(number)
        if row is None:
            try:
                row = self._now().row(number)
            except DamagedError:
                self._mend(self._now())
                return self._now().row(self.number(at))
            if len(self._kept) >= REMEMBERED:
                self._kept.clear()
            self._kept[number] = row
        return row

    def __iter__(self) -> Iterator[Row]:
        given = 0
        try:
            for row in self._each(given):
                yield row
                given += 1
        except DamagedError:
            self._mend(self._now())
            yield from self._each(given)

    def _each(self, given: int) -> Iterator[Row]:
        table = self._now()
        found = table.every_row() if self._numbers_of is None else map(table.row, self._numbers)
        return islice(found, given, None)

    def only(self, numbers: Callable[[Table, Numbers], Numbers]) -> Rows:
        """Some of these rows: `numbers` is given a table and these rows' numbers in it."""
        before = self._numbers_of or (lambda table: list(_loaded(table)))
        return Rows(self._table, self._mend, lambda table: numbers(table, before(table)))

    def starts(self, group: str) -> Sequence[int]:
        """Where groups of rows begin that stand side by side in this order.

        Args:
            group: `date` for months, `page` for sources; anything else for no groups.
        """
        table = self._now()
        if group == "date":
            return [place for place, _month in month_starts(table, self._numbers)]
        if group != "page":
            return ()
        if self._numbers is table.order("page"):
            return [n for n in dict.fromkeys(table.order("starts")) if n < self._length]
        sources = [table.record(n).source for n in self._numbers]
        return [i for i, source in enumerate(sources) if not i or source != sources[i - 1]]

    def count_of(self, articles: Collection[str]) -> int:
        """How many of some articles stand among these rows."""
        table = self._now()
        if self._of is not self._counted_in:
            self._counted_in, self._there = self._of, {}
            whole = self._numbers_of is None or self._length == table.head.live
            self._members = None if whole else frozenset(self._numbers)
        fresh = [a for a in articles if a not in self._there]
        for article in fresh:
            found = table.rows_of((article,))
            self._there[article] = bool(found) and (self._members is None or found[0] in self._members)
        return sum(self._there[a] for a in articles)

    def place_of(self, article: str) -> int | None:
        """Where an article stands among these rows."""
        table = self._now()
        found = table.rows_of((article,))
        if not found:
            return None
        numbers = self._numbers if self._numbers_of is not None else list(_loaded(table))
        try:
            return numbers.index(found[0])
        except ValueError:
            return None


def _loaded(table: Table) -> Iterator[int]:
    for _n, shelf in sorted(table.head.shelves.items()):
        yield from range(shelf.first_row, shelf.first_row + shelf.rows)


def by_order(name: str) -> Callable[[Table], Numbers]:
    """The numbers of all rows in one of the table's orders."""
    return lambda table: table.order(name)


PRINTED = 20_000
"""Rows up to which they are put into the order of print: each is read (chosen: half a second)."""
_PAGE = re.compile(r"([A-Za-z]*)(\d+)")
_DAY = len("2023-05-13")


def _place_in_print(row: Row) -> tuple[str, str, str, int, str, int]:
    page = _PAGE.fullmatch(row.page_number)
    letter, number = (page.group(1), int(page.group(2))) if page else (row.page_number, 0)
    day = row.issued if row.issued_sure and len(row.issued) == _DAY else ""
    return row.paper, day, letter, number, row.source, row.order


def in_print(table: Table, numbers: Numbers) -> Numbers:
    """Rows by paper, day and page where these are known for sure, then by source;
    by source alone where there are very many.
    """
    if len(numbers) > PRINTED:
        return numbers
    ordered = sorted(numbers, key=lambda n: _place_in_print(table.row(n)))
    return numbers if ordered == list(numbers) else ordered


def month_starts(table: Table, numbers: Numbers) -> list[tuple[int, int]]:
    """Where each month begins among rows ordered by date, newest first: (place, year and month;
    0 for undated).

    Months are found by halving: a million rows of twenty years take 250 times 20 looks.
    """
    out: list[tuple[int, int]] = []
    at = 0
    while at < len(numbers):
        month = table.record(numbers[at]).day // MONTH
        out.append((at, month))
        at = bisect_right(numbers, -month, at, key=lambda row: -(table.record(row).day // MONTH))
    return out


def month_name(month: int) -> str:
    """A month's number as a date begins: 2024-07, or 2024 where only the year is known."""
    year, number = divmod(month, MONTH)
    return f"{year:04}-{number:02}" if number else f"{year:04}"


def dated(table: Table, numbers: Numbers, beginning: str) -> Numbers:
    """Those of rows ordered by date, newest first, whose date begins so: a year, a month, a day."""
    digits = "".join(c for c in beginning if c.isdigit())
    low, high = int(digits.ljust(DATE_DIGITS, "0")), int(digits.ljust(DATE_DIGITS, "9"))
    begin = bisect_left(numbers, -high, key=lambda row: -table.record(row).day)
    end = bisect_right(numbers, -low, key=lambda row: -table.record(row).day)
    return numbers[begin:end]


def of_source(table: Table, name: str) -> Numbers:
    """The rows of a source, in the page's order."""
    found = table.find_source(name)
    if found is None:
        return ()
    record = table.source(found)
    return range(record.first, record.first + record.rows)


def loaded_since(table: Table, sources: int) -> Iterator[int]:
    """The rows of what was loaded when that many sources were there already."""
    for _n, shelf in sorted(table.head.shelves.items()):
        for number in range(
            shelf.first_source + min(sources, shelf.sources), shelf.first_source + shelf.sources
        ):
            record = table.source(number)
            yield from range(record.first, record.first + record.rows)
        sources = max(0, sources - shelf.sources)


def without(numbers: Numbers, gone: Iterable[int]) -> Numbers:
    """Rows without some of them."""
    out = set(gone)
    return [n for n in numbers if n not in out] if out else numbers


def within(numbers: Numbers, kept: Iterable[int]) -> Numbers:
    """Those of some rows that stand in an order, in that order."""
    wanted = set(kept)
    return [n for n in numbers if n in wanted] if wanted else []
