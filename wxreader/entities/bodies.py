"""What organisations look like whatever engine reads the text: congresses by number, a place's team or ministry, and what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wxreader.chinese import HAN
from wxreader.entities.engine import Token

_NAMELESS = re.compile(
    r"(?:.*(?:[\d一二三四五六七八九十几多两]+[家个所]|[各某该]|很多|许多|所在|著名|其他|所有)|国内|境外|全部|大型).*"
    r"|[两各五]国.*|.*族|[大小全子母分总本]公司"
)
"""What names nobody: 35家航空公司, 某公司, 两国议会, 回族."""
_EVENT = re.compile(
    r"(?:发布会|座谈会|博览会|展览会|交易会|生日会|纪念会|研讨会|音乐会|招待会|茶话会|交流会|洽谈会|推介会|恳谈会|对接会|见面会|峰会|冬奥会|运动会|锦标赛|世界杯|奥运会|条例|时代|学说|理论)$"
)
_STATE = re.compile(r"(?:(?<![省市县区镇乡州盟旗民])政府|当局|军队|人民|当地)$")
"""A state's government is the state (印度政府), a city's is a body (无锡市政府)."""
_REGION = re.compile(r"[东西南北中]{1,2}部$|大部$")
_FULL_NAME = re.compile(
    r"(?:有限公司|有限责任公司|株式会社|研究院|研究所|创新中心|数据中心|新闻中心|实验室)$"
)
_NUMBER = "[一二三四五六七八九十\\d]{1,3}"
_PARTY = (
    "中国国民党革命委员会|中国民主同盟|中国民主建国会|中国民主促进会|中国农工民主党|中国致公党|台湾民主自治同盟|中国共产党|中国人民政治协商会议"
    "|中国共产主义青年团|共青团|致公党|九三学社|农工党|民革|民盟|民建|民进|台盟|中共|政协|全国政协|中国|全国"
)
_ORDINAL = re.compile(
    rf"(?:{_PARTY})?第{_NUMBER}(?:次|届)(?:全国)?(?:人民)?(?:代表大会|委员会|中央委员会|奥运会|奥林匹克运动会|亚运会|全运会)"
    rf"(?:常务委员会|常委会|第{_NUMBER}次会议主席团)?"
    rf"|(?:(?:{_PARTY})[一二]?十?[一二三四五六七八九]|(?:{_PARTY})十|(?<=党的)[一二]?十[一二三四五六七八九]|(?<=党的)[一二]?十)大"
    r"|(?:二?十[一二三四五六七八九]|二十)大(?=[ ，。、的精报以召闭开之确和提])"
    rf"|{_NUMBER}届(?:全国)?(?:人大|政协)(?:常委会)?|(?<=党的){_NUMBER}届[一二三四五六七八九]中全会"
)
_TWO_PARTIES = re.compile("国共(?=两党|合作|谈判|内战|和谈|关系)")
_OF_A_PLACE = re.compile(
    r"(?:[男女]子?)?(?:[足篮排网垒手水棒]球|乒乓球|羽毛球|围棋|象棋)?(?:国家|奥运)?(?:代表)?队(?![员长伍友列形])|(?:国家)?[男女][足篮排](?!球)|(?:奥运|体育)?代表团|议会|参议院|众议院|国会|[上下]院"
    r"|警方|公安局|交警(?!部门)|法院|检察院|分局"
)
_OFFICE = (
    "外交|内政|内务|国防|司法|财政|商务|农业|农林|教育|卫生|文化|劳工|劳动|能源|交通|运输|环境|环保|贸易|外贸|经济|工业|新闻|公安|民政|建设|铁道|水利"
    "|科技|统战|组织|宣传|安全|国土"
)
_MINISTRY = re.compile(rf"(?:{_OFFICE})部(?![门队])")
_FRIENDS = re.compile(rf"[{HAN}]{{0,12}}[—–－-]中国[{HAN}]{{0,4}}协会")


def sessions(text: str) -> Iterator[tuple[int, int]]:
    """Congresses, plenums and committees by their number: 中共第十五次全国代表大会, 十五大, 二十届三中全会; and the two parties of 国共."""
    yield from (m.span() for m in _ORDINAL.finditer(text))
    for m in _TWO_PARTIES.finditer(text):
        yield from ((m.start(), m.start() + 1), (m.start() + 1, m.end()))


def of_places(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """A place's team, parliament, ministry or police: 中国男队, 墨西哥参议院, 芬兰农林部长."""
    places = {t.end: t.start for t in tokens if t.flag == "ns"}
    for end, start in places.items():
        found = (_OF_A_PLACE.match(text, end) if end - start > 1 else None) or _FRIENDS.match(text, end)
        if found:
            yield start, found.end()
    for found in _MINISTRY.finditer(text):
        if found.start() in places or text.startswith("长", found.end()):
            yield places.get(found.start(), found.start()), found.end()


def is_body(name: str) -> bool:
    """Whether a name that ends like an organisation's is one: no event, no region, no government of a place, no 35家航空公司."""
    return name.count("（") + name.count("(") == name.count("）") + name.count(")") and not (
        any(p.search(name) for p in (_EVENT, _STATE, _REGION)) or _NAMELESS.fullmatch(name)
    )


def is_whole(name: str) -> bool:
    """Whether a name ends as only whole names of companies and institutes do: 有限公司, 研究院."""
    return _FULL_NAME.search(name) is not None and is_body(name)
