"""Writing the catalogue: a source goes into the shelf that has it,
a new one onto the last shelf that has room.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from wxreader.errors import StoreError
from wxreader.i18n import _
from wxreader.library.codec import row_doc, source_doc
from wxreader.library.packs import Where
from wxreader.library.shelves import SHELF_SOURCES, Shelved, Shelves
from wxreader.library.table import Table
from wxreader.model import Row, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A source as it is to be in the catalogue."""

    source: Source
    rows: Sequence[Row]
    page: Where | None
    """Where its page stands; None for where it stood."""
    corrections: tuple[str, ...]
    """The ids of the corrections that are in its rows."""


class Cataloguer:
    """Puts sources onto shelves; the caller holds the library's lock.

    Args:
        shelves: The shelves.
        look: Asks the table, which knows what was there when this one began to write.
    """

    def __init__(self, shelves: Shelves, look: Callable[[Callable[[Table], int | None]], int | None]) -> None:
        self._shelves = shelves
        self._look = look
        self._fresh: dict[str, int] = {}
        """Shelf of every source that was put since the table was made."""
        self._last: tuple[int, int] | None = None
        """The last shelf, and how many sources it has."""

    def begin(self) -> None:
        """Forget what was put: the table knows it."""
        self._fresh.clear()
        self._last = None

    def _shelf_of(self, name: str) -> int | None:
        shelf = self._fresh.get(name)
        if shelf is not None:
            return shelf

        def known(table: Table) -> int | None:
            found = table.find_source(name)
            return table.source(found).shelf if found is not None else None

        return self._look(known)

    def _room(self) -> int:
        """The shelf that takes the next new source."""
        if self._last is None:
            last = max(self._shelves.stamps(), default=0)
            self._last = (last, self._look(partial(_sources_on, shelf=last)) or 0)
        number, count = self._last
        if count >= SHELF_SOURCES:
            number, count = number + 1, 0
        self._last = (number, count + 1)
        return number

    def put(self, listed: Iterable[Listed]) -> None:
        """Put sources into the catalogue, in place of what it has of them.

        Raises:
            StoreError: A shelf cannot be read or written; those written before it stay.
        """
        by_shelf: dict[int, dict[str, Listed]] = {}
        for one in listed:
            name = one.source.name
            shelf = self._shelf_of(name)
            if shelf is None:
                shelf = self._room()
            self._fresh[name] = shelf
            by_shelf.setdefault(shelf, {})[name] = one
        there = self._shelves.stamps()
        for number, wanted in sorted(by_shelf.items()):
            old = {s.name: s for s in self._shelves.read(number)} if number in there else {}
            old.update((name, _shelved(one, old.get(name))) for name, one in wanted.items())
            self._shelves.write(number, list(old.values()))


def _shelved(one: Listed, old: Shelved | None) -> Shelved:
    page = one.page or (old.page if old else None)
    if page is None:
        raise StoreError(_("{name}: its page was not written; load it again", name=one.source.name))
    return Shelved(
        name=one.source.name, source=source_doc(one.source), page=page, revision=secrets.token_hex(4),
        corrected=one.corrections, rows=tuple(map(row_doc, one.rows)),
    )  # fmt: skip


def _sources_on(table: Table, shelf: int) -> int:
    entry = table.head.shelves.get(shelf)
    return entry.sources if entry else 0
