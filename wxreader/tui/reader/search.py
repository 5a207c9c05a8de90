"""Finding in the article and searching the library, as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from threading import Lock
from typing import TYPE_CHECKING

from wxreader.errors import QueryError, WxError
from wxreader.i18n import _, ngettext
from wxreader.model import MentionType
from wxreader.text import one_line
from wxreader.tui.filters import PEOPLE
from wxreader.tui.reader.session import DATE, SearchSession
from wxreader.tui.recall import Recall
from wxreader.tui.widgets.article_list import ListItem
from wxreader.tui.widgets.status import COMPLETE, EDITOR, OLDER, Prompt

if TYPE_CHECKING:
    from wxreader.model import Article
    from wxreader.search.finder import Finder
    from wxreader.search.results import Results
    from wxreader.tui.reader.screen import MainScreen

SHOWN = 40
"""Results fetched while a query is being typed; Enter fetches the rest. Chosen: a screen of the list."""
SELECTED = 40
"""Characters of a selection that are searched for. Chosen: a sentence's worth."""
DEEP = 2000
"""Results listed after Enter; the title says how many there are (chosen: it takes about a second)."""


class Search:
    """`/`, `n`, `N`, `s`, and what is typed after them.

    Args:
        screen: The reading screen.
        searches: What was searched for before, newest first.
    """

    def __init__(self, screen: MainScreen, searches: Sequence[str]) -> None:
        self._screen = screen
        self.session = SearchSession()
        self.recall = Recall(searches)
        self._awaited = ""
        """The query whose first article is to be read as soon as it is found."""
        self._asked: str | None = None
        """The query whose answer is waited for or shown; None where the search was given up."""
        self.lock = Lock()
        """One search at a time: the searcher is not made for two."""

    @property
    def awaits_answer(self) -> bool:
        """Whether Enter came before the answer, whose first article is then read."""
        return bool(self._awaited)

    @cached_property
    def searcher(self) -> Finder:
        """What answers queries about the library."""
        from wxreader.opening import finder_of

        return finder_of(self._screen.library)

    # -- finding in the article ---------------------------------------------------------------------

    def find(self) -> None:
        """Ask what to find in the article."""
        screen = self._screen

        def left() -> None:
            screen.shown.forget_hits()
            screen.set_focus(screen.view)

        def entered(text: str) -> None:
            screen.set_focus(screen.view)
            self._say_hit()

        purpose = _("find in this article")
        keys = (("Enter", _("keep the hits")), ("Esc", _("give up")))
        screen.status.ask(
            Prompt(sign="/", purpose=purpose, keys=keys, typed=self._find_typed, entered=entered, left=left)
        )

    def _find_typed(self, text: str) -> None:
        screen = self._screen
        finder = screen.shown.finder
        finder.look_for_text(screen.view.article, text)
        finder.stand_from(screen.view.in_view()[0])
        self._show_hit()
        if not finder.hits:
            screen.say(_("not found in this article") if text else "")

    def step(self, by: int) -> None:
        """Go to the next or previous hit, in a search on into the next article of the list."""
        screen = self._screen
        finder = screen.shown.finder
        if finder.step(by):
            self._show_hit()
            return
        target = screen.articles.cursor + by
        if self.session.query and 0 <= target < len(screen.articles.rows):
            screen.articles.move_to(target)
            screen.shown.show_listed()
            screen.shown.stay_entered()
            if finder.step(by):
                self._show_hit()
            return
        screen.say(_("no further hit") if finder.hits else _("nothing is being searched for"))

    def _show_hit(self, quietly: bool = False) -> None:
        screen = self._screen
        finder = screen.shown.finder
        screen.shown.draw()
        place = finder.place
        if place is None or finder.now is None:
            return
        screen.view.go_to(place)
        if not quietly:
            self._say_hit()

    def _say_hit(self) -> None:
        finder = self._screen.shown.finder
        if finder.now is not None:
            self._screen.say(_("hit {n} of {of}", n=finder.now + 1, of=len(finder.hits)))

    # -- searching the library ----------------------------------------------------------------------

    def open_bar(self, text: str | None = None) -> None:
        """Ask what to search the library for; what is searched for now stands there, or a text."""
        screen = self._screen
        self._awaited = ""
        self.session = self.session.begun(screen.listing.at)
        screen.run_worker(self._warm_up, thread=True, exclusive=True, exit_on_error=False, group="warm-up")
        screen.reveal(screen.articles)
        prompt = Prompt(
            sign=_("search") + " ",
            purpose=_('words or pinyin; person: place: date: tag: is: "…" OR -'),
            keys=(
                ("Enter", _("read")),
                ("Esc", _("give up")),
                ("Tab", _("complete")),
                ("↑↓", _("earlier searches")),
            ),
            typed=self._ask,
            entered=self._entered,
            left=self.end,
            wanted=self._wanted,
        )
        screen.status.ask(prompt, self.session.query if text is None else text)

    def _warm_up(self) -> None:
        """Open what searching needs while the first character is still to be typed."""
        with self.lock:
            self.searcher.warm_up()
            self.recall.open(self._screen.library)

    def search_for(self, text: str) -> None:
        """Search the library for a text."""
        self.open_bar(text)
        self._ask(text)

    def search_for_selection(self) -> None:
        """Search the library for what is selected."""
        quote = self._screen.selecting.taken()
        if quote:
            self.search_for(quote.text[:SELECTED].replace("\n", ""))

    def _wanted(self, text: str, what: str) -> None:
        if what == EDITOR:
            return
        older = what == OLDER
        wanted = self.recall.completed(text) if what == COMPLETE else self.recall.stepped(text, older)
        if wanted != text:
            self._screen.status.fill(wanted)
            self._ask(wanted)

    def _entered(self, text: str) -> None:
        screen = self._screen
        screen.listing.title()
        screen.set_focus(screen.articles)
        if not text.strip():
            return
        self.recall.entered(text)
        if self.session.query != text.strip():  # Enter came before the answer
            self._awaited = text.strip()
            self._ask(text, everything=True)
            return
        if self.session.found > len(screen.articles.rows):
            self._ask(text, everything=True)
        self._read_first()

    def _read_first(self) -> None:
        """Go into the article in the list, to its hit."""
        screen = self._screen
        if screen.articles.row:
            self._show_found()
            screen.moving.into_text()
            finder = screen.shown.finder
            if finder.now is None:
                finder.step(1)
            self._show_hit()

    def _ask(self, text: str, everything: bool = False) -> None:
        """Search in a thread; typing is never blocked, and only the newest answer is shown."""
        self._asked = text
        work = partial(self._answer, text, DEEP if everything else SHOWN)
        self._screen.run_worker(work, thread=True, exclusive=True, exit_on_error=False, group="search")

    def _answer(self, text: str, limit: int | None) -> None:
        from textual.worker import get_current_worker

        worker = get_current_worker()
        tell = self._screen.app.call_from_thread
        try:
            with self.lock:
                if worker.is_cancelled:
                    return
                results = self.searcher.search(text, limit, self.session.order) if text.strip() else None
        except WxError as error:
            self._awaited = ""
            said = str(error)
            if isinstance(error, QueryError):
                said = _("{error} (character {n})", error=error, n=error.position + 1)
            tell(self._screen.say, said, True)
            return
        if worker.is_cancelled:
            return
        tell(self._show_results, text, results)
        self.recall.open(self._screen.library)
        self.recall.look_up(text)
        if results and not worker.is_cancelled:
            tell(self._offer, text, results)

    def _offer(self, text: str, results: Results) -> None:
        """What the last word may be completed to, or the word nearest to one that nothing has."""
        if text != self._asked:
            return
        offered = self.recall.others(text)
        nearest = self.recall.nearest(text) if not results.total and not offered else ""
        if offered or nearest:
            self._say_found(results, offered, nearest)
        if not results.total:
            self._show_nothing(text, nearest)

    def _show_results(self, text: str, results: Results | None) -> None:
        screen = self._screen
        if text != self._asked:
            return
        keep = screen.listing.at if self.session.query == text.strip() else ""
        if results is None:
            self.forget()
            screen.shown.finder.forget()
            screen.listing.fill(self.session.before)
            return
        self.session = self.session.answered(text, results.total, results.words)
        found = ((screen.library.row(r.article), r) for r in results.results)
        items = [ListItem(row, r.snippet, r.snippet_hits) for row, r in found if row]
        at = next((i for i, item in enumerate(items) if item.row.id == keep), 0)
        screen.articles.show(items, at=at)
        screen.listing.show_marks()
        screen.say("")
        self._say_found(results)
        if not results.total:
            self._show_nothing(text, "")
        elif not keep:
            screen.call_after_refresh(self._show_first_hit, self.session.query)

    def _show_first_hit(self, query: str) -> None:
        """Show the first article found, once the list stands: the list is what answers the key."""
        if self.session.query == query and self._screen.articles.row:
            if self._show_found():
                self._show_hit(quietly=True)
            if self._awaited == query:
                self._read_first()
        self._awaited = ""

    def _show_found(self) -> bool:
        """Show the article in the list at its first hit, unless it is shown already; whether it was not."""
        screen, finder = self._screen, self._screen.shown.finder
        article = screen.view.article
        if article and article.id == screen.listing.at and finder.words == self.session.words:
            return False
        screen.shown.show_listed()
        return finder.step(1)

    def _show_nothing(self, text: str, nearest: str) -> None:
        """Where nothing was found, list and text say so; no article of before stands there."""
        nothing = _("Nothing found for {query}. Esc gives the list back.", query=one_line(text))
        if nearest:
            nothing += " " + _("The nearest word is {nearest}.", nearest=nearest)
        self._screen.articles.say_empty(nothing)
        self._screen.shown.show_none(nothing)

    def articles_named(self, kind: MentionType, name: str) -> tuple[str, ...] | None:
        """The articles that have a name, the newest first; None where the index cannot tell."""
        return self.searcher.articles_named(kind, name) if self.searcher.up_to_date() else None

    def people(self) -> list[tuple[str, int]] | None:
        """The people named most often, with how many articles name them; None where the index cannot tell."""
        if not self.searcher.up_to_date():
            return None
        return self.searcher.most_named(MentionType.PERSON, PEOPLE)

    def _say_found(self, results: Results, offered: Sequence[str] = (), nearest: str = "") -> None:
        """How much was found, and what Tab would complete the last word to."""
        if nearest:
            text = _("no article has that; the nearest word is {nearest}", nearest=nearest)
        elif results.total:
            text = ngettext("{n} article", "{n} articles", results.total)
        else:
            text = _("no article has that")
        if results.hits:
            text = " · ".join((ngettext("{n} hit", "{n} hits", results.hits), text))
        if offered and self._screen.status.prompt:
            text = f"{text}   Tab {' '.join(offered)}"
        self._screen.say(text)

    def reorder(self) -> None:
        """Search again for what the list shows, in the other order."""
        self.session = self.session.reordered()
        self._ask(self.session.query)
        self._screen.say(_("newest first") if self.session.order == DATE else _("best first"))

    def forget(self) -> None:
        """The list no longer shows a search."""
        self._asked = None
        self.session = self.session.ended()

    def end(self) -> None:
        """Give back the old list and place."""
        screen = self._screen
        self.forget()
        screen.shown.finder.forget()
        screen.listing.fill(self.session.before)
        screen.set_focus(screen.articles)
        screen.shown.show_listed()
        screen.say("")

    # -- kept searches ------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the search that the list shows among the palette's, or take it out."""
        query = self.session.query
        if not query:
            self._screen.say(_("nothing is being searched for"))
            return
        store = self._screen.library.annotations
        kept = query in store.searches()
        if self._screen.changes.attempt(partial(store.drop_search if kept else store.save_search, query)):
            self._screen.say(
                _("this search is no longer kept")
                if kept
                else _("kept: the palette ({key}) has it", key="Ctrl+P")
            )

    def kept(self) -> list[tuple[str, int | None]]:
        """The kept searches, with how many articles each finds; None while the index is being made."""
        fast = self.searcher.up_to_date()
        return [
            (q, self.searcher.search(q, 0).total if fast else None)
            for q in self._screen.library.annotations.searches()
        ]

    # -- names --------------------------------------------------------------------------------------

    def count_names(self, article: Article, names: list[tuple[str, str]]) -> None:
        """Count names over the library in a thread, where the index can tell at once."""
        work = partial(self._count, article, names)
        self._screen.run_worker(work, thread=True, exclusive=True, exit_on_error=False, group="totals")

    def _count(self, article: Article, names: list[tuple[str, str]]) -> None:
        from wxreader.search.matching import NAME_FIELDS

        if not self.lock.acquire(blocking=False):
            return  # somebody is typing a query
        try:
            if not self.searcher.up_to_date():
                return
            totals = {
                (t, n): self.searcher.count_whole(NAME_FIELDS[t], n) for t, n in names if t in NAME_FIELDS
            }
        finally:
            self.lock.release()
        if self._screen.view.article is article:
            self._screen.app.call_from_thread(self._screen.entities.set_totals, totals)
