"""`annotate`, `annotations`, `export`, `import`: what the user made, for scripts and other programs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wxreader.cli.command import JSON, Args, Option, Subcommand
from wxreader.cli.output import open_library, print_json, print_row, print_text, tell
from wxreader.errors import StoreError, UsageError, WxError
from wxreader.i18n import N_, _
from wxreader.model import Annotation, AnnotationKind, Colour
from wxreader.settings import Settings
from wxreader.text import one_line
from wxreader.vocabulary import ExportFormat, values

if TYPE_CHECKING:
    from wxreader.library.store import Store

_MAX_BYTES = 1 << 30
"""Largest file that `import` reads (chosen: memory)."""


def annotate(args: Args, settings: Settings) -> int:
    """`wxreader annotate`."""
    from wxreader.annotations.anchor import quote_selector
    from wxreader.annotations.tags import parse_tags
    from wxreader.library.codec import annotation_doc
    from wxreader.library.words import new_id, now

    if args.color not in values(Colour):
        raise UsageError(
            _(
                "no highlight colour is called {color}; there is {colors}",
                color=repr(args.color),
                colors=", ".join(Colour),
            )
        )
    library = open_library(args)
    article = library.article(args.id)
    source = library.page(article.source).source
    made = now()
    annotation = Annotation(
        id=new_id(),
        kind=AnnotationKind.HIGHLIGHT,
        article=article.id,
        source=article.source,
        source_sha256=source.sha256,
        headline=article.title,
        created=made,
        modified=made,
        selector=quote_selector(article, args.quote),
        color=args.color,
        note=args.note,
        tags=parse_tags(" ".join(args.tag or ())),
    )
    library.annotations.put([annotation])
    if args.json:
        print_json(annotation_doc(annotation))
    else:
        print_text(annotation.id)
    return 0


def list_annotations(args: Args, settings: Settings) -> int:
    """`wxreader annotations`."""
    library = open_library(args)
    annotations = library.annotations.all()
    _tell_recovered(library)
    corrections = library.annotations.corrections()
    if args.json:
        from wxreader.cli.shapes import annotation_objects

        print_json(annotation_objects(library, annotations))
        return 0
    for c in corrections:
        words = (one_line(c.headline), one_line(c.before), one_line(c.after))
        print_row((c.id, "correction", c.kind, c.source, *words))
    for a in annotations:
        quote = one_line(a.selector.exact) if a.selector else "★"
        tags = ",".join(map(one_line, a.tags)) or "-"
        note = one_line(a.note) or "-"
        print_row((a.id, a.kind, a.color or "-", a.article, one_line(a.headline), quote, note, tags))
    return 0


def _tell_recovered(library: Store) -> None:
    """Say where what was damaged has been put, if anything was."""
    if library.annotations.recovered:
        tell(library.annotations.recovered)


def export(args: Args, settings: Settings) -> int:
    """`wxreader export`: into a file that has an earlier export, what is ours is brought up to date."""
    if bool(args.format) == bool(args.template):
        raise UsageError(_("export takes --format or --template (see wxreader export --help)"))
    library = open_library(args)
    annotations = library.annotations.all()
    _tell_recovered(library)
    if args.template:
        exported = _by_template(library, annotations, args.template)
        if args.output is not None and os.path.lexists(args.output):
            raise StoreError(_("{path} exists already; choose another name", path=args.output))
    else:
        exported = _by_format(library, annotations, args)
    if args.output is None:
        sys.stdout.buffer.write(exported.encode("utf-8", "replace"))
    else:
        _write(args.output, exported)
    return 0


def _by_format(library: Store, annotations: list[Annotation], args: Args) -> str:
    """The text of an export; of an earlier one in the same file, brought up to date."""
    from wxreader.annotations.export import export as export_text
    from wxreader.annotations.export import refresh
    from wxreader.cli.shapes import annotation_objects
    from wxreader.library.placing import rows_of_annotated

    rows = rows_of_annotated(library, annotations)
    objects = annotation_objects(library, annotations)
    if args.output is None or not os.path.lexists(args.output):  # a link that leads nowhere is something
        return export_text(annotations, rows, args.format, objects)
    there = None if args.output.is_symlink() else _earlier(args.output)
    refreshed = None if there is None else refresh(there, annotations, rows, args.format, objects)
    if refreshed is None:
        raise StoreError(_("{path} exists already; choose another name", path=args.output))
    if refreshed.edited:
        tell(_("{n} annotations were changed in the file and are left as they are", n=refreshed.edited))
    return refreshed.text


def _by_template(library: Store, annotations: list[Annotation], path: Path) -> str:
    """The text that a template makes."""
    from wxreader.annotations.citation import cite
    from wxreader.annotations.template import context, render
    from wxreader.library.files import read_bytes
    from wxreader.library.placing import rows_of_annotated

    template = read_bytes(path, _MAX_BYTES).decode("utf-8", "replace")
    rows = rows_of_annotated(library, annotations)
    sources = {s.name: s for s in library.sources()}
    articles = [library.article(key) for key in dict.fromkeys(a.article for a in annotations) if key in rows]
    citations = {a.id: cite(a, sources[a.source]) for a in articles}
    return render(template, str(path), context(annotations, rows, citations))


def _write(path: Path, text: str) -> None:
    """Write a file, whole or not at all."""
    from wxreader.atomic import write_atomic

    try:
        write_atomic(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise StoreError(_("{path} cannot be written ({reason})", path=path, reason=error.strerror)) from None


def _earlier(path: Path) -> str | None:
    """The text of an earlier export; None where the file cannot be one: a folder, too large, other bytes."""
    from wxreader.library.files import read_bytes

    try:
        return read_bytes(path, _MAX_BYTES).decode("utf-8")
    except (WxError, UnicodeDecodeError):
        return None


def import_annotations(args: Args, settings: Settings) -> int:
    """`wxreader import`: all of a file or nothing; what is there under the same id already stays."""
    from wxreader.annotations.exchange import read_export
    from wxreader.library.files import read_bytes

    library = open_library(args)
    imported = read_bytes(args.file, _MAX_BYTES).decode("utf-8", "replace")
    annotations, corrections = read_export(imported, str(args.file))
    known = {a.id for a in library.annotations.all()} | {c.id for c in library.annotations.corrections()}
    new_annotations = [a for a in annotations if a.id not in known]
    new_corrections = [c for c in corrections if c.id not in known]
    new = len(new_annotations) + len(new_corrections)
    if new:
        library.annotations.put(new_annotations, new_corrections)
        library.catch_up()
    here = len(annotations) + len(corrections) - new
    if args.json:
        print_json({"imported": new, "known": here})
    else:
        tell(_("{n} imported, {known} were here already", n=new, known=here))
    return 0


COMMANDS = (
    Subcommand(
        name="annotate",
        help=N_("highlight a passage"),
        run=annotate,
        options=(
            Option(names=("id",), metavar="ID"),
            Option(
                names=("--quote",),
                required=True,
                metavar="TEXT",
                help=N_("the passage, as printed in the article"),
            ),
            Option(names=("--note",), default="", metavar="TEXT"),
            Option(names=("--tag",), action="append", metavar="TAG"),
            Option(names=("--color",), default=Colour.YELLOW, metavar="NAME", help=", ".join(Colour)),
            JSON,
        ),
    ),
    Subcommand(
        name="annotations",
        help=N_("list highlights, notes and bookmarks"),
        run=list_annotations,
        options=(JSON,),
    ),
    Subcommand(
        name="export",
        help=N_("print the annotations for other programs"),
        run=export,
        options=(
            Option(names=("--format",), choices=values(ExportFormat), help=N_("form of the export")),
            Option(
                names=("--template",),
                metavar="FILE",
                type=Path,
                help=N_("a Jinja2 template of one's own instead of a format"),
            ),
            Option(names=("--output",), metavar="FILE", type=Path, help=N_("default: standard output")),
        ),
    ),
    Subcommand(
        name="import",
        help=N_("read annotations from an exported JSON file"),
        run=import_annotations,
        options=(
            Option(names=("file",), metavar="FILE", type=Path, help=N_("what export --format json wrote")),
            JSON,
        ),
    ),
)
