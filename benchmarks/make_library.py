"""A library of N articles to measure with: pages analysed once, set again with other people, days and words.

    python benchmarks/make_library.py FOLDER N [--dumps DIR] [--base 400]

Every made page has names, dates and words of its own, as frequent as in the pages it is made from: some names
stand in every tenth article, most in a handful. The text keeps its length, so that all places stay right.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import pickle
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from wxreader.library.library import Library, rows_of
from wxreader.library.loader import Job, make_page
from wxreader.model import HEADLINE_BLOCK, Article, EventDate, Mention, Page, Paragraph

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
BATCH = 512
"""Pages that the catalogue is told of together."""
KEPT = 0.4
"""Share of people who keep their name: those whom every page knows."""
CHANGED = 0.06
"""Share of the text's places at which two characters become two others of the same texts."""
CHANGED_FROM = 7
"""Characters from which a headline's words change too."""
FIRST_DAY, DAYS = date(2004, 1, 1), 7300
"""Twenty years."""
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚文建华国志红玉春海云峰成龙永生新立民光天晓梅宇浩"


@dataclass(frozen=True, slots=True)
class Base:
    """What is set again and again."""

    pages: tuple[Page, ...]
    pairs: tuple[str, ...]
    """Pairs of neighbouring characters of their texts."""


def base_of(dumps: Path, count: int, cache: Path | None) -> Base:
    """Analyse pages, or take them from an earlier run of this benchmark."""
    if cache is not None and cache.exists():
        return pickle.loads(cache.read_bytes())  # our own file
    pages = []
    for path in sorted(dumps.glob("*.txt"))[:count]:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        page = make_page(Job(path=str(path), file=path, name=path.name, sha256=sha256, limit=8_000_000))
        if not isinstance(page, str) and page.articles:
            pages.append(page)
    texts = [p.text for page in pages for a in page.articles for p in a.paragraphs]
    pairs = [t[i : i + 2] for t in texts for i in range(0, len(t) - 2, 7)]
    base = Base(tuple(pages), tuple(x for x in pairs if all("\u4e00" <= c <= "\u9fff" for c in x)))
    if cache is not None:
        cache.write_bytes(pickle.dumps(base))
    return base


def _identifier(words: str) -> str:
    number = int.from_bytes(hashlib.sha256(words.encode()).digest()[:8])
    return "".join(ALPHABET[number // 36**i % 36] for i in range(10))


def _people(page: Page, rng: random.Random) -> dict[str, str]:
    """New names, as long as the old, for most of a page's people."""
    names = {m.name for a in page.articles for m in a.mentions if m.type == "PER" and len(m.name) in (2, 3)}
    out = {}
    for name in sorted(names):
        if rng.random() > KEPT:
            given = "".join(GIVEN[int(len(GIVEN) * rng.random() ** 2)] for _ in name[1:])
            out[name] = FAMILY[int(len(FAMILY) * rng.random() ** 2)] + given
    return out


def _renamed(text: str, people: dict[str, str]) -> str:
    for old, new in people.items():
        if old in text:
            text = text.replace(old, new)
    return text


def _reworded(text: str, spans: list[tuple[int, int]], base: Base, rng: random.Random) -> str:
    """The text with other words between its mentions."""
    chars = list(text)
    taken = bytearray(len(chars) + 2)
    for start, end in spans:
        taken[max(0, start - 1) : end] = b"\1" * (end - max(0, start - 1))
    for _ in range(int(len(chars) * CHANGED / 2)):
        at = rng.randrange(len(chars) - 1)
        if not taken[at] and "\u4e00" <= chars[at] <= "\u9fff" and "\u4e00" <= chars[at + 1] <= "\u9fff":
            chars[at : at + 2] = rng.choice(base.pairs)
    return "".join(chars)


def _mention(m: Mention, people: dict[str, str]) -> Mention:
    return replace(m, text=_renamed(m.text, people), name=people.get(m.name, m.name))


def _article(a: Article, name: str, people: dict[str, str], base: Base, rng: random.Random) -> Article:
    spans: dict[int, list[tuple[int, int]]] = {}
    for m in a.mentions:
        spans.setdefault(m.paragraph, []).append((m.start, m.end))
    texts = [_reworded(p.text, spans.get(n, []), base, rng) for n, p in enumerate(a.paragraphs)]
    paragraphs = tuple(
        Paragraph(_renamed(t, people), p.pieces) for t, p in zip(texts, a.paragraphs, strict=True)
    )
    day = FIRST_DAY + timedelta(rng.randrange(DAYS))
    dated = (
        EventDate(start=day.isoformat(), end=day.isoformat(), confidence="high", evidence="made")
        if a.event_date
        else None
    )
    headline = [
        _reworded(t, spans.get(HEADLINE_BLOCK, [(0, 99)])[:1], base, rng) if len(t) >= CHANGED_FROM else t
        for t in a.headline
    ]
    return replace(
        a,
        id=_identifier(f"{name} {a.order}"),
        source=name,
        paragraphs=paragraphs,
        event_date=dated,
        headline=tuple(_renamed(t, people) for t in headline),
        mentions=tuple(_mention(m, people) for m in a.mentions),
    )


def set_again(number: int, base: Base) -> Page:
    """Page number so and so: always the same for the same base."""
    rng = random.Random(number)
    page = base.pages[number % len(base.pages)]
    sha256 = hashlib.sha256(f"page {number}".encode()).hexdigest()
    name = f"{number:07}_{sha256[:16]}.txt"
    people = _people(page, rng)
    articles = tuple(_article(a, name, people, base, rng) for a in page.articles)
    raw = "\n".join(p.text for a in articles for p in a.paragraphs)
    return Page(replace(page.source, name=name, sha256=sha256, path=f"/made/{name}"), articles, raw)


def pages(count: int, base: Base) -> Iterator[Page]:
    """Pages with `count` articles together, or a few more."""
    done = 0
    for number in itertools.count():
        if done >= count:
            return
        page = set_again(number, base)
        done += len(page.articles)
        yield page


def fill(library: Library, count: int, base: Base) -> list[float]:
    """Put made pages into a library.

    Returns:
        Seconds that the store took for each batch, making the pages left out.
    """
    spent = []
    made = pages(count, base)
    with library.writing():
        while batch := list(itertools.islice(made, BATCH)):
            start = time.perf_counter()
            for page in batch:
                library.write_page(page)
            library.write_catalogue([(p.source, rows_of(p)) for p in batch], publish=False)
            spent.append(time.perf_counter() - start)
        library.publish()
    return spent


def main() -> None:
    """Make the library that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("--dumps", type=Path, default=SEEDS, help="pages to begin with (default: the seeds)")
    parser.add_argument("--base", type=int, default=400, help="how many of them")
    parser.add_argument("--cache", type=Path, help="a file to keep their analysis in")
    args = parser.parse_args()
    base = base_of(args.dumps, args.base, args.cache)
    start = time.perf_counter()
    spent = fill(Library(args.folder), args.articles, base)
    tenth = max(1, len(spent) // 10)
    first, last = sum(spent[:tenth]) / tenth, sum(spent[-tenth:]) / tenth
    print(
        f"{args.articles} articles in {time.perf_counter() - start:.0f} s, the store {sum(spent):.0f} s of it"
    )
    print(f"the store's seconds for {BATCH} pages: {first:.2f} in the first tenth, {last:.2f} in the last")


if __name__ == "__main__":
    main()
