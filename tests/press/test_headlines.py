"""Which lines of a headline group are kicker, headline and subhead: a table of groups as papers set them."""

from __future__ import annotations

import pytest

from wxreader.press.headlines import assign_roles, phrases, tidy
from wxreader.press.lines import read_lines


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("  太湖水质改善　", "太湖水质改善"),
        ("前 11 月进出口增长", "前11月进出口增长"),
        ("新时代　　新征程", "新时代 新征程"),
        ("第 3 届", "第3届"),
        ("听民声， 解民忧", "听民声，解民忧"),
    ],
    ids=["around it", "around a number", "two phrases", "before a unit", "after a mark"],
)
def test_blanks_of_typesetting_go(printed: str, meant: str) -> None:
    assert tidy(printed) == meant


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("太湖水质改善", ["太湖水质改善"]),
        ("新时代 新征程", ["新时代", "新征程"]),
        ("听民声， 解民忧", ["听民声，解民忧"]),
    ],
    ids=["one", "two", "a mark goes on"],
)
def test_phrases(line: str, parts: list[str]) -> None:
    assert phrases(line) == parts


COLUMNS = {
    "alone": ("太湖水质改善", ((), ("太湖水质改善",), ())),
    "two main lines": ("太湖水质改善\n苏州同日发布", ((), ("太湖水质改善", "苏州同日发布"), ())),
    "a longer second line": (
        "太湖水质改善\n全市前三季度优良断面比例继续提高",
        ((), ("太湖水质改善",), ("全市前三季度优良断面比例继续提高",)),
    ),
    "a kicker by its end": ("市长强调\n太湖水质要改善", (("市长强调",), ("太湖水质要改善",), ())),
    "a blank after the kicker": ("走基层\n\n太湖水质改善", (("走基层",), ("太湖水质改善",), ())),
    "kicker, headline, subhead": (
        "走基层\n\n太湖水质改善\n\n优良断面比例提高",
        (("走基层",), ("太湖水质改善",), ("优良断面比例提高",)),
    ),
}


@pytest.mark.parametrize(("group", "roles"), COLUMNS.values(), ids=COLUMNS.keys())
def test_roles_in_columns(group: str, roles: tuple[tuple[str, ...], ...]) -> None:
    given = assign_roles(list(read_lines(group).lines), "columns", True)
    assert (given.kicker, given.headline, given.subhead) == roles


LONG = {
    "one phrase": ("太湖水质改善", ((), ("太湖水质改善",), ())),
    "a kicker before it": ("市长强调 太湖水质要改善", (("市长强调",), ("太湖水质要改善",), ())),
    "two phrases of one length": ("太湖水质改善 苏州同日发布", ((), ("太湖水质改善", "苏州同日发布"), ())),
    "a kicker of two phrases": (
        "新时代 新征程 凝心聚力谋发展",
        (("新时代 新征程",), ("凝心聚力谋发展",), ()),
    ),
    "lines below are subheads": (
        "太湖水质改善\n优良断面比例提高",
        ((), ("太湖水质改善",), ("优良断面比例提高",)),
    ),
}


@pytest.mark.parametrize(("group", "roles"), LONG.values(), ids=LONG.keys())
def test_roles_on_a_page_of_long_lines(group: str, roles: tuple[tuple[str, ...], ...]) -> None:
    given = assign_roles(list(read_lines(group).lines), "long", True)
    assert (given.kicker, given.headline, given.subhead) == roles
