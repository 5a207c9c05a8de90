"""A page's dates from all that tells them: the reader's word, furniture, names, and else the clues for
its year.

Can be done again at any time over a page that is analysed already: it looks at the articles, not at the cut.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from wxreader.dating import VERSION, evidence, year
from wxreader.dating.clues import Clue
from wxreader.dating.forms import make_day
from wxreader.dating.furniture import Masthead, read_furniture
from wxreader.dating.leads import LEAD, LEAP, Lead, lead_of, opens_vaguely
from wxreader.dating.names import PathFacts, read_path
from wxreader.dating.relative import Anchor, last_of, nearest, relative_days, value_of
from wxreader.model import Article, Confidence, EventDate, IssueDate, Page, Source

HIGH = 0.88
"""Probability from which an inferred year is called sure: measured, see `data/year_weights.json`."""
LIKELY = 0.4
"""Probability below which a year is not even guessed (chosen)."""
NEAR = 45
"""Days between a page's news and its file's name or folder from which the name is doubted (chosen)."""
_MONTH_DAY = re.compile(r"(?<![\d年])(?<!\d年)(\d{1,2})月(\d{1,2})[日号]")
_DATELINE_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")
_IN_DATELINE, _IN_LEAD, _IN_BODY = 6, 4, 1
"""What a day is worth for the page's own month, by where it stands (chosen)."""
_OPENING = 60
"""Characters of a lead in which its day stands (measured: 83 of 88 leads of made pages)."""
_ENOUGH = 2
"""Days of a page that are more than chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the reader says of a page's day."""

    day: date | None = None
    where: str = ""
    """`by hand`, `table`, `--issued`, `pattern`."""
    paper: str = ""
    page_number: str = ""


NOTHING = Given()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A page's dates."""

    articles: tuple[Article, ...]
    issue_date: IssueDate | None
    paper: str
    page_number: str
    doubts: tuple[str, ...]
    """`issue-dates`: sources of the paper's day disagree, or a day and the weekday beside it."""


def _month_days(articles: Sequence[Article]) -> list[tuple[int, int, int]]:
    """Months and days printed without a year, and what each is worth for the page's own month."""
    found = []
    for article in articles:
        texts = [(article.dateline, _IN_DATELINE)]
        for i, paragraph in enumerate(article.paragraphs):
            if i == 0:
                texts.append((paragraph.text[:_OPENING], _IN_LEAD))
                texts.append((paragraph.text[_OPENING:], _IN_BODY))
            else:
                texts.append((paragraph.text, _IN_BODY))
        for text, worth in texts:
            if "月" in text:
                found += [
                    (int(m.group(1)), int(m.group(2)), worth)
                    for m in _MONTH_DAY.finditer(text)
                    if make_day(LEAP, int(m.group(1)), int(m.group(2)))
                ]
    return found


def own_day(articles: Sequence[Article]) -> tuple[int, int, bool] | None:
    """Month and day of a page's latest news by the days it prints, and whether a dateline or lead has
    them.
    """
    days = _month_days(articles)
    if not days:
        return None
    worth: Counter[int] = Counter()
    for month, _, weight in days:
        worth[month] += weight
    best = max(worth, key=lambda m: (worth[m], m))
    after = best % 12 + 1
    if worth[after] >= _IN_LEAD and worth[after] * 2 >= worth[best]:
        best = after
    told = [(d, w) for m, d, w in days if m == best]
    strong = [d for d, w in told if w >= _IN_LEAD]
    return best, max(strong or [d for d, _ in told]), bool(strong)


def page_text(articles: Sequence[Article]) -> tuple[str, list[int]]:
    """The articles' text in one, and where each begins."""
    parts, starts, at = [], [], 0
    for article in articles:
        text = "\n".join([article.heading, article.dateline, *(p.text for p in article.paragraphs)])
        starts.append(at)
        parts.append(text)
        at += len(text) + 1
    return "\n".join(parts), starts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inferred:
    issued: IssueDate
    around: date
    """A day of that year, near the page's news, from which its leads are seen."""
    clue: Clue | None
    starts: tuple[int, ...]


def _infer(articles: Sequence[Article], latest: date) -> _Inferred | None:
    """The paper's year, with its month where the page's days tell it, by the page's clues."""
    text, starts = page_text(articles)
    clues = evidence.clues_of(text)
    own = own_day(articles)
    month_day = own[:2] if own else None
    judged = year.judge(clues, month_day, latest)
    if judged is None or judged.share < LIKELY:
        return None
    sure = judged.share >= HIGH
    best = year.telling(clues, judged, month_day, latest)
    around = (month_day and make_day(judged.year, *month_day)) or date(judged.year, 6, 30)
    told = f"{judged.year:04d}-{own[0]:02d}" if own and own[2] else f"{judged.year:04d}"
    confidence = Confidence.HIGH if sure else Confidence.LOW
    issued = IssueDate(told, confidence.value, best.words if best else "")
    return _Inferred(issued=issued, around=min(around, latest), clue=best, starts=tuple(starts))


def _fits(day: date, articles: Sequence[Article]) -> bool:
    """Whether the page's own days are near a day that only a name tells."""
    near = [nearest(m, d, day) for m, d, w in _month_days(articles) if w >= _IN_LEAD]
    away = [abs((d - day).days) for d in near if d]
    return len(away) < _ENOUGH or median(away) <= NEAR


def _days_told(
    given: Given, masthead: Masthead, named: PathFacts, articles: Sequence[Article]
) -> list[tuple[date, str, bool]]:
    """Days that something tells, the most trusted first: day, evidence, whether it is sure."""
    days: list[tuple[date, str, bool]] = []
    if given.day:
        days.append((given.day, given.where, True))
    if masthead.day and masthead.sure:
        days.append((masthead.day, masthead.words, True))
    if named.day:
        days.append((named.day, f"{named.where}: {named.words}", _fits(named.day, articles)))
    if masthead.day and not masthead.sure:
        fits = not masthead.misprinted and _fits(masthead.day, articles)
        days.append((masthead.day, masthead.words, fits))
    return days


def _told(
    given: Given, masthead: Masthead, named: PathFacts, articles: Sequence[Article]
) -> tuple[date, str, bool, bool] | None:
    """The paper's day where something tells it: day, evidence, whether it is sure, whether sources
    disagree.
    """
    days = _days_told(given, masthead, named, articles)
    if not days:
        return None
    day, words, sure = days[0]
    others = {d for d, _, _ in days[1:]} | set(masthead.others if words == masthead.words else ())
    if named.folder_day:
        others.add(named.folder_day)
    disagree = any(d != day for d in others)
    if disagree and not given.day:
        agreed = sum(d == day for d, _, _ in days) > 1
        weekday = words == masthead.words and masthead.sure
        only_folder = len(days) == 1 and named.folder_day not in (None, day)
        sure = sure and (agreed or weekday or only_folder)
    return day, words, sure, disagree or masthead.misprinted


def _from_lead(lead: Lead, around: date, latest: date) -> tuple[date, date] | None:
    """First and last day of a lead, its year the one nearest to the paper."""
    start = make_day(lead.year, lead.month, lead.day) if lead.year else nearest(lead.month, lead.day, around)
    if start and not lead.year and start > latest:
        start = make_day(start.year - 1, lead.month, lead.day)
        if start and (around - start).days > NEAR:
            start = None
    if start is None or start > latest:
        return None
    end = make_day(start.year + (1 if lead.end_month < lead.month else 0), lead.end_month, lead.end_day)
    return start, end if end and end >= start else start


def dispatch_day(article: Article, issued: date) -> date | None:
    """The day of a dispatch (新华社北京5月12日电), where its dateline prints one."""
    found = _DATELINE_DAY.search(article.dateline)
    if not found:
        return None
    day = int(found.group(3))
    return nearest(int(found.group(2)), day, issued) if found.group(2) else last_of(day, issued)


def _relative_event(article: Article, issued: date, latest: date) -> tuple[date, str] | None:
    """The day of a lead that says 昨日 or 21日."""
    if not article.paragraphs or opens_vaguely(article):
        return None
    anchor = Anchor(issued=issued, today=dispatch_day(article, issued))
    for _, words in relative_days(article.paragraphs[0].text[:LEAD]):
        value = value_of(words, anchor)
        if value:
            start = date.fromisoformat(value.split("/")[0])
            if start <= latest:
                return start, words
    return None


def _event(article: Article, told: tuple[date, str, bool], latest: date) -> EventDate | None:
    """An article's event seen from a paper whose day is told."""
    issued, words, sure = told
    lead = lead_of(article)
    confidence = (Confidence.HIGH if sure else Confidence.LOW).value
    if lead:
        days = _from_lead(lead, issued, latest)
        if days is None:
            return None
        if lead.year:
            return EventDate(
                start=days[0].isoformat(),
                end=days[1].isoformat(),
                confidence=Confidence.HIGH.value,
                evidence=f"{lead.year}年",
            )
        return EventDate(
            start=days[0].isoformat(), end=days[1].isoformat(), confidence=confidence, evidence=words
        )
    found = _relative_event(article, issued, latest)
    if found is None:
        return None
    return EventDate(
        start=found[0].isoformat(),
        end=found[0].isoformat(),
        confidence=confidence,
        evidence=f"{found[1]} · {words}",
    )


def _inferred_event(
    order: int, article: Article, inferred: _Inferred | None, latest: date
) -> EventDate | None:
    """An article's event where only the page's year is known."""
    lead = lead_of(article)
    if lead is None or not (lead.year or inferred):
        return None
    around = inferred.around if inferred else latest
    days = _from_lead(lead, around, latest)
    if days is None:
        return None
    if lead.year:
        return EventDate(
            start=days[0].isoformat(),
            end=days[1].isoformat(),
            confidence=Confidence.HIGH.value,
            evidence=f"{lead.year}年",
        )
    assert inferred is not None
    words = inferred.issued.evidence
    if inferred.clue and words:
        starts = (*inferred.starts, 1 << 60)
        mine = starts[order] <= inferred.clue.at < starts[order + 1]
        words = words if mine else f"同版：{words}"
    return EventDate(
        start=days[0].isoformat(),
        end=days[1].isoformat(),
        confidence=inferred.issued.confidence,
        evidence=words,
    )


def _dated(article: Article, event: EventDate | None, issued: IssueDate | None) -> Article:
    """The article with its dates; a lead whose year is not sure is a doubt."""
    doubts = tuple(d for d in article.doubts if d != "year")
    unsure = event.confidence == Confidence.LOW if event else lead_of(article) is not None
    doubts = (*doubts, "year") if unsure else doubts
    return replace(article, event_date=event, issue_date=issued, doubts=doubts)


def date_page(
    articles: Sequence[Article],
    *,
    leftover: Sequence[str],
    raw: str,
    path: str,
    latest: date,
    given: Given = NOTHING,
) -> Dated:
    """Give a page its day, and each article the day of what it tells.

    Args:
        articles: In page order.
        leftover: Page furniture.
        raw: The dump's text.
        path: The file's path.
        latest: Nothing is younger: the file's day, or today.
        given: The reader's word.
    """
    explicit = latest + timedelta(days=1)  # a paper printed tomorrow's day where it is tomorrow already
    masthead, named = read_furniture(leftover, raw, explicit), read_path(path, explicit)
    told = _told(given, masthead, named, articles)
    paper = given.paper or masthead.paper or named.paper
    number = given.page_number or named.page_number or masthead.page_number
    if told:
        day, words, sure, disagree = told
        issued = IssueDate(day.isoformat(), (Confidence.HIGH if sure else Confidence.LOW).value, words)
        bound = max(latest, day)
        done = tuple(_dated(a, _event(a, (day, words, sure), bound), issued) for a in articles)
        doubts = ("issue-dates",) if disagree else ()
        return Dated(articles=done, issue_date=issued, paper=paper, page_number=number, doubts=doubts)
    inferred = _infer(articles, latest) if articles else None
    guess = inferred.issued if inferred else None
    done = tuple(_dated(a, _inferred_event(i, a, inferred, latest), guess) for i, a in enumerate(articles))
    return Dated(articles=done, issue_date=guess, paper=paper, page_number=number, doubts=())


def redate(page: Page, latest: date, given: Given = NOTHING) -> Page:
    """A page with its dates anew; nothing else of it changes but what its words for days are worth."""
    found = date_page(
        page.articles, leftover=page.source.leftover, raw=page.raw, path=page.source.path,
        latest=latest, given=given
    )  # fmt: skip
    articles = tuple(revalued(a) for a in found.articles)
    return replace(page, articles=articles, source=dated_source(page.source, found))


def dated_source(source: Source, found: Dated) -> Source:
    """The source with what its page's dating found."""
    doubts = tuple(d for d in source.doubts if d != "issue-dates")
    return replace(
        source,
        issue_date=found.issue_date,
        paper=found.paper,
        page_number=found.page_number,
        doubts=doubts + found.doubts,
        dated=VERSION,
    )


_WHOLE_DAY = 10
"""Length of an ISO day."""


def anchor_of(article: Article) -> Anchor:
    """From where an article's words for days are seen; only a paper of a day that is sure counts."""
    issued = article.issue_date
    event = date.fromisoformat(article.event_date.start) if article.event_date else None
    sure = issued is not None and issued.confidence != Confidence.LOW
    if issued is None or not sure:
        return Anchor(event=event)
    if len(issued.date) < _WHOLE_DAY:
        return Anchor(event=event)
    day = date.fromisoformat(issued.date)
    return Anchor(issued=day, event=event, today=dispatch_day(article, day))


def revalued(article: Article) -> Article:
    """The article, its mentions of days worth what they are from its day."""
    anchor = anchor_of(article)
    mentions = tuple(
        replace(m, value=value_of(m.text, anchor)) if m.type == "DATE" else m for m in article.mentions
    )
    return replace(article, mentions=mentions)
