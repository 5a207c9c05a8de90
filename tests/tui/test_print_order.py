"""The list by paper, day and page."""

from __future__ import annotations

from pathlib import Path

from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.tui.narrowing import listed

NAMES = ("wxrb-20230514-01.txt", "rmrb2023051310.txt", "wxrb-20230513-02.txt", "rmrb2023051302.txt", "a.txt")


def test_the_list_in_the_order_of_print(tmp_path: Path) -> None:
    for i, name in enumerate(NAMES):
        text = (
            f"标题第{i}号新闻\n\n本报讯 这是第{i}篇报道，内容各不相同，写在第{i}版上，供排序之用。（张三）\n"
        )
        (tmp_path / name).write_text(text * (i + 1), "utf-8")
    library = Library(tmp_path / "library")
    load(library, [tmp_path / n for n in NAMES], workers=1)
    rows = listed(library, "", "page", {}, lambda _name: None)
    assert list(dict.fromkeys(r.source for r in rows)) == [
        "a.txt",
        "rmrb2023051302.txt",
        "rmrb2023051310.txt",
        "wxrb-20230513-02.txt",
        "wxrb-20230514-01.txt",
    ]
    assert len(rows.starts("page")) == len(NAMES)
