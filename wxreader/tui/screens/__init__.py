"""Screens: they hold widgets, hear their messages and decide."""
