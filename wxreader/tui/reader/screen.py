"""The reader's screen without its keys: the panes, how they share the window, and showing an article in them.

What the keys do stands in the modules beside it, a subject each; `main.MainScreen` is all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from wxreader.errors import KeptInMemoryError, WxError
from wxreader.i18n import _, ngettext
from wxreader.library.library import Library
from wxreader.logbook import LOG, report_crash
from wxreader.model import Annotation, Article, Mention, Row
from wxreader.reading.article import Note
from wxreader.settings import Settings
from wxreader.text import one_line
from wxreader.tui.annotating import Annotator
from wxreader.tui.filters import narrowed
from wxreader.tui.finding import Finder
from wxreader.tui.keymap import ANY, COMMANDS, ENTITIES, LIST, MOVES, TEXT, bind, keys_of
from wxreader.tui.layers import Layer
from wxreader.tui.recall import Recall
from wxreader.tui.state import State, load_state, save_state
from wxreader.tui.undo import Change, History
from wxreader.tui.widgets.article_list import ArticleList, Entry, Marks, by_date, by_page
from wxreader.tui.widgets.article_view import ArticleView
from wxreader.tui.widgets.entity_list import EntityList
from wxreader.tui.widgets.raw_view import RawView
from wxreader.tui.widgets.status import Status

HUGE, ROOMY, WIDE, MEDIUM = 150, 118, 100, 56
"""Cells from which three panes with more and more room, three, two stand side by side."""
TOTALS_AFTER = 0.25
"""Seconds that an article stands before its names are counted over the library: not while somebody runs down the list."""
RETRY_SECONDS = 5.0
"""How long after a failed write it is tried again."""
TINY = (24, 6)
"""Cells below which there is nothing but a word about it."""


class ReaderScreen(Screen[None]):
    """The panes of the reader, and showing an article in them."""

    def __init__(self, library: Library, settings: Settings) -> None:
        super().__init__(id="main")
        self._library = library
        self._settings = settings
        self._marking = Annotator(library)
        self._state = load_state(library.path)
        self._order = self._state.order or settings.order
        self._filter = self._state.filter
        self._finder = Finder()
        self._warned = False
        """The reader was told that leaving loses changes."""
        self._mention: Mention | None = None
        self._show_mentions = True
        self._query = ""
        """The library search that the list shows; empty for the whole library."""
        self._found = 0
        """Articles that the search found, shown or not."""
        self._recall = Recall(self._state.searches)
        self._before_search = ""
        """The article that the list stood on before the search."""
        self._entered = False
        """The reader has been in the text of the article shown."""
        self._all_marks: dict[str, Marks] = {}
        self.history = History()
        self.came_from: list[Callable[[], None]] = []
        """What shows the cards and concordances again that the reader came from, the last one last."""
        self._shown_rows: Sequence[Row] = ()
        """The catalogue that the list was filled from."""
        ambiguous = 2 if settings.ambiguous_width == "2" else 1
        self.articles = ArticleList("list")
        self.view = ArticleView(
            "text", settings.measure, ambiguous, settings.paragraph_space, settings.justify
        )
        self.raw = RawView("raw")
        self.entities = EntityList("entities")
        self.status = Status("status")

    # -- building -----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            with Vertical(id="list-pane", classes="pane"):
                yield Static(Content(""), id="list-title", classes="pane-title")
                yield self.articles
            with Vertical(id="text-pane", classes="pane"):
                yield Static(Content(""), id="text-title", classes="pane-title")
                yield self.view
            with Vertical(id="raw-pane", classes="pane"):
                yield Static(Content(""), id="raw-title", classes="pane-title")
                yield self.raw
            with Vertical(id="entity-pane", classes="pane"):
                yield Static(Content(""), id="entity-title", classes="pane-title")
                yield self.entities
        yield self.status
        yield Static(Content(_("window too small")), id="too-small")

    def on_mount(self) -> None:
        keys = self._settings.keys
        bind(self, [c for c in COMMANDS if c.where == ANY and c.name != "palette"], keys)
        for place, pane in (
            (LIST, self.articles),
            (TEXT, self.view),
            (ENTITIES, self.entities),
            ("", self.raw),
        ):
            bind(pane, [c for c in COMMANDS if c.where == place], keys, "screen.")
            bind(pane, MOVES, keys)
        self.articles.loading_text = _(
            "The library is empty. Quit with q, then load dumps: wxreader load FOLDER"
        )
        self.view.empty_text = _("The library is empty. Quit with q, then load dumps: wxreader load FOLDER")
        self._all_marks = self._marking.marks()
        if self._library.annotations.recovered:
            self.say(self._library.annotations.recovered, error=True)
        self._fill_list(self._state.article)
        self.set_focus(self.articles)
        if self.articles.row:
            self._show_article(self.articles.row)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error of ours in the background is told and reported; the reader goes on."""
        if event.state == WorkerState.ERROR and event.worker.error is not None:
            report_crash(event.worker.error)
            kind = type(event.worker.error).__name__
            self.say(
                _(
                    "an error of wxreader's own in the background ({kind}); crash.txt in the state folder has it",
                    kind=kind,
                ),
                error=True,
            )

    def say(self, text: str, error: bool = False) -> None:
        """Show a message in the bottom line; an error stays until a key is pressed."""
        self.status.say(text, error)

    # -- layout -------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Choose the panes before Textual sizes them: afterwards, all of them would be laid out and drawn twice."""
        if isinstance(event, events.Resize):
            self._fit(event.size.width, event.size.height)
        await super().on_event(event)

    def _fit(self, width: int, height: int) -> None:
        """Choose how many panes stand side by side."""
        wanted = (
            "narrow"
            if width < MEDIUM
            else "medium"
            if width < WIDE
            else "wide"
            if width < ROOMY
            else "roomy"
            if width < HUGE
            else "huge"
        )
        tiny = ("tiny",) if width < TINY[0] or height < TINY[1] else ()
        kept = self.classes - {"tiny", "narrow", "medium", "wide", "roomy", "huge"}
        if self.classes != (fresh := kept | {wanted, *tiny}):
            self.set_classes(fresh)
        self._follow_focus()

    def _follow_focus(self) -> None:
        """On a narrow screen show the pane that has the focus."""
        focused = self.focused
        for name, on in (
            ("at-entities", focused is self.entities),
            ("at-text", focused in (self.view, self.raw)),
        ):
            if self.has_class(name) != on:
                self.set_class(on, name)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if event.widget in (self.articles, self.view, self.raw, self.entities):
            self._follow_focus()
            self._show_place()

    # -- list and article ---------------------------------------------------------------------------

    def _fill_list(self, keep: str = "") -> None:
        rows: Sequence[Row] = self._library.rows()
        self._shown_rows = rows
        rows = tuple(narrowed(rows, self._filter, self._all_marks))
        ordered = by_date(rows) if self._order == "date" else by_page(rows)
        self.articles.show([Entry(r) for r in ordered], self._order, keep)
        self.articles.set_marks(self._all_marks)
        self._list_title()

    def _list_title(self) -> None:
        rows = self.articles.rows
        if self._query:
            text = _(
                "{query}: {articles}",
                query=self._query,
                articles=ngettext("{n} article", "{n} articles", self._found),
            )
        else:
            label = self._filter.partition(":")[2] or self._filter
            unread = sum(not self._all_marks.get(r.id, Marks()).read for r in rows)
            text = _(
                "Library  {articles} · {unread} unread",
                articles=ngettext("{n} article", "{n} articles", len(rows)),
                unread=unread,
            )
            text += f"  [{label}]" if label else ""
        self._title("list", text)

    def _title(self, pane: str, text: str) -> None:
        """Show a pane's title; its line is as long as the pane is wide, so nothing need be laid out anew."""
        shown = "  ".join(one_line(part) for part in text.split("  "))
        self.query_one(f"#{pane}-title", Static).update(Content(shown), layout=False)

    def _show_article(self, row: Row) -> None:
        """Show an article in the text pane and its names in the sidebar."""
        self._leave_article()
        try:
            article = self._library.article(row.id)
        except WxError as error:
            self.say(str(error), error=True)
            return
        reading = self._marking.reading(row.id)
        self.view.show(article, (reading.paragraph, reading.offset) if reading.paragraph >= 0 else None)
        self._entered = False
        self._mention = None
        self.entities.show(article.mentions)
        self.set_timer(TOTALS_AFTER, partial(self.count_names, article))
        self.view.set_bookmarks(self._marking.bookmarks(article))
        self._finder.look_for(article, self._finder.words if self._query else ())
        self._draw_layers()
        self._titles(article)
        if self.has_class("raw"):
            self._show_raw()

    def count_names(self, article: Article) -> None:
        """Show how many articles of the library have each name of this one; the screen with search knows."""

    def _leave_article(self) -> None:
        """Keep the place at which the article shown is left."""
        article = self.view.article
        if article and self._entered:
            try:
                self._marking.leave(article.id, self.view.cursor)
            except WxError as error:
                self.say(str(error), error=True)

    def on_unmount(self) -> None:
        self._leave_article()
        row = self.articles.row
        article = self._before_search if self._query else row.id if row else ""
        save_state(self._library.path, State(self._order, self._filter, article, self._recall.searches))

    def _titles(self, article: Article) -> None:
        at = self.articles.cursor + 1
        doubts = f" ? {', '.join(article.doubts)}" if article.doubts else ""
        self._title("text", f"{at}/{self.articles.item_count()}  {article.title}{doubts}")
        names: dict[str, set[str]] = {}
        for m in article.mentions:
            names.setdefault(m.type, set()).add(m.name)
        counts = {kind: len(names.get(kind, ())) for kind in ("PER", "ORG", "LOC")}
        text = _(
            "In this article  人 {people} 机 {organisations} 地 {places}",
            people=counts["PER"],
            organisations=counts["ORG"],
            places=counts["LOC"],
        )
        self._title("entity", text)
        self._show_place()

    def _show_place(self) -> None:
        """Where the reader is, and the keys that matter here, in the bottom line."""
        article = self.view.article
        keys = {c.name: keys_of(c, self._settings.keys)[0] for c in COMMANDS}
        if self.focused is self.view and article:
            paragraph = max(0, self.view.cursor[0]) + 1
            where = _(
                "paragraph {n} of {of} · {percent}%",
                n=paragraph,
                of=len(article.paragraphs),
                percent=self.view.progress(),
            )
            shown: tuple[tuple[str, str], ...] = (
                (keys["find"], _("find")),
                (keys["next_mention"], _("mention")),
                (keys["back"], _("back")),
            )
        elif self.focused is self.entities:
            where = ""
            shown = (
                ("Enter", _("card")),
                (keys["next_entity_mention"], _("mention")),
                (keys["back"], _("back")),
            )
        else:
            where = ""
            shown = (
                ("Enter", _("read")),
                (keys["search"], _("search")),
                (keys["bookmark_article"], _("bookmark")),
                (keys["back"], _("quit")),
            )
        hint = "  ".join(f"{key} {text}" for key, text in ((keys["help"], _("help")), *shown))
        room = self.size.width // 2
        self.status.place(
            "  ".join(x for x in (where, hint if self.size.width >= MEDIUM or room > 40 else "") if x)
        )

    def on_article_list_moved(self, event: ArticleList.Moved) -> None:
        self._show_article(event.row)

    def on_article_view_moved(self) -> None:
        self._show_place()
        if self.has_class("raw"):
            self._sync_raw()

    def _into_text(self) -> None:
        """Go into the text: the article counts as read."""
        self._entered = True
        self.set_focus(self.view)
        article = self.view.article
        if article and not self._all_marks.get(article.id, Marks()).read:
            self._try(partial(self._marking.set_read, article.id, True))
            self.marks_changed()

    def _try(self, change: Callable[[], None]) -> bool:
        """Make a change to the user's own words; an error is shown and stays."""
        try:
            change()
        except KeptInMemoryError as error:
            LOG.warning("kept in memory: %d changes", len(self._library.annotations.pending))
            self.say(str(error), error=True)
            self.set_timer(RETRY_SECONDS, self._write_pending)
        except WxError as error:
            LOG.warning("refused: %s", type(error).__name__)
            self.say(str(error), error=True)
            return False
        return True

    def _write_pending(self) -> None:
        """Try again to write what could not be written."""
        store = self._library.annotations
        kept = bool(store.pending)
        try:
            store.write_pending()
            behind = self._library.catch_up()
        except WxError:
            self.set_timer(RETRY_SECONDS, self._write_pending)
            return
        if kept or behind:
            self.marks_changed()
            self.say("")
            self.say(_("everything is on the disk now"))

    def may_leave(self) -> bool:
        """Whether everything is on the disk; where it is not, the reader is told once and may then leave without it."""
        store = self._library.annotations
        with suppress(WxError):
            store.write_pending()
        if not store.pending or self._warned:
            return True
        self._warned = True
        n = len(store.pending)
        self.say(
            _(
                "{n} changes are not on the disk; a, then e exports them elsewhere; q again leaves without them",
                n=n,
            ),
            error=True,
        )
        return False

    def make(self, change: Change) -> bool:
        """Make a change to the user's own words so that it can be undone; an error is shown and stays."""
        LOG.debug("change %s", type(change).__name__)
        if not self._try(partial(self.history.make, change)):
            return False
        self.marks_changed()
        return True

    def marks_changed(self) -> None:
        """Show what the user made or took back, corrections of the page included."""
        self._all_marks = self._marking.marks()
        rows = self._library.rows()
        if not self._query and self._shown_rows is not rows:
            self._fill_list(self.articles.row.id if self.articles.row else "")
        self.articles.set_marks(self._all_marks)
        self._list_title()
        shown = self.view.article
        row = self.articles.row
        if row is None or shown is None:
            return
        try:
            fresh = self._library.article(row.id)
        except WxError as error:
            self.say(str(error), error=True)
            return
        if fresh != shown:
            place = self.view.cursor
            self.view.show(fresh, place if place[0] < len(fresh.paragraphs) else None)
            self.entities.show(fresh.mentions)
            self._mention = None
            self._titles(fresh)
        self.view.set_bookmarks(self._marking.bookmarks(fresh))
        self._draw_layers()

    # -- layers -------------------------------------------------------------------------------------

    def _draw_layers(self) -> None:
        article = self.view.article
        layers: list[Layer] = []
        if article and self._show_mentions:
            layers += [Layer(m.paragraph, m.start, m.end, m.type) for m in article.mentions]
        if article:
            highlights = self._marking.highlights(article)
            for a in highlights:
                s = a.selector
                assert s is not None
                for n in range(s.paragraph, s.end_paragraph + 1):
                    end = s.end if n == s.end_paragraph else len(article.paragraphs[n].text)
                    layers.append(Layer(n, s.start if n == s.paragraph else 0, end, a.color or "yellow"))
            self.view.set_notes(note_of(a) for a in highlights if a.note)
        layers += self._finder.layers()
        if self._mention:
            layers.append(
                Layer(self._mention.paragraph, self._mention.start, self._mention.end, "mention-now")
            )
        self.view.set_layers(layers)

    def _go_to_mention(self, mention: Mention) -> None:
        self._mention = mention
        self._draw_layers()
        self.view.go_to((mention.paragraph, mention.start))

    def _reveal_pane(self, pane: Widget) -> None:
        """Give a pane the focus; on a narrow screen it takes another's place first, as hidden widgets take no focus."""
        self.remove_class("zen")
        self.set_class(pane is self.entities, "at-entities")
        self.set_class(pane is self.view, "at-text")
        self.set_focus(pane)

    def _show_raw(self) -> None:
        article = self.view.article
        if article is None:
            return
        page = self._library.page(article.source)
        self._title("raw", article.source)
        self.raw.show(page.raw, 0)
        self.call_after_refresh(self._sync_raw)

    def _sync_raw(self) -> None:
        article = self.view.article
        if article:
            block, offset = self.view.cursor
            number = (
                article.paragraphs[block].line_at(offset)
                if block >= 0
                else next(iter(article.heading_lines), 1)
            )
            self.raw.go_to(number)

    def go_to_place(self, article: str, place: tuple[int, int] | None) -> None:
        """Show an article at a place, whatever the list is narrowed to."""
        if article not in {r.id for r in self.articles.rows}:
            self._query = self._filter = ""
            self._fill_list(article)
        at = next((i for i, r in enumerate(self.articles.rows) if r.id == article), None)
        if at is None:
            self.say(_("its article is no longer in the library"))
            return
        self.articles.move_to(at)
        row = self.articles.row
        if row and (self.view.article is None or self.view.article.id != row.id):
            self._show_article(row)
        self.set_class(True, "at-text")
        self._into_text()
        if place:
            self.view.go_to(place)

    def go_to_annotation(self, annotation: Annotation) -> None:
        """Show an annotation's article at its place."""
        selector = annotation.selector
        self.go_to_place(annotation.article, (selector.paragraph, selector.start) if selector else None)


def note_of(annotation: Annotation) -> Note:
    """A highlight's note as it is set under its passage."""
    selector = annotation.selector
    assert selector is not None
    tags = "".join(f" #{t}" for t in annotation.tags)
    return Note(
        selector.end_paragraph, max(0, selector.end - 1), f"✎ {annotation.note}{tags}".replace("\n", " ")
    )
