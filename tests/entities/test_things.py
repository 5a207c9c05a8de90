"""What has its name of a person, or is called as people are, is no person."""

from __future__ import annotations

import pytest

from wxreader.entities.engine import Named
from wxreader.entities.recognise import is_thing, storms

THINGS = [
    ("徐霞客", "徐霞客号起航"),
    ("鲍尔森", "鲍尔森中心愿作出努力"),
    ("西门", "“西门”购物中心共有五层楼"),
    ("阿灵顿", "美国的阿灵顿国家公墓"),
    ("茅盾", "第十届茅盾奖"),
    ("桑德斯", "桑德斯修正案"),
    ("朱亥", "朱亥族聚居地"),
]


def named(name: str, text: str) -> Named:
    return Named(text.find(name), text.find(name) + len(name), "PER", 1.0)


@pytest.mark.parametrize(("name", "text"), THINGS)
def test_a_thing_called_after_a_person_is_none(name: str, text: str) -> None:
    assert is_thing(text, named(name, text))


@pytest.mark.parametrize("text", ["徐霞客号召大家", "徐霞客奖励学生", "徐霞客族长"])
def test_a_person_before_such_a_word_stays_one(text: str) -> None:
    assert not is_thing(text, named("徐霞客", text))


def test_a_storm_is_none_on_its_whole_page() -> None:
    texts = ["台风“菲特”来袭", "“菲特”带来暴雨", "热带气旋帕姆袭击瓦努阿图", "菲律宾总统"]
    names = ["菲特", "菲特", "帕姆", "菲律宾"]
    tagged = [[named(n, t)] for n, t in zip(names, texts, strict=True)]
    assert storms(texts, tagged) == {"菲特", "帕姆"}
