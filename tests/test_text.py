"""The character policy: hostile characters are seen and do nothing; searching folds what drawing shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wxreader.text import HOSTILE, cells, cut, fold, fold_with_map, pad, visible

NOISE = st.text(
    st.one_of(
        st.characters(), st.sampled_from("\x1b\x9b\u202e\u200b\ufeff\x00\x7f\u0301\ue000\U000e0041锡市")
    ),
    max_size=60,
)


@given(NOISE)
def test_visible_text_holds_nothing_hostile_and_is_stable(text: str) -> None:
    shown = visible(text)
    assert not HOSTILE.search(shown)
    assert visible(shown) == shown


@given(NOISE)
def test_visible_text_loses_no_ordinary_character(text: str) -> None:
    ordinary = [c for c in text if not HOSTILE.match(c) and not "\u0300" <= c <= "\u036f" and c.isalnum()]
    shown = visible(text)
    for char in set(ordinary):
        assert shown.count(char) >= ordinary.count(char)


def test_tokens_are_readable() -> None:
    assert visible("a\x1b[31m\u202eb\x7f") == "a␛[31m‹202E›b␡"


def test_a_flood_of_marks_is_counted() -> None:
    assert visible("e" + "\u0301" * 300) == "e\u0301\u0301‹+298›"


@given(NOISE, st.integers(0, 30))
def test_cutting_never_splits_a_character(text: str, width: int) -> None:
    shown = visible(text).replace("\n", " ").replace("\t", " ")
    assert cells(cut(shown, width)) <= width
    assert cells(pad(shown, width)) == width


@given(NOISE)
def test_folding_knows_where_each_character_came_from(text: str) -> None:
    folded, places = fold_with_map(text)
    assert folded == fold(text)
    assert len(places) == len(folded) + 1
    assert list(places) == sorted(places)


def test_full_width_case_and_zero_width_meet() -> None:
    assert fold("ＡＩ图\u200b书馆１２") == "ai图书馆12"
