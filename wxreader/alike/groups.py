"""Which articles are one story: pairs joined into groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar


class Groups:
    """Groups of articles, by their ids.

    Args:
        groups: Those known already.
    """

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._group: dict[str, list[str]] = {}
        for group in groups:
            for article in group[1:]:
                self.join(group[0], article)

    def __len__(self) -> int:
        return len(self._group)

    def __contains__(self, article: object) -> bool:
        return article in self._group

    def join(self, one: str, other: str) -> None:
        """Say that two articles are one story; whatever is one with either is one with both."""
        mine, theirs = self._group.get(one, [one]), self._group.get(other, [other])
        if mine is theirs or one == other:
            return
        if len(mine) < len(theirs):
            mine, theirs = theirs, mine
        mine.extend(theirs)
        self._group[one] = self._group[other] = mine
        self._group.update(dict.fromkeys(mine, mine))

    def of(self, article: str) -> Sequence[str]:
        """The articles of a group; the article alone where it is in none."""
        return self._group.get(article, (article,))

    def all(self) -> list[list[str]]:
        """Every group once."""
        return list({id(group): group for group in self._group.values()}.values())

    def repeats(self, articles: Iterable[str]) -> int:
        """How many of some articles are another one of them printed again."""
        groups: dict[int, int] = {}
        for article in articles:
            if article in self._group:
                key = id(self._group[article])
                groups[key] = groups.get(key, 0) + 1
        return sum(n - 1 for n in groups.values())


class HasArticle(Protocol):
    """Anything that is of one article."""

    @property
    def article(self) -> str:
        """Its id."""


T = TypeVar("T", bound=HasArticle)


def collapsed(found: Iterable[T], groups: Groups) -> tuple[list[T], Mapping[str, int]]:
    """Results with each story once, the first of them in its place.

    Returns:
        Those results, and for each that stands for several how many others there are among all of them.
    """
    kept: list[T] = []
    shown: dict[int, str] = {}
    others: dict[str, int] = {}
    for result in found:
        group = groups.of(result.article)
        first = shown.setdefault(id(group), result.article) if len(group) > 1 else result.article
        if first == result.article:
            kept.append(result)
        else:
            others[first] = others.get(first, 0) + 1
    return kept, others
