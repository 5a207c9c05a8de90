"""A cluster for the tests: one node for all of them, three where a test kills one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.shared.nodes import Node, missing, one_node, required, stop, three_nodes
from wxreader.opening import open_library
from wxreader.shared.library import SharedLibrary, as_shared

pytest.importorskip("opensearchpy")


def _unless_missing() -> None:
    reason = missing()
    if reason and required():
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """One node."""
    _unless_missing()
    started = one_node(tmp_path_factory.mktemp("node"))
    try:
        started.wait()
        yield started
    finally:
        stop([started])


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Node]]:
    """Three nodes: three JVMs, so only where somebody asks for them (`make shared`)."""
    _unless_missing()
    if not os.environ.get("WXREADER_THREE_NODES"):
        pytest.skip("three nodes are started where WXREADER_THREE_NODES is set: make shared")
    nodes = three_nodes(tmp_path_factory.mktemp("cluster"))
    try:
        for one in nodes:
            one.wait(3)
        yield nodes
    finally:
        stop(nodes)


def address_of(*nodes: Node, name: str) -> str:
    hosts = ",".join(f"127.0.0.1:{node.http}" for node in nodes)
    return f"opensearch+http://{hosts}/{name}"


def new_name() -> str:
    return f"t{secrets.token_hex(4)}"


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own: nothing waits in its journals."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def archive(node: Node, own_data: Path) -> SharedLibrary:
    """An archive of the test's own, with nothing in it."""
    return as_shared(open_library(address_of(node, name=new_name())))


@pytest.fixture
def again(archive: SharedLibrary) -> Callable[[str], SharedLibrary]:
    """The same archive as another process, or another user, has it."""

    def open_as(author: str = "") -> SharedLibrary:
        other = as_shared(open_library(archive.address))
        if author:
            other.annotations.author = author
        return other

    return open_as
