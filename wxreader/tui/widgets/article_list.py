"""The list pane: articles by date or by page, with rules between, marks for unread, bookmark, highlights."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual.message import Message

from wxreader.i18n import _
from wxreader.model import Row
from wxreader.text import cells, cut, one_line, visible
from wxreader.tui.widgets.line_pane import LinePane, Span
from wxreader.tui.widgets.wrapping import wrapped

EMPTY_LINES = 6
"""Lines for a word on why nothing is listed."""
ITEM_LINES = 2
"""Headline, and a dim line with date and reporter."""


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


def by_date(rows: Sequence[Row]) -> list[Row]:
    """Newest first; of one day in the page's order; undated last."""
    return sorted(sorted(rows, key=lambda r: (r.source, r.order)), key=lambda r: r.date, reverse=True)


def by_page(rows: Sequence[Row]) -> list[Row]:
    """Source by source, in the page's order."""
    return sorted(rows, key=lambda r: (r.source, r.order))


def signs_of(row: Row, marks: Marks) -> str:
    """The marks at the right of an article's second line."""
    bookmark = "★" if marks.bookmarked else ""
    highlights = f"▎{marks.highlights}" if marks.highlights else ""
    return bookmark + highlights + ("?" if row.doubts else "")


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
        self._items: list[ListItem] = []
        self._headers: list[tuple[int, str]] = []
        """(item before which it stands, text)."""
        self._firsts: list[int] = []
        """First line of each item."""
        self._marks: Mapping[str, Marks] = {}
        self.empty_text = ""

    @property
    def row(self) -> Row | None:
        """The article under the cursor."""
        return self._items[self.cursor].row if self._items else None

    @property
    def rows(self) -> list[Row]:
        """The articles in the list's order."""
        return [item.row for item in self._items]

    def show(self, items: Sequence[ListItem], order: str, keep: str = "") -> None:
        """Fill the list.

        Args:
            items: In the order in which they are to stand.
            order: `date` or `page` for rules between groups, anything else for none.
            keep: Article that the cursor is to stand on, if it is there.
        """
        self._items = list(items)
        self._headers, self._firsts = [], []
        at, last = 0, None
        for i, item in enumerate(self._items):
            group = self._group(item.row, order)
            if group is not None and group != last:
                self._headers.append((i, group))
                at += 1
                last = group
            self._firsts.append(at)
            at += ITEM_LINES
        self.cursor = next((i for i, x in enumerate(self._items) if keep and x.row.id == keep), 0)
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

    def _group(self, row: Row, order: str) -> str | None:
        if order == "date":
            return row.date[:7] or _("no date")
        return row.source if order == "page" else None

    def item_count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def line_count(self) -> int:
        """How many lines all items take."""
        return self._firsts[-1] + ITEM_LINES if self._firsts else EMPTY_LINES

    def item_line(self, item: int) -> int:
        """First line of an item."""
        return self._firsts[item]

    def item_height(self, item: int) -> int:
        """Lines that an item takes."""
        return ITEM_LINES

    def item_at(self, line: int) -> int | None:
        """The item on a line; None where there is none."""
        item = bisect_right(self._firsts, line) - 1
        return item if item >= 0 and line < self._firsts[item] + ITEM_LINES else None

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line: an article's headline, its facts or snippet, or a rule between groups."""
        if not self._items:
            lines = self._empty_lines(width)
            return [(" " + lines[line_number] if line_number < len(lines) else "", self.style("pane--dim"))]
        at = self.item_at(line_number)
        if at is None:
            below = bisect_right(self._firsts, line_number)
            text = next((t for i, t in self._headers if i == below), "")
            return [(" " + one_line(text), self.style("pane--rule"))]
        item = self._items[at]
        marks = self._marks.get(item.row.id, Marks())
        if line_number == self._firsts[at]:
            return self._headline(item, marks, width)
        return self._facts(item, marks, width)

    def _headline(self, item: ListItem, marks: Marks, width: int) -> list[Span]:
        sign = "● " if not marks.read else "  "
        weight = Style(bold=not marks.read)
        return [(sign, self.style("pane--accent")), (cut(one_line(item.row.headline), width - 2), weight)]

    def _facts(self, item: ListItem, marks: Marks, width: int) -> list[Span]:
        dim = self.style("pane--dim")
        signs = signs_of(item.row, marks)
        room = max(0, width - 2 - (cells(signs) + 1 if signs else 0))
        spans = [("  ", dim), *(self._snippet(item, room) if item.snippet else self._row_facts(item, room))]
        used = sum(cells(text) for text, _ in spans[1:])
        right = " " * max(0, room - used) + " " + signs if signs else ""
        return [*spans, (right, self.style("pane--accent"))]

    def _row_facts(self, item: ListItem, room: int) -> list[Span]:
        facts = (item.row.shown_date, item.row.byline, item.row.kicker)
        return [(cut(" · ".join(one_line(x) for x in facts if x), room), self.style("pane--dim"))]

    def _snippet(self, item: ListItem, room: int) -> list[Span]:
        spans: list[Span] = []
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
