"""Loading on a Dask cluster: the library is the process pool's, whatever happens to workers and scheduler."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from wxreader.errors import LoadError, UsageError
from wxreader.library.library import Library
from wxreader.library.loader import Report, load

distributed = pytest.importorskip("distributed", reason="the extra wxreader[cluster] is not installed")

from tests.cluster import tasks  # noqa: E402  only where the extra is there
from wxreader.cluster.executor import Cluster, DaskExecutor  # noqa: E402

SEEDS = Path(__file__).parent.parent.parent / "seeds"
PAGES = 8
BEFORE = "本报讯（记者 王小明）5月12日，市委书记杜小刚在无锡调研。"


def pages_of(library: Library) -> dict[str, Any]:
    """Every page of a library, by name."""
    return {source.name: library.page(source.name) for source in library.sources()}


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """A few small pages, each with a text of its own."""
    folder = tmp_path / "dumps"
    folder.mkdir()
    for number in range(PAGES):
        text = f"无锡第{number}次代表团抵达日本\n{BEFORE}第{number}个项目开工。\n"
        (folder / f"page{number:02}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def on_cluster(tmp_path: Path) -> Callable[..., Report]:
    """Loads on a local cluster of two workers into `tmp_path/cluster`."""

    def run(folder: Path, task: Any = tasks.analyse_batch, **how: Any) -> Report:
        cluster = Cluster(address="local", workers=2, batch_pages=how.pop("batch_pages", 4), **how)
        library = Library(tmp_path / "cluster")
        library.make()
        with DaskExecutor(cluster, task) as executor:
            return load(library, [folder], executor=executor, progress=how.get("progress", lambda *_: None))

    return run


def test_the_cluster_makes_the_library_of_the_process_pool(
    tmp_path: Path, on_cluster: Callable[..., Report]
) -> None:
    report = on_cluster(SEEDS, batch_pages=2)
    assert (report.sources, report.articles, report.failed) == (5, 16, [])
    alone = Library(tmp_path / "pool")
    alone.make()
    load(alone, [SEEDS], workers=2)
    assert pages_of(Library(tmp_path / "cluster")) == pages_of(alone)
    assert on_cluster(SEEDS).unchanged == 5


def test_a_page_that_kills_its_worker_is_named_and_the_others_are_loaded(
    dumps: Path, on_cluster: Callable[..., Report]
) -> None:
    (dumps / "kill.txt").write_text(BEFORE, "utf-8")
    report = on_cluster(dumps, tasks.analyse_or_die)
    assert [Path(path).name for path, _ in report.failed] == ["kill.txt"]
    assert "ended its worker" in report.failed[0][1]
    assert len(report.new) == PAGES


def test_a_page_without_an_end_is_given_up(dumps: Path, on_cluster: Callable[..., Report]) -> None:
    (dumps / "hang.txt").write_text(BEFORE, "utf-8")
    report = on_cluster(dumps, tasks.analyse_or_die, batch_seconds=2.0, batch_pages=6)
    assert [Path(path).name for path, _ in report.failed] == ["hang.txt"]
    assert len(report.new) == PAGES


def test_a_worker_killed_in_the_middle_costs_nothing(tmp_path: Path, dumps: Path) -> None:
    library = Library(tmp_path / "cluster")
    library.make()
    with DaskExecutor(Cluster(address="local", workers=2, batch_pages=1), tasks.analyse_slowly) as executor:
        killed: list[int] = []

        def kill_one(done: int, total: int) -> None:
            if done and not killed:
                killed.extend(executor.worker_pids()[:1])
                os.kill(killed[0], signal.SIGKILL)

        report = load(library, [dumps], executor=executor, progress=kill_one)
    assert killed
    assert (len(report.new), report.failed) == (PAGES, [])


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], subprocess.Popen[bytes], str]]:
    """A scheduler and a worker's nanny in processes of their own, and the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    cli = [sys.executable, "-m", "distributed.cli"]
    quiet = {"cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    quiet["env"] = {**os.environ, "PYTHONPATH": str(SEEDS.parent)}
    port = address.rsplit(":", 1)[1]
    options = ["--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    first = subprocess.Popen([*cli[:2], "distributed.cli.dask_scheduler", *options], **quiet)  # type: ignore[call-overload]
    options = [address, "--nthreads", "1", "--no-dashboard", "--death-timeout", "20"]
    second = subprocess.Popen([*cli[:2], "distributed.cli.dask_worker", *options], **quiet)  # type: ignore[call-overload]
    try:
        with distributed.Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=60)
        yield first, second, address
    finally:
        for process in (second, first):
            process.terminate()
            process.wait(30)


def test_a_scheduler_killed_in_the_middle_leaves_a_library_that_a_further_load_completes(
    tmp_path: Path,
    dumps: Path,
    on_cluster: Callable[..., Report],
    scheduler: tuple[subprocess.Popen[bytes], subprocess.Popen[bytes], str],
) -> None:
    process, _nanny, address = scheduler
    library = Library(tmp_path / "cluster")
    library.make()
    with DaskExecutor(Cluster(address=address, batch_pages=1), tasks.analyse_slowly) as executor:

        def kill_scheduler(done: int, total: int) -> None:
            if done == 3:
                process.kill()

        with pytest.raises(LoadError, match="the scheduler is gone"):
            load(library, [dumps], executor=executor, progress=kill_scheduler)
    before = len(Library(tmp_path / "cluster").sources())
    assert before >= 3
    report = on_cluster(dumps)
    assert report.unchanged == before
    assert len(Library(tmp_path / "cluster").sources()) == PAGES


def test_workers_that_have_all_gone_are_not_waited_for(
    tmp_path: Path,
    dumps: Path,
    scheduler: tuple[subprocess.Popen[bytes], subprocess.Popen[bytes], str],
) -> None:
    _process, nanny, address = scheduler
    library = Library(tmp_path / "cluster")
    library.make()
    cluster = Cluster(address=address, batch_pages=1, lonely_seconds=1.0)
    with DaskExecutor(cluster, tasks.analyse_slowly) as executor:

        def end_the_workers(done: int, total: int) -> None:
            if done == 3:
                nanny.terminate()

        with pytest.raises(LoadError, match="no worker is left"):
            load(library, [dumps], executor=executor, progress=end_the_workers)
    assert len(Library(tmp_path / "cluster").sources()) >= 3


def test_a_worker_of_another_kind_is_refused_by_name(dumps: Path, on_cluster: Callable[..., Report]) -> None:
    with pytest.raises(LoadError, match=r"wxreader 0\.0\.1"):
        on_cluster(dumps, tasks.analyse_as_a_stranger)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("tcp://10.1.2.3:8786", "tls:// only"),
        ("http://127.0.0.1:1", "tcp://HOST:PORT"),
        ("tls://127.0.0.1:8786", "cluster_ca"),
        ("nonsense", "tcp://HOST:PORT"),
    ],
    ids=["another machine without TLS", "another scheme", "TLS without certificates", "no address"],
)
def test_a_wrong_address_is_a_sentence(address: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        DaskExecutor(Cluster(address=address))


def test_nobody_at_the_address_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wxreader.cluster.executor.CONNECT_SECONDS", 1)
    with pytest.raises(LoadError, match="no scheduler answers"):
        DaskExecutor(Cluster(address="tcp://127.0.0.1:1"))
