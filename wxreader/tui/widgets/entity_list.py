"""The sidebar: people, organisations, places and the rest, grouped by type, with their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.message import Message

from wxreader.doubt import is_doubtful
from wxreader.i18n import _
from wxreader.model import Mention, MentionType
from wxreader.text import cells, cut, one_line
from wxreader.tui.keymap import N_
from wxreader.tui.widgets.line_pane import LinePane, Span

LEAST_TITLE = 5
"""Cells that must be left for an office to be worth showing. Chosen."""
TYPES = tuple(MentionType)
"""In the order in which they are listed."""
LETTERS: dict[str, str] = {
    MentionType.PERSON: "人",
    MentionType.ORGANISATION: "机",
    MentionType.PLACE: "地",
    MentionType.DATE: "时",
    MentionType.MONEY: "钱",
    MentionType.WORK: "文",
}
"""The mark of a type: it tells them apart where there is no colour."""
NAMES: dict[str, str] = {
    MentionType.PERSON: N_("people"),
    MentionType.ORGANISATION: N_("organisations"),
    MentionType.PLACE: N_("places"),
    MentionType.DATE: N_("dates"),
    MentionType.MONEY: N_("sums"),
    MentionType.WORK: N_("documents"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A line of the sidebar: a type's heading (no mentions) or a name."""

    type: MentionType
    name: str
    title: str
    count: int
    mentions: tuple[Mention, ...]


def items_of(mentions: Sequence[Mention]) -> list[Item]:
    """The mentions of an article as the sidebar lists them.

    By type, the most mentioned first, those of one count by their place; last the names of which no mention
    is sure.
    """
    items = []
    for kind in TYPES:
        groups: dict[str, list[Mention]] = {}
        for m in mentions:
            if m.type == kind:
                groups.setdefault(m.name, []).append(m)
        if groups:
            items.append(Item(type=kind, name="", title="", count=len(groups), mentions=()))
        for name, group in sorted(groups.items(), key=lambda g: (_is_doubtful(g[1]), -len(g[1]))):
            title = max((m.title for m in group), key=len, default="")
            items.append(Item(type=kind, name=name, title=title, count=len(group), mentions=tuple(group)))
    return items


def _is_doubtful(mentions: Sequence[Mention]) -> bool:
    """Whether the recogniser is sure of none of a name's mentions."""
    return all(is_doubtful(m) for m in mentions)


class EntityList(LinePane):
    """Who and what stands in the article."""

    class Chosen(Message):
        """A name was chosen with the mouse."""

        def __init__(self, item: Item) -> None:
            super().__init__()
            self.item = item

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._items: list[Item] = []
        self._totals: Mapping[tuple[str, str], int] = {}

    def names(self) -> list[Item]:
        """The names listed."""
        return [i for i in self._items if i.mentions]

    def set_totals(self, totals: Mapping[tuple[str, str], int]) -> None:
        """Show how many articles of the library have each name, by type and name."""
        self._totals = totals
        self.refresh()

    @property
    def item(self) -> Item | None:
        """The name under the cursor; None on a heading."""
        found = self._items[self.cursor] if self._items else None
        return found if found and found.mentions else None

    def show(self, mentions: Sequence[Mention]) -> None:
        """List an article's mentions."""
        self._items = items_of(mentions)
        self._totals = {}
        self.cursor = 1 if len(self._items) > 1 else 0
        self.items_changed()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def item_count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def line_count(self) -> int:
        """How many lines all items take."""
        return max(1, len(self._items))

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        if not self._items:
            return [(_("no names found"), self.style("pane--dim"))]
        item = self._items[line_number]
        if not item.mentions:
            return self._heading(line_number, item, width)
        return self._name_line(item, width)

    def _heading(self, line_number: int, item: Item, width: int) -> list[Span]:
        """A type's name and how many there are; over the first, what the columns count."""
        name = f"{LETTERS[item.type]} {_(NAMES[item.type])} {item.count}"
        head = ""
        if line_number == 0:
            head = _("here · library") if self._totals else _("here")
        white = " " * max(1, width - cells(name) - cells(head))
        shown = white + head if cells(name) + cells(head) < width else ""
        return [(name, self.style("pane--rule")), (shown, self.style("pane--dim"))]

    def _name_line(self, item: Item, width: int) -> list[Span]:
        """A name, its longest office, and its counts at the right."""
        total = self._totals.get((item.type, item.name))
        count = f" {item.count}" if total is None else f" {item.count} · {total}"
        room = max(0, width - 2 - cells(count))
        name = cut(one_line(item.name), room)
        left = room - cells(name)
        title = f" {cut(one_line(item.title), left - 1)}" if item.title and left > LEAST_TITLE else ""
        dim = self.style("pane--dim")
        return [
            ("  ", dim),
            (name, self.style("pane--dim" if _is_doubtful(item.mentions) else "pane--name")),
            (title, dim),
            (" " * (left - cells(title)) + count, dim),
        ]

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--name"}

    def move_to(self, item: int) -> None:
        """Put the cursor on a name, past a heading in the direction of the move."""
        step = 1 if item >= self.cursor else -1
        while 0 < item < len(self._items) and not self._items[item].mentions:
            item += step
        if item <= 0 and len(self._items) > 1:
            item = 1
        super().move_to(item)

    def item_chosen(self) -> None:
        """The item under the cursor was clicked once more."""
        if self.item:
            self.post_message(self.Chosen(self.item))
