"""The domain as frozen dataclasses: what every room passes to the next.

Nothing here imports anything of ours: text processing, store, search and screen share these shapes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

HEADLINE_BLOCK = -1
"""`Mention.paragraph` of the headline block: kicker, headline, subhead lines joined by a line feed."""


class Span(NamedTuple):
    """A stretch of one text, in characters."""

    start: int
    """First character."""
    end: int
    """Character after the last."""


class Place(NamedTuple):
    """A character of an article."""

    paragraph: int
    """Paragraph from 0; `HEADLINE_BLOCK` for the headline block."""
    offset: int
    """Character in that paragraph, from 0."""


class MentionType(StrEnum):
    """What a mention names. The values are what `--json` and the library hold."""

    PERSON = "PER"
    ORGANISATION = "ORG"
    PLACE = "LOC"
    DATE = "DATE"
    MONEY = "MONEY"
    WORK = "WORK"


class Confidence(StrEnum):
    """How sure an inference is. `high` means right in 98 of 100 on texts that nothing was fitted to."""

    CERTAIN = "certain"
    HIGH = "high"
    LOW = "low"


class Colour(StrEnum):
    """Colours of a highlight, in the order of the keys 1 to 5."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    RED = "red"
    PURPLE = "purple"


class AnnotationKind(StrEnum):
    """What a reader made on an article."""

    HIGHLIGHT = "highlight"
    BOOKMARK = "bookmark"


class CorrectionKind(StrEnum):
    """What a reader's word changes in the analysis."""

    JOIN = "join"
    """An article is one with the next."""
    SPLIT = "split"
    """An article is two."""
    HEADLINE = "headline"
    """Two articles exchange their headlines."""
    EDIT = "edit"
    """A paragraph is worded otherwise."""
    ISSUED = "issued"
    CROSSHEAD = "crosshead"
    """A paragraph is a crosshead, or is none."""
    CAPTION = "caption"
    FURNITURE = "furniture"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One reflowed paragraph and where in the dump it stands."""

    text: str
    """The paragraph on one line, as printed, dateline and byline taken off."""
    pieces: tuple[tuple[int, int], ...] = ()
    """Pairs (offset, line): from this character on, the text stands on that line of the dump (from 1)."""

    @property
    def source_lines(self) -> tuple[int, int]:
        """First and last line of the dump, counted from 1; (0, 0) where it is unknown."""
        numbers = [number for _, number in self.pieces]
        return (min(numbers), max(numbers)) if numbers else (0, 0)

    def line_at(self, offset: int) -> int:
        """The dump's line (from 1) on which the character at `offset` stands; 0 where unknown."""
        line = self.pieces[0][1] if self.pieces else 0
        for start, number in self.pieces:
            if start > offset:
                break
            line = number
        return line


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When what the article tells happened."""

    start: str
    """ISO date of the first day."""
    end: str
    """ISO date of the last day; equal to `start` for one day."""
    confidence: str
    """`high` where the page itself fixes the year, `low` where it is a guess."""
    evidence: str
    """The words on the page that the year was inferred from."""


@dataclass(frozen=True, slots=True)
class IssueDate:
    """The day of the paper."""

    date: str
    """ISO date; where no more is known, the month (2023-05) or the year (2023) alone."""
    confidence: str
    """`high` where it is right in 98 of 100, else `low`."""
    evidence: str
    """What tells it: `file name`, `folder`, the printed line, words on the page."""


@dataclass(frozen=True, slots=True)
class Continued:
    """What a jump line said."""

    origin: str | None = None
    """Where the beginning stands (上接第一版); `from` in JSON."""
    to: str | None = None
    """Where it goes on (下转第四版)."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The words under a picture (图片说明)."""

    text: str
    """The caption, its credit taken off."""
    credit: str = ""
    """Who took the picture, as printed."""
    article: str | None = None
    """Id of the article it stands in; None where it belongs to none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of text that names a person, organisation, place, date, sum or document."""

    type: str
    """PER, ORG, LOC, DATE, MONEY or WORK."""
    paragraph: int
    """Paragraph from 0; `HEADLINE_BLOCK` for the headline block."""
    start: int
    """First character in that paragraph."""
    end: int
    """Character after the last."""
    text: str
    """The characters themselves, as printed."""
    name: str
    """Canonical name under which mentions are counted together."""
    title: str = ""
    """A person's office as this text gives it."""
    value: str | float | None = None
    """DATE: ISO date or `start/end`; MONEY: the number."""
    currency: str = ""
    """MONEY: ISO 4217 code."""
    sure: float = 1.0
    """How sure the recogniser is that these characters are such a name, from 0 to 1, in hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a page."""

    id: str
    """Short, stable, printable: the same whenever and wherever the same source is loaded."""
    source: str
    """Name of the source it stands in."""
    order: int
    """Place in its source, by its body, from 0."""
    kicker: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    subhead: tuple[str, ...] = ()
    dateline: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    byline: tuple[str, ...] = ()
    """Reporters' names alone."""
    event_date: EventDate | None = None
    mentions: tuple[Mention, ...] = ()
    doubts: tuple[str, ...] = ()
    """Codes of what the analysis is unsure of (`wxreader.press.doubts`)."""
    heading_lines: tuple[int, ...] = ()
    """Lines of the dump (from 1) that the headline block stands on."""
    issue_date: IssueDate | None = None
    """Day of the paper; None where it cannot be known."""
    crossheads: tuple[int, ...] = ()
    """Which paragraphs (from 0) are crossheads (小标题)."""
    continued: Continued | None = None
    """What the jump lines said; None where there is none."""

    @property
    def date(self) -> str:
        """ISO date that the article is ordered by: the first day of the event, else the paper's; or empty."""
        if self.event_date:
            return self.event_date.start
        return self.issue_date.date if self.issue_date else ""

    @property
    def date_sure(self) -> bool:
        """Whether `date` is more than a guess."""
        told = self.event_date or self.issue_date
        return told is not None and told.confidence != Confidence.LOW

    @property
    def heading(self) -> str:
        """The headline block: kicker, headline and subhead lines joined by line feeds."""
        return "\n".join((*self.kicker, *self.headline, *self.subhead))

    @property
    def title(self) -> str:
        """The main headline on one line; the first words of the body where there is none."""
        if self.headline:
            return " ".join(self.headline)
        if self.kicker or self.subhead:
            return (self.kicker + self.subhead)[0]
        return self.paragraphs[0].text[:24] if self.paragraphs else ""

    def text_of(self, paragraph: int) -> str:
        """Text of paragraph number `paragraph`, or of the headline block for `HEADLINE_BLOCK`."""
        return self.heading if paragraph == HEADLINE_BLOCK else self.paragraphs[paragraph].text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One dump file, one newspaper page as text."""

    name: str
    """File name; with its folder's name before it where two sources share one."""
    sha256: str
    """Hash of the file's bytes, in hexadecimal."""
    path: str
    """Where it was last loaded from."""
    encoding: str = ""
    encoding_confidence: str = ""
    """`certain` (BOM or strict UTF-8), `high` or `low` (scored)."""
    form: str = ""
    """`columns` (hard-wrapped lines) or `long` (a line a column)."""
    leftover: tuple[str, ...] = ()
    """Lines that belong to no article: page numbers, dates, editors."""
    doubts: tuple[str, ...] = ()
    engine: str = ""
    """The recogniser's engine that found the names on it; empty where an older wxreader did not keep it."""
    captions: tuple[Caption, ...] = ()
    issue_date: IssueDate | None = None
    """Day of the paper; None where it cannot be known."""
    paper: str = ""
    """Which paper, as the file's name or a line of the page gives it; empty where nothing does."""
    page_number: str = ""
    """Number of the page as printed, without zeros before it: 2, A2; empty where nothing tells it."""
    dated: int = 0
    """Version of the dating that gave the dates (`wxreader.dating.VERSION`); 0 for an older library."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the analysis makes of a source, with the raw text as it was read."""

    source: Source
    articles: tuple[Article, ...]
    raw: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the list needs of an article: the catalogue's row."""

    id: str
    source: str
    order: int
    headline: str
    kicker: str
    byline: str
    date: str
    """ISO date that the list is ordered by: the first day of the event, else the paper's; or empty."""
    length: int
    """Characters of the body."""
    doubts: int
    """How many doubts the analysis has."""
    people: tuple[str, ...] = ()
    """Canonical names of the people in it."""
    sure: bool = True
    """Whether `date` is more than a guess; `?` stands beside it where not."""
    event: str = ""
    """ISO date the event began, or the empty string."""
    issued: str = ""
    """Day of the paper (or its month, its year), or the empty string."""
    issued_sure: bool = False
    """Whether `issued` is more than a guess."""
    paper: str = ""
    page_number: str = ""

    @property
    def shown_date(self) -> str:
        """The date as it is shown: `?` after a guess; empty for none."""
        return shown_date(self.date, self.sure)


def shown_date(date: str, sure: bool) -> str:
    """A date as it is shown: `?` after a guess; empty for none."""
    return f"{date}?" if date and not sure else date


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """How a passage is found again: W3C's TextQuoteSelector and TextPositionSelector in one."""

    exact: str
    prefix: str
    suffix: str
    paragraph: int
    start: int
    """First character in that paragraph."""
    end: int
    """Character after the last, in the paragraph `end_paragraph`."""
    end_paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What a reader made: a highlight (with or without a note) or a bookmark."""

    id: str
    kind: str
    """`highlight` or `bookmark`."""
    article: str
    """Article id."""
    source: str
    source_sha256: str
    headline: str
    created: str
    """ISO time with zone."""
    modified: str
    selector: Selector | None = None
    """None for a bookmark of a whole article."""
    color: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    orphaned: bool = False
    """The passage is no longer found; the quote is kept."""
    author: str = ""
    """Who made it, in a shared archive; empty in a library of one's own."""


@dataclass(frozen=True, slots=True)
class Code:
    """What the codebook says of a tag."""

    tag: str
    """Its name; nested in another by a slash: 外资/日资."""
    color: str = ""
    """A `Colour`, or none."""
    description: str = ""
    """When it is to be used, in the user's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A reader's word on how a page is to be cut; replayed whenever the page is read."""

    id: str
    kind: str
    """A `CorrectionKind`."""
    source: str
    created: str
    before: str
    """join: the end of the first article; split: what stands before the cut; edit, crosshead, caption,
    furniture: the paragraph as it was; headline: the beginning of the body that had it."""
    after: str
    """join: the beginning of the second article; split: what stands after the cut; edit: the new paragraph;
    headline: the beginning of the body that is to have it; crosshead: `yes` or `no`."""
    headline: str = ""
    """The article's headline when it was made, for lists."""
