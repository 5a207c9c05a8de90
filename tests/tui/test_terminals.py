"""Terminals as they come: every size, dialogs at awkward widths, characters of two cells, crashes,
the log.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rich.cells

from tests.support.keys import main, press
from tests.support.terminal import Terminal
from wxreader.library.library import Library
from wxreader.tui.app import Reader
from wxreader.tui.terminal import widths

Make = Callable[..., Reader]
READER = [sys.executable, "-m", "wxreader", "--library"]
KEYS = "jkgG\t\r123zsaofFvVq?i]['/ncrm{}()JKbU \x1b杜小刚<x|+"


def screen_lines(app: Any) -> list[str]:
    """What stands on the screen, line by line."""
    width, height = app.size
    chops = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip) for strip in chops]
    assert len(lines) == height
    assert all(rich.cells.cell_len(line) == width for line in lines), [
        x for x in lines if rich.cells.cell_len(x) != width
    ]
    return lines


def test_every_size_from_1x1_to_40x12_and_any_keys(library: Library) -> None:
    rng = random.Random(4)
    with Terminal([*READER, str(library.path), "--lang", "zh"], 40, 12) as terminal:
        terminal.until("未读")
        for columns in range(1, 41):
            for rows in range(1, 13):
                terminal.resize(columns, rows)
                terminal.read(0.002)
            keys = "".join(rng.choice(KEYS) for _ in range(6))
            terminal.press(keys.replace("q", "").replace("z", ""))
            terminal.read(0.01)
            assert os.waitpid(terminal.pid, os.WNOHANG)[0] == 0, terminal.text()[-500:]
        terminal.resize(100, 30)
        terminal.read(0.5)
        assert terminal.leave() == 0, terminal.text()[-500:]
        assert terminal.modes() == terminal.before
        assert "Traceback" not in terminal.text()


@pytest.mark.parametrize(
    "keys",
    [("ctrl+p",), ("F",), ("?",), ("a",), ("enter", "]", "i"), ("enter", "]", "c"), ("enter", "^")],
    ids="-".join,
)
async def test_dialogs_lose_no_chinese_character_at_any_width(reader: Make, keys: tuple[str, ...]) -> None:
    """A character half under a dialog would be a blank (Textual #6357):
    each line is as wide as the screen, with whole characters.
    """
    from wxreader import i18n

    i18n.set_language("zh")
    try:
        async with reader().run_test(size=(76, 24)) as pilot:
            await press(pilot, *keys)
            whole = set("".join(screen_lines(pilot.app)))
            for width in range(76, 100):
                await pilot.resize_terminal(width, 24)
                await pilot.pause()
                lines = screen_lines(pilot.app)
                assert "\ufffd" not in "".join(lines)
                assert len({c for c in whole & set("".join(lines)) if "\u4e00" <= c <= "\u9fff"}) > 5
    finally:
        i18n.set_language("en")


@pytest.fixture
def wide_marks() -> Iterator[None]:
    """A terminal that draws “ ” … ★ in two cells."""
    kept = {name: vars(rich.cells)[name] for name in ("load_cell_table", "_is_single_cell_widths")}
    widths.widen()
    yield
    vars(rich.cells).update(kept)
    rich.cells.get_character_cell_size.cache_clear()
    rich.cells.cached_cell_len.cache_clear()
    from wxreader.reading import typeset

    typeset._char_cells.cache_clear()
    typeset._units.cache_clear()


def two_cells(line: str) -> int:
    """Cells of a line on a terminal that draws ambiguous characters wide, counted without rich."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in line)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (121, 40), (160, 40), (41, 20)])
async def test_where_marks_take_two_cells_every_line_is_as_wide_as_the_screen(
    reader: Make, wide_marks: None, size: tuple[int, int]
) -> None:
    async with reader(ambiguous_width="2").run_test(size=size) as pilot:
        for keys in (
            (),
            ("enter", "V", "enter", "m"),
            ("f",),
            ("escape", "q", "s", *"长三角"),
            ("enter", "q", "q", "a"),
            ("q", "ctrl+p"),
        ):
            await press(pilot, *keys)
            assert all(two_cells(line) == size[0] for line in screen_lines(pilot.app)), keys


async def test_no_character_is_lost_at_a_panes_edge_where_marks_take_two_cells(
    reader: Make, wide_marks: None
) -> None:
    async with reader(ambiguous_width="2").run_test(size=(100, 40)) as pilot:
        await press(pilot, "enter", "z")
        screen = main(pilot)
        article = screen.view.article
        assert article is not None
        shown = "".join(screen_lines(pilot.app)).replace(" ", "").replace("\u3000", "")
        assert article.paragraphs[0].text[:60] in shown


def answering(answer: bytes) -> int:
    """What `ask_terminal` makes of a terminal's answer."""
    code = "from wxreader.tui.terminal import widths; print('cells', widths.cells_of_ambiguous('auto'))"
    with Terminal([sys.executable, "-c", code], LC_ALL="zh_CN.UTF-8") as terminal:
        terminal.until("\x1b[6n")
        terminal.press(answer)
        terminal.until("cells ")
        terminal.read(0.2)
        return int(terminal.text().split("cells ")[1][0])


@pytest.mark.parametrize(
    ("answer", "cells"),
    [(b"\x1b[7;2R", 1), (b"\x1b[7;3R", 2), (b"x\x1b[120;3R", 2), (b"rubbish", 1), (b"", 1)],
)
def test_the_terminal_is_asked_how_wide_it_draws(answer: bytes, cells: int) -> None:
    assert answering(answer) == cells


CRASH = """
import sys
from wxreader.tui.reader.moving import Moving
def crash(self): raise ValueError("\\x1bc\\x9b31m\\u202e秘密的批注")
Moving.toggle_zen = crash
from wxreader.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_crash_restores_the_terminal_says_so_in_a_sentence_and_is_no_success(
    library: Library, tmp_path: Path
) -> None:
    state = str(tmp_path / "state")
    with Terminal(
        [sys.executable, "-c", CRASH, "--library", str(library.path), "--lang", "en"],
        120,
        30,
        XDG_STATE_HOME=state,
    ) as terminal:
        terminal.until("unread")
        terminal.press("jm")
        terminal.until("bookmarked")
        terminal.press("z")
        assert terminal.wait() == 1
        assert terminal.modes() == terminal.before
        text = terminal.text()
        assert "wxreader stopped on an error of its own (ValueError); the report is " in text
        for secret in ("秘密", "\x1bc", "\x9b", "\u202e", "Traceback"):
            assert secret not in text
    report = next(tmp_path.rglob("crash.txt"))
    assert "秘密" not in report.read_text("utf-8")
    assert "in crash" in report.read_text("utf-8")
    assert report.stat().st_mode & 0o777 == 0o600
    assert len(Library(library.path).annotations.all()) == 1


@pytest.mark.parametrize("way", ["e", "E", "crash", "SIGTERM", "SIGHUP", "closed"])
def test_what_a_full_disk_did_not_take_is_written_on_every_way_out(
    library: Library, tmp_path: Path, way: str
) -> None:
    """The disk is full while a highlight is made, and has room again when the reader ends."""
    no_limit = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    home = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "EDITOR": "/bin/true", "VISUAL": ""}
    call = [sys.executable, "-c", CRASH, "--library", str(library.path), "--lang", "en"]
    with Terminal(call, 120, 30, **home) as terminal:
        terminal.until("unread")
        terminal.press("\r")
        terminal.until("paragraph")
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        terminal.press("V")
        terminal.until("characters")
        terminal.press("\r")
        terminal.until("kept in memory")
        if way in ("e", "E"):
            terminal.press(way)
            terminal.read(0.5)
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, no_limit)
        if way == "crash":
            terminal.press("z")
        elif way == "closed":
            os.close(terminal.master)
            os.close(terminal.slave)
            terminal.master, terminal.slave = os.openpty()
        elif way.startswith("SIG"):
            terminal.kill(getattr(signal, way))
        status = terminal.leave() if way in ("e", "E") else terminal.wait()
        assert "Traceback" not in terminal.text()
        assert (status == 0) == (way in ("e", "E"))
    assert [a.kind for a in Library(library.path).annotations.all()] == ["highlight"]


def test_the_log_has_no_word_of_an_article_or_note(library: Library, tmp_path: Path) -> None:
    with Terminal([*READER, str(library.path), "--debug"], 120, 30, XDG_STATE_HOME=str(tmp_path)) as terminal:
        terminal.until("unread")
        terminal.press("\rVn")
        terminal.read(0.3)
        terminal.press("秘密的批注\r")
        terminal.read(0.5)
        terminal.press("qq")
        assert terminal.wait() == 0
    log = next(tmp_path.rglob("debug.log"))
    text = log.read_text("utf-8")
    assert "reader" in text
    assert "change" in text
    assert not any("\u4e00" <= c <= "\u9fff" for c in text)
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_library_that_cannot_be_written_can_be_read(library: Library) -> None:
    """As root every folder can be written; a full disk is what can be had everywhere."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "from wxreader.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    with Terminal(
        [sys.executable, "-c", code, "--library", str(library.path), "--lang", "en"], 120, 30
    ) as terminal:
        terminal.until("unread")
        terminal.press("jm")
        terminal.until("kept in memory")
        terminal.until("★")
        terminal.press("q")
        terminal.until("not on the disk")
        terminal.press("q")
        assert terminal.wait() == 1  # no disk had room: the words were printed instead
        assert terminal.modes() == terminal.before


READ_ONLY = """
import errno, os, sys
library = os.environ["READ_ONLY"]
def refusing(call, opens=False):
    def refused(path, *args, **options):
        writes = not opens or args[0] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and str(path).startswith(library):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return call(path, *args, **options)
    return refused
os.open = refusing(os.open, opens=True)
for name in ("mkdir", "replace", "rename", "link", "unlink", "chmod", "utime"):
    setattr(os, name, refusing(getattr(os, name)))
from wxreader.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The reader where the file system of the library is read-only."""


def test_a_library_on_a_read_only_disk_is_read_and_what_is_made_is_kept_elsewhere(
    library: Library, tmp_path: Path
) -> None:
    state = str(tmp_path / "state")
    call = [sys.executable, "-c", READ_ONLY, "--library", str(library.path), "--lang", "en"]
    with Terminal(call, 120, 30, READ_ONLY=str(library.path), XDG_STATE_HOME=state) as terminal:
        terminal.until("unread")
        terminal.press("jm")
        terminal.until("kept in memory")
        terminal.press("q")
        terminal.until("not on the disk")
        terminal.press("q")
        assert terminal.wait() == 0
        assert "when this library is next opened" in terminal.text()
        assert terminal.modes() == terminal.before
    with Terminal([*READER, str(library.path), "--lang", "en"], 120, 30, XDG_STATE_HOME=state) as terminal:
        terminal.until("★")
        terminal.press("q")
        assert terminal.wait() == 0
    assert [a.kind for a in Library(library.path).annotations.all()] == ["bookmark"]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    call = [sys.executable, "-c", READ_ONLY, "--library", str(tmp_path / "none"), "--lang", "en"]
    with Terminal(call, READ_ONLY=str(tmp_path)) as terminal:
        assert terminal.wait() == 1
        assert "cannot be written (Read-only file system)" in terminal.text()


def test_without_colour_nothing_is_drawn_in_colour(library: Library) -> None:
    with Terminal([*READER, str(library.path), "--lang", "en"], 100, 30, NO_COLOR="1") as terminal:
        terminal.until("unread")
        terminal.press("\rVV\r")
        terminal.read(0.5)
        terminal.press("qq")
        terminal.read(0.5)
        assert b"38;2;" not in terminal.seen
        assert b"48;2;" not in terminal.seen


def test_stdin_that_is_no_terminal_is_refused(library: Library) -> None:
    done = subprocess.run(
        [*READER, str(library.path)], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"terminal" in done.stderr


def test_a_search_sent_in_one_chunk_loses_no_character(library: Library) -> None:
    """B14: a paste, a macro, a slow line: what followed `s` was run as commands."""
    with Terminal([*READER, str(library.path), "--lang", "en"], 120, 30) as terminal:
        terminal.until("unread")
        terminal.press("s慕尼黑\r")
        terminal.until("hit 1 of")
        terminal.press("q")
        terminal.read(0.3)
        terminal.press("q")
        terminal.until("unread", 5)
