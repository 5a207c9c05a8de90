"""Whatever a file is called and whatever it holds: no exception, no impossible date,
the same answer twice.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dating.pages import dated
from wxreader.dating.names import read_path
from wxreader.dating.relative import Anchor, value_of

LATEST = date(2024, 2, 29)
PIECES = (
    "2023年", "二〇二四年", "月", "日", "12", "2098", "1900", "31", "29", "2", "-", ".", "星期六", "第", "版",
    "A02", "民國", "112年", "农历",
    "今年是", "周年", "新中国成立", "党的十八大", "习近平总书记", "昨日", "近日", "至", "，", "。", "\n",
    "届", "第八届中国国际进口博览会", "龙年春节",
    "甲辰年", "“十四五”", "截至", "到", "9999年12月31日", "0", "2月30日", "13月1日", "\u0000", "２０２３年",
)  # fmt: skip
words = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30).map("".join)
names = st.one_of(words, st.text(max_size=30), st.from_regex(r"[a-z]{0,4}[0-9]{6,12}(-[0-9]{2})?\.txt"))


@settings(deadline=None)  # the first reads the tables
@given(st.lists(words, max_size=4), st.lists(words, max_size=3), names)
def test_no_exception_no_impossible_date_the_same_twice(
    texts: list[str], furniture: list[str], path: str
) -> None:
    found = dated(texts, leftover=tuple(furniture), path=path, latest=LATEST)
    again = dated(texts, leftover=tuple(furniture), path=path, latest=LATEST)
    assert found == again
    for article in found.articles:
        for day in (
            article.issue_date and article.issue_date.date,
            article.event_date and article.event_date.start,
        ):
            assert day is None or "1850" <= day <= "2024-03-01"
        if article.event_date:
            assert article.event_date.start <= article.event_date.end


@settings(deadline=None)  # the first reads the tables
@given(names)
def test_any_name(path: str) -> None:
    found = read_path(path, LATEST)
    assert found == read_path(path, LATEST)
    assert found.day is None or found.day <= LATEST


@settings(deadline=None)  # the first reads the tables
@given(words, st.dates())
def test_any_words_from_any_day(text: str, day: date) -> None:
    assert value_of(text, Anchor(issued=day)) == value_of(text, Anchor(issued=day))
