"""Print the reference of all frames: `python -m leesbril.frames > docs/frames.md`."""

import sys

from leesbril.frames import TABLES
from leesbril.frames._reference import page

if __name__ == "__main__":
    sys.stdout.write(page(TABLES))
