"""Changes that could not be written, carried over to the next start:
on whatever disk has room, else on the screen.

A full disk, a library taken away, another process that holds the lock: what the user made in memory
is written to a file elsewhere when the reader ends, however it ends, and made when it is next opened.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import msgspec

from wxreader.atomic import make_folder, write_atomic
from wxreader.errors import StoreError
from wxreader.library.edits import Edit
from wxreader.library.own import read_own
from wxreader.library.storage import decode, encode
from wxreader.logbook import state_folder

PREFIX = "rescue-"
LARGEST = 1 << 28
"""Bytes of a rescue file that is read (chosen)."""


def _folders(library: Path) -> list[Path]:
    """Where a rescue file may be, the best place first."""
    folders = [state_folder(), library]
    with suppress(FileNotFoundError):  # on a full disk no folder is good enough for Python
        folders.append(Path(tempfile.gettempdir()) / f"wxreader-{os.getuid()}")
    return folders


def _stem(library: Path) -> str:
    return PREFIX + hashlib.sha256(os.fsencode(library.absolute())).hexdigest()[:16]


def write_rescue(library: Path, edits: Sequence[Edit]) -> Path | None:
    """Keep changes of a library for its next start.

    Returns:
        The file; None where no disk has room.
    """
    rows = {f"{n:09}": asdict(edit) for n, edit in enumerate(edits)}
    raw = encode(
        {
            "edits": rows,
            "library": {"1": {"path": os.fsencode(library.absolute()).decode("utf-8", "backslashreplace")}},
        }
    )
    for folder in _folders(library):
        path = folder / f"{_stem(library)}-{secrets.token_hex(4)}.json"
        with suppress(OSError):
            make_folder(folder)
            if folder.stat().st_uid == os.getuid():  # /tmp is everybody's
                write_atomic(path, raw)
                return path
    return None


def find_rescues(library: Path) -> Iterator[tuple[Path, list[Edit]]]:
    """The rescue files of a library that are this user's own and verify, the oldest first."""
    found: list[tuple[float, Path]] = []
    for folder in _folders(library):
        with suppress(OSError):
            for path in folder.glob(f"{_stem(library)}-*.json"):
                info = path.lstat()
                if stat.S_ISREG(info.st_mode) and info.st_uid == os.getuid():
                    found.append((info.st_mtime, path))
    for _time, path in sorted(found):
        with suppress(OSError, StoreError, msgspec.ValidationError):
            rows = decode(read_own(path, LARGEST), str(path)).get("edits", {})
            yield path, [msgspec.convert(rows[key], Edit) for key in sorted(rows)]


def words_of(edits: Sequence[Edit]) -> Iterator[str]:
    """What the user wrote in changes, a sentence or note each: for where nothing can be written anywhere."""
    for edit in edits:
        for name in ("note", "after", "query"):
            if edit.doc.get(name):
                yield str(edit.doc[name])
        selector = edit.doc.get("selector")
        if isinstance(selector, dict):
            yield str(selector.get("exact", ""))
