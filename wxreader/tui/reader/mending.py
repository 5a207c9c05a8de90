"""Mending a name by hand: it is none, something else, longer or shorter; here or on every page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from wxreader.i18n import _, ngettext
from wxreader.library.words import new_id, now
from wxreader.model import Article, Correction, Mention, MentionType
from wxreader.text import one_line
from wxreader.tui.undo import Change

if TYPE_CHECKING:
    from wxreader.entities.by_hand import Mending
    from wxreader.tui.reader.screen import MainScreen


class MendingNames:
    """`M`: what is said of a name is the user's word, replayed whenever the page is read."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def here(self) -> None:
        """Ask what the name under the cursor is."""
        from wxreader.tui.screens.chooser import ChooserScreen

        screen = self._screen
        article, mention = screen.view.article, screen.names.here()
        if article is None or mention is None:
            screen.say(_("put the cursor on a person, organisation or place; ] goes to the next"))
            return
        wordings = _wordings(article, mention)

        def told(choice: int | None) -> None:
            if choice is not None:
                self._ask_where(article, mention, wordings[choice][1])

        question = _("What is {name}?", name=one_line(mention.text))
        screen.app.push_screen(ChooserScreen(question, [said for said, _mending in wordings]), told)

    def _ask_where(self, article: Article, mention: Mention, mending: Mending) -> None:
        """Ask whether that holds here or wherever the name stands."""
        from wxreader.tui.screens.chooser import ChooserScreen

        sources = self._sources(article, mention)
        pages = ngettext("on the {n} page that has it", "on all {n} pages that have it", len(sources))

        def told(choice: int | None) -> None:
            if choice == 0:
                self._mend([article.source], mending, article.title)
            elif choice is not None:
                self._mend(sources, replace(mending, left="", right=""), article.title)

        choices = [_("here"), pages]
        self._screen.app.push_screen(ChooserScreen(_("Where does that hold?"), choices), told)

    def _sources(self, article: Article, mention: Mention) -> list[str]:
        """The pages that have a name; only the article's own while there is no index."""
        search, library = self._screen.search, self._screen.library
        with search.lock:
            searcher = search.searcher
            known = searcher.frequencies()
            found = searcher.articles_named(mention.type, mention.name) if known else ()
        rows = (library.row(a) for a in found)
        return list(dict.fromkeys([article.source, *(r.source for r in rows if r)]))

    def _mend(self, sources: list[str], mending: Mending, headline: str) -> None:
        from wxreader.entities.by_hand import naming

        library, made = self._screen.library, now()
        corrections: list[Correction] = [
            naming(source, mending, key=new_id(), made=made, headline=headline) for source in sources
        ]
        self._screen.changes.apply(
            Change(
                what=_("name mended"),
                do=partial(library.correct_many, corrections),
                undo=partial(library.take_back_many, corrections),
            )
        )


def _wordings(article: Article, mention: Mention) -> list[tuple[str, Mending]]:
    """What may be said of a name, in words, with the mending that it means."""
    from wxreader.entities.by_hand import NONE, extents, mending_at
    from wxreader.model import Span

    as_it_is = Span(mention.start, mention.end)
    types = {
        NONE: _("no name"),
        MentionType.PERSON: _("a person"),
        MentionType.ORGANISATION: _("an organisation"),
        MentionType.PLACE: _("a place"),
    }
    wordings = [
        (said, mending_at(article, mention, kind, as_it_is))
        for kind, said in types.items()
        if kind != mention.type
    ]
    for extent in extents(article, mention):
        mending = mending_at(article, mention, mention.type, extent)
        longer = len(mending.new) > len(mending.old)
        shown = one_line(mending.new)
        said = _("longer: {name}", name=shown) if longer else _("shorter: {name}", name=shown)
        wordings.append((said, mending))
    return wordings
