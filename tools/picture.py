"""Draw the README's pictures from the running reader on the seeds: `make picture`.

Textual's screenshots are Rich's SVG, which gives a run of text `textLength` by characters: a browser
then squeezes Chinese to half its width. `set_by_cells` writes every run anew, split where the width
of its characters changes, each at the cell it stands in and as long as its cells.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Iterator
from html import escape, unescape
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len

from wxreader import i18n
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SIZE = (120, 36)
"""Columns and rows of a picture."""
CELL = 12.2
"""Width of a cell in Rich's SVG, in its units (`char_width` in rich.console.Console.export_svg)."""
SCENES: dict[str, tuple[str, ...]] = {
    "reader": ("j", "j", "m", "g", "enter", "f", "a", "n", *"待核实", "enter", "]", "]"),
    "search": ("s", *"长三角", "enter", "c"),
    "card": ("3", "enter"),
}
"""Keys that lead to each picture, `docs/NAME.svg`."""
_TEXT = re.compile(r"<text (?P<before>[^>]*?)textLength=\"[\d.]+\"(?P<after>[^>]*)>(?P<text>[^<]*)</text>")
_PLACE = re.compile(r"x=\"(?P<x>[\d.]+)\"")
_FOREIGN_FONTS = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_NARROW = 'lengthAdjust="spacingAndGlyphs" '
"""A narrow character that a font draws wide (“ ” … ·) is drawn in its one cell."""
_WIDE = 'font-size="23" '
"""A Chinese character fills its two cells of 12.2 instead of standing loose in them (chosen by eye)."""


def runs(text: str) -> Iterator[tuple[int, str]]:
    """Runs of characters of one width, in cells: what a browser can space evenly."""
    for width, chars in groupby(text, key=cell_len):
        yield width, "".join(chars)


def _set_run(match: re.Match[str]) -> str:
    before, after = match["before"], match["after"]
    place = _PLACE.search(before)
    if place is None or "clip-path" not in after:  # the window's title is centred and stands alone
        return match.group()
    x = float(place["x"])
    tags = []
    for width, run in runs(unescape(match["text"])):
        length = width * len(run) * CELL
        if run.strip("\xa0 "):
            at = _PLACE.sub(f'x="{x:g}"', before)
            drawn = _NARROW if width == 1 else _WIDE
            tags.append(f'<text {at}{drawn}textLength="{length:g}"{after}>{escape(run)}</text>')
        x += length
    return "".join(tags)


def set_by_cells(svg: str) -> str:
    """The SVG with its text lengths counted in cells, and without fonts from another host."""
    return _TEXT.sub(_set_run, _FOREIGN_FONTS.sub("", svg))


async def draw(library: Library, keys: tuple[str, ...]) -> str:
    """The reader's screen after these keys, as SVG."""
    from wxreader.tui.app import Reader

    app = Reader(library, Settings())
    async with app.run_test(size=SIZE) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        return app.export_screenshot(title="wxreader")


def main() -> None:
    """Draw every scene into docs/."""
    i18n.set_language("zh")
    for name, keys in SCENES.items():
        with tempfile.TemporaryDirectory() as folder:
            library = Library(Path(folder) / "library")
            load(library, [ROOT / "seeds"])
            svg = asyncio.run(draw(library, keys))
        (ROOT / "docs" / f"{name}.svg").write_text(set_by_cells(svg), "utf-8")


if __name__ == "__main__":
    main()
