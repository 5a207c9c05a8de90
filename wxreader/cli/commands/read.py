"""What each call of the command line does: results to stdout, everything else to stderr.

A function a command, named as it is. None of them imports Textual; `print` is their trade.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from wxreader import headless_annotations as marks
from wxreader.errors import LoadError, UsageError, WxError
from wxreader.headless_io import Args, open_library, out, say, text
from wxreader.i18n import _, ngettext
from wxreader.settings import Settings
from wxreader.text import one_line

if TYPE_CHECKING:
    from wxreader.library.library import Library
    from wxreader.library.loader import Report
    from wxreader.search.searcher import Results

# -- loading ---------------------------------------------------------------------------------------


@contextmanager
def _progress(what: str) -> Iterator[Any]:
    """A progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def load(args: Args, settings: Settings) -> int:
    """`wxreader load`."""
    if getattr(args, "explain", False):
        return _explain(args)
    from wxreader.library.files import MAX_BYTES
    from wxreader.library.loader import Recognition
    from wxreader.library.loader import load as load_files

    library = open_library(args)
    library.make()
    with _progress(_("loading")) as progress:
        report = load_files(
            library,
            args.paths,
            how=Recognition(args.engine or settings.engine, settings.userdict, settings.aliases),
            encoding=args.encoding,
            limit=args.max_bytes or MAX_BYTES,
            workers=args.workers,
            again=getattr(args, "again", False),
            progress=progress,
        )
    for _path, reason in report.failed:
        say(reason)
    _index(library)
    for item in (*report.new, *report.changed):
        if "damaged-bytes" in item.doubts or item.confidence == "low":
            message = _(
                "{name}: read as {encoding}, but not all of it is; --encoding NAME says otherwise",
                name=item.name,
                encoding=item.encoding,
            )
            say(message)
        if item.encoding == "mixed":
            say(_("{name}: its lines are in different encodings; each was read in its own", name=item.name))
        if "cut-off" in item.doubts:
            say(
                _(
                    "{name}: it ends in the middle of a character; the file seems to be cut off",
                    name=item.name,
                )
            )
        if "mojibake" in item.doubts:
            say(
                _(
                    "{name}: this looks like Chinese that was once read in a wrong encoding and saved so; it is kept as it is",
                    name=item.name,
                )
            )
    if getattr(args, "json", False):
        out(_report_object(report))
    elif report.sources or not report.failed:
        say(_summary(report))
    return 1 if report.failed else 0


def _index(library: Library) -> None:
    """Bring the search index up to date; where that fails, searching reads the pages instead."""
    from wxreader.search.manifest import is_current

    if is_current(library):
        return
    from wxreader.search.index import update_index

    try:
        with _progress(_("indexing")) as progress:
            update_index(library, progress)
    except WxError as error:
        say(str(error))


def _summary(report: Report) -> str:
    if not report.new and not report.changed:
        return (
            _("nothing new: {n} sources are in the library already", n=report.unchanged)
            if report.unchanged
            else _("nothing was loaded")
        )
    counts = ngettext("{n} source", "{n} sources", len(report.new) + len(report.changed))
    articles = ngettext(
        "{n} article", "{n} articles", sum(x.articles for x in (*report.new, *report.changed))
    )
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
                explain(
                    decode(read_bytes(file, args.max_bytes or MAX_BYTES), str(file), args.encoding).text,
                    one_line(file.name),
                )
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
        text("\t".join((row.id, row.date or "-", row.source, one_line(row.headline))))
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
        text(
            "\t".join(
                (
                    s.name,
                    str(counts.get(s.name, 0)),
                    s.encoding,
                    s.encoding_confidence,
                    s.form,
                    ",".join(s.doubts) or "-",
                )
            )
        )
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
    from wxreader.search.searcher import Searcher

    library = open_library(args)
    found = Searcher(library).search(" ".join(args.query), 0 if args.count else args.limit, args.sort)
    if args.count:
        if args.json:
            out({"articles": found.total})
        else:
            text(str(found.total))
        return 0
    if args.kwic:
        return _kwic(args, library, found)
    rows = {r.id: r for r in library.rows()}
    if args.json:
        out(
            [
                {
                    "article": r.article, "source": rows[r.article].source, "headline": rows[r.article].headline,
                    "date": rows[r.article].date or None, "score": r.score, "snippet": r.snippet,
                    "matches": [{"paragraph": h.paragraph, "start": h.start, "end": h.end} for h in r.hits],
                }
                for r in found.results
            ]
        )  # fmt: skip
        return 0
    for r in found.results:
        row = rows[r.article]
        text("\t".join((row.id, row.date or "-", one_line(row.headline), one_line(r.snippet))))
    if not found.total:
        say(_("no article has that"))
    return 0


def _kwic(args: Args, library: Library, found: Results) -> int:
    """Every hit on a line of its own, aligned on the word."""
    from wxreader.search.concordance import aligned, concordance, ordered
    from wxreader.text import cut

    lines = ordered(concordance(library, found), args.by)
    if args.json:
        out([asdict(x) for x in lines])
        return 0
    room = max(20, (args.width or 100) - 23)
    for x in lines:
        left, word, right = aligned(x, room)
        text(
            f"{x.article}  {x.date or '-':<10} {left}{word}{cut(right, room - len(left) - len(word))}".rstrip()
        )
    if not lines:
        say(_("no article has that"))
    return 0


def entities(args: Args, settings: Settings) -> int:
    """`wxreader entities`."""
    from wxreader.profiles.census import take_census

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
                    "people": [sorted(p) for p in e.people],
                }
                for e in found
            ]
        )
        return 0
    for e in found:
        text("\t".join((e.type, str(e.count), one_line(e.name), one_line(e.title) or "-")))
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
    out = {
        "type": found.type,
        "start": found.start,
        "end": found.end,
        "text": text[found.start : found.end],
        "name": found.name,
    }
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
    from wxreader.search.index import check_index

    library = open_library(args)
    findings = [*check_library(library, args.repair), *check_index(library, args.repair)]
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
