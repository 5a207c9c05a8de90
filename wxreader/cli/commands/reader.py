"""The call without a command: load what is named, then open the reader; or print settings or keys."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wxreader.cli.command import Args, Option, Subcommand
from wxreader.cli.commands import MODULES
from wxreader.cli.commands.load import LOADING, Loading, load_paths, tell_summary
from wxreader.errors import DamagedError, StoreError, UsageError
from wxreader.i18n import N_, _
from wxreader.model import Place
from wxreader.settings import Settings, show_settings

if TYPE_CHECKING:
    from wxreader.library.store import Store


def open_reader(args: Args, settings: Settings) -> int:
    """`wxreader [PATH...]`."""
    if args.show_settings:
        return _show_settings(settings)
    if args.show_keys:
        return _show_keys(settings)
    if args.completion or args.install_completion:
        return _completion(args)
    return _open(args, settings)


def _show_settings(settings: Settings) -> int:
    from wxreader.cli.output import print_text

    print_text(show_settings(settings).removesuffix("\n"))
    return 0


def _open(args: Args, settings: Settings) -> int:
    """Load what is named, and open the reader."""
    if args.debug:
        _start_log()
    gc.disable()  # nothing becomes garbage while modules load; the app turns it on once the screen stands
    from wxreader.cli.output import open_library
    from wxreader.cli.preflight import check_terminal, refuse_command_like

    library = open_library(args)
    for path in args.paths:
        refuse_command_like(path, tuple(MODULES))
    check_terminal()
    _make_or_only_read(library)
    if args.paths:
        gc.enable()
        report = load_paths(library, args.paths, Loading.of(args, settings))
        tell_summary(report)
        if report.failed and not library.rows():
            return 1
    from wxreader.tui.run import run

    watched = _watched(args.paths, library) if args.watch else ()
    return run(library, settings, mouse=settings.mouse and not args.no_mouse, watched=watched)


def _watched(paths: list[Path], library: Store) -> list[Path]:
    """The folders that `--watch` means: those named, else those that the library was loaded from."""
    sources = (Path(s.path).parent for s in library.iter_sources() if s.path)
    folders = [p for p in paths if p.is_dir()] or sorted({f for f in sources if f.is_dir()})
    if not folders:
        raise UsageError(_("--watch needs a folder: wxreader --watch FOLDER"))
    return folders


def _make_or_only_read(library: Store) -> None:
    """Make the library's folder; one that is there and cannot be written, as on a read-only disk, is read.

    Raises:
        StoreError: There is nothing to read either, or something in the folder is none of ours.
    """
    try:
        library.make()
    except DamagedError:
        raise
    except StoreError:
        if not library.rows():
            raise


def open_passage(args: Args, settings: Settings) -> int:
    """`wxreader open`: the reader at an article, or at a passage of it."""
    from wxreader.annotations.address import read_address
    from wxreader.annotations.anchor import quote_selector
    from wxreader.cli.output import open_library
    from wxreader.cli.preflight import check_terminal

    library = open_library(args)
    address = read_address(args.address)
    article = library.article(address.article)
    selector = quote_selector(article, address.quote) if address.quote else None
    check_terminal()
    from wxreader.tui.run import run

    place = Place(selector.paragraph, selector.start) if selector else None
    return run(library, settings, mouse=settings.mouse and not args.no_mouse, goal=(article.id, place))


def _completion(args: Args) -> int:
    """`wxreader --completion SHELL`, `--install-completion`."""
    from wxreader.cli.commands import all_commands
    from wxreader.cli.completion import Shell, install, script, shell_of_user
    from wxreader.cli.output import tell

    shell = Shell(args.completion) if args.completion else shell_of_user()
    text = script(shell, READER, all_commands())
    if not args.install_completion:
        sys.stdout.write(text)
        return 0
    path = install(shell, text)
    tell(_("{path} is written; it works in shells that are opened from now on", path=path))
    if shell == Shell.ZSH:
        tell(
            _(
                "zsh finds it where ~/.zshrc has this line before compinit: fpath+=({folder})",
                folder=path.parent,
            )
        )
    return 0


def _start_log() -> None:
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


def _show_keys(settings: Settings) -> int:
    from wxreader.cli.output import print_text
    from wxreader.tui.keymap import COMMANDS, keys_of

    for command in COMMANDS:
        print_text(f"{command.name:<20} {','.join(keys_of(command, settings.keys)):<24} {_(command.help)}")
    return 0


_NO_MOUSE = Option(
    names=("--no-mouse",),
    action="store_true",
    default=False,
    help=N_("leave the mouse to the terminal"),
)

READER = Subcommand(
    name="",
    help=N_(
        "A keyboard-driven terminal reader for Chinese newspaper text. With paths: load what is new in them, "
        "then open the reader."
    ),
    run=open_reader,
    options=(
        Option(
            names=("paths",),
            nargs="*",
            metavar="PATH",
            type=Path,
            help=N_("files and folders to load first"),
        ),
        Option(
            names=("--watch",),
            action="store_true",
            default=False,
            help=N_("load what appears in the folders while the reader is open"),
        ),
        Option(
            names=("--show-settings",),
            action="store_true",
            default=False,
            help=N_("print every setting with its value and default"),
        ),
        Option(
            names=("--show-keys",),
            action="store_true",
            default=False,
            help=N_("print every command of the reader with its key"),
        ),
        Option(
            names=("--debug",),
            action="store_true",
            default=False,
            help=N_("write a log into the state folder; no word of an article or note is in it"),
        ),
        _NO_MOUSE,
        Option(
            names=("--completion",),
            choices=("bash", "zsh", "fish"),
            help=N_("print a shell's completion script"),
        ),
        Option(
            names=("--install-completion",),
            action="store_true",
            default=False,
            help=N_("put the completion script where your shell looks for it"),
        ),
        *LOADING,
    ),
)
"""Opens the reader."""

COMMANDS = (
    Subcommand(
        name="open",
        help=N_("open the reader at an article or a passage"),
        run=open_passage,
        options=(
            Option(
                names=("address",),
                metavar="ID#QUOTE",
                help=N_("an article's id, # and words of the passage; or an address from an export"),
            ),
            _NO_MOUSE,
        ),
    ),
)
