"""Keys for the names in the article: stepping through mentions, and the sidebar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.model import Mention
from wxreader.text import one_line
from wxreader.tui.reader.screen import ReaderScreen

if TYPE_CHECKING:
    from wxreader.profiles.card import Card
    from wxreader.tui.screens.card import Goal

CARDS = ("PER", "ORG", "LOC")
"""Types that have a card."""


class Naming(ReaderScreen):
    """`]`, `[`, and the keys of the sidebar."""

    def action_card(self) -> None:
        """The card of what stands under the cursor."""
        if self.view.article is None:
            return
        found = self.mention_here()
        if found is None:
            self.say(_("put the cursor on a person, organisation or place; ] goes to the next"))
            return
        self._open_card(found.type, found.name, self.view.article.id)

    def mention_here(self) -> Mention | None:
        """The person, organisation or place under the cursor."""
        article, here = self.view.article, self.view.cursor
        mentions = article.mentions if article else ()
        return next(
            (
                m
                for m in mentions
                if m.paragraph == here[0] and m.start <= here[1] < m.end and m.type in CARDS
            ),
            None,
        )

    def action_entity_card(self) -> None:
        """The card of the name in the sidebar."""
        item = self.entities.item
        if item and item.type in CARDS:
            self._open_card(item.type, item.name, self.view.article.id if self.view.article else "")
        else:
            self._step_entity(1)

    @work(thread=True, exclusive=True, exit_on_error=False, group="card")
    def _open_card(self, kind: str, name: str, near: str) -> None:
        """Read the library in a thread, then show."""
        from wxreader.profiles.card import make_card

        self.app.call_from_thread(self.say, _("reading the library …"))
        try:
            card = make_card(kind, name, self._library.articles(), near)
        except WxError as error:
            self.app.call_from_thread(self.say, str(error), True)
            return
        self.app.call_from_thread(self._show_card, card, 0)

    def _show_card(self, card: Card, at: int) -> None:
        from wxreader.tui.screens.card import CardScreen

        self.say("")
        if self.app.screen is not self:
            return  # the reader has opened something else meanwhile
        screen = CardScreen(card, at)

        def go(goal: Goal | None) -> None:
            if goal:
                self.came_from.append(lambda: self._show_card(card, screen.list.cursor))
                self.go_to_place(goal.article, (goal.paragraph, goal.start) if goal.paragraph >= 0 else None)

        self.app.push_screen(screen, go)

    def action_next_mention(self) -> None:
        self._step_mention(1)

    def action_previous_mention(self) -> None:
        self._step_mention(-1)

    def _step_mention(self, by: int) -> None:
        article = self.view.article
        if article is None or not article.mentions:
            return
        ordered = sorted(article.mentions, key=lambda m: (m.paragraph, m.start))
        here = self.view.cursor
        if by > 0:
            found = next((m for m in ordered if (m.paragraph, m.start) > here), None)
        else:
            found = next((m for m in reversed(ordered) if (m.paragraph, m.start) < here), None)
        if found:
            self._go_to_mention(found)
            self.say(f"{one_line(found.title)} {one_line(found.name)}".strip())

    def on_entity_list_chosen(self) -> None:
        self.action_entity_card()

    def action_next_entity_mention(self) -> None:
        self._step_entity(1)

    def action_previous_entity_mention(self) -> None:
        self._step_entity(-1)

    def _step_entity(self, by: int) -> None:
        item = self.entities.item
        if item is None:
            return
        found = list(item.mentions)
        at = found.index(self._mention) + by if self._mention in found else 0
        self._go_to_mention(found[at % len(found)])
        self.say(
            _("{name}: mention {n} of {of}", name=one_line(item.name), n=at % len(found) + 1, of=len(found))
        )

    def action_toggle_mentions(self) -> None:
        self._show_mentions = not self._show_mentions
        self._draw_layers()
