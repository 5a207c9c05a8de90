"""Names, origins, tokens, cookies, wrong passwords: the rules without a server."""

from __future__ import annotations

import pytest

from tests.web.conftest import Clock
from wxreader.web.gate import SESSION_SECONDS, Sessions, Throttle, gate_of
from wxreader.web.options import ServeOptions


def test_a_server_on_the_loopback_answers_to_its_own_names_alone():
    gate = gate_of(ServeOptions(library="x"), 8080)
    assert gate.host_allowed("127.0.0.1:8080")
    assert gate.host_allowed("LOCALHOST:8080")
    assert gate.host_allowed("[::1]:8080")
    for host in (
        None,
        "",
        "evil.example",
        "evil.example:8080",
        "127.0.0.1",
        "127.0.0.1:8081",
        "127.0.0.1.evil.example:8080",
    ):
        assert not gate.host_allowed(host), host


def test_only_its_own_pages_may_talk_to_it():
    gate = gate_of(ServeOptions(library="x"), 8080)
    assert gate.origin_allowed("http://127.0.0.1:8080")
    for origin in (
        None,
        "",
        "null",
        "https://127.0.0.1:8080",
        "http://127.0.0.1",
        "http://evil.example:8080",
        "file://",
    ):
        assert not gate.origin_allowed(origin), origin


def test_behind_a_proxy_the_public_name_is_the_only_one():
    gate = gate_of(ServeOptions(library="x", behind_proxy=True, names=("wx.example.org",)), 8080)
    assert gate.hosts == {"wx.example.org"}
    assert gate.origins == {"https://wx.example.org"}


def test_with_a_certificate_pages_are_https():
    from pathlib import Path

    options = ServeOptions(
        library="x", host="192.0.2.7", cert=Path("c"), key=Path("k"), names=("wx.example.org",)
    )
    assert gate_of(options, 8443).origins == {"https://192.0.2.7:8443", "https://wx.example.org:8443"}


def test_a_token_opens_once():
    sessions = Sessions()
    token = sessions.new_token()
    assert len(token) >= 43  # 256 bits
    assert sessions.redeem(token + "x") is None
    secret = sessions.redeem(token)
    assert secret
    assert sessions.of(secret)
    assert sessions.redeem(token) is None


@pytest.mark.parametrize("word", ["", "x", "\udcff", "令牌"])
def test_no_word_opens_where_no_token_is_out(word: str):
    assert Sessions().redeem(word) is None
    assert Sessions().of(word) is None


def test_a_cookie_lasts_a_month_after_its_last_use_and_is_kept_as_a_hash():
    clock = Clock()
    sessions = Sessions(clock)
    secret = sessions.open("anna")
    assert secret not in repr(sessions)
    clock.now += SESSION_SECONDS - 1
    assert sessions.of(secret)
    clock.now += SESSION_SECONDS + 1
    assert sessions.of(secret) is None


def test_wrong_passwords_make_a_name_wait_a_minute_at_most():
    clock = Clock()
    throttle = Throttle({"anna", "bo"}, clock)
    for _n in range(4):
        throttle.failed("anna")
    assert throttle.wait("anna") == 0
    throttle.failed("anna")
    assert throttle.wait("anna") == 2
    for _n in range(50):
        throttle.failed("anna")
    assert throttle.wait("anna") == 60
    assert throttle.wait("bo") == 0
    clock.now += 61
    assert throttle.wait("anna") == 0


def test_guessing_names_fills_no_memory():
    throttle = Throttle({"anna"})
    for n in range(100):
        throttle.failed(f"nobody{n}")
    assert len(throttle._failed) == 1
    assert throttle.wait("somebody") > 0
