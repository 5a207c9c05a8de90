"""Three nodes, one killed in the middle of everything: nothing confirmed is lost, no answer is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.library.made import page as made_page
from tests.shared.conftest import address_of, new_name
from tests.shared.nodes import Node, get, wait_for
from tests.shared.test_notes import fill
from wxreader.errors import StoreError
from wxreader.library.library import rows_of
from wxreader.opening import check, finder_of, open_library
from wxreader.shared.library import SharedLibrary, as_shared

WRITERS, EACH = 4, 50
PAGES = 150
_WRITER = """
import json, sys, time
from dataclasses import replace
from tests.support.notes import note
from wxreader.errors import KeptInMemoryError
from wxreader.opening import open_library
library = open_library(sys.argv[1])
library.annotations.author = sys.argv[2]
for n in range(int(sys.argv[3])):
    made = replace(note(f"{sys.argv[2]} {n}"), article="a")
    try:
        library.annotations.put([made])
        print(json.dumps(["confirmed", made.id]), flush=True)
    except KeptInMemoryError:
        print(json.dumps(["waits", made.id]), flush=True)
    time.sleep(0.05)
until = time.monotonic() + 120
while library.annotations.pending and time.monotonic() < until:
    try:
        library.annotations.write_pending()
    except Exception:
        time.sleep(0.5)
print(json.dumps(["left", len(library.annotations.pending)]), flush=True)
"""


@pytest.fixture
def archive(cluster: list[Node], own_data: Path) -> SharedLibrary:
    return as_shared(open_library(address_of(*cluster, name=new_name())))


def writer(address: str, author: str, data: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, address, author, str(EACH)]
    env = {**os.environ, "XDG_DATA_HOME": str(data)}
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=env)


class Searching(threading.Thread):
    """Searches without end; each answer is whole, or says that it cannot be given."""

    def __init__(self, address: str, right: int) -> None:
        super().__init__(daemon=True)
        self._address, self._right = address, right
        self.answers, self.refused = 0, 0
        self.wrong: list[int] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        finder = finder_of(open_library(self._address))
        while not self.stopped.is_set():
            try:
                found = finder.search("先前写入")
            except StoreError:
                self.refused += 1
                time.sleep(0.1)
                continue
            self.answers += 1
            if found.total != self._right:
                self.wrong.append(found.total)


def test_one_of_three_is_killed_while_loading_annotating_and_searching(
    cluster: list[Node], archive: SharedLibrary, tmp_path: Path
) -> None:
    before = [made_page(1000 + n, 3, words="先前写入") for n in range(10)]
    archive.make()
    for one in before:
        archive.write_page(one)
    archive.write_catalogue([])
    wait_for(lambda: get(cluster[1].http, "/_cluster/health")["status"] == "green")
    searching = Searching(archive.address, 30)
    searching.start()
    writers = [writer(archive.address, f"w{n}", tmp_path / f"w{n}") for n in range(WRITERS)]
    pages = [made_page(n) for n in range(PAGES)]
    for n, one in enumerate(pages):
        if n == PAGES // 2:
            cluster[0].kill()
        archive.write_page(one)
        archive.write_catalogue([(one.source, rows_of(one))], publish=n % 25 == 0)
    archive.write_catalogue([])
    said = [json.loads(line) for w in writers for line in (w.communicate(timeout=300)[0]).splitlines()]
    searching.stopped.set()
    searching.join(60)
    assert searching.wrong == []
    assert searching.answers > 0
    assert [count for word, count in said if word == "left"] == [0] * WRITERS
    made = {key for word, key in said if word in ("confirmed", "waits")}
    assert len(made) == WRITERS * EACH
    cluster[0].start()
    cluster[0].wait(3)
    wait_for(lambda: get(cluster[0].http, "/_cluster/health")["status"] == "green")
    other = as_shared(open_library(archive.address))
    kept = [a.id for a in other.annotations.all()]
    assert sorted(kept) == sorted(made)
    assert {a.author for a in other.annotations.all()} == {f"w{n}" for n in range(WRITERS)}
    assert check(other, repair=False, progress=lambda done, total: None) == []
    assert len(other.rows("date")) == 30 + 3 * PAGES


def test_all_nodes_are_away_for_a_while(cluster: list[Node], archive: SharedLibrary) -> None:
    from tests.support.notes import note
    from wxreader.errors import KeptInMemoryError

    fill(archive)
    archive.annotations.put([note("先前")])
    for node in cluster:
        node.kill()
    made = [note(f"离线 {n}") for n in range(5)]
    for one in made:
        with pytest.raises(KeptInMemoryError):
            archive.annotations.put([one])
    for node in cluster:
        node.start()
    for node in cluster:
        node.wait(3)
    wait_for(lambda: get(cluster[0].http, "/_cluster/health")["status"] == "green")
    archive.connection.patiently(archive.annotations.write_pending, 60)
    found = [a.note for a in as_shared(open_library(archive.address)).annotations.all()]
    assert found == ["先前", *(a.note for a in made)]
