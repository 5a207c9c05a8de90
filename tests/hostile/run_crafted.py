"""Every crafted library through the reader in a pseudo-terminal and through the commands, a process each.

python -m tests.hostile.run_crafted [CASE...]

No traceback, no control byte, no call over five seconds of the processor, nothing outside touched, sound
after `check --repair`. A process is a fork of this one: what it would import is there already.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.hostile.crafted import CASES, OUTSIDE, calls, fingerprint, prepare
from tests.support.calls import HANGS, NO_ANSWER, Answer, ask
from tests.support.oracle import terminal_leaks
from tests.support.terminal import Terminal
from wxreader.cli import main
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.search.index import update_index

LONGEST = 5.0
"""Seconds of the processor that a call may use (chosen); the machine's other work does not count."""
KEYS = ("", "\r", "j", "f", "a", "\r", "q", "a", "\x1b", "3", "\r", "q", "s", "has:note\r", "q", "u", "\x1b")
"""What the reader is asked: an article, a highlight, the annotations, the sources, a search,
the last change undone.
"""
LARGE = {"catalogue_of_100000_rows_more": 12.0}
"""How many times the seconds cases may have that are large and sound otherwise: all of it is read."""
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def wrong(name: str, answer: Answer, longest: float = LONGEST) -> Iterator[str]:
    """What is wrong with an answer."""
    if answer.status == NO_ANSWER:
        yield f"{name}: hangs"
    own = any(word in answer.seen for word in (b"Traceback", b"panicked", b"error of its own"))
    if own or answer.status not in (0, 1, 2):
        yield f"{name}: {answer.status} {answer.seen[-300:]!r}"
    if name != "export" and any(c in answer.seen for c in (b"\x1b", b"\x07", b"\0")):
        yield f"{name}: control bytes"
    if answer.seconds > longest:
        yield f"{name}: {answer.seconds:.1f} s of the processor"


def ended(terminal: Terminal) -> bool:
    """Whether the program has ended; its status is kept."""
    if terminal.status is None:
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            terminal.status = os.waitstatus_to_exitcode(status)
    return terminal.status is not None


def read_it(library: Path, home: Path) -> Iterator[str]:
    """Open the reader, press the keys, leave: what was wrong."""
    call = partial(main, ["--library", str(library), "--lang", "en"])
    with Terminal(call, HOME=str(home), LC_ALL="C.UTF-8") as terminal:
        end = time.monotonic() + HANGS
        while b"\x1b[?1049h" not in terminal.seen and not ended(terminal) and time.monotonic() < end:
            terminal.read(0.1)
        for key in KEYS:
            if not ended(terminal):
                with suppress(OSError):
                    terminal.press(key)
            terminal.read(0.15 if key else 1.0)
        end = time.monotonic() + HANGS
        while not ended(terminal) and time.monotonic() < end:
            with suppress(OSError):
                terminal.press("\x1b")
                terminal.read(0.2)
                terminal.press("q")
                terminal.read(0.3)
        if terminal.status is None:
            yield f"reader: hangs {terminal.text()[-300:]!r}"
        if terminal.status not in (0, 1, 2) or b"Traceback" in terminal.seen:
            yield f"reader: {terminal.status} {terminal.text()[-300:]!r}"
        if b"error of its own" in terminal.seen:
            yield f"reader crashed: {terminal.text()[-300:]!r}"
        if terminal_leaks(terminal.seen) or terminal.modes() != terminal.before:
            yield f"reader: leaks {terminal_leaks(terminal.seen)}, or modes"


def try_case(name: str, base: Path, folder: Path, article: str) -> Iterator[str]:
    """Everything that is wrong with one case."""
    library = prepare(name, base, folder)
    before = fingerprint(folder / OUTSIDE)
    yield from read_it(library, folder)
    answer = None
    times = LARGE.get(name, 1.0)
    for call in calls(article, SEEDS):
        answer = ask(["--lang", "en", *call, "--library", str(library)], hangs=times * HANGS)
        yield from wrong(call[0], answer, times * LONGEST)
    if answer is not None and answer.status:
        yield f"after --repair: {answer.seen[-300:]!r}"
    if fingerprint(folder / OUTSIDE) != before:
        yield "something outside was touched"


def run(names: list[str], base: Path, article: str) -> Iterator[str]:
    """A line for each case."""
    with tempfile.TemporaryDirectory() as top:
        for name in names:
            folder = Path(top) / name
            folder.mkdir()
            yield f"{name}: {'; '.join(try_case(name, base, folder, article)) or 'held'}"
            shutil.rmtree(folder, ignore_errors=True)


def loaded(path: Path) -> str:
    """Load the seeds; the id of an article."""
    load(Library(path), [SEEDS])
    update_index(Library(path))
    return Library(path).rows()[0].id


def run_all() -> int:
    """Run the cases asked for; 1 where one did not hold."""
    failed = False
    with tempfile.TemporaryDirectory() as top:
        base = Path(top) / "base"
        article = loaded(base)
        for said in run(sys.argv[1:] or list(CASES), base, article):
            print(said, flush=True)  # noqa: T201
            failed = failed or not said.endswith(": held")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(run_all())
