"""The server: what may be asked, by whom, and the socket that a visit is shown through."""

from __future__ import annotations

import asyncio
import functools
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import WSCloseCode, WSMsgType, web

from wxreader.i18n import _
from wxreader.web import page
from wxreader.web.gate import SESSION_SECONDS, Gate, Session, Sessions, Throttle
from wxreader.web.options import Limits, ServeOptions
from wxreader.web.users import User, verify
from wxreader.web.visit import Visit
from wxreader.web.visits import FullError, Visits

LOG = logging.getLogger("wxreader.web")
_TAB = re.compile(r"[A-Za-z0-9_-]{8,64}")
_HEARTBEAT = 15.0
"""Seconds between two questions whether a browser is still there."""
_TAB_CLOSED = frozenset({WSCloseCode.OK, WSCloseCode.GOING_AWAY})
"""How a browser takes its leave when a tab is closed or loaded again; a cable that is pulled says nothing."""
_LARGEST_FORM = 16 * 1024
"""Bytes of the largest request: a name and a password."""
_PASSWORDS_AT_ONCE = 2
"""Passwords that are checked at the same time; each takes 64 MiB."""
_PASSWORDS_WAITING = 16
"""Passwords that may wait to be checked (chosen)."""
_OPEN = frozenset({"/healthz", "/sign-in"})
"""Paths that need no cookie."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class MessageError(Exception):
    """A browser sent something that our page does not send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a server is made of."""

    options: ServeOptions
    """How it is to run."""
    gate: Gate
    """Names and origins."""
    sessions: Sessions
    """The token, and who came in."""
    visits: Visits
    """The processes."""
    users: Mapping[str, User]
    """Who may read; nobody where the token opens."""
    assets: Mapping[str, page.Asset]
    """Files for browsers."""


def clamp(value: object, least_most: tuple[int, int]) -> int:
    """A size in cells as a browser gave it, within bounds.

    Raises:
        MessageError: It is no number.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise MessageError
    try:
        number = int(value)
    except (ValueError, OverflowError):
        raise MessageError from None
    return max(least_most[0], min(least_most[1], number))


class Server:
    """Answers to everything that may be asked.

    Args:
        parts: What it is made of.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._throttle = Throttle(parts.users)
        self._checking = asyncio.Semaphore(_PASSWORDS_AT_ONCE)
        self._waiting = 0
        self._sockets: set[web.WebSocketResponse] = set()

    def app(self) -> web.Application:
        """The aiohttp application."""
        app = web.Application(middlewares=[self._headers, self._guard], client_max_size=_LARGEST_FORM)
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/healthz", self._health),
                web.get("/state", self._state),
                web.post("/sign-in", self._sign_in),
                web.post("/sign-out", self._sign_out),
                web.get("/static/{name}", self._static),
                web.get("/download/{key}", self._download),
                web.get("/ws", self._socket),
            ]
        )
        app.on_shutdown.append(self._stop)
        return app

    async def _stop(self, _app: web.Application) -> None:
        await self._parts.visits.stop()
        for socket in list(self._sockets):
            await socket.close(code=1001)

    # -- who may come in ----------------------------------------------------------------------------

    @property
    def cookie(self) -> str:
        """Name of our cookie: browsers send a machine's cookies to all its ports, so it carries ours."""
        return "__Host-wxreader" if self._parts.options.secure else f"wxreader-{self._parts.options.port}"

    @web.middleware
    async def _headers(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Give every answer its headers, errors too; an error of ours says nothing but that."""
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = error
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception as error:
            LOG.error("a request failed: %s", _where(error))
            response = web.Response(status=500, text="500\n")
        if not response.prepared:
            for name, value in page.HEADERS.items():
                response.headers.setdefault(name, value)
            response.headers.setdefault("Cache-Control", "no-store")
        if isinstance(response, web.HTTPException):
            raise response
        return response

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Host, then Origin, then the cookie; only then is anything looked at."""
        refusal = self._foreign(request)
        if refusal is not None:
            return refusal
        if request.path in _OPEN:
            return await handler(request)
        if request.path == "/" and "token" in request.query:
            return self._redeem(request)
        session, has_bearer = self._session(request)
        if session is None:
            return self._stranger(request)
        if request.path == "/ws" and "Origin" not in request.headers and not has_bearer:
            return _refusal(403, "Origin")
        return await handler(request)

    def _foreign(self, request: web.Request) -> web.Response | None:
        """The refusal of a request to another name than ours, or from a page that is not ours."""
        gate = self._parts.gate
        if not gate.host_allowed(request.headers.get("Host")):
            return _refusal(403, "Host")
        origin = request.headers.get("Origin")
        if origin is not None and not gate.origin_allowed(origin):
            return _refusal(403, "Origin")
        return None

    def _session(self, request: web.Request) -> tuple[Session | None, bool]:
        """Whose request it is, and whether a program said so in a header, as no page can."""
        word, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if word == "Bearer" and secret:
            return self._parts.sessions.of(secret), True
        return self._parts.sessions.of(request.cookies.get(self.cookie, "")), False

    def _known(self, request: web.Request) -> Session:
        """Whose request it is, behind the guard."""
        session, _bearer = self._session(request)
        if session is None:
            raise web.HTTPUnauthorized
        return session

    def _stranger(self, request: web.Request) -> web.Response:
        """The answer to somebody whom we do not know."""
        if request.path != "/" or request.method != "GET":
            return _refusal(401, "")
        if self._parts.users:
            return self._html(request, page.sign_in_page, status=401)
        return self._sentence(
            request,
            401,
            _("Open the address that wxreader serve printed: it holds a word that only you know."),
        )

    def _redeem(self, request: web.Request) -> web.Response:
        """Take the address's token for a cookie, and lead on to an address without it."""
        secret = None if self._parts.users else self._parts.sessions.redeem(request.query.get("token", ""))
        if secret is None:
            session, _bearer = self._session(request)
            if session is None:
                return self._sentence(
                    request,
                    401,
                    _("This address was used already, or is not one of this server's; it opens once."),
                )
        response = self._sentence(request, 200, "…", refresh=True)
        if secret is not None:
            self._give(response, secret)
        return response

    def _give(self, response: web.Response, secret: str) -> None:
        response.set_cookie(
            self.cookie,
            secret,
            max_age=SESSION_SECONDS,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=self._parts.options.secure,
        )

    async def _sign_in(self, request: web.Request) -> web.StreamResponse:
        """Take a name and a password for a cookie; only from our own form."""
        if not self._parts.users:
            return _refusal(404, "")
        if request.headers.get("Origin") is None:
            return _refusal(403, "Origin")
        form = await request.post()
        name, password = form.get("name"), form.get("password")
        if not isinstance(name, str) or not isinstance(password, str):
            return _refusal(400, "")
        wait = self._throttle.wait(name)
        if wait or self._waiting >= _PASSWORDS_WAITING:
            text = _("Too many wrong passwords: try again in {n} seconds.", n=max(1, round(wait)))
            return self._html(request, functools.partial(page.sign_in_page, text=text), status=429)
        if not await self._verified(name, password):
            self._throttle.failed(name)
            LOG.warning("a wrong password")
            text = _("Name or password is wrong.")
            return self._html(request, functools.partial(page.sign_in_page, text=text), status=401)
        self._throttle.passed(name)
        response = self._sentence(request, 200, "…", refresh=True)
        self._give(response, self._parts.sessions.open(name))
        LOG.info("%s signed in", name)
        return response

    async def _verified(self, name: str, password: str) -> bool:
        self._waiting += 1
        try:
            async with self._checking:
                return await asyncio.to_thread(verify, self._parts.users.get(name), password)
        finally:
            self._waiting -= 1

    async def _sign_out(self, request: web.Request) -> web.StreamResponse:
        """Forget the browser and end its visits; only from a page of ours."""
        if request.headers.get("Origin") is None:
            return _refusal(403, "Origin")
        await self._parts.visits.end_session(self._known(request))
        self._parts.sessions.close(request.cookies.get(self.cookie, ""))
        response = web.Response(status=204)
        response.del_cookie(self.cookie, path="/")
        return response

    # -- pages and files ----------------------------------------------------------------------------

    def _html(self, request: web.Request, make: Callable[[str], str], status: int = 200) -> web.Response:
        nonce = page.new_nonce()
        response = web.Response(text=make(nonce), status=status, content_type="text/html")
        response.headers["Content-Security-Policy"] = page.policy(
            nonce, request.host, self._parts.options.secure
        )
        return response

    def _sentence(self, request: web.Request, status: int, text: str, refresh: bool = False) -> web.Response:
        return self._html(request, functools.partial(page.plain_page, text=text, refresh=refresh), status)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return self._html(request, functools.partial(page.reader_page, has_users=bool(self._parts.users)))

    async def _health(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text="ok\n")

    async def _state(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=204)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        asset = self._parts.assets.get(request.match_info["name"])
        if asset is None:
            return _refusal(404, "")
        headers = {"Content-Type": asset.kind, "Cache-Control": "private, max-age=3600"}
        return web.Response(body=asset.data, headers=headers)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """A file that a visit of this browser offers: always saved, never shown."""
        key = request.match_info["key"]
        for visit in self._parts.visits.of(self._known(request)):
            found = visit.download(key)
            if found is not None:
                return await self._deliver(request, visit, key, found.name)
        return _refusal(404, "")

    async def _deliver(self, request: web.Request, visit: Visit, key: str, name: str) -> web.StreamResponse:
        response = web.StreamResponse(headers={**page.HEADERS, "Cache-Control": "no-store"})
        response.content_type = "application/octet-stream"
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        await response.prepare(request)
        async for piece in visit.fetch(key):
            await response.write(piece)
        await response.write_eof()
        return response

    # -- the socket ---------------------------------------------------------------------------------

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        """Show a visit until the connection goes; Host, Origin and cookie were looked at before."""
        limits = self._parts.options.limits
        tab = request.query.get("tab", "")
        try:
            size = _size(request.query, limits)
        except MessageError:
            return _refusal(400, "")
        if not _TAB.fullmatch(tab):
            return _refusal(400, "")
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=limits.message, timeout=2.0)
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            visit = await self._parts.visits.take(self._known(request), tab, size)
            try:
                await visit.attach(socket, *size)
                await self._listen(socket, visit)
            finally:
                visit.detach(socket, closed=socket.close_code in _TAB_CLOSED)
        except ConnectionError:
            LOG.info("a browser went away")
        except FullError:
            await socket.send_str(json.dumps(["end", "full"]))
            await socket.close(code=4003)
        except OSError as error:
            LOG.error("a visit could not be started: %s", error.strerror)
            await socket.send_str(json.dumps(["end", "failed"]))
            await socket.close(code=1011)
        finally:
            self._sockets.discard(socket)
        return socket

    async def _listen(self, socket: web.WebSocketResponse, visit: Visit) -> None:
        """Pass on what a browser sends; anything that our page would not send ends the connection."""
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                await socket.close(code=1003)
                return
            try:
                await self._heard(visit, json.loads(message.data))
            except (MessageError, ValueError, RecursionError):
                await socket.close(code=1008)
                return

    async def _heard(self, visit: Visit, message: object) -> None:
        match message:
            case ["stdin", str(text)]:
                await visit.type(text)
            case ["resize", {"width": width, "height": height}]:
                size = {"width": width, "height": height}
                await visit.resize(*_size(size, self._parts.options.limits))
            case ["focus" | "blur" as kind]:
                await visit.focus(kind == "focus")
            case _other:
                raise MessageError


def _size(given: Mapping[str, object], limits: Limits) -> tuple[int, int]:
    """Columns and rows as a browser gave them, within bounds."""
    return clamp(given.get("width", 80), limits.columns), clamp(given.get("height", 24), limits.rows)


def _refusal(status: int, what: str) -> web.Response:
    """A refusal without a word about why that would help a stranger."""
    return web.Response(status=status, text=f"{status} {what}".rstrip() + "\n")


def _where(error: Exception) -> str:
    """Type and place of an error: its message may hold what somebody typed."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {place}"
