"""The recogniser of names: the network over each text, then over all texts that belong together.

A name that is sure in one place is believed at its other places on less, and its type is the one that all
places together speak for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from wxreader.entities.decoding import DecodedNames
from wxreader.entities.engine import DEFAULT_ENGINE, Named, Tagged
from wxreader.entities.features import features_of
from wxreader.entities.gazetteer import Gazetteer
from wxreader.entities.network import load_network
from wxreader.entities.words import WordCutter

SURE = 0.9
"""From here on a name is looked for at its other places (chosen)."""
ELSEWHERE = 0.8
"""How sure a name of three characters and more is at least where it is sure at another place (chosen)."""
SHORTEST, LONGEST = 2, 40
"""Characters of a name that is looked for at other places (chosen)."""
HINT = 0.02
"""How likely such a place must be by itself, for a name of two characters;
a longer one needs none (chosen).
"""
BATCH = 20_000
"""Characters that the network reads at once: some 30 MB."""


class Tagger:
    """The default engine. It reads simplified characters: `recognise.py` gives it nothing else.

    Args:
        userdict: A dictionary file of the user's, in jieba's format; empty for none.
    """

    name = DEFAULT_ENGINE

    def __init__(self, userdict: str = "") -> None:
        self._cutter = WordCutter(userdict)
        self._network = load_network()

    @property
    def about(self) -> dict[str, object]:
        """What the network was fitted on, when, with what success, under what licence."""
        return self._network.about

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        """Words and names of texts that belong together, such as those of a page."""
        words = [self._cutter.words(t) for t in texts]
        full = [n for n, text in enumerate(texts) if text]
        decoded: list[DecodedNames | None] = [None] * len(texts)
        for batch in _batches(full, texts):
            features = [features_of(texts[n], words[n]) for n in batch]
            for n, scores in zip(batch, self._network.scores(features), strict=True):
                decoded[n] = DecodedNames(scores)
        names = _agreed(texts, decoded)
        return [Tagged(w, n) for w, n in zip(words, names, strict=True)]


def _batches(full: Iterable[int], texts: Sequence[str]) -> Iterator[list[int]]:
    """Texts by their number, so many at once as the network should read."""
    batch: list[int] = []
    size = 0
    for n in full:
        batch.append(n)
        size += len(texts[n])
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _types(names: Iterable[tuple[str, Named]]) -> dict[str, str]:
    """The type of each name of which one place is sure: that which its places together speak for."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    sure: set[str] = set()
    for text, name in names:
        if SHORTEST <= len(text) <= LONGEST:
            votes[text][name.type] += name.sure
            if name.sure >= SURE:
                sure.add(text)
    return {text: max(sorted(votes[text]), key=lambda t: votes[text][t]) for text in sorted(sure)}


def _agreed(texts: Sequence[str], decoded: Sequence[DecodedNames | None]) -> list[list[Named]]:
    """The names of all texts, each name that is sure in one of them at its other places too."""
    found = [d.names() if d else [] for d in decoded]
    types = _types((t[n.start : n.end], n) for t, names in zip(texts, found, strict=True) for n in names)
    sure = Gazetteer(types)
    return [
        _with_others(text, names, of, types, sure) if of else []
        for text, names, of in zip(texts, found, decoded, strict=True)
    ]


def _with_others(
    text: str, names: list[Named], of: DecodedNames, types: dict[str, str], sure: Gazetteer
) -> list[Named]:
    """A text's names and those of the sure ones that the likeliest reading has otherwise."""
    candidates = list(names)
    for start, end in sure.everywhere(text):
        kind, size = types[text[start:end]], end - start
        likely = of.likelihood(start, end, kind)
        if likely >= HINT or size > SHORTEST:
            candidates.append(Named(start, end, kind, max(likely, SURE - 1 / size)))
    kept = _apart(candidates)
    return [n._replace(sure=max(n.sure, _backing(text[n.start : n.end], n.type, types))) for n in kept]


def _backing(name: str, kind: str, types: dict[str, str]) -> float:
    """How sure a name is at least for being sure elsewhere on the page."""
    return ELSEWHERE if len(name) > SHORTEST and types.get(name) == kind else 0.0


def _apart(candidates: Iterable[Named]) -> list[Named]:
    """Of overlapping names the surer one, of two as sure the longer; in order."""
    kept: list[Named] = []
    taken: set[int] = set()
    for name in sorted(candidates, key=lambda n: (-n.sure, n.start - n.end, n.start)):
        if taken.isdisjoint(range(name.start, name.end)):
            kept.append(name)
            taken.update(range(name.start, name.end))
    return sorted(kept)
