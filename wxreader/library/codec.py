"""The domain's dataclasses to and from plain JSON: one shape for page files, `--json` and exports.

`article_object` is the contract of the command line (docs/cli.md); page files add what the reader
needs beside it (pieces, heading lines, the page's raw text).
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from wxreader.model import (
    Annotation,
    Article,
    Caption,
    Confidence,
    Continued,
    Correction,
    EventDate,
    IssueDate,
    Mention,
    Page,
    Paragraph,
    Row,
    Selector,
    Source,
)

Json = dict[str, Any]
CERTAIN = 0.995
"""From here on a mention's sureness is not written: it would read 1.0 (chosen)."""


def mention_object(mention: Mention) -> Json:
    """A mention as docs/cli.md gives it; title, value and currency only where they say something."""
    out: Json = {
        "type": mention.type,
        "paragraph": mention.paragraph,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "name": mention.name,
    }
    if mention.type == "PER":
        out["title"] = mention.title
    if mention.value is not None:
        out["value"] = mention.value
    if mention.currency:
        out["currency"] = mention.currency
    if mention.sure < CERTAIN:
        out["sure"] = round(mention.sure, 2)
    return out


def continued_object(continued: Continued | None) -> Json | None:
    """What jump lines said, as the contract has it."""
    return {"from": continued.origin, "to": continued.to} if continued else None


def article_object(article: Article) -> Json:
    """An article as the command line's contract has it."""
    return {
        "id": article.id,
        "source": article.source,
        "order": article.order,
        "kicker": list(article.kicker),
        "headline": list(article.headline),
        "subhead": list(article.subhead),
        "dateline": article.dateline,
        "paragraphs": [p.text for p in article.paragraphs],
        "source_lines": [list(p.source_lines) for p in article.paragraphs],
        "crossheads": list(article.crossheads),
        "continued": continued_object(article.continued),
        "byline": list(article.byline),
        "issue_date": asdict(article.issue_date) if article.issue_date else None,
        "event_date": asdict(article.event_date) if article.event_date else None,
        "entities": [mention_object(m) for m in article.mentions],
        "doubts": list(article.doubts),
    }


def article_doc(article: Article) -> Json:
    """An article as a page file keeps it."""
    doc = article_object(article)
    del doc["source_lines"]
    doc["pieces"] = [[n for piece in p.pieces for n in piece] for p in article.paragraphs]
    doc["heading_lines"] = list(article.heading_lines)
    return doc


def _mention(doc: Json) -> Mention:
    return Mention(
        type=doc["type"],
        paragraph=doc["paragraph"],
        start=doc["start"],
        end=doc["end"],
        text=doc["text"],
        name=doc["name"],
        title=doc.get("title", ""),
        value=doc.get("value"),
        currency=doc.get("currency", ""),
        sure=doc.get("sure", 1.0),
    )


def _paragraph(text: str, flat: list[int]) -> Paragraph:
    return Paragraph(text, tuple(zip(flat[::2], flat[1::2], strict=True)))


def _issue_date(doc: Json) -> IssueDate | None:
    """The day of the paper; libraries of before have none."""
    given = doc.get("issue_date")
    return IssueDate(**_known(IssueDate, given)) if given else None


def read_article(doc: Json) -> Article:
    """The article that `article_doc` made the document of."""
    date = doc["event_date"]
    jumps = doc.get("continued")
    return Article(
        id=doc["id"],
        source=doc["source"],
        order=doc["order"],
        kicker=tuple(doc["kicker"]),
        headline=tuple(doc["headline"]),
        subhead=tuple(doc["subhead"]),
        dateline=doc["dateline"],
        paragraphs=tuple(_paragraph(t, f) for t, f in zip(doc["paragraphs"], doc["pieces"], strict=True)),
        byline=tuple(doc["byline"]),
        event_date=EventDate(**_known(EventDate, date)) if date else None,
        mentions=tuple(map(_mention, doc["entities"])),
        doubts=tuple(doc["doubts"]),
        heading_lines=tuple(doc["heading_lines"]),
        issue_date=_issue_date(doc),
        crossheads=tuple(doc.get("crossheads", ())),
        continued=Continued(jumps["from"], jumps["to"]) if jumps else None,
    )


def source_doc(source: Source) -> Json:
    """A source as the catalogue keeps it."""
    doc = asdict(source)
    doc["leftover"], doc["doubts"] = list(source.leftover), list(source.doubts)
    doc["captions"] = [asdict(c) for c in source.captions]
    return doc


def read_source(doc: Json) -> Source:
    """The source that `source_doc` made the document of."""
    found = _known(Source, doc)
    nested = {
        "leftover": tuple(found["leftover"]),
        "doubts": tuple(found["doubts"]),
        "captions": tuple(Caption(**_known(Caption, c)) for c in found.get("captions", ())),
        "issue_date": _issue_date(found),
    }
    return Source(**{**found, **nested})


def row_of(article: Article, source: Source | None = None) -> Row:
    """The catalogue's row of an article; its source tells paper and page."""
    people = dict.fromkeys(m.name for m in article.mentions if m.type == "PER")
    return Row(
        id=article.id,
        source=article.source,
        order=article.order,
        headline=article.title,
        kicker=" ".join(article.kicker),
        byline="、".join(article.byline),
        date=article.date,
        length=sum(len(p.text) for p in article.paragraphs),
        doubts=len(article.doubts),
        people=tuple(people),
        sure=article.date_sure or not article.date,
        event=article.event_date.start if article.event_date else "",
        issued=article.issue_date.date if article.issue_date else "",
        issued_sure=bool(article.issue_date and article.issue_date.confidence != Confidence.LOW),
        paper=source.paper if source else "",
        page_number=source.page_number if source else "",
    )


def row_doc(row: Row) -> Json:
    """A row as the catalogue keeps it."""
    return {
        "id": row.id, "source": row.source, "order": row.order, "headline": row.headline,
        "kicker": row.kicker, "byline": row.byline, "date": row.date, "length": row.length,
        "doubts": row.doubts, "people": list(row.people),
        "sure": row.sure, "event": row.event, "issued": row.issued, "issued_sure": row.issued_sure,
        "paper": row.paper, "page_number": row.page_number,
    }  # fmt: skip


def read_row(doc: Json) -> Row:
    """The row that `row_doc` made the document of."""
    return Row(
        id=doc["id"],
        source=doc["source"],
        order=doc["order"],
        headline=doc["headline"],
        kicker=doc["kicker"],
        byline=doc["byline"],
        date=doc["date"],
        length=doc["length"],
        doubts=doc["doubts"],
        people=tuple(doc["people"]),
        sure=doc.get("sure", True),
        event=doc["event"] if "event" in doc else doc["date"],
        issued=doc.get("issued", ""),
        issued_sure=doc.get("issued_sure", False),
        paper=doc.get("paper", ""),
        page_number=doc.get("page_number", ""),
    )


def annotation_doc(annotation: Annotation) -> Json:
    """An annotation as the store and `--json` have it."""
    doc = asdict(annotation)
    doc["tags"] = list(annotation.tags)
    if not annotation.author:
        del doc["author"]
    return doc


def _known(kind: type, doc: Json) -> Json:
    """What of a document a dataclass knows; a key of a later wxreader stays in the file."""
    return {f.name: doc[f.name] for f in fields(kind) if f.name in doc}


def read_annotation(doc: Json) -> Annotation:
    """The annotation that `annotation_doc` made the document of."""
    found = _known(Annotation, doc)
    selector = found.get("selector")
    placed = Selector(**_known(Selector, selector)) if selector else None
    return Annotation(**{**found, "tags": tuple(found["tags"]), "selector": placed})


def correction_doc(correction: Correction) -> Json:
    """A correction as the store and `--json` have it."""
    return asdict(correction)


def read_correction(doc: Json) -> Correction:
    """The correction that `correction_doc` made the document of."""
    return Correction(**_known(Correction, doc))


def page_tables(page: Page) -> dict[str, dict[str, Any]]:
    """A page file's tables, as TinyDB has them."""
    return {
        "source": {"1": source_doc(page.source)},
        "articles": {str(i): article_doc(a) for i, a in enumerate(page.articles, 1)},
        "raw": {"1": {"text": page.raw}},
    }


def page_of(tables: dict[str, dict[str, Any]]) -> Page:
    """The page that `page_tables` made tables of."""
    docs = tables["articles"]
    articles = tuple(read_article(docs[key]) for key in sorted(docs, key=int))  # on disk, 10 stands before 2
    return Page(read_source(tables["source"]["1"]), articles, tables["raw"]["1"]["text"])
