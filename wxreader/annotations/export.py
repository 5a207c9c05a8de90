"""Annotations for other programs: Markdown, JSON, CSV (Readwise's columns), W3C JSON-LD.

Everything a note or quote may hold is text: CSV cells cannot become formulas (CWE-1236, OWASP ASVS
1.2.10). Each has the address that `wxreader open` takes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from wxreader.annotations.address import address_of
from wxreader.annotations.markdown import Refreshed, by_article, refresh_markdown, to_markdown
from wxreader.errors import UsageError
from wxreader.i18n import _
from wxreader.model import Annotation, Row
from wxreader.vocabulary import ExportFormat, values

FORMATS = values(ExportFormat)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CSV_COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
"""What Readwise imports."""


def safe_cell(text: str) -> str:
    """A CSV cell that no spreadsheet takes for a formula."""
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) else text


def to_csv(annotations: Iterable[Annotation], rows: Mapping[str, Row]) -> str:
    """Readwise's columns; the location is the paragraph, counted from 1."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for _key, group in by_article(annotations):
        for a in group:
            row = rows.get(a.article)
            cells = (
                a.selector.exact if a.selector else "",
                row.headline if row else a.headline,
                row.byline if row else "",
                address_of(a),
                a.note,
                str(a.selector.paragraph + 1) if a.selector else "",
                a.created,
            )
            writer.writerow([safe_cell(c) for c in cells])
    return written.getvalue()


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


def refresh(
    text: str,
    annotations: Iterable[Annotation],
    rows: Mapping[str, Row],
    form: str,
    objects: Iterable[dict[str, Any]] = (),
) -> Refreshed | None:
    """A file of an earlier export with what is ours as it is now, and all else as it was.

    Args:
        text: The file as it is.
        annotations: What is exported now.
        rows: The catalogue's rows by article id.
        form: Its format.
        objects: The annotations as plain objects, for `json`.

    Returns:
        None where nothing in the file is ours, or the format has no place for what is the user's (CSV).
    """
    items = list(annotations)
    if form == ExportFormat.MARKDOWN:
        return refresh_markdown(text, items, rows)
    if form == ExportFormat.JSON:
        return _refresh_list(text, list(objects))
    if form == ExportFormat.W3C:
        return _refresh_list(text, [w3c_object(a) for a in items])
    return None


def _refresh_list(text: str, objects: list[dict[str, Any]]) -> Refreshed | None:
    """A JSON list with our objects as they are now; objects of others, known by their ids, stay."""
    try:
        there = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(there, list) or not all(
        isinstance(o, dict) and isinstance(o.get("id"), str) for o in there
    ):
        return None
    now = {o["id"]: o for o in objects}
    kept = [now.pop(o["id"], o) for o in there]
    return Refreshed(json.dumps([*kept, *now.values()], ensure_ascii=False, indent=1) + "\n", 0)
