"""Moving in the text: characters, lines, words, sentences, highlights, and on to the next article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wxreader.annotations.anchor import to_offset, to_place
from wxreader.i18n import _
from wxreader.model import HEADLINE_BLOCK, Place
from wxreader.tui.selection import Motions

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen


class Steps:
    """What the keys of the text move the cursor by."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def article(self, by: int) -> None:
        """The next or previous article of the list, without leaving the text."""
        screen = self._screen
        target = screen.articles.cursor + by
        if not 0 <= target < screen.articles.item_count():
            last = _("this is the last article of the list")
            screen.say(last if by > 0 else _("this is the first article of the list"))
            return
        screen.articles.move_to(target)
        screen.shown.show_listed()
        screen.shown.stay_entered()

    def move(self, unit: str, by: int) -> None:
        """The next or previous character, word or sentence."""
        view = self._screen.view
        article = view.article
        if article and article.paragraphs:
            at = -1 if view.cursor.paragraph == HEADLINE_BLOCK else to_offset(article, *view.cursor)
            target = Motions(article).move(at, unit, by, extend=False)
            view.go_to(Place(*to_place(article, target)))

    def highlight(self, by: int) -> None:
        """The next or previous highlight of the article."""
        screen = self._screen
        article = screen.view.article
        if article is None:
            return
        selectors = [a.selector for a in screen.annotator.highlights(article) if a.selector]
        places = sorted({Place(s.paragraph, s.start) for s in selectors})
        here = screen.view.cursor
        ahead = [p for p in places if (p > here if by > 0 else p < here)]
        if ahead:
            screen.view.go_to(ahead[0] if by > 0 else ahead[-1])
        else:
            screen.say(
                _("no further highlight in this article") if places else _("no highlight in this article")
            )

    def search_word(self) -> None:
        """Search the library for the name under the cursor, else for the word."""
        screen = self._screen
        article, cursor = screen.view.article, screen.view.cursor
        name = screen.names.here()
        if article is None or (name is None and cursor.paragraph == HEADLINE_BLOCK) or not article.paragraphs:
            screen.say(_("put the cursor on a name or word of the text"))
            return
        if name is None:
            motions = Motions(article)
            span = motions.word_at(to_offset(article, *cursor))
            text = motions.text[span.start : span.end]
        else:
            text = name.text
        screen.moving.remember()
        screen.search.search_for(text)
