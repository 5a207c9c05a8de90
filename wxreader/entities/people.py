"""People and their offices: names after titles, in lists, before titles, and those that the engine tags.

A segmenter takes 高水平 for a person and cuts 柏长岭 in two. A name is believed where something
vouches for it: an office before it, its place in a list of names, a verb of speech after it, a form of
address, or a list of known people; a name believed once is found everywhere on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from wxreader.chinese import HAN
from wxreader.entities.clauses import LONGEST_OFFICE, SEPARATORS, Segment, Words, clause_before, segments
from wxreader.entities.engine import Token
from wxreader.entities.lexicon import TRANSLIT, Lexicon, lexicon
from wxreader.entities.names import COMMON_SURNAMES, GRAMMAR, NO_GIVEN, NameForms
from wxreader.entities.spans import Spans
from wxreader.entities.told import told_people

_AFTER_NAME = re.compile(
    r"(?:[、，,。；;：:）)”》\s]|$|一行|等|在|到|来|说|表示|指出|强调|认为|介绍|透露|主持|出席|参加|会见|陪同|宣布|率|与|和|同"
    r"|及|向|对|为|以|将|被|把|从|是|也|还|就|曾|又|已|并|要求|致辞|讲话|"
    r"发言|当选|获|的|告诉|提出|代表|率领|看望|深入|先后|共同|听取|作|获得|夺|击败|战胜|领|带|接受|坦言|回忆|称|[（(])"
)
_SPEECH = re.compile(
    r"(?:表示|指出|强调|说|认为|介绍|透露|宣布|告诉|坦言|回忆|主持|出席|会见|致辞|讲话|当选|担任|率|[（(]\w{0,6}[）)])"
)
_CUT = re.compile(
    r"(?:由|与|和|同|对|向|给|请|让|经由|据|以及|及其|会见|会晤|听取|来到|见证|主持|陪同|介绍|邀请|率领|聘请|任命|选举|当选为?"
    r"|担任|出任|时任|看望|慰问|拜会|拜访|接见|欢迎|"
    r"出席|参加|召开|举行|讲话|发表|刊[发登]|授予|追授|接替|委托|并|是|为|在|从|到|曾任|现任|原任|作为|包括|还有|其中|这位|该|一名|一位|两位|多位|之后|之前|其间"
    r"|期间|昨日|昨天|今天|日前|近日|当天|下午|上午|晚上?|[的了着过]|"
    r"学习|贯彻|落实|按照|根据|围绕|深入|关于|希望|听|说|"
    r"(?:\d{1,2}月)?\d{1,2}日)"
)
_PROTECTED = re.compile(
    r"对外|合同|和平|同济|外交|协同|为民|在线|上海|到位|以色列|人民币|共和|合作|协和|仁和|颐和|太和|同业|大同|对口|派驻|理事|"
    r"参赞|自由|学习中心|为主|是非|在野|说唱|大使馆|关于|听证|和谐|同志|同乡|对策|向阳|同盟"
)
"""Words of offices in which a cutting character stands."""
_BODY_AFTER = re.compile(r"(?:公司|集团|中国|银行|大学|医院|酒店|品牌|汽车)")
_PLACE_OR_BODY = re.compile(
    r"(?:省|市|州|郡|县|区|岛|湾|公司|集团|大学|银行|队|人|语|杯|牌|汽车|车|酒店|街|河|湖|山|海峡)"
)
_FOREIGN = re.compile(rf"[{HAN}]{{1,9}}(?:[·•・][{HAN}A-Z]{{1,10}}){{1,12}}")
LONGEST_CHAIN = 200
"""Characters of a chain of offices, at the most."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in a text."""

    start: int
    end: int
    name: str
    title: str


class PeopleFinder:
    """Finds people in the texts of a page.

    Args:
        lists: The word lists; those of the package by default.
    """

    def __init__(self, lists: Lexicon | None = None) -> None:
        self.lists = lists or lexicon()
        self.forms = NameForms(self.lists)

    def name_at(self, text: str, start: int, words: Words, limit: int) -> int:
        """The end of the name that begins at a character, after a title; 0 where there is none.

        The characters after it decide between two and three; word boundaries break the tie.
        """
        lists = self.lists
        if text[start : start + 1] in GRAMMAR and not words.flags.get(start, "").startswith("nr"):
            return 0
        if words.is_other_word(start) and not (
            limit - start in (2, 3) and text[start : start + 1] in COMMON_SURNAMES
        ):
            return 0
        double = text[start : start + 2] in lists.double_surnames
        if not double and text[start : start + 1] not in lists.surnames:
            return 0
        sizes = (4, 3) if double else (3, 2)
        fits = [
            start + n
            for n in sizes
            if start + n <= limit
            and self.forms.is_chinese_name(text[start : start + n])
            and (_AFTER_NAME.match(text, start + n) or words.goes_on(start + n))
            and not self._is_title(text, start + 1, start + n)
        ]
        if not fits:
            bounded = [
                start + n
                for n in sizes
                if start + n <= limit
                and start + n in words.ends
                and self.forms.is_chinese_name(text[start : start + n])
            ]
            return bounded[0] if bounded and not self._is_title(text, start + 1, bounded[0]) else 0
        bounded = [e for e in fits if e in words.ends]
        return (bounded or fits)[0]

    def _is_title(self, text: str, start: int, end: int) -> bool:
        """Whether a title begins inside a would-be name: 高书记 is 高 and his title."""
        return any(self.lists.title.match(text, i) for i in range(start, end))

    # -- titles ---------------------------------------------------------------------------------------

    def _office(self, text: str, start: int, end: int) -> str:
        """The office that ends at `end`: what stands from `start` on, without verbs, prepositions and days before it."""
        phrase = text[start:end]
        kept = [m.span() for m in _PROTECTED.finditer(phrase)]
        cuts = [
            m.end()
            for m in _CUT.finditer(phrase)
            if m.end() < len(phrase) and not any(a <= m.start() and m.end() <= b for a, b in kept)
        ]
        phrase = phrase[cuts[-1] :] if cuts else phrase
        return phrase.strip(SEPARATORS)

    def _is_office(self, word: str) -> bool:
        return word not in self.lists.addresses

    def _titled(self, text: str, words: Words) -> list[Person]:
        """Names after titles, with their offices, and the names that follow them in a list."""
        out: list[Person] = []
        chain = ""
        """Offices of a chain so far: 市委书记、 before 市委外事工作委员会主任杜小刚."""
        listed = ""
        """The office that a list of names shares."""
        for segment in segments(text):
            if segment.before not in "、" and not (segment.before in "，" and listed):
                chain = listed = ""
            limit = segment.start + len(segment.text)
            found = False
            from_ = segment.start
            name = self._list_name(text, segment, words) if listed else 0
            if name:
                out.append(Person(segment.start, name, text[segment.start : name], listed))
                if name == limit:
                    continue
                from_ = name
            for m in self.lists.title.finditer(segment.text):
                at = segment.start + m.end()
                if at <= from_:
                    continue
                end = self._other_name(text, at, limit) or self.name_at(text, at, words, limit)
                if not end:
                    continue
                office = (
                    self._office(text, max(from_, at - LONGEST_OFFICE), at)
                    if self._is_office(m.group())
                    else ""
                )
                title = (
                    f"{chain}、{office}"
                    if chain and office and from_ == segment.start and segment.before == "、"
                    else office
                )
                out.append(Person(at, end, text[at:end], title))
                chain, listed, found, from_ = "", title, True, end
            last = self.lists.ending_title(text[from_:limit])
            goes_on = not found or text.startswith(
                ("与", "和", "同", "及"), from_
            )  # 副校长衣永刚与市委常委、常务副市长蒋敏
            if last and goes_on and self._is_office(last):
                office = self._office(text, max(from_, limit - LONGEST_OFFICE), limit)
                chain = f"{chain}、{office}" if chain and len(chain) < LONGEST_CHAIN else office
                listed = ""
            elif not found:
                chain = listed = ""
        return out

    def _other_name(self, text: str, start: int, limit: int) -> int:
        """A Japanese name, or one of which nothing is known but that an office stands before it and the segment ends with it."""
        end = self.forms.japanese(text, start, limit)
        return end if end and (end == limit or _AFTER_NAME.match(text, end)) else 0

    def _list_name(self, text: str, segment: Segment, words: Words) -> int:
        """The end of the name that a list's segment begins with."""
        if self.forms.is_chinese_name(segment.text):
            return segment.start + len(segment.text)
        end = self.name_at(text, segment.start, words, segment.start + len(segment.text))
        rest = text[end : segment.start + len(segment.text)] if end else ""
        return (
            end
            if end and re.match(r"(?:等|和|与|及|参加|出席|分别|陪同|在|主持|共同|以及|一同|随同|列席)", rest)
            else 0
        )

    def _foreign(self, text: str) -> list[Person]:
        """Names with a dot: 杰西·阿门达雷兹, trimmed of the title before and the verb after."""
        out = []
        for m in _FOREIGN.finditer(text):
            dot = next(i for i in range(m.start(), m.end()) if text[i] in "·•・")
            start = dot
            while start > m.start() and text[start - 1] in TRANSLIT and dot - start < 8:
                start -= 1
            titles = [
                t.end() for t in self.lists.title.finditer(text, max(0, start - 6), dot) if t.end() > start
            ]
            start = max(titles, default=start)
            last = max(i for i in range(m.start(), m.end()) if text[i] in "·•・")
            end = last + 1
            while end < m.end() and (text[end] in TRANSLIT or text[end].isascii()):
                end += 1
            after = self.lists.title.search(text, last + 1, end + 3)
            if after and last + 1 < after.start() < end:
                end = after.start()
            if dot - start >= 1 and end - last > 2:
                out.append(Person(start, end, text[start:end], self._title_before(text, start)))
        return out

    def _title_before(self, text: str, start: int) -> str:
        """The office right before a name; empty where there is none."""
        left = clause_before(text, start)
        phrase = text[left:start]
        last = self.lists.ending_title(phrase)
        if not last or not self._is_office(last):
            return ""
        office = self._office(text, left, start)
        if left > 1 and text[left - 1] == "、":
            before = clause_before(text, left - 1)
            earlier = self.lists.ending_title(text[before : left - 1])
            if earlier and self._is_office(earlier) and office == phrase:
                office = f"{self._office(text, before, left - 1)}、{office}"
        return office

    def _heads(self, text: str, at: int, words: Words) -> bool:
        """Whether an office and its holder follow, so that what stands before is a body: 吉佳蓝 in 吉佳蓝董事长金铉济."""
        title = self.lists.title.match(text, at)
        return title is not None and bool(self.name_at(text, title.end(), words, len(text)))

    def _known(self, text: str, tokens: Sequence[Token]) -> list[Person]:
        """People of the list, also with another word run into them."""
        known = self.lists.known_people
        spans = [
            (t.start, t.end if t.text in known else t.start + 3)
            for t in tokens
            if t.text in known or (len(t.text) > 3 and t.text[:3] in known)
        ]
        return [Person(a, b, text[a:b], self._title_before(text, a)) for a, b in spans]

    def _tagged(self, text: str, tokens: Sequence[Token], words: Words) -> list[Person]:
        """Names that the engine tags, where something vouches for them."""
        out = []
        lists = self.lists
        for i, token in enumerate(tokens):
            word = token.text
            if (
                not token.flag.startswith("nr")
                or len(word) < 2
                or word in lists.not_people
                or word in lists.places
            ):
                continue
            if self._heads(text, token.end, words):
                continue
            following = text[token.end : token.end + 8]
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            if len(word) == 3 and self.forms.is_chinese_name(word):
                if (
                    after is None
                    or after.flag[0] in "vdpcuxwtr"
                    or after.flag.startswith("nr")
                    or self._addressed(text, token.end)
                    or _AFTER_NAME.match(following)
                ):
                    out.append(Person(token.start, token.end, word, self._title_before(text, token.start)))
            elif len(word) == 2 and self.forms.is_chinese_name(word):
                whole = word + after.text if after is not None and len(after.text) == 1 else ""
                if (
                    whole
                    and self.forms.is_chinese_name(whole)
                    and not NO_GIVEN.search(whole)
                    and after is not None
                    and after.flag[0] in "nxzga"
                    and _AFTER_NAME.match(text, after.end)
                    and not _AFTER_NAME.match(after.text)
                ):
                    out.append(Person(token.start, after.end, whole, ""))
                elif (
                    _SPEECH.match(following)
                    or self._addressed(text, token.end)
                    or (
                        word[0] in COMMON_SURNAMES
                        and (
                            self._between_names(tokens, i)
                            or text.count(word) > 1
                            or self._stands_as_subject(text, tokens, i)
                        )
                    )
                ):
                    out.append(Person(token.start, token.end, word, ""))
            elif len(word) >= 3 and all(c in TRANSLIT for c in word):
                vouched = (
                    _SPEECH.match(following)
                    or self._addressed(text, token.end)
                    or self._title_before(text, token.start)
                    or (after is not None and after.flag[0] in "vdp")
                )
                if vouched and not _PLACE_OR_BODY.match(following):
                    out.append(Person(token.start, token.end, word, self._title_before(text, token.start)))
        return out

    def _stands_as_subject(self, text: str, tokens: Sequence[Token], i: int) -> bool:
        """Whether a clause begins with the word and goes on with what people do."""
        at = tokens[i].start
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        return (
            (not at or text[at - 1] in SEPARATORS)
            and after is not None
            and after.flag[0] in "vdpc"
            and after.flag != "vn"
        )

    def _between_names(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether the word stands in a list of people."""
        for a, b in ((i - 1, i - 2), (i + 1, i + 2)):
            if 0 <= a < len(tokens) and tokens[a].flag.startswith("nr") and len(tokens[a].text) > 1:
                return True
            if (
                min(a, b) >= 0
                and max(a, b) < len(tokens)
                and tokens[a].text in "、）)（("
                and tokens[b].flag.startswith("nr")
            ):
                return True
        return False

    def _addressed(self, text: str, at: int) -> bool:
        """Whether a title or form of address follows."""
        return self.lists.title.match(text, at) is not None

    def _before_titles(self, text: str, words: Words) -> Iterable[Person]:
        """Names before titles and forms of address: 吴江浩大使, 王女士, 习近平总书记."""
        for m in self.lists.title.finditer(text):
            for size in (3, 2):
                start = m.start() - size
                if start < 0 or not self.forms.is_chinese_name(text[start : m.start()]):
                    continue
                if words.is_common(start, size) or (
                    text[start] in GRAMMAR and not words.flags.get(start, "").startswith("nr")
                ):
                    continue
                before = text[start - 1 : start]
                if self._heads(text, m.start(), words):
                    break
                if (
                    before
                    and before not in SEPARATORS
                    and not re.search(
                        r"(?:和|与|同|对|向|由|为|取|见|邀|请|在|是|说|给|跟|让|被|的|了|日|绕|平)$", before
                    )
                ):
                    continue
                yield Person(
                    start, m.start(), text[start : m.start()], m.group() if self._is_office(m.group()) else ""
                )
                break

    def _with_title_after(self, text: str, person: Person) -> Person:
        """The person with the office that follows the name, where none stands before it: 习近平总书记."""
        if person.title:
            return person
        after = self.lists.title.match(text, person.end)
        return replace(person, title=after.group()) if after and self._is_office(after.group()) else person

    # -- all together ---------------------------------------------------------------------------------

    def find(self, text: str, tokens: Sequence[Token], sure: bool = False) -> list[Person]:
        """People in one text, by every way of knowing them, the earlier the surer.

        Args:
            text: The text.
            tokens: The engine's words.
            sure: The engine's people are believed as they are.
        """
        words = Words.of(tokens)
        found = self._beside_told(text, tokens, words) if sure else self._by_rules(text, tokens, words)
        found = [self._with_title_after(text, p) for p in found]
        return _without_overlaps(found)

    def _familiar(self, text: str, words: Words) -> list[Person]:
        """People without a full name, none in the middle of a word: 柏林总理府."""
        return [
            Person(*found)
            for found in self.forms.familiar(text)
            if found[0] in words.flags or found[2][0] == "@"
        ]

    def _by_rules(self, text: str, tokens: Sequence[Token], words: Words) -> list[Person]:
        """People that something in the text vouches for."""
        return [
            *self._foreign(text),
            *self._titled(text, words),
            *self._before_titles(text, words),
            *self._known(text, tokens),
            *self._tagged(text, tokens, words),
            *self._familiar(text, words),
        ]

    def _beside_told(self, text: str, tokens: Sequence[Token], words: Words) -> list[Person]:
        """The engine's people, and those of the rules' that it left or cut: it knows better who is a person, they know in what office."""
        spans = told_people(text, tokens, self.forms)
        exactly = set(spans)
        told = [Person(a, b, text[a:b], self._title_before(text, a)) for a, b in spans]
        there = Spans(spans)
        titled = [p for p in self._titled(text, words) if p.title]
        familiar = self._familiar(text, words)
        return [
            *(p for p in familiar if p.name[0] == "@"),
            *(p for p in titled if any(p.start < a and b <= p.end for a, b in there.meeting(p.start, p.end))),
            *told,
            *self._foreign(text),
            *(p for p in titled if (p.start, p.end) in exactly or not there.meets(p.start, p.end)),
            *self._known(text, tokens),
            *familiar,
        ]

    def everywhere(self, text: str, names: Iterable[str], taken: Sequence[Person]) -> list[Person]:
        """The other places of names that were found on the page."""
        ordered = sorted(names, key=len, reverse=True)
        if not ordered:
            return []
        there = Spans((p.start, p.end) for p in taken)
        return [
            self._with_title_after(
                text, Person(m.start(), m.end(), m.group(), self._title_before(text, m.start()))
            )
            for m in re.finditer("|".join(map(re.escape, ordered)), text)
            if not there.meets(m.start(), m.end()) and not _BODY_AFTER.match(text, m.end())
        ]


def _without_overlaps(found: Sequence[Person]) -> list[Person]:
    """Of overlapping finds the first in the list; of the same span the one with an office."""
    out: dict[tuple[int, int], Person] = {}
    taken = Spans()
    for person in found:
        span = (person.start, person.end)
        if span in out:
            if person.title and not out[span].title:
                out[span] = person
        elif person.start < person.end and not taken.meets(*span):
            taken.add(*span)
            out[span] = person
    return sorted(out.values(), key=lambda p: p.start)
