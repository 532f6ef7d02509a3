"""Sets of days: calendar units, intervals and what they share. A day is a number, as in `date.toordinal`."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import pandas as pd

Days: TypeAlias = tuple[int, int]
"""An interval of days: the first one, and the day after the last one."""

EVER = (-(10**7), 10**7)
"""An interval without bounds."""
WEEK = 7
_EPOCH = date(1970, 1, 1).toordinal()


def is_bounded(days: Days) -> tuple[bool, bool]:
    """Whether an interval has a first day, and whether it has a last one."""
    return days[0] > EVER[0] // 2, days[1] < EVER[1] // 2


def weekday(day: int) -> int:
    """The weekday of a day; 0 is Monday.

    >>> weekday(date(2017, 5, 26).toordinal())
    4
    """
    return (day - 1) % WEEK


def on(year: int, month: int, day: int) -> Days:
    """One day; raises ValueError where there is none."""
    first = date(year, month, day).toordinal()
    return first, first + 1


def month_of(year: int, month: int) -> Days:
    """A month; the month may lie outside 1 to 12 and is then in another year.

    >>> month_of(2017, 13) == month_of(2018, 1)
    True
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first = date(year, month, 1).toordinal()
    return first, first + monthrange(year, month)[1]


def year_of(year: int) -> Days:
    """A calendar year."""
    return date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()


def week_of(day: int, weeks: int = 0) -> Days:
    """The calendar week of a day, from Monday, or one some weeks later."""
    first = day - weekday(day) + WEEK * weeks
    return first, first + WEEK


def year_and_month(day: int) -> tuple[int, int]:
    """The year and month of a day."""
    found = date.fromordinal(day)
    return found.year, found.month


@lru_cache
def easter(year: int) -> int:
    """Easter Sunday in the Gregorian calendar.

    Source: the algorithm of Meeus, Jones and Butcher (Meeus, Astronomical Algorithms, 1991, chapter 8).

    >>> date.fromordinal(easter(2017)).isoformat(), date.fromordinal(easter(2024)).isoformat()
    ('2017-04-16', '2024-03-31')
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, left = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - correction + 15) % 30
    quarter, remainder = divmod(rest, 4)
    sunday = (32 + 2 * left + 2 * quarter - moon - remainder) % WEEK
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1).toordinal()


def shared(one: Iterable[Days], other: Iterable[Days]) -> list[Days]:
    """The days that are in both of two sets of intervals."""
    other = list(other)
    both = [(max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other]
    return united(days for days in both if days[0] < days[1])


def united(sets: Iterable[Days]) -> list[Days]:
    """Intervals in order, those that touch each other joined.

    >>> united([(5, 7), (1, 3), (3, 4)])
    [(1, 4), (5, 7)]
    """
    joined: list[Days] = []
    for start, end in sorted(sets):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def hull(sets: Iterable[Days]) -> Days:
    """The smallest interval that contains all; raises ValueError for none."""
    listed = list(sets)
    return min(days[0] for days in listed), max(days[1] for days in listed)


def moments(days: Iterable[int | None]) -> pd.Series:
    """Days as a column of datetime64[us]; missing for None and where there is no bound."""
    known = [None if day is None or not all(is_bounded((day, day))) else day for day in days]
    filled = np.array([_EPOCH if day is None else day for day in known], dtype=np.int64) - _EPOCH
    column = pd.Series(filled.astype("datetime64[D]").astype("datetime64[us]"))
    return column.mask(pd.Series([day is None for day in known], dtype=bool))


def days_of(column: pd.Series) -> list[int | None]:
    """The days of a column of datetime64[us]: the day in which each moment lies."""
    numbers = column.to_numpy().astype("datetime64[D]").astype(np.int64) + _EPOCH
    return [None if missing else day for day, missing in zip(numbers.tolist(), column.isna(), strict=True)]


def written(days: Days) -> str:
    """An interval in words, its last day included.

    >>> written((on(2017, 5, 26)[0], on(2017, 6, 1)[0])), written(month_of(2017, 5)), written(on(2017, 6, 14))
    ('26–31 May 2017', 'May 2017', '14 June 2017')
    """
    first, last = date.fromordinal(max(days[0], 1)), date.fromordinal(min(days[1] - 1, date.max.toordinal()))
    has_first, has_last = is_bounded(days)
    if not has_first or not has_last:
        return f"from {_day(first)}" if has_first else f"up to {_day(last)}" if has_last else "any day"
    if (first.year, first.month) == (last.year, last.month):
        if days == month_of(first.year, first.month):
            return f"{first:%B %Y}"
        return _day(last) if first == last else f"{first.day}–{_day(last)}"
    if days == (year_of(first.year)[0], year_of(last.year)[1]):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    same_year = first.year == last.year
    return f"{first.day} {first:%B}{'' if same_year else f' {first.year}'} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
