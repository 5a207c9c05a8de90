"""Lists of names, asked for every place of a text at which one of them stands:
in a look at two characters a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wxreader.model import Span


class Gazetteer:
    """Names of two characters and more.

    Args:
        names: The names.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(n for n in names if len(n) > 1)
        sizes: dict[str, set[int]] = {}
        for name in self._names:
            sizes.setdefault(name[:2], set()).add(len(name))
        self._sizes = {head: sorted(of, reverse=True) for head, of in sizes.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def at(self, text: str, start: int) -> int:
        """The end of the longest name that begins at a character; 0 where none does."""
        for size in self._sizes.get(text[start : start + 2], ()):
            if start + size <= len(text) and text[start : start + size] in self._names:
                return start + size
        return 0

    def everywhere(self, text: str) -> Iterator[Span]:
        """Every place of every name, those inside others too."""
        heads = self._sizes
        for start in range(len(text) - 1):
            for size in heads.get(text[start : start + 2], ()):
                if start + size <= len(text) and text[start : start + size] in self._names:
                    yield Span(start, start + size)

    def find(self, text: str) -> Iterator[Span]:
        """The names in a text from left to right, the longest at each place, none inside another."""
        heads, at, last = self._sizes, 0, len(text) - 1
        while at < last:
            end = self.at(text, at) if text[at : at + 2] in heads else 0
            if end:
                yield Span(at, end)
            at = end or at + 1
