"""What others do in a shared archive appears while it is read; that it is away is said, and stays said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wxreader.errors import WxError
from wxreader.i18n import _

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen

POLL_SECONDS = 5.0
"""How often it is asked what others did: two small requests (chosen)."""


class Sharing:
    """The reader's part in an archive that others change too."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._away = False
        """The archive could not be reached when last asked."""

    def start(self) -> None:
        """Ask from now on; a folder is its reader's own and is not asked."""
        if self._screen.library.is_shared:
            self._screen.set_interval(POLL_SECONDS, self._ask)

    def _ask(self) -> None:
        self._screen.run_worker(self.look, thread=True, exclusive=True, exit_on_error=False, group="poll")

    def look(self) -> None:
        """Ask once what others did, and send what waits."""
        screen = self._screen
        tell = screen.app.call_from_thread
        library = screen.library
        try:
            changed = library.poll()
            if library.annotations.pending:
                library.annotations.write_pending()
                changed = True
        except WxError as error:
            self._away = True
            tell(screen.status.progress, str(error))
            return
        if self._away:
            self._away = False
            tell(screen.status.progress, "")
            tell(screen.listing.fill, screen.listing.at)
        if changed:
            tell(screen.marks_changed)

    def hide_others(self) -> None:
        """Show what others marked, or hide it."""
        screen = self._screen
        annotator = screen.annotator
        annotator.with_others = not annotator.with_others
        screen.marks_changed()
        screen.say(_("others' notes are shown") if annotator.with_others else _("only your own notes"))
