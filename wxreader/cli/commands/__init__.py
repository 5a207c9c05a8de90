"""The commands, a module a subject. A module is imported when a call names one of its commands."""

from __future__ import annotations

from importlib import import_module

from wxreader.cli.command import Subcommand

MODULES = {
    "load": "load",
    "articles": "read",
    "sources": "read",
    "show": "read",
    "open": "reader",
    "search": "search",
    "entities": "entities",
    "recognize": "entities",
    "annotate": "annotations",
    "annotations": "annotations",
    "tags": "tags",
    "export": "annotations",
    "import": "annotations",
    "cite": "cite",
    "alike": "alike",
    "date": "dates",
    "copy": "copying",
    "check": "check",
    "serve": "serve",
}
"""Name of each command, in the order of the help, and the module here whose `COMMANDS` has it."""


def get_command(name: str) -> Subcommand:
    """The command of a name that is in `MODULES`."""
    module = import_module(f"{__name__}.{MODULES[name]}")
    commands: tuple[Subcommand, ...] = module.COMMANDS
    return next(c for c in commands if c.name == name)


def all_commands() -> list[Subcommand]:
    """Every command, in the order of the help."""
    return [get_command(name) for name in MODULES]
