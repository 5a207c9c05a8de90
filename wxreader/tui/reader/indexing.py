"""Bringing catalogue and index up to date in the background; searching reads the pages meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.tui.reader.background import NotWantedError, while_wanted

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen

TOLD_EVERY = 25
"""Pages after which the progress of indexing is told again. Chosen."""
BAR = 10
"""Cells of the bar of progress. Chosen."""


class Indexing:
    """The index, made while one reads."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def mend(self) -> None:
        """Bring catalogue and index up to date."""
        self._screen.run_worker(self._mend, thread=True, exclusive=True, exit_on_error=False, group="index")

    def _mend(self) -> None:
        from wxreader.opening import find_stories, index, is_indexed, stories_known

        screen = self._screen
        tell = screen.app.call_from_thread
        try:
            if screen.library.catch_up():
                tell(screen.marks_changed)
        except WxError as error:
            tell(screen.say, str(error), True)
        try:
            if not is_indexed(screen.library):
                index(screen.library, self._progress)
                tell(screen.status.progress, "")
            if not stories_known(screen.library):
                find_stories(screen.library, self._wanted)
                tell(screen.stories.forget)
        except NotWantedError:
            return
        except WxError as error:
            tell(screen.say, str(error), True)

    def _wanted(self, done: int, total: int) -> None:
        """Nobody waits for stories: no bar, but an end where the reader is left."""
        while_wanted()

    def _progress(self, done: int, total: int) -> None:
        while_wanted()
        if done % TOLD_EVERY == 0:
            bar = "#" * (BAR * done // max(1, total))
            text = _("indexing [{bar}] {done}/{total}", bar=bar.ljust(BAR, "-"), done=done, total=total)
            self._screen.app.call_from_thread(self._screen.status.progress, text)
