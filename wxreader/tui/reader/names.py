"""The names in the article: stepping through mentions, the sidebar, cards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wxreader.errors import WxError
from wxreader.i18n import _
from wxreader.model import Article, Mention, MentionType
from wxreader.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wxreader.profiles.card import Card
    from wxreader.tui.reader.screen import MainScreen
    from wxreader.tui.screens.goals import Ask, Goal

CARDS = (MentionType.PERSON, MentionType.ORGANISATION, MentionType.PLACE)
"""Types that have a card."""
AT_ONCE = 150
"""Articles whose pages are read before a card is first shown (chosen: a third of a second)."""


class Names:
    """`]`, `[`, `i`, and the keys of the sidebar."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def here(self) -> Mention | None:
        """The person, organisation or place under the cursor."""
        article = self._screen.view.article
        block, at = self._screen.view.cursor
        under = (
            m for m in (article.mentions if article else ()) if m.paragraph == block and m.start <= at < m.end
        )
        return next((m for m in under if m.type in CARDS), None)

    def count(self, article: Article) -> None:
        """Show how many articles of the library have each name of this one, if it is still shown."""
        screen = self._screen
        if screen.view.article is article and not screen.status.prompt:
            screen.search.count_names(article, [(i.type, i.name) for i in screen.entities.names()])

    # -- cards --------------------------------------------------------------------------------------

    def card_here(self) -> None:
        """The card of what stands under the cursor."""
        article = self._screen.view.article
        if article is None:
            return
        mention = self.here()
        if mention is None:
            self._screen.say(_("put the cursor on a person, organisation or place; ] goes to the next"))
            return
        self._open_card(mention.type, mention.name, article.id)

    def card_listed(self) -> None:
        """The card of the name in the sidebar."""
        item = self._screen.entities.item
        article = self._screen.view.article
        if item and item.type in CARDS:
            self._open_card(item.type, item.name, article.id if article else "")
        else:
            self.step_listed(1)

    def _open_card(self, kind: str, name: str, near: str) -> None:
        """Read the library in a thread, then show."""
        work = partial(self._read_card, kind, name, near)
        self._screen.run_worker(work, thread=True, exclusive=True, exit_on_error=False, group="card")

    def _read_card(self, kind: str, name: str, near: str) -> None:
        screen = self._screen
        tell = screen.app.call_from_thread
        tell(screen.say, _("reading the library …"))
        try:
            for card in self._cards(kind, name, near):
                tell(self._show_card, card)
        except WxError as error:
            tell(screen.say, str(error), True)

    def _cards(self, kind: str, name: str, near: str) -> Iterator[Card]:
        """The card: at once out of the newest articles where there are many, then out of all."""
        from wxreader.profiles.card import make_card

        library = self._screen.library
        with self._screen.search.lock:
            searcher = self._screen.search.searcher
            known = searcher.frequencies()
            articles = searcher.articles_named(kind, name) if known else ()
        if known is None:
            yield make_card(kind, name, library.articles(), near)
            return
        if len(articles) > AT_ONCE:
            first = {*articles[:AT_ONCE], *([near] if near in articles else [])}
            yield make_card(kind, name, library.articles_of(first), near, known)
        yield make_card(kind, name, library.articles_of(articles), near, known)

    def _show_card(self, card: Card, at: int | None = None) -> None:
        from wxreader.tui.screens.card import CardScreen
        from wxreader.tui.screens.goals import Goal

        screen = self._screen
        screen.say("")
        shown = screen.app.screen
        if isinstance(shown, CardScreen) and (shown.card.type, shown.card.name) == (card.type, card.name):
            shown.fill(card)
            return
        if shown is not screen:
            return  # the reader has opened something else meanwhile
        opened = CardScreen(card, at)

        def go(goal: Goal | Ask | None) -> None:
            if goal is None:
                return
            screen.moving.leave_word(lambda: self._show_card(opened.card, opened.list.cursor))
            if isinstance(goal, Goal):
                screen.moving.go_to_place(goal.article, goal.place)
            elif goal.lines:
                screen.concordance.open_for(goal.query)
            else:
                screen.search.search_for(goal.query)

        screen.app.push_screen(opened, go)

    # -- stepping -----------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) mention in the text."""
        screen = self._screen
        article = screen.view.article
        if article is None:
            return
        here = screen.view.cursor
        mentions = sorted(article.mentions, key=lambda m: (m.paragraph, m.start))
        if by > 0:
            target = next((m for m in mentions if (m.paragraph, m.start) > here), None)
        else:
            target = next((m for m in reversed(mentions) if (m.paragraph, m.start) < here), None)
        if target:
            screen.shown.go_to_mention(target)
            screen.say(f"{one_line(target.title)} {one_line(target.name)}".strip())

    def step_listed(self, by: int) -> None:
        """Go to the next mention of the name in the sidebar."""
        screen = self._screen
        item = screen.entities.item
        if item is None:
            return
        mentions = list(item.mentions)
        now = screen.shown.mention
        at = (mentions.index(now) + by if now in mentions else 0) % len(mentions)
        screen.shown.go_to_mention(mentions[at])
        screen.say(_("{name}: mention {n} of {of}", name=one_line(item.name), n=at + 1, of=len(mentions)))
