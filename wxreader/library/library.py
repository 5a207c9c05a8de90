"""The library: one folder that holds everything, opened for reading at once, for writing under a lock.

    catalogue.json    a small row an article: what the list needs
    pages/*.json      one file a source page: its articles whole, and the raw text
    annotations.json  what the user made; loading never writes it

Any number of readers may be open; a write takes the lock for as long as it lasts.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import Any

from wxreader.atomic import make_folder
from wxreader.errors import DamagedError, KeptInMemoryError, LockedError, NotFoundError, StoreError
from wxreader.i18n import _
from wxreader.library.codec import (
    Json,
    page_tables,
    read_article,
    read_row,
    read_source,
    row_doc,
    row_of,
    source_doc,
)
from wxreader.library.own import own_file, own_folder
from wxreader.library.storage import AtomicStorage, open_db
from wxreader.library.userdata import UserData
from wxreader.model import Article, Correction, Page, Row, Source
from wxreader.shapes import check_catalogue, check_page

LOCK_TIMEOUT = 10.0
"""Seconds that a write waits for another process's."""
NOTE_TIMEOUT = 3.0
"""The same for a note: somebody waits at the keyboard, and it is kept in memory meanwhile."""
PAGES, ANNOTATIONS, INDEX = "pages", "annotations", "index"
"""Parts of the library with a write lock each."""
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

    def __repr__(self) -> str:
        return f"Library({str(self.path)!r})"

    # -- the folder -----------------------------------------------------------------------------

    def make(self) -> None:
        """Make the folder.

        Raises:
            StoreError: It cannot be made or written; the message names it.
        """
        try:
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
            part: PAGES, ANNOTATIONS or INDEX.
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
            yield
        finally:
            lock.release()

    # -- catalogue ------------------------------------------------------------------------------

    @cached_property
    def _catalogue(self) -> dict[str, dict[str, Any]]:
        """The catalogue's tables as they were when first asked for."""
        try:
            return open_db(self.path / "catalogue.json", check=check_catalogue).storage.read() or {}
        except PermissionError as error:
            raise StoreError(
                _("{path}: the library cannot be read ({strerror})", path=self.path, strerror=error.strerror)
            ) from None

    def refresh(self) -> None:
        """Forget what was read, so that it is read again."""
        for name in ("_catalogue", "_rows", "_revisions"):
            self.__dict__.pop(name, None)
        with self._caching:
            self._pages.clear()

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(map(read_row, self._catalogue.get("articles", {}).values()))

    def rows(self) -> tuple[Row, ...]:
        """A row for every article, by source in the order they were loaded, then by place."""
        return self._rows

    def sources(self) -> list[Source]:
        """Every loaded source."""
        return [read_source(doc) for doc in self._catalogue.get("sources", {}).values()]

    @cached_property
    def _revisions(self) -> Mapping[str, str]:
        known: Mapping[str, str] = self._catalogue.get("revisions", {}).get("1", {})
        return {name: known.get(name, "") for name in self._catalogue.get("sources", {})}

    def revisions(self) -> Mapping[str, str]:
        """For every source a word that changes whenever its articles do; empty where an older wxreader loaded it."""
        return self._revisions

    def resolve(self, article: str) -> Row:
        """The row of an article named by its id or an unambiguous beginning of it.

        Raises:
            NotFoundError: There is none, or more than one.
        """
        found = [r for r in self._rows if r.id == article] or [
            r for r in self._rows if article and r.id.startswith(article)
        ]
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

    def page_path(self, source: str) -> Path:
        """The file that holds a source's page; its name comes from the source's, never is it."""
        return self.path / "pages" / f"{hashlib.sha256(source.encode()).hexdigest()[:20]}.json"

    def page(self, source: str) -> Page:
        """A source's page.

        Raises:
            NotFoundError: No such source.
            StoreError: Its file is missing or damaged.
        """
        kept = self._pages.get(source)
        if kept is not None:
            return kept
        if source not in self._catalogue.get("sources", {}):
            raise NotFoundError(
                _("no source is called {source!r}; `wxreader sources` lists them", source=source)
            )
        path = self.page_path(source)
        found = read_page_file(path)
        if found is None or found.source.name != source:
            raise StoreError(
                _("{path} is missing: the page of {source}; load the source again", path=path, source=source)
            )
        page = self.corrected(found)
        with self._caching:  # the reader's threads read pages too
            if len(self._pages) >= CACHED_PAGES:
                self._pages.pop(next(iter(self._pages)))
            self._pages[source] = page
        return page

    def corrected(self, page: Page) -> Page:
        """A page as its reader's corrections have it; one that finds its place no more is a doubt of the source."""
        corrections = self.annotations.corrections(page.source.name)
        if not corrections:
            return page
        from wxreader.press.corrections import replay  # only where a reader corrected something

        done = replay(page.articles, corrections)
        doubts = page.source.doubts + (("corrections",) if done.unapplied else ())
        return Page(replace(page.source, doubts=doubts), done.articles, page.raw)

    def correct(self, correction: Correction) -> None:
        """Keep a correction and show it from now on."""
        self._correcting(correction.source, partial(self.annotations.correct, correction))

    def take_back(self, correction: Correction) -> None:
        """Take a correction away."""
        self._correcting(correction.source, partial(self.annotations.take_back, correction.id))

    def _correcting(self, source: str, change: Callable[[], None]) -> None:
        try:
            change()
        finally:  # also where it is only kept in memory: the page shows it
            with self._caching:
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
        applied = self._catalogue.get("corrected", {})
        made = self._correction_ids()
        behind = [
            s
            for s in self._catalogue.get("sources", {})
            if made.get(s, []) != applied.get(s, {}).get("ids", [])
        ]
        if behind:
            with self.writing():
                self.write_catalogue([(page.source, rows_of(page)) for page in map(self.page, behind)])
        return bool(behind)

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
        for source in self._catalogue.get("sources", {}):
            yield from self.page(source).articles

    # -- writing (under the lock) ---------------------------------------------------------------

    def write_page(self, page: Page) -> None:
        """Write a page's file; the catalogue follows with `write_catalogue`."""
        AtomicStorage(self.page_path(page.source.name)).write(page_tables(page))

    def write_catalogue(self, pages: list[tuple[Source, list[Row]]]) -> None:
        """Put sources with their rows into the catalogue, in place of what it had of them; one write."""
        storage = AtomicStorage(self.path / "catalogue.json", self.path / "backups", 1, check_catalogue)
        tables = storage.read() or {}
        sources: dict[str, Json] = tables.get("sources", {})
        revisions: Json = tables.get("revisions", {}).get("1", {})
        corrected: dict[str, Json] = tables.get("corrected", {})
        made = self._correction_ids()
        rows: dict[str, list[Json]] = {}
        for doc in tables.get("articles", {}).values():
            rows.setdefault(doc["source"], []).append(doc)
        for source, fresh in pages:
            sources[source.name] = source_doc(source)
            rows[source.name] = [row_doc(r) for r in fresh]
            revisions[source.name] = secrets.token_hex(4)
            corrected[source.name] = {"ids": made.get(source.name, [])}
        flat = [doc for name in sources for doc in rows.get(name, [])]
        articles = {str(i).zfill(7): doc for i, doc in enumerate(flat, 1)}
        corrected = {name: doc for name, doc in corrected.items() if doc["ids"]}
        storage.write(
            {"sources": sources, "articles": articles, "revisions": {"1": revisions}, "corrected": corrected}
        )
        self.refresh()


def read_page_file(path: Path) -> Page | None:
    """The page in a file, as it was loaded; None where there is no file.

    Raises:
        StoreError: It is damaged, or holds no page.
    """
    tables = open_db(path, check=check_page).storage.read()
    if tables is None:
        return None
    try:
        return Page(
            read_source(tables["source"]["1"]),
            tuple(read_article(doc) for doc in tables["articles"].values()),
            tables["raw"]["1"]["text"],
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DamagedError(_("{path} is damaged: it is not a page", path=path)) from None


def rows_of(page: Page) -> list[Row]:
    """The catalogue's rows of a page."""
    return [row_of(a, page.source) for a in page.articles]
