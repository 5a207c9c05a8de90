"""Keys for what the user makes: bookmarks and read marks; undo and redo of every change."""

from __future__ import annotations

from functools import partial

from wxreader.errors import KeptInMemoryError, WxError
from wxreader.i18n import _
from wxreader.tui.reader.screen import ReaderScreen
from wxreader.tui.undo import Change
from wxreader.tui.widgets.article_list import Marks


class MarkingKeys(ReaderScreen):
    """`m`, `U`, `u`, `Ctrl+R`."""

    def action_bookmark_article(self) -> None:
        row = self.articles.row
        if row:
            self._bookmark(partial(self._marking.article_change, row))

    def action_bookmark_place(self) -> None:
        article = self.view.article
        if article and article.paragraphs:
            self._bookmark(partial(self._marking.place_change, article, self.view.cursor))

    def _bookmark(self, make: partial[Change]) -> None:
        try:
            change = make()
        except WxError as error:
            self.say(str(error), error=True)
            return
        if self.make(change):
            self.say(change.what)

    def action_unread(self) -> None:
        row = self.articles.row
        if row and self._try(
            partial(self._marking.set_read, row.id, not self._all_marks.get(row.id, Marks()).read)
        ):
            self.marks_changed()

    def action_undo(self) -> None:
        self._step_back(self.history.undo, _("nothing to undo"), _("undone: {what}"))

    def action_redo(self) -> None:
        self._step_back(self.history.redo, _("nothing to redo"), _("made again: {what}"))

    def _step_back(self, step: object, nothing: str, done: str) -> None:
        try:
            change = step()  # type: ignore[operator]
        except KeptInMemoryError as error:
            self.say(str(error), error=True)
            self.marks_changed()
            return
        except WxError as error:
            self.say(str(error), error=True)
            return
        self.marks_changed()
        self.say(done.format(what=change.what) if change else nothing)
