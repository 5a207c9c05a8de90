"""PDF pages: characters with place and size (`glyphs`), to lines and blocks in reading order (`layout`),
to a dump's text.

The characters are taken out by a process of its own with limits (`worker`): a PDF is a program by a stranger.
"""
