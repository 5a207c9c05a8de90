"""Engines behind one protocol: their names are believed and given their offices;
a former name still means an engine.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from wxreader.entities.engine import Named, Tagged, Word, engine_name, get_engine
from wxreader.entities.recognise import recognise_text
from wxreader.errors import UsageError


class ThreeNames:
    """An engine that knows three names."""

    name = "three"

    def tag(self, texts: Sequence[str]) -> list[Tagged]:
        known = {"杜小刚": "PER", "无锡": "LOC", "吉佳蓝": "ORG"}
        return [
            Tagged(
                [Word(n, n + 1, "n") for n in range(len(text))],
                sorted(Named(text.find(w), text.find(w) + len(w), known[w], 0.7) for w in known if w in text),
            )
            for text in texts
        ]


def test_an_engines_names_are_believed_and_given_their_offices() -> None:
    found = {
        (f.type, f.name): (f.title, f.sure)
        for f in recognise_text("市委书记杜小刚在无锡会见吉佳蓝董事长。", ThreeNames())
    }
    assert found == {
        ("PER", "杜小刚"): ("书记", 0.7),
        ("LOC", "无锡"): ("", 0.7),
        ("ORG", "吉佳蓝"): ("", 0.7),
    }


@pytest.mark.parametrize("name", ["tagger", "jieba", "lac"])
def test_a_former_engine_is_the_default_today(name: str) -> None:
    assert engine_name(name) == "tagger"


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(UsageError, match="magic"):
        get_engine("magic")
