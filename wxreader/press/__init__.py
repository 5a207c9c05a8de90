"""From a raw page dump to clean articles: pure functions from bytes to `model.Page`.

    bytes -> decode -> lines -> labels -> (credits, roles, pairing, reflow, wxreader.dating) -> page

Nothing here knows a store, a search or a screen.
"""
