"""The user's words after kills, power cuts, full disks and years:
all there, or the change refused and kept in memory.
"""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.support.notes import note
from tests.support.power_cut import power_cuts
from wxreader.errors import KeptInMemoryError, NewerSchemaError
from wxreader.library import storage
from wxreader.library.library import Library
from wxreader.library.loader import load

KILLS = int(os.environ.get("WXREADER_KILLS", "20"))
"""500 were run by hand."""


def notes_of(path: Path) -> list[str]:
    return [a.note for a in Library(path).annotations.all()]


def test_every_power_cut_leaves_the_old_or_the_new_notes(tmp_path: Path) -> None:
    path = tmp_path / "library"
    Library(path).annotations.put([note("一")])
    count = 0
    for text in ("二", "三"):
        before = notes_of(path)
        writer = Library(path).annotations
        for state in power_cuts(
            path, lambda text=text, writer=writer: writer.put([note(text)]), tmp_path / text
        ):  # type: ignore[misc]
            count += 1
            assert notes_of(state) in (before, [*before, text])
    assert count > 60


WRITER = """
import sys
from pathlib import Path
from tests.conftest import SEEDS
from tests.support.notes import note
from wxreader.library.library import Library
from wxreader.library.loader import load
store = Library(Path(sys.argv[1])).annotations
print("go", flush=True)
for n in range(10_000):
    made = note(str(n))
    store.put([made])
    print(made.id, flush=True)
"""


def test_killed_at_any_moment_every_confirmed_note_is_there(tmp_path: Path) -> None:
    rng = random.Random(3)
    for n in range(KILLS):
        path = tmp_path / str(n % 10)
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.12))  # a random moment is what is wanted
        process.send_signal(signal.SIGKILL)
        process.wait()
        confirmed = {row.strip() for row in process.stdout.read().split("\n") if len(row.strip()) == 12}
        process.stdout.close()
        kept = Library(path).annotations
        assert confirmed <= {a.id for a in kept.all()}
        assert kept.recovered == ""


def _limited() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))


def test_a_full_disk_refuses_a_note_and_keeps_what_was_there(tmp_path: Path) -> None:
    """RLIMIT_FSIZE: a write that goes past it fails as on a full disk, after a part of it was written."""
    path = tmp_path / "library"
    code = WRITER.replace("note(str(n))", "note(str(n) * 200)")
    process = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        preexec_fn=_limited,
        capture_output=True,
        text=True,
        check=False,
    )
    confirmed = {row for row in process.stdout.split("\n") if len(row) == 12}
    assert "kept in memory" in process.stderr
    assert len(confirmed) > 10
    assert {a.id for a in Library(path).annotations.all()} == confirmed
    assert not list(path.rglob("*.tmp"))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_change_that_cannot_be_written_is_kept_in_memory_and_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    store = Library(tmp_path / "library").annotations
    store.put([note("一")])
    real = os.write
    monkeypatch.setattr(os, "write", lambda *args: (_ for _ in ()).throw(OSError(code, os.strerror(code))))
    with pytest.raises(KeptInMemoryError, match="kept in memory"):
        store.put([note("二")])
    assert [a.note for a in store.all()] == ["一", "二"]
    assert notes_of(tmp_path / "library") == ["一"]
    with pytest.raises(KeptInMemoryError):
        store.put([note("三")])
    monkeypatch.setattr(os, "write", real)
    Library(tmp_path / "library").annotations.put([note("别处")])
    store.write_pending()
    assert [a.note for a in store.all()] == notes_of(tmp_path / "library")
    assert sorted(notes_of(tmp_path / "library")) == sorted(["一", "二", "三", "别处"])
    assert not list((tmp_path / "library").rglob("*.tmp"))


def test_two_processes_of_many_notes_each_lose_none(tmp_path: Path) -> None:
    each = 100
    code = WRITER.replace("10_000", str(each))
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "library")], stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [p.wait(120) for p in both] == [0, 0]
    assert len(notes_of(tmp_path / "library")) == 2 * each


def test_a_library_of_an_older_wxreader_is_copied_and_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library"
    Library(path).annotations.put([note("旧")])
    old = (path / "annotations.json").read_bytes()
    monkeypatch.setattr(storage, "SCHEMA", 2)
    monkeypatch.setitem(storage.MIGRATIONS, 1, lambda tables: {**tables, "new": {}})
    again = Library(path)
    assert [a.note for a in again.annotations.all()] == ["旧"]
    again.annotations.put([note("新")])
    assert (path / "annotations.json.v1").read_bytes() == old
    assert notes_of(path) == ["旧", "新"]
    assert b'"schema":2' in (path / "annotations.json").read_bytes()[:40]
    monkeypatch.setattr(storage, "SCHEMA", 1)
    newer = (path / "annotations.json").read_bytes()
    with pytest.raises(NewerSchemaError):
        Library(path).annotations.put([note("太旧")])
    assert (path / "annotations.json").read_bytes() == newer


def test_a_load_leaves_the_file_that_another_process_writes_a_note_into(tmp_path: Path) -> None:
    """It deleted every temporary file beside the catalogue: a note written at that moment was refused."""
    library = Library(tmp_path / "library")
    load(library, [SEEDS])
    being_written = library.path / ".annotations.json.123.tmp"
    left = library.path / ".catalogue.json.123.tmp"
    being_written.write_bytes(b"{")
    left.write_bytes(b"{")
    load(library, [SEEDS], again=True)
    assert being_written.exists()
    assert not left.exists()
    library.annotations.put([note("x")])  # it has the lock: nobody else writes
    assert not being_written.exists()
