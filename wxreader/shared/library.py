"""A shared archive behind the calls of a library.

Rows are read as they are asked for, pages written in batches.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock

from wxreader.errors import KeptInMemoryError, NotFoundError, StoreError
from wxreader.i18n import _
from wxreader.library.corrected import ids_by_source
from wxreader.library.rows import month_name
from wxreader.library.store import Kept, ListedRows, Narrowing
from wxreader.model import Article, Correction, Page, Row, Source
from wxreader.shared.address import ArchiveAddress, read_address
from wxreader.shared.connection import Connection, Json, MissingLibraryError, UnreachableError
from wxreader.shared.credentials import find_credentials
from wxreader.shared.documents import (
    damaged,
    row_in,
    stored_of,
)
from wxreader.shared.notes import SharedNotes
from wxreader.shared.pages import SharedPages
from wxreader.shared.rows import AS_PRINTED, BY_DATE, SharedRows
from wxreader.shared.schema import make_index
from wxreader.shared.translate import EVERYTHING, having_ids
from wxreader.shared.writing import Writer

CACHED_PAGES = 64
"""Pages kept in memory: what was read can be read on while the cluster is away (chosen)."""
CACHED_ROWS = 5000
"""Rows kept in memory that were read with a screen of the list or with results (chosen)."""


def open_shared(address: str, insecure: bool = False) -> SharedLibrary:
    """The archive at an address, as the user of the settings.

    Raises:
        UsageError, MissingExtraError, StoreError: As they say.
    """
    from wxreader.settings import load_settings

    settings = load_settings()
    where = read_address(address)
    who = find_credentials(where, settings.opensearch_user, settings.password_command)
    connection = Connection(where, who, settings.opensearch_ca, insecure)
    return SharedLibrary(connection, where, who.author)


class SharedLibrary(SharedPages):
    """A library on an OpenSearch cluster.

    Args:
        connection: To the cluster.
        where: Its address.
        author: Under which name notes are made.
    """

    def __init__(self, connection: Connection, where: ArchiveAddress, author: str) -> None:
        super().__init__(connection, where.name)
        self.where = where
        self.annotations: SharedNotes = SharedNotes(connection, f"{where.name}-notes", author, where.folder)
        self.progress: Callable[[int, int], None] = lambda done, total: None
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._rows: OrderedDict[str, Row] = OrderedDict()
        self._lists: dict[str, SharedRows] = {}
        self._caching = Lock()
        self._writer = Writer(connection, where.name)
        self._seen: tuple[int, str] | None = None
        """How many articles there were, and when the last was loaded."""

    def __repr__(self) -> str:
        return f"SharedLibrary({str(self.where)!r})"

    @property
    def path(self) -> Path:
        """A folder of this machine for what is kept beside the archive."""
        return self.where.folder

    @property
    def is_shared(self) -> bool:
        """Others change it too."""
        return True

    @property
    def address(self) -> str:
        """What `--library` opens it by."""
        return str(self.where)

    # -- the archive ----------------------------------------------------------------------------

    def make(self) -> None:
        """Make the indices where they are not there yet.

        Raises:
            StoreError: They cannot be made.
        """
        self._check()
        make_index(self.connection, "notes", self.annotations.index, "")

    def writing(self) -> AbstractContextManager[None]:
        """Nothing is held: a page is written whole, and loaders of the same page write the same."""
        return nullcontext()

    def refresh(self) -> None:
        """Forget what was read, so that it is read again."""
        with self._caching:
            self._pages.clear()
            self._rows.clear()
            self._lists.clear()
            self._counts.clear()

    def poll(self) -> bool:
        """Look what others changed; whether anything did.

        Raises:
            StoreError: The cluster cannot be reached.
        """
        changed = self.annotations.pull()
        asked = {"size": 0, "track_total_hits": True, "aggs": {"last": {"max": {"field": "loaded"}}}}
        try:
            found = self.connection.search(self.articles_alias, asked)
        except MissingLibraryError:
            return bool(changed)
        last = str(found.get("aggregations", {}).get("last", {}).get("value", ""))
        seen = (int(found["hits"]["total"]["value"]), last)
        moved = self._seen is not None and seen != self._seen
        self._seen = seen
        if moved or "corrections" in changed:
            self.refresh()
        return moved or bool(changed)

    # -- the list -------------------------------------------------------------------------------

    def _listed(self, order: str, query: Json) -> SharedRows:
        by = AS_PRINTED if order == "page" else BY_DATE
        return SharedRows(self.connection, self.articles_alias, by, query, self.remember)

    def rows(self, order: str = "") -> ListedRows:
        """A row for every article; as printed where no order is asked for."""
        by = "date" if order == "date" else "page"
        if by not in self._lists:
            self._lists[by] = self._listed(by, EVERYTHING)
        return self._lists[by]

    def now(self) -> str:
        """When the last article was loaded."""
        asked = {"size": 0, "aggs": {"last": {"max": {"field": "loaded"}}}}
        try:
            found = self.connection.search(self.articles_alias, asked)
        except MissingLibraryError:
            return ""
        return str(found.get("aggregations", {}).get("last", {}).get("value_as_string", ""))

    def narrowed(self, order: str, narrowing: Narrowing) -> ListedRows:
        """Some of the rows, in an order."""
        if narrowing.kept == Kept.ALL:
            return self.rows(order)
        return self._listed(order, self._query_of(narrowing))

    def _query_of(self, narrowing: Narrowing) -> Json:
        kept = narrowing.kept
        if kept == Kept.MONTH:
            digits = narrowing.value.replace("-", "")
            bounds = {"gte": int(digits.ljust(8, "0")), "lte": int(digits.ljust(8, "9"))}
            return {"range": {"day": bounds}}
        if kept == Kept.SOURCE:
            return {"term": {"source": narrowing.value}}
        if kept == Kept.UNSURE:
            return {"range": {"doubts": {"gt": 0}}}
        if kept == Kept.SINCE:
            return {"range": {"loaded": {"gt": narrowing.value}}} if narrowing.value else EVERYTHING
        if kept == Kept.PASSING:
            return having_ids([r.id for r in self._listed("page", EVERYTHING) if narrowing.test(r)])
        among = having_ids(narrowing.articles)
        return among if kept == Kept.AMONG else {"bool": {"must_not": [among]}}

    def months(self) -> list[str]:
        """The months (or bare years) that rows begin with, the newest first."""
        return [month_name(m) for m in self._listed("date", EVERYTHING).months()]

    def remember(self, rows: Sequence[Row]) -> None:
        """Keep rows in memory that were read with others."""
        with self._caching:
            for row in rows:
                self._rows[row.id] = row
                self._rows.move_to_end(row.id)
            while len(self._rows) > CACHED_ROWS:
                self._rows.popitem(last=False)

    def row(self, article: str) -> Row | None:
        """The row of an article, by its whole id; None where there is none."""
        known = self._rows.get(article)
        if known is not None or not article:
            return known
        found = self._found_rows({"term": {"id": article}}, 1)
        return found[0] if found else None

    def _found_rows(self, query: Json, most: int) -> list[Row]:
        body = {"size": most, "query": query, "_source": ["row"], "sort": BY_DATE.sort}
        try:
            hits = self.connection.search(self.articles_alias, body)["hits"]["hits"]
        except MissingLibraryError:
            return []
        rows = [row for hit in hits if (row := row_in(hit["_source"]))]
        self.remember(rows)
        return rows

    def resolve(self, article: str) -> Row:
        """The row of an article named by its id or an unambiguous beginning of it.

        Raises:
            NotFoundError: There is none, or more than one.
        """
        whole = self.row(article)
        if whole is not None:
            return whole
        found = self._found_rows({"prefix": {"id": article}}, 10) if article else []
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFoundError(
                _(
                    "{article!r} is the beginning of {found} articles' ids; give more of it",
                    article=article,
                    found=len(found),
                )
            )
        raise NotFoundError(
            _("no article has the id {article!r}; `wxreader articles` lists them", article=article)
        )

    # -- pages ----------------------------------------------------------------------------------

    def page(self, source: str) -> Page:
        """A source's page with its corrections (NotFoundError, StoreError)."""
        kept = self._pages.get(source)
        if kept is not None:
            return kept
        page = self.corrected(self.stored_page(source))
        with self._caching:
            self._pages[source] = page
            while len(self._pages) > CACHED_PAGES:
                self._pages.popitem(last=False)
        return page

    def article(self, article: str) -> Article:
        """An article, whole, by id or the beginning of it (NotFoundError, StoreError)."""
        row = self.resolve(article)
        found = next((a for a in self.page(row.source).articles if a.id == row.id), None)
        if found is None:
            raise NotFoundError(
                _("article {id} is not on its page; `wxreader check --repair` mends the list", id=row.id)
            )
        return found

    def articles(self) -> Iterator[Article]:
        """Every article, whole, page by page."""
        for page in self.every_page():
            yield from self.corrected(page).articles

    # -- corrections ----------------------------------------------------------------------------

    def correct(self, correction: Correction) -> None:
        """Keep a correction and show it from now on."""
        self._correcting(partial(self.annotations.correct, correction))

    def take_back(self, correction: Correction) -> None:
        """Take a correction away."""
        self._correcting(partial(self.annotations.take_back, correction.id))

    def correct_many(self, corrections: Sequence[Correction]) -> None:
        """Keep corrections of many pages; one write."""
        self._correcting(partial(self.annotations.put, (), corrections))

    def take_back_many(self, corrections: Sequence[Correction]) -> None:
        """Take corrections of many pages away; one write."""
        self._correcting(partial(self.annotations.take_back, *(c.id for c in corrections)))

    def _correcting(self, change: Callable[[], None]) -> None:
        try:
            change()
        finally:  # also where it only waits: the page shows it
            self.refresh()
        try:
            self.catch_up()
        except StoreError as error:
            message = _(
                "corrected, but the list of articles could not be written; it will be tried again: {error}",
                error=error,
            )
            raise KeptInMemoryError(message, str(error)) from None

    def catch_up(self) -> bool:
        """Write the documents of pages anew that have other corrections in them than were made."""
        made = ids_by_source(self.annotations.corrections())
        behind = [name for name, applied in self.applied(made).items() if made.get(name, ()) != applied]
        for name in behind:
            self.write_page(self.stored_page(name))
        if behind:
            self.write_catalogue([])
        return bool(behind)

    # -- writing --------------------------------------------------------------------------------

    def write_page(self, page: Page) -> None:
        """Write a page with its articles; `write_catalogue` follows."""
        corrections = tuple(c.id for c in self.annotations.corrections(page.source.name))
        loaded = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._writer.add(stored_of(page, self.corrected(page), corrections, loaded))

    def write_catalogue(self, pages: list[tuple[Source, list[Row]]], publish: bool = True) -> None:
        """Send what is gathered; rows are written with their pages."""
        self._writer.flush()
        if publish:
            self._writer.publish()
            self.refresh()


def as_shared(library: object) -> SharedLibrary:
    """A library that is known to be a shared one."""
    if not isinstance(library, SharedLibrary):
        raise TypeError(type(library).__name__)
    return library


__all__ = ["SharedLibrary", "UnreachableError", "as_shared", "damaged", "open_shared"]
