"""Where bodies begin and end: 老挝—中国友好协会 is one, 国共 are two, 赵建军与集团董事会 are two names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from wxreader.entities.engine import Named
from wxreader.entities.lexicon import lexicon, sections
from wxreader.model import MentionType

SHORTEST = 2
"""Characters of a body's name."""
_BESIDE = re.compile("[与和同对向]")
_ASSOCIATION = re.compile(r"[—－–-].{2,12}(?:协会|友协|委员会|商会|联合会|友好小组)$")
"""The rest of a body of two countries: 老挝|—中国友好协会."""
_DEPARTMENT = re.compile("(?:外交|国防|财政|内政|商务|农业|农林|司法|教育|卫生|交通|能源|环境)部$")
"""What stands after a state and is its own: 芬兰|农林部."""
_NUMBERED = re.compile("[一二三四五六七八九十百0-9]{1,4}[届次]")
"""Begins a congress whose 第 was left out."""
_PER, _LOC, _ORG = MentionType.PERSON, MentionType.PLACE, MentionType.ORGANISATION


@lru_cache(maxsize=1)
def _pairs() -> frozenset[str]:
    """Words of two bodies, each of half of the characters: 国共, 中办国办."""
    return sections("repairs.txt")["two organisations"]


def parts(text: str, name: Named, people: frozenset[str]) -> Iterator[Named]:
    """A name; of one that is two names the two.

    Args:
        text: The text.
        name: The name.
        people: People that the page names.
    """
    if name.type == _ORG and text[name.start : name.end] in _pairs():
        middle = (name.start + name.end) // 2
        yield from (name._replace(end=middle), name._replace(start=middle))
        return
    beside = _BESIDE.search(text, name.start, name.end) if name.type == _ORG else None
    if beside is None or text[name.start : beside.start()] not in people:
        yield name
        return
    yield name._replace(type=_PER, end=beside.start())
    if name.end - beside.end() >= SHORTEST:
        yield name._replace(start=beside.end())


def joined(text: str, names: Sequence[Named]) -> list[Named]:
    """The names of a text, those of a body of two countries together, a state's department with the state,
    a congress with its 第.
    """
    found: list[Named] = []
    for name in names:
        before = found[-1] if found else None
        if name.type == _ORG and before and before.type == _LOC and _goes_on(text, before, name):
            found[-1] = name._replace(start=before.start)
        elif (
            name.type == _ORG
            and text[name.start - 1 : name.start] == "第"
            and _NUMBERED.match(text, name.start)
        ):
            found.append(name._replace(start=name.start - 1))
        else:
            found.append(name)
    return found


def _goes_on(text: str, place: Named, body: Named) -> bool:
    """Whether a body's name begins with the place before it."""
    if _ASSOCIATION.match(text, place.end, body.end):
        return True
    of_state = place.end == body.start and text[place.start : place.end] in lexicon().states
    return of_state and _DEPARTMENT.match(text, body.start, body.end) is not None
