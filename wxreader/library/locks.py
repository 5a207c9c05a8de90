"""The library's folder for who writes to it: made where it is missing, and locked a part at a time.

Apart from `library`, which knows what the parts are: here are the system's refusals, each with a sentence.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wxreader.atomic import make_folder
from wxreader.errors import LockedError, StoreError
from wxreader.i18n import _
from wxreader.library.own import own_file, own_folder


def make_library(path: Path, parts: Iterable[str]) -> None:
    """Make a library's folder, with a lock for each of some parts.

    Raises:
        StoreError: It cannot be made or written; the message names it.
    """
    try:
        for name in ("pages", "backups", "shelves", "table"):
            own_folder(path / name)
        for name in ("pages", "backups"):
            make_folder(path / name)
            own_folder(path / name)
        for part in parts:
            own_file(path / f".{part}.lock")
            os.close(os.open(path / f".{part}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise StoreError(
            _(
                "{path}: the library folder cannot be written ({strerror}); "
                "choose another with --library DIR",
                path=path,
                strerror=error.strerror,
            )
        ) from None


@contextmanager
def locked(path: Path, part: str, timeout: float) -> Iterator[None]:
    """Hold the write lock of a part; a dead process's lock is free.

    Args:
        path: The library's folder.
        part: Its name.
        timeout: Seconds to wait for another process.

    Raises:
        LockedError: Another process writes for longer than that.
        StoreError: It cannot be locked.
    """
    from filelock import FileLock, Timeout  # 15 ms that reading alone need not pay

    own_file(path / f".{part}.lock")
    lock = FileLock(path / f".{part}.lock", timeout=timeout, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError(
            _("{path}: another wxreader is writing to this library; try again when it is done", path=path)
        ) from None
    except OSError as error:
        raise StoreError(
            _("{path}: the library cannot be locked ({strerror})", path=path, strerror=error.strerror)
        ) from None
    try:
        yield
    finally:
        lock.release()
