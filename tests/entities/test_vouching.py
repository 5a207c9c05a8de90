"""What stands around a would-be name says what it is; names are marked as in test_offices."""

from __future__ import annotations

import pytest

from tests.entities.test_offices import TYPES, unmarked
from wxreader.entities.engine import Tagged
from wxreader.entities.vouching import vouched
from wxreader.entities.words import WordCutter

KINDS = {kind: letter for letter, kind in TYPES.items()}

EXAMPLES = [
    ("an office and a mark", "友好协会会长[柏苏宁]O、省长", "会长[柏苏宁]P"),
    ("an office before what the network missed", "驻华大使高望，总领事", "大使[高望]P"),
    ("a character too few", "副市长石井贤之、严镇燮", None),
    ("a dictionary's word is no name", "主任高度，重视", None),
    ("a listed place is no name", "市长无锡，来访", None),
    ("a rank after a would-be place", "听取[吴江浩]L大使意见", "[吴江浩]P大使"),
    ("a listed place stays one", "[美国]L大使意见", "[美国]L大使"),
    ("a founder's name in a company's", "[伊藤忠]P商事株式会社", "[伊藤忠商事株式会社]O"),
    ("a company of the page", "[吉佳蓝公司]O落户。[吉佳蓝]P扩大投资", "[吉佳蓝]O扩大"),
    ("a listed organisation", "[高通]P参加", "[高通]O参加"),
    ("a listed union of cities", "深化[苏锡常]P合作", "[苏锡常]L合作"),
    ("a listed no-name", "国际赏[樱周]P", None),
    (
        "a person of the page before a body",
        "[赵建军]P致辞。[赵建军与集团董事会]O",
        "[赵建军]P与[集团董事会]O",
    ),
    ("a listed place that was passed over", "抵达中东后", "[中东]L"),
    ("a listed body that was passed over", "据央视报道", "[央视]O"),
    ("a number of bodies is none", "[35家航空公司]O签约", "35家航空公司签约"),
    ("a word of markup is none", "[title]O无锡", "title"),
    ("departments are no department", "[司法部]O门负责人", "司法部门负责人"),
    ("parties are no party", "各[民主党]O派领导人", "各民主党派领导人"),
    ("a closing mark is in no name", "大会[纪实》]P", "大会纪实》"),
    ("a company known for short", "[埃航]P客机", "[埃航]O客机"),
    ("a party known for short", "[印共]P领导人", "[印共]O领导人"),
    ("a body of two countries", "[老挝]L—[中国友好协会]O", "[老挝—中国友好协会]O"),
    ("two places with a dash stay two", "[北京]L—[上海铁路局]O", "[北京]L—[上海铁路局]O"),
    ("two bodies in a word", "[国共]O两党", "[国]O[共]O两党"),
    ("a state's department", "[芬兰]L[农林部]O宣布", "[芬兰农林部]O"),
    ("a body and its branch", "[民生银行]O[合肥分行]O客户", "[民生银行合肥分行]O"),
    ("two bodies side by side", "[国务院]O[外交部]O", "[国务院]O[外交部]O"),
    ("a place and its court", "[香港特别行政区]L终审法院宣判", "[香港特别行政区终审法院]O"),
    ("a place and a judge", "[香港特别行政区]L法院长", "[香港特别行政区]L"),
    ("a national team", "[西班牙]L国家队获胜", "[西班牙国家队]O"),
    ("a party and its congress", "[民建自第六次全国代表大会]O以来", "[民建]O自[第六次全国代表大会]O"),
    ("a verb after a body", "[中国儿童少年基金会组织]O活动", "[中国儿童少年基金会]O组织"),
    ("an organisation called so", "[世界卫生组织]O宣布", "[世界卫生组织]O"),
    ("a Japanese name cut short", "总干事[天野]P之弥发言", "[天野之弥]P发言"),
    ("a verb in a foreign name", "首相[特蕾莎·梅会]P也将出席", "[特蕾莎·梅]P会也"),
    ("a piece of a listed place", "[特立尼达]L和[多巴哥]P总理", "[特立尼达和多巴哥]L总理"),
    ("a piece of a word", "在[韩志愿]P军烈士", None),
    ("a city after its country", "[俄罗斯]L[符拉迪沃斯托克]P，再", "[符拉迪沃斯托克]L，再"),
    ("an and in a name", "[菲永和]P[勒庞]P得票", "[菲永]P和[勒庞]P"),
    ("a steelworks", "向邯钢学习", "[邯钢]O"),
    ("a congress with its number", "第[九届全国人民代表大会]O", "[第九届全国人民代表大会]O"),
    ("a listed place cut short", "出席[杜尚]P别峰会", "[杜尚别]L峰会"),
    ("a foreign place", "前往[马斯卡廷]P。[马斯卡廷]P的朋友", "[马斯卡廷]L的朋友"),
    ("a state's town", "弗吉尼亚州[夏洛茨维尔]P的冲突", "[夏洛茨维尔]L的冲突"),
    ("a park", "到[阿灵顿]P国家公墓", "[阿灵顿]L国家公墓"),
    ("a person who has an office stays one", "州长[布兰斯塔德]P举行招待会", "[布兰斯塔德]P举行"),
    ("a person who says something stays one", "前往[穆尔西]P住所。[穆尔西]P说", "[穆尔西]P住所"),
    ("a Chinese name stays one", "在首都[李秋峰]P", "[李秋峰]P"),
    ("a person stays one", "[李强]P表示", "[李强]P表示"),
]


def marked(text: str, of: Tagged, names: list) -> str:  # type: ignore[type-arg]
    out, at = "", 0
    for name in names:
        out += text[at : name.start] + f"[{text[name.start : name.end]}]{KINDS[name.type]}"
        at = name.end
    return out + text[at:]


@pytest.fixture(scope="module")
def cutter() -> WordCutter:
    return WordCutter()


@pytest.mark.parametrize(("given", "told"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_what_vouches_for_a_name(cutter: WordCutter, given: str, told: str | None) -> None:
    text, names = unmarked(given)
    tagged = Tagged(cutter.words(text), names)
    (righted,) = vouched([text], [tagged])
    if told is None:
        assert "]P" not in marked(text, tagged, righted)
    else:
        assert told in marked(text, tagged, righted)
