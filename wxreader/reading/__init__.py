"""Typesetting for a terminal: pure functions from text to lines; no screen, no store."""
