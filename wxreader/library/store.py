"""What is asked of a library, wherever it is kept: in a folder, or in a shared archive.

`Library` (a folder) and `wxreader.shared` (OpenSearch) stand behind these calls; `wxreader.opening` chooses
by the address.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from wxreader.library.words import Words
from wxreader.model import Article, Correction, Page, Row, Source


class ListedRows(Sequence[Row]):
    """Rows in an order: a sequence that reads what is asked of it."""

    @abstractmethod
    def starts(self, group: str) -> Sequence[int]:
        """Where groups of rows begin that stand side by side in this order.

        Args:
            group: `date` for months, `page` for sources; anything else for no groups.
        """

    @abstractmethod
    def count_of(self, articles: Collection[str]) -> int:
        """How many of some articles stand among these rows."""

    @abstractmethod
    def place_of(self, article: str) -> int | None:
        """Where an article stands among these rows; None where it does not."""


class Kept(StrEnum):
    """Which rows a narrowing keeps."""

    ALL = "all"
    MONTH = "month"
    """Those whose date begins with `value`: a month, a year."""
    SOURCE = "source"
    """Those of the source `value`."""
    UNSURE = "unsure"
    """Those whose analysis doubts something."""
    AMONG = "among"
    """Those of `articles`."""
    NOT_AMONG = "not among"
    """Those not of `articles`."""
    SINCE = "since"
    """Those that were loaded since `Store.now` said `value`; all where it is empty."""
    PASSING = "passing"
    """Those that `test` lets through: each is read."""


def _every(row: Row) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Which of a library's rows are listed."""

    kept: Kept = Kept.ALL
    value: str = ""
    """The month or the source; what `Store.now` said for SINCE."""
    articles: Collection[str] = ()
    """Ids of articles."""
    test: Callable[[Row], bool] = _every


class Store(Protocol):
    """A library."""

    progress: Callable[[int, int], None]
    """Called with (steps done, steps to do) while something is made ready that nobody asked for."""

    @property
    def path(self) -> Path:
        """A folder of this machine for what belongs to the library.

        The library itself, or what is kept beside a shared one.
        """

    @property
    def is_shared(self) -> bool:
        """Whether others change it too, so that it is worth asking what they did."""

    @property
    def address(self) -> str:
        """What `--library` opens it by."""

    @property
    def annotations(self) -> Words:
        """What its users made."""

    def make(self) -> None:
        """Make it where it is not there yet."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold what must be held while pages are written."""

    def refresh(self) -> None:
        """Forget what was read, so that it is read again."""

    def poll(self) -> bool:
        """Look what others changed; whether anything did (StoreError)."""

    def rows(self, order: str = "") -> ListedRows:
        """A row for every article: `date` for newest first, `page` page by page, "" as they are kept."""

    def now(self) -> str:
        """A word for what is there now; `Kept.SINCE` takes it later."""

    def narrowed(self, order: str, narrowing: Narrowing) -> ListedRows:
        """Some of the rows, in the order `date` or `page` (as printed where that is known)."""

    def months(self) -> list[str]:
        """The months (or bare years) that rows begin with, the newest first."""

    def source_names(self, most: int) -> list[str]:
        """The first sources by name."""

    def row(self, article: str) -> Row | None:
        """The row of an article, by its whole id; None where there is none."""

    def resolve(self, article: str) -> Row:
        """The row of an article named by its id or an unambiguous beginning of it (NotFoundError)."""

    def iter_sources(self) -> Iterator[Source]:
        """Every loaded source, one after the other."""

    def sources(self) -> list[Source]:
        """Every loaded source."""

    def source(self, name: str) -> tuple[Source, int] | None:
        """A source with how many articles it has; None where there is none of this name."""

    def article_count(self, source: str) -> int:
        """How many articles a source has."""

    def page(self, source: str) -> Page:
        """A source's page with its corrections (NotFoundError, StoreError)."""

    def stored_page(self, source: str) -> Page:
        """A source's page as the analysis made it."""

    def corrected(self, page: Page) -> Page:
        """A page as its corrections have it."""

    def article(self, article: str) -> Article:
        """An article, whole, by id or the beginning of it (NotFoundError, StoreError)."""

    def articles(self) -> Iterator[Article]:
        """Every article, whole, page by page."""

    def articles_of(self, articles: Collection[str]) -> Iterator[Article]:
        """Articles by their ids, page by page; those that are not there are left out."""

    def correct(self, correction: Correction) -> None:
        """Keep a correction and show it from now on."""

    def take_back(self, correction: Correction) -> None:
        """Take a correction away."""

    def correct_many(self, corrections: Sequence[Correction]) -> None:
        """Keep corrections of many pages; one write."""

    def take_back_many(self, corrections: Sequence[Correction]) -> None:
        """Take corrections of many pages away; one write."""

    def catch_up(self) -> bool:
        """Bring the rows of pages up to date whose corrections they have not seen; whether there were any."""

    def write_page(self, page: Page) -> None:
        """Write a page; `write_catalogue` follows."""

    def write_catalogue(self, pages: list[tuple[Source, list[Row]]], publish: bool = True) -> None:
        """Put sources with their rows into the list; `publish` shows them to readers."""
