"""When: the day of the paper and of what it tells, from furniture, names, the reader's word, and the
page's clues.

forms (days as printed) -> furniture, names -> evidence (clues for a year) -> year (the model) -> page
(all of it).
Pure: knows no store and no screen.
"""

VERSION = 2
"""Raised when dates come out anew; pages dated by an older one are dated again when they are loaded."""
