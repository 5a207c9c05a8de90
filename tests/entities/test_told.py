"""What an engine cuts wrongly: a character too many or too few, lists without marks, foreign names in pieces, bodies without a name."""

from __future__ import annotations

import pytest

from wxreader.entities.bodies import is_body, of_places, sessions
from wxreader.entities.engine import Token
from wxreader.entities.lexicon import lexicon
from wxreader.entities.names import NameForms
from wxreader.entities.spans import Spans
from wxreader.entities.told import names_in_lists, told_bodies, told_people

FORMS = NameForms(lexicon())


def tokens_of(marked: str) -> tuple[str, list[Token]]:
    """A text and its words, written `word/flag word/flag`; `_` is a space in a word."""
    out, at = [], 0
    for item in marked.split(" "):
        word, flag = item.rsplit("/", 1)
        out.append(Token(word.replace("_", " "), flag, at))
        at += len(word)
    return "".join(t.text for t in out), out


def people(marked: str) -> list[str]:
    text, tokens = tokens_of(marked)
    return [text[a:b] for a, b in told_people(text, tokens, FORMS)]


def bodies(marked: str) -> list[str]:
    text, tokens = tokens_of(marked)
    return [text[a:b] for a, b in told_bodies(text, tokens, lexicon())]


def listed(marked: str) -> list[str]:
    text, tokens = tokens_of(marked)
    return [text[a:b] for a, b in names_in_lists(text, tokens, FORMS)]


def test_a_list_without_marks_is_cut_into_its_names() -> None:
    assert listed("白恩培/nr 白清才/nr 包/n 叙定兰/nr 保景/nr 邢世忠/nr") == [
        "白恩培",
        "白清才",
        "包叙定",
        "兰保景",
        "邢世忠",
    ]


def test_what_is_no_name_in_a_list_is_passed_over() -> None:
    assert listed("张兴让/nr 张克辉/nr 热地/n 耿全礼/nr 贾庆林/nr") == [
        "张兴让",
        "张克辉",
        "耿全礼",
        "贾庆林",
    ]


def test_names_of_two_characters_in_a_list_are_what_the_engine_says() -> None:
    assert listed("王涛/nr 王海/nr 王广宪/nr 张工/nr 张肖/nr") == ["王涛", "王海", "王广宪", "张工", "张肖"]


def test_prose_is_no_list() -> None:
    assert listed("会议/n 指出/v 今年以来/t 全市/n 上下/f 张克辉/nr 强调/v 要/v 全力以赴/i") == []


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("马丁/nr —/w 路德/nr 说/v", ["马丁—路德"]),
        ("费尔/nr 南德斯/nr 说/v", ["费尔南德斯"]),
        ("Kevin/nr _/x Rose/nr 说/v", ["Kevin Rose"]),
        ("杰夫/nr （/w Jeff/nz _/x Bell/nz ）/w", ["Jeff Bell", "杰夫"]),
        ("王强/nr 、/w 李伟/nr", ["王强", "李伟"]),
        ("阿里木/nr ·/w 尼牙孜/nr 说/v", ["阿里木·尼牙孜"]),
        ("赵建/nr 军/n 到/v 江阴/ns", ["赵建军"]),
        ("赵建/nr 说/v 无锡/ns", ["赵建"]),
        ("省委书记/n 信/nr 长星/n 出席/v", ["信长星"]),
        ("石井贤/nr 之/u 表示/v", ["石井贤之"]),
        ("记者/n 赵青_/nr 通讯员/n", ["赵青"]),
        ("高先生家/nr 的/u 灯/n", ["高先生"]),
        ("汤局长/nr 说/v", []),
        ("赵建军和/nr 委员会/n", ["赵建军"]),
        ("圭亚/nr 那/r 驻华/vn 大使/n", []),
        ("习近平米哈利·巴巴克/nr 会谈/v", ["习近平", "米哈利·巴巴克"]),
        ("玛丽夫人/nr 到访/v", ["玛丽"]),
    ],
)
def test_the_engines_people_are_put_right(marked: str, names: list[str]) -> None:
    assert people(marked) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("讯新华社/nt 记者/n", ["新华社"]),
        ("在江苏省总工会/nt 举行/v", ["江苏省总工会"]),
        ("中国造船研究中心讯/nt 据/p", ["中国造船研究中心"]),
        ("泛太平洋卫生/nt 组织/n 说/v", ["泛太平洋卫生组织"]),
        ("太湖银行/nt （/w 中国）有限公司/ns 行长/n", ["太湖银行（中国）有限公司"]),
        ("市外/nt 办/v 主任/n", ["市外办"]),
        ("35家航空公司/nt", []),
        ("各公司/nt", []),
        ("印度政府/nt", []),
        ("无锡市政府/nt", ["无锡市政府"]),
        ("回族/nt ，/w", []),
        ("中德/nt 关系/n", []),
        ("锡山公安/nt 机关/n", []),
        ("太湖汽车运贸公司/ns 成立/v", ["太湖汽车运贸公司"]),
        ("核心竞争力/nt", []),
        ("电力公司党委/nt", ["电力公司党委"]),
        ("经纬纺织集团/nt", ["经纬纺织集团"]),
        ("讯飞科技公司/nt", ["讯飞科技公司"]),
        ("中国/nt 愿/v", []),
    ],
)
def test_the_engines_organisations_are_put_right(marked: str, names: list[str]) -> None:
    assert bodies(marked) == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("党的二十大精神", ["二十大"]),
        ("中国共产党第二十次全国代表大会", ["中国共产党第二十次全国代表大会"]),
        ("推出十大措施", []),
        ("国共两党合作", ["国", "共"]),
    ],
)
def test_congresses_are_known_by_their_number(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in sessions(text)] == found


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("中国/ns 男队/n 夺冠/v", ["中国男队"]),
        ("中国/ns 队员/n", []),
        ("墨西哥/ns 参议院/n 主席/n", ["墨西哥参议院"]),
        ("芬兰/ns 农林/n 部长/n 来访/v", ["芬兰农林部"]),
        ("外交/n 部长/n 说/v", ["外交部"]),
        ("外交/n 部门/n 说/v", []),
        ("奥地利/ns —/w 中国友好协会/nt 主席/n", ["奥地利—中国友好协会"]),
    ],
)
def test_teams_parliaments_and_ministries_are_their_places(marked: str, found: list[str]) -> None:
    text, tokens = tokens_of(marked)
    assert [text[a:b] for a, b in of_places(text, tokens)] == found


@pytest.mark.parametrize("name", ["贵州裕华实业公司", "百家汇集团", "太湖大学", "江苏省总工会"])
def test_a_name_is_not_taken_for_none(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize("name", ["中国东部", "新品发布会", "两国议会", "其他公司", "中国）有限公司"])
def test_what_names_no_organisation(name: str) -> None:
    assert not is_body(name)


def test_spans_know_whom_they_meet() -> None:
    spans = Spans([(0, 2), (5, 9), (1, 3)])
    assert spans.meeting(1, 6) == [(0, 2), (5, 9)]
    assert not spans.meets(2, 5)
    spans.add(2, 5)
    assert spans.meets(4, 5)
