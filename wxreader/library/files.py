"""Finding and reading dump files from anywhere: never blocking, never following a link out, always by name.

A FIFO or device is refused instead of waited for, a huge file by its size, a loop of links once.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from wxreader.errors import LoadError
from wxreader.i18n import _

MAX_BYTES = 8_000_000
"""Default limit for one file: a newspaper page is 10 KB; a screen of 8 MB helps nobody."""
SUFFIXES = ("", ".txt", ".text", ".asc", ".dump", ".pdf")
"""Endings that are taken from a folder; a file that is named itself may end in anything."""


def printable_name(path: Path) -> str:
    """A file's name as text: bytes that are not UTF-8 are written as \\udcXX."""
    return path.name.encode("utf-8", "backslashreplace").decode()


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file.

    Raises:
        LoadError: It is missing, unreadable, no regular file, or larger than `limit` bytes.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except FileNotFoundError:
        raise LoadError(_("{path}: no such file", path=path)) from None
    except OSError as error:
        raise LoadError(
            _("{path}: cannot be read ({strerror})", path=path, strerror=error.strerror)
        ) from None
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            raise LoadError(_("{path}: not a regular file", path=path))
        if info.st_size > limit:
            raise LoadError(
                _("{path}: larger than {limit:,} bytes; --max-bytes sets the limit", path=path, limit=limit)
            )
        with os.fdopen(os.dup(handle), "rb") as file:
            data = file.read(info.st_size + 1)  # the file may have grown since
    except OSError as error:
        raise LoadError(
            _("{path}: cannot be read ({strerror})", path=path, strerror=error.strerror)
        ) from None
    finally:
        os.close(handle)
    if len(data) > limit:
        raise LoadError(
            _("{path}: larger than {limit:,} bytes; --max-bytes sets the limit", path=path, limit=limit)
        )
    return data


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """Files below a folder in the order of their names; links are not followed, hidden names left out."""
    info = os.stat(folder)
    if (info.st_dev, info.st_ino) in seen:
        return
    seen.add((info.st_dev, info.st_ino))
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda e: e.name)
    for entry in ordered:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), seen)
        elif entry.is_file(follow_symlinks=False) and os.path.splitext(entry.name)[1].lower() in SUFFIXES:
            yield Path(entry.path)


def find_files(path: Path) -> list[Path]:
    """The dumps that a path names: itself, or the text files below a folder.

    Raises:
        LoadError: It does not exist, or is a folder without text files.
    """
    try:
        if not path.is_dir():
            if not path.exists() and not path.is_symlink():
                raise LoadError(_("{path}: no such file or folder", path=path))
            return [path]
        found = list(_walk(path, set()))
    except OSError as error:
        raise LoadError(
            _("{path}: cannot be read ({strerror})", path=error.filename or path, strerror=error.strerror)
        ) from None
    if not found:
        raise LoadError(_("{path}: no text files in this folder (names ending in .txt)", path=path))
    return found
