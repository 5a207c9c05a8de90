"""Moves a library between a folder and a shared archive, either way: every page is read back and compared.

Works over the calls that both have. Begun again after it was stopped, it goes on: a page that is there as it
should be is not written again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from wxreader.errors import NotFoundError, StoreError
from wxreader.i18n import _
from wxreader.library.codec import page_tables
from wxreader.library.library import rows_of
from wxreader.library.storage import encode
from wxreader.library.store import Store
from wxreader.model import Page

BATCH = 128
"""Pages written at once: a shelf of a folder."""
SHARE = 8
"""What is written is shown, and compared, whenever it is this part of all that was copied."""
Progress = Callable[[int, int], None]


@dataclass(kw_only=True)
class Copied:
    """What a copy did."""

    sources: int = 0
    """Sources that are in both now."""
    articles: int = 0
    written: int = 0
    """Sources that were not there, or otherwise."""
    notes: int = 0
    """Rows of the users' own that were not there, or older."""
    different: list[str] = field(default_factory=list)
    """Sources that came out otherwise than they went in."""
    unread: list[str] = field(default_factory=list)
    """Sentences about sources that could not be read."""


def digest(page: Page) -> str:
    """A word that is another's for every page."""
    return hashlib.sha256(encode(page_tables(page))).hexdigest()


def copy(source: Store, target: Store, progress: Progress = lambda done, total: None) -> Copied:
    """Copy pages and users' data of a library into another.

    Args:
        source: From where.
        target: Where to; what else it holds stays.
        progress: Called with (sources done, sources to do).

    Raises:
        StoreError: One of them cannot be read or written.
    """
    target.make()
    copied = Copied()
    total = sum(1 for _source in source.iter_sources())
    copied.notes = target.annotations.adopt(source.annotations.tables())  # corrections before their pages
    with target.writing():
        _Copying(source, target, copied).run(lambda done: progress(done, total))
    target.refresh()
    return copied


class _Copying:
    """One copy, under way."""

    def __init__(self, source: Store, target: Store, copied: Copied) -> None:
        self._source, self._target, self._copied = source, target, copied
        self._batch: list[Page] = []
        self._unproved: dict[str, str] = {}
        """Digests of pages that were written and not yet read back."""

    def run(self, progress: Callable[[int], None]) -> None:
        """Copy everything."""
        for done, name in enumerate([s.name for s in self._source.iter_sources()], 1):
            try:
                page = self._source.stored_page(name)
            except StoreError as error:
                self._copied.unread.append(str(error))
                continue
            self._copied.sources += 1
            self._copied.articles += len(page.articles)
            if not self._is_there(page):
                self._batch.append(page)
            if len(self._batch) >= BATCH:
                self._write(publish=len(self._unproved) * SHARE > self._copied.sources)
            progress(done)
        self._write(publish=True)

    def _is_there(self, page: Page) -> bool:
        try:
            return digest(self._target.stored_page(page.source.name)) == digest(page)
        except (NotFoundError, StoreError):
            return False

    def _write(self, publish: bool) -> None:
        rows = []
        for page in self._batch:
            self._target.write_page(page)
            shown = self._target.corrected(page)
            rows.append((shown.source, rows_of(shown)))
            self._unproved[page.source.name] = digest(page)
        self._copied.written += len(self._batch)
        self._batch = []
        if rows or publish:
            self._target.write_catalogue(rows, publish=publish)
        if publish:
            self._prove()

    def _prove(self) -> None:
        """Read back what was written."""
        for name, wanted in self._unproved.items():
            if digest(self._target.stored_page(name)) != wanted:
                self._copied.different.append(_("{name}: it came out otherwise than it went in", name=name))
        self._unproved.clear()
