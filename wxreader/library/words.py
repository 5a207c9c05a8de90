"""What the user made, as tables: read out of them and changed in them, wherever they are kept.

Apart from `userdata`, which keeps the tables in a file of the library's folder; a shared archive keeps them
in an index of its own. Both are read and written by the same calls.
"""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wxreader.errors import NotFoundError
from wxreader.i18n import _
from wxreader.library.codec import annotation_doc, correction_doc, read_annotation, read_correction
from wxreader.library.edits import NUMBER, Act, Edit, Tables
from wxreader.model import Annotation, Code, Correction

COLORS = ("yellow", "green", "blue", "red", "purple")
"""Names of the highlight colours; keys 1 to 5 in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


TABLES = ("annotations", "corrections", "codes", "reading", "searches")
"""Tables of the user's own."""


def is_newer(doc: Mapping[str, Any], than: Mapping[str, Any]) -> bool:
    """Whether a row was changed after another."""
    return str(doc.get("modified", "")) > str(than.get("modified", ""))


class Words(ABC):
    """Annotations, corrections, read marks, places, saved searches, the codebook: as tables of documents."""

    pending: list[Edit]
    """Changes that could not be written yet, in their order; what is read has them already."""
    recovered: str
    """A sentence about what was recovered; empty where all was well."""

    @abstractmethod
    def _read(self) -> Tables:
        """The tables as they are now."""

    @abstractmethod
    def _change(self, edits: list[Edit]) -> None:
        """Make changes; where they cannot be written, keep them and say so by KeptInMemoryError."""

    @abstractmethod
    def version(self) -> int:
        """A number that grows whenever what is kept has changed, by us or anybody else."""

    @abstractmethod
    def write_pending(self) -> None:
        """Write what could not be written before.

        Raises:
            StoreError: It still cannot; it is still kept.
        """

    @abstractmethod
    def rescue(self, library: Path) -> Rescued:
        """On the way out, however it came: write what is pending, or keep it elsewhere for the next start."""

    @abstractmethod
    def take_up(self, library: Path) -> int:
        """Make the changes that an earlier reader could not write, and say how many."""

    def at_risk(self) -> int:
        """How many changes are lost if the reader ends now."""
        return len(self.pending)

    def is_own(self, annotation: Annotation) -> bool:
        """Whether an annotation is the user's own, to be changed."""
        return True

    @abstractmethod
    def adopt(self, tables: Tables) -> int:
        """Keep rows of another library that are not here, or are older here; how many these were."""

    # -- reading --------------------------------------------------------------------------------

    def tables(self) -> Tables:
        """All of it, as it is kept."""
        return self._read()

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

    def corrections(self, source: str = "") -> list[Correction]:
        """The corrections of a source, or all of them, in the order in which they were made."""
        rows = self._read().get("corrections", {}).values()
        found = [(d.get(NUMBER, 0), read_correction(d)) for d in rows if not source or d["source"] == source]
        return [c for _n, c in sorted(found, key=lambda f: (f[0], f[1].created, f[1].id))]

    def codes(self) -> list[Code]:
        """What the codebook says of tags, by name."""
        docs = self._read().get("codes", {}).values()
        codes = [Code(doc["tag"], doc.get("color", ""), doc.get("description", "")) for doc in docs]
        return sorted(codes, key=lambda code: code.tag)

    # -- writing --------------------------------------------------------------------------------

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
