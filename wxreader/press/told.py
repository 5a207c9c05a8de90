"""What a reader's corrections say of a page's lines, for when the page is analysed anew.

A line that the reader named keeps that part; lines set like it (the same mark, width and blanks) lean
to it: a house sets its crossheads, captions and furniture in one way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wxreader.model import Correction, CorrectionKind
from wxreader.press import states
from wxreader.press.lines import Lines

Told = tuple[tuple[str, str], ...]
"""(words of a paragraph, label of its first line) for each correction of a part."""
_LABELS = {
    CorrectionKind.CROSSHEAD: states.CROSS,
    CorrectionKind.CAPTION: states.CAPTION,
    CorrectionKind.FURNITURE: states.FURNITURE,
}
_MORE = {states.CROSS: states.CROSS_MORE, states.CAPTION: states.CAPTION_MORE}
"""Labels of further lines, where they are others."""
_TAKEN_BACK = "no"
"""The word of a crosshead that is none."""
LEAN = 3.0
"""What a line like one that the reader named gets for that label (score units of `labels`): chosen."""


def told_of(corrections: Iterable[Correction]) -> Told:
    """What corrections say of parts; the last word on a paragraph holds."""
    said: dict[str, str] = {}
    for c in corrections:
        if c.kind in _LABELS:
            said[c.before] = _LABELS[CorrectionKind(c.kind)]
            if c.after == _TAKEN_BACK:
                said[c.before] = states.FIRST
    return tuple(said.items())


def told_by_source(corrections: Iterable[Correction]) -> dict[str, Told]:
    """By source what corrections say of its parts."""
    by_source: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_source.setdefault(correction.source, []).append(correction)
    return {source: told_of(some) for source, some in by_source.items()}


def _squeezed(text: str) -> str:
    return "".join(text.split())


def named_lines(page: Lines, told: Told) -> Mapping[int, str]:
    """The labels of the lines that the reader's words name, by their places."""
    out: dict[int, str] = {}
    lines = [_squeezed(line.text) for line in page.lines]
    for words, label in told:
        wanted = _squeezed(words)
        for i in range(len(lines)):
            end, text = i, ""
            while end < len(lines) and len(text) < len(wanted) and wanted.startswith(text + lines[end]):
                text += lines[end]
                end += 1
            if text and text == wanted:
                more = _MORE.get(label, states.NEXT if label == states.FIRST else label)
                out.update({k: label if k == i else more for k in range(i, end)})
                break
    return out
