"""What to make of an engine's own people where it cuts them wrongly: long lists without marks, foreign names in pieces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Protocol

from wxreader.entities.engine import Token
from wxreader.entities.lexicon import HAN, TRANSLIT
from wxreader.entities.names import NameForms

_LONG_RUN = re.compile(rf"[{HAN}]{{9,}}")
_LINK = re.compile(r"[-－—–・·]?")
_LATIN = re.compile(r"[A-Za-z.'-]+(?: [A-Za-z.'-]+)*")


class Span(Protocol):
    """Something with a place in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def names_in_lists(text: str, tokens: Sequence[Token], forms: NameForms) -> list[tuple[int, int]]:
    """People in a long list without marks, most of which the engine knows for people (白恩培白清才包叙定兰保景).

    Args:
        text: The text.
        tokens: The engine's words.
        forms: What names look like.
    """
    named = [t for t in tokens if t.flag == "nr" and len(t.text) > 1]
    starts = [t.start for t in named]
    out: list[tuple[int, int]] = []
    for run in _LONG_RUN.finditer(text):
        mine = named[bisect_left(starts, run.start()) : bisect_left(starts, run.end())]
        if len(mine) >= 3 and sum(len(t.text) for t in mine) >= 0.5 * len(run.group()):
            out += [(run.start() + a, run.start() + b) for a, b in forms.listed(run.group())]
    return out


def _one_name(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two pieces side by side are one foreign name: 马丁—格伦, 费尔南德斯, Kevin Rose."""
    a, b, between = text[slice(*first)], text[slice(*second)], text[first[1] : second[0]]
    if _LATIN.fullmatch(a) and _LATIN.fullmatch(b):
        return between in (" ", "-", ". ")
    foreign = all(c in TRANSLIT for c in a.replace("·", "")) and all(c in TRANSLIT for c in b.replace("·", ""))
    return foreign and _LINK.fullmatch(between) is not None and (bool(between) or len(a) + len(b) >= 5)


def joined(text: str, people: Iterable[Span]) -> list[tuple[int, int]]:
    """Spans of people, the pieces of a foreign name put together.

    Args:
        text: The text.
        people: The engine's, in any order.
    """
    out: list[tuple[int, int]] = []
    for start, end in sorted((p.start, p.end) for p in people):
        if out and out[-1][1] <= start and _one_name(text, out[-1], (start, end)):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
