"""From likelihoods of labels to names: the likeliest way to read them, and how sure a name is.

A name's labels follow each other: its first character, middle ones, its last. Only stretches where a name
is possible at all are looked at; everything else is outside names for certain.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np

from wxreader.entities.engine import Named
from wxreader.entities.features import Array
from wxreader.entities.network import KINDS, LABELS, SEVERAL
from wxreader.model import MentionType

CERTAINLY_NONE = -0.002
"""Logarithm of the likelihood from which a character is outside names for certain (chosen: 0.998)."""
_FIRST, _MIDDLE, _LAST, _ONLY = range(SEVERAL)
_NEVER = -1e4


def _part(label: int) -> tuple[int, int]:
    """Kind of a label and which part of a name it is; kind -1 outside names."""
    return ((label - 1) // SEVERAL, (label - 1) % SEVERAL) if label else (-1, _ONLY)


def _may_follow(one: int, other: int) -> bool:
    """Whether one label may stand right before another."""
    (kind, part), (kind_after, after) = _part(one), _part(other)
    if part in (_FIRST, _MIDDLE):
        return kind_after == kind and after in (_MIDDLE, _LAST)
    return after in (_FIRST, _ONLY)


_FOLLOWS = np.array([[_may_follow(a, b) for b in range(LABELS)] for a in range(LABELS)], np.float32)
_ALLOWED = np.where(_FOLLOWS > 0, 0, _NEVER).astype(np.float32)


class StretchLabels:
    """The labels of one stretch of text.

    Args:
        scores: Logarithms of likelihoods, a row a character.
    """

    def __init__(self, scores: Array) -> None:
        self.scores = scores
        chances = np.exp(scores)
        size = len(scores)
        self._before = np.zeros((size + 1, LABELS), np.float64)
        self._after = np.zeros((size + 1, LABELS), np.float64)
        self._scale = np.ones(size, np.float64)
        self._before[0, 0] = 1
        for n in range(size):
            way = (self._before[n] @ _FOLLOWS) * chances[n]
            self._scale[n] = max(way.sum(), 1e-30)
            self._before[n + 1] = way / self._scale[n]
        self._after[size] = _FOLLOWS[:, 0]
        for n in range(size - 1, -1, -1):
            self._after[n] = _FOLLOWS @ (self._after[n + 1] * chances[n]) / self._scale[n]
        self._whole = max(float(self._before[size] @ self._after[size]), 1e-30)

    def likelihood(self, start: int, end: int, kind: int) -> float:
        """How likely exactly these characters are a name of a kind."""
        first = 1 + SEVERAL * kind
        labels = (
            [first + _ONLY]
            if end - start == 1
            else [first + _FIRST, *[first + _MIDDLE] * (end - start - 2), first + _LAST]
        )
        log = float(self.scores[range(start, end), labels].sum() - np.log(self._scale[start:end]).sum())
        before = float(self._before[start] @ _FOLLOWS[:, labels[0]])
        return min(1.0, before * float(np.exp(log)) * float(self._after[end, labels[-1]]) / self._whole)

    def names(self) -> Iterator[Named]:
        """The names of the likeliest way to read the stretch."""
        best, ways = self.scores[0] + _ALLOWED[0], []
        for row in self.scores[1:]:
            sums = best[:, None] + _ALLOWED
            way = sums.argmax(axis=0)
            ways.append(way)
            best = sums[way, range(LABELS)] + row
        label = int((best + _ALLOWED[:, 0]).argmax())
        labels = [label]
        for way in reversed(ways):
            label = int(way[label])
            labels.append(label)
        start = 0
        for n, label in enumerate(reversed(labels)):
            kind, part = _part(label)
            start = n if part in (_FIRST, _ONLY) else start
            if kind >= 0 and part in (_LAST, _ONLY):
                yield Named(start, n + 1, KINDS[kind], self.likelihood(start, n + 1, kind))


class DecodedNames:
    """The names of a text.

    Args:
        scores: Logarithms of likelihoods, a row a character.
    """

    def __init__(self, scores: Array) -> None:
        possible = np.flatnonzero(scores[:, 0] < CERTAINLY_NONE)
        breaks = np.flatnonzero(np.diff(possible) > 1)
        firsts = possible[[0, *(breaks + 1)]] if len(possible) else possible
        lasts = possible[[*breaks, -1]] if len(possible) else possible
        self._starts = firsts.tolist()
        self._ends = (lasts + 1).tolist()
        self._readings = [StretchLabels(scores[a:b]) for a, b in zip(self._starts, self._ends, strict=True)]

    def names(self) -> list[Named]:
        """The names, in order."""
        return [
            Named(at + name.start, at + name.end, name.type, name.sure)
            for at, reading in zip(self._starts, self._readings, strict=True)
            for name in reading.names()
        ]

    def likelihood(self, start: int, end: int, kind: str) -> float:
        """How likely exactly these characters are a name of a kind; 0 where that is out of the question."""
        n = bisect_right(self._starts, start) - 1
        if n < 0 or end > self._ends[n]:
            return 0.0
        at = self._starts[n]
        return self._readings[n].likelihood(start - at, end - at, KINDS.index(MentionType(kind)))
