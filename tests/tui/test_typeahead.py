"""Keys in one write go where the key before leads: typed ahead, pasted, on a slow line."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable

import pytest

from tests.support.terminal import Terminal
from wxreader.library.library import Library
from wxreader.model import Colour
from wxreader.tui.app import Reader

Make = Callable[..., Reader]
READER = [sys.executable, "-m", "wxreader", "--library"]


def annotations(library: Library) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """What is in the library: colour, quote, note and tags of each highlight."""
    kept = Library(library.path).annotations.all()
    return [(a.color, a.selector.exact[:6] if a.selector else "", a.note, a.tags) for a in kept]


@pytest.mark.parametrize(
    ("chunk", "shown", "highlights"),
    [
        ("j\rfa\r", "highlighted; n adds a note", [(Colour.YELLOW, "二要深化国际", "", ())]),
        ("j\rfa3", "highlighted; n adds a note", [(Colour.BLUE, "二要深化国际", "", ())]),
        ("j\rfanalso this\r", "✎ also this", [(Colour.YELLOW, "二要深化国际", "also this", ())]),
        ("j\rfat外事，abroad\r", "tags kept", [(Colour.YELLOW, "二要深化国际", "", ("外事", "abroad"))]),
        ("s合作\r", "hit 1 of", []),
        ("s合作\rn", "hit 2 of 11", []),
        ("s合作\rc", "58 hits · newest first", []),
        ("s合作\rcl", "by the 1st character to the left", []),
        ("snote", "search note", []),
        ("\x1b[200~s\x1b[201~s杜小刚", "search 杜小刚", []),
        ("\r]i", "next part", []),
        ("?/palette", "command palette", []),
        (":theme\rj\r", "16 articles", []),
        ("Fjj\r", "only bookmarked articles", []),
        ("\rmaa", "★", []),
    ],
)
def test_in_one_write(library: Library, chunk: str, shown: str, highlights: list[object]) -> None:
    with Terminal([*READER, str(library.path)], 120, 40) as terminal:
        terminal.until("16 articles")
        terminal.press(chunk)
        terminal.shows(shown)
        assert [a for a in annotations(library) if a[1] and a[0]] == highlights


@pytest.mark.parametrize(
    ("chunk", "shown"),
    [
        ("\x1bs合作", "search 合作"),
        ("s合作\x1bs无锡", "search 无锡"),
        ("s合作\x1b\r}", "paragraph 2 of"),
        ("?\x1b?", "wxreader: what can be done"),
        ("s\x1b[A\x1b/外事", "search 外事"),
    ],
)
def test_escape_in_one_write_with_the_next_key(library: Library, chunk: str, shown: str) -> None:
    with Terminal([*READER, str(library.path)], 120, 40) as terminal:
        terminal.until("16 articles")
        terminal.press(chunk)
        terminal.shows(shown)


def test_a_hundred_keys_in_one_write_are_all_answered(library: Library) -> None:
    with Terminal([*READER, str(library.path)], 120, 40) as terminal:
        terminal.until("16 articles")
        terminal.press("jk" * 48 + "jjj" + "\r")
        terminal.shows("4/16")
        terminal.shows("paragraph 1 of")


ENDING = """
import asyncio, sys
async def slowly(self, *args):
    await asyncio.sleep(3)
asyncio.BaseEventLoop.shutdown_default_executor = slowly
from wxreader.cli.main import main
sys.exit(main(["--library", sys.argv[1]]))
"""


def test_ctrl_z_while_it_ends_does_not_keep_it(library: Library) -> None:
    """Found by tools/fuzz_keys.py: stopped while a thread was waited for, it began to read keys again."""
    with Terminal([sys.executable, "-c", ENDING, str(library.path)], 100, 30) as terminal:
        terminal.until("16 articles")
        terminal.press("\x11")
        terminal.until("\x1b[?1049l")
        terminal.read(0.3)
        terminal.press("\x1a")
        assert os.WIFSTOPPED(os.waitpid(terminal.pid, os.WUNTRACED)[1])
        os.kill(terminal.pid, signal.SIGCONT)
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.before


async def test_a_thread_that_nobody_waits_for_ends(reader: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A load or an index of a large library would keep the process for minutes after `q`."""
    from wxreader import opening

    began, ended = threading.Event(), threading.Event()

    def endless(library: Library, progress: Callable[[int, int], None]) -> None:
        began.set()
        try:
            for _ in range(10_000):
                progress(1, 10_000)
                time.sleep(0.01)
        finally:
            ended.set()

    monkeypatch.setattr(opening, "is_indexed", lambda library: False)
    monkeypatch.setattr(opening, "index", endless)
    async with reader().run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert began.wait(10)
        await pilot.press("q")
    assert ended.wait(10)
