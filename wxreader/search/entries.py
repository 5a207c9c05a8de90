"""From a library's pages to what searching needs of their articles,
without building articles where the file will do.

Reading 10,000 articles whole takes five times as long as reading their texts, and a snippet needs
one article's paragraphs out of a page file: `PackSpan` says where in the file they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import orjson

from wxreader.doubt import DOUBTFUL, is_doubtful
from wxreader.errors import WxError
from wxreader.library.library import Library
from wxreader.library.packs import Where, tables_in
from wxreader.model import Article, Source
from wxreader.search.days import ordering, spans_in, spans_of
from wxreader.search.matching import NAME_FIELDS, Searchable


class PackSpan(NamedTuple):
    """Where an article's paragraphs stand in a pack of pages, as a JSON array."""

    pack: int
    offset: int
    """Byte of the pack."""
    length: int
    """Bytes; 0 where they are corrected by the reader and stand in no file."""


NOWHERE = PackSpan(0, 0, 0)


def _names(mentions: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    """Names by the query's key, canonical and as printed, out of (type, name, text)."""
    found: dict[str, dict[str, None]] = {}
    for kind, name, text in mentions:
        if kind in NAME_FIELDS:
            found.setdefault(NAME_FIELDS[kind], {}).update({name: None, text: None})
    return {key: tuple(names) for key, names in found.items()}


def _shown(captions: Iterable[tuple[str, str, str | None]]) -> dict[str, tuple[str, ...]]:
    """Captions by article, each with its credit, out of (text, credit, article)."""
    found: dict[str, tuple[str, ...]] = {}
    for text, credit, article in captions:
        if article:
            found[article] = (*found.get(article, ()), f"{text} {credit}".strip())
    return found


def captions_of(source: Source) -> dict[str, tuple[str, ...]]:
    """What is searched of a page's captions, by article."""
    return _shown((c.text, c.credit, c.article) for c in source.captions)


def entry_of(article: Article, captions: tuple[str, ...] = ()) -> Searchable:
    """What searching needs of an article."""
    spans = spans_of(article)
    days = ordering(spans)
    return Searchable(
        id=article.id,
        source=article.source,
        heading=article.heading,
        paragraphs=tuple(p.text for p in article.paragraphs),
        byline=article.byline,
        dateline=article.dateline,
        first=days.start,
        last=days.end,
        names=_names((m.type, m.name, m.text) for m in article.mentions),
        mentions=tuple((m.type, m.name, m.title, not is_doubtful(m)) for m in article.mentions),
        spans=spans,
        captions=captions,
    )


def _entry_of_doc(doc: dict[str, Any], captions: tuple[str, ...]) -> Searchable:
    spans = spans_in(doc)
    days = ordering(spans)
    return Searchable(
        id=doc["id"],
        source=doc["source"],
        heading="\n".join((*doc["kicker"], *doc["headline"], *doc["subhead"])),
        paragraphs=tuple(doc["paragraphs"]),
        byline=tuple(doc["byline"]),
        dateline=doc["dateline"],
        first=days.start,
        last=days.end,
        names=_names((m["type"], m["name"], m["text"]) for m in doc["entities"]),
        mentions=tuple(
            (m["type"], m["name"], m.get("title", ""), m.get("sure", 1.0) >= DOUBTFUL)
            for m in doc["entities"]
        ),
        spans=spans,
        captions=captions,
    )


def entries_of(library: Library, source: str) -> Iterator[tuple[Searchable, PackSpan]]:
    """The articles of a page as searching needs them; none where its file is damaged (`wxreader check` says
    so).
    """
    if library.annotations.corrections(source):
        page = library.page(source)
        shown = captions_of(page.source)
        yield from ((entry_of(a, shown.get(a.id, ())), NOWHERE) for a in page.articles)
        return
    try:
        path, where = library.page_place(source)
        raw = library.read_record(where)
        tables = tables_in(raw, str(path))
    except (OSError, WxError):
        return
    at = 0
    pictures = tables["source"]["1"].get("captions", ())
    shown = _shown((c["text"], c["credit"], c["article"]) for c in pictures)
    for doc in tables["articles"].values():
        array = orjson.dumps(doc["paragraphs"])
        found = raw.find(array, at)
        at = max(at, found)
        place = PackSpan(where.pack, where.offset + found, len(array)) if found > 0 else NOWHERE
        yield _entry_of_doc(doc, shown.get(doc["id"], ())), place


def paragraphs_at(library: Library, article: str, place: PackSpan) -> tuple[str, ...]:
    """An article's paragraphs from their pack; from the library where they do not stand there.

    Raises:
        StoreError, NotFoundError: The library cannot give it either.
    """
    if place.length:
        with suppress(OSError, WxError, ValueError):
            found = orjson.loads(library.read_record(Where(*place)))
            if isinstance(found, list) and all(isinstance(p, str) for p in found):
                return tuple(found)
    return tuple(p.text for p in library.article(article).paragraphs)
