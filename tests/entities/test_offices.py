"""Offices as phrases with a grammar, on marked texts: `[name]P`, `[place]L`,
`[body]O` stand for what the tagger finds.
"""

from __future__ import annotations

import re

import pytest

from wxreader.entities.engine import Named, Word
from wxreader.entities.offices import OfficeFinder
from wxreader.entities.words import WordCutter

TYPES = {"P": "PER", "L": "LOC", "O": "ORG"}


@pytest.fixture(scope="module")
def cutter() -> WordCutter:
    return WordCutter()


def unmarked(marked: str) -> tuple[str, list[Named]]:
    """A text without its marks, and the names that they give."""
    text, names, at = "", [], 0
    for found in re.finditer(r"\[([^]]+)\]([PLO])", marked):
        text += marked[at : found.start()]
        names.append(Named(len(text), len(text) + len(found[1]), TYPES[found[2]], 1.0))
        text += found[1]
        at = found.end()
    return text + marked[at:], names


def offices(marked: str, words: list[Word]) -> list[str]:
    text, names = unmarked(marked)
    finder = OfficeFinder(text, words, names)
    return [text[a:b] for a, b in finder.offices([n for n in names if n.type == "PER"])]


EXAMPLES = [
    ("a body and a rank", "[国务院]O总理[李强]P指出", ["国务院总理"]),
    ("a state and a rank", "会见[塞尔维亚]L总统[武契奇]P。", ["塞尔维亚总统"]),
    ("a rank in a word", "市委书记[杜小刚]P主持会议", ["市委书记"]),
    ("a deputy", "[上海外国语大学]O副校长[衣永刚]P介绍", ["上海外国语大学副校长"]),
    ("a chain", "市委书记、市人大常委会主任[杜小刚]P", ["市委书记、市人大常委会主任"]),
    ("a former office", "[日本]L前首相[安倍晋三]P", ["日本前首相"]),
    ("an ambassador", "[巴西]L驻[华]L大使[高望]P", ["巴西驻华大使"]),
    ("and inside an office", "教育和科技部长[张三]P", ["教育和科技部长"]),
    (
        "two offices of one person",
        "集团董事会成员兼业务首席执行官[贺毅哲]P",
        ["集团董事会成员兼业务首席执行官"],
    ),
    ("a note in brackets", "[抵抗运动]O（[哈马斯]O）高级官员[祖赫里]P说", ["抵抗运动（哈马斯）高级官员"]),
    ("a list shares its office", "市领导[蒋敏]P、[许峰]P和[封晓春]P参加", ["市领导"] * 3),
    ("the head of a body is one person", "[国家发改委]O主任[何立峰]P、[厉以宁]P等", ["国家发改委主任", ""]),
    (
        "who has an office of his own shares none",
        "国务委员[杨洁篪]P和[马克龙]P总统夫人",
        ["国务委员", "总统"],
    ),
    ("a list does not share what one person has", "国家主席[习近平]P、[李克强]P出席", ["国家主席", ""]),
    ("a rank after the name", "[习近平]P总书记强调", ["总书记"]),
    ("a verb after the name", "[李源潮]P代表中央讲话", [""]),
    ("no office of another", "[习近平]P主席同[普京]P会谈", ["主席", ""]),
    ("受 is no part", "受中共中央总书记[习近平]P委托", ["中共中央总书记"]),
    ("经 is no part", "经国家主席[习近平]P批准", ["国家主席"]),
    ("应 is no part", "应[俄罗斯]L总统[普京]P邀请", ["俄罗斯总统"]),
    ("thanks are no part", "非常感谢中国国家主席[习近平]P", ["中国国家主席"]),
    ("a day is no part", "当天，外交部长[王毅]P说", ["外交部长"]),
    ("a verb that a body's name begins with", "[韩国]L统一部长官[赵明均]P", ["韩国统一部长官"]),
    ("a verb inside a body", "中央巡视工作领导小组副组长[赵洪祝]P", ["中央巡视工作领导小组副组长"]),
    ("a verb and an and", "中国器官捐献与移植委员会主任[黄洁夫]P", ["中国器官捐献与移植委员会主任"]),
    ("what people do is no part", "出席委员会主席[巴罗佐]P的宴会", ["委员会主席"]),
    ("a new ministry", "副总理兼工业和新技术部部长[伊谢克舍夫]P", ["副总理兼工业和新技术部部长"]),
    ("a permanent post", "[俄罗斯]L常驻[联合国]O副代表[涅边贾]P", ["俄罗斯常驻联合国副代表"]),
    ("another's delegate", "[习近平]P主席特别代表[国务院]O副总理[刘延东]P", ["主席", "国务院副总理"]),
    ("a place that ends inside a word", "与此同时，[也门]L前总统[萨利赫]P", ["也门前总统"]),
    ("a person before is no part", "[赵建军]P和董事会主席[哈格]P会谈", ["", "董事会主席"]),
    ("a form of address is no office", "[李华]P女士和记者[王平]P", ["", ""]),
    ("nothing before", "[李强]P表示", [""]),
]


@pytest.mark.parametrize(("marked", "found"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_the_office_of_a_person(cutter: WordCutter, marked: str, found: list[str]) -> None:
    assert offices(marked, cutter.words(unmarked(marked)[0])) == found


def test_a_chain_without_end_takes_time_in_proportion(cutter: WordCutter) -> None:
    marked = "副主任、" * 30_000 + "主任[李强]P"
    (office,) = offices(marked, cutter.words(unmarked(marked)[0]))
    assert len(office) < 300
