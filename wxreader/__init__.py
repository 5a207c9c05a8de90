"""wxreader: a keyboard-driven terminal reader for Chinese newspaper text.

Importing the package loads nothing else, so that `wxreader --version` and every
headless call pay only for what they use (tests/test_processes.py holds this).
"""

__version__ = "0.1.0"
