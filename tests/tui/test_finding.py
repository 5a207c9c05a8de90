"""Finding in an article, and stepping through the hits; no app."""

from __future__ import annotations

import pytest

from wxreader.model import HEADLINE_BLOCK, Article, Paragraph
from wxreader.tui.finding import ArticleFinder

ARTICLE = Article(
    id="a",
    source="s",
    order=0,
    headline=("无锡见闻",),
    paragraphs=(Paragraph("从无锡到无锡"), Paragraph("没有"), Paragraph("又见无錫")),
)
PLACES = [(HEADLINE_BLOCK, 0), (0, 1), (0, 4), (2, 2)]


def finder_of(text: str) -> ArticleFinder:
    finder = ArticleFinder()
    finder.look_for_text(ARTICLE, text)
    return finder


def test_hits_stand_in_reading_order_traditional_ones_too() -> None:
    assert [(n, a) for n, a, _ in finder_of("无锡").hits] == PLACES


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ((1,), PLACES[0]),
        ((1, 1), PLACES[1]),
        ((1, 1, 1, 1), PLACES[3]),
        ((1, 1, 1, 1, 1), PLACES[3]),
        ((-1,), PLACES[3]),
        ((1, 1, -1), PLACES[0]),
        ((1, -1), PLACES[0]),
    ],
    ids=[
        "on",
        "twice",
        "to the last",
        "not past it",
        "back from none",
        "on, on, back",
        "not before the first",
    ],
)
def test_stepping(steps: tuple[int, ...], place: tuple[int, int]) -> None:
    finder = finder_of("无锡")
    for by in steps:
        finder.step(by)
    assert finder.place == place


@pytest.mark.parametrize(
    ("where", "place"),
    [((0, 0), (0, 1)), ((0, 2), (0, 4)), ((1, 0), (2, 2)), ((2, 3), (HEADLINE_BLOCK, 0))],
    ids=["in the paragraph", "behind one", "in the next", "behind all text"],
)
def test_the_first_hit_from_a_place_on(where: tuple[int, int], place: tuple[int, int]) -> None:
    finder = finder_of("无锡")
    finder.stand_from(where)
    assert finder.place == place


@pytest.mark.parametrize("text", ["火星", "", "  "])
def test_nothing_found(text: str) -> None:
    finder = finder_of(text)
    finder.stand_from((0, 0))
    assert (finder.hits, finder.place, finder.step(1), finder.step(-1)) == ([], None, False, False)


def test_the_hit_stood_on_looks_different() -> None:
    finder = finder_of("无锡")
    finder.step(1)
    assert [layer.style for layer in finder.layers()] == ["hit-now", "hit", "hit", "hit"]
