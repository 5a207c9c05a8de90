"""Time of the analysis as a file of each kind doubles: twice, not four times.

python benchmarks/bench_growth.py [--megabytes N]
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

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


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--megabytes", type=float, default=5.0)
    size = int(args.parse_args().megabytes * 1_000_000)
    half = kinds(size // 2)
    for name, text in kinds(size).items():
        one, two = seconds(half[name]), seconds(text)
        print(f"{name:<24} {size / 2e6:.1f} MB {one:6.2f} s   {size / 1e6:.1f} MB {two:6.2f} s   {two / max(one, 1e-3):.2f} times")


if __name__ == "__main__":
    main()
