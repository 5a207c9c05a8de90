"""Random documents through load, show, search and export, and random queries: no error, no slow character.

python tools/stress_texts.py --documents 20000 --queries 100000 [--seed 1]

A document is a mixture of pieces of the seeds and of the hostile corpus, words that mean something to the
press, characters of any block, and one pattern again and again. Of each document the time a character is
measured (of the processor, the best of three where it is among the slowest), and compared with the median
of the documents of its size.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import hashlib
import io
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads that wait for each other would be counted

from wxreader.cli.main import main as run_call  # noqa: E402
from wxreader.errors import WxError  # noqa: E402
from wxreader.library.check import check  # noqa: E402
from wxreader.library.library import Library  # noqa: E402
from wxreader.library.loader import Job, Recognition, load, make_page, page_of  # noqa: E402
from wxreader.model import Page  # noqa: E402
from wxreader.search.index import update_index  # noqa: E402
from wxreader.search.searcher import Searcher  # noqa: E402

SIZES = (40, 1200)
"""Characters of a document, drawn evenly on a scale of doublings (chosen)."""
BATCH = 250
"""Documents of a library."""
MOST_OF_MEDIAN = 5.0
"""How many times the median of its size a document may take a character."""
LOOKED_AT = 3.0
"""From how many times the median on a document is measured again."""
AGAIN = 3
LONGEST_QUERY = 30
"""Pieces of a query."""
PIECES = json.loads((ROOT / "tests/fuzz/pieces.json").read_text("utf-8"))
"""What documents and queries are made of: words that mean something to the press or to a search."""
BLOCKS = (
    *((0x20, 0x7F), (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x3000, 0x303F)),
    *((0xFF00, 0xFFEF), (0xA0, 0x2FFF), (0x20000, 0x2A6DF)),
)
"""First and last character of blocks that characters are drawn from."""
WRAPPED, WIDTH = 0.3, 17
"""The share of documents that are wrapped, and their width, as dumps of a printed column are."""
SLOWEST = 40
"""Documents of a size that may be measured again."""


class Texts:
    """Random documents and queries of a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        files = [*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests/hostile/files").iterdir()]
        self.known = [p.read_text("utf-8", "replace")[:20_000] for p in sorted(files)]

    def _known(self) -> str:
        text = self.random.choice(self.known)
        at = self.random.randrange(max(1, len(text)))
        return text[at : at + self.random.randint(1, 300)]

    def _words(self) -> str:
        return "".join(self.random.choices(PIECES["documents"], k=self.random.randint(1, 30)))

    def _block(self) -> str:
        first, last = self.random.choice(BLOCKS)
        return "".join(chr(self.random.randint(first, last)) for _ in range(self.random.randint(1, 60)))

    def _again(self) -> str:
        return "".join(
            self.random.choices(PIECES["documents"], k=self.random.randint(1, 4))
        ) * self.random.randint(2, 80)

    def document(self) -> str:
        """A document."""
        low, high = SIZES
        size = int(low * (high / low) ** self.random.random())
        kinds = self.random.choices((self._known, self._words, self._block, self._again), (4, 3, 1, 2), k=3)
        text = ""
        while len(text) < size:
            text += self.random.choice(kinds)()
        text = text[:size]
        if self.random.random() < WRAPPED:
            text = "\n".join(text[i : i + WIDTH] for i in range(0, len(text), WIDTH))
        return text

    def query(self) -> str:
        """A query."""
        return "".join(self.random.choices(PIECES["queries"], k=self.random.randint(1, LONGEST_QUERY)))


def analyse(text: str) -> float:
    """Seconds of the processor that a document's page takes."""
    data = text.encode("utf-8", "surrogatepass")
    job = Job(
        path="x.txt",
        file=Path("x.txt"),
        name="x.txt",
        sha256=hashlib.sha256(data).hexdigest(),
        limit=len(data),
    )
    begun = time.process_time()
    page_of(job, data)
    return time.process_time() - begun


class Found:
    """What was measured and what went wrong."""

    def __init__(self) -> None:
        self.bad: list[str] = []
        self.times: dict[int, list[tuple[float, str]]] = defaultdict(list)
        """Seconds a character with the document, by the doubling of its size."""
        self.slowest_query = (0.0, "")

    def tried(self, what: str, text: str, call: Callable[[], Any]) -> None:
        """Call; anything but an error of ours is kept."""
        try:
            call()
        except WxError:
            return
        except Exception as error:
            self.bad.append(f"{what}: {type(error).__name__}: {error}: {text[:2000]!r}")


def quietly(*argv: str) -> None:
    """A call of the command line without what it prints.

    Raises:
        RuntimeError: It ended on an error of its own.
    """
    unseen = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(unseen), contextlib.redirect_stderr(io.StringIO()) as said:
        run_call([*argv, "--lang", "en"])
    if "error of its own" in said.getvalue() or "Traceback" in said.getvalue():
        raise RuntimeError(said.getvalue())


def documents(texts: Texts, count: int, folder: Path, found: Found) -> None:
    """Documents, a library of some hundred after the other."""
    for first in range(0, count, BATCH):
        made = [texts.document() for _ in range(min(BATCH, count - first))]
        _library_of(made, texts, folder / str(first), found)
        print(f"{first + len(made)} documents, {len(found.bad)} bad", file=sys.stderr, flush=True)


def _library_of(made: list[str], texts: Texts, folder: Path, found: Found) -> None:
    """Load documents, and do with the library what a user may."""
    dumps, library = folder / "dumps", folder / "library"
    where = ("--library", str(library))
    dumps.mkdir(parents=True)
    for n, text in enumerate(made):
        (dumps / f"{n}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
    found.tried("load", folder.name, partial(load, Library(library), [dumps], executor=Clock(found)))
    found.tried("index", folder.name, partial(update_index, Library(library)))
    rows = list(Library(library).rows())
    for row in rows:
        found.tried("show", row.headline, partial(quietly, "show", row.id, *where))
    searcher = Searcher(Library(library))
    for query in (texts.query() for _ in range(len(made) // 10)):
        found.tried("search", query, partial(searcher.search, query))
    for row in rows[::10]:
        text = "".join(p.text for p in Library(library).article(row.id).paragraphs[:1])[:12]
        found.tried("annotate", text, partial(quietly, "annotate", row.id, f"--quote={text}", *where))
    for form in ("json", "markdown", "csv"):
        found.tried("export", form, partial(quietly, "export", "--format", form, *where))
    found.bad += [f"check: {f.problem}" for f in check(Library(library)) if "orphan" not in f.problem]
    shutil.rmtree(folder)


class Clock:
    """Analyses the pages of a load, and takes the time of each."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def analyse(self, jobs: Sequence[Job], how: Recognition) -> Iterator[tuple[Job, Page | str]]:
        """Pages of the jobs, in their order."""
        for job in jobs:
            text = job.file.read_bytes().decode("utf-8", "surrogatepass")
            begun = time.process_time()
            page = make_page(job, how)
            taken = time.process_time() - begun
            self.found.times[len(text).bit_length()].append((taken / len(text), text))
            yield job, page


def queries(texts: Texts, count: int, folder: Path, found: Found) -> None:
    """Queries of a library of documents and seeds."""
    dumps, library = folder / "dumps", folder / "library"
    dumps.mkdir()
    for n in range(100):
        (dumps / f"{n}.txt").write_bytes(texts.document().encode("utf-8", "surrogatepass"))
    load(Library(library), [dumps, ROOT / "seeds"], workers=1)
    update_index(Library(library))
    searcher = Searcher(Library(library))
    for _ in range(count):
        query = texts.query()
        begun = time.process_time()
        found.tried("query", query, partial(searcher.search, query))
        found.slowest_query = max(found.slowest_query, (time.process_time() - begun, query))


def _surely(taken: float, text: str) -> float:
    """Seconds a character, the best of some measurements."""
    return min(taken, *(analyse(text) / len(text) for _ in range(AGAIN)))


def judge(found: Found) -> dict[str, Any]:
    """The worst of each size against its median; those that look slow are measured again."""
    sizes = {}
    for bits, all_of_them in sorted(found.times.items()):
        median = statistics.median(t for t, _ in all_of_them)
        slow = sorted(all_of_them, reverse=True)[:SLOWEST]
        again = [
            (_surely(taken, text) if taken > LOOKED_AT * median else taken, text) for taken, text in slow
        ]
        worst, text = max(again)
        sizes[f"{2 ** (bits - 1)} to {2**bits - 1} characters"] = {
            "documents": len(all_of_them),
            "median, microseconds a character": round(median * 1e6, 1),
            "worst, times the median": round(worst / median, 2),
            "worst": text[:300] if worst > MOST_OF_MEDIAN * median else "",
        }
    return {
        "bad": found.bad[:20],
        "number of bad": len(found.bad),
        "sizes": sizes,
        "slowest query": found.slowest_query,
    }


def main() -> int:
    """Run, say what was found; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--queries", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    texts, found = Texts(args.seed), Found()
    for text in texts.known[:5]:
        analyse(text)  # what is made once
    gc.collect()
    gc.freeze()
    with tempfile.TemporaryDirectory(prefix="stress-") as top:
        (Path(top) / "q").mkdir()
        documents(texts, args.documents, Path(top), found)
        queries(texts, args.queries, Path(top) / "q", found)
    result = judge(found)
    print(json.dumps(result, ensure_ascii=False, indent=1))
    slow = any(size["worst, times the median"] > MOST_OF_MEDIAN for size in result["sizes"].values())
    return 1 if slow or found.bad else 0


if __name__ == "__main__":
    sys.exit(main())
