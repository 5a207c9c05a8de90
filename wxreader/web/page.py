"""What a browser gets: our page, xterm.js out of textual-serve, fonts, and the headers that bind them.

Everything is read once, at the start, into a table by name: no request reaches the file system.
"""

from __future__ import annotations

import html
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from wxreader.errors import UsageError
from wxreader.i18n import _, language
from wxreader.web.cells import cell_ranges

_GLUE = "class w{constructor(e,t){this.element=e"
"""Where, in textual-serve's script, xterm.js ends and its own page begins; ours is `static/page.js`."""
_CLASSES = {
    "Terminal": r"new (\w+\.Terminal)\(",
    "FitAddon": r"new (\w+\.FitAddon)\b",
    "CanvasAddon": r"new (\w+\.CanvasAddon)\b",
}
FONT_FILES = (
    "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKaiMono-Regular.ttf",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
)
"""Fonts with Chinese characters that Debian has as single files; not all browsers take collections (.ttc)."""
_FONT_TYPES = {".ttf": "font/ttf", ".otf": "font/otf", ".woff2": "font/woff2", ".woff": "font/woff"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file for browsers."""

    data: bytes
    kind: str
    """Its Content-Type."""


def _serve_file(name: str) -> bytes:
    return resources.files("textual_serve").joinpath("static", name).read_bytes()


def _own_file(name: str) -> bytes:
    return resources.files("wxreader.web").joinpath("static", name).read_bytes()


def xterm_script() -> bytes:
    """xterm.js out of textual-serve's script, its classes in a variable; the page that goes with it is not.

    Raises:
        UsageError: It is another textual-serve than the one that we know.
    """
    script = _serve_file("js/textual.js").decode()
    head, glue, tail = script.partition(_GLUE)
    found = {name: re.search(pattern, tail) for name, pattern in _CLASSES.items()}
    if not glue or not all(found.values()) or not tail.rstrip().endswith("})()})();"):
        raise UsageError(_("this textual-serve is not one that wxreader knows; pip install 'wxreader[web]'"))
    classes = ",".join(f"{name}:{match.group(1)}" for name, match in found.items() if match)
    return f"{head}window.wxterm={{{classes}}}}})()}})();".encode()


def _font_asset(font: Path | None) -> Asset | None:
    """The font file to serve: the one named, or the first of those that are here."""
    path = font or next((Path(name) for name in FONT_FILES if Path(name).is_file()), None)
    if path is None:
        return None
    kind = _FONT_TYPES.get(path.suffix.lower())
    if kind is None:
        raise UsageError(_("{path}: a font for browsers is a .woff2, .woff, .ttf or .otf file", path=path))
    return Asset(path.read_bytes(), kind)


def load_assets(font: Path | None) -> Mapping[str, Asset]:
    """All files for browsers, by name.

    Args:
        font: A font file with Chinese characters; None looks for one.
    """
    found = _font_asset(font)
    sheet = _own_file("page.css").decode().replace("/*served*/", ', url("cjk-font")' if found else "")
    assets = {
        "xterm.js": Asset(xterm_script(), "text/javascript"),
        "page.js": Asset(_own_file("page.js"), "text/javascript"),
        "page.css": Asset(_serve_file("css/xterm.css") + sheet.encode(), "text/css"),
        "cells.json": Asset(json.dumps(cell_ranges()).encode(), "application/json"),
        "latin.ttf": Asset(_serve_file("fonts/RobotoMono-VariableFont_wght.ttf"), "font/ttf"),
    }
    return {**assets, "cjk-font": found} if found else assets


def new_nonce() -> str:
    """A word that styles of one page carry; a page without it has none."""
    return secrets.token_urlsafe(16)


def policy(nonce: str, host: str, secure: bool) -> str:
    """The content policy of a page: nothing but our own files, no frame around it, no other host."""
    socket = f"{'wss' if secure else 'ws'}://{host}"
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; font-src 'self'; "
        f"connect-src 'self' {socket}; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), clipboard-read=(), clipboard-write=(self)",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Server": "wxreader",
}
"""Headers of every answer; pages have a policy of their own."""


def _messages() -> dict[str, str]:
    """The page's sentences, by what has happened."""
    return {
        "left": _("The reader was left. Everything you made is kept."),
        "idle": _("Nothing was typed for long, so this visit ended. Everything you made is kept."),
        "gone": _("This visit ended. Everything you made is kept."),
        "replaced": _("This visit ended to make room for another of yours. Everything you made is kept."),
        "stopping": _("The server stops. Everything you made is kept."),
        "failed": _("The reader stopped on an error of its own. Everything you made is kept."),
        "taken": _("This visit is shown in another tab now."),
        "full": _("There are as many visits as there may be. Try again in a minute."),
        "refused": _(
            "The server does not know this browser (any more). Open the address that it printed, or sign in."
        ),
        "lost": _("The connection is lost; it is tried again."),
        "large": _("That is too much text at once; it was not passed on."),
        "again": _("Open again"),
        "out": _("Sign out"),
        "copied": _("copied"),
    }


def reader_page(nonce: str, has_users: bool) -> str:
    """The page with the terminal."""
    template = Template(_own_file("page.html").decode())
    return template.substitute(
        nonce=nonce,
        language="zh-CN" if language() == "zh" else "en",
        users="yes" if has_users else "no",
        messages=html.escape(json.dumps(_messages(), ensure_ascii=False)),
    )


def plain_page(nonce: str, text: str, refresh: bool = False) -> str:
    """A page with a sentence; `refresh` leads on to the reader and leaves no trace of this address."""
    template = Template(_own_file("plain.html").decode())
    on = '<meta http-equiv="refresh" content="0; url=/">' if refresh else ""
    return template.substitute(
        nonce=nonce, language="zh-CN" if language() == "zh" else "en", text=html.escape(text), refresh=on
    )


def sign_in_page(nonce: str, text: str = "") -> str:
    """The form to sign in with."""
    template = Template(_own_file("sign-in.html").decode())
    return template.substitute(
        nonce=nonce,
        language="zh-CN" if language() == "zh" else "en",
        text=html.escape(text),
        name=html.escape(_("name")),
        password=html.escape(_("password")),
        enter=html.escape(_("sign in")),
    )
