"""A selected passage and how keys move its end. Pure: offsets into the article's text in, offsets out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wxreader.annotations.anchor import JOINT, article_text
from wxreader.model import Article
from wxreader.reading.units import sentences, words

HINT_KEYS = "fjdkslaghrueiwotyqpvncmxbzFJDKSLAGHRUEIWOTYQPVNCMXBZ"
"""Labels in the order in which they are given: the home row first."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Characters from the lower to the higher of two ends, both included, in `article_text`."""

    anchor: int
    head: int
    """The end that keys move."""

    @property
    def start(self) -> int:
        return min(self.anchor, self.head)

    @property
    def end(self) -> int:
        """The character after the last."""
        return max(self.anchor, self.head) + 1

    def swapped(self) -> Selection:
        """The other end is the one that moves."""
        return Selection(self.head, self.anchor)


class Motions:
    """Where a motion leads in an article's text.

    Args:
        article: Whose text it is.
    """

    def __init__(self, article: Article) -> None:
        self.text = article_text(article)
        self._paragraphs: list[tuple[int, int]] = []
        at = 0
        for p in article.paragraphs:
            self._paragraphs.append((at, at + len(p.text)))
            at += len(p.text) + len(JOINT)
        self._sentences = [(a + s, a + e) for a, b in self._paragraphs for s, e in sentences(self.text[a:b])]
        self._words: list[tuple[int, int]] = []

    def _word_spans(self) -> list[tuple[int, int]]:
        if not self._words:
            self._words = [(a + s, a + e) for a, b in self._paragraphs for s, e in words(self.text[a:b])]
        return self._words

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence around a character."""
        return next(((a, b) for a, b in self._sentences if a <= offset < b), (offset, offset + 1))

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        """The paragraph around a character."""
        return next(
            ((a, b) for a, b in self._paragraphs if a <= offset < max(b, a + 1)), (offset, offset + 1)
        )

    def move(self, offset: int, unit: str, step: int, extend: bool = True) -> int:
        """The character that one step by a unit leads to.

        Args:
            offset: Where from.
            unit: `char`, `word`, `sentence` or `paragraph`.
            step: 1 or -1.
            extend: The end of the unit when going on (to select it whole), else its beginning.
        """
        if unit == "char":
            target = offset + step
            if 0 <= target < len(self.text) and self.text[target] == JOINT:
                target += step
            return max(0, min(target, len(self.text) - 1))
        spans = {"word": self._word_spans(), "sentence": self._sentences, "paragraph": self._paragraphs}[unit]
        if not spans:
            return offset
        if step < 0:
            return max((a for a, _ in spans if a < offset), default=0)
        if extend:
            return min((b - 1 for _, b in spans if b - 1 > offset), default=len(self.text) - 1)
        return min((a for a, _ in spans if a > offset), default=len(self.text) - 1)


def extended(selection: Selection, motions: Motions, unit: str, step: int) -> Selection:
    """A selection with its moving end one step on."""
    return replace(
        selection,
        head=motions.move(selection.head, unit, step, extend=selection.head >= selection.anchor or step > 0),
    )


def labels(count: int) -> list[str]:
    """A label for each of `count` things; what has none beyond the keys is left out."""
    return list(HINT_KEYS[:count])
