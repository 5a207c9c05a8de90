"""A Dask cluster as the loader's executor: batches of pages, a bounded number at a time, in order.

A scheduler costs about a millisecond and ten kilobytes a task, so that a page a task is too small
(dask/distributed#181). Jobs can hang when a worker is lost (dask/distributed#4001), so that each
batch has a time. What is loaded already is known by its hash; nothing of that is left to Dask.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from wxreader.errors import LoadError, UsageError
from wxreader.i18n import _
from wxreader.library.files import read_bytes
from wxreader.library.loader import Job, Recognition
from wxreader.model import Page

try:
    import dask
    from distributed import Client, LocalCluster, Security
    from distributed.scheduler import KilledWorker
except ImportError:
    raise UsageError(_("--cluster needs an extra: pip install 'wxreader[cluster]'")) from None

from wxreader.cluster.tasks import StrangerError, analyse_batch, identity

AHEAD = 2
"""Batches in flight for each worker: one that it does, one that waits there (chosen)."""
CONNECT_SECONDS = 20
"""How long the scheduler has for its first answer."""
FAILURES = 1
"""Workers that a batch may lose before it is split: a lost worker is bad luck once, not twice."""
_LOOK_SECONDS = 2.0
"""Between two looks at whether there still is a worker (chosen)."""
RETRIES = 2
"""Times that a single page is tried again after its worker was lost or its time was over."""
Task = Callable[[Sequence[Job], Sequence[bytes | None], Recognition, str], list[Page | str]]
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Which cluster, and how pages go there."""

    address: str
    """`local`, `tcp://HOST:PORT` (loopback only) or `tls://HOST:PORT`."""
    workers: int = 0
    """Worker processes of a local cluster; 0 for one a core."""
    shared_files: bool = False
    """The workers read the files themselves, by the loader's paths, instead of being sent the bytes."""
    ca: str = ""
    """TLS: the file of the authority that signed the scheduler's certificate."""
    certificate: str = ""
    """TLS: the loader's own certificate."""
    key: str = ""
    """TLS: the loader's own key."""
    batch_pages: int = 100
    """Pages a task, 50 to 200."""
    batch_seconds: float = 300.0
    """Seconds after which a batch is given up and split."""
    lonely_seconds: float = 60.0
    """Seconds without any worker after which nobody is waited for any more."""


@dataclass(frozen=True, slots=True)
class _Batch:
    jobs: tuple[Job, ...]
    future: Any
    """The `distributed.Future` of its pages."""
    tried: int = 0
    """How often these pages were given up before."""


def _security(cluster: Cluster) -> Security | None:
    scheme = urlsplit(cluster.address).scheme
    if scheme == "tls":
        if not (cluster.ca and cluster.certificate and cluster.key):
            raise UsageError(
                _("{address}: cluster_ca, cluster_cert and cluster_key in the settings name the certificates",
                  address=cluster.address)
            )  # fmt: skip
        return Security(
            tls_ca_file=cluster.ca,
            tls_client_cert=cluster.certificate,
            tls_client_key=cluster.key,
            require_encryption=True,
        )
    if scheme != "tcp" or not urlsplit(cluster.address).hostname:
        raise UsageError(
            _("{address}: a cluster is local, tcp://HOST:PORT or tls://HOST:PORT", address=cluster.address)
        )
    if urlsplit(cluster.address).hostname not in LOOPBACK:
        raise UsageError(
            _("{address}: a scheduler runs whatever it is sent; another machine's is reached by tls:// only",
              address=cluster.address)
        )  # fmt: skip
    return None


class DaskExecutor:
    """Analyses pages on a cluster. A context manager: leaving it closes what it opened.

    Args:
        cluster: Which, and how.
        task: What runs on a worker; importable there.

    Raises:
        UsageError: The address or the certificates are wrong.
        LoadError: Nobody answers at the address, or its workers are not of the loader's kind.
    """

    def __init__(self, cluster: Cluster, task: Task = analyse_batch) -> None:
        self._how = cluster
        self._task = task
        self._local: LocalCluster | None = None
        self._pages = 0
        self._since = time.monotonic()
        self._expected = ""
        security = None if cluster.address == "local" else _security(cluster)
        try:
            self._client = self._connect(security)
        except (OSError, TimeoutError, ValueError) as error:
            reason = str(error).split("\n")[0]
            raise LoadError(
                _("{address}: no scheduler answers ({reason})", address=cluster.address, reason=reason)
            ) from None

    def _connect(self, security: Security | None) -> Client:
        if self._how.address != "local":
            return Client(self._how.address, security=security, timeout=CONNECT_SECONDS, set_as_default=False)
        with dask.config.set({"distributed.scheduler.allowed-failures": FAILURES}):
            self._local = LocalCluster(
                n_workers=self._how.workers or None,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs=50,
            )
        return Client(self._local, timeout=CONNECT_SECONDS, set_as_default=False)

    def __enter__(self) -> DaskExecutor:
        return self

    def __exit__(self, *error: object) -> None:
        with suppress(Exception):
            self._client.close(timeout=5)
        if self._local is not None:
            with suppress(Exception):
                self._local.close(timeout=10)

    def note(self) -> str:
        """Workers and their pages a second until now, for the progress bar."""
        seconds = max(time.monotonic() - self._since, 1e-3)
        return _("{n} workers · {speed:.1f} pages/s", n=self._workers(), speed=self._pages / seconds)

    def _workers(self) -> int:
        with suppress(Exception):
            return len(self._client.scheduler_info(n_workers=-1)["workers"])
        return 0

    def worker_pids(self) -> list[int]:
        """Process numbers of the workers, on their machines."""
        return list(self._client.run(os.getpid).values())

    def analyse(self, jobs: Sequence[Job], how: Recognition) -> Iterator[tuple[Job, Page | str]]:
        """Pages of the jobs, in their order.

        Raises:
            LoadError: The scheduler is gone, or a worker is not of the loader's kind. What was
                given before is complete.
        """
        self._check_workers(how)
        self._since = time.monotonic()
        waiting = iter(jobs)
        flight: deque[_Batch] = deque()
        while True:
            while len(flight) < AHEAD * max(1, self._workers()):
                batch = tuple(islice(waiting, self._how.batch_pages))
                if not batch:
                    break
                flight.append(self._submit(batch, how))
            if not flight:
                return
            yield from self._settled(flight.popleft(), how)

    def _check_workers(self, how: Recognition) -> None:
        try:
            self._expected = identity(how)
        except OSError as error:
            raise LoadError(str(error)) from None
        try:
            found = self._client.run(identity, how, on_error="return")
        except (OSError, TimeoutError, CancelledError):
            raise self._gone() from None
        for worker, answer in found.items():
            if answer != self._expected:
                raise self._stranger(str(worker), str(answer))

    def _stranger(self, worker: str, answer: str) -> LoadError:
        return LoadError(
            _("{worker} has “{theirs}”, this is “{ours}”: install the same on all, with the same lists",
              worker=worker, theirs=answer, ours=self._expected)
        )  # fmt: skip

    def _gone(self) -> LoadError:
        return LoadError(
            _("{address}: the scheduler is gone; what is loaded is kept, the same call goes on from there",
              address=self._how.address)
        )  # fmt: skip

    def _submit(self, jobs: tuple[Job, ...], how: Recognition, tried: int = 0) -> _Batch:
        contents: list[bytes | None] = [None] * len(jobs)
        if not self._how.shared_files:
            contents = [_content(job) for job in jobs]
        if self._client.status != "running":
            raise self._gone()
        future = self._client.submit(self._task, jobs, contents, how, self._expected, pure=False)
        return _Batch(jobs, future, tried)

    def _settled(self, batch: _Batch, how: Recognition) -> Iterator[tuple[Job, Page | str]]:
        """A batch's pages; in halves where it was given up, down to the page that is the cause."""
        try:
            pages = self._wait_for(batch.future)
        except KilledWorker:
            reason = _("analysing it ended its worker process (out of memory?)")
        except TimeoutError:
            self._give_up(batch)
            reason = _("analysing it took more than {n} seconds", n=int(self._how.batch_seconds))
        except StrangerError as error:
            raise self._stranger(_("a worker"), str(error)) from None
        except (OSError, CancelledError):
            raise self._gone() from None
        else:
            self._pages += len(pages)
            yield from zip(batch.jobs, pages, strict=True)
            return
        yield from self._again(batch, how, reason)

    def _wait_for(self, future: Any) -> list[Page | str]:
        """The pages of a batch.

        Raises:
            TimeoutError: They took too long.
            LoadError: No worker is left to make them.
        """
        start = last_seen = time.monotonic()
        while True:
            try:
                pages: list[Page | str] = future.result(timeout=min(_LOOK_SECONDS, self._how.batch_seconds))
                return pages
            except TimeoutError:
                now = time.monotonic()
                if now - start >= self._how.batch_seconds:
                    raise
                last_seen = now if self._workers() else last_seen
                if now - last_seen >= self._how.lonely_seconds:
                    raise self._deserted() from None

    def _deserted(self) -> LoadError:
        return LoadError(
            _("{address}: no worker is left; what is loaded is kept, the same call goes on from there",
              address=self._how.address)
        )  # fmt: skip

    def _again(self, batch: _Batch, how: Recognition, reason: str) -> Iterator[tuple[Job, Page | str]]:
        if len(batch.jobs) == 1:
            job = batch.jobs[0]
            if batch.tried >= RETRIES:
                yield job, _("{path}: {reason}", path=job.path, reason=reason)
                return
            yield from self._settled(self._submit(batch.jobs, how, batch.tried + 1), how)
            return
        middle = len(batch.jobs) // 2
        halves = [self._submit(part, how) for part in (batch.jobs[:middle], batch.jobs[middle:])]
        for half in halves:
            yield from self._settled(half, how)

    def _give_up(self, batch: _Batch) -> None:
        """Forget a batch whose time is over, and start anew the worker that is stuck with it."""
        with suppress(Exception):
            stuck = [w for w, keys in self._client.processing().items() if batch.future.key in keys]
            batch.future.cancel(force=True)
            self._client.restart_workers(stuck, timeout=CONNECT_SECONDS, raise_for_error=False)


def _content(job: Job) -> bytes | None:
    """A file's bytes; None where it cannot be read: whoever analyses it says why."""
    try:
        return read_bytes(job.file, job.limit)
    except LoadError:
        return None
