"""Silver labels for the tagger: the words of a teacher (LAC) over news, mended where it is known to err.

LAC finds most names and knows little of where organisations and facilities end: 国际|原子能|机构, 深圳|港.
Its words are read from left to right; a name takes in the words after it that lead to a telling end. Then
names that are sure elsewhere in the corpus, and forms that patterns know, are put over them. What stays
doubtful is left out of the loss.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wxreader import data
from wxreader.entities.lexicon import lexicon

LISTS = Path(__file__).parent / "lists"
TaggedWord = tuple[str, str]
Label = tuple[int, int, str]
"""First character, the one after the last, PER, LOC or ORG."""
HAN = "\u3400-\u9fff"
MOST_WORDS = 8
"""Words of a name that is put together (chosen)."""
COMMON_TIMES, COMMON_SHARE = 3, 0.75
"""How often, and how constantly, a word must be of one type in the corpus for that type to be its own
(chosen).
"""
OTHER_TIMES, OTHER_SHARE, OTHER_NONE = 10, 0.35, 0.5
"""From how many times on a word that is seldom a name is none (chosen)."""
ONE_GIVEN, TWO_GIVEN, TWO_SURNAMES = 2, 3, 4
"""Characters of a Chinese name with one or two given ones, and of one with a husband's surname before it."""
SHORT_LATIN = 2
"""Letters up to which a word in Latin letters is nobody's name (chosen)."""
PAIR_LENGTHS = range(2, 4)
"""Characters of a word for several countries (chosen): 中美, 中美俄."""
SHORTEST_BODY = 3
"""Characters from which on a listed organisation's name is no other word (chosen)."""
SHORT_BODY = 4
"""Characters below which a body's name is doubted where neither the corpus nor its form tells (chosen)."""
LONGEST_FACILITY = 3
"""Words of a place that are a facility's, after its first (chosen): 胶济铁路|青岛|博物馆."""
LONG_PLACE = 3
"""Characters above which a place in the form of an organisation is one (chosen)."""
LONGEST_PEOPLE = 6
"""Characters below which a word in the form of a people's name is one (chosen)."""
LONG_PERSON, LONG_BODY = 4, 5
"""Characters from which on a person's or organisation's name that is sure elsewhere is believed
everywhere.
"""


def sections(name: str) -> dict[str, list[str]]:
    """The words of a list by section."""
    words: dict[str, list[str]] = {}
    section = ""
    for row in (LISTS / name).read_text("utf-8").split("\n"):
        if row.startswith("#"):
            section = row[1:].split(":")[0].strip()
        else:
            words.setdefault(section, []).extend(row.split())
    return words


def _all(name: str) -> list[str]:
    return [w for words in sections(name).values() for w in words]


_LISTS = sections("silver.txt")
_PEOPLE = data.words("surnames.txt")
_DOUBLE = 2
"""Characters of a double surname: a row of more holds single ones without blanks."""
SURNAMES = frozenset("".join(w for w in _PEOPLE if len(w) > _DOUBLE)) | {w for w in _PEOPLE if len(w) == 1}
DOUBLE_SURNAMES = frozenset(w for w in _PEOPLE if len(w) == _DOUBLE)
COMMON_SURNAMES = "".join(_all("common_surnames.txt"))
JAPANESE_SURNAMES = _all("japanese_surnames.txt")
PLACE_PAIRS = frozenset(_all("place_pairs.txt"))
MARKS = frozenset("".join(_all("place_marks.txt")))
"""Characters that stand for countries and regions where they meet: 中美, 京津冀."""
TRANSLITERATION = frozenset("".join(_all("transliteration.txt")))
"""Characters that foreign names are written with."""
DOTS = "·•"


def _ends(section: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_LISTS[section])})$")


_STRONG, _NOT_STRONG, _FACILITY, _NOT_FACILITY = map(
    _ends, ("strong", "not strong", "facility", "not facility")
)
_WORK = re.compile("|".join(_LISTS["work"]))
_DROP, _PLACE, _PART, _VAGUE = (frozenset(_LISTS[name]) for name in ("drop", "place", "part", "vague"))
_GENERIC = frozenset(_LISTS["generic"])
_GENERIC_START = frozenset(
    ["国际", "国家", "全国", "中央", "世界", "中国", "联合国", "欧洲", "亚洲", "全球", "亚太"]
)
_GENERIC_ANYWHERE = frozenset(["机构", "组织", "公司", "集团", "银行"])
_AFTER_PLACE = frozenset(["组织", "机构", "公司", "学校", "银行", "中学", "小学", "集团"])
_OF_CHINA = frozenset(["公司", "机构", "组织", "企业", "学校", "集团"])
_GOVERNMENT = frozenset(["政府", "政府军", "当局政府", "军方"])
_DELEGATED = frozenset(["代表团", "军方", "政府"])
_WITH_AND = re.compile("(?:局|部|委员会|组织|处|署|厅|中心|研究院|办公室)$")
_OF_PAIR = re.compile("委员会|协会|友协|联盟|公司|中心|大学|学院")
_INNER = frozenset(
    [
        "n",
        "nz",
        "vn",
        "an",
        "a",
        "s",
        "f",
        "j",
        "nw",
        "v",
        "b",
        "ORG",
        "LOC",
        "m",
        "xc",
        "d",
        "vd",
        "ad",
        "PER",
    ]
)
_DASHES = frozenset("—－-–")
_SHORT_STOPS = frozenset(["v", "d", "f", "m", "xc"])
_STOPS = frozenset(["d", "vd", "ad", "f"])
_DIRECTION = re.compile(
    "(?<=.{2})(?:[东西南北中]{1,2}部|境内|多国|多地|多州|多省|各地|全境|沿岸|附近|周边|全省|全市)$"
)
_PEOPLES = re.compile("(?:族|人|语|教徒)$")
_HONOUR = re.compile("^(.)(?:主席|总书记|总理|书记|省长|市长|部长|局长|校长)$")
_SWEPT_BEFORE = re.compile("(?:来|上|讯|据|由|在|对|从|与|和|经)(?=.{3})")
_SWEPT_AFTER = re.compile(
    "(?<=[会局部院委台团社学司军队团府心])(?:所属|所在|长|愿|建院|讯|办主任|领导|代表)$"
)
_OPENING = frozenset(["成立", "召开", "举行", "主办", "举办"])
_HEADED = "部局厅院署会台社队"
"""Ends of bodies after which 长 makes a rank of them."""
_NO_PIECE = "和同时里本道达克"
_ARMED = re.compile(
    r"(?<![一-龥])?[美俄日英法以叙伊韩朝乌印巴埃土]"
    r"(?:军(?![人事民官]|衔|费|舰|机)|政府(?!军)|政府军|外交部|外交部长)"
)
_SMALL = re.compile("|".join(_LISTS["small"]))
_FAMILIAR = re.compile(
    f"(?<![\u4e00-\u9fff][·])[{COMMON_SURNAMES}](?:先生|女士|小姐|某某|某(?![些种个次位天年月时]))"
)
_LANDS = re.compile(
    "两岸(?=同胞|关系|和平|交流|经|三|青年|各|统|民众|人民)|(?<!新)大陆(?=同胞|方面|和台|居民|游客|企业|地区)"
)
_OF_A_PLACE = re.compile(
    "(?:[男女]子?)?(?:[足篮排网垒手水棒]球|乒乓球|羽毛球|围棋|象棋)?(?:国家|奥运)?(?:代表)?队(?![员长伍友列形])"
    "|(?:国家)?[男女][足篮排](?!球)|(?:奥运|体育)?代表团|议会|参议院|众议院|国会|[上下]院"
    "|警方|公安局|交警(?!部门)|法院|检察院|分局"
)
_NUMBER = "[一二三四五六七八九十\\d]{1,3}"
_PARTY = (
    "中国国民党革命委员会|中国民主同盟|中国民主建国会|中国民主促进会|中国农工民主党|中国致公党|台湾民主自治同盟|中国共产党"
    "|中国人民政治协商会议|中国共产主义青年团|共青团|致公党|九三学社|农工党|民革|民盟|民建|民进|台盟|中共|政协|全国政协|中国|全国"
)
_SESSION = re.compile(
    rf"(?:{_PARTY})?第{_NUMBER}(?:次|届)(?:全国)?(?:人民)?(?:代表大会|委员会|中央委员会|奥运会|奥林匹克运动会|亚运会|全运会)"
    rf"(?:常务委员会|常委会|第{_NUMBER}次会议主席团)?"
    rf"|(?:(?:{_PARTY})[一二]?十?[一二三四五六七八九]|(?:{_PARTY})十|(?<=党的)[一二]?十[一二三四五六七八九]|(?<=党的)[一二]?十)大"
    r"|(?:二?十[一二三四五六七八九]|二十)大(?=[ ，。、的精报以召闭开之确和提])"
    rf"|{_NUMBER}届(?:全国)?(?:人大|政协)(?:常委会)?|(?<=党的){_NUMBER}届[一二三四五六七八九]中全会"
)
_SINGLE = re.compile(
    r"(?:(?<=[对访来驻在赴涉援抵离旅侨亲反抗美中日英])华(?=[ ，。、的投访外关政贸大企资]|关系|$)"
    r"|(?<=[对访驻赴抵反援留旅])[美日俄英法德印韩朝](?=[ ，。、大使国军关政贸的留]|$)"
    r"|港(?=股|商|澳|人治港|币|府|督|区基本法)"
    r"|澳(?=门|区)|台(?=商|胞|湾|独|报|海|企))"
)
_LOOSE_PAIR = re.compile(
    r"(?P<marks>[中美俄日韩英法德印朝欧澳越]{2,3})"
    r"(?=两国|双边|关系|首脑|建交|双方|贸易战|三国|元首|友好|经贸|边境|战略)"
)
_JAPANESE = re.compile(
    f"(?:{'|'.join(sorted(map(re.escape, JAPANESE_SURNAMES), key=len, reverse=True))})"
    f"(?:(?![说表指称在和与等出率对的是从向宣])[{HAN}]){{1,3}}"
)


def is_pairish(word: str) -> bool:
    """Whether a word is of characters that stand for countries: 中美, 京津冀."""
    return len(word) in PAIR_LENGTHS and all(c in MARKS for c in word)


def is_splittable(word: str) -> bool:
    """Whether such a word is several places and no name of one: not 印尼, not 台中."""
    lists = lexicon()
    one_place = word in PLACE_PAIRS or word in lists.places or word in lists.cities
    return is_pairish(word) and not one_place


def _is_address(word: str) -> bool:
    ends = ("女士", "先生", "老师", "爷爷", "奶奶", "大爷", "大妈")
    called = word[0] in "小老阿" and len(word) == ONE_GIVEN
    return called or (len(word) > 1 and (word[-1] == "某" or word.endswith(ends)))


def _is_chinese(word: str) -> bool:
    if len(word) in (2, 3) and word[0] in SURNAMES and word[1:] != "方":
        return True
    two_surnames = len(word) == TWO_SURNAMES and word[0] in SURNAMES and word[1] in SURNAMES
    return two_surnames or (len(word) in (3, 4) and word[:2] in DOUBLE_SURNAMES)


def has_persons_form(word: str) -> bool:
    """Whether a word looks like the name of a person, of whatever country."""
    bare = re.sub("[·•.]", "", word)
    if not bare:
        return False
    if re.fullmatch("[A-Za-z .·-]+", word):
        return len(word) > SHORT_LATIN
    if any(c in DOTS for c in word) or _is_chinese(word) or _is_address(word):
        return True
    foreign = sum(c in TRANSLITERATION for c in bare) >= len(bare) - (len(bare) > TWO_GIVEN)
    return (foreign and len(bare) > 1) or bool(len(word) in (3, 4) and _JAPANESE.fullmatch(word))


def is_foreign(word: str, dots: str = DOTS) -> bool:
    """Whether a word is of characters that foreign names are written with."""
    return all(c in TRANSLITERATION or c in dots for c in word)


@dataclass(frozen=True)
class Corpus:
    """What the whole corpus says of words."""

    types: dict[str, str]
    """The type that a word has nearly always; O for a word that is seldom a name."""
    pairs: frozenset[str]
    """Words of several countries' characters that are read so: 中美."""
    known: dict[str, str]
    """Names that are believed wherever they stand."""

    @classmethod
    def of(cls, texts: Iterable[Sequence[TaggedWord]]) -> Corpus:
        """Count the words of a corpus."""
        counts: dict[str, Counter[str]] = {}
        for words in texts:
            for word, tag in words:
                counts.setdefault(word, Counter())[tag] += 1
        types: dict[str, str] = {}
        pairs = set()
        for word, tags in counts.items():
            kind = _own_type(tags)
            if kind:
                types[word] = kind
            is_name = any(tags[k] for k in ("PER", "LOC", "ORG"))
            if (
                is_name
                and is_pairish(word)
                and tags["LOC"] + tags["ORG"] + tags["nz"] + tags["j"] >= COMMON_TIMES
            ):
                pairs.add(word)
        for word in _DROP:
            types.pop(word, None)
        return cls(types, frozenset(pairs), _known(types))


def _own_type(tags: Counter[str]) -> str:
    """The type that is a word's own; O for one that is seldom a name; empty where nothing can be said."""
    total = sum(tags.values())
    names = {k: tags[k] for k in ("PER", "LOC", "ORG") if tags[k]}
    if not names:
        return ""
    kind = max(names, key=lambda k: names[k])
    other = total - sum(names.values())
    if total >= COMMON_TIMES and names[kind] >= COMMON_SHARE * total:
        return kind
    seldom = total >= OTHER_TIMES and names[kind] < OTHER_SHARE * total and other > OTHER_NONE * total
    return "O" if seldom else ""


def listed_bodies() -> set[str]:
    """The listed organisations whose names are no other words."""
    lists = lexicon()
    return {w for w in lists.organisations if len(w) >= SHORTEST_BODY} - lists.places - set(_LISTS["unsure"])


def _known(types: Mapping[str, str]) -> dict[str, str]:
    known = dict.fromkeys(sorted(listed_bodies()), "ORG")
    for word, kind in types.items():
        if kind == "PER" and len(word) >= LONG_PERSON and is_foreign(word, "·"):
            known[word] = "PER"
        if kind == "ORG" and len(word) >= LONG_BODY and _STRONG.search(word):
            known[word] = "ORG"
    return known


class Finder:
    """Finds known names of three characters and more, the longest at each place."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        sizes: dict[str, set[int]] = {}
        for name in names:
            sizes.setdefault(name[:3], set()).add(len(name))
        self._sizes = {head: sorted(of, reverse=True) for head, of in sizes.items()}

    def find(self, text: str) -> Iterator[Label]:
        """The names in a text, none inside another."""
        at = 0
        while at < len(text) - 2:
            sizes = self._sizes.get(text[at : at + 3], ())
            end = next((at + n for n in sizes if at + n <= len(text) and text[at : at + n] in self._names), 0)
            if end:
                yield at, end, self._names[text[at:end]]
            at = end or at + 1


@dataclass
class Mended:
    """The labels of a text."""

    text: str
    spans: list[Label] = field(default_factory=list)
    doubts: list[tuple[int, int]] = field(default_factory=list)
    """Stretches that nothing is learned from."""

    def meets(self, start: int, end: int) -> bool:
        """Whether a name shares a character with a stretch."""
        return any(a < end and start < b for a, b, _kind in self.spans)

    def in_longer(self, start: int, end: int) -> bool:
        """Whether a stretch meets a longer name."""
        return any(a < end and start < b and b - a > end - start for a, b, _kind in self.spans)

    def put(self, start: int, end: int, kind: str) -> None:
        """Set a name over whatever it meets, unless it lies inside a longer one of its type or of a body."""
        for a, b, of in self.spans:
            if a <= start and end <= b and b - a > end - start and of in (kind, "ORG"):
                return
        self.spans = [s for s in self.spans if s[1] <= start or end <= s[0]] + [(start, end, kind)]


class Mender:
    """Reads the teacher's words of texts.

    Args:
        corpus: What the whole corpus says of words.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._finder = Finder(corpus.known)

    def mend(self, words: Sequence[TaggedWord]) -> Mended:
        """The labels of one text."""
        reading = _Reading(words, self._corpus)
        mended = reading.read()
        _put_known(mended, self._finder)
        _put_forms(mended, set(reading.at))
        mended.spans.sort()
        return mended


class _Reading:
    """One text's words, read from left to right."""

    def __init__(self, words: Sequence[TaggedWord], corpus: Corpus) -> None:
        self.words = words
        self.corpus = corpus
        self.at = [0]
        for word, _tag in words:
            self.at.append(self.at[-1] + len(word))
        self.labels = [self._country(w, t, self._label(w, t)) for w, t in words]
        self.mended = Mended("".join(w for w, _tag in words))

    def _label(self, word: str, tag: str) -> str:
        """What a word of the teacher's is: a type, O for none, PAIR for several countries,
        ? for what cannot be told.
        """
        if tag not in ("PER", "LOC", "ORG"):
            return tag
        if word in _DROP or (word not in _PLACE and _is_no_name(word)):
            return "O"
        if word in _PLACE:
            return "LOC"
        if is_splittable(word):
            return "PAIR"
        own = self.corpus.types.get(word)
        if own is not None and own != tag:
            return own
        return _by_form(word, tag, own)

    def _country(self, word: str, tag: str, label: str) -> str:
        """Countries that the teacher took for something else."""
        if len(word) > 1 and word in lexicon().states:
            return "LOC"
        pair = tag in ("nz", "j", "n", "LOC") and word in self.corpus.pairs and is_splittable(word)
        return "PAIR" if pair else label

    def read(self) -> Mended:
        """The labels, before known names and forms are put over them."""
        i = 0
        while i < len(self.words):
            i = self._long_name(i) or self._short_name(i)
        return self.mended

    def _long_name(self, i: int) -> int:
        """Take a body or facility that begins with a word; the word after it, or 0."""
        if self.labels[i] not in ("LOC", "ORG", "PAIR") and self.words[i][0] not in _GENERIC_START:
            return 0
        best, kind = -1, ""
        for j in range(i + 1, min(len(self.words), i + MOST_WORDS)):
            if self._breaks(j):
                break
            if self._ends_body(i, j):
                best, kind = (j, "ORG") if self._is_body(i, j) else (best, kind)
            elif self._is_facility(i, j):
                best, kind = j, "LOC"
        if best < 0:
            return 0
        self.mended.spans.append((self.at[i], self.at[best + 1], kind))
        if best > i + 3:
            self.mended.doubts.append((self.at[i], self.at[best + 1]))
        return best + 1

    def _breaks(self, j: int) -> bool:
        """Whether a word cannot stand inside a name."""
        word, tag = self.words[j]
        if tag == "PER" or tag in _STOPS:
            return True
        if tag not in _INNER and not (tag == "c" and word in ("和", "与")):
            return True
        return (len(word) == 1 and tag in _SHORT_STOPS) or (tag == "v" and not _WORK.match(word))

    def _ends_body(self, i: int, j: int) -> bool:
        word = self.words[j][0]
        strong = _STRONG.search(word) and not _NOT_STRONG.search(word)
        return bool(strong) or (word in _GOVERNMENT and j == i + 1)

    def _is_body(self, i: int, j: int) -> bool:
        """Whether the words from i to j are an organisation, the last of them ending like one."""
        last = self.words[j][0]
        if self._is_generic(i, j) or len(last) == 1:
            return False
        if any(w in _VAGUE for w, _tag in self.words[i + 1 : j]):
            return False
        with_and = any(t == "c" for _w, t in self.words[i + 1 : j])
        if with_and and (
            not _WITH_AND.search(last) or any(k in ("LOC", "ORG") for k in self.labels[i + 1 : j + 1])
        ):
            return False
        if self.labels[i] == "PAIR" and not _OF_PAIR.search(last):
            return False
        after = self.words[j + 1][0][:1] if j + 1 < len(self.words) else ""
        return not (after == "长" and last[-1] in _HEADED)

    def _is_generic(self, i: int, j: int) -> bool:
        """Whether the words name a kind of organisation rather than one: 中国公司, 国际组织."""
        first, last, label = self.words[i][0], self.words[j][0], self.labels[i]
        if last in _DELEGATED and j > i + 1 and label != "ORG":
            return True
        if first in _GENERIC_START and last in _GENERIC and (j == i + 1 or last in _GENERIC_ANYWHERE):
            return True
        if label == "LOC" and j == i + 1 and last in _AFTER_PLACE:
            return True
        return first == "中国" and j > i + 1 and last in _OF_CHINA

    def _is_facility(self, i: int, j: int) -> bool:
        """Whether the words from i to j are a place: 深圳|港, 胶济铁路|青岛|博物馆."""
        last = self.words[j][0]
        if self.labels[i] != "LOC" or self.words[i][0] in "中国" or j - i > LONGEST_FACILITY:
            return False
        if last in ("三省", "两省", "多省", "省", "##") or (len(last) == 1 and j > i + 1):
            return False
        inner = self.words[i + 1 : j + 1]
        if any(t in ("m", "q", "c", "v") or w in _PART for w, t in inner):
            return False
        return bool(_FACILITY.search(last)) and not _NOT_FACILITY.search(last)

    def _short_name(self, i: int) -> int:
        """Take the name that a word is by itself; the word after it."""
        start, end = self.at[i], self.at[i + 1]
        label = self.labels[i]
        if label == "?":
            self.mended.doubts.append((start, end))
        elif label == "PAIR":
            self.mended.spans += [(n, n + 1, "LOC") for n in range(start, end)]
        elif label == "LOC":
            self._take_place(i)
        elif label == "ORG":
            self._take_body(i)
        elif label == "PER":
            return self._take_person(i)
        return i + 1

    def _take_place(self, i: int) -> None:
        word = self.words[i][0]
        start, end = self.at[i], self.at[i + 1]
        direction = _DIRECTION.search(word)
        end = start + direction.start() if direction else end
        if end - start > 1 or word in MARKS:
            self.mended.spans.append((start, end, "LOC"))
        else:
            self.mended.doubts.append((start, end))

    def _take_body(self, i: int) -> None:
        word = self.words[i][0]
        start, end = self.at[i], self.at[i + 1]
        before, after = _SWEPT_BEFORE.match(word), _SWEPT_AFTER.search(word)
        if after:
            end = start + after.start()
        if before and self.corpus.types.get(word[before.end() :]) == "ORG":
            start += before.end()
        if word[-2:] in _OPENING:
            end -= 2
        if end - start <= 1:
            self.mended.doubts.append((start, self.at[i + 1]))
            return
        self.mended.spans.append((start, end, "ORG"))
        if self.corpus.types.get(word) != "ORG" and not _STRONG.search(word) and end - start < SHORT_BODY:
            self.mended.doubts.append((start, end))

    def _take_person(self, i: int) -> int:
        """Take a person, the pieces of a foreign name together; the word after."""
        word = self.words[i][0]
        start = self.at[i]
        if _HONOUR.match(word):
            self.mended.spans.append((start, start + 1, "PER"))
            return i + 1
        j = i
        chinese = len(word) in (2, 3) and word[0] in SURNAMES and self.corpus.types.get(word) == "PER"
        if is_foreign(word) and not chinese:
            while j + 1 < len(self.words) and self._is_piece(j + 1):
                j += 1
        self.mended.spans.append((start, self.at[j + 1], "PER"))
        return j + 1

    def _is_piece(self, j: int) -> bool:
        """Whether a word goes on a foreign name that the teacher cut."""
        word, tag = self.words[j]
        if word in DOTS:
            return True
        if self.labels[j] == "PER" and word and is_foreign(word) and self.corpus.types.get(word) != "PER":
            return True
        single = len(word) == 1 and tag in ("nz", "n", "PER", "nr", "xc")
        return single and word in TRANSLITERATION and word not in _NO_PIECE


def _is_no_name(word: str) -> bool:
    side = word[1:] == "方"
    return side or word.isspace() or not re.search(r"\w", word)


def _by_form(word: str, tag: str, own: str | None) -> str:
    """The label of a word that the corpus says nothing against, by its form."""
    if word == "中华":
        return "LOC"
    if word == "欧美":
        return "PAIR"
    if tag == "LOC" and len(word) > LONG_PLACE and _is_bodys_form(word):
        return "ORG"
    if tag in ("LOC", "ORG") and _PEOPLES.search(word) and len(word) < LONGEST_PEOPLE:
        return "O"
    return "?" if tag == "PER" and own != "PER" and not has_persons_form(word) else tag


def _is_bodys_form(word: str) -> bool:
    return bool(_STRONG.search(word)) and not _FACILITY.search(word) and not _NOT_STRONG.search(word)


def _put_known(mended: Mended, finder: Finder) -> None:
    """Names that are sure elsewhere in the corpus."""
    text = mended.text
    for start, end, kind in finder.find(text):
        met = [s for s in mended.spans if s[0] < end and start < s[1]]
        if met == [(start, end, kind)] or any(
            a <= start and end <= b and b - a > end - start for a, b, _kind in met
        ):
            continue
        short_person = kind == "PER" and not met and end - start < LONG_PERSON
        is_rank = text[end : end + 1] == "长" and text[end - 1] in _HEADED
        if not short_person and not is_rank:
            mended.put(start, end, kind)


def _put_forms(mended: Mended, starts: set[int]) -> None:
    """What patterns know: 美军, 中国女排, 王女士, congresses by their number,
    countries by their characters.
    """
    text = mended.text
    for m in _ARMED.finditer(text):
        if m.start() in starts and not mended.in_longer(*m.span()):
            mended.put(*m.span(), "ORG")
    for start, end, kind in list(mended.spans):
        team = _OF_A_PLACE.match(text, end) if kind == "LOC" and end - start > 1 else None
        if team:
            mended.put(start, team.end(), "ORG")
    _put_associations(mended)
    for m in _SMALL.finditer(text):
        if m.start() in starts and not mended.in_longer(*m.span()):
            mended.put(*m.span(), "ORG")
    for m in _FAMILIAR.finditer(text):
        if m.start() in starts:
            mended.put(*m.span(), "PER")
    _put_lands(mended)


def _put_associations(mended: Mended) -> None:
    """Bodies of two countries: 老挝—中国友好协会."""
    ends = {end: start for start, end, kind in mended.spans if kind == "LOC"}
    for start, end, kind in list(mended.spans):
        two = kind == "ORG" and mended.text[start - 1 : start] in _DASHES and start - 1 in ends
        if two and _OF_PAIR.search(mended.text, start, end):
            mended.put(ends[start - 1], end, "ORG")


def _put_lands(mended: Mended) -> None:
    """Lands, congresses, and countries by their characters."""
    text = mended.text
    for m in _LANDS.finditer(text):
        if not mended.meets(*m.span()):
            mended.spans.append((*m.span(), "LOC"))
    for m in _SESSION.finditer(text):
        mended.put(*m.span(), "ORG")
    for m in _SINGLE.finditer(text):
        if not mended.meets(m.start(), m.start() + 1):
            mended.spans.append((m.start(), m.start() + 1, "LOC"))
    for m in _LOOSE_PAIR.finditer(text):
        for at in range(*m.span("marks")):
            if not mended.meets(at, at + 1):
                mended.spans.append((at, at + 1, "LOC"))
