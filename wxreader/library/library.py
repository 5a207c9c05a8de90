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
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock, RLock
from typing import TypeVar

from wxreader.atomic import make_folder
from wxreader.errors import DamagedError, KeptInMemoryError, LockedError, NotFoundError, StoreError
from wxreader.i18n import _
from wxreader.library.catalogue import Cataloguer, Listed
from wxreader.library.codec import page_tables, read_source, row_of
from wxreader.library.keeper import Keeper
from wxreader.library.layout import Layout, identity_of, layout_of, move, say_shelved
from wxreader.library.own import own_file, own_folder
from wxreader.library.packs import Packs, Where
from wxreader.library.rows import Rows, by_order
from wxreader.library.shelves import Shelves
from wxreader.library.storage import encode
from wxreader.library.table import Table
from wxreader.library.userdata import UserData
from wxreader.model import Article, Correction, CorrectionKind, Page, Row, Source

LOCK_TIMEOUT = 10.0
"""Seconds that a write waits for another process's."""
NOTE_TIMEOUT = 3.0
"""The same for a note: somebody waits at the keyboard, and it is kept in memory meanwhile."""
T = TypeVar("T")
PAGES, ANNOTATIONS, INDEX, TABLE = "pages", "annotations", "index", "table"
"""Parts of the library with a write lock each."""
FOUND_ROWS = 2000
"""Rows kept in memory that were looked up by their ids (chosen)."""
CACHED_PAGES = 24
"""Pages kept in memory."""


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
        self.annotations = UserData(
            path / "annotations.json", path / "backups", partial(self.writing, ANNOTATIONS, NOTE_TIMEOUT)
        )
        self._pages: dict[str, Page] = {}
        self._caching = Lock()
        self.shelves = Shelves(path / "shelves")
        """The catalogue's files: for the loader and `wxreader check`."""
        self.packs = Packs(path / "pages")
        """The pages' files."""
        self._keeper = Keeper(path / "table", self.shelves, partial(self.writing, TABLE))
        self._cataloguer = Cataloguer(self.shelves, self._reading)
        self._placed: dict[str, Where] = {}
        """Where pages stand that the catalogue has not been told of."""
        self._held = False
        """This object holds the lock of the pages."""
        self._current = False
        """The catalogue was looked at since; nobody else changes it."""
        self._looking = RLock()
        self._looked = False
        """The layout of the folder is known to be today's."""
        self._found_in: Table | None = None
        self._found: dict[str, Row | None] = {}
        """Rows that were looked up by their ids in that table."""
        self._orders: dict[str, tuple[Table, Rows]] = {}
        self.progress: Callable[[int, int], None] = lambda done, total: None
        """Called with (steps done, steps to do) while an older library is moved or the table is made anew."""

    def __repr__(self) -> str:
        return f"Library({str(self.path)!r})"

    # -- the folder -----------------------------------------------------------------------------

    def make(self) -> None:
        """Make the folder.

        Raises:
            StoreError: It cannot be made or written; the message names it.
        """
        try:
            for name in ("pages", "backups", "shelves", "table"):
                own_folder(self.path / name)
            for name in ("pages", "backups"):
                make_folder(self.path / name)
                own_folder(self.path / name)
            for part in (PAGES, ANNOTATIONS):
                own_file(self.path / f".{part}.lock")
                os.close(os.open(self.path / f".{part}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        except OSError as error:
            raise StoreError(
                _(
                    "{path}: the library folder cannot be written ({strerror}); choose another with --library DIR",
                    path=self.path,
                    strerror=error.strerror,
                )
            ) from None

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
        from filelock import FileLock, Timeout  # 15 ms that reading alone need not pay

        self.make()
        own_file(self.path / f".{part}.lock")
        lock = FileLock(self.path / f".{part}.lock", timeout=timeout, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            raise LockedError(
                _(
                    "{path}: another wxreader is writing to this library; try again when it is done",
                    path=self.path,
                )
            ) from None
        except OSError as error:
            raise StoreError(
                _(
                    "{path}: the library cannot be locked ({strerror})",
                    path=self.path,
                    strerror=error.strerror,
                )
            ) from None
        try:
            if part == PAGES:
                self._held, self._current = True, False
            yield
        finally:
            if part == PAGES:
                self._held = self._current = False
                self.packs.close()
            lock.release()

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
            return self.corrected(page), tuple(made.get(page.source.name, ()))

        with nullcontext() if self._held else self.writing():
            if layout_of(self.path) is Layout.ONE_FILE:  # another process may have been quicker
                made = self._correction_ids()
                move(self.path, corrected, self.progress)

    def mend_table(self, damaged: Table) -> None:
        """Make the table anew where it turned out to be damaged."""
        self._keeper.mend(damaged)

    def refresh(self) -> None:
        """Forget what was read, so that it is read again."""
        self._looked = False
        self._keeper.forget()
        with self._caching:
            self._pages.clear()
            self.packs.forget()

    def _reading(self, look: Callable[[Table], T]) -> T:
        """What the table says; it is made anew where it is damaged."""
        table = self.table()
        try:
            return look(table)
        except DamagedError:
            self.mend_table(table)
            return look(self.table())

    def rows(self, order: str = "") -> Rows:
        """A row for every article: a sequence that reads what is asked of it.

        Args:
            order: `date` for newest first, `page` for page by page; "" for as they were loaded.
        """
        table = self.table()
        known = self._orders.get(order)
        if known is None or known[0] is not table:
            numbers = by_order(order) if order else None
            known = self._orders[order] = (table, Rows(self.table, self.mend_table, numbers))
        return known[1]

    def row(self, article: str) -> Row | None:
        """The row of an article, by its whole id; None where there is none."""
        table = self.table()
        if table is not self._found_in:
            self._found_in, self._found = table, {}
        if article not in self._found:
            if len(self._found) > FOUND_ROWS:
                self._found = {}
            self._found[article] = self._reading(lambda t: t.find(article))
        return self._found[article]

    def iter_sources(self) -> Iterator[Source]:
        """Every loaded source, one after the other."""
        for number in self._reading(lambda t: list(t.source_numbers())):
            yield self._reading(partial(_source, number=number))

    def sources(self) -> list[Source]:
        """Every loaded source."""
        return list(self.iter_sources())

    def source(self, name: str) -> tuple[Source, int] | None:
        """A source with how many articles it has; None where there is none of this name."""

        def look(table: Table) -> tuple[Source, int] | None:
            found = table.find_source(name)
            return (_source(table, found), table.source(found).rows) if found is not None else None

        return self._reading(look)

    def article_count(self, source: str) -> int:
        """How many articles a source has."""
        found = self.source(source)
        return found[1] if found is not None else 0

    def shelf_signatures(self) -> Mapping[int, str]:
        """For every shelf a word that changes whenever anything on it does."""
        return {n: s.signature for n, s in self.table().head.shelves.items()}

    def identity(self) -> str:
        """A word that is another's for every library, and another where it was made anew out of its pages."""
        return identity_of(self.path)

    def shelf_revisions(self, shelf: int) -> Mapping[str, str]:
        """For every source of a shelf a word that changes whenever its articles do; "" where it has none."""

        def look(table: Table) -> dict[str, str]:
            entry = table.head.shelves[shelf]
            numbers = range(entry.first_source, entry.first_source + entry.sources)
            docs = [(table.source_doc(n), table.source(n).rows) for n in numbers]
            return {doc["name"]: doc["revision"] if rows else "" for doc, rows in docs}

        return self._reading(look)

    def resolve(self, article: str) -> Row:
        """The row of an article named by its id or an unambiguous beginning of it.

        Raises:
            NotFoundError: There is none, or more than one.
        """
        whole = self.row(article)
        if whole is not None:
            return whole
        found = self._reading(lambda t: t.find_rows(article))
        if len(found) == 1:
            return self._reading(lambda t: t.row(t.find_rows(article)[0]))
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

    def page_place(self, source: str) -> tuple[Path, Where]:
        """The pack that holds a source's page, and where in it.

        Raises:
            NotFoundError: No such source.
        """

        def look(table: Table) -> Where | None:
            found = table.find_source(source)
            return table.source(found).page if found is not None else None

        where = self._reading(look)
        if where is None:
            raise NotFoundError(
                _("no source is called {source!r}; `wxreader sources` lists them", source=source)
            )
        return self.packs.path(where.pack), where

    def read_record(self, where: Where) -> bytes:
        """A page's record, not verified.

        Raises:
            FileNotFoundError, StoreError: It cannot be read.
        """
        return self.packs.raw(where)

    def page(self, source: str) -> Page:
        """A source's page.

        Raises:
            NotFoundError: No such source.
            StoreError: Its file is missing or damaged.
        """
        kept = self._pages.get(source)
        if kept is not None:
            return kept
        path, where = self.page_place(source)
        page = self.packs.page(where)
        if page.source.name != source:
            raise DamagedError(
                _("{path} is damaged: the page of {source}; load the source again", path=path, source=source)
            )
        page = self.corrected(page)
        with self._caching:  # the reader's threads read pages too
            if len(self._pages) >= CACHED_PAGES:
                self._pages.pop(next(iter(self._pages)))
            self._pages[source] = page
        return page

    def stored_page(self, source: str) -> Page:
        """A source's page as the analysis made it, without the reader's corrections.

        Raises:
            NotFoundError, StoreError: As `page`.
        """
        _path, where = self.page_place(source)
        return self.packs.page(where)

    def corrected(self, page: Page) -> Page:
        """A page as its reader's corrections have it; one that finds its place no more is a doubt of the source."""
        corrections = self.annotations.corrections(page.source.name)
        if not corrections:
            return page
        from wxreader.dating.by_hand import dated_by_hand  # only where a reader corrected something
        from wxreader.press.corrections import replay

        days = [c for c in corrections if c.kind == CorrectionKind.ISSUED]
        done = replay(page.articles, [c for c in corrections if c.kind != CorrectionKind.ISSUED])
        page, all_days = dated_by_hand(Page(page.source, done.articles, page.raw), days)
        doubts = page.source.doubts + (("corrections",) if done.unapplied or not all_days else ())
        return replace(page, source=replace(page.source, doubts=doubts))

    def correct(self, correction: Correction) -> None:
        """Keep a correction and show it from now on."""
        self._correcting(correction.source, partial(self.annotations.correct, correction))

    def take_back(self, correction: Correction) -> None:
        """Take a correction away."""
        self._correcting(correction.source, partial(self.annotations.take_back, correction.id))

    def correct_many(self, corrections: Sequence[Correction]) -> None:
        """Keep corrections of many pages; one write."""
        self._correcting_many([c.source for c in corrections], partial(self.annotations.put, (), corrections))

    def take_back_many(self, corrections: Sequence[Correction]) -> None:
        """Take corrections of many pages away; one write."""
        keys = [c.id for c in corrections]
        self._correcting_many([c.source for c in corrections], partial(self.annotations.take_back, *keys))

    def _correcting(self, source: str, change: Callable[[], None]) -> None:
        self._correcting_many([source], change)

    def _correcting_many(self, sources: Iterable[str], change: Callable[[], None]) -> None:
        try:
            change()
        finally:  # also where it is only kept in memory: the page shows it
            with self._caching:
                for source in sources:
                    self._pages.pop(source, None)
        try:
            self.catch_up()
        except StoreError as error:
            message = _(
                "corrected, but the list of articles could not be written; it will be tried again: {error}",
                error=error,
            )
            raise KeptInMemoryError(message, str(error)) from None

    def catch_up(self) -> bool:
        """Write the rows of pages whose corrections the catalogue has not seen yet, because a crash or a full disk came between.

        Returns:
            Whether there were any.

        Raises:
            StoreError: They cannot be written.
        """
        table = self.table()
        applied = table.head.corrected
        made = self._correction_ids()
        behind = [
            name
            for name in dict.fromkeys((*applied, *made))
            if tuple(made.get(name, ())) != applied.get(name, ()) and table.find_source(name) is not None
        ]
        if behind:
            with self.writing():
                self.write_catalogue([(page.source, rows_of(page)) for page in map(self.page, behind)])
        return bool(behind)

    def correction_ids(self, source: str) -> tuple[str, ...]:
        """The ids of a source's corrections, in the order in which they were made."""
        return tuple(c.id for c in self.annotations.corrections(source))

    def _correction_ids(self) -> dict[str, list[str]]:
        ids: dict[str, list[str]] = {}
        for correction in self.annotations.corrections():
            ids.setdefault(correction.source, []).append(correction.id)
        return ids

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
        numbers = self._reading(lambda t: sorted(t.rows_of(wanted)))
        sources = self._reading(lambda t: list(dict.fromkeys(t.row(n).source for n in numbers)))
        for source in sources:
            yield from (a for a in self.page(source).articles if a.id in wanted)

    # -- writing (under the lock) ---------------------------------------------------------------

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
                corrections=tuple(made.get(source.name, ())),
            )
            for source, rows in pages
        )  # fmt: skip
        for source, _rows in pages:
            self._placed.pop(source.name, None)
        with self._caching:
            self._pages.clear()
        if publish:
            self.publish()

    def publish(self) -> None:
        """Bring the table up to date with the shelves."""
        self._keeper.update()
        self._cataloguer.begin()


def _source(table: Table, number: int) -> Source:
    return read_source(table.source_doc(number))


def rows_of(page: Page) -> list[Row]:
    """The catalogue's rows of a page."""
    return [row_of(a, page.source) for a in page.articles]
