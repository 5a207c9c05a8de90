"""Loading: files into the library, what is new or changed only, page by page, over worker processes.

A page's file is written before the catalogue speaks of it, so that a loader killed at any moment
leaves a library that opens and that a further load completes.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Protocol

from wxreader.atomic import sweep_temporaries
from wxreader.dating.page import NOTHING, Given, redate, revalued
from wxreader.entities.canonical import canonical, load_aliases
from wxreader.entities.engine import DEFAULT_ENGINE, get_engine
from wxreader.entities.recognise import recognise_articles
from wxreader.errors import DecodeError, LoadError, NotFoundError, WxError
from wxreader.i18n import _
from wxreader.library.dates import Told, day_of_file, given_before, needs_dates
from wxreader.library.files import MAX_BYTES, find_files, printable_name, read_bytes
from wxreader.library.library import rows_of
from wxreader.library.shelves import SHELF_SOURCES
from wxreader.library.store import Store
from wxreader.library.workers import worker_pool
from wxreader.model import Page, Row, Source
from wxreader.press.page import read_page
from wxreader.press.sources import text_of
from wxreader.press.told import told_by_source

COMMIT_SECONDS = 2.0
"""How often the catalogue is written while loading, at the least."""
PUBLISH_ROWS, PUBLISH_SHARE = 4000, 8
"""Articles, and part of the library (one in so many), after which readers see what was loaded:
orders are sorted then.
"""
IN_FLIGHT, CHUNK = 64, 4
"""Chunks of files that are with the workers at a time, and files of one: neither jobs nor pages pile up."""
MOST_A_CORE = 4
"""Worker processes for each core, at the most (chosen: more wait for each other, and memory runs out)."""
PARALLEL_FROM = 12
"""Files from which worker processes pay for their start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A source that was loaded."""

    name: str
    articles: int
    encoding: str
    confidence: str
    form: str
    doubts: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Report:
    """What a load did."""

    new: list[Loaded] = field(default_factory=list)
    changed: list[Loaded] = field(default_factory=list)
    unchanged: int = 0
    unchanged_articles: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    """(path, one sentence)."""

    @property
    def sources(self) -> int:
        """Sources that the call's paths stand for in the library."""
        return len(self.new) + len(self.changed) + self.unchanged

    @property
    def articles(self) -> int:
        """Articles of those sources."""
        return self.unchanged_articles + sum(x.articles for x in (*self.new, *self.changed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to be analysed."""

    path: str
    """As messages name it."""
    file: Path
    name: str
    sha256: str
    limit: int
    encoding: str | None = None
    latest: date | None = None
    """The file's day: nothing on the page is later; None for today."""
    given: Given = NOTHING
    """The reader's word on the day of the paper."""
    told: tuple[tuple[str, str], ...] = ()
    """The reader's word on parts of the page."""


@lru_cache(maxsize=1)
def engine_of(name: str, userdict: str):  # type: ignore[no-untyped-def]
    """The engine of this process, made once."""
    return get_engine(name, userdict)


@dataclass(frozen=True, slots=True)
class Recognition:
    """How names are found."""

    engine: str = DEFAULT_ENGINE
    """Name of the recogniser's engine."""
    userdict: str = ""
    """The user's dictionary for jieba."""
    aliases: str = ""
    """The user's file of canonical names and aliases."""


def make_page(job: Job, how: Recognition = Recognition()) -> Page | str:
    """Analyse one file; a sentence instead of a page where it is not text."""
    try:
        data = read_bytes(job.file, job.limit)  # again rather than kept: 100,000 files are more than memory
    except LoadError as error:
        return str(error)
    return page_of(job, data, how)


def page_of(job: Job, data: bytes, how: Recognition = Recognition()) -> Page | str:
    """Analyse the bytes of one file; a sentence instead of a page where they are not text."""
    if hashlib.sha256(data).hexdigest() != job.sha256:
        return _("{path}: it changed while it was being loaded; load it again", path=job.path)
    try:
        decoded = text_of(data, job.path, job.encoding)
        page = read_page(
            decoded, job.name, job.sha256, job.path, latest=job.latest, given=job.given, told=job.told
        )
    except (DecodeError, LoadError) as error:
        return str(error)
    engine = engine_of(how.engine, how.userdict)
    named = canonical(recognise_articles(page.articles, engine), load_aliases(how.aliases))
    source = replace(page.source, engine=how.engine)
    return replace(page, source=source, articles=tuple(map(revalued, named)))


def _at_most(workers: int) -> int:
    """Worker processes: as many as asked for, but no more than make sense; one a core for 0."""
    cores = os.cpu_count() or 1
    return min(workers, MOST_A_CORE * cores) if workers > 0 else cores


def _analyse(jobs: list[Job], workers: int, how: Recognition) -> Iterator[tuple[Job, Page | str]]:
    """Pages of the jobs, in their order; by worker processes where there are enough of them."""
    work = partial(make_page, how=how)
    if workers <= 1 or len(jobs) < PARALLEL_FROM:
        yield from ((job, work(job)) for job in jobs)
        return
    try:
        with worker_pool(workers) as pool:
            yield from _sliding(pool, work, jobs)
    except BrokenProcessPool:
        raise LoadError(_("a worker process died (out of memory?); load again with --workers 1")) from None


def _sliding(
    pool: ProcessPoolExecutor, work: Callable[[Job], Page | str], jobs: list[Job]
) -> Iterator[tuple[Job, Page | str]]:
    """Jobs done by a pool, in their order, a bounded number of them at a time."""
    waiting: deque[tuple[list[Job], Future[list[Page | str]]]] = deque()
    for at in range(0, len(jobs), CHUNK):
        chunk = jobs[at : at + CHUNK]
        waiting.append((chunk, pool.submit(_each, work, chunk)))
        if len(waiting) >= IN_FLIGHT:
            first, done = waiting.popleft()
            yield from zip(first, done.result(), strict=True)
    for chunk, done in waiting:
        yield from zip(chunk, done.result(), strict=True)


def _each(work: Callable[[Job], Page | str], chunk: list[Job]) -> list[Page | str]:
    return [work(job) for job in chunk]


class Executor(Protocol):
    """Who analyses pages, other than this machine's processes: a cluster."""

    def analyse(self, jobs: Sequence[Job], how: Recognition) -> Iterator[tuple[Job, Page | str]]:
        """Pages of the jobs, in their order."""


def _pages(
    jobs: list[Job], workers: int, how: Recognition, executor: Executor | None
) -> Iterator[tuple[Job, Page | str]]:
    return executor.analyse(jobs, how) if executor else _analyse(jobs, workers, how)


class _Names:
    """Which name a file's source has: its file name, or with the folder's where another paper page has that
    already.
    """

    def __init__(self, library: Store) -> None:
        self.library = library
        self._planned: dict[str, Source] = {}
        """Sources of this load, by name."""

    def find(self, path: Path, sha256: str, text: Callable[[], str]) -> tuple[str, Source | None]:
        """The name, and the source that has it now."""
        name = printable_name(path)
        known = self._known(name)
        if known is None or known.sha256 == sha256 or known.path == str(path) or self._alike(known, text()):
            return name, known
        name = f"{path.parent.name}/{name}"
        known = self._known(name)
        if known is not None and known.sha256 != sha256 and known.path != str(path):
            folder = hashlib.sha256(str(path.parent).encode("utf-8", "backslashreplace")).hexdigest()
            name = f"{folder[:6]}/{printable_name(path)}"
        return name, self._known(name)

    def plan(self, source: Source) -> None:
        """Keep a name for a file of this load."""
        self._planned[source.name] = source

    def _known(self, name: str) -> Source | None:
        planned = self._planned.get(name)
        if planned is not None:
            return planned
        found = self.library.source(name)
        return found[0] if found is not None else None

    def _alike(self, known: Source, text: str) -> bool:
        """Whether a file of the same name from another folder is the same page, corrected:
        half of its wording is there.
        """
        try:
            before = self.library.page(known.name).raw
        except NotFoundError:  # it is of this load, and comes before
            before = _text(read_bytes(Path(known.path)), None)
        old, new = _shingles(before), _shingles(text)
        return bool(old and new) and len(old & new) >= 0.5 * min(len(old), len(new))


def _shingles(text: str) -> set[str]:
    chars = "".join(text[:40_000].split())
    return {chars[i : i + 6] for i in range(max(0, len(chars) - 5))}


def _collect(paths: Iterable[Path], report: Report) -> list[Path]:
    """All files that the paths stand for, each once; what does not exist goes into the report."""
    files: dict[Path, None] = {}
    for path in paths:
        try:
            files.update(dict.fromkeys(p.absolute() for p in find_files(path)))
        except LoadError as error:
            report.failed.append((str(path), str(error)))
    return list(files)


def _plan(
    files: list[Path],
    library: Store,
    report: Report,
    limit: int,
    encoding: str | None,
    again: bool,
    engine: str,
    told: Told,
) -> tuple[list[tuple[Job, bool]], list[Job]]:
    """What is to be analysed, with whether it replaces a source; and what only gets its dates anew."""
    names = _Names(library)
    redated: list[Job] = []
    out: list[tuple[Job, bool]] = []
    said = told_by_source(library.annotations.corrections())
    for path in files:
        try:
            data = read_bytes(path, limit)
        except LoadError as error:
            report.failed.append((str(path), str(error)))
            continue
        if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
            report.failed.append((str(path), _("{path}: there is no text in this file", path=path)))
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        name, known = names.find(path, sha256, partial(_text, data, encoding))
        same = known is not None and known.sha256 == sha256 and known.engine in ("", engine)
        given, source_path = told.given(path), str(path).encode("utf-8", "backslashreplace").decode()
        job = Job(
            path=source_path, file=path, name=name, sha256=sha256, limit=limit, encoding=encoding,
            latest=day_of_file(path), given=given_before(given, known), told=said.get(name, ()),
        )  # fmt: skip
        if known is not None and same and not again and (not encoding or encoding == known.encoding):
            if needs_dates(known, given):
                redated.append(job)
                continue
            report.unchanged += 1
            report.unchanged_articles += library.article_count(name)
            continue
        names.plan(Source(name=name, sha256=sha256, path=source_path))
        out.append((job, known is not None))
    return out, redated


def _redated(library: Store, jobs: Iterable[Job]) -> Iterator[tuple[Job, Page | str]]:
    """Pages that are analysed already, their dates anew; a sentence where one is damaged."""
    for job in jobs:
        try:
            yield job, redate(library.stored_page(job.name), job.latest or date.today(), job.given)
        except WxError as error:
            yield job, str(error)


def _text(data: bytes, encoding: str | None) -> str:
    try:
        return text_of(data, "", encoding).text
    except DecodeError:
        return ""


def _loaded(page: Page) -> Loaded:
    """What the report says of a source."""
    return Loaded(
        name=page.source.name, articles=len(page.articles), encoding=page.source.encoding,
        confidence=page.source.encoding_confidence, form=page.source.form, doubts=page.source.doubts,
    )  # fmt: skip


def load(
    library: Store,
    paths: Iterable[Path],
    *,
    how: Recognition = Recognition(),
    encoding: str | None = None,
    limit: int = MAX_BYTES,
    workers: int = 0,
    again: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    executor: Executor | None = None,
    told: Told | None = None,
) -> Report:
    """Load files and folders into a library.

    Args:
        library: Where to.
        paths: Files and folders; every one is tried, whatever happens to the others.
        how: How names are found; a page whose names another engine found is analysed again.
        encoding: The user's word on the files' encoding.
        limit: Largest file, in bytes.
        workers: Worker processes; 0 for one a core.
        again: Analyse what is loaded already once more.
        progress: Called with (files done, files to do).
        executor: Who analyses the pages; worker processes of this machine where it is None.
        told: What the reader says of the papers' days.

    Raises:
        StoreError: The library cannot be written.
    """
    report = Report()
    files = _collect(paths, report)
    told = told or Told()
    plan, redated = _plan(files, library, report, limit, encoding, again, how.engine, told)
    report.failed += told.problems()
    if not plan and not redated:
        return report
    with library.writing():
        sweep_temporaries(library.path / "pages")
        sweep_temporaries(library.path / "shelves")
        sweep_temporaries(
            library.path, "catalogue.json"
        )  # the user's file has another lock, and may be being written
        pending: list[tuple[Source, list[Row]]] = []
        written, unseen = time.monotonic(), 0
        replaces = {job.name: changed for job, changed in plan} | {job.name: True for job in redated}
        progress(0, len(plan) + len(redated))
        try:
            analysed = _pages([j for j, _ in plan], _at_most(workers), how, executor)
            for done, (job, page) in enumerate(chain(analysed, _redated(library, redated)), 1):
                if isinstance(page, str):
                    report.failed.append((job.path, page))
                else:
                    library.write_page(page)
                    page = library.corrected(page)
                    pending.append((page.source, rows_of(page)))
                    (report.changed if replaces[job.name] else report.new).append(_loaded(page))
                if len(pending) >= SHELF_SOURCES or (pending and time.monotonic() - written > COMMIT_SECONDS):
                    unseen += sum(len(rows) for _source, rows in pending)
                    due = unseen > max(PUBLISH_ROWS, len(library.rows()) // PUBLISH_SHARE)
                    library.write_catalogue(pending, publish=due)
                    pending, written = [], time.monotonic()
                    unseen = 0 if due else unseen
                progress(done, len(plan) + len(redated))
        finally:  # also where the executor is gone or the user stops it: what was written is known
            library.write_catalogue(pending)
    return report
