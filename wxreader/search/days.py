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


def spans_of(article: Article) -> dict[str, Days]:
    """The days of an article's event and of its paper, where they are known."""
    found = {}
    if article.event_date:
        found["event"] = Days(article.event_date.start, article.event_date.end)
    if article.issue_date:
        found["issued"] = Days(*whole(article.issue_date.date))
    return found


def spans_in(doc: Mapping[str, Any]) -> dict[str, Days]:
    """The same of an article's document in a page file."""
    found = {}
    event, issued = doc["event_date"], doc.get("issue_date")
    if event:
        found["event"] = Days(event["start"], event["end"])
    if issued:
        found["issued"] = Days(*whole(issued["date"]))
    return found


def ordering(spans: Mapping[str, Days]) -> Days:
    """The days by which an article is ordered: its event's, else its paper's."""
    return spans.get("event") or spans.get("issued") or Days("", "")
