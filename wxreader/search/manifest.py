"""What the search index says of itself: which files it has and which shelves of the library are in it.
Read without loading tantivy.

Written last, after every commit, and self-verifying: what does not agree with it is not believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from wxreader.errors import StoreError
from wxreader.library.library import Library
from wxreader.library.storage import AtomicStorage
from wxreader.search.trust import is_ours
from wxreader.shapes import check_manifest

LAYOUT = 4
"""Of the fields and of how their text is folded; another on disk is made anew."""
_OTHERS = ("manifest", "words", ".manifest", ".words")
"""Beginnings of the names of files that are not tantivy's."""


@lru_cache(maxsize=1)
def version() -> str:
    """Of what is in the index: our layout and tantivy's own."""
    return f"{LAYOUT}/{metadata.version('tantivy')}"


def folder(library: Library) -> Path:
    """Where a library's index is."""
    return library.path / "index"


def _storage(path: Path) -> AtomicStorage:
    return AtomicStorage(path / "manifest.json", check=check_manifest)


def _files(path: Path) -> dict[str, int]:
    """The index's own files with their sizes."""
    return {
        p.name: p.stat().st_size
        for p in path.iterdir()
        if not p.name.startswith(_OTHERS) and p.suffix != ".lock"
    }


def _meta(path: Path) -> str:
    return hashlib.sha256((path / "meta.json").read_bytes()).hexdigest()


def _head(path: Path, library: Library) -> dict[str, str]:
    return {"version": version(), "meta": _meta(path), "library": library.identity()}


def write_manifest(path: Path, library: Library, shelves: Mapping[int, str]) -> None:
    """Say what is in an index now.

    Args:
        path: The index's folder.
        library: What it is of.
        shelves: Shelves all of whose pages are in it as they are, with their signatures.

    Raises:
        StoreError, OSError: It cannot be written.
    """
    known = {str(n): signature for n, signature in shelves.items()}
    _storage(path).write({"head": dict(_head(path, library)), "files": _files(path), "shelves": known})


def verified(path: Path, library: Library) -> Mapping[int, str] | None:
    """The signatures of the shelves in an index; None where its files are not those that its manifest
    names.
    """
    try:
        if not is_ours(path):
            return None
        tables = _storage(path).read()
        if tables is None or tables["head"] != _head(path, library):
            return None
        if not tables["files"].items() <= _files(path).items():
            return None
        return {int(n): str(signature) for n, signature in tables["shelves"].items()}
    except (OSError, StoreError, KeyError, TypeError, ValueError, AttributeError):
        return None


def is_current(library: Library) -> bool:
    """Whether the index on disk knows every shelf of a library as it is."""
    return verified(folder(library), library) == library.shelf_signatures()
