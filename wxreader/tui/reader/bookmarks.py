"""Bookmarks of articles and places, and the marks of what was read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wxreader.i18n import _
from wxreader.model import AnnotationKind
from wxreader.text import one_line

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen


class Bookmarks:
    """`m`, `'`, `U`."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def article(self) -> None:
        """Bookmark the article in the list, or take its bookmark away."""
        row = self._screen.articles.row
        if row:
            self._screen.changes.make(partial(self._screen.annotator.article_change, row))

    def place(self) -> None:
        """Bookmark the cursor's place, or take the paragraph's bookmark away."""
        view = self._screen.view
        if view.article and view.article.paragraphs:
            self._screen.changes.make(partial(self._screen.annotator.place_change, view.article, view.cursor))

    def unread(self) -> None:
        """Mark the article in the list as unread, or as read."""
        screen = self._screen
        row = screen.articles.row
        if row:
            screen.changes.apply(screen.annotator.reading_change(row, not screen.listing.is_read(row.id)))

    def choose(self) -> None:
        """Go to one of the library's bookmarks."""
        from wxreader.tui.screens.chooser import ChooserScreen

        screen = self._screen
        bookmarks = [
            a for a in screen.annotator.everywhere() if a.kind == AnnotationKind.BOOKMARK and not a.orphaned
        ]
        if not bookmarks:
            screen.say(_("no bookmarks yet; m makes one"))
            return

        def go(which: int | None) -> None:
            if which is not None:
                screen.moving.go_to_annotation(bookmarks[which])

        choices = [
            f"★ {one_line(a.headline)}  {one_line(a.selector.exact) if a.selector else ''}" for a in bookmarks
        ]
        screen.app.push_screen(ChooserScreen(_("bookmarks"), choices), go)
