"""What the user made: highlights, notes, bookmarks, read marks, places, saved searches.

These are somebody's words of years. Every change is read, made and written under the library's
lock, so two terminals never overwrite each other, and it is on the disk when the call returns.
Removing keeps the document in a table of its own until it is undone or purged.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from wxreader.errors import DamagedError, KeptInMemoryError, NewerSchemaError, NotFoundError, StoreError
from wxreader.i18n import _
from wxreader.library.codec import annotation_doc, correction_doc, read_annotation, read_correction
from wxreader.library.edits import NUMBER, Act, Edit, apply_all
from wxreader.library.own import SET_ASIDE, ForeignError
from wxreader.library.rescue import find_rescues, words_of, write_rescue
from wxreader.library.storage import AtomicStorage, Tables
from wxreader.model import Annotation, Code, Correction
from wxreader.sifting import sift

COLORS = ("yellow", "green", "blue", "red", "purple")
"""Names of the highlight colours; keys 1 to 5 in this order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far an article was read."""

    article: str
    read: bool = False
    paragraph: int = -1
    """Paragraph at the top of the pane when it was left."""
    offset: int = 0
    """First character of the line at the top."""


_READING = tuple(f.name for f in fields(Reading))


def now() -> str:
    """The time as annotations keep it: ISO 8601 with zone, to the microsecond, so that order is kept."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new_id() -> str:
    """An annotation's id: twelve hexadecimal characters."""
    return secrets.token_hex(6)


@dataclass(frozen=True, slots=True)
class Rescued:
    """What became of changes that could not be written before the reader ended."""

    count: int = 0
    """How many there were; 0 where everything is on the disk."""
    path: Path | None = None
    """The file that keeps them; None where no disk has room."""
    words: tuple[str, ...] = ()
    """What the user wrote in them, where there is no file."""


def _put(table: str, key: str, doc: dict[str, Any]) -> Edit:
    return Edit(act=Act.PUT, table=table, key=key, doc=doc)


def _remove(table: str, key: str) -> Edit:
    return Edit(act=Act.REMOVE, table=table, key=key, doc={"removed_at": now()})


def _check_writable(edits: list[Edit]) -> None:
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


class UserData:
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

    def all(self) -> list[Annotation]:
        """Every annotation, oldest first."""
        found = [read_annotation(doc) for doc in self._read().get("annotations", {}).values()]
        return sorted(found, key=lambda a: (a.created, a.id))

    def of(self, article: str) -> list[Annotation]:
        """The annotations of an article."""
        return [
            read_annotation(d)
            for d in self._read().get("annotations", {}).values()
            if d["article"] == article
        ]

    def reading(self) -> dict[str, Reading]:
        """How far each article was read."""
        return {
            key: Reading(**{name: doc[name] for name in _READING if name in doc})
            for key, doc in self._read().get("reading", {}).items()
        }

    def searches(self) -> list[str]:
        """The saved searches, in the order in which they were saved."""
        found = self._read().get("searches", {}).values()
        return [doc["query"] for doc in sorted(found, key=lambda d: d["created"])]

    # -- writing --------------------------------------------------------------------------------

    def _change(self, edits: list[Edit]) -> None:
        """Read, change, write: all under the lock.

        Raises:
            StoreError: The change holds what no file can (half of a surrogate pair); it is refused.
            KeptInMemoryError: The disk or another process stands in the way; the change is kept and made
                again with the next one.
        """
        _check_writable(edits)
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
            tables = self._with_pending(self._recovering_read())
            self._storage.write(tables)
            self.pending.clear()
            self._tables, self._seen = tables, self._signature()
            self._version += 1

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

    def put(self, annotations: Iterable[Annotation], corrections: Iterable[Correction] = ()) -> None:
        """Add annotations (and corrections), or replace those with the same ids; one write."""
        self._change(
            [
                *(_put("annotations", a.id, annotation_doc(a)) for a in annotations),
                *(_put("corrections", c.id, correction_doc(c)) for c in corrections),
            ]
        )

    def remove(self, ids: Iterable[str]) -> None:
        """Take annotations away; they are kept among the removed ones."""
        self._change([_remove("annotations", key) for key in ids])

    def get(self, key: str) -> Annotation:
        """An annotation by its id.

        Raises:
            NotFoundError: There is none.
        """
        doc = self._read().get("annotations", {}).get(key)
        if doc is None:
            raise NotFoundError(
                _("no annotation has the id {key!r}; `wxreader annotations` lists them", key=key)
            )
        return read_annotation(doc)

    def bookmark(self, article: str) -> Annotation | None:
        """The bookmark of a whole article; None where there is none."""
        return next((a for a in self.of(article) if a.kind == "bookmark" and a.selector is None), None)

    def corrections(self, source: str = "") -> list[Correction]:
        """The corrections of a source, or all of them, in the order in which they were made."""
        rows = self._read().get("corrections", {}).values()
        found = [(d.get(NUMBER, 0), read_correction(d)) for d in rows if not source or d["source"] == source]
        return [c for _n, c in sorted(found, key=lambda f: (f[0], f[1].created, f[1].id))]

    def correct(self, correction: Correction) -> None:
        """Keep a correction."""
        self._change([_put("corrections", correction.id, correction_doc(correction))])

    def take_back(self, *keys: str) -> None:
        """Take corrections away; they are kept among the removed ones."""
        self._change([_remove("corrections", key) for key in keys])

    def mark_reading(self, *marks: Reading) -> None:
        """Keep how far articles were read."""
        self._change([_put("reading", mark.article, asdict(mark)) for mark in marks])

    def save_search(self, query: str) -> None:
        """Keep a search."""
        self._change([_put("searches", query, {"query": query, "created": now()})])

    def drop_search(self, query: str) -> None:
        """Keep a search no longer."""
        self._change([Edit(act=Act.DROP, table="searches", key=query)])

    def codes(self) -> list[Code]:
        """What the codebook says of tags, by name."""
        docs = self._read().get("codes", {}).values()
        codes = [Code(doc["tag"], doc.get("color", ""), doc.get("description", "")) for doc in docs]
        return sorted(codes, key=lambda code: code.tag)

    def retag(
        self, annotations: Iterable[Annotation], codes: Iterable[Code] = (), dropped: Iterable[str] = ()
    ) -> None:
        """Keep annotations with other tags, and what the codebook says of tags; one write.

        Args:
            annotations: As they are from now on.
            codes: Entries of the codebook that are new or changed.
            dropped: Tags that the codebook says nothing of any more.
        """
        self._change(
            [
                *(_put("annotations", a.id, annotation_doc(a)) for a in annotations),
                *(Edit(act=Act.DROP, table="codes", key=tag) for tag in dropped),
                *(_put("codes", code.tag, asdict(code)) for code in codes),
            ]
        )
