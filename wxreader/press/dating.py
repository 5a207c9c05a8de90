"""When it happened: day and month from the lead, the year from evidence on the page.

Dailies print no year. Counting the years a page mentions finds the right one on 67 to 88% of pages
(plans and last year's figures mislead), so evidence is weighed: dated events, anniversaries, this
year's plans and meetings; the articles of a page vouch for each other. What was found and how sure
it is stays with the date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from statistics import median_low

from wxreader.model import Article, EventDate

_FULL = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_DAY = re.compile(r"(?:((?:19|20)\d{2})年)?(\d{1,2})月(\d{1,2})日")
_RANGE_END = re.compile(r"(?:上午|下午|晚|晚上|凌晨|中午)?\s*[至到\-—–－~～]+\s*(?:(\d{1,2})月)?(\d{1,2})日")
_VAGUE = re.compile(r"近日|日前|近期|连日来|最近|眼下|当前")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|(?=无锡|全国|中国|世界|江苏|[\u4e00-\u9fff“]))(度)?")
_ELAPSED = re.compile(r"((?:19|20)\d{2})年(?:\d{1,2}月)?[^。]{0,60}?([一二三四五六七八九十]{1,2})年多")
_ANNIVERSARY = re.compile(r"今年(?:是|恰逢|正值|系|迎来)([^。；]{2,50}?)(\d{1,3})\s*周年")
_PLANNED = re.compile(
    r"(?:到|至|力争|确保|计划|预计|争取|目标|截至|自|从|早在|建于|始于|成立于|原则上在)\s*$"
)
_OWN_YEAR = re.compile(
    r"工作要点|第[一二三四五六七八九十\d]+次|[一二三]季度|上半年|第[一二三四]季度|[春夏秋冬]季|目录|名单|活动|国际|论坛|大会|峰会|交流会|博览会|重点工作|工作部署|“|[\u4e00-\u9fff]{1,4}[—-]"
)
_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")}
_WEEKDAYS = "一二三四五六日"
HIGH = 3.0
"""Weight from which a year counts as fixed by the page."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words on the page that speak for a year."""

    year: int
    weight: float
    words: str
    article: int
    """Order of the article they stand in; -1 for page furniture."""


@dataclass(frozen=True, slots=True)
class _Event:
    pattern: re.Pattern[str]
    day: date
    months: int


@dataclass(frozen=True, slots=True)
class _Lead:
    """Day and month of an article's lead, the year left open unless printed."""

    month: int
    day: int
    end_month: int
    end_day: int
    year: int


def _rows(name: str) -> Iterable[list[str]]:
    for line in resources.files("wxreader").joinpath(f"data/{name}").read_text("utf-8").split("\n"):
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


@lru_cache(maxsize=1)
def _events() -> tuple[_Event, ...]:
    return tuple(
        _Event(re.compile(p), date.fromisoformat(d), int(m)) for p, d, m, _ in _rows("dated_events.txt")
    )


@lru_cache(maxsize=1)
def _foundings() -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(p), int(y)) for p, y, _ in _rows("founding_years.txt"))


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def lead_date(text: str) -> _Lead | None:
    """The first full day or range in a lead; None where a vague word (近日) comes first or no day is printed."""
    found = _DAY.search(text)
    vague = _VAGUE.search(text)
    if not found or (vague and vague.start() < found.start()):
        return None
    year, month, day = int(found.group(1) or 0), int(found.group(2)), int(found.group(3))
    if _safe(year or 2000, month, day) is None:
        return None
    end = _RANGE_END.match(text, found.end())
    end_month, end_day = (int(end.group(1) or month), int(end.group(2))) if end else (month, day)
    if _safe(year or 2000, end_month, end_day) is None:
        end_month, end_day = month, day
    return _Lead(month, day, end_month, end_day, year)


def _number(han: str) -> int:
    """七 -> 7, 十二 -> 12, 二十 -> 20."""
    if "十" in han:
        tens, _, ones = han.partition("十")
        return (_HAN.get(tens, 1) if tens else 1) * 10 + (_HAN.get(ones, 0) if ones else 0)
    return _HAN.get(han, 0)


def _printed_years(order: int, text: str) -> Iterable[Evidence]:
    """Years that the text prints: this year's plans and meetings weigh most, plans for later least."""
    for found in _YEAR.finditer(text):
        year = int(found.group(1))
        after = text[found.end() : found.end() + 12]
        words = text[found.start() : found.end() + 10]
        if _PLANNED.search(text[max(0, found.start() - 6) : found.start()]) or re.match(r"[前底以来]", after):
            continue
        if found.group(2) or re.match(r"度", after):
            if re.search(r"考核|决算|总结|表彰|获奖|科学技术奖", text[found.end() : found.end() + 20]):
                yield Evidence(year + 1, 2.0, words, order)
            else:
                yield Evidence(year, 1.5, words, order)
        elif not re.match(r"\d{1,2}月", after):
            yield Evidence(
                year, 2.5 if _OWN_YEAR.match(after) or _OWN_YEAR.search(after[:8]) else 0.5, words, order
            )
        elif _FULL.match(text, found.start()):
            yield Evidence(year, 0.6, words, order)


def _reckoned_years(order: int, text: str) -> Iterable[Evidence]:
    """Years that follow from the text by counting: 2017年…七年多, 今年是…5周年."""
    for found in _ELAPSED.finditer(text):
        yield Evidence(int(found.group(1)) + _number(found.group(2)), 2.5, found.group(), order)
    for found in _ANNIVERSARY.finditer(text):
        for pattern, founded in _foundings():
            if pattern.search(found.group(1)):
                yield Evidence(founded + int(found.group(2)), 4.0, found.group(), order)


def _event_years(order: int, text: str, leads: list[_Lead]) -> Iterable[Evidence]:
    """Years in which the page's own days fall within an event's news."""
    for event in _events():
        found = event.pattern.search(text)
        if not found:
            continue
        last = event.day + timedelta(days=31 * event.months)
        days = leads or [_Lead(event.day.month, event.day.day, 0, 0, 0)]
        for year in range(event.day.year, last.year + 1):
            inside = sum(
                bool((d := _safe(year, x.month, x.day)) and event.day - timedelta(days=10) <= d <= last)
                for x in days
            )
            if inside:
                fresh = event.months <= 4 or any(
                    (d := _safe(year, x.month, x.day)) and abs((d - event.day).days) <= 62 for x in days
                )
                weight = 3.5 if fresh else 2.5
                yield Evidence(
                    year, weight * inside / len(days), f"{found.group()}（{event.day.isoformat()}）", order
                )


def _furniture_years(leftover: tuple[str, ...], leads: list[_Lead]) -> Iterable[Evidence]:
    """The paper's own date line fixes the year."""
    for line in leftover:
        found = _FULL.search(line)
        if found and (day := _safe(*map(int, found.groups()))):
            for shift in (0, -1):
                if any(x.month - day.month >= 10 for x in leads) == bool(shift):
                    yield Evidence(day.year + shift, 8.0, line, -1)


def weigh(articles: list[Article], leftover: tuple[str, ...]) -> list[Evidence]:
    """All evidence for the year on a page."""
    leads = [x for a in articles if (x := _lead_of(a))]
    out = list(_furniture_years(leftover, leads))
    for order, article in enumerate(articles):
        text = "\n".join([article.heading, article.dateline, *(p.text for p in article.paragraphs)])
        out.extend(_printed_years(order, text))
        out.extend(_reckoned_years(order, text))
        out.extend(_event_years(order, text, leads))
    return out


def best_year(evidence: list[Evidence]) -> tuple[int, float, float]:
    """The year with the most weight, its weight and its lead over the next; (0, 0, 0) without evidence.

    Repeated words count less and less (a half, a third …), so that a list of figures does not outvote a plan.
    """
    votes: dict[int, float] = defaultdict(float)
    times: dict[tuple[int, float], int] = defaultdict(int)
    for item in sorted(evidence, key=lambda e: -e.weight):
        times[item.year, item.weight] += 1
        votes[item.year] += item.weight / times[item.year, item.weight]
    if not votes:
        return 0, 0.0, 0.0
    ranked = sorted(((w, y) for y, w in votes.items()), reverse=True)
    return ranked[0][1], ranked[0][0], ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)


def _lead_of(article: Article) -> _Lead | None:
    found = lead_date(article.paragraphs[0].text) if article.paragraphs else None
    if found is None and not (article.paragraphs and _VAGUE.search(article.paragraphs[0].text[:40])):
        found = lead_date(article.dateline)
    return found


def _words(evidence: list[Evidence], year: int, order: int) -> str:
    """The weightiest words for a year, the article's own first."""
    own = [e for e in evidence if e.year == year and e.article == order and e.weight >= 1]
    best = max(own or [e for e in evidence if e.year == year], key=lambda e: e.weight)
    where = "" if best.article == order else "报头：" if best.article < 0 else "同版："
    return where + best.words


def date_articles(articles: list[Article], leftover: tuple[str, ...]) -> list[Article]:
    """Give each article of a page its event date, where its lead prints a day.

    Args:
        articles: In page order.
        leftover: Page furniture, in which the paper's own date may stand.
    """
    evidence = weigh(articles, leftover)
    year, weight, ahead = best_year(evidence)
    leads = [_lead_of(a) for a in articles]
    months = [x.month for x in leads if x]
    middle = median_low(months) if months else 0
    out = []
    for order, (article, lead) in enumerate(zip(articles, leads, strict=True)):
        if lead is None or not (lead.year or year):
            out.append(replace(article, doubts=(*article.doubts, "year")) if lead else article)
            continue
        of = lead.year or year - (lead.month - middle >= 10)
        start = _safe(of, lead.month, lead.day)
        end = _safe(of + (lead.end_month < lead.month), lead.end_month, lead.end_day)
        if start is None or end is None:
            out.append(article)
            continue
        sure = bool(lead.year) or (weight >= HIGH and ahead >= 1.0)
        words = f"{lead.year}年" if lead.year else _words(evidence, year, order)
        dated = EventDate(start.isoformat(), end.isoformat(), "high" if sure else "low", words)
        doubts = article.doubts if sure else (*article.doubts, "year")
        out.append(replace(article, event_date=dated, doubts=doubts))
    return out
