"""Who and what stands in the whole library: mentions counted under their canonical names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from wxreader.doubt import is_doubtful
from wxreader.model import Article
from wxreader.profiles.namesakes import Held, namesakes


@dataclass(slots=True, kw_only=True)
class Entity:
    """Everything that is mentioned under one name."""

    type: str
    name: str
    count: int = 0
    titles: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    articles: dict[str, int] = field(default_factory=dict)
    """Mentions by article id."""
    held: list[Held] = field(default_factory=list)
    """For a person, the offices that each article gives."""

    @property
    def title(self) -> str:
        """The office it is best known by; the longer of two as frequent."""
        return max(self.titles, key=lambda t: (self.titles[t], len(t)), default="")

    @property
    def people(self) -> list[frozenset[str]]:
        """Article ids by person, where offices tell people of one name apart; [] where nothing does."""
        return namesakes(self.held)


def take_census(articles: Iterable[Article], kind: str | None = None) -> list[Entity]:
    """Count the mentions of articles, doubtful ones left out.

    Args:
        articles: Where to count.
        kind: Only this type; every type for None.

    Returns:
        Entities, the most mentioned first, then by name.
    """
    found: dict[tuple[str, str], Entity] = {}
    for article in articles:
        offices: dict[str, set[str]] = {}
        for m in article.mentions:
            if is_doubtful(m) or (kind and m.type != kind):
                continue
            entity = found.setdefault((m.type, m.name), Entity(type=m.type, name=m.name))
            entity.count += 1
            entity.articles[article.id] = entity.articles.get(article.id, 0) + 1
            if m.title:
                entity.titles[m.title] += 1
                offices.setdefault(m.name, set()).add(m.title)
            if m.text != m.name:
                entity.aliases[m.text] += 1
        date = article.date if article.date_sure else ""
        for name, titles in offices.items():
            found[("PER", name)].held.append(Held(article.id, date, frozenset(titles)))
    return sorted(found.values(), key=lambda e: (-e.count, e.type, e.name))
