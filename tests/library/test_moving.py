"""An older library is moved into shelves once, by itself, and is there as it was until all of it reads
back.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.library.made import before_shelves, page, put
from tests.library.test_shelves import contents, sound
from tests.support.notes import note
from wxreader.errors import StoreError
from wxreader.library import layout
from wxreader.library.check import check
from wxreader.library.layout import Layout, layout_of
from wxreader.library.library import Library
from wxreader.library.packs import Packs


def files(path: Path) -> dict[str, bytes]:
    """The old library's own files."""
    return {
        str(p.relative_to(path)): p.read_bytes()
        for p in sorted(path.rglob("*.json"))
        if "backups" not in str(p)
    }


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library of 150 pages as it was before shelves, with a note."""
    path = tmp_path / "library"
    before_shelves(path, *(page(n, articles=12 if n == 3 else 2) for n in range(150)))
    Library(path).annotations.put([note("三年的笔记")])
    return path


def test_an_old_library_is_moved_when_it_is_opened(old: Path) -> None:
    steps: list[tuple[int, int]] = []
    library = Library(old)
    library.progress = lambda done, total: steps.append((done, total))
    assert len(library.rows()) == 2 * 149 + 12
    assert (299, 300) in steps
    assert [a.order for a in library.page("00003.txt").articles] == list(range(12))
    assert layout_of(old) is Layout.SHELVES
    assert [p.suffix for p in (old / "pages").iterdir()] == [".pack"]
    assert [a.note for a in library.annotations.all()] == ["三年的笔记"]
    sound(old)


def test_a_page_that_was_damaged_before_is_set_aside_and_the_others_are_moved(old: Path) -> None:
    broken = sorted((old / "pages").glob("*.json"))[7]
    broken.write_bytes(broken.read_bytes()[:-9])
    assert len(contents(old)) == 149
    assert len(list((old / "pages").glob("*.damaged-*"))) == 1
    sound(old)


def test_a_page_that_does_not_read_back_stops_the_move_and_nothing_is_lost(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(old)
    real = Packs.raw
    monkeypatch.setattr(Packs, "raw", lambda self, where: real(self, where)[:-1] + b" ")
    with pytest.raises(StoreError, match="not moved"):
        len(Library(old).rows())
    assert before.items() <= files(old).items()
    monkeypatch.undo()
    assert len(contents(old)) == 150


@pytest.mark.parametrize("step", ["append", "sync", "raw", "say_shelved"])
@pytest.mark.parametrize("after", [0, 1])
def test_a_move_that_is_killed_is_begun_again(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: int
) -> None:
    class KilledError(BaseException):
        """Nothing catches this."""

    before, calls = files(old), 0

    def killed(*args: object) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise KilledError

    if step == "say_shelved":
        monkeypatch.setattr(layout, step, killed)
        after = 0
    else:
        real = getattr(Packs, step)
        monkeypatch.setattr(Packs, step, lambda *args: killed() or real(*args))
    try:
        len(Library(old).rows())
    except KilledError:
        assert before.items() <= files(old).items()
    monkeypatch.undo()
    assert len(contents(old)) == 150
    sound(old)


def test_a_library_whose_old_catalogue_is_lost_is_moved_by_mending(old: Path) -> None:
    (old / "catalogue.json").write_bytes(b"{")
    with pytest.raises(StoreError, match=r"catalogue\.json"):
        len(Library(old).rows())
    assert check(Library(old), repair=True)[0].mended
    assert len(contents(old)) == 150
    sound(old)


def test_an_old_library_takes_new_pages_at_once(old: Path) -> None:
    put(Library(old), page(400))
    assert len(contents(old)) == 151
    sound(old)


def test_a_library_that_cannot_be_moved_says_so(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StoreError, match="cannot be written"):
        len(Library(old).rows())
