"""The day that a lead prints: the first full day or range, its year open unless printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wxreader.dating.forms import make_day
from wxreader.model import Article

LEAP = 2000
"""A year that has every day: a lead of 29 February needs one."""
LEAD = 120
"""Characters of a first paragraph in which a relative day (昨日) is the lead's (chosen)."""
_DAY = re.compile(r"(?:((?:19|20)\d{2})年)?(\d{1,2})月(\d{1,2})[日号]")
_RANGE_END = re.compile(
    r"(?:上午|下午|晚|晚上|凌晨|中午)?\s*[至到\-—–－~～]+\s*(?:(\d{1,2})月)?(\d{1,2})[日号]"
)
VAGUE = re.compile(r"近日|日前|近期|连日来|最近|眼下|当前")
_OPENING = 40
"""Characters of a paragraph in which a vague word keeps the dateline's day from being the event's
(chosen).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Day and month of a lead."""

    month: int
    day: int
    end_month: int
    end_day: int
    year: int
    """0 where none is printed."""


def lead_date(text: str) -> Lead | None:
    """The first full day or range in a lead; None where a vague word (近日) comes first or no day is
    printed.
    """
    found = _DAY.search(text) if "月" in text else None
    if not found or VAGUE.search(text, 0, found.start()):
        return None
    year, month, day = int(found.group(1) or 0), int(found.group(2)), int(found.group(3))
    if make_day(year or LEAP, month, day) is None:
        return None
    end_month, end_day = _range_end(text, found.end(), year or LEAP, month) or (month, day)
    return Lead(month=month, day=day, end_month=end_month, end_day=end_day, year=year)


def _range_end(text: str, at: int, year: int, month: int) -> tuple[int, int] | None:
    """Last month and day of a range, behind the character where its first day ends; None without one."""
    found = _RANGE_END.match(text, at)
    if not found:
        return None
    end_month, end_day = int(found.group(1) or month), int(found.group(2))
    return (end_month, end_day) if make_day(year, end_month, end_day) else None


def opens_vaguely(article: Article) -> bool:
    """Whether the first words are 近日 and its like."""
    return bool(article.paragraphs and VAGUE.search(article.paragraphs[0].text[:_OPENING]))


def lead_of(article: Article) -> Lead | None:
    """The day of an article's lead, else of its dateline."""
    found = lead_date(article.paragraphs[0].text) if article.paragraphs else None
    if found is None and not opens_vaguely(article):
        found = lead_date(article.dateline)
    return found
