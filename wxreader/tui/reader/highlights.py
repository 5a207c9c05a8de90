"""Highlights: made of a selection, and what is done with the one under the cursor."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from wxreader.annotations.anchor import to_offset
from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.model import HEADLINE_BLOCK, Annotation, Article, Colour, Place
from wxreader.tui.annotating import note_on_one_line
from wxreader.tui.surroundings import around
from wxreader.tui.widgets.status import EDITOR, Hint, Prompt

if TYPE_CHECKING:
    from wxreader.tui.reader.screen import MainScreen


class Highlights:
    """What the keys of a selection and of a highlight do."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    # -- of a selection -----------------------------------------------------------------------------

    def make(self, colour: Colour = Colour.YELLOW) -> Annotation | None:
        """Highlight what is selected; the highlight, where it could be made."""
        screen = self._screen
        taken = screen.selecting.taken()
        if taken is None:
            return None
        made = screen.annotator.new_highlight(taken.article, taken.start, taken.end, colour)
        change = screen.annotator.adding([made], _("highlighted"))
        if not screen.changes.apply(change, _("highlighted; n adds a note, x takes it away, u undoes")):
            return None
        assert made.selector is not None
        screen.view.go_to(Place(made.selector.paragraph, made.selector.start))
        return made

    def make_with_note(self) -> None:
        """Highlight what is selected, and ask for a note."""
        made = self.make()
        if made:
            self._ask_note(made)

    def make_with_tags(self) -> None:
        """Highlight what is selected, and ask for tags."""
        made = self.make()
        if made:
            self._ask_tags(made)

    def copy(self) -> None:
        """Copy what is selected with its citation."""
        from wxreader.tui.terminal.clipboard import copy

        taken = self._screen.selecting.taken()
        if taken:
            copy(self._screen.app, citation(taken.article, taken.text))
            self._screen.say(_("copied with its citation"))

    # -- under the cursor ---------------------------------------------------------------------------

    def here(self) -> Annotation | None:
        """The innermost highlight around the cursor."""
        screen = self._screen
        article, cursor = screen.view.article, screen.view.cursor
        if article is None or cursor.paragraph == HEADLINE_BLOCK or not article.paragraphs:
            return None
        at = to_offset(article, *cursor)
        candidates = []
        for a in screen.annotator.highlights(article):
            s = a.selector
            assert s is not None
            start, end = to_offset(article, s.paragraph, s.start), to_offset(article, s.end_paragraph, s.end)
            if start <= at < end:
                candidates.append((end - start, a))
        return min(candidates, key=lambda x: x[0])[1] if candidates else None

    def _here_or_said(self) -> Annotation | None:
        highlight = self.here()
        if highlight is None:
            self._screen.say(_("no highlight here"))
        return highlight

    def note(self) -> None:
        """Ask for the note of the highlight under the cursor."""
        highlight = self._here_or_said()
        if highlight:
            self._ask_note(highlight)

    def tags(self) -> None:
        """Ask for the tags of the highlight under the cursor."""
        highlight = self._here_or_said()
        if highlight:
            self._ask_tags(highlight)

    def edit_note(self) -> None:
        """Edit the note in the user's editor."""
        highlight = self._here_or_said()
        if highlight:
            self._edit(highlight)

    def _edit(self, highlight: Annotation) -> None:
        from wxreader.tui.screens.writing import edit

        screen = self._screen

        def keep(text: str) -> None:
            if not screen.changes.make(partial(screen.annotator.note_change, highlight, text)):
                self._keep_aside(text)

        try:
            edit(screen.app, highlight.note, _("note"), keep)
        except WxError as error:
            screen.say(str(error), error=True)

    def _keep_aside(self, text: str) -> None:
        """The highlight is gone, taken away by another reader meanwhile: what was written is not lost."""
        from wxreader.tui.terminal.editor import keep_text

        screen = self._screen
        path = keep_text(text) if around(screen.app).own_files else None
        if path:
            screen.say(
                _("what you saved is in {path}: {what}", path=path, what=_("the highlight is gone")), True
            )

    def remove(self) -> None:
        """Take the highlight under the cursor away."""
        screen = self._screen
        highlight = self._here_or_said()
        if highlight:
            stored = screen.annotator.stored(highlight)
            change = screen.annotator.removing([stored], _("highlight taken away"))
            screen.changes.apply(change, _("highlight taken away; u undoes"))

    def _ask_note(self, highlight: Annotation) -> None:
        text = note_on_one_line(highlight.note)
        self._ask(
            Prompt(
                sign=_("note") + " ",
                purpose=_("a note on the passage"),
                keys=(*keep_or_drop(), ("Ctrl+O", _("editor"))),
                entered=partial(self._keep_note, highlight),
                wanted=partial(self._want, highlight),
            ),
            text,
        )

    def _want(self, highlight: Annotation, text: str, what: str) -> None:
        """The editor in place of the bottom line, with what was typed so far."""
        if what == EDITOR:
            self._screen.status.leave()
            self._edit(replace(highlight, note=text))

    def _ask_tags(self, highlight: Annotation) -> None:
        purpose = _("tags, parted by spaces or commas")
        entered = partial(self._keep_tags, highlight)
        prompt = Prompt(sign=_("tags") + " ", purpose=purpose, keys=keep_or_drop(), entered=entered)
        self._ask(prompt, " ".join(highlight.tags))

    def _ask(self, prompt: Prompt, text: str) -> None:
        """Ask, and come back to the text either way."""
        screen = self._screen

        def keep(typed: str) -> None:
            screen.set_focus(screen.view)
            prompt.entered(typed)

        left = partial(screen.set_focus, screen.view)
        screen.status.ask(replace(prompt, entered=keep, left=left), text)

    def _keep_note(self, highlight: Annotation, text: str) -> None:
        if text != note_on_one_line(highlight.note):  # one of several lines that was only looked at stays
            self._screen.changes.make(partial(self._screen.annotator.note_change, highlight, text))

    def _keep_tags(self, highlight: Annotation, text: str) -> None:
        self._screen.changes.make(partial(self._screen.annotator.tags_change, highlight, text))


def keep_or_drop() -> tuple[Hint, ...]:
    """The keys of what is typed to be kept."""
    return ("Enter", _("keep")), ("Esc", _("drop"))


def citation(article: Article, quote: str) -> str:
    """A passage with where it is from: “…”（reporters，《headline》，date，source）."""
    facts = (
        "、".join(article.byline),
        f"《{article.title}》",
        article.event_date.start if article.event_date else "",
        article.source,
    )
    return f"“{quote}”（{'，'.join(x for x in facts if x)}）"
