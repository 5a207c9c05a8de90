"""Twice the text is twice the work, whatever it is made of: work is counted in calls and bytes,
never in seconds.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from wxreader.entities import network
from wxreader.entities.decoding import DecodedNames
from wxreader.entities.engine import Engine, get_engine
from wxreader.entities.features import features_of
from wxreader.entities.network import LABELS, load_network
from wxreader.entities.recognise import recognise_text, recognise_texts
from wxreader.entities.words import WordCutter

SMALL = 1500
"""Characters of the smaller text."""
MOST = 2.3
"""How many times as many calls twice the text may take: what is done once a text counts too."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return get_engine()


def calls(work: Callable[[], object]) -> int:
    """Calls and resumed generators, of Python and of C, that some work takes."""
    count = 0

    def note(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "word",
    [
        "赵钱孙李",
        "（）《",
        "0123456789",
        "一",
        "王强",
        "外交部长",
        "会长柏苏宁、",
        "无锡市委和",
        "王·",
        "及和",
        "公司",
        "國務院總理李強",
    ],
)
def test_a_repeated_word_takes_work_in_proportion(engine: Engine, word: str) -> None:
    one, two = word * (SMALL // len(word)), word * (2 * SMALL // len(word))
    recognise_text(one, engine)
    assert calls(lambda: recognise_text(two, engine)) < MOST * calls(lambda: recognise_text(one, engine))


def names(count: int) -> Sequence[str]:
    """Texts with two people each, every one another."""
    given = [chr(0x4E00 + 37 * n) + chr(0x5200 + 11 * n) for n in range(count)]
    return [f"市长王{g}会见经理李{g}。" for g in given]


def test_many_names_of_a_page_take_work_in_proportion(engine: Engine) -> None:
    def read(texts: Sequence[str]) -> Callable[[], object]:
        return lambda: recognise_texts(texts, [None] * len(texts), engine)

    one, two = read(names(100)), read(names(200))
    one()
    assert calls(two) < MOST * calls(one)


def test_a_chain_of_ands_has_an_end(engine: Engine) -> None:
    assert recognise_text("及和" * 5000 + "外交部长王强表示。", engine)[-1].name == "王强"


def test_a_question_about_one_place_does_not_copy_the_others() -> None:
    scores = np.full((20_000, LABELS), -9.0, np.float32)
    scores[::2, 0] = 0.0
    decoded = DecodedNames(scores)
    tracemalloc.start()
    try:
        decoded.likelihood(11, 12, "PER")
        assert tracemalloc.get_traced_memory()[1] < 10_000
    finally:
        tracemalloc.stop()


def test_a_long_text_is_read_in_windows_that_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "外交部长王毅在无锡会见塞尔维亚总统武契奇。" * 12
    features = [features_of(text, WordCutter().words(text))]
    (whole,) = load_network().scores(features)
    monkeypatch.setattr(network, "WINDOW", 50)
    (windows,) = load_network().scores(features)
    assert np.allclose(whole, windows, atol=1e-3)
