"""Days, papers and page numbers in the names of files and folders: rmrb2021050503, wxrb-20210505-02,
2023/06/25/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from wxreader.dating.forms import full_days, make_day, plain_digits
from wxreader.dating.furniture import page_number

FOLDERS = 4
"""Folders above a file that may name its day (chosen: year, month, day, paper)."""
_RUN = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?P<page>\d{2}|\d{4})?(?![0-9])"
)
"""Eight digits; two more are the page, two more the article."""
_PARTED_RUN = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)\d{2})[-_.](?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![0-9])"
)
"""2024-1103."""
_HEX = re.compile(r"[0-9a-fA-F]{12,}")
"""A hash: digits in it are no day."""
_LONGEST_RUN = 12
"""Digits of day, page and article; more are a time or a number."""
_PAPER_BEFORE = re.compile(r"([A-Za-z]{2,12}|[\u4e00-\u9fff]{2,10})[-_.\s]?$")
_PAGE_ALONE = re.compile(r"(?P<letter>[A-Za-z]?)0*(?P<digits>[1-9]\d{0,2})")
"""A whole name, in a folder of a day."""
_PAGE_AFTER = re.compile(r"[-_\s](?:(?P<code>[A-Z]\d{1,3})|(?P<digits>\d{1,2}))(?![0-9A-Za-z])")
_PAPER_PREFIX = re.compile(r"^([A-Za-z]{2,12}|[\u4e00-\u9fff]{2,8}[报報])[-_.\s]")
_FOLDER_DAY = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)\d{2})年?[/\-._](?P<month>\d{1,2})月?[/\-._](?P<day>\d{1,2})日?(?![0-9])"
    r"|(?<![0-9])(?P<year2>(?:19|20)\d{2})年?/(?P<month2>\d{2})(?P<day2>\d{2})(?![0-9])"
    r"|(?<![0-9])(?P<year3>(?:19|20)\d{2})(?P<month3>\d{2})/(?P<day3>\d{2})(?![0-9])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathFacts:
    """What a path tells."""

    day: date | None = None
    where: str = ""
    """`file name` or `folder`."""
    words: str = ""
    """The characters that tell it."""
    paper: str = ""
    page_number: str = ""
    folder_day: date | None = None
    """What the folders say, where the name says a day too."""


def _not_hashes(name: str) -> str:
    """The name with hashes blanked: long runs of hexadecimal digits that hold letters and digits."""

    def blank(found: re.Match[str]) -> str:
        run = found.group()
        mixed = any(c.isalpha() for c in run) and not re.fullmatch(r"[a-fA-F]{0,4}\d{8,12}", run)
        return "#" * len(run) if mixed or len(run) > _LONGEST_RUN else run

    return _HEX.sub(blank, name)


def _in_name(stem: str) -> tuple[date, int, int, str] | None:
    """Day, where it stands and the page's digits."""
    name = _not_hashes(plain_digits(stem))
    for found in _RUN.finditer(name):
        day = make_day(int(found["year"]), int(found["month"]), int(found["day"]))
        if day:
            return day, found.start(), found.end(), (found["page"] or "")[:2]
    for printed in full_days(name):
        return printed.day, printed.start, printed.end, ""
    parted = _PARTED_RUN.search(name)
    day = parted and make_day(*(int(parted[x]) for x in ("year", "month", "day")))
    return (day, parted.start(), parted.end(), "") if parted and day else None


def _page_in(name: str, end: int, digits: str) -> str:
    if digits.strip("0"):
        return str(int(digits))
    after = name[end:]
    found = _PAGE_AFTER.match(after)
    if found and found["digits"] and found["digits"].strip("0"):
        return str(int(found["digits"]))
    return page_number(name[:0] + after) or page_number(name)


def _page_alone(stem: str) -> str:
    """The page, where a file in a folder of a day is called after it alone: 05, a03."""
    found = _PAGE_ALONE.fullmatch(stem)
    return found["letter"].upper() + found["digits"] if found else ""


def _in_folders(parts: tuple[str, ...], stem: str) -> tuple[date, str] | None:
    """The day of the nearest folders: 2023/06/25, 2023-06-25, 20230625, 2023年6月25日."""
    for part in reversed(parts[-FOLDERS:]):
        found = _in_name(part)
        if found:
            return found[0], part
    joined = "/".join(plain_digits(p) for p in (*parts[-FOLDERS:], ""))
    for match in reversed(list(_FOLDER_DAY.finditer(joined))):
        year, month, day = (int(x) for x in match.groups() if x is not None)
        made = make_day(year, month, day)
        if made:
            return made, match.group()
    return None


def _from_name(stem: str, named: tuple[date, int, int, str], folder_day: date | None) -> PathFacts:
    """What a file's name tells that has a day."""
    day, start, end, digits = named
    before = _PAPER_BEFORE.search(stem[:start])
    paper = before.group(1) if before else ""
    return PathFacts(
        day=day,
        where="file name",
        words=stem,
        paper=paper,
        page_number=_page_in(stem, end, digits),
        folder_day=folder_day,
    )


def read_path(path: str, latest: date) -> PathFacts:
    """What a file's name and folders tell of its day, paper and page.

    Args:
        path: The file's path, or its name alone.
        latest: A day after it is none.
    """
    pure = PurePath(path.replace("\\", "/"))
    stem = plain_digits(pure.stem)
    named, folder = _in_name(stem), _in_folders(pure.parts[:-1], stem)
    if named and named[0] > latest:
        named = None
    if folder and folder[0] > latest:
        folder = None
    if named:
        return _from_name(stem, named, folder[0] if folder else None)
    prefix = _PAPER_PREFIX.match(stem)
    paper = prefix.group(1) if prefix else ""
    number = page_number(stem)
    if folder:
        return PathFacts(
            day=folder[0],
            where="folder",
            words=folder[1],
            paper=paper,
            page_number=number or _page_alone(stem),
        )
    return PathFacts(day=None, where="", words="", paper=paper if number else "", page_number=number)
