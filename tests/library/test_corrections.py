"""A correction is kept before the catalogue hears of it: whatever comes between, the two agree again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wxreader.cli import main
from wxreader.errors import KeptInMemoryError, NotFoundError, StoreError
from wxreader.library import library as module
from wxreader.library.check import check
from wxreader.library.codec import correction_doc
from wxreader.library.library import ANNOTATIONS, Library
from wxreader.model import Correction
from wxreader.press.corrections import joining


@pytest.fixture
def join(library: Library) -> Correction:
    """A source's second article joined to its first."""
    source = next(r.source for r in library.rows() if r.order == 1)
    first, second, *_others = library.page(source).articles
    return joining(source, first, second, "c1", "2024-01-01T00:00:00+00:00")


def full_disk(*args: object) -> None:
    raise StoreError("catalogue.json cannot be written")


def test_a_disk_that_is_full_between_correction_and_catalogue(
    library: Library, join: Correction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "write_catalogue", full_disk)
    with pytest.raises(KeptInMemoryError, match="list of articles could not be written"):
        library.correct(join)
    monkeypatch.undo()
    lost = library.page(join.source).articles[0].order + 1
    row = next(r for r in library.rows() if r.source == join.source and r.order == lost)
    with pytest.raises(NotFoundError, match="not on its page"):
        library.article(row.id)
    later = Library(library.path)
    assert len(later.rows()) == 16
    assert later.catch_up()
    assert len(later.rows()) == 15
    assert check(Library(library.path)) == []
    monkeypatch.setattr(Library, "write_catalogue", full_disk)
    with pytest.raises(KeptInMemoryError):
        later.take_back(join)
    monkeypatch.undo()
    later.catch_up()
    assert len(later.rows()) == 16
    assert check(Library(library.path)) == []


def test_a_correction_kept_in_memory_is_shown_and_in_the_catalogue_once_it_is_written(
    library: Library, join: Correction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "NOTE_TIMEOUT", 0.05)
    fresh = Library(library.path)
    before = len(fresh.page(join.source).articles)
    with library.writing(ANNOTATIONS), pytest.raises(KeptInMemoryError):
        fresh.correct(join)
    assert len(fresh.page(join.source).articles) == before - 1
    assert len(fresh.rows()) == 16
    fresh.annotations.write_pending()
    fresh.catch_up()
    assert len(Library(library.path).rows()) == 15


def test_nothing_is_written_where_nothing_is_behind(
    library: Library, join: Correction, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.correct(join)
    monkeypatch.setattr(Library, "write_catalogue", full_disk)
    assert not library.catch_up()
    assert not Library(library.path).catch_up()


def test_an_imported_correction_is_in_the_list_at_once(
    library: Library, join: Correction, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.json"
    path.write_text(
        json.dumps([{**correction_doc(join), "kind": "correction", "correction": join.kind}]), "utf-8"
    )
    assert main(["--library", str(library.path), "import", str(path)]) == 0
    assert len(Library(library.path).rows()) == 15
    assert check(Library(library.path)) == []
