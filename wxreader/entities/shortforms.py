"""Short forms of people's names: 戈德伯格 is 杰弗里·戈德伯格 where both stand, 习 in 习主席 is 习近平.

A short form belongs to the one full name of its article that it can be of, to none where there are two.
"""

from __future__ import annotations

from collections.abc import Iterable

from wxreader.entities.lexicon import has_surname
from wxreader.model import Mention, MentionType

DOT = "·"
"""Stands between the parts of a foreign name."""
SURNAME = 1
"""Characters of a surname that stands alone before an office."""
CHINESE = (2, 3)
"""Characters of a Chinese name."""


def short_forms(name: str) -> tuple[str, ...]:
    """What a person may be called for short: a foreign name's last part, a Chinese one's surname."""
    if DOT in name:
        last = name.rsplit(DOT, 1)[-1]
        return (last,) if len(last) > SURNAME else ()
    return (name[:SURNAME],) if len(name) in CHINESE and has_surname(name) else ()


def full_names(mentions: Iterable[Mention]) -> dict[str, str]:
    """The full name of each short form of an article's people; none where two are called so."""
    people = {m.name for m in mentions if m.type == MentionType.PERSON}
    owners: dict[str, list[str]] = {}
    for name in sorted(people):
        for short in short_forms(name):
            owners.setdefault(short, []).append(name)
    return {short: full[0] for short, full in owners.items() if len(full) == 1 and short in people}
