"""What the tagger sees of a text: five numbers a character, the same in training and in use.

A character, the pair it begins, the dictionary word it stands in, its place in that word with the word's
part of speech, and which lists it stands in. Pairs and words are hashed into tables of fixed size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from wxreader.entities.engine import Word
from wxreader.entities.gazetteer import Gazetteer
from wxreader.entities.lexicon import lexicon

PAIR_BITS, WORD_BITS = 16, 15
"""Bits of the tables of pairs and words (chosen: 3 MB together at a byte a weight)."""
_FLAG_WORDS = (
    "? n nr ns nt nz v vn a ad an d m q r p c u x f s t j i l b y z zg eng nrt nrfg vi ul uj "
    "uz k g o mq h e ng vg tg ag vd nx"
)
FLAGS = tuple(_FLAG_WORDS.split())
"""jieba's parts of speech; any other is the first."""
PLACES_IN_WORD = 4
"""First, middle, last, alone."""
LIST_BASE = 5
"""Places in a name of a list, counted from 1 for its first character; 0 outside. The fifth is free."""
ALL_LISTS = LIST_BASE**3

_A, _B, _C, _D, _E = (np.uint32(n) for n in (2654435761, 2246822519, 3266489917, 668265263, 374761393))
"""Odd multipliers of a hash (xxHash's primes)."""
_HALF, _WORD = np.uint32(15), 32
_FLAG = {flag: n for n, flag in enumerate(FLAGS)}
Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Of each character of a text."""

    points: Array
    """Its code point."""
    pairs: Array
    """Hash of it and the next."""
    words: Array
    """Hash of the word it stands in."""
    positions: Array
    """Part of speech of that word and place in it, from 1; 0 is for what stands between texts."""
    lists: Array
    """Places in names of the lists of places, organisations and titles, as one number."""


@lru_cache(maxsize=1)
def gazetteers() -> tuple[Gazetteer, Gazetteer, Gazetteer]:
    """The lists that the tagger looks in: places, organisations, offices and forms of address."""
    lists = lexicon()
    return (
        Gazetteer(lists.places | lists.divisions),
        Gazetteer(lists.organisations - lists.places),
        Gazetteer((lists.offices - lists.callings) | lists.addresses),
    )


def _mixed(hashes: Array, multiplier: np.uint32, bits: int) -> Array:
    mixed: Array = (hashes ^ (hashes >> _HALF)) * multiplier
    return np.right_shift(mixed, np.uint32(_WORD - bits))


def _in_lists(text: str, dropped: Callable[[], bool] | None) -> Array:
    """Of each character its places in the names of the lists, as digits of base 5."""
    digits = np.zeros(len(text), np.uint8)
    unit = 1
    for names in gazetteers():
        for start, end in names.find(text):
            if dropped is not None and dropped():
                continue
            digits[start] += unit
            digits[start + 1 : end - 1] += 2 * unit
            digits[end - 1] += 3 * unit
        unit *= LIST_BASE
    return digits


def features_of(text: str, words: Sequence[Word], dropped: Callable[[], bool] | None = None) -> Features:
    """The features of a text.

    Args:
        text: The text, not empty.
        words: Its words.
        dropped: In training, whether to hide a name of the lists, so that the tagger learns to do without
            them.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    pairs = _mixed((points * _A) ^ (np.append(points[1:], 0).astype(np.uint32) * _B), _C, PAIR_BITS)
    starts = np.array([w.start for w in words])
    ends = np.array([w.end for w in words])
    sizes = ends - starts
    second, third = (points[np.minimum(starts + n, ends - 1)] for n in (1, 2))
    hashes = points[starts] * _A ^ second * _B ^ third * _C ^ points[ends - 1] * _D
    hashes = _mixed(hashes ^ sizes.astype(np.uint32) * _E, _B, WORD_BITS)
    of = np.repeat(np.arange(len(starts)), sizes)
    size, offset = sizes[of], np.arange(len(text)) - starts[of]
    place = np.select([size == 1, offset == 0, offset == size - 1], [3, 0, 2], 1)
    flags = np.array([_FLAG.get(w.flag, 0) for w in words])
    return Features(
        points=points,
        pairs=pairs,
        words=hashes[of],
        positions=flags[of] * PLACES_IN_WORD + place + 1,
        lists=_in_lists(text, dropped),
    )
