"""What a line of a page can be, and what may follow what.

A caption or a line of furniture interrupts whatever stands around it, so its state remembers whether a body
was open.
"""

from __future__ import annotations

START, FIRST, NEXT = "S", "P", "C"
"""First line of a body; of a paragraph; any other body line."""
CROSS, CROSS_MORE = "X", "x"
"""First and further lines of a crosshead."""
BYLINE, TOP = "Y", "T"
"""A byline's own line: of the body before or around it; above its body."""
GROUP, MORE = "H", "h"
"""First and further lines of a headline group."""
CAPTION, CAPTION_MORE = "G", "g"
"""First and further lines of a picture's caption."""
FURNITURE, JUMP = "F", "J"
"""What belongs to no article; a line that sends to another page."""
LABELS = (
    START,
    FIRST,
    NEXT,
    CROSS,
    CROSS_MORE,
    BYLINE,
    TOP,
    GROUP,
    MORE,
    CAPTION,
    CAPTION_MORE,
    FURNITURE,
    JUMP,
)
APART = frozenset((CAPTION, CAPTION_MORE, FURNITURE))
"""Labels of lines that interrupt a text without ending it."""
KINDS = {
    START: "B", FIRST: "B", NEXT: "B", CROSS: "X", CROSS_MORE: "X", BYLINE: "Y", TOP: "T", GROUP: "H",
    MORE: "H",
    CAPTION: "G", CAPTION_MORE: "G", FURNITURE: "F", JUMP: "J",
}  # fmt: skip
"""The kind of a label, as the line after it sees it."""
_PLAIN = (START, FIRST, NEXT, CROSS, CROSS_MORE, BYLINE, TOP, GROUP, MORE)
_ASIDE = (CAPTION, CAPTION_MORE, FURNITURE, JUMP)
STATES = tuple((label, "") for label in _PLAIN) + tuple((label, c) for c in "BH" for label in _ASIDE)
"""A label, and for an interruption whether a body was open (B) or not (H)."""
_ENDS = {START, GROUP, TOP}
"""What may follow where no body is open."""
_AFTER = {
    "B": {FIRST, NEXT, START, CROSS, BYLINE, TOP, GROUP, CAPTION, FURNITURE, JUMP},
    "X": {FIRST, CROSS_MORE, CAPTION, FURNITURE},
    "Y": {FIRST, START, CROSS, BYLINE, TOP, GROUP, CAPTION, FURNITURE, JUMP},
    "T": {START, TOP, CAPTION, FURNITURE, JUMP},
    "H": {START, MORE, GROUP, TOP, CAPTION, FURNITURE, JUMP},
}
TRANSITIONS = tuple(
    dict.fromkeys(
        [f"0{x}" for x in (START, GROUP, TOP, CAPTION, FURNITURE, JUMP)]
        + [kind + label for kind in _AFTER for label in LABELS if label in _AFTER[kind]]
        + [
            a + label
            for a in "GFJ"
            for label in LABELS
            if label not in (CROSS_MORE, MORE) and (label != CAPTION_MORE or a == "G")
        ]
    )
)
"""From the kind of the line before (0 the page's start) to a label."""


def _context(state: tuple[str, str]) -> str:
    """Whether a body is open after a state."""
    label, remembered = state
    if label in _ASIDE:
        return remembered
    return "H" if label in (TOP, GROUP, MORE) else "B"


def _allowed(before: tuple[str, str], state: tuple[str, str]) -> bool:
    """Whether a line may follow another."""
    (label, remembered), (new, kept) = before, state
    if new in _ASIDE and kept != _context(before):
        return False
    if label not in _ASIDE:
        return new in _AFTER[KINDS[label]]
    if new == CAPTION_MORE:
        return label in (CAPTION, CAPTION_MORE)
    if new in _ASIDE:
        return True
    if remembered == "H":
        return new in _ENDS
    return new in (START, FIRST, NEXT, CROSS, BYLINE, TOP, GROUP) and not (label == JUMP and new == NEXT)


WAYS = tuple(
    (i, j, TRANSITIONS.index(KINDS[before[0]] + state[0]))
    for j, state in enumerate(STATES)
    for i, before in enumerate(STATES)
    if _allowed(before, state)
)
"""(state before, state, transition) for each way that a page may go on."""
BEGINNINGS = tuple(
    (j, TRANSITIONS.index("0" + state[0]))
    for j, state in enumerate(STATES)
    if "0" + state[0] in TRANSITIONS and state[1] in ("", "H")
)
"""(state, transition) for each way that a page may begin."""


def path_states(path: list[str]) -> list[int] | None:
    """The states of a path of labels; None where a page cannot go so."""
    out: list[int] = []
    context = "H"
    for label in path:
        state = (label, context) if label in _ASIDE else (label, "")
        if out and not _allowed(STATES[out[-1]], state):
            return None
        if not out and "0" + label not in TRANSITIONS:
            return None
        out.append(STATES.index(state))
        context = _context(state)
    return out
