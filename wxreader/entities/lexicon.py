"""The recogniser's word lists: plain files in `wxreader/data/`, each with its source in a header,
read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from wxreader import data


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All lists."""

    offices: frozenset[str]
    """Words that end an office: its rank."""
    callings: frozenset[str]
    """Those of `offices` that are occupations rather: the tagger has not learned with them."""
    addresses: frozenset[str]
    """Forms of address, which are no office."""
    organisations: frozenset[str]
    """Bodies known by a name without a telling suffix, and those that news names most."""
    brands: frozenset[str]
    """Companies and the like for short: weak evidence, for many are other words too."""
    places: frozenset[str]
    """States, their capitals and largest cities, and regions."""
    states: frozenset[str]
    """Sovereign ones, that is those of the places that have offices of their own."""
    divisions: frozenset[str]
    """Chinese provinces, cities, counties and districts."""
    cities: frozenset[str]
    """Chinese cities, without 市."""
    world_cities: frozenset[str]
    """Cities and towns of other countries: weak evidence, for many are called as people are."""
    title: re.Pattern[str]
    """An office's or address's last word, the longest first."""
    named_place: re.Pattern[str]
    """One of `places`, the longest first."""

    def ending_title(self, text: str) -> str:
        """The title that a text ends with; empty where it does not."""
        for size in range(min(LONGEST_TITLE, len(text)), 1, -1):
            if text[-size:] in self.offices or text[-size:] in self.addresses:
                return text[-size:]
        return ""


@lru_cache(maxsize=1)
def surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Surnames of one character and of two."""
    listed = data.words("surnames.txt")
    double = frozenset(w for w in listed if len(w) == len("欧阳"))
    return frozenset("".join(w for w in listed if w not in double)), double


def has_surname(name: str) -> bool:
    """Whether a name begins as a Chinese one does."""
    single, double = surnames()
    return name[:1] in single or name[: len("欧阳")] in double


LONGEST_TITLE = 8
"""Characters of the longest rank or form of address of the list."""


def sections(name: str) -> dict[str, frozenset[str]]:
    """A list's words by the name of their section."""
    return {section: frozenset(words) for section, words in data.sections(name).items()}


def _all(name: str) -> frozenset[str]:
    return frozenset(data.words(name))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, sorted(words)), key=len, reverse=True))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists that come with the package."""
    titles = sections("titles.txt")
    offices, addresses = titles["office"] | titles["calling"], titles["address"]
    places = _all("places.txt") | _all("countries.txt")
    return Lexicon(
        offices=offices,
        callings=titles["calling"],
        addresses=addresses,
        organisations=_all("organisations.txt"),
        brands=_all("brands.txt"),
        places=places,
        states=sections("countries.txt")["state"],
        divisions=_all("divisions.txt"),
        cities=_all("cities.txt"),
        world_cities=_all("world_cities.txt"),
        title=re.compile(
            f"(?:{any_of(offices | addresses)})"
            r"(?![国会团府党])"  # 成员国, 委员会, 代表团, 总统府, 青年党
        ),
        named_place=re.compile(any_of(places)),
    )
