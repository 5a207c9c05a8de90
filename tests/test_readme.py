"""README.md and README.zh.md say the same: the same commands, pictures and links,
the same table of queries.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENGLISH = (ROOT / "README.md").read_text("utf-8")
CHINESE = (ROOT / "README.zh.md").read_text("utf-8")
ROW = re.compile(r"^\| (`[^\n]+`) \| [^|\n]+ \| (?:.*\((\d+)\)|(\d+)) \|$", re.MULTILINE)


def test_both_have_the_same_queries_with_the_same_counts() -> None:
    english = ROW.findall(ENGLISH)
    assert len(english) > 60
    assert ROW.findall(CHINESE) == english


def test_both_show_the_same_pictures_and_lead_to_the_same_pages() -> None:
    for pattern in (r"!\[[^\]]*\]\(([^)]+)\)", r"\]\((docs/[a-z]+\.md)\)"):
        assert set(re.findall(pattern, CHINESE)) == set(re.findall(pattern, ENGLISH))


def test_each_leads_to_the_other() -> None:
    assert "(README.zh.md)" in ENGLISH
    assert "(README.md)" in CHINESE


def test_both_have_the_same_chapters() -> None:
    assert CHINESE.count("\n## ") == ENGLISH.count("\n## ")
