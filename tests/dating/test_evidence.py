"""What on a page speaks for its year."""

from __future__ import annotations

from datetime import date

import pytest

from tests.dating.pages import TODAY
from wxreader.dating import year
from wxreader.dating.evidence import clues_of


def told(text: str, kind: str) -> list[int]:
    return [clue.first.year for clue in clues_of(text) if clue.kind == kind]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("在会见奥地利总统菲舍尔时表示，两国建交44年来合作深入。", [2015]),
        ("今年是中泰建交50周年。", [2025]),
        ("习近平同波兰总统杜达通电话，祝贺两国建交70周年。", [2019]),
        ("明年是中欧建交40周年。", [2014]),
        ("中法建交六十周年招待会举行。", [2024]),
        ("两国建交70周年。", []),
    ],
)
def test_relations_with_a_country_are_counted_from_their_year(text: str, years: list[int]) -> None:
    assert told(text, "relations") == years


@pytest.mark.parametrize(
    ("text", "kind", "years"),
    [
        ("今年是建党95周年。", "anniversary-now", [2016]),
        ("出席朝鲜建国70周年庆祝活动。", "anniversary", [2018]),
        ("在庆祝改革开放40周年大会上的重要讲话", "anniversary-held", [2018]),
        ("明年是改革开放40周年。", "anniversary", [2017]),
    ],
)
def test_anniversaries(text: str, kind: str, years: list[int]) -> None:
    assert sorted(set(told(text, kind))) == years


@pytest.mark.parametrize(
    ("text", "kind", "years"),
    [
        ("全国政协十二届常委会第十二次会议开幕。", "series", [2015]),
        ("第八届中国国际进口博览会闭幕。", "series-ahead", [2025]),
        ("海军第45批护航编队起航。", "series", [2023]),
        ("第七十八届联合国大会一般性辩论", "series", [2023]),
    ],
)
def test_what_is_numbered_tells_its_year(text: str, kind: str, years: list[int]) -> None:
    assert sorted(set(told(text, kind))) == years


@pytest.mark.parametrize("text", ["2098名群众", "2016财年综合拨款法案", "2017届毕业生"])
def test_a_count_a_budget_and_a_class_are_no_year_of_the_page(text: str) -> None:
    assert clues_of(text) == []


def test_an_office_in_a_longer_one_is_another() -> None:
    offices = [c.words for c in clues_of("国家副主席习近平会见了外宾。") if c.kind == "office"]
    assert offices == ["国家副主席习近平"]


def test_who_left_a_high_office_for_another_is_in_the_news_until_the_last() -> None:
    (person,) = [c for c in clues_of("李克强在座谈会上指出") if c.kind == "person"]
    assert person.last == date(2023, 3, 11)


def test_a_day_to_come_does_not_rule_the_year_out() -> None:
    clues = clues_of("2024年北京世界园艺博览会将于10月7日闭幕。2024年春季，今年是建党103周年。")
    judged = year.judge(clues, (10, 7), date(2024, 5, 1))
    assert judged is not None
    assert 2024 in [y for y, _share in judged.others]


def test_no_year_is_younger_than_the_file() -> None:
    clues = clues_of("今年是建党105周年。国务院总理李强在会上说，“十五五”规划开局。")
    for latest in (date(2026, 1, 1), TODAY):
        judged = year.judge(clues, None, latest)
        assert judged is not None
        assert all(y <= latest.year for y, _share in judged.others)
