"""Readings of a time expression: the days that it means, as a function of the day of publication."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from leesbril.facts._times.days import EVER, WEEK, Days, month_of, week_of, weekday, year_and_month, year_of

Find: TypeAlias = Callable[[int], Days]
"""The days that are meant, for a day of publication."""

_FARTHEST = 366 * 300
"""No expression means days further from its publication."""
_PUBLISHED = range(1 + _FARTHEST, date.max.toordinal() - _FARTHEST)


class Reading(NamedTuple):
    """One reading: its days for a day of publication. Neither their first nor their last goes back as that goes on."""

    label: str
    days: Find

    def published(self, meant: Days) -> Days:
        """The days of publication on which the reading shares a day with those meant."""
        first = bisect_left(_PUBLISHED, True, key=lambda day: self.days(day)[1] > meant[0])
        last = bisect_left(_PUBLISHED, True, key=lambda day: self.days(day)[0] >= meant[1])
        return _PUBLISHED[first], _PUBLISHED[last]


def shifted(low: int, high: int) -> Find:
    """The days from `low` up to and with `high` days after the publication.

    >>> shifted(-1, -1)(100)
    (99, 100)
    """
    return lambda day: (day + low, day + high + 1)


def clipped(find: Find, *, first: int | None = None, last: int | None = None) -> Find:
    """The days found, but from `first` or up to and with `last` days after the publication."""

    def days(day: int) -> Days:
        start, end = find(day)
        return (start if first is None else day + first), (end if last is None else day + last + 1)

    return days


def unbounded(find: Find, *, before: bool = False, after: bool = False) -> Find:
    """All days before the first one found, or with `after` from the first one found on."""
    return lambda day: (EVER[0], find(day)[0]) if before else (find(day)[0], EVER[1]) if after else find(day)


def weekday_between(number: int, low: int, high: int) -> Find:
    """From the first to the last such weekday among the days from `low` to `high` days after the publication."""

    def days(day: int) -> Days:
        first, last = day + low, day + high
        return first + (number - weekday(first)) % WEEK, last - (weekday(last) - number) % WEEK + 1

    return days


def weekday_of_week(number: int, weeks: int) -> Find:
    """A weekday of the calendar week some weeks after that of the publication."""

    def days(day: int) -> Days:
        first = week_of(day, weeks)[0] + number
        return first, first + 1

    return days


def weekend(weeks: int) -> Find:
    """Friday to Sunday of a week; a publication on Saturday or Sunday looks back to the week before."""

    def days(day: int) -> Days:
        first = week_of(day, weeks)[0] + 4
        return first, first + 3

    return days


def calendar_week(weeks: int) -> Find:
    """The calendar week some weeks after that of the publication."""
    return lambda day: week_of(day, weeks)


def calendar_month(months: int) -> Find:
    """The month some months after that of the publication."""

    def days(day: int) -> Days:
        year, month = year_and_month(day)
        return month_of(year, month + months)

    return days


def calendar_year(years: int) -> Find:
    """The year some years after that of the publication."""
    return lambda day: year_of(year_and_month(day)[0] + years)


def in_year(years: int, find: Callable[[int], Days]) -> Find:
    """Days in the year some years after that of the publication."""
    return lambda day: find(year_and_month(day)[0] + years)


def last_one(find: Callable[[int], Days], *, over: bool = False) -> Find:
    """Of what returns each year, the last one that has begun by the publication; with `over`, that has ended."""

    def days(day: int) -> Days:
        year = year_and_month(day)[0]
        found = find(year)
        return found if (found[1] if over else found[0]) <= day else find(year - 1)

    return days


def next_one(find: Callable[[int], Days]) -> Find:
    """Of what returns each year, the next one that has not ended before the publication."""

    def days(day: int) -> Days:
        year = year_and_month(day)[0]
        found = find(year)
        return found if found[1] > day else find(year + 1)

    return days


def last_listed(spans: Sequence[Days]) -> Find:
    """The last of some intervals, in order, that has begun by the publication; all days before the first one."""

    def days(day: int) -> Days:
        number = bisect_right(spans, (day, EVER[1]))
        return spans[number - 1] if number else EVER

    return days


def next_listed(spans: Sequence[Days]) -> Find:
    """The first of some intervals, in order, that has not ended before the publication; all days after the last."""

    def days(day: int) -> Days:
        number = bisect_right(spans, day, key=lambda one: one[1])
        return spans[number] if number < len(spans) else EVER

    return days


def distances(reading: Reading) -> tuple[int, int]:
    """The least and the most days that the publication can lie after the days meant, over four years."""
    published = range(730_000, 730_000 + 1461)
    found = [reading.days(day) for day in published]
    after = [(day - days[1] + 1, day - days[0]) for day, days in zip(published, found, strict=True)]
    return min(low for low, _ in after), max(high for _, high in after)
