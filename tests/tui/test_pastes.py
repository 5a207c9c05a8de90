"""Pastes of any size and content: taken or cut, with their escape sequences taken out,
in time that grows with them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.terminal import Terminal
from wxreader.library.library import Library
from wxreader.tui.terminal.pastes import BEGIN, END, LARGEST, Pasted, Splitter, Typed, plain

PIECES = st.lists(
    st.sampled_from(["锡", "a", "\n", "\x1b[31m", "\x1b", "[", "2", "0", "1", "~", BEGIN, END]), max_size=40
)


def joined(parts: list[Typed | Pasted]) -> list[Typed | Pasted]:
    """Parts with keys that follow each other in one."""
    out: list[Typed | Pasted] = []
    for part in parts:
        if out and isinstance(part, Typed) and isinstance(out[-1], Typed):
            out[-1] = Typed(out[-1].text + part.text)
        else:
            out.append(part)
    return out


def test_keys_before_and_after_a_paste_are_keys() -> None:
    assert Splitter().feed(f"ab{BEGIN}无锡\x1b[31m\r\n二{END}c") == [
        Typed("ab"),
        Pasted("无锡\n二"),
        Typed("c"),
    ]


def test_an_escape_alone_is_not_waited_for() -> None:
    assert Splitter().feed("\x1b") == [Typed("\x1b")]


@given(PIECES, st.integers(1, 7))
def test_however_it_is_cut_up_on_the_way_it_is_the_same(pieces: list[str], size: int) -> None:
    text = "".join(pieces)
    whole, parts = Splitter(), Splitter()
    at_once = [*whole.feed(text, more=True), *whole.give_up()]
    in_parts = [x for i in range(0, len(text), size) for x in parts.feed(text[i : i + size], more=True)]
    assert joined([*in_parts, *parts.give_up()]) == joined(at_once)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_nothing_that_acts_on_a_terminal_is_left(text: str) -> None:
    assert not set(plain(text)) & {chr(c) for c in (*range(9), *range(11, 32), *range(127, 160))}


def test_a_paste_that_never_ends_is_taken_as_far_as_it_came() -> None:
    splitter = Splitter()
    assert splitter.feed(BEGIN + "无锡") == []
    assert splitter.give_up() == [Pasted("无锡")]
    assert splitter.feed("q") == [Typed("q")]


def test_a_paste_of_megabytes_is_cut() -> None:
    found = Splitter().feed(BEGIN + "锡\x1b[31m" * 1_000_000 + END)
    assert len(found) == 1
    assert isinstance(found[0], Pasted)
    assert found[0].cut
    assert 0 < len(found[0].text) <= LARGEST


@pytest.mark.parametrize("size", [6_400, 100_000])
def test_the_reader_answers_after_a_paste_with_escapes(library: Library, tmp_path: Path, size: int) -> None:
    """6.4 KB took seven seconds, 20 KB never answered."""
    argv = [sys.executable, "-m", "wxreader", "--lang", "en", "--library", str(library.path)]
    with Terminal(argv, HOME=str(tmp_path)) as terminal:
        terminal.until("unread")
        terminal.press("s")
        terminal.read(0.3)
        data = (BEGIN + "锡\x1b[31m" * (size // 8) + END).encode()
        for at in range(0, len(data), 4096):
            terminal.press(data[at : at + 4096])
            terminal.read(0.001)
        terminal.read(0.5)
        for key in ("\x1b", "\x1b", "q", "q"):
            terminal.press(key)
            terminal.read(0.3)
        assert terminal.wait(60) == 0
        assert terminal.modes() == terminal.before
