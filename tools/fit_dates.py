"""Fit wxreader/data/year_weights.json: the year of a page by its clues, on news whose day is known.

    python tools/fit_dates.py NEWS.jsonl[.xz] [--pages 6000] [--without-tables] [--output FILE]

NEWS has a line an article: {"title", "paragraphs", "date": "20120702"}. Pages are made of three to five
articles of one day. Years are held out two at a time: what is printed as measured comes from pages of
years that the weights had not seen; with --without-tables the rows of the tables that begin in the
held-out years are left out as well, which is what happens to a page of a year that the tables do not
know yet. Then all pages are fitted and written.

Method: conditional logit over the candidate years of a page, AdaGrad, L2. Pure Python: six thousand
pages take minutes.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from wxreader.dating import evidence, year
from wxreader.dating.page import own_day, page_text
from wxreader.model import Article, Paragraph

TODAY = date(2026, 11, 24)
LONGEST = 2500
"""Characters of an article that a page has at the most."""
FURTHEST = 3000
"""Days after the news that a file may be of: the day of the file must tell nothing."""
THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99)
EPOCHS, RATE, DECAY = 8, 0.2, 1e-3
"""How it is fitted: the best of a few by pages of years held out."""
SMALLEST = 0.005
"""Weights below it are left out."""
Candidate = tuple[int, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """A page, as the model sees it."""

    day: date
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A page before its features are made."""

    day: date
    clues: tuple[evidence.Clue, ...]
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


def probabilities(one: Example, weights: dict[str, float]) -> list[float]:
    """The candidates' probabilities."""
    scores = [sum(weights.get(n, 0.0) * v for n, v in f.items()) for _, f in one.candidates]
    top = max(scores)
    parts = [math.exp(s - top) for s in scores]
    whole = sum(parts)
    return [p / whole for p in parts]


def fit(examples: Iterable[Example], rng: random.Random) -> dict[str, float]:
    """Weights by feature: the mean of those after each epoch of the second half, which is steadier
    than the last.
    """
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1.0)
    sums: dict[str, float] = defaultdict(float)
    fitted = [e for e in examples if any(y == e.day.year for y, _found in e.candidates)]
    for epoch in range(EPOCHS):
        rng.shuffle(fitted)
        for one in fitted:
            _step(one, weights, squares)
        if epoch >= EPOCHS // 2:
            for name, weight in weights.items():
                sums[name] += weight
    means = {n: round(w / (EPOCHS - EPOCHS // 2), 3) for n, w in sums.items()}
    return {n: w for n, w in means.items() if abs(w) >= SMALLEST}


def _step(one: Example, weights: dict[str, float], squares: dict[str, float]) -> None:
    """AdaGrad on one page."""
    slope: dict[str, float] = defaultdict(float)
    for (y, found), share in zip(one.candidates, probabilities(one, weights), strict=True):
        off = share - (1.0 if y == one.day.year else 0.0)
        if abs(off) > SMALLEST / 10:
            for name, value in found.items():
                slope[name] += off * value
    for name, change in slope.items():
        change += DECAY * weights[name]
        squares[name] += change * change
        weights[name] -= RATE * change / math.sqrt(squares[name])


def judged(examples: Iterable[Example], weights: dict[str, float]) -> list[tuple[float, bool]]:
    """Share of the likeliest year, and whether it is right."""
    found = []
    for one in examples:
        if not one.candidates:
            found.append((0.0, False))
            continue
        shares = probabilities(one, weights)
        best = max(range(len(shares)), key=shares.__getitem__)
        found.append((shares[best], one.candidates[best][0] == one.day.year))
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
        weights = fit([e for e in examples if e.day.year not in held], rng)
        unknown = held if options.without_tables else ()
        tested = [example(p, unknown) for p in pages if p.day.year in held]
        result = judged(tested, weights)
        show(result, str(held))
        found += result
    rows = show(found, "all")
    document = {
        "source": "tools/fit_dates.py on pages of 2012 to 2019, years held out two at a time",
        "measured": rows,
        "weights": dict(sorted(fit(examples, rng).items())),
    }
    options.output.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
