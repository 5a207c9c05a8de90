"""$EDITOR in every way that it may fail: the reader lives, the terminal is as it was,
what was saved is kept.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import Terminal
from wxreader.library.library import Library
from wxreader.tui.terminal import clipboard
from wxreader.tui.terminal.editor import EditorError, edit_text

READER = [sys.executable, "-m", "wxreader", "--lang", "en", "--library"]


class Aside:
    """An app that cannot stand aside, as in tests and on the web."""

    def suspend(self) -> Any:
        from textual.app import SuspendNotSupported

        raise SuspendNotSupported("no terminal")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Make an editor out of the body of a shell script."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("wxreader.tui.terminal.editor.state_folder", lambda: tmp_path / "state")
    monkeypatch.delenv("VISUAL", raising=False)

    def make(body: str) -> str:
        path = tmp_path / "editor.sh"
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(path))
        return str(path)

    return make


def edited() -> str:
    return edit_text(Aside(), "before")  # type: ignore[arg-type]


def test_what_is_saved_comes_back(editor: Callable[[str], str], tmp_path: Path) -> None:
    editor('printf "改过\n" > "$1"')
    assert edited() == "改过"
    assert not list(tmp_path.glob("wxreader-*"))


@pytest.mark.parametrize("wanted", ["/nonexistent/ed", "/tmp", "/etc/passwd", "vim '", "vi\\", 'emacs "'])
def test_an_editor_that_cannot_be_run_is_named(monkeypatch: pytest.MonkeyPatch, wanted: str) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", wanted)
    with pytest.raises(EditorError, match=re.escape(wanted[:3])):
        edited()


def test_an_empty_variable_is_none(editor: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = editor("exit 0")
    monkeypatch.setenv("VISUAL", "  ")
    monkeypatch.setenv("EDITOR", path)
    assert edited() == "before"


@pytest.mark.parametrize("ending", ["exit 1", "kill -9 $$"])
def test_what_was_saved_before_an_error_is_kept_and_named(
    editor: Callable[[str], str], tmp_path: Path, ending: str
) -> None:
    editor(f'printf "long note typed and saved" > "$1"; {ending}')
    with pytest.raises(EditorError, match="unsaved-") as caught:
        edited()
    kept = Path(str(caught.value).split(" in ")[1].split(":")[0])
    assert kept.read_text("utf-8") == "long note typed and saved"


def test_nothing_is_kept_where_nothing_was_changed(editor: Callable[[str], str], tmp_path: Path) -> None:
    editor("exit 1")
    with pytest.raises(EditorError, match=r"status 1; nothing was changed$"):
        edited()
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(
    "body",
    [
        'rm "$1"',
        'rm "$1"; mkdir "$1"',
        'rm "$1"; mkdir "$1"; touch "$1/x"',
        'rm "$1"; mkfifo "$1"',
        'rm "$1"; ln -s /etc/hostname "$1"',
        'head -c 20000000 /dev/zero | tr "\\0" a > "$1"',
    ],
)
def test_what_is_no_text_is_refused_without_waiting(editor: Callable[[str], str], body: str) -> None:
    editor(body)
    with pytest.raises(EditorError, match="left no text"):
        edited()


def test_a_text_of_20_megabytes_is_kept_and_named(editor: Callable[[str], str], tmp_path: Path) -> None:
    editor('head -c 20000000 /dev/zero | tr "\\0" a > "$1"')
    with pytest.raises(EditorError, match=r"what you saved is in .*unsaved-"):
        edited()
    assert [p.stat().st_size for p in tmp_path.glob("unsaved-*")] == [20_000_000]


def test_no_room_for_the_file_is_a_sentence(
    editor: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor("exit 0")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not there"))
    with pytest.raises(EditorError, match="no room"):
        edited()


# -- in a terminal ----------------------------------------------------------------------------------


def in_a_terminal(library: Library, home: Path, editor: str, after: Callable[[Terminal], None]) -> Terminal:
    """Highlight the first paragraph, press e with an editor, do something, quit."""
    with Terminal(
        [*READER, str(library.path)], HOME=str(home), XDG_STATE_HOME=str(home), EDITOR=editor, VISUAL=""
    ) as terminal:
        terminal.until("unread")
        terminal.press("\r")
        terminal.until("paragraph")
        terminal.press("V")
        terminal.until("characters")
        terminal.press("\r")
        terminal.until("highlighted")
        terminal.press("e")
        after(terminal)
        for _ in range(20):
            terminal.press("\x1b")
            terminal.read(0.2)
            terminal.press("q")
            terminal.read(0.2)
            try:
                terminal.wait(0.2)
                break
            except AssertionError:
                continue
        assert terminal.status == 0, terminal.text()[-500:]
        assert terminal.modes() == terminal.before
        assert "Traceback" not in terminal.text()
    return terminal


def test_a_missing_editor_leaves_the_reader_alive(library: Library, tmp_path: Path) -> None:
    in_a_terminal(library, tmp_path, "/nonexistent/ed", lambda terminal: terminal.until("set $EDITOR"))
    assert len(Library(library.path).annotations.all()) == 1


def test_modes_that_an_editor_leaves_are_put_back(
    library: Library, tmp_path: Path, editor: Callable[[str], str]
) -> None:
    def typed(terminal: Terminal) -> None:
        terminal.until("note kept")

    in_a_terminal(library, tmp_path, editor('stty raw -echo; printf "批注" > "$1"'), typed)
    assert [a.note for a in Library(library.path).annotations.all()] == ["批注"]


def test_a_killed_editor_leaves_what_it_saved(
    library: Library, tmp_path: Path, editor: Callable[[str], str]
) -> None:
    path = editor('printf "saved" > "$1"; kill -9 $$')
    in_a_terminal(library, tmp_path, path, lambda terminal: terminal.until("what you saved is in"))
    assert [p.read_text() for p in tmp_path.rglob("unsaved-*.txt")] == ["saved"]


# -- the clipboard ----------------------------------------------------------------------------------


class Clipboard:
    """An app of which only OSC 52 is asked."""

    def copy_to_clipboard(self, text: str) -> None:
        self.text = text


@pytest.mark.parametrize("body", ["exec sleep 60", "cat >/dev/null; (sleep 20) & exit 0", "kill -9 $$"])
def test_nobody_waits_for_a_clipboard_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    tool = tmp_path / "wl-copy"
    tool.write_text(f"#!/bin/sh\n{body}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    app, begun = Clipboard(), time.monotonic()
    clipboard.copy(app, "无锡\x1b[31m")  # type: ignore[arg-type]
    assert time.monotonic() - begun < clipboard.PATIENCE / 10
    assert app.text == "无锡␛[31m"
