"""A PDF's characters as the worker gives them: called, bound, and told whether they can be trusted."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import unicodedata
from typing import Any, NamedTuple

from wxreader.errors import DecodeError
from wxreader.i18n import _

PDF = b"%PDF-"
SECONDS = 90
"""Time that the worker gets: chosen, its processor time is bound more tightly."""
UNRELIABLE = 0.02
"""Share of unmapped or private characters above which a text layer is not to be trusted:
the issue's figure.
"""
_ODD = ("Co", "Cn", "Cc")
"""Categories of characters that a text layer does not hold: private, unassigned, control."""
_SURROGATES = range(0xD800, 0xE000)
"""Code points that are no characters."""
_LEAST = 8
"""Characters below which a document has no text layer."""


class Glyph(NamedTuple):
    """A character on the page; y grows upwards."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    """Height of the line it is set in, in points."""


def is_pdf(data: bytes) -> bool:
    """Whether these bytes are a PDF file."""
    return data[:1024].lstrip()[: len(PDF)] == PDF


def _why(word: str, name: str) -> str:
    """A sentence for the worker's word."""
    return {
        "locked": _(
            "{name}: this PDF is locked with a password; save it without one and load it again", name=name
        ),
        "pages": _("{name}: this PDF has more than 50 pages; load it in parts", name=name),
        "long": _("{name}: this PDF has more than 200,000 characters; load it in parts", name=name),
    }.get(
        word, _("{name}: this PDF is damaged or asks for more than it may have; nothing was read", name=name)
    )


def _run(data: bytes, name: str) -> list[list[list[Any]]]:
    """The worker's answer."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "wxreader.press.pdf.worker"],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"error": "broken"}
    except (subprocess.TimeoutExpired, ValueError, OSError):
        answer = {"error": "broken"}
    if "error" in answer:
        raise DecodeError(_why(answer["error"], name))
    pages: list[list[list[Any]]] = answer["pages"]
    return pages


def _turned(rows: list[list[Any]]) -> list[list[Any]]:
    """Characters of a page that lies on its side, set upright by the angle that most of them have."""
    angles = [-round(r[6] / 90) % 4 for r in rows if not chr(r[0]).isspace()]
    turn = max(set(angles), key=angles.count) if angles else 0
    if not turn:
        return rows
    out = []
    for code, left, bottom, right, top, size, angle in rows:
        box = (left, bottom, right, top)
        for _quarter in range(turn):
            box = (box[1], -box[2], box[3], -box[0])
        out.append([code, *box, size, angle])
    return out


def read_glyphs(data: bytes, name: str) -> tuple[list[list[Glyph]], bool]:
    """A PDF's characters by page, and whether its text layer can be trusted.

    Raises:
        DecodeError: It is locked, damaged, too large, or a picture without text; or pypdfium2 is not
            installed.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        raise DecodeError(
            _("{name}: PDF files need the extra wxreader[pdf] (pip install 'wxreader[pdf]')", name=name)
        )
    pages: list[list[Glyph]] = []
    odd = count = 0
    for rows in _run(data, name):
        page = []
        for code, left, bottom, right, top, size, _angle in _turned(rows):
            char = chr(code) if 0 < code <= sys.maxunicode and code not in _SURROGATES else "\ufffd"
            count += not char.isspace()
            odd += char == "\ufffd" or (unicodedata.category(char) in _ODD and not char.isspace())
            page.append(
                Glyph(char, left, bottom, right, top, min(max(1.0, size or abs(top - bottom)), 400.0))
            )
        pages.append(page)
    if count < _LEAST:
        raise DecodeError(
            _(
                "{name}: this PDF has no text layer (a scanned picture?); "
                "run OCR on it, for instance ocrmypdf, and load the result",
                name=name,
            )
        )
    return pages, odd <= UNRELIABLE * count
