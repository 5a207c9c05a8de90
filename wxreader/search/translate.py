"""A query's tree as tantivy's own queries."""

from __future__ import annotations

from collections.abc import Mapping

from tantivy import FieldType, Occur, Query

from wxreader.search.index import day_of, key_of, schema
from wxreader.search.query import And, Dates, Marked, Node, Not, Or, Words

HEADLINE_BOOST = 4.0
"""What a hit in the headline counts beside one in the body."""
TOGETHER_BOOST = 2.0
"""What words that stand side by side count beside scattered ones."""


def _phrase(field: str, text: str) -> Query:
    return (
        Query.term_query(schema(), field, text)
        if len(text) == 1
        else Query.phrase_query(schema(), field, list(text))
    )


def _unscored(query: Query) -> Query:
    """A condition that says nothing about how good an article is."""
    return Query.const_score_query(query, 0.0)


def _words(node: Words) -> Query:
    if node.field:
        return _phrase(f"t_{node.field}", f"\n{node.text}\n" if node.whole else node.text)
    headline = Query.boost_query(_phrase("t_title", node.text), HEADLINE_BOOST)
    return Query.boolean_query([(Occur.Must, _phrase("t_", node.text)), (Occur.Should, headline)])


def _dates(node: Dates) -> Query:
    began = Query.range_query(schema(), "first", FieldType.Integer, 1, day_of(node.last))
    ended = Query.range_query(schema(), "last", FieldType.Integer, day_of(node.first), None)
    return _unscored(Query.boolean_query([(Occur.Must, began), (Occur.Must, ended)]))


def _all(nodes: tuple[Node, ...], marked: Mapping[Marked, frozenset[str]]) -> Query:
    parts = [
        (Occur.MustNot, translate(n.node, marked))
        if isinstance(n, Not)
        else (Occur.Must, translate(n, marked))
        for n in nodes
    ]
    if not any(occur == Occur.Must for occur, _ in parts):
        parts.append((Occur.Must, _unscored(Query.all_query())))
    together = "".join(n.text for n in nodes if isinstance(n, Words) and not n.field)
    if len(nodes) > 1 and len(together) > 1:
        parts.append((Occur.Should, Query.boost_query(_phrase("t_", together), TOGETHER_BOOST)))
    return Query.boolean_query(parts)


def translate(node: Node, marked: Mapping[Marked, frozenset[str]]) -> Query:
    """tantivy's query for a tree.

    Args:
        node: The tree.
        marked: For every `Marked` in it, the ids of the articles that have the mark.
    """
    if isinstance(node, Words):
        return _words(node)
    if isinstance(node, Dates):
        return _dates(node)
    if isinstance(node, Marked):
        return _unscored(Query.term_set_query(schema(), "key", [key_of(i) for i in marked[node]]))
    if isinstance(node, Not):
        return _all((node,), marked)
    if isinstance(node, Or):
        return Query.boolean_query([(Occur.Should, translate(n, marked)) for n in node.nodes])
    assert isinstance(node, And)
    return _all(node.nodes, marked)


def without_pages(query: Query, sources: list[str]) -> Query:
    """The query, blind to pages that are old in the index."""
    if not sources:
        return query
    return Query.boolean_query(
        [(Occur.Must, query), (Occur.MustNot, Query.term_set_query(schema(), "page", sources))]
    )
