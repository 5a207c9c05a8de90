"""The list of a shared archive: rows by place, read a screen at a time, never by offset.

Articles are counted by day (by paper and day in the order of print); a place is found in its day, and from
the nearest place that is known `search_after` goes on. So any place costs the same, however many articles
there
are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, overload

from wxreader.errors import StoreError
from wxreader.i18n import _
from wxreader.library.store import ListedRows
from wxreader.model import Row
from wxreader.shared.connection import Connection, Json, MissingLibraryError
from wxreader.shared.documents import row_in
from wxreader.shared.translate import having_ids

SCREEN = 200
"""Rows read at once (chosen: some screens)."""
REMEMBERED = 4000
"""Rows kept in memory (chosen)."""
STEP = 5000
"""Places stepped over at once within a day."""
BUCKETS = 5000
"""Days counted by one request."""
MOST_STARTS = 20_000
"""Pages up to which each has a rule above its articles (chosen: as in a folder's list)."""
MONTH = 100
SORT_VALUES_ALONE: Json = {"_source": False, "stored_fields": "_none_"}
"""Of each hit only where it stands: no document is read."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted."""

    fields: tuple[tuple[str, str], ...]
    """Fields and directions; together they put no two articles at one place."""
    counted: int
    """By how many of the first fields articles are counted."""

    @property
    def sort(self) -> list[Json]:
        """As a search has it."""
        return [{field: {"order": direction}} for field, direction in self.fields]


_PLACE = (("source", "asc"), ("order", "asc"), ("id", "asc"))
BY_DATE = Order((("day", "desc"), *_PLACE), 1)
"""Newest first, undated last."""
AS_PRINTED = Order(
    (("paper", "asc"), ("issued_day", "asc"), ("page_letter", "asc"), ("page_digits", "asc"), *_PLACE), 2
)
"""By paper, day, page, source."""


class SharedRows(ListedRows):
    """Rows of an archive in an order.

    Args:
        connection: To the cluster.
        indices: Where the articles are.
        order: How they are sorted.
        query: Which of them.
        remember: Called with rows that were read.
    """

    def __init__(
        self,
        connection: Connection,
        indices: str,
        order: Order,
        query: Json,
        remember: Callable[[list[Row]], None] = lambda rows: None,
    ) -> None:
        self._connection, self._indices, self._order, self._query = connection, indices, order, query
        self._remember = remember
        self._days: list[tuple[tuple[Any, ...], int]] | None = None
        self._ends: list[int] = []
        self._anchors: dict[int, list[Any]] = {}
        """Places after which a search goes on, with the sort values of the row before."""
        self._kept: dict[int, Row] = {}

    # -- where rows are -----------------------------------------------------------------------------

    def _counted(self) -> list[tuple[tuple[Any, ...], int]]:
        """Articles a day, in order: counted once, when first asked for."""
        if self._days is None:
            self._days = list(self._count(self._order.fields[: self._order.counted]))
            self._ends = list(accumulate(count for _key, count in self._days))
        return self._days

    def _count(self, fields: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[Any, ...], int]]:
        sources = [{f: {"terms": {"field": f, "order": direction}}} for f, direction in fields]
        after: Json | None = None
        while True:
            composite: Json = {"size": BUCKETS, "sources": sources, **({"after": after} if after else {})}
            try:
                found = self._connection.search(
                    self._indices,
                    {"size": 0, "query": self._query, "aggs": {"n": {"composite": composite}}},
                )
            except MissingLibraryError:
                return
            counted = found["aggregations"]["n"]
            for bucket in counted["buckets"]:
                yield tuple(bucket["key"][f] for f, _d in fields), bucket["doc_count"]
            after = counted.get("after_key")
            if after is None or len(counted["buckets"]) < BUCKETS:
                return

    def __len__(self) -> int:
        self._counted()
        return self._ends[-1] if self._ends else 0

    def __bool__(self) -> bool:
        return len(self) > 0

    def __repr__(self) -> str:
        return f"<{len(self)} shared rows>"

    # -- reading ------------------------------------------------------------------------------------

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        if at not in self._kept:
            try:
                self._read_around(at)
            except StoreError:
                return unread_row()
        return self._kept.get(at) or unread_row()

    def __iter__(self) -> Iterator[Row]:
        body = {"query": self._query, "sort": self._order.sort, "_source": ["row"]}
        try:
            for hits in self._connection.pages_of(self._indices, body):
                yield from (row for hit in hits if (row := row_in(hit["_source"])))
        except MissingLibraryError:
            return

    def _read_around(self, place: int) -> None:
        """Read a screen of rows that has a place."""
        first = place - place % SCREEN
        hits = self._hits(first, SCREEN, ["row"])
        if len(self._kept) >= REMEMBERED:
            self._kept.clear()
        rows = []
        for n, hit in enumerate(hits, first):
            row = row_in(hit.get("_source", {}))
            self._kept[n] = row or damaged_row(str(hit.get("_id", "")))
            rows += [row] if row else []
        self._remember(rows)

    def _hits(self, first: int, count: int, fields: list[str] | bool) -> list[Json]:
        """Hits from a place on."""
        at, after = self._anchor(first)
        while at < first:
            stepped = self._after(after, min(STEP, first - at), False)
            if not stepped:
                return []
            at, after = at + len(stepped), stepped[-1]["sort"]
            self._anchors[at] = after
        found = self._after(after, count, fields)
        if found:
            self._anchors[first + len(found)] = found[-1]["sort"]
        return found

    def _anchor(self, place: int) -> tuple[int, list[Any]]:
        """The nearest place before one that is known, with what a search goes on after.

        At worst its day's beginning.
        """
        days = self._counted()
        day = bisect_right(self._ends, place)
        begin = self._ends[day] - days[day][1]
        known = max((p for p in self._anchors if begin < p <= place), default=None)
        if known is not None:
            return known, self._anchors[known]
        return begin, self._before(days[day][0])

    def _before(self, key: tuple[Any, ...]) -> list[Any]:
        """Sort values before every article of a day."""
        rest = self._order.fields[len(key) :]
        return [*key, *(-1 if field in ("order", "page_digits") else "" for field, _d in rest)]

    def _after(self, after: list[Any], count: int, fields: list[str] | bool) -> list[Json]:
        found = self._connection.search(
            self._indices,
            {
                "size": count,
                "query": self._query,
                "sort": self._order.sort,
                "search_after": after,
                "track_total_hits": False,
                **({"_source": fields} if fields else SORT_VALUES_ALONE),
            },
        )
        hits: list[Json] = found["hits"]["hits"]
        return hits

    # -- what stands where --------------------------------------------------------------------------

    def starts(self, group: str) -> Sequence[int]:
        """Where groups of rows begin: months by date, pages as printed."""
        days = self._counted()
        if group == "date":
            begins = [end - count for (_key, count), end in zip(days, self._ends, strict=True)]
            months = [key[0] // MONTH for key, _count in days]
            return [b for n, b in enumerate(begins) if not n or months[n] != months[n - 1]]
        if group != "page":
            return ()
        out, at = [], 0
        for _key, count in self._count(self._order.fields[:-2]):
            out.append(at)
            at += count
            if len(out) > MOST_STARTS:
                return ()
        return out

    def months(self) -> list[int]:
        """The months that there are, the newest first."""
        return list(dict.fromkeys(key[0] // MONTH for key, _count in self._counted() if key[0]))

    def count_of(self, articles: Collection[str]) -> int:
        """How many of some articles stand among these rows."""
        if not articles:
            return 0
        return self._number({"bool": {"filter": [self._query, having_ids(articles)]}})

    def _number(self, query: Json) -> int:
        try:
            found = self._connection.search(
                self._indices, {"size": 0, "query": query, "track_total_hits": True}
            )
        except StoreError:
            return 0
        return int(found["hits"]["total"]["value"])

    def place_of(self, article: str) -> int | None:
        """Where an article stands among these rows: how many stand before it."""
        if not article:
            return None
        asked = {"bool": {"filter": [self._query, {"term": {"id": article}}]}}
        body = {"size": 1, "query": asked, "sort": self._order.sort, "_source": False}
        try:
            hits = self._connection.search(self._indices, body)["hits"]["hits"]
        except StoreError:
            return None
        if not hits:
            return None
        before = [
            {"bool": {"filter": [*self._same(hits[0]["sort"][:n]), _beyond(field, direction, value)]}}
            for n, ((field, direction), value) in enumerate(
                zip(self._order.fields, hits[0]["sort"], strict=True)
            )
        ]
        return self._number(
            {"bool": {"filter": [self._query, {"bool": {"should": before, "minimum_should_match": 1}}]}}
        )

    def _same(self, values: Sequence[Any]) -> list[Json]:
        return [{"term": {f: v}} for (f, _d), v in zip(self._order.fields, values, strict=False)]


def _beyond(field: str, direction: str, value: Any) -> Json:
    """Articles that stand before one, because of a field."""
    return {"range": {field: {"gt" if direction == "desc" else "lt": value}}}


def _row_that_says(article: str, words: str) -> Row:
    return Row(
        id=article, source="", order=0, headline=words, kicker="", byline="", date="", length=0, doubts=0
    )


def unread_row() -> Row:
    """What stands in the list while the archive cannot be reached."""
    return _row_that_says("", _("(the archive cannot be reached)"))


def damaged_row(article: str) -> Row:
    """What stands in the list for a document that is none of wxreader's."""
    return _row_that_says(article, _("(a document of the archive that is none of wxreader's)"))
