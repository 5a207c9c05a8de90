"""Anchoring: random highlights, then changes, then how many are found again, and at the right place.

    python -m benchmarks.bench_anchor [--dumps DIR] [--pages N] [--count N]

The changes: 1% of the other characters changed, lines set to another width, two articles joined.
"""

from __future__ import annotations

import random
from collections import Counter

from benchmarks.pages import SEEDS, parser
from wxreader.annotations.anchor import article_text, make_selector
from wxreader.annotations.reanchor import reanchor
from wxreader.model import Article, Selector
from wxreader.press.corrections import joining, replay
from wxreader.press.decode import Decoded
from wxreader.press.page import read_page

Made = tuple[str, Selector]
"""A passage: its article's id, and how it is found again."""
SHORTEST, LONGEST = 4, 60
"""Characters of a passage."""


def page_of(text: str, name: str) -> tuple[Article, ...]:
    """The articles of a dump."""
    return read_page(
        Decoded(text=text, encoding="utf-8", confidence="certain", replaced=0), name, "0", name
    ).articles


def flat(text: str) -> str:
    """A text without blanks: what a quote is compared by."""
    return "".join(text.split())


def rewrapped(page: tuple[Article, ...], width: int) -> str:
    """The page set in columns of another width, headlines after their bodies."""
    out = []
    for a in page:
        texts = [p.text for p in a.paragraphs]
        texts[0] = "本报讯 " + texts[0]
        texts[-1] += f"（{'、'.join(a.byline) or '王小明'}）"
        out += [
            "\n".join([t[: width - 2], *(t[i : i + width] for i in range(width - 2, len(t), width))])
            for t in texts
        ]
        out.append(a.heading or "无题")
    return "\n\n".join(out)


def changed(text: str, kept: list[str], rng: random.Random) -> str:
    """1% of the hanzi changed, none of them inside a kept passage."""
    chars = list(text)
    squeezed = [i for i, c in enumerate(text) if not c.isspace()]
    whole = "".join(text[i] for i in squeezed)
    inside: set[int] = set()
    for quote in kept:
        at = whole.find(quote)
        while at >= 0:
            inside.update(squeezed[at : at + len(quote)])
            at = whole.find(quote, at + 1)
    spots = [i for i, c in enumerate(text) if "\u4e00" <= c <= "\u9fa0" and i not in inside]
    for i in rng.sample(spots, len(spots) // 100):
        chars[i] = chr(ord(chars[i]) + 1)
    return "".join(chars)


def random_highlights(page: tuple[Article, ...], count: int, rng: random.Random) -> list[Made]:
    """Passages of 4 to 60 characters, anywhere on a page."""
    made = []
    for _ in range(count):
        article = rng.choice([a for a in page if a.paragraphs])
        body = article_text(article)
        start = rng.randrange(max(1, len(body) - LONGEST))
        end = min(len(body), start + rng.randint(SHORTEST, LONGEST))
        made.append((article.id, make_selector(article, start, end)))
    return made


def changes(text: str, name: str, quotes: list[str], rng: random.Random) -> dict[str, tuple[Article, ...]]:
    """The page as it is found again, by what has happened to it."""
    page = page_of(text, name)
    noisy = page_of(changed(text, quotes, rng), name)
    wrapped = page_of(rewrapped(page, rng.randint(12, 28)), name)
    joined = replay(page, [joining(name, page[0], page[1], "1", "t")]).articles if page[1:] else page
    everything = page_of(changed(rewrapped(joined, 19), quotes, rng), name)
    return {"1% changed": noisy, "rewrapped": wrapped, "joined": joined, "all three": everything}


def verdict(article: str, selector: Selector, page: tuple[Article, ...]) -> str:
    """Whether a passage is found again: `right`, `wrong` or `orphaned`."""
    found = reanchor(selector, article, page)
    if found is None:
        return "orphaned"
    return "right" if flat(found.selector.exact) == flat(selector.exact) else "wrong"


def main() -> None:
    """Print, for each kind of change, how many of the passages are found again."""
    options = parser(__doc__)
    options.add_argument("--count", type=int, default=1000, help="how many passages")
    args = options.parse_args()
    rng = random.Random(20)
    folders = (SEEDS, args.dumps) if args.dumps else (SEEDS,)
    files = [file for folder in folders for file in sorted(folder.glob("*.txt"))[: args.pages]]
    each = max(1, args.count // len(files))
    results: dict[str, Counter[str]] = {}
    for file in files:
        text = file.read_text("utf-8")
        made = random_highlights(page_of(text, file.name), each, rng)
        quotes = [flat(selector.exact) for _, selector in made]
        for name, other in changes(text, file.name, quotes, rng).items():
            count = results.setdefault(name, Counter())
            count.update(verdict(article, selector, other) for article, selector in made)
    for name, count in results.items():
        share = count["right"] / count.total()
        others = f"{count['orphaned']} orphaned, {count['wrong']} wrong"
        print(f"{name:<12} {count.total()} highlights: {share:.3%} right, {others}")


if __name__ == "__main__":
    main()
