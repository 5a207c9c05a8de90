"""Keys for choosing a passage without a mouse, and for making and changing highlights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import events

from wxreader.annotations.anchor import make_selector, to_offset, to_place
from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.library.userdata import COLORS, new_id, now
from wxreader.model import HEADLINE_BLOCK, Annotation, Article
from wxreader.reading.units import sentences
from wxreader.text import one_line
from wxreader.tui.annotating import note_on_one_line
from wxreader.tui.keymap import SELECTION_KEYS
from wxreader.tui.layers import Layer
from wxreader.tui.reader.screen import ReaderScreen
from wxreader.tui.selection import Motions, Selection, extended, labels
from wxreader.tui.undo import Change
from wxreader.tui.widgets.article_view import ArticleView

_MOTIONS = {
    "h": ("char", -1), "left": ("char", -1), "l": ("char", 1), "right": ("char", 1), "w": ("word", 1), "b": ("word", -1),
    "right_parenthesis": ("sentence", 1), "left_parenthesis": ("sentence", -1), "right_curly_bracket": ("paragraph", 1),
    "left_curly_bracket": ("paragraph", -1),
}  # fmt: skip
"""Keys that move the selection's end, with unit and direction."""


class Selecting(ReaderScreen):
    """`f`, `F`, `v`, `V`, and the keys of a selection and of a highlight."""

    _selection: Selection | None = None
    _motions: Motions | None = None
    _chosen: Callable[[int], None] | None = None
    """What to do with the hint that is typed; None outside hint mode."""

    # -- hint mode ------------------------------------------------------------------------------------

    def action_hint_sentences(self) -> None:
        article = self.view.article
        if article is None:
            return
        first, last = self.view.in_view()
        spans = [
            (n, a, b)
            for n, p in enumerate(article.paragraphs)
            for a, b in sentences(p.text)
            if first <= (n, a) < last
        ]

        def take(which: int) -> None:
            n, a, b = spans[which]
            self._select(to_offset(article, n, a), to_offset(article, n, b) - 1)

        self._hint([(n, a) for n, a, _ in spans], take, _("sentences: press the letter"))

    def action_hint_mentions(self) -> None:
        article = self.view.article
        if article is None:
            return
        first, last = self.view.in_view()
        found = sorted(
            (m for m in article.mentions if first <= (m.paragraph, m.start) < last),
            key=lambda m: (m.paragraph, m.start),
        )
        self._hint(
            [(m.paragraph, m.start) for m in found],
            lambda which: self._go_to_mention(found[which]),
            _("mentions: press the letter"),
        )

    def _hint(self, places: list[tuple[int, int]], take: Callable[[int], None], say: str) -> None:
        if not places:
            self.say(_("nothing to choose in view"))
            return
        self._chosen = take
        self.view.set_hints(dict(zip(places, labels(len(places)), strict=False)))
        self.view.key_hook = self._hint_key
        self.set_focus(self.view)
        self.say(say)

    def _hint_key(self, event: events.Key) -> bool:
        chosen, self._chosen = self._chosen, None
        hints = list(self.view.hints.values())
        self.view.set_hints({})
        self.view.key_hook = None
        self.say("")
        if chosen and event.character in hints:
            chosen(hints.index(event.character))
        return True

    # -- by sentences -----------------------------------------------------------------------------------

    def action_next_sentence(self) -> None:
        self._step_sentence(1)

    def action_previous_sentence(self) -> None:
        self._step_sentence(-1)

    def _step_sentence(self, step: int) -> None:
        article = self.view.article
        if article and article.paragraphs:
            block, offset = self.view.cursor
            at = to_offset(article, block, offset) if block >= 0 else -1
            self.view.go_to(to_place(article, Motions(article).move(at, "sentence", step, extend=False)))

    # -- selecting --------------------------------------------------------------------------------------

    def action_select(self) -> None:
        self._begin(lambda motions, at: (at, at))

    def action_select_paragraph(self) -> None:
        self._begin(lambda motions, at: (motions.paragraph_at(at)[0], motions.paragraph_at(at)[1] - 1))

    def _begin(self, span: Callable[[Motions, int], tuple[int, int]]) -> None:
        article = self.view.article
        if article is None or not article.paragraphs:
            return
        block, offset = self.view.cursor
        at = to_offset(article, max(0, block), offset if block >= 0 else 0)
        self._select(*span(Motions(article), at))

    def _select(self, anchor: int, head: int) -> None:
        article = self.view.article
        if article is None:
            return
        self._motions = Motions(article)
        self._show_selection(Selection(anchor, max(anchor, head)))
        self.view.key_hook = self._selection_key
        self.set_focus(self.view)

    def _show_selection(self, selection: Selection | None) -> None:
        self._selection = selection
        article = self.view.article
        if selection is None or article is None:
            self.view.key_hook = None
            self.view.set_overlay([])
            return
        self.view.set_overlay(spans_of(article, selection.start, selection.end, "selection"))
        self.view.go_to(to_place(article, selection.head))
        self.say(
            _(
                "{n} characters · Enter highlight · 1-5 colour · n note · t tags · y copy · o other end",
                n=selection.end - selection.start,
            )
        )

    def _selection_key(self, event: events.Key) -> bool:
        """A key while something is selected; every key is ours but those that other modes need."""
        selection, motions = self._selection, self._motions
        if selection is None or motions is None:
            return False
        key = event.key
        if key in _MOTIONS:
            self._show_selection(extended(selection, motions, *_MOTIONS[key]))
            return True
        if key in ("j", "down", "k", "up"):
            self._select_line(selection, 1 if key in ("j", "down") else -1)
            return True
        command = next((c.name for c in SELECTION_KEYS if key in c.keys or event.character in c.keys), "")
        if command:
            getattr(self, f"_{command}")()
        return True

    def _select_line(self, selection: Selection, step: int) -> None:
        article = self.view.article
        assert article is not None
        (self.view.action_down if step > 0 else self.view.action_up)()
        block, offset = self.view.cursor
        self._show_selection(
            replace(selection, head=to_offset(article, max(0, block), offset if block >= 0 else 0))
        )

    def _select_swap(self) -> None:
        if self._selection:
            self._show_selection(self._selection.swapped())

    def _select_leave(self) -> None:
        self._show_selection(None)
        self.say("")

    def _select_find(self) -> None:
        self.status.ask("select-to", "/")

    def select_to(self, text: str) -> None:
        """Extend the selection to the next place of a text, that text included."""
        if self._selection and self._motions and text:
            at = self._motions.text.find(text, self._selection.end)
            if at >= 0:
                self._show_selection(replace(self._selection, head=at + len(text) - 1))
            else:
                self.say(_("not found"))
        self.set_focus(self.view)

    def on_article_view_dragged(self, event: ArticleView.Dragged) -> None:
        article = self.view.article
        if article is None or min(event.start[0], event.end[0]) < 0:
            return
        a, b = (to_offset(article, *p) for p in (event.start, event.end))
        self._motions = Motions(article)
        self.view.key_hook = self._selection_key
        self._show_selection(Selection(a, b))

    # -- from a selection -------------------------------------------------------------------------------

    def _make_highlight(self, color: str = COLORS[0]) -> Annotation | None:
        article, selection = self.view.article, self._selection
        if article is None or selection is None:
            return None
        made = now()
        sha256 = self._library.page(article.source).source.sha256
        selector = make_selector(article, selection.start, selection.end)
        annotation = Annotation(
            new_id(),
            "highlight",
            article.id,
            article.source,
            sha256,
            article.title,
            made,
            made,
            selector,
            color,
        )
        self._show_selection(None)
        if not self.make(self._marking.adding([annotation], _("highlighted"))):
            return None
        self.view.go_to((selector.paragraph, selector.start))
        self.say(_("highlighted; n adds a note, x takes it away, u undoes"))
        return annotation

    def _select_highlight(self) -> None:
        self._make_highlight()

    def _color(self, number: int) -> None:
        self._make_highlight(COLORS[number - 1])

    def _select_color_1(self) -> None:
        self._color(1)

    def _select_color_2(self) -> None:
        self._color(2)

    def _select_color_3(self) -> None:
        self._color(3)

    def _select_color_4(self) -> None:
        self._color(4)

    def _select_color_5(self) -> None:
        self._color(5)

    def _select_note(self) -> None:
        made = self._make_highlight()
        if made:
            self._ask_note(made)

    def _select_tags(self) -> None:
        made = self._make_highlight()
        if made:
            self._ask_tags(made)

    def _select_copy(self) -> None:
        from wxreader.tui.terminal.clipboard import copy

        article, selection = self.view.article, self._selection
        if article and selection and self._motions:
            quote = self._motions.text[selection.start : selection.end]
            self._show_selection(None)
            copy(self.app, citation(article, quote))
            self.say(_("copied with its citation"))

    # -- on a highlight -----------------------------------------------------------------------------------

    def _highlight_here(self) -> Annotation | None:
        """The innermost highlight around the cursor."""
        article = self.view.article
        if article is None or self.view.cursor[0] == HEADLINE_BLOCK or not article.paragraphs:
            return None
        at = to_offset(article, *self.view.cursor)
        around = []
        for a in self._marking.highlights(article):
            s = a.selector
            assert s is not None
            start, end = to_offset(article, s.paragraph, s.start), to_offset(article, s.end_paragraph, s.end)
            if start <= at < end:
                around.append((end - start, a))
        return min(around, key=lambda x: x[0])[1] if around else None

    def action_open_note(self) -> None:
        found = self._highlight_here()
        if found:
            self._ask_note(found)
        else:
            self.say(_("no highlight here"))

    def action_edit_note(self) -> None:
        from wxreader.tui.terminal.editor import edit_text

        found = self._highlight_here()
        if found is None:
            self.say(_("no highlight here"))
            return
        try:
            text = edit_text(self.app, found.note)
        except WxError as error:
            self.say(str(error), error=True)
            return
        self._keep(self._marking.note_change(found, text))

    def action_remove_highlight(self) -> None:
        found = self._highlight_here()
        if found and self.make(
            self._marking.removing([self._marking.stored(found)], _("highlight taken away"))
        ):
            self.say(_("highlight taken away; u undoes"))
        elif not found:
            self.say(_("no highlight here"))

    def action_tag_highlight(self) -> None:
        found = self._highlight_here()
        if found:
            self._ask_tags(found)
        else:
            self.say(_("no highlight here"))

    def _ask_note(self, annotation: Annotation) -> None:
        self._asked = annotation
        self.status.ask("note", _("note") + " ", note_on_one_line(annotation.note))

    def _ask_tags(self, annotation: Annotation) -> None:
        self._asked = annotation
        self.status.ask("tags", _("tags") + " ", " ".join(annotation.tags))

    def answered(self, kind: str, text: str) -> None:
        """A note or tags were typed for the highlight that was asked about."""
        self.set_focus(self.view)
        found = self._asked
        if found is None:
            return
        if kind == "note" and text == note_on_one_line(found.note):
            return  # a note of several lines that was only looked at keeps its lines
        make = self._marking.note_change if kind == "note" else self._marking.tags_change
        self._keep(make(found, text))

    _asked: Annotation | None = None

    def _keep(self, change: Change) -> None:
        if self.make(change):
            self.say(change.what)

    def action_bookmarks(self) -> None:
        from wxreader.tui.screens.chooser import ChooserScreen

        found = [a for a in self._marking.everywhere() if a.kind == "bookmark" and not a.orphaned]
        if not found:
            self.say(_("no bookmarks yet; m makes one"))
            return

        def go(which: int | None) -> None:
            if which is not None:
                a = found[which]
                self.go_to_annotation(a)

        choices = [
            f"★ {one_line(a.headline)}  {one_line(a.selector.exact) if a.selector else ''}" for a in found
        ]
        self.app.push_screen(ChooserScreen(_("bookmarks"), choices), go)


def spans_of(article: Article, start: int, end: int, style: str) -> list[Layer]:
    """Characters `start` to `end` of the article's text as layers of its paragraphs."""
    out = []
    first, last = to_place(article, start), to_place(article, max(start, end - 1))
    for n in range(first[0], last[0] + 1):
        a = first[1] if n == first[0] else 0
        b = last[1] + 1 if n == last[0] else len(article.paragraphs[n].text)
        out.append(Layer(n, a, b, style))
    return out


def citation(article: Article, quote: str) -> str:
    """A passage with where it is from: 「…」 (reporters, 《headline》, date, source)."""
    facts = [
        *("、".join(article.byline),),
        f"《{article.title}》",
        article.event_date.start if article.event_date else "",
        article.source,
    ]
    return f"“{quote}”（{'，'.join(x for x in facts if x)}）"
