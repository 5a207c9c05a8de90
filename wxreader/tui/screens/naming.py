"""Keys for the names in the article: stepping through mentions, and the sidebar."""

from __future__ import annotations

from wxreader.i18n import _
from wxreader.text import line
from wxreader.tui.screens.base import ReaderScreen


class Naming(ReaderScreen):
    """`]`, `[`, and the keys of the sidebar."""

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
            self.say(f"{line(found.title)} {line(found.name)}".strip())

    def action_entity_mentions(self) -> None:
        item = self.entities.item
        if item:
            self._into_text()
            self._go_to_mention(item.mentions[0])
            self.say(_("{name}: {n} mentions here; n and N step through them", name=line(item.name), n=item.count))
            words = tuple(dict.fromkeys(m.text for m in item.mentions))
            self._finder.look_for(None, ())
            self._finder.hits = sorted((m.paragraph, m.start, m.end) for m in item.mentions)
            self._finder.words, self._finder.now = words, 0
            self._draw_layers()

    def on_entity_list_chosen(self) -> None:
        self.action_entity_mentions()

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

    def action_toggle_mentions(self) -> None:
        self._show_mentions = not self._show_mentions
        self._draw_layers()
