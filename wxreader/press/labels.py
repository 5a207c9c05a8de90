"""What each line of a page is: a linear-chain model over visible cues, decoded by Viterbi.

Every cue alone fails on some page (no dateline, no blanks, a headline as wide as the column), and rules
stacked on rules fail on the next. Here each cue adds its weight to what a line may be and to how the page may
go on there, and the best path over the whole page wins. The weights are data
(`wxreader/data/line_weights.json`), fitted as a conditional random field with `tools/fit_line_weights.py`; a
cue's weight says what it is worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from wxreader import data
from wxreader.press.credits import starts_body
from wxreader.press.cues import LineCues, Seen, page_cues, see
from wxreader.press.habits import look, second_cues
from wxreader.press.lines import FINAL, Lines
from wxreader.press.states import (
    BEGINNINGS,
    BYLINE,
    CAPTION,
    CAPTION_MORE,
    CROSS,
    CROSS_MORE,
    FIRST,
    FURNITURE,
    GROUP,
    JUMP,
    KINDS,
    LABELS,
    MORE,
    NEXT,
    START,
    STATES,
    TOP,
    TRANSITIONS,
    WAYS,
)
from wxreader.press.told import LEAN, Told, named_lines

MANY_LINES, SHORT = 20_000, 6
"""More lines than this of fewer characters than this on average are no newspaper page;
they are not worth the model's time.
"""
Table = dict[str, list[float]]
"""For each cue a number for each label, or for each transition."""
FORBIDDEN = 1e6
"""Score taken off what a page cannot mean."""
_GOES_ON, _ABOVE_NEXT = TRANSITIONS.index("BC"), TRANSITIONS.index("BT")
_NOT_ON = tuple(t for t, name in enumerate(TRANSITIONS) if name[0] == "B" and name != "BC")
_WORST = -1e18
_LABEL_OF = [LABELS.index(label) for label, _ in STATES]
PARTS = (
    (START,),
    (FIRST, NEXT, CROSS, CROSS_MORE),
    (BYLINE, TOP),
    (GROUP, MORE),
    (CAPTION, CAPTION_MORE),
    (FURNITURE, JUMP),
)
"""Labels between which a line may change without another article being cut."""
_PART_OF = [next(n for n, part in enumerate(PARTS) if label in part) for label, _ in STATES]
_OUT_OF: list[list[tuple[int, int]]] = [[(j, t) for i, j, t in WAYS if i == k] for k in range(len(STATES))]
_INTO: list[list[tuple[int, int]]] = [[(i, t) for i, k, t in WAYS if k == j] for j in range(len(STATES))]
_GROUPS = (GROUP, MORE)
_NEW_GROUP, _SAME_GROUP = (TRANSITIONS.index("H" + label) for label in _GROUPS)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each cue is worth."""

    own: Table
    """For each label."""
    joins: Table
    """For each transition."""
    second: Weights | None = None
    """What it is worth in the second reading."""


@dataclass(frozen=True, slots=True)
class Scores:
    """A line's scores."""

    labels: list[float]
    joins: list[float]


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The fitted weights that come with the package."""
    table = data.weights("line_weights.json")
    second = Weights(table["own2"], table["joins2"]) if "own2" in table else None
    return Weights(table["own"], table["joins"], second)


def _sum(cues: list[str], table: Table, size: int) -> list[float]:
    rows = [table[cue] for cue in cues if cue in table]
    return list(map(sum, zip(*rows, strict=True))) if rows else [0.0] * size


def score(active: LineCues, weights: Weights) -> Scores:
    """Sums of the active cues' weights."""
    joins = _sum(active.joins, weights.joins, len(TRANSITIONS))
    if (
        "after-byline=bracket" in active.joins
    ):  # what follows a byline in brackets is no more of its paragraph
        joins[_GOES_ON] -= FORBIDDEN
    if "bracket-runs-on" in active.joins:  # the rest of a bracket is of the line that opened it
        for t in _NOT_ON:
            joins[t] -= FORBIDDEN
    if "byline-line" in active.own:  # names in brackets below a body are its own
        joins[_ABOVE_NEXT] -= FORBIDDEN
    own = _sum(active.own, weights.own, len(LABELS))
    if "dateline" in active.own:  # 本报讯 at a line's start
        own = [v if label == START else v - FORBIDDEN for v, label in zip(own, LABELS, strict=True)]
    return Scores(own, joins)


@dataclass(frozen=True, slots=True)
class BestPath:
    """The best path over a page."""

    path: list[str]
    """A label for each line."""
    margins: list[float]
    """By how much each label beats the best other one given the path before it:
    small where the page is ambiguous.
    """
    reached: list[list[float]]
    """For each line and state the score of the best path that ends there."""


def decode_scores(scores: list[Scores]) -> BestPath:
    """The best labels for a page by Viterbi."""
    if not scores:
        return BestPath([], [], [])
    best = [_WORST] * len(STATES)
    for j, t in BEGINNINGS:
        best[j] = scores[0].labels[_LABEL_OF[j]] + scores[0].joins[t]
    history: list[list[int]] = []
    margins = [_margin(best)]
    levels = [best]
    for here in scores[1:]:
        reached, came = [], []
        joins = here.joins
        for j, ways in enumerate(_INTO):
            value, before = max([(best[i] + joins[t], i) for i, t in ways])
            reached.append(value + here.labels[_LABEL_OF[j]])
            came.append(before)
        history.append(came)
        margins.append(_margin(reached))
        best = reached
        levels.append(best)
    state = max(range(len(STATES)), key=best.__getitem__)
    path = [state]
    for came in reversed(history):
        state = came[state]
        path.append(state)
    return BestPath([STATES[s][0] for s in reversed(path)], margins, levels)


def clearness(scores: list[Scores], found: BestPath) -> list[float]:
    """For each line by how much the best page beats the best one in which the line is of another part
    (`PARTS`).
    """
    if not scores:
        return []
    out = []
    after = [0.0] * len(STATES)
    for i in range(len(scores) - 1, -1, -1):
        by_part = [_WORST] * len(PARTS)
        for part, reached, rest in zip(_PART_OF, found.reached[i], after, strict=True):
            by_part[part] = max(by_part[part], reached + rest)
        first, second = sorted(by_part)[:-3:-1]
        out.append(first - second)
        if i:
            joins, labels = scores[i].joins, scores[i].labels
            worth = [labels[k] + rest for k, rest in zip(_LABEL_OF, after, strict=True)]
            after = [max([worth[j] + joins[t] for j, t in ways], default=_WORST) for ways in _OUT_OF]
    return out[::-1]


def _margin(reached: list[float]) -> float:
    """How far the best label is ahead of the best other label."""
    by_label: dict[int, float] = {}
    for j, value in enumerate(reached):
        label = _LABEL_OF[j]
        by_label[label] = max(value, by_label.get(label, _WORST))
    ranked = sorted(by_label.values())
    return ranked[-1] - ranked[-2]


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the line model says of a page."""

    path: list[str]
    """A label of `states.LABELS` for each line."""
    margins: list[float]
    """How clearly each line is of its part and no other; small where the page is ambiguous."""
    parted: dict[int, float]
    """For each headline line that follows another: how much speaks for a new group (above 0) or the same
    (below).
    """


def _plain_path(page: Lines) -> list[str]:
    """Labels for what is no newspaper page: hundreds of thousands of lines of a few characters each."""
    path = [START]
    for before, line in pairwise(page.lines):
        goes_on = FIRST if line.blanks and before.text[-1] in FINAL else NEXT
        path.append(START if starts_body(line.text) else goes_on)
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """The last reading of a page, with what it was made from."""

    active: list[LineCues]
    scores: list[Scores]
    found: BestPath
    weights: Weights


_SIZES: tuple[tuple[float, dict[str, float]], ...] = (
    (0.92, {GROUP: -5, MORE: -5, CAPTION: 4, CAPTION_MORE: 4, START: -3, FIRST: -3, NEXT: -3, FURNITURE: 1}),
    (1.08, {GROUP: -5, MORE: -5, CROSS: -2, CROSS_MORE: -2, CAPTION: -1, CAPTION_MORE: -1}),
    (1.28, {CROSS: 5, CROSS_MORE: 5, GROUP: -2, MORE: -1, START: -3, FIRST: -3, NEXT: -3}),
    (
        1e9,
        {
            GROUP: 6,
            MORE: 6,
            CROSS: -3,
            CROSS_MORE: -3,
            START: -4,
            FIRST: -4,
            NEXT: -4,
            BYLINE: -4,
            TOP: -4,
            FURNITURE: -2,
        },
    ),
)
"""What a size of type (against the body's, up to a bound) says for a label: chosen, papers set headlines from
1.3 times the body, crossheads a little larger or bold, captions smaller."""


def _sized(scores: list[Scores], page: Lines) -> list[Scores]:
    """Scores with what the size of type says, where a PDF tells it."""
    for here, size in zip(scores, page.sizes, strict=False):
        said = next(worth for bound, worth in _SIZES if size <= bound)
        for label, value in said.items():
            here.labels[LABELS.index(label)] += value
    return scores


def _led(scores: list[Scores], seen: Seen, named: Mapping[int, str]) -> list[Scores]:
    """Scores with the reader's word on some lines: theirs for sure, lines set like them lean to it."""
    if not named:
        return scores
    looks = [look(seen, i) for i in range(len(scores))]
    for i, label in named.items():
        column = LABELS.index(label)
        scores[i].labels[column] += FORBIDDEN / 2
        for k, other in enumerate(looks):
            if other and other == looks[i] and k not in named:
                scores[k].labels[column] += LEAN
    return scores


def read(page: Lines, weights: Weights | None = None, told: Told = ()) -> PageReading:
    """Read a page twice: the second reading knows what the first saw surely, both what the reader said."""
    weights = weights or load_weights()
    seen = see(page)
    active = page_cues(seen)
    named = named_lines(page, told)
    scores = _led(_sized([score(x, weights) for x in active], page), seen, named)
    found = decode_scores(scores)
    if weights.second:
        weights = weights.second
        active = second_cues(seen, active, found.path, found.margins)
        scores = _led(_sized([score(x, weights) for x in active], page), seen, named)
        found = decode_scores(scores)
    return PageReading(active=active, scores=scores, found=found, weights=weights)


def reasons(reading: PageReading, i: int, label: str) -> list[tuple[str, float]]:
    """What each cue of a line says for a label given the line before, heaviest first."""
    before = KINDS[reading.found.path[i - 1]] if i else "0"
    transition = TRANSITIONS.index(before + label) if before + label in TRANSITIONS else None
    column = LABELS.index(label)
    own = [
        (cue, reading.weights.own[cue][column]) for cue in reading.active[i].own if cue in reading.weights.own
    ]
    joins = [
        (f"↳ {cue}", reading.weights.joins[cue][transition])
        for cue in reading.active[i].joins
        if transition is not None and cue in reading.weights.joins
    ]
    return sorted(own + joins, key=lambda x: -abs(x[1]))


def label_lines(page: Lines, weights: Weights | None = None, told: Told = ()) -> Labelled:
    """Label every line of a page."""
    if len(page.lines) > MANY_LINES and sum(len(x.text) for x in page.lines) < SHORT * len(page.lines):
        path = _plain_path(page)
        return Labelled(path, [0.0] * len(path), {})
    reading = read(page, weights, told)
    path, scores = reading.found.path, reading.scores
    parted = {}
    for i in range(1, len(path)):
        if path[i] in _GROUPS and path[i - 1] in _GROUPS:
            new = scores[i].joins[_NEW_GROUP] + scores[i].labels[LABELS.index(GROUP)]
            parted[i] = new - scores[i].joins[_SAME_GROUP] - scores[i].labels[LABELS.index(MORE)]
    return Labelled(path, clearness(scores, reading.found), parted)
