"""Which articles the list holds: their order, what it is narrowed to, and the marks that the user made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wxreader.i18n import _, ngettext
from wxreader.library.store import ListedRows
from wxreader.model import MentionType
from wxreader.tui.filters import NEW, label_of
from wxreader.tui.narrowing import choices, listed
from wxreader.tui.reader.session import DATE
from wxreader.tui.seen import load_seen
from wxreader.tui.widgets.article_list import ItemsOf, Marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wxreader.model import Row
    from wxreader.tui.reader.screen import MainScreen

COUNTED = 20_000
"""Articles up to which those that are new are counted: it reads every row (chosen)."""


def empty_library() -> str:
    """What stands where there is nothing to read."""
    return _("The library is empty. Quit with q, then load dumps: wxreader load FOLDER")


class Listing:
    """The library's part of the list pane; a search fills it on its own.

    Args:
        screen: The reading screen.
        order: `date` or `page`.
        filter_key: As `filters.Filter.key`.
    """

    def __init__(self, screen: MainScreen, order: str, filter_key: str) -> None:
        self._screen = screen
        self.order = order
        self.filter = filter_key
        self._marks: dict[str, Marks] = {}
        self._rows: Sequence[Row] = ()
        """The catalogue that the list was filled from."""
        self._shown = screen.library.rows()
        """What the list holds of it."""
        self._seen: str | None = None
        """What was there when the reader was last left; None until somebody asks."""

    @property
    def at(self) -> str:
        """Id of the article under the cursor; empty where the list is empty."""
        row = self._screen.articles.row
        return row.id if row else ""

    def is_read(self, article: str) -> bool:
        """Whether an article was read."""
        return self._marks.get(article, Marks()).read

    def read_marks(self) -> None:
        """Read the marks as they are now."""
        self._marks = self._screen.annotator.marks()

    def fill(self, keep: str = "") -> None:
        """List the library, as it is narrowed and ordered.

        Args:
            keep: Article that the cursor is to stand on, if it is there.
        """
        library = self._screen.library
        self._rows = library.rows()
        rows = self._rows_of(self.filter)
        empty = empty_library()
        if self._rows:
            empty = _("No article is {label}. Esc lists all.", label=label_of(self.filter))
        self._screen.articles.empty_text = empty
        starts = rows.starts(self.order)
        self._screen.articles.show(ItemsOf(rows), self.order, starts, rows.place_of(keep))
        self._shown = rows
        self.show_marks()

    def _rows_of(self, key: str) -> ListedRows:
        """What a filter leaves."""
        named = partial(self._screen.search.articles_named, MentionType.PERSON)
        return listed(self._screen.library, key, self.order, self._marks, named, self._last_seen())

    def place_of(self, article: str) -> int | None:
        """Where an article stands in the list, whatever that holds; None where it does not."""
        rows = self._screen.articles.rows
        if isinstance(rows, ListedRows):
            return rows.place_of(article)
        return next((i for i, r in enumerate(rows) if r.id == article), None)

    def show_marks(self) -> None:
        """Show the marks in the list, and its title."""
        self._screen.articles.set_marks(self._marks)
        self.title()

    def refresh(self) -> None:
        """Show what the user made or took back, corrections of a page included."""
        self.read_marks()
        if not self._screen.search.session.query and self._rows is not self._screen.library.rows():
            self.fill(self.at)
        else:
            self.show_marks()

    def title(self) -> None:
        """What is listed, and how many."""
        session = self._screen.search.session
        if session.query:
            articles = ngettext("{n} article", "{n} articles", session.found)
            title = _("{query}: {articles}", query=session.query, articles=articles)
            order = _("newest first") if session.order == DATE else _("best first")
            self._screen.show_title("list", f"{title} · {order}")
            self._screen.show_place()
            return
        count = len(self._shown)
        read = [article for article, marks in self._marks.items() if marks.read]
        shown = _(
            "{articles} · {unread} unread",
            articles=ngettext("{n} article", "{n} articles", count),
            unread=count - self._shown.count_of(read),
        )
        self._screen.show_title("list", f"[{label_of(self.filter)}]  {shown}" if self.filter else shown)
        self._screen.show_place()

    def show_all(self, keep: str) -> None:
        """Take search and filter off, so that an article of the library is sure to be listed."""
        self._screen.search.forget()
        self.filter = ""
        self.fill(keep)

    def choose_filter(self) -> None:
        """Ask what the list is to be narrowed to."""
        from wxreader.tui.screens.chooser import ChooserScreen

        screen = self._screen
        offered = choices(screen.library, screen.search.people())

        def narrow(which: int | None) -> None:
            if which is None:
                return
            query = screen.search.session.query
            self._narrow(offered[which].key)
            said = offered[which].label
            if self.filter:
                said = _("only {label}; Esc lists all", label=label_of(self.filter))
            over = _("the search for {query} is over", query=query) if query else ""
            screen.say(" · ".join(x for x in (said, over) if x))

        now = next((i for i, c in enumerate(offered) if c.key == self.filter), 0)
        labels = [c.label for c in offered]
        screen.app.push_screen(
            ChooserScreen(_("show only"), labels, now, lambda i: self._count(offered[i].key)), narrow
        )

    def _count(self, key: str) -> str:
        """How many articles a filter leaves; nothing where counting them would be waited for."""
        if key == NEW and len(self._screen.library.rows()) > COUNTED:
            return ""
        return str(len(self._rows_of(key)))

    def _narrow(self, key: str) -> None:
        self.filter = key
        self._screen.search.forget()
        self._screen.shown.finder.forget()
        self.fill(self.at)
        self._screen.shown.show_listed()

    def toggle_new(self) -> None:
        """List what was loaded since the reader was last left, or all again."""
        if self.filter == NEW:
            self.widen()
            return
        self._narrow(NEW)
        n = len(self._screen.articles.rows)
        said = ngettext("{n} new article since last time", "{n} new articles since last time", n)
        self._screen.say(said if n else _("nothing was loaded since last time; Esc lists all"))

    def _last_seen(self) -> str:
        """What was there when the reader was last left."""
        if self._seen is None:
            self._seen = load_seen(self._screen.library.path)
        return self._seen

    def widen(self) -> None:
        """Take the filter off."""
        self._narrow("")
        self._screen.say(_("all articles"))

    def reorder(self) -> None:
        """Order by date or by page; a search by date or the best first."""
        if self._screen.search.session.query:
            self._screen.search.reorder()
            return
        self.order = "page" if self.order == "date" else "date"
        self.fill(self.at)
        self._screen.say(_("ordered by date") if self.order == "date" else _("ordered by page"))
