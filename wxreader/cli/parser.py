"""argparse's parsers, made from the commands."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from wxreader.cli.command import COMMON, Option, Subcommand
from wxreader.errors import UsageError
from wxreader.i18n import _

_NAME_WIDTH = 12
"""Room for a command's name in `wxreader --help`, in characters."""


class Parser(argparse.ArgumentParser):
    """argparse in the interface's language, that says what is wrong in one sentence."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self._positionals.title = _("arguments")
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def format_help(self) -> str:
        """argparse's own, its one fixed word in the language spoken."""
        return super().format_help().replace("usage:", _("usage:"), 1)

    def error(self, message: str) -> NoReturn:
        """End the call: a sentence, no page of usage."""
        raise UsageError(_("{message} (see {prog} --help)", message=message, prog=self.prog))


def _add(parser: argparse._ActionsContainer, option: Option) -> None:
    """Declare an option. argparse refuses keywords that an action does not use: only what is set is given."""
    given = {
        "metavar": option.metavar,
        "type": option.type,
        "choices": option.choices,
        "default": option.default,
        "action": option.action,
        "nargs": option.nargs,
        "required": option.required or None,
        "help": _(option.help) if option.help else None,
    }
    parser.add_argument(*option.names, **{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]


def _common() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    group = parser.add_argument_group(_("common options"))
    for option in COMMON:
        _add(group, option)
    return parser


def parser_of(command: Subcommand) -> Parser:
    """The parser of one command."""
    parser = Parser(prog=f"wxreader {command.name}", parents=[_common()])
    for option in command.options:
        _add(parser, option)
    return parser


def top_parser(reader: Subcommand, commands: dict[str, str], version: str) -> Parser:
    """The parser of the call without a command.

    Args:
        reader: The command that opens the reader.
        commands: Names of the others and what each does, for the help.
        version: What `--version` prints.
    """
    lines = "\n".join(f"  {name:<{_NAME_WIDTH}} {_(help_)}" for name, help_ in commands.items())
    parser = Parser(
        prog="wxreader",
        parents=[_common()],
        usage=_("wxreader [options] [COMMAND | PATH...]"),
        description=_(reader.help),
        epilog=_("commands:") + "\n" + lines + "\n\n" + _("wxreader COMMAND --help tells more."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=version)
    for option in reader.options:
        _add(parser, option)
    return parser
