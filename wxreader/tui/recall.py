"""What the search bar offers: words of the library for what is typed, and earlier searches. No screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wxreader.library.store import Store
    from wxreader.search.suggest import Vocabulary

KEPT = 50
"""Searches remembered."""
LIKE = 55
"""Similarity, in percent, from which a word is worth offering for one that finds nothing."""
_LAST_WORD = re.compile(r"[^\s:：\"(]*$")


class Recall:
    """The search bar's memory.

    Args:
        searches: What was searched for, newest first.
    """

    def __init__(self, searches: Sequence[str] = ()) -> None:
        self.searches = tuple(searches)
        self.offered: list[str] = []
        """Words for what is being typed, the likeliest first."""
        self._words: Vocabulary | None = None
        self._stem = ""
        """The query up to the word that is being completed."""
        self._taken = ""
        """The query as Tab last completed it."""
        self._at: int | None = None
        """Place in `searches`; None for what was typed."""
        self._typed = ""

    def open(self, library: Store) -> None:
        """Read the library's words, once there are any."""
        from wxreader.search.suggest import load_words

        if self._words is None or not self._words.words:
            self._words = load_words(library.path / "index")

    def look_up(self, text: str) -> None:
        """Find words for the last word of a query."""
        if text == self._taken or self._words is None:
            return
        found = _LAST_WORD.search(text)
        word = found.group() if found else ""
        self._stem, self._taken = text[: len(text) - len(word)], ""
        self.offered = self._words.like(word)

    def others(self, query: str) -> list[str]:
        """What Tab would still change the query to."""
        return [word for word in self.offered if not query.endswith(word)]

    def nearest(self, query: str) -> str:
        """The word of the library most like a query that finds nothing; empty where none is like it."""
        from rapidfuzz import fuzz, process

        words = [s.word for s in self._words.words] if self._words else []
        found = process.extractOne(query, words, scorer=fuzz.ratio, score_cutoff=LIKE)
        return found[0] if found else ""

    def completed(self, text: str) -> str:
        """The query with its last word completed; with the next suggestion where it is completed already."""
        if not self.offered:
            return text
        if text == self._taken:
            self.offered = [*self.offered[1:], self.offered[0]]
        self._taken = self._stem + self.offered[0]
        return self._taken

    def stepped(self, text: str, older: bool) -> str:
        """The query before (or after) the one that stands in the bar."""
        if self._at is None:
            if not older or not self.searches:
                return text
            self._typed = text
        at = self._next_place(older)
        if at is None:
            self._at = None
            return self._typed
        if at >= len(self.searches):
            return text
        self._at = at
        return self.searches[at]

    def _next_place(self, older: bool) -> int | None:
        if self._at is None:
            return 0
        if older:
            return self._at + 1
        return self._at - 1 if self._at else None

    def entered(self, text: str) -> None:
        """Remember a search."""
        text = text.strip()
        self.searches = tuple([text, *(s for s in self.searches if s != text)][:KEPT])
        self._at = None
