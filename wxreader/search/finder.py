"""What the command line and the reader ask of searching, whatever answers.

The index in a folder, or a shared archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wxreader.search.results import LibraryName, Results


class NameCounts(Protocol):
    """How many articles there are and how many have a name, for judging company."""

    @property
    def total(self) -> int:
        """Articles of the library."""

    def of(self, kind: str, name: str) -> int:
        """How many articles have a name."""

    def of_all(self, names: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        """The same for many names, (type, name), at once."""


class Finder(Protocol):
    """Answers queries about a library."""

    def search(self, query: str, limit: int | None = None, order: str = "relevance") -> Results:
        """The first `limit` articles (all for None), best first or by `date` (QueryError)."""

    def pieces(self, query: str, order: str = "relevance") -> Iterator[Results]:
        """All articles in pieces, for what is shown while it is found."""

    def count_whole(self, field: str, name: str) -> int:
        """How many articles have a name; `field` is `person`, `org`, `place` or `work`."""

    def articles_named(self, kind: str, name: str) -> tuple[str, ...]:
        """The articles that have a canonical name, the newest first."""

    def frequencies(self) -> NameCounts | None:
        """How many articles have a name; None where only reading the pages would tell."""

    def count_names(self, kind: str | None) -> Iterator[LibraryName] | None:
        """Every canonical name, the most mentioned first; None where only reading the pages would tell."""

    def most_named(self, kind: str, count: int) -> list[tuple[str, int]]:
        """The canonical names of a type that most articles have, with how many these are."""

    def warm_up(self) -> None:
        """Open everything that the first query would have to open."""

    def up_to_date(self) -> bool:
        """Whether every page is known as it is, so that counts can be told at once."""
