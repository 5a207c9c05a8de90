"""Writing a file so that a crash, a full disk or a power cut leaves the old one or the new one, whole.

    serialise -> temporary file beside (0600) -> write, fsync -> rename -> fsync the folder

TinyDB's own storage overwrites in place: one kill in 24 left a file that no longer parsed
(docs/safety.md). Nothing in the library is written any other way.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700
OF_OTHERS = 0o077
"""What the group and everybody may do."""


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, readable by its owner alone whatever the umask."""
    for folder in [path, *path.parents][::-1]:
        if not folder.exists():
            with contextlib.suppress(FileExistsError):
                folder.mkdir(mode=FOLDER_MODE)
                folder.chmod(FOLDER_MODE)


def keep_private(folder: Path) -> None:
    """Make the files in a folder, which another's code wrote, readable by their owner alone."""
    with os.scandir(folder) as entries:
        for entry in entries:
            regular = entry.is_file(follow_symlinks=False)
            if regular and entry.stat(follow_symlinks=False).st_mode & OF_OTHERS:
                with contextlib.suppress(OSError):
                    os.chmod(entry.path, FILE_MODE)


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in the folder durable."""
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_whole(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def write_temporary(path: Path, data: bytes) -> Path:
    """Write data to a durable temporary file beside `path`.

    Raises:
        OSError: It could not be written; no temporary file is left.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with contextlib.suppress(FileNotFoundError):
        os.unlink(temporary)  # a killed process's, or a link that a stranger put there
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
    try:
        try:
            os.fchmod(handle, FILE_MODE)
            _write_whole(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    return temporary


def write_atomic(path: Path, data: bytes) -> None:
    """Replace a file by data, all or nothing, and return once it is on the disk.

    Raises:
        OSError: Nothing was changed; no temporary file is left.
    """
    temporary = write_temporary(path, data)
    try:
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(path.parent)


def sweep_temporaries(folder: Path, name: str = "*") -> int:
    """Delete temporary files that a killed process left; the caller holds the lock of what is written there.

    Args:
        folder: Where they are.
        name: Of the file beside which they stand, where its folder has files under another lock.
    """
    count = 0
    for path in folder.glob(f".{name}.*.tmp"):
        with contextlib.suppress(OSError):
            path.unlink()
            count += 1
    return count
