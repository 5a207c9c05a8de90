"""The command line, thin: parses, calls `headless` or the reader, turns our errors into a sentence.

Start-up matters: nothing of the reader, the recogniser or the store is imported before it is known
that the call needs it.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from wxreader import __version__
from wxreader.errors import KeptInMemoryError, StoreError, UsageError, WxError
from wxreader.i18n import LANGUAGES, _, set_language
from wxreader.settings import Settings, load_settings, show_settings

COMMANDS = (
    "load",
    "articles",
    "sources",
    "show",
    "search",
    "entities",
    "recognize",
    "annotate",
    "annotations",
    "export",
    "import",
    "check",
)
_VALUED = ("--library", "--lang", "--encoding", "--max-bytes", "--workers", "--engine")
"""Options that take a value, for finding the first word that is none."""
_INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
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
        raise UsageError(_("{message} (see {prog} --help)", message=message, prog=self.prog))


def _common() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    group = parser.add_argument_group(_("common options"))
    group.add_argument(
        "--library",
        metavar="DIR",
        type=Path,
        help=_("the library's folder (or the variable WXREADER_LIBRARY)"),
    )
    group.add_argument("--lang", choices=LANGUAGES, help=_("language of the interface"))
    return parser


def _add_loading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--encoding", metavar="NAME", help=_("the files' encoding, where the guess is wrong"))
    parser.add_argument("--max-bytes", metavar="N", type=int, help=_("largest file to load"))
    parser.add_argument(
        "--workers", metavar="N", type=int, default=0, help=_("worker processes (default: one a core)")
    )
    parser.add_argument("--engine", metavar="NAME", help=_("recogniser of people, organisations and places"))


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def _top_parser() -> argparse.ArgumentParser:
    about = {
        "load": _("load files and folders into the library"),
        "articles": _("list the articles"),
        "sources": _("list the loaded dumps"),
        "show": _("print one article"),
        "search": _("search the library"),
        "entities": _("people, organisations, places over the library"),
        "recognize": _("run the recogniser on plain text"),
        "annotate": _("highlight a passage"),
        "annotations": _("list highlights, notes and bookmarks"),
        "export": _("print the annotations for other programs"),
        "import": _("read annotations from an exported JSON file"),
        "check": _("verify the library, mend it"),
    }
    lines = "\n".join(f"  {name:<12} {text}" for name, text in about.items())
    parser = _Parser(
        prog="wxreader",
        parents=[_common()],
        usage=_("wxreader [options] [COMMAND | PATH...]"),
        description=_(
            "A keyboard-driven terminal reader for Chinese newspaper text. With paths: load what is new in them, then open the reader."
        ),
        epilog=_("commands:") + "\n" + lines + "\n\n" + _("wxreader COMMAND --help tells more."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", type=Path, help=_("files and folders to load first")
    )
    parser.add_argument("--version", action="version", version=f"wxreader {__version__}")
    parser.add_argument(
        "--show-settings", action="store_true", help=_("print every setting with its value and default")
    )
    parser.add_argument(
        "--show-keys", action="store_true", help=_("print every command of the reader with its key")
    )
    parser.add_argument(
        "--debug",
        action="store_true",
        help=_("write a log into the state folder; no word of an article or note is in it"),
    )
    parser.add_argument("--no-mouse", action="store_true", help=_("leave the mouse to the terminal"))
    _add_loading(parser)
    return parser


def _parser_of(command: str) -> argparse.ArgumentParser:
    """The parser of one command."""
    parser = _Parser(prog=f"wxreader {command}", parents=[_common()])
    if command == "load":
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path)
        parser.add_argument("--again", action="store_true", help=_("analyse again what is loaded already"))
        parser.add_argument(
            "--explain",
            action="store_true",
            help=_("print each file with what the analysis makes of every line; loads nothing"),
        )
        _add_loading(parser)
    elif command == "show":
        parser.add_argument("id", metavar="ID")
        parser.add_argument("--width", metavar="N", type=int, default=0, help=_("room for a line, in cells"))
    elif command == "search":
        parser.add_argument("query", metavar="QUERY", nargs="+")
        parser.add_argument("--limit", metavar="N", type=_at_least_0, help=_("print only the first N"))
        parser.add_argument(
            "--sort",
            choices=("relevance", "date"),
            default="relevance",
            help=_("best first (default), or newest first"),
        )
        parser.add_argument("--count", action="store_true", help=_("print only how many articles there are"))
        parser.add_argument(
            "--kwic", action="store_true", help=_("print every hit on a line, aligned on the word")
        )
        parser.add_argument(
            "--by",
            choices=("date", "left", "right"),
            default="date",
            help=_("order of --kwic: date, or what stands left or right"),
        )
        parser.add_argument(
            "--width", metavar="N", type=_at_least_0, default=0, help=_("room for a line of --kwic, in cells")
        )
    elif command == "entities":
        parser.add_argument(
            "--type", choices=("PER", "ORG", "LOC", "DATE", "MONEY", "WORK"), help=_("only this type")
        )
    elif command == "recognize":
        parser.add_argument("file", nargs="?", metavar="FILE", type=Path, help=_("default: standard input"))
        parser.add_argument("--engine", metavar="NAME")
    elif command == "annotate":
        parser.add_argument("id", metavar="ID")
        parser.add_argument(
            "--quote", required=True, metavar="TEXT", help=_("the passage, as printed in the article")
        )
        parser.add_argument("--note", default="", metavar="TEXT")
        parser.add_argument("--tag", action="append", default=[], metavar="TAG")
        parser.add_argument(
            "--color", default="yellow", metavar="NAME", help="yellow, green, blue, red, purple"
        )
    elif command == "export":
        parser.add_argument("--format", required=True, choices=("markdown", "json", "csv", "w3c"))
        parser.add_argument("--output", metavar="FILE", type=Path, help=_("default: standard output"))
    elif command == "import":
        parser.add_argument("file", metavar="FILE", type=Path, help=_("what export --format json wrote"))
    elif command == "check":
        parser.add_argument(
            "--repair", action="store_true", help=_("mend what can be mended; nothing is deleted")
        )
    if command not in ("export",):
        _json(parser)
    return parser


def _at_least_0(word: str) -> int:
    """A number that is not negative."""
    number = int(word)
    if number < 0:
        raise ValueError
    return number


def _split(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command, if the first word is one, and the other words."""
    skip = False
    for i, word in enumerate(argv):
        if skip:
            skip = False
        elif word in _VALUED:
            skip = True
        elif word == "--":
            break
        elif not word.startswith("-"):
            if word in COMMANDS:
                return word, [*argv[:i], *argv[i + 1 :]]
            break
    return "", list(argv)


def _language_first(argv: Sequence[str]) -> None:
    """Speak the asked-for language before any help text is made."""
    for i, word in enumerate(argv):
        value = (
            word[7:]
            if word.startswith("--lang=")
            else argv[i + 1]
            if word == "--lang" and i + 1 < len(argv)
            else ""
        )
        if value in LANGUAGES:
            set_language(value)


def _open_reader(args: argparse.Namespace, settings: Settings) -> int:
    if args.show_settings:
        print(show_settings(settings), end="")  # noqa: T201  results go to stdout
        return 0
    if args.show_keys:
        from wxreader import headless

        return headless.show_keys(settings)
    if args.debug:
        from wxreader.logbook import start_log

        try:
            start_log()
        except OSError as error:
            raise StoreError(
                _(
                    "{path}: the log cannot be written ({strerror})",
                    path=error.filename,
                    strerror=error.strerror,
                )
            ) from None
    gc.disable()  # nothing becomes garbage while modules load; the app turns it on once the screen stands
    from wxreader.library.library import Library, default_path
    from wxreader.opening import check_terminal, refuse_command_like

    library = Library(args.library or default_path())
    for path in args.paths:
        refuse_command_like(path, COMMANDS)
    check_terminal()
    library.make()
    if args.paths:
        from wxreader import headless

        gc.enable()
        status = headless.load(args, settings)
        if status and not library.rows():
            return status
    from wxreader.tui.run import run

    return run(library, settings, mouse=settings.mouse and not args.no_mouse)


def _dispatch(argv: Sequence[str]) -> int:
    _language_first(argv)
    command, rest = _split(argv)
    parser = _parser_of(command) if command else _top_parser()
    args = parser.parse_args(rest)
    settings = load_settings()
    if not args.lang:
        set_language(settings.language)
    if not command:
        return _open_reader(args, settings)
    from wxreader import headless

    return headless.CALLS[command](args, settings)


def _quiet_pipe() -> int:
    """The reader of our output has gone: end without a word, also from the interpreter's own flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run a call.

    Returns:
        The exit status: 0 done, 1 something asked for failed, 2 wrong usage.
    """
    set_language("auto")
    try:
        status = _dispatch(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except WxError as error:
        from wxreader.text import visible

        said = error.reason if isinstance(error, KeptInMemoryError) else str(error)
        print(f"wxreader: {visible(said)}".replace("\n", " "), file=sys.stderr)  # noqa: T201
        return error.exit_status
    except BrokenPipeError:
        return _quiet_pipe()
    except KeyboardInterrupt:
        return _INTERRUPTED
    return status
