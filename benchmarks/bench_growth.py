"""Time of the analysis and of the recogniser as a text of each kind doubles: twice, not four times.

    python -m benchmarks.bench_growth [--megabytes N]

The texts are made; no dumps are read.
"""

from __future__ import annotations

import random
import time

from benchmarks.pages import SEEDS, parser
from wxreader.entities.engine import Engine, get_engine
from wxreader.entities.recognise import recognise_text
from wxreader.press.decode import decode
from wxreader.press.page import read_page


def kinds(size: int) -> dict[str, str]:
    """Texts of about `size` bytes in UTF-8."""
    rng = random.Random(1)
    seeds = "\n".join(p.read_text("utf-8") for p in sorted(SEEDS.glob("*.txt")))
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
    """How long the analysis of a dump takes."""
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


def recognising(text: str, engine: Engine) -> float:
    """How long the recogniser takes for a text, in seconds."""
    start = time.perf_counter()
    recognise_text(text, engine)
    return time.perf_counter() - start


def names(size: int = 20_000) -> None:
    """Print what the recogniser costs on half of a text and on the whole, of `size` characters."""
    engines = [get_engine()]
    for word in NAMES:
        text = word * (size // len(word))
        times = [(recognising(text[: size // 2], e), recognising(text, e)) for e in engines]
        print(
            f"{word:<16}", "   ".join(f"{two:5.2f} s {two / max(one, 1e-3):4.1f} times" for one, two in times)
        )


def main() -> None:
    """Print seconds for a text of each kind, for half of it, and their ratio."""
    options = parser(__doc__)
    options.add_argument("--megabytes", type=float, default=1.0, help="size of each text")
    size = int(options.parse_args().megabytes * 1_000_000)
    half = kinds(size // 2)
    for name, text in kinds(size).items():
        one, two = seconds(half[name]), seconds(text)
        small, large = f"{size / 2e6:.1f} MB {one:6.2f} s", f"{size / 1e6:.1f} MB {two:6.2f} s"
        print(f"{name:<24} {small}   {large}   {two / max(one, 1e-3):.2f} times")
    names()


if __name__ == "__main__":
    main()
