"""Going through a text by lines and pages of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.scroll_view import ScrollView

from wxreader.model import HEADLINE_BLOCK, Place
from wxreader.reading.article import PageLine
from wxreader.tui.keymap import only_moves


class Paging(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane of text that is gone through by pages; subclasses say how the cursor follows."""

    def scroll_and_follow(self, count: int) -> None:
        """Scroll by lines; the cursor stays at its height on the screen."""

    key_hook: Callable[[events.Key], bool] | None = None
    """Gets every key first while a mode lasts; True where it took the key."""

    def stays(self, event: events.Event) -> bool:
        """Whether a key leads nowhere else (`typeahead`)."""
        return isinstance(event, events.Key) and self.key_hook is None and only_moves(self, event.key)

    def _room(self) -> int:
        return self.scrollable_content_region.height

    def action_page_down(self) -> None:
        """A page down; two lines of it are seen again."""
        self.scroll_and_follow(max(1, self._room() - SEEN_AGAIN))

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_and_follow(-max(1, self._room() - SEEN_AGAIN))

    def action_half_down(self) -> None:
        """Half a page down."""
        self.scroll_and_follow(max(1, self._room() // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.scroll_and_follow(-max(1, self._room() // 2))


SEEN_AGAIN = 2
"""Lines of a page that are seen on the next one too."""


def holds(x: PageLine, place: Place) -> bool:
    """Whether a character stands on a line."""
    return x.block == place.paragraph and x.start <= place.offset < x.end


def line_after(lines: Sequence[PageLine], at: int, count: int) -> int:
    """The line of text `count` lines of text below (negative: above) line `at`, or the last such."""
    step = 1 if count > 0 else -1
    target = last = at
    for _ in range(abs(count)):
        target += step
        while 0 <= target < len(lines) and lines[target].block < HEADLINE_BLOCK:
            target += step
        if not 0 <= target < len(lines):
            break
        last = target
    return last
