"""What each call of the command line does: results to stdout, everything else to stderr.

A function a command, named as it is. None of them imports Textual; `print` is their trade.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from wxreader import headless_annotations as marks
from wxreader.errors import LoadError, UsageError
from wxreader.headless_io import Args, open_library, out, say, text
from wxreader.i18n import _, ngettext
from wxreader.settings import Settings
from wxreader.text import line

if TYPE_CHECKING:
    from wxreader.library.loader import Report

# -- loading ---------------------------------------------------------------------------------------


@contextmanager
def _progress() -> Iterator[Any]:
    """A progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("loading"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def load(args: Args, settings: Settings) -> int:
    """`wxreader load`."""
    if getattr(args, "explain", False):
        return _explain(args)
    from wxreader.library.files import MAX_BYTES
    from wxreader.library.loader import load as load_files

    library = open_library(args)
    library.make()
    with _progress() as progress:
        report = load_files(
            library,
            args.paths,
            engine=args.engine or settings.engine,
            userdict=settings.userdict,
            encoding=args.encoding,
            limit=args.max_bytes or MAX_BYTES,
            workers=args.workers,
            again=getattr(args, "again", False),
            progress=progress,
        )
    for _path, reason in report.failed:
        say(reason)
    for item in (*report.new, *report.changed):
        if "damaged-bytes" in item.doubts or item.confidence == "low":
            say(
                _(
                    "{name}: read as {encoding}, but not all of it is; --encoding NAME says otherwise",
                    name=item.name,
                    encoding=item.encoding,
                )
            )
    if getattr(args, "json", False):
        out(_report_object(report))
    elif report.sources or not report.failed:
        say(_summary(report))
    return 1 if report.failed else 0


def _summary(report: Report) -> str:
    if not report.new and not report.changed:
        return _("nothing new: {n} sources are in the library already", n=report.unchanged) if report.unchanged else _("nothing was loaded")
    counts = ngettext("{n} source", "{n} sources", len(report.new) + len(report.changed))
    articles = ngettext("{n} article", "{n} articles", sum(x.articles for x in (*report.new, *report.changed)))
    return _(
        "loaded {sources}, {articles}; {unchanged} unchanged, {failed} failed",
        sources=counts,
        articles=articles,
        unchanged=report.unchanged,
        failed=len(report.failed),
    )


def _report_object(report: Report) -> dict[str, Any]:
    def item(x: Any) -> dict[str, Any]:
        return {
            "source": x.name,
            "articles": x.articles,
            "encoding": x.encoding,
            "confidence": x.confidence,
            "form": x.form,
            "doubts": list(x.doubts),
        }

    return {
        "sources": report.sources,
        "articles": report.articles,
        "new": len(report.new),
        "changed": len(report.changed),
        "unchanged": report.unchanged,
        "failed": [{"path": p, "reason": r} for p, r in report.failed],
        "loaded": [item(x) for x in (*report.new, *report.changed)],
    }


def _explain(args: Args) -> int:
    from wxreader.library.files import MAX_BYTES, find_files, read_bytes
    from wxreader.press.decode import decode
    from wxreader.press.explain import explain

    status = 0
    for path in args.paths:
        try:
            for file in find_files(path):
                explain(decode(read_bytes(file, args.max_bytes or MAX_BYTES), str(file), args.encoding).text, line(file.name))
        except LoadError as error:
            say(str(error))
            status = 1
    return status


# -- reading ---------------------------------------------------------------------------------------


def articles(args: Args, settings: Settings) -> int:
    """`wxreader articles`."""
    library = open_library(args)
    if args.json:
        from wxreader.library.codec import article_object

        out([article_object(a) for a in library.articles()])
        return 0
    for row in library.rows():
        text("\t".join((row.id, row.date or "-", row.source, line(row.headline))))
    return 0


def sources(args: Args, settings: Settings) -> int:
    """`wxreader sources`."""
    library = open_library(args)
    counts: dict[str, int] = {}
    for row in library.rows():
        counts[row.source] = counts.get(row.source, 0) + 1
    if args.json:
        from wxreader.library.codec import source_doc

        out([{**source_doc(s), "articles": counts.get(s.name, 0)} for s in library.sources()])
        return 0
    for s in library.sources():
        text("\t".join((s.name, str(counts.get(s.name, 0)), s.encoding, s.encoding_confidence, s.form, ",".join(s.doubts) or "-")))
    return 0


def show(args: Args, settings: Settings) -> int:
    """`wxreader show`."""
    library = open_library(args)
    article = library.article(args.id)
    if args.json:
        from wxreader.library.codec import article_object

        out(article_object(article))
        return 0
    from wxreader.reading.plain import article_lines

    width = args.width or 2 * settings.measure
    if width < 2:
        raise UsageError(_("--width is a number of cells, 2 or more"))
    for shown in article_lines(article, width, 2 if settings.ambiguous_width == "2" else 1):
        text(shown)
    return 0


def search(args: Args, settings: Settings) -> int:
    """`wxreader search`."""
    from wxreader.search.searcher import ScanSearcher

    library = open_library(args)
    found = ScanSearcher(library.articles).search(" ".join(args.query), args.limit)
    if args.json:
        out(
            [
                {
                    "article": r.article.id, "source": r.article.source, "headline": r.article.title,
                    "date": r.article.event_date.start if r.article.event_date else None, "score": r.score, "snippet": r.snippet,
                    "matches": [{"paragraph": h.paragraph, "start": h.start, "end": h.end} for h in r.hits],
                }
                for r in found.results
            ]
        )  # fmt: skip
        return 0
    for r in found.results:
        text("\t".join((r.article.id, r.article.event_date.start if r.article.event_date else "-", line(r.article.title), line(r.snippet))))
    if not found.total:
        say(_("no article has that"))
    return 0


def entities(args: Args, settings: Settings) -> int:
    """`wxreader entities`."""
    from wxreader.entities.census import take_census

    found = take_census(open_library(args).articles(), args.type)
    if args.json:
        out(
            [
                {
                    "type": e.type,
                    "name": e.name,
                    "count": e.count,
                    "title": e.title,
                    "aliases": list(e.aliases),
                    "articles": list(e.articles),
                }
                for e in found
            ]
        )
        return 0
    for e in found:
        text("\t".join((e.type, str(e.count), line(e.name), line(e.title) or "-")))
    return 0


def recognize(args: Args, settings: Settings) -> int:
    """`wxreader recognize`: an array for every line of the input."""
    from wxreader.entities.engine import get_engine
    from wxreader.entities.recognise import recognise_text
    from wxreader.library.files import read_bytes
    from wxreader.press.decode import decode

    data = read_bytes(args.file, 1 << 30) if args.file else sys.stdin.buffer.read()
    whole = decode(data, str(args.file or "stdin")).text if data else ""
    engine = get_engine(args.engine or settings.engine, settings.userdict)
    lines = whole.split("\n")
    for row in lines[:-1] if lines[-1] == "" else lines:
        row = row.removesuffix("\r")
        objects = [_found_object(row, f) for f in recognise_text(row, engine)]
        sys.stdout.buffer.write(json.dumps(objects, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    return 0


def _found_object(text: str, found: Any) -> dict[str, Any]:
    out = {"type": found.type, "start": found.start, "end": found.end, "text": text[found.start : found.end], "name": found.name}
    if found.title:
        out["title"] = found.title
    if found.value is not None:
        out["value"] = found.value
    if found.currency:
        out["currency"] = found.currency
    return out


# -- the library and the reader's keys -----------------------------------------------------------------


def check(args: Args, settings: Settings) -> int:
    """`wxreader check`."""
    from wxreader.library.check import check as check_library

    library = open_library(args)
    findings = check_library(library, args.repair)
    if args.json:
        out([{"problem": f.problem, "mended": f.mended} for f in findings])
    else:
        for f in findings:
            text(f"{f.problem}: {f.mended}" if f.mended else f.problem)
        if not findings:
            say(_("the library is sound: {n} articles", n=len(library.rows())))
    return 1 if any(not f.mended for f in findings) else 0


def show_keys(settings: Settings) -> int:
    """`wxreader --show-keys`."""
    from wxreader.tui.keymap import COMMANDS, keys_of

    for command in COMMANDS:
        text(f"{command.name:<20} {','.join(keys_of(command, settings.keys)):<24} {_(command.help)}")
    return 0


CALLS: dict[str, Callable[[Args, Settings], int]] = {
    "load": load,
    "articles": articles,
    "sources": sources,
    "show": show,
    "search": search,
    "entities": entities,
    "recognize": recognize,
    "annotate": marks.annotate,
    "annotations": marks.list_annotations,
    "export": marks.export,
    "import": marks.import_annotations,
    "check": check,
}
"""What each command of the command line calls."""
