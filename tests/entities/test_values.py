"""Dates, sums and documents with what they are worth."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wxreader.entities.engine import get_engine
from wxreader.entities.recognise import recognise_text
from wxreader.entities.values import find_dates, find_money, find_works


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5月10日-12日", "2023-05-10/2023-05-12"),
        ("3月19日至20日", "2023-03-19/2023-03-20"),
        ("5月30日至6月2日", "2023-05-30/2023-06-02"),
        ("2017年4月", "2017-04"),
        ("一季度", "2023-01-01/2023-03-31"),
        ("上半年", "2023-01-01/2023-06-30"),
        ("2022年", "2022"),
        ("去年", "2022"),
        ("当天", "2023-05-12"),
        ("近日", None),
        ("2月31日", None),
    ],
)
def test_dates_have_their_iso_value_where_it_can_be_known(text: str, value: str | None) -> None:
    found = find_dates(text, 2023, "2023-05-12")
    assert [(text[f.start : f.end], f.value) for f in found] == [(text, value)]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [("22.95亿美元", 2.295e9, "USD"), ("50亿元", 5e9, "CNY"), ("3,000万欧元", 3e7, "EUR"), ("1亿多元", 1e8, "CNY"), ("120元", 120, "CNY")],
)
def test_sums_are_numbers_with_a_currency(text: str, value: float, currency: str) -> None:
    found = find_money(text)
    assert [(text[f.start : f.end], f.value, f.currency) for f in found] == [(text, value, currency)]


def test_of_nested_works_the_outermost() -> None:
    text = "审议《关于学习运用《千万工程》经验的意见》和《方案》，《未完"
    assert [text[f.start : f.end] for f in find_works(text)] == ["《关于学习运用《千万工程》经验的意见》", "《方案》"]


TEXTS = st.one_of(
    st.text(max_size=120),
    st.text(st.sampled_from("市委书记杜小刚、赵建军主持会议·，。（）《》无锡公司集团有限银行中美5月10日22.95亿美元@王女士总经理"), max_size=80),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("·")
@example("《《》")
@example("主席·主席")
def test_mentions_slice_to_their_text_and_overlap_only_inside_works(text: str) -> None:
    found = recognise_text(text, get_engine())
    for f in found:
        assert 0 <= f.start < f.end <= len(text)
        assert f.name
    for a in found:
        for b in found:
            if a is not b and a.start < b.end and b.start < a.end:
                outer, inner = (a, b) if a.type == "WORK" else (b, a)
                assert outer.type == "WORK"
                assert outer.start <= inner.start
                assert inner.end <= outer.end
