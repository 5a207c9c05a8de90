"""What the user made: highlights, notes, bookmarks, read marks, places, saved searches.

These are somebody's words of years. Every change is read, made and written under the library's
lock, so two terminals never overwrite each other, and it is on the disk when the call returns.
Removing keeps the document in a table of its own until it is undone or purged.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from pathlib import Path

import orjson

from wxreader.atomic import sweep_temporaries
from wxreader.errors import DamagedError, KeptInMemoryError, NewerSchemaError, StoreError
from wxreader.i18n import _
from wxreader.library.edits import Act, Edit, apply_all
from wxreader.library.own import SET_ASIDE, ForeignError
from wxreader.library.rescue import find_rescues, words_of, write_rescue
from wxreader.library.storage import AtomicStorage, Tables
from wxreader.library.words import TABLES, Rescued, Words, is_newer
from wxreader.sifting import sift


def check_writable(edits: list[Edit]) -> None:
    """Refuse what would stand in the way of every later change.

    Raises:
        StoreError: A text that is not Unicode.
    """
    try:
        for edit in edits:
            orjson.dumps([edit.key, edit.doc])
    except TypeError as error:
        raise StoreError(
            _("this cannot be kept: it is no text ({reason}); nothing was changed", reason=error)
        ) from None


class UserData(Words):
    """The annotations of a library.

    Args:
        path: The file.
        backups: Folder of its last good versions.
        writing: Context manager that holds the library's write lock.
    """

    def __init__(
        self, path: Path, backups: Path, writing: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._storage = AtomicStorage(path, backups)
        self._writing = writing
        self._seen: tuple[int, int, int] | None = None
        self._tables: Tables = {}
        self._version = 0
        self.pending: list[Edit] = []
        """Changes that could not be written yet, in their order; what is read has them already."""
        self.recovered = ""
        """A sentence about what was recovered when the file was found damaged; empty where all was well."""

    # -- reading --------------------------------------------------------------------------------

    def _signature(self) -> tuple[int, int, int] | None:
        try:
            info = os.lstat(self._storage.path)
        except FileNotFoundError:
            return None
        return info.st_mtime_ns, info.st_size, info.st_ino

    def _read(self) -> Tables:
        """The tables as they are on disk now; parsed again only when the file changed."""
        signature = self._signature()
        if signature is None or signature != self._seen:
            self._tables = self._with_pending(self._recovering_read())
            self._seen = self._signature()
            self._version += 1
        return self._tables

    def _with_pending(self, tables: Tables) -> Tables:
        """Tables with the changes that could not be written yet."""
        return apply_all(self.pending, tables) if self.pending else tables

    def _recovering_read(self) -> Tables:
        """Read the file; where it is damaged, empty or missing though a backup exists,
        use the newest backup.
        """
        self.recovered = ""
        try:
            found = self._storage.read()
            if found is None:
                return (
                    self._sifted(self._from_backup(_("{path} is missing", path=self._storage.path)))
                    if self._storage.newest_backup()
                    else {}
                )
        except NewerSchemaError:
            raise
        except ForeignError as error:
            return self._sifted(self._from_backup(str(error), foreign=True))
        except DamagedError as error:
            return self._sifted(self._from_backup(str(error)))
        return self._sifted(found)

    def _sifted(self, tables: Tables) -> Tables:
        """The rows that are ours; the others stay in the file, in a table of their own."""
        good, problem = sift(tables)
        if problem:
            said = _("{path}: {problem}", path=self._storage.path, problem=problem)
            self.recovered = f"{self.recovered}; {said}" if self.recovered else said
        return good

    def _from_backup(self, reason: str, foreign: bool = False) -> Tables:
        """The newest backup's tables; the damaged file is set aside, never deleted.

        Args:
            reason: What is wrong with the file.
            foreign: It is a link, a pipe or a folder, which only `check --repair` touches.
        """
        backup = self._storage.newest_backup()
        path = self._storage.path
        aside = ""
        if path.exists() and not foreign:
            with suppress(OSError):
                stamp = datetime.fromtimestamp(path.stat().st_mtime, UTC)  # the same name for the same file
                kept = path.with_name(f"{path.name}{SET_ASIDE}{stamp:%Y%m%d-%H%M%S-%f}")
                with suppress(FileExistsError):
                    os.link(path, kept)
                aside = _("; the damaged file is kept as {name}", name=kept.name)
        if backup is None:
            if path.exists() and not aside and not foreign:
                raise StoreError(
                    _("{reason}, it has no backup, and it could not be set aside", reason=reason)
                )
            self.recovered = reason + aside + _("; there is no backup: starting with no annotations")
            return {}
        self.recovered = reason + aside + _("; restored from {name}", name=backup.name)
        return AtomicStorage(backup).read() or {}

    def version(self) -> int:
        """A number that grows whenever what is kept has changed, by us or another process."""
        self._read()
        return self._version

    def changed(self) -> bool:
        """Whether another process has written since the last read."""
        return self._signature() != self._seen

    # -- writing --------------------------------------------------------------------------------

    def _change(self, edits: list[Edit]) -> None:
        """Read, change, write: all under the lock.

        Raises:
            StoreError: The change holds what no file can (half of a surrogate pair); it is refused.
            KeptInMemoryError: The disk or another process stands in the way; the change is kept and made
                again with the next one.
        """
        check_writable(edits)
        before = len(self.pending)
        self.pending += edits
        try:
            self.write_pending()
        except NewerSchemaError:
            del self.pending[before:]
            raise
        except StoreError as error:
            self._version += 1
            try:
                self._tables, self._seen = self._with_pending(self._recovering_read()), self._signature()
            except StoreError:
                self._tables = apply_all(edits, self._tables)
            message = _("kept in memory, not on the disk; it will be tried again: {error}", error=error)
            raise KeptInMemoryError(message, str(error)) from None

    def write_pending(self) -> None:
        """Write what could not be written before.

        Raises:
            StoreError: It still cannot; it is still kept.
        """
        if self.pending:
            self.mend()

    def mend(self) -> None:
        """Write what reading gives: of a damaged file what could be restored, with what is pending.

        Raises:
            StoreError: It cannot be written.
        """
        with self._writing():
            path = self._storage.path
            sweep_temporaries(path.parent, path.name)
            tables = self._with_pending(self._recovering_read())
            self._storage.write(tables)
            self.pending.clear()
            self._tables, self._seen = tables, self._signature()
            self._version += 1

    def adopt(self, tables: Tables) -> int:
        """Keep rows of another library that are not here, or are older here; how many these were."""
        kept = self._read()
        edits = [
            Edit(act=Act.PUT, table=table, key=key, doc=doc)
            for table in TABLES
            for key, doc in tables.get(table, {}).items()
            if key not in kept.get(table, {}) or is_newer(doc, kept[table][key])
        ]
        if edits:
            self._change(edits)
        return len(edits)

    def rescue(self, library: Path) -> Rescued:
        """On the way out, however it came: write what is pending, or keep it elsewhere for the next start."""
        with suppress(StoreError):
            self.write_pending()
        if not self.pending:
            return Rescued()
        path = write_rescue(library, self.pending)
        words = () if path else tuple(words_of(self.pending))
        return Rescued(len(self.pending), path, words)

    def take_up(self, library: Path) -> int:
        """Make the changes that an earlier reader could not write.

        Returns:
            How many; they are in the file now, or pending.
        """
        count = 0
        for path, edits in find_rescues(library):
            count += len(edits)
            try:
                self._change([e for e in edits if not self._is_newer(e)])
            except StoreError:
                self.pending.clear()  # they stay in the rescue file
                return 0
            with suppress(OSError):
                path.unlink()
        return count

    def _is_newer(self, edit: Edit) -> bool:
        """Whether the row that an edit of an earlier session would replace was changed since."""
        made = edit.doc.get("modified") or edit.doc.get("removed_at")
        old = self._read().get(edit.table, {}).get(edit.key, {}).get("modified")
        return bool(made and old and str(old) > str(made))
