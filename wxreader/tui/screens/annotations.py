"""Every highlight, note and bookmark of the library: filter, jump, edit, delete, export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from wxreader.annotations.export import FORMATS, export
from wxreader.errors import KeptInMemoryError, WxError
from wxreader.i18n import _, ngettext
from wxreader.library.codec import annotation_doc
from wxreader.model import Annotation, AnnotationKind, Row
from wxreader.text import cells, cut, one_line
from wxreader.tui.annotating import Annotator, note_on_one_line
from wxreader.tui.annotation_filter import NUMBERS, matches
from wxreader.tui.keymap import MOVES, N_, bind
from wxreader.tui.saving import save_file
from wxreader.tui.screens.chooser import ChooserScreen
from wxreader.tui.undo import Change, History
from wxreader.tui.widgets.line_pane import LinePane, Span
from wxreader.tui.widgets.status import Prompt, Status

MARGIN = "    "
"""White before an annotation's second line."""
GAP = 2
"""Cells between note and facts, at least."""
HINTS = (
    ("q", N_("back")),
    ("Enter", N_("go there")),
    ("n", N_("note")),
    ("t", N_("tags")),
    ("x", N_("delete")),
    ("u", N_("undo")),
    ("/", N_("filter")),
    ("e", N_("export")),
)
"""Keys and a word for each."""
ENDINGS = {"markdown": "md", "json": "json", "csv": "csv", "w3c": "jsonld"}


class AnnotationList(LinePane):
    """Two lines an annotation: quote; note, tags and where it is from."""

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--name"}

    def __init__(self) -> None:
        super().__init__("annotation-list")
        self.items: list[Annotation] = []
        self.rows: dict[str, Row] = {}

    def show(self, items: Sequence[Annotation], rows: dict[str, Row]) -> None:
        """Fill the list."""
        self.items, self.rows = list(items), rows
        self.items_changed()
        self.reveal()

    def item_count(self) -> int:
        """How many items there are."""
        return len(self.items)

    def line_count(self) -> int:
        """How many lines all items take."""
        return max(1, 2 * len(self.items))

    def item_line(self, item: int) -> int:
        """First line of an item."""
        return 2 * item

    def item_height(self, item: int) -> int:
        """Lines that an item takes."""
        return 2

    def item_at(self, line: int) -> int | None:
        """The item on a line; None where there is none."""
        return line // 2 if line // 2 < len(self.items) else None

    def spans(self, line_number: int, width: int) -> list[Span]:
        """A line's text and styles."""
        dim = self.style("pane--dim")
        if not self.items:
            return [(_("nothing annotated that matches"), dim)]
        a = self.items[line_number // 2]
        return self._quote(a) if line_number % 2 == 0 else self._facts(a, width)

    def _quote(self, a: Annotation) -> list[Span]:
        accent = self.style("pane--accent")
        sign = "★ " if a.kind == AnnotationKind.BOOKMARK else f"▎{number_of(a)} "
        return [
            (sign, accent),
            (_("(orphaned) ") if a.orphaned else "", accent),
            (one_line(a.selector.exact if a.selector else a.headline), self.style("pane--name")),
        ]

    def _facts(self, a: Annotation, width: int) -> list[Span]:
        """Note and tags at the left, date and headline at the right."""
        dim = self.style("pane--dim")
        row = self.rows.get(a.article)
        date = row.shown_date if row else ""
        facts = cut(" · ".join(x for x in (date, one_line(a.headline)) if x), width // 2)
        note = f"✎ {one_line(a.note)}" if a.note else ""
        mine = " ".join(x for x in (note, *(f"#{one_line(t)}" for t in a.tags)) if x)
        room = max(0, width - len(MARGIN) - cells(facts) - GAP)
        shown = cut(mine, room)
        white = " " * (room - cells(shown) + GAP)
        return [(MARGIN, dim), (shown, self.style("pane--name")), (white + facts, dim)]


def number_of(a: Annotation) -> str:
    """The number of a highlight's colour; a blank where it has none."""
    return next((number for colour, number in NUMBERS.items() if colour == a.color), " ")


class AnnotationsScreen(Screen[Annotation | None]):
    """`a`. Enter goes to the passage; the screen's answer is the annotation to go to.

    Args:
        marking: The library's annotations.
        history: Undo and redo, shared with the reading screen.
        rows: The catalogue's rows by article id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "jump", show=False),
        Binding("q,escape,a", "leave", show=False),
        Binding("n", "note", show=False),
        Binding("t", "tags", show=False),
        Binding("x", "delete", show=False),
        Binding("u", "undo", show=False),
        Binding("ctrl+r,R", "redo", show=False),
        Binding("slash,fullwidth_solidus,ideographic_comma", "filter", show=False),
        Binding("e", "export", show=False),
    ]

    def __init__(self, marking: Annotator, history: History, rows: dict[str, Row]) -> None:
        super().__init__()
        self._marking = marking
        self._history = history
        self._rows = rows
        self._query = ""
        self.list = AnnotationList()
        self.status = Status("status")

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(classes="pane focused"):
            yield Static(Content(""), id="annotations-title", classes="pane-title")
            yield self.list
        yield self.status

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        bind(self.list, MOVES, {})
        self.list.focus()
        self.fill()
        self.status.place("", [(key, _(word)) for key, word in HINTS])

    def fill(self) -> None:
        """Show what matches the filter."""
        everywhere = self._marking.everywhere()
        listed = [a for a in everywhere if matches(a, self._rows.get(a.article), self._query)]
        self.list.show(listed, self._rows)
        count = ngettext("{n} annotation", "{n} annotations", len(listed))
        title = f"{_('annotations')}  {count}  {self._query}"
        self.query_one("#annotations-title", Static).update(Content(one_line(title)))

    @property
    def _item(self) -> Annotation | None:
        return self.list.items[self.list.cursor] if self.list.items else None

    def action_jump(self) -> None:
        """Go to the annotation's place."""
        if self._item and self._item.orphaned:
            self.status.say(_("its passage is no longer in the library; the quote is kept here"))
        elif self._item:
            self.dismiss(self._item)

    def action_leave(self) -> None:
        """Leave."""
        if self.status.prompt:
            self.status.leave()
        elif self._query:
            self._query = ""
            self.fill()
        else:
            self.dismiss(None)

    def action_note(self) -> None:
        """Ask for the note."""
        item = self._item
        if item and item.kind == AnnotationKind.HIGHLIGHT:
            before = note_on_one_line(item.note)

            def keep(text: str) -> None:
                if text != before:  # as it was, line breaks included
                    self._apply(self._marking.note_change(item, text))

            self._ask(_("note"), before, keep)

    def action_tags(self) -> None:
        """Ask for the tags."""
        item = self._item
        if item:
            self._ask(
                _("tags"),
                " ".join(item.tags),
                lambda text: self._apply(self._marking.tags_change(item, text)),
            )

    def _ask(self, sign: str, text: str, keep: Callable[[str], None]) -> None:
        def entered(typed: str) -> None:
            self.list.focus()
            keep(typed)

        self.status.ask(Prompt(sign=sign + " ", entered=entered, left=self._refocus), text)

    def _refocus(self) -> None:
        self.list.focus()

    def action_filter(self) -> None:
        """Ask what to list."""
        prompt = Prompt(
            sign="/", typed=self._narrow, entered=lambda text: self._refocus(), left=self._refocus
        )
        self.status.ask(prompt, self._query)

    def _narrow(self, text: str) -> None:
        self._query = text
        self.fill()

    def action_delete(self) -> None:
        """Take the annotation away."""
        if self._item:
            stored = self._marking.stored(self._item)
            self._apply(self._marking.removing([stored], _("taken away; u undoes")))

    def _apply(self, change: Change) -> None:
        self._make(partial(self._history.apply, change))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._make(self._history.undo)

    def action_redo(self) -> None:
        """Make it again."""
        self._make(self._history.redo)

    def _make(self, step: Callable[[], object]) -> None:
        try:
            step()
        except KeptInMemoryError as error:
            self.status.say(str(error), error=True)
        except WxError as error:
            self.status.say(str(error), error=True)
            return
        self.fill()
        self.status.say(self._history.done[-1].what if self._history.done else "")

    def action_export(self) -> None:
        """Ask for a format, and write what is listed."""

        def write(which: int | None) -> None:
            if which is not None:
                self._export(FORMATS[which])

        self.app.push_screen(ChooserScreen(_("export what is listed here as"), FORMATS), write)

    def _export(self, form: str) -> None:
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        text = export(self.list.items, self._rows, form, map(annotation_doc, self.list.items))
        name = f"wxreader-{stamp}.{ENDINGS[form]}"
        try:
            said = save_file(self.app, name, text.encode("utf-8", "replace"))
        except WxError as error:
            self.status.say(str(error), error=True)
        else:
            self.status.say(said)
