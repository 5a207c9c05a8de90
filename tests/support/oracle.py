"""What must hold of any dump, whatever is in it: nothing for the terminal in its text, nothing of it lost."""

from __future__ import annotations

import re
from collections import Counter

from wxreader.model import Page

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff\U000e0000-\U000e0fff]"
)
OURS = re.compile(
    rb"\x1b\[\??[0-9;:]*[mHhlABCDJKfr]"  # colours, places, modes, clearing
    rb"|\x1b\[[>=<]?[0-9;]*u"  # the keyboard's protocol
    rb"|\x1b\[\?[0-9;]+\$p"  # questions
    rb"|\x1b\]22;[a-z-]*\x07"  # the pointer's form
    rb"|\x1b\[[0-9]* q"  # the cursor's form
    rb"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"
)
"""Every sequence that Textual 8.2 sends itself, and OSC 52 with what was copied in base64."""
SEPARATORS = frozenset("（）()、，,；;：:/·　记者通讯员文图摄")
"""What bylines and datelines are printed with: fields hold names alone."""


def terminal_leaks(written: bytes) -> list[str]:
    """Forbidden characters among the bytes that a program wrote to its terminal."""
    text = OURS.sub(b"", written).decode("utf-8", "replace")
    return sorted({f"U+{ord(c):04X}" for c in FORBIDDEN.findall(text) if c != "\r"})


def characters(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace() and c not in "\u200b\ufeff" and c not in SEPARATORS)


def kept(page: Page) -> str:
    """Everything of a page that the reader shows."""
    articles = [
        "\n".join((a.heading, *(p.text for p in a.paragraphs), *a.byline, a.dateline)) for a in page.articles
    ]
    captions = [f"{c.text} {c.credit}" for c in page.source.captions]
    return "\n".join([*articles, *captions, *page.source.leftover])


def lost(page: Page) -> Counter[str]:
    """Characters of a page's dump that are nowhere in what is kept."""
    return characters(page.raw) - characters(kept(page))


def made_up(page: Page) -> Counter[str]:
    """Characters that are kept and were not in the dump."""
    return characters(kept(page)) - characters(page.raw)
