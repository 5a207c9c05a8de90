"""`c`: every hit of a search on a line of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wxreader.errors import WxError
from wxreader.i18n import _

if TYPE_CHECKING:
    from wxreader.search.concordance import KwicLine
    from wxreader.tui.reader.screen import MainScreen
    from wxreader.tui.screens.goals import Goal


class Concordance:
    """Gathers the hits in a thread and shows them; the way back leads to the line that was left."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def open(self) -> None:
        """Every hit of the search; without one, of the name under the cursor."""
        self.open_for(self._query())

    def open_for(self, query: str) -> None:
        """Every hit of a query."""
        if query:
            work = partial(self._gather, query)
            self._screen.run_worker(
                work, thread=True, exclusive=True, exit_on_error=False, group="concordance"
            )
        else:
            self._screen.say(_("search first (s), or put the cursor on a name; c then lists every place"))

    def _query(self) -> str:
        screen = self._screen
        if screen.search.session.query:
            return screen.search.session.query
        if screen.shown.finder.words:
            return f'"{screen.shown.finder.words[0]}"'
        name = screen.shown.mention or screen.names.here()
        return f'"{name.text}"' if name else ""

    def _gather(self, query: str) -> None:
        from wxreader.search.concordance import concordance

        screen = self._screen
        tell = screen.app.call_from_thread
        tell(screen.say, _("reading the library …"))
        try:
            with screen.search.lock:
                lines = concordance(screen.library, screen.search.searcher.search(query))
        except WxError as error:
            tell(screen.say, str(error), True)
            return
        tell(self._show, query, lines)

    def _show(self, query: str, lines: list[KwicLine], at: int = 0, order: str = "date") -> None:
        from wxreader.tui.screens.concordance import ConcordanceScreen

        screen = self._screen
        screen.say("")
        if screen.app.screen is not screen:
            return  # the reader has opened something else meanwhile
        rows = {a: screen.library.row(a) for a in {line.article for line in lines}}
        titles = {article: row.headline for article, row in rows.items() if row}
        opened = ConcordanceScreen(query, lines, titles, at, order)

        def go(goal: Goal | None) -> None:
            if goal:
                screen.moving.leave_word(lambda: self._show(query, lines, opened.list.cursor, opened.order))
                screen.moving.go_to_place(goal.article, goal.place)

        screen.app.push_screen(opened, go)
