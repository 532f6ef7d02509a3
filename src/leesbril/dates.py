"""Partial dates as intervals: a month is a month, not its first day."""

from dataclasses import dataclass

import pandas as pd

EARLIEST_YEAR, LATEST_YEAR = 1500, 2199
"""A year outside these is taken for a slip: no newspaper is older, and four digits are often a number."""

_FORMS = (
    ("%Y", 4, "year", pd.DateOffset(years=1)),
    ("%Y-%m", 7, "month", pd.DateOffset(months=1)),
    ("%Y-%m-%d", 10, "day", pd.DateOffset(days=1)),
    ("%Y-%m-%dT%H:%M:%S", 19, "second", pd.DateOffset(seconds=1)),
)


@dataclass(frozen=True)
class Interval:
    """A date as far as it is known: from `start` up to, and without, `end`."""

    start: pd.Timestamp
    end: pd.Timestamp
    precision: str


def parse_date(written: str) -> Interval | None:
    """The interval that an ISO date stands for, or None where it is no date.

    Reads a year, a month, a day, or a day with a time to the second; a space may stand for the `T`.

    >>> may = parse_date("2017-05")
    >>> print(may.start.date(), may.end.date(), may.precision)
    2017-05-01 2017-06-01 month
    >>> parse_date("2017-13") is None
    True
    """
    written = written.strip().replace(" ", "T")
    for form, length, precision, step in _FORMS:
        if len(written) != length:
            continue
        start = pd.to_datetime(written, format=form, errors="coerce")
        if pd.isna(start) or not EARLIEST_YEAR <= start.year <= LATEST_YEAR:
            return None
        return Interval(start, start + step, precision)
    return None
