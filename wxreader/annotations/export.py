"""Annotations for other programs: Markdown, JSON, CSV (Readwise's columns), W3C JSON-LD.

Everything a note or quote may hold is text: Markdown and YAML are escaped, CSV cells cannot become
formulas (CWE-1236, OWASP ASVS 1.2.10).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from wxreader.errors import UsageError
from wxreader.i18n import _
from wxreader.model import Annotation, Row

FORMATS = ("markdown", "json", "csv", "w3c")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~=:$^@])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CSV_COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
"""What Readwise imports."""


def escape_markdown(text: str) -> str:
    """Text that any Markdown renders as itself, on one paragraph."""
    return re.sub(r"\s*\n\s*", "\\\\\n", _MARKDOWN.sub(r"\\\1", text.strip()))


def safe_cell(text: str) -> str:
    """A CSV cell that no spreadsheet takes for a formula."""
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) else text


def _by_article(annotations: Iterable[Annotation]) -> list[tuple[str, list[Annotation]]]:
    def place(a: Annotation) -> tuple[str, str, int, int]:
        return (
            a.source,
            a.article,
            a.selector.paragraph if a.selector else -1,
            a.selector.start if a.selector else -1,
        )

    return [
        (key, list(group)) for key, group in groupby(sorted(annotations, key=place), key=lambda a: a.article)
    ]


def to_markdown(annotations: Iterable[Annotation], rows: Mapping[str, Row]) -> str:
    """Grouped by article: headline, facts, quotes, notes, tags; with front matter that Obsidian reads."""
    items = list(annotations)
    tags = sorted({t for a in items for t in a.tags})
    out = [
        "---",
        "title: wxreader",
        f"annotations: {len(items)}",
        f"tags: {json.dumps(tags, ensure_ascii=False)}",
        "---",
        "",
    ]
    for key, group in _by_article(items):
        row = rows.get(key)
        out.append(f"## {escape_markdown(row.headline if row else group[0].headline)}")
        facts = [row.shown_date, row.byline] if row else []
        out += ["", " · ".join(escape_markdown(x) for x in [*facts, group[0].source] if x), ""]
        for a in group:
            if a.selector:
                out += ["> " + line for line in escape_markdown(a.selector.exact).split("\n")]
            else:
                out.append("★")
            out.append("")
            if a.note:
                out += [escape_markdown(a.note), ""]
            marks = [f"`{a.color}`"] if a.color else []
            marks += ["\\#" + escape_markdown(t.replace(" ", "-")) for t in a.tags]
            if marks:
                out += [" ".join(marks), ""]
    return "\n".join(out).rstrip() + "\n"


def to_csv(annotations: Iterable[Annotation], rows: Mapping[str, Row]) -> str:
    """Readwise's columns; the location is the paragraph, counted from 1."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for _key, group in _by_article(annotations):
        for a in group:
            row = rows.get(a.article)
            cells = (
                a.selector.exact if a.selector else "",
                row.headline if row else a.headline,
                row.byline if row else "",
                f"wxreader:{a.article}",
                a.note,
                str(a.selector.paragraph + 1) if a.selector else "",
                a.created,
            )
            writer.writerow([safe_cell(c) for c in cells])
    return out.getvalue()


def w3c_object(a: Annotation) -> dict[str, Any]:
    """One annotation as W3C Web Annotation JSON-LD."""
    bodies: list[dict[str, Any]] = []
    if a.note:
        bodies.append(
            {"type": "TextualBody", "purpose": "commenting", "value": a.note, "format": "text/plain"}
        )
    bodies += [{"type": "TextualBody", "purpose": "tagging", "value": t} for t in a.tags]
    target: dict[str, Any] = {"source": f"urn:wxreader:article:{a.article}"}
    if a.selector:
        s = a.selector
        place: dict[str, Any] = {"type": "TextPositionSelector", "start": s.start, "end": s.end}
        if s.end_paragraph == s.paragraph:
            place = {"type": "FragmentSelector", "value": f"paragraph={s.paragraph + 1}", "refinedBy": place}
        else:  # from one paragraph into another: a range from its first character to its last
            ends = (("startSelector", s.paragraph, s.start), ("endSelector", s.end_paragraph, s.end))
            place = {"type": "RangeSelector"}
            for key, paragraph, at in ends:
                point = {"type": "TextPositionSelector", "start": at, "end": at}
                place[key] = {
                    "type": "FragmentSelector",
                    "value": f"paragraph={paragraph + 1}",
                    "refinedBy": point,
                }
        target["selector"] = [
            {"type": "TextQuoteSelector", "exact": s.exact, "prefix": s.prefix, "suffix": s.suffix},
            place,
        ]
    out: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:wxreader:annotation:{a.id}",
        "type": "Annotation",
        "motivation": "highlighting" if a.kind == "highlight" else "bookmarking",
        "created": a.created,
        "modified": a.modified,
        "target": target,
    }
    if bodies:
        out["body"] = bodies
    if a.color:
        out["stylesheet"] = {"type": "CssStylesheet", "value": f".{a.color} {{ background: {a.color} }}"}
        out["target"]["styleClass"] = a.color
    return out


def export(
    annotations: Iterable[Annotation],
    rows: Mapping[str, Row],
    form: str,
    objects: Iterable[dict[str, Any]] = (),
) -> str:
    """The annotations as text in a format of FORMATS.

    Args:
        annotations: What to export.
        rows: The catalogue's rows by article id.
        form: `markdown`, `json`, `csv` or `w3c`.
        objects: The annotations as plain objects, for `json`.

    Raises:
        UsageError: No such format.
    """
    items = list(annotations)
    if form == "markdown":
        return to_markdown(items, rows)
    if form == "csv":
        return to_csv(items, rows)
    if form == "json":
        return json.dumps(list(objects), ensure_ascii=False, indent=1) + "\n"
    if form == "w3c":
        return json.dumps([w3c_object(a) for a in items], ensure_ascii=False, indent=1) + "\n"
    raise UsageError(
        _("no export format is called {form!r}; there is {names}", form=form, names=", ".join(FORMATS))
    )
