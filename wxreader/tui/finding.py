"""Finding in the open article, and which hit the reader stands on. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from wxreader.model import HEADLINE_BLOCK, Article, Place
from wxreader.text import fold
from wxreader.tui.layers import Layer


@dataclass(slots=True)
class ArticleFinder:
    """The hits of some words in an article, in reading order."""

    words: tuple[str, ...] = ()
    """In normal form."""
    hits: list[tuple[int, int, int]] = field(default_factory=list)
    """(block, first character, after the last)."""
    now: int | None = None
    """The hit that the reader stands on; None for none."""

    def look_for(self, article: Article | None, words: tuple[str, ...]) -> None:
        """Find words in an article; whatever was found before is forgotten."""
        self.words, self.hits, self.now = words, [], None
        if article is None or not words:
            return
        from wxreader.search.matching import find_in

        for n in (HEADLINE_BLOCK, *range(len(article.paragraphs))):
            self.hits += [(n, a, b) for a, b in find_in(article.text_of(n), words)]

    def look_for_text(self, article: Article | None, text: str) -> None:
        """Find a text as it is typed, its spaces included."""
        self.look_for(article, (fold(text),) if text.strip() else ())

    def forget(self) -> None:
        """Look for nothing."""
        self.look_for(None, ())

    def stand_from(self, place: tuple[int, int]) -> None:
        """Stand on the first hit at or after a place; on the first of all where none follows."""
        self.now = None
        if self.hits:
            self.now = next((i for i, (n, a, _) in enumerate(self.hits) if (n, a) >= place), 0)

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) hit; False at the last or first, where nothing changes."""
        outside = -1 if by > 0 else len(self.hits)
        target = (outside if self.now is None else self.now) + by
        if not 0 <= target < len(self.hits):
            return False
        self.now = target
        return True

    @property
    def place(self) -> Place | None:
        """Where the hit now stands."""
        if self.now is None:
            return None
        block, start, _end = self.hits[self.now]
        return Place(block, start)

    def layers(self) -> list[Layer]:
        """The hits as spans to be laid over the text."""
        return [
            Layer(block=n, start=a, end=b, style="hit-now" if i == self.now else "hit")
            for i, (n, a, b) in enumerate(self.hits)
        ]
