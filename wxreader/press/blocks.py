"""Blocks between blank lines, and where on the page a line's wording comes back."""

from __future__ import annotations

import itertools
from bisect import bisect_left

from wxreader.press.lines import Line, Lines
from wxreader.press.shapes import Shape

_MEASURED = 40
"""Lines of a block that are looked at."""
_NEAR = 12
"""Lines before and after a short line in which its wording is looked for."""
_ECHO_MOST = 70
"""Characters of a line above which it is no headline, crosshead or caption line of one piece."""


SHORT_BLOCK = 2
"""Lines of a block that is no text of its own, where it ends no sentence (chosen)."""
_OPENING = ("shown", "date", "net", "trade", "editor", "jump-in")
_CLOSING = ("shot", "credit", "net", "trade", "editor", "jump-out")
_OFTEN = 0.6
"""Share of double blank lines among blank ones from which they part no articles."""
_BACK, _AHEAD = 24, 10
"""Lines before and after a place whose wording is compared: chosen, about a paragraph or two."""
_COMMON = 0.05
"""Share of the page's lines on which a pair may stand and still tell one article from another."""


def _bucket(value: float, edges: tuple[float, ...]) -> int:
    return bisect_left(edges, value)


class Blocks:
    """Runs of lines without a blank between, and what can be said of each run as a whole."""

    def __init__(self, page: Lines, shapes: list[Shape]) -> None:
        self.form = page.form
        self.shapes = shapes
        self.of: list[int] = []
        self.lines: list[list[Line]] = []
        self.first: list[int] = []
        for i, line in enumerate(page.lines):
            if not self.lines or line.blanks:
                self.lines.append([])
                self.first.append(i)
            self.lines[-1].append(line)
            self.of.append(len(self.lines) - 1)
        self.section = self._sections()
        firsts = [shapes[a : a + min(_MEASURED, len(b))] for a, b in zip(self.first, self.lines, strict=True)]
        self.periods = [min(2, sum(s.periods for s in block)) for block in firsts]
        self.ends = [shapes[a + len(b) - 1].end for a, b in zip(self.first, self.lines, strict=True)]

    def _sections(self) -> list[str]:
        """Where each block stands between two double blank lines, on pages that have some."""
        wide = [n for n, block in enumerate(self.lines) if n and block[0].blanks > 1]
        if not wide or len(wide) > _OFTEN * len(self.lines):
            return ["none"] * len(self.lines)
        out = ["inside"] * len(self.lines)
        for a, b in itertools.pairwise([0, *wide, len(self.lines)]):
            out[b - 1] = "last"
            out[a] = "only" if b - a == 1 else "first"
        return out

    def cues(self, i: int) -> list[str]:
        """What a line's block, and the blocks around it, say of it."""
        n = self.of[i]
        block = self.lines[n]
        size = _bucket(len(block), (1, 2, 3, 5, 9))
        ended = self.ends[n] in ("final", "quoted")
        start, end = self.first[n], self.first[n] + len(block) - 1
        first, last = self.shapes[start], self.shapes[end]
        place = {end: "last", start: "first"}.get(i, "inside")
        opens, before = self._next_opens(n), self._before(n)
        return [
            f"block-lines={size}/{place}",
            f"block-periods={self.periods[n]}",
            f"block-end={self.ends[n]}",
            f"block={size}/{min(1, self.periods[n])}/{ended}",
            f"block-next={opens}",
            f"{self.form}:block-next={opens}/{size}/{place == 'first'}",
            f"block-before={before}/{size}",
            f"section={self.section[n]}/{size}/{min(1, self.periods[n])}",
            *(f"block-opens={w}/{size}" for w in first.words if w in _OPENING),
            *(f"block-closes={w}/{size}" for w in last.words if w in _CLOSING),
            f"blocks={before}/{size}/{min(1, self.periods[n])}/{opens}",
        ]

    def _next_opens(self, n: int) -> str:
        """What the next block begins with."""
        if n + 1 >= len(self.lines):
            return "none"
        if self.shapes[self.first[n + 1]].dateline:
            return "dateline"
        return "short" if len(self.lines[n + 1]) <= SHORT_BLOCK and not self.periods[n + 1] else "text"

    def _before(self, n: int) -> str:
        """How the block before ended."""
        if not n:
            return "none"
        if len(self.lines[n - 1]) <= SHORT_BLOCK and not self.periods[n - 1]:
            return "short"
        return "ended" if self.ends[n - 1] in ("final", "quoted") else "torn"


class Wording:
    """On which lines each pair of neighbouring characters stands."""

    def __init__(self, page: Lines) -> None:
        self.lines = page.lines
        self.at: dict[str, list[int]] = {}
        self.whole: dict[str, int] = {}
        for i, line in enumerate(page.lines):
            self.whole[line.text] = self.whole.get(line.text, 0) + 1
            for pair in map("".join, itertools.pairwise(line.text)):
                places = self.at.setdefault(pair, [])
                if not places or places[-1] != i:
                    places.append(i)

    def cohesion(self, i: int) -> tuple[float, float]:
        """How much of the wording after a line stood before it, and how much stands elsewhere on the page."""
        pairs: set[str] = set()
        for line in self.lines[i + 1 : i + 1 + _AHEAD]:
            pairs.update(map("".join, itertools.pairwise(line.text[:_ECHO_MOST])))
        near = far = 0
        most = max(4, _COMMON * len(self.lines))
        for pair in pairs:
            places = self.at[pair]
            if not 1 < len(places) <= most:
                continue
            k = bisect_left(places, i + 1)
            near += k > 0 and places[k - 1] >= i - _BACK
            far += (k > 0 and places[0] < i - _BACK) or places[-1] > i + _AHEAD
        return near / max(1, len(pairs)), far / max(1, len(pairs))

    def _shares(self, i: int) -> tuple[float, float, float] | None:
        """Shares of a line's wording that come back after it, before it, anywhere."""
        pairs = set(map("".join, itertools.pairwise(self.lines[i].text)))
        if len(pairs) <= 1:
            return None
        after = before = anywhere = 0
        for pair in pairs:
            places = self.at[pair]
            k = bisect_left(places, i)
            after += int(k + 1 < len(places) and places[k + 1] <= i + _NEAR)
            before += int(k > 0 and places[k - 1] >= i - _NEAR)
            anywhere += int(len(places) > 1)
        return after / len(pairs), before / len(pairs), anywhere / len(pairs)

    def cues(self, i: int, shape: Shape) -> list[str]:
        """Where a short line's wording comes back: a headline's does, a torn sentence's does not."""
        text = self.lines[i].text
        out = []
        if self.whole[text] > 1 and len(text) > 1:
            out.append("repeated-line")
        if len(text) > _ECHO_MOST or shape.periods:
            return out
        shares = self._shares(i)
        if shares is None:
            return out
        near, far = self.cohesion(i)
        level = _bucket(near, (0.005, 0.02, 0.04, 0.07, 0.11))
        out += [
            f"cohesion={level}",
            f"cohesion={level}/{shape.end}",
            f"cohesion={min(2, level // 2)}/{_bucket(far, (0.03, 0.1))}/{shape.end}",
        ]
        after, before, anywhere = (_bucket(x, (0.05, 0.2, 0.35, 0.5, 0.7, 0.9)) for x in shares)
        return [
            *out,
            f"echo={after}",
            f"echo-before={before}",
            f"echo-page={anywhere}",
            f"echo={min(after, 4) // 2}/{min(before, 4) // 2}/{shape.end}",
        ]
