"""Spans over a text, cut where the look changes; no app."""

from __future__ import annotations

import pytest

from wxreader.tui.layers import Layer, Layers, runs


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([], [(0, 6, ())]),
        ([(2, 4, "PER")], [(0, 2, ()), (2, 4, ("PER",)), (4, 6, ())]),
        ([(0, 6, "PER")], [(0, 6, ("PER",))]),
        (
            [(1, 5, "yellow"), (2, 3, "PER")],
            [
                (0, 1, ()),
                (1, 2, ("yellow",)),
                (2, 3, ("PER", "yellow")),
                (3, 5, ("yellow",)),
                (5, 6, ()),
            ],
        ),
        (
            [(0, 3, "hit"), (0, 3, "cursor"), (0, 3, "yellow")],
            [(0, 3, ("yellow", "hit", "cursor")), (3, 6, ())],
        ),
        ([(-4, 9, "selection")], [(0, 6, ("selection",))]),
    ],
    ids=["none", "one", "all of it", "one within another", "what lies over what", "longer than the line"],
)
def test_runs(layers: list[tuple[int, int, str]], expected: list[object]) -> None:
    assert runs(0, 6, [Layer(block=0, start=a, end=b, style=style) for a, b, style in layers]) == expected


def test_a_line_finds_the_spans_that_touch_it() -> None:
    layers = Layers.of(
        [
            Layer(block=0, start=0, end=3, style="a"),
            Layer(block=0, start=2, end=90, style="b"),
            Layer(block=0, start=40, end=41, style="c"),
            Layer(block=1, start=0, end=9, style="d"),
        ]
    )
    assert [x.style for x in layers.within(0, 38, 50)] == ["b", "c"]
    assert [x.style for x in layers.within(0, 3, 4)] == ["b"]
    assert layers.within(2, 0, 9) == []
