"""What a page does once it does again: the first reading's labels as cues for the second.

A house sets its crossheads, captions and bylines in one way. Where the first reading saw some of them surely,
lines that look alike are the same; headlines that stood before their bodies go on to do so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from wxreader.press import states
from wxreader.press.cues import LineCues, Seen, bucket, join_cues

_SHORT = 1.15
"""Widths of a column up to which a line is compared with its like."""
_GROUPS = (states.GROUP, states.MORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What the first reading says of a page."""

    twins: dict[str, Counter[str]]
    """For each look of a short line how often it had which label."""
    looks: list[str]
    """The look of each short line; empty for others."""
    heads: str
    """Where headlines stand: before, after, mixed, none."""
    crosses: int
    bylines: str
    """Where bylines of their own line stand: top, end, both, none."""


def look(seen: Seen, i: int) -> str:
    """What a short line has in common with its like: mark, width, blanks, indent, end."""
    line, shape = seen.page.lines[i], seen.shapes[i]
    limit = _SHORT * seen.width if seen.width else 40.0
    if line.width > limit or shape.periods:
        return ""
    after = seen.page.lines[i + 1].blanks > 0 if i + 1 < len(seen.page.lines) else True
    blanks = f"{line.blanks > 0}/{after}" if seen.page.blank_mode == "normal" else ""
    who = ""
    if shape.persons is not None:
        named = "names" if shape.persons.sure else ""
        who = "role" if shape.persons.role else named
    words = "".join(w[0] for w in shape.words if w in ("shown", "date", "paged", "editor", "credit"))
    width, sentence = bucket(line.width, (5, 16, 30)), shape.end in ("final", "quoted")
    return f"{shape.form}|{who}|{words}|{width}|{blanks}|{line.indent >= 1}|{sentence}"


def _heads(path: list[str]) -> str:
    """Where headlines stand, from what follows and what precedes them."""
    solid = [x for x in path if x not in states.APART and x not in (states.JUMP, states.TOP)]
    before = sum(a in _GROUPS and b == states.START for a, b in pairwise(solid))
    starts = solid.count(states.START)
    groups = solid.count(states.GROUP)
    if not groups or not starts:
        return "none"
    first = next(x for x in solid if x in (states.START, *_GROUPS))
    if before >= 0.8 * starts:
        return "before" if first != states.START else "mixed"
    return "after" if first == states.START and solid[-1] in _GROUPS else "mixed"


def habits_of(seen: Seen, path: list[str]) -> Habits:
    """The habits of a page by its first reading."""
    twins: dict[str, Counter[str]] = defaultdict(Counter)
    looks = [look(seen, i) for i in range(len(path))]
    for like, label in zip(looks, path, strict=True):
        if like:
            twins[like][label] += 1
    tops, ends = path.count(states.TOP), path.count(states.BYLINE)
    where = {(True, True): "both", (True, False): "top", (False, True): "end"}.get(
        (tops > 0, ends > 0), "none"
    )
    return Habits(
        twins=dict(twins), looks=looks, heads=_heads(path), crosses=path.count(states.CROSS), bylines=where
    )


def _twin_cues(habits: Habits, i: int, label: str) -> list[str]:
    """What lines that look like this one were taken for."""
    like = habits.looks[i]
    if not like:
        return []
    counts = habits.twins[like].copy()
    counts[label] -= 1
    total = sum(counts.values())
    if total < 1:
        return ["twins=none"]
    best, many = counts.most_common(1)[0]
    share = bucket(many / total, (0.5, 0.8))
    return [
        f"twins={best}/{share}",
        f"twins={best}/{share}/{min(3, total)}",
        *(f"twin={x}" for x, n in counts.items() if n > 0),
    ]


def second_cues(seen: Seen, first: list[LineCues], path: list[str], margins: list[float]) -> list[LineCues]:
    """The cues of a page's lines with what its first reading adds."""
    habits = habits_of(seen, path)
    page = f"{habits.heads}"
    out = []
    last = -1
    for i, active in enumerate(first):
        label = path[i]
        before = path[i - 1] if i else "0"
        following = path[i + 1] if i + 1 < len(path) else "0"
        sure = bucket(margins[i], (0.7, 2.0, 5.0))
        own = [
            f"was={label}/{sure}", f"was={before}{label}{following}", f"was-next={following}",
            f"heads={page}/{label}", f"crosses={min(3, habits.crosses)}/{label}",
            f"bylines={habits.bylines}/{label}", *_twin_cues(habits, i, label),
        ]  # fmt: skip
        joins = [
            f"heads={page}",
            f"heads={page}/{label}",
            f"was={before}{label}",
            f"was={label}/{sure}",
            f"bylines={habits.bylines}/{label}",
        ]
        if last >= 0 and last != i - 1:
            joins += ["far " + cue for cue in join_cues(seen, i, last)]
        if label not in states.APART:
            last = i
        out.append(LineCues(active.own + own, active.joins + joins))
    return out
