"""The server against strangers and against browsers that misbehave; an echo stands in for the reader."""

from __future__ import annotations

import asyncio
import gc
import json
import os
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.web.conftest import (
    TAB,
    Serve,
    Served,
    close_code,
    is_alive,
    own_descriptors,
    quick_hash,
    text_until,
    until,
)
from tests.web.echo import FILE, KEY
from wxreader.web.options import Limits
from wxreader.web.users import User

GRACE = Limits().grace
"""Seconds that a visit waits for its connection."""

PATHS = (
    "/",
    "/ws?tab=" + TAB,
    "/state",
    "/static/xterm.js",
    "/static/page.js",
    "/static/",
    "/download/" + KEY,
    "/sign-out",
    "/nothing",
)


# -- who may come in --------------------------------------------------------------------------------


async def test_without_a_token_nothing_is_given(serve: Serve):
    served = await serve()
    for path in PATHS:
        assert (await served.ask(path))[0] == 401, path
    assert await served.refused(headers={}) == 401


async def test_a_wrong_token_gives_nothing_and_the_right_one_opens_once(serve: Serve):
    served = await serve()
    token = served.parts.sessions.new_token()
    for wrong in ("", "x", token[:-1], token + "x", "%FF"):
        status, _text, headers = await served.ask("/?token=" + wrong)
        assert status == 401
        assert "Set-Cookie" not in headers
    status, text, headers = await served.ask("/?token=" + token)
    assert status == 200
    assert token not in text  # the page leads on to an address without it
    assert 'http-equiv="refresh" content="0; url=/"' in text
    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert token not in cookie
    assert (await served.ask("/?token=" + token))[0] == 401
    assert (await served.ask("/", headers={"Cookie": cookie.split(";")[0]}))[0] == 200


async def test_a_foreign_host_is_refused_before_anything_else(serve: Serve):
    """A stranger's name that is made to point at 127.0.0.1 comes with the cookie and with an Origin equal to
    its Host.
    """
    served = await serve()
    for host in ("evil.example", f"evil.example:{served.parts.options.port}", "127.0.0.1", ""):
        headers = {**served.cookie(), "Host": host, "Origin": f"http://{host}"}
        assert (await served.ask("/", headers=headers))[0] == 403
        assert await served.refused(headers=headers) == 403
    assert (await served.ask("/healthz", headers={"Host": "evil.example"}))[0] == 403
    assert len(served.parts.visits) == 0


async def test_a_foreign_origin_is_refused_before_the_upgrade(serve: Serve):
    served = await serve()
    foreign = (
        "http://evil.example",
        "null",
        "http://127.0.0.1:1",
        f"https://127.0.0.1:{served.parts.options.port}",
    )
    for origin in foreign:
        assert await served.refused(headers={**served.cookie(), "Origin": origin}) == 403
        assert (await served.ask("/", headers={**served.cookie(), "Origin": origin}))[0] == 403
    assert len(served.parts.visits) == 0


async def test_a_program_without_an_origin_says_its_secret_in_a_header(serve: Serve):
    served = await serve()
    secret = served.parts.sessions.open("")
    url = f"{served.origin}/ws?tab={TAB}"
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await served.client.ws_connect(url, headers={"Cookie": f"{served.server.cookie}={secret}"})
    assert caught.value.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        await served.client.ws_connect(url, headers={"Authorization": "Bearer wrong"})
    assert caught.value.status == 401
    async with served.client.ws_connect(url, headers={"Authorization": f"Bearer {secret}"}) as socket:
        await text_until(socket, "ready")


async def test_static_lists_nothing_and_reads_no_file(serve: Serve):
    served = await serve()
    cookie = served.cookie()
    for path in (
        "/static/",
        "/static",
        "/static/.",
        "/static/..%2f..%2foptions.py",
        "/static/page.html",
        "/static/%2fetc%2fpasswd",
    ):
        status, text, _headers = await served.ask(path, headers=cookie)
        assert status == 404, path
        assert "page.js" not in text
    assert (await served.ask("/static/page.js", headers=cookie))[0] == 200


async def test_health_tells_nothing_else(serve: Serve):
    served = await serve()
    assert (await served.ask("/healthz"))[:2] == (200, "ok\n")


async def test_every_answer_is_bound_and_a_page_loads_nothing_from_elsewhere(serve: Serve):
    served = await serve()
    cookie = served.cookie()
    for path in (*PATHS, "/healthz"):
        _status, _text, headers = await served.ask(path, headers=cookie if not path.startswith("/ws") else {})
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Server"] == "wxreader"
    _status, text, headers = await served.ask("/", headers=cookie)
    rules = headers["Content-Security-Policy"]
    assert rules.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in rules
    assert "http" not in rules
    assert "http://" not in text.replace("http-equiv", "")
    assert "https://" not in text


async def test_no_answer_names_a_path_of_the_server(serve: Serve, tmp_path: Path):
    served = await serve(library=str(tmp_path / "library"))
    cookie = served.cookie()
    for path in (
        *PATHS,
        "/%00",
        "/static/%00",
        "/download/x",
        "/ws",
        "/ws?tab=x",
        "/ws?tab=" + TAB + "&width=NaN",
    ):
        for method in ("GET", "POST", "PUT", "OPTIONS"):
            await served.ask(
                path,
                method,
                headers={**cookie, "Origin": served.origin},
                data=b"x" if method != "GET" else None,
            )
    everything = b"".join(
        body for body in served.seen if len(body) < 100_000
    )  # xterm.js and the font are no answers of ours
    for secret in (tmp_path, Path.home(), Path.cwd(), "site-packages", ".py"):
        assert str(secret).encode() not in everything


async def test_a_request_that_is_too_large_or_no_request_is_refused(serve: Serve):
    served = await serve(users={"anna": User("anna", quick_hash("a"), "")})
    status, _text, _headers = await served.ask(
        "/sign-in",
        "POST",
        data={"name": "anna", "password": "x" * 100_000},
        headers={"Origin": served.origin},
    )
    assert status == 413
    reader, writer = await asyncio.open_connection("127.0.0.1", served.parts.options.port)
    writer.write(b"GET / HTTP/1.1\r\nHost: " + b"x" * 100_000 + b"\r\n\r\n")
    answer = await asyncio.wait_for(reader.read(2000), 10)
    assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4"))
    writer.close()


# -- visits -----------------------------------------------------------------------------------------


async def test_a_visit_has_a_small_environment_a_folder_of_its_own_and_the_size_of_the_page(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("A_PASSWORD", "geheim")
    served = await serve()
    async with served.connect(served.cookie(), query="&width=100&height=30") as socket:
        await socket.send_json(["stdin", "env"])
        text = await text_until(socket, "}")
        found = json.loads(text[text.index("{") :])
        assert "A_PASSWORD" not in found
        assert set(found) <= {"LANG", "LC_CTYPE", "COLUMNS", "ROWS", "cwd", "argv"}
        assert found["cwd"] == str(tmp_path / "run")
        assert (found["COLUMNS"], found["ROWS"]) == ("100", "30")


async def test_sizes_are_bounded(serve: Serve):
    served = await serve()
    async with served.connect(served.cookie(), query="&width=1000000&height=-5") as socket:
        await socket.send_json(["resize", {"width": 10**9, "height": 0}])
        await socket.send_json(["stdin", "size"])
        text = await text_until(socket, "}]]")
        columns, rows, told = json.loads(text[text.index("[") :])
        assert (columns, rows) == ("400", "5")
        assert told[-1] == {"type": "resize", "width": 400, "height": 5}


@pytest.mark.parametrize(
    "message",
    ["", "x", "{}", "[]", '["stdin"]', '["stdin", 1]', '["quit"]', '["resize", {"width": "x", "height": 1}]',
     '["resize", {"width": 1e999, "height": 1}]', "[" * 100_000, '["stdin", "a", "b"]', "null"],
)  # fmt: skip
async def test_a_message_that_our_page_does_not_send_ends_the_connection(serve: Serve, message: str):
    served = await serve()
    async with served.connect(served.cookie()) as socket:
        await text_until(socket, "ready")
        await socket.send_str(message)
        assert await close_code(socket) == 1008


async def test_a_message_of_bytes_or_of_2_mib_ends_the_connection(serve: Serve):
    served = await serve()
    async with served.connect(served.cookie()) as socket:
        await socket.send_bytes(b"x")
        assert await close_code(socket) == 1003
    async with served.connect(served.cookie(), max_msg_size=0) as socket:
        await socket.send_str(json.dumps(["stdin", "长" * (2 << 20)], ensure_ascii=False))
        assert await close_code(socket) == 1009
    async with served.connect(served.cookie(), compress=15) as socket:
        await socket.send_str(json.dumps(["stdin", "a" * (2 << 20)]))
        assert await close_code(socket) == 1009


async def test_half_a_character_is_passed_on_as_something_that_can_be_written(serve: Serve):
    served = await serve()
    async with served.connect(served.cookie()) as socket:
        await socket.send_str('["stdin", "长\\ud83d角"]')
        assert "长?角" in await text_until(socket, "角")


async def test_a_visit_outlives_its_connection_for_a_minute_and_is_picked_up_by_its_cookie(serve: Serve):
    served = await serve()
    cookie = served.cookie()
    async with served.connect(cookie) as socket:
        await text_until(socket, "ready")
        [pid] = served.pids()
    await until(lambda: all(v.sink is None for v in served.parts.visits.of(_session(served, cookie))))
    served.clock.now += GRACE - 1
    served.parts.visits.sweep()
    async with served.connect(cookie) as socket:
        assert "ready" not in await text_until(socket, "again")
        assert served.pids() == [pid]
    await until(lambda: all(v.sink is None for v in served.parts.visits.of(_session(served, cookie))))
    served.clock.now += GRACE + 1
    served.parts.visits.sweep()
    await until(lambda: not is_alive(pid))
    async with served.connect(cookie) as socket:
        await text_until(socket, "ready")
        assert served.pids() != [pid]


def _session(served: Served, cookie: dict[str, str]) -> Any:
    return served.parts.sessions.of(cookie["Cookie"].partition("=")[2])


async def test_a_new_tab_of_the_same_browser_picks_up_what_a_closed_tab_left(serve: Serve):
    """Ctrl+W closes the tab: opening the address again leads back."""
    served = await serve()
    cookie = served.cookie()
    async with served.connect(cookie, tab="closed-tab") as socket:
        await text_until(socket, "ready")
        [pid] = served.pids()
        await socket.close(code=1001)
    await until(lambda: all(v.closed for v in served.parts.visits.of(_session(served, cookie))))
    served.clock.now += 10
    async with served.connect(served.cookie(), tab="somebody-else") as stranger:
        assert "again" not in await text_until(stranger, "ready")
    async with served.connect(cookie, tab="another-tab") as socket:
        assert "ready" not in await text_until(socket, "again")
        assert pid in served.pids()


async def test_a_new_tab_does_not_take_the_visit_of_one_whose_cable_was_pulled(serve: Serve):
    served = await serve()
    cookie = served.cookie()
    socket = await served.connect(cookie, tab="lost-tab")
    await text_until(socket, "ready")
    socket._response.connection.transport.abort()
    await until(lambda: all(v.sink is None for v in served.parts.visits.of(_session(served, cookie))))
    served.clock.now += 10
    async with served.connect(cookie, tab="another-tab") as socket:
        assert "again" not in await text_until(socket, "ready")
        assert len(served.pids()) == 2


async def test_another_browser_never_picks_up_a_visit(serve: Serve):
    served = await serve()
    async with served.connect(served.cookie()) as one, served.connect(served.cookie()) as two:
        assert "again" not in await text_until(one, "ready")
        assert "again" not in await text_until(two, "ready")
        assert len(set(served.pids())) == 2


async def test_a_visit_shown_in_a_second_tab_leaves_the_first(serve: Serve):
    served = await serve()
    cookie = served.cookie()
    async with served.connect(cookie) as one:
        await text_until(one, "ready")
        async with served.connect(cookie) as two:
            await text_until(one, '["end", "taken"]')
            await two.send_json(["stdin", "on"])
            await text_until(two, "on")
            assert len(served.parts.visits) == 1


async def test_a_visit_in_which_nothing_is_typed_ends(serve: Serve):
    served = await serve(limits={"idle": 600})
    async with served.connect(served.cookie()) as socket:
        await text_until(socket, "ready")
        [pid] = served.pids()
        served.clock.now += 599
        await socket.send_json(["stdin", "x"])
        await text_until(socket, "x")
        served.clock.now += 599
        served.parts.visits.sweep()
        assert len(served.parts.visits) == 1
        served.clock.now += 2
        served.parts.visits.sweep()
        await text_until(socket, '["end", "idle"]')
        assert await close_code(socket) == 1000
        await until(lambda: not is_alive(pid))


async def test_one_visit_too_many_is_refused_and_starts_no_process(serve: Serve):
    served = await serve(limits={"visits": 2})
    async with served.connect(served.cookie()) as one, served.connect(served.cookie()) as two:
        await text_until(one, "ready")
        await text_until(two, "ready")
        async with served.connect(served.cookie()) as three:
            await text_until(three, '["end", "full"]')
            assert await close_code(three) == 4003
        assert len(served.pids()) == 2


async def test_a_browser_that_begins_too_many_loses_its_own_oldest_alone(serve: Serve):
    served = await serve(limits={"visits": 2})
    mine = served.cookie()
    async with served.connect(served.cookie()) as other:
        await text_until(other, "ready")
        async with served.connect(mine, tab="first-tab") as socket:
            await text_until(socket, "ready")
        await until(lambda: any(v.sink is None for v in served.parts.visits.of(_session(served, mine))))
        async with served.connect(mine, tab="second-tab") as socket:
            await text_until(socket, "ready")
            await other.send_json(["stdin", "still here"])
            await text_until(other, "still here")
            assert len(served.parts.visits) == 2


async def test_a_hundred_connections_opened_and_dropped_leave_nothing(serve: Serve):
    served = await serve(limits={"visits": 5})
    cookie = served.cookie()
    gc.collect()
    before = own_descriptors()
    pids: set[int] = set()
    for n in range(100):
        socket = await served.connect(cookie, tab=f"tab-number-{n}")
        pids.update(served.pids())
        assert len(served.parts.visits) <= 5
        if n % 2:
            socket._response.connection.transport.abort()  # the cable is pulled
        else:
            await socket.close()
    await until(lambda: not served.server._sockets)
    served.clock.now += 61
    served.parts.visits.sweep()
    await until(lambda: not any(map(is_alive, pids)))
    assert len(served.parts.visits) == 0
    assert not served.parts.visits._locks
    gc.collect()
    assert own_descriptors() <= before + 3


async def test_a_process_that_will_not_leave_is_killed(serve: Serve):
    served = await serve(limits={"ending": 0.2})
    async with served.connect(served.cookie()) as socket:
        await socket.send_json(["stdin", "deaf"])
        await text_until(socket, "deaf")
        [pid] = served.pids()
        await served.parts.visits.stop()
        assert not is_alive(pid)
        await text_until(socket, '["end", "stopping"]')


async def test_an_error_of_a_visit_is_told_to_its_page_and_only_our_own_sentence_to_the_log(
    serve: Serve, caplog: pytest.LogCaptureFixture
):
    served = await serve()
    async with served.connect(served.cookie()) as socket:
        await socket.send_json(["stdin", "机密 typed"])
        await socket.send_json(["stdin", "die"])
        await text_until(socket, '["end", "failed"]')
    assert "the disk is full" in caplog.text
    assert "机密" not in caplog.text
    assert "typed" not in caplog.text


async def test_an_error_of_ours_answers_500_and_logs_no_word_of_it(
    serve: Serve, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    served = await serve()

    def fail(_nonce: str, **_options: Any) -> str:
        raise ValueError("机密 " + str(Path.home()))

    monkeypatch.setattr("wxreader.web.page.reader_page", fail)
    status, text, headers = await served.ask("/", headers=served.cookie())
    assert (status, text) == (500, "500\n")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "ValueError" in caplog.text
    assert "机密" not in caplog.text


# -- downloads --------------------------------------------------------------------------------------


async def test_a_file_is_saved_whole_by_the_browser_that_it_was_offered_to_and_once(serve: Serve):
    served = await serve()
    mine = served.cookie()
    async with served.connect(mine) as socket:
        await socket.send_json(["stdin", "offer"])
        text = await text_until(socket, "download")
        assert json.loads(text[text.index("[") :]) == ["download", KEY]
        assert "secret" not in text
        assert (await served.ask(f"/download/{KEY}", headers=served.cookie()))[0] == 404
        status, body, headers = await served.ask(f"/download/{KEY}", headers=mine)
        assert status == 200
        assert body == FILE
        assert headers["Content-Type"] == "application/octet-stream"
        assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E6%A0%87%E6%B3%A8%201.csv"
        assert (await served.ask(f"/download/{KEY}", headers=mine))[0] == 404


# -- users ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two_users() -> dict[str, User]:
    return {
        "anna": User("anna", quick_hash("长三角"), "/srv/anna"),
        "bo": User("bo", quick_hash("b"), "/srv/bo"),
    }


async def _sign_in(served: Served, name: str, password: str, **headers: str) -> tuple[int, str]:
    status, _text, got = await served.ask(
        "/sign-in",
        "POST",
        data={"name": name, "password": password},
        headers={"Origin": served.origin, **headers},
    )
    return status, got.get("Set-Cookie", "").split(";")[0]


async def test_a_user_signs_in_with_name_and_password(serve: Serve, two_users: dict[str, User]):
    served = await serve(users=two_users)
    status, text, _headers = await served.ask("/")
    assert status == 401
    assert '<form method="post" action="/sign-in">' in text
    assert await _sign_in(served, "anna", "wrong") == (401, "")
    assert await _sign_in(served, "eve", "长三角") == (401, "")
    assert (await _sign_in(served, "anna", "长三角", Origin="http://evil.example")) == (403, "")
    status, cookie = await _sign_in(served, "anna", "长三角")
    assert status == 200
    assert (await served.ask("/", headers={"Cookie": cookie}))[0] == 200
    async with served.connect({"Cookie": cookie}) as socket:
        await socket.send_json(["stdin", "env"])
        assert "user=anna" in await text_until(socket, "}")


async def test_signing_out_ends_the_visits_and_the_cookie(serve: Serve, two_users: dict[str, User]):
    served = await serve(users=two_users)
    cookie = served.cookie("anna")
    async with served.connect(cookie) as socket:
        await text_until(socket, "ready")
        assert (await served.ask("/sign-out", "POST", headers=cookie))[0] == 403  # no Origin
        assert (await served.ask("/sign-out", "POST", headers={**cookie, "Origin": served.origin}))[0] == 204
        await text_until(socket, '["end", "left"]')
    assert (await served.ask("/state", headers=cookie))[0] == 401


async def test_a_form_from_elsewhere_signs_nobody_in(serve: Serve, two_users: dict[str, User]):
    served = await serve(users=two_users)
    status, _text, _headers = await served.ask(
        "/sign-in", "POST", data={"name": "anna", "password": "长三角"}
    )
    assert status == 403


async def test_guessing_is_slowed_down(serve: Serve, two_users: dict[str, User]):
    served = await serve(users=two_users)
    for _n in range(5):
        assert (await _sign_in(served, "bo", "x"))[0] == 401
    assert (await _sign_in(served, "bo", "b"))[0] == 429


async def test_a_token_opens_nothing_where_there_are_users(serve: Serve, two_users: dict[str, User]):
    served = await serve(users=two_users)
    token = served.parts.sessions.new_token()
    assert (await served.ask("/?token=" + token))[0] == 401


async def test_the_log_of_a_whole_visit_has_no_word_typed_and_no_secret(
    serve: Serve, two_users: dict[str, User], caplog: pytest.LogCaptureFixture
):
    caplog.set_level("DEBUG", "wxreader.web")
    served = await serve(users=two_users)
    await _sign_in(served, "机密", "also 机密")
    _status, cookie = await _sign_in(served, "bo", "b")
    async with served.connect({"Cookie": cookie}) as socket:
        await socket.send_json(["stdin", "机密笔记"])
        await text_until(socket, "机密笔记")
        await socket.send_str('["stdin", "机密')
        await close_code(socket)
    await served.parts.visits.stop()
    assert "visit 1 ended" in caplog.text
    assert "机密" not in caplog.text
    assert cookie.partition("=")[2] not in caplog.text


def test_the_echo_is_no_zombie_after_all_tests():
    """Every process that these tests started has ended."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    assert not [
        pid
        for pid in children
        if is_alive(int(pid)) and b"echo.py" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
