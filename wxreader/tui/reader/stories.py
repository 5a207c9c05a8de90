"""The story of an article where the library has it more than once: its other printings, and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wxreader.errors import WxError
from wxreader.i18n import _, ngettext
from wxreader.text import one_line

if TYPE_CHECKING:
    from wxreader.alike.groups import Groups
    from wxreader.model import Row
    from wxreader.tui.reader.screen import MainScreen


class Stories:
    """`=`: other printings of the article under the cursor."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._groups: Groups | None = None

    @property
    def groups(self) -> Groups:
        """Which articles are one story, as far as it was found when somebody first asked."""
        from wxreader.opening import stories_of

        if self._groups is None:
            self._groups = stories_of(self._screen.library)
        return self._groups

    def forget(self) -> None:
        """Something was loaded: look again."""
        self._groups = None

    def open(self) -> None:
        """Choose one of the other printings."""
        screen = self._screen
        row = screen.articles.row
        if row is None:
            return
        others = [r for key in self.groups.of(row.id) if key != row.id and (r := screen.library.row(key))]
        if not others:
            screen.say(_("this story stands only once in the library"))
            return
        from wxreader.tui.screens.chooser import ChooserScreen

        others.sort(key=lambda r: (r.date, r.source))
        shown = [f"{r.shown_date or '-'}  {one_line(r.headline)}  {r.source}" for r in others]
        question = ngettext(
            "{n} other printing of this story", "{n} other printings of this story", len(others)
        )

        def choose(which: int | None) -> None:
            if which is not None:
                self._compare(row, others[which])

        screen.app.push_screen(ChooserScreen(question, shown), choose)

    def _compare(self, one: Row, other: Row) -> None:
        """What differs between two printings; Enter goes to the other."""
        from wxreader.alike.likeness import differences, told
        from wxreader.tui.screens.chooser import ChooserScreen

        screen = self._screen
        try:
            texts = ["\n".join(p.text for p in screen.library.article(r.id).paragraphs) for r in (one, other)]
        except WxError as error:
            screen.say(str(error), error=True)
            return
        lines = told(differences(*texts)) or [_("every character is the same")]

        def go(which: int | None) -> None:
            if which is not None:
                screen.moving.go_to_place(other.id, None)

        question = _("what differs from {headline}; Enter goes there", headline=one_line(other.headline))
        screen.app.push_screen(ChooserScreen(question, lines), go)
