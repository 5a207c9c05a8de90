"""The files of a library folder, which may be a stranger's: regular files in real folders, or a sentence.

A link is not followed (it may name any file of the user's), a FIFO or device is not waited for, a
file larger than any table is not read into memory.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wxreader.errors import DamagedError, StoreError
from wxreader.i18n import _

LARGEST = 1 << 30
"""Bytes of a file that is read whole (chosen: a catalogue of a million rows has 300 MB)."""
FOLDERS = frozenset({"pages", "backups", "index", "shelves", "table"})
"""Names in a library that are folders; everything else is a file."""
SET_ASIDE = ".damaged-"
"""Stands in the name of what was set aside."""


class ForeignError(DamagedError):
    """Something in a library that no wxreader makes: a link, a pipe, a device, a folder for a file."""


def _kind(mode: int) -> str:
    """What a file is, by its mode."""
    kinds = {
        stat.S_IFLNK: _("a symbolic link"),
        stat.S_IFIFO: _("a named pipe"),
        stat.S_IFSOCK: _("a socket"),
        stat.S_IFCHR: _("a device"),
        stat.S_IFBLK: _("a device"),
        stat.S_IFDIR: _("a folder"),
    }
    return kinds.get(stat.S_IFMT(mode), _("a file"))


def _foreign(path: Path, mode: int, wanted: str) -> ForeignError:
    return ForeignError(
        _(
            "{path} is {kind}, not {wanted}; it is left alone: `wxreader check --repair` sets it aside",
            path=path,
            kind=_kind(mode),
            wanted=wanted,
        )
    )


def own_folder(path: Path) -> None:
    """Refuse a folder of a library that is a link or no folder; one that is not there is no error.

    Raises:
        ForeignError: It is something else.
    """
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(
            _("{path} cannot be read ({strerror})", path=path, strerror=error.strerror)
        ) from None
    if not stat.S_ISDIR(mode):
        raise _foreign(path, mode, _("a folder"))


def own_file(path: Path) -> None:
    """Refuse a file of a library that is a link, a pipe, a device or a folder, or whose folder is a link.

    Raises:
        ForeignError: It is.
    """
    own_folder(path.parent)
    with suppress(FileNotFoundError):
        mode = os.lstat(path).st_mode
        if not stat.S_ISREG(mode):
            raise _foreign(path, mode, _("a file"))


def open_own(path: Path) -> int:
    """A descriptor of a file of a library, for reading; the caller closes it.

    Raises:
        FileNotFoundError: It is not there.
        ForeignError: It is no regular file, or its folder is a link.
        OSError: It cannot be opened.
    """
    own_file(path)
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY | os.O_NOFOLLOW)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):  # put there since we looked
        os.close(handle)
        raise _foreign(path, mode, _("a file"))
    return handle


def read_own(path: Path, limit: int = LARGEST) -> bytes:
    """The bytes of a file of a library.

    Raises:
        FileNotFoundError: It is not there.
        StoreError: It is no regular file, is too large, or cannot be read.
    """
    try:
        with os.fdopen(open_own(path), "rb") as file:
            if os.fstat(file.fileno()).st_size > limit:
                raise DamagedError(_("{path} is larger than any file of a library", path=path))
            return file.read(limit)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(
            _("{path} cannot be read ({strerror})", path=path, strerror=error.strerror)
        ) from None


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something in a library that no wxreader makes."""

    path: Path
    problem: str
    """One sentence that names it."""


def find_foreign(root: Path) -> Iterator[Foreign]:
    """Everything in a library's folder that is a link, a pipe, a device, or a folder for a file."""
    with suppress(OSError), os.scandir(root) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if SET_ASIDE in entry.name:
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            folder = entry.name in FOLDERS
            if stat.S_ISDIR(mode) and not folder and _is_a_file_of_ours(entry.name):
                yield Foreign(Path(entry.path), str(_foreign(Path(entry.path), mode, _("a file"))))
            elif folder and not stat.S_ISDIR(mode):
                yield Foreign(Path(entry.path), str(_foreign(Path(entry.path), mode, _("a folder"))))
            elif stat.S_ISDIR(mode):
                yield from find_foreign(Path(entry.path))
            elif not stat.S_ISREG(mode):
                yield Foreign(Path(entry.path), str(_foreign(Path(entry.path), mode, _("a file"))))


def _is_a_file_of_ours(name: str) -> bool:
    return name.endswith((".json", ".lock", ".pack", ".tab", ".ord"))


def set_aside(path: Path) -> str:
    """Rename something so that it is kept but no longer read; what a link points to is not touched.

    Returns:
        Its new name.

    Raises:
        OSError: It cannot be renamed.
    """
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    for number in range(100):
        kept = path.with_name(f"{path.name}{SET_ASIDE}{stamp}{f'-{number}' if number else ''}")
        if not os.path.lexists(kept):
            os.rename(path, kept)
            return kept.name
    raise FileExistsError(17, "too many", str(path))
