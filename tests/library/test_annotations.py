"""The user's words: every confirmed change is on disk, two terminals lose nothing,
damage falls back to a backup.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.notes import note
from wxreader.library.library import Library
from wxreader.library.words import Reading


def test_an_annotation_is_there_for_the_next_reader(library: Library) -> None:
    made = note("笔记")
    library.annotations.put([made])
    assert Library(library.path).annotations.all() == [made]


def test_removing_keeps_it_among_the_removed(library: Library) -> None:
    made = note("三年的笔记")
    library.annotations.put([made])
    library.annotations.remove([made.id])
    assert library.annotations.all() == []
    assert "三年的笔记" in (library.path / "annotations.json").read_text("utf-8")


def test_reading_marks_are_kept(library: Library) -> None:
    library.annotations.mark_reading(Reading(article="x", read=True, paragraph=2, offset=14))
    assert Library(library.path).annotations.reading()["x"] == Reading(
        article="x", read=True, paragraph=2, offset=14
    )


def test_a_second_writer_is_seen(library: Library) -> None:
    library.annotations.put([note()])
    Library(library.path).annotations.put([note()])
    assert library.annotations.changed()
    assert len(library.annotations.all()) == 2


def test_two_processes_lose_no_note(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from wxreader.library.library import Library; from tests.support.notes import note\n"
        "store = Library(Path(sys.argv[1])).annotations\n"
        "for n in range(40): store.put([note(str(n))])"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "library")]) for _ in range(2)]
    assert [p.wait(60) for p in both] == [0, 0]
    assert len(Library(tmp_path / "library").annotations.all()) == 80


def test_a_damaged_file_falls_back_to_the_newest_backup(library: Library) -> None:
    first, second = note("一"), note("二")
    library.annotations.put([first])
    library.annotations.put([second])
    path = library.path / "annotations.json"
    path.write_bytes(b"")
    again = Library(library.path).annotations
    assert again.all() == [first]
    assert "restored" in again.recovered
    assert list(library.path.glob("annotations.json.damaged-*"))


def test_a_missing_file_with_backups_is_no_empty_one(library: Library) -> None:
    library.annotations.put([note("一")])
    library.annotations.put([note("二")])
    (library.path / "annotations.json").unlink()
    assert [a.note for a in Library(library.path).annotations.all()] == ["一"]


def test_writing_after_a_fallback_keeps_what_was_restored(library: Library) -> None:
    library.annotations.put([note("一")])
    library.annotations.put([note("二")])
    (library.path / "annotations.json").write_bytes(b"garbage")
    again = Library(library.path).annotations
    again.put([note("三")])
    assert [a.note for a in Library(library.path).annotations.all()] == ["一", "三"]
