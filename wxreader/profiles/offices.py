"""The offices of one person as lines of a card: the same office in other words is one,
rare readings stand apart. Pure.

中共中央总书记 and 总书记 are one office; so is what stands once and is a commoner one with a stray word
before it.
副总理 is not 总理, 前总统 not 总统.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wxreader.entities.lexicon import lexicon
from wxreader.text import simplify

LEVELS = "市省县区镇乡州"
"""Characters that tell whose head 市长, 县长 … is."""
RARE, COMMON = 1, 10
"""Articles of a rare reading, and of the commonest office from which on such are folded away (chosen)."""
SHARE = 0.05
"""Share of an office's articles that a fuller form must have to be the one that is shown (chosen)."""
_OTHER = re.compile(r"[副前原代]$|候任|当选|时任|前|原|名誉|助理")
"""What makes another office of one when it stands before it."""
_NAMES_A_BODY = 3
"""Characters from which on an office says a body (chosen): 局长 does not, 副局长 is known by its rank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that a person's mentions carry."""

    title: str
    """The fuller form of it."""
    first: str
    """ISO date of the first article that gives it; empty where none has a date."""
    last: str
    """ISO date of the last."""
    articles: int
    """How many give it."""
    forms: tuple[str, ...] = ()
    """The same in other words, the most frequent first."""
    rare: bool = False
    """Whether it stands in one article of many: it may be no office."""


def offices_in(title: str) -> list[str]:
    """The offices of a chain: 市委书记、市委外事工作委员会主任 are two.

    In 公安局党委书记、局长 the second says no body and stays with the first.
    """
    found: list[str] = []
    for office in title.split("、"):
        if found and len(office) < _NAMES_A_BODY and office[:1] not in LEVELS:
            found[-1] += f"、{office}"
        else:
            found.append(office)
    return found


def is_same(fuller: str, shorter: str) -> bool:
    """Whether two titles are one office in other words: the one is the other with more before it."""
    one, other = simplify(fuller), simplify(shorter)
    if not one.endswith(other) or lexicon().ending_title(one) != lexicon().ending_title(other):
        return False
    return _OTHER.search(one[: len(one) - len(other)]) is None


def grouped(counts: Mapping[str, int]) -> list[list[str]]:
    """Titles that are one office together, by how many articles have each;
    the commonest first in each group.
    """
    groups: list[list[str]] = []
    by_length = sorted(counts, key=lambda t: (-len(t), t))
    fuller_of: dict[str, list[str]] = {}
    for fuller in by_length:
        for shorter in (fuller[n:] for n in range(1, len(fuller) - 1)):
            if shorter in counts and is_same(fuller, shorter):
                fuller_of.setdefault(shorter, []).append(fuller)
    home: dict[str, list[str]] = {}
    for title in by_length:
        best = max(fuller_of.get(title, ()), key=lambda f: (counts[f], f), default="")
        home[title] = home.get(best, [])
        if not home[title]:
            groups.append(home[title])
        home[title].append(title)
    for group in groups:
        group.sort(key=lambda t: (-counts[t], t))
    return groups


def shown_form(group: Sequence[str], counts: Mapping[str, int]) -> str:
    """The form of an office that is shown: the fullest that is no stray one."""
    enough = max(RARE + 1, SHARE * sum(counts[t] for t in group))
    usual = [t for t in group if counts[t] >= enough]
    return max(usual or group[:1], key=lambda t: (len(t), t))


def held_offices(seen: Iterable[tuple[str, Iterable[str]]]) -> tuple[Office, ...]:
    """The offices that articles give, by the span of their dates.

    Args:
        seen: Of each article its date, empty where that is not sure, and the titles that it gives.
    """
    articles = [(date, {o for t in titles for o in offices_in(t)}) for date, titles in seen]
    counts = Counter(office for _date, offices in articles for office in offices)
    found = []
    for group in grouped(counts):
        dates = [date for date, offices in articles if not offices.isdisjoint(group)]
        title = shown_form(group, counts)
        found.append(
            Office(
                title=title,
                first=min(filter(None, dates), default=""),
                last=max(dates),
                articles=len(dates),
                forms=tuple(t for t in group if t != title),
            )
        )
    most = max((o.articles for o in found), default=0)
    told = [_told(o, most) for o in found]
    return tuple(sorted(told, key=lambda o: (o.first or "9999", o.last, -o.articles, o.title)))


def _told(office: Office, most: int) -> Office:
    """An office, rare where it stands in one article while another stands in many."""
    if office.articles > RARE or most < COMMON:
        return office
    return replace(office, rare=True)
