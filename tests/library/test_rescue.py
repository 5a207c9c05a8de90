"""What could not be written survives every way out: a file elsewhere, taken up at the next start."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.library.test_annotations import note
from wxreader.errors import KeptInMemoryError, StoreError
from wxreader.library import rescue
from wxreader.library.library import Library
from wxreader.library.words import Reading
from wxreader.model import Correction

FULL = OSError(28, "No space left on device")


def no_room(*args: object) -> int:
    raise FULL


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of the test."""
    folder = tmp_path / "state"
    monkeypatch.setattr(rescue, "state_folder", lambda: folder)
    return folder


@pytest.fixture
def pending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library with a note on the disk, and changes of every kind that only memory has."""
    library = Library(tmp_path / "library")
    store = library.annotations
    store.put([replace(note("一"), id="a1"), replace(note("二"), id="a2")])
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        for change in (
            lambda: store.put([replace(note("三"), id="a3")]),
            lambda: store.remove(["a1"]),
            lambda: store.mark_reading(Reading(article="x", read=True, paragraph=2, offset=5)),
            lambda: store.save_search("无锡"),
            lambda: store.correct(
                Correction(id="c1", kind="edit", source="s", created="2024", before="甲", after="乙")
            ),
        ):
            with pytest.raises(KeptInMemoryError):
                change()
    return library


def test_what_is_pending_is_written_on_the_way_out_where_there_is_room_again(pending: Library) -> None:
    assert pending.annotations.rescue(pending.path).count == 0
    assert [a.id for a in Library(pending.path).annotations.all()] == ["a2", "a3"]


def test_without_room_it_is_kept_elsewhere_and_taken_up_at_the_next_start(
    pending: Library, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        pending.annotations, "write_pending", lambda: (_ for _ in ()).throw(StoreError("full"))
    )
    done = pending.annotations.rescue(pending.path)
    assert done.count == 5
    assert done.path
    assert done.path.parent == elsewhere
    assert done.path.stat().st_mode & 0o777 == 0o600
    again = Library(pending.path)
    assert [a.id for a in again.annotations.all()] == ["a1", "a2"]
    assert again.annotations.take_up(again.path) == 5
    fresh = Library(pending.path).annotations
    assert [a.id for a in fresh.all()] == ["a2", "a3"]
    assert fresh.reading()["x"].paragraph == 2
    assert fresh.searches() == ["无锡"]
    assert [c.id for c in fresh.corrections()] == ["c1"]
    assert not done.path.exists()
    assert again.annotations.take_up(again.path) == 0


def test_a_row_that_was_changed_since_is_not_set_back(
    pending: Library, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        pending.annotations, "write_pending", lambda: (_ for _ in ()).throw(StoreError("full"))
    )
    assert pending.annotations.rescue(pending.path).path
    other = Library(pending.path).annotations
    other.put([replace(note("三，改过"), id="a3", modified="2999-01-01")])
    other.take_up(pending.path)
    assert other.get("a3").note == "三，改过"


def test_where_no_disk_has_room_the_words_are_handed_over(
    pending: Library, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", no_room)
    done = pending.annotations.rescue(pending.path)
    assert (done.count, done.path) == (5, None)
    assert {"三", "无锡", "乙"} <= set(done.words)


def test_another_librarys_rescue_is_left_alone(pending: Library, elsewhere: Path, tmp_path: Path) -> None:
    assert rescue.write_rescue(tmp_path / "other", pending.annotations.pending)
    assert pending.annotations.take_up(pending.path) == 0
    assert len(list(elsewhere.iterdir())) == 1


def test_a_rescue_file_that_is_spoiled_or_a_link_is_left_alone(pending: Library, elsewhere: Path) -> None:
    path = rescue.write_rescue(pending.path, pending.annotations.pending)
    assert path
    path.with_name(path.name.replace(".json", "x.json")).symlink_to("/dev/zero")
    path.write_bytes(path.read_bytes()[:-9])
    assert Library(pending.path).annotations.take_up(pending.path) == 0
    assert path.exists()


def test_a_text_that_no_file_can_hold_is_refused_and_stands_in_no_ones_way(tmp_path: Path) -> None:
    store = Library(tmp_path / "library").annotations
    with pytest.raises(StoreError, match="nothing was changed"):
        store.put([note("\ud800")])
    store.put([note("好")])
    assert [a.note for a in store.all()] == ["好"]


@pytest.mark.parametrize("second", ["2026-11-24T11:59:59+00:00", "2026-11-24T12:00:00+00:00"])
def test_corrections_keep_the_order_in_which_they_were_made_whatever_the_clock_says(
    library: Library, second: str
) -> None:
    row = library.rows()[0]
    one = library.article(row.id).paragraphs[0].text
    two, three = f"（一）{one}", f"（二）（一）{one}"
    library.correct(
        Correction(
            id="bbb",
            kind="edit",
            source=row.source,
            created="2026-11-24T12:00:00+00:00",
            before=one,
            after=two,
        )
    )
    library.correct(
        Correction(id="aaa", kind="edit", source=row.source, created=second, before=two, after=three)
    )
    assert [c.id for c in library.annotations.corrections()] == ["bbb", "aaa"]
    assert Library(library.path).article(row.id).paragraphs[0].text == three
    library.take_back(library.annotations.corrections()[-1])
    library.correct(
        Correction(id="aab", kind="edit", source=row.source, created="2020", before=two, after=three)
    )
    assert [c.id for c in library.annotations.corrections()] == ["bbb", "aab"]
