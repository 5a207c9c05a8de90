"""The README's pictures: what a browser makes of them is decided by the lengths written in them."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from rich.cells import cell_len

DOCS = Path(__file__).parent.parent / "docs"
CELL = 12.2
RUN = re.compile(
    r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]* textLength="([\d.]+)"[^>]*>([^<]*)</text>'
)


@pytest.mark.parametrize("name", ["reader", "search", "card"])
def test_text_lengths_count_cells(name: str) -> None:
    svg = (DOCS / f"{name}.svg").read_text("utf-8")
    runs = RUN.findall(svg)
    assert any("\u4e00" <= char <= "\u9fff" for *_, text in runs for char in text)
    for _, _, length, text in runs:
        assert float(length) == pytest.approx(cell_len(unescape(text)) * CELL), text
    for (x, y, length, text), (next_x, next_y, _, _) in pairwise(runs):
        assert y != next_y or float(x) + float(length) <= float(next_x) + 0.01, f"{text} overlaps"


@pytest.mark.parametrize("name", ["reader", "search", "card"])
def test_a_picture_asks_no_other_host(name: str) -> None:
    svg = (DOCS / f"{name}.svg").read_text("utf-8")
    assert not re.search(r"url\(.?https?:|href=", svg)
