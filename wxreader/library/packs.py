"""Pages many to a file: a record is one page as TinyDB's tables, self-verifying, on a line of its own,
only ever appended.

A record never moves and never changes, so whoever knows its place may read it whatever is loaded meanwhile.
What a killed loader left at the end of a pack belongs to no shelf and is never looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from wxreader.atomic import FILE_MODE, make_folder, sync_folder
from wxreader.errors import DamagedError, StoreError
from wxreader.i18n import _
from wxreader.library.codec import page_of
from wxreader.library.own import open_own
from wxreader.library.slices import Slices
from wxreader.library.storage import Tables, decode
from wxreader.model import Page
from wxreader.shapes import check_page

PACK_BYTES = 16_000_000
"""Size from which the next page begins a new pack: 250,000 pages are some 350 files (chosen)."""
LARGEST = 256_000_000
"""Bytes of a record at most; a dump is 8 MB and its page three times that (chosen)."""
OPEN = 64
"""Packs kept open for reading."""
_NAME = re.compile(r"(\d{5})\.pack")


class Where(NamedTuple):
    """Where a page's record stands."""

    pack: int
    """Number of the pack."""
    offset: int
    """Byte at which it begins."""
    length: int
    """Bytes, without the line feed after it."""


def page_in(raw: bytes, name: str) -> Page:
    """The page that a record holds, as it was loaded.

    Args:
        raw: The record.
        name: How messages call it.

    Raises:
        StoreError: It is damaged, or holds no page.
    """
    return page_of(tables_in(raw, name))


def tables_in(raw: bytes, name: str) -> Tables:
    """The tables of the page that a record holds.

    Raises:
        StoreError: It is damaged, or holds no page.
    """
    tables = decode(raw, name)
    check_page(tables, name)
    if not all(key.isdecimal() for key in tables["articles"]):
        raise DamagedError(_("{path} is damaged: it is not a page", path=name))
    return tables


class Packs:
    """The packs of a library.

    Args:
        folder: Where they are; it need not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._handle = -1
        self._number = -1
        self._fresh = False
        self._open: dict[int, Slices] = {}

    def path(self, number: int) -> Path:
        """A pack's file."""
        return self.folder / f"{number:05}.pack"

    def numbers(self) -> list[int]:
        """The packs there are."""
        with suppress(FileNotFoundError):
            return sorted(int(m.group(1)) for name in os.listdir(self.folder) if (m := _NAME.fullmatch(name)))
        return []

    # -- writing (under the lock) ---------------------------------------------------------------

    def append(self, raw: bytes) -> Where:
        """Add a record; it is on the disk for sure after `sync`.

        Raises:
            StoreError: It cannot be written; nothing that was there has changed.
        """
        try:
            at = self._begin()
            view = memoryview(raw + b"\n")
            while view:
                view = view[os.write(self._handle, view) :]
        except OSError as error:
            self.close()
            raise StoreError(
                _("{path} cannot be written ({strerror})", path=self.folder, strerror=error.strerror)
            ) from None
        return Where(self._number, at, len(raw))

    def _begin(self) -> int:
        """Open the pack for the next record; the byte at which that will begin."""
        if self._handle >= 0:
            at = os.fstat(self._handle).st_size
            if at < PACK_BYTES:
                return at
            self.sync()
            self.close()
        self._number = max(self.numbers(), default=0)
        with suppress(FileNotFoundError):
            if os.stat(self.path(self._number), follow_symlinks=False).st_size >= PACK_BYTES:
                self._number += 1
        make_folder(self.folder)
        path = self.path(self._number)
        self._fresh = not path.exists()
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        self._handle = os.open(path, flags, FILE_MODE)
        os.fchmod(self._handle, FILE_MODE)
        at = os.fstat(self._handle).st_size
        if at and os.pread(self._handle, 1, at - 1) != b"\n":  # a killed loader's half record
            os.write(self._handle, b"\n")
            at += 1
        return at

    def sync(self) -> None:
        """Make what was appended durable.

        Raises:
            StoreError: It cannot be.
        """
        if self._handle < 0:
            return
        try:
            os.fsync(self._handle)
            if self._fresh:
                sync_folder(self.folder)
                self._fresh = False
        except OSError as error:
            raise StoreError(
                _("{path} cannot be written ({strerror})", path=self.folder, strerror=error.strerror)
            ) from None

    def close(self) -> None:
        """Stop writing."""
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            self.close()

    # -- reading --------------------------------------------------------------------------------

    def _slices(self, number: int) -> Slices:
        found = self._open.get(number)
        if found is None:
            found = Slices(self.path(number))
            while len(self._open) >= OPEN:
                with suppress(KeyError, StopIteration, RuntimeError):  # the reader's threads read pages too
                    self._open.pop(next(iter(self._open)))
            self._open[number] = found
        return found

    def raw(self, where: Where) -> bytes:
        """A record's bytes, not verified.

        Raises:
            FileNotFoundError, StoreError: It is not there.
        """
        if not (0 <= where.length <= LARGEST and where.offset >= 0 and where.pack >= 0):
            raise DamagedError(_("{path} is damaged: it ends too early", path=self.path(where.pack)))
        return self._slices(where.pack).read(where.length, where.offset)

    def page(self, where: Where) -> Page:
        """The page in a record.

        Raises:
            StoreError: The pack is missing or damaged there.
        """
        path = self.path(where.pack)
        place = _("{path} (byte {offset})", path=path, offset=where.offset)
        try:
            return page_in(self.raw(where), place)
        except FileNotFoundError:
            raise StoreError(_("{path} is missing; load its sources again", path=path)) from None

    def records(self, number: int) -> Iterator[tuple[Where, bytes]]:
        """Every line of a pack with its place, damaged ones too: for mending."""
        at = 0
        with os.fdopen(open_own(self.path(number)), "rb") as file:
            while row := file.readline(LARGEST):
                raw = row.rstrip(b"\n")
                if raw:
                    yield Where(number, at, len(raw)), raw
                at += len(row)

    def forget(self) -> None:
        """Open packs anew when they are next read."""
        self._open.clear()
