"""Every highlight, note and bookmark of the library: filter, jump, edit, delete, export."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wxreader.errors import KeptInMemoryError, WxError
from wxreader.i18n import _, ngettext
from wxreader.model import Annotation, AnnotationKind, Colour, Row
from wxreader.settings import settings_path
from wxreader.text import cells, cut, one_line
from wxreader.tui.annotating import Annotator, drawn, note_on_one_line
from wxreader.tui.annotation_filter import KEYS, NUMBERS, matches, unknown_key
from wxreader.tui.keymap import N_, NOTES
from wxreader.tui.reader.changes import made_again, undone
from wxreader.tui.screens.chooser import ChooserScreen
from wxreader.tui.screens.goals import Action, Ask, GoalScreen
from wxreader.tui.surroundings import around
from wxreader.tui.undo import Change, History
from wxreader.tui.widgets.line_pane import LinePane, Span
from wxreader.tui.widgets.status import Prompt

if TYPE_CHECKING:
    from wxreader.tui.exporting import Form

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
    ("o", N_("order")),
)
"""Keys and a word for each."""


class AnnotationList(LinePane):
    """Two lines an annotation: quote; note, tags and where it is from."""

    COMPONENT_CLASSES = LinePane.COMPONENT_CLASSES | {"pane--name", *(f"pane--{c}" for c in Colour)}

    def __init__(self) -> None:
        super().__init__("annotation-list")
        self.items: list[Annotation] = []
        self.rows: dict[str, Row] = {}
        self._empty = ""

    def show(self, items: Sequence[Annotation], rows: dict[str, Row], empty: str) -> None:
        """Fill the list; `empty` stands there where it has nothing."""
        self.items, self.rows, self._empty = list(items), rows, empty
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
            return [(" " + self._empty, dim)]
        a = self.items[line_number // 2]
        return self._quote(a) if line_number % 2 == 0 else self._facts(a, width)

    def _quote(self, a: Annotation) -> list[Span]:
        accent = self.style("pane--accent")
        quote = one_line(a.selector.exact if a.selector else a.headline)
        if a.kind == AnnotationKind.BOOKMARK:
            sign, mark = "★ ", accent
            quote = f"{quote}…" if a.selector else quote
        else:
            colour = a.color if a.color in tuple(Colour) else Colour.YELLOW  # a stranger's file has others
            sign, mark = f" {number_of(a)} ", self.style(f"pane--{colour}")
        return [
            (sign, mark),
            (" ", accent),
            (_("(orphaned) ") if a.orphaned else "", accent),
            (quote, self.style("pane--name")),
        ]

    def _facts(self, a: Annotation, width: int) -> list[Span]:
        """Note and tags at the left, date and headline at the right."""
        dim = self.style("pane--dim")
        made = a.created[: len("2026-11-24")]
        facts = cut(" · ".join(x for x in (one_line(a.headline), made) if x), width // 2)
        note = f"✎ {one_line(a.note)}" if a.note else ""
        author = f"{one_line(a.author)}:" if a.author else ""
        mine = " ".join(x for x in (author, note, *(f"#{one_line(t)}" for t in a.tags)) if x)
        room = max(0, width - len(MARGIN) - cells(facts) - GAP)
        shown = cut(mine, room)
        white = " " * (room - cells(shown) + GAP)
        return [(MARGIN, dim), (shown, self.style("pane--name")), (white + facts, dim)]


def arranged(annotations: Sequence[Annotation], by_article: bool) -> list[Annotation]:
    """Newest first; or an article's together in their order in the text, the article of the newest first."""
    newest = sorted(annotations, key=lambda a: (a.created, a.id), reverse=True)
    if not by_article:
        return newest
    place = {a.article: n for n, a in reversed(list(enumerate(newest)))}
    return sorted(
        newest,
        key=lambda a: (place[a.article], (a.selector.paragraph, a.selector.start) if a.selector else (-1, 0)),
    )


def _nothing_yet() -> str:
    return _("nothing yet: in a text, f and a letter, then Enter, highlight a sentence; m is a bookmark")


def _wrong(query: str) -> str:
    """What is wrong with a filter; empty where it is right."""
    key = unknown_key(query)
    if key is None:
        return ""
    return _(
        "there is no key {key!r}; the keys are {keys}", key=f"{key}:", keys=" ".join(f"{k}:" for k in KEYS)
    )


def number_of(a: Annotation) -> str:
    """The number of a highlight's colour; a blank where it has none."""
    return next((number for colour, number in NUMBERS.items() if colour == a.color), " ")


class AnnotationsScreen(GoalScreen[Annotation | Ask]):
    """`a`. Enter goes to the passage; the screen's answer is the annotation to go to.

    Args:
        marking: The library's annotations.
        history: Undo and redo, shared with the reading screen.
        rows: The catalogue's rows by article id.
        query: What the list is narrowed to first.
    """

    def __init__(self, marking: Annotator, history: History, rows: dict[str, Row], query: str = "") -> None:
        self._marking = marking
        self._history = history
        self._rows = rows
        self._query = query
        self._by_article = False
        self._listed: list[Annotation] = []
        """What is listed, in the colours that the user gave."""
        self.list = AnnotationList()
        super().__init__(self.list, NOTES, [(key, _(word)) for key, word in HINTS])

    def compose(self) -> ComposeResult:
        """Textual's call: the widgets."""
        with Vertical(classes="pane focused"):
            yield Static(Content(""), id="annotations-title", classes="pane-title")
            yield self.list
        yield self.status

    def on_mount(self) -> None:
        """Textual's call: it stands on the screen."""
        self.fill()

    def actions(self) -> Mapping[str, Action]:
        """What the keys of this screen do."""
        return {
            "notes_go": self._jump,
            "notes_note": self._ask_note,
            "notes_tags": self._ask_tags,
            "notes_delete": self._delete,
            "notes_undo": lambda: self._make(
                self._history.undo, undone, _("nothing to undo since the reader was opened")
            ),
            "notes_redo": lambda: self._make(self._history.redo, made_again, _("nothing to make again")),
            "notes_filter": self._ask_filter,
            "notes_order": self._reorder,
            "notes_export": self._choose_form,
            "notes_codebook": lambda: self.answer(Ask("")),
            "notes_leave": self.leave,
        }

    def fill(self) -> None:
        """Show what matches the filter, newest first or by article."""
        everywhere = self._marking.everywhere()
        listed = [a for a in everywhere if matches(a, self._rows.get(a.article), self._query)]
        empty = _("nothing annotated that matches") if everywhere else _nothing_yet()
        self._listed = arranged(listed, self._by_article)
        codes = self._marking.codes()
        self.list.show([drawn(a, codes) for a in self._listed], self._rows, empty)
        count = ngettext("{n} annotation", "{n} annotations", len(listed))
        order = _("by article") if self._by_article else _("newest first")
        self.query_one("#annotations-title", Static).update(
            Content(one_line(f"{self._query}  {count} · {order}" if self._query else f"{count} · {order}"))
        )

    @property
    def _item(self) -> Annotation | None:
        return self.list.items[self.list.cursor] if self.list.items else None

    def _jump(self) -> None:
        if self._item and self._item.orphaned:
            self.status.say(_("its passage is no longer in the library; the quote is kept here"))
        elif self._item:
            self.answer(self._item)

    def leave(self) -> None:
        """Out of what is typed, then off with the filter, then back."""
        if self.status.prompt:
            self.status.leave()
        elif self._query:
            self._narrow("")
        else:
            self.answer(None)

    def _reorder(self) -> None:
        self._by_article = not self._by_article
        self.fill()

    def _ask_note(self) -> None:
        item = self._item
        if item is None or item.kind != AnnotationKind.HIGHLIGHT:
            self.status.say(_("a bookmark has no note; highlights have"))
            return
        before = note_on_one_line(item.note)

        def keep(text: str) -> None:
            if text != before:  # as it was, line breaks included
                self._apply(self._marking.note_change(item, text))

        self._ask(_("note"), _("a note on the passage"), before, keep)

    def _ask_tags(self) -> None:
        item = self._item
        if item:
            self._ask(
                _("tags"),
                _("tags, parted by spaces or commas"),
                " ".join(item.tags),
                lambda text: self._apply(self._marking.tags_change(item, text)),
            )

    def _ask(self, sign: str, purpose: str, text: str, keep: Callable[[str], None]) -> None:
        def entered(typed: str) -> None:
            self.list.focus()
            keep(typed)

        keys = (("Enter", _("keep")), ("Esc", _("drop")))
        self.status.ask(
            Prompt(sign=sign + " ", purpose=purpose, keys=keys, entered=entered, left=self._refocus), text
        )

    def _refocus(self) -> None:
        self.list.focus()

    def _ask_filter(self) -> None:
        prompt = Prompt(
            sign="/",
            purpose=_("words; tag: color: date: person: author: is:note is:bookmark is:orphaned"),
            keys=(("Enter", _("keep")), ("Esc", _("give up"))),
            typed=self._narrow,
            entered=lambda text: self._refocus(),
            left=self._refocus,
        )
        self.status.ask(prompt, self._query)

    def _narrow(self, text: str) -> None:
        self._query = text
        self.fill()
        self.status.say(_wrong(text), error=bool(_wrong(text)))

    def _delete(self) -> None:
        if self._item:
            stored = self._marking.stored(self._item)
            self._apply(self._marking.removing([stored], _("taken away; u undoes")))

    def _apply(self, change: Change) -> None:
        def apply() -> Change:
            self._history.apply(change)
            return change

        self._make(apply, lambda made: made.what, "")

    def _make(self, step: Callable[[], Change | None], told: Callable[[Change], str], nothing: str) -> None:
        """Make or take back a change, and say which."""
        try:
            change = step()
        except KeptInMemoryError as error:
            self.fill()
            self.status.say(str(error), error=True)
            return
        except WxError as error:
            self.status.say(str(error), error=True)
            return
        self.fill()
        self.status.say(told(change) if change else nothing)

    # -- exports ------------------------------------------------------------------------------------

    def _choose_form(self) -> None:
        from wxreader.tui.exporting import TEMPLATES, forms_of

        folder = settings_path().parent / TEMPLATES if around(self.app).own_files else None
        forms = forms_of(self._marking, self._listed, self._rows, folder)

        def chosen(which: int | None) -> None:
            if which is not None:
                self.call_after_refresh(self._choose_place, forms[which])

        self.app.push_screen(
            ChooserScreen(_("export what is listed here as"), [f.says for f in forms]), chosen
        )

    def _choose_place(self, form: Form) -> None:
        def chosen(which: int | None) -> None:
            if which is not None:
                self.call_after_refresh((self._ask_file, self._copy)[which], form)

        places = (_("into a file"), _("to the clipboard"))
        self.app.push_screen(ChooserScreen(_("where to?"), places), chosen)

    def _ask_file(self, form: Form) -> None:
        if not around(self.app).own_files:  # a browser asks for the name itself
            self._write(form, f"wxreader-{date.today()}.{form.ending}")
            return
        purpose = _("a new file, or one of an earlier export: it is brought up to date")
        name = f"wxreader-notes.{form.ending}"
        self._ask(_("file"), purpose, name, partial(self._write, form))

    def _write(self, form: Form, name: str) -> None:
        from wxreader.tui.exporting import write

        if name.strip():
            self._tell(lambda: write(self.app, form, name))

    def _copy(self, form: Form) -> None:
        from wxreader.tui.terminal.clipboard import copy

        def copied() -> str:
            text = form.make()
            copy(self.app, text)
            return ngettext("{n} character copied", "{n} characters copied", len(text))

        self._tell(copied)

    def _tell(self, step: Callable[[], str]) -> None:
        """Do something, and say what came of it."""
        try:
            said = step()
        except WxError as error:
            self.status.say(str(error), error=True)
        else:
            self.status.say(said)
