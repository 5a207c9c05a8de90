"""Keys for correcting the analysis by hand: join, split, exchange headlines, edit a paragraph."""

from __future__ import annotations

from functools import partial

from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.library.userdata import new_id, now
from wxreader.model import Article, Correction
from wxreader.tui.reader.screen import ReaderScreen
from wxreader.tui.undo import Change


class Correcting(ReaderScreen):
    """`+`, `|`, `^`, `E`: corrections are the user's words, replayed whenever the page is read."""

    def _neighbours(self) -> tuple[Article, tuple[Article, ...]] | None:
        """The article shown and all of its page."""
        article = self.view.article
        return (article, self._library.page(article.source).articles) if article else None

    def _correct(self, correction: Correction, what: str) -> None:
        change = Change(
            what, partial(self._library.correct, correction), partial(self._library.take_back, correction)
        )
        if self.make(change):
            self.say(what)

    def action_join_next(self) -> None:
        from wxreader.press.corrections import joining

        found = self._neighbours()
        if found is None:
            return
        article, page = found
        following = next((a for a in page if a.order == article.order + 1), None)
        if following is None:
            self.say(_("this is the last article of its page"))
            return
        self._correct(
            joining(article.source, article, following, new_id(), now()), _("joined with the next article")
        )

    def action_split_here(self) -> None:
        from wxreader.press.corrections import splitting

        article = self.view.article
        paragraph, offset = self.view.cursor
        if article is None or paragraph < 0 or (paragraph, offset) == (0, 0):
            self.say(_("put the cursor where the second article begins"))
            return
        self._correct(
            splitting(article.source, article, paragraph, offset, new_id(), now()),
            _("split before the cursor"),
        )

    def action_move_headline(self) -> None:
        from wxreader.press.corrections import exchanging
        from wxreader.tui.screens.chooser import ChooserScreen

        found = self._neighbours()
        if found is None or len(found[1]) < 2:
            self.say(_("this page has no other article"))
            return
        article, page = found
        others = [a for a in page if a.id != article.id]

        def exchange(choice: int | None) -> None:
            if choice is not None:
                self._correct(
                    exchanging(article.source, article, others[choice], new_id(), now()),
                    _("headlines exchanged"),
                )

        choices = [
            f"{a.order + 1}  {a.title}  {a.paragraphs[0].text[:30] if a.paragraphs else ''}" for a in others
        ]
        self.app.push_screen(
            ChooserScreen(_("Which article does this headline belong to? They exchange headlines."), choices),
            exchange,
        )

    def action_edit_paragraph(self) -> None:
        from wxreader.press.corrections import editing
        from wxreader.tui.terminal.editor import edit_text

        article = self.view.article
        paragraph = self.view.cursor[0]
        if article is None or paragraph < 0:
            self.say(_("put the cursor into the paragraph to be edited"))
            return
        old = article.paragraphs[paragraph].text
        try:
            text = "".join(edit_text(self.app, old).split("\n"))
        except WxError as error:
            self.say(str(error), error=True)
            return
        if text.strip() and text != old:
            self._correct(
                editing(article.source, article, paragraph, text, new_id(), now()), _("paragraph edited")
            )
        else:
            self.say(_("nothing was changed"))
