"""Doubts: none where the page is clear, one where two readings of it are about as good."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SEEDS
from wxreader.press import labels
from wxreader.press.lines import read_lines
from wxreader.press.page import analyse

FILES = sorted(SEEDS.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_page_that_comes_out_right_is_not_doubted(path: Path) -> None:
    found = analyse(path.read_text("utf-8"))
    assert [a.doubts for a in found.articles] == [()] * len(found.articles)


def test_clearness_is_what_the_best_other_page_costs() -> None:
    """Forbid a line's part, read the page again: the score falls by what `clearness` said."""
    page = read_lines(FILES[0].read_text("utf-8"))
    reading = labels.read(page)
    clear = labels.clearness(reading.scores, reading.found)
    best = max(reading.found.reached[-1])
    parts = {label: n for n, part in enumerate(labels.PARTS) for label in part}
    free = [i for i, value in enumerate(clear) if value < labels.FORBIDDEN]
    for place in (free[0], free[len(free) // 2], free[-1]):
        forbidden = parts[reading.found.path[place]]
        scores = list(reading.scores)
        barred = [
            value - labels.FORBIDDEN * (parts[label] == forbidden)
            for value, label in zip(scores[place].labels, labels.LABELS, strict=True)
        ]
        scores[place] = labels.Scores(barred, scores[place].joins)
        other = max(labels.decode_scores(scores).reached[-1])
        assert best - other == pytest.approx(clear[place], abs=0.01)
