"""The search index: tantivy over single characters, a cache that is made anew whenever anything about it is in doubt.

Chinese readers look for two characters as often as for six, and an index of words misses what its
segmenter cut elsewhere. Every character is a token, a word of a query is a phrase of them: whatever
a plain `in` finds is found. `manifest.json` (self-verifying, written last) names each file with its
size and the revision of every page that is inside; what does not agree with it is not believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import tantivy

from wxreader.atomic import make_folder
from wxreader.errors import LockedError, StoreError
from wxreader.i18n import _
from wxreader.library.check import Finding
from wxreader.library.library import INDEX, Library
from wxreader.search.entries import Place, entries_of
from wxreader.search.manifest import folder, stale, verified, write_manifest
from wxreader.search.matching import NAME_FIELDS, Entry, fields_of
from wxreader.search.suggest import add_words, words_in
from wxreader.search.trust import remove

BATCH = 1000
"""Pages after which the index is committed: what is in it answers while the rest is made."""
HEAP = 50_000_000
"""Bytes that the writer may use."""
CHARS = "chars"
TEXT_FIELDS = ("", "title", "by", "source", *NAME_FIELDS.values())
"""Keys of the query that have a field of characters; the field is called `t_` + key."""
_LENGTH_BITS = 24


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    """The fields of an article."""
    builder = tantivy.SchemaBuilder()
    for key in TEXT_FIELDS:
        builder.add_text_field(f"t_{key}", tokenizer_name=CHARS)
    builder.add_text_field("page", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("key", indexed=True, fast=True)
    builder.add_integer_field("first", fast=True)
    builder.add_integer_field("last", fast=True)
    builder.add_integer_field("place", fast=True)
    builder.add_bytes_field("heading", stored=True)
    return builder.build()


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def key_of(article: str) -> int:
    """An article's id as a number."""
    return int(article, 36)


def id_of(key: int) -> str:
    """The id of ten characters that `key_of` made the number of."""
    out = ""
    while key:
        key, digit = divmod(key, 36)
        out = _DIGITS[digit] + out
    return out.rjust(10, "0")


def day_of(iso: str) -> int:
    """A date as the index has it; 0 for none."""
    return int(iso.replace("-", "")) if iso else 0


def place_of(packed: int) -> Place:
    """A place in a file out of one number."""
    return Place(packed >> _LENGTH_BITS, packed & ((1 << _LENGTH_BITS) - 1))


def _document(entry: Entry, place: Place) -> tantivy.Document:
    packed = place.offset << _LENGTH_BITS | place.length if place.length < 1 << _LENGTH_BITS else 0
    return tantivy.Document(
        page=entry.source, key=key_of(entry.id), first=day_of(entry.first), last=day_of(entry.last), place=packed,
        heading=entry.heading.encode(), **{f"t_{k}": v for k, v in fields_of(entry).items()},
    )  # fmt: skip


def _open(path: Path) -> tantivy.Index:
    make_folder(path)
    index = tantivy.Index(schema(), str(path))
    index.register_tokenizer(CHARS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex("(?s).")).build())
    return index


@dataclass(frozen=True, slots=True)
class Opened:
    """An index that agrees with its manifest."""

    searcher: tantivy.Searcher
    revisions: Mapping[str, str]
    """Revision of every page in it, by source."""


def is_panic(error: BaseException) -> bool:
    """Whether an error is Rust's own: it is no `Exception`, and says that a file is not what it should be."""
    return type(error).__name__ == "PanicException"


def open_index(library: Library) -> Opened | None:
    """The library's index; None where there is none to be believed."""
    path = folder(library)
    revisions = verified(path)
    if revisions is None:
        return None
    try:
        return Opened(_open(path).searcher(), revisions)
    except BaseException as error:
        if isinstance(error, Exception) or is_panic(error):
            return None
        raise


def _progress_from(progress: Callable[[int, int], None], before: int, of: int, done: int) -> None:
    progress(before + done, of)


def update_index(library: Library, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Bring the index up to date.

    Args:
        library: The library.
        progress: Called with (pages done, pages to do).

    Returns:
        How many pages were indexed; 0 also where another process is at it.

    Raises:
        StoreError: The index cannot be written; searching works without it.
    """
    library = Library(library.path)  # as it is on disk now, and nobody else's to read while this goes on
    path = folder(library)
    try:
        with library.writing(INDEX, timeout=0):
            return _update(library, path, progress)
    except LockedError:
        return 0
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: {error}") from None


def _update(library: Library, path: Path, progress: Callable[[int, int], None]) -> int:
    wanted = library.revisions()
    opened = open_index(library)
    if opened is None:
        remove(path)
    have = opened.revisions if opened else {}
    fresh, old = stale(wanted, have)
    if not fresh and not old:
        return 0
    progress(0, len(fresh))
    revisions = {name: revision for name, revision in have.items() if name not in set(old)}
    for at in range(0, max(1, len(fresh)), BATCH):
        batch = fresh[at : at + BATCH]
        so_far = partial(_progress_from, progress, at, len(fresh))
        words = _write(library, path, old if at == 0 else [], batch, so_far)
        revisions.update((name, wanted[name]) for name in batch)
        add_words(path, words)
        write_manifest(path, revisions)
    return len(fresh)


def _write(
    library: Library, path: Path, old: Iterable[str], fresh: list[str], progress: Callable[[int], None]
) -> Counter[str]:
    """One commit: old pages out, fresh ones in; the words for suggestions that are in them."""
    words: Counter[str] = Counter()
    writer = _open(path).writer(HEAP, 1)
    for name in old:
        writer.delete_documents_by_term("page", name)
    for done, name in enumerate(fresh, 1):
        for entry, place in entries_of(library, name):
            writer.add_document(_document(entry, place))
            words.update(words_in(entry))
        progress(done)
    writer.commit()
    writer.wait_merging_threads()
    return words


def check_index(library: Library, repair: bool = False) -> list[Finding]:
    """Verify the index; one that is missing or behind is made or completed when it is next used, and is no finding.

    Args:
        library: The library.
        repair: Make a damaged one anew.
    """
    path = folder(library)
    if not (path / "manifest.json").exists() or verified(path) is not None:
        return []
    if repair:
        update_index(library)
    problem = _("{path}: the search index is damaged; searching reads the pages instead", path=path)
    return [Finding(problem, _("it was made anew") if repair else "")]


def drop_index(library: Library) -> None:
    """Throw the index away; the next update makes it anew."""
    remove(folder(library))
