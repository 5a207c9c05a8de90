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
            w for w in people if len(w) >= 2 and is_foreign(w, "·") and not (len(w) <= 3 and w[0] in SURNAMES)
        ]
        self._bodies = [w for w, k in types.items() if k == "ORG" and len(w) >= 3 and _HAN_ONLY.fullmatch(w)]
        self._bodies += sorted(listed_bodies())
        self._places = [w for w, k in types.items() if k == "LOC" and len(w) >= 2 and _HAN_ONLY.fullmatch(w)]
        self._divisions = sorted(lexicon().divisions)
        self._world = sorted(lexicon().world_cities)
        self._states = sorted(lexicon().states)
        self._listed_places = lexicon().places | lexicon().divisions
        self._dictionary = sorted(
            w for w, flag in flags.items() if flag == "nr" and len(w) == 3 and w[0] in SURNAMES
        )
        self._single = [w[1] for w in chinese if len(w) == 2]
        self._first = [w[1] for w in chinese if len(w) == 3]
        self._second = [w[2] for w in chinese if len(w) == 3]
        self._frequent = [w[0] for w in chinese]
        self._surnames, self._double = sorted(SURNAMES), sorted(DOUBLE_SURNAMES)
        self._chain: dict[str, list[str]] = {}
        for word in self._foreign:
            for a, b in zip(f"^{word}", f"{word}$", strict=True):
                self._chain.setdefault(a, []).append(b)

    def chinese(self, chance: Random) -> str:
        """A Chinese name."""
        if chance.random() < 0.7:
            surname = chance.choice(self._frequent)
        else:
            surname = chance.choice(self._surnames if chance.random() < 0.93 else self._double)
        kind = chance.random()
        if kind < 0.16:
            return surname + chance.choice(self._single)
        if kind < 0.22:
            return surname + chance.choice(self._dictionary)[2]
        if kind < 0.5:
            return surname + chance.choice(self._dictionary)[1:]
        if kind < 0.54:
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
            if 2 <= len(name) <= 10:
                return name.strip("·") or "布朗"
        return "布朗"

    def foreign(self, chance: Random) -> str:
        """A foreign name."""
        name = chance.choice(self._foreign) if chance.random() < 0.4 else self._walk(chance)
        if "·" in name and chance.random() < 0.25:
            name = name.replace("·", chance.choice(["-", "・", "•", "—", "－"]))
        if chance.random() < 0.2 and "·" not in name and len(name) < 6:
            name = f"{self._walk(chance).replace('·', '')[:5]}·{name}"
        return name

    def _company(self, chance: Random) -> str:
        kind = chance.random()
        place = chance.choice(self._divisions)
        place = place if chance.random() < 0.45 else ""
        if chance.random() < 0.25:
            brand = chance.choice(_LISTS["brands"])
        else:
            size = chance.choice([2, 2, 2, 3])
            brand = "".join(chance.choice("".join(_LISTS["syllables"])) for _ in range(size))
        if kind < 0.3:
            return chance.choice(_LISTS["brands"])
        if kind < 0.4:
            return brand + chance.choice(_LISTS["branches"])
        if kind < 0.5:
            return brand + chance.choice(["公司", "集团"])
        if kind < 0.58:
            return _latin_brand(chance)
        branch = chance.choice(_LISTS["branches"]) if chance.random() < 0.8 else ""
        return place + brand + branch + chance.choice(_LISTS["companies"])

    def _body(self, chance: Random) -> str:
        place = chance.choice(self._divisions)
        return place + chance.choice(_LISTS["bodies"])

    def _place(self, chance: Random) -> str:
        """A place for another in a text."""
        if chance.random() < 0.4:
            return chance.choice(self._divisions)
        if chance.random() < 0.6:
            return chance.choice(self._places if chance.random() < 0.7 else self._world)
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
            if name not in others and end - start > 1 and chance.random() < 0.8:
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
            return place if len(place) >= 2 else name
        return self._other_body(name, chance)

    def _other_body(self, name: str, chance: Random) -> str:
        if len(name) <= 3 or chance.random() >= 0.6:
            return name
        if chance.random() < 0.6:
            return chance.choice(self._bodies)
        return self._body(chance) if chance.random() < 0.6 else self._company(chance)

    def _other_person(self, name: str, after: str, chance: Random) -> str:
        if chance.random() < 0.04:
            return self.chinese(chance)[:3]
        foreign = is_foreign(name, "")
        if len(name) in (2, 3) and name[0] in SURNAMES and not foreign:
            other = self.chinese(chance)
            return other[0] if chance.random() < 0.35 and _TITLED.match(after) else other
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
            "L": (lambda c: c.choice(self._divisions) if c.random() < 0.6 else c.choice(self._places), "LOC"),
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

    def _association(self, chance: Random) -> str:
        """A body of two countries."""
        mark = chance.choice(["—", "－", "-", ""])
        return f"{chance.choice(self._states)}{mark}{chance.choice(['中国', *self._states])}{chance.choice(_LISTS['associations'])}"

    def _city(self, chance: Random) -> str:
        """A city of another country, known or made."""
        if chance.random() < 0.6:
            return chance.choice(self._world)
        return self._walk(chance).replace("·", "")[:6]

    def _any_person(self, chance: Random) -> str:
        if chance.random() < 0.9:
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
    if chance.random() < 0.5:
        return "".join(chance.choice(_CAPITALS) for _ in range(chance.randint(2, 5)))
    first = chance.choice(_FIRST_CAPITALS)
    return first + "".join(chance.choice(_SMALL) for _ in range(chance.randint(3, 7)))
