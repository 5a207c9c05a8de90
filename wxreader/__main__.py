"""`python -m wxreader` is the console script by another name."""

import sys

from wxreader.cli import main

if __name__ == "__main__":
    sys.exit(main())
