"""The pages that are read, and the last few of them kept in memory, for threads that read at the same time.

Apart from `packs`, which knows files and no names, and from `library`: what is kept and when it is forgotten
is said in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock

from wxreader.errors import DamagedError
from wxreader.i18n import _
from wxreader.library.packs import Packs, Where
from wxreader.model import Page

CACHED_PAGES = 24
"""Pages kept in memory."""


class Pages:
    """A library's pages as they are shown.

    Args:
        packs: The files.
        place: Says where in them a source's page stands.
        corrected: Gives a page as its reader's corrections have it.
    """

    def __init__(
        self, packs: Packs, place: Callable[[str], Where], corrected: Callable[[Page], Page]
    ) -> None:
        self._packs = packs
        self._place = place
        self._corrected = corrected
        self._kept: dict[str, Page] = {}
        self._caching = Lock()

    def page(self, source: str) -> Page:
        """A source's page.

        Raises:
            NotFoundError: No such source.
            StoreError: Its file is missing or damaged.
        """
        kept = self._kept.get(source)
        if kept is not None:
            return kept
        where = self._place(source)
        page = self._packs.page(where)
        if page.source.name != source:
            path = self._packs.path(where.pack)
            raise DamagedError(
                _("{path} is damaged: the page of {source}; load the source again", path=path, source=source)
            )
        page = self._corrected(page)
        with self._caching:  # the reader's threads read pages too
            if len(self._kept) >= CACHED_PAGES:
                self._kept.pop(next(iter(self._kept)))
            self._kept[source] = page
        return page

    def drop(self, sources: Iterable[str]) -> None:
        """Read the pages of some sources again when they are next asked for."""
        with self._caching:
            for source in sources:
                self._kept.pop(source, None)

    def clear(self) -> None:
        """Read every page again when it is next asked for."""
        with self._caching:
            self._kept.clear()

    def forget(self) -> None:
        """The same, out of files opened anew."""
        with self._caching:
            self._kept.clear()
            self._packs.forget()
