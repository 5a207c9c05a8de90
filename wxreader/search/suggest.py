"""Names by their pinyin: `csj` or `changsanjiao` for 长三角, while the input method is off.

The words are the library's own: people, organisations and places of its articles and words of its
headlines. They are gathered when the index is made and kept beside it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from wxreader.chinese import is_han
from wxreader.entities.lexicon import lexicon
from wxreader.errors import StoreError
from wxreader.library.storage import AtomicStorage
from wxreader.reading.units import words
from wxreader.search.matching import Searchable
from wxreader.shapes import check_words
from wxreader.text import fold

MOST = 30_000
"""Words kept, the most frequent first."""
LONGEST = 16
"""Characters of a word."""
MOST_READINGS = 6
"""Other ways to read a word that are kept, of words whose characters have several."""
OFFERED = 6
"""Suggestions for what was typed."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of the library."""

    word: str
    count: int
    """Articles that have it."""
    spellings: tuple[str, ...]
    """How it may be typed: the first letter of each syllable, and all syllables joined,
    for every way to read it.
    """


@lru_cache(maxsize=1)
def _readings() -> Callable[[str], tuple[str, ...]]:
    """What gives a character's readings without tones, the usual one first."""
    os.environ.setdefault(
        "PYPINYIN_NO_PHRASES", "true"
    )  # its 40,000 phrases take longer to load than all our words to spell
    from pypinyin import Style, pinyin

    @cache
    def readings(char: str) -> tuple[str, ...]:
        found = pinyin(char, style=Style.NORMAL, heteronym=True)
        return tuple(dict.fromkeys(fold(r) for r in (found[0] if found else ()) if r.isalnum()))

    return readings


def spellings(word: str) -> tuple[str, ...]:
    """How a word may be typed: with each character's usual reading,
    and with another one of any single character (长三角 is chang).
    """
    read = _readings()
    syllables = [r for r in map(read, word) if r]
    usual = [r[0] for r in syllables]
    ways = [
        usual,
        *([*usual[:i], other, *usual[i + 1 :]] for i, r in enumerate(syllables) for other in r[1:]),
    ]
    out: dict[str, None] = {}
    for way in ways[: 1 + MOST_READINGS]:
        out.update({"".join(s[0] for s in way): None, "".join(way): None})
    return tuple(out)


def words_in(entry: Searchable) -> set[str]:
    """An article's names and headline words."""
    names = {n for key in ("person", "org", "place") for n in entry.names.get(key, ())}
    names.update(entry.heading[a:b] for a, b in words(entry.heading))
    for text in (
        entry.heading,
        *entry.paragraphs,
    ):  # 长三角 inside an organisation's name is a word to look for too
        names.update(lexicon().named_place.findall(text))
    return {n for n in names if 1 < len(n) <= LONGEST and any(map(is_han, n))}


def _storage(folder: Path) -> AtomicStorage:
    return AtomicStorage(folder / "words.json", check=check_words)


def add_words(folder: Path, counts: Counter[str]) -> None:
    """Add words to those kept.

    A page that is read again counts again: the counts order suggestions and are shown nowhere.

    Args:
        folder: The index's.
        counts: How many articles have each word.

    Raises:
        StoreError: They cannot be written.
    """
    known = {s.word: s for s in load_words(folder).words}
    counts = counts + Counter({word: s.count for word, s in known.items()})
    kept = {
        word: [count, *(known[word].spellings if word in known else spellings(word))]
        for word, count in counts.most_common(MOST)
    }
    _storage(folder).write({"words": kept})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The library's words, the most frequent first."""

    words: tuple[Suggestion, ...] = ()

    def like(self, typed: str, most: int = OFFERED) -> list[str]:
        """Words that begin as typed: in characters, in pinyin, in the first letters of its syllables.

        Args:
            typed: A word of a query, at least two letters or one Chinese character.
            most: How many.
        """
        typed = fold(typed)
        if not typed or (typed.isascii() and len(typed) == 1):
            return []
        if not typed.isascii():
            return [s.word for s in self.words if s.word.startswith(typed) and s.word != typed][:most]
        exact = [s.word for s in self.words if typed in s.spellings]
        begun = [s.word for s in self.words if any(x.startswith(typed) for x in s.spellings)]
        return list(dict.fromkeys(exact + begun))[:most]


def load_words(folder: Path) -> Vocabulary:
    """The words kept beside an index; none where there are none."""
    with suppress(StoreError, TypeError, ValueError):
        docs = (_storage(folder).read() or {}).get("words", {})
        found = [Suggestion(word, doc[0], tuple(doc[1:])) for word, doc in docs.items()]
        return Vocabulary(tuple(sorted(found, key=lambda s: (-s.count, len(s.word), s.word))))
    return Vocabulary()
