"""The reader's screen with all its keys; here those for moving about.

Screens that open on a key are imported by that key: the first paint waits for none of them.
"""

from __future__ import annotations

from textual import events
from textual.widget import Widget

from wxreader.i18n import _
from wxreader.model import Annotation
from wxreader.tui.keymap import COMMANDS, ENTITIES, LIST, TEXT
from wxreader.tui.reader.bookmarks import MarkingKeys
from wxreader.tui.reader.correcting import Correcting
from wxreader.tui.reader.search import Searching
from wxreader.tui.widgets.article_list import ArticleList


class MainScreen(Searching, MarkingKeys, Correcting):
    """Browsing the library."""

    def call_command(self, name: str) -> None:
        """Run a command by its name, as from the palette, in the pane where it holds."""
        command = next(c for c in COMMANDS if c.name == name)
        pane = {LIST: self.articles, TEXT: self.view, ENTITIES: self.entities}.get(command.where)
        if pane is not None:
            self.set_focus(pane)
        self.call_after_refresh(getattr(self, f"action_{name}"))

    def on_key(self, event: events.Key) -> None:
        if self.status.sticky:
            self.say("")

    def action_help(self) -> None:
        from wxreader.tui.screens.help import HelpScreen

        place = TEXT if self.focused is self.view else ENTITIES if self.focused is self.entities else LIST
        self.app.push_screen(HelpScreen(place, self._settings.keys))

    def action_back(self) -> None:
        if self.has_class("raw"):
            self.action_raw()
        elif self.has_class("zen"):
            self.action_zen()
        elif self.focused is self.view and self.came_from:
            self.came_from.pop()()
        elif self.focused is self.articles:
            if self._query:
                self._end_search()
            elif self.may_leave():
                self.app.exit()
        else:
            self.set_focus(self.articles)

    def action_leave(self) -> None:
        kind = self.status.kind
        if kind:
            self.status.close()
            if kind == "search":
                self._end_search()
            elif kind != "find":
                self.set_focus(self.view)
            else:
                self._finder.look_for(None, ())
                self._draw_layers()
                self.set_focus(self.view)
            self.say("")
        elif self._finder.hits and not self._query:
            self._finder.look_for(None, ())
            self._draw_layers()
        elif self._query:
            self._end_search()
        elif self._mention:
            self._mention = None
            self._draw_layers()
        self.say("")

    def _panes(self) -> list[Widget]:
        panes: list[Widget] = [self.articles, self.view, self.entities]
        return [self.view, self.raw] if self.has_class("raw") else panes

    def action_next_pane(self) -> None:
        self._cycle(1)

    def action_previous_pane(self) -> None:
        self._cycle(-1)

    def _cycle(self, step: int) -> None:
        panes = self._panes()
        at = panes.index(self.focused) if self.focused in panes else -step
        target = panes[(at + step) % len(panes)]
        if target is self.view:
            self._into_text()
        else:
            self._reveal_pane(target)

    def action_show_list(self) -> None:
        self._reveal_pane(self.articles)

    def action_show_text(self) -> None:
        self.set_class(True, "at-text")
        self.remove_class("at-entities")
        self._into_text()

    def action_show_entities(self) -> None:
        self._reveal_pane(self.entities)

    def action_annotations(self) -> None:
        from wxreader.tui.screens.annotations import AnnotationsScreen

        def go(annotation: Annotation | None) -> None:
            self.marks_changed()
            if annotation:
                self.go_to_annotation(annotation)

        self.app.push_screen(
            AnnotationsScreen(self._marking, self.history, {r.id: r for r in self._library.rows()}), go
        )

    def action_zen(self) -> None:
        self.toggle_class("zen")
        if self.has_class("zen"):
            self._into_text()

    def action_suspend(self) -> None:
        self.app.action_suspend_process()

    # -- actions: list ------------------------------------------------------------------------------

    def action_open(self) -> None:
        if self.articles.row:
            self.set_class(True, "at-text")
            self._into_text()

    def action_filter(self) -> None:
        from wxreader.tui.filters import offered
        from wxreader.tui.screens.chooser import ChooserScreen

        choices = offered(self._library.rows())

        def narrow(which: int | None) -> None:
            if which is not None:
                self._filter = choices[which].key
                self._query = ""
                self._fill_list(self.articles.row.id if self.articles.row else "")
                if self.articles.row:
                    self._show_article(self.articles.row)
                self.say(choices[which].label)

        now = next((i for i, c in enumerate(choices) if c.key == self._filter), 0)
        self.app.push_screen(ChooserScreen(_("show only"), [c.label for c in choices], now), narrow)

    def action_order(self) -> None:
        if self._query:
            self.rerun_search()
            return
        self._order = "page" if self._order == "date" else "date"
        self._fill_list(self.articles.row.id if self.articles.row else "")
        self.say(_("ordered by date") if self._order == "date" else _("ordered by page"))

    # -- actions: text ------------------------------------------------------------------------------

    def action_next_article(self) -> None:
        self.articles.move_to(self.articles.cursor + 1)
        self._entered = True

    def action_previous_article(self) -> None:
        self.articles.move_to(self.articles.cursor - 1)
        self._entered = True

    def action_next_paragraph(self) -> None:
        self.view.move_paragraph(1)

    def action_previous_paragraph(self) -> None:
        self.view.move_paragraph(-1)

    def action_raw(self) -> None:
        self.toggle_class("raw")
        if self.has_class("raw"):
            self._show_raw()
        self.set_focus(self.view)

    def on_article_list_chosen(self, event: ArticleList.Chosen) -> None:
        self.action_open()
