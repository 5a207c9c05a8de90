"""Finding a passage again after its text has changed: by a better analysis, a corrected dump, another cut.

By position; by the quote, its surroundings deciding between several; in the page's other articles; then
fuzzily. What is not found is an orphan, never something else: a highlight on wrong words is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wxreader.annotations.anchor import JOINT, article_text, make_selector, to_offset
from wxreader.model import Article, Selector

FUZZY = 84.0
"""Least likeness (rapidfuzz, 0 to 100) of quote and passage for a fuzzy find."""
FUZZY_SHORT = FUZZY - 10
"""The same for a quote of fewer than `LONG_QUOTE` characters: one changed is a tenth of it (chosen)."""
CLEAR = 6.0
"""What the best fuzzy find must be ahead of the same quote's find in another article."""
LONG_QUOTE = 12
"""Characters of a quote that stands in a page once by its wording alone (chosen)."""
SHORT_QUOTE = 6
"""Quotes of fewer characters (市委书记) are common: their surroundings must agree more."""
ENOUGH_AROUND, ENOUGH_AROUND_SHORT = 4.0, 8.0
"""Characters around a quote, and around a short one, that must agree (chosen)."""
AROUND_IN_PLACE = 8
"""Characters around a quote that must agree where it stands where it stood (chosen)."""
EDGE = 8
"""Characters on each side by which the edge of a fuzzy find is put right."""
EDGE_REACH = 12
"""How far from the guess, in characters, an edge is looked for."""
LIKENESS_SHARE = 0.1
"""What a point of rapidfuzz's likeness counts beside a character that agrees (chosen: 20 at most)."""
EDGE_DISTANCE, EDGE_LIKENESS = 0.01, 0.3
"""What an edge loses for each character from the guess, and gains for each alike on either side (chosen)."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a passage was found."""

    article: Article
    selector: Selector
    how: str
    """`position`, `quote`, `moved` (another article) or `fuzzy`."""


class _Text:
    """An article's text without the breaks between paragraphs, and the way back."""

    def __init__(self, article: Article) -> None:
        self.article = article
        whole = article_text(article)
        self.places = [i for i, c in enumerate(whole) if c != "\n"]
        self.text = "".join(whole[i] for i in self.places)

    def selector(self, start: int, end: int) -> Selector:
        """The selector of characters `start` to `end`."""
        return make_selector(self.article, self.places[start], self.places[end - 1] + 1)


def _flat(text: str) -> str:
    return text.replace("\n", "")


def _common_suffix(a: str, b: str) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[-1 - n] == b[-1 - n]:
        n += 1
    return n


def _common_prefix(a: str, b: str) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


def _by_position(article: Article, s: Selector) -> bool:
    """Whether the passage stands where it stood."""
    if not s.exact or not 0 <= s.paragraph <= s.end_paragraph < len(article.paragraphs):
        return False
    if not 0 <= s.start <= len(article.paragraphs[s.paragraph].text):
        return False
    if not 0 <= s.end <= len(article.paragraphs[s.end_paragraph].text) + len(JOINT):
        return False
    start, end = to_offset(article, s.paragraph, s.start), to_offset(article, s.end_paragraph, s.end)
    text = article_text(article)
    if text[start:end] != s.exact:
        return False
    before, after = text[max(0, start - len(s.prefix)) : start], text[end : end + len(s.suffix)]
    around = _common_suffix(before, s.prefix) + _common_prefix(after, s.suffix)
    return len(s.exact) >= LONG_QUOTE or around >= min(AROUND_IN_PLACE, len(s.prefix) + len(s.suffix))


def _quote_in(text: _Text, s: Selector) -> list[tuple[float, int]]:
    """Places of the quote with how well what stands around them fits (characters that agree)."""
    quote, prefix, suffix = _flat(s.exact), _flat(s.prefix), _flat(s.suffix)
    places = []
    at = text.text.find(quote)
    while at >= 0 and quote:
        end = at + len(quote)
        before, after = text.text[max(0, at - len(prefix)) : at], text.text[end:]
        fit = float(_common_suffix(before, prefix) + _common_prefix(after, suffix))
        places.append((fit + _likeness_around(text.text, at, end, prefix, suffix), at))
        at = text.text.find(quote, at + 1)
    return places


def _likeness_around(text: str, start: int, end: int, prefix: str, suffix: str) -> float:
    """How like the surroundings are, 0 to 20, single changed characters forgiven."""
    from rapidfuzz import fuzz

    return LIKENESS_SHARE * (
        fuzz.ratio(text[max(0, start - len(prefix)) : start], prefix)
        + fuzz.ratio(text[end : end + len(suffix)], suffix)
    )


def _fuzzy_in(text: _Text, s: Selector) -> tuple[float, int, int] | None:
    """The passage most like the quote in its surroundings: (likeness, start, end)."""
    from rapidfuzz import fuzz

    quote, prefix, suffix = _flat(s.exact), _flat(s.prefix), _flat(s.suffix)
    whole = prefix + quote + suffix
    if len(whole) < EDGE or not text.text:
        return None
    found = fuzz.partial_ratio_alignment(whole, text.text, score_cutoff=FUZZY_SHORT)
    if found is None:
        return None
    lead = found.dest_start - found.src_start
    start = _edge(text.text, lead + len(prefix), prefix[-EDGE:], quote[:EDGE], after=False)
    end = _edge(text.text, lead + len(prefix) + len(quote), quote[-EDGE:], suffix[:EDGE], after=True)
    if not 0 <= start < end <= len(text.text):
        return None
    return fuzz.ratio(text.text[start:end], quote), start, end


def _edge(text: str, guess: int, left: str, right: str, after: bool) -> int:
    """The place near a guess that fits what stands left and right of it best."""
    best, place = -1.0, guess
    for at in range(max(0, guess - EDGE_REACH), min(len(text), guess + EDGE_REACH) + 1):
        fit = _common_suffix(text[:at], left) + _common_prefix(text[at:], right)
        alike = _alike(text[at - len(left) : at], left) + _alike(text[at:], right)
        score = fit - EDGE_DISTANCE * abs(at - guess) + EDGE_LIKENESS * alike
        if score > best:
            best, place = score, at
    return place


def _alike(a: str, b: str) -> int:
    """How many characters of two texts are the same at the same place."""
    return sum(1 for x, y in zip(a, b, strict=False) if x == y)


@dataclass(frozen=True, slots=True)
class _Find:
    """The quote, word for word, in an article."""

    fit: float
    """Characters around it that agree, with likeness."""
    text: _Text
    at: int
    """Its first character in `text`."""


def _by_quote(selector: Selector, own: Article | None, texts: Sequence[_Text]) -> Anchored | None:
    """The passage by its words, where what stands around tells which of several it is."""
    finds = [_Find(fit, text, at) for text in texts for fit, at in _quote_in(text, selector)]
    if not finds:
        return None
    best = max(finds, key=lambda find: (find.fit, find.text.article is own, -find.at))
    rivals = [find.fit for find in finds if find is not best]
    is_own = best.text.article is own
    length = len(_flat(selector.exact))
    stands_once = not rivals and length >= LONG_QUOTE
    if not stands_once and not _is_told_apart(best, rivals, is_own, len(selector.exact)):
        return None
    found = best.text.selector(best.at, best.at + length)
    return Anchored(best.text.article, found, "quote" if is_own else "moved")


def _is_told_apart(best: _Find, rivals: Sequence[float], is_own: bool, length: int) -> bool:
    """Whether enough agrees around the best find of a quote of this length, and more than elsewhere."""
    needed = ENOUGH_AROUND_SHORT if length < SHORT_QUOTE else ENOUGH_AROUND
    return best.fit >= needed and (is_own or all(best.fit > rival for rival in rivals))


def _by_likeness(selector: Selector, own: Article | None, texts: Sequence[_Text]) -> Anchored | None:
    """The passage by what is most like it, where no other article has anything as like."""
    guesses = [(guess, text) for text in texts if (guess := _fuzzy_in(text, selector))]
    guesses.sort(key=lambda guess: -guess[0][0])
    if not guesses:
        return None
    (likeness, start, end), text = guesses[0]
    if likeness < (FUZZY_SHORT if len(selector.exact) < LONG_QUOTE else FUZZY):
        return None
    others = [guess[0] for guess, _ in guesses[1:]]
    if others and likeness - others[0] < CLEAR and text.article is not own:
        return None
    return Anchored(text.article, text.selector(start, end), "fuzzy")


def reanchor(selector: Selector, article: str, page: Sequence[Article]) -> Anchored | None:
    """Find a passage on its page.

    Args:
        selector: As it was kept.
        article: Id of the article in which it was made.
        page: The articles of its source now.

    Returns:
        Where it is; None where it is no longer to be found (an orphan).
    """
    own = next((a for a in page if a.id == article), None)
    if own is not None and _by_position(own, selector):
        return Anchored(own, selector, "position")
    texts = [_Text(a) for a in page]
    return _by_quote(selector, own, texts) or _by_likeness(selector, own, texts)
