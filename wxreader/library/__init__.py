"""The library on disk: catalogue, pages, annotations in TinyDB on a storage that survives a crash."""
