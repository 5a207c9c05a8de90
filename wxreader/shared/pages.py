"""What is read of a shared archive's pages and sources.

One document a page, whole, and a document an article.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from wxreader.errors import NotFoundError
from wxreader.i18n import _
from wxreader.library.corrected import corrected_page
from wxreader.library.words import Words
from wxreader.model import Article, Page, Source
from wxreader.shared.connection import Connection, Json, MissingLibraryError
from wxreader.shared.documents import article_in, page_id, page_of_document, source_in
from wxreader.shared.schema import alias, check_schema
from wxreader.shared.translate import EVERYTHING, having_ids

BATCH_ARTICLES = 500
"""Whole articles asked for at once."""
BATCH_PAGES = 50
"""Whole pages asked for at once."""
SOURCES = 1000
"""Sources asked for at once."""


class SharedPages:
    """The pages of an archive.

    Args:
        connection: To the cluster.
        name: The library's.
    """

    annotations: Words

    def __init__(self, connection: Connection, name: str) -> None:
        self.connection = connection
        self.name = name
        self._counts: dict[str, int] = {}
        """Articles of sources that were just listed."""
        self._checked = False

    @property
    def articles_alias(self) -> str:
        """Where articles are searched."""
        self._check()
        return alias(self.name, "articles")

    @property
    def pages_alias(self) -> str:
        """Where pages are read."""
        self._check()
        return alias(self.name, "pages")

    def _check(self) -> None:
        if not self._checked:
            check_schema(self.connection, self.name)
            self._checked = True

    def corrected(self, page: Page) -> Page:
        """A page as its corrections have it."""
        return corrected_page(page, self.annotations.corrections(page.source.name))

    def source_names(self, most: int) -> list[str]:
        """The first sources by name."""
        return [source.name for source in islice(self.iter_sources(), most)]

    # -- sources --------------------------------------------------------------------------------

    def iter_sources(self) -> Iterator[Source]:
        """Every loaded source, by name."""
        body = {"query": EVERYTHING, "sort": [{"name": "asc"}], "_source": ["source", "articles"]}
        try:
            for hits in self.connection.pages_of(self.pages_alias, body, SOURCES):
                known = [k for hit in hits if (k := source_in(hit["_source"]))]
                self._counts = {source.name: count for source, count in known}
                yield from (source for source, _count in known)
        except MissingLibraryError:
            return

    def sources(self) -> list[Source]:
        """Every loaded source."""
        return list(self.iter_sources())

    def source(self, name: str) -> tuple[Source, int] | None:
        """A source with how many articles it has; None where there is none of this name."""
        document = self._page_document(name, ["source", "articles"])
        return source_in(document) if document is not None else None

    def article_count(self, source: str) -> int:
        """How many articles a source has."""
        if source in self._counts:
            return self._counts[source]
        found = self.source(source)
        return found[1] if found is not None else 0

    def _page_document(self, name: str, fields: list[str]) -> Json | None:
        body = {"size": 1, "query": {"ids": {"values": [page_id(name)]}}, "_source": fields}
        try:
            hits = self.connection.search(self.pages_alias, body)["hits"]["hits"]
        except MissingLibraryError:
            return None
        return dict(hits[0]["_source"]) if hits else None

    # -- pages ----------------------------------------------------------------------------------

    def stored_page(self, source: str) -> Page:
        """A source's page as the analysis made it.

        Raises:
            NotFoundError: No such source.
            StoreError: Its document is damaged, or the cluster cannot be reached.
        """
        document = self._page_document(source, ["page"])
        if document is None:
            raise NotFoundError(
                _("no source is called {source!r}; `wxreader sources` lists them", source=source)
            )
        return page_of_document(document, source)

    def every_page(self) -> Iterator[Page]:
        """Every page as the analysis made it, by the sources' names.

        Raises:
            StoreError: One is damaged.
        """
        body = {"query": EVERYTHING, "sort": [{"name": "asc"}], "_source": ["name", "page"]}
        try:
            for hits in self.connection.pages_of(self.pages_alias, body, BATCH_PAGES):
                yield from (page_of_document(h["_source"], str(h["_source"].get("name"))) for h in hits)
        except MissingLibraryError:
            return

    def articles_of(self, articles: Collection[str]) -> Iterator[Article]:
        """Articles by their ids, page by page; those that are not there are left out."""
        if not articles:
            return
        body = {
            "query": having_ids(articles),
            "sort": [{"source": "asc"}, {"order": "asc"}, {"id": "asc"}],
            "_source": ["doc"],
        }
        if len(articles) <= BATCH_ARTICLES:
            hits = self.connection.search(self.articles_alias, {**body, "size": BATCH_ARTICLES})["hits"][
                "hits"
            ]
            pieces: Iterator[list[Json]] = iter([hits])
        else:
            pieces = self.connection.pages_of(self.articles_alias, body, BATCH_ARTICLES)
        for hits in pieces:
            yield from (article_in(hit["_source"], hit["_id"]) for hit in hits)

    def applied(self, made: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The corrections in the documents of pages that have some, or are to have some."""
        either = [{"exists": {"field": "corrections"}}, {"ids": {"values": [page_id(n) for n in made]}}]
        body = {
            "query": {"bool": {"should": either, "minimum_should_match": 1}},
            "sort": [{"name": "asc"}],
            "_source": ["name", "corrections"],
        }
        out: dict[str, tuple[str, ...]] = {}
        try:
            for hits in self.connection.pages_of(self.pages_alias, body):
                for hit in hits:
                    ids = hit["_source"].get("corrections")
                    out[str(hit["_source"].get("name"))] = tuple(ids) if isinstance(ids, list) else ()
        except MissingLibraryError:
            return {}
        return out
