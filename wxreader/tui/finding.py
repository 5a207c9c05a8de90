"""Finding in the open article, and which hit the reader stands on. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from wxreader.model import HEADLINE_BLOCK, Article
from wxreader.text import fold
from wxreader.tui.layers import Layer

Place = tuple[int, int]


@dataclass(slots=True)
class Finder:
    """The hits of some words in an article, in reading order."""

    words: tuple[str, ...] = ()
    """In normal form."""
    hits: list[tuple[int, int, int]] = field(default_factory=list)
    """(block, first character, after the last)."""
    now: int = -1
    """The hit that the reader stands on; -1 for none."""

    def look_for(self, article: Article | None, words: tuple[str, ...]) -> None:
        """Find words in an article; whatever was found before is forgotten."""
        self.words, self.hits, self.now = words, [], -1
        if article is None or not words:
            return
        from wxreader.search.matching import find_in

        for n in (HEADLINE_BLOCK, *range(len(article.paragraphs))):
            self.hits += [(n, a, b) for a, b in find_in(article.text_of(n), words)]

    def look_for_text(self, article: Article | None, text: str) -> None:
        """Find a text as it is typed, its spaces included."""
        self.look_for(article, (fold(text),) if text.strip() else ())

    def first_from(self, place: Place) -> int:
        """The first hit at or after a place; the first of all where none follows; -1 without hits."""
        if not self.hits:
            return -1
        return next((i for i, (n, a, _) in enumerate(self.hits) if (n, a) >= place), 0)

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) hit; False at the last or first, where nothing changes."""
        target = self.now + by if self.now >= 0 else (0 if by > 0 else len(self.hits) - 1)
        if not 0 <= target < len(self.hits):
            return False
        self.now = target
        return True

    @property
    def place(self) -> Place | None:
        """Where the hit now stands."""
        return self.hits[self.now][:2] if 0 <= self.now < len(self.hits) else None

    def layers(self) -> list[Layer]:
        """The hits as spans to be laid over the text."""
        return [
            Layer(n, a, b, "hit-now" if i == self.now else "hit") for i, (n, a, b) in enumerate(self.hits)
        ]
