"""What the list is narrowed to: unread, bookmarked, annotated, unsure, a month, a person, a source. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wxreader.i18n import _
from wxreader.model import Row
from wxreader.tui.widgets.article_list import Marks

NEW = "new"
"""Key of the filter of what was loaded since the reader was last left."""
PEOPLE = 30
"""How many people are offered, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the list."""

    key: str
    """`unread`, `month:2024-07`, `person:杜小刚` …; empty for all articles."""
    label: str
    """As the reader is offered it."""


def offered(rows: Sequence[Row]) -> list[Filter]:
    """The filters that make sense for these articles."""
    months = sorted({r.date[:7] for r in rows if r.date}, reverse=True)
    people = Counter(p for r in rows for p in r.people)
    return offered_of(months, people.most_common(PEOPLE), sorted({r.source for r in rows}))


def offered_of(
    months: Iterable[str], people: Iterable[tuple[str, int]], sources: Iterable[str]
) -> list[Filter]:
    """The filters for months, people with how many articles name them, and sources."""
    out = [
        Filter("", _("all articles")),
        Filter("unread", _("unread")),
        Filter("bookmarked", _("bookmarked articles")),
        Filter("annotated", _("annotated articles")),
        Filter("unsure", _("articles that the analysis is unsure of")),
        Filter(NEW, _("new since last time")),
    ]
    out += [Filter(f"month:{m}", m) for m in months]
    out += [Filter(f"person:{p}", p) for p, n in people]
    return out + [Filter(f"source:{s}", s) for s in sources]


def label_of(key: str) -> str:
    """A filter as its title and messages call it."""
    words = {
        NEW: _("new since last time"),
        "unread": _("unread"),
        "bookmarked": _("bookmarked articles"),
        "annotated": _("annotated articles"),
        "unsure": _("articles that the analysis is unsure of"),
    }
    return words.get(key) or key.partition(":")[2] or key


def passes(row: Row, key: str, marks: Marks) -> bool:
    """Whether an article is listed under a filter."""
    kind, _colon, value = key.partition(":")
    if kind == "unread":
        return not marks.read
    if kind == "bookmarked":
        return marks.bookmarked
    if kind == "annotated":
        return marks.highlights > 0
    if kind == "unsure":
        return row.doubts > 0
    if kind == "month":
        return row.date.startswith(value)
    if kind == "person":
        return value in row.people
    return kind != "source" or row.source == value


def narrowed(rows: Sequence[Row], key: str, marks: Mapping[str, Marks]) -> list[Row]:
    """The articles that a filter leaves."""
    return [r for r in rows if passes(r, key, marks.get(r.id, Marks()))] if key else list(rows)
