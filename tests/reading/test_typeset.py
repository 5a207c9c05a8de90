"""Lines of Chinese text: breaks by the rules, widths that fit, nothing lost, cells and characters agree."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wxreader.library.library import Library
from wxreader.model import HEADLINE_BLOCK, Article, Paragraph
from wxreader.reading.article import lay_out_article
from wxreader.reading.plain import article_lines
from wxreader.reading.typeset import break_points, clusters, column_of, gaps, lay_out, offset_at
from wxreader.text import HOSTILE, cells

NO_START = "，。、；：！？）》」』”’】…"
NO_END = "（《「『“‘【"
CHINESE = st.text(
    st.sampled_from("无锡市委书记杜小刚主持召开会议，。、；：！？（）《》“”‘’—…0123456789.%万亿元NOKAI·"),
    max_size=120,
)


def shown(text: str, width: int, indent: int = 4) -> list[str]:
    return [text[x.start : x.end] for x in lay_out(text, width, indent)]


def test_marks_do_not_begin_or_end_lines() -> None:
    text = (
        "据介绍，“总投资额57亿美元”的新加坡科创城项目（一期），"
        "以及52个产业类项目、22.95亿美元——这是AR、VR项目……"
    )
    for width in range(12, 60):
        for line in shown(text, width):
            assert line[0] not in NO_START
            assert line[-1] not in NO_END


def test_numbers_words_and_dashes_stay_whole() -> None:
    text = "总金额22.95亿美元的COSMOS农业机器人项目——2024无锡-慕尼黑产业合作交流会……圆满"
    for width in range(14, 60):
        joined = "\n".join(shown(text, width))
        for whole in ("22.95亿", "COSMOS", "——", "……", "2024"):
            assert whole in joined


def test_the_first_line_is_indented_by_two_characters() -> None:
    first, second = lay_out("会议指出，推进长三角一体化发展重点要做好四个方面工作。", 20)[:2]
    assert (first.indent, second.indent) == (4, 0)


@pytest.mark.parametrize("width", [16, 17, 24, 31, 44, 76, 120])
def test_every_seed_at_every_width(library: Library, width: int) -> None:
    for article in library.articles():
        laid = lay_out_article(article, width)
        for block in (HEADLINE_BLOCK, *range(len(article.paragraphs))):
            lines = [x for x in laid.lines if x.block == block]
            text = article.text_of(block)
            assert "".join(text[x.start : x.end] for x in lines) == text.replace("\n", "")
            for x in lines:
                line = text[x.start : x.end]
                assert x.indent + cells(line) <= width
                if x.start and text[x.start - 1] != "\n":
                    assert line[0] not in NO_START
                if x.end < len(text) and text[x.end] != "\n":
                    assert line[-1] not in NO_END
                    assert not re.search(r"\d$", line) or not text[x.end].isdigit()


@settings(max_examples=300, deadline=None)
@given(st.one_of(CHINESE, st.text(max_size=80)), st.integers(1, 60), st.integers(1, 2))
@example("𠀀𠀁，a", 3, 1)
@example("\ud800，。", 2, 1)
@example("1" * 30, 7, 1)
def test_any_text_fits_and_comes_back(text: str, width: int, ambiguous: int) -> None:
    lines = lay_out(text, width, 4, ambiguous)
    assert "".join(text[x.start : x.end] for x in lines) == text
    for x in lines:
        parts = clusters(text, ambiguous, x.start, x.end)
        used = x.indent + sum(p.cells for p in parts)
        assert used == x.width or len(lines) == 1
        assert used <= width or len(parts) == 1 or any(p.cells > width for p in parts)


@settings(max_examples=200, deadline=None)
@given(CHINESE, st.integers(10, 60))
def test_the_rules_hold_where_the_width_allows(text: str, width: int) -> None:
    """A line begins with a closing mark only where the unit before it is itself wider than the line."""
    stops = set(break_points(text))
    for x in lay_out(text, width, 0)[:-1]:
        if x.end not in stops:
            unit = max((s for s in stops if s < x.end), default=0)
            following = min(s for s in stops if s > x.end)
            assert sum(p.cells for p in clusters(text, 1, unit, following)) > width


@given(CHINESE, st.integers(8, 40), st.integers(0, 50))
def test_cells_and_characters_agree(text: str, width: int, column: int) -> None:
    for x in lay_out(text, width):
        parts = clusters(text, 1, x.start, x.end)
        extra = gaps(x, parts, width, False)
        for p in parts:
            assert offset_at(parts, column_of(parts, p.start, x.indent, extra), x.indent, extra) == p.start
        if parts:
            assert x.start <= offset_at(parts, column, x.indent) < x.end


@given(CHINESE, st.integers(20, 60))
def test_justified_lines_reach_the_edge_or_stay_as_they_are(text: str, width: int) -> None:
    for x in lay_out(text, width):
        added = sum(gaps(x, clusters(text, 1, x.start, x.end), width, False))
        assert x.width + added in (x.width, width)


def test_plain_lines_hold_no_character_that_acts(library: Library) -> None:
    for article in library.articles():
        assert not any(HOSTILE.search(line) for line in article_lines(article, 40))


@pytest.mark.parametrize("measure", [20, 30, 38, 60])
def test_no_character_of_a_headline_stands_alone_on_its_last_line(measure: int) -> None:
    """`…立法专题调 / 研`: the lines of a headline are about equally long."""
    title = "全国人大常委会来锡开展科研机构立法专题调研"
    article = Article(id="a", source="s", order=0, headline=(title,), paragraphs=(Paragraph("一二三"),))
    lines = [x for x in lay_out_article(article, measure).lines if x.role == "headline"]
    assert "".join(title[x.start : x.end] for x in lines) == title
    lengths = [x.end - x.start for x in lines]
    assert max(lengths) - min(lengths) <= 3
