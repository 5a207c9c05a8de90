"""Days in a text seen from the day of the paper: 昨日, 21日, 上月, 本周三, 去年5月, 近日.

What can be told is a day, a month (2023-04), a year or an interval (start/end); what cannot is None.
今天 of a dispatch (新华社北京5月12日电) is the dispatch's day, not the paper's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from wxreader.dating.forms import make_day

VAGUE = {"近日": 14, "日前": 14, "近期": 30, "最近": 30, "连日来": 7, "近几日": 7, "近几天": 7}
"""Words for a time just past, and the days before the paper that they may mean (chosen)."""
_DAYS_AWAY = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_YEARS_AWAY = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_MONTHS_AWAY = {"上月": -1, "上个月": -1, "本月": 0, "这个月": 0, "当月": 0, "下月": 1, "下个月": 1}
_WEEKS_AWAY = {"上": -1, "本": 0, "这": 0, "下": 1}
_WEEKDAYS = "一二三四五六日"
_QUARTERS = {"一": (1, 3), "二": (4, 6), "三": (7, 9), "四": (10, 12)}
_HALVES = {"上": (1, 6), "下": (7, 12)}
_NOON = r"(?:上午|下午|晚上?|凌晨|中午|清晨|傍晚)"
_TO = rf"{_NOON}?\s?[至到—–－\-~～]+\s?"

_DAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年|(?P<away>前年|去年|上年|今年|本年|明年)的?)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"
    rf"(?:{_TO}(?:(?P<month2>\d{{1,2}})月)?(?P<day2>\d{{1,2}})[日号])?{_NOON}?"
)
_OF_MONTH = re.compile(
    r"(?P<away>上月|上个月|本月|这个月|当月|下月|下个月)(?:(?P<day>\d{1,2})[日号])?(?:[上中下]旬)?"
)
_MONTH = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年|(?P<away>前年|去年|上年|今年|本年|明年)的?)(?P<month>\d{1,2})月(?:份)?"
)
_YEAR = re.compile(r"(?:(?P<year>(?:19|20)\d{2})年|(?P<away>前年|去年|上年|今年|本年|明年))")
_PART = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年|(?P<away>前年|去年|上年|今年|本年|明年))?(?:第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)"
)
_NEAR = re.compile(r"(?P<away>大前|前|昨|今|明|后)(?:天|日|晚|晨|早|夜)(?:上午|下午|晚上?|凌晨|中午|早上)?")
_WEEK = re.compile(r"(?P<away>[上本这下])?(?:个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])?")
_ONLY_DAY = re.compile(rf"(?P<day>\d{{1,2}})[日号](?:{_TO}(?P<day2>\d{{1,2}})[日号])?{_NOON}?")
_SAME_DAY = re.compile(r"当天|当日|同日")


@dataclass(frozen=True, slots=True)
class Anchor:
    """From where a text's days are seen."""

    issued: date | None = None
    """Day of the paper."""
    event: date | None = None
    """First day of what the article tells."""
    today: date | None = None
    """Day of the dispatch, where it is printed: what 今天 means in it."""

    @property
    def day(self) -> date | None:
        """The day that 昨日 and 今天 are counted from."""
        return self.today or self.issued

    @property
    def this_year(self) -> int:
        """What 今年 is; 0 where it cannot be known."""
        known = self.day
        if known:
            return known.year
        return self.event.year if self.event else 0


def nearest(month: int, day: int, seen_from: date) -> date | None:
    """The day of this month and day that is nearest to another, in its year, the one before or the one
    after.
    """
    found = [d for y in (-1, 0, 1) if (d := make_day(seen_from.year + y, month, day))]
    return min(found, key=lambda d: abs((d - seen_from).days)) if found else None


def last_of(day: int, seen_from: date) -> date | None:
    """The last time, on `seen_from` or before, that a month had this day; None for a day that no month
    has.
    """
    for back in range(3):
        year, month = divmod(seen_from.year * 12 + seen_from.month - 1 - back, 12)
        found = make_day(year, month + 1, day)
        if found and found <= seen_from:
            return found
    return None


def _span(start: date, end: date | None) -> str:
    return f"{start.isoformat()}/{end.isoformat()}" if end and end > start else start.isoformat()


def _month_end(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def _months(year: int, months: tuple[int, int]) -> str | None:
    return _span(date(year, months[0], 1), _month_end(year, months[1])) if year else None


def _year_of(found: re.Match[str], anchor: Anchor) -> int:
    """The year that a match prints or counts from the anchor; 0 where there is none."""
    if found["year"]:
        return int(found["year"])
    if found["away"] and anchor.this_year:
        return anchor.this_year + _YEARS_AWAY[found["away"]]
    return 0


def _read_day(found: re.Match[str], anchor: Anchor) -> str | None:
    month, day, year = int(found["month"]), int(found["day"]), _year_of(found, anchor)
    if year:
        start = make_day(year, month, day)
    elif anchor.issued:
        start = nearest(month, day, anchor.issued)
    else:
        start = make_day(anchor.this_year, month, day)
    if start is None or not found["day2"]:
        return start.isoformat() if start else None
    last_month = int(found["month2"] or month)
    return _span(
        start, make_day(start.year + (1 if last_month < month else 0), last_month, int(found["day2"]))
    )


def _read_of_month(found: re.Match[str], anchor: Anchor) -> str | None:
    seen = anchor.day
    if seen is None:
        return None
    year, month = divmod(seen.year * 12 + seen.month - 1 + _MONTHS_AWAY[found["away"]], 12)
    if not found["day"]:
        return f"{year:04d}-{month + 1:02d}"
    day = make_day(year, month + 1, int(found["day"]))
    return day.isoformat() if day else None


def _read_month(found: re.Match[str], anchor: Anchor) -> str | None:
    year, month = _year_of(found, anchor), int(found["month"])
    return f"{year:04d}-{month:02d}" if year and make_day(year, month, 1) else None


def _read_year(found: re.Match[str], anchor: Anchor) -> str | None:
    year = _year_of(found, anchor)
    return f"{year:04d}" if year else None


def _read_part(found: re.Match[str], anchor: Anchor) -> str | None:
    year = _year_of(found, anchor) or (0 if found["year"] or found["away"] else anchor.this_year)
    return _months(year, _QUARTERS[found["quarter"]] if found["quarter"] else _HALVES[found["half"]])


def _read_near(found: re.Match[str], anchor: Anchor) -> str | None:
    seen = anchor.day
    return (seen + timedelta(days=_DAYS_AWAY[found["away"]])).isoformat() if seen else None


def _read_week(found: re.Match[str], anchor: Anchor) -> str | None:
    seen = anchor.day
    if seen is None or not (found["away"] or found["day"]):
        return None
    monday = seen + timedelta(days=7 * _WEEKS_AWAY[found["away"] or "本"] - seen.weekday())
    if found["day"]:
        return (monday + timedelta(days=_WEEKDAYS.index(found["day"].replace("天", "日")))).isoformat()
    return _span(monday, monday + timedelta(days=6))


def _read_only_day(found: re.Match[str], anchor: Anchor) -> str | None:
    day = int(found["day"])
    if anchor.day:
        start = last_of(day, anchor.day)
    elif anchor.event:
        start = make_day(anchor.event.year, anchor.event.month, day)
    else:
        start = None
    if start is None:
        return None
    end = make_day(start.year, start.month, int(found["day2"])) if found["day2"] else None
    return _span(start, end)


def _read_same_day(found: re.Match[str], anchor: Anchor) -> str | None:
    return anchor.event.isoformat() if anchor.event else None


_FORMS = (
    (_DAY, _read_day),
    (_OF_MONTH, _read_of_month),
    (_MONTH, _read_month),
    (_PART, _read_part),
    (_YEAR, _read_year),
    (_NEAR, _read_near),
    (_WEEK, _read_week),
    (_ONLY_DAY, _read_only_day),
    (_SAME_DAY, _read_same_day),
)


def value_of(words: str, anchor: Anchor) -> str | None:
    """What words for a time are worth: an ISO day, month, year or `start/end`; None where it cannot be
    known.
    """
    if words in VAGUE:
        if anchor.day is None:
            return None
        return _span(anchor.day - timedelta(days=VAGUE[words]), anchor.day)
    for pattern, read in _FORMS:
        found = pattern.fullmatch(words)
        if found:
            return read(found, anchor)
    return None


_NOT_A_DAY = re.compile(r"[月\d至到—–－\-~～第.]$")
_LEAD = re.compile(
    r"(?<![\d.月])(?P<only>\d{1,2}[日号](?:[至到—–－\-~～]+\d{1,2}[日号])?)(?=[，,]|上午|下午|晚|凌晨|中午|在|从|至|起|，|对|就|会见|致|表示|发表|举行|召开|宣布|主持|分别|向|同|与|与|抵达|电|出席|到|离开|说|启动|开幕|闭幕)"
    r"|(?P<near>(?:昨|今|前)(?:天|日|晚|晨|早)(?:上午|下午|晚上?|凌晨|中午|早上)?)"
    r"|(?P<week>[上本](?:周|星期)[一二三四五六日天])"
    r"|(?P<month>(?:上|本|上个)月\d{1,2}[日号])"
)


def relative_days(lead: str) -> Iterator[tuple[int, str]]:
    """Words for a day in a lead that only the day of the paper makes a date: where they stand and what
    they are.
    """
    for found in _LEAD.finditer(lead):
        yield found.start(), found.group()
