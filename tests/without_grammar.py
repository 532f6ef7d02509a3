"""For `pytest -p tests.without_grammar`: nbval imports nbformat, and that jsonschema, before conftest.py is read.

jsonschema compiles a grammar of web addresses where this package is there: 1.2 s in each process.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
