"""`c`: every hit of a search on a line of its own, aligned on the word, under a chart of hits a month."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wxreader.i18n import _, ngettext
from wxreader.model import shown_date
from wxreader.profiles.timeline import Dot, chart, timeline_of
from wxreader.search.concordance import ORDERS, Line, aligned, ordered
from wxreader.text import cut, one_line
from wxreader.tui.keymap import N_
from wxreader.tui.screens.goals import GoalScreen
from wxreader.tui.widgets.line_pane import LinePane, Span

ORDER_NAMES = {
    "date": N_("newest first"),
    "left": N_("by what stands left"),
    "right": N_("by what stands right"),
}
DATE_CELLS = 12
"""Room for the date at a line's start."""


class LineList(LinePane):
    """The hits."""

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--hit", "pane--plain"}

    def __init__(self, lines: list[Line]) -> None:
        super().__init__("concordance-list")
        self.lines = lines

    def item_count(self) -> int:
        """How many items there are."""
        return len(self.lines)

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        if not self.lines:
            return [(" " + _("no article has that"), self.style("pane--dim"))]
        found = self.lines[line_number]
        left, word, right = aligned(found, width - DATE_CELLS)
        return [
            (f" {shown_date(found.date, found.sure) or '-':<11} ", self.style("pane--dim")),
            (left, self.style("pane--plain")),
            (word, self.style("pane--hit")),
            (right, self.style("pane--plain")),
        ]


class ConcordanceScreen(GoalScreen[Line]):
    """The concordance; its answer is the hit to go to.

    Args:
        query: What was searched for.
        lines: Its hits.
        at: The line that the cursor stands on first.
        order: One of `concordance.ORDERS`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "order", show=False),
        Binding("c", "leave", show=False),
    ]

    def __init__(self, query: str, lines: list[Line], at: int = 0, order: str = "date") -> None:
        self._query = query
        self.order = order
        self.list = LineList(ordered(lines, order))
        super().__init__(
            self.list, self._goal_here, at, [("q", _("back")), ("Enter", _("go there")), ("o", _("order"))]
        )

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

    def _draw_chart(self) -> None:
        rows = chart(timeline_of(Dot(x.date, x.sure) for x in self.list.lines), self.size.width - 4)
        self.query_one("#concordance-chart", Static).update(Content("\n".join(" " + r for r in rows)))

    def on_resize(self) -> None:
        """The size changed."""
        self._draw_chart()

    def _say_where(self) -> None:
        hits = ngettext("{n} hit", "{n} hits", len(self.list.lines))
        title = f"{one_line(self._query)}  {hits} · {_(ORDER_NAMES[self.order])}"
        self.query_one("#concordance-title", Static).update(Content(cut(title, 200)))

    def action_order(self) -> None:
        """The next way to order the lines."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.list.lines = ordered(self.list.lines, self.order)
        self.list.cursor = 0
        self.list.items_changed()
        self.list.reveal()
        self._say_where()

    def _goal_here(self) -> Line | None:
        return self.list.lines[self.list.cursor] if self.list.lines else None
