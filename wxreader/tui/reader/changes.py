"""Changes to the user's own words: made, taken back, kept when the disk refuses, told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from wxreader.errors import KeptInMemoryError, WxError
from wxreader.i18n import _
from wxreader.logbook import LOG
from wxreader.tui.undo import Change, History

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen

RETRY_SECONDS = 5.0
"""How long after a failed write it is tried again. Chosen."""


class Changes:
    """What makes changes, with the history that takes them back."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self.history = History()
        self._warned = False
        """The reader was told that leaving loses changes."""

    def attempt(self, change: Callable[[], None]) -> bool:
        """Change something that is not undone; an error is shown and stays."""
        screen = self._screen
        try:
            change()
        except KeptInMemoryError as error:
            LOG.warning("kept in memory: %d changes", len(screen.library.annotations.pending))
            screen.say(str(error), error=True)
            screen.set_timer(RETRY_SECONDS, self._write_pending)
        except WxError as error:
            LOG.warning("refused: %s", type(error).__name__)
            screen.say(str(error), error=True)
            return False
        return True

    def apply(self, change: Change, say: str = "") -> bool:
        """Make a change so that it can be undone, and say what was done; False where it was refused."""
        LOG.debug("change %s", type(change).__name__)
        if not self.attempt(partial(self.history.apply, change)):
            return False
        self._screen.marks_changed()
        self._screen.say(say or change.what)
        return True

    def make(self, prepared: Callable[[], Change]) -> bool:
        """Make a change that itself must be read out of the library first."""
        try:
            change = prepared()
        except WxError as error:
            self._screen.say(str(error), error=True)
            return False
        return self.apply(change)

    def undo(self) -> None:
        """Take the last change back, and go to where it was made."""
        self._step(self.history.undo, _("nothing to undo since the reader was opened"), undone)

    def redo(self) -> None:
        """Make the change last taken back again, and go there."""
        self._step(self.history.redo, _("nothing to make again"), made_again)

    def _step(self, step: Callable[[], Change | None], nothing: str, told: Callable[[Change], str]) -> None:
        screen = self._screen
        try:
            change = step()
        except WxError as error:
            screen.say(str(error), error=True)
            if isinstance(error, KeptInMemoryError):
                screen.marks_changed()
            return
        screen.marks_changed()
        if change is None:
            screen.say(nothing)
            return
        screen.moving.show_where(change.article, change.place)
        screen.say(told(change))

    def _write_pending(self) -> None:
        """Try again to write what could not be written."""
        screen = self._screen
        store = screen.library.annotations
        kept = bool(store.pending)
        try:
            store.write_pending()
            behind = screen.library.catch_up()
        except WxError:
            screen.set_timer(RETRY_SECONDS, self._write_pending)
            return
        if kept or behind:
            screen.marks_changed()
            screen.say("")
            screen.say(_("everything is on the disk now"))

    def may_leave(self) -> bool:
        """Whether everything is on the disk; if not, the reader is told once and may then leave."""
        store = self._screen.library.annotations
        with suppress(WxError):
            store.write_pending()
        if not store.at_risk() or self._warned:
            return True
        self._warned = True
        self._screen.say(
            _(
                "{n} changes are not on the disk; a, then e exports them elsewhere;"
                " q again leaves without them",
                n=store.at_risk(),
            ),
            error=True,
        )
        return False


def undone(change: Change) -> str:
    """What was taken back."""
    return _("undone: {what} (Ctrl+R makes it again)", what=change.named or change.what)


def made_again(change: Change) -> str:
    """What was made again."""
    return _("made again: {what}", what=change.named or change.what)
