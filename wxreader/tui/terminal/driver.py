"""Textual's Linux driver with three holes closed (measured on 8.2.8, docs/safety.md).

An invalid byte typed or pasted ends the app (#6456); SIGCONT without Textual's own SIGTSTP starts
application mode twice and leaves the shell raw; SIGTERM and SIGHUP end it without cleaning up.
"""

from __future__ import annotations

import asyncio
import codecs
import functools
import signal
from typing import TYPE_CHECKING, Any

from textual.drivers import linux_driver

if TYPE_CHECKING:
    from textual.app import App


def _forgiving_decoder(encoding: str) -> Any:
    """An incremental decoder that replaces what it cannot read."""
    return functools.partial(codecs.getincrementaldecoder(encoding), errors="replace")


class SafeDriver(linux_driver.LinuxDriver):
    """The driver that the reader runs on."""

    def run_input_thread(self) -> None:
        """Textual's own, reading with a decoder that survives bad bytes."""
        vars(linux_driver)["getincrementaldecoder"] = _forgiving_decoder
        super().run_input_thread()

    def _sigcont_application(self, *_: Any) -> None:
        """Start application mode again only if it was we who stopped; else just paint."""
        if self._must_signal_resume:
            super()._sigcont_application()
        else:
            self._app.call_later(self._app.refresh, layout=True)


def end_on_signals(app: App[Any]) -> None:
    """Let SIGTERM, SIGHUP and SIGINT end the app as `q` does: screen restored, everything written."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        loop.add_signal_handler(number, functools.partial(app.exit, return_code=128 + number))
