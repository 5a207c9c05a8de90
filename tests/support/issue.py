"""An issue of a made paper: a story that goes on on page four, with crossheads and a picture; texts of
the seeds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wxreader.library.library import Library
from wxreader.library.loader import load

GOLD = Path(__file__).parents[1] / "gold"
STORIES: list[dict[str, Any]] = [
    a for f in sorted(GOLD.glob("*.json")) for a in json.loads(f.read_text("utf-8"))["articles"]
]
WIDTH = 18
"""Characters of a line of a column."""
CROSSHEADS = ("凝心聚力谋发展", "真抓实干开新局")
CAPTION = "图为会议现场。 本报记者 王五 摄"


def set_in_columns(text: str, width: int = WIDTH) -> list[str]:
    """A paragraph's lines, the first set in."""
    first, rest = text[: width - 2], text[width - 2 :]
    return ["　　" + first, *(rest[k : k + width] for k in range(0, len(rest), width))]


def masthead(page: int) -> str:
    """The line over a page."""
    return f"东湖日报 2023年6月25日 星期日 第{page}版"


def write_issue(folder: Path) -> None:
    """Write pages one and four of the paper's day as dumps."""
    story, other = STORIES[3], STORIES[4]
    texts = ["".join(p.split()) for p in story["paragraphs"]]
    half = len(texts[2]) // 2
    page_one = [
        masthead(1),
        "\n".join(story["headline"]),
        "■本报记者 张一鸣",
        "\n".join(set_in_columns(texts[0])),
        CROSSHEADS[0],
        "\n".join(set_in_columns(texts[1])),
        CAPTION,
        CROSSHEADS[1],
        "\n".join(set_in_columns(texts[2][:half])),
        "（下转第4版）",
    ]
    page_four = [
        masthead(4),
        "（上接第1版）" + texts[2][half:],
        *("\n".join(set_in_columns(x)) for x in texts[3:]),
        "\n".join(other["headline"]),
        "\n".join(set_in_columns("本报讯（记者 李小文）" + "".join(other["paragraphs"][0].split()))),
        *("\n".join(set_in_columns("".join(p.split()))) for p in other["paragraphs"][1:]),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for number, parts in ((1, page_one), (4, page_four)):
        (folder / f"page{number}.txt").write_text("\n\n".join(parts) + "\n", "utf-8")


def issue(folder: Path) -> Library:
    """A library of that issue."""
    write_issue(folder / "dumps")
    library = Library(folder / "library")
    load(library, [folder / "dumps"])
    return library
