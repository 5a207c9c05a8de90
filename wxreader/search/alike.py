"""The stories that a library has more than once: found while nobody waits, kept beside the pages.

A small index of its own holds each article's features (`alike.features`); articles that share some are
compared letter by letter. `groups.json` says which are one story. A cache: what does not agree with its
manifest is thrown away and made anew, as the search index is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from wxreader.alike.features import features, letters
from wxreader.alike.groups import Groups
from wxreader.alike.likeness import Told, one_story
from wxreader.atomic import make_folder
from wxreader.errors import LockedError, NotFoundError, StoreError
from wxreader.library.library import Library
from wxreader.search.entries import PackSpan, entries_of, paragraphs_at
from wxreader.search.index import (
    HEAP,
    Opened,
    batches,
    behind,
    id_of,
    is_panic,
    key_of,
    packed,
    place_of,
    revision_term,
)
from wxreader.search.manifest import verified, write_manifest
from wxreader.search.stories import folder, load_groups, save_groups
from wxreader.search.trust import remove

ALIKE = "alike"
"""The lock under which groups are made."""
COMMON = 60
"""Articles from which a feature is a phrase that everybody prints (chosen)."""
COMPARED = 8
"""Articles at most that one is compared with, those first with which it shares most features (chosen)."""


@lru_cache(maxsize=1)
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("page", "revision", "feature"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("key", "place", "first", "last"):
        builder.add_integer_field(name, fast=True)
    return builder.build()


def _open(library: Library) -> Opened | None:
    path = folder(library)
    shelves = verified(path, library)
    if shelves is None:
        return None
    try:
        return Opened(tantivy.Index(_schema(), str(path)).searcher(), shelves, thinned=True)
    except BaseException as error:
        if isinstance(error, Exception) or is_panic(error):
            return None
        raise


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """An article as it is compared."""

    id: str
    told: Told
    terms: tuple[str, ...]
    """Its features as terms."""
    place: PackSpan


@dataclass(slots=True)
class _Batch:
    """Articles that are put in together, and what they share with each other."""

    articles: dict[str, _Printed] = field(default_factory=dict)
    by_term: dict[str, list[str]] = field(default_factory=dict)

    def like(self, one: _Printed) -> Iterator[str]:
        """Those before an article that share most features with it."""
        shared = Counter(
            i for t in one.terms if len(having := self.by_term.get(t, [])) < COMMON for i in having
        )
        yield from (i for i, _n in shared.most_common(COMPARED))

    def add(self, one: _Printed) -> None:
        """Put one in."""
        self.articles[one.id] = one
        for term in one.terms:
            self.by_term.setdefault(term, []).append(one.id)


def update_alike(library: Library, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Find the stories that a library has more than once.

    Args:
        library: The library.
        progress: Called with (pages done, pages to do).

    Returns:
        How many pages were looked at; 0 also where another process is at it.

    Raises:
        StoreError: The folder cannot be written.
    """
    library = Library(library.path)
    path = folder(library)
    try:
        with library.writing(ALIKE, timeout=0):
            return _update(library, path, progress)
    except LockedError:
        return 0
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: {error}") from None


def _update(library: Library, path: Path, progress: Callable[[int, int], None]) -> int:
    wanted = library.shelf_signatures()
    opened = _open(library)
    groups = load_groups(library)
    if opened is None:
        remove(path)
        groups = Groups()
    todo = behind(library, opened)
    if not todo.shelves:
        return 0
    known = {n: s for n, s in (opened.shelves if opened else {}).items() if wanted.get(n) == s}
    done = 0
    for numbers in batches(todo):
        pages = {name: todo.pages[name] for n in numbers for name in todo.shelves[n]}
        _write(library, path, pages, groups, partial(_step, progress, done, len(todo.pages)))
        known.update((n, wanted[n]) for n in numbers)
        done += len(pages)
        save_groups(library, groups)
        write_manifest(path, library, known)
    return done


def _step(progress: Callable[[int, int], None], before: int, of: int, done: int) -> None:
    progress(before + done, of)


def _write(
    library: Library,
    path: Path,
    pages: Mapping[str, str],
    groups: Groups,
    progress: Callable[[int], None],
) -> None:
    make_folder(path)
    index = tantivy.Index(_schema(), str(path))
    searcher = index.searcher()
    writer = index.writer(HEAP, 1)
    batch = _Batch()
    for done, (name, revision) in enumerate(pages.items(), 1):
        if searcher.doc_freq("page", name):
            writer.delete_documents_by_term("page", name)
        for one in _printed(library, name):
            _join(library, searcher, one, batch, groups)
            batch.add(one)
            document = tantivy.Document(
                page=name, revision=revision_term(name, revision), key=key_of(one.id),
                place=packed(one.place), first=one.told.first, last=one.told.last, feature=list(one.terms),
            )  # fmt: skip
            writer.add_document(document)
        progress(done)
    writer.commit()
    writer.wait_merging_threads()


def _printed(library: Library, source: str) -> Iterator[_Printed]:
    for entry, place in entries_of(library, source):
        bare = letters("".join(entry.paragraphs))
        terms = tuple(f"{number:08x}" for number in features(bare))
        told = Told(bare, _ordinal(entry.first), _ordinal(entry.last))
        yield _Printed(id=entry.id, told=told, terms=terms, place=place)


def _ordinal(iso: str) -> int:
    """A day as a number that grows by one a day; 0 for none."""
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return 0


def _join(library: Library, searcher: tantivy.Searcher, one: _Printed, batch: _Batch, groups: Groups) -> None:
    """Join an article with those that it is printed again of."""
    for other in batch.like(one):
        if other not in groups.of(one.id) and one_story(one.told, batch.articles[other].told):
            groups.join(other, one.id)
    having = {term: searcher.doc_freq("feature", term) for term in one.terms}
    rare = [
        (Occur.Should, Query.term_query(_schema(), "feature", t)) for t, n in having.items() if 0 < n < COMMON
    ]
    if not rare:
        return
    found = searcher.search(Query.boolean_query(rare), COMPARED, count=False)
    addresses = [address for _score, address in found.hits]
    columns = [searcher.fast_field_values(n, addresses) for n in ("key", "place", "first", "last")]
    for key, place, first, last in zip(*columns, strict=True):
        other = id_of(int(key or 0))
        if other == one.id or other in groups.of(one.id):
            continue
        with suppress(StoreError, NotFoundError):
            bare = letters("".join(paragraphs_at(library, other, place_of(int(place or 0)))))
            if one_story(one.told, Told(bare, int(first or 0), int(last or 0))):
                groups.join(other, one.id)
