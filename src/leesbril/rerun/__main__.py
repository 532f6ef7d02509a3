"""`python -m leesbril.rerun articles`: see `_command`."""

import sys

from leesbril.rerun._command import main

if __name__ == "__main__":
    sys.exit(main())
