"""The running reader with a large library in a pseudo-terminal: first paint, moving in the list, key to screen in the search bar.

    python benchmarks/bench_reader.py LIBRARY

LIBRARY is a library folder (`wxreader --library DIR load FOLDER` makes one); the seeds are what it is compared with.
"""

from __future__ import annotations

import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.terminal import Terminal
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.search.index import update_index

ROOT = Path(__file__).resolve().parent.parent
WORDS = ("中国", "人民日报", "经济发展", "记者", "无锡", "教育实践", "改革开放", "习近平", "北京市", "公司")
STARTS = 9


def reader(library: Path) -> Terminal:
    return Terminal([sys.executable, "-m", "wxreader", "--library", str(library), "--lang", "en"], 120, 40)


def first_paint(library: Path, title: str) -> float:
    """Seconds from the start of the process until the text of the first article stands."""
    began = time.perf_counter()
    with reader(library) as terminal:
        terminal.until(title)
        took = time.perf_counter() - began
        terminal.press("q")
        terminal.wait()
    return took


def until_new(terminal: Terminal, mark: bytes, at: int) -> None:
    while mark not in terminal.seen[at:]:
        if select.select([terminal.master], [], [], 1)[0]:
            terminal.seen += os.read(terminal.master, 65536)


def show(what: str, times: list[float]) -> None:
    print(
        f"{what}: median {1000 * statistics.median(times):.0f} ms, worst {1000 * max(times):.0f} ms, {len(times)} keys"
    )


def keys(library: Path, words: tuple[str, ...]) -> None:
    with reader(library) as terminal:
        terminal.until("unread")
        time.sleep(1)  # whatever the start-up left to do in the background
        terminal.read(0.2)
        moves = []
        for n in range(2, min(60, len(Library(library).rows()))):
            at, began = len(terminal.seen), time.perf_counter()
            terminal.press("j")
            until_new(terminal, f"{n}/".encode(), at)
            moves.append(time.perf_counter() - began)
        show("moving in the list, key to text", moves)
        typed = []
        for word in words:
            terminal.press("s")
            terminal.read(0.4)
            for n, char in enumerate(word, 1):
                at, began = len(terminal.seen), time.perf_counter()
                terminal.press(char)
                until_new(terminal, f"{word[:n]}: ".encode(), at)
                typed.append(time.perf_counter() - began)
            terminal.press("\x1b")
            terminal.read(0.4)
        show("searching, key to repainted list", typed)
        terminal.press("q")


def main() -> None:
    if len(sys.argv) < 2:
        print(__doc__)
        return
    large = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        os.environ.update(XDG_STATE_HOME=name, XDG_CONFIG_HOME=name)
        small = Path(name) / "library"
        load(Library(small), [ROOT / "seeds"])
        update_index(Library(small))
        paints: dict[Path, list[float]] = {small: [], large: []}
        for _ in range(STARTS):
            for library, times in paints.items():
                times.append(first_paint(library, "unread"))
        few, many = (statistics.median(times) for times in paints.values())
        articles = len(Library(large).rows())
        print(
            f"first paint: seeds {1000 * few:.0f} ms, {articles} articles {1000 * many:.0f} ms: {many / few:.2f} times"
        )
        for library in paints:
            print(f"-- {len(Library(library).rows())} articles")
            keys(library, WORDS)


if __name__ == "__main__":
    main()
