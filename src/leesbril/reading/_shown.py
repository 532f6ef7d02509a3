"""Values and words of a file as the load report shows them: short, on one line, without control characters."""

import json
from typing import Any

ARTICLE = '{"text": "…"}'
ARTICLES = '[{"text": "…"}, …]'
OTHER_TEXT = "export it as text, or set columns={'text': …}"
MOST_SHOWN = 40
"""Maximum number of characters of a value."""


def shown(value: Any) -> str:
    """A value of a table as JSON writes it, shortened.

    >>> shown(None), shown(True), shown(2.5), shown("Het leger"), shown([1] * 20)
    ('null', 'true', '2.5', '"Het leger"', '[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, …')
    """
    written = printable(json.dumps(value, ensure_ascii=False, default=str))
    return written if len(written) <= MOST_SHOWN else written[: MOST_SHOWN - 1].rstrip() + " …"


def printable(words: str) -> str:
    r"""Words with an escape for each character that cannot be seen: control characters, marks of direction.

    >>> printable("caf\xe9\x07 \u202etxt")
    'café\\x07 \\u202etxt'
    """
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in words)
