"""`load`: files and folders into the library; `--explain` shows what the analysis makes of them instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wxreader.cli.command import JSON, Args, Option, Subcommand
from wxreader.cli.output import open_library, print_json, progress_bar, tell
from wxreader.entities.engine import engine_name
from wxreader.errors import LoadError, WxError
from wxreader.i18n import N_, _, ngettext
from wxreader.settings import Settings
from wxreader.text import one_line

if TYPE_CHECKING:
    from wxreader.cluster.executor import Cluster, DaskExecutor
    from wxreader.library.dates import Told
    from wxreader.library.loader import Loaded, Report
    from wxreader.library.store import Store

LOADING = (
    Option(names=("--encoding",), metavar="NAME", help=N_("the files' encoding, where the guess is wrong")),
    Option(names=("--max-bytes",), metavar="N", type=int, help=N_("largest file to load")),
    Option(
        names=("--workers",),
        metavar="N",
        type=int,
        default=0,
        help=N_("worker processes (default: one a core)"),
    ),
    Option(names=("--engine",), metavar="NAME", help=N_("recogniser of people, organisations and places")),
    Option(names=("--issued",), metavar="DATE", help=N_("the day of the paper, of all the files")),
    Option(
        names=("--table",),
        metavar="FILE",
        type=Path,
        help=N_("a table of days: a CSV file with the columns file, date, paper, page"),
    ),
)
"""How files are read, of every call that loads."""


@dataclass(frozen=True, kw_only=True)
class Loading:
    """What a call says about how files are read: `LOADING` with the settings behind it."""

    encoding: str | None
    """The user's word on the files' encoding; None to guess."""
    max_bytes: int | None
    """Largest file, in bytes; None for the loader's own limit."""
    workers: int
    """Worker processes; 0 for one a core."""
    engine: str
    """Name of the recogniser's engine."""
    userdict: str
    """The user's dictionary for jieba."""
    aliases: str
    """The user's file of canonical names and aliases."""
    again: bool = False
    """Analyse once more what is loaded already."""
    issued: str | None = None
    """The day of the paper of all files, as the user wrote it."""
    table: Path | None = None
    """A table of days."""
    issued_pattern: str = ""
    """Where names of files hold a day."""
    cluster: Cluster | None = None
    """The Dask cluster that analyses the pages; None for worker processes of this machine."""

    @classmethod
    def of(cls, args: Args, settings: Settings, *, again: bool = False) -> Loading:
        """What a call with the options of `LOADING` asks for."""
        return cls(
            encoding=args.encoding,
            max_bytes=args.max_bytes,
            workers=args.workers,
            engine=engine_name(args.engine or settings.engine),
            userdict=settings.userdict,
            aliases=settings.aliases,
            again=again,
            issued=args.issued,
            table=args.table,
            issued_pattern=settings.issued_pattern,
            cluster=_cluster(args, settings),
        )

    def told(self) -> Told:
        """What the reader says of the papers' days.

        Raises:
            UsageError: It is no day, no table, no pattern.
        """
        from wxreader.library.dates import OPTION, Told, read_day, read_table

        return Told(
            issued=read_day(self.issued, OPTION) if self.issued else None,
            table=read_table(self.table) if self.table else None,
            pattern=self.issued_pattern,
        )


def _cluster(args: Args, settings: Settings) -> Cluster | None:
    if not getattr(args, "cluster", None):
        return None
    from wxreader.cluster.executor import Cluster

    return Cluster(
        address=args.cluster,
        workers=args.workers,
        shared_files=args.shared_files,
        ca=settings.cluster_ca,
        certificate=settings.cluster_cert,
        key=settings.cluster_key,
    )


@contextmanager
def _executor(cluster: Cluster | None) -> Iterator[DaskExecutor | None]:
    if cluster is None:
        yield None
        return
    from wxreader.cluster.executor import DaskExecutor

    with DaskExecutor(cluster) as executor:
        yield executor


def load_paths(library: Store, paths: Sequence[Path], loading: Loading) -> Report:
    """Load, bring the index up to date, and tell what is wrong with any of the files."""
    from wxreader.library.files import MAX_BYTES
    from wxreader.library.loader import Recognition, load

    told = loading.told()
    library.make()
    with (
        _executor(loading.cluster) as executor,
        progress_bar(_("loading"), executor.note if executor else None) as progress,
    ):
        report = load(
            library,
            paths,
            how=Recognition(loading.engine, loading.userdict, loading.aliases),
            encoding=loading.encoding,
            limit=loading.max_bytes or MAX_BYTES,
            workers=loading.workers,
            again=loading.again,
            progress=progress,
            executor=executor,
            told=told,
        )
    for _path, reason in report.failed:
        tell(reason)
    _index(library)
    for loaded in (*report.new, *report.changed):
        for sentence in _doubts(loaded):
            tell(sentence)
    return report


def tell_summary(report: Report) -> None:
    """One line on what a load did; none where no file could be read and each was named already."""
    if report.sources or not report.failed:
        tell(_summary(report))


def load_command(args: Args, settings: Settings) -> int:
    """`wxreader load`."""
    if args.explain:
        return _explain(args)
    report = load_paths(open_library(args), args.paths, Loading.of(args, settings, again=args.again))
    if args.json:
        from wxreader.cli.shapes import report_object

        print_json(report_object(report))
    else:
        tell_summary(report)
    return 1 if report.failed else 0


def _doubts(loaded: Loaded) -> list[str]:
    """Sentences on what the user should look at in a source."""
    sentences = []
    if "damaged-bytes" in loaded.doubts or loaded.confidence == "low":
        sentences.append(
            _(
                "{name}: read as {encoding}, but not all of it is; --encoding NAME says otherwise",
                name=loaded.name,
                encoding=loaded.encoding,
            )
        )
    if loaded.encoding == "mixed":
        sentences.append(
            _("{name}: its lines are in different encodings; each was read in its own", name=loaded.name)
        )
    if "cut-off" in loaded.doubts:
        sentences.append(
            _("{name}: it ends in the middle of a character; the file seems to be cut off", name=loaded.name)
        )
    if "mojibake" in loaded.doubts:
        sentences.append(
            _(
                "{name}: this looks like Chinese that was once read in a wrong encoding and saved so; "
                "it is kept as it is",
                name=loaded.name,
            )
        )
    return sentences


def _index(library: Store) -> None:
    """Bring the search index up to date; where that fails, searching reads the pages instead."""
    from wxreader.opening import index, is_indexed

    if is_indexed(library):
        return
    try:
        with progress_bar(_("indexing")) as progress:
            index(library, progress)
    except WxError as error:
        tell(str(error))


def _summary(report: Report) -> str:
    loaded = (*report.new, *report.changed)
    if not loaded and report.unchanged:
        return _("nothing new: {n} sources are in the library already", n=report.unchanged)
    if not loaded:
        return _("nothing was loaded")
    return _(
        "loaded {sources}, {articles}; {unchanged} unchanged, {failed} failed",
        sources=ngettext("{n} source", "{n} sources", len(loaded)),
        articles=ngettext("{n} article", "{n} articles", sum(x.articles for x in loaded)),
        unchanged=report.unchanged,
        failed=len(report.failed),
    )


def _explain(args: Args) -> int:
    """`wxreader load --explain`: what the analysis makes of every line; loads nothing."""
    from wxreader.cli.explain import explain
    from wxreader.library.files import MAX_BYTES, find_files, read_bytes
    from wxreader.press.sources import text_of

    status = 0
    for path in args.paths:
        try:
            for file in find_files(path):
                decoded = text_of(read_bytes(file, args.max_bytes or MAX_BYTES), str(file), args.encoding)
                explain(decoded, one_line(file.name), args.line)
        except LoadError as error:
            tell(str(error))
            status = 1
    return status


COMMANDS = (
    Subcommand(
        name="load",
        help=N_("load files and folders into the library"),
        run=load_command,
        options=(
            Option(names=("paths",), nargs="+", metavar="PATH", type=Path),
            Option(
                names=("--again",),
                action="store_true",
                default=False,
                help=N_("analyse again what is loaded already"),
            ),
            Option(
                names=("--explain",),
                action="store_true",
                default=False,
                help=N_("print each file with what the analysis makes of every line; loads nothing"),
            ),
            Option(
                names=("--line",),
                metavar="N",
                type=int,
                help=N_("with --explain: the cues of this line of the file and what each is worth"),
            ),
            Option(
                names=("--cluster",),
                metavar="ADDRESS",
                help=N_("analyse on a Dask cluster: local, tcp://HOST:PORT or tls://HOST:PORT"),
            ),
            Option(
                names=("--shared-files",),
                action="store_true",
                default=False,
                help=N_("the cluster's workers read the files themselves, by the same paths"),
            ),
            *LOADING,
            JSON,
        ),
    ),
)
