"""PDF pages: their articles come out as they were set; what cannot be read is refused or kept by a
sentence.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SEEDS
from wxreader.errors import DecodeError
from wxreader.press.page import read_page
from wxreader.press.pdf.layout import Piece, blocks_of, ordered
from wxreader.press.sources import text_of

pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.press.pdf_maker import Paper, register

GOLD = Path(__file__).parents[1] / "gold"
ARTICLES: list[dict[str, Any]] = [
    a for f in sorted(GOLD.glob("*.json")) for a in json.loads(f.read_text("utf-8"))["articles"]
]


def bodies(data: bytes) -> list[str]:
    page = read_page(text_of(data, "page.pdf"), "page.pdf", "0", "page.pdf")
    return ["".join(p.text for p in a.paragraphs) for a in page.articles]


def gold_body(article: dict[str, Any]) -> str:
    return "".join("".join(p.split()) for p in article["paragraphs"])


@pytest.mark.parametrize("doubled", [False, True], ids=["once", "twice, a false bold"])
def test_articles_in_columns_come_out_whole(doubled: bool) -> None:
    paper = Paper(doubled=doubled)
    put = [a for a in ARTICLES[3:7] if paper.article(a)]
    found = bodies(paper.data())
    assert len(put) >= 2
    assert [gold_body(a) for a in put] == found


def test_two_pages_of_a_file_are_read_one_after_the_other() -> None:
    paper = Paper()
    assert paper.article(ARTICLES[3])
    paper.page()
    assert paper.article(ARTICLES[4])
    assert bodies(paper.data()) == [gold_body(ARTICLES[3]), gold_body(ARTICLES[4])]


def test_a_page_on_its_side_is_set_upright() -> None:
    out = io.BytesIO()
    register()
    canvas = Canvas(out, pagesize=A4)
    canvas.rotate(90)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(60, -100, "无锡市召开会议部署重点工作")
    canvas.drawString(60, -120, "会议强调要抓好落实。")
    canvas.save()
    assert text_of(out.getvalue(), "side.pdf").text.split() == [
        "无锡市召开会议部署重点工作",
        "会议强调要抓好落实。",
    ]


def test_a_vertical_headline_is_turned() -> None:
    out = io.BytesIO()
    register()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("STSong-Light", 20)
    for n, char in enumerate("万鸟回归湿地"):
        canvas.drawString(100, 700 - 24 * n, char)
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(200, 700, "天气转暖，候鸟北迁。")
    canvas.save()
    assert "万鸟回归湿地" in text_of(out.getvalue(), "down.pdf").text.split()


def set_in_truetype(lines: list[str]) -> bytes:
    """Lines in an embedded TrueType font, whose characters a ToUnicode map names."""
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Vera", 12)
    for n, words in enumerate(lines):
        canvas.drawString(60, 700 - 16 * n, words)
    canvas.save()
    return out.getvalue()


def test_a_truetype_font_is_read_through_its_map() -> None:
    data = set_in_truetype(["Harvest of wheat 2023", "Fields along the river are cut."])
    assert b"/ToUnicode" in data
    found = text_of(data, "font.pdf")
    assert found.text.split("\n") == ["Harvest of wheat 2023", "Fields along the river are cut."]
    assert not found.distrusted


@pytest.mark.parametrize(("private", "trusted"), [(1, True), (4, False)])
def test_a_text_layer_of_private_characters_is_kept_and_said_to_be_so(private: int, trusted: bool) -> None:
    """One in a hundred characters without a meaning is let pass; with four nothing is guessed."""
    words = "a" * (100 - private) + "\ue001" * private
    found = text_of(set_in_truetype([words[:50], words[50:]]), "odd.pdf")
    assert found.distrusted is not trusted
    page = read_page(found, "odd.pdf", "0", "odd.pdf")
    kept = "".join(found.text.split())
    assert len(kept) == len(words)
    if not trusted:
        assert page.articles == ()
        assert "text-layer" in page.source.doubts
        assert "".join(page.source.leftover) == kept


def test_a_picture_without_text_names_ocr() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(10, 10, 200, 200)
    canvas.save()
    with pytest.raises(DecodeError, match="OCR"):
        text_of(out.getvalue(), "scan.pdf")


def test_a_damaged_file_is_refused_by_name() -> None:
    with pytest.raises(DecodeError, match=r"bad\.pdf"):
        text_of(b"%PDF-1.7\n" + b"\0" * 300, "bad.pdf")


def test_more_pages_than_a_newspaper_has_are_refused() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for _ in range(51):
        canvas.drawString(50, 50, "x")
        canvas.showPage()
    canvas.save()
    with pytest.raises(DecodeError, match="50 pages"):
        text_of(out.getvalue(), "book.pdf")


def test_plain_text_is_read_as_before() -> None:
    seed = sorted(SEEDS.glob("*.txt"))[0]
    assert text_of(seed.read_bytes(), seed.name).text == seed.read_text("utf-8")


def test_columns_are_read_one_after_the_other() -> None:
    """Two columns under a headline across both: the headline, the left column, the right one."""
    head = Piece(text="标题", left=0, bottom=90, right=100, top=110, size=20)
    left = [
        Piece(text=f"左{n}", left=0, bottom=70 - 12 * n, right=45, top=80 - 12 * n, size=10) for n in range(3)
    ]
    right = [
        Piece(text=f"右{n}", left=55, bottom=70 - 12 * n, right=100, top=80 - 12 * n, size=10)
        for n in range(3)
    ]
    order = [p.text for b in ordered(blocks_of([head, *right, *left]), 10) for p in b.pieces]
    assert order == ["标题", "左0", "左1", "左2", "右0", "右1", "右2"]
