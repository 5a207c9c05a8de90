"""Keys for finding in the article and searching the library, as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from textual import work

from wxreader.errors import QueryError, WxError
from wxreader.i18n import _, ngettext
from wxreader.model import Article
from wxreader.tui.reader.modes import Selecting
from wxreader.tui.reader.names import Naming
from wxreader.tui.widgets.article_list import Entry
from wxreader.tui.widgets.status import Status

if TYPE_CHECKING:
    from wxreader.search.concordance import Line
    from wxreader.search.searcher import Results, Searcher

SHOWN = 40
"""Results fetched while a query is being typed; Enter fetches the rest."""


class Searching(Selecting, Naming):
    """`/`, `n`, `N`, `s`, `c`, and what is typed after them; also after a selection's keys."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._searching = Lock()
        """One search at a time: the searcher is not made for two."""
        self._search_order = "relevance"

    def on_mount(self) -> None:
        self.call_after_refresh(self.mend_index)

    @cached_property
    def searcher(self) -> Searcher:
        """What answers queries about the library."""
        from wxreader.search.searcher import Searcher

        return Searcher(self._library)

    def action_find(self) -> None:
        self.status.ask("find", "/")

    def action_next_hit(self) -> None:
        if not self._finder.hits and self._highlight_here():  # on a highlight, and nothing is searched for
            self.action_open_note()
            return
        self._step_hit(1)

    def action_previous_hit(self) -> None:
        self._step_hit(-1)

    def _step_hit(self, by: int) -> None:
        if self._finder.step(by):
            self._show_hit()
            return
        if self._query and self.articles.rows:
            target = self.articles.cursor + by
            if 0 <= target < len(self.articles.rows):
                self.articles.move_to(target)
                self._entered = True
                self._finder.now = -1
                if self._finder.step(by):
                    self._show_hit()
                return
        self.say(_("no further hit") if self._finder.hits else _("nothing is being searched for"))

    def _show_hit(self, quietly: bool = False) -> None:
        self._draw_layers()
        place = self._finder.place
        if place:
            self.view.go_to(place)
            if not quietly:
                self.say(_("hit {n} of {of}", n=self._finder.now + 1, of=len(self._finder.hits)))

    def action_search(self) -> None:
        if not self._query and self.articles.row:
            self._before_search = self.articles.row.id
        self._warm_up()
        self._reveal_pane(self.articles)
        self.status.ask("search", _("search") + " ", self._query)

    @work(thread=True, exclusive=True, exit_on_error=False, group="warm-up")
    def _warm_up(self) -> None:
        """Open what searching needs while the first character is still to be typed."""
        with self._searching:
            self.searcher.warm_up()
            self._recall.open(self._library)

    def _select_search(self) -> None:
        selection = self._selection
        if selection and self._motions:
            text = self._motions.text[selection.start : selection.end][:40].replace("\n", "")
            self._show_selection(None)
            self.search_for(text)

    def search_for(self, text: str) -> None:
        """Search the library for a text."""
        self.action_search()
        self.status.ask("search", _("search") + " ", text)
        self._search(text)

    def action_search_here(self) -> None:
        self.action_search()

    def on_status_typed(self, event: Status.Typed) -> None:
        if event.kind == "find":
            self._find_as_typed(event.text)
        elif event.kind == "search":
            self._search(event.text)

    def _find_as_typed(self, text: str) -> None:
        finder = self._finder
        finder.look_for_text(self.view.article, text)
        finder.now = finder.first_from(self.view.in_view()[0])
        self._draw_layers()
        place = finder.place
        if place:
            self.view.go_to(place)
        self.say("" if not text else ngettext("{n} hit", "{n} hits", len(finder.hits)))

    def on_status_entered(self, event: Status.Entered) -> None:
        kind = self.status.kind
        self.status.close()
        if kind == "find":
            self.set_focus(self.view)
            return
        if kind == "select-to":
            self.select_to(event.text)
            return
        if kind in ("note", "tags"):
            self.answered(kind, event.text)
            return
        self._list_title()
        self.set_focus(self.articles)
        if kind == "search" and event.text.strip():
            self._recall.entered(event.text)
            if self._query == event.text.strip() and self._found > len(self.articles.rows):
                self._search(event.text, None)
        if event.text.strip() and self.articles.row:
            self._into_text()
            if self._finder.now < 0 and self._finder.step(1):
                self._show_hit()

    def on_status_wanted(self, event: Status.Wanted) -> None:
        if event.kind != "search":
            return
        text = (
            self._recall.completed(event.text)
            if event.what == "complete"
            else self._recall.stepped(event.text, event.what == "older")
        )
        if text != event.text:
            self.status.fill(text)
            self._search(text)

    @work(thread=True, exclusive=True, exit_on_error=False, group="search")
    def _search(self, text: str, limit: int | None = SHOWN) -> None:
        """Search in a thread; typing is never blocked, and only the newest answer is shown."""
        from textual.worker import get_current_worker

        worker = get_current_worker()
        try:
            with self._searching:
                if worker.is_cancelled:
                    return
                found = self.searcher.search(text, limit, self._search_order) if text.strip() else None
        except QueryError as error:
            self.app.call_from_thread(
                self.say, _("{error} (character {n})", error=error, n=error.position + 1)
            )
            return
        except WxError as error:
            self.app.call_from_thread(self.say, str(error), True)
            return
        if worker.is_cancelled:
            return
        self.app.call_from_thread(self._show_results, text, found)
        self._recall.open(self._library)
        self._recall.look_up(text)
        offered = self._recall.others(text)
        nearest = self._recall.nearest(text) if found and not found.total and not offered else ""
        if found and (offered or nearest) and not worker.is_cancelled:
            self.app.call_from_thread(self._say_found, found, offered, nearest)

    def _show_results(self, text: str, found: Results | None) -> None:
        keep = self.articles.row.id if self._query == text.strip() and self.articles.row else ""
        self._query = text.strip()
        if found is None:
            self._finder.look_for(None, ())
            self._fill_list(self._before_search)
            return
        rows = {r.article: self._library.row(r.article) for r in found.results}
        self._finder.words = found.words
        self._found = found.total
        self.articles.show(
            [Entry(row, r.snippet, r.snippet_hits) for r in found.results if (row := rows[r.article])],
            "",
            keep,
        )
        self.articles.set_marks(self._all_marks)
        self._list_title()
        self._say_found(found)
        if not keep:
            self.call_after_refresh(self._show_first_hit, self._query)

    def _show_first_hit(self, query: str) -> None:
        """Show the first article found, once the list stands: the list is what answers the key."""
        if self._query == query and self.articles.row:
            self._show_article(self.articles.row)
            if self._finder.step(1):
                self._show_hit(quietly=True)

    def _say_found(self, found: Results, offered: Sequence[str] = (), nearest: str = "") -> None:
        """How much was found, and what Tab would complete the last word to."""
        text = (
            ngettext("{n} article", "{n} articles", found.total) if found.total else _("no article has that")
        )
        if found.hits:
            text = f"{ngettext('{n} hit', '{n} hits', found.hits)} · {text}"
        if nearest:
            text = _("no article has that; the nearest word is {nearest}", nearest=nearest)
        self.say(f"{text}   Tab {' '.join(offered)}" if offered and self.status.kind else text)

    def rerun_search(self) -> None:
        """Search again for what the list shows, in the order asked for now."""
        self._search_order = "date" if self._search_order == "relevance" else "relevance"
        self._search(self._query)
        self.say(_("newest first") if self._search_order == "date" else _("best first"))

    def action_save_search(self) -> None:
        """Keep the search that the list shows among the palette's, or take it out."""
        if not self._query:
            self.say(_("nothing is being searched for"))
            return
        store = self._library.annotations
        kept = self._query in store.searches()
        if self._try(partial(store.drop_search if kept else store.save_search, self._query)):
            self.say(
                _("this search is no longer kept")
                if kept
                else _("kept: the palette ({key}) has it", key="Ctrl+P")
            )

    def saved_searches(self) -> list[tuple[str, int | None]]:
        """The saved searches, with how many articles each finds now; None while the index is being made."""
        fast = self.searcher.up_to_date()
        return [
            (q, self.searcher.search(q, 0).total if fast else None)
            for q in self._library.annotations.searches()
        ]

    # -- the concordance ----------------------------------------------------------------------------

    def action_concordance(self) -> None:
        """Every hit of the search; without one, of the name under the cursor."""
        query = self._query
        if not query and self._finder.words:
            query = f'"{self._finder.words[0]}"'
        if not query:
            name = self._mention or self.mention_here()
            query = f'"{name.text}"' if name else ""
        if not query:
            self.say(_("search first (s), or put the cursor on a name; c then lists every place"))
            return
        self._gather_lines(query)

    @work(thread=True, exclusive=True, exit_on_error=False, group="concordance")
    def _gather_lines(self, query: str) -> None:
        from wxreader.search.concordance import concordance

        self.app.call_from_thread(self.say, _("reading the library …"))
        try:
            with self._searching:
                lines = concordance(self._library, self.searcher.search(query))
        except WxError as error:
            self.app.call_from_thread(self.say, str(error), True)
            return
        self.app.call_from_thread(self._show_lines, query, lines)

    def _show_lines(self, query: str, lines: list[Line], at: int = 0, order: str = "date") -> None:
        from wxreader.tui.screens.concordance import ConcordanceScreen

        self.say("")
        if self.app.screen is not self:
            return  # the reader has opened something else meanwhile
        screen = ConcordanceScreen(query, lines, at, order)

        def go(goal: Line | None) -> None:
            if goal:
                self.came_from.append(
                    lambda: self._show_lines(query, lines, screen.list.cursor, screen.order)
                )
                self.go_to_place(goal.article, (goal.paragraph, goal.start))

        self.app.push_screen(screen, go)

    def count_names(self, article: Article) -> None:
        """Count this article's names over the library in a thread, where the index can tell at once."""
        if self.view.article is article and not self.status.kind:
            self._count(article, [(i.type, i.name) for i in self.entities.names()])

    @work(thread=True, exclusive=True, exit_on_error=False, group="totals")
    def _count(self, article: Article, names: list[tuple[str, str]]) -> None:
        from wxreader.search.matching import NAME_FIELDS

        if not self._searching.acquire(blocking=False):
            return  # somebody is typing a query
        try:
            if not self.searcher.up_to_date():
                return
            totals = {
                (t, n): self.searcher.count_whole(NAME_FIELDS[t], n) for t, n in names if t in NAME_FIELDS
            }
        finally:
            self._searching.release()
        if self.view.article is article:
            self.app.call_from_thread(self.entities.set_totals, totals)

    # -- the index ----------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, exit_on_error=False, group="index")
    def mend_index(self) -> None:
        """Bring the catalogue and the search index up to date in the background; searching reads the pages meanwhile."""
        from wxreader.search.manifest import is_current

        try:
            if self._library.catch_up():
                self.app.call_from_thread(self.marks_changed)
        except WxError as error:
            self.app.call_from_thread(self.say, str(error), True)
        if is_current(self._library):
            return
        from wxreader.search.index import update_index

        def progress(done: int, total: int) -> None:
            if done % 25 == 0:
                bar = "#" * (10 * done // max(1, total))
                self.app.call_from_thread(
                    self.status.progress,
                    _("indexing [{bar}] {done}/{total}", bar=bar.ljust(10, "-"), done=done, total=total),
                )

        try:
            update_index(self._library, progress)
            self.app.call_from_thread(self.status.progress, "")
        except WxError as error:
            self.app.call_from_thread(self.say, str(error), True)

    def _end_search(self) -> None:
        """Give back the old list and place."""
        self._query = ""
        self._finder.look_for(None, ())
        self._fill_list(self._before_search)
        self.set_focus(self.articles)
        if self.articles.row:
            self._show_article(self.articles.row)
        self.say("")
