"""A selected passage and how keys move its end. Pure: offsets into the article's text in, offsets out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wxreader.annotations.anchor import JOINT, article_text
from wxreader.model import Article, Span
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
        """The first character."""
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
        self._paragraphs: list[Span] = []
        at = 0
        for p in article.paragraphs:
            self._paragraphs.append(Span(at, at + len(p.text)))
            at += len(p.text) + len(JOINT)
        self._sentences = [
            Span(a + s, a + e) for a, b in self._paragraphs for s, e in sentences(self.text[a:b])
        ]
        self._words: list[Span] = []

    def _word_spans(self) -> list[Span]:
        if not self._words:
            self._words = [Span(a + s, a + e) for a, b in self._paragraphs for s, e in words(self.text[a:b])]
        return self._words

    def paragraph_at(self, offset: int) -> Span:
        """The paragraph around a character."""
        return next(
            (p for p in self._paragraphs if p.start <= offset < max(p.end, p.start + 1)),
            Span(offset, offset + 1),
        )

    def word_at(self, offset: int) -> Span:
        """The word around a character; the character alone where it is in none."""
        return next((w for w in self._word_spans() if w.start <= offset < w.end), Span(offset, offset + 1))

    def move(self, offset: int, unit: str, step: int, extend: bool = True) -> int:
        """The character that one step by a unit leads to.

        Args:
            offset: Where from.
            unit: `char`, `word`, `sentence` or `paragraph`.
            step: 1 or -1.
            extend: The end of the unit when going on (to select it whole), else its beginning.
        """
        if unit == "char":
            return self._by_character(offset, step)
        spans = self._spans(unit)
        if not spans:
            return offset
        if step < 0:
            return max((a for a, _ in spans if a < offset), default=0)
        ahead = [b - 1 if extend else a for a, b in spans]
        return min((x for x in ahead if x > offset), default=len(self.text) - 1)

    def _spans(self, unit: str) -> list[Span]:
        if unit == "word":
            return self._word_spans()
        return self._sentences if unit == "sentence" else self._paragraphs

    def _by_character(self, offset: int, step: int) -> int:
        target = offset + step
        if 0 <= target < len(self.text) and self.text[target] == JOINT:
            target += step
        return max(0, min(target, len(self.text) - 1))


def extended(selection: Selection, motions: Motions, unit: str, step: int) -> Selection:
    """A selection with its moving end one step on."""
    return replace(
        selection,
        head=motions.move(selection.head, unit, step, extend=selection.head >= selection.anchor or step > 0),
    )


def labels(count: int) -> list[str]:
    """A label for each of `count` things; what has none beyond the keys is left out."""
    return list(HINT_KEYS[:count])
