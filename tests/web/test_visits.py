"""Visits with the reader itself in them: what it may do, what it leaves, and whose library it reads."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Serve, Served, is_alive, text_until
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.web.options import ServeOptions
from wxreader.web.run import environment_of, recipe_of
from wxreader.web.users import User

ENTER = "\r"


def plain(text: str) -> str:
    """What was drawn, without where and in which colour."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z$]|\x1b\][^\x07]*\x07", "", text)


async def seen(socket: Any, wanted: str) -> str:
    """What a page is sent until a text has been drawn."""
    got = ""
    while wanted not in plain(got):
        try:
            message = await asyncio.wait_for(socket.receive(), 30.0)
        except TimeoutError:
            pytest.fail(f"{wanted!r} was not drawn, but {plain(got)[-700:]!r}")
        else:
            assert message.type.name in ("BINARY", "TEXT"), (wanted, plain(got)[-2000:])
            got += message.data.decode() if isinstance(message.data, bytes) else message.data
    return plain(got)


async def type_keys(socket: Any, *keys: str) -> None:
    """Press keys."""
    for key in keys:
        await socket.send_json(["stdin", key])


async def serve_reader(serve: Serve, library: Path, users: dict[str, User] | None = None) -> Served:
    """A server of the reader itself."""
    options = ServeOptions(library=str(library))
    folder = library.parent / "run"
    folder.mkdir(exist_ok=True)
    recipe = functools.partial(recipe_of, options, users or {}, folder)
    return await serve(users=users, recipe=recipe, limits={"ending": 5.0}, library=str(library))


@pytest.fixture
def folder(loaded: Path, tmp_path: Path) -> Path:
    """A library folder of the test's own, with the seeds in it."""
    path = tmp_path / "library"
    shutil.copytree(loaded, path)
    return path


async def test_a_bookmark_is_on_the_disk_when_the_server_stops_and_its_process_is_gone(
    serve: Serve, folder: Path
):
    served = await serve_reader(serve, folder)
    async with served.connect(served.cookie(), query="&width=140&height=40") as socket:
        await seen(socket, "16 articles")
        await type_keys(socket, "m")
        await seen(socket, "bookmarked")
        [pid] = served.pids()
        await served.parts.visits.stop()
        await text_until(socket, '["end", "stopping"]')
        assert not is_alive(pid)
    assert [a.kind for a in Library(folder).annotations.all()] == ["bookmark"]


async def test_a_reader_whose_server_is_killed_ends_by_itself(folder: Path):
    """SIGKILL of the server closes the pipe, and nothing else."""
    environment = {
        **environment_of(ServeOptions(library=str(folder)), "", os.environ),
        "COLUMNS": "100",
        "ROWS": "30",
    }
    command = recipe_of(ServeOptions(library=str(folder)), {}, folder.parent, "").command
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == b"__GANGLION__\n"
    child.stdin.close()
    await asyncio.to_thread(child.stdout.read)
    assert await asyncio.to_thread(child.wait, 20) == 0


async def test_what_cannot_be_read_does_not_make_the_reader_deaf(serve: Serve, folder: Path):
    served = await serve_reader(serve, folder)
    async with served.connect(served.cookie(), query="&width=140&height=40") as socket:
        await seen(socket, "16 articles")
        await type_keys(
            socket,
            "\ud83d",
            "\x1b[<99999999999;0;0M",
            "\x1b[200~" + "长" * 100_000 + "\x1b[201~",
            "\x1b]52;c;?\x07",
            "\x00",
        )
        await socket.send_json(["resize", {"width": 20, "height": 5}])
        await socket.send_json(["resize", {"width": 120, "height": 40}])
        await type_keys(socket, "?")
        await seen(socket, "narrow  Esc close")


async def test_no_editor_no_clipboard_tool_and_no_background_in_a_browser(
    serve: Serve, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Programs of those names would leave a file behind; a text is edited on a screen of the reader."""
    trap = tmp_path / "bin"
    trap.mkdir()
    for name in ("vi", "trap", "wl-copy", "xclip", "xsel", "pbcopy"):
        program = trap / name
        program.write_text(f"#!/bin/sh\ntouch {tmp_path}/trapped-$(basename $0)\n")
        program.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(trap / "trap"))
    monkeypatch.setattr("wxreader.web.run._PATH", f"{trap}:/usr/bin:/bin")
    served = await serve_reader(serve, folder)
    async with served.connect(served.cookie(), query="&width=140&height=40") as socket:
        await seen(socket, "16 articles")
        await type_keys(socket, ENTER)
        await seen(socket, "paragraph 1 of")
        await type_keys(socket, "\x1a")  # Ctrl+Z
        await seen(socket, "a browser has no background")
        await type_keys(socket, "V")
        await seen(socket, "copy")
        await type_keys(socket, "y")
        await seen(socket, "copied")
        await type_keys(socket, "E")
        await seen(socket, "Esc give up")
        await type_keys(socket, "添一句", "\x13")  # Ctrl+S
        await seen(socket, "paragraph edited")
    assert not list(tmp_path.glob("trapped-*"))
    [correction] = Library(folder).annotations.corrections()
    assert "主持会议并讲话。添一句" in str(correction)


async def test_an_export_is_a_download(serve: Serve, folder: Path):
    served = await serve_reader(serve, folder)
    cookie = served.cookie()
    async with served.connect(cookie, query="&width=140&height=40") as socket:
        await seen(socket, "16 articles")
        await type_keys(socket, "m")
        await seen(socket, "bookmarked")
        await type_keys(socket, "a")
        await seen(socket, "1 annotation")
        await type_keys(socket, "e")
        await seen(socket, "export what is listed here as")
        await type_keys(socket, ENTER)
        await seen(socket, "where to?")
        await type_keys(socket, ENTER)
        text = await seen(socket, '["download",')
        key = json.loads(text[text.index('["download"') :].split("]")[0] + "]")[1]
        status, body, headers = await served.ask(f"/download/{key}", headers=cookie)
        assert status == 200
        assert "坚定信心决心" in body
        assert re.search(r"filename\*=UTF-8''wxreader-[0-9-]+\.md$", headers["Content-Disposition"])
        await seen(socket, "the browser saves wxreader-")
    assert not list((folder.parent / "run").iterdir())


async def test_no_message_names_a_path_of_the_server(serve: Serve, folder: Path):
    """A note that cannot be written: the message names the file, not where it is."""
    served = await serve_reader(serve, folder)
    async with served.connect(served.cookie(), query="&width=200&height=40") as socket:
        await seen(socket, "16 articles")
        notes = folder / "annotations.json"
        notes.unlink(missing_ok=True)
        notes.mkdir()  # nobody can write a file over a folder
        await type_keys(socket, "m")
        text = await seen(socket, "annotations.json")
        assert str(folder.parent) not in text
        assert "/library" not in text


async def test_two_users_read_their_own_libraries_whatever_they_send(
    serve: Serve, folder: Path, tmp_path: Path
):
    """Every address and message tried: downloads, tabs, sizes, names of libraries, another's cookie name."""
    other = tmp_path / "others"
    dump = tmp_path / "dump.txt"
    dump.write_text("秘密会议纪要\n\n本报讯（记者王某）会议决定保密。\n", "utf-8")
    load(Library(other), [dump])
    users = {"anna": User("anna", "", str(folder)), "bo": User("bo", "", str(other))}
    served = await serve_reader(serve, tmp_path / "shared", users)
    anna, bo = served.cookie("anna"), served.cookie("bo")
    async with served.connect(anna, tab="the-same-tab", query="&width=140&height=40") as socket:
        await seen(socket, "16 articles")
    tries = [
        "&library=" + str(folder), "&user=anna", "&name=anna", "&tab=the-same-tab", "&session=anna",
        "&command=/bin/sh", "&WXREADER_LIBRARY=" + str(folder),
    ]  # fmt: skip
    for words in tries:
        async with served.connect(bo, tab="the-same-tab", query="&width=140&height=40" + words) as socket:
            await type_keys(socket, *(() if words != tries[0] else ("?", "q")))
            text = await seen(socket, "秘密会议纪要")
            assert "坚定信心决心" not in text
            for message in (
                ["open", str(folder)],
                ["meta", {"type": "library"}],
                ["stdin", {"library": str(folder)}],
            ):
                await socket.send_json(message)
            async with asyncio.timeout(20):
                while (await socket.receive()).type.name not in ("CLOSE", "CLOSED"):
                    pass
    for path in (
        "/download/annotations.json",
        f"/download/..%2f..%2f{folder}",
        f"/static/..%2f{folder}/catalogue.json",
        "/?user=anna",
    ):
        assert "坚定信心决心" not in (await served.ask(path, headers=bo))[1]
    for mark in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        assert (
            recipe_of(ServeOptions(library="x"), users, tmp_path, "anna").environment[mark]
            != (recipe_of(ServeOptions(library="x"), users, tmp_path, "bo").environment[mark])
        )


def test_the_server_ends_all_visits_on_sigterm_and_says_its_address_once(folder: Path):
    command = [sys.executable, "-m", "wxreader", "serve", "--port", "0", "--library", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert server.stdout is not None
    address = server.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}", address)
    server.send_signal(signal.SIGUSR1)
    another = server.stdout.readline().strip()
    assert another.split("=")[0] == address.split("=")[0]
    assert another != address
    server.terminate()
    rest, log = server.communicate(timeout=30)
    assert server.returncode == 0
    assert rest == ""
    assert "token" not in log


def test_a_visit_that_wants_too_much_memory_ends(folder: Path):
    """The limit of address space is set by the process itself, before anything is read."""
    command = [*recipe_of(ServeOptions(library=str(folder)), {}, folder, "").command]
    command[command.index("--address-space") + 1] = str(64 << 20)
    environment = {
        **environment_of(ServeOptions(library=str(folder)), "", os.environ),
        "COLUMNS": "80",
        "ROWS": "24",
    }
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=30, check=False
    )
    assert done.returncode != 0
