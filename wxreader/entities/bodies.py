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
_BRANCH = re.compile("(?:分会|分行|支行|分公司|分局|营业部|舰队|舰艇编队|协调委员会|领导小组|委员会办公室)$")
"""What stands after a body and is its own: 民生银行|合肥分行."""
_REST = re.compile(
    r"(?:临时|最高|高等|终审|中级|上诉|地方|宪法)*(?:立法会|法院|检察院)(?!长)"  # 香港特别行政区|终审法院
    r"|(?:国家|奥运)队(?!员|长)|[男女]子?[\u4e00-\u9fff]{0,3}队(?!员|长|伍)"  # 西班牙|国家队
    r"|交警(?!部门|支队|大队|总队)"
)
"""The rest of a body's name after a place."""
_SINCE = re.compile("自(?=第[一二三四五六七八九十]{1,3}[次届])")
"""Stands between a party and its congress: 民建|自|第六次全国代表大会."""
_SWEPT = re.compile("(?:组织|公司)$")
_WHOLE = re.compile("(?:局|基金会|协会|委员会|联合会|总会|医院|大学)$")
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
    since = _SINCE.search(text, name.start, name.end) if name.type == _ORG else None
    if since and since.start() - name.start >= SHORTEST:
        yield from (name._replace(end=since.start()), name._replace(start=since.end()))
        return
    beside = _BESIDE.search(text, name.start, name.end) if name.type == _ORG else None
    if beside is None or text[name.start : beside.start()] not in people:
        yield _without_verb(text, name)
        return
    yield name._replace(type=_PER, end=beside.start())
    if name.end - beside.end() >= SHORTEST:
        yield name._replace(start=beside.end())


def joined(text: str, names: Sequence[Named]) -> list[Named]:
    """The names of a text: a body with the place or body that its name begins with, a place with the body
    that its name goes on to, a congress with its 第.
    """
    found: list[Named] = []
    for name in (_with_rest(text, n) for n in names):
        before = found[-1] if found else None
        if name.type == _ORG and before and _goes_on(text, before, name):
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


def _goes_on(text: str, before: Named, body: Named) -> bool:
    """Whether a body's name begins with the place or body before it."""
    if before.type == _ORG:
        return before.end == body.start and _BRANCH.search(text, body.start, body.end) is not None
    if before.type != _LOC:
        return False
    if _ASSOCIATION.match(text, before.end, body.end):
        return True
    of_state = before.end == body.start and text[before.start : before.end] in lexicon().states
    return of_state and _DEPARTMENT.match(text, body.start, body.end) is not None


def _with_rest(text: str, name: Named) -> Named:
    """A name; of a place that a body's name begins with the whole body: 香港特别行政区|终审法院."""
    rest = _REST.match(text, name.end) if name.type == _LOC and name.end - name.start >= SHORTEST else None
    return name._replace(type=_ORG, end=rest.end()) if rest else name


def _without_verb(text: str, name: Named) -> Named:
    """A name; of a body with a verb or a plural after it the body: 基金会|组织, 亚太经合组织|公司."""
    swept = _SWEPT.search(text, name.start, name.end) if name.type == _ORG else None
    if swept is None:
        return name
    body = text[name.start : swept.start()]
    is_whole = body in lexicon().organisations or _WHOLE.search(body) is not None
    return name._replace(end=swept.start()) if is_whole else name
