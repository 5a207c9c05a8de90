"""What on a page speaks for its year: years printed, events, offices, words of a time, numbered
series, anniversaries.

Each piece is a `Clue`; how much it weighs for a year is not decided here but fitted (`year`). A year needs
年 after it or a name beside it: 「2098名」 is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from wxreader.dating import almanac
from wxreader.dating.clues import Clue, of_year
from wxreader.dating.numerals import NUMERAL, number
from wxreader.dating.phrases import spotted, visits

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
_OTHER_YEAR = re.compile(r"财年|财政年度|届")
"""A year of another kind: a budget's, a class of students'."""
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
_ANNIVERSARY = re.compile(rf"(?P<n>\d{{1,3}}|[{NUMERAL}]{{1,5}})[个]?周年")
_CELEBRATED = re.compile(r"[^，。；\n]{2,30}$")
"""What an anniversary is of, before its number."""
_CELEBRATED_LONGEST, _WORDS = 30, 24
_AT_MEETING = re.compile(r"在[^，。；]{0,4}(?:纪念|庆祝|庆祝大会|纪念大会)")
_SHIFTED = re.compile(r"(明年|去年|后年|前年)[^，。；\n]{0,24}$")
_SHIFTS = {"明年": -1, "后年": -2, "去年": 1, "前年": 2}
"""「明年…70周年」: the page is a year older."""
_GOALS = re.compile(r"(?:制造|愿景|目标|议程|战略|规划|纲要|中国|计划)[”》]?$")
_GOALS_AFTER = re.compile(r"[”》]?(?:计划|愿景|议程|目标|战略|工程|规划)")
_THIS_YEAR = re.compile(r"今年(?:是|恰逢|正值|系|迎来|适逢|也是|又是|，?是)")
_ELAPSED = re.compile(r"((?:19|20)\d{2})年(?:\d{1,2}月)?[^。\n]{0,60}?([一二三四五六七八九十]{1,2})年多")
_RELATIONS = re.compile(rf"建交(?:即将)?(?:迎来)?(?P<n>\d{{1,2}}|[{NUMERAL}]{{1,4}})(?:[个]?周)?年")
_SHIFT_BEFORE = 12
"""Characters before an anniversary in which 明年 is looked for (chosen)."""
_COUNTRY_BEFORE = 200
"""Characters before 建交 in which its country is looked for (chosen)."""
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
            yield of_year(_kind_of_year(text, found.start(), found.end()), year, words, found.start())
        elif found["span"]:
            yield of_year("range", year, words, found.start())
        elif _GOALS.search(text[max(0, found.start() - 4) : found.start()]) or _GOALS_AFTER.match(
            text, found.end()
        ):
            yield of_year("plan", year, words, found.start())
        elif text[found.end() : found.end() + 1] not in _MEASURES and not _OTHER_YEAR.match(
            text, found.end()
        ):
            yield of_year("bare", year, words, found.start())
    for found in _HAN_YEAR.finditer(text):
        year = number(found.group(1))
        if OLDEST <= year < OLDEST + 200:
            yield of_year("plain", year, found.group(), found.start())


def _founded(before: str) -> int | None:
    """The year that an anniversary is counted from, by the words before it."""
    for founding in almanac.foundings():
        if any(p in before for p in founding.phrases):
            return founding.year
    return None


def _kind_of_anniversary(before: str) -> str:
    """Whether this year's, one celebrated at a meeting that may be long over, or one that is only named."""
    if _THIS_YEAR.search(before):
        return "anniversary-now"
    return "anniversary-held" if _AT_MEETING.search(before) else "anniversary"


def _anniversaries(text: str) -> Iterator[Clue]:
    for found in _ANNIVERSARY.finditer(text):
        celebrated = _CELEBRATED.search(text, max(0, found.start() - _CELEBRATED_LONGEST), found.start())
        founded = _founded(celebrated.group()) if celebrated else None
        if celebrated is None or founded is None:
            continue
        before = text[max(0, celebrated.start() - _SHIFT_BEFORE) : found.start()]
        shifted = _SHIFTED.search(before)
        year = founded + number(found["n"]) + (_SHIFTS[shifted.group(1)] if shifted else 0)
        if OLDEST <= year < OLDEST + 200:
            words = (celebrated.group() + found.group())[-_WORDS:]
            yield of_year(_kind_of_anniversary(before), year, words, celebrated.start())


def _reckoned(text: str) -> Iterator[Clue]:
    """Years that follow by counting: 今年是…5周年, 2017年…七年多."""
    if "周年" in text:
        yield from _anniversaries(text)
    for found in _ELAPSED.finditer(text) if "年多" in text else ():
        yield of_year("elapsed", int(found.group(1)) + number(found.group(2)), found.group(), found.start())


def _partner(before: str) -> int | None:
    """The first year of the relations spoken of, by the words before: 中泰, else the country named last."""
    beside = re.search(r"中([\u4e00-\u9fff]{1,2}?)(?:两国)?(?:正式)?$|([\u4e00-\u9fff])中(?:两国)?$", before)
    short = beside and (beside.group(1) or beside.group(2))
    last, year = -1, None
    for one in almanac.relations():
        at = max(before.rfind(name) for name in one.names)
        if short and short in one.short:
            at += len(before)
        if at > last:
            last, year = at, one.year
    return year


def _relations(text: str) -> Iterator[Clue]:
    """Years that follow from how long relations with a country have lasted."""
    if "建交" not in text:
        return
    for found in _RELATIONS.finditer(text):
        began = _partner(text[max(0, found.start() - _COUNTRY_BEFORE) : found.start()])
        years = number(found["n"])
        if began and years:
            shifted = _SHIFTED.search(text[max(0, found.start() - _SHIFT_BEFORE) : found.start()])
            year = began + years + (_SHIFTS[shifted.group(1)] if shifted else 0)
            yield of_year("relations", year, found.group(), found.start())


def _cycles(text: str) -> Iterator[Clue]:
    """Animals and stems of the lunar year stand for every twelfth and sixtieth year: told by the words
    alone.
    """
    for found in _ZODIAC.finditer(text):
        animal = _ZODIACS.index(found.group(1) or found.group(2))
        yield of_year("zodiac", 1948 + animal, found.group(), found.start())
    for found in _CYCLE.finditer(text):
        stem, branch = _STEMS.index(found.group(1)), _BRANCHES.index(found.group(2))
        if stem % 2 == branch % 2:
            yield of_year("zodiac", 1948 + branch, found.group(), found.start())


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


_TELLERS = (_printed_years, _reckoned, _relations, _cycles, _weekdays, visits, spotted)


def clues_of(text: str) -> list[Clue]:
    """All clues of a page, in no order.

    Args:
        text: The articles one after the other, a line feed between.
    """
    return [clue for tell in _TELLERS for clue in tell(text)]
