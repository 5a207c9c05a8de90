"""The first ten minutes of three users in a real terminal: keys in, what the screen and the library have.

A journalist's morning, a researcher's archive, and somebody who comes from vim, less and newsboat.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import SEEDS
from tests.support.terminal import Terminal
from wxreader.library.library import Library

READER = [sys.executable, "-m", "wxreader", "--library"]
ESC, CTRL_C, CTRL_O, CTRL_D, CTRL_U, CTRL_R = "\x1b", "\x03", "\x0f", "\x04", "\x15", "\x12"
Step = tuple[str, str]
"""Keys in one write, and what then stands on the screen."""


@contextmanager
def opened(folder: Path, columns: int, rows: int) -> Iterator[Terminal]:
    """The reader as somebody opens it for the first time, in a folder of their own."""
    before = Path.cwd()
    os.chdir(folder)
    env = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "STATE")}
    argv = [*READER, str(folder / "library"), str(SEEDS)]
    try:
        with Terminal(argv, columns, rows, **env, PYTHONPATH=str(SEEDS.parent)) as terminal:
            terminal.shows("? help", 60)
            yield terminal
    finally:
        os.chdir(before)


def follow(terminal: Terminal, steps: tuple[Step, ...]) -> None:
    """Take the steps, each when the one before is seen on the screen."""
    for keys, shown in steps:
        terminal.press(keys)
        terminal.shows(shown, 20)


def test_a_journalists_morning(tmp_path: Path) -> None:
    with opened(tmp_path, 120, 40) as terminal:
        follow(
            terminal,
            (
                ("N", "16 new articles since last time"),
                (ESC, "16 articles"),
                ("j", "2/16"),
                ("\r", "q back"),
                ("f", "sentences: press the letter"),
                ("d", "highlight  1-5 colour  n note"),
                ("n", "a note on the passage"),
                ("要核实，并且和去年的报道比较一下\r", "✎ 要核实，并且和去年的报道比较一下"),
                ("u", "undone: the note in 市委外事工作委员会召开会议"),
                (CTRL_R, "made again: the note in"),
                ("s合作\r", "hit 1 of"),
                ("n", "hit 2 of"),
                ("c", "58 hits · newest first"),
                ("jj\r", "q back"),
                ("q", "58 hits"),
                ("qq", "合作: 8 articles"),
                (ESC, "16 articles"),
                ("A", "articles marked as read; u undoes"),
                ("u", "undone: "),
                ("n", "4/16"),
                ("Funread\r", "[unread]"),
                (ESC, "all articles"),
                ("D2024-07-30\r", "2024-07-30 for 1 page"),
                ("u", "undone: "),
                ("a", "1 annotation · newest first"),
                ("ebogus", "nothing here has that"),
                (ESC, "annotations: markdown"),
                ("\r", "into a file"),
                ("\r", "wxreader-notes.md"),
                ("\r", "written: wxreader-notes.md"),
                ("q", "16 articles"),
            ),
        )
        terminal.press("q")
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.before
    kept = Library(tmp_path / "library").annotations
    assert [(a.note, a.headline) for a in kept.all()] == [
        ("要核实，并且和去年的报道比较一下", "市委外事工作委员会召开会议")
    ]
    assert kept.corrections() == []
    assert sum(r.read for r in kept.reading().values()) == 2
    notes = (tmp_path / "wxreader-notes.md").read_text("utf-8")
    assert "要核实" in notes
    assert "2024-07-26" in notes


def test_a_researchers_archive(tmp_path: Path) -> None:
    with opened(tmp_path, 160, 50) as terminal:
        follow(
            terminal,
            (
                ("sdate:2024-13", "2024-13"),
                (CTRL_U + "persn:杜小刚", "persn"),
                (CTRL_U + "person:杜小刚\r", "hit 1 of"),
                ("q", "person:杜小刚: 12 articles · best"),
                ("o", "newest first"),
                ("S", "kept: the palette"),
                ("\r]i", "next part"),
                ("q2", "q back"),
                ("V", "highlight  1-5 colour"),
                ("t", "tags, parted by spaces or commas"),
                ("外资、日资\r", "tags kept"),
                ("T", "codebook: 2 tags"),
                ("jr" + "\x7f" * 2 + "外资/日资\r", "日资 → 外资/日资"),
                ("u", "undone: 日资 → 外资/日资"),
                (CTRL_R, "made again"),
                ("g4", "外资 coloured"),
                ("\r", "tag:外资  1 annotation"),
                ("q", "1 annotation · "),
                ("q", "person:杜小刚: 12 articles"),
                ("1" + ESC + "s高质量\rc", "newest first"),
                ("r", "by the 1st character to the right"),
                ("rr", "by the 3rd character to the right"),
                ("y", "lines copied"),
                ("ej\r", "written: wxreader-"),
                ("q", "高质量"),
                ("a/tga:x", "there is no key 'tga:'"),
                (ESC + "q", "高质量"),
                ("ae/bib\r\r\r", "written: wxreader-notes.bib"),
                ("q", "高质量"),
            ),
        )
        terminal.press("\x11")
        assert terminal.wait() == 0
    store = Library(tmp_path / "library").annotations
    assert [a.tags for a in store.all()] == [("外资", "外资/日资")]
    assert [(c.tag, c.color) for c in store.codes()] == [("外资", "red")]
    assert store.searches() == ["person:杜小刚"]
    rows = list(csv.reader(next(tmp_path.glob("wxreader-*.csv")).read_text("utf-8").splitlines()))
    assert {row[2] for row in rows[1:]} == {"高质量"}
    assert "@" in (tmp_path / "wxreader-notes.bib").read_text("utf-8")


def test_somebody_who_comes_from_vim(tmp_path: Path) -> None:
    with opened(tmp_path, 80, 24) as terminal:
        follow(
            terminal,
            (
                ("Z", "Z does nothing here; ? shows the keys"),
                (CTRL_C, "q goes back and, from the list, quits"),
                ("?", "wxreader: what can be done"),
                ("/highlight", "highlight"),
                (ESC + "q", "16 articles"),
                ("jjk", "2/16"),
                ("G", "16/16"),
                ("gg", "1/16"),
                ("\r", "q back"),
                (CTRL_D, "paragraph"),
                ("gg0$wlh", "paragraph"),
                ("/会议\r", "hit 1 of"),
                ("n", "hit 2 of"),
                ("N", "hit 1 of"),
                (ESC, "1/16"),
                ("}}]*", "search "),
                (ESC, "16 articles"),
                (CTRL_O, "q back"),
                ("Vy", "copied with its citation"),
                ("J", "2/16"),
                ("K", "1/16"),
                ("u", "nothing to undo since the reader was opened"),
                (":concordance", "every hit of the search"),
                (ESC, "1/16"),
                ("r", "raw"),
                ("r", "1/16"),
            ),
        )
        terminal.resize(40, 20)
        terminal.shows("1/16")
        terminal.resize(80, 24)
        terminal.shows("1/16")
        terminal.press(":q\r")
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.before
    assert Library(tmp_path / "library").annotations.all() == []
