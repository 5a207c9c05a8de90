"""What stands around a would-be name and says what it is: an office before a person,
a company's suffix after a body.

The network sees seven characters to a side and no page. Four rules put right what it cannot know; each says
what vouches. Words that no rule reaches are in `data/repairs.txt`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from wxreader.entities.bodies import joined, parts
from wxreader.entities.engine import Named, Tagged
from wxreader.entities.gazetteer import Gazetteer
from wxreader.entities.lexicon import has_surname, lexicon, sections, surnames
from wxreader.entities.offices import AFTER_NAME
from wxreader.entities.spans import Spans
from wxreader.entities.surroundings import places_of
from wxreader.model import MentionType, Span

SHORTEST, LONGEST = 2, 4
"""Characters of a name that an office vouches for."""
DOUBTFUL = 0.4
"""Names that are less sure are left out (chosen on texts of four corpora)."""
CERTAIN = 0.9
"""From here on the network is sure of a person (as in tagger.py)."""
VOUCHED = 0.7
"""How sure such a name is (chosen)."""
_CLAUSE = re.compile(r"[、，。；：（）()和与在到率\s]|出席|主持|会见|表示|指出|强调|介绍|$")
"""What stands after a name: a mark, the rest of a list, what people do."""
_COMPANY = re.compile(
    r"[^、，。；：（）()的和与在对同向从给为由到是任说率\s]{0,4}?"
    r"(?:株式会社|(?:股份|有限|责任)*公司|集团)"
)
"""What makes a body of a name before it: 伊藤忠|商事株式会社."""
_NAMELESS = re.compile(r"[\d一二三四五六七八九十几多两数]+(?:余|多)?[家个所]")
"""Begins what names nobody: 35家航空公司."""
_WORD_GOES_ON = re.compile(
    r"(?<=部)门"  # 司法部|门
    r"|(?<=党)(?:派|员|人(?!民))"  # 民主党|派, 共产党|员
)
"""What stands after a would-be body whose last character begins another word."""
_MARK = re.compile("[《》“”（）：]")
"""What no person's name has in it."""
_WORKS = ("钢", "航")
"""Ends the short name of a steelworks or carrier, which is no other word: 邯钢, 法航."""
_JAPANESE_END = re.compile("之[助弥介辅佑]")
"""The end of a Japanese name that the network leaves out: 天野|之弥."""
_SUFFIX = re.compile(r"(?:株式会社|(?:股份|有限|责任)*公司|集团)$")
_FUNCTION = tuple("vpcudrmqft")
"""Parts of speech of words that no name has in it, by their first letter."""
_PER, _LOC, _ORG = MentionType.PERSON, MentionType.PLACE, MentionType.ORGANISATION


@lru_cache(maxsize=1)
def _repairs() -> dict[str, str]:
    """The type of words that the network takes for something else; empty for what is no name."""
    kinds = {"place": _LOC, "organisation": _ORG, "person": _PER, "none": ""}
    lists = sections("repairs.txt")
    return {word: kind for name, kind in kinds.items() for word in lists.get(name, ())}


def is_listed(name: str) -> bool:
    """Whether a name is a listed place or organisation."""
    lists = lexicon()
    return name in lists.places or name in lists.divisions or name in lists.organisations


def vouched(texts: Sequence[str], tagged: Sequence[Tagged]) -> list[list[Named]]:
    """The names of texts that belong together, put right by what stands around them."""
    people = frozenset(_sure_people(texts, tagged))
    places = places_of(texts, tagged)
    tagged = [
        Tagged(of.words, [part for name in of.names for part in _read(text, name, people, places)])
        for text, of in zip(texts, tagged, strict=True)
    ]
    tagged = [Tagged(of.words, joined(text, of.names)) for text, of in zip(texts, tagged, strict=True)]
    cores = frozenset(_cores(texts, tagged))
    return [list(_righted(text, of, cores)) for text, of in zip(texts, tagged, strict=True)]


def _sure_people(texts: Sequence[str], tagged: Sequence[Tagged]) -> Iterator[str]:
    """Names of people that the network is sure of."""
    for text, of in zip(texts, tagged, strict=True):
        for name in of.names:
            if name.type == _PER and name.sure >= CERTAIN and name.end - name.start > SHORTEST:
                yield text[name.start : name.end]


def _read(text: str, name: Named, people: frozenset[str], places: frozenset[str]) -> Iterator[Named]:
    """A name as the rest of the page has it: another type, another extent, its parts."""
    if name.type == _PER:
        name = _whole_person(text, name)
        listed = _listed_at(text, name)
        if listed or text[name.start : name.end] in places:
            yield name._replace(type=_LOC, end=max(listed, name.end))
            return
    yield from parts(text, name, people)


def _whole_person(text: str, name: Named) -> Named:
    """A person's name with its Japanese end, a foreign one without the verb after it."""
    rest = _JAPANESE_END.match(text, name.end)
    if rest:
        return name._replace(end=rest.end())
    swept = text[name.end - 1] == "会" and "·" in text[name.start : name.end]  # 特蕾莎·梅|会
    return name._replace(end=name.end - 1) if swept else name


def _listed_at(text: str, name: Named) -> int:
    """Where a listed place ends that a would-be person begins: 杜尚|别; 0 where none does."""
    end = _names_of_their_own()[0].at(text, name.start)
    return end if end > name.end and end - name.start > SHORTEST else 0


def _cores(texts: Sequence[str], tagged: Sequence[Tagged]) -> Iterator[str]:
    """What companies of the page are called without their suffix and the place before."""
    for text, of in zip(texts, tagged, strict=True):
        for name in of.names:
            suffix = _SUFFIX.search(text[name.start : name.end]) if name.type == _ORG else None
            if suffix:
                core = text[name.start : name.start + suffix.start()]
                place = lexicon().named_place.match(core)
                yield core[place.end() :] if place else core


def _righted(text: str, tagged: Tagged, cores: frozenset[str]) -> Iterator[Named]:
    """The names of one text."""
    taken = -1
    tagged = Tagged(tagged.words, _outside_places(text, tagged))
    tagged = Tagged(tagged.words, [*tagged.names, *_listed(text, tagged)])
    people = _after_ranks(text, tagged)
    there = Spans((p.start, p.end) for p in people)
    others = (n for n in tagged.names if not there.meets(n.start, n.end))
    for name in sorted([*people, *others]):
        righted = None if name.start < taken else _one(text, name, cores)
        if righted:
            taken = righted.end
            yield righted


def _outside_places(text: str, tagged: Tagged) -> list[Named]:
    """The names of a text without those inside a longer listed place and those that cut a word: 韩|志愿军."""
    places = Spans(s for s in _names_of_their_own()[0].find(text) if s.end - s.start > LONGEST)
    words = Spans((w.start, w.end) for w in tagged.words if w.end - w.start > SHORTEST)
    people = {n.start for n in tagged.names if n.type == _PER}
    return [
        _without_and(text, n, people)
        for n in tagged.names
        if not _is_inside(n, places) and not _is_cut(n, words)
    ]


def _without_and(text: str, name: Named, people: set[int]) -> Named:
    """A person without the "and" before the next: 菲永|和|勒庞."""
    swept = name.type == _PER and name.end in people and text[name.end - 1] == "和"
    return name._replace(end=name.end - 1) if swept and name.end - name.start > SHORTEST else name


def _is_inside(name: Named, longer: Spans) -> bool:
    """Whether a name is a piece of a longer stretch."""
    size = name.end - name.start
    met = longer.meeting(name.start, name.end)
    return any(a <= name.start and name.end <= b and b - a > size for a, b in met)


def _is_cut(name: Named, words: Spans) -> bool:
    """Whether a would-be person ends inside a word that begins inside the name."""
    met = words.meeting(name.end - 1, name.end) if name.type == _PER else []
    return any(name.start < a and name.end < b for a, b in met)


def _listed(text: str, tagged: Tagged) -> Iterator[Named]:
    """Listed places and organisations that the network passed over, where they are words of their own."""
    there = Spans((n.start, n.end) for n in tagged.names)
    starts, ends = {w.start for w in tagged.words}, {w.end for w in tagged.words}
    for kind, names in zip((_LOC, _ORG), _names_of_their_own(), strict=True):
        for start, end in names.find(text):
            if start in starts and end in ends and not there.meets(start, end):
                yield Named(start, end, kind, VOUCHED)
                there.add(start, end)


@lru_cache(maxsize=1)
def _names_of_their_own() -> tuple[Gazetteer, Gazetteer]:
    """Listed places, and those listed organisations whose names are no other words."""
    lists = lexicon()
    long = {name for name in lists.organisations | lists.brands if len(name) > SHORTEST}
    works = {name for name in lists.brands if name.endswith(_WORKS)}
    short = sections("repairs.txt")["short organisation"] | works
    return Gazetteer(lists.places), Gazetteer((long | short) - lists.places)


def _one(text: str, name: Named, cores: frozenset[str]) -> Named | None:
    """A name with the type and extent that its surroundings give it; None where it is none."""
    written = text[name.start : name.end]
    if written in _repairs():
        return _repaired(name, _repairs()[written])
    if name.sure < DOUBTFUL or _is_none(text, name, written):
        return None
    if name.type == _LOC:
        return name._replace(type=_PER) if _is_addressed(text, name) else name
    company = _COMPANY.match(text, name.end)
    if company and (name.type == _ORG or _told_type(written, cores) == _PER):
        return name._replace(type=_ORG, end=company.end())
    return _typed(name, written, cores)


def _typed(name: Named, written: str, cores: frozenset[str]) -> Named:
    """A would-be person with the type that lists and the page give it."""
    return name._replace(type=_told_type(written, cores)) if name.type == _PER else name


def _is_none(text: str, name: Named, written: str) -> bool:
    """Whether a would-be name is none: 35家航空公司, a word of markup, 民主党|派,
    a closing mark in a person's.
    """
    if name.type == _ORG:
        in_a_word = _WORD_GOES_ON.match(text, name.end)
        return bool(in_a_word or _NAMELESS.match(written)) or (written.isascii() and written.islower())
    return name.type == _PER and _MARK.search(written) is not None


def _repaired(name: Named, kind: str) -> Named | None:
    """A name with the type that the list of repairs gives it."""
    return name._replace(type=kind) if kind else None


def _told_type(written: str, cores: frozenset[str]) -> MentionType:
    """What a would-be person is by the lists and by the companies of the page."""
    lists = lexicon()
    if written in cores or written in lists.organisations or written in lists.brands:
        return _ORG
    return _LOC if written in lexicon().places else _PER


def _is_addressed(text: str, name: Named) -> bool:
    """Whether a would-be place is a person by the rank after it: 吴江浩大使."""
    written = text[name.start : name.end]
    rank = lexicon().title.match(text, name.end)
    return (
        len(written) == SHORTEST + 1
        and has_surname(written)
        and not is_listed(written)
        and rank is not None
        and rank.group() in AFTER_NAME
    )


def _after_ranks(text: str, tagged: Tagged) -> list[Named]:
    """People that an office before them and a mark after them vouch for: 会长|柏苏宁|、."""
    known = {n.start: n for n in tagged.names if n.type == _PER}
    word_starts = [w.start for w in tagged.words]
    people = []
    for start, end in _slots(text):
        if start in known:
            people += _with_last(known[start], end)
        elif _may_be_name(text[start:end]) and _is_plain(text, start, end, tagged, word_starts):
            people.append(Named(start, end, _PER, VOUCHED))
    return people


def _slots(text: str) -> Iterator[Span]:
    """Stretches of a name's length between an office and what stands after names."""
    for rank in lexicon().title.finditer(text):
        start = rank.end()
        after = _CLAUSE.search(text, start, start + LONGEST + 1)
        if after and rank.group() in lexicon().offices and SHORTEST <= after.start() - start <= LONGEST:
            yield Span(start, after.start())


def _with_last(person: Named, end: int) -> list[Named]:
    """A person of whom the network is not sure, with the one character more that a mark vouches for:
    石井贤|之.
    """
    return [person._replace(end=end)] if person.end + 1 == end and person.sure < VOUCHED else []


def _may_be_name(written: str) -> bool:
    whole = len(written) < LONGEST or written[:SHORTEST] in surnames()[1]
    return whole and has_surname(written) and not is_listed(written) and not lexicon().ending_title(written)


def _is_plain(text: str, start: int, end: int, tagged: Tagged, word_starts: list[int]) -> bool:
    """Whether the words between two characters could be a name's:
    none of the dictionary's verbs, none longer.
    """
    first = bisect_left(word_starts, start)
    words = [w for w in tagged.words[first : first + LONGEST] if w.start < end]
    if not words or words[-1].end > end:
        return False
    if len(words) == 1 and words[0].start == start:
        return words[0].flag.startswith("nr")
    return not any(w.flag[0] in _FUNCTION for w in words[1:] if len(w.flag) and w.end - w.start > 1)
