"""Captions: a picture's words without its credit, and the article that it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wxreader.press import persons
from wxreader.press.bodies import CaptionDraft
from wxreader.press.pairing import bigrams
from wxreader.press.reflow import reflow
from wxreader.text import simplify

_CREDIT = re.compile(
    r"(?:[（(](?P<round>[^（()）]{2,30}(?:摄(?:影(?:报道)?)?|供图|图片|[图绘]|提供|资料|发))[）)]"
    r"|[\s　]+(?P<open>\S[^。，]{0,28}?(?:摄(?:影(?:报道)?)?|供图|图片|[图绘]|提供|资料图?|社发|中国))"
    r"|(?:[\s　]+|(?<=[。！？]))(?P<named>(?:摄影|供图|图|制图)[：:/／][^。]{2,20}))[\s　]*$"
)
_NEAR = 2
"""Bodies before and after a caption among which its own is looked for first (chosen)."""
_NEAR_BEST = 0.12
"""Share of a caption's wording that a body must have for the caption to be its own: chosen."""


def take_credit(text: str) -> tuple[str, str]:
    """A caption's words and its credit."""
    plain = simplify(text)
    found = _CREDIT.search(plain)
    if found:
        kind = next(k for k in ("round", "open", "named") if found[k])
        return text[: found.start()].strip(), text[found.start(kind) : found.end(kind)].strip()
    end = max(plain.rfind(c) for c in "。！？”")
    tail = text[end + 1 :].strip()
    who = persons.line_of_names(tail) if end > 0 else None
    return (text[: end + 1].strip(), tail) if who and who.shot else (text.strip(), "")


def read_caption(draft: CaptionDraft) -> tuple[str, str]:
    """A caption's lines as its words and its credit; the credit may have a line of its own."""
    rows = draft.rows
    if len(rows) > 1:
        who = persons.line_of_names(rows[-1][1])
        if who and who.shot:
            return reflow(rows[:-1]).text, rows[-1][1].strip("（()） 　")
    joined = ""
    for _, text in rows:
        joined += text
    words, credit = take_credit(joined)
    return reflow([(0, words)]).text, credit


def owner(words: str, before: int, bodies: Sequence[str]) -> int | None:
    """The body whose wording a caption has; the one before it wins among equals."""
    pairs = set(bigrams(words))
    if not pairs or not bodies:
        return None
    near = [n for n in range(len(bodies)) if abs(n - before) <= _NEAR] or list(range(len(bodies)))
    shares = {
        n: sum(p in bodies[n] for p in pairs) / len(pairs) + (0.02 if n == before else 0.0) for n in near
    }
    best = max(shares, key=lambda n: shares[n])
    return best if shares[best] >= _NEAR_BEST else None
