"""The running reader in a pseudo-terminal: first paint, moving in the list, key to screen in the search bar.

    python -m benchmarks.bench_reader [--library DIR | --dumps DIR] [--pages N]

A large library (one that is named, or one made of the dumps) beside one of the five seeds.
"""

from __future__ import annotations

import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.pages import SEEDS, make_library, parser
from tests.support.terminal import Terminal
from wxreader.library.library import Library

WORDS = ("中国", "人民日报", "经济发展", "记者", "无锡", "教育实践", "改革开放", "习近平", "北京市", "公司")
STARTS = 9


def reader(library: Path) -> Terminal:
    """The reader on a library, in a terminal."""
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
    """Wait until a mark has been written after the place `at`."""
    while mark not in terminal.seen[at:]:
        if select.select([terminal.master], [], [], 1)[0]:
            terminal.seen += os.read(terminal.master, 65536)


def show(what: str, times: list[float]) -> None:
    """Print median and worst of times in seconds."""
    median, worst = (1000 * number(times) for number in (statistics.median, max))
    print(f"{what}: median {median:.0f} ms, worst {worst:.0f} ms, {len(times)} keys")


def keys(library: Path, words: tuple[str, ...]) -> None:
    """Print how long keys take in the list and in the search bar."""
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
    """Measure on a small and a large library by turns."""
    options = parser(__doc__)
    options.add_argument("--library", type=Path, metavar="DIR", help="a library that is there already")
    args = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ.update(XDG_STATE_HOME=name, XDG_CONFIG_HOME=name)
        small = make_library(Path(name) / "small", SEEDS, len(list(SEEDS.glob("*.txt")))).path
        large = args.library or make_library(Path(name) / "large", args.dumps, args.pages).path
        paints: dict[Path, list[float]] = {small: [], large: []}
        for _ in range(STARTS):
            for library, times in paints.items():
                times.append(first_paint(library, "unread"))
        few, many = (1000 * statistics.median(times) for times in paints.values())
        articles = len(Library(large).rows())
        ratio = many / few
        print(f"first paint: seeds {few:.0f} ms, {articles} articles {many:.0f} ms: {ratio:.2f} times")
        for library in paints:
            print(f"-- {len(Library(library).rows())} articles")
            keys(library, WORDS)


if __name__ == "__main__":
    main()
