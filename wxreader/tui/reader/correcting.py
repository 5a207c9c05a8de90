"""Correcting the analysis by hand: join, split, exchange headlines, edit a paragraph."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.library.words import new_id, now
from wxreader.model import HEADLINE_BLOCK, Article, Correction
from wxreader.tui.undo import Change

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen

BEGINNING = 30
"""Characters of an article that tell it in a list. Chosen."""


class Correcting:
    """`+`, `|`, `^`, `E`: corrections are the user's words, replayed whenever the page is read."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def _page(self, article: Article) -> tuple[Article, ...]:
        """All articles of an article's page."""
        return self._screen.library.page(article.source).articles

    def _correct(self, correction: Correction, what: str) -> None:
        library = self._screen.library
        change = Change(
            what=what, do=partial(library.correct, correction), undo=partial(library.take_back, correction)
        )
        self._screen.changes.apply(change)

    def join_next(self) -> None:
        """Join the article with the next of its page."""
        from wxreader.press.corrections import joining

        article = self._screen.view.article
        if article is None:
            return
        following = next((a for a in self._page(article) if a.order == article.order + 1), None)
        if following is None:
            self._screen.say(_("this is the last article of its page"))
            return
        self._correct(
            joining(article.source, article, following, new_id(), now()), _("joined with the next article")
        )

    def split_here(self) -> None:
        """Split the article before the cursor."""
        from wxreader.press.corrections import splitting

        article = self._screen.view.article
        paragraph, offset = self._screen.view.cursor
        if article is None or paragraph == HEADLINE_BLOCK or (paragraph, offset) == (0, 0):
            self._screen.say(_("put the cursor where the second article begins"))
            return
        self._correct(
            splitting(article.source, article, paragraph, offset, new_id(), now()),
            _("split before the cursor"),
        )

    def move_headline(self) -> None:
        """Exchange the headline with another article's of the page."""
        from wxreader.press.corrections import exchanging
        from wxreader.tui.screens.chooser import ChooserScreen

        article = self._screen.view.article
        others = [a for a in self._page(article) if a.id != article.id] if article else []
        if article is None or not others:
            self._screen.say(_("this page has no other article"))
            return

        def exchange(choice: int | None) -> None:
            if choice is not None:
                correction = exchanging(article.source, article, others[choice], new_id(), now())
                self._correct(correction, _("headlines exchanged"))

        question = _("Which article does this headline belong to? They exchange headlines.")
        choices = [f"{a.order + 1}  {a.title}  {_beginning(a)}" for a in others]
        self._screen.app.push_screen(ChooserScreen(question, choices), exchange)

    def mark_crosshead(self) -> None:
        """Make the paragraph a crosshead, or the crosshead a paragraph."""
        from wxreader.press.corrections import marking

        article = self._screen.view.article
        paragraph = self._screen.view.cursor.paragraph
        if article is None or paragraph == HEADLINE_BLOCK:
            self._screen.say(_("put the cursor into the crosshead"))
            return
        said = _("no crosshead") if paragraph in article.crossheads else _("a crosshead")
        self._correct(marking(article.source, article, paragraph, new_id(), now()), said)

    def mark_aside(self) -> None:
        """Take the paragraph out of the article: it is a picture's caption, or furniture of the page."""
        from wxreader.model import CorrectionKind
        from wxreader.press.corrections import setting_aside
        from wxreader.tui.screens.chooser import ChooserScreen

        article = self._screen.view.article
        paragraph = self._screen.view.cursor.paragraph
        if article is None or paragraph == HEADLINE_BLOCK or not article.paragraphs[1:]:
            self._screen.say(_("put the cursor into a paragraph; an article keeps one at least"))
            return
        kinds = (CorrectionKind.CAPTION, CorrectionKind.FURNITURE)
        says = [_("a picture's caption"), _("furniture: it belongs to no article")]

        def mark(choice: int | None) -> None:
            if choice is not None:
                made = setting_aside(article.source, article, paragraph, kinds[choice], new_id(), now())
                self._correct(made, says[choice])

        self._screen.app.push_screen(ChooserScreen(_("What is this paragraph?"), says), mark)

    def edit_paragraph(self) -> None:
        """Edit the paragraph in the user's editor."""
        from wxreader.press.corrections import editing
        from wxreader.tui.screens.writing import edit

        screen = self._screen
        article = screen.view.article
        paragraph = screen.view.cursor.paragraph
        if article is None or paragraph == HEADLINE_BLOCK:
            screen.say(_("put the cursor into the paragraph to be edited"))
            return
        old = article.paragraphs[paragraph].text

        def keep(edited: str) -> None:
            text = "".join(edited.split("\n"))
            if text.strip() and text != old:
                correction = editing(article.source, article, paragraph, text, new_id(), now())
                self._correct(correction, _("paragraph edited"))
            else:
                screen.say(_("nothing was changed"))

        try:
            edit(screen.app, old, _("paragraph"), keep)
        except WxError as error:
            screen.say(str(error), error=True)


def _beginning(article: Article) -> str:
    return article.paragraphs[0].text[:BEGINNING] if article.paragraphs else ""
