"""What a call is taken for, before any command runs."""

from __future__ import annotations

import sys

import pytest

from tests.support.terminal import Terminal
from wxreader.cli.main import split_command
from wxreader.library.library import Library


def test_without_a_word_the_reader_opens_on_the_library_of_the_environment(library: Library):
    with Terminal([sys.executable, "-m", "wxreader"], WXREADER_LIBRARY=str(library.path)) as terminal:
        terminal.until("长三角")
        terminal.press("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize(
    ("argv", "command", "rest"),
    [
        ([], "", []),
        (["load", "seeds"], "load", ["seeds"]),
        (["--library", "load", "search", "长三角"], "search", ["--library", "load", "长三角"]),
        (["--", "load"], "", ["--", "load"]),
        (["seeds"], "", ["seeds"]),
    ],
    ids=["nothing", "command", "value before the command", "after two dashes", "a path"],
)
def test_the_command_is_the_first_word_that_is_no_value(argv: list[str], command: str, rest: list[str]):
    assert split_command(argv) == (command, rest)
