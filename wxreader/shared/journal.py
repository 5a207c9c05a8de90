"""Notes that wait to be sent: on this machine's disk before the cluster is asked, gone when it has them.

Each process has a journal of its own, under a lock that dies with it; what a process left behind, the next
sends.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from wxreader.atomic import make_folder, write_atomic
from wxreader.errors import StoreError
from wxreader.i18n import _
from wxreader.library.edits import Edit
from wxreader.library.own import read_own
from wxreader.library.storage import decode, encode

LARGEST = 1 << 28
"""Bytes of a journal that is read (chosen)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A change that is to be sent."""

    edit: Edit
    seq_no: int = -1
    """Version of the document that was changed, in OpenSearch's numbers; -1 where there was none."""
    primary_term: int = 0
    by: str = ""
    """Who made it."""


class Journal:
    """The changes of a process that wait.

    Args:
        folder: Where journals are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.waiting: list[Waiting] = []
        """In their order."""
        self._path: Path | None = None
        self._lock: int | None = None

    @property
    def path(self) -> Path | None:
        """The file; None where nothing was ever kept."""
        return self._path

    def add(self, waiting: list[Waiting]) -> None:
        """Keep changes (StoreError where no disk takes them)."""
        self.waiting += waiting
        self.save()

    def save(self) -> None:
        """Write what waits; nothing waits: no file.

        Raises:
            StoreError: It cannot be written.
        """
        if not self.waiting:
            if self._path is not None:
                with suppress(OSError):
                    self._path.unlink(missing_ok=True)
            return
        try:
            path = self._own_path()
            rows = {f"{n:09}": asdict(w) for n, w in enumerate(self.waiting)}
            write_atomic(path, encode({"waiting": rows}))
        except OSError as error:
            raise StoreError(
                _("{path} cannot be written ({reason})", path=self.folder, reason=error.strerror)
            ) from None

    def _own_path(self) -> Path:
        """A file that is this process's, with its lock held."""
        if self._path is None:
            make_folder(self.folder)
            path = self.folder / f"journal-{os.getpid()}-{secrets.token_hex(4)}.json"
            self._lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._path = path
        return self._path

    def close(self) -> None:
        """Let the lock go; the file stays where changes wait."""
        if self._lock is not None and self._path is not None:
            if not self.waiting:
                with suppress(OSError):
                    self._path.with_suffix(".lock").unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = self._path = None

    def take_up(self) -> int:
        """Take over the changes that dead processes left behind, before one's own; how many there were."""
        found: list[Waiting] = []
        done: list[tuple[Path, int]] = []
        for path, lock in self._left():
            with suppress(OSError, StoreError, msgspec.ValidationError):
                rows = decode(read_own(path, LARGEST), str(path)).get("waiting", {})
                found += [msgspec.convert(rows[key], Waiting) for key in sorted(rows)]
            done.append((path, lock))
        if found:
            self.waiting = found + self.waiting
            self.save()
        for path, lock in done:
            if found:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
                    path.with_suffix(".lock").unlink(missing_ok=True)
            os.close(lock)
        return len(found)

    def _left(self) -> Iterator[tuple[Path, int]]:
        """Journals of dead processes, the oldest first, each with its lock held."""
        paths: list[tuple[float, Path]] = []
        with suppress(OSError):
            paths = sorted((p.stat().st_mtime, p) for p in self.folder.glob("journal-*.json"))
        for _time, path in paths:
            if path == self._path:
                continue
            with suppress(OSError):
                lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    os.close(lock)
                    continue
                yield path, lock
