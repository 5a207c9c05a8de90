"""How well two characters stand together: what tells a line that goes on from one that ends.

The pairs come counted from running news text (`data/joins.txt`); the page's own pairs are counted beside
them.
"""

from __future__ import annotations

import itertools
from collections import Counter
from functools import lru_cache

from wxreader import data
from wxreader.press.lines import Lines
from wxreader.text import simplify


@lru_cache(maxsize=1)
def _table() -> dict[str, int]:
    rows = data.raw("joins.txt").split("\n")
    out: dict[str, int] = {}
    for row in rows:
        if not row or row.startswith("#"):
            continue
        first, *groups = row.split(" ")
        for strength, group in zip((3, 2, 1), groups, strict=True):
            out.update((first + char, strength) for char in group)
    return out


def level(before: str, after: str) -> int:
    """How often two characters follow one another, by chance (0) to far more often (3); both simplified."""
    return _table().get(before + after, 0)


def page_pairs(page: Lines) -> Counter[str]:
    """Pairs of neighbouring characters inside the page's lines: what stands together on this page."""
    counts: Counter[str] = Counter()
    for line in page.lines:
        counts.update(map("".join, itertools.pairwise(line.text)))
    return counts


def across(before: str, after: str) -> int:
    """`level` over the break between two lines."""
    return level(simplify(before[-1]), simplify(after[0]))
