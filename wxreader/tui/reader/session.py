"""The search that the list shows: what was asked, how much was found, where one came from. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

RELEVANCE, DATE = "relevance", "date"
"""Orders of results."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchSession:
    """A library search as it stands; every step makes a new one."""

    query: str = ""
    """What the list shows; empty for the whole library."""
    found: int = 0
    """Articles that the search found, listed or not."""
    words: tuple[str, ...] = ()
    """Words that are hits in an article, in normal form."""
    order: str = RELEVANCE
    before: str = ""
    """The article that the list stood on before the search."""

    def begun(self, at: str) -> SearchSession:
        """The bar was opened on an article; within a search one comes from where the search began."""
        return self if self.query or not at else replace(self, before=at)

    def answered(self, query: str, found: int, words: tuple[str, ...]) -> SearchSession:
        """An answer came."""
        return replace(self, query=query.strip(), found=found, words=words)

    def ended(self) -> SearchSession:
        """The list shows the library again; order and place are remembered."""
        return replace(self, query="", found=0, words=())

    def reordered(self) -> SearchSession:
        """The best first, or the newest."""
        return replace(self, order=DATE if self.order == RELEVANCE else RELEVANCE)
