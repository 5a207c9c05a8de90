"""Keys for finding in the article and searching the library, as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from wxreader.errors import QueryError, WxError
from wxreader.i18n import _, ngettext
from wxreader.tui.screens.selecting import Selecting
from wxreader.tui.widgets.article_list import Entry
from wxreader.tui.widgets.status import Status

if TYPE_CHECKING:
    from wxreader.search.searcher import Results


class Searching(Selecting):
    """`/`, `n`, `N`, `s`, and what is typed after them; also after a selection's keys."""

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

    def _show_hit(self) -> None:
        self._draw_layers()
        place = self._finder.place
        if place:
            self.view.go_to(place)
            self.say(_("hit {n} of {of}", n=self._finder.now + 1, of=len(self._finder.hits)))

    def action_search(self) -> None:
        if not self._query and self.articles.row:
            self._before_search = self.articles.row.id
        self._reveal_pane(self.articles)
        self.status.ask("search", _("search") + " ", self._query)

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
            self.view.focus()
            return
        if kind == "select-to":
            self.select_to(event.text)
            return
        if kind in ("note", "tags"):
            self.answered(kind, event.text)
            return
        self._list_title()
        self.articles.focus()
        if event.text.strip() and self.articles.row:
            self._into_text()
            if self._finder.now < 0 and self._finder.step(1):
                self._show_hit()

    @work(thread=True, exclusive=True, group="search")
    def _search(self, text: str) -> None:
        """Search in a thread; typing is never blocked, and only the newest answer is shown."""
        from textual.worker import get_current_worker

        worker = get_current_worker()
        try:
            from wxreader.search.searcher import ScanSearcher

            found = ScanSearcher(self._library.articles).search(text, 200) if text.strip() else None
        except QueryError as error:
            self.app.call_from_thread(self.say, str(error))
            return
        except WxError as error:
            self.app.call_from_thread(self.say, str(error), True)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_results, text, found)

    def _show_results(self, text: str, found: Results | None) -> None:
        from wxreader.search.scan import words_of

        self._query = text.strip()
        if found is None:
            self._finder.look_for(None, ())
            self._fill_list(self._before_search)
            return
        rows = {r.id: r for r in self._library.rows()}
        self._finder.words = tuple(words_of(text))
        self.articles.show([Entry(rows[r.article.id], r.snippet) for r in found.results if r.article.id in rows], "")
        self.articles.set_marks(self._all_marks)
        self._list_title()
        self.say(ngettext("{n} article", "{n} articles", found.total) if found.total else _("no article has that"))
        if self.articles.row:
            self._show_article(self.articles.row)
            if self._finder.step(1):
                self._show_hit()

    def _end_search(self) -> None:
        """Give back the old list and place."""
        self._query = ""
        self._finder.look_for(None, ())
        self._fill_list(self._before_search)
        self.articles.focus()
        if self.articles.row:
            self._show_article(self.articles.row)
        self.say("")
