"""What a search gives, and which articles have the marks that a query asks about.

The same whatever answers it.
"""

from __future__ import annotations

from dataclasses import dataclass

from wxreader.annotations.tags import has_tag
from wxreader.library.store import Store
from wxreader.model import Annotation
from wxreader.search.matching import Result
from wxreader.search.query import And, Marked, Node, Not, Or
from wxreader.text import fold

RELEVANCE, DATE = "relevance", "date"
ORDERS = (RELEVANCE, DATE)
"""Best first, or newest first."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found."""

    total: int
    """Articles found, exact, whatever the limit."""
    results: tuple[Result, ...]
    """The first of them in the order asked for; newer before older among equals."""
    words: tuple[str, ...]
    """What to mark in a text as a hit, in normal form."""

    @property
    def hits(self) -> int | None:
        """Places at which the words stand; None where not all articles were asked for."""
        return sum(len(r.hits) for r in self.results) if self.total == len(self.results) else None


def marks_in(node: Node) -> set[Marked]:
    """The marks that a query asks about."""
    if isinstance(node, Marked):
        return {node}
    if isinstance(node, Not):
        return marks_in(node.node)
    return set().union(*map(marks_in, node.nodes)) if isinstance(node, And | Or) else set()


def marked_articles(library: Store, node: Node) -> dict[Marked, frozenset[str]]:
    """For every mark that a query asks about, the articles that have it.

    For `unread` those that have it not.
    """
    wanted = marks_in(node)
    if not wanted:
        return {}
    annotations = library.annotations.all()
    read = frozenset(r.article for r in library.annotations.reading().values() if r.read)
    out: dict[Marked, frozenset[str]] = {}
    for mark in wanted:
        if mark.mark in ("read", "unread"):
            out[mark] = read
            continue
        out[mark] = frozenset(a.article for a in annotations if _has(a, mark))
    return out


def _has(annotation: Annotation, mark: Marked) -> bool:
    """Whether an annotation is what a mark asks for."""
    if mark.mark == "tag":
        return has_tag(annotation.tags, mark.value)
    if mark.mark == "author":
        return mark.value in fold(annotation.author)
    if mark.mark == "note":
        return bool(annotation.note)
    return annotation.kind == ("bookmark" if mark.mark == "bookmarked" else "highlight")


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryName:
    """A name as the whole library has it."""

    type: str
    name: str
    count: int
    """Mentions."""
    title: str
    """The office that most articles give it; the longest of as frequent ones."""
