"""The reader's word on the day of a page: kept like a correction, the last one of a page holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wxreader.dating.forms import make_day
from wxreader.dating.page import Given, redate
from wxreader.model import Correction, CorrectionKind, Page

BY_HAND = "by hand"
"""Evidence of a day that the reader set."""


def dating(source: str, day: date, *, key: str, made: str) -> Correction:
    """The correction that sets the day of a page.

    Args:
        source: The page's source.
        day: Day of the paper.
        key: Id of the correction.
        made: ISO time with zone.
    """
    return Correction(
        id=key, kind=CorrectionKind.ISSUED, source=source, created=made, before="", after=day.isoformat()
    )


def day_of(correction: Correction) -> date | None:
    """The day that a correction sets; None where it holds none."""
    try:
        day = date.fromisoformat(correction.after)
    except ValueError:
        return None
    return make_day(day.year, day.month, day.day)


def dated_by_hand(page: Page, corrections: Sequence[Correction]) -> tuple[Page, bool]:
    """A page with the last day that its reader set, and whether each correction holds a day."""
    days = [day_of(c) for c in corrections]
    told = next((d for d in reversed(days) if d), None)
    if told is None:
        return page, not days
    given = Given(day=told, where=BY_HAND, paper=page.source.paper, page_number=page.source.page_number)
    return redate(page, max(date.today(), told), given), None not in days
