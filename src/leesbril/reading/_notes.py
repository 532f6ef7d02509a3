"""What is said of a file or a row on the way in: the kinds of note, and the error of a file that cannot be read."""

from typing import NamedTuple

SKIPPED = "skipped"
LEFT_ASIDE = "left aside"
UNDERSTOOD_NOT = "date not understood"
TWO_DATES = "two dates"
AMBIGUOUS = "ambiguous date"
REPAIRED = "repaired encoding"
BYTE_ORDER_MARK = "byte-order mark"
SOFT_HYPHENS = "soft hyphens"
MARKUP = "markup"
REPEATED_ID = "repeated id"
DUPLICATE = "duplicate"
NEAR_EMPTY = "near-empty"
UNDATED = "undated"
WRONG_LANGUAGE = "wrong language"

LISTED_ONLY = frozenset({LEFT_ASIDE, UNDATED, SOFT_HYPHENS, NEAR_EMPTY, TWO_DATES, BYTE_ORDER_MARK})
"""These are no mistake of anybody: `load_report` lists them, and no warning is given."""


class Remark(NamedTuple):
    """One thing to say of a text: the kind of thing, and in words what it is."""

    kind: str
    reason: str


class Unreadable(ValueError):
    """Says why a file, or one row of it, is skipped, and what to do."""


def plural(kind: str) -> str:
    """How several of a kind are called; what is no thing that can be counted stays as it is.

    >>> plural("duplicate"), plural("date not understood"), plural("skipped")
    ('duplicates', 'dates not understood', 'skipped')
    """
    if kind in (SKIPPED, REPAIRED, MARKUP, WRONG_LANGUAGE):
        return kind
    return kind.replace("date ", "dates ", 1) if kind == UNDERSTOOD_NOT else f"{kind}s"
