"""A query's tree as OpenSearch's own query: text goes in as JSON values, never as a query string."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from wxreader.search.matching import NAME_FIELDS
from wxreader.search.query import And, Dates, Marked, Node, Not, Or, Phrase
from wxreader.shared.connection import Json
from wxreader.shared.documents import day_number, whole_term

HEADLINE_BOOST = 4.0
"""What a hit in the headline counts beside one in the body: as in the index of a folder."""
TOGETHER_BOOST = 2.0
"""What words that stand side by side count beside scattered ones: as there."""
MOST_TERMS = 60_000
"""Ids in one clause: OpenSearch takes 65,536."""
UNREAD = "unread"
WHOLE_FIELDS = (*NAME_FIELDS.values(), "by")


def _phrase(key: str, text: str, boost: float = 1.0) -> Json:
    """Articles with these characters side by side in the field of a key."""
    if len(text) == 1:
        return {"term": {f"t_{key}" if key else "chars": {"value": text, "boost": boost}}}
    return {"match_phrase": {f"t_{key}" if key else "pairs": {"query": text, "boost": boost}}}


def unscored(query: Json) -> Json:
    """A condition that says nothing about how good an article is."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


EVERYTHING: Json = {"match_all": {}}


def _words(node: Phrase) -> Json:
    if node.whole and node.field in WHOLE_FIELDS:
        return {"term": {"whole": {"value": whole_term(node.field, node.text)}}}
    if node.field:
        return _phrase(node.field, node.text)
    headline = _phrase("title", node.text, HEADLINE_BOOST)
    return {"bool": {"must": [_phrase("", node.text)], "should": [headline]}}


def _range(field: str, **bounds: int) -> Json:
    return {"range": {field: bounds}}


def _days(name: str, first: int, last: int) -> Json:
    """Articles of whose event a day falls into the span.

    Whose paper's day, month or year lies in it whole.
    """
    if name == "issued":
        both = [_range("issued_first", gte=first), _range("issued_last", lte=last)]
    else:
        both = [_range("event_first", lte=last), _range("event_last", gte=first)]
    return {"bool": {"filter": both}}


def _dates(node: Dates) -> Json:
    names = ("event", "issued") if node.key == "date" else (node.key,)
    first, last = day_number(node.first), day_number(node.last)
    either = [_days(name, first, last) for name in names]
    return unscored({"bool": {"should": either, "minimum_should_match": 1}})


def having_ids(articles: Collection[str]) -> Json:
    """Articles by their ids."""
    some = [{"terms": {"id": list(ids)}} for ids in _batched(sorted(articles), MOST_TERMS)]
    return {"bool": {"should": some, "minimum_should_match": 1}} if some else {"match_none": {}}


def _batched(values: list[str], size: int) -> list[list[str]]:
    return [values[at : at + size] for at in range(0, len(values), size)]


def _all(nodes: tuple[Node, ...], marked: Mapping[Marked, frozenset[str]]) -> Json:
    must = [translate(n, marked) for n in nodes if not isinstance(n, Not)]
    found: dict[str, Any] = {
        "must": must or [unscored(EVERYTHING)],
        "must_not": [translate(n.node, marked) for n in nodes if isinstance(n, Not)],
    }
    together = "".join(n.text for n in nodes if isinstance(n, Phrase) and not n.field)
    if len(nodes) > 1 and len(together) > 1:
        found["should"] = [_phrase("", together, TOGETHER_BOOST)]
    return {"bool": found}


def translate(node: Node, marked: Mapping[Marked, frozenset[str]]) -> Json:
    """OpenSearch's query for a tree.

    Args:
        node: The tree.
        marked: For every `Marked` in it, the ids of the articles that have the mark.
    """
    if isinstance(node, Phrase):
        return _words(node)
    if isinstance(node, Dates):
        return _dates(node)
    if isinstance(node, Marked):
        have = having_ids(marked[node])
        return unscored({"bool": {"must_not": [have]}} if node.mark == UNREAD else have)
    if isinstance(node, Not):
        return _all((node,), marked)
    if isinstance(node, Or):
        either = [translate(n, marked) for n in node.nodes]
        return {"bool": {"should": either, "minimum_should_match": 1}}
    assert isinstance(node, And)
    return _all(node.nodes, marked)
