"""`caption:` finds articles by the words under their pictures, with the index and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.search.index import update_index
from wxreader.search.searcher import Searcher

PAGE = """湿地生态持续改善　候鸟如期归来
本报讯（记者　张一鸣）近日，成群的候鸟返回城北湿地，在芦苇荡边觅食栖息。当地持续推进退渔还湿，
水质连续三年达到二类标准，鸟类由二十种增加到六十种，湿地面积扩大了三千亩。
下一步，当地将建设观鸟步道，让市民在不打扰鸟群的地方看到它们。

图为白鹭在城北湿地起舞。 本报记者 王五 摄
"""


@pytest.fixture
def shown(tmp_path: Path) -> Library:
    """A library of one page that has a picture."""
    dump = tmp_path / "page.txt"
    dump.write_text(PAGE, "utf-8")
    library = Library(tmp_path / "library")
    load(library, [dump])
    return library


@pytest.mark.parametrize("indexed", [True, False], ids=["by the index", "by reading"])
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("caption:白鹭", 1),
        ("图片:王五", 1),
        ("caption:观鸟步道", 0),
        ("白鹭", 0),
        ("观鸟步道 -caption:白鹭", 0),
    ],
)
def test_words_under_a_picture_are_found_by_their_key_alone(
    shown: Library, query: str, count: int, indexed: bool
) -> None:
    if indexed:
        update_index(shown)
    assert len(Searcher(shown, indexed).search(query).results) == count
