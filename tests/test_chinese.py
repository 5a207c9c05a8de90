"""Characters, numerals and the package's data files."""

from __future__ import annotations

import re

import pytest

from wxreader import data
from wxreader.chinese import COMPANY_SUFFIXES, HAN, NO_LINE_END, NO_LINE_START, is_han, number


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三", 3),
        ("十", 10),
        ("十五", 15),
        ("二十三", 23),
        ("一百零五", 105),
        ("两千", 2000),
        ("一万五千", 15_000),
        ("三亿", 300_000_000),
        ("一亿二千万", 120_000_000),
    ],
    ids=lambda value: str(value).encode("unicode_escape").decode() if isinstance(value, str) else str(value),
)
def test_a_numeral_is_worth(numeral: str, value: int) -> None:
    assert number(numeral) == value


@pytest.mark.parametrize(
    ("char", "expected"), [("无", True), ("a", False), ("。", False), ("カ", False)], ids=ascii
)
def test_what_is_a_chinese_character(char: str, expected: bool) -> None:
    assert is_han(char) == expected
    assert bool(re.fullmatch(f"[{HAN}]", char)) == expected


def test_no_mark_is_kept_from_both_ends_of_a_line() -> None:
    assert not NO_LINE_START & NO_LINE_END


def test_a_longer_suffix_comes_before_the_one_it_ends_with() -> None:
    for n, suffix in enumerate(COMPANY_SUFFIXES):
        assert not any(later.endswith(suffix) for later in COMPANY_SUFFIXES[n + 1 :])


def test_lists_tables_and_sections_are_read_without_their_comments() -> None:
    assert "中国" in data.sections("countries.txt")["state"]
    assert set(data.sections("titles.txt")["office"]) < set(data.words("titles.txt"))
    assert all(len(row) == 3 for row in data.rows("aliases.txt"))
    assert not any(word.startswith("#") for word in data.words("surnames.txt"))
