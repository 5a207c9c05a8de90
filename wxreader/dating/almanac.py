"""What is known of years: events, offices, words of a time, numbered series, foundings, plans. The
tables are data.

A phrase is looked for by `in`, a hundred times faster than one long pattern over a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from wxreader.dating.numerals import NUMERAL

ALWAYS = date(9999, 12, 31)
"""The last day of what still holds."""
_ORDINAL = rf"(\d{{1,3}}|[{NUMERAL}]{{1,5}})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened once."""

    phrases: tuple[str, ...]
    days: tuple[date, ...]
    """The first day; several for what was held again under one name."""
    months: int
    """How long it stays news."""
    spoken_of: str = ""
    """`announced`: before it, as games, congresses, flights; `planned`: for years, as laws and railways;
    empty: not before, as an earthquake."""


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of time that words belong to."""

    phrases: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A person's term of office."""

    name: str
    forms: tuple[str, ...]
    """Office and name as they are written together."""
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What is held again and again under a number."""

    needle: str
    """Plain words beside the number."""
    before: str
    after: str
    rule: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The phrase with its number; `re` keeps those that are used."""
        return re.compile(re.escape(self.before) + _ORDINAL + re.escape(self.after))

    def year_of(self, nth: int) -> int | None:
        """The year of the one with this number; None where the table does not know it."""
        for part in self.rule.split(","):
            numbers, _, year = part.rpartition("=")
            first, _, last = numbers.partition("-")
            if numbers and not int(first) <= nth <= int(last or first):
                continue
            return nth + int(year[2:]) if year.startswith("n+") else int(year)
        return None


@dataclass(frozen=True, slots=True)
class Founding:
    """What anniversaries are counted from."""

    phrases: tuple[str, ...]
    year: int


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of `data/`, comments left out."""
    for row in resources.files("wxreader").joinpath(f"data/{name}").read_text("utf-8").split("\n"):
        if row.strip() and not row.startswith("#"):
            yield row.split("\t")


def _day(iso: str) -> date:
    return date.fromisoformat(iso) if iso else ALWAYS


@lru_cache(maxsize=1)
def events() -> tuple[Event, ...]:
    """Events whose day bounds a page's year."""
    return tuple(
        Event(
            phrases=tuple(p.split("|")),
            days=tuple(map(_day, d.split(","))),
            months=int(m),
            spoken_of="".join(spoken_of),
        )
        for p, d, m, *spoken_of in rows("dated_events.txt")
    )


@lru_cache(maxsize=1)
def visits() -> tuple[tuple[str, tuple[date, ...]], ...]:
    """State visits: country and first days."""
    return tuple((country, tuple(map(_day, days.split(",")))) for country, days in rows("state_visits.txt"))


SHORTEST_NAME = 3
"""Characters from which a name alone, without its office, is taken for the person (chosen: 汪洋 is a
word too).
"""


HIGH_OFFICES = (
    "政治局常委", "副总理", "国务委员", "委员长", "政协主席", "组织部部长", "宣传部部长",
    "政法委书记", "检察长", "最高人民法院院长",
)  # fmt: skip
"""Offices whose holders are in the news by their names alone, and no more when they have left."""
BEFORE_OFFICE = 5
"""Years before an office in which its holder is in the news already (measured on news of 2012 to 2019)."""


@lru_cache(maxsize=1)
def people() -> tuple[tuple[str, date, date], ...]:
    """Who is in the news from when to when: from the first day in an office to the last."""
    found: dict[str, tuple[date, date]] = {}
    high = {t.name for t in terms() if any(o in f for o in HIGH_OFFICES for f in t.forms)}
    for term in terms():
        if len(term.name) >= SHORTEST_NAME and term.name in high:
            first, last = found.get(term.name, (term.first, term.last))
            found[term.name] = min(first, term.first), max(last, term.last)
    return tuple(
        (n, first.replace(year=first.year - BEFORE_OFFICE, day=1), last) for n, (first, last) in found.items()
    )


LEADING = (
    "总统", "总理", "首相", "国家主席", "国王", "埃米尔", "国务卿", "外长", "外相", "外交大臣", "秘书长",
    "总书记", "联邦主席",
)  # fmt: skip
"""Offices whose holders elsewhere are in the news by their names alone."""
_NAMES_OF_MANY = frozenset(
    [
        "约翰逊",
        "哈里斯",
        "穆罕默德",
        "萨利赫",
        "阿巴斯",
        "费尔南德斯",
        "洛佩斯",
        "桑切斯",
        "席尔瓦",
        "莫雷诺",
        "桑托斯",
        "米歇尔",
        "马丁内斯",
        "菲利普",
        "克林顿",
        "米切尔",
        "莫里森",
        "侯赛因",
        "哈马德",
        "苏莱曼",
        "卡斯特罗",
        "阿卜杜拉",
        "拉希德",
        "科斯塔",
        "舒尔茨",
        "巴斯克斯",
        "拉米",
        "萨拉姆",
        "谢里夫",
        "哈利法",
        "伊斯梅尔",
        "夏巴兹",
        "赛义德",
        "萨利希",
        "卡斯蒂略",
        "诺瓦克",
        "佩雷斯",
        "阿什拉夫",
        "斯里兰卡",
        "克里斯蒂娜",
        "梅迪纳",
        "奥布莱恩",
        "阿萨德",
        "哈里里",
        "拉赫蒙",
        "奥尔特加",
        "阿利耶夫",
        "卡梅伦",
    ]
)
"""Names that many others have, or those who held several offices."""


@lru_cache(maxsize=1)
def leaders() -> tuple[tuple[str, date, date], ...]:
    """Leaders elsewhere, in the news by their names alone, from the first day in office to the last."""
    found: dict[str, tuple[date, date]] = {}
    told = {n for n, _, _ in people()}
    for term in terms():
        if len(term.name) < SHORTEST_NAME or term.name in told or term.name in _NAMES_OF_MANY:
            continue
        if term.forms[0].startswith(LEADING):
            first, last = found.get(term.name, (term.first, term.last))
            found[term.name] = min(first, term.first), max(last, term.last)
    return tuple((n, first, last) for n, (first, last) in found.items())


@lru_cache(maxsize=1)
def times() -> tuple[Time, ...]:
    """Words of a time."""
    return tuple(Time(tuple(p.split("|")), _day(a), _day(b)) for p, a, b in rows("times.txt"))


@lru_cache(maxsize=1)
def plans() -> tuple[tuple[tuple[str, ...], int, int], ...]:
    """Five-year plans: phrases, first and last year."""
    return tuple((tuple(p.split("|")), int(a), int(b)) for p, a, b in rows("plan_periods.txt"))


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Terms of office, a name each."""
    found = []
    for offices, names, first, last in rows("terms_of_office.txt"):
        for name in names.split("|"):
            forms = tuple(x for office in offices.split("|") for x in (office + name, name + office))
            found.append(Term(name=name, forms=forms, first=_day(first), last=_day(last)))
    return tuple(found)


@lru_cache(maxsize=1)
def series() -> tuple[Series, ...]:
    """Numbered series, a phrase each."""
    found = []
    for phrases, rule in rows("series.txt"):
        for phrase in phrases.split("|"):
            before, after = phrase.split("N")
            needle = max((before, after), key=len)
            found.append(Series(needle=needle, before=before, after=after, rule=rule))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Relations:
    """Since when China and a country have had relations."""

    names: tuple[str, ...]
    short: tuple[str, ...]
    """As it is called beside 中."""
    year: int


@lru_cache(maxsize=1)
def relations() -> tuple[Relations, ...]:
    """Years from which relations with a country are counted."""
    return tuple(
        Relations(tuple(names.split("|")), tuple(short.split("|")) if short else (), int(y))
        for names, short, y in rows("relations.txt")
    )


@lru_cache(maxsize=1)
def foundings() -> tuple[Founding, ...]:
    """What anniversaries are counted from; the longest phrases first."""
    return tuple(Founding(tuple(p.split("|")), int(y)) for p, y in rows("foundings.txt"))
