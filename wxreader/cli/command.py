"""What a command of the command line is: its name, help, options and function, said in one place.

The parser, the help, the check of docs/cli.md, shell completion and the man page are made from these.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wxreader.i18n import LANGUAGES, N_
from wxreader.settings import Settings

Args = argparse.Namespace
Run = Callable[[Args, Settings], int]
"""Does what was asked for and gives the exit status: 0 done, 1 something asked for failed."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """An option or a positional argument, as `argparse.add_argument` takes it."""

    names: tuple[str, ...]
    """`("--limit",)`, or one word without hyphens for a positional argument."""
    help: str = ""
    """English message id; a catalogue has the translation."""
    metavar: str | tuple[str, ...] | None = None
    """What stands for the value in the help; for several values one each."""
    type: Callable[[str], object] | None = None
    """Makes the value of the word; a ValueError of it is wrong usage."""
    choices: Sequence[str] | None = None
    """The only values allowed."""
    default: object = None
    """The value where the option is not given."""
    action: str | None = None
    """argparse's: `store_true`, `append`, `version`."""
    nargs: str | int | None = None
    """argparse's: `?`, `*`, `+` or so many values."""
    required: bool = False
    """The call is wrong without it."""

    @property
    def is_positional(self) -> bool:
        """Given by its place, not by its name."""
        return not self.names[0].startswith("-")

    @property
    def value_names(self) -> tuple[str, ...]:
        """What stands for each value in the help: the metavar, or the name itself."""
        if isinstance(self.metavar, tuple):
            return self.metavar
        return (self.metavar or self.names[0].lstrip("-"),)

    @property
    def takes_value(self) -> bool:
        """Whether the word after the option belongs to it."""
        return not self.is_positional and self.action in (None, "append")


@dataclass(frozen=True, kw_only=True)
class Subcommand:
    """One command: `wxreader NAME [options]`."""

    name: str
    """The word on the command line; empty for the call without a command, which opens the reader."""
    help: str
    """English message id of the line in `wxreader --help`."""
    run: Run
    """What it does."""
    options: tuple[Option, ...] = ()
    """In the order of its help."""


def at_least_0(word: str) -> int:
    """A number that is not negative.

    Raises:
        ValueError: It is none.
    """
    number = int(word)
    if number < 0:
        raise ValueError
    return number


JSON = Option(names=("--json",), action="store_true", default=False, help=N_("print JSON"))
"""Of every command that can print its result as one JSON document."""

COMMON = (
    Option(
        names=("--library",),
        metavar="DIR",
        help=N_("the library: a folder, or opensearch://HOST:PORT/NAME (or the variable WXREADER_LIBRARY)"),
    ),
    Option(
        names=("--insecure",),
        action="store_true",
        default=False,
        help=N_("believe any certificate of a shared archive on this machine"),
    ),
    Option(names=("--lang",), choices=LANGUAGES, help=N_("language of the interface")),
)
"""Options of every command, and of none."""
