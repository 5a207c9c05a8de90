"""The reader's screens on Textual. Nothing below imports this package."""
