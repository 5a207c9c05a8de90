"""Loading straight into an archive, copying a library there and back, being stopped, mending."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.library.made import page as made_page
from tests.library.made import put
from tests.shared.nodes import Node, get
from tests.support.calls import result
from wxreader import copying
from wxreader.copying import copy, digest
from wxreader.library.library import Library
from wxreader.library.store import Store
from wxreader.model import Correction, CorrectionKind
from wxreader.opening import check, finder_of
from wxreader.shared.library import SharedLibrary


def whole(library: Store) -> dict[str, str]:
    """Every page by its source."""
    return {s.name: digest(library.stored_page(s.name)) for s in library.iter_sources()}


def no_progress(done: int, total: int) -> None:
    """Nobody watches."""


def test_loading_gives_what_a_folder_has(archive: SharedLibrary, library: Library) -> None:
    loaded = result("load", "--json", str(SEEDS), WXREADER_LIBRARY=archive.address)
    assert (loaded["new"], loaded["failed"]) == (5, [])
    again = result("load", "--json", str(SEEDS), WXREADER_LIBRARY=archive.address)
    assert (again["new"], again["unchanged"]) == (0, 5)
    ours = {a["id"]: a for a in result("articles", "--json", WXREADER_LIBRARY=archive.address)}
    assert ours == {a["id"]: a for a in result("articles", "--json", WXREADER_LIBRARY=str(library.path))}
    assert check(archive, repair=False, progress=no_progress) == []


def test_there_and_back_is_the_same(archive: SharedLibrary, library: Library, tmp_path: Path) -> None:
    put(library, *(made_page(n) for n in range(20)))
    correction = Correction(
        id="c1",
        kind=CorrectionKind.CROSSHEAD,
        source="00001.txt",
        created="2026-01-01T00:00:00+00:00",
        before="x",
        after="yes",
    )
    library.annotations.correct(correction)
    there = copy(library, archive)
    back = Library(tmp_path / "back")
    home = copy(archive, back)
    assert (there.written, there.different, home.written, home.different) == (25, [], 25, [])
    assert whole(back) == whole(archive) == whole(library)
    assert back.annotations.corrections() == library.annotations.corrections()
    assert copy(library, archive).written == 0
    assert sorted(r.id for r in back.rows()) == sorted(r.id for r in library.rows())


def test_stopped_in_the_middle_it_goes_on(
    archive: SharedLibrary, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, *(made_page(n) for n in range(20)))
    monkeypatch.setattr(copying, "BATCH", 5)

    def stop(done: int, total: int) -> None:
        if done == 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(library, archive, stop)
    archive.write_catalogue([])
    rest = copy(library, archive)
    assert 0 < rest.written < 25
    assert whole(archive) == whole(library)


def test_a_page_loaded_anew_leaves_nothing_of_the_old_behind(archive: SharedLibrary) -> None:
    archive.make()
    archive.write_page(made_page(1, 5))
    archive.write_catalogue([])
    archive.write_page(made_page(1, 2, words="另一些文字"))
    archive.write_catalogue([])
    assert len(archive.rows("date")) == 2
    assert finder_of(archive).search("太湖").total == 0
    assert check(archive, repair=False, progress=no_progress) == []


def test_check_makes_articles_anew_from_their_page(node: Node, archive: SharedLibrary) -> None:
    archive.make()
    archive.write_page(made_page(1))
    archive.write_catalogue([])
    lost = archive.rows("date")[0].id
    get(node.http, f"/{archive.name}-articles-2023/_doc/{lost}?refresh=true", "DELETE")
    (found,) = check(archive, repair=False, progress=no_progress)
    assert "00001.txt" in found.problem
    (found,) = check(archive, repair=True, progress=no_progress)
    assert found.mended
    assert check(archive, repair=False, progress=no_progress) == []
    assert archive.article(lost).id == lost


def test_an_archive_of_a_newer_wxreader_is_refused(
    node: Node, archive: SharedLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wxreader.errors import NewerSchemaError
    from wxreader.opening import open_library
    from wxreader.shared import schema

    monkeypatch.setattr(schema, "SCHEMA", 2)
    archive.make()
    monkeypatch.undo()
    with pytest.raises(NewerSchemaError, match="newer wxreader"):
        len(open_library(archive.address).rows("date"))


def test_results_come_in_pieces_each_once(
    archive: SharedLibrary, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(library, *(made_page(n, 5) for n in range(30)))
    copy(library, archive)
    monkeypatch.setattr("wxreader.shared.finder.PIECE", 40)
    pieces = list(finder_of(archive).pieces("太湖"))
    found = [r.article for piece in pieces for r in piece.results]
    assert len(pieces) > 3
    assert len(found) == len(set(found)) == pieces[0].total
    assert [r.article for r in finder_of(archive).search("太湖", 100).results] == found[:100]


def test_a_year_is_that_of_the_page(archive: SharedLibrary, node: Node) -> None:
    archive.make()
    archive.write_page(made_page(1))
    archive.write_catalogue([])
    indices = get(node.http, f"/{archive.name}-*/_alias")
    assert f"{archive.name}-pages-2023" in indices
    assert list(indices[f"{archive.name}-articles-2023"]["aliases"]) == [f"{archive.name}-articles"]
