"""What the reader says of the papers' days: one day for all, a table beside the files,
a pattern for their names.

What is wrong in a table is a sentence with its file and line; the other lines hold.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from wxreader.dating import VERSION
from wxreader.dating.forms import full_days, make_day
from wxreader.dating.page import Given
from wxreader.errors import DecodeError, LoadError, UsageError
from wxreader.i18n import _
from wxreader.model import Source

TABLE_BYTES = 64 << 20
"""Largest table (chosen: a million lines)."""
_COLUMNS = {
    "file": ("file", "filename", "path", "文件", "文件名", "檔案"),
    "date": ("date", "issued", "日期", "出版日期"),
    "paper": ("paper", "报纸", "報紙", "报名"),
    "page": ("page", "page_number", "版", "版次"),
}
"""What a column may be called, by what it is."""
_DELIMITERS = "\t;,"
_CENTURY = 100
_PLACES = {
    "YYYY": r"(?P<year>(?:19|20)\d{2})",
    "YY": r"(?P<short>\d{2})",
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "PAGE": r"(?P<page>[A-Za-z]?\d{1,3})",
    "PAPER": r"(?P<paper>[^/\\]+?)",
    "*": r".*?",
}
_PLACE = re.compile("|".join(map(re.escape, _PLACES)))


def read_day(text: str, where: str) -> date:
    """A day that a reader wrote.

    Raises:
        UsageError: It is none, or a day to come.
    """
    found = full_days(text.strip())
    compact = re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})", text.strip())
    day = found[0].day if len(found) == 1 else None
    if compact:
        day = make_day(*map(int, compact.groups()))
    if day is None:
        raise UsageError(_("{where}: {text!r} is no date; write 2023-05-13", where=where, text=text))
    if day > date.today() + timedelta(days=1):
        raise UsageError(_("{where}: {text!r} is after today; no paper is dated so", where=where, text=text))
    return day


OPTION, PATTERN, TABLE = "--issued", "issued_pattern", "table: "
"""Evidence of days that the reader told: the option, the setting, and what a table's begins with."""
OLDEST_FILE = date(1990, 1, 1)
"""A file that is older has lost its time (chosen: archives write 1970 or 1980)."""


def day_of_file(path: Path) -> date:
    """The day after which nothing in a file can be: its own, or today where that is no day of a file."""
    try:
        written = date.fromtimestamp(path.stat().st_mtime)
    except (OSError, OverflowError, ValueError):
        return date.today()
    return min(written, date.today()) if written >= OLDEST_FILE else date.today()


def given_before(given: Given, known: Source | None) -> Given:
    """The reader's word on a file: this call's, else an earlier one's, which is kept."""
    issued = known.issue_date if known else None
    if given.day or known is None or issued is None or not issued.evidence.startswith((OPTION, TABLE)):
        return given
    return Given(
        day=date.fromisoformat(issued.date),
        where=issued.evidence,
        paper=given.paper or known.paper,
        page_number=given.page_number or known.page_number,
    )


def needs_dates(known: Source, given: Given) -> bool:
    """Whether a source's dates are an older dating's, or the reader now says something else of them."""
    issued = known.issue_date
    other_day = given.day is not None and (issued is None or issued.date != given.day.isoformat())
    other_place = (given.paper or known.paper, given.page_number or known.page_number) != (
        known.paper,
        known.page_number,
    )
    return known.dated != VERSION or other_day or other_place


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table."""

    number: int
    """Line in its file, from 1."""
    file: str
    given: Given


@dataclass(frozen=True)
class DayTable:
    """A table of files' days."""

    path: Path
    lines: tuple[TableLine, ...]
    problems: tuple[str, ...]
    """A sentence for each line that cannot be used."""

    @cached_property
    def _by_path(self) -> Mapping[Path, TableLine]:
        return {(self.path.parent / line.file).absolute(): line for line in self.lines}

    @cached_property
    def _by_name(self) -> Mapping[str, TableLine | None]:
        """Lines by the file's name alone; None for a name that several files have."""
        found: dict[str, TableLine | None] = {}
        for line in self.lines:
            name = Path(line.file).name
            found[name] = None if name in found else line
        return found

    def line_of(self, path: Path) -> TableLine | None:
        """The line that speaks of a file: by its path from the table's folder, else by its name."""
        return self._by_path.get(path.absolute()) or self._by_name.get(path.name)


def _columns(header: list[str], where: str) -> dict[str, int]:
    """Which column is what.

    Raises:
        UsageError: There is none for the files, or none for days.
    """
    names = [h.strip().lower() for h in header]
    found = {
        what: next(i for i, name in enumerate(names) if name in called)
        for what, called in _COLUMNS.items()
        if any(name in called for name in names)
    }
    for needed in ("file", "date"):
        if needed not in found:
            raise UsageError(
                _(
                    "{where}: there is no column called {needed}; the first line names the columns: "
                    "file, date, paper, page",
                    where=where,
                    needed=needed,
                )
            )
    return found


def _read_text(path: Path) -> str:
    from wxreader.library.files import read_bytes
    from wxreader.press.decode import decode

    try:
        return decode(read_bytes(path, TABLE_BYTES), str(path)).text
    except (DecodeError, LoadError) as error:
        raise UsageError(str(error)) from None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines of a table with their numbers, whatever parts its columns."""
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, row


def read_table(path: Path) -> DayTable:
    """A table of files' days.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        rows = list(_rows(_read_text(path)))
    except csv.Error as error:
        raise UsageError(_("{path} is no table: {error}", path=path, error=error)) from None
    if not rows:
        return DayTable(path, (), (_("{path}: the table is empty", path=path),))
    try:
        columns = _columns(rows[0][1], _("{path}, line {line}", path=path, line=rows[0][0]))
    except UsageError as error:
        return DayTable(path, (), (str(error),))
    lines: list[TableLine] = []
    problems: list[str] = []
    for number, row in rows[1:]:
        where = _("{path}, line {line}", path=path, line=number)
        cells = {what: row[i].strip() if i < len(row) else "" for what, i in columns.items()}
        try:
            if not cells["file"]:
                raise UsageError(_("{where}: it names no file", where=where))
            day = read_day(cells["date"], where) if cells["date"] else None
        except UsageError as error:
            problems.append(str(error))
            continue
        given = Given(
            day=day,
            where=f"{TABLE}{path.name}",
            paper=cells.get("paper", ""),
            page_number=cells.get("page", "").lstrip("0"),
        )
        lines.append(TableLine(number, cells["file"], given))
    return DayTable(path, tuple(lines), tuple(problems))


def read_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of the settings for names of files: wxrb-YYMMDD-PAGE*.

    Raises:
        UsageError: It has no place for a year, a month and a day, or one twice.
    """
    parts, at = [], 0
    places = [m.group() for m in _PLACE.finditer(pattern)]
    named = [p for p in places if p != "*"]
    complete = {"MM", "DD"} <= set(named) and len({"YYYY", "YY"} & set(named)) == 1
    if not complete or len(named) != len(set(named)):
        raise UsageError(
            _(
                "issued_pattern: {pattern!r} must have YYYY or YY, MM and DD, each once; "
                "PAGE, PAPER and * may stand in it",
                pattern=pattern,
            )
        )
    for found in _PLACE.finditer(pattern):
        parts += [re.escape(pattern[at : found.start()]), _PLACES[found.group()]]
        at = found.end()
    return re.compile("".join([*parts, re.escape(pattern[at:])]))


def _by_pattern(pattern: re.Pattern[str], path: Path) -> Given | None:
    found = pattern.search(path.stem) or pattern.search(path.as_posix())
    if not found:
        return None
    groups = found.groupdict()
    year = int(groups.get("year") or 0)
    if groups.get("short"):
        this = date.today().year
        year = this - (this - int(groups["short"])) % _CENTURY
    day = make_day(year, int(groups["month"]), int(groups["day"]))
    if day is None or day > date.today() + timedelta(days=1):
        return None
    page = (groups.get("page") or "").upper().lstrip("0")
    return Given(day=day, where=PATTERN, paper=groups.get("paper") or "", page_number=page)


@dataclass(slots=True, kw_only=True)
class Told:
    """What the reader says of the days of the files of one load."""

    issued: date | None = None
    """`--issued`: the day of all of them."""
    table: DayTable | None = None
    """`--table`."""
    pattern: str = ""
    """`issued_pattern` of the settings."""
    _compiled: re.Pattern[str] | None = None
    _used: set[int] = field(default_factory=set)
    """Lines of the table whose file was met."""
    _matched: bool = False
    """Whether the pattern found a day in a name."""
    _asked: int = 0
    """Files asked for."""

    def __post_init__(self) -> None:
        if self.pattern:
            self._compiled = read_pattern(self.pattern)

    def given(self, path: Path) -> Given:
        """What is said of a file: its line of the table, else `--issued`, else the pattern."""
        self._asked += 1
        line = self.table.line_of(path) if self.table else None
        if line:
            self._used.add(line.number)
        by_pattern = _by_pattern(self._compiled, path) if self._compiled else None
        self._matched = self._matched or by_pattern is not None
        if line and line.given.day:
            return line.given
        day = Given(day=self.issued, where=OPTION) if self.issued else by_pattern
        if line is None:
            return day or Given()
        return Given(
            day=day.day if day else None,
            where=day.where if day else "",
            paper=line.given.paper,
            page_number=line.given.page_number,
        )

    def problems(self) -> list[tuple[str, str]]:
        """What could not be used: of what, and a sentence; asked after all files."""
        found = self._unused_lines(self.table) if self.table else []
        if self._compiled and not self._matched and self._asked:
            sentence = _(
                "issued_pattern: {pattern!r} finds a day in none of the {n} files",
                pattern=self.pattern,
                n=self._asked,
            )
            found.append((PATTERN, sentence))
        return found

    def _unused_lines(self, table: DayTable) -> list[tuple[str, str]]:
        found = list(table.problems)
        for line in table.lines:
            if line.number not in self._used:
                where = _("{path}, line {line}", path=table.path, line=line.number)
                found.append(_("{where}: no loaded file is called {file}", where=where, file=line.file))
        return [(str(table.path), sentence) for sentence in found]
