"""`python -m leesbril board SOURCE` saves a board; `python -m leesbril find TEXT --in ARCHIVE` finds shared text."""

import sys

USAGE = """usage: python -m leesbril board SOURCE [--into board.html]
       python -m leesbril find TEXT --in ARCHIVE [--into reuse.csv]
"""

if __name__ == "__main__":
    if sys.argv[1:2] == ["board"]:
        from leesbril.board.command import main
    elif sys.argv[1:2] == ["find"]:
        from leesbril.passages.command import main
    else:
        sys.stderr.write(USAGE)
        sys.exit(2)
    sys.exit(main(sys.argv[2:]))
