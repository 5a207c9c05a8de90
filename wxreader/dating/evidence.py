"""What on a page speaks for its year: years printed, events, offices, words of a time, numbered
series, anniversaries.

Each piece is a `Clue`; how much it weighs for a year is not decided here but fitted (`year`). A year needs
年 after it or a name beside it: 「2098名」 is none.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date

from wxreader.dating import almanac
from wxreader.dating.numerals import NUMERAL, number

Pairs = Set[str]
"""Each two neighbouring characters of a text."""
OLDEST = 1900
"""Years before it are history."""

_YEAR = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})"
    r"(?:(?P<year>年)|(?P<span>\s?[-—–－~～至]\s?(?:19|20)\d{2}年)|(?P<name>(?=[-—–·－]?[“\u4e00-\u9fff]|”)))"
)
_HAN_YEAR = re.compile(r"([一二]" + r"[零〇○一二三四五六七八九]{3})年")
_MEASURES = frozenset(
    "名个元万亿吨米户家台套辆件项多余公里平方人次只头条座千百度份所处株亩册部艘架枚票股点号"
)
"""After a number without 年 they make it a count."""
_PLANNED = re.compile(r"(?:到|至|力争|确保|计划|预计|争取|目标|有望|将于|拟于|定于|面向|展望)\s*$")
_SINCE = re.compile(r"(?:自|从|早在|建于|始于|成立于|始建于|创办于|创建于|源于|生于)\s*$")
_AS_OF = re.compile(r"(?:截至|截止|截止到|截至到)\s*$")
_AFTER_END = re.compile(r"(?:底|末|年底|年末)?[前底末]")
_AFTER_SINCE = re.compile(
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起|开始|至今|成立|创办|创建|出生|毕业|参加|入党)"
)
_FISCAL = re.compile(r"度")
_RESULT = re.compile(
    r"(?:度|全年|以来)?[^，。；\n]{0,14}?(?:考核|决算|总结|表彰|获奖|经济运行|十大|科学技术奖|科技奖|执行情况|统计公报)"
)
"""Said of a year that is over."""
_NEW_YEAR = re.compile(r"(?:的?到来)?[^，。；\n]{0,4}?(?:新年|元旦|贺词|献词|第一缕|钟声|跨年)")
_WILL = re.compile(r"(?:迎接|即将到来的|筹备|备战|申办|倒计时)[^，。；\n]{0,3}$")
_WILL_BE = re.compile(r"(?:起|前)?[^，。；\n]{0,8}?(?:将[^军领来近]|倒计时|即将|有望|力争|拟)")
_NUMBERED = re.compile(rf"度?[^，。；\n]{{0,6}}?第[{NUMERAL}\d]{{1,3}}[次期批轮号]")
_PART = re.compile(r"(?:上半年|下半年|[前第]?[一二三四]季度|[前一二三四五六七八九十]{1,3}个月|[春夏秋冬]季?)")
_DAY_AFTER = re.compile(r"\d{1,2}月\d{1,2}[日号]")
_MONTH_AFTER = re.compile(r"\d{1,2}月")
_NAMED = re.compile(
    r"[“《（(]?[^，。；、]{0,10}?"
    r"(?:论坛|大会|年会|峰会|博览会|交易会|展览会|春运|两会|锦标赛|联赛|世界杯|大奖赛|公开赛|冠军赛|电影节"
    r"|艺术节|文化节|旅游节|春晚|晚会|演习|行动|计划|要点|名单|榜|高考|国考|春节|国庆|报告|预算|考试|招生|活动)"
)
_ANNIVERSARY = re.compile(
    rf"([^，。；\n]{{2,30}}?)(?P<n>\d{{1,3}}|[{NUMERAL}]{{1,5}})[个]?周年"
)  # fmt: skip
_SHIFTED = re.compile(r"(明年|去年|后年|前年)[^，。；\n]{0,24}$")
_SHIFTS = {"明年": -1, "后年": -2, "去年": 1, "前年": 2}
"""「明年…70周年」: the page is a year older."""
_GOALS = re.compile(r"(?:制造|愿景|目标|议程|战略|规划|纲要|中国|计划)[”》]?$")
_GOALS_AFTER = re.compile(r"[”》]?(?:计划|愿景|议程|目标|战略|工程|规划)")
_THIS_YEAR = re.compile(r"今年(?:是|恰逢|正值|系|迎来|适逢|也是|又是|，?是)")
_ELAPSED = re.compile(r"((?:19|20)\d{2})年(?:\d{1,2}月)?[^。\n]{0,60}?([一二三四五六七八九十]{1,2})年多")
_WEEKDAY = re.compile(
    r"(\d{1,2})月(\d{1,2})[日号][（(，,]?(?:今天，?)?(?:是)?(?:星期|周)([一二三四五六日天])"
    r"|(?:星期|周)([一二三四五六日天])[（(](\d{1,2})月(\d{1,2})[日号]"
)
_DAYS = "一二三四五六日"
_ZODIAC = re.compile(
    r"农历([鼠牛虎兔龙蛇马羊猴鸡狗猪])年"
    r"|([鼠牛虎兔龙蛇马羊猴鸡狗猪])年(?:春节|新春|吉祥|大吉|央视|春晚|贺岁|生肖|邮票|新年|的第一|除夕)"
)
_ZODIACS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CYCLE = re.compile(rf"([{_STEMS}])([{_BRANCHES}])年(?!间|战争|革命|条约|变法)")
_FORMER = re.compile(
    r"[前原](?:任)?[^，。、；]{0,4}$|时任[^，。、；]{0,8}$|已故[^，。、；]{0,6}$|候选人$|当选"
)
_HELD = re.compile(
    r".{0,2}?(?:精神|报告|闭幕|通过的?《|审议通过|公报|作出的?决[定策]|确定的|提出的|部署|成果|胜利召开|圆满|[上中]的)"
)
"""Said of what has been held: a page is not older."""
_SPIRIT = 2
_SINCE_EVENT = re.compile(r"”?以来|之后|召开前")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """Words on the page that speak for a year."""

    kind: str
    """What it is: `plain`, `event`, `office` …; weights go by it."""
    first: date
    """The year (its first day), the event's day, or the first day of a time."""
    last: date
    """Last day of a time; for an event the day until which it is news."""
    words: str
    """As they stand on the page."""
    at: int
    """Character of the page's text where they begin."""


def _of_year(kind: str, year: int, words: str, at: int) -> Clue:
    return Clue(kind=kind, first=date(year, 1, 1), last=date(year, 12, 31), words=words, at=at)


_BEFORE = (("as-of", _AS_OF), ("plan", _PLANNED), ("since", _SINCE), ("plan", _WILL))
"""What a year is there for by the words before it, the first that holds."""
_AFTER = (
    ("plan", _AFTER_END),
    ("since", _AFTER_SINCE),
    ("result", _RESULT),
    ("numbered", _NUMBERED),
    ("new-year", _NEW_YEAR),
    ("plan", _WILL_BE),
    ("fiscal", _FISCAL),
    ("day", _DAY_AFTER),
    ("month", _MONTH_AFTER),
    ("part", _PART),
    ("named", _NAMED),
)
"""What it is there for by the words after it."""


def _kind_of_year(text: str, start: int, end: int) -> str:
    """What a year with 年 is there for, by the words around it."""
    before, after = text[max(0, start - 6) : start], text[end : end + 24]
    for kind, pattern in _BEFORE:
        if pattern.search(before):
            return kind
    return next((kind for kind, pattern in _AFTER if pattern.match(after)), "plain")


def _printed_years(text: str) -> Iterator[Clue]:
    for found in _YEAR.finditer(text):
        year, words = int(found.group(1)), text[found.start() : found.end() + 10].split("\n")[0]
        if found["year"]:
            yield _of_year(_kind_of_year(text, found.start(), found.end()), year, words, found.start())
        elif found["span"]:
            yield _of_year("range", year, words, found.start())
        elif _GOALS.search(text[max(0, found.start() - 4) : found.start()]) or _GOALS_AFTER.match(
            text, found.end()
        ):
            yield _of_year("plan", year, words, found.start())
        elif text[found.end() : found.end() + 1] not in _MEASURES:
            yield _of_year("bare", year, words, found.start())
    for found in _HAN_YEAR.finditer(text):
        year = number(found.group(1))
        if OLDEST <= year < OLDEST + 200:
            yield _of_year("plain", year, found.group(), found.start())


def _founded(before: str) -> int | None:
    """The year that an anniversary is counted from, by the words before it."""
    for founding in almanac.foundings():
        if any(p in before for p in founding.phrases):
            return founding.year
    return None


def _reckoned(text: str) -> Iterator[Clue]:
    """Years that follow by counting: 今年是…5周年, 2017年…七年多."""
    if "周年" in text:
        for found in _ANNIVERSARY.finditer(text):
            founded = _founded(found.group(1))
            if founded is None:
                continue
            before = text[max(0, found.start() - 12) : found.start("n")]
            kind = "anniversary-now" if _THIS_YEAR.search(before) else "anniversary"
            shifted = _SHIFTED.search(before)
            year = founded + number(found["n"]) + (_SHIFTS[shifted.group(1)] if shifted else 0)
            if OLDEST <= year < OLDEST + 200:
                yield _of_year(kind, year, found.group()[-24:], found.start())
    for found in _ELAPSED.finditer(text):
        yield _of_year("elapsed", int(found.group(1)) + number(found.group(2)), found.group(), found.start())


def _numbered(text: str) -> Iterator[Clue]:
    """Years of numbered series: 第八届进博会."""
    for one in almanac.series():
        if one.needle in text:
            for found in one.pattern.finditer(text):
                year = one.year_of(number(found.group(1)))
                if year:
                    yield _of_year("series", year, found.group(), found.start())


def _cycles(text: str) -> Iterator[Clue]:
    """Animals and stems of the lunar year stand for every twelfth and sixtieth year: told by the words
    alone.
    """
    for found in _ZODIAC.finditer(text):
        animal = _ZODIACS.index(found.group(1) or found.group(2))
        yield _of_year("zodiac", 1948 + animal, found.group(), found.start())
    for found in _CYCLE.finditer(text):
        stem, branch = _STEMS.index(found.group(1)), _BRANCHES.index(found.group(2))
        if stem % 2 == branch % 2:
            yield _of_year("zodiac", 1948 + branch, found.group(), found.start())


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


LONG_NEWS = 6
"""Months from which an event is a congress, spoken of for years (chosen)."""


def _of_event(event: almanac.Event, kind: str, words: str, at: int) -> Iterator[Clue]:
    """A clue for each day of an event; of several the model takes the one that fits."""
    for day in event.days:
        last = _months_later(day, event.months)
        yield Clue(kind=kind, first=day, last=last, words=f"{words}（{day.isoformat()}）", at=at)


def _kind_of_event(event: almanac.Event) -> str:
    if event.months >= LONG_NEWS:
        return "congress"
    return "announced" if event.announced else "event"


def _events(text: str, pairs: Pairs) -> Iterator[Clue]:
    for event in almanac.events():
        for phrase in event.phrases:
            at = text.find(phrase) if phrase[:2] in pairs else -1
            if at < 0:
                continue
            kind = _kind_of_event(event)
            if _SINCE_EVENT.match(text, at + len(phrase)):
                kind = "after-event"
            elif kind != "event" and _HELD.match(text, at + len(phrase) - _SPIRIT):
                kind = f"held-{kind}"
            yield from _of_event(event, kind, phrase, at)
            break


_VISIT = re.compile(r"[^。\n]*国事访问")
_VISIT_MONTHS = 1


def _visits(text: str) -> Iterator[Clue]:
    """State visits abroad; those to China come every week."""
    if "国事访问" not in text:
        return
    for found in _VISIT.finditer(text):
        sentence = found.group()
        if ("习近平" not in sentence and "国家主席" not in sentence) or re.search(
            "对(?:中国|我国)进行|来华", sentence
        ):
            continue
        for country, days in almanac.visits():
            if country in sentence:
                event = almanac.Event(phrases=(country,), days=days, months=_VISIT_MONTHS)
                yield from _of_event(event, "visit", f"对{country}国事访问", found.start())


def _people(text: str, pairs: Pairs) -> Iterator[Clue]:
    for name, first, last in almanac.people():
        at = text.find(name) if name[:2] in pairs else -1
        if at >= 0:
            yield Clue(kind="person", first=first, last=last, words=name, at=at)


def _times(text: str, pairs: Pairs) -> Iterator[Clue]:
    for time in almanac.times():
        for phrase in time.phrases:
            at = text.find(phrase) if phrase[:2] in pairs else -1
            if at >= 0:
                kind = "time" if time.last == almanac.ALWAYS else "closed-time"
                yield Clue(kind=kind, first=time.first, last=time.last, words=phrase, at=at)
                break
    for phrases, first, last in almanac.plans():
        for phrase in phrases:
            at = text.find(phrase)
            if at >= 0:
                start, end = date(first, 1, 1), date(last, 12, 31)
                yield Clue(kind="period", first=start, last=end, words=phrase, at=at)
                break


def _offices(text: str, pairs: Pairs) -> Iterator[Clue]:
    """Terms of those who are named with their office; two terms of one person are two clues of one name."""
    seen: dict[str, str | None] = {}
    for term in almanac.terms():
        if term.name[:2] not in pairs or term.name not in text:
            continue
        for form in term.forms:
            if form not in seen:
                seen[form] = form if _in_office(text, form) else None
            if seen[form]:
                yield Clue(kind="office", first=term.first, last=term.last, words=form, at=text.find(form))
                break


def _in_office(text: str, form: str) -> bool:
    at = text.find(form)
    while at >= 0:
        if not _FORMER.search(text[max(0, at - 12) : at]):
            return True
        at = text.find(form, at + 1)
    return False


def _weekdays(text: str) -> Iterator[Clue]:
    """Days with their weekday; `first` holds month and day in a leap year, `last` a day of that weekday."""
    for found in _WEEKDAY.finditer(text):
        month, day = int(found.group(1) or found.group(5)), int(found.group(2) or found.group(6))
        weekday = _DAYS.index((found.group(3) or found.group(4)).replace("天", "日"))
        try:
            printed = date(2000, month, day)
        except ValueError:
            continue
        monday_based = date(2001, 1, 1 + weekday)
        yield Clue(kind="weekday", first=printed, last=monday_based, words=found.group(), at=found.start())


_TELLERS = (
    _printed_years,
    _reckoned,
    _numbered,
    _cycles,
    _visits,
    _weekdays,
)
_PHRASE_TELLERS = (_events, _times, _offices, _people)
"""Those that look for hundreds of phrases: a phrase whose first two characters stand nowhere together
is not looked for.
"""


def clues_of(text: str) -> list[Clue]:
    """All clues of a page, in no order.

    Args:
        text: The articles one after the other, a line feed between.
    """
    pairs = set(map(operator.add, text, text[1:]))
    found = [clue for tell in _TELLERS for clue in tell(text)]
    return found + [clue for tell in _PHRASE_TELLERS for clue in tell(text, pairs)]
