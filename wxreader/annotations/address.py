"""Addresses of passages: `wxreader:ID#quote`, which exports carry and `wxreader open` takes. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from wxreader.model import Annotation

SCHEME = "wxreader:"
LONGEST_QUOTE = 60
"""Characters of a quote in an address: enough to find the passage, short enough for a line (chosen)."""
_UNSAFE = re.compile(r"[\x00-\x20\x7f\"#%'<>\\^`{|}\s()\[\]*_~$&!]|[\ud800-\udfff]")
"""What an address writes as %XX: blanks, and all that a shell, a browser or Markdown takes for its own."""


class Address(NamedTuple):
    """A passage of an article."""

    article: str
    """Article id, or the beginning of one."""
    quote: str
    """Words of the passage; empty for the article."""


def write_address(article: str, quote: str = "") -> str:
    """`wxreader:c7a4z5h3ou#更好服务`; a longer quote is cut, blanks and marks in it are encoded."""
    if not quote:
        return SCHEME + article
    return f"{SCHEME}{article}#{_UNSAFE.sub(_encoded, quote[:LONGEST_QUOTE])}"


def _encoded(found: re.Match[str]) -> str:
    """The bytes of a character as %XX."""
    return "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8", "replace"))


def address_of(annotation: Annotation) -> str:
    """The address of what an annotation is on."""
    return write_address(annotation.article, annotation.selector.exact if annotation.selector else "")


def read_address(word: str) -> Address:
    """An address as people give it: with the scheme or without, the quote encoded or as it is."""
    article, _mark, quote = word.strip().removeprefix(SCHEME).partition("#")
    return Address(article, unquote(quote, errors="replace"))
