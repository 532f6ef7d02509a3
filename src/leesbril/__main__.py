"""`python -m leesbril board SOURCE` saves a board."""

import sys

from leesbril.board.command import main

USAGE = "usage: python -m leesbril board SOURCE [--into board.html]\n"

if __name__ == "__main__":
    if sys.argv[1:2] != ["board"]:
        sys.stderr.write(USAGE)
        sys.exit(2)
    sys.exit(main(sys.argv[2:]))
