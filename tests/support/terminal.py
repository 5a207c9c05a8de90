"""A pseudo-terminal for tests: a program in it, keys in, bytes out, its modes before and after."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any

from tests.support.screen import Screen

PATIENCE = 120.0
"""Seconds after which what does not come will not (chosen: ten times what a busy machine needs)."""


def run_here(call: Callable[[], int]) -> None:
    """In a process just forked: run a call as a program with the standard files that it has now, and end."""
    status = 70
    try:
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, closefd=False) for number, mode in enumerate(("r", "w", "w"))
        )
        vars(sys).update(__stdin__=sys.stdin, __stdout__=sys.stdout, __stderr__=sys.stderr)
        try:
            status = call()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        os.write(2, traceback.format_exc().encode("utf-8", "backslashreplace"))
    finally:  # never into the tests that were forked
        os._exit(status)


class Terminal:
    """Run a program in a terminal of its own.

    Args:
        argv: The program and its arguments; or what stands for it, run in a fork of this process, whose
            modules it need not import anew.
        columns: Width in cells.
        rows: Height in cells.
        env: Changes to the environment.
    """

    def __init__(
        self, argv: list[str] | Callable[[], int], columns: int = 100, rows: int = 30, **env: str
    ) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before: list[Any] = termios.tcgetattr(slave)
        self.slave = slave
        self.seen = b""
        self.screen = Screen(columns, rows)
        """What it shows."""
        self.status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
                for number in range(3):
                    os.dup2(slave, number)
                for name in ("COLUMNS", "LINES"):  # readline, which pytest loads, sets them unseen
                    os.unsetenv(name)
                os.environ.update({"TERM": "xterm-256color", **env})
                if callable(argv):
                    run_here(argv)
                else:
                    os.execvp(argv[0], argv)
            finally:  # a second copy of the tests would answer in the first's name
                os._exit(127)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.status is None:
            with suppress(ProcessLookupError, ChildProcessError):  # a test that asked may have had its status
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        os.close(self.slave)
        os.close(self.master)

    def read(self, seconds: float = 0.05) -> None:
        """Take what the program has written."""
        while select.select([self.master], [], [], seconds)[0]:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            if not data:
                return
            self.seen += data
            self.screen.feed(data)

    def text(self) -> str:
        """Everything written so far."""
        return self.seen.decode("utf-8", "replace")

    def until(self, text: str, seconds: float = PATIENCE) -> None:
        """Wait until a text has been written."""
        end = time.monotonic() + seconds
        while text not in self.text():
            assert time.monotonic() < end, f"{text!r} never came; last: {self.text()[-300:]!r}"
            self.read()

    def shows(self, text: str, seconds: float = PATIENCE) -> None:
        """Wait until a text stands on the screen."""
        end = time.monotonic() + seconds
        while text not in self.screen.text():
            assert time.monotonic() < end, f"{text!r} never stood there:\n{self.screen.text()}"
            self.read()

    def press(self, keys: str | bytes) -> None:
        """Type."""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size; the program is told by SIGWINCH."""
        self.screen.resize(columns, rows)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def kill(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def wait(self, seconds: float = PATIENCE) -> int:
        """Wait for the end; the exit status, negative for a signal."""
        end = time.monotonic() + seconds
        while self.status is None:
            assert time.monotonic() < end, f"still running; last: {self.text()[-300:]!r}"
            self.read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        self.read()
        return self.status

    def modes(self) -> list[Any]:
        """The terminal's modes now."""
        return termios.tcgetattr(self.slave)

    def leave(self) -> int:
        """Leave the reader as a user would, wherever it is; the exit status."""
        end = time.monotonic() + PATIENCE
        while self.status is None:
            assert time.monotonic() < end, f"it cannot be left; last: {self.text()[-300:]!r}"
            for key in ("\x1b", "q"):
                with suppress(OSError):  # it has ended just now
                    self.press(key)
                self.read(0.2)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status
