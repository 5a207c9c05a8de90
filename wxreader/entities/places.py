"""Places and organisations over the engine's words: what a suffix makes of the words before it.

jieba knows names that are in its dictionary; newspapers are full of others. A run of noun-like words
that ends in 公司, 委员会, 大学 … is an organisation where one of them is a name; a transliterated word
before 郡, 市 … is a place; single characters that stand for countries are places where they meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wxreader.chinese import HAN
from wxreader.entities.bodies import is_body, is_whole, of_places, sessions
from wxreader.entities.engine import Token
from wxreader.entities.lexicon import TRANSLIT, Lexicon, any_of, lexicon
from wxreader.entities.told import told_bodies

_COMPANY = (
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "公司",
    "集团",
    "株式会社",
    "事务所",
    "商事",
    "金融集团",
)
_BODY = re.compile(
    r"(?:委员会|常委会|编委会|组委会|管委会|党委|党组|领导小组|专班|工作组|调研组|督察组|指挥部|办公室|办公厅|秘书处|总部|支部"
    r"|总局|总署|署|部门|大学|学院|中学|小学|学校|党校|幼儿园|研究院|研究所|研究中心|实验室|"
    r"科学院|工程院|中心|医院|卫生院|银行|交易所|保险|基金会?|协会|学会|商会|联合会|联盟|总工会|工会|妇联|友协|工商联|报社|"
    r"电视台|电台|广播电台|出版社|杂志社|日报|晚报|时报|法院|检察院|公安局|派出所|警察局|监狱|"
    r"部队|军区|舰队|支队|大队|总队|兵团|野战军|军团|俱乐部|国家队|足球队|篮球队|代表队|队|乐团|剧团|剧院|博物馆|图书馆|美术馆"
    r"|展览馆|大使馆|领事馆|代表处|办事处|政府|议会|参议院|众议院|国会|法庭|厅|局|部|院|"
    r"厂|矿|店|酒店|饭店|宾馆|超市|商场|网|证券|航空|石油|电力|集团军|同学会|基地组织|组织|党|社|会|队伍|代表大会|大会|运动会|理事会|董事会)$"
)
_WEAK = re.compile(
    r"(?:(?<![员协学商合工事委金])会|部|院|局|厅|网|店|厂|社|党|队|中心|部门|组织|保险|石油|电力|航空|基金|大会|商场|超市|队伍|矿|酒店|饭店|宾馆)$"
)
"""Suffixes that ordinary words end in too: only in one of the engine's own organisations or after a name."""
_INNER = frozenset(
    (
        "n",
        "nz",
        "nt",
        "ns",
        "j",
        "eng",
        "vn",
        "b",
        "an",
        "nr",
        "nrt",
        "x",
        "s",
        "f",
        "a",
        "l",
        "i",
        "ng",
        "t",
        "nrfg",
        "ad",
        "v",
        "vi",
        "m",
        "q",
        "zg",
        "g",
        "vg",
        "ag",
    )
)
_PROPER = frozenset(("ns", "nz", "nt", "j", "eng", "nrt"))
_NO_BODY = re.compile(
    r"(?:特别行政区(?:政府)?|关系|奥运会|运动会|世界杯|全会|[国联邦]政府|锦标赛|公报|中医药|青年|部队|两党|部署|签署|布局|格局|干部|队伍|全部|内部|外部|局部|社会|机会)$"
)
"""What jieba tags as an organisation (nt) and is none: the place in it is what is named."""
_ZONES = re.compile(
    r"(?:国家)?(?:高新技术产业开发区|经济技术开发区|高新区|经开区|开发区|新区|工业园区|产业园|自贸试验区|自贸区|保税区)"
)
_PAIR_AFTER = re.compile(
    r"(?:两国|双方|关系|双边|首脑|贸易|会谈|建交|友好|友谊|战略|合作|边境|边界|之间|元首|领导人|三国|四国|和约|联合|论坛|峰会|"
    r"高层|经贸|交流|海军|军队|地区|对话|人民|联军|联盟|股市|三方)"
)
_SINGLE = re.compile(
    r"(?:(?<=[对访来驻在赴涉援抵离旅侨亲反抗美中日英])华(?=[ ，。、的投访外关政贸大企资]|关系|$)|"
    r"(?<=[对访驻赴抵反援留旅])[美日俄英法德印韩朝](?=[ ，。、大使国军关政贸的留]|$)|港(?=股|商|澳|人治港|币|府|督|区基本法)|"
    r"澳(?=门|区)|台(?=商|胞|湾|独|报|海|企))"
)
_WORK = re.compile(
    "创新|研[究发]|设计|开发|制造|检[测验]|服务|管理|合作|改革|培训|交流|教育|应用|监[测督]|评估|保障|治理|协[调同]|工作|指导|鉴定"
)
"""Verbs that an institute's or committee's name has in it."""
_LEVELS = ("市", "省", "区", "县", "全国")
_JOINT = re.compile(r".*(?:公司|[院所]|集团|大学|中心)[和与及]")
"""What stands before the second of two organisations."""
_TRANSLIT = re.compile(f"[{''.join(sorted(TRANSLIT))}]+")
_VERBS = ("v", "vn", "vi", "vd", "ad", "d", "a")
"""Parts of speech of words that end like an organisation and are none: 签署, 布局."""
_TAIL = re.compile(r"(?:地区|各国|人民|市场|两国|政府|国家|境内|方面|关系)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place's or organisation's name in a text."""

    start: int
    end: int
    type: str
    """LOC or ORG."""


class PlaceFinder:
    """Finds places and organisations in texts."""

    def __init__(self, lists: Lexicon | None = None) -> None:
        self.lists = lists or lexicon()
        known = [w for w in self.lists.organisations if len(w) > 2]
        self._bodies = re.compile(f"(?:{any_of(known)})(?![门派])")

    def find(self, text: str, tokens: Sequence[Token], sure: bool = False) -> list[Place]:
        """Places and organisations in one text; overlaps are sorted out by the caller, the earlier are the surer.

        Args:
            text: The text.
            tokens: The engine's words.
            sure: The engine's places and organisations are believed as they are.
        """
        formed = [Place(a, b, "ORG") for a, b in (*sessions(text), *of_places(text, tokens))]
        ruled = self._organisations(text, tokens)
        listed: list[Place] = []
        if sure:
            whole = [p for p in ruled if is_whole(text[p.start : p.end])]
            told = [Place(a, b, "ORG") for a, b in told_bodies(text, tokens, self.lists)]
            known = [Place(m.start(), m.end(), "ORG") for m in self._bodies.finditer(text)]
            known += [Place(t.start, t.end, "ORG") for t in tokens if t.text in self.lists.organisations]
            bodies = [*whole, *formed, *told, *known]
            listed = [Place(m.start(), m.end(), "LOC") for m in self.lists.named_place.finditer(text)]
        else:
            bodies = [
                *formed,
                *(
                    p
                    for p in ruled
                    if is_body(name := text[p.start : p.end]) and name not in self.lists.places
                ),
            ]
        return [
            *bodies,
            *self._zones(text, tokens),
            *self._places(text, tokens),
            *self._marks(text, tokens),
            *listed,
        ]

    # -- organisations --------------------------------------------------------------------------------

    def _organisations(self, text: str, tokens: Sequence[Token]) -> list[Place]:
        out: list[Place] = []
        free = 0
        for i, token in enumerate(tokens):
            if token.start < free:
                continue
            found = self._ending_at(text, tokens, i, free)
            if found:
                while out and out[-1].start >= found.start:
                    out.pop()
                out.append(found)
                free = found.end
        return out

    def _ending_at(self, text: str, tokens: Sequence[Token], i: int, free: int) -> Place | None:
        """The organisation whose last word is token i; None where it ends none."""
        token = tokens[i]
        word = token.text
        if _NO_BODY.search(word):
            return None
        known = word in self.lists.organisations
        company = word.endswith(_COMPANY)
        if not (
            known
            or company
            or token.flag == "nt"
            or (_BODY.search(word) and len(word) > 1 and token.flag not in _VERBS)
        ):
            return None
        if i + 1 < len(tokens) and self._goes_on(tokens, i):
            return None
        first = i
        at = token.start
        proper = known or token.flag == "nt"
        leftmost_proper = i if proper else -1
        k = i - 1
        while k >= 0 and i - k <= 10 and tokens[k].end == at and (company or tokens[k].start >= free):
            t = tokens[k]
            if t.text in "）)" and company:
                opened = next((j for j in range(k - 1, max(-1, k - 4), -1) if tokens[j].text in "（("), -1)
                if opened < 0:
                    break
                k, at = opened - 1, tokens[opened].start
                continue
            if (
                company and t.text == "中" and (k == 0 or tokens[k - 1].flag[0] in "xw")
            ):  # 中微晶园 …: a name's first character
                first, at = k, t.start
                break
            if (
                t.text in self.lists.organisation_stops
                or t.flag not in _INNER
                or not re.match(rf"[{HAN}A-Za-z0-9]", t.text)
            ):
                break
            if (
                t.flag in ("v", "vi", "ad", "m", "q")
                and not company
                and not re.match(r"第", t.text)
                and not _WORK.fullmatch(t.text)
            ):
                break
            if (
                t.flag in _PROPER
                or t.text in self.lists.organisations
                or (t.flag.startswith("nr") and len(t.text) > 1)
            ):
                proper = True
                leftmost_proper = k
            first, at = k, t.start
            k -= 1
        if leftmost_proper >= 0:
            first = (
                self._extended(tokens, leftmost_proper, free) if not company else min(first, leftmost_proper)
            )
        if not proper and not (company and i - first >= 1):
            return None
        if _WEAK.search(word) and not known and token.flag != "nt" and first == i:
            return None
        start, end = tokens[first].start, token.end - (2 if word.endswith("常委") and len(word) > 4 else 0)
        joint = _JOINT.match(text, start, end)
        start = joint.end() if joint and end - joint.end() > 2 else start
        if end - start < 2 or (first == i and not known and word in self.lists.generic_bodies):
            return None
        return Place(start, end, "ORG")

    def _extended(self, tokens: Sequence[Token], first: int, free: int) -> int:
        """Take a place right before an organisation's first word into its name: 无锡 市 人大常委会."""
        while first > 0 and tokens[first - 1].start >= free:
            before = tokens[first - 1]
            if (
                not (before.flag == "ns" and before.text not in self.lists.not_places)
                and before.text not in _LEVELS
            ):
                break
            first -= 1
        return first

    def _goes_on(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether the words after make a longer organisation of it: 中共中央 组织部, 国务院 法制办公室."""
        for j in range(i + 1, min(len(tokens), i + 6)):
            t = tokens[j]
            if (
                t.text in self.lists.organisation_stops
                or t.flag not in _INNER
                or t.flag in ("v", "vi", "m", "q", "x", "ad", "t", "f", "s")
            ):
                return False
            if t.flag.startswith("nr") or t.text in ("主任", "主席", "书记", "部长", "总裁"):
                return False
            if t.text.endswith(_COMPANY) or (
                len(t.text) > 1 and _BODY.search(t.text) and not _WEAK.search(t.text)
            ):
                return True
        return False

    # -- places -----------------------------------------------------------------------------------------

    def _zones(self, text: str, tokens: Sequence[Token]) -> list[Place]:
        """A place's development zone, park or new district: 无锡高新区."""
        places = {t.end: t.start for t in tokens if t.flag == "ns" and t.text not in self.lists.not_places}
        return [
            Place(places[m.start()], m.end(), "LOC") for m in _ZONES.finditer(text) if m.start() in places
        ]

    def _places(self, text: str, tokens: Sequence[Token]) -> list[Place]:
        out = []
        for i, token in enumerate(tokens):
            word = token.text
            if token.flag == "ns" or word in self.lists.places:
                if word in self.lists.not_places or len(word) < 2:
                    continue
                if (
                    len(word) == 2
                    and all(c in self.lists.place_marks for c in word)
                    and word not in self.lists.place_pairs
                    and word not in self.lists.places
                    and word not in self.lists.cities
                ):
                    out += [
                        Place(token.start, token.start + 1, "LOC"),
                        Place(token.start + 1, token.end, "LOC"),
                    ]
                    continue
                tail = _TAIL.search(word)
                end = token.start + tail.start() if tail and tail.start() >= 2 else token.end
                out.append(Place(token.start, end, "LOC"))
                continue
            inside = _NO_BODY.search(word) if token.flag in ("nt", "nz", "j") else None
            if inside and inside.start() >= 2 and not word.startswith("中共"):
                end = inside.start() + (
                    1 if inside.group()[0] in "国联" else 5 if inside.group().startswith("特别行政区") else 0
                )
                head = word[:end]
                if head.endswith(("国", "特别行政区")) or head in self.lists.place_heads:
                    out.append(Place(token.start, token.start + end, "LOC"))
                elif 2 <= len(head) <= 4 and all(c in self.lists.place_marks for c in head):
                    out += [Place(token.start + n, token.start + n + 1, "LOC") for n in range(len(head))]
                continue
            joined = self._with_suffix(text, tokens, i)
            if joined:
                out.append(joined)
        return out

    def _with_suffix(self, text: str, tokens: Sequence[Token], i: int) -> Place | None:
        """A name that jieba does not know before 市, 郡, 县 …: 圣贝纳迪诺郡, 萨瓦市."""
        token = tokens[i]
        if not re.fullmatch(r"(?:郡|市|县|州|镇|乡|村|区|岛|湖|河|山|湾|港)", token.text):
            return None
        if token.text in "郡市州县镇岛":
            k = i
            while (
                k > 0
                and token.start - tokens[k - 1].start <= 7
                and not self._is_place(tokens[k - 1])
                and _TRANSLIT.fullmatch(tokens[k - 1].text)
            ):
                k -= 1
            if token.start - tokens[k].start >= 2:
                return Place(tokens[k].start, token.end, "LOC")
        before = tokens[i - 1] if i else None
        if (
            before is not None
            and before.end == token.start
            and before.flag in ("ns", "nz", "nr", "nrt")
            and 2 <= len(before.text) <= 4
        ):
            return Place(before.start, token.end, "LOC")
        return None

    def _is_place(self, token: Token) -> bool:
        return token.flag == "ns" or token.text in self.lists.places

    def _marks(self, text: str, tokens: Sequence[Token]) -> list[Place]:
        """Countries and regions by their single characters: 中美关系, 日韩, 京津冀, 对华."""
        out = []
        for token in tokens:
            word = token.text
            if token.flag in ("j", "nz", "n", "nr", "ns", "nrt", "x", "nt") and 2 <= len(word) <= 5:
                marks = _leading_marks(word, self.lists.place_marks)
                rest = word[marks:]
                if (
                    marks >= 2
                    and word not in self.lists.place_pairs
                    and (not rest or _PAIR_AFTER.match(rest))
                    and (rest or token.flag in ("j", "ns") or _PAIR_AFTER.match(text, token.end))
                ):
                    out += [Place(token.start + n, token.start + n + 1, "LOC") for n in range(marks)]
        out += [Place(m.start(), m.start() + 1, "LOC") for m in _SINGLE.finditer(text)]
        for m in _LOOSE_PAIR.finditer(text):
            out += [Place(m.start() + n, m.start() + n + 1, "LOC") for n in range(len(m.group("marks")))]
        return out


_LOOSE_PAIR = re.compile(
    r"(?P<marks>[中美俄日韩英法德印朝欧澳越]{2,3})(?=两国|双边|关系|首脑|建交|双方|贸易战|三国|元首|友好|经贸|边境|战略)"
)


def _leading_marks(word: str, marks: frozenset[str]) -> int:
    """How many characters a word begins with that stand for places."""
    count = 0
    for char in word:
        if char not in marks:
            break
        count += 1
    return count
