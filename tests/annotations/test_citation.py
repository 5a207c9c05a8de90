"""Citations in the four forms, of what is known and of what is not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from wxreader.annotations.citation import (
    Citation,
    cite,
    csl_object,
    to_bibtex,
    to_gbt7714,
    to_ris,
    write_citations,
)
from wxreader.model import Article, IssueDate, Paragraph, Source
from wxreader.vocabulary import CitationFormat

WHOLE = Citation(
    id="c7a4z5h3ou",
    title="签约100%外资项目 & 开工",
    authors=("惠晓婧", "欧阳晓婧"),
    paper="无锡日报",
    date="2023-05-13",
    is_inferred=False,
    page="2",
    address="wxreader:c7a4z5h3ou",
)


def test_gbt7714_of_all_that_is_known() -> None:
    assert to_gbt7714(WHOLE) == "惠晓婧, 欧阳晓婧. 签约100%外资项目 & 开工[N]. 无锡日报, 2023-05-13(2)."


@pytest.mark.parametrize(
    ("changes", "cited"),
    [
        ({"authors": ()}, "签约[N]. 无锡日报, 2023-05-13(2)."),
        ({"authors": ("甲", "乙", "丙", "丁")}, "甲, 乙, 丙, 等. 签约[N]. 无锡日报, 2023-05-13(2)."),
        ({"is_inferred": True}, "甲. 签约[N]. 无锡日报, [2023-05-13](2)."),
        ({"paper": "", "date": "", "page": ""}, "甲. 签约[N]."),
        ({"paper": "", "page": ""}, "甲. 签约[N]. 2023-05-13."),
    ],
    ids=["nobody", "more than three", "inferred day", "nothing known", "day alone"],
)
def test_gbt7714_of_less(changes: dict[str, object], cited: str) -> None:
    assert to_gbt7714(replace(WHOLE, **{"title": "签约", "authors": ("甲",), **changes})) == cited


def test_bibtex_escapes_what_tex_would_take_for_commands() -> None:
    written = to_bibtex(WHOLE)
    assert written.startswith("@article{wxreader-c7a4z5h3ou,\n")
    assert r"title = {{签约100\%外资项目 \& 开工}}," in written
    assert "author = {{惠晓婧} and {欧阳晓婧}}," in written
    assert "date = {2023-05-13?}" in to_bibtex(replace(WHOLE, is_inferred=True))
    assert written.count("{") - written.count(r"\{") == written.count("}") - written.count(r"\}")


def test_ris_has_a_record_of_a_newspaper() -> None:
    lines = to_ris(WHOLE).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert {"AU  - 惠晓婧", "T2  - 无锡日报", "DA  - 2023/05/13", "PY  - 2023", "SP  - 2"} <= set(lines)
    assert lines[-2:] == ["ER  - ", ""]


def test_csl_parts_names_and_dates() -> None:
    item = csl_object(WHOLE)
    assert item["author"] == [{"family": "惠", "given": "晓婧"}, {"family": "欧阳", "given": "晓婧"}]
    assert item["issued"] == {"date-parts": [[2023, 5, 13]]}
    assert csl_object(replace(WHOLE, authors=("Kevin Rose",)))["author"] == [{"literal": "Kevin Rose"}]
    assert "issued" not in csl_object(replace(WHOLE, date=""))


def test_the_day_is_the_papers_not_the_events() -> None:
    article = Article(
        id="a", source="s", order=0, headline=("签约",), paragraphs=(Paragraph("正文"),), byline=("惠晓婧",)
    )
    issued = IssueDate(date="2023-05-13", confidence="low", evidence="")
    source = Source(
        name="s", sha256="0", path="", encoding="utf-8", encoding_confidence="certain", form="long",
        issue_date=issued, paper="无锡日报", page_number="2",
    )  # fmt: skip
    found = cite(article, source)
    assert (found.date, found.is_inferred, found.paper, found.page) == ("2023-05-13", True, "无锡日报", "2")


@pytest.mark.parametrize("style", list(CitationFormat))
def test_none_and_several(style: CitationFormat) -> None:
    assert "签约" not in write_citations([], style)
    assert write_citations([WHOLE, WHOLE], style).count("签约") == 2
    if style == CitationFormat.CSL:
        assert len(json.loads(write_citations([WHOLE, WHOLE], style))) == 2
