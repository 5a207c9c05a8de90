"""The program as a process: what it imports, what signals do to it, what a kill leaves behind."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.support.terminal import Terminal
from wxreader.library.check import check
from wxreader.library.library import Library
from wxreader.library.loader import load

READER = [sys.executable, "-m", "wxreader", "--lang", "en", "--library"]


def modules_after(code: str, *args: str) -> set[str]:
    """The top-level modules that are loaded after some code ran."""
    tail = (
        "\nimport sys, os; loaded = {m.split('.')[0] for m in sys.modules}"
        "\nos.write(2, ('MODULES ' + ' '.join(loaded)).encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code + tail, *args], capture_output=True, timeout=60, check=True
    )
    return set(done.stderr.decode().split("MODULES ")[1].split())


def test_importing_the_package_loads_nothing() -> None:
    assert not modules_after("import wxreader") & {"textual", "jieba", "tinydb", "rich", "orjson"}


@pytest.mark.parametrize(
    "args",
    [
        ["search", "长三角"],
        ["articles"],
        ["articles", "--json"],
        ["show", "c7a4"],
        ["sources"],
        ["annotations"],
    ],
)
def test_headless_calls_load_no_textual_and_no_jieba(library: Library, args: list[str]) -> None:
    code = "import sys; from wxreader.cli import main; assert main(sys.argv[1:]) == 0"
    assert not modules_after(code, "--library", str(library.path), *args) & {"textual", "jieba"}


def test_opening_the_reader_loads_neither_jieba_nor_the_tagger(library: Library) -> None:
    code = """
import asyncio, sys
from pathlib import Path
from wxreader.library.library import Library
from wxreader.settings import Settings
from wxreader.tui.app import Reader
async def run():
    async with Reader(Library(Path(sys.argv[1])), Settings()).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("j", "enter", "j", "q", "q")
asyncio.run(run())
"""
    found = modules_after(code, str(library.path))
    assert "textual" in found
    assert not {"jieba", "numpy"} & found  # numpy is the tagger's alone


def test_the_reader_comes_and_goes_and_leaves_the_terminal_as_it_was(library: Library) -> None:
    with Terminal([*READER, str(library.path)], 120, 40) as terminal:
        terminal.until("更好服务国家重大战略")
        terminal.press("q")
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.before
        assert "\x1b[?1049l" in terminal.text()


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_signals_end_the_reader_with_the_terminal_restored(
    library: Library, number: int, status: int
) -> None:
    with Terminal([*READER, str(library.path)]) as terminal:
        terminal.until("高美梅")
        terminal.kill(number)
        assert terminal.wait() == status
        assert terminal.modes() == terminal.before
        assert "\x1b[?1049l" in terminal.text()


def test_bad_bytes_typed_or_pasted_do_not_end_it(library: Library) -> None:
    with Terminal([*READER, str(library.path)]) as terminal:
        terminal.until("高美梅")
        for noise in (b"\xff\xfe", "无锡".encode("gbk"), b"\xe6\x97", b"\x1b[M \xa0\xb0"):
            terminal.press(noise)
            terminal.read(0.3)
        terminal.press("\x1b")
        terminal.read(0.5)
        terminal.press("?")
        terminal.until("next unread article")
        terminal.press("q")
        terminal.read(0.3)
        terminal.press("q")
        assert terminal.wait() == 0


def test_a_stop_and_continue_from_outside_leaves_a_working_reader(library: Library) -> None:
    with Terminal([*READER, str(library.path)]) as terminal:
        terminal.until("高美梅")
        terminal.kill(signal.SIGSTOP)
        terminal.kill(signal.SIGCONT)
        terminal.read(0.5)
        terminal.press("q")
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.before


def test_ctrl_z_and_fg(library: Library) -> None:
    """Stopped by its own key, the terminal is the shell's; continued, the reader is back."""
    with Terminal([*READER, str(library.path)], 120, 40) as terminal:
        terminal.until("高美梅")
        terminal.press("\x1a")
        terminal.until("\x1b[?1049l")
        terminal.read(0.3)
        assert os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED)[0] == terminal.pid
        assert terminal.modes() == terminal.before
        at = len(terminal.seen)
        terminal.kill(signal.SIGCONT)
        while b"\x1b[?1049h" not in terminal.seen[at:]:
            terminal.read()
        terminal.press("jm")
        terminal.until("bookmarked")
        terminal.press("q")
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.before


def test_a_bookmark_is_there_tomorrow(library: Library) -> None:
    with Terminal([*READER, str(library.path)], 120, 40) as terminal:
        terminal.until("高美梅")
        terminal.press("jm")
        terminal.until("bookmarked")
        terminal.kill(signal.SIGKILL)
        terminal.wait()
    with Terminal([*READER, str(library.path)], 120, 40) as terminal:
        terminal.until("★")
        terminal.press("q")
        assert terminal.wait() == 0


def test_a_loader_killed_at_any_moment_leaves_a_library_that_opens_and_completes(tmp_path: Path) -> None:
    rng = random.Random(11)
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [p.read_text("utf-8") for p in sorted(SEEDS.glob("*.txt"))]
    for n in range(10):
        (folder / f"{n:02}.txt").write_text(
            texts[n % 5].replace("无锡", "无锡" + "甲乙丙丁戊己庚辛壬癸"[n]), "utf-8"
        )
    path = tmp_path / "library"
    for _ in range(6):
        loader = subprocess.Popen(
            [*READER, str(path), "load", str(folder), "--again"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(rng.uniform(0.2, 3.0))
        loader.kill()
        loader.wait()
        rows = Library(path).rows()
        assert all(Library(path).article(r.id).paragraphs for r in rows)
    load(Library(path), [folder])
    assert len(Library(path).sources()) == 10
    assert [f.problem for f in check(Library(path), repair=True) if "temporary" not in f.problem] == []
    assert check(Library(path)) == []


def test_no_call_reaches_for_the_network(library: Library) -> None:
    code = """
import socket, sys
def refuse(*args, **kwargs): raise AssertionError("network")
socket.socket.connect = refuse
from wxreader.cli import main
assert main(sys.argv[1:]) == 0
"""
    for args in (["articles"], ["load", str(SEEDS)], ["search", "无锡"]):
        subprocess.run(
            [sys.executable, "-c", code, "--library", str(library.path), *args],
            check=True,
            capture_output=True,
            timeout=60,
        )


def test_json_is_one_utf8_document(library: Library) -> None:
    done = subprocess.run(
        [*READER, str(library.path), "articles", "--json"],
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    assert len(json.loads(done.stdout.decode("utf-8"))) == 16


def highlight_and_kill(path: Path) -> None:
    """Highlight a paragraph by keys and kill the reader as soon as it says so."""
    with Terminal([*READER, str(path)], 120, 40) as terminal:
        terminal.until("高美梅")
        terminal.press("\r")
        terminal.until("paragraph")
        terminal.press("V")
        terminal.until("characters")
        terminal.press("\r")
        terminal.until("highlighted")
        terminal.kill(signal.SIGKILL)
        terminal.wait()


def test_a_highlight_is_on_disk_when_the_screen_says_so(library: Library) -> None:
    for n in range(1, 4):
        highlight_and_kill(library.path)
        assert len(Library(library.path).annotations.all()) == n
