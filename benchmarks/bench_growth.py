"""Time of the analysis, and of the recogniser under engines that take anything for a name, as a text of each kind doubles: twice, not four times.

python benchmarks/bench_growth.py [--megabytes N]
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from wxreader.entities.engine import Engine, Token, get_engine
from wxreader.entities.recognise import recognise_text
from wxreader.press.decode import decode
from wxreader.press.page import read_page

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


def kinds(size: int) -> dict[str, str]:
    """Texts of about `size` bytes in UTF-8."""
    rng = random.Random(1)
    seeds = "\n".join(p.read_text("utf-8") for p in SEEDS)
    count = size // 3
    return {
        "seeds again and again": (seeds * (size // len(seeds.encode()) + 1))[:count],
        "one line": "无锡市委召开会议，" * (count // 9),
        "short lines": "会议\n" * (size // 7),
        "headlines alone": "市委常委会召开会议\n\n" * (size // 29),
        "blank lines": "\n" * size,
        "brackets": "（《“" * (count // 3),
        "numbers": "1234567890," * (size // 11),
        "datelines": "本报讯 5月1日，开会。\n" * (size // 30),
        "noise": "".join(chr(rng.randint(0x20, 0x9FFF)) for _ in range(count)),
    }


def seconds(text: str) -> float:
    data = text.encode("utf-8", "replace")
    start = time.perf_counter()
    read_page(decode(data, "t"), "t", "0", "t")
    return time.perf_counter() - start


NAMES = (
    "王强",
    "菲利普·",
    "市委",
    "公司和",
    "一二三亿",
    "中国—",
    "市委书记杜小刚",
    "市长、",
    "外交部长",
    "第三届",
    "张三书记",
    "Kevin Rose ",
    "某某",
)


class AnyEngine:
    """Cuts every two characters and calls them by turns what it was told."""

    name = "any"
    names_are_sure = True

    def __init__(self, *flags: str) -> None:
        self.flags = flags

    def tag(self, text: str) -> list[Token]:
        """Words of two characters."""
        return [
            Token(text[at : at + 2], self.flags[at // 2 % len(self.flags)], at)
            for at in range(0, len(text), 2)
        ]


def recognising(text: str, engine: Engine) -> float:
    start = time.perf_counter()
    recognise_text(text, engine)
    return time.perf_counter() - start


def names(size: int = 20_000) -> None:
    engines = [get_engine(), AnyEngine("nr"), AnyEngine("nt", "ns"), AnyEngine("nr", "nt", "n")]
    for word in NAMES:
        text = word * (size // len(word))
        times = [(recognising(text[: size // 2], e), recognising(text, e)) for e in engines]
        print(
            f"{word:<16}", "   ".join(f"{two:5.2f} s {two / max(one, 1e-3):4.1f} times" for one, two in times)
        )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--megabytes", type=float, default=5.0)
    size = int(args.parse_args().megabytes * 1_000_000)
    half = kinds(size // 2)
    for name, text in kinds(size).items():
        one, two = seconds(half[name]), seconds(text)
        print(
            f"{name:<24} {size / 2e6:.1f} MB {one:6.2f} s   {size / 1e6:.1f} MB {two:6.2f} s   {two / max(one, 1e-3):.2f} times"
        )
    names()


if __name__ == "__main__":
    main()
