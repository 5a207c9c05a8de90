"""Two people of one name, where their offices tell them apart: 比利时国王菲利普 and 法国总理菲利普. Pure.

A name alone proves nothing, and neither does a new office: people move up. What tells is the state of an
office, which nobody changes, and two bodies by turns: who is 市长 of one city before and after somebody of
that name headed a company is not that somebody.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wxreader.entities.canonical import load_aliases
from wxreader.entities.lexicon import any_of, lexicon

_PAST = re.compile(r"[前原]")
_HONORARY = re.compile(
    r"(?:委员|代表|院士|会长|理事|理事长|顾问|专家|学者|研究员|秘书长|主席|成员|记者|作家|大使|领事)$"
)
"""Offices that one has beside another's: they tell nothing."""
_INSTITUTION = re.compile(r".{2,}?(?:公司|集团|大学|学院|医院|研究院|研究所|银行|中学|小学)")
_OF_STATE = (
    r"(?:王国|联邦|共和国|合众国)?(?:[前原副]|现任|新任|候任|当选|临时|过渡|国家|国务院|(?:外交|国防|财政|内政|农业|教育)部?|议会|国会"
    r"|参议院|众议院|政府|首席|驻.{1,6})*"
)
"""What stands between a state's name and the word for its office."""


@dataclass(frozen=True, slots=True)
class Held:
    """The offices that one article gives a name."""

    article: str
    date: str
    """ISO date; empty where unknown."""
    titles: frozenset[str]


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = lexicon()
    return re.compile(rf"(?<!驻)({any_of(lists.states)}){_OF_STATE}$"), re.compile(any_of(lists.cities))


def _offices(titles: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Each office of chains of them as what it is of, and the word for it: 比利时, 国王."""
    for office in itertools.chain.from_iterable(t.split("、") for t in titles):
        word = lexicon().ending_title(office)
        if word:
            yield office[: len(office) - len(word)], word


def states_of(titles: Iterable[str]) -> frozenset[str]:
    """The states whose offices these are."""
    found = (_patterns()[0].search(of) for of, _word in _offices(titles))
    return frozenset(load_aliases().of("LOC", m.group(1)) for m in found if m)


def bodies_of(titles: Iterable[str]) -> frozenset[str]:
    """The cities and institutions whose offices these are, those of the past and honorary ones left out."""
    out = set()
    for of, word in _offices(titles):
        if _PAST.search(of) or _HONORARY.search(word):
            continue
        city, institution = _patterns()[1].match(of), _INSTITUTION.match(of)
        if city:
            out.add(city.group())
        elif institution:
            out.add(of[: institution.end()])
    return frozenset(out)


def _linked(held: Sequence[tuple[Held, frozenset[str]]]) -> list[list[Held]]:
    """Articles in groups, those together that share a body, directly or over others;
    articles without any in none.
    """
    groups: list[tuple[set[str], list[Held]]] = []
    for one, keys in held:
        if not keys:
            continue
        same = [g for g in groups if g[0] & keys]
        merged = (
            set(keys).union(*(g[0] for g in same)),
            [*itertools.chain.from_iterable(g[1] for g in same), one],
        )
        groups = [g for g in groups if g not in same] + [merged]
    return [g[1] for g in groups]


def _by_turns(one: Sequence[Held], other: Sequence[Held]) -> bool:
    """Whether the dates of neither all come before the other's."""
    a, b = sorted(h.date for h in one if h.date), sorted(h.date for h in other if h.date)
    return bool(a and b) and a[0] < b[-1] and b[0] < a[-1]


def namesakes(held: Iterable[Held]) -> list[frozenset[str]]:
    """The people of one name, each as the articles that tell of him;
    [] where nothing shows that there are two.

    Args:
        held: Articles with the offices that they give the name.

    Returns:
        Two groups of article ids or more, the largest first; an article without a telling office is in none.
    """
    whole = list(held)
    by_state: dict[str, list[str]] = {}
    for one in whole:
        states = states_of(one.titles)
        if len(states) == 1:
            by_state.setdefault(next(iter(states)), []).append(one.article)
    if len(by_state) > 1:
        return sorted(map(frozenset, by_state.values()), key=len, reverse=True)
    groups = _linked([(one, bodies_of(one.titles)) for one in whole])
    apart = [g for g in groups if any(_by_turns(g, other) for other in groups if other is not g)]
    return sorted((frozenset(h.article for h in g) for g in apart), key=len, reverse=True)
