"""`i`: the card of a person, organisation or place; Enter on an article or a sentence goes there."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wxreader.i18n import _, ngettext
from wxreader.profiles.card import Card
from wxreader.search.matching import NAME_FIELDS
from wxreader.text import one_line
from wxreader.tui.card_lines import CardLine, drawn, lines_of
from wxreader.tui.keymap import CARD
from wxreader.tui.screens.goals import Action, Ask, Goal, GoalScreen
from wxreader.tui.widgets.entity_list import LETTERS
from wxreader.tui.widgets.line_pane import LinePane, Span


class CardList(LinePane):
    """The card's lines."""

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--plain"}

    def __init__(self, card: Card) -> None:
        super().__init__("card-list")
        self._card = card
        self._unfolded = False
        self.rows: list[CardLine] = lines_of(card, 80)

    @property
    def row(self) -> CardLine:
        """The line under the cursor."""
        return self.rows[self.cursor]

    def unfold(self) -> None:
        """List all articles."""
        self._unfolded = True
        self.rows = lines_of(self._card, self.size.width, self._unfolded)
        self.items_changed()

    def fill(self, card: Card) -> None:
        """Show more of the same name."""
        self._card = card
        self.rows = lines_of(card, self.size.width, self._unfolded)
        self.items_changed()

    def on_resize(self) -> None:
        """The size changed."""
        self.rows = lines_of(self._card, self.size.width, self._unfolded)
        super().on_resize()

    def item_count(self) -> int:
        """How many items there are."""
        return len(self.rows)

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        row = self.rows[line_number]
        left, right = drawn(row, width)
        return [(left, self.style(f"pane--{row.style}")), (right, self.style("pane--dim"))]

    def step_part(self, by: int) -> None:
        """Put the cursor under the next or previous heading."""
        heads = [i for i, row in enumerate(self.rows) if row.style == "rule"]
        now = max((h for h in heads if h <= self.cursor), default=0)
        at = heads.index(now) + by
        if 0 <= at < len(heads):
            self.move_to(len(self.rows) - 1)  # so that the whole part comes into view
            self.move_to(heads[at])
            self.move_to(heads[at] + 1)


class CardScreen(GoalScreen[Goal | Ask]):
    """A card; its answer is where to go, or what to ask the library.

    Args:
        card: What is shown.
        at: The line that the cursor stands on first; the first that leads anywhere where it is None.
    """

    def __init__(self, card: Card, at: int | None = None) -> None:
        self.card = card
        self.list = CardList(card)
        first = next((i for i, row in enumerate(self.list.rows) if row.goal), 0)
        hints = (
            ("q", _("back")),
            ("Enter", _("go there")),
            ("s", _("search")),
            ("c", _("concordance")),
            ("}", _("next part")),
        )
        super().__init__(self.list, CARD, hints, first if at is None else at)

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(classes="pane focused"):
            yield Static(self._heading(), classes="pane-title")
            yield self.list
        yield self.status

    def _heading(self) -> Content:
        count = ngettext("{n} article", "{n} articles", len(self.card.appearances))
        return Content(f"{LETTERS[self.card.type]} {one_line(self.card.name)}  {count}")

    def fill(self, card: Card) -> None:
        """Show more of the same name: a card of many articles begins with the newest of them."""
        self.card = card
        self.query_one(".pane-title", Static).update(self._heading())
        self.list.fill(card)

    def actions(self) -> Mapping[str, Action]:
        """What the keys of a card do."""
        return {
            "card_go": self._go,
            "card_search": lambda: self.answer(Ask(self._query())),
            "card_lines": lambda: self.answer(Ask(self._query(), lines=True)),
            "card_next": lambda: self.list.step_part(1),
            "card_previous": lambda: self.list.step_part(-1),
            "card_leave": self.leave,
        }

    def _query(self) -> str:
        """What finds the articles of the name."""
        name, key = self.card.name, NAME_FIELDS[self.card.type]
        return f'{key}:"{name}"' if " " in name else f"{key}:{name}"

    def _go(self) -> None:
        row = self.list.row
        if row.unfolds:
            self.list.unfold()
        elif row.goal:
            self.answer(row.goal)
        else:
            self.status.say(_("this line leads nowhere; articles and sentences do"))
