"""Keeps the table open: finds it, makes it anew where it disagrees with the shelves,
and never lets a reader see a damaged one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import RLock

from wxreader.errors import DamagedError, LockedError, NewerSchemaError, StoreError
from wxreader.i18n import _
from wxreader.library.shelves import Shelves, Stamp
from wxreader.library.table import EMPTY, Table, read_head
from wxreader.library.tabling import difference, open_table, update_table

Progress = Callable[[int, int], None]


class Keeper:
    """The table of a library, as this process reads it.

    Args:
        folder: Where the table is or is to be.
        shelves: What it is made from.
        locked: Holds the lock under which it is made.
    """

    def __init__(
        self, folder: Path, shelves: Shelves, locked: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self.folder = folder
        self._shelves = shelves
        self._locked = locked
        self._table: Table | None = None
        self._opening = RLock()
        self._elsewhere: tempfile.TemporaryDirectory[str] | None = None
        self.progress: Progress = lambda done, total: None
        """Called with (shelves read, shelves to read) while the table is made."""

    def now(self) -> Table:
        """The table; it stays the same until `forget` or `mend`.

        Raises:
            StoreError: The shelves cannot be read.
        """
        with self._opening:
            if self._table is None:
                self._table = self._open()
            return self._table

    def forget(self) -> None:
        """Look at the disk again when the table is next asked for."""
        with self._opening:
            self._table = None

    def _open(self) -> Table:
        stamps = self._stamps()
        found = open_table(self.folder)
        if found is not None:
            differs = difference(found.head, self._shelves, stamps)
            if not differs.stale and not differs.gone:
                return found
        elif not stamps:
            return Table(self.folder, EMPTY)
        try:
            return self.update()
        except NewerSchemaError:
            raise
        except StoreError as error:
            if found is not None and isinstance(error, LockedError):
                return found  # another process is making it: what there was reads on
            if isinstance(error, DamagedError):
                raise
            return self._make_elsewhere()

    def _stamps(self) -> dict[int, Stamp]:
        try:
            return self._shelves.stamps()
        except OSError as error:
            raise StoreError(
                _(
                    "{path}: the library cannot be read ({strerror})",
                    path=self._shelves.folder,
                    strerror=error.strerror,
                )
            ) from None

    def _make_elsewhere(self) -> Table:
        """Make a table of our own, because the library's folder cannot be written."""
        self._elsewhere = tempfile.TemporaryDirectory(prefix="wxreader-")
        return update_table(Path(self._elsewhere.name), self._shelves, self.progress)

    def update(self) -> Table:
        """Bring the table up to date with the shelves.

        Raises:
            StoreError: A shelf cannot be read, or the table not be written.
        """
        with self._opening, self._locked():
            self._table = update_table(self.folder, self._shelves, self.progress)
            return self._table

    def mend(self, damaged: Table) -> None:
        """Make the table anew where it turned out to be damaged.

        Raises:
            StoreError: It cannot be.
        """
        with self._opening:
            if self._table is not None and self._table is not damaged:
                return
            self._table = None
            with suppress(StoreError), self._locked():
                head = read_head(damaged.folder)
                if head is not None and head.generation == damaged.head.generation:
                    (damaged.folder / "head.json").unlink(missing_ok=True)
            self._table = self._open()
