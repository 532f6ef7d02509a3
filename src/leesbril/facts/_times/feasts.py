"""Feasts by calendar: their days in each year."""

import csv
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from leesbril.facts._times.days import Days, easter, on, weekday

YEARS = range(1990, 2041)
"""The years in which a feast is dated; the calendar of Ramadan is not known much further."""
LUNAR = ("ramadan", "fitr", "adha")
RAMADAN = "ramadan"
NAMES = {
    "ramadan": "Ramadan",
    "fitr": "Eid al-Fitr",
    "adha": "Eid al-Adha",
    "good_friday": "Good Friday",
    "easter": "Easter",
    "easter_sunday": "Easter Sunday",
    "easter_monday": "Easter Monday",
    "ascension": "Ascension Day",
    "whitsun": "Whitsun",
    "whit_sunday": "Whit Sunday",
    "whit_monday": "Whit Monday",
    "new_year": "New Year's Day",
    "kings_day": "King's Day",
    "remembrance": "Remembrance Day (4 May)",
    "liberation": "Liberation Day (5 May)",
    "budget": "Prinsjesdag",
    "sinterklaas": "the eve of Sinterklaas",
    "christmas": "Christmas",
    "christmas_day": "Christmas Day",
    "boxing_day": "Boxing Day",
    "new_years_eve": "New Year's Eve",
}
FASTING = (29, 30)
"""The days of a month of fasting."""

_EASTER = {
    "good_friday": -2,
    "easter": 0,
    "easter_sunday": 0,
    "easter_monday": 1,
    "ascension": 39,
    "whitsun": 49,
    "whit_sunday": 49,
    "whit_monday": 50,
}
_FIXED = {
    "new_year": (1, 1),
    "remembrance": (5, 4),
    "liberation": (5, 5),
    "sinterklaas": (12, 5),
    "christmas": (12, 25),
    "christmas_day": (12, 25),
    "boxing_day": (12, 26),
    "new_years_eve": (12, 31),
}
_LASTS = {"easter": 2, "whitsun": 2, "christmas": 2, "fitr": 3, "adha": 4}
"""The days of a feast, if more than one; Ramadan aside."""


class Edge(NamedTuple):
    """The days that the begin or end of a feast can be in one year, and the calendar that says so."""

    year: int
    calendar: str
    days: Days


class _Lunar(NamedTuple):
    """The first day of a feast by Umm al-Qura, and the first and last one in any country."""

    day: int
    first: int
    last: int


def edges_of(feast: str, edge: str) -> list[Edge]:
    """The begin, the end or all days of a feast in each of `YEARS`, once for each calendar; `edge` says which.

    Ramadan begins on the evening before the first day of fasting or on that day, and ends on the last day of fasting or
    on the feast behind it.

    >>> [(one.calendar, one.days[1] - one.days[0]) for one in edges_of("ramadan", "end") if one.year == 2017]
    [('Umm al-Qura', 2), ('another calendar', 1), ('another calendar', 1)]
    """
    if feast == RAMADAN:
        months = zip(_lunar(RAMADAN), _lunar("fitr"), strict=True)
        found = [one for begin, end in months for one in _ramadan(begin, end, edge)]
    elif feast in LUNAR:
        found = [one for day in _lunar(feast) for one in _calendars(day, 0)]
    else:
        found = [Edge(year, "calendar", _solar(feast, year)) for year in YEARS]
    later = _LASTS.get(feast, 1) - 1
    from_first, from_last = later * (edge == "end"), later * (edge != "begin")
    moved = [one._replace(days=(one.days[0] + from_first, one.days[1] + from_last)) for one in found]
    return [one for one in moved if one.year in YEARS]


def _ramadan(begin: "_Lunar", end: "_Lunar", edge: str) -> list[Edge]:
    """The begin, the end or all days of one Ramadan."""
    if edge == "end":
        return _calendars(end, 1)
    # A country whose feast is a day later may have begun a day later.
    last = max(begin.last, end.last - FASTING[0])
    days = (begin.first - 1, last + 1 if edge == "begin" else end.last)
    return [Edge(_year(begin.day), "Umm al-Qura and other calendars", days)]


def _calendars(day: "_Lunar", before: int) -> list[Edge]:
    """A day by Umm al-Qura, with some days before it, and the days by other calendars that are not among these."""
    own = (day.day - before, day.day + 1)
    elsewhere = [(day.first - before, own[0]), (own[1], day.last + 1)]
    others = [Edge(_year(day.day), "another calendar", days) for days in elsewhere if days[0] < days[1]]
    return [Edge(_year(day.day), "Umm al-Qura", own), *others]


def _solar(feast: str, year: int) -> Days:
    if feast in _EASTER:
        day = easter(year) + _EASTER[feast]
        return day, day + 1
    return _MOVED[feast](year) if feast in _MOVED else on(year, *_FIXED[feast])


def _kings_day(year: int) -> Days:
    """27 April, until 2013 Queen's Day on 30 April; a day earlier, until 1979 a day later, if that is a Sunday."""
    day = on(year, 4, 27 if year > 2013 else 30)
    return (day[0] - 1, day[1] - 1) if weekday(day[0]) == 6 else day


def _budget_day(year: int) -> Days:
    """The third Tuesday of September."""
    first = on(year, 9, 1)[0]
    day = first + (1 - weekday(first)) % 7 + 14
    return day, day + 1


_MOVED: dict[str, Callable[[int], Days]] = {"kings_day": _kings_day, "budget": _budget_day}


def _year(day: int) -> int:
    return date.fromordinal(day).year


@lru_cache
def _lunar(feast: str) -> list[_Lunar]:
    """A feast of the Islamic calendar in each of its years, in order."""
    file = resources.files("leesbril.facts.data").joinpath("feasts.csv")
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    columns = ("umm_al_qura", "first", "last")
    return [
        _Lunar(*(date.fromisoformat(row[name]).toordinal() for name in columns))
        for row in rows
        if row["feast"] == feast
    ]
