"""Going between panes, articles, and what one came from.

Screens that open on a key are imported by that key: the first paint waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget

from wxreader.i18n import _, ngettext
from wxreader.model import Annotation, Place
from wxreader.text import one_line
from wxreader.tui.keymap import COMMANDS, ENTITIES, LIST, TEXT
from wxreader.tui.surroundings import around

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen
    from wxreader.tui.screens.goals import Ask


class Moving:
    """Keys that lead elsewhere and change nothing."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._came_from: list[Callable[[], None]] = []
        """What shows the cards and concordances again that the reader came from, the last one last."""
        self._jumps: list[tuple[str, Place]] = []
        """Places that something led away from, the last one last."""

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

    # -- elsewhere ----------------------------------------------------------------------------------

    def remember(self) -> None:
        """Remember this place: something leads elsewhere."""
        article = self._screen.view.article
        if article:
            self._jumps.append((article.id, self._screen.view.cursor))

    def go_back(self) -> None:
        """Back to where one jumped from."""
        if self._jumps:
            self._go(*self._jumps.pop())
        else:
            self._screen.say(_("there is no jump to come back from"))

    def go_to_place(self, article: str, place: Place | None) -> None:
        """Jump to a place of an article, whatever the list is narrowed to."""
        self.remember()
        self._go(article, place)

    def _go(self, article: str, place: Place | None) -> None:
        """Show an article at a place, whatever the list is narrowed to."""
        screen = self._screen
        at = screen.listing.place_of(article)
        if at is None:
            screen.listing.show_all(article)
            at = screen.listing.place_of(article)
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

    def show_where(self, article: str, place: Place | None) -> None:
        """Show where something was changed, if that is another article; the focus stays in its pane."""
        screen = self._screen
        shown = screen.view.article
        if not article or (shown and shown.id == article):
            return
        self.remember()
        at = screen.listing.place_of(article)
        if at is not None:
            screen.articles.move_to(at)
            screen.shown.show_listed()
            if place:
                screen.view.go_to(place)

    def go_to_annotation(self, annotation: Annotation) -> None:
        """Show an annotation's article at its place."""
        selector = annotation.selector
        self.go_to_place(annotation.article, Place(selector.paragraph, selector.start) if selector else None)

    def to_codebook(self) -> None:
        """The tags of the library; one that is chosen leads to its annotations."""
        from wxreader.tui.screens.codebook import CodebookScreen

        screen = self._screen

        def go(tag: str | None) -> None:
            screen.marks_changed()
            if tag:
                self.to_annotations(f"tag:{tag}")

        screen.app.push_screen(CodebookScreen(screen.library.annotations, screen.changes.history), go)

    def to_annotations(self, query: str = "") -> None:
        """The annotations of the whole library, or those that a filter leaves."""
        from wxreader.tui.screens.annotations import AnnotationsScreen

        screen = self._screen

        def go(chosen: Annotation | Ask | None) -> None:
            screen.marks_changed()
            if isinstance(chosen, Annotation):
                self.go_to_annotation(chosen)
            elif chosen:
                self.to_codebook()

        articles = {a.article for a in screen.annotator.everywhere()}
        rows = {article: row for article in articles if (row := screen.library.row(article))}
        screen.app.push_screen(AnnotationsScreen(screen.annotator, screen.changes.history, rows, query), go)

    def to_help(self) -> None:
        """Everything that can be done, what holds here first."""
        self._list_commands(_("wxreader: what can be done"), typing=False)

    def to_palette(self) -> None:
        """Everything that can be done, narrowed as one types."""
        self._list_commands(_("what do you want to do?"), typing=True)

    def _list_commands(self, title: str, typing: bool) -> None:
        from wxreader.tui.palette import Group, PaletteEntry, groups_of
        from wxreader.tui.screens.commands import CommandsScreen

        screen = self._screen
        runs = {c.name: partial(screen.call_command, c.name) for c in COMMANDS}
        elsewhere = partial(screen.say, _("that works in the place it names; go there first"))
        missing = around(screen.app).missing
        groups = groups_of(self.place(), runs, elsewhere, screen.settings.keys, missing)
        kept = tuple(
            PaletteEntry(
                says=_("search: {query}", query=one_line(query)),
                where="" if count is None else ngettext("{n} article", "{n} articles", count),
                run=partial(screen.search.search_for, query),
            )
            for query, count in screen.search.kept()
        )
        if kept:
            groups.insert(0, Group(_("kept searches"), kept))
        screen.app.push_screen(CommandsScreen(title, groups, typing), self._run)

    def _run(self, chosen: Callable[[], object] | None) -> None:
        if chosen is not None:
            self._screen.call_after_refresh(chosen)

    def to_themes(self) -> None:
        """Choose a theme."""
        from wxreader.tui.screens.chooser import ChooserScreen

        app = self._screen.app
        names = sorted(app.available_themes)

        def choose(which: int | None) -> None:
            if which is not None:
                app.theme = names[which]

        app.push_screen(ChooserScreen(_("choose a theme"), names, names.index(app.theme)), choose)

    def suspend(self) -> None:
        """Put the reader into the background."""
        if around(self._screen.app).background:
            self._screen.app.action_suspend_process()
        else:
            self._screen.say(_("a browser has no background; a closed tab comes back within a minute"))
