"""What `wxreader serve` was told, and whether that is safe to do: a sentence where it is not."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from wxreader.errors import UsageError
from wxreader.i18n import _

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""Names under which a browser on this machine reaches a server that listens on the loopback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of this machine visits may take (all chosen)."""

    visits: int = 20
    """Visits at once, of all users together; each is a process."""
    starts: int = 2
    """Processes that start at the same time; the next ones wait."""
    idle: float = 3600.0
    """Seconds without a key after which a visit ends."""
    grace: float = 55.0
    """Seconds that a visit without a connection waits to be picked up again: with a sweep a second and the
    end of its process (measured: 2.3 s) nothing is left of it after a minute.
    """
    ending: float = 5.0
    """Seconds that a process has to end by itself before it is killed."""
    stall: float = 20.0
    """Seconds that a browser may take nothing of what is drawn before its connection is given up."""
    message: int = 1 << 20
    """Bytes of the largest message from a browser."""
    columns: tuple[int, int] = (20, 400)
    """Fewest and most columns of a screen, in cells."""
    rows: tuple[int, int] = (5, 150)
    """Fewest and most rows of a screen, in cells."""
    address_space: int = 4 << 30
    """Bytes of address space that a visit's process may take; the search index is mapped into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """How the server is to run."""

    library: str
    """The library that visitors read who have none of their own: a folder, or what else `--library` takes."""
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = 0
    """Port to listen on; 0 lets the system choose."""
    socket: Path | None = None
    """UNIX socket to listen on in place of host and port."""
    users: Path | None = None
    """File of users; without it there is one user, who has the printed address."""
    cert: Path | None = None
    """Certificate chain of the server, PEM."""
    key: Path | None = None
    """Private key of the certificate, PEM."""
    behind_proxy: bool = False
    """Whether a reverse proxy speaks TLS with the browsers and passes them on to us."""
    names: tuple[str, ...] = ()
    """Further names of the server as browsers see them, with the port where it is not 443."""
    font: Path | None = None
    """A font file with Chinese characters for browsers that have none."""
    mouse: bool = True
    """Whether the page's mouse reaches the reader."""
    open_browser: bool = False
    """Whether to open the address in this machine's browser."""
    language: str = "en"
    """Language of pages and readers."""
    limits: Limits = field(default_factory=Limits)
    """How much visits may take."""

    @property
    def secure(self) -> bool:
        """Whether browsers reach the server encrypted."""
        return self.behind_proxy or self.cert is not None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_options(options: ServeOptions) -> None:
    """Refuse what would let strangers in or passwords be read on the way.

    Raises:
        UsageError: Says which option is missing, and why.
    """
    _check_pairs(options)
    if not options.behind_proxy and is_loopback(options.host):
        return
    if options.users is None:
        where = options.names[0] if options.behind_proxy else options.host
        raise UsageError(
            _(
                "others can reach {host}: --users FILE says who may read what (see docs/serve.md), "
                "or leave --host away",
                host=where,
            )
        )
    if not options.secure:
        raise UsageError(
            _(
                "passwords and texts would travel unencrypted to {host}: add --cert and --key, "
                "or --behind-proxy where a proxy speaks TLS",
                host=options.host,
            )
        )


def _check_pairs(options: ServeOptions) -> None:
    """Refuse an option without the one that it needs, and a file that is not there."""
    if (options.cert is None) != (options.key is None):
        raise UsageError(_("--cert and --key belong together: the certificate and its private key"))
    if options.socket and not options.behind_proxy:
        raise UsageError(_("--socket is for a reverse proxy on this machine: add --behind-proxy"))
    if options.behind_proxy and not options.names:
        raise UsageError(
            _(
                "--behind-proxy needs --name: the name under which browsers reach the proxy, "
                "as in --name wx.example.org"
            )
        )
    for path in (options.cert, options.key, options.font):
        if path is not None and not path.is_file():
            raise UsageError(_("{path}: no such file", path=path))
