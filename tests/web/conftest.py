"""A server for the tests: on the loopback, with the echo in place of the reader,
or with the reader itself.
"""

from __future__ import annotations

import asyncio
import functools
import os
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from argon2 import PasswordHasher

from wxreader.web import page
from wxreader.web.gate import Sessions, gate_of
from wxreader.web.options import Limits, ServeOptions
from wxreader.web.server import Parts, Server
from wxreader.web.users import User
from wxreader.web.visit import Recipe
from wxreader.web.visits import Visits

ECHO = Path(__file__).with_name("echo.py")
TAB = "tab-of-a-test"


def echo_recipe(folder: Path, user: str) -> Recipe:
    """The echo, told for whom it runs."""
    return Recipe(
        command=(sys.executable, "-I", str(ECHO), f"user={user}"),
        environment={"LANG": "C.UTF-8"},
        folder=folder,
    )


@dataclass
class Clock:
    """A clock that a test moves."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Served:
    """A running server and how to talk to it."""

    parts: Parts
    server: Server
    clock: Clock
    client: aiohttp.ClientSession
    """Keeps no cookie: what a request carries stands in it."""
    seen: list[bytes] = field(default_factory=list)
    """Bodies and headers of every answer that went through `ask`."""

    @property
    def origin(self) -> str:
        """Origin of its own page."""
        return f"http://127.0.0.1:{self.parts.options.port}"

    def pids(self) -> list[int]:
        """Numbers of the processes."""
        return [visit.pid for visit in self.parts.visits._visits.values()]

    def cookie(self, user: str = "") -> dict[str, str]:
        """The header of somebody who came in."""
        return {"Cookie": f"{self.server.cookie}={self.parts.sessions.open(user)}"}

    async def ask(self, path: str, method: str = "GET", **options: Any) -> tuple[int, str, Any]:
        """Status, text and headers of an answer."""
        options.setdefault("allow_redirects", False)
        async with self.client.request(method, self.origin + path, **options) as answer:
            body = await answer.read()
            self.seen += [body, str(dict(answer.headers)).encode()]
            return answer.status, body.decode("utf-8", "replace"), answer.headers

    def connect(self, headers: dict[str, str], tab: str = TAB, query: str = "", **options: Any) -> Any:
        """A websocket as our page opens it; `headers` has the cookie."""
        headers = {"Origin": self.origin, **headers}
        url = f"{self.origin}/ws?tab={tab}{query}"
        return self.client.ws_connect(url, headers=headers, **options)

    async def refused(self, **options: Any) -> int:
        """Status of a websocket that is refused before the upgrade."""
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await self.connect(**options)
        return caught.value.status


Serve = Callable[..., Awaitable[Served]]


@pytest.fixture
async def serve(tmp_path: Path) -> AsyncIterator[Serve]:
    """Start a server; options are those of ServeOptions, `limits` those of Limits."""
    running: list[tuple[web.AppRunner, aiohttp.ClientSession]] = []

    async def start(
        users: dict[str, User] | None = None,
        recipe: Any = None,
        limits: dict[str, Any] | None = None,
        **given: Any,
    ) -> Served:
        clock = Clock()
        listening = socket.create_server(("127.0.0.1", 0))
        bounds = Limits(**{"ending": 1.0, **(limits or {})})
        options = ServeOptions(**{"library": str(tmp_path / "library"), "limits": bounds, **given})
        options = replace(options, port=listening.getsockname()[1])
        (tmp_path / "run").mkdir(exist_ok=True)
        made = recipe or functools.partial(echo_recipe, tmp_path / "run")
        parts = Parts(
            options=options,
            gate=gate_of(options, options.port),
            sessions=Sessions(clock),
            visits=Visits(made, bounds, clock),
            users=users or {},
            assets=page.load_assets(None),
        )
        server = Server(parts)
        runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        client = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        running.append((runner, client))
        return Served(parts, server, clock, client)

    yield start
    for runner, client in running:
        await client.close()
        await runner.cleanup()


def quick_hash(password: str) -> str:
    """A hash that is checked in a millisecond: a test is no place to slow a thief down."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


async def text_until(socket: Any, wanted: str, seconds: float = 20.0) -> str:
    """What a websocket sends until a text has come."""
    got = ""
    async with asyncio.timeout(seconds):
        while wanted not in got:
            message = await socket.receive()
            if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING):
                raise AssertionError(f"closed ({socket.close_code}) before {wanted!r}: {got[-500:]!r}")
            got += (
                message.data.decode("utf-8", "replace")
                if isinstance(message.data, bytes)
                else str(message.data)
            )
    return got


async def close_code(socket: Any) -> int | None:
    """The code with which the server closes a websocket."""
    async with asyncio.timeout(20.0):
        while (await socket.receive()).type not in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED):
            pass
    code: int | None = socket.close_code
    return code


def is_alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.02)


def own_descriptors() -> int:
    """How many files this process has open."""
    return len(os.listdir("/proc/self/fd"))
