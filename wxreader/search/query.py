"""The query language: what is typed becomes a tree that an index and a plain scan understand alike.

    长三角 一体化        both, in any order        "a b"        as written, the space included
    苏州 OR 无锡         either                    -疫情        not
    (苏州 OR 无锡) 太湖  brackets                  标题:外资    in the headline (title:)
    person:杜小刚 org: place: work: by: source: caption:    date:2024-03..2024-06
    is:unread is:read is:bookmarked                has:highlight has:note tag:外资 author:lan

Chinese prose is full of “”, （） and ：, so these stand for themselves; only a known key before a
colon, and ASCII quotes, brackets and minus at a word's start, mean something.
"""

from __future__ import annotations

import calendar
import difflib
import re
from dataclasses import dataclass
from datetime import date

from wxreader.chinese import HAN
from wxreader.errors import QueryError
from wxreader.i18n import _
from wxreader.search.brackets import QUOTES, groups_of
from wxreader.text import fold

FIELDS = ("title", "by", "person", "org", "place", "work", "source", "caption")
"""Keys whose value is looked for in a part of the article; those of names take a quoted value for the whole
name.
"""
DAYS = ("date", "event", "issued")
"""Keys of days: of the event or the paper, of the event alone, of the paper alone."""
KEYS = {
    **{name: name for name in (*FIELDS, *DAYS, "is", "has", "tag", "author")},
    "headline": "title", "byline": "by", "reporter": "by", "organisation": "org", "organization": "org",
    "标题": "title", "题": "title", "记者": "by", "署名": "by", "人物": "person", "人": "person",
    "机构": "org", "地点": "place", "地": "place", "文献": "work", "作品": "work", "来源": "source",
    "图": "caption", "图片": "caption", "图说": "caption",
    "日期": "date", "事件": "event", "出版": "issued", "见报": "issued",
    "是": "is", "状态": "is", "有": "has", "标签": "tag", "批注者": "author",
}  # fmt: skip
"""Every spelling of a key."""
MARKS = {
    "unread": "unread", "read": "read", "bookmarked": "bookmarked", "highlight": "highlight",
    "highlighted": "highlight", "note": "note",
    "bookmark": "bookmarked", "未读": "unread", "已读": "read", "书签": "bookmarked", "划线": "highlight",
    "批注": "note", "笔记": "note",
}  # fmt: skip
"""Values of `is:` and `has:`, each with the mark that it stands for."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of characters, wherever it stands in a field."""

    text: str
    """In normal form (`text.fold`)."""
    field: str = ""
    """One of FIELDS; empty for everything printed."""
    whole: bool = False
    """In a field of names: the whole name."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles of whose event, or paper, a day falls into a span of days."""

    first: str
    """ISO date; 0001-01-01 for an open beginning."""
    last: str
    key: str = "date"
    """One of DAYS: which days are meant."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Articles that the reader marked."""

    mark: str
    """`unread`, `read`, `bookmarked`, `highlight`, `note`, `tag` or `author`."""
    value: str = ""
    """The tag or the author's name, in normal form."""


@dataclass(frozen=True, slots=True)
class Not:
    """Articles without."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them."""

    nodes: tuple[Node, ...]


Node = Phrase | Dates | Marked | Not | And | Or

_FIELD = re.compile(rf"([A-Za-z]+|[{HAN}]{{1,3}})[:：]")
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)|年?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    kind: str
    """`(`, `)`, `-`, `word`."""
    text: str
    at: int
    key: str = ""
    quoted: bool = False


def _value(query: str, at: int, closing: set[int]) -> tuple[str, int, bool]:
    """A word or quoted text from a place: its text, the place after it, whether it was quoted."""
    if at < len(query) and query[at] in QUOTES:
        end = next((i for i in range(at + 1, len(query)) if query[i] in QUOTES), len(query))
        return query[at + 1 : end], end + 1, True
    end = at
    while end < len(query) and not query[end].isspace() and end not in closing:
        end += 1
    return query[at:end], end, False


def _tokens(query: str) -> list[_Token]:
    groups = groups_of(query)
    closing = set(groups.values())
    out: list[_Token] = []
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
        elif at in groups or at in closing:
            out.append(_Token(kind="(" if at in groups else ")", text=query[at], at=at))
            at += 1
        elif (
            query[at] == "-" and at + 1 < len(query) and not query[at + 1].isspace() and query[at + 1] != "-"
        ):
            out.append(_Token(kind="-", text="-", at=at))
            at += 1
        else:
            token, at = _word(query, at, closing)
            out.append(token)
    return out


def _word(query: str, at: int, closing: set[int]) -> tuple[_Token, int]:
    """A word, with the key before it."""
    start, key = at, ""
    found = _FIELD.match(query, at)
    if found:
        spelled = found.group(1).lower()
        key = KEYS.get(spelled, "")
        if not key and spelled.isascii() and found.group().endswith(":"):
            meant = difflib.get_close_matches(spelled, [k for k in KEYS if k.isascii()], 1)
            if meant:
                raise QueryError(
                    _(
                        "there is no key {key!r}; did you mean {meant!r}?",
                        key=spelled + ":",
                        meant=meant[0] + ":",
                    ),
                    at,
                )
        at = found.end() if key else at
    text, end, quoted = _value(query, at, closing)
    if key and not fold(text).strip():
        raise QueryError(
            _(
                "{key} needs a value right behind it, such as {example}",
                key=query[start:at],
                example=_EXAMPLES[key],
            ),
            start,
        )
    return _Token(kind="word", text=text, at=start, key=key, quoted=quoted), end


_EXAMPLES = {
    "title": "title:外资", "by": "by:惠晓婧", "person": "person:杜小刚", "org": "org:市委",
    "place": "place:太湖", "work": "work:条例", "source": "source:000",
    "date": "date:2024-03..2024-06", "event": "event:2024-03", "issued": "issued:2024-03-20",
    "is": "is:unread", "has": "has:note", "tag": "tag:外资", "author": "author:lan",
}  # fmt: skip


def _span(text: str, at: int) -> tuple[str, str]:
    """First and last day of a year, month or day."""
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(g) if g else 0 for g in found.groups())
        if day:
            return (date(year, month, day).isoformat(),) * 2
        first, last = date(year, month or 1, 1), month or 12
        return first.isoformat(), date(year, last, calendar.monthrange(year, last)[1]).isoformat()
    except (ValueError, calendar.IllegalMonthError):
        raise QueryError(
            _(
                "{text!r} is no date; write 2024, 2024-06, 2024-06-01, or two of them with .. between",
                text=text,
            ),
            at,
        ) from None


def _dates(token: _Token) -> Dates:
    first, dots, last = token.text.partition("..")
    if not dots:
        return Dates(*_span(first, token.at), token.key)
    if not first and not last:
        return Dates(*_span("..", token.at))
    begin = _span(first, token.at)[0] if first else "0001-01-01"
    end = _span(last, token.at)[1] if last else "9999-12-31"
    return Dates(begin, end, token.key)


def _mark(token: _Token) -> Marked:
    mark = MARKS.get(fold(token.text))
    if mark is None:
        known = ", ".join(k for k in MARKS if k.isascii())
        raise QueryError(
            _("{key}: takes one of {known}, not {text!r}", key=token.key, known=known, text=token.text),
            token.at,
        )
    return Marked(mark)


def _leaf(token: _Token) -> Node | None:
    """What a word stands for; None where nothing of it is left in normal form."""
    if token.key in DAYS:
        return _dates(token)
    if token.key in ("is", "has"):
        return _mark(token)
    if token.key == "tag":
        return Marked("tag", fold(token.text.lstrip("#")))
    if token.key == "author":
        return Marked("author", fold(token.text))
    text = fold(token.text.replace("\n", " ").replace("\r", " "))
    if not token.quoted:
        text = text.strip()
    return (
        Phrase(text, token.key, token.quoted and token.key in ("person", "org", "place", "work", "by"))
        if text
        else None
    )


class _Parser:
    """Recursive descent; OR, AND and NOT are operators only where something stands for them to work on."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def _next(self, offset: int = 0) -> _Token | None:
        return self.tokens[self.at + offset] if self.at + offset < len(self.tokens) else None

    def _operator(self, *names: str) -> bool:
        """Whether an operator stands here, with an operand after it."""
        token, after = self._next(), self._next(1)
        plain = token is not None and token.kind == "word" and not token.quoted and not token.key
        return bool(plain and token and token.text in names and after and after.kind != ")")

    def either(self, depth: int = 0) -> Node | None:
        nodes = [self.all(depth)]
        while nodes[-1] is not None and self._operator("OR", "|"):
            self.at += 1
            nodes.append(self.all(depth))
        return _joined(Or, tuple(n for n in nodes if n is not None))

    def all(self, depth: int) -> Node | None:
        found: list[Node] = []
        while (token := self._next()) is not None and token.kind != ")":
            if found and self._operator("OR", "|"):
                break
            if found and self._operator("AND"):
                self.at += 1
            node = self.one(depth)
            if node is not None:
                found.append(node)
        return _joined(And, tuple(found))

    def one(self, depth: int) -> Node | None:
        negated = False
        while (token := self._next()) is not None and (token.kind == "-" or self._operator("NOT")):
            negated = not negated
            self.at += 1
        node = self._operand(depth)
        return Not(node) if negated and node is not None else node

    def _operand(self, depth: int) -> Node | None:
        """A word, or what stands in brackets; None where neither stands here."""
        token = self._next()
        if token is None or token.kind == ")":
            return None
        self.at += 1
        if token.kind != "(":
            return _leaf(token)
        if depth >= MAX_DEPTH:
            raise QueryError(_("brackets are nested too deeply"), token.at)
        node = self.either(depth + 1)
        if self._next() is not None:
            self.at += 1  # its closing bracket
        return node


def _joined(operator: type[And] | type[Or], nodes: tuple[Node, ...]) -> Node | None:
    """Several nodes under an operator; one alone needs none."""
    if len(nodes) > 1:
        return operator(nodes)
    return nodes[0] if nodes else None


MAX_DEPTH = 40
"""Brackets within brackets."""


def parse(query: str) -> Node:
    """The tree of a query.

    Args:
        query: As typed.

    Raises:
        QueryError: It cannot be understood; says where, why, and what was meant.
    """
    node = _Parser(_tokens(query)).either()
    if node is None:
        raise QueryError(_("the query has no word to search for"), 0)
    return node


def leaves(node: Node, positive: bool = True) -> list[Phrase | Dates | Marked]:
    """The leaves of a tree that an article must or may have, those under a Not left out."""
    if isinstance(node, Not):
        return leaves(node.node, not positive)
    if isinstance(node, And | Or):
        return [leaf for n in node.nodes for leaf in leaves(n, positive)]
    return [node] if positive else []


def words_of(node: Node) -> tuple[str, ...]:
    """What to mark in a text as a hit, the longest first."""
    found = {
        leaf.text: None
        for leaf in leaves(node)
        if isinstance(leaf, Phrase) and leaf.field not in ("by", "source")
    }
    return tuple(sorted(found, key=len, reverse=True))
