"""Who and what stands in the whole library: mentions counted under their canonical names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from wxreader.model import Article


@dataclass(slots=True)
class Entity:
    """Everything that is mentioned under one name."""

    type: str
    name: str
    count: int = 0
    titles: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    articles: dict[str, int] = field(default_factory=dict)
    """Mentions by article id."""

    @property
    def title(self) -> str:
        """The office it is best known by; the longer of two as frequent."""
        return max(self.titles, key=lambda t: (self.titles[t], len(t)), default="")


def take_census(articles: Iterable[Article], kind: str | None = None) -> list[Entity]:
    """Count the mentions of articles.

    Args:
        articles: Where to count.
        kind: Only this type; every type for None.

    Returns:
        Entities, the most mentioned first, then by name.
    """
    found: dict[tuple[str, str], Entity] = {}
    for article in articles:
        for m in article.mentions:
            if kind and m.type != kind:
                continue
            entity = found.setdefault((m.type, m.name), Entity(m.type, m.name))
            entity.count += 1
            entity.articles[article.id] = entity.articles.get(article.id, 0) + 1
            if m.title:
                entity.titles[m.title] += 1
            if m.text != m.name:
                entity.aliases[m.text] += 1
    return sorted(found.values(), key=lambda e: (-e.count, e.type, e.name))
