"""Who may come in: which names and origins, which token, which cookie. Pure: it knows no server.

Host and Origin are compared with a list made at the start. An Origin that equals the Host is not
enough: a stranger's name that is made to point at 127.0.0.1 (DNS rebinding) gives both alike.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from wxreader.web.options import LOOPBACK_NAMES, ServeOptions, is_loopback

HTTP_PORT, HTTPS_PORT = 80, 443
_PORT = re.compile(r":\d+$")
TOKEN_BYTES = 32
"""Bytes of a token and of a cookie's secret: 256 bits."""
SESSION_SECONDS = 30 * 24 * 3600
"""Seconds that a cookie lasts after its last use (chosen)."""
MOST_SESSIONS = 1000
"""Sessions kept; the one unused for longest goes first (chosen)."""
FREE_FAILURES = 4
"""Wrong passwords for a name before the next one has to wait (chosen)."""
LONGEST_WAIT = 60.0
"""Seconds that a name has to wait at most: a stranger cannot lock a user out for longer."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The names under which the server may be asked, and the pages that may talk to it."""

    hosts: frozenset[str]
    """Values of the Host header, in lower case."""
    origins: frozenset[str]
    """Values of the Origin header, in lower case."""

    def host_allowed(self, host: str | None) -> bool:
        """Whether a request's Host is one of ours."""
        return host is not None and host.lower() in self.hosts

    def origin_allowed(self, origin: str | None) -> bool:
        """Whether a request comes from a page of ours; no Origin is not."""
        return origin is not None and origin.lower() in self.origins


def gate_of(options: ServeOptions, port: int) -> Gate:
    """The gate of a server that listens on a port."""
    hosts: set[str] = set()
    for name in (*options.names, *_own_names(options)):
        hosts |= _headers_of(name.lower(), None if options.behind_proxy else port, options.secure)
    scheme = "https" if options.secure else "http"
    return Gate(frozenset(hosts), frozenset(f"{scheme}://{host}" for host in hosts))


def _own_names(options: ServeOptions) -> tuple[str, ...]:
    """Names that the address listened on has; a proxy's browsers know none of them."""
    if options.behind_proxy:
        return ()
    if is_loopback(options.host):
        return LOOPBACK_NAMES
    return (f"[{options.host}]",) if ":" in options.host else (options.host,)


def _headers_of(name: str, port: int | None, secure: bool) -> set[str]:
    """Values of the Host header by which a browser asks for a name: the usual port is left out.

    Args:
        name: As given, perhaps with a port of its own.
        port: Where we listen; None where a proxy stands before us.
        secure: Whether pages are https.
    """
    if port is None or _PORT.search(name):
        return {name}
    usual = HTTPS_PORT if secure else HTTP_PORT
    return {name, f"{name}:{port}"} if port == usual else {f"{name}:{port}"}


@dataclass(slots=True)
class Session:
    """Somebody who came in: one browser."""

    id: str
    """A name for the log and the table of visits; no secret."""
    user: str
    """Name of the user; empty where there is one user only."""
    used: float
    """Clock at the last request, in seconds."""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@dataclass(slots=True)
class Sessions:
    """The one-time token of the printed address, and the cookies given out.

    Cookies are kept as hashes: looking one up takes the same time whichever characters are right.
    """

    clock: Callable[[], float] = time.monotonic
    """Seconds of a clock that never goes back."""
    _token: str = ""
    _known: dict[str, Session] = field(default_factory=dict)

    def new_token(self) -> str:
        """Make the token of an address; an older one that nobody used no longer opens."""
        self._token = secrets.token_urlsafe(TOKEN_BYTES)
        return self._token

    def redeem(self, token: str) -> str | None:
        """Take the token for a cookie's secret; None where it is wrong or used."""
        known = self._token
        right = hmac.compare_digest(known.encode(), token.encode("utf-8", "replace"))
        if not known or not right:
            return None
        self._token = ""
        return self.open("")

    def open(self, user: str) -> str:
        """A new session's secret, for the cookie."""
        secret = secrets.token_urlsafe(TOKEN_BYTES)
        self._known[_digest(secret)] = Session(secrets.token_hex(4), user, self.clock())
        if len(self._known) > MOST_SESSIONS:
            self._known.pop(min(self._known, key=lambda key: self._known[key].used))
        return secret

    def of(self, secret: str) -> Session | None:
        """The session of a cookie's secret; None where there is none (any more)."""
        key = _digest(secret)
        session = self._known.get(key)
        if session is None:
            return None
        now = self.clock()
        if now - session.used > SESSION_SECONDS:
            del self._known[key]
            return None
        session.used = now
        return session

    def close(self, secret: str) -> None:
        """Forget a session."""
        self._known.pop(_digest(secret), None)


@dataclass(slots=True)
class Throttle:
    """Makes guessing passwords slow, a name at a time."""

    names: Iterable[str]
    """Names of the users: others are counted together, or guessing names would fill the memory."""
    clock: Callable[[], float] = time.monotonic
    """Seconds of a clock that never goes back."""
    _failed: dict[str, tuple[int, float]] = field(default_factory=dict)

    def _key(self, name: str) -> str:
        return name if name in self.names else ""

    def wait(self, name: str) -> float:
        """Seconds until a password for a name is looked at again; 0 for now."""
        _count, until = self._failed.get(self._key(name), (0, 0.0))
        return max(0.0, until - self.clock())

    def failed(self, name: str) -> None:
        """Count a wrong password."""
        count = self._failed.get(self._key(name), (0, 0.0))[0] + 1
        pause = 0.0 if count <= FREE_FAILURES else min(LONGEST_WAIT, 2.0 ** (count - FREE_FAILURES))
        self._failed[self._key(name)] = (count, self.clock() + pause)

    def passed(self, name: str) -> None:
        """Forget a name's wrong passwords."""
        self._failed.pop(self._key(name), None)
