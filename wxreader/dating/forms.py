"""Days as papers and file names print them: 2023年5月13日, 2023.5.13, 二〇二三年五月十三日,
民國112年5月13日, 20230513.

A weekday beside a day checks it. The lunar calendar (農曆四月廿四) is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wxreader.dating.numerals import NUMERAL, number

REPUBLIC = 1911
"""Year 1 of the Republic's calendar is 1912."""
FIRST, LAST = 1850, 2150
"""Years that a printed day may have (chosen: papers in Chinese began in the 1850s)."""
_WIDE = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")
_HAN_NUMBER = rf"[{NUMERAL}]"
_YEAR = rf"(?:(?P<year>(?:19|20)\d{{2}})|(?P<han>[一二]{_HAN_NUMBER}{{3}}))"
_REPUBLIC = rf"(?:中[華华])?民[國国](?P<republic>\d{{2,3}}|{_HAN_NUMBER}{{1,6}})"
_MONTH = rf"(?P<month>\d{{1,2}}|{_HAN_NUMBER}{{1,2}})"
_DAY = rf"(?P<day>\d{{1,2}}|{_HAN_NUMBER}{{1,3}})"
_MONTH_DAY = rf"年\s*{_MONTH}\s*月\s*{_DAY}\s*[日号號]"
_WRITTEN = re.compile(
    "|".join(
        (
            rf"(?<!\d){_YEAR}\s*{_MONTH_DAY}",  # 2023年5月13日, 二〇二三年五月十三日
        )
    )
)
_OF_THE_REPUBLIC = re.compile(rf"{_REPUBLIC}\s*{_MONTH_DAY}")
_PARTED = re.compile(r"(?<![\d.])((?:19|20)\d{2})\s?([-./_])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d|\.\d)")
WEEKDAY = re.compile(r"(?:星期|[周週]|[禮礼]拜)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"
_BESIDE = 14
"""Characters between a day and its weekday, at the most (chosen: a lunar date may stand between)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A day in full, as found in a text."""

    day: date
    start: int
    end: int
    weekday: bool | None
    """Whether the weekday printed beside it is the day's; None where none is printed."""


def plain_digits(text: str) -> str:
    """The text with digits and their marks of half width, as long as before."""
    return text.translate(_WIDE)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar or these papers have none."""
    if not FIRST <= year <= LAST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday_beside(text: str, start: int, end: int, day: date) -> bool | None:
    """Whether a weekday near the day agrees with it."""
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    found = WEEKDAY.search(after) or next(reversed(list(WEEKDAY.finditer(before))), None)
    if found is None:
        return None
    return _WEEKDAYS.index(found.group(1).replace("天", "日")) == day.weekday()


def _written(text: str) -> Iterator[tuple[int, int, date | None]]:
    for found in _WRITTEN.finditer(text):
        year = number(found["year"] or found["han"])
        yield found.start(), found.end(), make_day(year, number(found["month"]), number(found["day"]))
    for found in _OF_THE_REPUBLIC.finditer(text):
        year = number(found["republic"]) + REPUBLIC
        yield found.start(), found.end(), make_day(year, number(found["month"]), number(found["day"]))
    for found in _PARTED.finditer(text):
        year, month, day = int(found.group(1)), int(found.group(3)), int(found.group(4))
        yield found.start(), found.end(), make_day(year, month, day)


def full_days(text: str) -> list[Printed]:
    """Every day printed in full in a text, in the order in which they stand."""
    text = plain_digits(text)
    found = [
        Printed(day=day, start=start, end=end, weekday=_weekday_beside(text, start, end, day))
        for start, end, day in _written(text)
        if day
    ]
    return sorted(found, key=lambda p: p.start)
