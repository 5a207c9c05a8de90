"""Going between panes, articles, and what one came from.

Screens that open on a key are imported by that key: the first paint waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

from wxreader.annotations.anchor import to_offset, to_place
from wxreader.i18n import _
from wxreader.model import HEADLINE_BLOCK, Annotation, Place
from wxreader.tui.keymap import ENTITIES, LIST, TEXT
from wxreader.tui.selection import Motions
from wxreader.tui.surroundings import around

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen


class Moving:
    """Keys that lead elsewhere and change nothing."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._came_from: list[Callable[[], None]] = []
        """What shows the cards and concordances again that the reader came from, the last one last."""

    # -- back ---------------------------------------------------------------------------------------

    def leave_word(self, back: Callable[[], None]) -> None:
        """Remember how to come back to what is just being left."""
        self._came_from.append(back)

    def back(self) -> None:
        """One step back; at the top level out of the program."""
        screen = self._screen
        if screen.has_class("raw"):
            self.toggle_raw()
        elif screen.has_class("zen"):
            self.toggle_zen()
        elif screen.focused is screen.view and self._came_from:
            show_again = self._came_from.pop()
            show_again()
        elif screen.focused is not screen.articles:
            screen.set_focus(screen.articles)
        elif screen.search.session.query:
            screen.search.end()
        elif screen.listing.filter:
            screen.listing.widen()
        else:
            self.quit()

    @property
    def at_top(self) -> bool:
        """Whether one step back leads out of the program."""
        return not (self._screen.search.session.query or self._screen.listing.filter)

    def quit(self) -> None:
        """Out of the program, if everything is on the disk."""
        if self._screen.changes.may_leave():
            self._screen.app.exit()

    def leave(self) -> None:
        """Leave what is being typed, found, searched for or stepped through."""
        screen = self._screen
        if screen.status.prompt:
            screen.status.leave()
            return
        if screen.shown.finder.hits and not screen.search.session.query:
            screen.shown.forget_hits()
        elif screen.search.session.query:
            screen.search.end()
        elif screen.shown.mention:
            screen.shown.forget_mention()
        elif screen.focused is screen.articles and screen.listing.filter:
            screen.listing.widen()

    # -- panes --------------------------------------------------------------------------------------

    def place(self) -> str:
        """Which keys hold now: those of the list, the text or the entities."""
        screen = self._screen
        if screen.focused is screen.view:
            return TEXT
        return ENTITIES if screen.focused is screen.entities else LIST

    def next_pane(self) -> None:
        """The pane to the right."""
        self._cycle(1)

    def previous_pane(self) -> None:
        """The pane to the left."""
        self._cycle(-1)

    def _cycle(self, step: int) -> None:
        screen = self._screen
        panes: list[Widget] = [screen.articles, screen.view, screen.entities]
        if screen.has_class("raw"):
            panes = [screen.view, screen.raw]
        at = panes.index(screen.focused) if screen.focused in panes else -step
        target = panes[(at + step) % len(panes)]
        if target is screen.view:
            self.into_text()
        else:
            screen.reveal(target)

    def to_list(self) -> None:
        """The article list."""
        self._screen.reveal(self._screen.articles)

    def to_text(self) -> None:
        """The text."""
        self._screen.set_class(True, "at-text")
        self._screen.remove_class("at-entities")
        self.into_text()

    def to_entities(self) -> None:
        """The sidebar."""
        self._screen.reveal(self._screen.entities)

    def into_text(self) -> None:
        """Go into the text: the article counts as read."""
        self._screen.set_focus(self._screen.view)
        self._screen.shown.enter()

    def open(self) -> None:
        """Go into the text of the article in the list."""
        if self._screen.articles.row:
            self._screen.set_class(True, "at-text")
            self.into_text()

    def toggle_zen(self) -> None:
        """The text alone, and back."""
        self._screen.toggle_class("zen")
        if self._screen.has_class("zen"):
            self.into_text()

    def toggle_raw(self) -> None:
        """The raw dump beside the article, and back."""
        self._screen.toggle_class("raw")
        if self._screen.has_class("raw"):
            self._screen.shown.show_raw()
        self._screen.set_focus(self._screen.view)

    # -- in the text --------------------------------------------------------------------------------

    def step_article(self, by: int) -> None:
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

    def step_sentence(self, by: int) -> None:
        """The next or previous sentence."""
        view = self._screen.view
        article = view.article
        if article and article.paragraphs:
            at = -1 if view.cursor.paragraph == HEADLINE_BLOCK else to_offset(article, *view.cursor)
            target = Motions(article).move(at, "sentence", by, extend=False)
            view.go_to(Place(*to_place(article, target)))

    # -- elsewhere ----------------------------------------------------------------------------------

    def go_to_place(self, article: str, place: Place | None) -> None:
        """Show an article at a place, whatever the list is narrowed to."""
        screen = self._screen
        if article not in {r.id for r in screen.articles.rows}:
            screen.listing.show_all(article)
        at = next((i for i, r in enumerate(screen.articles.rows) if r.id == article), None)
        if at is None:
            screen.say(_("its article is no longer in the library"))
            return
        screen.articles.move_to(at)
        if screen.view.article is None or screen.view.article.id != screen.listing.at:
            screen.shown.show_listed()
        screen.set_class(True, "at-text")
        self.into_text()
        if place:
            screen.view.go_to(place)

    def go_to_annotation(self, annotation: Annotation) -> None:
        """Show an annotation's article at its place."""
        selector = annotation.selector
        self.go_to_place(annotation.article, Place(selector.paragraph, selector.start) if selector else None)

    def to_annotations(self) -> None:
        """The annotations of the whole library."""
        from wxreader.tui.screens.annotations import AnnotationsScreen

        screen = self._screen

        def go(annotation: Annotation | None) -> None:
            screen.marks_changed()
            if annotation:
                self.go_to_annotation(annotation)

        articles = {a.article for a in screen.annotator.everywhere()}
        rows = {article: row for article in articles if (row := screen.library.row(article))}
        screen.app.push_screen(AnnotationsScreen(screen.annotator, screen.changes.history, rows), go)

    def to_help(self) -> None:
        """The keys that hold here."""
        from wxreader.tui.screens.help import HelpScreen

        self._screen.app.push_screen(HelpScreen(self.place(), self._screen.settings.keys))

    def suspend(self) -> None:
        """Put the reader into the background."""
        if around(self._screen.app).background:
            self._screen.app.action_suspend_process()
        else:
            self._screen.say(_("a browser has no background; a closed tab comes back within a minute"))

    def to_palette(self) -> None:
        """The command palette."""
        self._screen.app.action_command_palette()
