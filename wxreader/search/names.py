"""Names from the index's postings: which articles have one, how many, together with whom, when, in which office."""

from __future__ import annotations

from tantivy import Query, Searcher

from wxreader.search.index import id_of, name_term, schema


def _having(kind: str, name: str) -> Query:
    return Query.term_query(schema(), "names", name_term(kind, name))


def articles_named(searcher: Searcher, kind: str, name: str) -> frozenset[str]:
    """The articles that have a canonical name."""
    query = _having(kind, name)
    count = searcher.doc_freq("names", name_term(kind, name))
    if not count:
        return frozenset()
    found = searcher.search(query, count, count=False, order_by_field="first")
    keys = searcher.fast_field_values("key", [address for _score, address in found.hits])
    return frozenset(id_of(int(key)) for key in keys if key is not None)


def most_named(searcher: Searcher, kind: str, count: int) -> list[tuple[str, int]]:
    """The canonical names of a type that most articles have, with how many articles these are."""
    found = searcher.terms_with_prefix("names", name_term(kind, ""), limit=count)
    return [(term.partition("\t")[2], n) for term, n in found]
