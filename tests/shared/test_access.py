"""Addresses, secrets and what is not installed: no server is needed for these."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wxreader.errors import UsageError
from wxreader.shared.address import ArchiveAddress, read_address
from wxreader.shared.credentials import Credentials, find_credentials

WHERE = read_address("opensearch://archive.example.org:9200/daily")


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No user in the environment, no ~/.netrc."""
    for name in ("WXREADER_OPENSEARCH_USER", "WXREADER_OPENSEARCH_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


def test_an_address_names_nodes_and_a_library() -> None:
    found = read_address("opensearch://a,b:9201/daily_2")
    assert found == ArchiveAddress(hosts=(("a", 9200), ("b", 9201)), name="daily_2", encrypted=True)
    assert read_address(str(found)) == found
    assert read_address("opensearch+http://[::1]:9200/x").on_this_machine


WRONG = """
opensearch://
opensearch://host
opensearch://host/
opensearch://host/UPPER
opensearch://host/a/b
opensearch://host/../x
opensearch://ho st/x
opensearch://host:port/x
opensearch://host/_all
opensearch://host/*
""".strip().splitlines()


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_address_is_told(wrong: str) -> None:
    with pytest.raises(UsageError, match="opensearch://HOST:PORT/NAME"):
        read_address(wrong)


def test_no_password_in_an_address_and_no_plain_http_to_another_machine() -> None:
    with pytest.raises(UsageError, match="no user or password") as told:
        read_address("opensearch://lan:geheim@host/x")
    assert "geheim" not in str(told.value)
    with pytest.raises(UsageError, match="this machine alone"):
        read_address("opensearch+http://host:9200/x")


def test_user_and_password_come_from_the_environment_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WXREADER_OPENSEARCH_USER", "lan")
    monkeypatch.setenv("WXREADER_OPENSEARCH_PASSWORD", "geheim")
    found = find_credentials(WHERE, "other", "false")
    assert found == Credentials("lan", "geheim")
    assert "geheim" not in repr(found)


def test_then_from_the_settings_command() -> None:
    assert find_credentials(WHERE, "lan", "printf 'ge heim\\nsecond line'") == Credentials("lan", "ge heim")
    with pytest.raises(UsageError, match="password_command failed"):
        find_credentials(WHERE, "lan", "false")


def test_then_from_netrc(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine archive.example.org login mei password geheim\n")
    (tmp_path / "netrc").chmod(0o600)
    assert find_credentials(WHERE) == Credentials("mei", "geheim")
    assert find_credentials(WHERE, "lan") == Credentials("lan")


def test_without_a_user_notes_are_the_machines_users() -> None:
    assert find_credentials(WHERE).author
    assert Credentials("lan", "x").author == "lan"


def run(code: str, *, hide: str = "") -> subprocess.CompletedProcess[str]:
    """Python that runs code, with some packages not to be found."""
    hidden = f"import sys; sys.modules.update(dict.fromkeys({hide.split()!r}))\n" if hide else ""
    return subprocess.run([sys.executable, "-c", hidden + code], capture_output=True, text=True, check=False)


MAIN = "import sys; from wxreader.cli import main; sys.exit(main({words!r}))"


def test_without_the_extra_the_address_says_which() -> None:
    for words in (["articles", "--library", "opensearch://host/x"], ["copy", ".", "opensearch://host/x"]):
        done = run(MAIN.format(words=words), hide="opensearchpy")
        assert done.returncode == 2
        assert "pip install 'wxreader[opensearch]'" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    done = run(MAIN.format(words=["load", "--cluster", "local", "."]), hide="dask distributed")
    assert "wxreader[cluster]" in done.stderr


def test_nothing_of_it_is_imported_for_a_folder(tmp_path: Path) -> None:
    words = ["articles", "--library", str(tmp_path)]
    names = ("opensearchpy", "distributed", "dask", "wxreader.shared")
    told = f"\nprint([m for m in sys.modules if m.startswith({names!r})])"
    done = run(f"import sys\nfrom wxreader.cli import main\nmain({words!r}){told}")
    assert done.stdout.strip() == "[]"


def test_insecure_is_for_this_machine_alone() -> None:
    from wxreader.shared.connection import Connection

    with pytest.raises(UsageError, match="this machine alone"):
        Connection(WHERE, Credentials(), insecure=True)
