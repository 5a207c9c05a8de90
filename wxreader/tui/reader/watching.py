"""`--watch`: what appears in the folders while the reader is open is loaded.

Folders are looked at, not subscribed to: it works on every system and over a network, and a page a minute
is what comes. A file is loaded when it has stopped growing.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen

SECONDS = 2.0
"""Between two looks (chosen: nobody waits for a page more exactly)."""
Looks = tuple[int, int, float]
"""How folders look: files, bytes, when the newest was changed."""


def looks_of(folders: Sequence[Path]) -> Looks:
    """How folders look, with all below them."""
    count = size = 0
    newest = 0.0
    for folder in folders:
        for path in folder.rglob("*"):
            with suppress(OSError):  # taken away meanwhile
                known = path.stat()
                count, size, newest = count + 1, size + known.st_size, max(newest, known.st_mtime)
    return count, size, newest


class Watching:
    """Looks at folders again and again, in a thread."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._folders: list[Path] = []
        self._loaded: Looks | None = None
        """How they looked when they were last loaded."""
        self._last: Looks | None = None
        """How they looked last."""

    def begin(self, folders: Sequence[Path]) -> None:
        """Look at folders from now on."""
        self._folders = list(folders)
        self._screen.set_interval(SECONDS, self._look)

    def _look(self) -> None:
        if not any(w.group in ("load", "watch") and not w.is_finished for w in self._screen.workers):
            self._screen.run_worker(self._compare, thread=True, exit_on_error=False, group="watch")

    def _compare(self) -> None:
        now, before = looks_of(self._folders), self._last
        self._last = now
        if now != self._loaded and now == before:
            self._loaded = now
            self._screen.app.call_from_thread(self._screen.morning.load, self._folders)
