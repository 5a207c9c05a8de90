"""The table's files as pieces that are bounded and verified before anybody looks into them.

Apart from `table`, which knows what records mean: that nothing of a cache is trusted, neither a place nor a
checksum, is said here once for rows, sources and orders alike.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path

import orjson

from wxreader.errors import DamagedError
from wxreader.i18n import _
from wxreader.library.codec import Json
from wxreader.library.own import LARGEST
from wxreader.library.slices import Slices

CHECK = struct.Struct("<I")
"""What a record ends with: a checksum over itself and its document."""
PLACE = struct.Struct("<QI")
"""What a record begins with: where its document stands in the heap, and its length."""
LARGEST_DOC = LARGEST
"""Bytes of a document at most: what stands in a shelf may be as large as the shelf."""
BLOCK = 1000
"""Records read together when all are wanted."""


class Pieces:
    """The open files of a table, by name; the documents stand in the one called `heap`.

    Args:
        folder: Where they are; damage is said of it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, Slices] = {}
        self._sizes: dict[str, int] = {}

    def open(self, name: str, path: Path, size: int = 0) -> None:
        """Open a file that is to hold at least so many bytes.

        Raises:
            StoreError, FileNotFoundError: It cannot be read, or is smaller.
        """
        self._files[name] = Slices(path)
        self._sizes[name] = size
        if self._files[name].size() < size:
            raise self.damage()

    def damage(self) -> DamagedError:
        """The error that says so."""
        return DamagedError(_("{path} is damaged; it is made anew from the shelves", path=self.folder))

    def record(self, name: str, number: int, width: int) -> bytes:
        """One record, not verified."""
        if not 0 <= number * width < self._sizes.get(name, 0):
            raise self.damage()
        return self._files[name].read(width, number * width)

    def peek(self, name: str, length: int, offset: int) -> bytes:
        """A few bytes, quickly and not verified."""
        return self._files[name].peek(length, offset)

    def document(self, record: bytes) -> Json:
        """The document of a record, both verified."""
        offset, length = PLACE.unpack_from(record)
        if not 0 < length <= LARGEST_DOC or offset + length > self._sizes["heap"]:
            raise self.damage()
        return self._verified(record, self._files["heap"].read(length, offset))

    def documents(self, name: str, first: int, count: int, width: int) -> Iterator[Json]:
        """The documents of records that stand side by side, read together and verified."""
        for at in range(first, first + count, BLOCK):
            some = min(BLOCK, first + count - at)
            raw = self._files[name].read(some * width, at * width)
            records = [raw[i * width : (i + 1) * width] for i in range(some)]
            places = [PLACE.unpack_from(r) for r in records]
            start = min(p[0] for p in places)
            end = max(p[0] + p[1] for p in places)
            if end - start > BLOCK * LARGEST_DOC or end > self._sizes["heap"]:
                raise self.damage()
            heap = self._files["heap"].read(end - start, start)
            for record, (offset, length) in zip(records, places, strict=True):
                yield self._verified(record, heap[offset - start : offset - start + length])

    def _verified(self, record: bytes, document: bytes) -> Json:
        body, check = record[: -CHECK.size], record[-CHECK.size :]
        if CHECK.unpack(check)[0] != zlib.crc32(document, zlib.crc32(body)):
            raise self.damage()
        try:
            return dict(orjson.loads(document))
        except (TypeError, ValueError):
            raise self.damage() from None

    def blocks(self, name: str, count: int, width: int) -> Iterator[bytes]:
        """All records of a file, many at a time and not verified."""
        for at in range(0, count, BLOCK):
            yield self._files[name].read(min(BLOCK, count - at) * width, at * width)

    def numbers(self, name: str, count: int, check: int) -> array[int]:
        """The numbers that a file begins with, verified."""
        out: array[int] = array("I")
        if count:
            raw = self._files[name].read(count * out.itemsize, 0)
            if zlib.crc32(raw) != check:
                raise self.damage()
            out.frombytes(raw)
        return out
