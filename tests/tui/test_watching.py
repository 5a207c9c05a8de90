"""`--watch`: what appears in a folder while the reader is open is listed, and nothing else happens."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.conftest import SEEDS
from tests.support.terminal import Terminal


def test_a_page_that_appears_is_listed_and_the_cursor_stays(tmp_path: Path) -> None:
    folder = tmp_path / "dumps"
    folder.mkdir()
    first, second = sorted(SEEDS.glob("*.txt"))[:2]
    shutil.copy(first, folder)
    argv = [sys.executable, "-m", "wxreader", "--library", str(tmp_path / "library"), "--watch", str(folder)]
    with Terminal(argv, 100, 30) as terminal:
        terminal.shows("help", 60)
        before = terminal.screen.lines()[0]
        terminal.press("j")
        (folder / "below").mkdir()
        shutil.copy(second, folder / "below")
        terminal.shows("new articles", 60)
        assert terminal.screen.lines()[0].split()[0] != before.split()[0]
        terminal.press("q")
        assert terminal.wait() == 0


def test_watching_nothing_is_a_sentence(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "wxreader", "--library", str(tmp_path / "library"), "--watch"]
    with Terminal(argv, 100, 30) as terminal:
        assert terminal.wait() == 2
        assert "--watch needs a folder" in terminal.text()
