"""Words for days, seen from the day of the paper."""

from __future__ import annotations

from datetime import date

import pytest

from wxreader.dating.relative import Anchor, value_of

PAPER = Anchor(issued=date(2024, 1, 3))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("昨日", "2024-01-02"),
        ("前天", "2024-01-01"),
        ("今晚", "2024-01-03"),
        ("明天", "2024-01-04"),
        ("28日", "2023-12-28"),
        ("2日", "2024-01-02"),
        ("30日至31日", "2023-12-30/2023-12-31"),
        ("12月31日", "2023-12-31"),
        ("1月5日", "2024-01-05"),
        ("去年12月31日", "2023-12-31"),
        ("2019年5月4日", "2019-05-04"),
        ("12月30日至1月2日", "2023-12-30/2024-01-02"),
        ("去年", "2023"),
        ("前年", "2022"),
        ("今年3月", "2024-03"),
        ("上月", "2023-12"),
        ("上个月28日", "2023-12-28"),
        ("本周三", "2024-01-03"),
        ("上周五", "2023-12-29"),
        ("上周", "2023-12-25/2023-12-31"),
        ("去年四季度", "2023-10-01/2023-12-31"),
        ("上半年", "2024-01-01/2024-06-30"),
        ("近日", "2023-12-20/2024-01-03"),
        ("2月30日", None),
        ("近年来", None),
        ("当天", None),
    ],
)
def test_a_words_worth(words: str, value: str | None) -> None:
    assert value_of(words, PAPER) == value


@pytest.mark.parametrize("words", ["昨日", "上月", "近日", "21日", "本周三", "今年"])
def test_nothing_is_told_without_a_day_to_see_it_from(words: str) -> None:
    assert value_of(words, Anchor()) is None


def test_the_event_stands_in_where_no_paper_is_known() -> None:
    seen = Anchor(event=date(2023, 5, 12))
    assert [value_of(w, seen) for w in ("当天", "13日", "今年", "6月2日")] == [
        "2023-05-12", "2023-05-13", "2023", "2023-06-02",
    ]  # fmt: skip
