"""A library that many share.

An OpenSearch cluster behind the calls of a folder (extra `wxreader[opensearch]`).
"""
