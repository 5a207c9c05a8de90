"""What dating costs of a page's analysis: cutting, dating, recognition, in processor time of one run.

python -m benchmarks.bench_dates [--dumps DIR] [--pages N]
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.pages import gather, parser
from wxreader.dating.page import date_page, revalued
from wxreader.entities.engine import get_engine
from wxreader.entities.recognise import recognise_articles
from wxreader.press.decode import decode
from wxreader.press.page import read_page


def cost(work: Callable[[], object]) -> float:
    """The least processor time of three runs, in seconds."""
    least = float("inf")
    for _run in range(3):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
    return least


def main() -> None:
    """Print the parts in milliseconds a page, and dating's share."""
    args = parser(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        gather(Path(folder), args.dumps, args.pages)
        measure(sorted(Path(folder).glob("*.txt")))


def measure(files: list[Path]) -> None:
    """Print the parts for these pages."""
    today = date.today()
    pages = [read_page(decode(f.read_bytes(), str(f)), f.name, "", str(f)) for f in files]
    engine = get_engine("jieba", "")
    recognise_articles(pages[0].articles, engine)

    def dating() -> None:
        for p in pages:
            dated = date_page(
                p.articles, leftover=p.source.leftover, raw=p.raw, path=p.source.path, latest=today
            )
            list(map(revalued, dated.articles))

    reading = cost(lambda: [read_page(decode(f.read_bytes(), str(f)), f.name, "", str(f)) for f in files])
    names = cost(lambda: [recognise_articles(p.articles, engine) for p in pages])
    own = cost(dating)
    for name, seconds in (("cut and dated", reading), ("names", names), ("dating alone", own)):
        print(f"{name:<14} {1000 * seconds / len(pages):7.2f} ms a page")
    print(f"dating's share {100 * own / (reading + names):7.2f} %")


if __name__ == "__main__":
    main()
