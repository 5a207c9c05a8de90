"""What an engine cuts wrongly: long lists without marks, foreign names in pieces."""

from __future__ import annotations

import pytest

from wxreader.entities.engine import Token
from wxreader.entities.lexicon import lexicon
from wxreader.entities.names import NameForms
from wxreader.entities.spans import Spans
from wxreader.entities.told import joined, names_in_lists

FORMS = NameForms(lexicon())


def tokens_of(*words: str) -> tuple[str, list[Token]]:
    """Words, those with a star tagged as people."""
    out, at = [], 0
    for word in words:
        plain = word.rstrip("*")
        out.append(Token(plain, "nr" if word.endswith("*") else "n", at))
        at += len(plain)
    return "".join(t.text for t in out), out


def test_a_list_without_marks_is_cut_into_its_names() -> None:
    text, tokens = tokens_of("白恩培*", "白清才*", "包", "叙定兰*", "保景*", "邢世忠*")
    assert [text[a:b] for a, b in names_in_lists(text, tokens, FORMS)] == ["白恩培", "白清才", "包叙定", "兰保景", "邢世忠"]


def test_what_is_no_name_in_a_list_is_passed_over() -> None:
    text, tokens = tokens_of("张兴让*", "张克辉*", "热地", "耿全礼*", "贾庆林*")
    assert [text[a:b] for a, b in names_in_lists(text, tokens, FORMS)] == ["张兴让", "张克辉", "耿全礼", "贾庆林"]


def test_prose_is_no_list() -> None:
    text, tokens = tokens_of("会议指出今年以来全市上下", "张克辉*", "强调要全力以赴抓增长")
    assert names_in_lists(text, tokens, FORMS) == []


@pytest.mark.parametrize(
    ("text", "pieces", "names"),
    [
        ("马丁—格伦升空", [(0, 2), (3, 5)], ["马丁—格伦"]),
        ("费尔南德斯说", [(0, 2), (2, 5)], ["费尔南德斯"]),
        ("Kevin Rose said", [(0, 5), (6, 10)], ["Kevin Rose"]),
        ("张三、李四", [(0, 2), (3, 5)], ["张三", "李四"]),
        ("王强李伟", [(0, 2), (2, 4)], ["王强", "李伟"]),
    ],
)
def test_pieces_of_a_foreign_name_are_put_together(text: str, pieces: list[tuple[int, int]], names: list[str]) -> None:
    class Piece:
        def __init__(self, start: int, end: int) -> None:
            self.start, self.end = start, end

    assert [text[a:b] for a, b in joined(text, [Piece(*p) for p in pieces])] == names


def test_spans_know_whom_they_meet() -> None:
    spans = Spans([(0, 2), (5, 9), (1, 3)])
    assert spans.meeting(1, 6) == [(0, 2), (5, 9)]
    assert not spans.meets(2, 5)
    spans.add(2, 5)
    assert spans.meets(4, 5)
