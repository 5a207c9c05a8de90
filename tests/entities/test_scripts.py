"""Traditional characters are read as the simplified ones are,
and characters that no network has seen hurt nothing.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.traditional import to_traditional
from wxreader.entities.canonical import canonical, load_aliases
from wxreader.entities.engine import get_engine
from wxreader.entities.recognise import recognise_articles, recognise_text
from wxreader.library.library import Library
from wxreader.model import Article, Paragraph
from wxreader.text import simplify


def in_traditional(article: Article) -> Article:
    return replace(
        article,
        kicker=tuple(map(to_traditional, article.kicker)),
        headline=tuple(map(to_traditional, article.headline)),
        subhead=tuple(map(to_traditional, article.subhead)),
        paragraphs=tuple(Paragraph(to_traditional(p.text), p.pieces) for p in article.paragraphs),
        mentions=(),
    )


def test_a_page_in_traditional_characters_has_the_same_names_and_offices(library: Library) -> None:
    page = [a for a in library.articles() if a.source == next(iter(library.articles())).source]
    found = canonical(recognise_articles(list(map(in_traditional, page)), get_engine()), load_aliases())
    assert any("總書記" in m.title for a in found for m in a.mentions)
    for old, plain in zip(found, page, strict=True):
        assert [(m.type, m.paragraph, m.start, m.end) for m in old.mentions] == [
            (m.type, m.paragraph, m.start, m.end) for m in plain.mentions
        ]
        assert [(simplify(m.name), simplify(m.title)) for m in old.mentions] == [
            (simplify(m.name), simplify(m.title)) for m in plain.mentions
        ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("國務院總理李強在北京會見法國總統馬克龍。", {"李強": "國務院總理", "馬克龍": "法國總統"}),
        ("中共中央總書記、國家主席習近平20日出席。", {"習近平": "中共中央總書記、國家主席"}),
        ("行政院院長蘇貞昌致辭。", {"蘇貞昌": "行政院院長"}),
        ("中国工程院院士李𬭎出席会议。", {"李𬭎": "中国工程院院士"}),
        ("外交部发言人汪䶮表示。", {"汪䶮": "外交部发言人"}),
        ("市委书记赵𬱖主持会议。", {"赵𬱖": "市委书记"}),
    ],
)
def test_names_and_offices_are_given_as_printed(text: str, people: dict[str, str]) -> None:
    found = [f for f in recognise_text(text, get_engine()) if f.type == "PER"]
    assert {f.name: f.title for f in found} == people


@pytest.mark.parametrize(
    "strange", ["가나다", "ጀመረ", "\ud800", "𓀀𓀁", "\x00\x1b[31m", "\u202e\ufeff", "😀👨‍👩‍👧"]
)
def test_characters_never_seen_move_no_name(strange: str) -> None:
    text = f"{strange}，国务院总理李强{strange}表示。"
    assert ("李强", "国务院总理") in {(f.name, f.title) for f in recognise_text(text, get_engine())}


def test_a_sum_in_traditional_characters_has_its_value() -> None:
    (sum_of_money,) = [f for f in recognise_text("投資達三億美元。", get_engine()) if f.type == "MONEY"]
    assert (sum_of_money.value, sum_of_money.currency, sum_of_money.name) == (3e8, "USD", "三億美元")
