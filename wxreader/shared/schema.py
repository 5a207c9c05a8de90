"""What the archive's indices are: strict mappings, a schema number, indices by year behind an alias.

    NAME-pages-2024       a page a document: its record whole (articles, raw dump), compressed, self-verifying
    NAME-articles-2024    an article a document: its row, its text compressed; what is searched is not kept
    NAME-notes            what the users made: one shard, so that the order of changes is one

Pages are the library; articles can be made anew from them (`wxreader check --repair`), as a folder's index
can.
"""

from __future__ import annotations

from typing import Any

from wxreader.errors import NewerSchemaError, StoreError
from wxreader.i18n import _
from wxreader.search.matching import NAME_FIELDS
from wxreader.shared.connection import Connection, Json, MissingLibraryError

SCHEMA = 1
"""Of mappings and documents; a greater one is refused, a smaller one made anew by `check --repair`."""
UNDATED = "0000"
"""The year of what has no day."""
LONGEST = 8000
"""Characters of a keyword that is indexed: Lucene takes terms of 32,766 bytes."""
TEXT_FIELDS = ("title", "by", "caption", "source", *NAME_FIELDS.values())
"""Keys of the query with a field of single characters in order; the field is called `t_` + key."""
KINDS = ("articles", "pages")


def alias(name: str, kind: str) -> str:
    """The name under which all years of a kind are read."""
    return f"{name}-{kind}"


def index_of(name: str, kind: str, year: str) -> str:
    """The index of a year."""
    return f"{name}-{kind}-{year}"


_KEYWORD: Json = {"type": "keyword", "ignore_above": LONGEST}
_KEPT: Json = {"type": "object", "enabled": False}
"""Kept as it is, and not searched."""


def _numbers(*names: str) -> Json:
    return {name: {"type": "integer"} for name in names}


def _texts() -> Json:
    """Fields of characters..

    Lines are parted by a line feed, a token that no word of a query has: none crosses it.
    """
    fields: Json = {f"t_{key}": {"type": "text", "analyzer": "characters"} for key in TEXT_FIELDS}
    fields["chars"] = {"type": "text", "analyzer": "characters", "index_options": "freqs"}
    fields["pairs"] = {"type": "text", "analyzer": "pairs"}
    return fields


_SEARCHED = ("chars", "pairs", "whole", "tally", "offices", *(f"t_{key}" for key in TEXT_FIELDS))
"""Fields that are searched and not kept: they are made from the article."""

_ARTICLES: Json = {
    "dynamic": "strict",
    "_source": {"excludes": list(_SEARCHED)},
    "properties": {
        "id": _KEYWORD,
        "source": _KEYWORD,
        "revision": {"type": "keyword"},
        "loaded": {"type": "date"},
        **_numbers("order", "day", "first", "doubts", "issued_day", "page_digits"),
        **_numbers("event_first", "event_last", "issued_first", "issued_last"),
        "paper": _KEYWORD,
        "page_letter": _KEYWORD,
        "row": _KEPT,
        "doc": {"type": "binary"},
        **dict.fromkeys(("whole", "names", "tally", "offices"), _KEYWORD),
        **_texts(),
    },
}
_PAGES: Json = {
    "dynamic": "strict",
    "properties": {
        "name": _KEYWORD,
        "sha256": {"type": "keyword"},
        "revision": {"type": "keyword"},
        "corrections": {"type": "keyword"},
        "ids": {"type": "keyword"},
        "articles": {"type": "integer"},
        "source": _KEPT,
        "page": {"type": "binary"},
    },
}
NOTES: Json = {
    "dynamic": "strict",
    "properties": {
        "table": {"type": "keyword"},
        "key": _KEYWORD,
        "author": _KEYWORD,
        "article": _KEYWORD,
        "source": _KEYWORD,
        "removed": {"type": "boolean"},
        "doc": _KEPT,
    },
}
MAPPINGS = {"articles": _ARTICLES, "pages": _PAGES, "notes": NOTES}

_ANALYSIS: Json = {
    "tokenizer": {
        "characters": {"type": "ngram", "min_gram": 1, "max_gram": 1},
        "pairs": {"type": "ngram", "min_gram": 2, "max_gram": 2},
    },
    "analyzer": {
        "characters": {"type": "custom", "tokenizer": "characters"},
        "pairs": {"type": "custom", "tokenizer": "pairs"},
    },
}
"""Every character is a token (spaces and marks too.

No class of characters is left out), every two neighbours are one.
"""


def settings_of(kind: str) -> Json:
    """Settings of an index: a replica where there are two nodes; compressed as far as the engine can."""
    found: Json = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "index.codec": "best_compression"}
    if kind == "articles":
        found["analysis"] = _ANALYSIS
        found["refresh_interval"] = "5s"
    return found


def make_index(connection: Connection, kind: str, name: str, of: str) -> None:
    """Make an index where it is not there.

    Args:
        connection: To the cluster.
        kind: `articles`, `pages` or `notes`.
        name: The index's.
        of: The alias it stands behind; empty for none.
    """
    if index_exists(connection, name):
        return
    mapping = {**MAPPINGS[kind], "_meta": {"wxreader": SCHEMA}}
    body: Json = {"settings": settings_of(kind), "mappings": mapping}
    if of:
        body["aliases"] = {of: {}}
    try:
        connection.ask("PUT", f"/{name}", body, seconds=60)
    except StoreError:
        if not index_exists(connection, name):  # another loader may have been quicker
            raise


def index_exists(connection: Connection, name: str) -> bool:
    """Whether there is an index."""
    try:
        connection.ask("GET", f"/{name}/_settings", filter_path="*.settings.index.uuid")
    except MissingLibraryError:
        return False
    return True


def schemas(connection: Connection, name: str) -> dict[str, int]:
    """The schema number of each of a library's indices; 0 where it says none.

    Raises:
        StoreError: The cluster cannot say.
    """
    out: dict[str, int] = {}
    for pattern in (f"{name}-notes", *(f"{name}-{kind}-*" for kind in KINDS)):
        try:
            found: dict[str, Any] = connection.ask(
                "GET", f"/{pattern}/_mapping", filter_path="*.mappings._meta"
            )
        except MissingLibraryError:
            continue
        for index, said in (found or {}).items():
            number = said.get("mappings", {}).get("_meta", {}).get("wxreader", 0)
            out[index] = number if isinstance(number, int) else 0
    return out


def check_schema(connection: Connection, name: str) -> None:
    """Refuse an archive that a later wxreader made, or one that is to be moved first.

    Raises:
        NewerSchemaError, StoreError: It is.
    """
    found = schemas(connection, name)
    if any(number > SCHEMA for number in found.values()):
        raise NewerSchemaError(
            _("the library {name} was made by a newer wxreader; it is left as it is", name=name)
        )
