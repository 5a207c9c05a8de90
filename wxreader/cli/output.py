"""The ways to stdout (results) and stderr (all else), and the library that a call names."""
# ruff: noqa: T201

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from wxreader.cli.command import Args
from wxreader.library.library import Library, default_path
from wxreader.text import one_line, visible


def open_library(args: Args) -> Library:
    """The library that the call names."""
    return Library(args.library or default_path())


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
def progress_bar(description: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr where that is a terminal; gives what is to be called with done and total."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
