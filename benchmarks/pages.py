"""Pages to measure with: a folder of dumps, or as many variations of the seeds as asked for."""

from __future__ import annotations

import argparse
import random
import shutil
from pathlib import Path

from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.search.index import update_index

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def parser(about: str | None) -> argparse.ArgumentParser:
    """A parser with the options that every benchmark has."""
    options = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--dumps", type=Path, help="a folder of dumps (default: variations of the seeds)")
    options.add_argument("--pages", type=int, default=200, help="how many pages to use")
    return options


def gather(folder: Path, dumps: Path | None, count: int) -> None:
    """Put `count` pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if dumps is not None:
        for path in sorted(dumps.glob("*.txt"))[:count]:
            shutil.copy(path, folder)
        return
    rng = random.Random(1)
    texts = [p.read_text("utf-8") for p in sorted(SEEDS.glob("*.txt"))]
    characters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    for n in range(count):
        swap = zip(map(ord, "无锡苏州南京上海北京"), rng.sample(characters, 10), strict=True)
        text = texts[n % len(texts)].translate(dict(swap))
        (folder / f"{n:06}.txt").write_text(text, "utf-8")


def make_library(folder: Path, dumps: Path | None, count: int) -> Library:
    """A library with `count` pages, with its index."""
    gather(folder / "in", dumps, count)
    library = Library(folder / "library")
    load(library, [folder / "in"])
    update_index(library)
    return library
