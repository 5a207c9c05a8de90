"""Newspaper pages as PDF files whose truth is known: articles in columns with headlines above, captions,
furniture.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT, MARGIN = 1100.0, 1600.0, 40.0
BODY, GUTTER, LEADING = 9.0, 16.0, 1.35
NO_START = "，。、；：！？”）》】」』…"


def register() -> None:
    """The CID font of Adobe's collection, which is named and not embedded."""
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def wrap(text: str, measure: int, first: int = 0) -> list[str]:
    """Lines of so many characters; no closing mark begins one."""
    lines: list[str] = []
    room = measure - first
    while text:
        cut = room
        while cut < len(text) and text[cut] in NO_START and cut < room + 1:
            cut += 1
        lines.append(text[:cut])
        text, room = text[cut:], measure
    return lines


@dataclass
class Paper:
    """A canvas that sets articles under one another."""

    columns: int = 4
    doubled: bool = False
    out: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        register()
        self.canvas = Canvas(self.out, pagesize=(WIDTH, HEIGHT))
        self.y = HEIGHT - MARGIN

    def text(self, x: float, y: float, words: str, size: float) -> None:
        """Set words at a place; twice, a little apart, where the false bold is asked for."""
        self.canvas.setFont("STSong-Light", size)
        self.canvas.drawString(x, y, words)
        if self.doubled:
            self.canvas.drawString(x + 0.3, y, words)

    def line(self, words: str, size: float, space: float = 0.4) -> None:
        """A line across the page."""
        self.y -= size * (1 + space)
        self.text(MARGIN, self.y, words, size)

    def article(self, article: dict[str, Any]) -> bool:
        """Set an article; False where the page has no room for it."""
        width = (WIDTH - 2 * MARGIN - GUTTER * (self.columns - 1)) / self.columns
        measure = int(width / BODY)
        rows: list[tuple[str, float, float]] = []
        for n, paragraph in enumerate(article["paragraphs"]):
            cross = n in (article.get("crossheads") or [])
            opening = article.get("dateline") or ""
            words = (opening + " " if opening and not n else "") + paragraph
            if cross:
                rows += [(x, 0.0, BODY * 1.2) for x in wrap(words, int(measure / 1.2))]
                continue
            rows += [(x, 0.0 if i else 2 * BODY, BODY) for i, x in enumerate(wrap(words, measure, 2))]
        per = -(-len(rows) // self.columns)
        heads = [(x, 12.0) for x in article["kicker"]] + [(x, 22.0) for x in article["headline"]]
        heads += [(x, 13.0) for x in article["subhead"]]
        need = sum(s * 1.4 for _, s in heads) + per * BODY * LEADING + 60
        if self.y - need < MARGIN:
            return False
        self.y -= 14
        for words, size in heads:
            self.line(words, size)
        if article["byline"]:
            self.line("本报记者 " + " ".join(article["byline"]), BODY)
        self.y -= 6
        for k in range(self.columns):
            y = self.y
            for words, indent, size in rows[k * per : (k + 1) * per]:
                y -= BODY * LEADING
                self.text(MARGIN + k * (width + GUTTER) + indent, y, words, size)
        self.y -= per * BODY * LEADING + 8
        return True

    def page(self) -> None:
        """Begin another page."""
        self.canvas.showPage()
        self.y = HEIGHT - MARGIN

    def data(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self.out.getvalue()
