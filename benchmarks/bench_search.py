"""Searching: queries by the library's own API, beside a scan in Python and ripgrep over the dumps.

    python -m benchmarks.bench_search [--dumps DIR] [--pages N] [--copies N]

2,500 pages make 10,000 articles; copies of each page, with every tenth character changed for another
of the same text, make the larger archive.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.pages import gather, parser
from wxreader.library.codec import row_of
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.model import Article, Page, Paragraph
from wxreader.search.index import update_index
from wxreader.search.manifest import folder
from wxreader.search.searcher import Searcher
from wxreader.text import fold

QUERIES = 200
LONG_ENOUGH = 12
"""Characters of a paragraph that queries are cut from."""
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


def timed(call: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def show(what: str, times: list[float]) -> None:
    """Print median and worst of times in milliseconds."""
    print(f"  {what}: median {statistics.median(times):.2f} ms, worst {max(times):.2f} ms")


def other_id(article: str, copy: int) -> str:
    """An id of a copy: as long, of the same characters."""
    number = int.from_bytes(hashlib.sha256(f"{copy} {article}".encode()).digest()[:8])
    return "".join(ALPHABET[number // 36**i % 36] for i in range(10))


def varied(page: Page, copy: int, rng: random.Random) -> Page:
    """A page like another, with every tenth character another of its text."""
    name = f"{copy}_{page.source.name}"

    def shuffled(text: str) -> str:
        chars = list(text)
        for i in range(rng.randrange(10), len(chars), 10):
            chars[i] = rng.choice(text)
        return "".join(chars)

    def like(a: Article) -> Article:
        paragraphs = tuple(Paragraph(shuffled(p.text), p.pieces) for p in a.paragraphs)
        return replace(a, id=other_id(a.id, copy), source=name, paragraphs=paragraphs, mentions=())

    return replace(
        page, source=replace(page.source, name=name), articles=tuple(map(like, page.articles)), raw=""
    )


def enlarge(library: Library, copies: int) -> None:
    """Add varied copies of every page."""
    rng = random.Random(1)
    done = []
    for source in [s.name for s in library.sources()]:
        page = library.page(source)
        for copy in range(1, copies):
            made = varied(page, copy, rng)
            library.write_page(made)
            done.append((made.source, [row_of(a) for a in made.articles]))
    library.write_catalogue(done)


def queries(articles: list[Article]) -> list[str]:
    """Substrings of two to six characters, one of five of them two such words."""
    rng = random.Random(2)
    texts = [p.text for a in articles for p in a.paragraphs if len(p.text) > LONG_ENOUGH]

    def piece() -> str:
        text, n = rng.choice(texts), rng.randint(2, 6)
        at = rng.randrange(len(text) - n)
        found = text[at : at + n]
        return found if not any(c in found for c in '"- ') else piece()

    return [piece() if n % 5 else f"{piece()} {piece()}" for n in range(QUERIES)]


def measure(library: Library, dumps: Path | None) -> None:
    """Print what making the index costs, and what queries do."""
    began = time.perf_counter()
    update_index(library)
    build = time.perf_counter() - began
    articles = list(library.articles())
    characters = sum(len(a.heading) + sum(len(p.text) for p in a.paragraphs) for a in articles)
    size = sum(p.stat().st_size for p in folder(library).iterdir())
    print(f"{len(articles)} articles, {characters / 1e6:.1f} million characters")
    each, bytes_each = build / (characters / 1e6), size / characters
    print(f"  index: {build:.1f} s, {each:.2f} s a million characters; {bytes_each:.2f} bytes a character")
    asked = queries(articles)
    searcher = Searcher(library)
    first = timed(lambda: searcher.search("无锡", 20))
    print(f"  the first query of a process, opening everything: {first:.0f} ms")
    show(
        "a query with ranking, count and 20 snippets", [timed(partial(searcher.search, q, 20)) for q in asked]
    )
    texts = [fold("\n".join((a.heading, *(p.text for p in a.paragraphs)))) for a in articles]
    show(
        "the same by a scan in Python, texts in memory", [timed(partial(scan, texts, q)) for q in asked[:30]]
    )
    if dumps and shutil.which("rg"):
        call = [
            partial(subprocess.run, ["rg", "-lF", q.split()[0], str(dumps)], capture_output=True)
            for q in asked[:30]
        ]
        show("ripgrep over the dumps, one word", [timed(c) for c in call])


def scan(texts: list[str], query: str) -> list[str]:
    """What a plain `in` finds."""
    return [t for t in texts if all(w in t for w in query.split())]


def main() -> None:
    """Measure on the pages, then on them with their copies."""
    options = parser(__doc__)
    options.add_argument("--copies", type=int, default=8, help="how often each page is taken")
    args = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        dumps = Path(name) / "in"
        gather(dumps, args.dumps, args.pages)
        library = Library(Path(name) / "library")
        load(library, [dumps])
        measure(library, dumps)
        enlarge(library, args.copies)
        measure(Library(library.path), None)


if __name__ == "__main__":
    main()
