"""What talks to the terminal itself: the driver, the wall before it, its widths, its clipboard,
the user's editor.
"""
