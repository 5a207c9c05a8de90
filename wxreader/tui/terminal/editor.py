"""The user's own editor for a longer text: `$VISUAL`, `$EDITOR`, or vi; called without a shell.

Whatever the editor does, the reader lives on, the terminal's modes are as they were, and a text that
was saved is kept: it is handed back, or its file is named.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from textual.app import App, SuspendNotSupported

from wxreader.atomic import make_folder, write_atomic
from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.logbook import state_folder
from wxreader.tui.terminal.driver import end_on_signals

LARGEST = 1_000_000
"""Bytes of an edited text: a paragraph or note of a megabyte is a slip of the editor (chosen)."""


class EditorError(WxError):
    """The editor could not be run, or ended with an error."""


def _command() -> list[str]:
    """The editor and its arguments.

    Raises:
        EditorError: The variable cannot be understood, or there is no such program.
    """
    wanted = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip() or "vi"
    try:
        command = shlex.split(wanted)
    except ValueError as error:
        raise EditorError(_("$EDITOR is {wanted!r}: {reason}", wanted=wanted, reason=error)) from None
    if not command or shutil.which(command[0]) is None:
        raise EditorError(
            _("the editor {command} is not there or is no program; set $EDITOR", command=wanted)
        )
    return command


@contextmanager
def _interrupts_left_to_the_editor(app: App[None]) -> Iterator[None]:
    """Ctrl+C in an editor is the editor's: it does not end the reader when the editor is done."""
    try:
        loop = asyncio.get_running_loop()
        handled = loop.remove_signal_handler(signal.SIGINT)
    except (RuntimeError, ValueError):  # no loop, or not the main thread: nothing is handled there
        yield
        return
    old = signal.signal(signal.SIGINT, _ignore)  # a function, not SIG_IGN: that the editor would inherit
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, old)
        if handled:
            end_on_signals(app)


def _ignore(number: int, frame: object) -> None:
    """Do nothing."""


@contextmanager
def kept_modes() -> Iterator[None]:
    """The terminal's modes (raw, echo …) afterwards as before, whatever ran meanwhile."""
    terminal = sys.__stdin__
    try:
        number = terminal.fileno() if terminal else -1
        before = termios.tcgetattr(number)
    except (OSError, ValueError, termios.error):
        yield
        return
    try:
        yield
    finally:
        with suppress(OSError, termios.error):
            termios.tcsetattr(number, termios.TCSANOW, before)


def _run(app: App[None], command: list[str]) -> int | OSError:
    """Run the editor while the app stands aside; its status, or why it could not be run.

    Textual's `suspend` brings the app back only if nothing is raised inside.
    """
    try:
        with app.suspend(), kept_modes(), _interrupts_left_to_the_editor(app):
            return _status(lambda: subprocess.run(command, check=False).returncode)
    except SuspendNotSupported:
        quiet = subprocess.DEVNULL
        return _status(lambda: subprocess.run(command, check=False, stdin=quiet, stdout=quiet).returncode)


def _status(call: Callable[[], int]) -> int | OSError:
    try:
        return call()
    except OSError as error:
        return error


def _saved(path: Path) -> str | None:
    """What the editor saved; None where it left no text file, or one that is too large."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    info = os.fstat(handle)
    if not stat.S_ISREG(info.st_mode) or info.st_size > LARGEST:
        os.close(handle)
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read(LARGEST).decode("utf-8", "replace").removesuffix("\n")


def keep_text(text: str) -> Path | None:
    """Keep a text that could not be used, where the user finds it; None where it cannot be kept."""
    for folder in (state_folder(), Path(tempfile.gettempdir())):
        with suppress(OSError):
            make_folder(folder)
            handle, name = tempfile.mkstemp(prefix="unsaved-", suffix=".txt", dir=folder)
            os.close(handle)
            write_atomic(Path(name), text.encode("utf-8", "replace"))
            return Path(name)
    return None


def edit_text(app: App[None], text: str) -> str:
    """Let the user edit a text in the editor.

    Args:
        app: The app, which stands aside while the editor runs.
        text: The text to begin with.

    Returns:
        The text as it was saved, without the line feed that editors put at its end.

    Raises:
        EditorError: The editor could not be run or failed; the text is as it was, and what was saved
            is in a file that the message names.
    """
    command = _command()
    try:
        handle, name = tempfile.mkstemp(prefix="wxreader-", suffix=".txt")  # 0600, a name nobody can guess
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text + "\n")
    except OSError as error:
        raise EditorError(
            _("there is no room for the text to be edited ({reason})", reason=error.strerror)
        ) from None
    path = Path(name)
    try:
        return _result(_run(app, [*command, name]), Path(command[0]).name, text, path)
    finally:
        with suppress(OSError):
            path.unlink()


def _result(ended: int | OSError, command: str, text: str, path: Path) -> str:
    """The text that an editor left.

    Raises:
        EditorError: It could not be run, ended with an error, or left no text.
    """
    if isinstance(ended, OSError):
        raise EditorError(
            _("the editor {command} cannot be run ({reason})", command=command, reason=ended.strerror)
        )
    saved = _saved(path)
    if saved is None:
        what = _("the editor {command} left no text that can be used", command=command)
        raise EditorError(_kept_first(what, _left(path)))
    if ended == 0:
        return saved
    kept = keep_text(saved) if saved != text else None
    raise EditorError(_kept_first(_ending(ended, command), kept))


def _ending(ended: int, command: str) -> str:
    """How an editor ended."""
    if ended < 0:
        return _("the editor {command} was ended by signal {number}", command=command, number=-ended)
    return _("the editor {command} ended with status {status}", command=command, status=ended)


def _kept_first(what: str, kept: Path | None) -> str:
    """What happened, behind the file that keeps what was saved: the bottom line may cut its end off."""
    if kept is None:
        return _("{what}; nothing was changed", what=what)
    home = str(Path.home())
    shown = str(kept)
    shown = f"~{shown.removeprefix(home)}" if shown.startswith(home + os.sep) else shown
    return _("what you saved is in {path}: {what}", path=shown, what=what)


def _left(path: Path) -> Path | None:
    """Where what an editor left can be found, if it is a file of any size."""
    with suppress(OSError):
        if stat.S_ISREG(path.lstat().st_mode):
            return path.rename(path.with_name(f"unsaved-{path.name}"))
    return None
