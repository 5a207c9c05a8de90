"""Anchoring: random highlights, then 1% of the other characters changed, lines set to another width, two articles joined.

python benchmarks/bench_anchor.py [--dumps DIR]... [--count N]
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from wxreader.annotations.anchor import article_text, make_selector
from wxreader.annotations.reanchor import reanchor
from wxreader.model import Article, Selector
from wxreader.press.corrections import joining, replay
from wxreader.press.decode import Decoded
from wxreader.press.page import read_page

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def page_of(text: str, name: str) -> tuple[Article, ...]:
    return read_page(Decoded(text, "utf-8", "certain", 0), name, "0", name).articles


def flat(text: str) -> str:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dumps", type=Path, action="append", default=[])
    parser.add_argument("--count", type=int, default=1000)
    args = parser.parse_args()
    rng = random.Random(20)
    files = [f for folder in (SEEDS, *args.dumps) for f in sorted(folder.glob("*.txt"))]
    each = max(1, args.count // len(files))
    results: dict[str, Counter[str]] = {}
    for file in files:
        text = file.read_text("utf-8")
        page = page_of(text, file.name)
        made: list[tuple[str, Selector]] = []
        for _ in range(each):
            article = rng.choice([a for a in page if a.paragraphs])
            body = article_text(article)
            start = rng.randrange(max(1, len(body) - 60))
            made.append(
                (article.id, make_selector(article, start, min(len(body), start + rng.randint(4, 60))))
            )
        quotes = [flat(s.exact) for _, s in made]
        noisy = page_of(changed(text, quotes, rng), file.name)
        wrapped = page_of(rewrapped(page, rng.randint(12, 28)), file.name)
        joined = (
            replay(page, [joining(file.name, page[0], page[1], "1", "t")]).articles if len(page) > 1 else page
        )
        everything = page_of(changed(rewrapped(joined, 19), quotes, rng), file.name)
        for name, other in (
            ("1% changed", noisy),
            ("rewrapped", wrapped),
            ("joined", joined),
            ("all three", everything),
        ):
            count = results.setdefault(name, Counter())
            for article_id, selector in made:
                found = reanchor(selector, article_id, other)
                if found is None:
                    count["orphaned"] += 1
                else:
                    count["right" if flat(found.selector.exact) == flat(selector.exact) else "wrong"] += 1
    for name, count in results.items():
        total = sum(count.values())
        print(
            f"{name:<12} {total} highlights: {count['right'] / total:.3%} right, {count['orphaned']} orphaned, {count['wrong']} wrong"
        )


if __name__ == "__main__":
    main()
