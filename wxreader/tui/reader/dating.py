"""The day of the paper by hand: of the page under the cursor, or of all pages that are listed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wxreader.errors import UsageError
from wxreader.i18n import _, ngettext
from wxreader.library.words import new_id, now
from wxreader.tui.reader.highlights import keep_or_drop
from wxreader.tui.undo import Change
from wxreader.tui.widgets.status import Prompt

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen

ALL = "*"
"""After the day: for all pages of the list."""


class Dating:
    """`D`: what is set is kept over reloads like other corrections."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def ask(self) -> None:
        """Ask for the day of the article's page."""
        screen = self._screen
        row = screen.articles.row
        if row is None:
            return
        pages = len(self._listed())
        prompt = Prompt(
            sign=_("day of the paper") + " ",
            purpose=_("2023-05-13; with * after it for all {n} pages of the list", n=pages),
            keys=keep_or_drop(),
            entered=partial(self._set, row.source),
        )
        screen.status.ask(prompt, row.issued if len(row.issued) == len("2023-05-13") else "")

    def _listed(self) -> list[str]:
        """Sources of the articles that are listed."""
        return list(dict.fromkeys(row.source for row in self._screen.articles.rows))

    def _set(self, source: str, text: str) -> None:
        from wxreader.dating.by_hand import dating
        from wxreader.library.dates import read_day

        screen = self._screen
        screen.set_focus(screen.articles)
        sources = self._listed() if ALL in text else [source]
        try:
            day = read_day(text.replace(ALL, ""), _("day of the paper"))
        except UsageError as error:
            screen.say(str(error), error=True)
            return
        corrections = [dating(s, day, key=new_id(), made=now()) for s in sources]
        pages = ngettext("{n} page", "{n} pages", len(sources))
        library = screen.library
        change = Change(
            what=_("{day} for {pages}", day=day.isoformat(), pages=pages),
            do=partial(library.correct_many, corrections),
            undo=partial(library.take_back_many, corrections),
        )
        screen.changes.apply(change)
