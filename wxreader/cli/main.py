"""Parses a call, runs the command it names, turns our errors into a sentence.

Start-up matters: nothing of the reader, the recogniser or the store is imported before it is known
that the call needs it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from wxreader import __version__
from wxreader.cli import wall
from wxreader.cli.command import COMMON
from wxreader.cli.commands import MODULES, all_commands, get_command
from wxreader.cli.parser import parser_of, top_parser
from wxreader.i18n import LANGUAGES, set_language
from wxreader.settings import load_settings

_INTERRUPTED = 130
"""Exit status after Ctrl+C: 128 and the signal's number, as a shell gives it."""


def split_command(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command, if the first word that is no option is one, and the other words.

    `["--library", "x", "show", "ID"]` gives `("show", ["--library", "x", "ID"])`.
    """
    from wxreader.cli.commands.reader import READER

    valued = {name for option in (*COMMON, *READER.options) if option.takes_value for name in option.names}
    is_value = False
    for i, word in enumerate(argv):
        if is_value:
            is_value = False
        elif word in valued:
            is_value = True
        elif word == "--":
            break
        elif not word.startswith("-"):
            if word in MODULES:
                return word, [*argv[:i], *argv[i + 1 :]]
            break
    return "", list(argv)


def _language_first(argv: Sequence[str]) -> None:
    """Speak the asked-for language before any help text is made."""
    for i, word in enumerate(argv):
        following = argv[i + 1] if i + 1 < len(argv) else ""
        value = following if word == "--lang" else word.removeprefix("--lang=")
        if value in LANGUAGES and word.startswith("--lang"):
            set_language(value)


def _dispatch(argv: Sequence[str]) -> int:
    """Run the command that a call names; without one, open the reader."""
    from wxreader.cli.commands.reader import READER

    _language_first(argv)
    name, rest = split_command(argv)
    command = get_command(name) if name else READER
    if name:
        parser = parser_of(command)
    else:
        asks_help = "-h" in rest or "--help" in rest
        helps = {c.name: c.help for c in all_commands()} if asks_help else {}
        parser = top_parser(READER, helps, f"wxreader {__version__}")
    args = parser.parse_args(rest)
    settings = load_settings()
    if not args.lang:
        set_language(settings.language)
    return command.run(args, settings)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a call. Nothing but a sentence comes out of it, whatever happens.

    Returns:
        The exit status: 0 done, 1 something asked for failed, 2 wrong usage.
    """
    try:
        wall.mend_streams()
        set_language("auto")
        status = _dispatch(sys.argv[1:] if argv is None else argv)
        wall.flush()
    except BrokenPipeError:  # the reader of our output has gone: end without a word
        wall.silence()
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        return wall.tell(error)
    return status
