"""What the tables of a library and the objects of an import file must be, declared once.

A library or an export may come from a stranger: its checksum says nothing about who made it. So
every table is held against these shapes when it is read (msgspec walks them in C), and code behind
may believe types, ranges and that places lie inside their texts. A key that we do not know is left
where it is and not read.

Whole files (a page, the catalogue) are refused for one wrong value: they are made again from dumps.
The user's own words are not: `sifting` takes their rows apart, keeps what is wrong in the file, and names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from wxreader.errors import DamagedError
from wxreader.i18n import _
from wxreader.model import HEADLINE_BLOCK, MentionType
from wxreader.text import one_line

Tables = Mapping[str, Mapping[str, Any]]
BIGGEST = 2**40
"""Of any number in a table: characters of a text, lines of a dump, articles of a page."""

Number = Annotated[int, Meta(ge=0, le=BIGGEST)]
Small = Annotated[int, Meta(ge=0, le=2**32 - 1)]
Signed = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Id = Annotated[str, Meta(min_length=1, max_length=200)]
ArticleId = Annotated[str, Meta(pattern=r"\A[0-9a-z]{10}\Z")]
Query = Annotated[str, Meta(max_length=10_000)]
Hash = Annotated[str, Meta(max_length=200)]


class MentionShape(Struct, gc=False):
    """A mention in a page's file."""

    type: str
    paragraph: Annotated[int, Meta(ge=HEADLINE_BLOCK, le=BIGGEST)]
    start: Number
    end: Number
    text: str
    name: str
    title: str = ""
    value: str | float | int | None = None
    currency: str = ""
    sure: Annotated[float, Meta(ge=0, le=1)] = 1.0


class EventDateShape(Struct, gc=False):
    """A date in a page's file."""

    start: str
    end: str
    confidence: str
    evidence: str


class IssueDateShape(Struct, gc=False):
    """The day of the paper, or its month or year, in a page's file."""

    date: str
    confidence: str
    evidence: str


class ContinuedShape(Struct, rename={"origin": "from"}):
    """What a jump line said."""

    origin: str | None = None
    to: str | None = None


class CaptionShape(Struct):
    """The words under a picture."""

    text: str
    credit: str = ""
    article: str | None = None


class ArticleShape(Struct):
    """An article in a page's file."""

    id: ArticleId
    source: str
    order: Number
    kicker: list[str]
    headline: list[str]
    subhead: list[str]
    dateline: str
    paragraphs: list[str]
    pieces: list[list[Number]]
    byline: list[str]
    event_date: EventDateShape | None
    entities: list[MentionShape]
    doubts: list[str]
    heading_lines: list[Number]
    issue_date: IssueDateShape | None = None
    crossheads: list[Number] = []
    continued: ContinuedShape | None = None


class SourceShape(Struct):
    """A source, in its page's file and in the catalogue."""

    name: Annotated[str, Meta(min_length=1, max_length=5_000)]
    sha256: Hash
    path: str
    encoding: str
    encoding_confidence: str
    form: str
    leftover: list[str]
    doubts: list[str]
    engine: str = ""
    captions: list[CaptionShape] = []
    issue_date: IssueDateShape | None = None
    paper: str = ""
    page_number: str = ""
    dated: Number = 0


class RawShape(Struct):
    """The text of a dump as it was read."""

    text: str


class PageShape(Struct):
    """A page's file."""

    source: dict[str, SourceShape]
    articles: dict[str, ArticleShape]
    raw: dict[str, RawShape]


class RowShape(Struct):
    """An article in the catalogue."""

    id: ArticleId
    source: str
    order: Number
    headline: str
    kicker: str
    byline: str
    date: str
    length: Number
    doubts: Number
    people: list[str]
    sure: bool = True
    event: str = ""
    issued: str = ""
    issued_sure: bool = False
    paper: str = ""
    page_number: str = ""


class ShelvedShape(Struct):
    """A source on a shelf of the catalogue."""

    source: SourceShape
    page: tuple[Small, Number, Small]
    revision: str
    corrected: list[str]
    rows: list[RowShape]


class ShelfShape(Struct):
    """A shelf's file."""

    sources: dict[str, ShelvedShape]


class ManifestShape(Struct):
    """What the search index says of itself."""

    head: dict[str, str]
    files: dict[str, Number]
    shelves: dict[str, str]


class SelectorShape(Struct):
    """How a passage is found again; its places are hints, the quote finds it."""

    exact: str
    prefix: str
    suffix: str
    paragraph: Signed
    start: Signed
    end: Signed
    end_paragraph: Signed


class AnnotationShape(Struct):
    """What a reader made on an article; `color` may be one that we do not know: it is drawn as the first."""

    id: Id
    kind: str
    article: str
    source: str
    source_sha256: str
    headline: str
    created: Hash
    modified: Hash
    tags: list[str]
    selector: SelectorShape | None = None
    color: Hash = ""
    note: str = ""
    orphaned: bool = False
    author: Hash = ""


class CorrectionShape(Struct):
    """A reader's word on how a page is to be cut."""

    id: Id
    kind: str
    source: str
    created: Hash
    before: str
    after: str
    headline: str = ""
    number: Number = 0


class ReadingShape(Struct):
    """How far an article was read."""

    article: str
    read: bool = False
    paragraph: Annotated[int, Meta(ge=-1, le=BIGGEST)] = -1
    offset: Number = 0


class SearchShape(Struct):
    """A saved search."""

    query: Query
    created: Hash


class CodeShape(Struct):
    """What the codebook says of a tag."""

    tag: Query
    color: Hash = ""
    description: str = ""


def is_day(word: str) -> bool:
    """Whether a word is an ISO date."""
    try:
        return date.fromisoformat(word).isoformat() == word
    except ValueError:
        return False


def is_date(word: str) -> bool:
    """Whether a word is an ISO date, a month or a year of one, or nothing."""
    return not word or is_day(word + "0000-01-01"[len(word) :])


def _problem_of_article(article: ArticleShape) -> str:
    """Which part of an article does not fit its other parts; empty where all do."""
    heading = sum(map(len, (*article.kicker, *article.headline, *article.subhead)))
    heading += len(article.kicker) + len(article.headline) + len(article.subhead) - 1
    lengths = [len(text) for text in article.paragraphs]
    if len(article.pieces) != len(lengths):
        return "pieces"
    for flat, length in zip(article.pieces, lengths, strict=True):
        starts = flat[::2]
        if len(flat) % 2 or starts != sorted(starts) or (starts and starts[-1] > length):
            return "pieces"
    for m in article.entities:
        if m.paragraph >= len(lengths) or m.type not in _TYPES:
            return "entities"
        room = heading if m.paragraph == HEADLINE_BLOCK else lengths[m.paragraph]
        if not m.start < m.end <= room:
            return "entities"
    if any(n >= len(lengths) for n in article.crossheads):
        return "crossheads"
    event, issue = article.event_date, article.issue_date
    if event and not (is_date(event.start) and is_date(event.end)):
        return "event_date"
    return "issue_date" if issue and not is_date(issue.date) else ""


_TYPES = frozenset(MentionType)


def _converted(tables: object, shape: Any, name: str) -> Any:
    try:
        return msgspec.convert(tables, shape)
    except (msgspec.ValidationError, RecursionError) as error:
        raise _damaged(name, str(error)) from None


def _damaged(name: str, problem: str) -> DamagedError:
    return DamagedError(
        _(
            "{name} is damaged: it does not hold what it should ({problem})",
            name=name,
            problem=one_line(problem)[:200],
        )
    )


def check_page(tables: Tables, name: str) -> None:
    """Refuse tables that are no page.

    Raises:
        DamagedError: Names the file and the place.
    """
    page: PageShape = _converted(tables, PageShape, name)
    source = page.source.get("1")
    if source is None or "1" not in page.raw:
        raise _damaged(name, "source")
    if len({a.id for a in page.articles.values()}) != len(page.articles):
        raise _damaged(name, "id")
    for key, article in page.articles.items():
        problem = "source" if article.source != source.name else _problem_of_article(article)
        if problem:
            raise _damaged(name, f"$.articles[{key}].{problem}")


def check_shelf(tables: Tables, name: str) -> None:
    """Refuse tables that are no shelf.

    Raises:
        DamagedError: Names the file and the place.
    """
    shelf: ShelfShape = _converted(tables, ShelfShape, name)
    articles: set[str] = set()
    sources: set[str] = set()
    for key, one in shelf.sources.items():
        ids = {row.id for row in one.rows}
        dates = (d for row in one.rows for d in (row.date, row.event, row.issued))
        if (
            one.source.name in sources
            or len(ids) != len(one.rows)
            or ids & articles
            or any(row.source != one.source.name for row in one.rows)
            or not all(map(is_date, dates))
        ):
            raise _damaged(name, f"$.sources[{key}]")
        sources.add(one.source.name)
        articles |= ids


def problem_of(doc: object, shape: Any, closed: str = "", words: Iterable[str] = ()) -> str:
    """Why an object is not of a shape, or a field of it none of a vocabulary's words; empty where it is."""
    try:
        found = msgspec.convert(doc, shape)
    except (msgspec.ValidationError, RecursionError) as error:
        return one_line(str(error))[:200]
    if closed and getattr(found, closed) not in words:
        return f"`$.{closed}`"
    return ""


def is_row(doc: object) -> bool:
    """Whether an object is a row of the catalogue."""
    problem = problem_of(doc, RowShape)
    return not problem and isinstance(doc, dict) and is_date(doc["date"])


def is_source(doc: object) -> bool:
    """Whether an object is a source as the catalogue's table keeps it."""
    return not problem_of(doc, SourceShape) and isinstance(doc, dict) and isinstance(doc.get("revision"), str)


def check_manifest(tables: Tables, name: str) -> None:
    """Refuse tables that are no manifest.

    Raises:
        DamagedError: Names the file and the place.
    """
    _converted(tables, ManifestShape, name)


def check_words(tables: Tables, name: str) -> None:
    """Refuse tables that are no words with their counts and spellings.

    Raises:
        DamagedError: Names the file and the place.
    """
    found: dict[str, dict[str, list[str | int]]] = _converted(
        tables, dict[str, dict[str, list[str | int]]], name
    )
    for docs in found.values():
        for doc in docs.values():
            if not doc or not isinstance(doc[0], int) or not all(isinstance(x, str) for x in doc[1:]):
                raise _damaged(name, "words")
