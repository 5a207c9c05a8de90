"""People and their offices on the seeds: who is there, in what office; and who is not."""

from __future__ import annotations

import pytest

from wxreader.entities.engine import get_engine
from wxreader.entities.recognise import recognise_text
from wxreader.library.library import Library
from wxreader.model import Article


def people(article: Article) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for m in article.mentions:
        if m.type == "PER":
            out.setdefault(m.name, set()).add(m.title)
    return out


def article(library: Library, words: str) -> Article:
    return next(a for a in library.articles() if words in a.heading)


def test_an_office_is_as_the_text_gives_it(library: Library) -> None:
    found = people(article(library, "市委外事工作委员会召开会议"))
    assert "市委书记、市委外事工作委员会主任" in found["杜小刚"]
    assert "市长、市委外事工作委员会副主任" in found["赵建军"]
    assert all("市领导" in found[n] for n in ("陆志坚", "李秋峰", "张镇", "周文栋"))
    assert "市政府秘书长" in found["陈寿彬"]
    assert "总书记" in people(article(library, "更好服务国家重大战略"))["习近平"]


def test_a_chain_of_offices_may_begin_after_a_name(library: Library) -> None:
    assert "市委常委、常务副市长" in people(article(library, "我市与上外"))["蒋敏"]


def test_foreign_japanese_and_korean_names(library: Library) -> None:
    found = people(article(library, "国际赏樱周"))
    assert "美国圣贝纳迪诺郡郡政委员、第二区行政长官" in found["杰西·阿门达雷兹"]
    assert {"石井贤之", "严镇燮", "安孝大", "米哈利·巴巴克", "西利普·阿尔帕德", "高望", "王度"} <= set(found)


def test_an_office_given_once_to_a_list_belongs_to_each(library: Library) -> None:
    found = people(article(library, "国际劳动节"))
    assert all("市领导" in found[n] for n in ("柏长岭", "徐劼", "叶勤良", "王传军"))
    assert "市总工会主席" in found["陈德荣"]


def test_a_segmenters_false_friends_are_no_people(library: Library) -> None:
    names = {n for a in library.articles() for n in people(a)}
    assert not names & {
        "高通",
        "高新区",
        "和谐",
        "高水平",
        "贡献度",
        "努力争取",
        "和蠡",
        "文明",
        "吉佳蓝",
        "西门子",
        "商协会",
    }


def test_a_name_found_once_is_found_everywhere(library: Library) -> None:
    one = article(library, "吉佳蓝")
    spans = [(m.paragraph, m.start) for m in one.mentions if m.name == "赵建军"]
    text = [
        (n, i)
        for n, p in enumerate(one.paragraphs)
        for i in range(len(p.text))
        if p.text.startswith("赵建军", i)
    ]
    assert sorted(spans) == text


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        (
            "中微晶园电子有限公司和夏普显示科技株式会社参加活动。",
            "ORG",
            {"中微晶园电子有限公司", "夏普显示科技株式会社"},
        ),
        ("日本瑞穗银行股份有限公司、瑞穗银行（中国）有限公司分别签约。", "ORG", {"瑞穗银行（中国）有限公司"}),
        ("项目落户无锡高新区，太湖风光旖旎。", "LOC", {"无锡高新区", "太湖"}),
        ("中美关系和日韩两国的合作。", "LOC", {"中", "美", "日", "韩"}),
        ("中国共产党领导，东盟各国参加。", "ORG", {"中国共产党", "东盟"}),
    ],
)
def test_organisations_and_places(text: str, kind: str, names: set[str]) -> None:
    found = {text[f.start : f.end] for f in recognise_text(text, get_engine()) if f.type == kind}
    assert names <= found


@pytest.mark.parametrize(
    "text",
    [
        "达到了各成员国元首的要求。",
        "各成员国一致决定维护协议。",
        "女性代表、委员参加了审议。",
        "他就任总理后首次正式访问马来西亚。",
        "索马里总统访问卡塔尔和斯里兰卡。",
        "强降雨和强台风影响夏粮收购，国务院发布白皮书。",
        "全市治安案件下降，64个小项全部完成。",
        "人民大会堂里，国家公布了决定。",
        "中方和巴方代表会谈，韩方、老方表示欢迎。",
    ],
)
def test_what_stands_after_a_title_is_not_always_a_name(text: str) -> None:
    assert [text[f.start : f.end] for f in recognise_text(text, get_engine()) if f.type == "PER"] == []


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("无锡代表团访问日本。", "ORG", ["无锡代表团"]),
        ("印度政府和意大利政府表示欢迎。", "ORG", ["印度政府", "意大利政府"]),
        ("无锡市政府召开会议。", "ORG", ["无锡市政府"]),
        ("中国东部和华北大部有雨。", "ORG", []),
        ("35家航空公司和多家公司签约。", "ORG", []),
        ("中国女排战胜日本女排。", "ORG", ["中国女排", "日本女排"]),
        ("中央政治局常委出席。", "ORG", ["中央政治局"]),
        ("太湖半导体研发中心有限公司、市人大常委会。", "ORG", ["太湖半导体研发中心有限公司", "市人大常委会"]),
        ("无锡国际友城交流会在东林书院举行。", "ORG", []),
        ("吉佳蓝董事长金铉济出席。", "PER", ["金铉济"]),
        ("太湖和哈尔吉塔郡。", "PER", []),
        ("会议在人民大会堂举行。", "LOC", ["人民大会堂"]),
        ("阿尔巴尼亚费里市市长来访。", "LOC", ["阿尔巴尼亚费里市"]),
        ("在陕西和西宁调研，垃圾河已经消失，他是一匹黑马。", "LOC", ["陕西", "西宁"]),
        ("推动中非关系。", "LOC", ["中", "非"]),
        ("在德国柏林总理府会见。", "PER", []),
        ("解读医生说，农田工人在宣誓。", "PER", []),
    ],
)
def test_what_is_an_organisation_and_what_a_place(text: str, kind: str, found: list[str]) -> None:
    assert [text[f.start : f.end] for f in recognise_text(text, get_engine()) if f.type == kind] == found
