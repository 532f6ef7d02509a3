"""`python -m leesbril.rerun articles`: see `run`."""

import sys

from leesbril.rerun._run import main

if __name__ == "__main__":
    sys.exit(main())
