"""What the users of a shared archive made: one index, a document a row, changed under its version.

A mirror in memory is what is read; it is brought up to date by asking for documents whose sequence number
is greater than the last one seen. A change is on this machine's disk before it is sent. Where somebody else
changed the
same note meanwhile, theirs stays and ours becomes a note of its own beside it: neither is lost.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import Any

import orjson

from wxreader.errors import KeptInMemoryError, StoreError
from wxreader.i18n import _, ngettext
from wxreader.library.edits import Act, Edit, Tables, apply_all
from wxreader.library.userdata import check_writable
from wxreader.library.words import Rescued, Words, is_newer
from wxreader.model import Annotation
from wxreader.shared.connection import ConflictError, Connection, Json, MissingLibraryError, UnreachableError
from wxreader.shared.journal import Journal, Waiting
from wxreader.shared.note_documents import COMMON, OWN, copy_of, note_id, shaped
from wxreader.shared.schema import make_index
from wxreader.sifting import sift

PIECE = 2000
"""Documents read at once."""
OVERLAP = 30.0
"""Seconds: a document may show up that long after one with a greater number (chosen; a refresh takes one)."""


class BothKeptError(KeptInMemoryError):
    """Somebody else changed the same note meanwhile; both are kept."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A document of the index as it was last seen."""

    doc: Json
    seq_no: int
    primary_term: int
    removed: bool


class SharedNotes(Words):
    """The annotations of a shared archive, as one of its users sees and changes them.

    Args:
        connection: To the cluster.
        index: The index's name.
        author: Whose changes these are.
        folder: Where changes wait that could not be sent.
    """

    def __init__(self, connection: Connection, index: str, author: str, folder: Path) -> None:
        self._connection = connection
        self.index = index
        self.author = author
        self._journal = Journal(folder)
        self._known: dict[tuple[str, str], _Known] = {}
        self._seen: list[tuple[float, int]] = [(-math.inf, -1)]
        """When which sequence number was the greatest, the latest first."""
        self._loaded = False
        self._tables: Tables | None = None
        self._version = 0
        self._guard = RLock()
        self.recovered = ""

    # -- reading --------------------------------------------------------------------------------

    @property
    def pending(self) -> list[Edit]:  # type: ignore[override]
        """Changes that could not be sent yet."""
        return [w.edit for w in self._journal.waiting]

    def at_risk(self) -> int:
        """None: what waits is on this machine's disk."""
        return 0

    def is_own(self, annotation: Annotation) -> bool:
        """Whether an annotation is this user's."""
        return annotation.author in ("", self.author)

    def version(self) -> int:
        """A number that grows whenever the mirror has changed."""
        return self._version

    def _read(self) -> Tables:
        with self._guard:
            if not self._loaded:
                self.pull()
                self._take_up()
            if self._tables is None:
                self._tables = self._made()
            return self._tables

    def _made(self) -> Tables:
        tables: dict[str, dict[str, Any]] = {}
        for (table, key), known in self._known.items():
            tables.setdefault("removed" if known.removed else table, {})[key] = known.doc
        good, problem = sift(tables)
        self.recovered = f"{self._connection.address.name}: {problem}" if problem else ""
        return apply_all(self.pending, good) if self._journal.waiting else good

    def pull(self) -> frozenset[str]:
        """Bring the mirror up to date with what anybody changed.

        Returns:
            The tables in which anything did.

        Raises:
            StoreError: The cluster cannot say.
        """
        with self._guard:
            now, changed = time.monotonic(), set()
            after = next((n for t, n in self._seen if t < now - OVERLAP), -1)
            newest = self._seen[0][1]
            for hit in self._changes(after):
                newest = max(newest, hit["_seq_no"])
                table = self._take(hit)
                if table:
                    changed.add(table)
            self._loaded = True
            self._seen.insert(0, (now, newest))
            older = next((i for i, (t, _n) in enumerate(self._seen) if t < now - OVERLAP), len(self._seen))
            del self._seen[older + 1 :]
            if changed:
                self._changed()
            return frozenset(changed)

    def _changed(self) -> None:
        self._tables = None
        self._version += 1

    def _changes(self, after: int) -> Iterable[Json]:
        mine = {"bool": {"filter": [{"terms": {"table": OWN}}, {"term": {"author": self.author}}]}}
        either = [{"terms": {"table": COMMON}}, mine]
        while True:
            newer = {"range": {"_seq_no": {"gt": after}}}
            body = {
                "size": PIECE,
                "query": {"bool": {"filter": [newer], "should": either, "minimum_should_match": 1}},
                "sort": [{"_seq_no": "asc"}],
                "seq_no_primary_term": True,
            }
            try:
                hits = self._connection.search(self.index, body)["hits"]["hits"]
            except MissingLibraryError:
                return
            yield from hits
            if len(hits) < PIECE:
                return
            after = hits[-1]["_seq_no"]

    def _take(self, hit: Json) -> str:
        """Take a document into the mirror; its table where it was not known so."""
        source = hit.get("_source", {})
        table, key, doc = source.get("table"), source.get("key"), source.get("doc")
        if not (isinstance(table, str) and isinstance(key, str) and isinstance(doc, dict)):
            return ""
        if table not in (*COMMON, *OWN) or hit["_id"] != note_id(table, key, source.get("author", "")):
            return ""  # a stranger's document that would stand in another's place
        if table == "annotations":
            doc = {**doc, "author": str(source.get("author") or "")}
        known = self._known.get((table, key))
        if known is not None and known.seq_no >= hit["_seq_no"]:
            return ""
        self._known[table, key] = _Known(
            doc, hit["_seq_no"], hit["_primary_term"], source.get("removed") is True
        )
        return table

    # -- writing --------------------------------------------------------------------------------

    def _change(self, edits: list[Edit]) -> None:
        check_writable(edits)
        with self._guard:
            with suppress(UnreachableError):
                self._read()
            for edit in edits:
                self._refuse_others(edit)
            fresh = [self._waiting(edit) for edit in edits]
            try:
                self._journal.add(fresh)
            except StoreError:
                self._withdraw(fresh)
                raise
            self._changed()
            try:
                self.write_pending()
            except KeptInMemoryError:
                raise
            except UnreachableError as error:
                message = _(
                    "kept on this machine, sent when the archive can be reached: {error}", error=error
                )
                raise KeptInMemoryError(message, message) from None
            except StoreError:
                self._withdraw(fresh)
                self._journal.save()
                raise

    def _withdraw(self, fresh: list[Waiting]) -> None:
        """Take changes that were refused out of those that wait."""
        refused = set(map(id, fresh))
        self._journal.waiting[:] = [w for w in self._journal.waiting if id(w) not in refused]
        self._changed()

    def _refuse_others(self, edit: Edit) -> None:
        known = self._known.get((edit.table, edit.key))
        if edit.table != "annotations" or known is None or known.removed:
            return
        author = known.doc.get("author", "")
        if author != self.author:
            raise StoreError(_("this is {author}'s; only they change it", author=author or "?"))

    def _waiting(self, edit: Edit) -> Waiting:
        if edit.table == "annotations" and edit.act == Act.PUT:
            edit = replace(edit, doc={**edit.doc, "author": edit.doc.get("author") or self.author})
        known = self._known.get((edit.table, edit.key))
        if known is None:
            return Waiting(edit=edit, by=self.author)
        return Waiting(edit=edit, seq_no=known.seq_no, primary_term=known.primary_term, by=self.author)

    def write_pending(self) -> None:
        """Send what waits, in order, each once.

        Raises:
            UnreachableError: The cluster is away; what is not sent still waits.
            BothKeptError: Somebody else changed the same note meanwhile.
            StoreError: The cluster refuses a change; it is set aside in the journal's folder.
        """
        with self._guard:
            if not self._journal.waiting:
                return
            make_index(self._connection, "notes", self.index, "")
            sent: dict[tuple[str, str], _Known] = {}
            moved: dict[str, str] = {}
            both = 0
            try:
                while self._journal.waiting:
                    both += self._send(self._journal.waiting[0], sent, moved)
                    self._journal.waiting.pop(0)
            finally:
                self._journal.save()
                self._changed()
            if both:
                message = ngettext(
                    "somebody else changed this note meanwhile: theirs and yours are both kept",
                    "somebody else changed {n} notes meanwhile: theirs and yours are both kept",
                    both,
                )
                raise BothKeptError(message, message)

    def _send(self, waiting: Waiting, sent: dict[tuple[str, str], _Known], moved: dict[str, str]) -> int:
        """Send one change; how many notes had to be kept twice."""
        edit = waiting.edit
        if edit.table == "annotations" and edit.key in moved:  # what came before it became a note of its own
            edit = replace(edit, key=moved[edit.key], doc={**edit.doc, "id": moved[edit.key]})
        place = (edit.table, edit.key)
        based = sent.get(place) or self._based(waiting, place)
        document = self._document(edit, waiting.by or self.author)
        if document is None:
            return 0
        try:
            sent[place] = self._put(document, based)
            return 0
        except ConflictError:
            return self._settle(document, waiting, sent, moved)

    def _based(self, waiting: Waiting, place: tuple[str, str]) -> _Known | None:
        if waiting.seq_no < 0:
            return None
        return _Known({}, waiting.seq_no, waiting.primary_term, removed=False)

    def _document(self, edit: Edit, author: str) -> Json | None:
        """The document that a change leaves; None where there is nothing to change."""
        known = self._known.get((edit.table, edit.key))
        if edit.act == Act.PUT:
            doc = edit.doc
            if edit.table == "corrections":
                tables: dict[str, dict[str, Any]] = {"corrections": {}, "removed": {}}
                for (table, key), k in self._known.items():
                    if table == "corrections":
                        tables["removed" if k.removed else table][key] = k.doc
                edit.apply(tables)
                doc = tables["corrections"][edit.key]
            return shaped(edit, doc, author, removed=False)
        if known is None:
            return None
        return shaped(edit, {**known.doc, **edit.doc}, author, removed=True)

    def _put(self, document: Json, based: _Known | None) -> _Known:
        """Write a document in place of the version that it was made from; of none where it is new.

        Raises:
            ConflictError: There is another version.
        """
        table, key = document["table"], document["key"]
        params: Json = {"if_seq_no": based.seq_no, "if_primary_term": based.primary_term} if based else {}
        if based is None:
            params = {"op_type": "create"}
        path = f"/{self.index}/_doc/{note_id(table, key, document['author'])}"
        done = self._connection.ask("PUT", path, document, refresh="true", **params)
        doc = document["doc"]
        if table == "annotations":
            doc = {**doc, "author": document["author"]}
        self._known[table, key] = _Known(doc, done["_seq_no"], done["_primary_term"], document["removed"])
        return self._known[table, key]

    def _settle(
        self,
        document: Json,
        waiting: Waiting,
        sent: dict[tuple[str, str], _Known],
        moved: dict[str, str],
    ) -> int:
        """What is done where the document is another than the one that was changed."""
        table, key = document["table"], document["key"]
        path = f"/{self.index}/_doc/{note_id(table, key, document['author'])}"
        try:
            found = self._connection.ask("GET", path)
        except MissingLibraryError:
            sent[table, key] = self._put(document, None)
            return 0
        self._take(found)
        current = _Known({}, found["_seq_no"], found["_primary_term"], removed=False)
        if found.get("_source") == orjson.loads(orjson.dumps(document)):
            sent[table, key] = current  # the answer to an earlier sending was lost
            return 0
        if table != "annotations" or found["_source"].get("removed") is True:
            sent[table, key] = self._put(document, current)
            return 0
        if document["removed"]:
            return 1  # somebody wrote into what was to be taken away: it stays
        copied = copy_of(document, waiting)
        moved[key] = copied["key"]
        try:
            sent[table, copied["key"]] = self._put(copied, None)
        except ConflictError:  # sent before, the answer was lost
            return 1
        return 1

    # -- coming and going -----------------------------------------------------------------------

    def _take_up(self) -> None:
        if self._journal.take_up():
            self._changed()
            with suppress(StoreError):
                self.write_pending()

    def take_up(self, library: Path) -> int:
        """Send what an earlier reader could not; how many changes there were."""
        with self._guard:
            self._read()
            count = self._journal.take_up()
            if count:
                with suppress(KeptInMemoryError, UnreachableError):
                    self.write_pending()
            return count

    def rescue(self, library: Path) -> Rescued:
        """On the way out: send what waits, or say where it waits."""
        with suppress(StoreError):
            self.write_pending()
        count, path = len(self._journal.waiting), self._journal.path
        self._journal.close()
        return Rescued(count, path) if count else Rescued()

    # -- all of it ------------------------------------------------------------------------------

    def adopt(self, tables: Tables) -> int:
        """Keep rows of another library that are not here, or are older here; how many these were."""
        with self._guard:
            self._read()
            operations: list[tuple[Json, bytes | None]] = []
            for table in (*COMMON, *OWN):
                for key, doc in tables.get(table, {}).items():
                    known = self._known.get((table, key))
                    if known is not None and not is_newer(doc, known.doc):
                        continue
                    edit = Edit(act=Act.PUT, table=table, key=key, doc=doc)
                    document = shaped(edit, doc, self.author, removed=False)
                    action = {"index": {"_index": self.index, "_id": note_id(table, key, document["author"])}}
                    operations.append((action, orjson.dumps(document)))
            if operations:
                make_index(self._connection, "notes", self.index, "")
                self._connection.bulk(operations, refresh=True)
                self.pull()
            return len(operations)
