"""`i`: the card of a person, organisation or place. Enter on an article or a sentence goes there; back comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wxreader.i18n import _, ngettext
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
    paragraph: int = -1
    start: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    style: str = "plain"
    goal: Goal | None = None


def rows_of(card: Card, width: int) -> list[_Row]:
    """The card as lines."""
    rows: list[_Row] = []
    if card.namesakes:
        rows.append(_Row(_("of this name, told apart by their offices"), "rule"))
        rows += [
            _Row(
                f"  {one_line(o.title)}  {ngettext('{n} article', '{n} articles', o.articles)}",
                "plain",
                Goal(o.article),
            )
            for o in card.namesakes
        ]
    if card.offices:
        rows.append(_Row(_("offices"), "rule"))
        for o in card.offices:
            span = o.first if o.first == o.last else f"{o.first} – {o.last}"
            rows.append(
                _Row(
                    f"  {span or _('no date')}  {one_line(o.title)}  {ngettext('{n} article', '{n} articles', o.articles)}"
                )
            )
    if card.months:
        rows.append(_Row(_("articles by month"), "rule"))
        rows += [_Row(f"  {x}", "accent") for x in chart(card.months, width - 4)]
    rows.append(_Row(_("articles"), "rule"))
    rows += [
        _Row(f"  {pad(a.date, 10)}  {one_line(a.headline)}  {a.mentions}", "plain", Goal(a.article))
        for a in card.appearances
    ]
    if card.companions:
        rows.append(
            _Row(_("appears with (log-likelihood ratio; 10.8 is one in a thousand by chance)"), "rule")
        )
        rows += [
            _Row(f"  {LETTERS[c.type]} {pad(one_line(c.name), 24)} {c.together:>3}  {c.score:>6.1f}")
            for c in card.companions
        ]
    rows.append(_Row(_("sentences"), "rule"))
    for q in card.quotes:
        left = one_line(q.left)
        rows.append(
            _Row(
                f"  {' ' * max(0, 36 - cells(left))}{left}【{one_line(q.text)}】{one_line(q.right)}",
                "plain",
                Goal(q.article, q.paragraph, q.start),
            )
        )
    return rows


class CardList(LinePane):
    """The card's lines."""

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--plain"}

    def __init__(self, card: Card) -> None:
        super().__init__("card-list")
        self._card = card
        self.rows: list[_Row] = rows_of(card, 80)

    def on_resize(self) -> None:
        self.rows = rows_of(self._card, self.size.width)
        super().on_resize()

    def item_count(self) -> int:
        return len(self.rows)

    def spans(self, line_number: int, width: int) -> list[Span]:
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
        super().__init__(self.list, self._goal_here, at, _("Enter go there  q back"))

    def compose(self) -> ComposeResult:
        with Vertical(classes="pane"):
            title = ngettext("{n} article", "{n} articles", len(self._card.appearances))
            yield Static(
                Content(f"{LETTERS[self._card.type]} {one_line(self._card.name)}  {title}"),
                classes="pane-title",
            )
            yield self.list
        yield self.status

    def _goal_here(self) -> Goal | None:
        return self.list.rows[self.list.cursor].goal
