"""One name for one thing: 无锡市, 我市 and 无锡; 吉佳蓝公司 and 吉佳蓝; 总书记 and 习近平.
By rule and list, never on a guess.

A rule merges only what its own page shows to be one: an office that one person alone has on it, a
company with and without its suffix, the city that the paper is of. Whatever stays in doubt stays apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from wxreader import data
from wxreader.chinese import COMPANY_SUFFIXES
from wxreader.entities.gazetteer import Gazetteer
from wxreader.entities.lexicon import lexicon
from wxreader.entities.shortforms import full_names
from wxreader.entities.spans import Spans
from wxreader.errors import SettingsError
from wxreader.i18n import _
from wxreader.model import HEADLINE_BLOCK, Article, Mention
from wxreader.regular import read_regular
from wxreader.text import simplify

UNIQUE_OFFICES = ("总书记", "国家主席", "国务院总理")
"""Offices that one person has at a time: alone, they name whoever has them in the same article."""
_COMPANY = re.compile(f"(?:{'|'.join(COMPANY_SUFFIXES)})$")
_CITY = re.compile(r"^(.{2,}?)(市|省|自治区)$")
_ALIAS_COLUMNS = 3
"""A name, its type, its aliases."""
SHORTEST = 2
"""Characters of a company's short form, at the least."""
SURE = 3
"""Times that the paper's own city must be named on a page, and how many times as often as the next city,
for 我市 to be it.
"""


@dataclass(frozen=True, slots=True)
class Aliases:
    """Canonical names by type and alias."""

    names: Mapping[tuple[str, str], str]

    def of(self, kind: str, name: str) -> str:
        """The canonical name of a name."""
        return self.names.get((kind, simplify(name)), name)


def _parse(text: str, where: str) -> dict[tuple[str, str], str]:
    out: dict[tuple[str, str], str] = {}
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip() or row.startswith("#"):
            continue
        parts = row.split("\t")
        if len(parts) != _ALIAS_COLUMNS or parts[1] not in ("PER", "ORG", "LOC"):
            raise SettingsError(
                _(
                    "{where}, line {number}: write a name, its type (PER, ORG, LOC), its aliases; "
                    "tabs between",
                    where=where,
                    number=number,
                )
            )
        out.update({(parts[1], alias): parts[0] for alias in parts[2].split()})
    return out


LARGEST_ALIASES = 10_000_000
"""Bytes of a user's file of aliases (chosen)."""


@lru_cache(maxsize=4)
def load_aliases(path: str = "") -> Aliases:
    """The aliases that come with the package, and a user's file over them.

    Args:
        path: The user's file; empty for none.

    Raises:
        SettingsError: It cannot be read; names the file and the line.
    """
    names = _parse(data.raw("aliases.txt"), "aliases.txt")
    if path:
        try:
            named = Path(path).expanduser()
            names.update(_parse(read_regular(named, LARGEST_ALIASES).decode("utf-8"), path))
        except (OSError, ValueError, RuntimeError) as error:
            raise SettingsError(
                _("aliases: {path} cannot be read ({error})", path=path, error=error)
            ) from None
    return Aliases(names)


def _core(name: str) -> str:
    """A company's name without its suffix; empty for what is none."""
    found = _COMPANY.search(name)
    return name[: found.start()] if found and found.start() >= SHORTEST else ""


def _companies(mentions: Iterable[Mention]) -> dict[str, str]:
    """For each short form of a company on a page, in simplified characters, the form with its suffix.

    None where two companies share it.
    """
    named = list(mentions)
    printed = {simplify(m.name): m.name for m in named if m.type == "ORG"}
    places = frozenset(simplify(m.name) for m in named if m.type == "LOC")
    full: dict[str, set[str]] = {}
    for name in printed:
        for short in _short_forms(name, places):
            full.setdefault(short, set()).add(name)
    merged: dict[str, str] = {}
    for short in sorted(full):
        plain = [n for n in sorted(full[short]) if n.startswith(short)]
        if len(plain) == 1:
            merged.update(dict.fromkeys(sorted({short, *full[short]}), printed[plain[0]]))
    return merged


def _short_forms(name: str, places: frozenset[str]) -> Iterable[str]:
    """A company's name without its suffix, and without the country before it;
    nothing for what is no company.
    """
    core = _core(name)
    country = next((n for n in range(1, len(core) - SHORTEST + 1) if core[:n] in places), 0)
    return [short for short in dict.fromkeys((core, core[country:])) if short]


def _home(mentions: Sequence[Mention]) -> str:
    """The city that a page is of; empty where the page does not make it plain."""
    named = (_stem(m.text) for m in mentions if m.type == "LOC")
    counts = Counter(name for name in named if simplify(name) in lexicon().cities).most_common(2)
    if not counts or counts[0][1] < SURE or (len(counts) > 1 and counts[0][1] < SURE * counts[1][1]):
        return ""
    return counts[0][0]


def _stem(place: str) -> str:
    found = _CITY.match(simplify(place))
    return place[: found.end(1)] if found else place


def _words_for(
    article: Article, home: str, companies: Mapping[str, str], aliases: Aliases
) -> dict[str, tuple[str, str]]:
    """Words, in simplified characters, that stand for a name of this page.

    An office alone, 我市, a company's short form, a listed alias.
    """
    words: dict[str, tuple[str, str]] = {}
    for office in UNIQUE_OFFICES:
        holders = {m.name for m in article.mentions if m.type == "PER" and office in simplify(m.title)}
        if len(holders) == 1:
            words[office] = ("PER", holders.pop())
    if home:
        words["我市"] = ("LOC", home)
    words.update({short: ("ORG", name) for short, name in companies.items() if len(short) > SHORTEST})
    words.update(_listed(article, aliases))
    return words


def _listed(article: Article, aliases: Aliases) -> dict[str, tuple[str, str]]:
    """The listed aliases of the organisations that an article names."""
    present = {simplify(m.name) for m in article.mentions if m.type == "ORG"}
    return {
        alias: (kind, name)
        for (kind, alias), name in aliases.names.items()
        if name in present and len(alias) > 1
    }


def _bare(article: Article, words: Mapping[str, tuple[str, str]]) -> list[Mention]:
    """Mentions that only the rest of the page gives away."""
    if not words:
        return []
    listed = Gazetteer(words)
    given = []
    for n in (HEADLINE_BLOCK, *range(len(article.paragraphs))):
        there = Spans((m.start, m.end) for m in article.mentions if m.paragraph == n)
        printed = article.text_of(n)
        read = simplify(printed)
        for start, end in listed.find(read):
            word = read[start:end]
            if "\n" not in word and not there.meets(start, end):
                kind, name = words[word]
                given.append(
                    Mention(type=kind, paragraph=n, start=start, end=end, text=printed[start:end], name=name)
                )
    return given


def _in_full(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """An article's mentions, people under their full names."""
    full = full_names(mentions)
    return tuple(replace(m, name=full[m.name]) if m.type == "PER" and m.name in full else m for m in mentions)


def canonical(articles: Sequence[Article], aliases: Aliases) -> tuple[Article, ...]:
    """A page's articles with their mentions under canonical names,
    and with mentions that only other names give away.

    Args:
        articles: The page's, with mentions.
        aliases: As `load_aliases` gives them.
    """
    everything = [m for a in articles for m in a.mentions]
    companies = _companies(everything)
    home = _home(everything)

    def named(m: Mention) -> Mention:
        if m.type == "LOC":
            return replace(m, name=aliases.of("LOC", _stem(m.name)))
        if m.type == "ORG":
            return replace(m, name=aliases.of("ORG", companies.get(simplify(m.name), m.name)))
        return replace(m, name=aliases.of("PER", m.name)) if m.type == "PER" else m

    out = []
    for article in articles:
        whole = replace(article, mentions=_in_full([named(m) for m in article.mentions]))
        found = [named(m) for m in _bare(whole, _words_for(whole, home, companies, aliases))]
        ordered = (
            sorted([*whole.mentions, *found], key=lambda m: (m.paragraph, m.start, -m.end))
            if found
            else whole.mentions
        )
        out.append(replace(whole, mentions=tuple(ordered)))
    return tuple(out)
