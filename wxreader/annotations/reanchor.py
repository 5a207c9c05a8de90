"""Finding a passage again after its text has changed: a better analysis, a corrected dump, an article cut differently.

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
CLEAR = 6.0
"""What the best fuzzy find must be ahead of the same quote's find in another article."""


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
    return len(s.exact) >= 12 or around >= min(8, len(s.prefix) + len(s.suffix))


def _quote_in(text: _Text, s: Selector) -> list[tuple[float, int]]:
    """Places of the quote with how well what stands around them fits (characters that agree)."""
    quote, prefix, suffix = _flat(s.exact), _flat(s.prefix), _flat(s.suffix)
    out = []
    at = text.text.find(quote)
    while at >= 0 and quote:
        fit = _common_suffix(text.text[max(0, at - len(prefix)) : at], prefix) + _common_prefix(
            text.text[at + len(quote) :], suffix
        )
        out.append((float(fit) + _likeness_around(text.text, at, at + len(quote), prefix, suffix), at))
        at = text.text.find(quote, at + 1)
    return out


def _likeness_around(text: str, start: int, end: int, prefix: str, suffix: str) -> float:
    """How like the surroundings are, 0 to 20, single changed characters forgiven."""
    from rapidfuzz import fuzz

    return 0.1 * (
        fuzz.ratio(text[max(0, start - len(prefix)) : start], prefix)
        + fuzz.ratio(text[end : end + len(suffix)], suffix)
    )


def _fuzzy_in(text: _Text, s: Selector) -> tuple[float, int, int] | None:
    """The passage most like the quote in its surroundings: (likeness, start, end)."""
    from rapidfuzz import fuzz

    quote, prefix, suffix = _flat(s.exact), _flat(s.prefix), _flat(s.suffix)
    whole = prefix + quote + suffix
    if len(whole) < 8 or not text.text:
        return None
    found = fuzz.partial_ratio_alignment(whole, text.text, score_cutoff=FUZZY - 10)
    if found is None:
        return None
    lead = found.dest_start - found.src_start
    start = _edge(text.text, lead + len(prefix), prefix[-8:], quote[:8], after=False)
    end = _edge(text.text, lead + len(prefix) + len(quote), quote[-8:], suffix[:8], after=True)
    if not 0 <= start < end <= len(text.text):
        return None
    return fuzz.ratio(text.text[start:end], quote), start, end


def _edge(text: str, guess: int, left: str, right: str, after: bool) -> int:
    """The place near a guess that fits what stands left and right of it best."""
    best, place = -1.0, guess
    for at in range(max(0, guess - 12), min(len(text), guess + 12) + 1):
        fit = _common_suffix(text[:at], left) + _common_prefix(text[at:], right) - 0.01 * abs(at - guess)
        fit += 0.3 * (
            sum(a == b for a, b in zip(text[at - len(left) : at], left, strict=False))
            + sum(a == b for a, b in zip(text[at:], right, strict=False))
        )
        if fit > best:
            best, place = fit, at
    return place


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
    found = [(fit, t.article is own, t, at) for t in texts for fit, at in _quote_in(t, selector)]
    if found:
        fit, _, text, at = max(found, key=lambda f: (f[0], f[1], -f[3]))
        needed = 8.0 if len(selector.exact) < 6 else 4.0
        rivals = [f for f in found if f[2] is not text or f[3] != at]
        clear = not rivals or fit > max(r[0] for r in rivals)
        if (fit >= needed and (clear or own is text.article)) or (
            len(found) == 1 and len(_flat(selector.exact)) >= 12
        ):
            return Anchored(
                text.article,
                text.selector(at, at + len(_flat(selector.exact))),
                "quote" if text.article is own else "moved",
            )
    guesses = sorted(((g, t) for t in texts if (g := _fuzzy_in(t, selector))), key=lambda x: -x[0][0])
    if guesses and guesses[0][0][0] >= FUZZY - (10 if len(selector.exact) < 12 else 0):
        (likeness, start, end), text = guesses[0]
        if len(guesses) == 1 or likeness - guesses[1][0][0] >= CLEAR or text.article is own:
            return Anchored(text.article, text.selector(start, end), "fuzzy")
    return None
