"""A small convolutional network over the features of characters:
for each character, how likely each label is.

Five tables of weights, then layers that each look at a character and one on either side, the farther the
higher the layer: seven characters to each side at the end. `tools/train_tagger.py` fits it; the file says
on what.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np

from wxreader.entities.features import Array, Features
from wxreader.model import MentionType

PADDING = 8
"""Characters of nothing between texts: more than the network sees to one side."""
WINDOW = 4_000
"""Characters that are read at once (chosen: 4 MB a layer)."""
DISTANCES = (1, 2, 4)
"""How far each layer looks."""
SEVERAL = 4
"""Labels of a kind: the first, a middle, the last, the only character of a name."""
KINDS = (MentionType.PERSON, MentionType.PLACE, MentionType.ORGANISATION)
LABELS = 1 + SEVERAL * len(KINDS)
"""Label 0 is for what is in no name."""
UNKNOWN, UNKNOWN_HAN, KNOWN_FROM = 1, 2, 3
"""Numbers of characters: 0 is for nothing, then those outside the vocabulary, then the vocabulary."""
_HAN = slice(0x3400, 0xA000)
_POINTS = 1 << 17
"""Code points that a character can be known by; those above are as the last."""
MODEL = "data/tagger.npz"


def quantised(table: Array) -> tuple[Array, Array]:
    """A table of weights as bytes, with the number that each column is to be multiplied by."""
    scale = np.maximum(np.abs(table).max(axis=0), 1e-8) / 127
    return np.round(table / scale).astype(np.int8), scale.astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Fitted weights."""

    about: dict[str, Any]
    """Corpus, date, figures and licence."""
    numbers: Array
    """Number of a character in the table, by its code point."""
    tables: tuple[Array, ...]
    """Rows of weights for characters, pairs, words, positions and lists."""
    layers: tuple[tuple[Array, Array], ...]
    """Weights and bias of each layer; the weights for the left,
    the character itself and the right side by side.
    """
    last: tuple[Array, Array]
    """From the highest layer to the labels."""

    def scores(self, texts: Sequence[Features]) -> list[Array]:
        """Logarithms of the likelihood of each label, a row a character, for each text."""
        if not texts:
            return []
        ids, starts = self._numbered(texts)
        scores = np.concatenate([self._window(ids, at) for at in range(0, ids.shape[1], WINDOW)])
        return [scores[a : a + len(t.points)] for a, t in zip(starts, texts, strict=True)]

    def _window(self, ids: Array, start: int) -> Array:
        """The scores of the characters from one on, as many as are read at once:
        a long text needs no more memory.
        """
        first = max(0, start - PADDING)
        around = ids[:, first : start + WINDOW + PADDING]
        rows = np.concatenate([t[i] for t, i in zip(self.tables, around, strict=True)], axis=1)
        for (weights, bias), distance in zip(self.layers, DISTANCES, strict=True):
            higher = _layer(rows, weights, bias, distance)
            rows = higher if distance == DISTANCES[0] else rows + higher
        scores: Array = rows[start - first :][:WINDOW] @ self.last[0] + self.last[1]
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores

    def _numbered(self, texts: Sequence[Features]) -> tuple[Array, list[int]]:
        """The features of texts one after the other, nothing between them, as numbers of rows,
        and where each text begins.
        """
        starts, at = [], PADDING
        for text in texts:
            starts.append(at)
            at += len(text.points) + PADDING
        ids = np.zeros((len(self.tables), at), np.int64)
        for start, text in zip(starts, texts, strict=True):
            there = slice(start, start + len(text.points))
            ids[0, there] = self.numbers[np.minimum(text.points, _POINTS - 1)]
            for row, column in enumerate((text.pairs, text.words, text.positions, text.lists), 1):
                ids[row, there] = column
        return ids, starts


def _layer(rows: Array, weights: Array, bias: Array, distance: int) -> Array:
    """What a layer makes of each character and those at a distance."""
    left, own, right = np.split(rows @ weights, 3, axis=1)
    higher: Array = own + bias
    higher[distance:] += left[:-distance]
    higher[:-distance] += right[distance:]
    np.maximum(higher, 0, out=higher)
    return higher


def numbers_of(vocabulary: str) -> Array:
    """The number of each code point."""
    numbers = np.full(_POINTS, UNKNOWN, np.int64)
    numbers[_HAN] = UNKNOWN_HAN
    for n, char in enumerate(vocabulary, KNOWN_FROM):
        numbers[min(ord(char), _POINTS - 1)] = n
    numbers[0] = 0
    return numbers


@lru_cache(maxsize=1)
def load_network() -> Network:
    """The network that comes with the package."""
    with np.load(io.BytesIO(resources.files("wxreader").joinpath(MODEL).read_bytes())) as stored:
        about = json.loads(bytes(stored["about"]))
        tables = tuple(stored[f"table{n}"] * stored[f"scale{n}"] for n in range(5))
        pairs = [
            (stored[f"weights{n}"].astype(np.float32), stored[f"bias{n}"]) for n in range(len(DISTANCES) + 1)
        ]
    return Network(
        about=about,
        numbers=numbers_of(about.pop("vocabulary")),
        tables=tables,
        layers=tuple(pairs[:-1]),
        last=pairs[-1],
    )
