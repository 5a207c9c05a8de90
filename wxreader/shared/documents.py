"""From a page to the archive's documents and back; what comes back is a stranger's until it was looked at."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from wxreader.errors import DamagedError
from wxreader.i18n import _
from wxreader.library.codec import (
    article_doc,
    page_tables,
    read_article,
    read_row,
    read_source,
    row_doc,
    row_of,
    source_doc,
)
from wxreader.library.packs import page_in
from wxreader.library.storage import encode
from wxreader.model import Article, Page, Row, Source
from wxreader.search.days import ordering
from wxreader.search.entries import captions_of, entry_of
from wxreader.search.matching import Searchable, fields_of
from wxreader.shapes import check_page, is_row, is_source
from wxreader.shared.connection import Json
from wxreader.shared.schema import LONGEST, UNDATED
from wxreader.text import fold, one_line

DAY_DIGITS = 8
LARGEST = 1 << 28
"""Bytes that a compressed document may become (chosen: more than any page; a bomb is refused)."""
YEAR = 4
NO_PAGE = 2**31 - 1
"""The number of a page that has none: after all others."""
_PAGE_NUMBER = re.compile(r"([A-Za-z]*)(\d{1,9})")


def page_id(source: str) -> str:
    """The id of a source's document: names may be long and have any character."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def day_number(date: str) -> int:
    """An ISO day, month or year as a number that sorts as it does: 2023-05 is 20230500; 0 for none."""
    digits = date.replace("-", "")
    return int(digits.ljust(DAY_DIGITS, "0")) if digits.isdigit() else 0


def year_of(page: Page) -> str:
    """The year whose indices a page stands in: of its paper, else of the first event on it that has a day."""
    told = page.source.issue_date.date if page.source.issue_date else ""
    dates = [told, *(a.date for a in page.articles)]
    year = next((d[:YEAR] for d in dates if d), UNDATED)
    return year if len(year) == YEAR and year.isdigit() else UNDATED


def pack(value: bytes) -> str:
    """Bytes as a binary field keeps them, compressed."""
    return base64.b64encode(zlib.compress(value, 6)).decode()


def unpack(value: object, name: str) -> bytes:
    """What `pack` packed.

    Raises:
        DamagedError: It is something else, or larger than anything of ours.
    """
    try:
        if not isinstance(value, str):
            raise TypeError
        decoder = zlib.decompressobj()
        found = decoder.decompress(base64.b64decode(value, validate=True), LARGEST)
        if decoder.unconsumed_tail or not decoder.eof:
            raise ValueError
    except (TypeError, ValueError, zlib.error):
        raise damaged(name) from None
    return found


def damaged(name: str) -> DamagedError:
    """The error for a document that is none of ours."""
    return DamagedError(
        _(
            "the archive's document of {name} is damaged or none of wxreader's; load its source again",
            name=one_line(name)[:80],
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A page as it is written."""

    year: str
    page: Json
    """The page's document."""
    articles: dict[str, bytes]
    """The articles' documents, as JSON, by their ids."""


def stored_of(page: Page, shown: Page, corrections: tuple[str, ...], loaded: str) -> Stored:
    """The documents of a page.

    Args:
        page: As the analysis made it.
        shown: As its corrections have it.
        corrections: Their ids.
        loaded: ISO time.
    """
    record = encode(page_tables(page))
    revision = hashlib.sha256(record + "\n".join(corrections).encode()).hexdigest()[:16]
    articles = {a.id: orjson.dumps(_article(a, shown.source, revision, loaded)) for a in shown.articles}
    return Stored(
        year=year_of(page),
        page={
            "name": page.source.name,
            "sha256": page.source.sha256,
            "revision": revision,
            "corrections": list(corrections),
            "ids": list(articles),
            "articles": len(shown.articles),
            "source": {**source_doc(shown.source), "revision": revision},
            "page": pack(record),
        },
        articles=articles,
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _article(article: Article, source: Source, revision: str, loaded: str) -> Json:
    entry = entry_of(article, captions_of(source).get(article.id, ()))
    row = row_of(article, source)
    fields = fields_of(entry)
    named = _PAGE_NUMBER.fullmatch(row.page_number)
    sure = row.issued_sure and len(row.issued) == len("2023-05-13")
    doc: Json = {
        "id": article.id,
        "source": article.source,
        "revision": revision,
        "loaded": loaded,
        "order": article.order,
        "day": day_number(row.date),
        "first": day_number(ordering(entry.spans).start),
        "doubts": row.doubts,
        "issued_day": day_number(row.issued) if sure else 0,
        "paper": row.paper,
        "page_letter": named.group(1) if named else row.page_number,
        "page_digits": int(named.group(2)) if named and int(named.group(2)) < NO_PAGE else 0,
        "row": row_doc(row),
        "doc": pack(orjson.dumps(article_doc(article))),
        "chars": fields[""],
        "pairs": fields[""],
        **_names(entry),
    }
    for name, days in entry.spans.items():
        doc[f"{name}_first"], doc[f"{name}_last"] = day_number(days.start), day_number(days.end)
    doc.update({f"t_{key}": value for key, value in fields.items() if key})
    return doc


def _names(entry: Searchable) -> Json:
    """Terms of an article's names, each once.

    Whole as a query has them, canonical, with how often, with offices.
    """
    counted = [(kind, name, office) for kind, name, office, is_counted in entry.mentions if is_counted]
    tally = Counter((kind, name) for kind, name, _office in counted)
    names = dict.fromkeys((kind, name) for kind, name, _office, _counted in entry.mentions)
    whole = [whole_term(key, fold(name)) for key, names in entry.names.items() for name in names]
    whole += [whole_term("by", line) for line in _lines(fold("\n".join(entry.byline)))]
    return {
        "whole": list(dict.fromkeys(whole)),
        "names": [name_term(*key)[:LONGEST] for key in names],
        "tally": [f"{name_term(*key)}\t{n}" for key, n in tally.items()],
        "offices": sorted({f"{name}\t{office}" for _kind, name, office in counted if office}),
    }


def whole_term(key: str, name: str) -> str:
    """The term of a whole name, in normal form."""
    return f"{key}\t{name}".replace("\n", " ")


def name_term(kind: str, name: str) -> str:
    """The term of a canonical name."""
    return f"{kind}\t{name}"


# -- what comes back --------------------------------------------------------------------------------


def row_in(source: Mapping[str, Any]) -> Row | None:
    """The row in a document; None where it has none that is ours."""
    doc = source.get("row")
    return read_row(doc) if isinstance(doc, dict) and is_row(doc) else None


_NO_SOURCE: Json = source_doc(
    Source(name="", sha256="", path="", encoding="", encoding_confidence="", form="")
)
_NO_RAW: Json = {"1": {"text": ""}}
"""What stands about an article when it is held against what a page must be."""


def article_in(source: Mapping[str, Any], name: str) -> Article:
    """The article in a document.

    Raises:
        DamagedError: It is none of ours.
    """
    try:
        doc = orjson.loads(unpack(source.get("doc"), name))
    except orjson.JSONDecodeError:
        raise damaged(name) from None
    if not isinstance(doc, dict) or doc.get("id") != name or not isinstance(doc.get("source"), str):
        raise damaged(name)
    check_page(
        {"source": {"1": {**_NO_SOURCE, "name": doc["source"]}}, "articles": {"1": doc}, "raw": _NO_RAW}, name
    )
    return read_article(doc)


def source_in(document: Mapping[str, Any]) -> tuple[Source, int] | None:
    """The source in a page's document, with how many articles it has; None where it is none of ours."""
    doc, count = document.get("source"), document.get("articles")
    if (
        not isinstance(doc, dict)
        or not is_source(doc)
        or not isinstance(count, int)
        or isinstance(count, bool)
    ):
        return None
    return read_source(doc), count


def page_of_document(document: Mapping[str, Any], name: str) -> Page:
    """The page in a document, as the analysis made it.

    Raises:
        DamagedError: It is none of ours, or another source's.
    """
    page = page_in(unpack(document.get("page"), name), name)
    if page.source.name != name:
        raise damaged(name)
    return page
