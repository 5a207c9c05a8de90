"""A picture of the analysis for whoever mends it: the dump, each line with its class, block and article."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from wxreader.press import labels
from wxreader.press.page import analyse
from wxreader.text import split_lines, visible

_NAMES = {"S": "body", "P": "para", "C": "…", "Y": "byline", "H": "head", "h": "head…"}
_STYLES = {"S": "bold green", "P": "green", "C": "", "Y": "magenta", "H": "bold yellow", "h": "yellow"}
_WIDEST = 99.0
"""A margin at most, as printed: more says no more, and the column stays straight."""


def explain(text: str, name: str) -> None:
    """Print a dump with what the analysis makes of every line.

    Columns: line of the dump, class, article (its place in the page), measure in em (columns only),
    how clearly the class won, the line.
    """
    console = Console(highlight=False, soft_wrap=True)
    page, path, articles = analyse(text)
    margins = labels.label_lines(page).margins
    owner = {n: i for i, a in enumerate(articles) for n in a.heading_lines}
    body = -1
    rows: dict[int, tuple[str, str, float, float]] = {}
    for line, state, margin in zip(page.lines, path, margins, strict=True):
        if state == labels.START:
            body += 1
        place = owner.get(line.number, -1) if state in (labels.GROUP, labels.MORE) else body
        rows[line.number] = (state, str(place) if place >= 0 else "-", line.measure, margin)
    furniture = {n for n, _ in page.leftover}
    console.print(
        Text(f"{name}: {len(articles)} articles, form {page.form}, blanks {page.blank_mode}", style="bold")
    )
    for number, raw in enumerate(split_lines(text), 1):
        shown = visible(raw)
        if number in rows:
            state, article, measure, margin = rows[number]
            numbers = f"{article:>2} {measure:>5.1f} {min(margin, _WIDEST):>5.1f}"
            console.print(Text(f"{number:>5} {_NAMES[state]:<7} {numbers}  {shown}", style=_STYLES[state]))
        else:
            kind = "leftover" if number in furniture else ""
            console.print(Text(f"{number:>5} {kind:<8} {'':>13}  {shown}", style="dim"))
