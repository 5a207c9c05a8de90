"""Offices as phrases with a grammar: what an office is of, then its rank, before a name or after it.

    office := (former | state, body or place | noun | 驻 place | noun and)* rank
    chain  := office (、 office)*
    people := chain name ((、 | 和) name)*         the list shares the office
            | name rank                           习近平主席

A verb, a preposition, a day or a mark ends the phrase to the left: of 受中共中央总书记 the office is
中共中央总书记.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from wxreader.chinese import HAN
from wxreader.entities.engine import Named, Word
from wxreader.entities.lexicon import LONGEST_TITLE, Lexicon, has_surname, lexicon, sections
from wxreader.model import MentionType, Span

LONGEST_OFFICE = 60
"""Characters of one office (chosen; the longest of the seeds has 26)."""
LONGEST_REST = 2
"""Characters of an unknown place's name that may stand between a place and the next word (chosen)."""
CHINESE_NAME = (2, 3)
"""Characters of a Chinese name."""
LONGEST_CHAIN = 200
"""Characters of a chain of offices (chosen)."""
LONGEST_NOTE = 12
"""Characters of a note in brackets inside an office: 伊斯兰抵抗运动（哈马斯）官员."""
NONE = Span(0, 0)
"""Where the office of a person without one stands."""
_SECTIONS = sections("office_words.txt")
_NOMINAL, _FORMER, _AND = (_SECTIONS[name] for name in ("nominal", "former", "and"))
_NEVER, _UNIQUE, AFTER_NAME = (_SECTIONS[name] for name in ("never", "unique", "after"))
_SINGLE, _WORK = _SECTIONS["single"], _SECTIONS["work"]
_POSTED = re.compile("常?驻$")
_VERBS = ("v", "vn")
_HAN = re.compile(f"[{HAN}]")
_BETWEEN = re.compile(r"[、 \u3000]|和|与|及|以及|、和")
"""What stands between the names of a list."""
_HEAD = re.compile(
    r"(?:部|局|署|处|厅|司|委|组|团|行|中心|小组"  # 统一|部长官
    r"|办公室|研究|工作|领导|银行)"  # 巡视|工作领导小组
    r"|[与和及]"  # 捐献|与移植委员会
)
"""What makes the name of a body of a verb before it."""
_DELEGATE = re.compile("(?:代表|特使|助理|秘书)$")
"""Ranks after which a body begins somebody else's office: 特别代表|国务院副总理."""
_CLOSED = re.compile(rf"[（(][^（）()]{{1,{LONGEST_NOTE}}}[）)]$")


def rank_before(text: str, end: int, lists: Lexicon) -> int:
    """Where the rank begins that ends at a character; that character where none does."""
    for size in range(min(LONGEST_TITLE, end), 1, -1):
        if text[end - size : end] in lists.offices:
            return end - size
        if text[end - size : end] in lists.addresses:
            return end
    return end


def _fits(word: str, flag: str) -> bool:
    """Whether a word may stand in an office."""
    if word in _FORMER or word in _WORK:
        return True
    if len(word) == 1 and not word.isascii():
        return word in _SINGLE
    return flag in _NOMINAL and word not in _NEVER and word.isalnum()


class OfficeFinder:
    """Finds the offices of people in one text.

    Args:
        text: The text, in simplified characters.
        words: Its words.
        names: Its people, places and organisations, in order.
        lists: The word lists; those of the package by default.
    """

    def __init__(
        self, text: str, words: Sequence[Word], names: Sequence[Named], lists: Lexicon | None = None
    ) -> None:
        self._text = text
        self._lists = lists or lexicon()
        self._words = words
        self._word_ends = [w.end for w in words]
        self._bodies = {n.end: n for n in names if n.type != MentionType.PERSON}
        self._body_starts = {n.start for n in self._bodies.values()}
        self._people = {n.end: n for n in names if n.type == MentionType.PERSON}

    def offices(self, people: Sequence[Named]) -> list[Span]:
        """Where the offices of people stand, in their order; an empty span for who has none."""
        found: list[Span] = []
        shared, last = NONE, -1
        for person in people:
            office = self.before(person.start)
            if office != NONE:
                shared = NONE if self._is_unique(person.start) else office
            elif shared != NONE and self._is_next(last, person):
                own = self.after(person.end)
                office = shared if own == NONE else own
            else:
                shared = NONE
                office = self.after(person.end)
            found.append(office)
            last = person.end
        return found

    def _is_next(self, last: int, person: Named) -> bool:
        """Whether a person stands next in a list; after a comma only where the list goes on: A，B和C."""
        if _BETWEEN.fullmatch(self._text, last, person.start):
            return True
        goes_on = self._text[person.end : person.end + 1] in ("、", "和", "与")
        return goes_on and self._text[last : person.start] == "，"

    def before(self, end: int) -> Span:
        """The chain of offices that ends at a character."""
        start = self._office(end)
        if start == end:
            return NONE
        while start > 0 and self._text[start - 1] == "、" and end - start < LONGEST_CHAIN:
            earlier = self._office(start - 1)
            if earlier == start - 1:
                break
            start = earlier
        return Span(start, end)

    def after(self, start: int) -> Span:
        """The rank that begins at a character, right after a name."""
        found = self._lists.title.match(self._text, start)
        return Span(*found.span()) if found and found.group() in AFTER_NAME else NONE

    def _is_unique(self, end: int) -> bool:
        rank = rank_before(self._text, end, self._lists)
        return self._text[rank:end] in _UNIQUE and not self._text[:rank].endswith("副")

    def _office(self, end: int) -> int:
        """Where the office begins whose rank ends at a character; that character where there is no rank."""
        at = rank_before(self._text, end, self._lists)
        if at == end:
            return end
        at = self._whole(at)
        while end - at < LONGEST_OFFICE:
            further = self._further(at)
            if further == at:
                break
            at = further
        return at

    def _whole(self, rank: int) -> int:
        """Where the word begins in which a rank begins: 副|校长, 市委|书记."""
        word = self._words[bisect_left(self._word_ends, rank + 1)]
        inside = word.start < rank and word.start not in self._people
        return word.start if inside and rank not in self._people else rank

    def _further(self, at: int) -> int:
        """Where the phrase begins when what stands right before a character belongs to it;
        that character where it does not.
        """
        if at in self._body_starts and _DELEGATE.search(self._text, max(0, at - 2), at):
            return at
        if at in self._bodies:
            return self._body(at)
        if at in self._people:
            return at
        rest = self._rest_of_place(at)
        if rest < at:
            return rest
        closed = _CLOSED.search(self._text, max(0, at - LONGEST_NOTE - 2), at)
        if closed:
            return closed.start() if closed.start() in self._bodies else at
        return self._word(at)

    def _rest_of_place(self, at: int) -> int:
        """Where a place's unknown name begins, between a place and a character: 日本|相模|原市."""
        for start in range(at - 1, max(-1, at - LONGEST_REST - 1), -1):
            if not _HAN.fullmatch(self._text[start]) or start in self._people:
                break
            if start in self._bodies:
                between = self._words[bisect_left(self._word_ends, start + 1) :][: at - start]
                single = all(w.end - w.start == 1 and w.flag[0] not in "pcu" for w in between)
                return start if single else at
        return at

    def _body(self, at: int) -> int:
        """Where the body or place begins that ends at a character, with the 驻 before it."""
        body = self._bodies[at]
        start = body.start
        beside = self._text.find("与", start, at)
        if beside - start in CHINESE_NAME and has_surname(self._text[start:beside]):  # 赵建军与集团董事会
            start = beside + 1
        posted = _POSTED.search(self._text, max(0, start - 2), start)
        return posted.start() if posted else start

    def _word(self, at: int) -> int:
        """Where the word begins before a character, when it may stand in an office;
        that character where it may not.
        """
        if at == 0:
            return at
        n = bisect_left(self._word_ends, at)
        word = self._words[n]
        if word.end != at:
            return at
        body = next((n for n in range(word.start + 1, at) if n in self._bodies), at)
        if body < at:  # 也|门前, where the place is 也门
            return body if self._text[body:at] in _FORMER else at
        return word.start if self._is_part(word) else at

    def _is_part(self, word: Word) -> bool:
        """Whether a word may stand in an office, by itself or by what is on either side."""
        written = self._text[word.start : word.end]
        if written in _AND:
            return self._joins(word)
        names_a_body = word.flag in _VERBS and len(written) > 1 and _HEAD.match(self._text, word.end)
        return _fits(written, word.flag) or bool(names_a_body and written not in _NEVER)

    def _joins(self, word: Word) -> bool:
        """Whether an "and" stands inside an office, between two nouns: 企业及投资银行首席执行官."""
        at = word.start
        if not at:
            return False
        two_bodies = at in self._bodies and word.end in self._body_starts
        if at in self._people or two_bodies or rank_before(self._text, at, self._lists) < at:
            return False
        return at in self._bodies or (not self._is_and(at) and self._word(at) < at)

    def _is_and(self, end: int) -> bool:
        """Whether the word that ends at a character is an "and"."""
        word = self._words[bisect_left(self._word_ends, end)]
        return self._text[word.start : word.end] in _AND
