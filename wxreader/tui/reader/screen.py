"""The reading screen: the panes, how they share the window, titles and the bottom line.

What the keys do stands in the modules beside it, an object a subject (see the package).
"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from wxreader.i18n import _
from wxreader.library.store import Store
from wxreader.logbook import report_crash
from wxreader.settings import Settings
from wxreader.text import one_line
from wxreader.tui.annotating import Annotator
from wxreader.tui.keymap import ANY, COMMANDS, ENTITIES, LIST, MOVES, TEXT, bind, keys_of
from wxreader.tui.painting import Painter, in_next_frame
from wxreader.tui.reader.actions import actions_of, selection_actions_of
from wxreader.tui.reader.article import ShownArticle
from wxreader.tui.reader.bookmarks import Bookmarks
from wxreader.tui.reader.changes import Changes
from wxreader.tui.reader.concordance import Concordance
from wxreader.tui.reader.correcting import Correcting
from wxreader.tui.reader.dating import Dating
from wxreader.tui.reader.highlights import Highlights
from wxreader.tui.reader.indexing import Indexing
from wxreader.tui.reader.listing import Listing, empty_library
from wxreader.tui.reader.mending import MendingNames
from wxreader.tui.reader.modes import HintMode, SelectionMode
from wxreader.tui.reader.morning import Morning
from wxreader.tui.reader.moving import Moving
from wxreader.tui.reader.names import Names
from wxreader.tui.reader.parts import Parts
from wxreader.tui.reader.search import Search
from wxreader.tui.reader.sharing import Sharing
from wxreader.tui.reader.steps import Steps
from wxreader.tui.reader.stories import Stories
from wxreader.tui.seen import save_seen
from wxreader.tui.state import State, load_state, save_state
from wxreader.tui.widgets.article_list import ArticleList
from wxreader.tui.widgets.article_view import ArticleView
from wxreader.tui.widgets.entity_list import EntityList
from wxreader.tui.widgets.raw_view import RawView
from wxreader.tui.widgets.status import Status, StatusLine

MEDIUM = 56
"""Cells from which two panes stand side by side."""
LAYOUTS = ((150, "huge"), (118, "roomy"), (100, "wide"), (MEDIUM, "medium"), (0, "narrow"))
"""Cells from which a layout holds: three panes with more and less room, two, one."""
SECOND_CLICK = 0.3
"""Seconds in which a second click makes a double click. Chosen."""
TINY = (24, 6)
"""Cells below which there is nothing but a word about it."""


class MainScreen(Screen[None]):
    """Browsing the library.

    Args:
        library: What is read.
        settings: How.
    """

    def __init__(self, library: Store, settings: Settings) -> None:
        super().__init__(id="main")
        self.library = library
        self.settings = settings
        self.annotator = Annotator(library)
        ambiguous = 2 if settings.ambiguous_width == "2" else 1
        self.articles = ArticleList("list")
        self.view = ArticleView(
            "text", settings.measure, ambiguous, settings.paragraph_space, settings.justify
        )
        self.raw = RawView("raw")
        self.entities = EntityList("entities")
        self.status = Status("status")
        state = load_state(library.path)
        self._opened_on = state.article
        self.changes = Changes(self)
        self.listing = Listing(self, state.order or settings.order, state.filter)
        self.search = Search(self, state.searches)
        self.indexing = Indexing(self)
        self.shown = ShownArticle(self)
        self.names = Names(self)
        self.concordance = Concordance(self)
        self.highlights = Highlights(self)
        self.bookmarks = Bookmarks(self)
        self.correcting = Correcting(self)
        self.mending = MendingNames(self)
        self.dating = Dating(self)
        self.parts = Parts(self)
        self.moving = Moving(self)
        self.steps = Steps(self)
        self.morning = Morning(self, state.offered)
        self.stories = Stories(self)
        self.sharing = Sharing(self)
        self.hints = HintMode(self)
        self.selecting = SelectionMode(self, selection_actions_of(self))
        self._actions = actions_of(self)
        self._titles: dict[str, str] = {}
        """What the titles of panes say now."""
        self._compositor = Painter()
        self._click: Timer | None = None
        """A click on a name that waits for a second one."""

    # -- building -----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Horizontal(id="panes"):
            for name, pane in self._panes().items():
                with Vertical(id=f"{name}-pane", classes="pane"):
                    yield Static(Content(""), id=f"{name}-title", classes="pane-title")
                    yield pane
        yield self.status
        yield Static(Content(_("window too small")), id="too-small")

    def _panes(self) -> dict[str, Widget]:
        return {"list": self.articles, "text": self.view, "raw": self.raw, "entity": self.entities}

    def on_mount(self) -> None:
        """Give the panes their keys, and show the library."""
        keys = self.settings.keys
        bind(self, [c for c in COMMANDS if c.where == ANY], keys, "command('{name}')")
        for where, pane in ((LIST, self.articles), (TEXT, self.view), (ENTITIES, self.entities)):
            bind(pane, [c for c in COMMANDS if c.where == where], keys, "screen.command('{name}')")
        for widget in self._panes().values():
            bind(widget, MOVES, keys)
        self.view.empty_text = empty_library()
        self.listing.read_marks()
        if self.library.annotations.recovered:
            self.say(self.library.annotations.recovered, error=True)
        elif greeting := getattr(self.app, "greeting", ""):
            self.say(greeting)
        self.listing.fill(self._opened_on)
        self.set_focus(self.articles)
        self.shown.show_listed()
        if watched := getattr(self.app, "watched", ()):
            from wxreader.tui.reader.watching import Watching

            Watching(self).begin(watched)
        if goal := getattr(self.app, "goal", None):
            self.call_after_refresh(self.moving.go_to_place, *goal)
        self.call_after_refresh(self.indexing.mend)
        self.call_after_refresh(self.morning.offer_names)
        self.sharing.start()

    def on_unmount(self) -> None:
        """Keep where the reader was."""
        self.shown.leave()
        session = self.search.session
        article = session.before if session.query else self.listing.at
        searches, offered = self.search.recall.searches, self.morning.offered
        state = State(
            order=self.listing.order,
            filter=self.listing.filter,
            article=article,
            searches=searches,
            offered=offered,
        )
        save_state(self.library.path, state)
        save_seen(self.library.path, self.library.now())

    # -- keys ---------------------------------------------------------------------------------------

    def action_command(self, name: str) -> None:
        """A key's command; it finds the article shown that the list stands on."""
        self.shown.catch_up()
        self._actions[name]()

    def call_command(self, name: str) -> None:
        """Run a command by its name, as from the palette, in the pane where it holds."""
        command = next(c for c in COMMANDS if c.name == name)
        pane = {LIST: self.articles, TEXT: self.view, ENTITIES: self.entities}.get(command.where)
        if pane is not None:
            self.set_focus(pane)
        self.call_after_refresh(self._actions[name])

    @property
    def leads_elsewhere(self) -> bool:
        """Whether a thread is at work whose answer opens another screen, or goes into a text."""
        reading = any(w.group in ("card", "concordance") and not w.is_finished for w in self.workers)
        return reading or self.search.awaits_answer

    def next_hit(self) -> None:
        """The next hit; on a highlight, where nothing is searched for, its note."""
        if not self.shown.finder.hits and self.highlights.here():
            self.highlights.note()
        else:
            self.search.step(1)

    # -- what happened ------------------------------------------------------------------------------

    def on_article_list_moved(self, event: ArticleList.Moved) -> None:
        """Another article is under the list's cursor; a step through hits has shown it already.

        The list answers the key: it is painted first, the article in the next frame.
        """
        if self.view.article is None or self.view.article.id != event.row.id:
            self.shown.announce(event.row)
            self.call_after_refresh(self.shown.catch_up)

    def on_article_list_chosen(self) -> None:
        """The article under the list's cursor was clicked twice."""
        self.shown.catch_up()
        self.moving.open()

    def on_entity_list_chosen(self) -> None:
        """The name under the sidebar's cursor was clicked twice."""
        self.names.card_listed()

    def on_article_view_moved(self) -> None:
        """The cursor or the view moved in the text."""
        self.show_place()
        if self.has_class("raw"):
            self.shown.sync_raw()

    def on_article_view_pressed(self, event: ArticleView.Pressed) -> None:
        """A click on a name opens its card, unless a second click follows: that selects a word."""
        if self._click is not None:
            self._click.stop()
            self._click = None
        if event.twice:
            self.selecting.word_at(event.place)
        elif self.names.here():
            self._click = self.set_timer(SECOND_CLICK, self.names.card_here)

    def on_article_view_dragged(self, event: ArticleView.Dragged) -> None:
        """The mouse was drawn over a passage."""
        self.selecting.dragged(event)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Another pane has the focus."""
        if event.widget in self._panes().values():
            self._follow_focus()
            self.show_place()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error of ours in the background is told and reported; the reader goes on."""
        if event.state == WorkerState.ERROR and event.worker.error is not None:
            report_crash(event.worker.error)
            self.say(
                _(
                    "an error of wxreader's own in the background ({kind});"
                    " crash.txt in the state folder has it",
                    kind=type(event.worker.error).__name__,
                ),
                error=True,
            )

    def marks_changed(self) -> None:
        """Show what the user made or took back, corrections of a page included."""
        self.listing.refresh()
        self.shown.refresh()

    # -- layout -------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Choose the panes before Textual sizes them: afterwards, all would be laid out and drawn twice."""
        if isinstance(event, events.Resize):
            self._fit(event.size.width, event.size.height)
        await super().on_event(event)

    def _fit(self, width: int, height: int) -> None:
        """Choose how many panes stand side by side."""
        wanted = next(name for least, name in LAYOUTS if width >= least)
        kept = self.classes - {"tiny", *(name for _, name in LAYOUTS)}
        fresh = kept | {wanted} | ({"tiny"} if width < TINY[0] or height < TINY[1] else set())
        if self.classes != fresh:
            self.set_classes(fresh)
        self._follow_focus()

    def _follow_focus(self) -> None:
        """Mark the pane that has the focus; on a narrow screen show it.

        Textual's `:focus-within` shows the last focus but one where a key moves the focus.
        """
        for name, pane in self._panes().items():
            self.query_one(f"#{name}-pane").set_class(self.focused is pane, "focused")
        for name, on in (
            ("at-entities", self.focused is self.entities),
            ("at-text", self.focused in (self.view, self.raw)),
        ):
            if self.has_class(name) != on:
                self.set_class(on, name)

    def reveal(self, pane: Widget) -> None:
        """Give a pane the focus; on a narrow screen it takes another's place first.

        Hidden widgets take no focus.
        """
        self.remove_class("zen")
        if pane in (self.articles, self.entities):
            self.remove_class("raw")
        self.set_class(pane is self.entities, "at-entities")
        self.set_class(pane is self.view, "at-text")
        self.set_focus(pane)

    # -- what is said -------------------------------------------------------------------------------

    def say(self, text: str, error: bool = False) -> None:
        """Show a message in the bottom line; an error stays until a key is pressed."""
        self.status.say(text, error)

    def show_title(self, pane: str, text: str) -> None:
        """Show a pane's title; its line is as long as the pane is wide: nothing is laid out anew."""
        if self._titles.get(pane) == text:
            return
        self._titles[pane] = text
        shown = "  ".join(one_line(part) for part in text.split("  "))
        title = self.query_one(f"#{pane}-title", Static)
        title.update(Content(shown), layout=False)
        in_next_frame(title)

    def show_place(self) -> None:
        """Where the reader is, and the keys that matter here, in the bottom line."""
        self.status.place(self._where(), [(self.key_of(name), word) for name, word in self._hints()])

    def key_of(self, command: str) -> str:
        """The key of a command as people call it."""
        found = next(c for c in COMMANDS if c.name == command)
        key = keys_of(found, self.settings.keys)[0]
        return key if len(key) == 1 else key.title()

    def _where(self) -> str:
        article = self.view.article
        if self.focused is not self.view or article is None:
            return ""
        return _(
            "paragraph {n} of {of} · {percent}%",
            n=max(0, self.view.cursor.paragraph) + 1,
            of=len(article.paragraphs),
            percent=self.view.progress(),
        )

    def _hints(self) -> tuple[tuple[str, str], ...]:
        """Commands that matter in the pane with the focus, a word for each, the most needed first."""
        helps = ("help", _("help"))
        if self.focused is self.view and self.view.article:
            return (
                helps,
                ("back", _("back")),
                ("hint_sentences", _("highlight")),
                ("find", _("find")),
                ("next_mention", _("mention")),
                ("card", _("card")),
            )
        if self.focused is self.entities:
            return (
                helps,
                ("back", _("back")),
                ("entity_card", _("card")),
                ("next_entity_mention", _("mention")),
            )
        return (
            helps,
            ("open", _("read")),
            ("search", _("search")),
            ("back", _("quit") if self.moving.at_top else _("back")),
            ("bookmark_article", _("bookmark")),
            ("filter", _("filter")),
        )

    def on_status_line_clicked(self, event: StatusLine.Clicked) -> None:
        """A hint was clicked: as its key."""
        name = next((c for c, _word in self._hints() if self.key_of(c) == event.key), None)
        if name:
            self.action_command(name)
