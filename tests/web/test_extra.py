"""The extra `web`: one sentence where it is missing, and not a line of it loaded by any other call."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.test_processes import modules_after
from wxreader.library.library import Library

SERVER = {"aiohttp", "argon2", "textual_serve"}


@pytest.mark.parametrize("missing", ["aiohttp", "textual_serve", "argon2"])
def test_without_the_extra_there_is_one_sentence(missing: str):
    code = f"import sys; sys.modules[{missing!r}] = None; from wxreader.cli import main\n"
    code += "sys.exit(main(['serve']))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "wxreader: serving needs the extra web: pip install 'wxreader[web]'\n"


@pytest.mark.parametrize("words", [["articles"], ["search", "长三角"], ["--show-keys"]])
def test_no_other_call_loads_the_server(library: Library, words: list[str]):
    code = "import sys; from wxreader.cli import main; assert main(sys.argv[1:]) == 0"
    assert not modules_after(code, "--library", str(library.path), *words) & SERVER


def test_the_reader_loads_no_server():
    assert not modules_after("import wxreader.tui.app") & SERVER


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--host", "0.0.0.0"], "--users FILE says who may read"),
        (["--cert", "c.pem"], "--cert and --key belong together"),
        (
            ["--host", "256.1.1.1", "--users", "nowhere.toml", "--behind-proxy", "--name", "wx.example.org"],
            "nowhere.toml",
        ),
    ],
)
def test_a_call_that_is_not_safe_ends_with_a_sentence(library: Library, words: list[str], sentence: str):
    command = [sys.executable, "-m", "wxreader", "serve", "--library", str(library.path), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_password_is_hashed_from_standard_input():
    command = [sys.executable, "-m", "wxreader", "serve", "--hash-password"]
    done = subprocess.run(command, input="长三角\n", capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert "长三角" not in done.stdout + done.stderr
