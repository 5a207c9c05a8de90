"""Making the table from the shelves: what has changed is added,
everything where there is no table to be believed.

Records are appended, and the head is written last: who reads the table sees the old one or the new one.
Nothing here waits for the disk: what a power cut leaves fails its checksum and is made again.
"""

from __future__ import annotations

import os
import secrets
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson

from wxreader.atomic import FILE_MODE, make_folder
from wxreader.errors import StoreError
from wxreader.library.codec import Json
from wxreader.library.shelves import Shelved, Shelves, Stamp
from wxreader.library.table import (
    EMPTY,
    ORDERS,
    ROW_BODY,
    ROW_BYTES,
    SOURCE_BODY,
    SOURCE_BYTES,
    Head,
    ShelfEntry,
    Table,
    day_of,
    head_storage,
    head_tables,
    key_of,
    read_head,
    sealed,
    table_file,
)

SIGNATURE = 16
"""Characters of a shelf's checksum that the table keeps."""
FEW = 600
"""Rows up to which they are put into the orders one by one: sorting a million anew takes a second
(chosen).
"""
MOST_DEAD = 20_000
"""Replaced rows that are always put up with."""
FLUSH = 4_000_000
"""Bytes gathered before they are written."""
Progress = Callable[[int, int], None]


def open_table(folder: Path) -> Table | None:
    """The table as it is on disk; None where there is none to be believed."""
    head = read_head(folder)
    if head is None:
        return None
    try:
        return Table(folder, head)
    except (StoreError, FileNotFoundError):
        return None


@dataclass(frozen=True, slots=True)
class Difference:
    """How the shelves differ from what a table has of them."""

    stale: tuple[int, ...]
    """Shelves that are new or have changed."""
    gone: tuple[int, ...]
    """Shelves that are no more."""
    touched: tuple[int, ...]
    """Shelves whose files are others with the same contents, as after copying a library."""


def difference(head: Head, shelves: Shelves, stamps: dict[int, Stamp]) -> Difference:
    """What of the shelves a table does not have as it is."""
    stale: list[int] = []
    touched: list[int] = []
    for number, stamp in stamps.items():
        entry = head.shelves.get(number)
        if entry is not None and entry.stamp == stamp:
            continue
        same = entry is not None and entry.stamp.size == stamp.size and bool(entry.signature)
        if same and entry is not None and entry.signature == shelves.signature(number)[:SIGNATURE]:
            touched.append(number)
        else:
            stale.append(number)
    gone = [n for n in head.shelves if n not in stamps]
    return Difference(tuple(stale), tuple(gone), tuple(touched))


@dataclass(slots=True)
class _Appending:
    """A file that records are added to, from a place on: what lay behind it is of a killed process."""

    path: Path
    at: int
    """Byte at which the next goes."""
    waiting: bytearray = field(default_factory=bytearray)

    def add(self, data: bytes) -> int:
        """Add data; the byte at which it begins."""
        begins = self.at + len(self.waiting)
        self.waiting += data
        if len(self.waiting) > FLUSH:
            self.flush()
        return begins

    def flush(self) -> None:
        """Write what was added."""
        handle = os.open(
            self.path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, FILE_MODE
        )
        try:
            view = memoryview(bytes(self.waiting))
            while view:
                done = os.pwrite(handle, view, self.at)
                self.at += done
                view = view[done:]
        finally:
            os.close(handle)
        self.waiting.clear()


class _Maker:
    """Adds shelves to a table."""

    def __init__(self, folder: Path, head: Head) -> None:
        self.folder = folder
        self.generation = secrets.token_hex(4) if head is EMPTY else head.generation
        self.shelves = dict(head.shelves)
        self.corrected = dict(head.corrected)
        made = Head(
            generation=self.generation, rows=head.rows, sources=head.sources, heap=head.heap, shelves={},
            orders=EMPTY.orders, corrected={},
        )  # fmt: skip
        self.rows = _Appending(table_file(folder, made, "rows"), head.rows * ROW_BYTES)
        self.sources = _Appending(table_file(folder, made, "sources"), head.sources * SOURCE_BYTES)
        self.heap = _Appending(table_file(folder, made, "heap"), head.heap)
        self.dead_rows: set[int] = set()
        self.dead_sources: set[int] = set()
        self.new_rows: list[int] = []
        self.new_sources: list[int] = []

    def drop(self, number: int) -> None:
        """Forget a shelf."""
        old = self.shelves.pop(number, None)
        if old is not None:
            self.dead_rows.update(range(old.first_row, old.first_row + old.rows))
            self.dead_sources.update(range(old.first_source, old.first_source + old.sources))

    def add(self, number: int, shelved: list[Shelved], signature: str, stamp: Stamp) -> None:
        """Add a shelf, in place of what the table had of it."""
        self.drop(number)
        first_source = (self.sources.at + len(self.sources.waiting)) // SOURCE_BYTES
        first_row = (self.rows.at + len(self.rows.waiting)) // ROW_BYTES
        for source in shelved:
            self._add_source(number, source)
        count = (self.rows.at + len(self.rows.waiting)) // ROW_BYTES - first_row
        self.new_rows += range(first_row, first_row + count)
        self.new_sources += range(first_source, first_source + len(shelved))
        self.shelves[number] = ShelfEntry(
            signature[:SIGNATURE], stamp, first_source, len(shelved), first_row, count
        )

    def _add_source(self, shelf: int, source: Shelved) -> None:
        number = (self.sources.at + len(self.sources.waiting)) // SOURCE_BYTES
        first = (self.rows.at + len(self.rows.waiting)) // ROW_BYTES
        for row in source.rows:
            offset, length, document = self._keep(row)
            day = min(day_of(row["date"]), 0xFFFFFFFF)
            doubts = min(max(0, row["doubts"]), 0xFFFFFFFF)
            self.rows.add(
                sealed(ROW_BODY.pack(offset, length, key_of(row["id"]), day, number, doubts), document)
            )
        offset, length, document = self._keep({**source.source, "revision": source.revision})
        body = SOURCE_BODY.pack(offset, length, *source.page, first, len(source.rows), shelf)
        self.sources.add(sealed(body, document))
        if source.corrected:
            self.corrected[source.name] = source.corrected
        else:
            self.corrected.pop(source.name, None)

    def _keep(self, value: Json) -> tuple[int, int, bytes]:
        document = orjson.dumps(value)
        return self.heap.add(document), len(document), document

    def flush(self) -> Head:
        """Write what was added; a head without orders."""
        for file in (self.rows, self.sources, self.heap):
            file.flush()
        return Head(
            generation=self.generation, rows=self.rows.at // ROW_BYTES,
            sources=self.sources.at // SOURCE_BYTES,
            heap=self.heap.at, shelves=self.shelves, orders=EMPTY.orders, corrected=self.corrected,
        )  # fmt: skip


def _sorted_orders(table: Table) -> dict[str, array[int]]:
    """All orders, by sorting."""
    named = [(table.source_name(n), n) for n in table.source_numbers()]
    named.sort()
    name = array("I", (n for _name, n in named))
    del named
    page: array[int] = array("I")
    starts: array[int] = array("I")
    for number in name:
        record = table.source(number)
        starts.append(len(page))
        page.extend(range(record.first, record.first + record.rows))
    days = table.days()
    date = array("I", sorted(page, key=days.__getitem__, reverse=True))
    keys = table.keys()
    return {
        "date": date, "page": page, "id": array("I", sorted(page, key=keys.__getitem__)), "name": name,
        "starts": starts,
    }  # fmt: skip


def _patched_orders(old: Table, table: Table, maker: _Maker) -> dict[str, array[int]]:
    """All orders, by taking out what is no more and putting in what is new."""
    gone, gone_sources = maker.dead_rows, maker.dead_sources
    orders = {n: old.order(n) for n in ORDERS}
    name, page, date, ids = (_without(orders[n], d) for n, d in (
        ("name", gone_sources), ("page", gone), ("date", gone), ("id", gone)
    ))  # fmt: skip
    for number in maker.new_sources:
        name.insert(bisect_left(name, table.source_name(number), key=table.source_name), number)

    def place(row: int) -> tuple[int, str, int]:
        record = table.record(row)
        return -record.day, table.source_name(record.source), row

    def standing(row: int) -> tuple[str, int]:
        return table.source_name(table.record(row).source), row

    for row in maker.new_rows:
        ids.insert(bisect_left(ids, table.record(row).key, key=lambda r: table.record(r).key), row)
        date.insert(bisect_left(date, place(row), key=place), row)
        page.insert(bisect_left(page, standing(row), key=standing), row)
    starts: array[int] = array("I")
    at = 0
    for number in name:
        starts.append(at)
        at += table.source(number).rows
    return {"date": date, "page": page, "id": ids, "name": name, "starts": starts}


def _without(numbers: array[int], gone: set[int]) -> array[int]:
    """A copy without some of them."""
    return array("I", (n for n in numbers if n not in gone)) if gone else array("I", numbers)


def _write_orders(folder: Path, orders: dict[str, array[int]]) -> dict[str, tuple[str, int, int]]:
    out = {}
    word = secrets.token_hex(4)
    for name, numbers in orders.items():
        raw = numbers.tobytes()
        file = _Appending(folder / f"{name}-{word}.ord", 0)
        file.add(raw)
        file.flush()
        out[name] = (file.path.name, len(numbers), zlib.crc32(raw))
    return out


def _sweep(folder: Path, head: Head) -> None:
    """Delete the files of older tables; who has them open reads on."""
    kept = {f"{n}-{head.generation}.tab" for n in ("rows", "sources", "heap")}
    kept.update(o[0] for o in head.orders.values())
    for name in os.listdir(folder):
        if name.endswith((".tab", ".ord")) and name not in kept:
            with suppress(OSError):
                os.unlink(folder / name)


def update_table(folder: Path, shelves: Shelves, progress: Progress = lambda done, total: None) -> Table:
    """Bring the table up to date with the shelves; the caller holds the table's lock.

    Args:
        folder: Where its files are or are to be.
        shelves: What it is made from.
        progress: Called with (shelves read, shelves to read).

    Raises:
        StoreError: A shelf cannot be read, or the table not written.
    """
    try:
        return _update(folder, shelves, progress)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror or error}") from None


def _update(folder: Path, shelves: Shelves, progress: Progress) -> Table:
    old = open_table(folder)
    stamps = shelves.stamps()
    head = old.head if old else EMPTY
    found = difference(head, shelves, stamps)
    if old and not found.stale and not found.gone and not found.touched:
        return old
    if old and head.rows - head.live > max(MOST_DEAD, head.live):
        old, head = None, EMPTY
        found = difference(head, shelves, stamps)
    make_folder(folder)
    maker = _Maker(folder, head)
    for number in found.gone:
        maker.drop(number)
    for done, number in enumerate(found.stale):
        progress(done, len(found.stale))
        signature = shelves.signature(
            number
        )  # before reading: where it is replaced meanwhile, it is read again
        maker.add(number, shelves.read(number), signature, stamps[number])
    for number in found.touched:
        maker.shelves[number] = maker.shelves[number]._replace(stamp=stamps[number])
    fresh = maker.flush()
    table = Table(folder, fresh) if fresh.rows or fresh.sources else None
    few = old is not None and len(maker.new_rows) <= FEW < head.live
    orders: dict[str, array[int]] = {n: array("I") for n in ORDERS}
    if table is not None:
        orders = _ordered(old if few else None, table, maker)
    head = replace(fresh, orders=_write_orders(folder, orders))
    if found.gone:
        known = Table(folder, head)
        there = {n: ids for n, ids in head.corrected.items() if known.find_source(n) is not None}
        head = replace(head, corrected=there)
    head_storage(folder).write(head_tables(head))
    _sweep(folder, head)
    return Table(folder, head)


def _ordered(old: Table | None, table: Table, maker: _Maker) -> dict[str, array[int]]:
    """The new orders, by the cheaper way."""
    if old is None:
        return _sorted_orders(table)
    with suppress(StoreError):  # an order of the old table is damaged
        return _patched_orders(old, table, maker)
    return _sorted_orders(table)


def verify_table(folder: Path) -> bool:
    """Whether every record and order of a table is as it was made."""
    table = open_table(folder)
    if table is None:
        return False
    try:
        for name in ORDERS:
            table.order(name)
        for _row in table.every_row():
            pass
        for number in table.source_numbers():
            table.source_name(number)
    except StoreError:
        return False
    return True
