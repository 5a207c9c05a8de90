"""A picture of the analysis for whoever mends it: the dump, each line with its part, article and why."""

from __future__ import annotations

from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from wxreader.i18n import _
from wxreader.press import labels, states
from wxreader.press.decode import Decoded
from wxreader.press.lines import Lines
from wxreader.press.page import Analysis, analyse
from wxreader.text import split_lines, visible

_NAMES = {
    states.START: "body",
    states.FIRST: "para",
    states.NEXT: "…",
    states.CROSS: "crosshead",
    states.CROSS_MORE: "crosshead…",
    states.BYLINE: "byline",
    states.TOP: "byline↓",
    states.GROUP: "head",
    states.MORE: "head…",
    states.CAPTION: "caption",
    states.CAPTION_MORE: "caption…",
    states.FURNITURE: "furniture",
    states.JUMP: "jump",
}
_STYLES = {
    states.START: "bold green",
    states.FIRST: "green",
    states.CROSS: "bold cyan",
    states.CROSS_MORE: "cyan",
    states.BYLINE: "magenta",
    states.TOP: "magenta",
    states.GROUP: "bold yellow",
    states.MORE: "yellow",
    states.CAPTION: "blue",
    states.CAPTION_MORE: "blue",
    states.FURNITURE: "dim",
    states.JUMP: "red",
}
_WIDEST = 99.0
"""A margin at most, as printed: more says no more, and the column stays straight."""
_CUES = 24
"""Cues of a line that are shown, heaviest first."""


class _Row(NamedTuple):
    """What is printed of a line."""

    label: str
    article: str
    measure: float
    margin: float


def _rows(found: Analysis) -> dict[int, _Row]:
    """For each line of the dump what the analysis makes of it."""
    owner = {n: i for i, a in enumerate(found.articles) for n in a.heading_lines}
    body = -1
    rows: dict[int, _Row] = {}
    for line, label, margin in zip(found.page.lines, found.path, found.margins, strict=True):
        if label == states.START:
            body += 1
        place = owner.get(line.number, -1) if label in (states.GROUP, states.MORE) else body
        row = _Row(
            label, str(place) if place >= 0 and label != states.FURNITURE else "-", line.measure, margin
        )
        rows.update(dict.fromkeys((line.number, *line.more), row))
    return rows


def explain(decoded: Decoded, name: str, line: int | None = None) -> None:
    """Print a dump with what the analysis makes of every line.

    Columns: line of the dump, part, article (its place in the page), measure in em (columns only),
    how clearly the part won, the line.

    Args:
        decoded: The dump.
        name: What it is called.
        line: A line of the dump (from 1) whose cues are shown with their weights instead.
    """
    console = Console(highlight=False, soft_wrap=True)
    found = analyse(decoded.text, decoded.sizes)
    if line is not None:
        _explain_line(console, found.page, line)
        return
    page = found.page
    title = f"{name}: {len(found.articles)} articles, form {page.form}, blanks {page.blank_mode}"
    console.print(Text(title, style="bold"))
    rows = _rows(found)
    for number, raw in enumerate(split_lines(decoded.text), 1):
        shown = visible(raw)
        row = rows.get(number)
        if row is None:
            console.print(Text(f"{number:>5} {'':<10} {'':>14}  {shown}", style="dim"))
            continue
        numbers = f"{row.article:>2} {row.measure:>5.1f} {min(row.margin, _WIDEST):>5.1f}"
        console.print(
            Text(f"{number:>5} {_NAMES[row.label]:<10} {numbers}  {shown}", style=_STYLES.get(row.label, ""))
        )


def _explain_line(console: Console, page: Lines, number: int) -> None:
    """Print the cues of one line: what each says for the part that won and for the best other one."""
    place = next((i for i, x in enumerate(page.lines) if number in (x.number, *x.more)), None)
    if place is None:
        console.print(Text(_("line {n} is blank or beyond the end", n=number)))
        return
    reading = labels.read(page)
    won = reading.found.path[place]
    totals = {x: sum(worth for _cue, worth in labels.reasons(reading, place, x)) for x in states.LABELS}
    other = max((x for x in states.LABELS if x != won), key=lambda x: totals[x])
    console.print(Text(f"{number}: {visible(page.lines[place].text)}", style="bold"))
    both = ", ".join(f"{_NAMES[label]} {totals[label]:+.1f}" for label in (won, other))
    console.print(Text(f"{both} ({reading.found.margins[place]:.1f})"))
    against = dict(labels.reasons(reading, place, other))
    said = [(cue, w, against.get(cue, 0.0)) for cue, w in labels.reasons(reading, place, won)]
    for cue, weight, rival in sorted(said, key=lambda x: -abs(x[1] - x[2]))[:_CUES]:
        console.print(Text(f"{weight:>+7.2f} {rival:>+7.2f}  {visible(cue)}"))
