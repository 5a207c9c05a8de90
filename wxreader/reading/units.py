"""Sentences and words of a Chinese text: what hints are put on and what selecting moves by."""

from __future__ import annotations

import re

from icu4py.breakers import WordBreaker

from wxreader.reading.typeset import icu_segments

_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’』」）)》】]*|[^。！？!?；;]+$", re.DOTALL)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of a paragraph's sentences: up to 。！？； with the closing marks after them.

    GB/T 15834—2011: 句末点号, and 分号.
    """
    return [m.span() for m in _SENTENCE.finditer(text) if m.group().strip()]


def words(text: str) -> list[tuple[int, int]]:
    """Spans of a paragraph's words, marks and spaces left out (ICU's dictionary for Chinese, UAX #29)."""
    return [(a, b) for a, b in icu_segments(WordBreaker, text) if any(c.isalnum() for c in text[a:b])]
