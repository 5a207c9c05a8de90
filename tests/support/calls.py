"""The program called as a process, as a script calls it."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.support.terminal import run_here
from wxreader.cli import main

HANGS = 120.0
"""Seconds after which a call that gives no answer is ended (chosen: long, for a busy machine)."""
NO_ANSWER = -9


def call(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """`wxreader ARGS`, with changes to the environment."""
    return subprocess.run(
        [sys.executable, "-m", "wxreader", *args],
        input=stdin,
        capture_output=True,
        timeout=120,
        env={**os.environ, **env},
        check=False,
    )


def result(*args: str, **env: str) -> Any:
    """The JSON document that a call prints."""
    done = call(*args, stdin=b"", **env)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How a call ended."""

    status: int
    """Its exit status; NO_ANSWER for one that was ended."""
    seen: bytes
    """All that it wrote."""
    seconds: float
    """Of the processor."""


def ask(
    argv: list[str], hangs: float = HANGS, around: Callable[[Callable[[], int]], int] = lambda call: call()
) -> Answer:
    """Run a call in a fork of this process, whose modules it need not import anew.

    Args:
        argv: Its arguments.
        hangs: Seconds after which it is ended.
        around: Runs the call in that process.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out, into = os.pipe()
    pid = os.fork()
    if not pid:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(into, 1)
        os.dup2(into, 2)
        run_here(partial(around, partial(main, argv)))
    os.close(into)
    seen, end = b"", time.monotonic() + hangs
    while select.select([out], [], [], max(0.0, end - time.monotonic()))[0]:
        data = os.read(out, 1 << 16)
        if not data:
            break
        seen += data
    else:
        os.kill(pid, signal.SIGKILL)
    os.close(out)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Answer(status=status, seen=seen, seconds=spent)
