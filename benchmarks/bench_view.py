"""The reading view on a long article with 500 highlights: scrolling, selecting, resizing, memory.

    python -m benchmarks.bench_view

The article of 200,000 characters is made of the seeds; no dumps are read.
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.pages import SEEDS, parser
from wxreader.annotations.anchor import make_selector
from wxreader.library.codec import row_of
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.library.words import new_id, now
from wxreader.model import Annotation, AnnotationKind, Colour, Paragraph
from wxreader.search.index import update_index
from wxreader.settings import Settings

CHARACTERS, HIGHLIGHTS, STEPS = 200_000, 500, 200
HIGHLIGHTED = 30
"""Characters of a highlight."""
WIDTHS = (100, 120, 90, 120) * 5
"""Resizes, each across a width at which other panes are shown."""


def make_library(folder: Path) -> Library:
    """A library with one long article, highlighted all over."""
    library = Library(folder)
    load(library, [sorted(SEEDS.glob("*.txt"))[0]])
    page = library.page(library.sources()[0].name)
    texts = [p for a in page.articles for p in a.paragraphs]
    paragraphs: list[Paragraph] = []
    while sum(len(p.text) for p in paragraphs) < CHARACTERS:
        paragraphs += [Paragraph(f"{len(paragraphs)}，{p.text}") for p in texts]  # no two alike
    article = replace(page.articles[0], paragraphs=tuple(paragraphs), mentions=page.articles[0].mentions)
    page = replace(page, articles=(article,))
    library.write_page(page)
    library.write_catalogue([(page.source, [row_of(article)])])
    update_index(library)
    step = CHARACTERS // HIGHLIGHTS
    made = [
        Annotation(
            id=new_id(),
            kind=AnnotationKind.HIGHLIGHT,
            article=article.id,
            source=article.source,
            source_sha256=page.source.sha256,
            headline="",
            created=now(),
            modified=now(),
            selector=make_selector(article, n * step, n * step + HIGHLIGHTED),
            color=Colour.BLUE,
        )
        for n in range(HIGHLIGHTS)
    ]
    library.annotations.put(made)
    return library


def megabytes() -> float:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def measure(library: Library) -> None:
    """Print times of keys and resizes, and memory."""
    from textual import events

    from wxreader.tui.app import Reader
    from wxreader.tui.reader.screen import MainScreen

    before = megabytes()
    async with Reader(library, Settings()).run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)

        def painted(act: object) -> float:
            start = time.perf_counter()
            act()  # type: ignore[operator]
            for y in range(screen.view.size.height):
                screen.view.render_line(y)
            return 1000 * (time.perf_counter() - start)

        scroll = [painted(screen.view.action_down) for _ in range(STEPS)]
        screen.selecting.from_here()
        further = events.Key("l", "l")
        select = [painted(lambda: screen.selecting.key(further)) for _ in range(STEPS)]
        await pilot.pause()  # the moves' messages are not the resize's
        resizes = []
        for width in WIDTHS:
            start = time.process_time()  # not the pilot's waiting
            await pilot.resize_terminal(width, 40)
            await pilot.pause()
            resizes.append(1000 * (time.process_time() - start))
        short = []
        article = screen.view.article
        assert article
        screen.view.show(replace(article, paragraphs=article.paragraphs[:5]))
        await pilot.pause()
        for width in WIDTHS:
            start = time.process_time()
            await pilot.resize_terminal(width, 40)
            await pilot.pause()
            short.append(1000 * (time.process_time() - start))
    print(f"scroll step: median {statistics.median(scroll):.2f} ms, worst {max(scroll):.2f} ms")
    print(f"selection move: median {statistics.median(select):.2f} ms, worst {max(select):.2f} ms")
    print(f"resize: median {statistics.median(resizes):.0f} ms, worst {max(resizes):.0f} ms", end=" ")
    own, most = statistics.median(short), max(short)
    print(f"(Textual's own part, with 5 paragraphs: median {own:.0f} ms, worst {most:.0f} ms)")
    print(f"memory over the app's imports: {megabytes() - before:.0f} MB")


def main() -> None:
    """Make the library and measure on it."""
    parser(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as name:
        library = make_library(Path(name) / "library")
        import wxreader.tui.app  # noqa: F401  so that its memory is not counted

        asyncio.run(measure(Library(library.path)))


if __name__ == "__main__":
    main()
