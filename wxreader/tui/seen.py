"""Which sources were there when the reader was last left: what came since is new.

A convenience, as `state` is: where it cannot be read, nothing is new. A library of more sources than are
worth remembering at every exit has no such list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from wxreader.atomic import make_folder, write_atomic

MOST = 50_000
"""Sources that are remembered: 0.5 MB. Chosen."""


def _path(library: Path) -> Path:
    import platformdirs

    mark = hashlib.sha256(str(library.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Path(platformdirs.user_state_dir("wxreader", appauthor=False)) / f"seen-{mark}.txt"


def mark_of(source: str) -> str:
    """A source as it is remembered: eight characters for its name."""
    return hashlib.sha256(source.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def load_seen(library: Path) -> frozenset[str] | None:
    """The marks of the sources that were there; None where nothing is remembered."""
    with suppress(OSError, ValueError):
        return frozenset(_path(library).read_text("ascii").split())
    return None


def save_seen(library: Path, sources: Iterable[str]) -> None:
    """Remember the sources that are there now."""
    marks = {mark_of(s) for s in sources}
    before = load_seen(library)
    if len(marks) > MOST or before == frozenset(marks):
        return
    with suppress(OSError):
        make_folder(_path(library).parent)
        write_atomic(_path(library), "\n".join(sorted(marks)).encode("ascii"))
