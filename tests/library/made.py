"""Small pages for tests of the store, made without reading a newspaper."""

from __future__ import annotations

import hashlib
from pathlib import Path

from wxreader.library.codec import page_tables, row_doc, row_of, source_doc
from wxreader.library.library import Library, rows_of
from wxreader.library.storage import AtomicStorage
from wxreader.model import Article, EventDate, Mention, Page, Paragraph, Source


def article(source: str, order: int, words: str, day: str = "") -> Article:
    key = int.from_bytes(hashlib.sha256(f"{source} {order}".encode()).digest()[:6])
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    name = "".join(digits[key // 36**i % 36] for i in range(10))
    text = f"本报讯 {words}，赵建军出席。"
    mention = Mention(
        type="PER",
        paragraph=0,
        start=text.index("赵"),
        end=text.index("赵") + 3,
        text="赵建军",
        name="赵建军",
    )
    dated = EventDate(start=day, end=day, confidence="high", evidence="made") if day else None
    return Article(
        id=name,
        source=source,
        order=order,
        headline=(words,),
        paragraphs=(Paragraph(text, ((0, 1),)),),
        event_date=dated,
        mentions=(mention,),
    )


def page(number: int, articles: int = 3, words: str = "太湖水质改善", folder: str = "/made") -> Page:
    """A page of some articles, two of them dated."""
    name = f"{number:05}.txt"
    days = ["", f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}", f"2024-01-{number % 28 + 1:02}"]
    made = tuple(article(name, i, f"{words}{number}第{i}条", days[i % 3]) for i in range(articles))
    sha256 = hashlib.sha256(f"{name} {words}".encode()).hexdigest()
    return Page(
        Source(
            name=name,
            sha256=sha256,
            path=f"{folder}/{name}",
            encoding="utf-8",
            encoding_confidence="certain",
            form="columns",
        ),
        made,
        f"原文{number}",
    )


def put(library: Library, *pages: Page) -> None:
    """Write pages as a loader does."""
    with library.writing():
        for one in pages:
            library.write_page(one)
        library.write_catalogue([(p.source, rows_of(p)) for p in pages])


def before_shelves(path: Path, *pages: Page) -> None:
    """A library as wxreader left one when the catalogue was one file and every page another."""
    for one in pages:
        name = hashlib.sha256(one.source.name.encode()).hexdigest()[:20]
        AtomicStorage(path / "pages" / f"{name}.json").write(page_tables(one))
    rows = [row_doc(row_of(a, p.source)) for p in pages for a in p.articles]
    tables = {
        "sources": {p.source.name: source_doc(p.source) for p in pages},
        "articles": {f"{i:07}": doc for i, doc in enumerate(rows, 1)},
        "revisions": {"1": {p.source.name: "ab12cd34" for p in pages}},
        "corrected": {},
    }
    AtomicStorage(path / "catalogue.json", path / "backups", keep=1).write(tables)
