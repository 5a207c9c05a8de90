"""A page of 100,000 names is a page: what is done grows with it, not with its square."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import islice, product
from typing import Any

from wxreader.entities.canonical import canonical, load_aliases
from wxreader.entities.engine import get_engine
from wxreader.entities.recognise import recognise_articles
from wxreader.model import Article
from wxreader.press.page import read_page
from wxreader.press.sources import text_of

SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"


def people(count: int) -> list[str]:
    return list(islice(map("".join, product(SURNAMES, GIVEN, GIVEN)), count))


def one_line(count: int) -> str:
    """All in one paragraph."""
    return "本报讯 与会者有" + "、".join(people(count)) + "。"


def many_lines(count: int) -> str:
    """Each with a company, in a paragraph of its own."""
    return "本报讯 名单如下。" + "\n".join(
        f"　　市民{name}、记者{name}来到{name[1:]}{name[0]}有限公司采访。" for name in people(count)
    )


def articles(body: str) -> tuple[Article, ...]:
    text = f"无锡日报 2024年3月2日\n\n名单公布\n\n{body}\n"
    return read_page(text_of(text.encode(), "x.txt", None), "x.txt", "0", "x.txt").articles


def steps(page: tuple[Article, ...]) -> int:
    """Calls, of Python's functions and of C's, that names on a page take; and there are names."""
    count: Counter[str] = Counter()

    def seen(frame: Any, event: str, argument: Any) -> None:
        count["calls"] += event in ("call", "c_call")

    engine, aliases = get_engine(), load_aliases()
    sys.setprofile(seen)
    try:
        named = canonical(recognise_articles(page, engine), aliases)
    finally:
        sys.setprofile(None)
    assert sum(len(a.mentions) for a in named) > len(page)
    return count["calls"]


def test_four_times_the_names_are_four_times_the_work() -> None:
    steps(articles(one_line(50)))  # what is made once
    for made in (one_line, many_lines):
        few, many = steps(articles(made(250))), steps(articles(made(1000)))
        assert many < 4.6 * few, (made.__name__, few, many)
