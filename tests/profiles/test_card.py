"""The card of a name: offices over time, articles, a bar a month, who it appears with by a sound measure,
sentences.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wxreader.library.library import Library
from wxreader.profiles.card import log_likelihood, make_card
from wxreader.profiles.offices import offices_in


def test_the_card_of_a_party_secretary(library: Library) -> None:
    card = make_card("PER", "杜小刚", library.articles())
    held = {o.title: o for o in card.offices}
    assert {"市委外事工作委员会主任", "市委机构编制委员会主任", "市人大常委会主任"} <= set(held)
    assert (held["市委书记"].first, held["市委书记"].last, held["市委书记"].articles) == (
        "2023-04-27",
        "2024-07-26",
        11,
    )
    assert card.months.months[0][0] == "2023-04"
    assert card.months.months[-1][0] == "2024-07"
    assert card.months.total == len(card.appearances)
    assert [a.date for a in card.appearances] == sorted((a.date for a in card.appearances), reverse=True)
    assert any(c.name == "习近平" for c in card.companions)
    by_id = {a.id: a for a in library.articles()}
    assert all(by_id[q.article].text_of(q.paragraph)[q.start :].startswith("杜小刚") for q in card.quotes)


@pytest.mark.parametrize(
    ("title", "offices"),
    [
        ("市委书记", ["市委书记"]),
        ("市委副书记、市长", ["市委副书记", "市长"]),
        ("市公安局党委书记、局长", ["市公安局党委书记、局长"]),
        ("全国人大常委会委员、教科文卫委副主任委员", ["全国人大常委会委员", "教科文卫委副主任委员"]),
    ],
)
def test_a_chain_of_offices_is_several(title: str, offices: list[str]) -> None:
    assert offices_in(title) == offices


def test_who_stands_everywhere_is_no_companion() -> None:
    assert log_likelihood(10, 10, 100, 100) == 0
    assert log_likelihood(10, 10, 12, 100) > 10.8
    assert log_likelihood(0, 10, 10, 100) == 0


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 60), st.integers(0, 400))
def test_the_measure_is_never_negative_and_symmetric(one: int, other: int, both: int, more: int) -> None:
    both = min(both, one, other)
    total = one + other - both + more
    score = log_likelihood(both, one, other, total)
    assert score >= -1e-9
    assert abs(score - log_likelihood(both, other, one, total)) < 1e-6


def test_a_name_that_is_nowhere_has_an_empty_card(library: Library) -> None:
    card = make_card("PER", "无此人", library.articles())
    assert (card.offices, card.appearances, card.months.total, card.quotes) == ((), (), 0, ())
