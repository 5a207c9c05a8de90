"""The days by which an article is found: those of its event, and of its paper where there is none."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from typing import Any, NamedTuple

from wxreader.model import Article

DAY, MONTH = 10, 7
"""Characters of an ISO day, and of a month."""


def whole(date: str) -> tuple[str, str]:
    """First and last day of an ISO day, month or year; two empty texts for none."""
    if not date or len(date) >= DAY:
        return date, date
    if len(date) == MONTH:
        last = calendar.monthrange(int(date[:4]), int(date[5:]))[1]
        return f"{date}-01", f"{date}-{last:02d}"
    return f"{date}-01-01", f"{date}-12-31"


class Days(NamedTuple):
    """First and last day, in ISO form; empty where unknown."""

    start: str
    end: str


def days_of(article: Article) -> Days | None:
    """The days of an article's event, else of its paper."""
    if article.event_date:
        return Days(article.event_date.start, article.event_date.end)
    return Days(*whole(article.issue_date.date)) if article.issue_date else None


def days_in(doc: Mapping[str, Any]) -> Mapping[str, str] | None:
    """The same of an article's document in a page file."""
    event: Mapping[str, str] | None = doc["event_date"]
    issued = doc.get("issue_date")
    if event or not issued:
        return event
    start, end = whole(issued["date"])
    return {"start": start, "end": end}
