"""The search index: tantivy over single characters, a cache that is made anew whenever anything about it is
in doubt.

Chinese readers look for two characters as often as for six, and an index of words misses what its
segmenter cut elsewhere. Every pair of neighbouring characters is a token, a word of a query is a phrase of
them: whatever a plain `in` finds is found, and no word of a query is as frequent as a single character.
`manifest.json` (self-verifying, written last) names each file with its size and the shelves whose pages are
inside; what does not agree with it is not believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import add
from pathlib import Path

import tantivy

from wxreader.atomic import keep_private, make_folder
from wxreader.errors import LockedError, StoreError
from wxreader.i18n import _
from wxreader.library.check import Finding
from wxreader.library.library import INDEX, Library
from wxreader.search.entries import PackSpan, entries_of
from wxreader.search.manifest import folder, verified, write_manifest
from wxreader.search.matching import NAME_FIELDS, Searchable, fields_of
from wxreader.search.suggest import add_words, words_in
from wxreader.search.trust import remove
from wxreader.text import fold

BATCH = 1000
"""Pages after which the index is committed: what is in it answers while the rest is made."""
HEAP = 50_000_000
"""Bytes that the writer may use."""
CHARS, PAIRS, HEAD_PAIRS = "chars", "pairs", "head_pairs"
"""Tokenizers: characters, pairs of neighbours; the fields of pairs: everything printed, the headline."""
TEXT_FIELDS = ("", "title", "by", "source", "caption", *NAME_FIELDS.values())
"""Keys of the query that have a field of characters; the field is called `t_` + key."""
_PACK_BITS, _OFFSET_BITS, _LENGTH_BITS = 15, 26, 22
"""How a place is packed into one number; a place that does not fit is asked of the library."""


DAY_FIELDS = ("event_first", "event_last", "issued_first", "issued_last")
"""First and last days of events and of papers, as numbers (`day_of`); `first` and `last` order articles."""


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    """The fields of an article."""
    builder = tantivy.SchemaBuilder()
    for key in TEXT_FIELDS:
        builder.add_text_field(f"t_{key}", tokenizer_name=CHARS, index_option="position" if key else "freq")
    for name in (PAIRS, HEAD_PAIRS):
        builder.add_text_field(name, tokenizer_name=PAIRS)
    for name in ("page", "revision", "whole"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("names", "offices"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("tally", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("month", fast=True)
    builder.add_integer_field("key", indexed=True, fast=True)
    builder.add_integer_field("first", fast=True)
    builder.add_integer_field("last", fast=True)
    for name in DAY_FIELDS:
        builder.add_integer_field(name, fast=True)
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


def place_of(packed: int) -> PackSpan:
    """A place in a pack out of one number."""
    return PackSpan(
        packed >> (_OFFSET_BITS + _LENGTH_BITS), packed >> _LENGTH_BITS & (1 << _OFFSET_BITS) - 1,
        packed & (1 << _LENGTH_BITS) - 1,
    )  # fmt: skip


def _packed(place: PackSpan) -> int:
    if place.pack >> _PACK_BITS or place.offset >> _OFFSET_BITS or place.length >> _LENGTH_BITS:
        return 0
    return place.pack << (_OFFSET_BITS + _LENGTH_BITS) | place.offset << _LENGTH_BITS | place.length


def in_pairs(text: str) -> str:
    """A text with every character twice but the first and last,
    so that each two of it are a pair of neighbours.
    """
    return "".join(map(add, text, text[1:]))


def whole_term(key: str, name: str) -> str:
    """The term of a whole name."""
    return f"{key}\t{name}"


def revision_term(source: str, revision: str) -> str:
    """The term that the articles of a page have as it is."""
    return f"{revision} {source}"


def _counted(entry: Searchable) -> dict[str, list[str]]:
    """Terms of an article's names: each once, with how often it stands there, and offices."""
    tally = Counter((kind, name) for kind, name, _office, counted in entry.mentions if counted)
    offices = {f"{name}\t{office}" for _kind, name, office, counted in entry.mentions if office and counted}
    return {
        "names": [name_term(*key) for key in dict.fromkeys((m[0], m[1]) for m in entry.mentions)],
        "tally": [f"{name_term(*key)}\t{n}" for key, n in tally.items()],
        "offices": list(offices),
    }


def name_term(kind: str, name: str) -> str:
    """The term of a canonical name."""
    return f"{kind}\t{name}"


def _days(entry: Searchable) -> dict[str, int]:
    found = {}
    for name, days in entry.spans.items():
        found[f"{name}_first"], found[f"{name}_last"] = day_of(days.start), day_of(days.end)
    return found


def _document(entry: Searchable, place: PackSpan, revision: str) -> tantivy.Document:
    fields = fields_of(entry)
    whole = [
        whole_term(key, fold(name).replace("\n", " ")) for key, names in entry.names.items() for name in names
    ]
    return tantivy.Document(
        page=entry.source, revision=revision_term(entry.source, revision), key=key_of(entry.id),
        place=_packed(place),
        first=day_of(entry.first), last=day_of(entry.last), month=day_of(entry.first) // 100,
        heading=entry.heading.encode(), pairs=in_pairs(fields[""]), head_pairs=in_pairs(fields["title"]),
        whole=list(dict.fromkeys(whole)),
        **_days(entry), **_counted(entry), **{f"t_{k}": v for k, v in fields.items()},
    )  # fmt: skip


def _open(path: Path) -> tantivy.Index:
    make_folder(path)
    index = tantivy.Index(schema(), str(path))
    for name, pattern in ((CHARS, "(?s)."), (PAIRS, "(?s)..")):
        tokenizer = tantivy.Tokenizer.regex(pattern)
        index.register_tokenizer(name, tantivy.TextAnalyzerBuilder(tokenizer).build())
    return index


@dataclass(frozen=True, slots=True)
class Opened:
    """An index that agrees with its manifest."""

    searcher: tantivy.Searcher
    shelves: Mapping[int, str]
    """Signature of every shelf that is in it whole."""
    thinned: bool
    """Whether articles were taken out of it, so that its terms count more than there are."""


def is_panic(error: BaseException) -> bool:
    """Whether an error is Rust's own: it is no `Exception`, and says that a file is not what it should be."""
    return type(error).__name__ == "PanicException"


def open_index(library: Library) -> Opened | None:
    """The library's index; None where there is none to be believed."""
    path = folder(library)
    shelves = verified(path, library)
    if shelves is None:
        return None
    try:
        return Opened(_open(path).searcher(), shelves, any(path.glob("*.del")))
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


@dataclass(frozen=True, slots=True)
class Behind:
    """What of the library an index does not know as it is."""

    pages: Mapping[str, str]
    """Sources whose page is missing or old in it, with the page's revision;
    "" for a page that has no articles now.
    """
    shelves: Mapping[int, tuple[str, ...]]
    """The same sources by shelf; also shelves that are only to be noted."""


def behind(library: Library, opened: Opened | None) -> Behind:
    """What of the library an index does not know as it is; everything where there is none."""
    pages: dict[str, str] = {}
    shelves: dict[int, tuple[str, ...]] = {}
    for number, signature in library.shelf_signatures().items():
        if opened is not None and opened.shelves.get(number) == signature:
            continue
        unknown = {
            name: revision
            for name, revision in library.shelf_revisions(number).items()
            if opened is None or not _knows(opened.searcher, name, revision)
        }
        pages.update(unknown)
        shelves[number] = tuple(unknown)
    return Behind(pages, shelves)


def _knows(searcher: tantivy.Searcher, source: str, revision: str) -> bool:
    if not revision:
        return searcher.doc_freq("page", source) == 0
    return searcher.doc_freq("revision", revision_term(source, revision)) > 0


def _update(library: Library, path: Path, progress: Callable[[int, int], None]) -> int:
    wanted = library.shelf_signatures()
    opened = open_index(library)
    if opened is None:
        remove(path)
    todo = behind(library, opened)
    if not todo.shelves:
        return 0
    known = {n: s for n, s in (opened.shelves if opened else {}).items() if wanted.get(n) == s}
    progress(0, len(todo.pages))
    done = 0
    for numbers in _batches(todo):
        batch = {name: todo.pages[name] for n in numbers for name in todo.shelves[n]}
        words = _write(library, path, batch, partial(_progress_from, progress, done, len(todo.pages)))
        known.update((n, wanted[n]) for n in numbers)
        done += len(batch)
        add_words(path, words)
        write_manifest(path, library, known)
    return done


def _batches(todo: Behind) -> Iterator[list[int]]:
    """Shelves with some BATCH pages to do together."""
    batch: list[int] = []
    count = 0
    for number, names in todo.shelves.items():
        batch.append(number)
        count += len(names)
        if count >= BATCH:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


def _write(
    library: Library, path: Path, pages: Mapping[str, str], progress: Callable[[int], None]
) -> Counter[str]:
    """One commit: pages as they are in place of what was there of them;
    the words for suggestions that are in them.
    """
    words: Counter[str] = Counter()
    index = _open(path)
    searcher = index.searcher()
    writer = index.writer(HEAP, 1)
    for done, (name, revision) in enumerate(pages.items(), 1):
        if searcher.doc_freq("page", name):
            writer.delete_documents_by_term("page", name)
        for entry, place in entries_of(library, name):
            writer.add_document(_document(entry, place, revision))
            words.update(words_in(entry))
        progress(done)
    writer.commit()
    writer.wait_merging_threads()
    keep_private(path)  # tantivy makes its files by the umask
    return words


def check_index(library: Library, repair: bool = False) -> list[Finding]:
    """Verify the index; one that is missing or behind is made or completed when it is next used,
    and is no finding.

    Args:
        library: The library.
        repair: Make a damaged one anew.
    """
    path = folder(library)
    if not (path / "manifest.json").exists() or verified(path, library) is not None:
        return []
    if repair:
        update_index(library)
    problem = _("{path}: the search index is damaged; searching reads the pages instead", path=path)
    return [Finding(problem, _("it was made anew") if repair else "")]


def drop_index(library: Library) -> None:
    """Throw the index away; the next update makes it anew."""
    remove(folder(library))
