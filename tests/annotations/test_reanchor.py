"""Highlights land on the same words after the text has changed, or are orphans; never on wrong ones."""

from __future__ import annotations

import random

import pytest

from tests.conftest import SEEDS
from wxreader.annotations.anchor import article_text, make_selector
from wxreader.annotations.reanchor import reanchor
from wxreader.model import Article, Selector
from wxreader.press.corrections import joining, replay
from wxreader.press.decode import Decoded
from wxreader.press.page import read_page
from wxreader.text import split_lines

NAMES = sorted(p.name for p in SEEDS.glob("*.txt"))


def page_of(text: str, name: str) -> tuple[Article, ...]:
    return read_page(
        Decoded(text=text, encoding="utf-8", confidence="certain", replaced=0), name, "0", name
    ).articles


def highlights(page: tuple[Article, ...], count: int, rng: random.Random) -> list[tuple[str, Selector]]:
    out = []
    for _ in range(count):
        article = rng.choice(page)
        text = article_text(article)
        start = rng.randrange(max(1, len(text) - 60))
        out.append((article.id, make_selector(article, start, min(len(text), start + rng.randint(4, 60)))))
    return out


def rewrap(text: str, width: int) -> str:
    """A hard-wrapped dump set to another width: paragraphs joined where a column ran on,
    first lines two em short.
    """
    paragraphs: list[str] = []
    for article in page_of(text, "t"):
        lines = [p.text for p in article.paragraphs]
        lines[0] = "本报讯 " + lines[0]
        lines[-1] += f"（{'、'.join(article.byline)}）"
        for p in lines:
            pieces = [p[: width - 2], *(p[i : i + width] for i in range(width - 2, len(p), width))]
            paragraphs.append("\n".join(pieces))
        paragraphs.append(
            "\n".join(article.kicker) + "\n\n" + "\n".join(article.headline + article.subhead)
            if article.kicker
            else article.heading
        )
    return "\n\n".join(paragraphs)


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_changed_characters_around_do_not_move_a_highlight(name: str) -> None:
    """1% of the characters outside a highlight are changed: the same words are found, or none."""
    rng = random.Random(name)
    text = (SEEDS / name).read_text("utf-8")
    page = page_of(text, name)
    kept = lost = 0
    for article, selector in highlights(page, 60, rng):
        quote = flat(selector.exact)
        spots = [i for i, c in enumerate(text) if "\u4e00" <= c <= "\u9fff"]
        changed = list(text)
        inside = set()
        at = text.find(selector.exact[:4])
        while at >= 0:
            inside.update(range(at, at + 3 * len(quote)))
            at = text.find(selector.exact[:4], at + 1)
        for i in rng.sample(spots, len(spots) // 100):
            if i not in inside:
                changed[i] = chr(ord(changed[i]) + 1)
        found = reanchor(selector, article, page_of("".join(changed), name))
        if found is None:
            lost += 1
        else:
            assert flat(found.selector.exact) == quote or found.how == "fuzzy"
            kept += 1
    assert kept >= 0.97 * (kept + lost)


@pytest.mark.parametrize("name", NAMES[:2])
def test_lines_set_to_another_width(name: str) -> None:
    text = (SEEDS / name).read_text("utf-8")
    page = page_of(text, name)
    other = page_of(rewrap(text, 23), name)
    assert len(split_lines(rewrap(text, 23))) != len(split_lines(text))
    for article, selector in highlights(page, 100, random.Random(3)):
        found = reanchor(selector, article, other)
        assert found is not None
        assert flat(found.selector.exact) == flat(selector.exact)


def test_two_articles_joined() -> None:
    page = page_of((SEEDS / NAMES[1]).read_text("utf-8"), NAMES[1])
    joined = replay(page, [joining(NAMES[1], page[1], page[2], "1", "t")]).articles
    for article, selector in highlights(page, 100, random.Random(4)):
        found = reanchor(selector, article, joined)
        assert found is not None
        assert flat(found.selector.exact) == flat(selector.exact)
        assert found.article.id == (page[1].id if article == page[2].id else article)


def test_of_equal_quotes_the_surroundings_decide() -> None:
    page = page_of((SEEDS / NAMES[0]).read_text("utf-8"), NAMES[0])
    text = article_text(page[0])
    places = [i for i in range(len(text)) if text.startswith("一体化发展", i)]
    assert len(places) > 5
    for at in places:
        found = reanchor(make_selector(page[0], at, at + 5), page[0].id, page)
        assert found is not None
        assert found.selector == make_selector(page[0], at, at + 5)


def test_what_is_gone_is_an_orphan() -> None:
    page = page_of((SEEDS / NAMES[0]).read_text("utf-8"), NAMES[0])
    selector = make_selector(page[0], 300, 330)
    assert reanchor(selector, page[0].id, page[1:]) is None
