"""Modes of the text pane: while one lasts, it gets every key first (`ArticleView.key_hook`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from wxreader.annotations.anchor import to_offset, to_place
from wxreader.i18n import _, ngettext
from wxreader.model import HEADLINE_BLOCK, Article, Place
from wxreader.reading.units import sentences
from wxreader.tui.keymap import SELECTION_KEYS
from wxreader.tui.layers import Layer
from wxreader.tui.selection import Motions, Selection, extended, labels
from wxreader.tui.widgets.status import Prompt

if TYPE_CHECKING:
    from wxreader.tui.reader.actions import Action
    from wxreader.tui.reader.screen import MainScreen
    from wxreader.tui.widgets.article_view import ArticleView


class HintMode:
    """Letters over places in view; a letter chooses its place, any other key leaves."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._take: Callable[[int], None] | None = None
        """What to do with the hint that is typed."""

    def sentences(self) -> None:
        """Letters over the sentences in view; one is then selected."""
        screen = self._screen
        article = screen.view.article
        if article is None:
            return
        first, last = screen.view.in_view()
        spans = [(n, a, b) for n, p in enumerate(article.paragraphs) for a, b in sentences(p.text)]
        seen = [x for x in spans if first <= x[:2] < last]

        def take(which: int) -> None:
            n, a, b = seen[which]
            screen.selecting.select(to_offset(article, n, a), to_offset(article, n, b) - 1)

        self._begin([Place(n, a) for n, a, _ in seen], take, _("sentences: press the letter"))

    def mentions(self) -> None:
        """Letters over the mentions in view; the cursor then goes to one."""
        screen = self._screen
        article = screen.view.article
        if article is None:
            return
        first, last = screen.view.in_view()
        seen = sorted(
            (m for m in article.mentions if first <= (m.paragraph, m.start) < last),
            key=lambda m: (m.paragraph, m.start),
        )
        self._begin(
            [Place(m.paragraph, m.start) for m in seen],
            lambda which: screen.shown.go_to_mention(seen[which]),
            _("mentions: press the letter"),
        )

    def _begin(self, places: Sequence[Place], take: Callable[[int], None], say: str) -> None:
        screen = self._screen
        if not places:
            screen.say(_("nothing to choose in view"))
            return
        self._take = take
        screen.view.set_hints(dict(zip(places, labels(len(places)), strict=False)))
        screen.view.key_hook = self.key
        screen.set_focus(screen.view)
        screen.say(say)
        screen.status.mode((("Esc", _("leave")),))

    def key(self, event: events.Key) -> bool:
        """A key while the letters stand."""
        view = self._screen.view
        take, self._take = self._take, None
        letters = list(view.hints.values())
        view.set_hints({})
        view.key_hook = None
        self._screen.say("")
        self._screen.status.mode(())
        if take and event.character in letters:
            take(letters.index(event.character))
        return True


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What was selected when a key took it; offsets are of the article's whole text."""

    article: Article
    start: int
    end: int
    text: str


class SelectionMode:
    """A passage being selected: keys move its end, take it, or leave it.

    Args:
        screen: The reading screen.
        actions: What the commands of a selection do, by their names.
    """

    def __init__(self, screen: MainScreen, actions: Mapping[str, Action]) -> None:
        self._screen = screen
        self._selection: Selection | None = None
        self._motions: Motions | None = None
        self._keys: dict[str, Action] = {key: actions[c.name] for c in SELECTION_KEYS for key in c.keys}
        for keys, unit, step in MOTIONS:
            self._keys |= dict.fromkeys(keys, partial(self._move, unit, step))
        self._keys |= dict.fromkeys(("j", "down"), partial(self._move_line, 1))
        self._keys |= dict.fromkeys(("k", "up"), partial(self._move_line, -1))

    # -- beginning ----------------------------------------------------------------------------------

    def from_here(self) -> None:
        """Select from the cursor on."""
        at = self._offset_here()
        if at is not None:
            self.select(at, at)

    def paragraph(self) -> None:
        """Select the paragraph."""
        article, at = self._screen.view.article, self._offset_here()
        if article is not None and at is not None:
            span = Motions(article).paragraph_at(at)
            self.select(span.start, span.end - 1)

    def word_at(self, place: Place) -> None:
        """Select the word around a place."""
        article = self._screen.view.article
        if article is not None and article.paragraphs and place.paragraph != HEADLINE_BLOCK:
            span = Motions(article).word_at(to_offset(article, *place))
            self.select(span.start, span.end - 1)

    def _offset_here(self) -> int | None:
        article = self._screen.view.article
        if article is None or not article.paragraphs:
            return None
        return offset_of(article, self._screen.view.cursor)

    def select(self, anchor: int, head: int) -> None:
        """Select characters, both ends included."""
        article = self._screen.view.article
        if article is None:
            return
        self._motions = Motions(article)
        self._show(Selection(anchor, max(anchor, head)))
        self._screen.view.key_hook = self.key
        self._screen.set_focus(self._screen.view)

    def dragged(self, event: ArticleView.Dragged) -> None:
        """Select what the mouse was drawn over."""
        article = self._screen.view.article
        if article is None or HEADLINE_BLOCK in (event.start.paragraph, event.end.paragraph):
            return
        self._motions = Motions(article)
        self._screen.view.key_hook = self.key
        self._show(Selection(to_offset(article, *event.start), to_offset(article, *event.end)))

    # -- while it lasts -----------------------------------------------------------------------------

    def key(self, event: events.Key) -> bool:
        """A key while something is selected: all of them are the selection's."""
        if self._selection is None or self._screen.status.prompt:
            return False
        action = self._keys.get(event.key) or self._keys.get(event.character or "")
        if action:
            action()
        return True

    def _show(self, selection: Selection | None) -> None:
        view = self._screen.view
        self._selection = selection
        if selection is None or view.article is None:
            view.key_hook = None
            view.set_overlay([])
            self._screen.status.mode(())
            return
        view.set_overlay(spans_of(view.article, selection.start, selection.end, "selection"))
        view.go_to(Place(*to_place(view.article, selection.head)))
        n = selection.end - selection.start
        self._screen.say(ngettext("{n} character", "{n} characters", n))
        self._screen.status.mode(
            (
                ("Enter", _("highlight")),
                ("1-5", _("colour")),
                ("n", _("note")),
                ("t", _("tags")),
                ("y", _("copy")),
                ("Esc", _("leave")),
                ("s", _("search")),
                ("o", _("other end")),
                ("h l w b ( ) { }", _("move")),
            )
        )

    def _move(self, unit: str, step: int) -> None:
        if self._selection and self._motions:
            self._show(extended(self._selection, self._motions, unit, step))

    def _move_line(self, step: int) -> None:
        view = self._screen.view
        if self._selection is None or view.article is None:
            return
        (view.action_down if step > 0 else view.action_up)()
        self._show(replace(self._selection, head=offset_of(view.article, view.cursor)))

    def swap(self) -> None:
        """The other end is the one that moves."""
        if self._selection:
            self._show(self._selection.swapped())

    def find(self) -> None:
        """Ask up to which text to select."""
        screen = self._screen
        purpose = _("select up to and with a text")
        keys = (("Enter", _("select")), ("Esc", _("give up")))
        left = partial(screen.set_focus, screen.view)
        screen.status.ask(Prompt(sign="/", purpose=purpose, keys=keys, entered=self._up_to, left=left))

    def _up_to(self, text: str) -> None:
        if self._selection and self._motions and text:
            at = self._motions.text.find(text, self._selection.end)
            if at >= 0:
                self._show(replace(self._selection, head=at + len(text) - 1))
            else:
                self._screen.say(_("not found"))
        self._screen.set_focus(self._screen.view)

    def leave(self) -> None:
        """Select nothing."""
        self._show(None)
        self._screen.say("")

    def taken(self) -> Taken | None:
        """What is selected; the mode ends."""
        selection, motions, article = self._selection, self._motions, self._screen.view.article
        if selection is None or motions is None or article is None:
            return None
        self._show(None)
        text = motions.text[selection.start : selection.end]
        return Taken(article=article, start=selection.start, end=selection.end, text=text)


MOTIONS = (
    (("h", "left"), "char", -1),
    (("l", "right"), "char", 1),
    (("w",), "word", 1),
    (("b",), "word", -1),
    (("right_parenthesis",), "sentence", 1),
    (("left_parenthesis",), "sentence", -1),
    (("right_curly_bracket",), "paragraph", 1),
    (("left_curly_bracket",), "paragraph", -1),
)
"""Keys that move the selection's end, with unit and direction."""


def offset_of(article: Article, place: Place) -> int:
    """A place as an offset of the article's whole text; the body's beginning for the headline."""
    return 0 if place.paragraph == HEADLINE_BLOCK else to_offset(article, *place)


def spans_of(article: Article, start: int, end: int, style: str) -> list[Layer]:
    """Characters `start` to `end` of the article's text as layers of its paragraphs."""
    first, last = Place(*to_place(article, start)), Place(*to_place(article, max(start, end - 1)))
    layers = []
    for n in range(first.paragraph, last.paragraph + 1):
        a = first.offset if n == first.paragraph else 0
        b = last.offset + 1 if n == last.paragraph else len(article.paragraphs[n].text)
        layers.append(Layer(block=n, start=a, end=b, style=style))
    return layers
