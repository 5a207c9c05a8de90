"""Answers queries about a shared archive: the same results, in the same shapes, as a folder's index gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import orjson

from wxreader.errors import DamagedError, WxError
from wxreader.library.store import Store
from wxreader.model import MentionType
from wxreader.search.matching import Result, Searchable, result_of
from wxreader.search.query import parse, words_of
from wxreader.search.results import DATE, RELEVANCE, LibraryName, Results, marked_articles
from wxreader.shared.connection import LONG_SECONDS, Json, MissingLibraryError
from wxreader.shared.documents import name_term, row_in, unpack, whole_term
from wxreader.shared.library import SharedLibrary, as_shared
from wxreader.shared.rows import SORT_VALUES_ALONE
from wxreader.shared.translate import translate
from wxreader.text import fold

PIECE = 1000
"""Results of one request; what is more comes in pieces, each after the last of the one before."""
SORTS: dict[str, list[Json]] = {
    RELEVANCE: [
        {"_score": {"order": "desc"}},
        {"first": "desc"},
        {"source": "asc"},
        {"order": "asc"},
        {"id": "asc"},
    ],
    DATE: [{"first": "desc"}, {"source": "asc"}, {"order": "asc"}, {"id": "asc"}],
}
ID = -1
"""Where in a hit's sort values its article's id stands: last."""
BUCKETS = 5000
NAMES_AT_ONCE = 500


def finder_of_shared(library: Store) -> SharedFinder:
    """What answers queries about a shared archive."""
    return SharedFinder(as_shared(library))


class SharedFinder:
    """Answers queries about a shared archive.

    Args:
        library: The archive.
    """

    def __init__(self, library: SharedLibrary) -> None:
        self._library = library
        self._connection = library.connection

    def search(self, query: str, limit: int | None = None, order: str = RELEVANCE) -> Results:
        """The first `limit` articles (all for None), best first or by `date`.

        Raises:
            QueryError: The query cannot be understood.
            StoreError: The cluster cannot answer, or only in part.
        """
        if limit is None or limit > PIECE:
            return _joined(self.pieces(query, order), limit)
        asked, words = self._asked(query, order)
        try:
            found = self._connection.search(
                self._library.articles_alias,
                {**asked, "size": limit},
                seconds=LONG_SECONDS,
                ranked=order == RELEVANCE,
            )
        except MissingLibraryError:
            return Results(0, (), words)
        return self._results(found["hits"]["hits"], int(found["hits"]["total"]["value"]), words)

    def pieces(self, query: str, order: str = RELEVANCE) -> Iterator[Results]:
        """All articles in pieces, at one point in time."""
        asked, words = self._asked(query, order)
        total = self.search(query, 0, order).total
        if not total:
            yield Results(0, (), words)
            return
        for hits in self._connection.pages_of(
            self._library.articles_alias,
            {**asked, "track_total_hits": False},
            PIECE,
            ranked=order == RELEVANCE,
        ):
            yield self._results(hits, total, words)

    def _asked(self, query: str, order: str) -> tuple[Json, tuple[str, ...]]:
        node = parse(query)
        body: Json = {
            "query": translate(node, marked_articles(self._library, node)),
            "sort": SORTS[order],
            "track_scores": True,
            "track_total_hits": True,
            "_source": ["row", "doc"],
        }
        return body, words_of(node)

    def _results(self, hits: list[Json], total: int, words: tuple[str, ...]) -> Results:
        self._library.remember([row for hit in hits if (row := row_in(hit["_source"]))])
        found = [_result(hit, words) for hit in hits]
        return Results(total, tuple(found), words)

    def count_whole(self, field: str, name: str) -> int:
        """How many articles have a name; `field` is `person`, `org`, `place` or `work`."""
        return self._count({"term": {"whole": whole_term(field, fold(name))}})

    def _count(self, query: Json) -> int:
        try:
            found = self._connection.search(
                self._library.articles_alias, {"size": 0, "query": query, "track_total_hits": True}
            )
        except MissingLibraryError:
            return 0
        return int(found["hits"]["total"]["value"])

    def articles_named(self, kind: str, name: str) -> tuple[str, ...]:
        """The articles that have a canonical name, the newest first."""
        body = {
            "query": {"term": {"names": name_term(kind, name)}},
            "sort": SORTS[DATE],
            **SORT_VALUES_ALONE,
        }
        try:
            pieces = self._connection.pages_of(self._library.articles_alias, body, BUCKETS)
            return tuple(str(hit["sort"][ID]) for hits in pieces for hit in hits)
        except MissingLibraryError:
            return ()

    def frequencies(self) -> SharedCounts | None:
        """How many articles have a name."""
        return SharedCounts(self._library)

    def count_names(self, kind: str | None) -> Iterator[LibraryName] | None:
        """Every canonical name, the most mentioned first."""
        counts: dict[tuple[str, str], int] = {}
        for term, articles in self._terms("tally", f"{kind}\t" if kind else ""):
            one, _tab, rest = term.partition("\t")
            name, _tab, times = rest.rpartition("\t")
            if times.isdigit():
                counts[one, name] = counts.get((one, name), 0) + int(times) * articles
        offices = self._offices() if kind in (None, MentionType.PERSON) else {}
        ordered = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
        return (
            LibraryName(
                type=one,
                name=name,
                count=count,
                title=offices.get(name, "") if one == MentionType.PERSON else "",
            )
            for (one, name), count in ordered
        )

    def _offices(self) -> dict[str, str]:
        """The office that most articles give each name; the longest of as frequent ones."""
        best: dict[str, tuple[int, int, str]] = {}
        for term, articles in self._terms("offices", ""):
            name, _tab, office = term.partition("\t")
            best[name] = max(best.get(name, (0, 0, "")), (articles, len(term), office))
        return {name: office for name, (_n, _length, office) in best.items()}

    def _terms(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Every term of a field that begins so, with how many articles have it."""
        after = prefix
        while True:
            composite: Json = {"size": BUCKETS, "sources": [{"t": {"terms": {"field": field}}}]}
            if after:
                composite["after"] = {"t": after}
            asked = {"size": 0, "aggs": {"n": {"composite": composite}}}
            try:
                found = self._connection.search(self._library.articles_alias, asked, seconds=LONG_SECONDS)
            except MissingLibraryError:
                return
            buckets = found["aggregations"]["n"]["buckets"]
            for bucket in buckets:
                if not bucket["key"]["t"].startswith(prefix):
                    return
                yield bucket["key"]["t"], bucket["doc_count"]
            if len(buckets) < BUCKETS:
                return
            after = buckets[-1]["key"]["t"]

    def most_named(self, kind: str, count: int) -> list[tuple[str, int]]:
        """The canonical names of a type that most articles have, with how many these are."""
        terms = {"field": "names", "size": count, "shard_size": 20 * count, "include": f"{kind}\t.*"}
        try:
            found = self._connection.search(
                self._library.articles_alias, {"size": 0, "aggs": {"n": {"terms": terms}}}
            )
        except MissingLibraryError:
            return []
        buckets = found["aggregations"]["n"]["buckets"]
        return [(b["key"].partition("\t")[2], b["doc_count"]) for b in buckets]

    def warm_up(self) -> None:
        """Open the connection."""
        with suppress(WxError):
            self.search("\u4e00\u4e01", 1)

    def up_to_date(self) -> bool:
        """Always: the archive is its own index."""
        return not self._connection.trouble


def _result(hit: Json, words: tuple[str, ...]) -> Result:
    heading, paragraphs = _texts(hit)
    entry = Searchable(id=hit["_id"], source="", heading=heading, paragraphs=paragraphs)
    return result_of(entry, words, float(hit.get("_score") or 0.0))


def _texts(hit: Json) -> tuple[str, tuple[str, ...]]:
    """The headline block and paragraphs of a hit; none where its document is none of ours."""
    try:
        doc = orjson.loads(unpack(hit["_source"].get("doc"), hit["_id"]))
        heading = "\n".join((*doc["kicker"], *doc["headline"], *doc["subhead"]))
        paragraphs = tuple(doc["paragraphs"])
    except (DamagedError, ValueError, TypeError, KeyError):
        return "", ()
    return (heading, paragraphs) if all(isinstance(p, str) for p in paragraphs) else ("", ())


def _joined(pieces: Iterable[Results], limit: int | None) -> Results:
    found: list[Result] = []
    total = 0
    words: tuple[str, ...] = ()
    for piece in pieces:
        total, words = piece.total, piece.words
        found += piece.results
        if limit is not None and len(found) >= limit:
            break
    return Results(total, tuple(found[:limit]), words)


@dataclass(frozen=True, slots=True)
class SharedCounts:
    """How many articles there are and how many have a name."""

    library: SharedLibrary

    @property
    def total(self) -> int:
        """Articles of the archive."""
        return len(self.library.rows("date"))

    def of(self, kind: str, name: str) -> int:
        """How many articles have a name."""
        return self.of_all([(kind, name)])[kind, name]

    def of_all(self, names: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        """The same for many names, some hundreds a request."""
        wanted = {name_term(*pair): pair for pair in names}
        out = dict.fromkeys(wanted.values(), 0)
        terms = list(wanted)
        for at in range(0, len(terms), NAMES_AT_ONCE):
            some = terms[at : at + NAMES_AT_ONCE]
            asked = {"field": "names", "include": some, "size": len(some)}
            found = self.library.connection.search(
                self.library.articles_alias, {"size": 0, "aggs": {"n": {"terms": asked}}}
            )
            for bucket in found["aggregations"]["n"]["buckets"]:
                out[wanted[bucket["key"]]] = bucket["doc_count"]
        return out
