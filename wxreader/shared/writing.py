"""Writes pages into a shared archive.

In batches, articles before their pages, what an earlier load left deleted.
"""

from __future__ import annotations

from functools import partial

import orjson

from wxreader.shared.connection import Connection, Json, MissingLibraryError
from wxreader.shared.documents import Stored, page_id
from wxreader.shared.schema import KINDS, alias, index_of, make_index

BUFFERED = 64
"""Pages that are gathered before they are written (chosen: a megabyte or two)."""
Operations = list[tuple[Json, bytes | None]]


class Writer:
    """What writes pages.

    Args:
        connection: To the cluster.
        name: The library's.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._buffer: list[Stored] = []
        self._years: set[str] = set()
        """Years whose indices are known to be there."""

    def add(self, stored: Stored) -> None:
        """Gather a page; some are written together."""
        self._buffer.append(stored)
        if len(self._buffer) >= BUFFERED:
            self.flush()

    def publish(self) -> None:
        """Show what was written to searches."""
        indices = f"{alias(self._name, 'articles')},{alias(self._name, 'pages')}"
        refresh = partial(self._connection.ask, "POST", f"/{indices}/_refresh", seconds=60)
        try:
            self._connection.patiently(refresh)
        except MissingLibraryError:
            return

    def flush(self) -> None:
        """Write what is gathered.

        Articles first, pages last, so that a page that is there has its articles.
        """
        if not self._buffer:
            return
        stored = list({s.page["name"]: s for s in self._buffer}.values())
        for year in {s.year for s in stored}:
            self._connection.patiently(partial(self._make_year, year))
        self._forget_old_pages(stored)
        articles: Operations = []
        pages: Operations = []
        for one in stored:
            index = index_of(self._name, "articles", one.year)
            articles += [({"index": {"_index": index, "_id": key}}, doc) for key, doc in one.articles.items()]
            where = {"_index": index_of(self._name, "pages", one.year), "_id": page_id(one.page["name"])}
            pages.append(({"index": where}, orjson.dumps(one.page)))
        self._connection.bulk(articles)
        self._connection.bulk(pages)
        self._buffer.clear()

    def _make_year(self, year: str) -> None:
        if year not in self._years:
            for kind in KINDS:
                index = index_of(self._name, kind, year)
                make_index(self._connection, kind, index, alias(self._name, kind))
            self._years.add(year)

    def _forget_old_pages(self, stored: list[Stored]) -> None:
        """Delete what an earlier load wrote of the same sources and this one does not write over."""
        by_id = {page_id(s.page["name"]): s for s in stored}
        asked = {"size": len(by_id), "query": {"ids": {"values": list(by_id)}}, "_source": ["ids"]}
        pages = alias(self._name, "pages")
        found = self._connection.patiently(partial(self._connection.search, pages, asked))
        gone: Operations = []
        for hit in found["hits"]["hits"]:
            one, old = by_id[hit["_id"]], hit["_source"].get("ids")
            year = hit["_index"].rsplit("-", 1)[1]
            index = index_of(self._name, "articles", year)
            ids = [str(key) for key in old] if isinstance(old, list) else []
            gone += [
                ({"delete": {"_index": index, "_id": key}}, None)
                for key in ids
                if key not in one.articles or year != one.year
            ]
            if year != one.year:
                gone.append(({"delete": {"_index": hit["_index"], "_id": hit["_id"]}}, None))
        self._connection.bulk(gone)
