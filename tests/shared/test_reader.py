"""The reader on a shared archive: everything it shows, what others do, and an archive that is away."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest

from tests.shared.nodes import Node
from wxreader.annotations.anchor import make_selector
from wxreader.copying import copy
from wxreader.library.library import Library
from wxreader.library.words import new_id, now
from wxreader.model import Annotation
from wxreader.settings import Settings
from wxreader.shared.library import SharedLibrary
from wxreader.tui.app import Reader
from wxreader.tui.reader.screen import MainScreen

Again = Callable[[str], SharedLibrary]


@pytest.fixture
def seeded(archive: SharedLibrary, library: Library) -> SharedLibrary:
    """An archive with the seeds."""
    copy(library, archive)
    archive.annotations.author = "lan"
    return archive


def main_of(app: Reader) -> MainScreen:
    screen = app.screen_stack[1] if len(app.screen_stack) > 1 else app.screen
    assert isinstance(screen, MainScreen)
    return screen


def made_by(library: SharedLibrary, article: str, words: str) -> Annotation:
    """A highlight of the first characters of an article, with a note."""
    found = library.article(article)
    return Annotation(
        id=new_id(),
        kind="highlight",
        article=found.id,
        source=found.source,
        source_sha256="",
        headline=found.title,
        created=now(),
        modified=now(),
        selector=make_selector(found, 0, 4),
        color="blue",
        note=words,
    )


async def settled(pilot: object, true: Callable[[], bool]) -> None:
    for _ in range(200):
        await pilot.pause(0.05)  # type: ignore[attr-defined]
        if true():
            return
    raise AssertionError("it did not come to be")


async def test_list_text_search_card_and_a_note(seeded: SharedLibrary, again: Again) -> None:
    app = Reader(seeded, Settings())
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        screen = main_of(app)
        assert screen.articles.item_count() == 16
        await pilot.press("j", "j")
        assert screen.view.article is not None
        assert screen.articles.row is not None
        assert screen.view.article.id == screen.articles.row.id
        await pilot.press("o")
        assert screen.articles.item_count() == 16
        await pilot.press("s", *"csj"[:0])
        screen.search.search_for("长三角")
        await settled(pilot, lambda: screen.search.session.found == 2)
        assert screen.articles.item_count() == 2
        await pilot.press("escape")
        await pilot.press("enter", "f")
        await pilot.press("a", "enter")
        await settled(pilot, lambda: len(again("lan").annotations.all()) == 1)
        await pilot.press("u")
        await settled(pilot, lambda: not again("lan").annotations.all())
        screen.names._open_card("PER", "杜小刚", "")
        await settled(pilot, lambda: type(app.screen).__name__ == "CardScreen")
        card = app.screen.card  # type: ignore[attr-defined]
        assert len(card.appearances) == 12


async def test_what_others_note_appears_with_their_name_and_a_key_hides_it(
    seeded: SharedLibrary, again: Again
) -> None:
    app = Reader(seeded, Settings())
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        screen = main_of(app)
        assert screen.view.article is not None
        other = again("mei")
        made = made_by(other, screen.view.article.id, "看这里")
        other.annotations.put([made])
        screen.sharing._ask()
        await settled(pilot, lambda: bool(screen.view._notes))
        drawn = "\n".join(n.text for n in screen.view._notes)  # type: ignore[attr-defined]
        assert "mei: 看这里" in drawn
        screen.set_focus(screen.view)
        await pilot.press("H")
        assert screen.annotator.highlights(screen.view.article) == []
        await pilot.press("H")
        assert len(screen.annotator.highlights(screen.view.article)) == 1
        change = screen.annotator.note_change(screen.annotator.highlights(screen.view.article)[0], "anders")
        assert not screen.changes.apply(change)
        assert [a.note for a in again("x").annotations.all()] == ["看这里"]


async def test_an_archive_that_is_away_is_said_and_what_is_in_memory_is_read_on(
    node: Node, seeded: SharedLibrary, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wxreader.shared.connection import Connection

    ask = Connection.ask
    monkeypatch.setattr(Connection, "ask", lambda self, *a, **o: ask(self, *a, **{**o, "seconds": 2.0}))
    app = Reader(seeded, Settings())
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        screen = main_of(app)
        shown = screen.view.article
        try:
            node.signal(signal.SIGSTOP)
            screen.sharing._ask()
            await settled(pilot, lambda: "cannot be reached" in screen.status._progress)
            await pilot.press("enter", "f", "a", "enter")
            assert len(seeded.annotations.pending) > 0
            assert screen.view.article is shown
            assert len(screen.annotator.highlights(shown)) == 1  # type: ignore[arg-type]
            assert screen.changes.may_leave()
        finally:
            node.signal(signal.SIGCONT)
        await settled(pilot, lambda: seeded.connection._rests_until == 0.0 or not screen.sharing._ask())
        await settled(pilot, lambda: not seeded.annotations.pending)
        await settled(pilot, lambda: screen.status._progress == "")
    assert [a.author for a in again("x").annotations.all()] == ["lan"]
