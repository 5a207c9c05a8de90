"""What was searched for before, and what Tab completes; no library."""

from __future__ import annotations

import pytest

from wxreader.tui.recall import KEPT, Recall


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("↑", "新"),
        ("↑↑", "旧"),
        ("↑↑↑", "旧"),
        ("↑↓", "打字"),
        ("↓", "打字"),
        ("↑↑↓", "新"),
        ("↑↑↓↓", "打字"),
    ],
    ids=[
        "up",
        "up twice",
        "no older one",
        "up and back",
        "down from the typed",
        "one back",
        "all the way back",
    ],
)
def test_up_and_down_through_what_was_searched_for(keys: str, shown: str) -> None:
    recall, text = Recall(["新", "旧"]), "打字"
    for key in keys:
        text = recall.stepped(text, older=key == "↑")
    assert text == shown


def test_a_search_made_again_stands_first_and_once() -> None:
    recall = Recall(["一", "二", "三"])
    recall.entered(" 三 ")
    assert recall.searches == ("三", "一", "二")


def test_only_so_many_are_kept() -> None:
    recall = Recall([str(n) for n in range(KEPT)])
    recall.entered("新")
    assert len(recall.searches) == KEPT
    assert str(KEPT - 1) not in recall.searches


def test_tab_takes_one_suggestion_after_the_other() -> None:
    recall = Recall()
    recall.offered = ["无锡", "吴县"]
    assert recall.completed("w") == "无锡"
    assert recall.completed("无锡") == "吴县"
    assert recall.completed("吴县") == "无锡"


def test_without_suggestions_tab_changes_nothing() -> None:
    assert Recall().completed("xyz") == "xyz"


def test_what_stands_there_already_is_not_offered() -> None:
    recall = Recall()
    recall.offered = ["无锡", "无锡市"]
    assert recall.others("在无锡") == ["无锡市"]
