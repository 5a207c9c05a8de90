"""Exports by a template of the user's own: Jinja2 in its sandbox, over plain data. Pure.

A template may come from a stranger: it sees texts, numbers and lists, no object with methods, no file, no
import, and cannot change what it is given. docs/export.md tells what it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wxreader.annotations.address import address_of, write_address
from wxreader.annotations.citation import Citation, tex, to_bibtex, to_gbt7714
from wxreader.annotations.export import safe_cell
from wxreader.annotations.markdown import by_article, escape_markdown
from wxreader.annotations.tags import counts
from wxreader.errors import MissingExtraError, TemplateError
from wxreader.i18n import _
from wxreader.model import Annotation, Row

LONGEST = 1 << 28
"""Characters that a template may make (chosen: a loop in a loop would fill the disk)."""
FILTERS: dict[str, Callable[[str], str]] = {"markdown": escape_markdown, "csv": safe_cell, "latex": tex}
"""Filters beside Jinja's own: text that Markdown, a spreadsheet, LaTeX take for text."""


def _annotation(a: Annotation) -> dict[str, Any]:
    return {
        "id": a.id,
        "kind": str(a.kind),
        "quote": a.selector.exact if a.selector else "",
        "note": a.note,
        "tags": list(a.tags),
        "color": str(a.color),
        "created": a.created,
        "modified": a.modified,
        "paragraph": a.selector.paragraph + 1 if a.selector else None,
        "orphaned": a.orphaned,
        "address": address_of(a),
    }


def context(
    annotations: Iterable[Annotation], rows: Mapping[str, Row], citations: Mapping[str, Citation]
) -> dict[str, Any]:
    """What a template is given: `articles`, each with its `annotations`, and `tags` with their counts."""
    items = list(annotations)
    articles = []
    for key, group in by_article(items):
        row, citation = rows.get(key), citations.get(key)
        articles.append(
            {
                "id": key,
                "headline": row.headline if row else group[0].headline,
                "date": row.date if row else "",
                "byline": row.byline if row else "",
                "source": group[0].source,
                "address": write_address(key),
                "gbt7714": to_gbt7714(citation) if citation else "",
                "bibtex": to_bibtex(citation) if citation else "",
                "annotations": [_annotation(a) for a in group],
            }
        )
    return {"articles": articles, "count": len(items), "tags": counts(items)}


def render(template: str, name: str, given: Mapping[str, Any]) -> str:
    """A template's text.

    Args:
        template: Its source.
        name: How messages call it.
        given: What it may use (`context`).

    Raises:
        MissingExtraError: Jinja2 is not installed.
        TemplateError: The template is wrong; names it and, where Jinja2 knows it, the line.
    """
    try:
        from jinja2 import StrictUndefined, TemplateSyntaxError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError:
        raise MissingExtraError(_("templates need Jinja2: pip install 'wxreader[templates]'")) from None
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(FILTERS)
    try:
        return _joined(environment.from_string(template).generate(given))
    except TemplateSyntaxError as error:
        where = _("{name}, line {line}", name=name, line=error.lineno)
        raise TemplateError(_("{where}: {problem}", where=where, problem=error.message)) from None
    except Exception as error:  # whatever a template computes with: division by zero, a key that is not there
        where = _line_in_template(error, name)
        raise TemplateError(_("{where}: {problem}", where=where, problem=error)) from None


def _joined(parts: Iterable[str]) -> str:
    """The parts of a text, as long as it is not too long."""
    made: list[str] = []
    length = 0
    for part in parts:
        made.append(part)
        length += len(part)
        if length > LONGEST:
            raise ValueError(_("it makes more than {n} characters", n=LONGEST))
    return "".join(made)


def _line_in_template(error: BaseException, name: str) -> str:
    """The template's name with the line where it failed: Jinja2 puts a frame of it into the traceback."""
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return _("{name}, line {line}", name=name, line=line) if line else name
