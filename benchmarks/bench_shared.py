"""A folder and a shared archive of the same articles, in one run: queries, deep pages, cards, readers.

python -m benchmarks.bench_shared FOLDER opensearch+http://127.0.0.1:9200/NAME
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

from wxreader.opening import finder_of, open_library
from wxreader.profiles.card import make_card
from wxreader.search.finder import Finder

QUERIES = (
    "经济",
    "上海市",
    "记者",
    "发展",
    "世界",
    "公司",
    "足球",
    "人民",
    "电影",
    "北京 会议",
    "价格 上涨",
    "在",
)
READERS, SECONDS = 5, 60.0
_READER = """
import json, random, sys, time
from wxreader.opening import finder_of, open_library
from benchmarks.bench_shared import QUERIES
finder = finder_of(open_library(sys.argv[1]))
finder.warm_up()
draw, took = random.Random(sys.argv[2]), []
until = time.monotonic() + float(sys.argv[3])
while time.monotonic() < until:
    query, begun = draw.choice(QUERIES), time.monotonic()
    finder.search(query, 40)
    took.append(time.monotonic() - begun)
print(json.dumps(took))
"""


def timed(work: Callable[[], object], times: int = 1) -> float:
    """Milliseconds of the median run."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - begun))
    return median(took)


def typed(finder: Finder) -> list[float]:
    """Milliseconds of each query, of the forty results that typing asks for."""
    return [timed(lambda q=q: finder.search(q, 40), 5) for q in QUERIES]  # type: ignore[misc]


def measure(address: str) -> None:
    """Print a library's figures."""
    begun = time.perf_counter()
    library = open_library(address)
    rows = library.rows("date")
    count, first = len(rows), rows[0]
    library.article(first.id)
    opened = 1000 * (time.perf_counter() - begun)
    print(f"{address}: {count} articles; open, list, first article {opened:.0f} ms")
    finder = finder_of(library)
    finder.warm_up()
    each = typed(finder)
    print(f"  typed query: median {median(each):.1f} ms, worst {max(each):.1f} ms")
    draw = random.Random(7)
    places = [draw.randrange(count) for _ in range(30)]
    screens = [timed(lambda p=p: rows[p : p + 40]) for p in places]  # type: ignore[misc]
    print(f"  a screen anywhere in the list: median {median(screens):.1f} ms, worst {max(screens):.1f} ms")
    deep = timed(lambda: finder.search("在", 5000))
    print(f"  5,000 results with their hits: {deep:.0f} ms")
    (name, articles), *_rest = finder.most_named("PER", 1)
    ids = finder.articles_named("PER", name)
    counts = finder.frequencies()
    first_card = timed(lambda: make_card("PER", name, library.articles_of(ids[:150]), "", counts))
    whole = timed(lambda: make_card("PER", name, library.articles_of(ids), "", counts))
    print(f"  card of {name}, {articles} articles: first {first_card:.0f} ms, whole {whole:.0f} ms")


def at_once(address: str) -> None:
    """Five readers searching for a minute."""
    import json

    readers = [
        subprocess.Popen(
            [sys.executable, "-c", _READER, address, str(n), str(SECONDS)], stdout=subprocess.PIPE, text=True
        )
        for n in range(READERS)
    ]
    took = sorted(t for r in readers for t in json.loads(r.communicate()[0]))
    print(
        f"  {READERS} readers for {SECONDS:.0f} s: {len(took) / SECONDS:.0f} answers a second, "
        f"median {1000 * median(took):.0f} ms, 99 in 100 within {1000 * took[int(0.99 * len(took))]:.0f} ms, "
        f"worst {1000 * took[-1]:.0f} ms"
    )


def main() -> None:
    """Measure each library that is named."""
    for address in sys.argv[1:]:
        measure(address)
    for address in sys.argv[1:]:
        print(address)
        at_once(address)


if __name__ == "__main__":
    main()
