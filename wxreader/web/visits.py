"""All visits: how many there may be, which one a connection belongs to, when one has lasted long enough."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from typing import NamedTuple

from wxreader.web.gate import Session
from wxreader.web.options import Limits
from wxreader.web.visit import End, Recipe, Visit

LOG = logging.getLogger("wxreader.web")
RELOAD = 3.0
"""Seconds after which a tab that was closed is not just being loaded again (chosen)."""
SWEEP = 1.0
"""Seconds between two looks at which visits have lasted long enough."""


class Key(NamedTuple):
    """What a visit belongs to: a browser, and a tab of it by the name that the tab gave itself."""

    session: str
    tab: str


class FullError(Exception):
    """There are as many visits as there may be."""


class Visits:
    """The visits of a server.

    Args:
        recipe: How a user's process is started, by the user's name.
        limits: How many, how long.
        clock: Seconds of a clock that never goes back.
    """

    def __init__(
        self, recipe: Callable[[str], Recipe], limits: Limits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._recipe = recipe
        self._limits = limits
        self._clock = clock
        self._visits: dict[Key, Visit] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._starting = asyncio.Semaphore(limits.starts)
        self._locks: dict[Key, asyncio.Lock] = {}
        self._count = 0
        self._stopping = False

    def __len__(self) -> int:
        return len(self._visits)

    def of(self, session: Session) -> list[Visit]:
        """The visits of a browser."""
        return [visit for key, visit in self._visits.items() if key.session == session.id]

    async def take(self, session: Session, tab: str, size: tuple[int, int]) -> Visit:
        """The visit of a tab: the one that waits for it, or a new one.

        Raises:
            FullError: There are as many as there may be.
            OSError: The process cannot be started.
        """
        key = Key(session.id, tab)
        lock = self._locks.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                known = self._visits.get(key) or self._adopt(key)
                if known is not None and known.ended is None:
                    return known
                return await self._begin(key, session, size)
        finally:
            if not lock.locked():
                self._locks.pop(key, None)

    async def _begin(self, key: Key, session: Session, size: tuple[int, int]) -> Visit:
        await self._make_room(key)
        if self._stopping or self._full():
            LOG.warning("a visit was refused: there are %d", len(self._visits))
            raise FullError
        self._count += 1
        visit = Visit(self._count, self._recipe(session.user), self._limits, self._clock)
        self._visits[key] = visit
        try:
            async with self._starting:
                await visit.start(*size)
        except BaseException:
            self._visits.pop(key, None)
            raise
        return visit

    def _adopt(self, key: Key) -> Visit | None:
        """The visit of a tab that the same browser closed, for a new tab."""
        now = self._clock()
        closed = [
            k
            for k, v in self._visits.items()
            if k.session == key.session and v.closed and now - v.detached > RELOAD and v.ended is None
        ]
        if not closed:
            return None
        last = max(closed, key=lambda k: self._visits[k].detached)
        visit = self._visits[key] = self._visits.pop(last)
        return visit

    def _full(self) -> bool:
        """Whether there is room for no more; a process that is ending takes room still."""
        return len(self._visits) + len(self._ending) >= self._limits.visits

    async def _make_room(self, key: Key) -> None:
        """Drop visits that ended; where there is no room, the browser's own oldest that nobody looks at."""
        self._forget_ended()
        lost = [k for k, v in self._visits.items() if k.session == key.session and v.sink is None and v.pid]
        if self._full() and lost:
            await self._end(min(lost, key=lambda k: self._visits[k].detached), End.REPLACED)

    def _forget_ended(self) -> None:
        for key in [k for k, v in self._visits.items() if v.ended is not None]:
            del self._visits[key]

    def _end(self, key: Key, why: End) -> asyncio.Task[None]:
        """Begin to end a visit."""
        task = asyncio.create_task(self._visits.pop(key).end(why))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        return task

    def sweep(self) -> None:
        """End the visits that nobody picks up or types into."""
        self._forget_ended()
        now = self._clock()
        for key, visit in list(self._visits.items()):
            if not visit.pid:
                continue
            if visit.sink is None and now - visit.detached > self._limits.grace:
                self._end(key, End.GONE)
            elif now - visit.typed > self._limits.idle:
                self._end(key, End.IDLE)

    async def sweep_for_ever(self) -> None:
        """Look at the visits each second."""
        while True:
            await asyncio.sleep(SWEEP)
            self.sweep()

    async def end_session(self, session: Session) -> None:
        """End all visits of a browser, which signed out."""
        for key in [k for k in self._visits if k.session == session.id]:
            self._end(key, End.LEFT)
        await self._wait()

    async def stop(self) -> None:
        """End all visits; the notes of each are on the disk when this returns."""
        self._stopping = True
        for key in list(self._visits):
            self._end(key, End.STOPPING)
        await self._wait()

    async def _wait(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*self._ending, return_exceptions=True)
