"""The five seeds come out perfect: every article, headline, role, paragraph, byline and date of the gold."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from wxreader.model import Article
from wxreader.press.decode import Decoded, decode
from wxreader.press.page import read_page

NAMES = (
    "000_f7f9149e633756c9.txt",
    "001_8811b50d0c9ae951.txt",
    "002_70f38c6829629234.txt",
    "003_b8451225604ec870.txt",
    "004_ee7dceab59559e6c.txt",
)


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def read(text: str, name: str) -> tuple[Article, ...]:
    return read_page(
        Decoded(text=text, encoding="utf-8", confidence="certain", replaced=0), name, "0" * 64, name
    ).articles


@pytest.mark.parametrize("name", NAMES)
def test_articles_are_cut_and_reflowed_exactly(
    name: str, seeds: dict[str, str], gold: dict[str, Any]
) -> None:
    assert [[p.text for p in a.paragraphs] for a in read(seeds[name], name)] == [
        [squeeze(p) for p in g["paragraphs"]] for g in gold[name]
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("role", ["kicker", "headline", "subhead"])
def test_headlines_stand_on_their_article_in_their_role(
    name: str, role: str, seeds: dict[str, str], gold: dict[str, Any]
) -> None:
    found = [[squeeze(x) for x in getattr(a, role)] for a in read(seeds[name], name)]
    assert found == [[squeeze(x) for x in g[role]] for g in gold[name]]


@pytest.mark.parametrize("name", NAMES)
def test_bylines_datelines_and_dates(name: str, seeds: dict[str, str], gold: dict[str, Any]) -> None:
    for article, right in zip(read(seeds[name], name), gold[name], strict=True):
        assert list(article.byline) == right["byline"]
        assert article.dateline == right["dateline"]
        date = article.event_date
        assert ((date.start, date.end) if date else None) == (
            (d["start"], d["end"]) if (d := right["event_date"]) else None
        )


def test_the_meant_space_of_a_headline_stays(seeds: dict[str, str]) -> None:
    assert read(seeds[NAMES[1]], NAMES[1])[0].headline[0] == "坚定信心决心 争取更好结果"


def test_a_headline_far_from_its_body_is_found(seeds: dict[str, str]) -> None:
    """001: the lead's headline stands after the third article's."""
    lead = read(seeds[NAMES[1]], NAMES[1])[0]
    assert lead.heading_lines == (179, 180, 182, 183)
    assert lead.paragraphs[0].source_lines == (1, 9)


@pytest.mark.parametrize("name", NAMES)
def test_no_character_of_a_dump_is_lost(name: str, seeds: dict[str, str]) -> None:
    out = ""
    for a in read(seeds[name], name):
        out += squeeze(a.heading) + a.dateline + "".join(p.text for p in a.paragraphs) + "、".join(a.byline)
    bare = Counter(re.sub(r"[\s()（）]", "", seeds[name]))
    assert bare == Counter(re.sub(r"[\s()（）]", "", out))


@pytest.mark.parametrize("name", NAMES)
def test_every_character_knows_its_line(name: str, seeds: dict[str, str]) -> None:
    lines = seeds[name].split("\n")
    for article in read(seeds[name], name):
        for paragraph in article.paragraphs:
            for (start, number), (end, _) in zip(
                paragraph.pieces, [*paragraph.pieces[1:], (len(paragraph.text), 0)], strict=True
            ):
                assert squeeze(paragraph.text[start:end]) in squeeze(lines[number - 1])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_encoding_gives_the_same_articles(name: str, encoding: str, seeds: dict[str, str]) -> None:
    decoded = decode(seeds[name].encode(encoding), name)
    assert read(decoded.text.lstrip("\ufeff"), name) == read(seeds[name], name)


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_make_no_difference(name: str, seeds: dict[str, str]) -> None:
    assert read(seeds[name].replace("\n", "\r\n"), name) == read(seeds[name], name)


def test_evidence_for_the_year_is_kept(seeds: dict[str, str]) -> None:
    date = read(seeds[NAMES[1]], NAMES[1])[0].event_date
    assert date is not None
    assert "二十届三中全会" in date.evidence
    assert date.confidence == "high"
