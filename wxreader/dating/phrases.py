"""Phrases of the tables on a page: events, offices, words of a time, numbered series; a clue each.

Thousands of phrases, a page: one whose first or last two characters stand nowhere together is not looked for.
"""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

from wxreader.dating import almanac
from wxreader.dating.clues import Clue, of_year
from wxreader.dating.numerals import number

_FORMER = re.compile(
    r"副$|[前原](?:任)?[^，。、；]{0,4}$|时任[^，。、；]{0,8}$|已故[^，。、；]{0,6}$|候选人$|当选"
)
_HELD = re.compile(
    r".{0,2}?(?:精神|报告|闭幕|通过的?《|审议通过|公报|作出的?决[定策]|确定的|提出的|部署|成果|胜利召开|圆满|[上中]的)"
)
"""Said of what has been held: a page is not older."""
_SPIRIT = 2
_SINCE_EVENT = re.compile(r"”?以来|之后|召开前")
_AHEAD = re.compile(r"运会|奥会|奥运|奥林匹克|世界杯|代表大会|普查|高峰论坛|博览会|峰会")
"""Of a series: spoken of for years before it is held."""


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


LONG_NEWS, LASTING = 6, 13
"""Months from which an event is a congress, spoken of for years, and from which it is a matter (chosen)."""


def _of_event(event: almanac.Event, kind: str, words: str, at: int) -> Iterator[Clue]:
    """A clue for each day of an event; of several the model takes the one that fits."""
    for day in event.days:
        last = _months_later(day, event.months)
        yield Clue(kind=kind, first=day, last=last, words=f"{words}（{day.isoformat()}）", at=at)


def _kind_of_event(event: almanac.Event) -> str:
    if event.spoken_of == "planned":
        return "planned"
    if event.months >= LASTING:
        return "matter"
    if event.months >= LONG_NEWS:
        return "congress" if event.spoken_of else "long-event"
    return event.spoken_of or "event"


def _event(event: almanac.Event, text: str, phrase: str, at: int) -> Iterator[Clue]:
    kind = _kind_of_event(event)
    if _SINCE_EVENT.match(text, at + len(phrase)):
        kind = "after-event"
    elif kind in ("congress", "announced") and _HELD.match(text, at + len(phrase) - _SPIRIT):
        kind = f"held-{kind}"
    yield from _of_event(event, kind, phrase, at)


def _time(time: almanac.Time, text: str, phrase: str, at: int) -> Iterator[Clue]:
    kind = "time" if time.last == almanac.ALWAYS else "closed-time"
    yield Clue(kind=kind, first=time.first, last=time.last, words=phrase, at=at)


def _plan(plan: tuple[tuple[str, ...], int, int], text: str, phrase: str, at: int) -> Iterator[Clue]:
    _phrases, first, last = plan
    yield Clue(kind="period", first=date(first, 1, 1), last=date(last, 12, 31), words=phrase, at=at)


def _person(person: tuple[str, date, date], text: str, phrase: str, at: int) -> Iterator[Clue]:
    yield Clue(kind="person", first=person[1], last=person[2], words=phrase, at=at)


def _leader(person: tuple[str, date, date], text: str, phrase: str, at: int) -> Iterator[Clue]:
    yield Clue(kind="leader", first=person[1], last=person[2], words=phrase, at=at)


def _office(term: almanac.Term, text: str, phrase: str, at: int) -> Iterator[Clue]:
    """A term of one who is named with the office; two terms of one person are two clues of one name."""
    form = next((f for f in term.forms if _in_office(text, f)), None)
    if form:
        yield Clue(kind="office", first=term.first, last=term.last, words=form, at=text.find(form))


def _in_office(text: str, form: str) -> bool:
    at = text.find(form)
    while at >= 0:
        if not _FORMER.search(text[max(0, at - 12) : at]):
            return True
        at = text.find(form, at + 1)
    return False


def _numbered(one: almanac.Series, text: str, phrase: str, at: int) -> Iterator[Clue]:
    """Years of numbered series: 第八届进博会."""
    for found in one.pattern.finditer(text):
        year = one.year_of(number(found.group(1)))
        if year:
            kind = "series-ahead" if _AHEAD.search(found.group()) else "series"
            yield of_year(kind, year, found.group(), found.start())


Entry = tuple[int, int, str]
"""Place of a row among all rows of the tables, the phrase's among the row's, and the phrase."""
Teller = Callable[[str, str, int], Iterator[Clue]]


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[tuple[str, ...], Teller], ...]:
    """Each row's phrases, the ones to look for first, and what makes clues of it."""
    found: list[tuple[tuple[str, ...], Teller]] = []
    found += ((e.phrases, partial(_event, e)) for e in almanac.events())
    found += ((t.phrases, partial(_time, t)) for t in almanac.times())
    found += ((p[0], partial(_plan, p)) for p in almanac.plans())
    found += (((t.name,), partial(_office, t)) for t in almanac.terms())
    found += (((p[0],), partial(_person, p)) for p in almanac.people())
    found += (((p[0],), partial(_leader, p)) for p in almanac.leaders())
    found += (((s.needle,), partial(_numbered, s)) for s in almanac.series())
    return tuple(found)


@lru_cache(maxsize=1)
def _index() -> Mapping[str, Sequence[tuple[str, Entry]]]:
    """Phrases by their first two characters, each with its last two."""
    index: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for row, (phrases, _tell) in enumerate(_rows()):
        for rank, phrase in enumerate(phrases):
            index[phrase[:2]].append((phrase[-2:], (row, rank, phrase)))
    return index


def spotted(text: str) -> Iterator[Clue]:
    """Clues of the phrases that stand in a text; of a row's phrases the first."""
    index, pairs = _index(), set(map(operator.add, text, text[1:]))
    found: dict[int, Entry] = {}
    for pair in index.keys() & pairs:
        for last, entry in index[pair]:
            if last in pairs and (entry[0] not in found or entry < found[entry[0]]) and entry[2] in text:
                found[entry[0]] = entry
    rows = _rows()
    for row in sorted(found):
        phrase = found[row][2]
        yield from rows[row][1](text, phrase, text.find(phrase))


_VISIT = "国事访问"
_TO_CHINA = re.compile(r"对(?:中国|我国)进行|来华")
_VISIT_MONTHS = 1


def visits(text: str) -> Iterator[Clue]:
    """State visits abroad; those to China come every week."""
    at = text.find(_VISIT)
    while at >= 0:
        start = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
        sentence = text[start:at]
        yield from _visit(sentence, start)
        at = text.find(_VISIT, at + 1)


def _visit(sentence: str, at: int) -> Iterator[Clue]:
    """A clue for each country that a sentence on a visit of China's president names."""
    if _TO_CHINA.search(sentence) or not ("习近平" in sentence or "国家主席" in sentence):
        return
    for country, days in almanac.visits():
        if country in sentence:
            event = almanac.Event(phrases=(country,), days=days, months=_VISIT_MONTHS)
            yield from _of_event(event, "visit", f"对{country}国事访问", at)
