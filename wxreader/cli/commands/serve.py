"""`serve`: the reader in a web browser. Only this call imports the server, which is an extra."""

from __future__ import annotations

import getpass
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wxreader.cli.command import Args, Option, Subcommand, at_least_0
from wxreader.cli.commands.load import LOADING
from wxreader.cli.output import open_library
from wxreader.errors import UsageError
from wxreader.i18n import N_, _, language
from wxreader.settings import Settings

if TYPE_CHECKING:
    from wxreader.library.store import Store
    from wxreader.web.options import ServeOptions

MODULES = ("aiohttp", "textual_serve", "argon2")
"""What the extra brings."""


def serve_command(args: Args, settings: Settings) -> int:
    """`wxreader serve [PATH...]`."""
    _need_extra()
    if args.hash_password:
        return _print_hash()
    from wxreader.web.options import check_options
    from wxreader.web.run import serve

    library = open_library(args)
    library.make()
    from wxreader.opening import is_shared

    options = _options(
        args, settings, library.address if is_shared(library.address) else str(library.path.absolute())
    )
    check_options(options)
    if args.paths:
        status = _load_apart(args, library)
        if status and not library.rows():
            return status
    return serve(options, lambda address: print(address, flush=True))  # noqa: T201  results go to stdout


def _load_apart(args: Args, library: Store) -> int:
    """Load in a process of its own: the recogniser would stay in the server's memory for weeks."""
    given = {
        "--encoding": args.encoding,
        "--max-bytes": args.max_bytes,
        "--workers": args.workers,
        "--engine": args.engine,
        "--lang": language(),
    }
    words = [word for name, value in given.items() if value for word in (name, str(value))]
    paths = [str(path.absolute()) for path in args.paths]
    command = [sys.executable, "-m", "wxreader", "load", "--library", library.address, *words, "--", *paths]
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode


def _need_extra() -> None:
    """Say what is missing where the extra is not installed.

    Raises:
        UsageError: It is not.
    """
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in MODULES):
        raise UsageError(_("serving needs the extra web: pip install 'wxreader[web]'"))


def _options(args: Args, settings: Settings, library: str) -> ServeOptions:
    from wxreader.web.options import Limits, ServeOptions

    return ServeOptions(
        library=library,
        host=args.host,
        port=args.port,
        socket=args.socket,
        users=args.users,
        cert=args.cert,
        key=args.key,
        behind_proxy=args.behind_proxy,
        names=tuple(args.name),
        font=args.font,
        mouse=settings.mouse and not args.no_mouse,
        open_browser=args.open,
        language=language(),
        limits=Limits(visits=args.visits, idle=60.0 * args.idle),
    )


def _print_hash() -> int:
    """Print the hash of a password that is typed, or the first line of standard input."""
    from wxreader.web.users import hash_password

    if sys.stdin.isatty():
        password = getpass.getpass(_("password") + ": ")
        if getpass.getpass(_("once more") + ": ") != password:
            raise UsageError(_("the two passwords differ"))
    else:
        password = sys.stdin.readline().rstrip("\n")
    if not password:
        raise UsageError(_("no password was given"))
    print(hash_password(password))  # noqa: T201  results go to stdout
    return 0


COMMANDS = (
    Subcommand(
        name="serve",
        help=N_("the reader in a web browser"),
        run=serve_command,
        options=(
            Option(
                names=("paths",),
                nargs="*",
                metavar="PATH",
                type=Path,
                help=N_("files and folders to load first"),
            ),
            Option(
                names=("--host",),
                metavar="H",
                default="127.0.0.1",
                help=N_("address to listen on (default: 127.0.0.1, this machine only)"),
            ),
            Option(
                names=("--port",),
                metavar="N",
                type=at_least_0,
                default=8080,
                help=N_("port to listen on (default: 8080; 0: any free one)"),
            ),
            Option(
                names=("--open",),
                action="store_true",
                default=False,
                help=N_("open the address in this machine's browser"),
            ),
            Option(
                names=("--users",),
                metavar="FILE",
                type=Path,
                help=N_(
                    "who may read what: a table of names, hashed passwords and libraries (docs/serve.md)"
                ),
            ),
            Option(
                names=("--hash-password",),
                action="store_true",
                default=False,
                help=N_("print the hash of a password for that file, and end"),
            ),
            Option(names=("--cert",), metavar="FILE", type=Path, help=N_("certificate for TLS, PEM")),
            Option(names=("--key",), metavar="FILE", type=Path, help=N_("its private key, PEM")),
            Option(
                names=("--behind-proxy",),
                action="store_true",
                default=False,
                help=N_("a reverse proxy speaks TLS with the browsers; needs --name"),
            ),
            Option(
                names=("--socket",),
                metavar="FILE",
                type=Path,
                help=N_("with --behind-proxy: UNIX socket to listen on in place of an address"),
            ),
            Option(
                names=("--name",),
                metavar="NAME",
                action="append",
                default=[],
                help=N_("name under which browsers reach the server; may be given several times"),
            ),
            Option(
                names=("--visits",),
                metavar="N",
                type=at_least_0,
                default=20,
                help=N_("most visits at once, each a process of about 70 MB (default: 20)"),
            ),
            Option(
                names=("--idle",),
                metavar="MINUTES",
                type=at_least_0,
                default=60,
                help=N_("end a visit after so many minutes without a key (default: 60)"),
            ),
            Option(
                names=("--font",),
                metavar="FILE",
                type=Path,
                help=N_("font file with Chinese characters for browsers that have none"),
            ),
            Option(
                names=("--no-mouse",),
                action="store_true",
                default=False,
                help=N_("leave the mouse to the browser"),
            ),
            *LOADING,
        ),
    ),
)
