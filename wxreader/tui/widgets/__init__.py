"""Widgets: each draws one thing, posts what happened, knows no neighbour."""
