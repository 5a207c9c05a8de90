"""On a card the same office in other words is one line, by its span.

What stands once among many is folded away.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from wxreader.library.library import Library
from wxreader.model import Mention
from wxreader.profiles.card import make_card
from wxreader.profiles.census import take_census
from wxreader.profiles.offices import grouped, held_offices, is_same, shown_form


@pytest.mark.parametrize(
    ("fuller", "shorter", "same"),
    [
        ("中共中央总书记", "总书记", True),
        ("中国国家主席", "国家主席", True),
        ("受中共中央总书记", "中共中央总书记", True),
        ("國務院總理", "总理", True),
        ("国务院副总理", "总理", False),
        ("总书记", "书记", False),
        ("美国前总统", "总统", False),
        ("候任行政长官", "行政长官", False),
        ("国家主席", "中央军委主席", False),
    ],
)
def test_one_office_in_other_words(fuller: str, shorter: str, same: bool) -> None:
    assert is_same(fuller, shorter) == same


def test_a_stray_word_before_an_office_is_not_shown() -> None:
    counts = {
        "总书记": 30,
        "中共中央总书记": 20,
        "受中共中央总书记": 1,
        "国家主席": 9,
        "中国国家主席": 4,
        "主席": 2,
    }
    groups = grouped(counts)
    assert [shown_form(g, counts) for g in groups] == ["中共中央总书记", "中国国家主席"]
    assert sorted(len(g) for g in groups) == [3, 3]


def test_offices_stand_by_their_span_and_rare_ones_apart() -> None:
    seen = [("2014-05-01", ["国务院副总理"])] * 12 + [
        ("2013-01-01", ["副总理"]),
        ("2010-03-01", ["广东省委书记"]),
        ("2011-03-01", ["广东省委书记"]),
        ("2015-01-01", ["陪同副省长"]),
    ]
    found = held_offices(seen)
    assert [(o.title, o.first, o.last, o.articles, o.rare) for o in found] == [
        ("广东省委书记", "2010-03-01", "2011-03-01", 2, False),
        ("国务院副总理", "2013-01-01", "2014-05-01", 13, False),
        ("陪同副省长", "2015-01-01", "2015-01-01", 1, True),
    ]


def test_one_office_in_one_article_is_not_rare() -> None:
    (office,) = held_offices([("", ["市长"])])
    assert (office.title, office.first, office.rare) == ("市长", "", False)


def test_doubtful_mentions_are_not_counted_unless_there_are_no_others(library: Library) -> None:
    first, second, *_others = list(library.articles())
    one = replace(
        first,
        mentions=(Mention(type="PER", paragraph=0, start=0, end=2, text="张三", name="张三", sure=0.9),),
    )
    two = replace(
        second,
        mentions=(Mention(type="PER", paragraph=0, start=0, end=2, text="张三", name="张三", sure=0.5),),
    )
    assert [a.article for a in make_card("PER", "张三", [one, two]).appearances] == [first.id]
    assert [a.article for a in make_card("PER", "张三", [two]).appearances] == [second.id]
    assert [(e.name, e.count) for e in take_census([one, two])] == [("张三", 1)]
    assert take_census([two]) == []
