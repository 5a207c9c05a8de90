"""Citations of newspaper articles: GB/T 7714-2015, BibTeX, RIS and CSL-JSON. Pure.

GB/T 7714 writes a newspaper article as 作者. 题名[N]. 报名, 年-月-日(版次). What is not known is left
out: a paper's name and day are only on some pages. A day that is only inferred says so in each format's
way: [2023-05-13], 2023-05-13?, circa. The key of an entry is the article's id, the same wherever the
same dump is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wxreader import data
from wxreader.chinese import is_han
from wxreader.model import Article, Confidence, Source
from wxreader.text import one_line
from wxreader.vocabulary import CitationFormat

AUTHORS_NAMED = 3
"""Authors that GB/T 7714-2015 8.1.2 names; more are 等."""
LONGEST_NAME = 4
"""Characters of a Chinese name at most: 欧阳晓婧."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What is known of an article as something to cite."""

    id: str
    """Article id."""
    title: str
    """The main headline."""
    authors: tuple[str, ...]
    """Reporters' names."""
    paper: str
    """The newspaper's name; empty where unknown."""
    date: str
    """ISO day, month or year of the paper; empty where unknown."""
    is_inferred: bool
    """The day is a guess."""
    page: str
    """The page's number in the paper; empty where unknown."""
    address: str
    """`wxreader:ID`, which `wxreader open` takes."""


def cite(article: Article, source: Source) -> Citation:
    """What is known of an article; the day is the paper's, never that of the event."""
    issued = article.issue_date or source.issue_date
    return Citation(
        id=article.id,
        title=one_line(article.title),
        authors=tuple(map(one_line, article.byline)),
        paper=one_line(source.paper),
        date=issued.date if issued else "",
        is_inferred=bool(issued and issued.confidence == Confidence.LOW),
        page=one_line(source.page_number),
        address=f"wxreader:{article.id}",
    )


def to_gbt7714(citation: Citation) -> str:
    """惠晓婧. 无锡高新区签约外资项目[N]. 无锡日报, 2023-05-13(2)."""
    named = [*citation.authors[:AUTHORS_NAMED], *(("等",) if len(citation.authors) > AUTHORS_NAMED else ())]
    authors = f"{', '.join(named)}. " if named else ""
    day = f"[{citation.date}]" if citation.is_inferred else citation.date
    place = ", ".join(part for part in (citation.paper, day) if part)
    page = f"({citation.page})" if citation.page else ""
    issue = f" {place}{page}." if place or page else ""
    return f"{authors}{citation.title}[N].{issue}"


_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}


def tex(text: str) -> str:
    """Text that TeX sets as itself."""
    return "".join(_TEX.get(char, char) for char in text)


def to_bibtex(citation: Citation) -> str:
    """An `@article`, as biblatex and Zotero read a newspaper's."""
    fields = {
        "author": " and ".join(f"{{{tex(author)}}}" for author in citation.authors),
        "title": f"{{{tex(citation.title)}}}",
        "journal": tex(citation.paper),
        "date": f"{citation.date}?" if citation.is_inferred else citation.date,
        "year": citation.date[:4],
        "pages": tex(citation.page),
        "entrysubtype": "newspaper",
        "note": tex(citation.address),
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
    return "\n".join([f"@article{{wxreader-{citation.id},", *lines, "}"])


def to_ris(citation: Citation) -> str:
    """A record of the type NEWS."""
    fields = [
        ("TY", "NEWS"),
        ("ID", citation.id),
        *(("AU", author) for author in citation.authors),
        ("TI", citation.title),
        ("T2", citation.paper),
        ("DA", citation.date.replace("-", "/")),
        ("PY", citation.date[:4]),
        ("SP", citation.page),
        ("N1", "date inferred" if citation.is_inferred else ""),
        ("AN", citation.address),
    ]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


@lru_cache(maxsize=1)
def _double_surnames() -> frozenset[str]:
    """欧阳, 司马 …: surnames of two characters."""
    return frozenset(word for word in data.words("surnames.txt") if len(word) == len("欧阳"))


def _csl_name(name: str) -> dict[str, str]:
    """A Chinese name in its parts, as citation programs sort it: 惠 and 晓婧."""
    if not 1 < len(name) <= LONGEST_NAME or not all(map(is_han, name)):
        return {"literal": name}
    split = len(name[:2]) if name[:2] in _double_surnames() and name[2:] else 1
    return {"family": name[:split], "given": name[split:]}


def csl_object(citation: Citation) -> dict[str, object]:
    """An item of the type article-newspaper."""
    issued: dict[str, object] = {"date-parts": [[int(part) for part in citation.date.split("-") if part]]}
    if citation.is_inferred:
        issued["circa"] = True
    item: dict[str, object] = {
        "id": f"wxreader-{citation.id}",
        "type": "article-newspaper",
        "title": citation.title,
        "author": [_csl_name(author) for author in citation.authors],
        "container-title": citation.paper,
        "issued": issued if citation.date else None,
        "page": citation.page,
        "archive_location": citation.address,
        "language": "zh-CN",
    }
    return {key: value for key, value in item.items() if value}


def _to_csl(citations: Sequence[Citation]) -> str:
    return json.dumps([csl_object(c) for c in citations], ensure_ascii=False, indent=1) + "\n"


def _listed(write: Callable[[Citation], str], between: str) -> Callable[[Sequence[Citation]], str]:
    """A writer of many citations by a writer of one."""
    return lambda citations: between.join(map(write, citations)) + ("\n" if citations else "")


_WRITERS: dict[CitationFormat, Callable[[Sequence[Citation]], str]] = {
    CitationFormat.GBT7714: _listed(to_gbt7714, "\n"),
    CitationFormat.BIBTEX: _listed(to_bibtex, "\n\n"),
    CitationFormat.RIS: _listed(to_ris, "\r\n"),
    CitationFormat.CSL: _to_csl,
}


def write_citations(citations: Sequence[Citation], style: CitationFormat) -> str:
    """Citations as a text in one of the formats."""
    return _WRITERS[style](citations)
