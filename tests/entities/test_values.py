"""Dates, sums and documents with what they are worth."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wxreader.entities.engine import Named, Tagged, Word, get_engine
from wxreader.entities.recognise import Found, recognise_text
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
    [
        ("22.95亿美元", 2.295e9, "USD"),
        ("50亿元", 5e9, "CNY"),
        ("3,000万欧元", 3e7, "EUR"),
        ("1亿多元", 1e8, "CNY"),
        ("120元", 120, "CNY"),
        ("一万五千元", 15_000, "CNY"),
        ("两千多万元", 2e7, "CNY"),
        ("百亿元", 1e10, "CNY"),
        ("三百零五亿美元", 3.05e10, "USD"),
        ("一亿二千万元", 1.2e8, "CNY"),
        ("十二元", 12, "CNY"),
        ("二十万元", 2e5, "CNY"),
        ("一万二千亿元", 1.2e12, "CNY"),
        ("数百亿元", None, "CNY"),
    ],
)
def test_sums_are_numbers_with_a_currency(text: str, value: float | None, currency: str) -> None:
    found = find_money(text)
    assert [(text[f.start : f.end], f.value, f.currency) for f in found] == [(text, value, currency)]


@pytest.mark.parametrize("text", ["多元化发展", "二元结构", "万元户", "单位：亿元", "三元桥", "第一"])
def test_what_is_no_sum(text: str) -> None:
    assert find_money(text) == []


def test_of_nested_works_the_outermost() -> None:
    text = "审议《关于学习运用《千万工程》经验的意见》和《方案》，《未完"
    assert [text[f.start : f.end] for f in find_works(text)] == [
        "《关于学习运用《千万工程》经验的意见》",
        "《方案》",
    ]


TEXTS = st.one_of(
    st.text(max_size=120),
    st.text(
        st.sampled_from(
            "市委书记杜小刚、赵建军主持会议·，。（）《》无锡公司集团有限银行中美5月10日22.95亿美元@王女士总经理"
        ),
        max_size=80,
    ),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("·")
@example("《《》")
@example("主席·主席")
@example("市委书记杜小刚")
@example("市领导柏长岭与市长")
def test_mentions_slice_to_their_text_and_overlap_only_inside_works(text: str) -> None:
    assert_sound(text, recognise_text(text, get_engine()))


def assert_sound(text: str, found: list[Found]) -> None:
    """Every mention has a place in the text, and only a work stands around others."""
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


class AnyEngine:
    """An engine as bad as can be: it cuts anywhere and takes anything for a name."""

    name = "any"

    def __init__(self, words: list[tuple[int, str]]) -> None:
        self._words = words

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        return [
            Tagged(cut := self._cut(t), [Named(w.start, w.end, w.flag, 0.5) for w in cut[::2]]) for t in texts
        ]

    def _cut(self, text: str) -> list[Word]:
        cut: list[Word] = []
        for length, kind in itertools.cycle(self._words):
            at = cut[-1].end if cut else 0
            if at >= len(text):
                break
            cut.append(Word(at, min(at + length, len(text)), kind))
        return cut


WORDS = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(["PER", "LOC", "ORG"])),
    min_size=1,
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(TEXTS, WORDS)
def test_whatever_an_engine_says_mentions_are_sound(text: str, words: list[tuple[int, str]]) -> None:
    assert_sound(text, recognise_text(text, AnyEngine(words)))
