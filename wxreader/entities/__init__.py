"""Mentions in text: engines behind one protocol, rules over them, canonical names, values."""
