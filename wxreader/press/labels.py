"""What each line of a page is: a linear-chain model over visible cues, decoded by Viterbi.

Every cue alone fails on some page (no dateline, no blanks, a headline as wide as the column), and
rules stacked on rules fail on the next. Here each cue adds its weight to each way of going from one
line to the next, and the best path over the whole page wins. The weights are data
(`wxreader/data/line_weights.json`), fitted by an averaged structured perceptron (Collins 2002) with
`tools/fit_line_weights.py`; a cue's weight says what it is worth.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from wxreader import data
from wxreader.press import credits, cues
from wxreader.press.lines import FINAL, Lines

START, FIRST, NEXT, BYLINE, GROUP, MORE = "S", "P", "C", "Y", "H", "h"
"""First line of a body; of a paragraph; any other body line; a byline's own line; first and further lines of a headline group."""
STATES = (START, FIRST, NEXT, BYLINE, GROUP, MORE)
_KIND = {START: "B", FIRST: "B", NEXT: "B", BYLINE: "Y", GROUP: "H", MORE: "H"}
TRANSITIONS = ("0S", "0H", "BC", "BP", "BS", "BY", "BH", "YY", "YS", "YH", "HH", "Hh", "HS")
"""From (0 the page's start, B body, Y byline, H headline) to a state."""
MANY_LINES, SHORT = 20_000, 6
"""More lines than this of fewer characters than this on average are no newspaper page; they are not worth the model's time."""
FORBIDDEN = 1e6
"""Score taken off what a page cannot mean."""
_INDEX = {t: i for i, t in enumerate(TRANSITIONS)}
Weights = dict[str, list[float]]
"""For each cue a number for each of TRANSITIONS."""


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The fitted weights that come with the package."""
    table: Weights = data.weights("line_weights.json")["weights"]
    return table


def _predecessors() -> list[tuple[int, int, int]]:
    """(previous state, state, transition) for each way that the page may go on."""
    out = []
    for i, before in enumerate(STATES):
        for j, state in enumerate(STATES):
            name = _KIND[before] + state
            if name in _INDEX:
                out.append((i, j, _INDEX[name]))
    return out


_WAYS = _predecessors()


def _scores(active: list[str], weights: Weights) -> list[float]:
    """Sum of the active cues' weights for each transition, with what a page cannot mean ruled out."""
    rows = [weights[cue] for cue in active if cue in weights]
    scores = [sum(column, 0.0) for column in zip(*rows, strict=True)] if rows else [0.0] * len(TRANSITIONS)
    if (
        "after-byline" in active or "after-byline-line" in active
    ):  # what follows a byline is no more of its body
        scores = [v - FORBIDDEN if TRANSITIONS[i] in ("BC", "BP", "BY") else v for i, v in enumerate(scores)]
    if "dateline" in active:  # 本报讯 at a line's start
        scores = [v if TRANSITIONS[i][1] == START else v - FORBIDDEN for i, v in enumerate(scores)]
    return scores


def best_path(active: list[list[str]], weights: Weights) -> tuple[list[str], list[float]]:
    """The best labels for a page whose lines show these cues; as `decode_scores`."""
    return decode_scores([_scores(cues_here, weights) for cues_here in active])


def decode_scores(scores: list[list[float]]) -> tuple[list[str], list[float]]:
    """The best labels for a page by Viterbi, from each line's score for each transition.

    Returns:
        A state for each line, and for each line the score by which its state beats the best other
        one given the path before it: small where the page is ambiguous.
    """
    if not scores:
        return [], []
    worst = -1e18
    best = [worst] * len(STATES)
    best[0], best[4] = scores[0][_INDEX["0S"]], scores[0][_INDEX["0H"]]
    history: list[list[int]] = []
    margins = [abs(best[0] - best[4])]
    for here in scores[1:]:
        reached = [worst] * len(STATES)
        came = [0] * len(STATES)
        for before, state, transition in _WAYS:
            value = best[before] + here[transition]
            if value > reached[state]:
                reached[state], came[state] = value, before
        history.append(came)
        ranked = sorted(reached)
        margins.append(ranked[-1] - ranked[-2])
        best = reached
    state = max(range(len(STATES)), key=best.__getitem__)
    path = [state]
    for came in reversed(history):
        state = came[state]
        path.append(state)
    return [STATES[s] for s in reversed(path)], margins


def transitions(path: list[str]) -> list[int]:
    """The transition into each line of a path, as an index into TRANSITIONS."""
    kinds = ["0", *(_KIND[s] for s in path[:-1])]
    return [_INDEX[k + s] for k, s in zip(kinds, path, strict=True)]


def quarter_points(page: Lines, path: list[str]) -> frozenset[int]:
    """Lines that begin the second, third or fourth of an article's equal columns.

    Every article of the seeds is set in four columns of equally many lines (docs/pages.md), so a
    blank line at a quarter point is a column break whatever stands around it.
    """
    points: set[int] = set()
    starts = [i for i, s in enumerate(path) if s == START]
    for start in starts:
        end = start + 1
        while end < len(path) and _KIND[path[end]] != "H" and path[end] != START:
            end += 1
        count = end - start
        for columns in (4, 3, 5, 2):
            if count % columns or count < columns * 3:
                continue
            quarters = [start + count * k // columns for k in range(1, columns)]
            if all(page.lines[q].blanks for q in quarters):
                points.update(quarters)
                break
    return frozenset(points)


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the line model says of a page."""

    path: list[str]
    """A state of STATES for each line."""
    margins: list[float]
    """How clearly each state won; small where the page is ambiguous."""
    parted: dict[int, float]
    """For each headline line that follows another: how much speaks for a new group (above 0) or the same (below)."""


def _plain_path(page: Lines) -> list[str]:
    """Labels for what is no newspaper page: hundreds of thousands of lines of a few characters each."""
    path = [START]
    for before, line in pairwise(page.lines):
        starts = credits.starts_body(line.text)
        path.append(START if starts else FIRST if line.blanks and before.text[-1] in FINAL else NEXT)
    return path


def label_lines(page: Lines, weights: Weights | None = None) -> Labelled:
    """Label every line of a page.

    Two passes: the first finds where articles lie, the second knows their column breaks.
    """
    if len(page.lines) > MANY_LINES and sum(len(x.text) for x in page.lines) < SHORT * len(page.lines):
        path = _plain_path(page)
        return Labelled(path, [0.0] * len(path), {})
    weights = weights or load_weights()
    scores = [
        _scores(active, weights) for active in cues.page_cues(page, cues.page_bigrams(page), frozenset())
    ]
    path, margins = decode_scores(scores)
    quarters = quarter_points(page, path)
    if quarters:
        row = weights.get("quarter", [0.0] * len(TRANSITIONS))
        scores = [
            [a + b for a, b in zip(x, row, strict=True)] if i in quarters else x for i, x in enumerate(scores)
        ]
        path, margins = decode_scores(scores)
    parted = {}
    for i in range(1, len(path)):
        if _KIND[path[i]] == _KIND[path[i - 1]] == "H":
            parted[i] = scores[i][_INDEX["HH"]] - scores[i][_INDEX["Hh"]]
    return Labelled(path, margins, parted)


def count_states(path: list[str]) -> Counter[str]:
    """How many lines have each state."""
    return Counter(path)
