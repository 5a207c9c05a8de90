"""The catalogue in shelves: TinyDB files of some hundred sources each,
so that no write and no read is as large as the library.

A shelf says of each of its sources where its page stands, what its rows are, and which of the reader's
corrections are in them. Shelves and packs are the library; the table is made from them and may be thrown
away.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from wxreader.errors import DamagedError
from wxreader.library.codec import Json
from wxreader.library.packs import Where
from wxreader.library.slices import Slices
from wxreader.library.storage import AtomicStorage, signature_in
from wxreader.shapes import check_shelf

SHELF_SOURCES = 128
"""Sources of a shelf at most: some 100 KB, written in a millisecond (chosen)."""
HEAD_BYTES = 200
"""Bytes that hold a file's checksum."""
_NAME = re.compile(r"(\d{5})\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A source as its shelf has it."""

    name: str
    source: Json
    """What `codec.source_doc` made."""
    page: Where
    """Where its page stands."""
    revision: str
    """A word that changes whenever its articles do."""
    corrected: tuple[str, ...]
    """The ids of the corrections that its rows have seen."""
    rows: tuple[Json, ...]
    """What `codec.row_doc` made of its articles."""


class Stamp(NamedTuple):
    """What tells at a glance that a file is the one that was read."""

    size: int
    """Bytes."""
    changed: int
    """Nanoseconds of its last change."""


def _doc(shelved: Shelved) -> Json:
    return {
        "source": shelved.source, "page": list(shelved.page), "revision": shelved.revision,
        "corrected": list(shelved.corrected), "rows": list(shelved.rows),
    }  # fmt: skip


def _shelved(doc: Json) -> Shelved:
    rows = sorted(doc["rows"], key=lambda r: int(r["order"]))
    return Shelved(
        name=doc["source"]["name"], source=doc["source"], page=Where(*doc["page"]), revision=doc["revision"],
        corrected=tuple(doc["corrected"]), rows=tuple(rows),
    )  # fmt: skip


class Shelves:
    """The shelves of a library.

    Args:
        folder: Where they are; it need not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, number: int) -> Path:
        """A shelf's file."""
        return self.folder / f"{number:05}.json"

    def stamps(self) -> dict[int, Stamp]:
        """The shelves there are, by number, with what tells that one has changed.

        Raises:
            OSError: The folder cannot be read.
        """
        out: dict[int, Stamp] = {}
        with suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            for entry in entries:
                found = _NAME.fullmatch(entry.name)
                if found:
                    with suppress(FileNotFoundError):
                        info = entry.stat(follow_symlinks=False)
                        out[int(found.group(1))] = Stamp(info.st_size, info.st_mtime_ns)
        return dict(sorted(out.items()))

    def signature(self, number: int) -> str:
        """The checksum that a shelf carries; "" where it carries none."""
        try:
            file = Slices(self.path(number))
            return signature_in(file.read(min(HEAD_BYTES, file.size()), 0))
        except (OSError, DamagedError):
            return ""

    def read(self, number: int) -> list[Shelved]:
        """A shelf's sources, in the order in which they were loaded.

        Raises:
            StoreError: It cannot be read, or is damaged or too new.
        """
        tables = AtomicStorage(self.path(number), check=check_shelf).read() or {}
        docs = tables.get("sources", {})
        return [_shelved(docs[key]) for key in sorted(docs)]

    def write(self, number: int, sources: list[Shelved]) -> None:
        """Replace a shelf.

        Raises:
            StoreError: It cannot be written; it is as it was.
        """
        docs = {f"{n:05}": _doc(s) for n, s in enumerate(sources, 1)}
        AtomicStorage(self.path(number)).write({"sources": docs})

    def all(self) -> Iterator[tuple[int, list[Shelved]]]:
        """Every shelf with its sources.

        Raises:
            StoreError: One cannot be read.
        """
        for number in self.stamps():
            yield number, self.read(number)
