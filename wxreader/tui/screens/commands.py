"""`?` and Ctrl+P: everything that the program can do; typing narrows it, Enter does it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from wxreader.i18n import _
from wxreader.text import pad
from wxreader.tui.keymap import MOVES, bind
from wxreader.tui.palette import Group, PaletteEntry, Run, narrowed
from wxreader.tui.widgets.line_pane import LinePane, Span
from wxreader.tui.widgets.status import Prompt, Status
from wxreader.tui.widgets.wrapping import wrapped

KEY_CELLS = 18
"""Room for keys, where the window has it."""
MOST_LINES = 4
"""Lines that an entry may take."""


class CommandList(LinePane):
    """The entries under their headings, each on as many lines as it takes."""

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--name", "pane--key"}

    def __init__(self, groups: Sequence[Group], with_places: bool) -> None:
        super().__init__("commands")
        self._all = groups
        self._with_places = with_places
        self._query = ""
        self._items: list[PaletteEntry | str] = []
        self._lines: list[list[str]] = []
        self._firsts: list[int] = []

    @property
    def entry(self) -> PaletteEntry | None:
        """The entry under the cursor."""
        item = self._items[self.cursor] if self._items else None
        return item if isinstance(item, PaletteEntry) else None

    def narrow(self, query: str) -> None:
        """List what has the words of a query."""
        self._query = query
        self._fill()
        self.cursor = 0
        self.move_to(0)
        self.items_changed()
        self.reveal()

    def _fill(self) -> None:
        self._items = []
        for group in narrowed(self._all, self._query):
            self._items += [*([group.name] if group.name else []), *group.entries]
        self._lines, self._firsts, at = [], [], 0
        for item in self._items:
            lines = [item] if isinstance(item, str) else self._entry_lines(item)
            self._lines.append(lines)
            self._firsts.append(at)
            at += len(lines)

    @property
    def _key_cells(self) -> int:
        return min(KEY_CELLS, max(6, self.size.width // 4))

    def _entry_lines(self, entry: PaletteEntry) -> list[str]:
        where = f"  [{entry.where}]" if entry.where and (self._with_places or self._query) else ""
        room = max(8, self.size.width - self._key_cells - 4)
        return wrapped(entry.says + where, room, MOST_LINES)

    def on_resize(self) -> None:
        """The size changed: lines are broken anew."""
        self._fill()
        super().on_resize()

    def item_count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def line_count(self) -> int:
        """How many lines all items take."""
        return max(1, self._firsts[-1] + len(self._lines[-1]) if self._firsts else 1)

    def item_line(self, item: int) -> int:
        """First line of an item."""
        return self._firsts[item]

    def item_height(self, item: int) -> int:
        """Lines that an item takes."""
        return len(self._lines[item])

    def item_at(self, line: int) -> int | None:
        """The item on a line."""
        at = bisect_right(self._firsts, line) - 1
        return at if 0 <= at < len(self._items) else None

    def move_to(self, item: int) -> None:
        """Put the cursor on an entry, past a heading in the direction of the move."""
        step = 1 if item >= self.cursor else -1
        while 0 < item < len(self._items) and isinstance(self._items[item], str):
            item += step
        if item <= 0 and self._items and isinstance(self._items[0], str):
            item = 1
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        super().move_to(item)

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line: a heading, or keys and what they do."""
        item = self.item_at(line_number)
        if item is None:
            return [(" " + _("no command matches {query}", query=self._query), self.style("pane--dim"))]
        entry, part = self._items[item], line_number - self._firsts[item]
        text = self._lines[item][part]
        if isinstance(entry, str):
            return [(f" {text}", self.style("pane--rule"))]
        keys = pad(entry.keys if part == 0 else "", self._key_cells)
        return [(f"  {keys} ", self.style("pane--key")), (text, self.style("pane--name"))]


class CommandsScreen(ModalScreen[Run | None]):
    """Everything that can be done; its answer is what does it.

    Args:
        title: What is listed.
        groups: The entries.
        typing: Whether what is typed narrows the list at once, as in a palette; else after `/`, as in a help.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("question_mark,fullwidth_question_mark", "leave", show=False),
        Binding("enter", "run", show=False),
        Binding("slash,fullwidth_solidus,ideographic_comma", "narrow", show=False),
    ]

    def __init__(self, title: str, groups: Sequence[Group], typing: bool) -> None:
        super().__init__()
        self._heading = title
        self._typing = typing
        self._list = CommandList(groups, with_places=typing)
        self.status = Status("status")

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(classes="pane focused"):
            yield Static(Content(self._heading), classes="pane-title")
            yield self._list
        yield self.status

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        bind(self._list, MOVES, {})
        self._list.focus()
        self.status.place("", (("Enter", _("do it")), ("/", _("narrow")), ("Esc", _("close"))))
        self.call_after_refresh(self._list.narrow, "")
        if self._typing:
            self.action_narrow()

    def action_narrow(self) -> None:
        """Let typing narrow the list."""
        prompt = Prompt(
            sign="/" if not self._typing else ": ",
            purpose=_("words of what you want to do"),
            keys=(("Enter", _("do it")), ("↑↓", _("choose")), ("Esc", _("close"))),
            typed=self._list.narrow,
            entered=lambda text: self.action_run(),
            left=self._left,
            wanted=self._wanted,
        )
        self.status.ask(prompt)

    def _left(self) -> None:
        if self._typing:
            self._answer(None)
        else:
            self._list.narrow("")
            self._list.focus()

    def _wanted(self, text: str, what: str) -> None:
        (self._list.action_up if what == "older" else self._list.action_down)()

    def action_run(self) -> None:
        """Do what stands under the cursor."""
        entry = self._list.entry
        self._answer(entry.run if entry else None)

    def _answer(self, chosen: Run | None) -> None:
        """Close with an answer; a second key that comes with the first is nobody's."""
        if self.is_current:
            self.dismiss(chosen)

    def action_leave(self) -> None:
        """Close."""
        if self.status.prompt:
            self.status.leave()
        else:
            self._answer(None)

    def on_click(self, event: events.Click) -> None:
        """A second click on an entry does it."""
        if event.chain > 1 and event.widget is self._list:
            self.action_run()
