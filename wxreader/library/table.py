"""The compact table behind the list: fixed-width records with a heap of documents,
and orders as arrays of row numbers.

It is a cache of the shelves, made by `tabling`, and nothing in it is trusted: each record carries a checksum
over itself and its document, each order one over all of it. Files are read in `pieces`, so that opening a
million articles reads a head and no more; a file that is cut short meanwhile is damage, and the table is made
anew.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from wxreader.errors import StoreError
from wxreader.library.codec import Json, read_row
from wxreader.library.packs import Where
from wxreader.library.pieces import CHECK, Pieces
from wxreader.library.shelves import Stamp
from wxreader.library.storage import AtomicStorage
from wxreader.model import Row
from wxreader.shapes import is_row, is_source

VERSION = 1
"""Of the files' layout; a table of another is made anew."""
ROW_BODY = struct.Struct("<QI8sIII")
"""Heap offset, length; first eight bytes of the id; day; source's number; doubts."""
SOURCE_BODY = struct.Struct("<QIIQIIII")
"""Heap offset, length; pack, offset, length; first row, rows; shelf."""
ROW_BYTES, SOURCE_BYTES = ROW_BODY.size + CHECK.size, SOURCE_BODY.size + CHECK.size
ORDERS = ("date", "page", "id", "name", "starts")
"""Rows newest first, page by page, by id; sources by name; where in `page` each of these begins."""
LOOKED_UP = 2000
"""Articles that are looked up one by one; more are found faster by going through all records (chosen)."""
DATE_DIGITS = 8
KEY_AT = 12
"""Where in a row's record its key stands."""
KEY_BYTES = 8
"""Bytes of an id that its record holds."""


class RowRecord(NamedTuple):
    """A row's fixed part."""

    offset: int
    length: int
    key: bytes
    """First eight bytes of the id."""
    day: int
    """As `day_of` gives it."""
    source: int
    """Number of its source's record."""
    doubts: int


class SourceRecord(NamedTuple):
    """A source's fixed part."""

    offset: int
    length: int
    page: Where
    first: int
    """Its first row."""
    rows: int
    shelf: int


class ShelfEntry(NamedTuple):
    """What the table has of a shelf."""

    signature: str
    """The shelf's checksum, its beginning."""
    stamp: Stamp
    first_source: int
    sources: int
    first_row: int
    rows: int


def key_of(article: str) -> bytes:
    """What an id is sorted by; ids that share it are told apart by reading their rows."""
    return article.encode("utf-8", "replace")[:KEY_BYTES].ljust(KEY_BYTES, b"\0")


def day_of(iso: str) -> int:
    """A date (or month, or year) as a number that sorts alike; 0 for none."""
    digits = "".join(c for c in iso if c.isascii() and c.isdigit())[:DATE_DIGITS]
    return int(digits.ljust(DATE_DIGITS, "0")) if digits else 0


def sealed(body: bytes, document: bytes) -> bytes:
    """A record with its checksum."""
    return body + CHECK.pack(zlib.crc32(document, zlib.crc32(body)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a table says of itself."""

    generation: str
    """Part of its files' names."""
    rows: int
    """Records, those of rows that were replaced included."""
    sources: int
    heap: int
    """Bytes."""
    shelves: Mapping[int, ShelfEntry]
    orders: Mapping[str, tuple[str, int, int]]
    """File, numbers in it, checksum; by ORDERS."""
    corrected: Mapping[str, tuple[str, ...]]
    """For every source with corrections in its rows, their ids."""

    @property
    def live(self) -> int:
        """Rows that stand in the library."""
        return sum(s.rows for s in self.shelves.values())


def head_storage(folder: Path) -> AtomicStorage:
    """Where the head is kept."""
    return AtomicStorage(folder / "head.json")


def head_tables(head: Head) -> dict[str, dict[str, Any]]:
    """A head as TinyDB's tables."""
    facts = {
        "version": VERSION, "byteorder": sys.byteorder, "generation": head.generation, "rows": head.rows,
        "sources": head.sources, "heap": head.heap,
    }  # fmt: skip
    return {
        "head": {"1": facts},
        "shelves": {str(n): [s.signature, *s.stamp, *s[2:]] for n, s in head.shelves.items()},
        "orders": {name: list(order) for name, order in head.orders.items()},
        "corrected": {name: list(ids) for name, ids in head.corrected.items()},
    }


def _entry(values: Any) -> ShelfEntry:
    signature, size, changed, *numbers = values
    if not isinstance(signature, str) or not all(
        isinstance(n, int) and n >= 0 for n in (size, changed, *numbers)
    ):
        raise TypeError
    first_source, sources, first_row, rows = numbers
    return ShelfEntry(signature, Stamp(size, changed), first_source, sources, first_row, rows)


def _order(values: Any) -> tuple[str, int, int]:
    name, count, check = values
    if not isinstance(name, str) or "/" in name or not isinstance(count, int) or not isinstance(check, int):
        raise TypeError
    return name, count, check


def read_head(folder: Path) -> Head | None:
    """The head of a table; None where there is none to be believed."""
    try:
        tables = head_storage(folder).read()
        if tables is None:
            return None
        facts = tables["head"]["1"]
        if (facts["version"], facts["byteorder"]) != (VERSION, sys.byteorder):
            return None
        generation = facts["generation"]
        if not isinstance(generation, str) or not generation.isalnum():
            return None
        return Head(
            generation=generation, rows=int(facts["rows"]), sources=int(facts["sources"]),
            heap=int(facts["heap"]),
            shelves={int(n): _entry(v) for n, v in tables["shelves"].items()},
            orders={name: _order(tables["orders"][name]) for name in ORDERS},
            corrected={name: tuple(map(str, ids)) for name, ids in tables["corrected"].items()},
        )  # fmt: skip
    except (StoreError, KeyError, TypeError, ValueError, AttributeError):
        return None


EMPTY = Head(
    generation="none",
    rows=0,
    sources=0,
    heap=0,
    shelves={},
    orders=dict.fromkeys(ORDERS, ("", 0, 0)),
    corrected={},
)


def table_file(folder: Path, head: Head, name: str) -> Path:
    """One of `rows`, `sources`, `heap` of a table."""
    return folder / f"{name}-{head.generation}.tab"


class Table:
    """A table as it was when opened; what is added later is seen by opening it again.

    Args:
        folder: Where its files are.
        head: What they hold.

    Raises:
        StoreError, FileNotFoundError: Its files are not what the head says.
    """

    def __init__(self, folder: Path, head: Head) -> None:
        self.folder = folder
        self.head = head
        self._pieces = Pieces(folder)
        self._orders: dict[str, array[int]] = {}
        self._extents = [(s.first_row, s.rows) for _n, s in sorted(head.shelves.items())]
        if not head.rows and not head.sources:
            return
        sizes = {"rows": head.rows * ROW_BYTES, "sources": head.sources * SOURCE_BYTES, "heap": head.heap}
        for name, size in sizes.items():
            self._pieces.open(name, table_file(folder, head, name), size)
        for name, (file, count, _check) in head.orders.items():
            if count:
                self._pieces.open(name, folder / file)

    # -- rows ---------------------------------------------------------------------------------------

    def record(self, row: int) -> RowRecord:
        """A row's fixed part."""
        return RowRecord(*ROW_BODY.unpack_from(self._pieces.record("rows", row, ROW_BYTES)))

    def row(self, row: int) -> Row:
        """A row.

        Raises:
            StoreError: It is damaged.
        """
        return self._row(self._pieces.document(self._pieces.record("rows", row, ROW_BYTES)))

    def _row(self, found: Json) -> Row:
        if not is_row(found):
            raise self._pieces.damage()
        return read_row(found)

    def rows(self, first: int, count: int) -> Iterator[Row]:
        """Rows that stand side by side, read together."""
        yield from map(self._row, self._pieces.documents("rows", first, count, ROW_BYTES))

    def every_row(self) -> Iterator[Row]:
        """All rows, shelf by shelf."""
        for first, count in self._extents:
            yield from self.rows(first, count)

    def days(self) -> array[int]:
        """The day of every record, those replaced included."""
        return array("I", (r[3] for r in self.records()))

    def keys(self) -> list[bytes]:
        """The key of every record."""
        return [r[2] for r in self.records()]

    def records(self) -> Iterator[tuple[Any, ...]]:
        """Every row's fixed part as ROW_BODY unpacks it, quickly and not verified."""
        whole = struct.Struct(ROW_BODY.format + "I")
        for block in self._pieces.blocks("rows", self.head.rows, ROW_BYTES):
            yield from whole.iter_unpack(block)

    def find_rows(self, beginning: str) -> list[int]:
        """The rows whose id begins so."""
        if not beginning:
            return []
        order = self.order("id")
        raw = beginning.encode("utf-8", "replace")[:KEY_BYTES]

        def head_of(row: int) -> bytes:
            return self._key(row)[: len(raw)]

        found = list(order[bisect_left(order, raw, key=head_of) : bisect_right(order, raw, key=head_of)])
        if len(raw) < KEY_BYTES:
            return found
        return [row for row in found if self.row(row).id.startswith(beginning)]

    def _key(self, row: int) -> bytes:
        """What a row is sorted by, quickly and not verified."""
        return self._pieces.peek("rows", KEY_BYTES, row * ROW_BYTES + KEY_AT)

    def find(self, article: str) -> Row | None:
        """The row of an article, by its whole id."""
        if not article:
            return None
        order, key = self.order("id"), key_of(article)
        at = bisect_left(order, key, key=self._key)
        while at < len(order):
            row = self.row(order[at])
            if row.id == article:
                return row
            if key_of(row.id) != key:
                break
            at += 1
        return None

    def rows_of(self, articles: Collection[str]) -> list[int]:
        """The rows of articles, by their whole ids; those that are not there are left out."""
        if len(articles) <= LOOKED_UP:
            return [n for a in articles for n in self.find_rows(a) if self.row(n).id == a]
        keys = {key_of(a) for a in articles}
        found = [n for n, record in enumerate(self.records()) if record[2] in keys]
        return found if len(found) <= len(articles) else [n for n in found if self.row(n).id in articles]

    def doubted(self) -> list[int]:
        """The rows of articles that the analysis is unsure of."""
        return [n for n, record in enumerate(self.records()) if record[5]]

    # -- sources ------------------------------------------------------------------------------------

    def source(self, number: int) -> SourceRecord:
        """A source's fixed part."""
        raw = self._pieces.record("sources", number, SOURCE_BYTES)
        offset, length, pack, at, size, first, rows, shelf = SOURCE_BODY.unpack_from(raw)
        return SourceRecord(offset, length, Where(pack, at, size), first, rows, shelf)

    def source_doc(self, number: int) -> Json:
        """A source as the catalogue keeps it.

        Raises:
            StoreError: It is damaged.
        """
        found = self._pieces.document(self._pieces.record("sources", number, SOURCE_BYTES))
        if not is_source(found):
            raise self._pieces.damage()
        return found

    def source_name(self, number: int) -> str:
        """A source's name."""
        return str(self.source_doc(number)["name"])

    def find_source(self, name: str) -> int | None:
        """The number of the source of this name."""
        order = self.order("name")
        at = bisect_left(order, name, key=self.source_name)
        return order[at] if at < len(order) and self.source_name(order[at]) == name else None

    def source_numbers(self) -> Iterator[int]:
        """Every source, shelf by shelf."""
        for _n, shelf in sorted(self.head.shelves.items()):
            yield from range(shelf.first_source, shelf.first_source + shelf.sources)

    # -- orders -------------------------------------------------------------------------------------

    def order(self, name: str) -> array[int]:
        """One of ORDERS, verified.

        Raises:
            StoreError: It is damaged.
        """
        if name not in self._orders:
            _file, count, check = self.head.orders[name]
            self._orders[name] = self._pieces.numbers(name, count, check)
        return self._orders[name]

    def nth(self, place: int) -> int:
        """The row at a place of the order in which everything was loaded."""
        for first, count in self._extents:
            if place < count:
                return first + place
            place -= count
        raise IndexError(place)
