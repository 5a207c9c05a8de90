"""What stands around an article on its page: pictures with captions, and jump lines that can be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.model import HEADLINE_BLOCK, Article, Place
from wxreader.reading.article import Note

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen


class Parts:
    """`P` and `Enter`: captions under the article, and the other half of a jump."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._pictures = False

    # -- what is shown under the text ---------------------------------------------------------------

    def notes(self, article: Article) -> list[Note]:
        """The jump line and, where they are asked for, the captions, under the last line."""
        if not article.paragraphs:
            return []
        last = len(article.paragraphs) - 1
        end = max(0, len(article.paragraphs[last].text) - 1)
        texts = []
        if article.continued and article.continued.to:
            texts.append(_("→ continued on {page} (Enter)", page=article.continued.to))
        if self._pictures:
            texts += self._captions(article)
        return [Note(last, end, text) for text in texts]

    def _captions(self, article: Article) -> list[str]:
        found = self._screen.library.source(article.source)
        captions = found[0].captions if found else ()
        return [f"▣ {c.text}　{c.credit}".rstrip() for c in captions if c.article == article.id]

    def toggle_pictures(self) -> None:
        """Show the captions of the article's pictures under it, or hide them."""
        self._pictures = not self._pictures
        article = self._screen.view.article
        if article is None:
            return
        self._screen.shown.draw()
        if self._pictures and not self._captions(article):
            self._screen.say(_("this article has no picture"))

    # -- jumps --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The note of the highlight here; without one the other half of a jump whose end this is."""
        screen = self._screen
        article = screen.view.article
        jumps = article.continued if article else None
        if article is None or jumps is None or screen.highlights.here():
            screen.highlights.note()
            return
        paragraph = screen.view.cursor.paragraph
        if jumps.to and paragraph == len(article.paragraphs) - 1:
            self._follow(article, onward=True)
        elif jumps.origin and paragraph in (HEADLINE_BLOCK, 0):
            self._follow(article, onward=False)
        else:
            screen.highlights.note()

    def _follow(self, article: Article, *, onward: bool) -> None:
        """Go to the other half, if the library has it."""
        from wxreader.library.continuing import other_half  # on the key: no start-up waits for it

        screen = self._screen
        day = article.issue_date.date if article.issue_date else ""
        if not day:
            screen.say(_("the day of this paper is not known; D in the list sets it"))
            return
        try:
            with screen.search.lock:
                found = screen.search.searcher.search(f"issued:{day}").results
            rows = [row for r in found if (row := screen.library.row(r.article))]
            other = other_half(screen.library, article, rows, onward=onward)
        except WxError as error:
            screen.say(str(error), error=True)
            return
        if other is None:
            screen.say(_("the library does not have that page of this issue"))
            return
        end = Place(len(other.paragraphs) - 1, 0) if not onward and other.paragraphs else Place(0, 0)
        screen.moving.go_to_place(other.id, end)
        screen.say(_("Ctrl+O goes back to where you came from"))
