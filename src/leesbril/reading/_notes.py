"""Remarks on files and rows: their kinds, and the error for a file that cannot be read."""

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
HARD_WRAPPED = "hard-wrapped text"
ARTICLES_MISSING = "articles missing"
SEVERAL_ARTICLES = "several articles"
EXPORT = "export"
OTHER_FORMAT = "other format"
QUOTES = "doubtful quotation mark"
SHORT_ROW = "short row"
COLUMNS_LEFT_OUT = "columns left out"
TABLE = "table in a text file"
CUT_OFF = "cut-off text"
DATE_COLUMN = "unknown date column"
NO_TIMES = "times left out"
VERSION = "version"

LISTED_ONLY = frozenset({LEFT_ASIDE, UNDATED, SOFT_HYPHENS, NEAR_EMPTY, TWO_DATES, BYTE_ORDER_MARK, TABLE, NO_TIMES})
LISTED_ONLY |= {HARD_WRAPPED, EXPORT}
"""Kinds that are not errors: listed by `load_report`, without a warning."""


class Remark(NamedTuple):
    """A remark on a file or row: its kind, and the reason in words."""

    kind: str
    reason: str


class Unreadable(ValueError):
    """A file or row cannot be read; the message says why and what to do."""


def plural(kind: str) -> str:
    """The plural of a kind; kinds that are not countable nouns do not change.

    >>> plural("duplicate"), plural("date not understood"), plural("skipped")
    ('duplicates', 'dates not understood', 'skipped')
    """
    unchanged = (SKIPPED, REPAIRED, MARKUP, WRONG_LANGUAGE, COLUMNS_LEFT_OUT, NO_TIMES, LEFT_ASIDE)
    if kind in (*unchanged, ARTICLES_MISSING, SEVERAL_ARTICLES):
        return kind
    return kind.replace("date ", "dates ", 1) if kind == UNDERSTOOD_NOT else f"{kind}s"
