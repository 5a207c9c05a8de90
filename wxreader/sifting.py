"""The user's own words held against their shapes, row by row: what is none of ours is kept, and named.

A page is refused for one wrong value, because it is made again from its dump; a note is not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wxreader.i18n import _
from wxreader.model import AnnotationKind, CorrectionKind
from wxreader.shapes import (
    AnnotationShape,
    CodeShape,
    CorrectionShape,
    ReadingShape,
    SearchShape,
    Tables,
    problem_of,
)
from wxreader.text import one_line

ASIDE = "aside"
"""The table of the user's file that keeps rows which are none of ours."""


def annotation_problem(doc: object) -> str:
    """Why an object is no annotation; empty where it is one."""
    return problem_of(doc, AnnotationShape, "kind", frozenset(AnnotationKind))


def correction_problem(doc: object) -> str:
    """Why an object is no correction; empty where it is one."""
    return problem_of(doc, CorrectionShape, "kind", frozenset(CorrectionKind))


def _reading_problem(doc: object) -> str:
    return problem_of(doc, ReadingShape)


def _search_problem(doc: object) -> str:
    return problem_of(doc, SearchShape)


def _code_problem(doc: object) -> str:
    return problem_of(doc, CodeShape)


_USERS: dict[str, tuple[Callable[[object], str], str]] = {
    "annotations": (annotation_problem, "id"),
    "corrections": (correction_problem, "id"),
    "reading": (_reading_problem, "article"),
    "searches": (_search_problem, "query"),
    "codes": (_code_problem, "tag"),
}
"""For each table of the user's file what a row must be, and which field is its key."""


def sift(tables: Tables) -> tuple[dict[str, dict[str, Any]], str]:
    """The user's tables with what is none of ours moved into a table of its own, where it is kept.

    Returns:
        The tables, and a sentence about what was moved, without its file; empty where all is well.
    """
    good: dict[str, dict[str, Any]] = {}
    aside: dict[str, Any] = {}
    first = ""
    for name, table in tables.items():
        if name not in _USERS:
            good[name] = dict(table)
            continue
        check, key_field = _USERS[name]
        kept = good.setdefault(name, {})
        for key, doc in table.items():
            problem = check(doc) or ("" if doc[key_field] == key else f"`$.{key_field}`")
            if problem:
                aside[f"{name}/{key}"] = doc
                first = first or _("{row}: {problem}", row=one_line(f"{name}/{key}")[:60], problem=problem)
            else:
                kept[key] = doc
    if not aside:
        return good, ""
    good[ASIDE] = {**good.get(ASIDE, {}), **aside}
    return good, _(
        "{n} entries are none of wxreader's ({first}); they are kept in the file, unread",
        n=len(aside),
        first=first,
    )
