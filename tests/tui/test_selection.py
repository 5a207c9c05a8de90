"""Where motions lead in a text of two paragraphs; no app."""

from __future__ import annotations

import pytest

from wxreader.model import Article, Paragraph
from wxreader.tui.selection import HINT_KEYS, Motions, Selection, extended, labels

ARTICLE = Article(
    id="a", source="s", order=0, paragraphs=(Paragraph("今天开会。明天出发。"), Paragraph("后天到。"))
)
MOTIONS = Motions(ARTICLE)


@pytest.mark.parametrize(
    ("unit", "step", "extend", "start", "target"),
    [
        ("char", 1, True, 0, 1),
        ("char", -1, True, 0, 0),
        ("char", 1, True, 9, 11),
        ("char", -1, True, 11, 9),
        ("word", 1, True, 0, 1),
        ("word", 1, False, 0, 2),
        ("word", -1, True, 3, 2),
        ("sentence", 1, True, 0, 4),
        ("sentence", 1, False, 0, 5),
        ("sentence", -1, True, 7, 5),
        ("paragraph", 1, True, 0, 9),
        ("paragraph", 1, False, 0, 11),
        ("paragraph", -1, True, 12, 11),
        ("paragraph", 1, False, 12, 14),
    ],
)
def test_moving(unit: str, step: int, extend: bool, start: int, target: int) -> None:
    assert MOTIONS.move(start, unit, step, extend) == target


def test_a_selection_has_both_its_ends() -> None:
    assert (Selection(3, 1).start, Selection(3, 1).end) == (1, 4)
    assert Selection(3, 1).swapped() == Selection(1, 3)


def test_extending_backwards_takes_the_beginning_of_a_unit() -> None:
    assert extended(Selection(7, 7), MOTIONS, "sentence", -1) == Selection(7, 5)


def test_paragraph_and_word_around_a_character() -> None:
    assert MOTIONS.paragraph_at(12) == (11, 15)
    assert MOTIONS.word_at(1) == (0, 2)
    assert MOTIONS.word_at(4) == (4, 5)


def test_an_article_without_text_moves_nowhere() -> None:
    empty = Motions(Article(id="a", source="s", order=0))
    assert empty.move(0, "sentence", 1) == 0


def test_labels_end_with_the_keys() -> None:
    assert labels(3) == ["f", "j", "d"]
    assert len(labels(500)) == len(HINT_KEYS)
