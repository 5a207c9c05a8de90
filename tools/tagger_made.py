"""Made names and sentences for the tagger: what news of one decade does not show.

A part of the texts is learned a second time with other names in them, so that the network learns where
names stand and how they are built rather than which there were. Sentences about companies, clubs and
local bodies stand for the kinds of text that the corpus lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from tagger_silver import (
    DOUBLE_SURNAMES,
    JAPANESE_SURNAMES,
    LISTS,
    SURNAMES,
    Corpus,
    Label,
    is_foreign,
    listed_bodies,
    sections,
)

from wxreader.entities.lexicon import lexicon

_LISTS = sections("made.txt")
_SENTENCES = (LISTS / "made.txt").read_text("utf-8").split("# sentences:")[1].strip().split("\n")[1:]
_TITLED = re.compile("主席|总书记|总理|书记|部长|省长|市长|委员长|校长")
_CAPITALS, _FIRST_CAPITALS, _SMALL = "ABCDEFGHIKLMNOPRSTUVWXYZ", "ABCDEFGHIJKLMNPRSTVW", "aeiourstlnmdkcp"
_PLACE_ENDS = ("市", "州", "省", "县", "镇", "岛", "", "")
_LIST_HEADS = ("出席会议的有：", "名单如下：", "参加会见的有", "", "（按姓氏笔画为序）", "成员")
_LIST_ENDS = ("。", "等。", "", "出席。", "同志")
_LIST_MARKS = ("", "", " ", "、", "\u3000")
_HAN_ONLY = re.compile("[一-龥]+")
_LONGEST_FOREIGN = 12
_FOREIGN_LENGTHS = range(2, 11)
"""Characters of a foreign name that is kept (chosen)."""
_SHORT_FOREIGN = 6
"""Characters below which a foreign name may get a forename (chosen)."""
_ONE_GIVEN, _TWO_GIVEN = 2, 3
"""Characters of a Chinese name with one or two given ones."""
_SHORTEST_BODY, _SHORT_BODY = 3, 3
"""Characters from which on an organisation's name is learned from, and up to which it stays as it is."""

# Shares of what is made, all chosen: rare kinds often enough to be learned, common ones most of the time.
_FREQUENT_SURNAME, _SINGLE_SURNAME = 0.7, 0.93
"""Surnames as often as the corpus has them; of one character, where any may come."""
_ONE_GIVEN_SHARE, _DICTIONARY_SECOND, _DICTIONARY_GIVEN, _DOUBLED_GIVEN = 0.16, 0.22, 0.5, 0.54
"""Up to which share a name has one given character, the dictionary's second one, the dictionary's two, one
character twice.
"""
_KNOWN_FOREIGN, _OTHER_DOT, _FORENAME = 0.4, 0.25, 0.2
"""Foreign names of the corpus, with another dot, with a forename."""
_COMPANY_PLACE, _COMPANY_BRAND, _COMPANY_BRANCH = 0.45, 0.25, 0.8
"""Companies that name a place, have a known brand, name a branch."""
_BRAND_ALONE, _BRAND_AND_BRANCH, _BRAND_AND_KIND, _LATIN_BRAND = 0.3, 0.4, 0.5, 0.58
"""Up to which share a company is its brand, brand and branch, brand and 公司, a brand in Latin letters."""
_CAPITALS_ONLY = 0.5
"""Latin brands of capitals only."""
_DIVISION, _KNOWN_PLACE, _HOME_PLACE, _SLOT_DIVISION, _KNOWN_CITY = 0.4, 0.6, 0.7, 0.6, 0.6
"""Places that are divisions, else known ones, of the corpus rather than the world; divisions in a sentence's
slot; cities of other countries that are known.
"""
_CHANGED_NAME, _CHANGED_BODY, _KNOWN_BODY, _PUBLIC_BODY = 0.8, 0.6, 0.6, 0.6
"""Names that are changed, and of organisations; to one of the corpus, else to a public one."""
_ANY_KIND, _SURNAME_ALONE, _CHINESE_PERSON = 0.04, 0.35, 0.9
"""Persons whose kind of name changes; who are called by surname before a title; Chinese ones in a slot."""
Sentence = tuple[str, list[Label]]


class Maker:
    """Makes names and sentences by chance.

    Args:
        corpus: Whose names the new ones are made of.
        flags: jieba's dictionary: words and their parts of speech.
    """

    def __init__(self, corpus: Corpus, flags: dict[str, str]) -> None:
        types = corpus.types
        people = [w for w, k in types.items() if k == "PER"]
        chinese = [w for w in people if len(w) in (2, 3) and w[0] in SURNAMES]
        self._foreign = [
            w
            for w in people
            if len(w) > 1 and is_foreign(w, "·") and not (len(w) <= _TWO_GIVEN and w[0] in SURNAMES)
        ]
        bodies = [w for w, k in types.items() if k == "ORG" and len(w) >= _SHORTEST_BODY]
        self._bodies = [w for w in bodies if _HAN_ONLY.fullmatch(w)]
        self._bodies += sorted(listed_bodies())
        self._places = [w for w, k in types.items() if k == "LOC" and len(w) > 1 and _HAN_ONLY.fullmatch(w)]
        self._divisions = sorted(lexicon().divisions)
        self._world = sorted(lexicon().world_cities)
        self._states = sorted(lexicon().states)
        self._listed_places = lexicon().places | lexicon().divisions
        self._dictionary = sorted(
            w for w, flag in flags.items() if flag == "nr" and len(w) == _TWO_GIVEN and w[0] in SURNAMES
        )
        self._single = [w[1] for w in chinese if len(w) == _ONE_GIVEN]
        self._first = [w[1] for w in chinese if len(w) == _TWO_GIVEN]
        self._second = [w[2] for w in chinese if len(w) == _TWO_GIVEN]
        self._frequent = [w[0] for w in chinese]
        self._surnames, self._double = sorted(SURNAMES), sorted(DOUBLE_SURNAMES)
        self._chain: dict[str, list[str]] = {}
        for word in self._foreign:
            for a, b in zip(f"^{word}", f"{word}$", strict=True):
                self._chain.setdefault(a, []).append(b)

    def chinese(self, chance: Random) -> str:
        """A Chinese name."""
        if chance.random() < _FREQUENT_SURNAME:
            surname = chance.choice(self._frequent)
        else:
            single = chance.random() < _SINGLE_SURNAME
            surname = chance.choice(self._surnames if single else self._double)
        kind = chance.random()
        if kind < _ONE_GIVEN_SHARE:
            return surname + chance.choice(self._single)
        if kind < _DICTIONARY_SECOND:
            return surname + chance.choice(self._dictionary)[2]
        if kind < _DICTIONARY_GIVEN:
            return surname + chance.choice(self._dictionary)[1:]
        if kind < _DOUBLED_GIVEN:
            return surname + 2 * chance.choice(self._second)
        return surname + chance.choice(self._first) + chance.choice(self._second)

    def _walk(self, chance: Random) -> str:
        """A run of characters that follow each other in foreign names."""
        for _attempt in range(20):
            char, name = "^", ""
            while True:
                char = chance.choice(self._chain[char])
                if char == "$" or len(name) > _LONGEST_FOREIGN:
                    break
                name += char
            if len(name) in _FOREIGN_LENGTHS:
                return name.strip("·") or "布朗"
        return "布朗"

    def foreign(self, chance: Random) -> str:
        """A foreign name."""
        name = chance.choice(self._foreign) if chance.random() < _KNOWN_FOREIGN else self._walk(chance)
        if "·" in name and chance.random() < _OTHER_DOT:
            name = name.replace("·", chance.choice(["-", "・", "•", "—", "－"]))
        if chance.random() < _FORENAME and "·" not in name and len(name) < _SHORT_FOREIGN:
            name = f"{self._walk(chance).replace('·', '')[:5]}·{name}"
        return name

    def _company(self, chance: Random) -> str:
        kind = chance.random()
        place = chance.choice(self._divisions)
        place = place if chance.random() < _COMPANY_PLACE else ""
        if chance.random() < _COMPANY_BRAND:
            brand = chance.choice(_LISTS["brands"])
        else:
            size = chance.choice([2, 2, 2, 3])
            brand = "".join(chance.choice("".join(_LISTS["syllables"])) for _ in range(size))
        if kind < _BRAND_ALONE:
            return chance.choice(_LISTS["brands"])
        if kind < _BRAND_AND_BRANCH:
            return brand + chance.choice(_LISTS["branches"])
        if kind < _BRAND_AND_KIND:
            return brand + chance.choice(["公司", "集团"])
        if kind < _LATIN_BRAND:
            return _latin_brand(chance)
        branch = chance.choice(_LISTS["branches"]) if chance.random() < _COMPANY_BRANCH else ""
        return place + brand + branch + chance.choice(_LISTS["companies"])

    def _body(self, chance: Random) -> str:
        place = chance.choice(self._divisions)
        return place + chance.choice(_LISTS["bodies"])

    def _place(self, chance: Random) -> str:
        """A place for another in a text."""
        if chance.random() < _DIVISION:
            return chance.choice(self._divisions)
        if chance.random() < _KNOWN_PLACE:
            return chance.choice(self._places if chance.random() < _HOME_PLACE else self._world)
        return self._walk(chance).replace("·", "")[:6] + chance.choice(_PLACE_ENDS)

    def with_other_names(self, text: str, names: Sequence[Label], chance: Random) -> Sentence:
        """A text with most of its names changed, each the same way throughout."""
        changed, at = "", 0
        spans: list[Label] = []
        others: dict[str, str] = {}
        for start, end, kind in names:
            name = text[start:end]
            changed += text[at:start]
            at = end
            if name not in others and end - start > 1 and chance.random() < _CHANGED_NAME:
                others[name] = self._other(name, kind, text[end : end + 4], chance)
            other = others.get(name, name)
            spans.append((len(changed), len(changed) + len(other), kind))
            changed += other
        return changed + text[at:], spans

    def _other(self, name: str, kind: str, after: str, chance: Random) -> str:
        if kind == "PER":
            return self._other_person(name, after, chance)
        if kind == "LOC":
            known = name in lexicon().states or name in self._listed_places
            place = self._place(chance) if known else name
            return place if len(place) > 1 else name
        return self._other_body(name, chance)

    def _other_body(self, name: str, chance: Random) -> str:
        if len(name) <= _SHORT_BODY or chance.random() >= _CHANGED_BODY:
            return name
        if chance.random() < _KNOWN_BODY:
            return chance.choice(self._bodies)
        return self._body(chance) if chance.random() < _PUBLIC_BODY else self._company(chance)

    def _other_person(self, name: str, after: str, chance: Random) -> str:
        if chance.random() < _ANY_KIND:
            return self.chinese(chance)[:3]
        foreign = is_foreign(name, "")
        if len(name) in (2, 3) and name[0] in SURNAMES and not foreign:
            other = self.chinese(chance)
            return other[0] if chance.random() < _SURNAME_ALONE and _TITLED.match(after) else other
        return self.foreign(chance) if is_foreign(name, "·") else name

    def sentences(self, chance: Random) -> Sentence:
        """Some made sentences, one after the other."""
        text, names = "", []
        for _ in range(chance.randint(1, 4)):
            made, spans = self._sentence(chance)
            names += [(len(text) + a, len(text) + b, kind) for a, b, kind in spans]
            text += made
        return text, names

    def _sentence(self, chance: Random) -> Sentence:
        pattern = chance.choice(_SENTENCES)
        text, names, at = "", [], 0
        for slot in re.finditer(r"\{(\w)\}(某|先生|女士)?", pattern):
            text += pattern[at : slot.start()]
            at = slot.end()
            made, kind = self._filled(slot[1], chance)
            swept = slot[2] or "" if slot[1] == "S" else ""
            at -= len(slot[2] or "") - len(swept)
            if kind:
                names.append((len(text), len(text) + len(made + swept), kind))
            text += made + swept
        return text + pattern[at:], names

    def _filled(self, slot: str, chance: Random) -> tuple[str, str]:
        """What stands in a slot of a sentence, and its type."""
        ways: dict[str, tuple[Callable[[Random], str], str]] = {
            "C": (self._company, "ORG"),
            "B": (self._body, "ORG"),
            "P": (self._any_person, "PER"),
            "L": (self._any_place, "LOC"),
            "S": (lambda c: c.choice(self._frequent), "PER"),
            "F": (self.foreign, "PER"),
            "T": (lambda c: c.choice(_LISTS["teams"]), "ORG"),
            "E": (
                lambda c: f"{c.choice(_LISTS['forenames'])} {c.choice(_LISTS['family names'])}",
                "PER",
            ),
            "D": (lambda c: f"{c.randint(0, 999999):06}", ""),
            "G": (lambda c: c.choice(self._states) + c.choice(_LISTS["departments"]), "ORG"),
            "W": (self._association, "ORG"),
            "V": (self._city, "LOC"),
            "Z": (lambda c: c.choice(_LISTS["countries"]), "LOC"),
            "X": (self._walk, ""),
            "Q": (self._walk, "ORG"),
        }
        make, kind = ways[slot]
        return make(chance), kind

    def _any_place(self, chance: Random) -> str:
        return chance.choice(self._divisions if chance.random() < _SLOT_DIVISION else self._places)

    def _association(self, chance: Random) -> str:
        """A body of two countries."""
        mark = chance.choice(["—", "－", "-", ""])
        first, other = chance.choice(self._states), chance.choice(["中国", *self._states])
        return first + mark + other + chance.choice(_LISTS["associations"])

    def _city(self, chance: Random) -> str:
        """A city of another country, known or made."""
        if chance.random() < _KNOWN_CITY:
            return chance.choice(self._world)
        return self._walk(chance).replace("·", "")[:6]

    def _any_person(self, chance: Random) -> str:
        if chance.random() < _CHINESE_PERSON:
            return self.chinese(chance)
        return chance.choice(JAPANESE_SURNAMES) + chance.choice(_LISTS["japanese given names"])

    def list_of_people(self, chance: Random) -> Sentence:
        """A list of names, with marks between them or without."""
        size = chance.randint(3, 25)
        mark = chance.choice(_LIST_MARKS)
        people = [self.chinese(chance) for _ in range(size)]
        text = chance.choice(_LIST_HEADS)
        names: list[Label] = []
        for person in people:
            names.append((len(text), len(text) + len(person), "PER"))
            text += person + mark
        return text + chance.choice(_LIST_ENDS), names


def _latin_brand(chance: Random) -> str:
    if chance.random() < _CAPITALS_ONLY:
        return "".join(chance.choice(_CAPITALS) for _ in range(chance.randint(2, 5)))
    first = chance.choice(_FIRST_CAPITALS)
    return first + "".join(chance.choice(_SMALL) for _ in range(chance.randint(3, 7)))
