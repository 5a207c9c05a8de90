"""What the annotations screen's filter asks for: words, and `tag:`, `color:`, `date:`, `person:` … Pure."""

from __future__ import annotations

from collections.abc import Callable

from wxreader.annotations.tags import has_tag
from wxreader.model import Annotation, AnnotationKind, Colour, Row
from wxreader.text import fold

NUMBERS = {colour: str(number) for number, colour in enumerate(Colour, 1)}
"""A colour's number: its key, and its mark where there is no colour."""
Test = Callable[[Annotation, Row | None, str], bool]


def _has_tag(a: Annotation, row: Row | None, value: str) -> bool:
    return has_tag(a.tags, value)


def _has_colour(a: Annotation, row: Row | None, value: str) -> bool:
    return value in (a.color, *(n for colour, n in NUMBERS.items() if colour == a.color))


def _has_date(a: Annotation, row: Row | None, value: str) -> bool:
    return a.created.startswith(value) or (row is not None and row.date.startswith(value))


def _names_person(a: Annotation, row: Row | None, value: str) -> bool:
    return row is not None and any(value in fold(p) for p in row.people)


def _is_by(a: Annotation, row: Row | None, value: str) -> bool:
    return value in fold(a.author)


def _is(a: Annotation, row: Row | None, value: str) -> bool:
    return {
        "orphaned": a.orphaned,
        "note": bool(a.note),
        "bookmark": a.kind == AnnotationKind.BOOKMARK,
        "highlight": a.kind == AnnotationKind.HIGHLIGHT,
    }.get(value, False)


KEYS: dict[str, Test] = {
    "tag": _has_tag,
    "标签": _has_tag,
    "color": _has_colour,
    "颜色": _has_colour,
    "date": _has_date,
    "日期": _has_date,
    "person": _names_person,
    "人物": _names_person,
    "author": _is_by,
    "作者": _is_by,
    "is": _is,
}
"""What may stand before a colon."""


def unknown_key(query: str) -> str | None:
    """The first key of a query that is none of ours; None where all are."""
    for word in query.split():
        key, colon, _value = word.partition(":")
        if colon and key and key not in KEYS:
            return key
    return None


def matches(a: Annotation, row: Row | None, query: str) -> bool:
    """Whether an annotation has every word of a query."""
    texts = fold(" ".join((a.selector.exact if a.selector else "", a.note, a.headline, *a.tags)))
    for word in query.split():
        key, colon, value = word.partition(":")
        test = KEYS.get(key) if colon else None
        if not (test(a, row, fold(value)) if test else fold(word) in texts):
            return False
    return True
