"""The one way into searching, for the command line and the reader: a query in, ranked results out.

What the index knows it answers; pages that it does not (yet) know are read. So results are right at
once, whatever state the index is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wxreader.errors import WxError
from wxreader.library.library import Library
from wxreader.model import Source
from wxreader.search.entries import entries_of
from wxreader.search.manifest import folder
from wxreader.search.matching import Result, fields_of, matches, result_of
from wxreader.search.query import Marked, Node, parse, words_of
from wxreader.search.results import DATE, RELEVANCE, Results, marked_articles

if TYPE_CHECKING:
    from wxreader.search.answer import Answer
    from wxreader.search.index import Opened
    from wxreader.search.names import Frequencies
    from wxreader.search.results import LibraryName


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A query and how it is to be answered."""

    node: Node
    words: tuple[str, ...]
    marked: Mapping[Marked, frozenset[str]]
    limit: int | None
    order: str


class Searcher:
    """Answers queries about a library.

    Args:
        library: The library.
        indexed: Use the index where there is one; without, every page is read.
    """

    def __init__(self, library: Library, indexed: bool = True) -> None:
        self._library = library
        self._indexed = indexed
        self._opened: Opened | None = None
        self._seen: tuple[int, int] | None = None
        self._compared: tuple[object, Opened, tuple[str, ...]] | None = None

    def search(self, query: str, limit: int | None = None, order: str = RELEVANCE) -> Results:
        """The first `limit` articles (all for None).

        Args:
            query: As `query.parse` has it.
            limit: How many results.
            order: `relevance` or `date`.

        Raises:
            QueryError: The query cannot be understood.
        """
        node = parse(query)
        asked = _Question(
            node=node,
            words=words_of(node),
            marked=marked_articles(self._library, node),
            limit=limit,
            order=order,
        )
        opened = self._index()
        found: list[Result] = []
        unknown: Iterable[str]
        answer = self._ask(opened, asked) if opened is not None else None
        if opened is None or answer is None:
            total, unknown = 0, map(_name, self._library.iter_sources())
        else:
            (total, found), unknown = answer, self._behind(opened)
        read = list(self._read(unknown, asked))
        if read:
            from wxreader.search.answer import newest_first

            found = newest_first(self._library, [*found, *read])
            if order == RELEVANCE:
                found.sort(key=lambda r: -r.score)
        return Results(total + len(read), tuple(found[:limit]), asked.words)

    def pieces(self, query: str, order: str = RELEVANCE) -> Iterator[Results]:
        """All articles; in one piece, because it is there at once."""
        yield self.search(query, None, order)

    def count_whole(self, field: str, name: str) -> int:
        """How many articles have a name.

        Args:
            field: `person`, `org`, `place` or `work`.
            name: The whole name.
        """
        return self.search(f'{field}:"{name.replace(chr(34), "")}"', 0).total

    def articles_named(self, kind: str, name: str) -> tuple[str, ...]:
        """The articles that have a canonical name, the newest first, as far as the index knows.

        Args:
            kind: A type of mention.
            name: The canonical name.
        """
        opened = self._index()
        if opened is None:
            return ()
        from wxreader.search.names import articles_named

        return articles_named(opened.searcher, kind, name)

    def frequencies(self) -> Frequencies | None:
        """How many articles have a name; None where the index does not know every page as it is."""
        opened = self._index()
        if opened is None or self._behind(opened):
            return None
        from wxreader.search.names import Frequencies

        return Frequencies(opened.searcher)

    def count_names(self, kind: str | None) -> Iterator[LibraryName] | None:
        """Every canonical name, the most mentioned first; None where the index does not know every page as it
        is.

        Args:
            kind: Only this type; every type for None.
        """
        opened = self._index()
        if opened is None or self._behind(opened):
            return None
        from wxreader.search.names import count_names

        return count_names(opened.searcher, kind)

    def most_named(self, kind: str, count: int) -> list[tuple[str, int]]:
        """The canonical names of a type that most articles have, with how many these are,
        as far as the index knows.
        """
        opened = self._index()
        if opened is None:
            return []
        from wxreader.search.names import most_named

        return most_named(opened.searcher, kind, count)

    def warm_up(self) -> None:
        """Open everything that the first query would have to open."""
        if self._index() is not None:
            with suppress(WxError):
                self.search("\u4e00\u4e01", 1)

    def up_to_date(self) -> bool:
        """Whether the index knows every page as it is."""
        opened = self._index()
        return opened is not None and not self._behind(opened)

    # -- reading ----------------------------------------------------------------------------------

    def _read(self, sources: Iterable[str], asked: _Question) -> Iterator[Result]:
        for source in sources:
            for entry, _place in entries_of(self._library, source):
                if matches(asked.node, entry, fields_of(entry), asked.marked):
                    yield result_of(entry, asked.words)

    # -- asking the index -------------------------------------------------------------------------

    def _index(self) -> Opened | None:
        """The index as it is on disk now."""
        if not self._indexed:
            return None
        from wxreader.search.index import open_index

        seen = _signature(folder(self._library) / "manifest.json")
        if seen != self._seen or seen is None:
            self._opened = open_index(self._library) if seen else None
            self._seen = seen
        return self._opened

    def _behind(self, opened: Opened) -> tuple[str, ...]:
        """Pages that the index does not know as they are."""
        from wxreader.search.index import behind

        table = self._library.table()
        if self._compared is None or self._compared[0] is not table or self._compared[1] is not opened:
            self._compared = (table, opened, tuple(behind(self._library, opened).pages))
        return self._compared[2]

    def _ask(self, opened: Opened, asked: _Question) -> tuple[int, list[Result]] | None:
        """What the index says; None where it turns out to be damaged."""
        from wxreader.search.index import is_panic

        try:
            limit = asked.limit if asked.limit is not None else opened.searcher.num_docs
            return self._answer(opened, asked).first(limit)
        except BaseException as error:
            if not is_panic(error) and not isinstance(error, ValueError | OSError | KeyError):
                raise
            self._opened = None
            return None

    def _answer(self, opened: Opened, asked: _Question) -> Answer:
        from wxreader.search.answer import Answer
        from wxreader.search.translate import known_count, translate, without_pages

        old = self._behind(opened)
        return Answer(
            library=self._library, opened=opened, words=asked.words, by_date=asked.order == DATE,
            query=without_pages(translate(asked.node, asked.marked), old),
            known=None if old or opened.thinned else known_count(opened.searcher, asked.node),
        )  # fmt: skip


def _name(source: Source) -> str:
    return source.name


def _signature(path: Path) -> tuple[int, int] | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_mtime_ns, info.st_ino
