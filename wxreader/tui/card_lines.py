"""A card as lines: parts with their headings, columns with theirs, long lists folded. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from wxreader.i18n import _, ngettext
from wxreader.model import Place, shown_date
from wxreader.profiles.card import Card
from wxreader.profiles.offices import Office
from wxreader.profiles.timeline import chart
from wxreader.text import cells, cut, one_line, pad
from wxreader.tui.screens.goals import Goal
from wxreader.tui.widgets.entity_list import LETTERS

FOLDED = 10
"""Articles shown before the rest is folded away. Chosen: a screen of 24 lines shows the next part too."""
CHANCE = 10.8
"""Log-likelihood below which two names may stand together by chance: one in a thousand (Dunning 1993)."""
DATE_CELLS = 11
"""Room for an ISO date, and `?` beside a guess."""
NAME_CELLS = 24
"""Room for a name that it appears with."""
LEFT_CELLS = 36
"""Room for what stands left of the name in its sentences: 18 characters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CardLine:
    """A line of a card."""

    text: str
    right: str = ""
    """What stands at the right edge."""
    style: str = "plain"
    goal: Goal | None = None
    """Where Enter leads."""
    unfolds: bool = False
    """Whether Enter shows what is folded away here."""


def lines_of(card: Card, width: int, unfolded: bool = False) -> list[CardLine]:
    """The card as lines: a heading and its lines for each part that it has.

    Args:
        card: The card.
        width: Room in cells.
        unfolded: Whether all articles are listed.
    """
    company = _("appears with   (log-likelihood; below {n} it may be chance)", n=CHANCE)
    parts = (
        (_("of this name, told apart by their offices"), "", _namesakes(card)),
        (_("offices"), _("articles"), _offices(card, unfolded)),
        (_("articles by month"), "", [_plain(x, style="accent") for x in chart(card.months, width - 4)]),
        (_("articles"), _("mentions"), _articles(card, unfolded)),
        (company, _("articles together · log-likelihood"), _company(card)),
        (_("sentences"), "", _sentences(card)),
    )
    lines: list[CardLine] = []
    for name, head, part in parts:
        if part:
            lines += [CardLine(text=name, right=head, style="rule"), *part]
    return lines


def _plain(text: str, right: str = "", style: str = "plain", goal: Goal | None = None) -> CardLine:
    return CardLine(text=f"  {text}", right=right, style=style, goal=goal)


def _counted(articles: int) -> str:
    return ngettext("{n} article", "{n} articles", articles)


def _namesakes(card: Card) -> list[CardLine]:
    return [_plain(one_line(o.title), _counted(o.articles), goal=Goal(o.article)) for o in card.namesakes]


def _offices(card: Card, unfolded: bool) -> list[CardLine]:
    """The offices; what stands in one article of many is folded away."""
    rare = [o for o in card.offices if o.rare]
    lines = [_office(o) for o in card.offices if not o.rare]
    if rare and not unfolded:
        more = _("other readings ({n})", n=len(rare))
        return [*lines, CardLine(text=f"  {more}", style="accent", unfolds=True)]
    return lines + [_office(o, "dim") for o in rare]


def _office(office: Office, style: str = "plain") -> CardLine:
    span = office.first if office.first == office.last else f"{office.first} – {office.last}"
    span = span or _("no date")
    return _plain(f"{span}  {one_line(office.title)}", str(office.articles), style)


def _articles(card: Card, unfolded: bool) -> list[CardLine]:
    shown = card.appearances if unfolded else card.appearances[:FOLDED]
    lines = [
        _plain(
            f"{pad(shown_date(a.date, a.sure) or '-', DATE_CELLS)}  {one_line(a.headline)}",
            str(a.mentions),
            goal=Goal(a.article),
        )
        for a in shown
    ]
    rest = len(card.appearances) - len(shown)
    if rest:
        more = ngettext("… {n} more article; Enter lists it", "… {n} more articles; Enter lists them", rest)
        lines.append(CardLine(text=f"  {more}", style="accent", unfolds=True))
    return lines


def _company(card: Card) -> list[CardLine]:
    return [
        _plain(
            f"{LETTERS[c.type]} {pad(one_line(c.name), NAME_CELLS)}",
            f"{c.together} · {c.score:>6.1f}",
            "dim" if c.score < CHANCE else "plain",
        )
        for c in card.companions
    ]


def _sentences(card: Card) -> list[CardLine]:
    dates = {a.article: shown_date(a.date, a.sure) for a in card.appearances}
    lines = []
    for q in card.quotes:
        left = one_line(q.left)
        white = " " * max(0, LEFT_CELLS - cells(left))
        date = pad(dates.get(q.article, "") or "-", DATE_CELLS)
        text = f"{date} {white}{left}【{one_line(q.text)}】{one_line(q.right)}"
        lines.append(_plain(text, goal=Goal(q.article, Place(q.paragraph, q.start))))
    return lines


def drawn(line: CardLine, width: int) -> tuple[str, str]:
    """Left and right of a line in a width: the right side is kept, the left one cut."""
    right = f"  {line.right} " if line.right else ""
    left = cut(f" {line.text}", max(0, width - cells(right)))
    return left + " " * max(0, width - cells(left) - cells(right)), right
