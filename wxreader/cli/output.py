"""The ways to stdout (results) and stderr (all else), and the library that a call names."""
# ruff: noqa: T201

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from wxreader.cli.command import Args
from wxreader.i18n import _
from wxreader.text import one_line, visible

if TYPE_CHECKING:
    from wxreader.library.store import Store


def open_library(args: Args) -> Store:
    """The library that the call names."""
    from wxreader.opening import open_library as open_named

    library = open_named(args.library or "", args.insecure)
    library.progress = _rarely(_("bringing the library up to date"))
    return library


_WORTH_A_BAR = 50
"""Steps from which work that is not asked for by name is shown. Chosen."""


def _rarely(description: str) -> Callable[[int, int], None]:
    """A progress bar that comes only where there is much to do, and goes with the last step."""
    bars = ExitStack()
    update: list[Callable[[int, int], None]] = []

    def step(done: int, total: int) -> None:
        if total < _WORTH_A_BAR:
            return
        if not update:
            update.append(bars.enter_context(progress_bar(description)))
        update[0](done, total)
        if done + 1 >= total:
            bars.close()
            update.clear()

    return step


def tell(sentence: str) -> None:
    """A sentence for the person, on stderr."""
    print(f"wxreader: {one_line(sentence)}", file=sys.stderr)


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    sys.stdout.buffer.write(
        json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    )


def print_text(shown: str) -> None:
    """Text on stdout: no character of it acts on a terminal."""
    sys.stdout.write(visible(shown) + "\n")


def print_row(cells: Iterable[str]) -> None:
    """A line of a table on stdout, its cells parted by tabs."""
    print_text("\t".join(cells))


@contextmanager
def progress_bar(
    description: str, note: Callable[[], str] | None = None
) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr where that is a terminal; gives what is to be called with done and total.

    Args:
        description: What is going on.
        note: Gives a few words that stand beside it, anew at each step.
    """
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(description, total=None)

        def update(done: int, total: int) -> None:
            told = f"{description} · {note()}" if note else description
            bar.update(task, completed=done, total=total, description=told)

        yield update
