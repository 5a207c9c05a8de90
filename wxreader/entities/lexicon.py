"""The recogniser's word lists: plain files in `wxreader/data/`, each with its source in a header, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from wxreader import data
from wxreader.chinese import HAN

TRANSLIT = frozenset(
    "阿埃艾爱安昂奥巴白拜班邦保鲍贝本比彼别宾波伯勃博布蔡查柴昌车辰楚茨次达大戴丹当道得德登邓迪蒂丁东杜敦多厄恩尔法凡范菲费芬丰冯佛夫弗福富盖甘冈高戈"
    "哥格葛根古瓜哈海汉豪赫黑亨洪胡华怀霍基吉加迦贾姜杰金津卡凯坎康考柯科可克肯库夸昆拉腊来莱赖兰朗劳勒雷蕾累黎李里理利莉丽历廉连列烈林琳柳龙卢鲁路露伦"
    "罗洛马玛迈麦曼芒毛梅美门蒙孟米密敏明缪摩莫墨默姆木慕穆娜纳乃奈南内嫩尼妮涅宁纽努诺欧帕派潘庞佩彭蓬皮平泼珀普齐奇契恰钱乔切琴丘琼热仁日荣茹瑞若撒"
    "萨塞赛桑瑟沙莎山珊尚绍舍申沈圣施什诗石史士舒斯司丝思松苏素索塔泰坦汤唐陶特腾滕提田廷通突图土托瓦万汪旺威韦维魏温文翁沃乌吴武伍西希锡夏香肖谢辛欣"
    "休许雪逊雅亚延扬耶叶伊依因英尤约泽詹张哲珍芝治朱兹卓佐蒂赞窦谷隆鸠婕妲薇芙黛莲翠璐贺卜翰岑"
)
"""Characters that foreign names are written with (新华社译名室 《世界人名翻译大辞典》, its tables)."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists."""

    surnames: frozenset[str]
    """One character each."""
    double_surnames: frozenset[str]
    offices: frozenset[str]
    """Words that end an office."""
    addresses: frozenset[str]
    """Forms of address, which are no office."""
    not_people: frozenset[str]
    known_people: frozenset[str]
    organisations: frozenset[str]
    not_places: frozenset[str]
    not_organisations: frozenset[str]
    place_marks: frozenset[str]
    """Single characters that stand for countries and regions."""
    place_pairs: frozenset[str]
    place_heads: frozenset[str]
    places: frozenset[str]
    states: frozenset[str]
    """Sovereign ones, that is those of the places that have offices of their own."""
    cities: frozenset[str]
    """Chinese cities, without 市."""
    organisation_stops: frozenset[str]
    generic_bodies: frozenset[str]
    title: re.Pattern[str]
    """An office's or address's last word, the longest first."""
    named_place: re.Pattern[str]
    """A place of the lists, the longest first."""
    japanese_name: re.Pattern[str]
    """A Japanese surname with one to three characters after it."""

    def is_side(self, word: str) -> bool:
        """Whether a word is a party to talks by its country's character: 中方, 巴方."""
        return len(word) == 2 and word[1] == "方" and word[0] in self.place_marks

    def ending_title(self, text: str) -> str:
        """The title that a text ends with; empty where it does not."""
        for size in range(min(8, len(text)), 1, -1):
            if text[-size:] in self.offices or text[-size:] in self.addresses:
                return text[-size:]
        return ""


def _all(name: str) -> frozenset[str]:
    return frozenset(data.words(name))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists that come with the package."""
    surnames = _all("surnames.txt")
    titles = data.sections("titles.txt")
    offices, addresses = frozenset(titles["office"]), frozenset(titles["address"])
    countries = data.sections("countries.txt")
    places = _all("places.txt") | _all("countries.txt")
    return Lexicon(
        frozenset("".join(w for w in surnames if len(w) > 2)) | {w for w in surnames if len(w) == 1},
        frozenset(w for w in surnames if len(w) == 2),
        offices,
        addresses,
        _all("not_people.txt"),
        _all("known_people.txt"),
        _all("organisations.txt"),
        _all("not_places.txt"),
        _all("not_organisations.txt"),
        frozenset("".join(_all("place_marks.txt"))),
        _all("place_pairs.txt"),
        _all("place_heads.txt"),
        places,
        frozenset(countries["state"]),
        _all("cities.txt"),
        _all("organisation_stops.txt"),
        _all("generic_bodies.txt"),
        re.compile(
            f"(?:{any_of(offices | addresses)})(?![国会团府党])"
        ),  # 成员国, 委员会, 代表团, 总统府, 青年党
        re.compile(any_of(places)),
        re.compile(
            f"(?:{any_of(_all('japanese_surnames.txt'))})(?:(?![说表指称在和与等出率对的是从向宣])[{HAN}]){{1,3}}"
        ),
    )
