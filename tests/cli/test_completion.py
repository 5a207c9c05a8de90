"""Completion in the shells themselves, and the man page through groff."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.calls import call
from wxreader.cli.commands import all_commands
from wxreader.cli.commands.reader import READER
from wxreader.cli.completion import Shell, place_of, script
from wxreader.cli.manual import man_page


def offered(words: list[str]) -> set[str]:
    """What bash offers for the last of some words."""
    asked = f"""
{script(Shell.BASH, READER, all_commands())}
COMP_WORDS=({" ".join(f"'{word}'" for word in words)})
COMP_CWORD={len(words) - 1}
_wxreader
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["wxreader", "an"], {"annotate", "annotations"}),
        (["wxreader", "--library", "x", "se"], {"search", "serve"}),
        (["wxreader", "search", "无锡", "--so"], {"--sort"}),
        (["wxreader", "search", "--sort", ""], {"relevance", "date"}),
        (["wxreader", "--lang", "z"], {"zh"}),
        (["wxreader", "load", "--encoding", ""], set()),
        (["wxreader", "load", "--ag"], {"--again"}),
    ],
    ids=["command", "after an option", "option", "choices", "common option", "any value", "option of load"],
)
def test_bash_offers(words: list[str], expected: set[str]) -> None:
    assert offered(words) == expected


@pytest.mark.parametrize("shell", list(Shell))
def test_every_command_and_option_is_in_the_script_and_the_shell_reads_it(
    shell: Shell, tmp_path: Path
) -> None:
    text = script(shell, READER, all_commands())
    for command in all_commands():
        assert command.name in text
        for option in command.options:
            for name in option.names:
                assert option.is_positional or name.removeprefix("--") in text
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    path = tmp_path / "script"
    path.write_text(text, "utf-8")
    done = subprocess.run([program, "-n", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("shell", list(Shell))
def test_installing_writes_where_the_users_shell_looks(shell: Shell, tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "SHELL": f"/bin/{shell}"}
    done = call("--install-completion", "--lang", "en", **env)
    assert done.returncode == 0, done.stderr
    written = [p for p in tmp_path.rglob("*") if p.is_file() and "wxreader" in p.name]
    assert [p.read_text("utf-8") for p in written] == [script(shell, READER, all_commands())]
    assert str(written[0]) in done.stderr.decode()


def test_a_shell_that_is_not_known_is_named() -> None:
    done = call("--install-completion", SHELL="/bin/tcsh")
    assert done.returncode == 2
    assert "tcsh" in done.stderr.decode()


def test_the_place_follows_the_users_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert place_of(Shell.BASH) == Path("/data/bash-completion/completions/wxreader")


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_man_page_is_sound_and_has_every_option() -> None:
    page = man_page(READER, all_commands(), "1.0")
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-P-cbou"], input=page.encode(), capture_output=True, check=True
    )
    assert done.stderr == b""
    shown = done.stdout.decode()
    for command in all_commands():
        assert f"wxreader {command.name}" in shown
        assert all(option.is_positional or option.names[0] in shown for option in command.options)
    assert (ROOT / "docs" / "wxreader.1").exists()
