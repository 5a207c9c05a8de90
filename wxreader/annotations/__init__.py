"""Selectors, anchoring and export of what the user made; knows no store and no screen."""
