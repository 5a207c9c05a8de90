"""What a person's name looks like: Chinese names by their surnames, Japanese ones, 王女士 and 小李, names run together."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from wxreader.chinese import HAN
from wxreader.entities.lexicon import Lexicon

_NAME_2_4 = re.compile(rf"[{HAN}]{{2,4}}")
NO_GIVEN = re.compile(r"[的了是在们者性化率等被把从于和与及]|[会局部厅院署校组队处科室县村区乡郡]$")
COMMON_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严魏陶姜戚谢邹苏潘葛范彭鲁韦马苗方俞任袁柳史唐薛雷贺倪汤罗毕郝安于傅齐康"
    "伍余顾孟黄穆萧尹姚邵汪祁毛戴宋庞熊纪舒项祝董梁杜阮蓝闵季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡万卢莫房解丁邓洪石崔龚程邢陆翁"
    "段侯武刘龙叶黎白赖乔谭温柴瞿阎肖毛"
)
"""The commonest surnames: of these a name of two characters is believed on less."""
GRAMMAR = frozenset("国党年时后和从由代家那别都于向全应")
"""Surnames that are much oftener something else: of these a name is believed only where the engine takes it for one."""
STRANGE = 1.6
"""What a character outside any name costs in a list of people."""
RARE, TOLD, ALIKE = 0.4, 0.5, 0.3
"""What a rare surname costs more; what an engine's word for it, and the surname of the name before, make cheaper."""
_OFFICE_SHORT = frozenset(
    ("主席", "总书记", "总理", "委员长", "书记", "部长", "省长", "市长", "校长", "局长", "处长")
)
_OFFICES = "|".join(sorted(_OFFICE_SHORT))
_SURNAME = f"[{COMMON_SURNAMES}朴翟查]"
_FAMILIAR = re.compile(
    rf"{_SURNAME}(?:先生|女士|小姐|老师|律师|某某|某|大爷|大妈|大伯|大娘|大姐|阿姨|师傅|老汉|医生|警官|"
    rf"(?<!任)总(?=[说表，])|(?<![中俄美日外双我各甲乙对]方)(?<!任)(?:{_OFFICES}))|"
    rf"(?<![大中最较弱短幼多少很太更不])[小老阿][{COMMON_SURNAMES}](?=[，。、说的在是告一对和把被就也：）])|"
    rf"@(?:(?!https?:)[\w\u4e00-\u9fff_-]){{2,20}}"
)
_SWEPT_IN = re.compile(rf"^({_SURNAME}(?:先生|女士|小姐|某{{1,2}}))[{HAN}]+$|^({_SURNAME})(?:{_OFFICES})$")


class NameForms:
    """The forms of names.

    Args:
        lists: The word lists.
    """

    def __init__(self, lists: Lexicon) -> None:
        self.lists = lists

    def is_chinese_name(self, word: str) -> bool:
        """Whether a word has the form of a Chinese name: a surname and one or two characters, no known other word."""
        lists = self.lists
        if (
            lists.is_side(word)
            or word in lists.not_people
            or word in lists.organisations
            or word in lists.places
            or word in lists.cities
        ):
            return False
        if (
            word in lists.offices
            or word in lists.addresses
            or NO_GIVEN.search(word, 1)
            or not _NAME_2_4.fullmatch(word)
        ):
            return False
        if word[:2] in lists.double_surnames:
            return len(word) in (3, 4)
        return word[0] in lists.surnames and len(word) in (2, 3)

    def japanese(self, text: str, start: int, limit: int) -> int:
        """The end of a Japanese name that begins at a character; 0 where there is none."""
        found = self.lists.japanese_name.match(text, start, limit)
        return found.end() if found else 0

    def familiar(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """王女士, 小李, 老陈, @某人: people without a full name."""
        for m in _FAMILIAR.finditer(text):
            if m.group() in self.lists.not_people:
                continue
            if (
                m.group()[0] == "@"
                or m.group()[1:] in _OFFICE_SHORT
                or any(c in self.lists.surnames for c in m.group()[:2])
            ):
                short = m.group()[1:] in _OFFICE_SHORT
                yield (
                    m.start(),
                    m.start() + 1 if short else m.end(),
                    m.group()[:1] if short else m.group(),
                    m.group()[1:] if short else "",
                )

    def without_more(self, word: str) -> str:
        """A form of address or an office's surname without what was swept in after it: 高先生家, 林某吃, 汤局长."""
        found = _SWEPT_IN.match(word)
        return word if found is None else found.group(1) or found.group(2)

    def apart(self, run: str) -> list[str]:
        """A run of Chinese names without a mark between them, each from its surname on; empty where that cannot be."""
        if not re.fullmatch(rf"[{HAN}]+", run):
            return []
        best: list[tuple[float, int] | None] = [(0.0, 0)] + [None] * len(run)
        for end in range(1, len(run) + 1):
            for size, cost in ((3, 1.0), (2, 1.3), (4, 1.2)):
                before = best[end - size] if end >= size else None
                name = run[max(0, end - size) : end]
                if (
                    before is None
                    or not self.is_chinese_name(name)
                    or (size == 4 and name[:2] not in self.lists.double_surnames)
                ):
                    continue
                total = before[0] + cost + (0.0 if name[0] in COMMON_SURNAMES else RARE)
                here = best[end]
                if here is None or total < here[0]:
                    best[end] = (total, end - size)
        names, end = [], len(run)
        while end and (here := best[end]):
            names.append(run[here[1] : end])
            end = here[1]
        return names[::-1]

    def listed(self, run: str, told: Container[tuple[int, int]] = ()) -> list[tuple[int, int]]:
        """Spans of the names in a list of people without marks; what is no name of a known form (热地, 丹增) is passed over.

        The cheapest way to cut it: a name of three characters costs least, a character outside any name most. Such lists are in
        the order of surnames, so that the surname before costs less.

        Args:
            run: The list.
            told: Spans in it that the engine takes for names; they cost less.
        """
        best: list[tuple[float, int, bool]] = [(0.0, 0, False)]
        for end in range(1, len(run) + 1):
            ways = [(best[end - 1][0] + STRANGE, end - 1, False)]
            for size, cost in ((3, 1.0), (2, 1.3), (4, 1.2)):
                start = end - size
                name = run[max(0, start) : end]
                if (
                    start >= 0
                    and self.is_chinese_name(name)
                    and (size < 4 or name[:2] in self.lists.double_surnames)
                ):
                    rare = 0.0 if name[0] in COMMON_SURNAMES else RARE
                    known = TOLD if (start, end) in told else 0.0
                    alike = ALIKE if best[start][2] and run[best[start][1]] == name[0] else 0.0
                    ways.append((best[start][0] + cost + rare - known - alike, start, True))
            best.append(min(ways))
        out: list[tuple[int, int]] = []
        end = len(run)
        while end:
            _cost, start, named = best[end]
            if named:
                out.append((start, end))
            end = start
        return out[::-1] if 2 * sum(b - a for a, b in out) > len(run) else []
