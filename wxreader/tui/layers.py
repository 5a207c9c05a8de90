"""What lies over an article's text: mentions, hits, highlights, cursor; a character's look from all of them.

Pure: spans in, runs of characters out. The view only turns the runs into colours.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wxreader.doubt import is_doubtful
from wxreader.model import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A styled span of one block."""

    block: int
    """Paragraph, or HEADLINE_BLOCK."""
    start: int
    end: int
    style: str
    """Name of the look: `PER`, `hit`, `hit-now`, `yellow`, `cursor` …"""


@dataclass(slots=True)
class Layers:
    """Spans by block, in order, so that a line finds its own quickly."""

    _by_block: dict[int, list[Layer]] = field(default_factory=dict)
    _starts: dict[int, list[int]] = field(default_factory=dict)
    _longest: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, layers: Iterable[Layer]) -> Layers:
        """Sort spans by block and place."""
        out = cls()
        for layer in layers:
            out._by_block.setdefault(layer.block, []).append(layer)
        for block, items in out._by_block.items():
            items.sort(key=lambda x: (x.start, -x.end))
            out._starts[block] = [x.start for x in items]
            out._longest[block] = max(x.end - x.start for x in items)
        return out

    def within(self, block: int, start: int, end: int) -> list[Layer]:
        """The spans that touch characters `start` to `end` of a block."""
        items = self._by_block.get(block)
        if not items:
            return []
        first = bisect_left(self._starts[block], start - self._longest[block])
        out = []
        for layer in items[first:]:
            if layer.start >= end:
                break
            if layer.end > start:
                out.append(layer)
        return out


FAINT = "DOUBTFUL"
"""Look of a mention of which the recogniser is not sure."""


def look_of(mention: Mention) -> str:
    """The look of a mention: its type's, or the faint one."""
    return FAINT if is_doubtful(mention) else mention.type


_OVER = ("hit", "hit-now", "mention-now", "selection", "cursor")
"""Looks that lie over mentions and highlights, the lowest first."""


def _rank(style: str) -> tuple[int, str]:
    """What lies over what: mentions lowest, then highlights, and what `_OVER` names."""
    if style in _OVER:
        return (2 + _OVER.index(style), style)
    return (0 if style.isupper() else 1, style)


def runs(start: int, end: int, layers: Sequence[Layer]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cut characters `start` to `end` where the look changes.

    Returns:
        (first, after the last, looks, the lowest first); together they are the whole span.
    """
    cuts = sorted({start, end, *(x for y in layers for x in (y.start, y.end) if start < x < end)})
    out = []
    for a, b in itertools.pairwise(cuts):
        looks = tuple(sorted({y.style for y in layers if y.start <= a and b <= y.end}, key=_rank))
        out.append((a, b, looks))
    return out
