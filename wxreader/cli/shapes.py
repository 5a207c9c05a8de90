"""The JSON objects that only the command line has; those that are also stored are in `library/codec`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wxreader.entities.recognise import Found
    from wxreader.library.loader import Report
    from wxreader.library.store import Store
    from wxreader.model import Annotation, Row, Source
    from wxreader.profiles.census import Entity
    from wxreader.search.matching import Result

Json = dict[str, Any]


def report_object(report: Report) -> Json:
    """What `load --json` prints."""
    return {
        "sources": report.sources,
        "articles": report.articles,
        "new": len(report.new),
        "changed": len(report.changed),
        "unchanged": report.unchanged,
        "failed": [{"path": path, "reason": reason} for path, reason in report.failed],
        "loaded": [
            {
                "source": item.name,
                "articles": item.articles,
                "encoding": item.encoding,
                "confidence": item.confidence,
                "form": item.form,
                "doubts": list(item.doubts),
            }
            for item in (*report.new, *report.changed)
        ],
    }


def source_object(source: Source, articles: int) -> Json:
    """What `sources --json` prints of a source that has so many articles."""
    from wxreader.library.codec import source_doc

    return {**source_doc(source), "articles": articles}


def result_object(result: Result, row: Row) -> Json:
    """What `search --json` prints of one article."""
    return {
        "article": result.article,
        "source": row.source,
        "headline": row.headline,
        "date": row.date or None,
        "score": result.score,
        "snippet": result.snippet,
        "matches": [{"paragraph": h.paragraph, "start": h.start, "end": h.end} for h in result.hits],
    }


def entity_object(entity: Entity) -> Json:
    """What `entities --json` prints of one name."""
    return {
        "type": entity.type,
        "name": entity.name,
        "count": entity.count,
        "title": entity.title,
        "aliases": list(entity.aliases),
        "articles": list(entity.articles),
        "people": [sorted(articles) for articles in entity.people],
    }


def recognised_object(row: str, found: Found) -> Json:
    """What `recognize --json` prints of one mention in a row of the input."""
    said: Json = {
        "type": found.type,
        "start": found.start,
        "end": found.end,
        "text": row[found.start : found.end],
        "name": found.name,
    }
    if found.title:
        said["title"] = found.title
    if found.value is not None:
        said["value"] = found.value
    if found.currency:
        said["currency"] = found.currency
    return said


def annotation_objects(library: Store, annotations: list[Annotation]) -> list[Json]:
    """Annotations and corrections as the user made them; those that lost their place say so."""
    from wxreader.library.codec import annotation_doc, correction_doc
    from wxreader.library.placing import place_all

    orphans = {a.id for a in place_all(library) if a.orphaned}
    placed = [{**annotation_doc(a), "orphaned": a.id in orphans} for a in annotations]
    corrections = library.annotations.corrections()
    return placed + [{**correction_doc(c), "kind": "correction", "correction": c.kind} for c in corrections]
