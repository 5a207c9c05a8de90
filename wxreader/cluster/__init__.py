"""Analysing pages on a Dask cluster: the extra `wxreader[cluster]`. Nothing else of ours imports dask."""
