"""Undo and redo on a list that changes write to; no app."""

from __future__ import annotations

import pytest

from wxreader.errors import KeptInMemoryError, StoreError
from wxreader.tui.undo import Change, History


def adding(kept: list[str], word: str) -> Change:
    return Change(what=word, do=lambda: kept.append(word), undo=lambda: kept.remove(word))


@pytest.mark.parametrize(
    ("steps", "kept"),
    [
        ("ab", "ab"),
        ("abu", "a"),
        ("abuu", ""),
        ("abuuu", ""),
        ("abur", "ab"),
        ("abuurr", "ab"),
        ("abucr", "ac"),
        ("r", ""),
    ],
    ids=[
        "made",
        "undone",
        "both undone",
        "no more to undo",
        "made again",
        "in their order",
        "a new change forgets the undone",
        "nothing to make again",
    ],
)
def test_steps(steps: str, kept: str) -> None:
    history, words = History(), list[str]()
    for step in steps:
        if step == "u":
            history.undo()
        elif step == "r":
            history.redo()
        else:
            history.apply(adding(words, step))
    assert "".join(words) == kept


def test_a_change_that_is_only_in_memory_is_told_and_can_be_undone() -> None:
    words: list[str] = []

    def full() -> None:
        words.append("a")
        raise KeptInMemoryError("kept in memory", "full")

    history = History()
    with pytest.raises(KeptInMemoryError):
        history.apply(Change(what="a", do=full, undo=lambda: words.remove("a")))
    assert history.undo() is not None
    assert words == []


def test_a_change_that_failed_is_not_in_the_history() -> None:
    def refused() -> None:
        raise StoreError("locked")

    history = History()
    with pytest.raises(StoreError):
        history.apply(Change(what="a", do=refused, undo=refused))
    assert history.undo() is None
