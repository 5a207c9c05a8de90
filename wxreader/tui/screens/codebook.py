"""`T`: the tags of the library with how often they are used: renamed, merged, nested, coloured, described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wxreader.annotations.tags import NESTING, parse_tags
from wxreader.errors import KeptInMemoryError, WxError
from wxreader.i18n import N_, _, ngettext
from wxreader.library.codebook import CodebookChange, TagUse, describe, remove, rename, tag_uses
from wxreader.library.words import Words
from wxreader.model import Colour
from wxreader.text import cells, cut, one_line
from wxreader.tui.annotation_filter import NUMBERS
from wxreader.tui.keymap import CODES
from wxreader.tui.reader.changes import made_again, undone
from wxreader.tui.screens.goals import Action, GoalScreen
from wxreader.tui.undo import Change, History
from wxreader.tui.widgets.line_pane import LinePane, Span
from wxreader.tui.widgets.status import Prompt

STEP = 2
"""Cells by which a nested tag stands further in."""
COUNT_CELLS = 6
"""Room for the count."""
HINTS = (
    ("q", N_("back")),
    ("Enter", N_("its annotations")),
    ("r", N_("rename")),
    ("1-5", N_("colour")),
    ("d", N_("describe")),
    ("x", N_("remove")),
    ("u", N_("undo")),
)
"""Keys and a word for each."""


class TagList(LinePane):
    """A tag a line: its colour, its name under the one it is nested in, its count, when to use it."""

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--name", *(f"pane--{c}" for c in Colour)}

    def __init__(self) -> None:
        super().__init__("tag-list")
        self.uses: list[TagUse] = []

    def show(self, uses: list[TagUse], keep: str = "") -> None:
        """Fill the list; the cursor stays on a tag where that is still there."""
        self.uses = uses
        names = [use.code.tag for use in uses]
        self.cursor = names.index(keep) if keep in names else min(self.cursor, max(0, len(uses) - 1))
        self.items_changed()
        self.reveal()

    def item_count(self) -> int:
        """How many items there are."""
        return len(self.uses)

    def line_count(self) -> int:
        """How many lines all items take."""
        return max(1, len(self.uses))

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        dim = self.style("pane--dim")
        if not self.uses:
            return [(" " + _("no tags yet: t on a highlight gives it some"), dim)]
        use = self.uses[line_number]
        code = use.code
        sign = f" {NUMBERS[Colour(code.color)]} " if code.color in set(Colour) else "   "
        look = self.style(f"pane--{code.color}") if sign.strip() else dim
        depth = code.tag.count(NESTING)
        room = max(1, self._name_cells(width) - STEP * depth)
        name = cut(one_line(code.tag.split(NESTING)[-1]), room)
        white = " " * (room - cells(name))
        return [
            (sign, look),
            (" " + " " * (STEP * depth) + name + white, self.style("pane--name")),
            (f"{use.count:>{COUNT_CELLS}}  ", dim),
            (one_line(code.description), dim),
        ]

    def _name_cells(self, width: int) -> int:
        longest = max(
            STEP * u.code.tag.count(NESTING) + cells(one_line(u.code.tag.split(NESTING)[-1]))
            for u in self.uses
        )
        return min(longest, max(1, width // 2))


class CodebookScreen(GoalScreen[str]):
    """The codebook; its answer is the tag whose annotations are to be listed.

    Args:
        store: The user's words.
        history: Undo and redo, shared with the reading screen.
    """

    def __init__(self, store: Words, history: History) -> None:
        self._store = store
        self._history = history
        self.list = TagList()
        super().__init__(self.list, CODES, [(key, _(word)) for key, word in HINTS])

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(classes="pane focused"):
            yield Static(Content(""), id="tags-title", classes="pane-title")
            yield self.list
        yield self.status

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        self.fill()

    def actions(self) -> Mapping[str, Action]:
        """What the keys of this screen do."""
        return {
            "codes_go": self._go,
            "codes_rename": self._ask_name,
            "codes_describe": self._ask_description,
            "codes_remove": self._remove,
            "codes_plain": partial(self._colour, ""),
            **{f"codes_color_{number}": partial(self._colour, c) for c, number in NUMBERS.items()},
            "codes_undo": self._undo,
            "codes_redo": self._redo,
            "codes_leave": self.leave,
        }

    def fill(self, keep: str = "") -> None:
        """Show the tags as they are now."""
        uses = tag_uses(self._store)
        self.list.show(uses, keep or self._tag)
        n = len(uses)
        count = ngettext("{n} tag", "{n} tags", n)
        self.query_one("#tags-title", Static).update(Content(_("codebook: {count}", count=count)))

    @property
    def _tag(self) -> str:
        """The tag under the cursor; empty for none."""
        uses = self.list.uses
        return uses[self.list.cursor].code.tag if self.list.cursor < len(uses) else ""

    def _go(self) -> None:
        if self._tag:
            self.answer(self._tag)

    # -- changes ------------------------------------------------------------------------------------

    def _ask(self, sign: str, purpose: str, text: str, keep: Callable[[str], None]) -> None:
        def entered(typed: str) -> None:
            self.list.focus()
            if typed != text:
                keep(typed)

        keys = (("Enter", _("keep")), ("Esc", _("drop")))
        prompt = Prompt(sign=f"{sign} ", purpose=purpose, keys=keys, entered=entered, left=self._refocus)
        self.status.ask(prompt, text)

    def _refocus(self) -> None:
        self.list.focus()

    def _ask_name(self) -> None:
        tag = self._tag
        if tag:
            purpose = _("another tag's name merges the two; A/B nests B in A")
            self._ask(_("name"), purpose, tag, partial(self._rename, tag))

    def _rename(self, tag: str, typed: str) -> None:
        name = "".join(parse_tags(typed)[:1])
        merged = name in {use.code.tag for use in self.list.uses}
        what = _("{tag} merged with {name}", tag=tag, name=name) if merged else f"{tag} → {name}"
        self._change(lambda: rename(self._store, tag, typed), what, name)

    def _ask_description(self) -> None:
        if not self._tag:
            return
        code, tag = self.list.uses[self.list.cursor].code, self._tag
        what = _("{tag} described", tag=tag)

        def keep(text: str) -> None:
            self._change(lambda: describe(self._store, tag, text=text), what, tag)

        self._ask(_("description"), _("when the tag is to be used"), one_line(code.description), keep)

    def _colour(self, colour: str) -> None:
        tag = self._tag
        if tag:
            what = _("{tag} coloured", tag=tag)
            self._change(lambda: describe(self._store, tag, color=colour), what, tag)

    def _remove(self) -> None:
        tag = self._tag
        if tag:
            self._change(lambda: remove(self._store, tag), _("{tag} taken off; u undoes", tag=tag))

    def _change(self, planned: Callable[[], CodebookChange], what: str, keep: str = "") -> None:
        """Make a change so that it can be undone, and say what was done."""

        def make() -> str:
            change = planned()
            make, take_back = partial(change.make, self._store), partial(change.take_back, self._store)
            self._history.apply(Change(what=what, do=make, undo=take_back))
            return what

        self._attempt(make, keep)

    def _undo(self) -> None:
        nothing = _("nothing to undo since the reader was opened")
        self._attempt(lambda: undone(c) if (c := self._history.undo()) else nothing)

    def _redo(self) -> None:
        nothing = _("nothing to make again")
        self._attempt(lambda: made_again(c) if (c := self._history.redo()) else nothing)

    def _attempt(self, step: Callable[[], str], keep: str = "") -> None:
        try:
            said = step()
        except WxError as error:
            if isinstance(error, KeptInMemoryError):
                self.fill(keep)
            self.status.say(str(error), error=True)
            return
        self.fill(keep)
        self.status.say(said)
