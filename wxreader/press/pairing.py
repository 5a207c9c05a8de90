"""Which headline belongs to which body: an assignment over the page.

A headline may stand before its body, after it, or after another article's headline (seed 001), so
the nearest is right only 79% of the time. Shared wording decides, each pair of characters weighted
by its rarity on the page; position breaks ties; the whole page is solved at once, so that no
headline is dropped or used twice.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import dataclass

MAX_CELLS = 40_000
"""Groups times bodies up to which the exact assignment is solved; larger pages go by position."""
MAX_PARTED = 40
"""Breaks of a page's headlines that are tried both ways (chosen: each try is an assignment)."""
_UNDECIDED = 0.5
"""The habit of a page of which it cannot be told."""
LEAD = 160
"""Characters of a body that headlines are mostly written from."""


TRUST, TRUST_MOST = 0.1, 0.8
"""How much a unit of the line model's score counts against a unit of fit, and how much it counts at most."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A headline group or a body on the page."""

    text: str
    first: int
    """Its first line, as a place in `Lines.lines`."""
    last: int


def bigrams(text: str) -> list[str]:
    """Neighbouring pairs of its non-space characters."""
    chars = "".join(text.split())
    return [a + b for a, b in itertools.pairwise(chars)]


class _Wording:
    """The bodies' wording, taken once, and each headline group's likeness to them."""

    def __init__(self, bodies: list[Stretch]) -> None:
        self._full = [set(bigrams(b.text)) for b in bodies]
        self._leads = [set(bigrams(b.text[:LEAD])) for b in bodies]
        self._spread: Counter[str] = Counter()
        for body in self._full:
            self._spread.update(body)
        self._known: dict[str, list[float]] = {}

    def likeness(self, text: str) -> list[float]:
        """For each body the share of a text's wording, weighted by rarity on the page, that it has;
        its lead counts more.
        """
        if text not in self._known:
            words = set(bigrams(text))
            weight = {w: math.log(1 + len(self._full) / self._spread[w]) for w in words if self._spread[w]}
            total = sum(weight.values()) + 0.35 * (len(words) - len(weight)) + 1.0
            self._known[text] = [
                sum(v * (1.6 if w in lead else 1.0) for w, v in weight.items() if w in body) / total
                for body, lead in zip(self._full, self._leads, strict=True)
            ]
        return self._known[text]


def _position(
    group: Stretch, body: Stretch, groups: list[Stretch], bodies: list[Stretch], after: float
) -> float:
    """How well their places fit: full marks for neighbours on the side that the page's habit asks for."""
    if group.first > body.last:
        between = sum(body.last < x.first < group.first for x in bodies) + 0.5 * sum(
            body.last < x.first < group.first for x in groups
        )
        return after / (1 + between)
    between = sum(group.last < x.first < body.first for x in bodies) + 0.5 * sum(
        group.last < x.first < body.first for x in groups
    )
    return (1 - after) / (1 + between)


def _habit(groups: list[Stretch], bodies: list[Stretch]) -> float:
    """Whether this page's headlines follow their bodies (1) or stand before them (0);
    0.5 where it can't be told.
    """
    if not groups or not bodies:
        return _UNDECIDED
    before = groups[0].first < bodies[0].first
    behind = groups[-1].first > bodies[-1].first
    if before == behind:
        return _UNDECIDED
    return 0.8 if behind else 0.2


def _free_column(
    cost: list[list[float]], match: list[int], u: list[float], v: list[float]
) -> tuple[int, list[int]]:
    """The free column at the end of the cheapest path from the row that `match` has at column 0.

    Potentials `u` of rows and `v` of columns are moved along.

    Returns:
        That column, and for each column the one before it on its path.
    """
    columns = len(match) - 1
    column = 0
    least = [math.inf] * (columns + 1)
    came = [0] * (columns + 1)
    used = [False] * (columns + 1)
    while match[column]:
        used[column] = True
        current, delta, following = match[column], math.inf, 0
        for j in range(1, columns + 1):
            if used[j]:
                continue
            reduced = cost[current - 1][j - 1] - u[current] - v[j]
            if reduced < least[j]:
                least[j], came[j] = reduced, column
            if least[j] < delta:
                delta, following = least[j], j
        for j in range(columns + 1):
            if used[j]:
                u[match[j]] += delta
                v[j] -= delta
            else:
                least[j] -= delta
        column = following
    return column, came


def solve(cost: list[list[float]]) -> list[int]:
    """Assign each row a column of its own at the least total cost (Hungarian method with potentials, O(n²m)).

    Args:
        cost: Rows by columns, not more rows than columns.

    Returns:
        For each row its column.
    """
    rows, columns = len(cost), len(cost[0]) if cost else 0
    u, v = [0.0] * (rows + 1), [0.0] * (columns + 1)
    match = [0] * (columns + 1)
    for row in range(1, rows + 1):
        match[0] = row
        column, came = _free_column(cost, match, u, v)
        while column:
            match[column] = match[came[column]]
            column = came[column]
    out = [0] * rows
    for column in range(1, columns + 1):
        if match[column]:
            out[match[column] - 1] = column - 1
    return out


def _fits(groups: list[Stretch], bodies: list[Stretch], wording: _Wording) -> list[list[float]]:
    after = _habit(groups, bodies)
    out = []
    for group in groups:
        like = wording.likeness(group.text)
        out.append(
            [like[j] + 0.45 * _position(group, body, groups, bodies, after) for j, body in enumerate(bodies)]
        )
    return out


@dataclass(frozen=True, slots=True)
class Arranged:
    """A page's headline groups and whose they are."""

    groups: list[Stretch]
    owners: list[int]
    """For each group the index of its body; -1 where the page has no body."""
    clear: list[float]
    """How clearly that body was the best (0: a toss-up)."""


def _assign(
    groups: list[Stretch], bodies: list[Stretch], wording: _Wording
) -> tuple[list[int], list[float], float]:
    """Solve the assignment; with more groups than bodies the ones left over go where they fit best.

    Returns:
        Owners, clearness, and the total fit (left-over groups count nothing).
    """
    fits = _fits(groups, bodies, wording)
    size = max(len(groups), len(bodies))
    cost = [
        [-fits[i][j] if i < len(groups) and j < len(bodies) else 0.0 for j in range(size)]
        for i in range(size)
    ]
    chosen = solve(cost)[: len(groups)]
    owners, clear, total = [], [], 0.0
    for i, j in enumerate(chosen):
        best = j if j < len(bodies) else max(range(len(bodies)), key=lambda k: fits[i][k])
        total += fits[i][best] if j < len(bodies) else 0.0
        others = [fits[i][k] for k in range(len(bodies)) if k != best]
        owners.append(best)
        clear.append(fits[i][best] - max(others, default=0.0))
    return owners, clear, total


def _cut(
    lines: list[Stretch], parted: dict[int, float], marks: frozenset[int]
) -> tuple[list[Stretch], float]:
    """Group headline lines at the marks; also what the line model thinks of this grouping."""
    groups: list[Stretch] = []
    opinion = 0.0
    for line in lines:
        joins = groups and line.first in parted and groups[-1].last + 1 == line.first
        if line.first in parted:
            lean = max(-TRUST_MOST, min(TRUST_MOST, parted[line.first] * TRUST))
            opinion += lean if line.first in marks else -lean
        if joins and line.first not in marks:
            groups[-1] = Stretch(groups[-1].text + " " + line.text, groups[-1].first, line.last)
        else:
            groups.append(line)
    return groups, opinion / 2


def arrange(lines: list[Stretch], parted: dict[int, float], bodies: list[Stretch]) -> Arranged:
    """Cut a page's headline lines into groups and give each group the body it belongs to.

    Where two groups stand in one gap the line model alone often cannot tell where one ends (PAGES,
    hard case 6), so the cut and the assignment are searched together: single marks are set or
    lifted as long as that makes the whole page fit better.

    Args:
        lines: The headline lines, one span each.
        parted: From `labels.Labelled`: lines that may begin a new group right after another line.
        bodies: The bodies.
    """
    marks = frozenset(i for i, lean in parted.items() if lean > 0)
    groups, opinion = _cut(lines, parted, marks)
    if not groups or not bodies:
        return Arranged(groups, [-1] * len(groups), [0.0] * len(groups))
    if len(groups) * len(bodies) > MAX_CELLS or len(parted) > MAX_PARTED:
        return Arranged(groups, _by_position(groups, bodies), [0.0] * len(groups))
    wording = _Wording(bodies)
    owners, clear, total = _assign(groups, bodies, wording)
    best = total + opinion
    improved = bool(parted)
    while improved:
        improved = False
        for i in parted:
            tried = marks ^ {i}
            other, opinion = _cut(lines, parted, tried)
            result = _assign(other, bodies, wording)
            if result[2] + opinion > best + 1e-9:
                marks, groups, best = tried, other, result[2] + opinion
                owners, clear, _ = result
                improved = True
    return Arranged(groups, owners, clear)


def _by_position(groups: list[Stretch], bodies: list[Stretch]) -> list[int]:
    """The nearest body on the side of the page's habit; for pages too large for the assignment."""
    after = _habit(groups, bodies) > _UNDECIDED
    out = []
    at = 0
    for group in groups:
        while at + 1 < len(bodies) and bodies[at + 1].first < group.first:
            at += 1
        behind = bodies[at].first < group.first
        out.append(at if after or not behind else min(at + 1, len(bodies) - 1))
    return out
