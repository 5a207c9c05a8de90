"""One visit: a process with the reader in it, and the connection that shows it, if there is one.

The process outlives its connection: what it draws without one is dropped, and the next connection
asks it to draw everything again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from wxreader.web import packets
from wxreader.web.options import Limits

LOG = logging.getLogger("wxreader.web")
_PRELUDE_LINES = 10
_MOST_DOWNLOADS = 8
_PIECE = 64 * 1024
_PIECE_PATIENCE = 20.0
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_OUR_SENTENCE = re.compile(r"^wxreader(: | stopped )")
_MOST_STDERR = 4000


class End(StrEnum):
    """Why a visit ended; the page has a sentence for each."""

    LEFT = "left"
    """The reader was left with its own key."""
    IDLE = "idle"
    """Nothing was typed for too long."""
    GONE = "gone"
    """No connection came back in time."""
    REPLACED = "replaced"
    """The same browser began so many others that there was no room."""
    STOPPING = "stopping"
    """The server stops."""
    FAILED = "failed"
    """The process ended with an error."""


class Sink(Protocol):
    """The connection of a visit: what a websocket can do."""

    async def send_bytes(self, data: bytes) -> None:
        """Send what a terminal draws."""

    async def send_str(self, data: str) -> None:
        """Send something about the terminal, as JSON."""

    async def close(self, *, code: int = 1000, message: bytes = b"") -> object:
        """Close the connection."""


@dataclass(slots=True)
class Download:
    """A file that a visit offers."""

    name: str
    """Name for the browser to save it under."""
    pieces: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(maxsize=4))
    """Pieces that came; an empty one is the end."""


@dataclass(slots=True, kw_only=True)
class Recipe:
    """How the process of a visit is started."""

    command: Sequence[str]
    """The program and its words; no shell reads them."""
    environment: Mapping[str, str]
    """All of its environment."""
    folder: Path
    """Where it runs."""


class Visit:
    """A visit.

    Args:
        number: Its name in the log.
        recipe: How its process is started.
        limits: How long things may take.
        clock: Seconds of a clock that never goes back.
    """

    def __init__(
        self, number: int, recipe: Recipe, limits: Limits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.number = number
        self.ended: End | None = None
        """Why it ended; None while it goes on."""
        self.typed = self.detached = clock()
        """When something was last typed, and when the last connection was lost."""
        self.closed = False
        """The tab that showed it was closed; False where the connection was lost."""
        self.sink: Sink | None = None
        """The connection; None where it was lost."""
        self.keys = 0
        """Messages with something typed: a number for the log."""
        self._clock = clock
        self._recipe = recipe
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._downloads: dict[str, Download] = {}
        self._drawn = False

    async def start(self, width: int, height: int) -> None:
        """Start the process.

        Raises:
            OSError: It cannot be started.
        """
        self._process = await asyncio.create_subprocess_exec(
            *self._recipe.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**self._recipe.environment, "COLUMNS": str(width), "ROWS": str(height)},
            cwd=self._recipe.folder,
            start_new_session=True,
        )
        self._task = asyncio.create_task(self._run(self._process))
        LOG.info("visit %d began (process %d)", self.number, self._process.pid)

    @property
    def pid(self) -> int:
        """Number of the process; 0 before it started."""
        return self._process.pid if self._process else 0

    # -- the connection -----------------------------------------------------------------------------

    async def attach(self, sink: Sink, width: int, height: int) -> None:
        """Show the visit in a connection, in place of the one that it had."""
        old, self.sink = self.sink, sink
        self.closed = False
        drawn, self._drawn = self._drawn, True
        self.typed = self._clock()
        if old is not None:
            with contextlib.suppress(ConnectionError):
                await old.send_str(json.dumps(["end", "taken"]))
                await old.close()
        if drawn:
            await self._tell({"type": "resume", "width": width, "height": height})

    def detach(self, sink: Sink, closed: bool = False) -> None:
        """A connection was lost, or closed by its tab; the visit waits for another."""
        if self.sink is sink:
            self.sink = None
            self.closed = closed
            self.detached = self._clock()

    async def type(self, text: str) -> None:
        """Pass on what was typed."""
        self.typed = self._clock()
        self.keys += 1
        await self._write(packets.encode(packets.DATA, text.encode("utf-8", "replace")))

    async def resize(self, width: int, height: int) -> None:
        """The page has another size."""
        await self._tell({"type": "resize", "width": width, "height": height})

    async def focus(self, has_focus: bool) -> None:
        """The page got the focus or lost it."""
        await self._tell({"type": "focus" if has_focus else "blur"})

    async def _tell(self, table: Mapping[str, object]) -> None:
        await self._write(packets.encode_meta(table))

    async def _write(self, data: bytes) -> None:
        process = self._process
        if process is None or process.stdin is None or self.ended:
            return
        with contextlib.suppress(ConnectionError, RuntimeError):
            process.stdin.write(data)
            await process.stdin.drain()

    async def _show(self, data: bytes | str) -> None:
        """Send something to the page, if one looks; a page that takes nothing is given up."""
        sink = self.sink
        self._drawn = True
        if sink is None:
            return
        try:
            async with asyncio.timeout(self._limits.stall):
                await (sink.send_str(data) if isinstance(data, str) else sink.send_bytes(data))
        except (ConnectionError, RuntimeError, TimeoutError):
            self.detach(sink)

    # -- downloads ----------------------------------------------------------------------------------

    def download(self, key: str) -> Download | None:
        """A file on offer; it can be fetched once."""
        return self._downloads.get(key)

    async def fetch(self, key: str) -> AsyncIterator[bytes]:
        """The pieces of a file on offer.

        Raises:
            TimeoutError: The process sends no more.
        """
        download = self._downloads[key]
        try:
            while not self.ended:
                await self._tell({"type": "deliver_chunk_request", "key": key, "size": _PIECE, "name": None})
                piece = await asyncio.wait_for(download.pieces.get(), _PIECE_PATIENCE)
                if not piece:
                    return
                yield piece
        finally:
            self._downloads.pop(key, None)

    # -- the process --------------------------------------------------------------------------------

    async def _run(self, process: asyncio.subprocess.Process) -> None:
        """Pass on what the process writes until it ends."""
        assert process.stdout is not None
        assert process.stderr is not None
        said = asyncio.create_task(_last_words(process.stderr))
        try:
            for _line in range(_PRELUDE_LINES):
                if await process.stdout.readline() in (packets.PRELUDE, b""):
                    break
            while True:
                await self._packet(await packets.read_packet(process.stdout))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except (packets.PacketError, ValueError):
            LOG.error("visit %d: its process wrote something that is no packet", self.number)
        finally:
            await self._reap(process)
            for sentence in await said:
                LOG.warning("visit %d: %s", self.number, sentence)
        if self.ended is None:
            self.ended = End.FAILED if process.returncode else End.LEFT
        LOG.info(
            "visit %d ended: %s, %d keys, status %s", self.number, self.ended, self.keys, process.returncode
        )
        await self._say_goodbye()

    async def _packet(self, packet: packets.Packet) -> None:
        if packet.kind == packets.DATA:
            await self._show(packet.payload)
        elif packet.kind == packets.META:
            await self._meta(packets.read_meta(packet.payload))
        else:
            self._piece(packet.payload)

    async def _meta(self, table: Mapping[str, object]) -> None:
        """Something about the terminal; only a file on offer goes to the page."""
        key = str(table.get("key", ""))
        if table.get("type") != "deliver_file_start" or not _KEY.fullmatch(key):
            return
        if len(self._downloads) >= _MOST_DOWNLOADS:
            self._downloads.pop(next(iter(self._downloads)))
        self._downloads[key] = Download(Path(str(table.get("path", ""))).name)
        await self._show(json.dumps(["download", key]))

    def _piece(self, payload: bytes) -> None:
        """A piece of a file: kept for whoever fetches it."""
        key, _feed, piece = payload.partition(b"\n")
        download = self._downloads.get(key.decode("ascii", "replace"))
        if download is not None and not download.pieces.full():
            download.pieces.put_nowait(piece)

    async def _reap(self, process: asyncio.subprocess.Process) -> None:
        """Wait for the process; one that does not end is told to, then killed."""
        for stop in (None, process.terminate, process.kill):
            if stop is not None:
                with contextlib.suppress(ProcessLookupError):
                    stop()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), self._limits.ending)
                return

    async def _say_goodbye(self) -> None:
        """Tell the page that the visit has ended, and why."""
        await self._show(json.dumps(["end", self.ended]))
        sink, self.sink = self.sink, None
        if sink is not None:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await sink.close()

    async def end(self, why: End) -> None:
        """End the visit: the reader is asked to leave, then its process is made to."""
        if self.ended is None and self._process is not None:
            await self._ask_to_leave()
            self.ended = why
        if self._task is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(self._task), self._limits.ending)
                return
            assert self._process is not None
            await self._reap_now(self._process)
            await self._task

    async def _ask_to_leave(self) -> None:
        """Ask the reader to leave, as its own key does; a process that reads nothing is not waited for."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._tell({"type": "quit"}), 1.0)

    async def _reap_now(self, process: asyncio.subprocess.Process) -> None:
        for stop in (process.terminate, process.kill):
            with contextlib.suppress(ProcessLookupError):
                stop()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), self._limits.ending)
                return


async def _last_words(stream: asyncio.StreamReader) -> list[str]:
    """Our own sentences among what a process said; anything else may hold texts of articles."""
    kept = b""
    while data := await stream.read(_MOST_STDERR):
        kept = (kept + data)[-_MOST_STDERR:]
    return [line for line in kept.decode("utf-8", "replace").splitlines() if _OUR_SENTENCE.match(line)]
