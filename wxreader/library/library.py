"""The library: one folder that holds everything, opened for reading at once, for writing under a lock.

    shelves/*.json    the catalogue: a small row an article
    pages/*.pack      the pages: their articles whole, and the raw text
    table/            what the list needs, made from the shelves and made anew where it disagrees
    annotations.json  what the user made; loading never writes it

Any number of readers may be open; a write takes the lock for as long as it lasts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from threading import RLock

from wxreader.errors import KeptInMemoryError, NotFoundError, StoreError
from wxreader.i18n import _
from wxreader.library.catalogue import Cataloguer, Listed
from wxreader.library.codec import page_tables, row_of
from wxreader.library.contents import Contents
from wxreader.library.corrected import corrected_page, ids_by_source, sources_behind
from wxreader.library.keeper import Keeper
from wxreader.library.layout import Layout, identity_of, layout_of, move, say_shelved
from wxreader.library.locks import locked, make_library
from wxreader.library.narrowed import narrow
from wxreader.library.packs import Packs, Where
from wxreader.library.pages import Pages
from wxreader.library.rows import Rows
from wxreader.library.shelves import Shelves
from wxreader.library.storage import encode
from wxreader.library.store import Narrowing
from wxreader.library.table import Table
from wxreader.library.userdata import UserData
from wxreader.model import Article, Correction, Page, Row, Source

LOCK_TIMEOUT = 10.0
"""Seconds that a write waits for another process's."""
NOTE_TIMEOUT = 3.0
"""The same for a note: somebody waits at the keyboard, and it is kept in memory meanwhile."""
PAGES, ANNOTATIONS, INDEX, TABLE = "pages", "annotations", "index", "table"
"""Parts of the library with a write lock each."""


def default_path() -> Path:
    """Where the library is when nobody says: `$WXREADER_LIBRARY`, or the user's data folder."""
    named = os.environ.get("WXREADER_LIBRARY")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("wxreader", appauthor=False)) / "library"


class Library:
    """A library folder.

    Args:
        path: The folder; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path = path.resolve() if path.is_symlink() else path  # links inside are not followed
        self.address, self.is_shared = str(path), False
        self.annotations = UserData(
            path / "annotations.json", path / "backups", partial(self.writing, ANNOTATIONS, NOTE_TIMEOUT)
        )
        self.shelves = Shelves(path / "shelves")
        """The catalogue's files: for the loader and `wxreader check`."""
        self.packs = Packs(path / "pages")
        """The pages' files."""
        self._keeper = Keeper(path / "table", self.shelves, partial(self.writing, TABLE))
        self._contents = Contents(self.table, self._keeper.mend)
        self._pages = Pages(self.packs, self._contents.page_place, self.corrected)
        self._cataloguer = Cataloguer(self.shelves, self._contents.ask)
        self._placed: dict[str, Where] = {}
        """Where pages stand that the catalogue has not been told of."""
        self._held = False
        """This object holds the lock of the pages."""
        self._current = False
        """The catalogue was looked at since; nobody else changes it."""
        self._looking = RLock()
        self._looked = False
        """The layout of the folder is known to be today's."""
        self.progress: Callable[[int, int], None] = lambda done, total: None
        """Called with (steps done, steps to do) while an older library is moved or the table is made anew."""

    def __repr__(self) -> str:
        return f"Library({self.address!r})"

    # -- the folder -----------------------------------------------------------------------------

    def make(self) -> None:
        """Make the folder.

        Raises:
            StoreError: It cannot be made or written; the message names it.
        """
        make_library(self.path, (PAGES, ANNOTATIONS))

    @contextmanager
    def writing(self, part: str = PAGES, timeout: float = LOCK_TIMEOUT) -> Iterator[None]:
        """Hold the write lock of a part; a dead process's lock is free.

        Pages with their catalogue and annotations have a lock each: a long load keeps nobody from
        writing a note.

        Args:
            part: PAGES, ANNOTATIONS, INDEX or TABLE.
            timeout: Seconds to wait for another process.

        Raises:
            LockedError: Another process writes for longer than that.
        """
        self.make()
        with locked(self.path, part, timeout):
            try:
                if part == PAGES:
                    self._held, self._current = True, False
                yield
            finally:
                if part == PAGES:
                    self._held = self._current = False
                    self.packs.close()

    # -- catalogue ------------------------------------------------------------------------------

    def table(self) -> Table:
        """The catalogue's table as it was when first asked for.

        Raises:
            StoreError: The library cannot be read.
        """
        self._look()
        return self._keeper.now()

    def _look(self) -> None:
        """See that the folder is laid out as today's; move an older library once."""
        with self._looking:
            if not self._looked:
                self._see_layout()

    def _see_layout(self) -> None:
        try:
            layout = layout_of(self.path)
            if layout is Layout.ONE_FILE:
                self._move()
        except PermissionError as error:
            raise StoreError(
                _("{path}: the library cannot be read ({strerror})", path=self.path, strerror=error.strerror)
            ) from None
        self._looked = layout is not Layout.NOTHING
        self._keeper.progress = self.progress

    def _move(self) -> None:
        def corrected(page: Page) -> tuple[Page, tuple[str, ...]]:
            return self.corrected(page), made.get(page.source.name, ())

        with nullcontext() if self._held else self.writing():
            if layout_of(self.path) is Layout.ONE_FILE:  # another process may have been quicker
                made = self._correction_ids()
                move(self.path, corrected, self.progress)

    def poll(self) -> bool:
        """Nobody else changes a folder that is being read, but loaders, who tell the index."""
        return False

    def refresh(self) -> None:
        """Forget what was read, so that it is read again."""
        self._looked = False
        self._keeper.forget()
        self._pages.forget()

    def rows(self, order: str = "") -> Rows:
        """A row for every article: `date` for newest first, `page` page by page, "" as they were loaded."""
        return self._contents.rows(order)

    def now(self) -> str:
        """How many sources there are: they keep their places, new ones come after them."""
        return str(sum(s.sources for s in self.table().head.shelves.values()))

    def narrowed(self, order: str, narrowing: Narrowing) -> Rows:
        """Some of the rows, in the order `date` or `page`."""
        return narrow(self.rows(order), order, narrowing)

    def months(self) -> list[str]:
        """The months (or bare years) that rows begin with, the newest first."""
        return self._contents.months()

    def source_names(self, most: int) -> list[str]:
        """The first sources by name."""
        return self._contents.source_names(most)

    def row(self, article: str) -> Row | None:
        """The row of an article, by its whole id; None where there is none."""
        return self._contents.row(article)

    def iter_sources(self) -> Iterator[Source]:
        """Every loaded source, one after the other."""
        return self._contents.iter_sources()

    def sources(self) -> list[Source]:
        """Every loaded source."""
        return list(self.iter_sources())

    def source(self, name: str) -> tuple[Source, int] | None:
        """A source with how many articles it has; None where there is none of this name."""
        return self._contents.source(name)

    def article_count(self, source: str) -> int:
        """How many articles a source has."""
        return (self.source(source) or (None, 0))[1]

    def shelf_signatures(self) -> Mapping[int, str]:
        """For every shelf a word that changes whenever anything on it does."""
        return {n: s.signature for n, s in self.table().head.shelves.items()}

    def identity(self) -> str:
        """A word that is another's for every library, and another where it was made anew out of its pages."""
        return identity_of(self.path)

    def shelf_revisions(self, shelf: int) -> Mapping[str, str]:
        """For every source of a shelf a word that changes whenever its articles do; "" where it has none."""
        return self._contents.shelf_revisions(shelf)

    def resolve(self, article: str) -> Row:
        """The row of an article named by its id or an unambiguous beginning of it.

        Raises:
            NotFoundError: There is none, or more than one.
        """
        return self._contents.resolve(article)

    # -- pages ----------------------------------------------------------------------------------

    def page_place(self, source: str) -> tuple[Path, Where]:
        """The pack that holds a source's page, and where in it.

        Raises:
            NotFoundError: No such source.
        """
        where = self._contents.page_place(source)
        return self.packs.path(where.pack), where

    def read_record(self, where: Where) -> bytes:
        """A page's record, not verified.

        Raises:
            FileNotFoundError, StoreError: It cannot be read.
        """
        return self.packs.raw(where)

    def page(self, source: str) -> Page:
        """A source's page; NotFoundError, or StoreError where its file is missing or damaged."""
        return self._pages.page(source)

    def stored_page(self, source: str) -> Page:
        """A source's page as the analysis made it, without the reader's corrections.

        Raises:
            NotFoundError, StoreError: As `page`.
        """
        _path, where = self.page_place(source)
        return self.packs.page(where)

    def corrected(self, page: Page) -> Page:
        """A page as its reader's corrections have it; one that finds its place no more is a doubt of the
        source.
        """
        return corrected_page(page, self.annotations.corrections(page.source.name))

    def correct(self, correction: Correction) -> None:
        """Keep a correction and show it from now on."""
        self._correcting([correction.source], partial(self.annotations.correct, correction))

    def take_back(self, correction: Correction) -> None:
        """Take a correction away."""
        self._correcting([correction.source], partial(self.annotations.take_back, correction.id))

    def correct_many(self, corrections: Sequence[Correction]) -> None:
        """Keep corrections of many pages; one write."""
        self._correcting([c.source for c in corrections], partial(self.annotations.put, (), corrections))

    def take_back_many(self, corrections: Sequence[Correction]) -> None:
        """Take corrections of many pages away; one write."""
        keys = [c.id for c in corrections]
        self._correcting([c.source for c in corrections], partial(self.annotations.take_back, *keys))

    def _correcting(self, sources: Iterable[str], change: Callable[[], None]) -> None:
        try:
            change()
        finally:  # also where it is only kept in memory: the page shows it
            self._pages.drop(sources)
        try:
            self.catch_up()
        except StoreError as error:
            message = _(
                "corrected, but the list of articles could not be written; it will be tried again: {error}",
                error=error,
            )
            raise KeptInMemoryError(message, str(error)) from None

    def catch_up(self) -> bool:
        """Write the rows of pages whose corrections the catalogue has not seen yet,
        because a crash or a full disk came between.

        Returns:
            Whether there were any.

        Raises:
            StoreError: They cannot be written.
        """
        behind = sources_behind(self.table(), self._correction_ids())
        if behind:
            with self.writing():
                self.write_catalogue([(page.source, rows_of(page)) for page in map(self.page, behind)])
        return bool(behind)

    def correction_ids(self, source: str) -> tuple[str, ...]:
        """The ids of a source's corrections, in the order in which they were made."""
        return tuple(c.id for c in self.annotations.corrections(source))

    def _correction_ids(self) -> dict[str, tuple[str, ...]]:
        return ids_by_source(self.annotations.corrections())

    def article(self, article: str) -> Article:
        """An article, whole, by id or the beginning of it.

        Raises:
            NotFoundError, StoreError: As `resolve` and `page`.
        """
        row = self.resolve(article)
        found = next((a for a in self.page(row.source).articles if a.id == row.id), None)
        if found is None:
            raise NotFoundError(
                _("article {id} is not on its page; `wxreader check --repair` mends the catalogue", id=row.id)
            )
        return found

    def articles(self) -> Iterator[Article]:
        """Every article, whole, page by page."""
        for source in self.iter_sources():
            yield from self.page(source.name).articles

    def articles_of(self, articles: Collection[str]) -> Iterator[Article]:
        """Articles by their ids, page by page; those that are not there are left out."""
        wanted = frozenset(articles)
        for source in self._contents.sources_of(wanted):
            yield from (a for a in self.page(source).articles if a.id in wanted)

    def write_page(self, page: Page) -> None:
        """Write a page; the catalogue follows with `write_catalogue`."""
        self._look()
        self._placed[page.source.name] = self.packs.append(encode(page_tables(page)))

    def write_catalogue(self, pages: list[tuple[Source, list[Row]]], publish: bool = True) -> None:
        """Put sources with their rows into the catalogue, in place of what it had of them.

        Args:
            pages: The sources.
            publish: Bring the table up to date, so that readers see them.
        """
        self.packs.sync()
        if not self._current:
            self.refresh()
            self._cataloguer.begin()
        self.table()
        if not (self.path / "catalogue.json").exists():
            say_shelved(self.path)
        self._current = self._held
        made = self._correction_ids()
        self._cataloguer.put(
            Listed(
                source=source, rows=rows, page=self._placed.get(source.name),
                corrections=made.get(source.name, ()),
            )
            for source, rows in pages
        )  # fmt: skip
        for source, _rows in pages:
            self._placed.pop(source.name, None)
        self._pages.clear()
        if publish:
            self.publish()

    def publish(self) -> None:
        """Bring the table up to date with the shelves."""
        self._keeper.update()
        self._cataloguer.begin()


def rows_of(page: Page) -> list[Row]:
    """The catalogue's rows of a page."""
    return [row_of(a, page.source) for a in page.articles]
