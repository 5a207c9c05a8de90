"""The cues that a page gives about each line, as names that the line model weighs.

A cue says something that a reader sees: the line before ended a sentence, this line is two em
short, the characters across the break stand together elsewhere on the page.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter

from wxreader.press import credits
from wxreader.press.lines import CLOSERS, FINAL, Line, Lines

_OPENER = re.compile(
    r"会议(?:指出|强调|要求|认为|听取|审议|还|对)|(?:[一二三四五六七八九十]|首先|其次|同时|此外|另外|目前|近年来|近日|据|截至|当天|当日|在|为|今年|去年|\d+[日月年])"
    r"|[\u4e00-\u9fff·]{2,8}(?:指出|强调|要求|表示|说|认为|介绍)"
)
_STRONG = re.compile(r"会议(?:指出|强调|要求|认为)|[\u4e00-\u9fff·]{2,6}(?:指出|强调|要求|表示|说)[，,：:]")
_LEAD = re.compile(r"(?:.{0,24}?)(?:\d{1,2}月)?\d{1,2}[日号]|近日|今天|昨天|日前|(?:记者)?从.{2,16}获悉|今年")
_BOUND = re.compile(r"[的了着和与及在是为把被对向从等]$")
_HEAD_WORDS = re.compile(r"(?:强调|召开|举行|会议|启动|开幕|发布|揭牌|调研|会见|签约|活动|工作|建设|发展)$")


def page_bigrams(page: Lines) -> Counter[str]:
    """Pairs of neighbouring characters inside the page's lines: what stands together on this page."""
    counts: Counter[str] = Counter()
    for line in page.lines:
        text = line.text
        counts.update(a + b for a, b in itertools.pairwise(text))
    return counts


def _end(text: str) -> str:
    """What a line ends with, as a class of marks."""
    last = text[-1]
    if last in FINAL:
        return "final"
    if last in CLOSERS:
        return "quoted" if len(text) > 1 and text[-2] in FINAL else "close"
    if last in "，,、；;":
        return "comma"
    if last in "：:":
        return "colon"
    if last in "—-～~·“‘（(《":
        return "dangling"
    return "plain"


def _bucket(value: float, edges: tuple[float, ...]) -> int:
    return bisect_left(edges, value)


class _Blocks:
    """Runs of lines without a blank between, and what can be said of each run as a whole."""

    def __init__(self, page: Lines) -> None:
        self.of: list[int] = []
        self.lines: list[list[Line]] = []
        for line in page.lines:
            if not self.lines or line.blanks:
                self.lines.append([])
            self.lines[-1].append(line)
            self.of.append(len(self.lines) - 1)
        self.finals = [sum(x.text.count("。") for x in block[:40]) for block in self.lines]

    def cues(self, i: int) -> list[str]:
        block = self.lines[self.of[i]]
        size = _bucket(len(block), (1, 2, 3, 5))
        last = block[-1].text
        return [
            f"block-lines={size}",
            f"block-periods={min(2, self.finals[self.of[i]])}",
            f"block-end={_end(last)}",
            f"block={size}/{min(1, self.finals[self.of[i]])}/{_end(last) in ('final', 'quoted')}",
        ]

    def next_opens(self, i: int) -> str:
        """What the next block begins with."""
        following = self.of[i] + 1
        if following >= len(self.lines):
            return "none"
        text = self.lines[following][0].text
        if credits.starts_body(text):
            return "dateline"
        return "short" if len(self.lines[following]) <= 2 and not self.finals[following] else "text"


def _line_cues(line: Line, page: Lines) -> list[str]:
    """Cues of one line by itself."""
    text = line.text
    form = page.form
    commas = sum(text.count(c) for c in "，,；;")
    out = [
        f"{form}:length={_bucket(line.width, (6, 10, 14, 18, 24, 32, 44, 60, 90))}",
        f"{form}:commas={min(3, commas)}",
        f"periods={min(2, text.count('。'))}",
        f"end={_end(text)}",
        f"{form}:end={_end(text)}/periods={min(1, text.count('。'))}",
    ]
    if credits.starts_body(text):
        out.append("dateline")
    if credits.is_byline(text):
        out.append("byline-line")
    elif text[0] in "（(" and re.match(r"[（(](?:本报|新华社)?(?:记者|通讯员)", text):
        out.append("byline-opens")
    if " " in text.strip() or "　" in text:
        out.append(f"{form}:spaces={min(3, len(text.split()) - 1)}/{text.count('。') > 0}")
    if "——" in text and "。" not in text:
        out.append("dash")
    if _HEAD_WORDS.search(text):
        out.append("head-word")
    if _LEAD.match(text):
        out.append("lead")
    if form == "columns":
        slack = line.measure - line.width
        out.append(f"slack={_bucket(slack, (-1.2, -0.6, 0.6, 1.2, 1.7, 2.4, 4, 8))}")
        out.append(f"full={line.full}")
    return out


def _join_cues(before: Line, line: Line, page: Lines, bigrams: Counter[str]) -> list[str]:
    """Cues of the break between two lines."""
    mode = page.blank_mode
    blanks = min(2, line.blanks) if mode == "normal" else 9
    end = _end(before.text)
    across = before.text[-1] + line.text[0]
    seen = min(2, bigrams[across])
    form = page.form
    closing = credits.closing_start(before.text)
    out = [
        f"{form}:{mode}:blanks={blanks}",
        f"after={end}/blanks={blanks}",
        f"{form}:after={end}",
        f"across={seen}/{end}",
        f"{form}:across={seen}/blanks={blanks}",
        f"open={before.is_open}",
        f"open={before.is_open}/blanks={blanks}/{end}",
    ]
    if closing:
        out.append("after-byline-line" if closing[0] == 0 else "after-byline")
    if _OPENER.match(line.text):
        out.append(f"opener/{end in ('final', 'quoted')}")
    if _STRONG.match(line.text):
        out.append(f"speech/{end in ('final', 'quoted')}")
    if _BOUND.search(before.text):
        out.append("bound")
    if line.indent >= 1.5:
        out.append(f"indent/{end in ('final', 'quoted')}")
    elif line.indent:
        out.append("indent-small")
    if before.indent >= 1.5 and line.indent < 1.5:
        out.append("outdent")
    if form == "columns":
        slack = _bucket(line.measure - line.width, (-1.2, 0.6, 1.2, 2.6, 4))
        sentence = end in ("final", "quoted")
        out += [
            f"before-full={before.full}/{sentence}",
            f"before-full={before.full}/{sentence}/blanks={blanks}",
            f"before-full={before.full}/slack={slack}/{sentence}/blanks={blanks}",
            f"slack={slack}/blanks={blanks}",
            f"measure-change={_bucket(abs(line.measure - before.measure), (0.6, 1.6))}/blanks={blanks}",
        ]
    else:
        out += [
            f"long:length={_bucket(before.width, (20, 40, 60, 100))}/{_bucket(line.width, (20, 40, 60, 100))}/{end}",
        ]
    return out


def _following_text(page: Lines, i: int, room: int = 240) -> str:
    """The next `room` characters or so after a line."""
    out = ""
    for line in page.lines[i + 1 : i + 16]:
        out += line.text
        if len(out) >= room:
            break
    return out[:room]


def _echo(page: Lines, i: int) -> list[str]:
    """How much of a short line's wording comes back right after it: a headline's does, a torn sentence's does not."""
    text = page.lines[i].text
    if len(text) > 70 or "。" in text or credits.is_byline(text):
        return []
    pairs = {a + b for a, b in itertools.pairwise(text)}
    if len(pairs) < 3:
        return []
    following = _following_text(page, i)
    share = sum(p in following for p in pairs) / len(pairs)
    return [f"{page.form}:echo={_bucket(share, (0.05, 0.2, 0.35, 0.5, 0.7))}"]


def page_cues(page: Lines, bigrams: Counter[str], quarters: frozenset[int]) -> list[list[str]]:
    """For each line of a page the cues that it shows, its break from the line before included.

    Args:
        page: The lines.
        bigrams: What stands together on this page (`page_bigrams`).
        quarters: Lines that begin a further column of their article.
    """
    blocks = _Blocks(page)
    own = [_line_cues(line, page) for line in page.lines]
    out = []
    for i, line in enumerate(page.lines):
        active = ["bias", *own[i], *blocks.cues(i), *_echo(page, i), f"block-next={blocks.next_opens(i)}"]
        active.append(
            f"{page.form}:block-next={blocks.next_opens(i)}/{'block' if line.blanks or i == 0 else 'inside'}"
        )
        if i:
            active += _join_cues(page.lines[i - 1], line, page, bigrams)
        if i + 1 < len(page.lines):
            following = page.lines[i + 1]
            torn = min(2, bigrams[line.text[-1] + following.text[0]])
            begins = (
                "speech"
                if _STRONG.match(following.text)
                else "opener"
                if _OPENER.match(following.text)
                else ""
            )
            active.append(f"{page.form}:next-across={torn}/{_end(line.text)}/{begins}")
            active.append(
                f"{page.form}:before-after={_end(page.lines[i - 1].text) if i else 'none'}/{_end(line.text)}/{torn}"
            )
            active.append(f"next-dateline={credits.starts_body(following.text)}")
            active.append(
                f"next-blank={min(1, following.blanks) if page.blank_mode == 'normal' else 9}/{_end(line.text)}"
            )
            if page.form == "columns":
                active.append(
                    f"next-slack={_bucket(following.measure - following.width, (-1.2, 0.6, 1.2, 2.6, 4))}"
                )
            else:
                active.append(f"long:next-length={_bucket(following.width, (20, 40, 60, 100))}")
        else:
            active.append("last")
        if i in quarters:
            active.append("quarter")
        out.append(active)
    return out
