"""Verifying a shared archive: each page against its checksum, each article against its page.

Articles that differ are made anew from their pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from wxreader.errors import StoreError
from wxreader.i18n import _
from wxreader.library.check import Finding
from wxreader.library.store import Store
from wxreader.shared.connection import Json, MissingLibraryError
from wxreader.shared.documents import page_of_document, source_in
from wxreader.shared.library import SharedLibrary, as_shared
from wxreader.shared.pages import BATCH_PAGES
from wxreader.shared.translate import EVERYTHING
from wxreader.text import one_line

Progress = Callable[[int, int], None]


def check_shared(library: Store, repair: bool, progress: Progress) -> Iterator[Finding]:
    """Everything that is wrong with an archive, mended where `repair` says so.

    Raises:
        StoreError: The cluster cannot be asked.
    """
    shared = as_shared(library)
    if repair and shared.catch_up():
        yield Finding(_("corrections were not in the list yet"), _("they are now"))
    written = _written(shared)
    known: dict[str, tuple[str, str]] = {}
    for done, document in enumerate(_pages(shared)):
        name = str(document.get("name"))
        progress(done, done + 1)
        found = {k: written.pop(k, None) for k in _ids(document)}
        expected = (name, str(document.get("revision")))
        problem = _problem(document, name)
        if not problem and any(place != expected for place in found.values()):
            problem = _("{name}: its articles in the list are not those of its page", name=one_line(name))
            yield Finding(problem, _rewrite(shared, name) if repair else "")
        elif problem:
            yield Finding(problem)
        known.update(dict.fromkeys(found, expected))
    for key, (source, _revision) in written.items():
        if key not in known:
            problem = _("{id}: an article of no page ({source})", id=key, source=one_line(source)[:80])
            yield Finding(problem, _delete(shared, key) if repair else "")
    if repair:
        shared.write_catalogue([])


def _problem(document: Json, name: str) -> str:
    if source_in(document) is None:
        return _("{name}: its page's document is none of wxreader's; load it again", name=one_line(name)[:80])
    try:
        page_of_document(document, name)
    except StoreError as error:
        return str(error)
    return ""


def _ids(document: Json) -> list[str]:
    ids = document.get("ids")
    return [str(i) for i in ids] if isinstance(ids, list) else []


def _pages(shared: SharedLibrary) -> Iterator[Json]:
    body = {"query": EVERYTHING, "sort": [{"name": "asc"}]}
    try:
        for hits in shared.connection.pages_of(shared.pages_alias, body, BATCH_PAGES):
            yield from (hit["_source"] for hit in hits)
    except MissingLibraryError:
        return


def _written(shared: SharedLibrary) -> dict[str, tuple[str, str]]:
    """For every article of the list its source and the revision of the page that it was made from."""
    body = {"query": EVERYTHING, "sort": [{"id": "asc"}], "_source": ["source", "revision"]}
    out: dict[str, tuple[str, str]] = {}
    try:
        for hits in shared.connection.pages_of(shared.articles_alias, body, 5000):
            for hit in hits:
                said: dict[str, Any] = hit["_source"]
                out[hit["_id"]] = (str(said.get("source")), str(said.get("revision")))
    except MissingLibraryError:
        return {}
    return out


def _rewrite(shared: SharedLibrary, name: str) -> str:
    shared.write_page(shared.stored_page(name))
    return _("they were made anew")


def _delete(shared: SharedLibrary, key: str) -> str:
    asked = {"query": {"ids": {"values": [key]}}}
    shared.connection.ask("POST", f"/{shared.articles_alias}/_delete_by_query", asked, seconds=60)
    return _("it was taken out of the list")
