"""Searching the library: query, index, ranking, snippets."""
