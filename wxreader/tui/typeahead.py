"""Keys that come faster than they are answered: each waits until the one before has led where it leads.

Textual hands a key to the widget that has the focus when the key comes in. A key moves the focus, opens a
screen or a field only when it has gone through the queues of the widgets above, and a field has the focus a
frame later: what was typed meanwhile went where the focus had been, and its letters ran as commands there.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Event
    from textual.message_pump import MessagePump

PATIENCE = 1.0
"""Seconds that keys wait for what an earlier key sets off, a search or a card (chosen: whoever types after
that has seen that it takes long, and means what is on the screen)."""
TICK = 0.002
"""Seconds after which it is looked again whether a frame or a search is done (chosen: a quarter frame)."""


class TypeAhead:
    """Lets keys and pastes through, one after the other where one may lead elsewhere.

    Args:
        app: The app that they come to.
    """

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._waiting: deque[Event] = deque()
        self._let_through: deque[Event] = deque()
        """What waited and is on its way to the app again."""
        self._path: list[MessagePump] = []
        """What the key that is being answered goes through, from the focus up."""
        self._place: object = None
        """Where it was pressed."""
        self._answering: asyncio.Task[None] | None = None

    def passes(self, event: Event) -> bool:
        """Whether a key or paste is dealt with now; if not it is kept, and comes to the app again."""
        if self._let_through and event is self._let_through[0]:
            self._let_through.popleft()
        elif self._answering is not None:
            self._waiting.append(event)
            return False
        elif self._stays(event):
            return True
        else:
            self._answering = asyncio.create_task(self._answer())
        self._place = self._where()
        stack = self._app._screen_stack
        self._path = [self._app, *((stack[-1].focused or stack[-1]).ancestors_with_self if stack else ())]
        return True

    def _stays(self, event: Event) -> bool:
        """Whether a key is one that never leads elsewhere: nothing waits for it, as the queues keep order."""
        stack = self._app._screen_stack
        stays = getattr(stack[-1].focused, "stays", None) if stack else None
        return bool(stays and stays(event))

    async def _answer(self) -> None:
        """Wait for the key that was let through, then let the next through, until none waits."""
        try:
            stays = False
            while not self._app._exit:
                if not stays:
                    await self._settled()
                while self._let_through:  # what comes meanwhile stands before them in the app's queue
                    await asyncio.sleep(0)
                if not self._waiting:
                    return
                event = self._waiting.popleft()
                stays = self._stays(event)
                self._let_through.append(event)
                self._app.post_message(event)
        finally:
            self._waiting.clear()
            self._answering = None

    async def _settled(self) -> None:
        """Wait until the key has led where it leads."""
        over = monotonic() + PATIENCE
        await asyncio.sleep(0)
        while monotonic() < over and not self._app._exit:
            if self._let_through or busy(self._path):
                await asyncio.sleep(0)
            elif self._leads_elsewhere():
                await asyncio.sleep(TICK)
            elif self._where() == self._place:
                return
            elif busy(self._everything()) or not all(pump._is_mounted for pump in self._everything()):
                await asyncio.sleep(0)
            elif self._app._screen_stack and self._app._screen_stack[-1]._callbacks:
                await asyncio.sleep(TICK)  # a field is focused, or a command run, when the frame is painted
            else:
                return

    def _everything(self) -> Iterable[MessagePump]:
        stack = self._app._screen_stack
        return (self._app, *(stack[-1].walk_children(with_self=True) if stack else ()))

    def _where(self) -> object:
        """What decides where a key goes: the screen, the widget with the focus, what is being typed."""
        stack = self._app._screen_stack
        if not stack:
            return None
        prompt = getattr(getattr(stack[-1], "status", None), "prompt", None)
        return stack[-1], stack[-1].focused, getattr(stack[-1].focused, "key_hook", None), prompt

    def _leads_elsewhere(self) -> bool:
        """Whether a thread is at work whose answer opens another screen, or moves the focus."""
        stack = self._app._screen_stack
        return bool(stack and getattr(stack[0], "leads_elsewhere", False))


def busy(pumps: Iterable[MessagePump]) -> bool:
    """Whether a message still waits in a queue that is read."""
    return any(pump.message_queue_size and pump._running and not pump._closed for pump in pumps)
