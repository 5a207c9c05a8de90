"""From options to a server that listens, and to its end: every visit ends, what was made is on the disk."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import os
import signal
import socket
import ssl
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from aiohttp import web

from wxreader.errors import UsageError, WxError
from wxreader.i18n import _
from wxreader.web import page
from wxreader.web.gate import Sessions, gate_of
from wxreader.web.options import ServeOptions, check_options, is_loopback
from wxreader.web.server import Parts, Server
from wxreader.web.users import User, load_users
from wxreader.web.visit import Recipe
from wxreader.web.visits import Visits

LOG = logging.getLogger("wxreader.web")
_KEPT = (
    "HOME",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
    "WXREADER_SETTINGS",
    "TZ",
)
"""Variables of our environment that a visit's process gets; no other."""
_PATH = "/usr/local/bin:/usr/bin:/bin"
_BACKLOG = 128
Say = Callable[[str], None]


class ServeError(WxError):
    """The server cannot listen, or its certificate cannot be read."""


def start_logging() -> None:
    """Log on standard error: what happens, never what is typed or read; of errors their types alone."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Sentences("%(asctime)s %(message)s"))
    for name in ("wxreader.web", "aiohttp"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.INFO if name == "wxreader.web" else logging.ERROR)
        logger.propagate = False


class _Sentences(logging.Formatter):
    """A line a record: of an error its type alone."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        record.exc_info, record.exc_text = None, None
        text = super().format(record).replace("\n", " ")
        return f"{text} ({kind})" if kind else text


def environment_of(options: ServeOptions, user: str, environment: Mapping[str, str]) -> dict[str, str]:
    """All of the environment of a user's process.

    Args:
        options: How the server runs.
        user: Name of the user; empty where there is one user only.
        environment: The server's own.
    """
    kept = {name: environment[name] for name in _KEPT if name in environment}
    if user:
        own = _own_folder(user, environment)
        kept |= {f"XDG_{kind.upper()}_HOME": str(own / kind) for kind in ("config", "state", "data")}
        kept.pop("WXREADER_SETTINGS", None)
    return {
        **kept,
        "PATH": _PATH,
        "LANG": "zh_CN.UTF-8" if options.language == "zh" else "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TERM": "xterm-256color",
        "TEXTUAL_DRIVER": "wxreader.web.driver:VisitDriver",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_FPS": "60",
    }


def _own_folder(user: str, environment: Mapping[str, str]) -> Path:
    """Where a user's settings and places are kept: a folder a user beside the server's own state."""
    import platformdirs

    state = environment.get("XDG_STATE_HOME") or platformdirs.user_state_dir()
    return Path(state) / "wxreader" / "web" / user


def recipe_of(options: ServeOptions, users: Mapping[str, User], folder: Path, user: str) -> Recipe:
    """How a user's process is started: which library it reads is decided here, never by a browser."""
    own = users[user].library if user else ""
    command = [
        *(sys.executable, "-P", "-m", "wxreader.web.child"),
        *("--library", own or options.library, "--lang", options.language),
        *("--address-space", str(options.limits.address_space)),
        *(() if options.mouse else ("--no-mouse",)),
    ]
    return Recipe(command=command, environment=environment_of(options, user, os.environ), folder=folder)


def _certificate(options: ServeOptions) -> ssl.SSLContext | None:
    if options.cert is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(options.cert, options.key, password=lambda: "")
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            _(
                "{path}: the certificate cannot be used ({error})",
                path=options.cert,
                error=error.strerror or error,
            )
        ) from None
    return context


def _listening(options: ServeOptions) -> socket.socket:
    """The socket to listen on, bound already: its port belongs to the names that are let in.

    Raises:
        ServeError: The address is taken, or not ours.
    """
    try:
        if options.socket is not None:
            return _unix_socket(options.socket)
        family, _kind, _proto, _name, address = socket.getaddrinfo(
            options.host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
    except OSError as error:
        where = options.socket or f"{options.host}:{options.port}"
        raise ServeError(
            _("{where}: cannot listen there ({reason})", where=where, reason=error.strerror)
        ) from None
    return made


def _unix_socket(path: Path) -> socket.socket:
    """A UNIX socket that its owner and group may use; one that a dead server left is replaced."""
    if path.is_socket():
        path.unlink()
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.bind(str(path))
    path.chmod(0o660)
    return made


def _address(options: ServeOptions, token: str) -> str:
    """The address to open."""
    scheme = "https" if options.secure else "http"
    if options.behind_proxy:
        return f"{scheme}://{options.names[0]}/"
    host = f"[{options.host}]" if ":" in options.host else options.host
    if options.names and not is_loopback(options.host):
        host = options.names[0].partition(":")[0]
    return f"{scheme}://{host}:{options.port}/" + (f"?token={token}" if token else "")


@contextlib.contextmanager
def _opener(address: str, wanted: bool) -> Iterator[None]:
    """Open the address in this machine's browser, by a file: a program's arguments are for all to see."""
    if not wanted:
        yield
        return
    import html
    import webbrowser

    with tempfile.NamedTemporaryFile("w", prefix="wxreader-", suffix=".html", encoding="utf-8") as file:
        file.write(f'<meta http-equiv="refresh" content="0; url={html.escape(address)}">')
        file.flush()
        webbrowser.open(Path(file.name).as_uri())
        yield


def serve(options: ServeOptions, say: Say) -> int:
    """Serve until SIGTERM or SIGINT.

    Args:
        options: How.
        say: Prints the address.

    Returns:
        The exit status.

    Raises:
        WxError: It is not safe, or not possible; says why.
    """
    check_options(options)
    users = load_users(options.users) if options.users else {}
    certificate = _certificate(options)
    assets = page.load_assets(options.font)
    listening = _listening(options)
    if options.socket is None:
        options = replace(options, port=listening.getsockname()[1])
    start_logging()
    with tempfile.TemporaryDirectory(prefix="wxreader-") as folder:
        recipe = functools.partial(recipe_of, options, users, Path(folder))
        parts = Parts(
            options=options,
            gate=gate_of(options, options.port),
            sessions=Sessions(),
            visits=Visits(recipe, options.limits),
            users=users,
            assets=assets,
        )
        asyncio.run(_serve(parts, listening, certificate, say))
    if options.socket is not None:
        options.socket.unlink(missing_ok=True)
    return 0


async def _serve(
    parts: Parts, listening: socket.socket, certificate: ssl.SSLContext | None, say: Say
) -> None:
    """Listen until a signal says to stop, then end every visit."""
    options = parts.options
    runner = web.AppRunner(Server(parts).app(), access_log=None, handle_signals=False, shutdown_timeout=2.0)
    await runner.setup()
    await web.SockSite(runner, listening, ssl_context=certificate, backlog=_BACKLOG).start()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)

    def tell_address() -> str:
        """Print the address; where a token opens, with a new one."""
        address = _address(options, "" if parts.users else parts.sessions.new_token())
        say(address)
        return address

    loop.add_signal_handler(signal.SIGUSR1, tell_address)
    sweeping = asyncio.create_task(parts.visits.sweep_for_ever())
    with _opener(tell_address(), options.open_browser and is_loopback(options.host)):
        await stop.wait()
    sweeping.cancel()
    await runner.cleanup()
