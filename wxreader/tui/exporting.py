"""What the annotations screen exports: in which form, and where it goes. No screen.

A form is one of ours, a citation style, or a template of the user's own in the settings' folder. A file that
has an earlier export is brought up to date; no other file is ever written over.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wxreader.annotations.citation import write_citations
from wxreader.annotations.export import FORMATS, export, refresh
from wxreader.errors import StoreError, WxError
from wxreader.i18n import _, ngettext
from wxreader.library.codec import annotation_doc
from wxreader.model import Annotation, Row
from wxreader.tui.surroundings import around
from wxreader.vocabulary import CitationFormat, ExportFormat

if TYPE_CHECKING:
    from textual.app import App

    from wxreader.annotations.markdown import Refreshed
    from wxreader.tui.annotating import Annotator

TEMPLATES = "templates"
"""Folder in the settings' folder: each file in it is a template."""
LARGEST = 1 << 27
"""Bytes of an earlier export that is read, and of a template (chosen: memory)."""
ENDINGS = {
    ExportFormat.MARKDOWN: "md",
    ExportFormat.JSON: "json",
    ExportFormat.CSV: "csv",
    ExportFormat.W3C: "jsonld",
    CitationFormat.GBT7714: "txt",
    CitationFormat.BIBTEX: "bib",
    CitationFormat.RIS: "ris",
    CitationFormat.CSL: "json",
}


def _never(text: str) -> Refreshed | None:
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A form that annotations can be written in."""

    says: str
    """As it is offered."""
    ending: str
    """What the file's name ends in."""
    make: Callable[[], str]
    """Makes the text."""
    refresh: Callable[[str], Refreshed | None] = _never
    """Brings an earlier export up to date; None where a text is none."""


def forms_of(
    annotator: Annotator, annotations: Sequence[Annotation], rows: Mapping[str, Row], templates: Path | None
) -> list[Form]:
    """The forms that there are.

    Args:
        annotator: The library's annotations.
        annotations: What is exported, as it is listed.
        rows: The catalogue's rows by article id.
        templates: Folder of the user's own templates; None where nothing of this machine is the user's.
    """
    objects = [annotation_doc(a) for a in annotations]
    forms = [
        Form(
            says=_("annotations: {form}", form=form),
            ending=ENDINGS[ExportFormat(form)],
            make=partial(export, annotations, rows, form, objects),
            refresh=partial(refresh, annotations=annotations, rows=rows, form=form, objects=objects),
        )
        for form in FORMATS
    ]
    forms += [
        Form(
            says=_("citations of the articles: {form}", form=style),
            ending=ENDINGS[style],
            make=partial(_cited, annotator, annotations, style),
        )
        for style in CitationFormat
    ]
    own = sorted(p for p in templates.iterdir() if p.is_file()) if templates and templates.is_dir() else []
    return forms + [
        Form(
            says=_("your template: {name}", name=path.name),
            ending=path.with_suffix("").suffix.lstrip(".") or "txt",
            make=partial(_by_template, path, annotator, annotations, rows),
        )
        for path in own
    ]


def _cited(annotator: Annotator, annotations: Sequence[Annotation], style: CitationFormat) -> str:
    return write_citations(list(annotator.citations(annotations).values()), style)


def _by_template(
    path: Path, annotator: Annotator, annotations: Sequence[Annotation], rows: Mapping[str, Row]
) -> str:
    from wxreader.annotations.template import context, render
    from wxreader.library.files import read_bytes

    template = read_bytes(path, LARGEST).decode("utf-8", "replace")
    return render(template, path.name, context(annotations, rows, annotator.citations(annotations)))


def write(app: App[Any], form: Form, name: str) -> str:
    """Write an export into a file, and say where it is.

    Raises:
        WxError: It cannot be made or written, or another file is there.
    """
    from wxreader.tui.saving import save_file

    path = Path(name.strip()).expanduser()
    if not around(app).own_files:
        return save_file(app, path.name, form.make().encode("utf-8", "replace"))
    if not os.path.lexists(path):
        return save_file(app, str(path), form.make().encode("utf-8", "replace"))
    there = None if path.is_symlink() else _earlier(path)
    refreshed = None if there is None else form.refresh(there)
    if refreshed is None:
        raise StoreError(_("{path} exists already; choose another name", path=path))
    said = save_file(app, str(path), refreshed.text.encode("utf-8", "replace"))
    if not refreshed.edited:
        return _("brought up to date: {path}", path=path)
    left = ngettext("{n} that you changed was left", "{n} that you changed were left", refreshed.edited)
    return f"{said} · {left}"


def _earlier(path: Path) -> str | None:
    """The text of a file that may be an earlier export; None where it cannot be read as text."""
    from wxreader.library.files import read_bytes

    try:
        return read_bytes(path, LARGEST).decode("utf-8")
    except (WxError, UnicodeDecodeError):
        return None
