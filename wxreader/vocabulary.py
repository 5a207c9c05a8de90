"""Closed vocabularies of calls and exports: what may be asked for. Those of the domain are in `model`.

Nothing of ours is imported.
"""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """Forms that annotations are exported in."""

    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"
    W3C = "w3c"


class CitationFormat(StrEnum):
    """Forms that articles are cited in."""

    GBT7714 = "gbt7714"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl-json"


class ResultOrder(StrEnum):
    """Orders of search results: best first, or newest first."""

    RELEVANCE = "relevance"
    DATE = "date"


class KwicOrder(StrEnum):
    """Orders of the concordance: newest first, or by what stands left or right of the word."""

    DATE = "date"
    LEFT = "left"
    RIGHT = "right"


def values(vocabulary: type[StrEnum]) -> tuple[str, ...]:
    """The plain strings of a closed vocabulary, in its order."""
    return tuple(member.value for member in vocabulary)
