"""Real OpenSearch nodes for tests.

A JVM each, on the loopback, data in a folder of the test's, so that one can be killed.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1] / "support" / "opensearch"
MEMORY = "-Xmx512m"
START_SECONDS = 180
REQUIRED = "WXREADER_REQUIRE_OPENSEARCH"


def missing() -> str:
    """Why no node can be started here; empty where one can."""
    gone = [tool for tool in ("java", "mvn") if shutil.which(tool) is None]
    return f"no {' and no '.join(gone)} on this machine: a shared archive is not tested" if gone else ""


def classpath() -> str:
    """The launcher, compiled, and what it needs, fetched once by Maven."""
    target = PROJECT / "target"
    target.mkdir(exist_ok=True)
    with (target / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = target / "classpath.txt"
        made_from = [PROJECT / "pom.xml", *PROJECT.glob("src/**/*.java")]
        if not told.exists() or told.stat().st_mtime < max(p.stat().st_mtime for p in made_from):
            told.unlink(missing_ok=True)
            goals = ["compile", "dependency:build-classpath", "-Dmdep.outputFile=target/classpath.txt"]
            subprocess.run(["mvn", "-q", "-B", *goals], cwd=PROJECT, check=True, timeout=600)
        return f"{target / 'classes'}:{told.read_text('utf-8').strip()}"


def free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def get(port: int, path: str, method: str = "GET", body: Any = None, seconds: float = 5) -> Any:
    """An answer of a node, asked without wxreader."""
    sent = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", sent, {"content-type": "application/json"}, method=method
    )
    with urllib.request.urlopen(request, timeout=seconds) as answer:
        return json.loads(answer.read() or b"null")


def wait_for(true: Callable[[], bool], seconds: float = START_SECONDS) -> None:
    """Until something is so; fails where it does not become so."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if true():
                return
        except (OSError, ValueError):  # not there yet
            pass
        time.sleep(0.1)
    raise AssertionError("it did not come to be in time")


@dataclass
class Node:
    """A node, running or killed."""

    home: Path
    http: int
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        (self.home / "config").mkdir(parents=True, exist_ok=True)
        given = [f"{key}={value}" for key, value in self.settings.items()]
        command = [
            "java",
            MEMORY,
            "-cp",
            classpath(),
            "TestNode",
            str(self.home),
            f"http.port={self.http}",
            *given,
        ]
        with (self.home / "node.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.home)

    def wait(self, nodes: int = 1) -> None:
        """Until it answers, in a cluster of so many nodes."""

        def ready() -> bool:
            assert self.process is not None
            assert self.process.poll() is None, (self.home / "node.log").read_text("utf-8")[-2000:]
            return bool(get(self.http, "/_cluster/health")["number_of_nodes"] >= nodes)

        wait_for(ready)

    def signal(self, number: int) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        """SIGKILL: what was not on the disk is gone."""
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait()
            self.process = None


def one_node(home: Path) -> Node:
    """A node that is a cluster alone."""
    http, transport = free_ports(2)
    node = Node(home, http, {"transport.port": str(transport), "discovery.type": "single-node", **_OF_ALL})
    node.start()
    return node


_OF_ALL = {"cluster.routing.allocation.disk.threshold_enabled": "false", "action.auto_create_index": "false"}


def three_nodes(home: Path) -> list[Node]:
    """Three nodes that are one cluster."""
    ports = free_ports(6)
    names = ["a", "b", "c"]
    hosts = ",".join(f"127.0.0.1:{port}" for port in ports[3:])
    nodes = []
    for name, http, transport in zip(names, ports[:3], ports[3:], strict=True):
        settings = {
            **_OF_ALL,
            "node.name": name,
            "cluster.name": "tests",
            "transport.port": str(transport),
            "discovery.seed_hosts": hosts,
            "cluster.initial_cluster_manager_nodes": ",".join(names),
            "cluster.follower_lag.timeout": "20s",
        }
        node = Node(home / name, http, settings)
        node.start()
        nodes.append(node)
    return nodes


def stop(nodes: Sequence[Node]) -> None:
    for node in nodes:
        node.kill()


def required() -> bool:
    return bool(os.environ.get(REQUIRED))
