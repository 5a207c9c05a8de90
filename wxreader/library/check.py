"""Verifying a library, and mending what can be mended without losing anything.

Pages are read one after the other, so that a large library needs no more memory than a small one.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wxreader.atomic import sweep_temporaries
from wxreader.errors import DamagedError, NewerSchemaError, StoreError
from wxreader.i18n import _, ngettext
from wxreader.library.codec import row_doc
from wxreader.library.layout import Layout, layout_of, move, remove_folder, say_shelved, shelved_of
from wxreader.library.library import ANNOTATIONS, TABLE, Library, rows_of
from wxreader.library.own import find_foreign, set_aside
from wxreader.library.packs import Where, page_in
from wxreader.library.placing import place_all
from wxreader.library.shelves import SHELF_SOURCES, Shelved
from wxreader.library.table import read_head
from wxreader.library.tabling import verify_table
from wxreader.model import Page

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a library."""

    problem: str
    """One sentence that names the file."""
    mended: str = ""
    """What was done about it; empty where nothing was."""


def _set_aside(path: Path) -> str:
    """Rename a damaged file so that it is kept but no longer read."""
    try:
        return _("it was set aside as {name}", name=set_aside(path))
    except OSError as error:
        raise StoreError(
            _("{path} cannot be set aside ({strerror})", path=path, strerror=error.strerror)
        ) from None


def _check_foreign(library: Library, repair: bool) -> Iterator[Finding]:
    """Links, pipes, devices, folders in place of files: what no wxreader makes, whatever it leads to."""
    for foreign in find_foreign(library.path):
        yield Finding(foreign.problem, _set_aside(foreign.path) if repair else "")


class _Checker:
    """One look through a library."""

    def __init__(self, library: Library, repair: bool, progress: Progress) -> None:
        self.library = library
        self.repair = repair
        self.progress = progress
        self.lost: set[str] = set()
        """Sources whose shelf or page is damaged, as far as their names are known."""
        self.changed = False
        """Shelves were written, or are not what the table was made from."""

    # -- the layout ---------------------------------------------------------------------------------

    def layout(self) -> Iterator[Finding]:
        """The file that says how the library is laid out."""
        path = self.library.path / "catalogue.json"
        try:
            if layout_of(self.library.path) is Layout.ONE_FILE:
                self._move()
            return
        except NewerSchemaError as error:
            yield Finding(str(error))
        except DamagedError as error:
            if self.repair:
                kept = _set_aside(path)
                if self.library.shelves.stamps():
                    say_shelved(self.library.path)
                else:
                    self._move()
                yield Finding(str(error), kept + _("; the catalogue was made anew from the pages"))
            else:
                yield Finding(str(error))

    def _move(self) -> None:
        def corrected(page: Page) -> tuple[Page, tuple[str, ...]]:
            return self.library.corrected(page), self.library.correction_ids(page.source.name)

        move(self.library.path, corrected, self.progress)

    # -- shelves and pages --------------------------------------------------------------------------

    def shelves(self) -> Iterator[Finding]:
        """Every shelf with the pages of its sources."""
        numbers = list(self.library.shelves.stamps())
        yield from self._missing(numbers)
        for done, number in enumerate(numbers):
            self.progress(done, len(numbers))
            path = self.library.shelves.path(number)
            try:
                shelf = self.library.shelves.read(number)
            except NewerSchemaError as error:
                yield Finding(str(error))
                continue
            except StoreError as error:
                self.changed = True
                yield Finding(str(error), _set_aside(path) if self.repair else "")
                continue
            yield from self._shelf(number, shelf)
        if self.changed and self.repair:
            yield from self._from_packs()

    def _missing(self, numbers: list[int]) -> Iterator[Finding]:
        """Shelves that were there."""
        head = read_head(self.library.path / "table")
        known = set(head.shelves if head else ()) | set(range(max(numbers, default=-1) + 1))
        if not numbers and self.library.packs.numbers():
            known.add(0)
        for number in sorted(known - set(numbers)):
            self.changed = True
            yield Finding(
                _("{path} is missing", path=self.library.shelves.path(number)),
                _("the catalogue was made anew from the pages") if self.repair else "",
            )

    def _shelf(self, number: int, shelf: list[Shelved]) -> Iterator[Finding]:
        kept: list[Shelved] = []
        wrong = 0
        for one in shelf:
            try:
                page = self._page(one)
            except NewerSchemaError as error:
                yield Finding(str(error))
                kept.append(one)
                continue
            except (StoreError, FileNotFoundError) as error:
                self.lost.add(one.name)
                taken = _("it was taken out of the list; its bytes are kept; load its source again")
                yield Finding(f"{error} ({one.name})", taken if self.repair else "")
                continue
            kept.append(one)
            corrections = self.library.correction_ids(one.name)
            if one.corrected == corrections and tuple(row_doc(r) for r in rows_of(page)) != one.rows:
                wrong += 1
                kept[-1] = shelved_of(page, one.page, corrections)
        if wrong:
            path = self.library.shelves.path(number)
            problem = _("{path} does not agree with the pages: {n} sources differ", path=path, n=wrong)
            yield Finding(problem, _("the catalogue was made anew from the pages") if self.repair else "")
        if self.repair and (wrong or len(kept) != len(shelf)):
            self.library.shelves.write(number, kept)
            self.changed = True

    def _page(self, one: Shelved) -> Page:
        """The page of a source, corrected.

        Raises:
            StoreError, FileNotFoundError: It is not there or damaged.
        """
        path = self.library.packs.path(one.page.pack)
        page = self.library.packs.page(one.page)
        if page.source.name != one.name:
            raise DamagedError(_("{path} is damaged: it is not a page", path=path))
        return self.library.corrected(page)

    def _from_packs(self) -> Iterator[Finding]:
        """Put the pages that no sound shelf speaks of back into the catalogue."""
        known = {s.name for _n, shelf in self.library.shelves.all() for s in shelf}
        found: dict[str, Where] = {}
        for number in self.library.packs.numbers():
            with suppress(StoreError, OSError):  # said already
                for where, raw in self.library.packs.records(number):
                    name = _name_in(raw)
                    if name is not None and name not in known:
                        found[name] = where
        made: list[Shelved] = []
        for name, where in found.items():
            page = self.library.corrected(self.library.packs.page(where))
            made.append(shelved_of(page, where, self.library.correction_ids(name)))
        taken = set(self.library.shelves.stamps())
        free = (n for n in itertools.count() if n not in taken)
        for at in range(0, len(made), SHELF_SOURCES):
            self.library.shelves.write(next(free), made[at : at + SHELF_SOURCES])
        if not made and not taken:
            remove_folder(self.library.path / "table")
        say_shelved(self.library.path)  # whatever was made from the shelves before is made anew
        if found:
            n = len(found)
            what = ngettext("{n} source stood on no shelf", "{n} sources stood on no shelf", n)
            yield Finding(f"{self.library.path}: {what}", _("the catalogue was made anew from the pages"))

    # -- the table ----------------------------------------------------------------------------------

    def table(self) -> Iterator[Finding]:
        """The table, byte for byte; one that is behind is brought up to date when it is next used,
        and is no finding.
        """
        folder = self.library.path / "table"
        if not folder.exists() or verify_table(folder):
            return
        problem = _("{path} is damaged; it is made anew from the shelves", path=folder)
        if self.repair:
            remove_folder(folder)
        yield Finding(problem, _("it was made anew") if self.repair else "")


def _name_in(raw: bytes) -> str | None:
    try:
        return page_in(raw, "").source.name
    except StoreError:
        return None


def _check_annotations(library: Library, repair: bool) -> Iterator[Finding]:
    store = library.annotations
    try:
        store.all()
    except StoreError as error:
        yield Finding(str(error))
        return
    if store.recovered:
        mended = ""
        if repair:
            store.mend()
            mended = _("the restored annotations were written")
        yield Finding(store.recovered, mended)


def _check_places(library: Library) -> Iterator[Finding]:
    try:
        placed = place_all(library)
    except StoreError:  # said already
        return
    orphans = sum(a.orphaned for a in placed)
    if orphans:
        yield Finding(
            _(
                "{n} annotations are orphaned; they are kept with their quotes, "
                "`wxreader annotations` lists them",
                n=orphans,
            )
        )


def _temporaries(library: Library, repair: bool) -> Iterator[Finding]:
    """What killed processes left."""
    folders = [library.path / name for name in ("", "pages", "shelves", "table")]
    if not repair:
        left = [p for f in folders for p in f.glob(".*.tmp")]
        yield from (Finding(_("{p}: a temporary file of a killed process", p=p)) for p in left)
        return
    with library.writing(), library.writing(ANNOTATIONS), library.writing(TABLE):
        for folder in folders:
            count = sweep_temporaries(folder)
            if count:
                problem = _(
                    "{folder}: {count} temporary files of a killed process", folder=folder, count=count
                )
                yield Finding(problem, _("they were deleted"))


def _look_through(library: Library, repair: bool, progress: Progress) -> Iterator[Finding]:
    checker = _Checker(library, repair, progress)
    layout = list(checker.layout())
    yield from layout
    if any(not f.mended for f in layout) or layout_of(library.path) is Layout.NOTHING:
        return
    yield from checker.shelves()
    yield from checker.table()
    if repair:
        library.refresh()


def check(
    library: Library, repair: bool = False, progress: Progress = lambda done, total: None
) -> list[Finding]:
    """Verify every file of a library.

    Args:
        library: The library.
        repair: Mend what can be mended. Damaged files are set aside, never deleted.
        progress: Called with (shelves done, shelves to do).

    Returns:
        What is wrong, an empty list for a sound library.
    """
    if not library.path.exists():
        return [
            Finding(_("{path}: there is no library here; `wxreader load PATH` makes one", path=library.path))
        ]
    if not library.path.is_dir():
        raise StoreError(_("{path} is no folder: a library is one", path=library.path))
    findings: list[Finding] = list(_check_foreign(library, repair))
    findings += _temporaries(library, repair)
    findings += _check_annotations(library, repair)  # first: pages are read with their corrections
    if repair:
        with library.writing():
            findings += _look_through(library, repair, progress)
    else:
        with suppress(StoreError):
            library.table()  # an older library is moved first
        findings += _look_through(library, repair, progress)
    findings += _check_places(library)
    return findings
