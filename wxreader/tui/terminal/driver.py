"""Textual's Linux driver with six holes closed (measured on 8.2.8, docs/safety.md).

An invalid byte typed or pasted ends the app (#6456); a paste with escape sequences takes the square of
its length; SIGCONT without Textual's own SIGTSTP starts application mode twice and leaves the shell raw;
SIGTERM and SIGHUP end it without cleaning up; Ctrl+Z while it ends starts application mode once more, for
nobody, and the process stays; Escape and a key in one write are a key with Alt, and Escape is lost.
"""

from __future__ import annotations

import asyncio
import codecs
import functools
import os
import re
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.keys import _character_to_key
from textual.message import Message

from wxreader.i18n import _
from wxreader.tui.terminal.pastes import Pasted, Splitter, Typed

if TYPE_CHECKING:
    from textual.app import App

READ = 65_536
"""Bytes that are read at once."""
TICK = 0.1
"""Seconds after which the parser takes an Escape that nothing followed for the key."""
PATIENCE = 2.0
"""Seconds without a byte after which a paste that was not ended is over (chosen)."""

_LONE_ESCAPE = re.compile(r"\x1b(?=[^\[\]OPX^_\\\x1b\x7f\x08])")
"""Escape before a key; not the beginning of a sequence or its end, nor Alt with Backspace."""


class SafeDriver(linux_driver.LinuxDriver):
    """The driver that the reader runs on."""

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the app is left."""
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        splitter = Splitter()
        last = monotonic()
        while not self.exit_event.is_set() and not self._loop.is_closed():
            data = self._read()
            if data:
                last = monotonic()
                found = splitter.feed(decode(data), more=len(data) == READ)
            else:
                over = not splitter.pasting or monotonic() - last > PATIENCE
                found = splitter.give_up() if over else []
            for piece in found:
                self._hand_on(piece, parser)
            for event in parser.tick():
                self.process_message(event)

    def _read(self) -> bytes:
        """What has come; nothing where nothing does for a while, or the terminal has gone."""
        with suppress(OSError, ValueError):
            if select.select([self.fileno], [], [], TICK)[0]:
                data = os.read(self.fileno, READ)
                if data:
                    return data
                self.exit_event.wait(TICK)  # closed: do not ask without pause
            return b""
        self.exit_event.wait(TICK)
        return b""

    def _hand_on(self, piece: Typed | Pasted, parser: XTermParser) -> None:
        """Give the app what was typed or pasted."""
        if isinstance(piece, Typed):
            for number, typed in enumerate(_LONE_ESCAPE.split(piece.text)):
                if number:
                    self.process_message(events.Key("escape", "\x1b"))
                for event in parser.feed(typed) if typed else ():  # nothing is the end of the input to it
                    self.process_message(event)
            return
        self.process_message(events.Paste(piece.text))
        if piece.cut:
            self._app.call_later(self._tell_cut, len(piece.text))

    def _tell_cut(self, count: int) -> None:
        tell = getattr(self._app, "tell", None)
        if tell:
            tell(_("more was pasted than is taken: the first {n} characters", n=count))

    def process_message(self, message: Message) -> None:
        """Give the app what came; it may have ended, and its loop with it."""
        for each in escape_first(message):
            with suppress(RuntimeError):
                super().process_message(each)

    def start_application_mode(self) -> None:
        """Textual's own; a window that is made another size while the app ends is nobody's business."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        resized = signal.getsignal(signal.SIGWINCH)
        if callable(resized):
            signal.signal(signal.SIGWINCH, _while_the_loop_runs(resized))

    def _sigcont_application(self, *_: Any) -> None:
        """Start application mode again only if it was we who stopped; else just paint.

        Nothing where the app is being left: threads may still be waited for, but nobody reads keys.
        """
        with suppress(RuntimeError):  # stopped while it ended: there is no loop any more
            asyncio.get_running_loop()
            if self._app._exit or not self._app._running:
                return
            if self._must_signal_resume:
                super()._sigcont_application()
            else:
                self._app.call_later(self._app.refresh, layout=True)


def escape_first(message: Message) -> tuple[Message, ...]:
    """Escape and a character that came in one write, which are parsed as the character with Alt: two keys.

    Terminals send the same for both; no key of ours has Alt with a character.
    """
    if isinstance(message, events.Key) and message.is_printable and message.key.startswith("alt+"):
        character = message.character or ""
        return events.Key("escape", "\x1b"), events.Key(_character_to_key(character), character)
    return (message,)


def _while_the_loop_runs(handle: Callable[[int, Any], Any]) -> Callable[[int, Any], None]:
    """A handler of a signal that does nothing once the app's loop is closed."""

    def handler(number: int, frame: Any) -> None:
        with suppress(RuntimeError):
            handle(number, frame)

    return handler


def end_on_signals(app: App[Any]) -> None:
    """Let SIGTERM, SIGHUP and SIGINT end the app as `q` does: screen restored, everything written."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        loop.add_signal_handler(number, functools.partial(app.exit, return_code=128 + number))
