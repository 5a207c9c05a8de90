"""The annotations screen: every highlight, note and bookmark of the library; filter, jump, edit, delete, export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from wxreader.annotations.export import FORMATS, export
from wxreader.atomic import write_atomic
from wxreader.errors import KeptInMemoryError, WxError
from wxreader.i18n import _, ngettext
from wxreader.library.codec import annotation_doc
from wxreader.model import Annotation, Row
from wxreader.text import cells, cut, fold, one_line
from wxreader.tui.annotating import Annotator, note_on_one_line
from wxreader.tui.keymap import MOVES, bind
from wxreader.tui.screens.chooser import ChooserScreen
from wxreader.tui.undo import History
from wxreader.tui.widgets.line_pane import LinePane, Span
from wxreader.tui.widgets.status import Status

SIGNS = {"yellow": "1", "green": "2", "blue": "3", "red": "4", "purple": "5"}
"""A colour's number: its mark where there is no colour."""
ENDINGS = {"markdown": "md", "json": "json", "csv": "csv", "w3c": "jsonld"}


def matches(a: Annotation, row: Row | None, query: str) -> bool:
    """Whether an annotation has every word of a query; `tag:`, `color:`, `date:`, `person:`, `is:` ask for one thing."""
    texts = fold(" ".join((a.selector.exact if a.selector else "", a.note, a.headline, *a.tags)))
    for word in query.split():
        key, colon, value = word.partition(":")
        value = fold(value)
        if colon and key in ("tag", "标签"):
            found = any(value in fold(t) for t in a.tags)
        elif colon and key in ("color", "颜色"):
            found = value in (a.color, SIGNS.get(a.color, ""))
        elif colon and key in ("date", "日期"):
            found = bool(row and row.date.startswith(value)) or a.created.startswith(value)
        elif colon and key in ("person", "人物"):
            found = bool(row and any(value in fold(p) for p in row.people))
        elif colon and key == "is":
            found = {
                "orphaned": a.orphaned,
                "note": bool(a.note),
                "bookmark": a.kind == "bookmark",
                "highlight": a.kind == "highlight",
            }.get(value, False)
        else:
            found = fold(word) in texts
        if not found:
            return False
    return True


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
        return len(self.items)

    def line_count(self) -> int:
        return max(1, 2 * len(self.items))

    def item_line(self, item: int) -> int:
        return 2 * item

    def item_height(self, item: int) -> int:
        return 2

    def item_at(self, line: int) -> int | None:
        return line // 2 if line // 2 < len(self.items) else None

    def spans(self, line_number: int, width: int) -> list[Span]:
        dim = self.style("pane--dim")
        if not self.items:
            return [(_("nothing annotated that matches"), dim)]
        a = self.items[line_number // 2]
        if line_number % 2 == 0:
            sign = "★ " if a.kind == "bookmark" else f"▎{SIGNS.get(a.color, ' ')} "
            lost = _("(orphaned) ") if a.orphaned else ""
            return [
                (sign, self.style("pane--accent")),
                (lost, self.style("pane--accent")),
                (one_line(a.selector.exact if a.selector else a.headline), self.style("pane--name")),
            ]
        row = self.rows.get(a.article)
        facts = " · ".join(x for x in (row.date if row else "", one_line(a.headline)) if x)
        note = one_line(a.note)
        tags = " ".join(f"#{one_line(t)}" for t in a.tags)
        mine = " ".join(x for x in (f"✎ {note}" if note else "", tags) if x)
        room = max(0, width - 4 - cells(cut(facts, width // 2)) - 2)
        shown = cut(mine, room)
        return [
            ("    ", dim),
            (shown, self.style("pane--name")),
            (" " * (room - cells(shown) + 2) + cut(facts, width // 2), dim),
        ]


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
        Binding("ctrl+r", "redo", show=False),
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
        with Vertical(classes="pane"):
            yield Static(Content(""), id="annotations-title", classes="pane-title")
            yield self.list
        yield self.status

    def on_mount(self) -> None:
        bind(self.list, MOVES, {})
        self.list.focus()
        self.fill()
        self.status.place(_("Enter go there  n note  t tags  x delete  u undo  / filter  e export  q back"))

    def fill(self) -> None:
        """Show what matches the filter."""
        found = [a for a in self._marking.everywhere() if matches(a, self._rows.get(a.article), self._query)]
        self.list.show(found, self._rows)
        title = (
            _("annotations")
            + "  "
            + ngettext("{n} annotation", "{n} annotations", len(found))
            + "  "
            + self._query
        )
        self.query_one("#annotations-title", Static).update(Content(one_line(title)))

    @property
    def _item(self) -> Annotation | None:
        return self.list.items[self.list.cursor] if self.list.items else None

    def action_jump(self) -> None:
        if self._item and self._item.orphaned:
            self.status.say(_("its passage is no longer in the library; the quote is kept here"))
        elif self._item:
            self.dismiss(self._item)

    def action_leave(self) -> None:
        if self.status.kind:
            self.status.close()
            self.list.focus()
        elif self._query:
            self._query = ""
            self.fill()
        else:
            self.dismiss(None)

    def action_note(self) -> None:
        if self._item and self._item.kind == "highlight":
            self.status.ask("note", _("note") + " ", note_on_one_line(self._item.note))

    def action_tags(self) -> None:
        if self._item:
            self.status.ask("tags", _("tags") + " ", " ".join(self._item.tags))

    def action_filter(self) -> None:
        self.status.ask("filter", "/", self._query)

    def on_status_typed(self, event: Status.Typed) -> None:
        if event.kind == "filter":
            self._query = event.text
            self.fill()

    def on_status_entered(self, event: Status.Entered) -> None:
        self.status.close()
        self.list.focus()
        if event.kind == "note" and self._item and event.text == note_on_one_line(self._item.note):
            return  # as it was, line breaks included
        if event.kind in ("note", "tags") and self._item:
            change = self._marking.note_change if event.kind == "note" else self._marking.tags_change
            self._make(partial(self._history.make, change(self._item, event.text)))

    def action_delete(self) -> None:
        if self._item:
            self._make(
                partial(
                    self._history.make,
                    self._marking.removing([self._marking.stored(self._item)], _("taken away; u undoes")),
                )
            )

    def action_undo(self) -> None:
        self._make(self._history.undo)

    def action_redo(self) -> None:
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
        def write(which: int | None) -> None:
            if which is not None:
                self._export(FORMATS[which])

        self.app.push_screen(ChooserScreen(_("export what is listed here as"), FORMATS), write)

    def _export(self, form: str) -> None:
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        path = Path.cwd() / f"wxreader-{stamp}.{ENDINGS[form]}"
        text = export(self.list.items, self._rows, form, map(annotation_doc, self.list.items))
        try:
            write_atomic(path, text.encode("utf-8", "replace"))
        except OSError as error:
            self.status.say(
                _("{path} cannot be written ({reason})", path=path, reason=error.strerror), error=True
            )
            return
        self.status.say(_("written to {path}", path=path))
