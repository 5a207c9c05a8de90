"""The list pane: articles by date or by page, with rules between, marks for unread, bookmark, highlights."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from rich.style import Style
from textual.message import Message

from wxreader.i18n import _
from wxreader.model import Row, shown_date
from wxreader.text import cells, cut, one_line, visible
from wxreader.tui.widgets.line_pane import LinePane, Span
from wxreader.tui.widgets.wrapping import parted, wrapped

REMEMBERED = 2000
"""Lines whose items are kept: many screens' (chosen)."""
EMPTY_LINES = 6
"""Lines for a word on why nothing is listed."""
ITEM_LINES = 2
"""Headline, and a dim line with date and reporter; in a narrow list the rest of the headline, and the day."""
NARROW = 44
"""Cells below which a long headline takes both lines (chosen: half of them are longer than 21 characters)."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the user made of an article, as the list shows it."""

    read: bool = False
    bookmarked: bool = False
    highlights: int = 0


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of the list: an article, with a snippet where a search found it."""

    row: Row
    snippet: str = ""
    hits: tuple[tuple[int, int], ...] = ()
    """Hits in the snippet, in its characters."""
    others: int = 0
    """Other printings of the story among what was found; they are not listed."""


LEAD = 6
"""Characters of a snippet shown before its first hit."""


def snippet_parts(text: str, hits: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A snippet in pieces, with whether each is a hit; begun so that the first is seen in a narrow list."""
    begin = max(0, hits[0][0] - LEAD) if hits else 0
    parts: list[tuple[str, bool]] = [("…", False)] if begin else []
    at = begin
    for start, end in hits:
        if start >= at:
            parts += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [*parts, (text[at:], False)]


class ItemsOf(Sequence[ListItem]):
    """Rows as items, each made when it is drawn."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> ListItem: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[ListItem]: ...
    def __getitem__(self, place: int | slice) -> ListItem | Sequence[ListItem]:
        if isinstance(place, slice):
            return [ListItem(row) for row in self.rows[place]]
        return ListItem(self.rows[place])


def _page_of(row: Row) -> str:
    """A page as the rule above its articles names it: its paper, day and number where known, its source."""
    facts = (row.paper, shown_date(row.issued, row.issued_sure), row.page_number)
    named = " ".join(filter(None, facts))
    return f"{named} · {row.source}" if named else row.source


def signs_of(row: Row, marks: Marks, others: int = 0) -> str:
    """The marks at the right of an article's second line."""
    bookmark = "★" if marks.bookmarked else ""
    highlights = f"▎{marks.highlights}" if marks.highlights else ""
    return bookmark + highlights + (f"+{others}" if others else "") + ("?" if row.doubts else "")


class ArticleList(LinePane):
    """The articles; moving in it shows the article."""

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--hit"}

    class Moved(Message):
        """The cursor stands on another article."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """The article under the cursor was clicked twice."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._items: Sequence[ListItem] = ()
        self._order = ""
        self._starts: Sequence[int] = ()
        """Items that have a rule above them."""
        self._at: dict[int, int | None] = {}
        """Items by the lines that were drawn."""
        self._marks: Mapping[str, Marks] = {}
        self.empty_text = ""

    @property
    def row(self) -> Row | None:
        """The article under the cursor."""
        return self._items[self.cursor].row if self._items else None

    @property
    def rows(self) -> Sequence[Row]:
        """The articles in the list's order."""
        items = self._items
        return items.rows if isinstance(items, ItemsOf) else [item.row for item in items]

    def show(
        self, items: Sequence[ListItem], order: str = "", starts: Sequence[int] = (), at: int | None = 0
    ) -> None:
        """Fill the list.

        Args:
            items: In the order in which they are to stand; they are read when they are drawn.
            order: `date` or `page` for what rules between groups say.
            starts: Items that begin a group.
            at: Item that the cursor is to stand on.
        """
        self._items, self._order, self._starts = items, order, starts
        self._at.clear()
        self.cursor = at or 0
        self.items_changed()
        self.reveal()

    def set_marks(self, marks: Mapping[str, Marks]) -> None:
        """Show what the user made."""
        self._marks = marks
        self.refresh()

    def say_empty(self, text: str) -> None:
        """Say why nothing is listed."""
        self.empty_text = text
        self.refresh()

    def _empty_lines(self, width: int) -> list[str]:
        return wrapped(self.empty_text, max(1, width - 2), EMPTY_LINES)

    def _group(self, row: Row) -> str:
        return (row.date[:7] or _("no date")) if self._order == "date" else _page_of(row)

    def item_count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def line_count(self) -> int:
        """How many lines all items take."""
        return ITEM_LINES * len(self._items) + len(self._starts) if self._items else EMPTY_LINES

    def item_line(self, item: int) -> int:
        """First line of an item."""
        return ITEM_LINES * item + bisect_right(self._starts, item)

    def item_height(self, item: int) -> int:
        """Lines that an item takes."""
        return ITEM_LINES

    def item_at(self, line: int) -> int | None:
        """The item on a line; None where there is none."""
        if line not in self._at:
            if len(self._at) > REMEMBERED:
                self._at.clear()
            above = self._above(line)
            on = above >= 0 and line < self.item_line(above) + ITEM_LINES
            self._at[line] = above if on else None
        return self._at[line]

    def _above(self, line: int) -> int:
        """The last item that begins on a line or above it; -1 for none."""
        return bisect_right(range(len(self._items)), line, key=self.item_line) - 1

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line: an article's headline, its facts or snippet, or a rule between groups."""
        if not self._items:
            lines = self._empty_lines(width)
            return [(" " + lines[line_number] if line_number < len(lines) else "", self.style("pane--dim"))]
        at = self.item_at(line_number)
        if at is None:
            below = self._above(line_number) + 1
            text = self._group(self._items[below].row) if below < len(self._items) else ""
            return [(" " + one_line(text), self.style("pane--rule"))]
        item = self._items[at]
        marks = self._marks.get(item.row.id, Marks())
        if line_number == self.item_line(at):
            return self._headline(item, marks, width)
        return self._facts(item, marks, width)

    def _headline(self, item: ListItem, marks: Marks, width: int) -> list[Span]:
        sign = "● " if not marks.read else "  "
        weight = Style(bold=not marks.read)
        text, room = one_line(item.row.headline), width - 2
        shown = parted(text, room)[0] if self._on_two_lines(item, width) else cut(text, room)
        return [(sign, self.style("pane--accent")), (shown, weight)]

    def _on_two_lines(self, item: ListItem, width: int) -> bool:
        """Whether a headline goes on in the second line: the list is narrow, the headline long."""
        return width < NARROW and not item.snippet and cells(one_line(item.row.headline)) > width - 2

    def _facts(self, item: ListItem, marks: Marks, width: int) -> list[Span]:
        dim = self.style("pane--dim")
        signs = signs_of(item.row, marks, item.others)
        if self._on_two_lines(item, width):
            return self._rest_and_day(item, marks, signs, width)
        room = max(0, width - 2 - (cells(signs) + 1 if signs else 0))
        spans = [("  ", dim), *(self._snippet(item, room) if item.snippet else self._row_facts(item, room))]
        used = sum(cells(text) for text, _ in spans[1:])
        right = " " * max(0, room - used) + " " + signs if signs else ""
        return [*spans, (right, self.style("pane--accent"))]

    def _rest_and_day(self, item: ListItem, marks: Marks, signs: str, width: int) -> list[Span]:
        """The rest of a headline, and the day at the right; the rule above has the year and month."""
        dated = self._order == "date" and len(item.row.date) == len("2024-07-26")
        day = item.row.shown_date.removeprefix(item.row.date[: len("2024-")] if dated else "")
        right = f"{day} {signs}".rstrip() if day else signs
        room = max(0, width - 2 - (cells(right) + 1 if right else 0))
        rest = cut(parted(one_line(item.row.headline), width - 2)[1], room)
        white = " " * (room - cells(rest) + 1) if right else ""
        return [
            ("  ", self.style("pane--dim")),
            (rest, Style(bold=not marks.read)),
            (white + day, self.style("pane--dim")),
            (f" {signs}" if day and signs else signs, self.style("pane--accent")),
        ]

    def _row_facts(self, item: ListItem, room: int) -> list[Span]:
        facts = (item.row.shown_date, item.row.byline, item.row.kicker)
        return [(cut(" · ".join(one_line(x) for x in facts if x), room), self.style("pane--dim"))]

    def _snippet(self, item: ListItem, room: int) -> list[Span]:
        date = item.row.shown_date
        day = f"{date} " if date else ""
        spans: list[Span] = [(day, self.style("pane--accent"))]
        room -= cells(day)
        for text, hit in snippet_parts(item.snippet, item.hits):
            shown = cut(visible(text).replace("\n", " "), room)
            spans.append((shown, self.style("pane--hit" if hit else "pane--dim")))
            room -= cells(shown)
        return spans

    def cursor_moved(self) -> None:
        """The cursor stands on another item."""
        if self.row:
            self.post_message(self.Moved(self.row))

    def item_chosen(self) -> None:
        """The item under the cursor was clicked once more."""
        if self.row:
            self.post_message(self.Chosen(self.row))
