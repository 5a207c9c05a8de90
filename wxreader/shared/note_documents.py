"""A row of the users' own as a document of the notes' index, and the id under which it stands there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from wxreader.library.edits import Edit
from wxreader.shared.connection import Json
from wxreader.shared.journal import Waiting

OWN = ("reading", "searches")
"""Tables whose rows are each user's own, and nobody else's to see."""
COMMON = ("annotations", "corrections", "codes")


def note_id(table: str, key: str, author: object) -> str:
    """The id of a row's document: of what is each user's own, another for each."""
    whose = f"{table}\n{author}\n{key}" if table in OWN else f"{table}\n{key}"
    return hashlib.sha256(whose.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def shaped(edit: Edit, doc: Mapping[str, Any], author: str, removed: bool) -> Json:
    """The document of a row."""
    kept = dict(doc)
    whose = kept.pop("author", "") if edit.table == "annotations" else ""
    return {
        "table": edit.table,
        "key": edit.key,
        "author": whose or author,
        "article": str(doc.get("article", "")),
        "source": str(doc.get("source", "")),
        "removed": removed,
        "doc": kept,
    }


def copy_of(document: Json, waiting: Waiting) -> Json:
    """A note of its own beside the one that somebody else changed; the same however often it is sent."""
    words = orjson.dumps([document["doc"], document["author"], waiting.seq_no], option=orjson.OPT_SORT_KEYS)
    key = hashlib.sha256(words).hexdigest()[:12]
    return {**document, "key": key, "doc": {**document["doc"], "id": key}}
