"""`c`: every hit of a search on a line of its own, aligned on the word, under a chart of hits a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from wxreader.errors import WxError
from wxreader.i18n import _, ngettext
from wxreader.model import Place, shown_date
from wxreader.profiles.timeline import Dot, chart, timeline_of
from wxreader.search.concordance import KwicLine, aligned
from wxreader.text import cells, cut, one_line, pad
from wxreader.tui.keymap import LINES, N_
from wxreader.tui.kwic import DATE, L1, L2, L3, ORDERS, R1, R2, R3, as_csv, as_text, next_order, ordered
from wxreader.tui.saving import save_file
from wxreader.tui.screens.goals import Action, Goal, GoalScreen
from wxreader.tui.widgets.line_pane import LinePane, Span

ORDER_NAMES = {
    DATE: N_("newest first"),
    L1: N_("by the 1st character to the left"),
    L2: N_("by the 2nd character to the left"),
    L3: N_("by the 3rd character to the left"),
    R1: N_("by the 1st character to the right"),
    R2: N_("by the 2nd character to the right"),
    R3: N_("by the 3rd character to the right"),
}
DATE_CELLS = 13
"""Room for the date at a line's start."""
WIDE = 110
"""Cells from which there is room for the article's headline. Chosen: 40 characters are left for the line."""
TITLE_CELLS = 24
"""Room for the headline."""


class LineList(LinePane):
    """The hits."""

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--hit", "pane--plain"}

    class Moved(Message):
        """The cursor stands on another hit."""

    def __init__(self, lines: list[KwicLine], titles: Mapping[str, str]) -> None:
        super().__init__("concordance-list")
        self.lines = lines
        self._titles = titles

    def item_count(self) -> int:
        """How many items there are."""
        return len(self.lines)

    def line_count(self) -> int:
        """How many lines all items take."""
        return max(1, len(self.lines))

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        dim, plain = self.style("pane--dim"), self.style("pane--plain")
        if not self.lines:
            return [(" " + _("no article has that; q goes back"), dim)]
        line = self.lines[line_number]
        title = pad(one_line(self._titles.get(line.article, "")), TITLE_CELLS) + "  " if width >= WIDE else ""
        room = width - DATE_CELLS - cells(title)
        left, word, right = aligned(line, room)
        if line.left and not left.startswith(" "):
            left = "…" + left.lstrip()[1:] if cells(left[:1]) == 1 else "… " + left[1:]
        return [
            (f" {shown_date(line.date, line.sure) or '-':<11} ", dim),
            (title, dim),
            (left, plain),
            (word, self.style("pane--hit")),
            (cut(right, max(0, room - cells(left) - cells(word))), plain),
        ]

    def cursor_moved(self) -> None:
        """The cursor stands on another item."""
        self.post_message(self.Moved())


class ConcordanceScreen(GoalScreen[Goal]):
    """The concordance; its answer is the hit to go to.

    Args:
        query: What was searched for.
        lines: Its hits.
        titles: Headlines by article.
        at: The line that the cursor stands on first.
        order: One of `kwic.ORDERS`.
    """

    def __init__(
        self, query: str, lines: list[KwicLine], titles: Mapping[str, str], at: int = 0, order: str = DATE
    ) -> None:
        self._query = query
        self._titles = titles
        self.order = order
        self.list = LineList(ordered(lines, order), titles)
        hints = (
            ("q", _("back")),
            ("Enter", _("go there")),
            ("l r d", _("order")),
            ("e", _("export")),
            ("y", _("copy")),
        )
        super().__init__(self.list, LINES, hints, at)

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(classes="pane focused"):
            yield Static(Content(""), id="concordance-title", classes="pane-title")
            yield Static(Content(""), id="concordance-chart")
            yield self.list
        yield self.status

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        self.call_after_refresh(self._draw_chart)
        self._say_where()

    def actions(self) -> Mapping[str, Action]:
        """What the keys of a concordance do."""
        return {
            "lines_go": self._go,
            "lines_order": lambda: self._reorder(next_order(self.order)),
            "lines_date": lambda: self._reorder(DATE),
            "lines_left": lambda: self._reorder(next_order(self.order, (L1, L2, L3))),
            "lines_right": lambda: self._reorder(next_order(self.order, (R1, R2, R3))),
            "lines_copy": self._copy,
            "lines_export": self._export,
            "lines_leave": self.leave,
        }

    def _draw_chart(self) -> None:
        rows = chart(timeline_of(Dot(x.date, x.sure) for x in self.list.lines), self.size.width - 4)
        self.query_one("#concordance-chart", Static).update(Content("\n".join(" " + r for r in rows)))

    def on_resize(self) -> None:
        """The size changed."""
        self._draw_chart()

    def on_line_list_moved(self) -> None:
        """The cursor stands on another hit: the bottom line says which article it is of."""
        line = self.list.lines[self.list.cursor]
        self.status.say(self._titles.get(line.article, ""))

    def _say_where(self) -> None:
        hits = ngettext("{n} hit", "{n} hits", len(self.list.lines))
        title = f"{one_line(self._query)}  {hits} · {_(ORDER_NAMES[self.order])}"
        self.query_one("#concordance-title", Static).update(Content(title))

    def _reorder(self, order: str) -> None:
        self.order = order if order in ORDERS else DATE
        self.list.lines = ordered(self.list.lines, self.order)
        self.list.cursor = 0
        self.list.items_changed()
        self.list.reveal()
        self._say_where()

    def _copy(self) -> None:
        from wxreader.tui.terminal.clipboard import copy

        copy(self.app, as_text(self.list.lines, self._titles))
        self.status.say(ngettext("{n} line copied", "{n} lines copied", len(self.list.lines)))

    def _export(self) -> None:
        from wxreader.tui.screens.chooser import ChooserScreen

        forms = (("txt", as_text), ("csv", as_csv))

        def write(which: int | None) -> None:
            if which is not None:
                ending, form = forms[which]
                self._write(ending, form(self.list.lines, self._titles))

        names = (_("text: a line a hit, with tabs"), _("CSV: for a spreadsheet"))
        self.app.push_screen(ChooserScreen(_("write the lines as"), names), write)

    def _write(self, ending: str, text: str) -> None:
        name = f"wxreader-{datetime.now():%Y%m%d-%H%M%S}.{ending}"
        try:
            self.status.say(save_file(self.app, name, text.encode("utf-8", "replace")))
        except WxError as error:
            self.status.say(str(error), error=True)

    def _go(self) -> None:
        if self.list.lines:
            line = self.list.lines[self.list.cursor]
            self.answer(Goal(line.article, Place(line.paragraph, line.start)))
