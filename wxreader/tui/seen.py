"""How many sources there were when the reader was last left: what came since is new.

Sources keep their places in the library, new ones come after them, so a number tells them apart whatever
the library's size. A convenience, as `state` is: where it cannot be read, everything is new.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from wxreader.atomic import make_folder, write_atomic


def _path(library: Path) -> Path:
    import platformdirs

    mark = hashlib.sha256(str(library.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Path(platformdirs.user_state_dir("wxreader", appauthor=False)) / f"seen-{mark}.txt"


def load_seen(library: Path) -> int | None:
    """How many sources there were; None where nothing is remembered."""
    with suppress(OSError, ValueError):
        return int(_path(library).read_text("ascii"))
    return None


def save_seen(library: Path, sources: int) -> None:
    """Remember how many sources there are now."""
    if load_seen(library) == sources:
        return
    with suppress(OSError):
        make_folder(_path(library).parent)
        write_atomic(_path(library), str(sources).encode("ascii"))
