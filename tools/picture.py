"""Draw docs/reader.svg: the running reader on the seeds, by Textual's own screenshot. `make picture`."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from wxreader import i18n
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


async def draw(library: Library) -> str:
    from wxreader.tui.app import Reader

    app = Reader(library, Settings())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "j", "m", "g", "enter", "]", "]", "}")
        await pilot.pause()
        return app.export_screenshot(title="wxreader")


def main() -> None:
    i18n.set_language("zh")
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library")
        load(library, [ROOT / "seeds"])
        svg = asyncio.run(draw(library))
    (ROOT / "docs" / "reader.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
