"""The raw dump beside the article: what the analysis had to work with, at the same place."""

from __future__ import annotations

from wxreader.text import split_lines, visible
from wxreader.tui.widgets.line_pane import LinePane, Span


class RawView(LinePane):
    """A dump's lines with their numbers; the cursor is on the line that the article's cursor came from."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._lines: list[str] = []

    def show(self, raw: str, line: int) -> None:
        """Show a dump at a line (from 1)."""
        self._lines = split_lines(raw)
        self.cursor = 0
        self.items_changed()
        self.go_to(line)

    def go_to(self, line: int) -> None:
        """Stand on a line (from 1), in the middle of the pane."""
        if self._lines and line:
            self.cursor = max(0, min(line - 1, len(self._lines) - 1))
            middle = self.cursor - self.scrollable_content_region.height // 2
            self.scroll_to(y=max(0, middle), animate=False, force=True, immediate=True)
            self.refresh()

    def item_count(self) -> int:
        """How many items there are."""
        return len(self._lines)

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        if line_number >= len(self._lines):
            return []
        return [
            (f"{line_number + 1:>4} ", self.style("pane--dim")),
            (visible(self._lines[line_number][:400]).replace("\t", " "), self.style("pane--plain")),
        ]

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--plain"}
