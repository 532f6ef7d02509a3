"""Writes the days of Islamic feasts that `leesbril.facts` reads, from hijridate and holidays (both MIT).

python benchmarks/feasts.py > src/leesbril/facts/data/feasts.csv

Needs `hijridate==2.6.0` and `holidays==0.109`, which nothing else in the project needs. One row per feast and year:
its first day by Umm al-Qura, the calendar of Saudi Arabia, and the first and last day on which a country of `holidays`
begins it. Ramadan is given by its first day of fasting.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date

import holidays.countries
from hijridate import Hijri
from holidays.calendars.islamic import _IslamicLunar

FEASTS = {"ramadan": ("RAMADAN_BEGINNING", 9, 1), "fitr": ("EID_AL_FITR", 10, 1), "adha": ("EID_AL_ADHA", 12, 10)}
HIJRI_YEARS = range(1410, 1464)
MOST_DAYS_APART = 3
"""Days of two calendars further apart are of two years, or an error in one of them."""


def calendars(kind: type = _IslamicLunar) -> Iterator[type]:
    """A class of calendars of `holidays` with all its subclasses."""
    yield kind
    for one in kind.__subclasses__():
        yield from calendars(one)


def days_by_country(name: str) -> set[date]:
    """The days on which any country of `holidays` begins a feast."""
    for module in pkgutil.iter_modules(holidays.countries.__path__):
        importlib.import_module(f"holidays.countries.{module.name}")
    tables = (vars(one).get(f"{name}_DATES{custom}", {}) for one in calendars() for custom in ("", "_CUSTOM_CALENDAR"))
    return {date(year, *day) for table in tables for year, days in table.items() for day in _each(days)}


def _each(days: tuple) -> tuple:
    return (days,) if isinstance(days[0], int) else days


def main() -> None:
    """Print the table."""
    print("feast,umm_al_qura,first,last")
    for feast, (name, month, day) in FEASTS.items():
        listed = days_by_country(name)
        for year in HIJRI_YEARS:
            own = Hijri(year, month, day).to_gregorian()
            own = date(own.year, own.month, own.day)
            near = [own, *(one for one in listed if abs((one - own).days) <= MOST_DAYS_APART)]
            print(f"{feast},{own},{min(near)},{max(near)}")


if __name__ == "__main__":
    main()
