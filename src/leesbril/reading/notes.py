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
