"""The article in the text pane, with what lies over it and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.model import Annotation, Article, Colour, Mention, Place, Row
from wxreader.reading.article import Note
from wxreader.text import one_line
from wxreader.tui.finding import ArticleFinder
from wxreader.tui.layers import Layer, look_of

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen

OTHERS = "others"
"""The look of what somebody else marked."""
TOTALS_AFTER = 0.25
"""Seconds that an article stands before its names are counted over the library: not while somebody runs
down the list. Chosen."""


class ShownArticle:
    """What the text pane shows, and where the reader stands in it."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self.finder = ArticleFinder()
        self.mention: Mention | None = None
        """The mention stepped to."""
        self._with_mentions = True
        self._entered = False
        """The reader has been in the text of the article shown."""
        self._announced = False
        """The list stands on an article that is yet to be shown."""

    @property
    def article(self) -> Article | None:
        """The article."""
        return self._screen.view.article

    # -- showing ------------------------------------------------------------------------------------

    def show_listed(self) -> None:
        """Show the article under the list's cursor."""
        row = self._screen.articles.row
        if row:
            self.show(row)

    def announce(self, row: Row) -> None:
        """Name an article that is about to be shown; `catch_up` shows it."""
        self._announced = True
        self._title(row.headline, " ?" if row.doubts else "")

    def catch_up(self) -> None:
        """Show the article that was announced, unless it is shown already or the list has gone on."""
        if not self._announced:
            return
        self._announced = False
        row = self._screen.articles.row
        if row and (self.article is None or self.article.id != row.id):
            self.show(row)

    def show(self, row: Row) -> None:
        """Show an article in the text pane and its names in the sidebar."""
        self.leave()
        screen = self._screen
        try:
            article = screen.library.article(row.id)
        except WxError as error:
            screen.say(str(error), error=True)
            return
        reading = screen.annotator.reading(row.id)
        left_at = Place(reading.paragraph, reading.offset) if reading.paragraph >= 0 else None
        screen.view.show(article, left_at)
        self._entered = False
        self.mention = None
        screen.entities.show(article.mentions)
        screen.set_timer(TOTALS_AFTER, partial(screen.names.count, article))
        screen.view.set_bookmarks(screen.annotator.bookmarks(article))
        self.finder.look_for(article, screen.search.session.words)
        self.draw()
        self._titles(article)
        if screen.has_class("raw"):
            self.show_raw()

    def show_none(self, reason: str) -> None:
        """Show why there is no article."""
        self.leave()
        screen = self._screen
        self._entered = False
        self.mention = None
        self.finder.forget()
        screen.view.empty_text = reason
        screen.view.show(None)
        screen.entities.show(())
        screen.show_title("text", "")

    def enter(self) -> None:
        """The reader goes into the text: the article counts as read."""
        self._entered = True
        screen = self._screen
        article = self.article
        if article and not screen.listing.is_read(article.id):
            screen.changes.attempt(partial(screen.annotator.set_read, article.id, True))
            screen.marks_changed()

    def stay_entered(self) -> None:
        """The reader went on to this article from within another's text."""
        self._entered = True

    def leave(self) -> None:
        """Keep the place at which the article shown is left."""
        if self.article and self._entered:
            try:
                self._screen.annotator.leave(self.article.id, self._screen.view.cursor)
            except WxError as error:
                self._screen.say(str(error), error=True)

    def refresh(self) -> None:
        """Show what the user made or took back, corrections of the page included."""
        screen = self._screen
        row = screen.articles.row
        if row is None or self.article is None:
            return
        try:
            fresh = screen.library.article(row.id)
        except WxError as error:
            screen.say(str(error), error=True)
            return
        if fresh != self.article:
            place = screen.view.cursor
            screen.view.show(fresh, place if place.paragraph < len(fresh.paragraphs) else None)
            screen.entities.show(fresh.mentions)
            self.mention = None
            self._titles(fresh)
        screen.view.set_bookmarks(screen.annotator.bookmarks(fresh))
        self.draw()

    def _title(self, headline: str, doubts: str) -> None:
        screen = self._screen
        at = screen.articles.cursor + 1
        session = screen.search.session
        of = session.found if session.query else screen.articles.item_count()
        screen.show_title("text", f"{at}/{of}  {headline}{doubts}")

    def _titles(self, article: Article) -> None:
        screen = self._screen
        self._title(article.title, f" ? {', '.join(article.doubts)}" if article.doubts else "")
        screen.show_title("entity", _("In this article"))
        screen.show_place()

    # -- what lies over the text --------------------------------------------------------------------

    def draw(self) -> None:
        """Lay mentions, highlights and hits over the text, and notes under their passages."""
        article = self.article
        layers: list[Layer] = []
        if article:
            if self._with_mentions:
                layers += [
                    Layer(block=m.paragraph, start=m.start, end=m.end, style=look_of(m))
                    for m in article.mentions
                ]
            highlights = self._screen.annotator.highlights(article)
            own = self._screen.annotator.is_own
            for a in highlights:
                layers += layers_of(article, a, own(a))
            notes = [note_of(a, own(a)) for a in highlights if a.note or not own(a)]
            self._screen.view.set_notes([*notes, *self._screen.parts.notes(article)])
        layers += self.finder.layers()
        if self.mention:
            m = self.mention
            layers.append(Layer(block=m.paragraph, start=m.start, end=m.end, style="mention-now"))
        self._screen.view.set_layers(layers)

    def go_to_mention(self, mention: Mention) -> None:
        """Step to a mention."""
        self.mention = mention
        self.draw()
        self._screen.view.go_to(Place(mention.paragraph, mention.start))

    def forget_mention(self) -> None:
        """No mention is stepped to."""
        self.mention = None
        self.draw()

    def forget_hits(self) -> None:
        """Nothing is looked for in the article."""
        self.finder.forget()
        self.draw()

    def toggle_mentions(self) -> None:
        """Show mentions in the text, or hide them."""
        self._with_mentions = not self._with_mentions
        self.draw()

    # -- the raw dump -------------------------------------------------------------------------------

    def show_raw(self) -> None:
        """Show the raw dump beside the article."""
        if self.article is None:
            return
        page = self._screen.library.page(self.article.source)
        self._screen.show_title("raw", self.article.source)
        self._screen.raw.show(page.raw, 0)
        self._screen.call_after_refresh(self.sync_raw)

    def sync_raw(self) -> None:
        """Show the dump's line that the cursor's character came from."""
        if self.article:
            block, offset = self._screen.view.cursor
            if 0 <= block < len(self.article.paragraphs):
                number = self.article.paragraphs[block].line_at(offset)
            else:
                number = next(iter(self.article.heading_lines), 1)
            self._screen.raw.go_to(number)


def layers_of(article: Article, annotation: Annotation, own: bool = True) -> Iterator[Layer]:
    """A highlight as a span of each paragraph that it touches; another's is marked more quietly."""
    s = annotation.selector
    assert s is not None
    for n in range(s.paragraph, s.end_paragraph + 1):
        start = s.start if n == s.paragraph else 0
        end = s.end if n == s.end_paragraph else len(article.paragraphs[n].text)
        yield Layer(
            block=n, start=start, end=end, style=(annotation.color or Colour.YELLOW) if own else OTHERS
        )


def note_of(annotation: Annotation, own: bool = True) -> Note:
    """A highlight's note as it is set under its passage; another's with the name."""
    selector = annotation.selector
    assert selector is not None
    tags = "".join(f" #{t}" for t in annotation.tags)
    whose = "" if own else f"{one_line(annotation.author)}: "
    text = f"✎ {whose}{annotation.note}{tags}".replace("\n", " ")
    return Note(selector.end_paragraph, max(0, selector.end - 1), text)
