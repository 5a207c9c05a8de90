"""The one way into searching, for the command line and the reader: a query in, ranked results out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from wxreader.model import Article
from wxreader.search.scan import Result, search


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found."""

    total: int
    """Articles found, exact, whatever the limit."""
    results: tuple[Result, ...]
    """The best of them, best first; newer before older among equals."""


class Searcher(Protocol):
    """Something that answers queries."""

    def search(self, query: str, limit: int | None = None) -> Results:
        """The best `limit` articles (all for None).

        Raises:
            QueryError: The query cannot be understood.
        """
        ...


class ScanSearcher:
    """A searcher that reads every article.

    Args:
        articles: Called for the articles to search.
    """

    def __init__(self, articles: Callable[[], Iterable[Article]]) -> None:
        self._articles = articles

    def search(self, query: str, limit: int | None = None) -> Results:
        """As `Searcher.search`."""
        found = list(search(self._articles(), query))
        found.sort(key=lambda r: r.article.event_date.start if r.article.event_date else "", reverse=True)
        found.sort(key=lambda r: -r.score)
        return Results(len(found), tuple(found[:limit]))
