"""How a library's folder is laid out, and moving an older one into today's layout.

    catalogue.json   says which layout; an older wxreader refuses this one
    shelves/         the catalogue, some hundred sources a file
    pages/           the pages, many to a pack
    table/           a cache of the shelves

Until wxreader 1 the catalogue was one file and every page another. Moving copies everything, reads all of it
back, and only then says so in `catalogue.json`; a move that is killed is begun again, and the old files are
there until then.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from wxreader.errors import DamagedError, StoreError
from wxreader.i18n import _
from wxreader.library.codec import row_doc, row_of, source_doc
from wxreader.library.own import own_folder, read_own, set_aside
from wxreader.library.packs import Packs, Where, page_in
from wxreader.library.shelves import SHELF_SOURCES, Shelved, Shelves
from wxreader.library.slices import Slices
from wxreader.library.storage import AtomicStorage, decode, schema_in
from wxreader.model import Page

SHELVED = 2
"""Schema of the catalogue's file since it only says that there are shelves; 1 was the catalogue itself."""
HEAD_BYTES = 200
Progress = Callable[[int, int], None]


class Layout(Enum):
    """What a folder holds."""

    NOTHING = "nothing"
    """No library yet."""
    ONE_FILE = "one file"
    """A catalogue in one file, as before."""
    SHELVES = "shelves"


def layout_of(path: Path) -> Layout:
    """How a library is laid out.

    Raises:
        NewerSchemaError: A newer wxreader's.
        DamagedError, StoreError: The catalogue's file cannot be read as one.
    """
    catalogue = path / "catalogue.json"
    try:
        file = Slices(catalogue)
    except FileNotFoundError:
        return Layout.SHELVES if Shelves(path / "shelves").stamps() else Layout.NOTHING
    head = file.read(min(HEAD_BYTES, file.size()), 0)
    schema = schema_in(head)
    if schema is None:
        raise DamagedError(_("{name} is damaged: it does not begin as a file of the library", name=catalogue))
    if schema < SHELVED:
        return Layout.ONE_FILE
    decode(file.read(file.size(), 0), str(catalogue), SHELVED)
    return Layout.SHELVES


def say_shelved(path: Path) -> None:
    """Write that the library is in shelves.

    Raises:
        StoreError: It cannot be written.
    """
    storage = AtomicStorage(path / "catalogue.json", schema=SHELVED)
    storage.write({"library": {"1": {"layout": SHELVED, "identity": secrets.token_hex(8)}}})


def identity_of(path: Path) -> str:
    """The word that the library was given when it was made; "" where it has none."""
    try:
        tables = AtomicStorage(path / "catalogue.json", schema=SHELVED).read() or {}
        return str(tables["library"]["1"]["identity"])
    except (StoreError, KeyError, TypeError):
        return ""


@dataclass(frozen=True, slots=True)
class Moved:
    """What moving a library did."""

    pages: int
    """How many were moved."""
    damaged: tuple[str, ...]
    """Names that damaged page files were set aside under; their sources must be loaded again."""


def _listed(path: Path) -> list[str]:
    """The sources that the old catalogue lists; none where it cannot be read."""
    try:
        tables = AtomicStorage(path / "catalogue.json").read() or {}
        return sorted(tables.get("sources", {}))
    except DamagedError:
        return []


def _old_file(path: Path, source: str) -> Path:
    return path / "pages" / f"{hashlib.sha256(source.encode()).hexdigest()[:20]}.json"


def _old_pages(path: Path, files: list[Path]) -> Iterator[tuple[Path, bytes, Page]]:
    """The old page files that verify: those that the catalogue lists in its order,
    then what a killed loader left.
    """
    wanted = dict.fromkeys([_old_file(path, name) for name in _listed(path)] + files)
    for file in wanted:
        with suppress(StoreError, OSError):
            raw = read_own(file)
            page = page_in(raw, str(file))
            if _old_file(path, page.source.name) == file:
                yield file, raw, page


def remove_folder(folder: Path) -> None:
    """Throw a folder away, or the link or file in its place; nothing outside is touched."""
    if folder.is_symlink() or not folder.is_dir():
        with suppress(OSError):
            folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)


def move(
    path: Path,
    corrected: Callable[[Page], tuple[Page, tuple[str, ...]]],
    progress: Progress = lambda done, total: None,
) -> Moved:
    """Move a library from one file into shelves; the caller holds its lock.

    Args:
        path: The library.
        corrected: Gives a page as its reader's corrections have it, with their ids.
        progress: Called with (steps done, steps to do).

    Raises:
        StoreError: It cannot be written, or does not verify; the old library is as it was.
    """
    own_folder(path / "pages")
    for folder in ("shelves", "table"):
        remove_folder(path / folder)
    for pack in (path / "pages").glob("*.pack"):
        pack.unlink()
    files = sorted((path / "pages").glob("*.json"))
    packs, shelves = Packs(path / "pages"), Shelves(path / "shelves")
    placed: list[tuple[Path, Where]] = []
    shelf: list[Shelved] = []
    count = 0
    for done, (file, raw, page) in enumerate(_old_pages(path, files)):
        progress(done, 2 * len(files))
        where = packs.append(raw)
        placed.append((file, where))
        page, ids = corrected(page)
        shelf.append(shelved_of(page, where, ids))
        if len(shelf) == SHELF_SOURCES:
            packs.sync()
            shelves.write(count, shelf)
            count, shelf = count + 1, []
    packs.sync()
    if shelf:
        shelves.write(count, shelf)
    for done, (file, where) in enumerate(placed):
        progress(len(files) + done, 2 * len(files))
        if packs.raw(where) != read_own(file):
            raise StoreError(_("{path}: the library was not moved, a page reads back otherwise", path=path))
    say_shelved(path)
    return Moved(len(placed), tuple(_put_away(files, {f for f, _where in placed})))


def _put_away(files: Iterable[Path], moved: set[Path]) -> Iterator[str]:
    """Delete the old pages that were moved; set aside those that are damaged."""
    for file in files:
        if file in moved:
            file.unlink(missing_ok=True)
        else:
            yield set_aside(file)


def shelved_of(page: Page, where: Where, corrections: tuple[str, ...]) -> Shelved:
    """A page as its shelf is to have it.

    Args:
        page: As corrected.
        where: Where it stands.
        corrections: The ids of those that are in it.
    """
    return Shelved(
        name=page.source.name, source=source_doc(page.source), page=where, revision=secrets.token_hex(4),
        corrected=corrections, rows=tuple(row_doc(row_of(a, page.source)) for a in page.articles),
    )  # fmt: skip
