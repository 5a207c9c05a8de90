"""Several people in one archive.

Whose a note is, two who change one, a cluster that is away and comes back.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.library.made import page as made_page
from tests.shared.nodes import Node
from tests.support.notes import note
from wxreader.errors import KeptInMemoryError, StoreError
from wxreader.library.library import rows_of
from wxreader.library.words import Reading, now
from wxreader.opening import finder_of
from wxreader.shared.library import SharedLibrary
from wxreader.shared.notes import BothKeptError

Again = Callable[[str], SharedLibrary]


def words(library: SharedLibrary) -> list[str]:
    return sorted(a.note for a in library.annotations.all())


def fill(library: SharedLibrary, pages: int = 2) -> None:
    library.make()
    made = [made_page(n) for n in range(pages)]
    for one in made:
        library.write_page(one)
    library.write_catalogue([(p.source, rows_of(p)) for p in made])


def test_a_note_has_its_author_and_others_see_it(archive: SharedLibrary, again: Again) -> None:
    archive.annotations.author = "lan"
    archive.annotations.put([note("甲")])
    other = again("mei")
    (seen,) = other.annotations.all()
    assert (seen.note, seen.author) == ("甲", "lan")
    assert not other.annotations.is_own(seen)
    assert archive.annotations.is_own(archive.annotations.all()[0])


def test_anothers_note_is_not_changed_and_not_taken_away(archive: SharedLibrary, again: Again) -> None:
    archive.annotations.author = "lan"
    archive.annotations.put([note("甲")])
    other = again("mei")
    (seen,) = other.annotations.all()
    with pytest.raises(StoreError, match="lan"):
        other.annotations.put([replace(seen, note="乙")])
    with pytest.raises(StoreError, match="lan"):
        other.annotations.remove([seen.id])
    assert words(again("zhou")) == ["甲"]


def test_what_others_do_appears_and_only_what_changed_is_asked_for(
    archive: SharedLibrary, again: Again
) -> None:
    fill(archive)
    other = again("mei")
    assert other.annotations.all() == []
    assert not other.poll()
    archive.annotations.put([note("甲")])
    version = other.annotations.version()
    before = other.connection.asked
    assert other.poll()
    assert other.connection.asked - before == 2  # one for notes, one for articles
    assert other.annotations.version() > version
    assert words(other) == ["甲"]
    assert not other.poll()
    archive.annotations.remove([a.id for a in archive.annotations.all()])
    assert other.poll()
    assert words(other) == []
    rows = len(other.rows("date"))
    fill(archive, 3)
    assert other.poll()
    assert len(other.rows("date")) > rows


def test_read_marks_and_searches_are_each_readers_own(archive: SharedLibrary, again: Again) -> None:
    archive.annotations.author = "lan"
    archive.annotations.mark_reading(Reading(article="a", read=True))
    archive.annotations.save_search("太湖")
    assert again("mei").annotations.reading() == {}
    assert again("mei").annotations.searches() == []
    assert again("lan").annotations.reading() == {"a": Reading(article="a", read=True)}
    assert again("lan").annotations.searches() == ["太湖"]


def test_two_who_change_one_note_lose_neither(archive: SharedLibrary, again: Again) -> None:
    archive.annotations.author = "lan"
    made = note("原来")
    archive.annotations.put([made])
    other = again("lan")  # the same person at another machine
    (theirs,) = other.annotations.all()
    archive.annotations.put([replace(made, note="甲改", modified=now())])
    with pytest.raises(BothKeptError, match="both kept"):
        other.annotations.put([replace(theirs, note="乙改", modified=now())])
    archive.poll()
    for library in (archive, other, again("mei")):
        assert words(library) == ["乙改", "甲改"]
    assert len({a.id for a in other.annotations.all()}) == 2


def test_a_note_changed_by_one_is_not_taken_away_by_another(archive: SharedLibrary, again: Again) -> None:
    archive.annotations.author = "lan"
    made = note("原来")
    archive.annotations.put([made])
    other = again("lan")
    other.annotations.all()
    archive.annotations.put([replace(made, note="甲改", modified=now())])
    with pytest.raises(BothKeptError):
        other.annotations.remove([made.id])
    assert words(again("lan")) == ["甲改"]


@pytest.fixture
def away(node: Node, archive: SharedLibrary) -> Callable[[bool], None]:
    """The node stops answering, and answers again: it is halted, so that a time-out is what is seen."""

    def switch(gone: bool) -> None:
        node.signal(signal.SIGSTOP if gone else signal.SIGCONT)
        archive.connection._rests_until = 0.0

    return switch


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wxreader.shared.connection.SECONDS", 0.5)
    ask = __import__("wxreader.shared.connection", fromlist=["Connection"]).Connection.ask

    def quickly(self: object, *args: object, **options: object) -> object:
        return ask(self, *args, **{**options, "seconds": 1.0})

    monkeypatch.setattr("wxreader.shared.connection.Connection.ask", quickly)


def test_notes_made_while_the_cluster_is_away_are_sent_in_order_once(
    node: Node, archive: SharedLibrary, again: Again, away: Callable[[bool], None], impatient: None
) -> None:
    fill(archive)
    archive.annotations.put([note("先前")])
    first = archive.rows("date")[0]
    shown = archive.article(first.id)
    made = note("离线")
    try:
        away(True)
        with pytest.raises(KeptInMemoryError, match="kept on this machine"):
            archive.annotations.put([made])
        with pytest.raises(KeptInMemoryError):
            archive.annotations.put([replace(made, note="离线改", modified=now())])
        assert words(archive) == ["先前", "离线改"]
        assert archive.article(first.id) == shown  # what is in memory is read on
        assert archive.rows("date")[0] == first
        with pytest.raises(StoreError, match="cannot be reached"):
            finder_of(archive).search("太湖")
    finally:
        away(False)
    archive.annotations.write_pending()
    archive.annotations.write_pending()
    assert archive.annotations.pending == []
    assert words(again("x")) == ["先前", "离线改"]
    assert not list(archive.path.glob("journal-*.json"))


def test_what_a_killed_reader_left_is_sent_by_the_next(
    archive: SharedLibrary, again: Again, away: Callable[[bool], None], impatient: None
) -> None:
    archive.annotations.put([note("先前")])
    try:
        away(True)
        with pytest.raises(KeptInMemoryError):
            archive.annotations.put([note("离线")])
    finally:
        away(False)
    archive.annotations._journal.close()  # as the end of its process does, without a word
    assert words(again("")) == ["先前", "离线"]
    assert words(again("x")) == ["先前", "离线"]


def test_a_library_that_is_not_there_is_empty(archive: SharedLibrary) -> None:
    assert len(archive.rows("date")) == 0
    assert list(archive.articles()) == []
    assert archive.annotations.all() == []
    assert finder_of(archive).search("太湖").total == 0
    assert list(finder_of(archive).count_names(None) or ()) == []
