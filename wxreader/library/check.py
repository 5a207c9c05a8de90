"""Verifying a library, and mending what can be mended without losing anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from wxreader.atomic import sweep_temporaries
from wxreader.errors import NewerSchemaError, StoreError
from wxreader.i18n import _
from wxreader.library.codec import row_of
from wxreader.library.library import ANNOTATIONS, Library, read_page_file
from wxreader.library.own import find_foreign, set_aside
from wxreader.library.placing import place_all
from wxreader.model import Page


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a library."""

    problem: str
    """One sentence that names the file."""
    mended: str = ""
    """What was done about it; empty where nothing was."""


def _read_page(library: Library, path: Path) -> Page:
    page = read_page_file(path)
    if page is None or library.page_path(page.source.name) != path:
        raise StoreError(_("{path} is damaged: it is not a page", path=path))
    return page


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


def _check_pages(library: Library, repair: bool) -> tuple[dict[str, Page], list[Finding]]:
    pages: dict[str, Page] = {}
    findings = []
    for path in sorted((library.path / "pages").glob("*.json")):
        try:
            page = _read_page(library, path)
        except NewerSchemaError as error:
            findings.append(Finding(str(error)))
        except StoreError as error:
            findings.append(
                Finding(str(error), _set_aside(path) + _("; load its source again") if repair else "")
            )
        else:
            pages[page.source.name] = library.corrected(page)
    return pages, findings


def _check_catalogue(library: Library, pages: dict[str, Page], repair: bool) -> Iterator[Finding]:
    path = library.path / "catalogue.json"
    problem = ""
    try:
        known = {s.name for s in library.sources()}
        rows = {r.id for r in library.rows()}
    except NewerSchemaError as error:
        yield Finding(str(error))
        return
    except StoreError as error:
        problem = str(error)
        if repair:
            _set_aside(path)
    else:
        expected = {a.id for p in pages.values() for a in p.articles}
        if known != set(pages) or rows != expected:
            problem = _(
                "{path} does not agree with the pages: {n} articles differ", path=path, n=len(rows ^ expected)
            )
    if problem:
        if repair:
            path.unlink(missing_ok=True)
            library.refresh()
            library.write_catalogue(
                [(p.source, [row_of(a, p.source) for a in p.articles]) for p in pages.values()]
            )
        yield Finding(problem, _("the catalogue was made anew from the pages") if repair else "")


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
            store.put([])
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
                "{n} annotations are orphaned; they are kept with their quotes, `wxreader annotations` lists them",
                n=orphans,
            )
        )


def check(library: Library, repair: bool = False) -> list[Finding]:
    """Verify every file of a library.

    Args:
        library: The library.
        repair: Mend what can be mended. Damaged files are set aside, never deleted.

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
    if repair:
        with library.writing(), library.writing(ANNOTATIONS):
            for folder in (library.path, library.path / "pages"):
                count = sweep_temporaries(folder)
                if count:
                    findings.append(
                        Finding(
                            _(
                                "{folder}: {count} temporary files of a killed process",
                                folder=folder,
                                count=count,
                            ),
                            _("they were deleted"),
                        )
                    )
    else:
        left = [p for f in (library.path, library.path / "pages") for p in f.glob(".*.tmp")]
        findings += [Finding(_("{p}: a temporary file of a killed process", p=p)) for p in left]
    with suppress(FileNotFoundError):
        findings += _check_annotations(library, repair)  # first: pages are read with their corrections
        with library.writing() if repair else nullcontext():
            pages, bad = _check_pages(library, repair)
            findings += bad
            findings += _check_catalogue(library, pages, repair)
        findings += _check_places(library)
    return findings
