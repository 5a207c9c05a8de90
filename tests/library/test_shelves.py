"""Shelves, packs and table after kills, power cuts, full disks and strangers:
the old library or the new one, whole.
"""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.library.made import page, put
from tests.support.power_cut import power_cuts
from wxreader.errors import DamagedError, NewerSchemaError, StoreError
from wxreader.library import packs as packs_module
from wxreader.library.check import check
from wxreader.library.layout import layout_of
from wxreader.library.library import Library, rows_of
from wxreader.library.shelves import SHELF_SOURCES

KILLS = int(os.environ.get("WXREADER_KILLS", "12"))
"""500 were run by hand, into a library of 100,000 articles."""
GROWN = os.environ.get("WXREADER_GROWN", "")
"""A library to copy and kill loaders of; a small one is made where none is named."""


def contents(path: Path) -> dict[str, list[str]]:
    """What a library holds: every source with the texts of its articles, read whole."""
    library = Library(path)
    return {s.name: [a.paragraphs[0].text for a in library.page(s.name).articles] for s in library.sources()}


def sound(path: Path) -> None:
    """Every row leads to its article, and nothing is wrong but what a killed process left."""
    library = Library(path)
    assert sorted(r.id for r in library.rows()) == sorted(a.id for a in library.articles())
    left = ("temporary", "orphaned")
    assert [f.problem for f in check(Library(path)) if not any(word in f.problem for word in left)] == []


def test_every_power_cut_leaves_the_old_or_the_new_library(tmp_path: Path) -> None:
    path = tmp_path / "library"
    put(Library(path), page(1), page(2))
    before = contents(path)
    after = {**before, "00002.txt": [a.paragraphs[0].text for a in page(2, words="改").articles]}
    after["00003.txt"] = [a.paragraphs[0].text for a in page(3).articles]
    count = 0
    writer = Library(path)
    for state in power_cuts(path, lambda: put(writer, page(2, words="改"), page(3)), tmp_path / "cut"):
        count += 1
        assert contents(state) in (before, after)
        sound(state)
    assert count > 60


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("forever", [False, True])
def test_every_failing_operation_leaves_the_old_or_the_new_library_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, forever: bool
) -> None:
    names = ("open", "write", "pwrite", "fsync", "replace")
    real: dict[str, Callable[..., Any]] = {n: getattr(os, n) for n in names}
    for k in range(200):
        path = tmp_path / str(k)
        library = Library(path)
        put(library, page(1))
        before, seen = contents(path), 0

        def failing(name: str, k: int = k) -> Callable[..., Any]:
            def call(*args: Any, **kwargs: Any) -> Any:
                nonlocal seen
                seen += 1
                if seen - 1 == k or (forever and seen - 1 > k):
                    raise OSError(code, os.strerror(code))
                return real[name](*args, **kwargs)

            return call

        said = False
        with monkeypatch.context() as patch:
            for name in names:
                patch.setattr(os, name, failing(name))
            try:
                put(library, page(2))
            except StoreError:
                said = True
        found = contents(path)
        assert found == before or len(found) == 2
        assert said or len(found) == 2
        sound(path)
        put(Library(path), page(3))
        assert len(contents(path)) == len(found) + 1
        if seen <= k:
            return
    pytest.fail("the write never succeeded")


WRITER = """
import sys
from pathlib import Path
from tests.library.made import page
from wxreader.library.library import Library, rows_of
library, first = Library(Path(sys.argv[1])), int(sys.argv[2])
with library.writing():
    print("go", flush=True)
    for n in range(first, first + 100_000, 3):
        made = [page(n % 99_991 + i) for i in range(3)]
        for one in made:
            library.write_page(one)
        library.write_catalogue([(p.source, rows_of(p)) for p in made], publish=n % 5 == 0)
        print(*(p.source.name for p in made), flush=True)
"""


def test_killed_at_any_moment_every_page_that_was_loaded_is_there(tmp_path: Path) -> None:
    rng = random.Random(7)
    path = tmp_path / "library"
    if GROWN:
        shutil.copytree(GROWN, path)
    else:
        put(Library(path), *(page(90_000 + n) for n in range(SHELF_SOURCES + 9)))
    before = len(Library(path).rows())
    confirmed: set[str] = set()
    for n in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(n * 150)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(rng.uniform(0.0, 1.5 if GROWN else 0.15))  # a random moment is what is wanted
        process.send_signal(signal.SIGKILL)
        process.wait()
        whole = [row for row in process.stdout.read().split("\n") if len(row.split()) == 3]
        process.stdout.close()
        confirmed.update(name for row in whole for name in row.split())
        library = Library(path)
        there = [library.source(name) for name in confirmed]
        assert None not in there
        assert len(library.rows()) >= before + sum(s[1] for s in there if s)
        assert all(
            library.page(name).articles for name in rng.sample(sorted(confirmed), min(9, len(confirmed)))
        )
    assert len(confirmed) > KILLS
    if not GROWN:
        sound(path)


def _limited() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_a_full_disk_in_the_middle_of_a_shelf_keeps_what_was_there(tmp_path: Path) -> None:
    """RLIMIT_FSIZE: the write that goes past it fails after a part of it was written."""
    path = tmp_path / "library"
    process = subprocess.run(
        [sys.executable, "-c", WRITER, str(path), "0"],
        preexec_fn=_limited,
        capture_output=True,
        text=True,
        check=False,
    )
    confirmed = {name for row in process.stdout.split("\n")[1:] for name in row.split()}
    assert "cannot be written" in process.stderr
    assert len(confirmed) > 10
    assert confirmed <= set(contents(path))
    sound(path)
    put(Library(path), page(70_000))
    assert "70000.txt" in contents(path)


def test_two_loaders_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library"
    code = WRITER.replace("100_000", "90").replace("with library.writing():", "if True:").replace(
        "        made =", "      with library.writing():\n        made ="
    )  # fmt: skip
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(n)], stdout=subprocess.DEVNULL)
        for n in (0, 1000)
    ]
    assert [p.wait(120) for p in both] == [0, 0]
    assert len(Library(path).sources()) == 180
    sound(path)


def test_shelves_and_packs_stay_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs_module, "PACK_BYTES", 20_000)
    library = Library(tmp_path / "library")
    for n in range(0, 300, 20):
        put(library, *(page(n + i) for i in range(20)))
    assert len(library.sources()) == 300
    assert len(library.shelves.stamps()) == -(-300 // SHELF_SOURCES)
    assert len(library.packs.numbers()) > 5
    assert max(library.packs.path(n).stat().st_size for n in library.packs.numbers()) < 30_000
    sound(library.path)


# -- the table is a cache ----------------------------------------------------------------------------------


def truncated(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def zeroed(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.write(bytes(size))


DAMAGES = {"truncated": truncated, "zeros": zeroed, "deleted": Path.unlink}


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("kind", ["head", "rows", "heap", "sources", "date", "page", "id", "name", "starts"])
def test_a_damaged_table_is_made_anew_also_under_an_open_reader(tmp_path: Path, how: str, kind: str) -> None:
    path = tmp_path / "library"
    put(Library(path), *(page(n) for n in range(40)))
    expected = [r.id for r in Library(path).rows("date")]
    reader = Library(path)
    shown = reader.rows("date")
    assert shown[3].id == expected[3]
    DAMAGES[how](next((path / "table").glob(f"{kind}*")))
    for rows in (shown, reader.rows("date"), Library(path).rows("date")):
        assert [rows[i].id for i in range(len(rows))] == expected
        assert [r.id for r in rows] == expected
    assert Library(path).row(expected[7]) is not None
    assert Library(path).source("00007.txt") is not None
    assert check(Library(path), repair=True) is not None
    sound(path)


def test_a_table_of_another_library_is_not_believed(tmp_path: Path) -> None:
    put(Library(tmp_path / "a"), *(page(n) for n in range(20)))
    put(Library(tmp_path / "b"), *(page(n, words="别处的") for n in range(30)))
    shutil.rmtree(tmp_path / "a" / "table")
    shutil.copytree(tmp_path / "b" / "table", tmp_path / "a" / "table")
    library = Library(tmp_path / "a")
    assert len(library.rows()) == 60
    assert not any("别处的" in r.headline for r in library.rows())
    sound(tmp_path / "a")


def test_a_table_of_another_version_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(Library(tmp_path / "a"), page(1))
    monkeypatch.setattr("wxreader.library.table.VERSION", 99)
    assert len(Library(tmp_path / "a").rows()) == 3


def test_a_library_that_cannot_be_written_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library"
    put(Library(path), page(1))
    shutil.rmtree(path / "table")

    def refused(self: Library) -> None:
        raise StoreError("read only")

    monkeypatch.setattr(Library, "make", refused)
    assert len(Library(path).rows()) == 3
    assert not (path / "table").exists()


def test_a_copied_library_keeps_its_table(tmp_path: Path) -> None:
    put(Library(tmp_path / "a"), *(page(n) for n in range(20)))
    shutil.copytree(tmp_path / "a", tmp_path / "b", copy_function=shutil.copyfile)
    heap = next((tmp_path / "b" / "table").glob("heap*"))
    size = heap.stat().st_size
    assert len(Library(tmp_path / "b").rows()) == 60
    assert heap.stat().st_size == size


# -- shelves and pages are the library ---------------------------------------------------------------------


@pytest.mark.parametrize("how", ["truncated", "zeros"])
def test_a_damaged_shelf_is_named_and_mended_from_the_pages(tmp_path: Path, how: str) -> None:
    path = tmp_path / "library"
    put(Library(path), *(page(n) for n in range(20)))
    before = contents(path)
    shelf = path / "shelves" / "00000.json"
    DAMAGES[how](shelf)
    with pytest.raises(DamagedError, match=r"00000\.json"):
        len(Library(path).rows())
    assert any(f.mended for f in check(Library(path), repair=True))
    assert contents(path) == before
    assert list((path / "shelves").glob("*.damaged-*"))
    sound(path)


def test_a_deleted_shelf_is_made_from_the_pages(tmp_path: Path) -> None:
    path = tmp_path / "library"
    put(Library(path), *(page(n) for n in range(SHELF_SOURCES + 5)))
    before = contents(path)
    (path / "shelves" / "00000.json").unlink()
    assert len(Library(path).sources()) == 5
    check(Library(path), repair=True)
    assert contents(path) == before
    sound(path)


def test_a_truncated_pack_is_named_and_what_is_whole_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "library"
    put(Library(path), page(1), page(2))
    pack = path / "pages" / "00000.pack"
    os.truncate(pack, pack.stat().st_size - 30)
    library = Library(path)
    assert library.page("00001.txt").articles
    with pytest.raises(DamagedError, match=r"00000\.pack"):
        library.page("00002.txt")
    assert any("00002.txt" in f.problem for f in check(library))
    check(library, repair=True)
    assert list(contents(path)) == ["00001.txt"]
    put(Library(path), page(2))
    assert len(contents(path)) == 2
    sound(path)


def test_an_older_copy_of_a_page_never_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "library"
    put(Library(path), page(1, words="旧"))
    put(Library(path), page(1, words="新"))
    (path / "shelves" / "00000.json").unlink()
    check(Library(path), repair=True)
    assert "新1" in contents(path)["00001.txt"][0]


@pytest.mark.parametrize("file", ["catalogue.json", "shelves/00000.json"])
def test_a_newer_library_is_refused_untouched(tmp_path: Path, file: str) -> None:
    path = tmp_path / "library"
    put(Library(path), page(1))
    shutil.rmtree(path / "table")
    raw = (path / file).read_bytes()
    head, _comma, rest = raw.partition(b',"sha256"')
    newer = head[: head.rindex(b":") + 1] + b"9" + b',"sha256"' + rest
    (path / file).write_bytes(newer)
    with pytest.raises(NewerSchemaError):
        put(Library(path), page(2))
    with pytest.raises(NewerSchemaError):
        len(Library(path).rows())
    assert (path / file).read_bytes() == newer


def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        put(Library(tmp_path / "library"), page(1))
    finally:
        os.umask(old)
    modes = {p.stat().st_mode & 0o777 for p in (tmp_path / "library").rglob("*")}
    assert modes <= {0o600, 0o700}


def test_a_link_in_place_of_a_pack_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "library"
    put(Library(path), page(1))
    pack = path / "pages" / "00000.pack"
    pack.rename(tmp_path / "elsewhere")
    pack.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError):
        Library(path).page("00001.txt")


# -- rows by range -----------------------------------------------------------------------------------------


def test_orders_are_kept_when_pages_come_and_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wxreader.library.tabling.FEW", 40)
    rng = random.Random(5)
    library = Library(tmp_path / "library")
    put(library, *(page(n, rng.randint(1, 4)) for n in rng.sample(range(500), 60)))
    for _ in range(25):
        n = rng.randrange(500)
        put(library, page(n, rng.randint(0, 5), words=rng.choice("甲乙丙丁")))
        rows = list(library.rows())
        by_page = sorted(rows, key=lambda r: (r.source, r.order))
        assert list(library.rows("page")) == by_page
        assert list(library.rows("date")) == sorted(by_page, key=lambda r: r.date, reverse=True)
        assert library.resolve(rows[-1].id) == rows[-1]
    assert layout_of(library.path).name == "SHELVES"


def test_rows_are_a_sequence(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    assert not library.rows()
    assert list(library.rows("date")) == []
    put(library, *(page(n) for n in range(10)))
    rows = library.rows("page")
    every = list(rows)
    assert (rows[0], rows[-1], rows[3:6]) == (every[0], every[-1], tuple(every[3:6]))
    assert rows.place_of(every[7].id) == 7
    assert rows.place_of("nosuch") is None
    with pytest.raises(IndexError):
        rows[30]
    assert library.rows("page") is rows
    with library.writing():
        library.write_page(page(11))
        library.write_catalogue([(page(11).source, rows_of(page(11)))])
    assert library.rows("page") is not rows
