"""Which articles of a library are one story, as it was last found: read without loading tantivy."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from wxreader.alike.groups import Groups
from wxreader.errors import StoreError
from wxreader.library.library import Library
from wxreader.library.storage import AtomicStorage


def folder(library: Library) -> Path:
    """Where features and groups of a library are."""
    return library.path / "alike"


def _storage(library: Library) -> AtomicStorage:
    return AtomicStorage(folder(library) / "groups.json")


def load_groups(library: Library) -> Groups:
    """The stories that a library has more than once; none where nobody looked, or they are damaged."""
    with suppress(StoreError, OSError):
        groups = list((_storage(library).read() or {}).get("groups", {}).values())
        if all(isinstance(g, list) and g and all(isinstance(a, str) for a in g) for g in groups):
            return Groups(groups)
    return Groups()


def save_groups(library: Library, groups: Groups) -> None:
    """Keep what was found.

    Raises:
        StoreError: It cannot be written.
    """
    _storage(library).write({"groups": {str(n): group for n, group in enumerate(groups.all())}})
