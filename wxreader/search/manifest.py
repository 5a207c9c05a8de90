"""What the search index says of itself: which files it has and which pages are in it. Read without loading tantivy.

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

LAYOUT = 1
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


def write_manifest(path: Path, revisions: Mapping[str, str]) -> None:
    """Say what is in an index now.

    Raises:
        StoreError, OSError: It cannot be written.
    """
    head = {"version": version(), "meta": _meta(path)}
    _storage(path).write({"head": head, "files": _files(path), "revisions": dict(revisions)})


def verified(path: Path) -> Mapping[str, str] | None:
    """The revisions of the pages in an index; None where its files are not those that its manifest names."""
    try:
        if not is_ours(path):
            return None
        tables = _storage(path).read()
        if tables is None or tables["head"] != {"version": version(), "meta": _meta(path)}:
            return None
        return tables["revisions"] if tables["files"].items() <= _files(path).items() else None
    except (OSError, StoreError, KeyError, TypeError):
        return None


def stale(wanted: Mapping[str, str], have: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Sources whose page in the index is missing or old, and sources in it that the library no longer has so."""
    fresh = [name for name, revision in wanted.items() if have.get(name) != revision]
    old = [name for name, revision in have.items() if wanted.get(name) != revision]
    return fresh, old


def is_current(library: Library) -> bool:
    """Whether the index on disk knows every page of a library as it is."""
    return verified(folder(library)) == library.revisions()
