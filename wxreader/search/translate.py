"""A query's tree as tantivy's own queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tantivy import FieldType, Occur, Query, Searcher

from wxreader.search.index import HEAD_PAIRS, PAIRS, day_of, key_of, schema, whole_term
from wxreader.search.matching import NAME_FIELDS
from wxreader.search.query import And, Dates, Marked, Node, Not, Or, Phrase

HEADLINE_BOOST = 4.0
"""What a hit in the headline counts beside one in the body."""
UNREAD = "unread"
PAIR = 2
"""Characters of a word that is one term."""
TOGETHER_BOOST = 2.0
"""What words that stand side by side count beside scattered ones."""


def _phrase(key: str, text: str) -> Query:
    """Articles with these characters side by side in the field of a key."""
    if len(text) == 1:
        return Query.term_query(schema(), f"t_{key}", text)
    if key in _IN_PAIRS:
        return _in_pairs(_IN_PAIRS[key], text)
    return Query.phrase_query(schema(), f"t_{key}", list(text))


_IN_PAIRS = {"": PAIRS, "title": HEAD_PAIRS}
"""Keys that have a field of pairs of characters."""


def _in_pairs(field: str, text: str) -> Query:
    last = len(text) - 2
    if not last:
        return Query.term_query(schema(), field, text)
    starts = sorted({*range(0, last + 1, 2), last})
    pairs: list[str | tuple[int, str]] = [(at, text[at : at + 2]) for at in starts]
    return Query.phrase_query(schema(), field, pairs)


def _unscored(query: Query) -> Query:
    """A condition that says nothing about how good an article is."""
    return Query.const_score_query(query, 0.0)


def _words(node: Phrase) -> Query:
    if node.whole and node.field in NAME_FIELDS.values():
        return Query.term_query(schema(), "whole", whole_term(node.field, node.text))
    if node.field:
        return _phrase(node.field, f"\n{node.text}\n" if node.whole else node.text)
    headline = Query.boost_query(_phrase("title", node.text), HEADLINE_BOOST)
    # what the headline has, the whole has: of optional terms, tantivy passes over what is not among the best
    needed = Occur.Should if len(node.text) <= PAIR else Occur.Must
    return Query.boolean_query([(needed, _phrase("", node.text)), (Occur.Should, headline)])


def _dates(node: Dates) -> Query:
    names = ("event", "issued") if node.key == "date" else (node.key,)
    return _unscored(Query.boolean_query([(Occur.Should, _days(name, node)) for name in names]))


def _days(name: str, node: Dates) -> Query:
    """Articles of whose event a day falls into the span; whose paper's day,
    month or year lies in it whole.
    """
    if name == "issued":
        after = Query.range_query(
            schema(), "issued_first", FieldType.Integer, max(1, day_of(node.first)), None
        )
        before = Query.range_query(schema(), "issued_last", FieldType.Integer, 1, day_of(node.last))
        return Query.boolean_query([(Occur.Must, after), (Occur.Must, before)])
    began = Query.range_query(schema(), f"{name}_first", FieldType.Integer, 1, day_of(node.last))
    ended = Query.range_query(schema(), f"{name}_last", FieldType.Integer, day_of(node.first), None)
    return Query.boolean_query([(Occur.Must, began), (Occur.Must, ended)])


def _all(nodes: tuple[Node, ...], marked: Mapping[Marked, frozenset[str]]) -> Query:
    parts = [
        (Occur.MustNot, translate(n.node, marked))
        if isinstance(n, Not)
        else (Occur.Must, translate(n, marked))
        for n in nodes
    ]
    if not any(occur == Occur.Must for occur, _ in parts):
        parts.append((Occur.Must, _unscored(Query.all_query())))
    together = "".join(n.text for n in nodes if isinstance(n, Phrase) and not n.field)
    if len(nodes) > 1 and len(together) > 1:
        parts.append((Occur.Should, Query.boost_query(_phrase("", together), TOGETHER_BOOST)))
    return Query.boolean_query(parts)


def translate(node: Node, marked: Mapping[Marked, frozenset[str]]) -> Query:
    """tantivy's query for a tree.

    Args:
        node: The tree.
        marked: For every `Marked` in it, the ids of the articles that have the mark.
    """
    if isinstance(node, Phrase):
        return _words(node)
    if isinstance(node, Dates):
        return _dates(node)
    if isinstance(node, Marked):
        have = _unscored(Query.term_set_query(schema(), "key", [key_of(i) for i in marked[node]]))
        every = (Occur.Must, _unscored(Query.all_query()))
        return Query.boolean_query([every, (Occur.MustNot, have)]) if node.mark == UNREAD else have
    if isinstance(node, Not):
        return _all((node,), marked)
    if isinstance(node, Or):
        return Query.boolean_query([(Occur.Should, translate(n, marked)) for n in node.nodes])
    assert isinstance(node, And)
    return _all(node.nodes, marked)


def without_pages(query: Query, sources: Sequence[str]) -> Query:
    """The query, blind to pages that are old in the index."""
    if not sources:
        return query
    return Query.boolean_query(
        [(Occur.Must, query), (Occur.MustNot, Query.term_set_query(schema(), "page", list(sources)))]
    )


def known_count(searcher: Searcher, node: Node) -> int | None:
    """How many articles a query has, where its terms say so; None where they have to be looked through."""
    if not isinstance(node, Phrase) or node.field or len(node.text) > PAIR:
        return None
    return int(searcher.doc_freq(PAIRS if len(node.text) == PAIR else "t_", node.text))
