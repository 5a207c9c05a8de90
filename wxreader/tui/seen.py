"""What was there when the reader was last left: what came since is new.

The library gives a word for it (`Store.now`), as short for a million articles as for ten. A convenience, as
`state` is: where it cannot be read, everything is new.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from wxreader.atomic import make_folder, write_atomic

LONGEST = 40
"""Characters of such a word."""


def _path(library: Path) -> Path:
    import platformdirs

    mark = hashlib.sha256(str(library.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Path(platformdirs.user_state_dir("wxreader", appauthor=False)) / f"seen-{mark}.txt"


def load_seen(library: Path) -> str:
    """The word for what was there; "" where nothing is remembered."""
    with suppress(OSError, ValueError):
        return _path(library).read_text("ascii")[:LONGEST]
    return ""


def save_seen(library: Path, now: str) -> None:
    """Remember the word for what is there now."""
    if load_seen(library) == now:
        return
    with suppress(OSError):
        make_folder(_path(library).parent)
        write_atomic(_path(library), now.encode("ascii"))
