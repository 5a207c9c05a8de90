"""Fit wxreader/data/year_weights.json: the year of a page by its clues, on news whose day is known.

    python tools/fit_dates.py NEWS.jsonl[.xz] [--pages 6000] [--without-tables] [--output FILE]

NEWS has a line an article: {"title", "paragraphs", "date": "20120702"}. Pages are made of three to five
articles of one day. Years are held out two at a time: what is printed as measured comes from pages of
years that the weights had not seen; with --without-tables the rows of the tables that begin in the
held-out years are left out as well, which is what happens to a page of a year that the tables do not
know yet. Then all pages are fitted and written.

Method: conditional logit over the candidate years of a page, Adam, L2. Six thousand pages take two minutes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wxreader.dating import evidence, year
from wxreader.dating.clues import Clue
from wxreader.dating.page import own_day, page_text
from wxreader.model import Article, Paragraph

TODAY = date(2026, 11, 24)
LONGEST = 2500
"""Characters of an article that a page has at the most."""
FURTHEST = 3000
"""Days after the news that a file may be of: the day of the file must tell nothing."""
THRESHOLDS = (0.5, 0.7, 0.8, 0.85, 0.87, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.99)
ROUNDS, RATE, DECAY = 250, 0.08, 4.0
"""How it is fitted: the best of a few by pages of years held out."""
SLOWER = 0.6
"""Share of the rounds after which the steps are a third."""
MOMENTUM, VARIANCE = 0.9, 0.99
SMALLEST = 0.005
"""Weights below it are left out."""
Candidate = tuple[int, dict[str, float]]
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A page, as the model sees it."""

    day: date
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A page before its features are made."""

    day: date
    clues: tuple[Clue, ...]
    month_day: tuple[int, int] | None
    latest: date


def read_news(path: Path) -> dict[str, list[dict[str, object]]]:
    """Articles by their day."""
    days: dict[str, list[dict[str, object]]] = defaultdict(list)
    raw = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    for line in raw.decode("utf-8").splitlines():
        article = json.loads(line)
        days[article["date"]].append(article)
    return days


def make_article(news: dict[str, object], day: date, rng: random.Random) -> Article:
    """An article of a page: one in four has a dispatch's dateline."""
    paragraphs, room = [], LONGEST
    for text in news["paragraphs"]:  # type: ignore[attr-defined]
        if "编辑" not in text and room > 0:
            paragraphs.append(Paragraph(text[:room]))
            room -= len(text)
    dateline = f"新华社北京{day.month}月{day.day}日电" if rng.random() < 0.25 else "本报讯"  # noqa: PLR2004
    return Article(
        id="",
        source="",
        order=0,
        headline=(str(news["title"]),),
        dateline=dateline,
        paragraphs=tuple(paragraphs),
    )


def make_pages(days: dict[str, list[dict[str, object]]], most: int, rng: random.Random) -> Iterator[Seen]:
    """Pages of three to five articles of one day."""
    made = 0
    keys = sorted(days)
    rng.shuffle(keys)
    while made < most:
        for key in keys:
            day = date(int(key[:4]), int(key[4:6]), int(key[6:]))
            news = rng.sample(days[key], min(len(days[key]), rng.choice((3, 4, 4, 5))))
            if len(news) < 3:  # noqa: PLR2004
                continue
            articles = [make_article(n, day, rng) for n in news]
            own = own_day(articles)
            latest = min(TODAY, day + timedelta(days=rng.randint(0, FURTHEST)))
            yield Seen(day, tuple(evidence.clues_of(page_text(articles)[0])), own and own[:2], latest)
            made += 1
            if made == most:
                return


def example(page: Seen, unknown: Sequence[int] = ()) -> Example:
    """A page's candidates and their features; clues of the tables that begin in unknown years left out."""
    kept = [c for c in page.clues if c.kind in year.PRINTED or c.first.year not in unknown]
    years = year.candidates(kept, page.latest)
    return Example(page.day, tuple((y, year.features(kept, y, page.month_day, page.latest)) for y in years))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Examples as arrays: a row a candidate, an entry a feature of a row."""

    names: tuple[str, ...]
    """The features, by their column."""
    rows: Array
    columns: Array
    values: Array
    pages: Array
    """The page of each row."""
    years: Array
    """The year of each row."""
    count: int
    """How many pages there are."""


def tabled(examples: Sequence[Example]) -> Table:
    """The examples as arrays."""
    index: dict[str, int] = {}
    entries: list[tuple[int, int, float]] = []
    pages: list[int] = []
    years: list[int] = []
    for at, one in enumerate(examples):
        for y, found in one.candidates:
            entries += ((len(pages), index.setdefault(n, len(index)), v) for n, v in found.items())
            pages.append(at)
            years.append(y)
    rows, columns, values = (np.array(x) for x in zip(*entries, strict=True))
    return Table(
        names=tuple(index), rows=rows, columns=columns, values=values,
        pages=np.array(pages), years=np.array(years), count=len(examples),
    )  # fmt: skip


def shares(scores: Array, pages: Array, count: int) -> Array:
    """Each row's probability among those of its page."""
    top = np.full(count, -np.inf)
    np.maximum.at(top, pages, scores)
    parts = np.exp(scores - top[pages])
    found: Array = parts / np.bincount(pages, parts, count)[pages]
    return found


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Weights by feature: Adam over all pages at once, with a pull towards 0."""
    fitted = [e for e in examples if any(y == e.day.year for y, _found in e.candidates)]
    table = tabled(fitted)
    real = np.array([e.day.year for e in fitted])
    right = (table.years == real[table.pages]).astype(float)
    size = len(table.names)
    weights, mean, spread = np.zeros(size), np.zeros(size), np.zeros(size)
    for turn in range(1, ROUNDS + 1):
        scores = np.bincount(table.rows, table.values * weights[table.columns], len(right))
        off = shares(scores, table.pages, table.count) - right
        slope = np.bincount(table.columns, table.values * off[table.rows], size) + DECAY * weights
        mean = MOMENTUM * mean + (1 - MOMENTUM) * slope
        spread = VARIANCE * spread + (1 - VARIANCE) * slope * slope
        step = RATE if turn < SLOWER * ROUNDS else RATE / 3
        weights -= step * mean / (1 - MOMENTUM**turn) / (np.sqrt(spread / (1 - VARIANCE**turn)) + 1e-8)
    found = {n: round(float(w), 3) for n, w in zip(table.names, weights, strict=True)}
    return {n: w for n, w in found.items() if abs(w) >= SMALLEST}


def judged(examples: Iterable[Example], weights: dict[str, float]) -> list[tuple[float, bool]]:
    """Share of the likeliest year, and whether it is right."""
    found = []
    for one in examples:
        if not one.candidates:
            found.append((0.0, False))
            continue
        scores = np.array([sum(weights.get(n, 0.0) * v for n, v in f.items()) for _y, f in one.candidates])
        chances = shares(scores, np.zeros(len(scores), int), 1)
        best = int(np.argmax(chances))
        found.append((float(chances[best]), one.candidates[best][0] == one.day.year))
    return found


def show(found: Sequence[tuple[float, bool]], label: str) -> list[dict[str, float]]:
    """Print how many pages are sure at each threshold and how many of these are right."""
    rows = []
    for threshold in THRESHOLDS:
        sure = [right for share, right in found if share >= threshold]
        rows.append(
            {
                "from": threshold,
                "sure": round(len(sure) / len(found), 3),
                "right": round(sum(sure) / max(1, len(sure)), 4),
            }
        )
        print(label, rows[-1])
    return rows


def main() -> None:
    """Fit, measure on years held out, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("news", type=Path)
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--without-tables", action="store_true")
    parser.add_argument("--output", type=Path, default=Path("wxreader/data/year_weights.json"))
    options = parser.parse_args()
    rng = random.Random(20)
    pages = list(make_pages(read_news(options.news), options.pages, rng))
    years = sorted({p.day.year for p in pages})
    examples = [example(p) for p in pages]
    found = []
    for held in zip(years[::2], years[1::2], strict=False):
        weights = fit([e for e in examples if e.day.year not in held])
        unknown = held if options.without_tables else ()
        tested = [example(p, unknown) for p in pages if p.day.year in held]
        result = judged(tested, weights)
        show(result, str(held))
        found += result
    rows = show(found, "all")
    document = {
        "source": "tools/fit_dates.py on pages of 2012 to 2019, years held out two at a time",
        "measured": rows,
        "weights": dict(sorted(fit(examples).items())),
    }
    options.output.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
