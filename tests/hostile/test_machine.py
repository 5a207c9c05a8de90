"""The machine as it may be: another's files, any umask, names and times of any kind, a file too large."""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.hostile.crafted import calls
from tests.support.calls import Answer, ask
from tests.support.notes import note
from wxreader.errors import StoreError
from wxreader.library import storage
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.search.index import update_index

WRITING = {"annotate", "load", "import"}


@pytest.fixture
def umask_000() -> Iterator[None]:
    old = os.umask(0)
    yield
    os.umask(old)


def test_no_file_of_a_library_is_anybodys_but_its_owners(tmp_path: Path, umask_000: None) -> None:
    library = Library(tmp_path / "library")
    load(library, [SEEDS])
    update_index(library)
    library.annotations.put([note("x")])
    assert list((library.path / "index").glob("*.idx"))
    open_ones = [p for p in library.path.rglob("*") if stat.S_IMODE(p.lstat().st_mode) & 0o077]
    assert open_ones == []


def without_privileges(call: Callable[[], int]) -> int:
    """Run a call as a user who may read and write only what the modes say, root or not."""
    version, all_of_them = 0x20080522, struct.pack("6I", *[0] * 6)
    head = ctypes.create_string_buffer(struct.pack("II", version, 0))
    assert ctypes.CDLL(None).capset(head, ctypes.create_string_buffer(all_of_them)) == 0
    return call()


def modes(library: Path, folder: int, file: int) -> None:
    """Give every folder and file of a library a mode, the folder itself last."""
    for path in [*library.rglob("*"), library]:
        path.chmod(folder if path.is_dir() else file)


@pytest.fixture
def anothers(library: Library) -> Iterator[Path]:
    """A library, whose modes the test changes."""
    yield library.path
    modes(library.path, 0o700, 0o600)


def answers(library: Path) -> Iterator[tuple[list[str], Answer]]:
    """What every command says where only the modes count."""
    for call in calls(Library(library).rows()[0].id, SEEDS):
        argv = [*call, "--library", str(library), "--lang", "en"]
        yield call, ask(argv, around=without_privileges)


def test_a_library_that_may_only_be_read(anothers: Path) -> None:
    modes(anothers, 0o500, 0o400)
    for call, answer in answers(anothers):
        said = answer.seen.decode()
        assert "Traceback" not in said
        if call[0] in WRITING or "--repair" in call:
            assert answer.status == 1
            assert "cannot be written (Permission denied)" in said
        else:
            assert answer.status == 0 or call[0] == "export", said


def test_a_library_that_may_not_even_be_read(anothers: Path) -> None:
    asked = list(answers(anothers))  # while it may
    assert all(answer.status in (0, 1) for _call, answer in asked)
    article = Library(anothers).rows()[0].id
    modes(anothers, 0o500, 0o000)
    for call in calls(article, SEEDS):
        answer = ask([*call, "--library", str(anothers), "--lang", "en"], around=without_privileges)
        said = answer.seen.decode()
        assert answer.status == 1, (call, said)
        assert "Permission denied" in said
        assert "Traceback" not in said
        assert said.count("\n") == 1


@pytest.mark.parametrize(
    "name", ["lib\x1b]0;P\x07\x1b[31m\n\u202e", os.fsdecode(b"lib\xff\x9b31m"), "-rf {x} %s"]
)
def test_a_library_in_a_folder_of_any_name(library: Library, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copytree(library.path, path)
    for call in [*calls(library.rows()[0].id, SEEDS), ["load", str(tmp_path / "no\x1b[31m")]]:
        answer = ask([*call, f"--library={path}", "--lang", "en"])
        assert answer.status in (0, 1, 2)
        assert b"Traceback" not in answer.seen
        assert call[0] == "export" or not {0x1B, 0x07, 0x9B} & set(
            answer.seen.decode("utf-8").encode("latin-1", "ignore")
        )


TIMES = [-62135596800.0, -1.0, 0.0, 2.0**31, 253402300800.0, 2.0**40]
"""Seconds: the year 1, before and at 1970, past 2038, the year 10000, the year 36812."""


@pytest.mark.parametrize("seconds", TIMES)
def test_files_of_any_time(tmp_path: Path, seconds: float) -> None:
    """A clock that jumped leaves such times, in dumps and in the library."""
    dumps, path = tmp_path / "dumps", tmp_path / "library"
    shutil.copytree(SEEDS, dumps)
    try:
        for file in dumps.iterdir():
            os.utime(file, (seconds, seconds))
    except OSError:
        pytest.skip("the file system has no such times")
    assert not load(Library(path), [dumps]).failed
    update_index(Library(path))
    Library(path).annotations.put([note("x")])
    for file in path.rglob("*"):
        os.utime(file, (seconds, seconds))
    first = Library(path).rows()[0].id
    for call in calls(first, dumps):
        answer = ask([*call, "--library", str(path), "--lang", "en"])
        assert answer.status in (0, 1), answer.seen
        assert b"Traceback" not in answer.seen
    assert "x" in [a.note for a in Library(path).annotations.all()]
    text = (path / "annotations.json").read_bytes()
    (path / "annotations.json").write_bytes(text[:-9])
    os.utime(path / "annotations.json", (seconds, seconds))
    assert Library(path).annotations.all()  # of the newest backup; the damaged file's name has its time
    assert list(path.glob("annotations.json.damaged-*"))


def test_a_file_that_would_never_be_read_again_is_not_written(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.annotations.put([note("kept")])
    monkeypatch.setattr(storage, "LARGEST", 5000)
    with pytest.raises(StoreError, match="larger than any file"):
        library.annotations.put([note("x" * 6000)])
    assert [a.note for a in Library(library.path).annotations.all()] == ["kept"]
