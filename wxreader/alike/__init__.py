"""The same story printed again: on several days, in several papers, with some characters changed. Pure."""
