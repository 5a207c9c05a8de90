"""Addresses of passages: what is written can be read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wxreader.annotations.address import LONGEST_QUOTE, Address, read_address, write_address


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("c7a4", Address("c7a4", "")),
        ("c7a4#更好服务", Address("c7a4", "更好服务")),
        ("wxreader:c7a4#%E6%9B%B4好", Address("c7a4", "更好")),
        (" c7a4#a#b ", Address("c7a4", "a#b")),
    ],
    ids=["article", "quote", "encoded", "blanks and another #"],
)
def test_an_address_as_people_give_it(word: str, address: Address) -> None:
    assert read_address(word) == address


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=LONGEST_QUOTE))
def test_a_quote_comes_back_and_nothing_in_it_acts(quote: str) -> None:
    written = write_address("c7a4z5h3ou", quote)
    assert read_address(written) == Address("c7a4z5h3ou", quote)
    assert not set(written) & set(" \n\t`'\"<>()[]*")
