"""`i`: the card of a person, organisation or place; Enter on an article or a sentence goes there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wxreader.i18n import _, ngettext
from wxreader.model import Place, shown_date
from wxreader.profiles.card import Card
from wxreader.profiles.timeline import chart
from wxreader.text import cells, cut, one_line, pad
from wxreader.tui.screens.goals import GoalScreen
from wxreader.tui.widgets.entity_list import LETTERS
from wxreader.tui.widgets.line_pane import LinePane, Span


@dataclass(frozen=True, slots=True)
class Goal:
    """Where Enter leads: an article, and the place in it."""

    article: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    style: str = "plain"
    goal: Goal | None = None


NAME_CELLS = 24
"""Room for a name it appears with."""
LEFT_CELLS = 36
"""Room for what stands left of the name in its sentences: 18 characters."""


def rows_of(card: Card, width: int) -> list[_Row]:
    """The card as lines: a rule and its lines for each part that it has."""
    parts = (
        (_("of this name, told apart by their offices"), _namesakes(card)),
        (_("offices"), _offices(card)),
        (_("articles by month"), [_Row(f"  {x}", "accent") for x in chart(card.months, width - 4)]),
        (_("articles"), _articles(card)),
        (_("appears with (log-likelihood ratio; 10.8 is one in a thousand by chance)"), _company(card)),
        (_("sentences"), _sentences(card)),
    )
    always = (_("articles"), _("sentences"))
    return [row for name, rows in parts if rows or name in always for row in (_Row(name, "rule"), *rows)]


def _namesakes(card: Card) -> list[_Row]:
    return [
        _Row(f"  {one_line(o.title)}  {_counted(o.articles)}", "plain", Goal(o.article))
        for o in card.namesakes
    ]


def _offices(card: Card) -> list[_Row]:
    rows = []
    for o in card.offices:
        span = o.first if o.first == o.last else f"{o.first} – {o.last}"
        rows.append(_Row(f"  {span or _('no date')}  {one_line(o.title)}  {_counted(o.articles)}"))
    return rows


def _counted(articles: int) -> str:
    return ngettext("{n} article", "{n} articles", articles)


def _articles(card: Card) -> list[_Row]:
    return [
        _Row(
            f"  {pad(shown_date(a.date, a.sure), len('2024-07-26?'))}  {one_line(a.headline)}  {a.mentions}",
            "plain",
            Goal(a.article),
        )
        for a in card.appearances
    ]


def _company(card: Card) -> list[_Row]:
    return [
        _Row(f"  {LETTERS[c.type]} {pad(one_line(c.name), NAME_CELLS)} {c.together:>3}  {c.score:>6.1f}")
        for c in card.companions
    ]


def _sentences(card: Card) -> list[_Row]:
    rows = []
    for q in card.quotes:
        left = one_line(q.left)
        white = " " * max(0, LEFT_CELLS - cells(left))
        text = f"  {white}{left}【{one_line(q.text)}】{one_line(q.right)}"
        rows.append(_Row(text, "plain", Goal(q.article, Place(q.paragraph, q.start))))
    return rows


class CardList(LinePane):
    """The card's lines."""

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--plain"}

    def __init__(self, card: Card) -> None:
        super().__init__("card-list")
        self._card = card
        self.rows: list[_Row] = rows_of(card, 80)

    def on_resize(self) -> None:
        """The size changed."""
        self.rows = rows_of(self._card, self.size.width)
        super().on_resize()

    def item_count(self) -> int:
        """How many items there are."""
        return len(self.rows)

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        row = self.rows[line_number]
        return [(cut(" " + row.text, width), self.style(f"pane--{row.style}"))]


class CardScreen(GoalScreen[Goal]):
    """A card; its answer is where to go.

    Args:
        card: What is shown.
        at: The line that the cursor stands on first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("i", "leave", show=False)]

    def __init__(self, card: Card, at: int = 0) -> None:
        self._card = card
        self.list = CardList(card)
        super().__init__(self.list, self._goal_here, at, [("q", _("back")), ("Enter", _("go there"))])

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(classes="pane focused"):
            title = ngettext("{n} article", "{n} articles", len(self._card.appearances))
            yield Static(
                Content(f"{LETTERS[self._card.type]} {one_line(self._card.name)}  {title}"),
                classes="pane-title",
            )
            yield self.list
        yield self.status

    def _goal_here(self) -> Goal | None:
        return self.list.rows[self.list.cursor].goal
