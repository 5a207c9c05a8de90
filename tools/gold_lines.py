"""A label for each line of a page whose articles are known: gold pages as food for the line model.

The dump is walked along the gold bodies, headlines, captions and left-over lines, texts compared
without white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from wxreader.press import jumps, persons, shapes, states
from wxreader.press.lines import Lines
from wxreader.text import simplify

LONGEST_OPENING = 3
"""Lines of a dateline and its names."""
LONGEST_CROSSHEAD = 30
"""Characters of a crosshead that the gold does not list."""
SURE = 5
"""Characters that a line must share with the beginning of a body to be its first line."""
SHORT_CAPTION, SHORT_FURNITURE = 2, 3
"""Characters up to which a line that stands in a caption or in what is left over may stand there by chance
(chosen).
"""
EDGE_LINES = 3
"""Lines at a page's top and end that are furniture where the gold names none (chosen)."""
LONGEST_DATELINE = 40
"""Characters of a line that holds a dateline and nothing else (chosen)."""


def squeeze(text: str) -> str:
    """A text without its blanks."""
    return re.sub(r"\s", "", text)


@dataclass
class _Article:
    body: str
    breaks: set[int]
    crosses: list[tuple[int, int]]
    heads: list[str]
    names: set[str]
    at: int = 0
    taken: str = ""
    begun: bool = False

    @property
    def whole(self) -> str:
        return "".join(self.heads)

    def crossed(self, at: int) -> str:
        for a, b in self.crosses:
            if a <= at < b:
                return states.CROSS if at == a else states.CROSS_MORE
        return ""


def _crossheads(gold: dict[str, Any]) -> list[int]:
    """Places of its crossheads: as the gold lists them, else its short paragraphs that end no sentence."""
    texts = [squeeze(x) for x in gold["paragraphs"]]
    listed = gold.get("crossheads")
    if listed is not None:
        return list(listed)
    inner = range(1, len(texts) - 1)
    return [
        n
        for n in inner
        if len(texts[n]) <= LONGEST_CROSSHEAD and not re.search("[。！；：，）!]$|[。！？…]”$", texts[n])
    ]


def _article(gold: dict[str, Any]) -> _Article:
    at, breaks, crosses = 0, {0}, []
    listed = _crossheads(gold)
    for n, text in enumerate(gold["paragraphs"]):
        size = len(squeeze(text))
        if n in listed:
            crosses.append((at, at + size))
        at += size
        breaks.add(at)
    heads = [squeeze(x) for role in ("kicker", "headline", "subhead") for x in gold[role]]
    return _Article(
        squeeze("".join(gold["paragraphs"])), breaks, crosses, heads, {squeeze(b) for b in gold["byline"]}
    )


def _step(article: _Article, text: str) -> tuple[int, int]:
    """How many characters of a line stand at the article's place, and how many before them do not."""
    left = article.body[article.at :]
    if not left:
        return 0, 0
    if left.startswith(text):
        return len(text), 0
    if article.begun and text.startswith(left):
        return len(left), 0
    if article.begun:
        return 0, 0
    if len(left) >= SURE and text.endswith(left):
        return len(left), len(text) - len(left)
    for k in range(len(text)):
        tail = text[k:]
        if left.startswith(tail):
            return len(tail), k
        if len(left) >= SURE and tail.startswith(left):
            return len(left), k
    return 0, 0


@dataclass
class Walk:
    """The walk along a dump."""

    page: Lines
    articles: list[_Article]
    captions: list[str]
    leftover: list[str]
    current: int = -1
    head: int = -1
    caption: str = ""
    path: list[str] = field(default_factory=list)
    opened: int = 0
    opening: bool = False
    """The line before is a dateline with nothing of its body."""

    def _body(self, text: str, following: str) -> str:
        order = [self.current] * (self.current >= 0) + [
            n for n in range(len(self.articles)) if n != self.current
        ]
        for n in order:
            article = self.articles[n]
            size, before = _step(article, text)
            if not size:
                continue
            ahead = article.body[article.at + size :]
            if not article.begun:
                if text in article.heads and not (
                    ahead[:9] and following.startswith(ahead[:9]) and not before
                ):
                    continue
                enough = size >= SURE or (ahead[:3] and following.startswith(ahead[:3])) or not ahead
                lead = text[:before]
                if not enough or (before and not _leads(lead, article)):
                    continue
            elif n != self.current and size < SURE and not following.startswith(ahead[:3] or "\0"):
                continue
            label = article.crossed(article.at) or (
                states.FIRST if article.at in article.breaks else states.NEXT
            )
            if not article.begun:
                label = states.NEXT if self.opening else states.START
            self.opening = False
            article.begun = True
            article.at += size
            self.current = n
            return label
        return ""

    def _heading(self, text: str) -> str:
        bare = re.sub(r"^[■●◆▲★◎□▶※◇【\[]+|[】\]]+$", "", text)
        owners = [n for n, a in enumerate(self.articles) if bare and (bare in a.whole or text in a.whole)]
        if not owners:
            return ""
        last = next((x for x in reversed(self.path) if x not in states.APART), "")
        if (
            self.head in owners
            and last in (states.GROUP, states.MORE)
            and self.path[-1] == last
            and bare in self.articles[self.head].whole
        ):
            rest = self.articles[self.head].whole.replace(self.articles[self.head].taken, "", 1)
            if bare in rest:
                self.articles[self.head].taken += bare
                return states.MORE
        fresh = [n for n in owners if not self.articles[n].taken] or owners
        self.head = fresh[0]
        self.articles[self.head].taken += bare
        return states.GROUP

    def _names(self, text: str) -> str:
        found = persons.parse(text)
        before = self.page.lines[len(self.path) - 1].text if self.path else ""
        at = max(before.rfind("（"), before.rfind("("))
        if not found or shapes.shape_of(text).dateline or (at >= 0 and not re.search("[）)]", before[at:])):
            return ""
        names = {squeeze(n) for n in found.names}
        owners = [a for a in self.articles if names & a.names]
        if not owners:
            return ""
        current = self.articles[self.current] if self.current >= 0 else None
        if current in owners and current.begun and shapes.shape_of(text).byline:
            return states.BYLINE
        if (
            current in owners
            and current.begun
            and not (current.at >= len(current.body) and any(not a.begun for a in owners))
        ):
            return states.BYLINE
        return states.BYLINE if all(a.begun for a in owners) else states.TOP

    def _caption(self, text: str) -> str:
        if self.caption and self.caption.startswith(text):
            self.caption = self.caption[len(text) :]
            return states.CAPTION_MORE
        for known in self.captions:
            if len(text) > SHORT_CAPTION and (known.startswith(text) or text.startswith(known)):
                self.caption = known[len(text) :]
                return states.CAPTION
        return ""

    def _aside(self, place: int, raw: str, text: str) -> str:
        """The label of what is in no article."""
        if jumps.jump_of(raw):
            return states.JUMP
        names = self._names(raw if len(raw.split()) > 1 else text)
        if names:
            return names
        opens = shapes.shape_of(raw).dateline
        if not opens and any(text == x or (len(text) > SHORT_FURNITURE and text in x) for x in self.leftover):
            shot = shapes.shape_of(raw)
            if (
                self.path
                and self.path[-1] in (states.CAPTION, states.CAPTION_MORE)
                and {"shot", "credit"} & set(shot.words)
            ):
                return states.CAPTION_MORE
            return states.FURNITURE
        if (
            self.path
            and self.path[-1] in (states.CAPTION, states.CAPTION_MORE)
            and {"shot", "credit"} & set(shapes.shape_of(raw).words)
        ):
            return states.CAPTION_MORE
        return ""

    def _edge(self, place: int, raw: str) -> str:
        """Furniture that the gold names in pieces, or on a page whose furniture it does not name."""
        pieces = [squeeze(x) for x in raw.split()]
        if all(any(x in known for known in self.leftover) for x in pieces) and self.leftover:
            return states.FURNITURE
        at_edge = place < EDGE_LINES or place > len(self.page.lines) - EDGE_LINES
        return states.FURNITURE if at_edge and not self.leftover else ""

    def _unclosed(self, place: int, text: str) -> str:
        """The label of a line that holds only words around names: a dateline, or the rest of a bracket."""
        before = self.page.lines[place - 1].text if place else ""
        at = max(before.rfind("（"), before.rfind("("))
        open_before = at >= 0 and not re.search("[）)]", before[at:])
        plain = simplify(text)
        if (
            not open_before
            and re.match(
                r"(?:据|综合)?(?:[\u4e00-\u9fff]{2,12}(?:\d+年)?(?:\d+月)?\d*日?(?:专?电|讯|消息)|本报讯|本报消息)",
                plain,
            )
            and len(text) < LONGEST_DATELINE
        ):
            self.opening = True
            return states.START
        if re.fullmatch(r"\W?\W?(?:本报|本刊)?(?:特约)?评论员", plain):
            begun = self.current >= 0 and self.articles[self.current].at < len(
                self.articles[self.current].body
            )
            return states.BYLINE if begun else states.TOP
        self.opened = self.opened + 1 if self.opening else 0
        if self.opened > LONGEST_OPENING:
            return ""
        if self.opening or (place and (open_before or persons.parse(self.page.lines[place].text))):
            last = self.path[-1]
            same = {
                states.BYLINE: states.BYLINE,
                states.TOP: states.TOP,
                states.CAPTION: states.CAPTION_MORE,
                states.CAPTION_MORE: states.CAPTION_MORE,
                states.FURNITURE: states.FURNITURE,
            }
            if not open_before and not self.opening:
                begun = self.current >= 0 and self.articles[self.current].at >= len(
                    self.articles[self.current].body
                )
                return states.BYLINE if begun or last in "PCSY" else states.TOP
            return same.get(last, states.NEXT)
        return ""

    def run(self) -> list[str] | None:
        """The label of each line; None where a line belongs nowhere."""
        lines = self.page.lines
        for place, line in enumerate(lines):
            text = squeeze(line.text)
            following = squeeze(lines[place + 1].text) if place + 1 < len(lines) else ""
            exact = len(text) > SHORT_FURNITURE and text in self.leftover
            label = (
                states.FURNITURE
                if exact
                and not (
                    jumps.jump_of(line.text) or self._names(line.text) or shapes.shape_of(line.text).dateline
                )
                else ""
            )
            label = (
                label
                or self._caption(text)
                or self._body(text, following)
                or self._heading(text)
                or self._aside(place, line.text, text)
            )
            if label:
                self.opening, self.opened = False, 0
            label = label or self._unclosed(place, text) or self._edge(place, line.text)
            if not label:
                return None
            self.path.append(label)
        for i in range(1, len(self.path)):
            wraps = self.path[i] == states.START and self.path[i - 1] in (states.GROUP, states.MORE)
            if (
                wraps
                and lines[i - 1].text[0] in "【●■◆▲★◎□▶※◇"
                and re.match(r"[^】]{1,16}】\s*\S|\S{1,12}[ 　]+\S", lines[i].text)
                and lines[i].blanks == 0
                and lines[i - 1].text[-1] != "】"
            ):
                self.path[i - 1], self.path[i] = states.START, states.NEXT
        return self.path


def _leads(lead: str, article: _Article) -> bool:
    """Whether what stands before a body's first words on their line may stand there."""
    plain = simplify(lead)
    if re.search(r"讯|电|记者|消息|通讯员|上接|接|版|[（(）)]", plain):
        return True
    bare = re.sub(r"[■●◆▲★◎□▶※◇【】\[\]]", "", lead)
    return bare in article.whole or article.whole.endswith(bare) or not bare


def gold_labels(page: Lines, gold: dict[str, Any]) -> list[str] | None:
    """A label for each line; None where the dump and the gold do not meet."""
    walk = Walk(
        page, [_article(a) for a in gold["articles"]], [squeeze(x) for x in gold.get("captions") or []],
        [squeeze(x) for x in gold.get("leftover") or []],
    )  # fmt: skip
    return walk.run()
