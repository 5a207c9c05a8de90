"""What `wxreader serve` refuses to do, and the sentence that says why; the file of users."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import quick_hash
from wxreader.errors import SettingsError, UsageError
from wxreader.web.options import ServeOptions, check_options, is_loopback
from wxreader.web.users import load_users, verify


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"host": "0.0.0.0"}, "--users FILE"),
        ({"host": "192.0.2.7", "users": Path("users.toml")}, "--cert and --key, or --behind-proxy"),
        ({"cert": Path("c.pem")}, "belong together"),
        ({"socket": Path("x.sock")}, "--behind-proxy"),
        ({"behind_proxy": True, "users": Path("u")}, "--name"),
        ({"behind_proxy": True, "names": ("wx.example.org",)}, "--users FILE"),
        ({"font": Path("/nowhere/font.ttf")}, "no such file"),
    ],
)
def test_what_is_not_safe_is_refused_with_a_sentence(options: dict[str, Any], sentence: str):
    with pytest.raises(UsageError, match=sentence):
        check_options(ServeOptions(library="x", **options))


def test_this_machine_alone_needs_nothing_and_a_proxy_needs_users_and_a_name():
    check_options(ServeOptions(library="x"))
    check_options(ServeOptions(library="x", behind_proxy=True, names=("wx.example.org",), users=Path("u")))


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("wx.example.org", False),
    ],
)
def test_addresses_that_only_this_machine_reaches(host: str, alone: bool):
    assert is_loopback(host) is alone


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path = tmp_path / "users.toml"
    path.write_text(
        f'[anna]\npassword = "{quick_hash("长三角 2024")}"\nlibrary = "anna"\n'
        f'[bo]\npassword = "{quick_hash("b")}"\n'
    )
    path.chmod(0o600)
    return path


def test_a_user_has_a_name_a_hash_and_perhaps_a_library(users: Path, tmp_path: Path):
    found = load_users(users)
    assert found["anna"].library == str(tmp_path / "anna")
    assert found["bo"].library == ""
    assert verify(found["anna"], "长三角 2024")
    assert not verify(found["anna"], "长三角")
    assert not verify(None, "长三角 2024")
    assert not verify(found["anna"], "x" * 100_000)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[anna", "cannot be read"),
        ("", "no user"),
        ('["../anna"]\npassword = "x"', "no name for a user"),
        ('["Anna"]\npassword = "x"', "no name for a user"),
        ('[anna]\npassword = "geheim"', "--hash-password"),
        ("[anna]\npassword = 3", "are texts"),
        ('[anna]\npasword = "x"', "password and library"),
    ],
)
def test_a_wrong_entry_is_named(users: Path, text: str, sentence: str):
    users.write_text(text)
    with pytest.raises(SettingsError, match=sentence):
        load_users(users)


def test_a_file_that_others_may_read_is_refused(users: Path):
    users.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        load_users(users)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://127.0.0.1:8080/?token=t"),
        ({"host": "::1"}, "http://[::1]:8080/?token=t"),
        (
            {"host": "0.0.0.0", "names": ("wx.example.org",), "cert": Path("c")},
            "https://wx.example.org:8080/?token=t",
        ),
        ({"behind_proxy": True, "names": ("wx.example.org",)}, "https://wx.example.org/"),
    ],
)
def test_the_printed_address_is_one_that_a_browser_can_open(given: dict[str, Any], address: str):
    from wxreader.web.run import _address

    assert _address(ServeOptions(library="x", port=8080, **given), "t") == address
