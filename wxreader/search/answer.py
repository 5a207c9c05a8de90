"""What the index says to a query: how many articles, and any stretch of them, read when it is asked for.

An answer holds the index as it was when the query was put, so that going on through a long one is the
same list whatever is loaded meanwhile. A count and the best forty are two questions: tantivy passes over
what cannot be among the best only where nobody wants everything counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from wxreader.library.library import Library
from wxreader.search.entries import paragraphs_at
from wxreader.search.matching import Result, Searchable, result_of

if TYPE_CHECKING:
    from tantivy import Query

    from wxreader.search.index import Opened

STRETCH = 200
"""Results that are asked of the index together while one goes through them (chosen: some screens)."""
KEPT = 10
"""Stretches kept in memory (chosen)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The articles that a query has in an index, in an order."""

    library: Library
    opened: Opened
    query: Query
    known: int | None
    """How many there are, where that is known without looking."""
    words: tuple[str, ...]
    """What to mark, in normal form."""
    by_date: bool

    def total(self) -> int:
        """How many there are, exact."""
        if self.known is not None:
            return self.known
        return int(self.opened.searcher.search(self.query, 1, count=True).count)  # type: ignore[attr-defined]

    def first(self, count: int) -> tuple[int, list[Result]]:
        """How many there are, and the first of them; one look where the count has to be looked for."""
        if not count:
            return self.total(), []
        found, results = self._hits(0, count, counting=self.known is None)
        return (self.known if found is None else found), self._ordered(results)  # type: ignore[return-value]

    def stretch(self, start: int, count: int) -> list[Result]:
        """Some of them, from a place."""
        return self._ordered(self._hits(start, count, counting=False)[1])

    def _hits(self, start: int, count: int, counting: bool) -> tuple[int | None, list[Result]]:
        from wxreader.search.index import id_of, place_of

        searcher = self.opened.searcher
        order = "first" if self.by_date else None
        asked = max(1, min(count, searcher.num_docs))
        found = searcher.search(self.query, asked, count=counting, order_by_field=order, offset=start)
        addresses = [address for _score, address in found.hits]
        keys = searcher.fast_field_values("key", addresses)
        places = searcher.fast_field_values("place", addresses)
        out = []
        for (score, address), key, place in zip(found.hits, keys, places, strict=True):
            assert key is not None
            assert place is not None
            article = id_of(int(key))
            heading = bytes(searcher.doc(address).get_first("heading") or b"").decode()
            paragraphs = paragraphs_at(self.library, article, place_of(int(place)))
            entry = Searchable(
                id=article,
                source="",
                heading=heading,
                paragraphs=paragraphs,
                byline=(),
                dateline="",
                first="",
                last="",
                names={},
            )
            out.append(result_of(entry, self.words, 0.0 if self.by_date else float(score)))
        return (int(found.count) if counting else None), out  # type: ignore[attr-defined]

    def _ordered(self, found: list[Result]) -> list[Result]:
        """Equals the newest first: tantivy leaves them in the order of its files."""
        if self.by_date:
            return found
        return sorted(newest_first(self.library, found), key=lambda r: -r.score)


def newest_first(library: Library, found: list[Result]) -> list[Result]:
    """Results by the dates of their articles."""
    rows = {r.article: library.row(r.article) for r in found}
    dates = {article: row.date if row else "" for article, row in rows.items()}
    return sorted(found, key=lambda r: dates[r.article], reverse=True)


class Found(Sequence[Result]):
    """All results of an answer, asked of the index by stretches.

    Args:
        answer: The answer.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._length = answer.total()
        self._stretches: dict[int, list[Result]] = {}

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> Result: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Result]: ...
    def __getitem__(self, place: int | slice) -> Result | Sequence[Result]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(self._length))]
        at = place + self._length if place < 0 else place
        if not 0 <= at < self._length:
            raise IndexError(place)
        number, inside = divmod(at, STRETCH)
        if number not in self._stretches:
            while len(self._stretches) >= KEPT:
                self._stretches.pop(next(iter(self._stretches)))
            self._stretches[number] = self._answer.stretch(number * STRETCH, STRETCH)
        return self._stretches[number][inside]

    def __iter__(self) -> Iterator[Result]:
        return (self[i] for i in range(self._length))
