"""Names from the index's postings: which articles have one, how many, together with whom, when,
in which office.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tantivy import Query, Searcher

from wxreader.model import MentionType
from wxreader.search.index import id_of, name_term, schema
from wxreader.search.results import LibraryName


def _having(kind: str, name: str) -> Query:
    return Query.term_query(schema(), "names", name_term(kind, name))


def articles_named(searcher: Searcher, kind: str, name: str) -> tuple[str, ...]:
    """The articles that have a canonical name, the newest events first."""
    query = _having(kind, name)
    count = searcher.doc_freq("names", name_term(kind, name))
    if not count:
        return ()
    found = searcher.search(query, count, count=False, order_by_field="first")
    keys = searcher.fast_field_values("key", [address for _score, address in found.hits])
    return tuple(id_of(int(key)) for key in keys if key is not None)


def most_named(searcher: Searcher, kind: str, count: int) -> list[tuple[str, int]]:
    """The canonical names of a type that most articles have, with how many articles these are."""
    found = searcher.terms_with_prefix("names", name_term(kind, ""), limit=count)
    return [(term.partition("\t")[2], n) for term, n in found]


def count_names(searcher: Searcher, kind: str | None) -> Iterator[LibraryName]:
    """Every canonical name, the most mentioned first, one after the other.

    Args:
        searcher: The index.
        kind: Only this type; every type for None.
    """
    counts: dict[tuple[str, str], int] = {}
    for one in (kind,) if kind else tuple(MentionType):
        for term, articles in searcher.terms_with_prefix("tally", name_term(one, ""), Query.all_query()):
            named, _tab, times = term.rpartition("\t")
            key = (one, named.partition("\t")[2])
            counts[key] = counts.get(key, 0) + int(times) * articles
    waiting = [(-count, *key) for key, count in counts.items()]
    heapq.heapify(waiting)  # the first names are printed before the last are in order
    while waiting:
        count, found, name = heapq.heappop(waiting)
        title = title_of(searcher, name) if found == MentionType.PERSON else ""
        yield LibraryName(type=found, name=name, count=-count, title=title)


def title_of(searcher: Searcher, name: str) -> str:
    """The office that most articles give a name."""
    found = searcher.terms_with_prefix("offices", f"{name}\t", Query.all_query())
    best = max(found, key=lambda f: (f[1], len(f[0])), default=("", 0))
    return best[0].partition("\t")[2]


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many articles there are and how many have a name, for judging company."""

    searcher: Searcher

    @property
    def total(self) -> int:
        """Articles of the library."""
        return int(self.searcher.num_docs)

    def of(self, kind: str, name: str) -> int:
        """How many articles have a name."""
        return int(self.searcher.doc_freq("names", name_term(kind, name)))

    def of_all(self, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """The same for many names."""
        return {pair: self.of(*pair) for pair in names}
