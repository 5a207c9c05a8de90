"""Textual's web driver as a visit uses it: it survives what is typed, draws anew, ends with its server.

Measured on Textual 8.2.8: an error while input is read ends reading for good, without a word; when the
server dies, its end of the pipe closes and the app goes on for ever; the mouse is asked for every motion.
"""

from __future__ import annotations

import asyncio
import codecs
import logging
import os
from functools import partial
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import ScreenStackError
from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver
from textual.geometry import Size

from wxreader.web.channel import protocol_descriptor

LOG = logging.getLogger("wxreader")
_SCREEN = "\x1b[?1049h\x1b[?25l\x1b[?2004h"
_SOON = 0.1
"""Seconds until an app that has no screen yet is looked at again."""
_MOUSE = "\x1b[?1000h\x1b[?1002h\x1b[?1006h"


class VisitDriver(WebDriver):
    """The driver of a reader in a browser."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fileno = protocol_descriptor()
        self._write = partial(self._write_all)

    def _write_all(self, data: bytes) -> int:
        """Write all of it; a server that is gone ends the app."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self.fileno, rest) :]
        return len(data)

    def _enable_mouse_support(self) -> None:
        """Ask for clicks, the wheel and dragging; motion alone would send a message a cell."""
        if self._mouse:
            self.write(_MOUSE)

    def write(self, data: str) -> None:
        """Write what a terminal would get; Textual's own request for every motion is left out."""
        super().write(data.replace("\x1b[?1003h", ""))

    def write_binary_encoded(self, data: tuple[str | bytes, ...]) -> None:
        """Write a piece of a file: its key, a line feed, its bytes."""
        _kind, key, piece = data
        packed = b"%s\n%s" % (_encoded(key), _encoded(piece))
        self._write(b"P%s%s" % (len(packed).to_bytes(4, "big"), packed))

    def run_input_thread(self) -> None:
        """Read packets until the server closes its end; what cannot be read is left out."""
        stream, decode = ByteStream(), codecs.getincrementaldecoder("utf-8")("replace").decode
        parser = XTermParser(debug=self._debug)
        for data in self._input_reader:
            try:
                for kind, payload in stream.feed(data) if data else ():
                    if kind == "D":
                        self._post(parser.feed(decode(payload)))
                    else:
                        self._on_meta(kind, payload)
                self._post(parser.tick())
            except Exception as error:  # one bad sequence must not make the reader deaf
                LOG.error("input: %s", type(error).__name__)
                parser = XTermParser(debug=self._debug)
        if not self.exit_event.is_set():
            self._app.call_later(self._leave)

    def _post(self, found: Any) -> None:
        for event in found:
            self.process_message(event)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What the server says about the page."""
        if packet_type == "quit":
            self._app.call_later(self._leave)
            return
        if packet_type != "resume":
            super().on_meta(packet_type, payload)
            return
        size = Size(int(str(payload["width"])), int(str(payload["height"])))
        self._size = (size.width, size.height)
        self._app.call_later(self._draw_anew, size)

    def _leave(self) -> None:
        """End the app; one that is only just opening ends when its screen stands."""
        try:
            screen = self._app.screen
        except ScreenStackError:
            self._app.set_timer(_SOON, self._leave)
        else:
            screen.call_after_refresh(self._app.exit)

    def _draw_anew(self, size: Size) -> None:
        """A new page looks: what the terminal was told at the start, then everything."""
        self.write(_SCREEN)
        self._enable_mouse_support()
        self._app.post_message(events.Resize(size, size))
        self._app.refresh(layout=True)
        self._app.screen.refresh(layout=True)
        asyncio.get_running_loop().call_soon(self._app.screen.refresh)


def _encoded(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data
