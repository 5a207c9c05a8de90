"""The annotation calls of the command line: annotate, annotations, export, import."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from wxreader.errors import StoreError, UsageError
from wxreader.headless_io import Args, open_library, out, say, text
from wxreader.i18n import _
from wxreader.library.library import Library
from wxreader.settings import Settings
from wxreader.text import one_line

if TYPE_CHECKING:
    from wxreader.model import Annotation


def annotate(args: Args, settings: Settings) -> int:
    """`wxreader annotate`."""
    from wxreader.annotations.anchor import quote_selector
    from wxreader.library.codec import annotation_doc
    from wxreader.library.userdata import COLORS, new_id, now
    from wxreader.model import Annotation

    if args.color not in COLORS:
        raise UsageError(
            _(
                "no highlight colour is called {color}; there is {colors}",
                color=repr(args.color),
                colors=", ".join(COLORS),
            )
        )
    library = open_library(args)
    article = library.article(args.id)
    source = library.page(article.source).source
    made = now()
    selector = quote_selector(article, args.quote)
    annotation = Annotation(
        new_id(),
        "highlight",
        article.id,
        article.source,
        source.sha256,
        article.title,
        made,
        made,
        selector,
        args.color,
        args.note,
        tuple(args.tag),
    )
    library.annotations.put([annotation])
    if args.json:
        out(annotation_doc(annotation))
    else:
        text(annotation.id)
    return 0


def list_annotations(args: Args, settings: Settings) -> int:
    """`wxreader annotations`."""
    library = open_library(args)
    found = library.annotations.all()
    _tell_recovered(library)
    corrections = library.annotations.corrections()
    if args.json:
        out(_annotation_objects(library, found))
        return 0
    for c in corrections:
        text(
            "\t".join(
                (
                    c.id,
                    "correction",
                    c.kind,
                    c.source,
                    one_line(c.headline),
                    one_line(c.before),
                    one_line(c.after),
                )
            )
        )
    for a in found:
        quote = one_line(a.selector.exact) if a.selector else "★"
        text(
            "\t".join(
                (
                    a.id,
                    a.kind,
                    a.color or "-",
                    a.article,
                    one_line(a.headline),
                    quote,
                    one_line(a.note) or "-",
                    ",".join(map(one_line, a.tags)) or "-",
                )
            )
        )
    return 0


def _annotation_objects(library: Library, found: list[Annotation]) -> list[dict[str, Any]]:
    """Annotations and corrections as plain objects, as the user made them; those that lost their place say so."""
    from wxreader.library.codec import annotation_doc, correction_doc
    from wxreader.library.placing import place_all

    orphans = {a.id for a in place_all(library) if a.orphaned}
    out = [{**annotation_doc(a), "orphaned": a.id in orphans} for a in found]
    return out + [
        {**correction_doc(c), "kind": "correction", "correction": c.kind}
        for c in library.annotations.corrections()
    ]


def _tell_recovered(library: Library) -> None:
    if library.annotations.recovered:
        say(library.annotations.recovered)


def export(args: Args, settings: Settings) -> int:
    """`wxreader export`."""
    from wxreader.annotations.export import export as export_text
    from wxreader.atomic import write_atomic

    library = open_library(args)
    found = library.annotations.all()
    _tell_recovered(library)
    text = export_text(
        found, {r.id: r for r in library.rows()}, args.format, _annotation_objects(library, found)
    )
    data = text.encode("utf-8", "replace")
    if args.output is None:
        sys.stdout.buffer.write(data)
        return 0
    if args.output.exists():
        raise StoreError(_("{path} exists already; choose another name", path=args.output))
    try:
        write_atomic(args.output, data)
    except OSError as error:
        raise StoreError(
            _("{path} cannot be written ({reason})", path=args.output, reason=error.strerror)
        ) from None
    return 0


def import_annotations(args: Args, settings: Settings) -> int:
    """`wxreader import`: all of a file or nothing of it; what is there already under the same id is kept as it is."""
    from wxreader.annotations.exchange import read_export
    from wxreader.library.files import read_bytes

    library = open_library(args)
    found, corrections = read_export(
        read_bytes(args.file, 1 << 30).decode("utf-8", "replace"), str(args.file)
    )
    known = {a.id for a in library.annotations.all()} | {c.id for c in library.annotations.corrections()}
    fresh, new = [a for a in found if a.id not in known], [c for c in corrections if c.id not in known]
    if fresh or new:
        library.annotations.put(fresh, new)
        library.catch_up()
    if args.json:
        out(
            {
                "imported": len(fresh) + len(new),
                "known": len(found) + len(corrections) - len(fresh) - len(new),
            }
        )
    else:
        say(
            _(
                "{n} imported, {known} were here already",
                n=len(fresh) + len(new),
                known=len(found) + len(corrections) - len(fresh) - len(new),
            )
        )
    return 0
