"""Date formats: a string → the parts of a date, or the reason why it is not a date."""

import re
import unicodedata
from datetime import time, timedelta
from typing import NamedTuple

MOST_CHARACTERS = 100
"""Longer strings are not parsed: the longest format, with weekday, fractions of a second and zone, takes about 80."""

_MONTHS = (
    "januari january januar jänner jaenner janvier janv jan",
    "februari february februar février févr febr fév feb",
    "maart march märz maerz mars mrt mrz mär mar",
    "april avril apr avr",
    "mei may mai",
    "juni june juin jun",
    "juli july juillet juil jul",
    "augustus august août aug",
    "september septembre sept sep",
    "oktober october octobre okt oct",
    "november novembre nov",
    "december dezember décembre dez déc dec",
)
_WEEKDAYS = (
    "maandag monday montag lundi maa mon lun ma mo",
    "dinsdag tuesday dienstag mardi tues tue din mar di",
    "woensdag wednesday mittwoch mercredi woe wed mer wo mi",
    "donderdag thursday donnerstag jeudi thurs thur thu don jeu do",
    "vrijdag friday freitag vendredi vrij fri ven vr fr",
    "zaterdag saturday samstag sonnabend samedi zat sat sam za sa",
    "zondag sunday sonntag dimanche zon sun dim zo so",
)
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EST": -5, "EDT": -4}
"""Hours ahead of UTC. MET is left out because of the Dutch word *met*; only American zones used by news agencies."""

FARTHEST_WEST, FARTHEST_EAST = timedelta(hours=-12), timedelta(hours=14)


class Written(NamedTuple):
    """The parts of a date as written; `month` and `day` are missing if not given.

    `numeric`: day and month are both numbers before the year, so their order may be either. `weekday`: 0 is Monday.
    `clock` is a time of day, to the second if `seconds`, else to the minute; `offset` is its offset from UTC.
    """

    year: int
    month: int | None = None
    day: int | None = None
    numeric: bool = False
    weekday: int | None = None
    clock: time | None = None
    seconds: bool = False
    offset: timedelta | None = None


def _bare(name: str) -> str:
    """A name without accents and in lower case, so that Août, aout and AOÛT are the same."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _numbered(names: tuple[str, ...], first: int) -> dict[str, int]:
    return {_bare(name): number for number, line in enumerate(names, first) for name in line.split()}


def _any_of(names: tuple[str, ...]) -> str:
    """A regular expression for the names: as listed, with combining accents, and without accents."""
    listed = [name for line in names for name in line.split()]
    spelt = {form for name in listed for form in (name, unicodedata.normalize("NFD", name), _bare(name))}
    return "(?:" + "|".join(sorted(spelt, key=lambda form: (-len(form), form))) + ")"


_MONTH_NUMBER = _numbered(_MONTHS, 1)
_WEEKDAY_NUMBER = _numbered(_WEEKDAYS, 0)

# The parts. Spaces match within one line and every repeat is bounded, so that no text takes long. What may also be a
# word of the article after the date is matched only as metadata write it: PM but not Am, om but not Om, Z if attached.
_SPACE = r"[^\S\r\n]"
_LINE_ENDS = rf"{_SPACE}{{0,3}}(?:[\r\n]|\Z)"
_YEAR, _NUMBER = "(?P<year>[0-9]{4})", "[0-9]{1,2}"
_NAME = rf"(?P<name>{_any_of(_MONTHS)})"
_BETWEEN = rf"(?:{_SPACE}|[.,/-]){{1,3}}"
_WEEKDAY = rf"(?:(?P<weekday>{_any_of(_WEEKDAYS)})\b[.,]{{0,2}}{_SPACE}{{1,3}})?(?:(?:den|le){_SPACE})?"
_DAY = rf"(?P<day>{_NUMBER})(?:ste|de|er|e|st|nd|rd|th)?"
_WEEKDAY_BEHIND = (
    rf"(?:,?{_SPACE}{{1,3}}(?P<weekday_behind>{_any_of(_WEEKDAYS)})"
    rf"(?={_LINE_ENDS}|,?{_SPACE}{{1,3}}{_NUMBER}:))"  # else it is the first word of the article
)
_JOINT = rf"(?P<joint>T|(?:{_SPACE}|[,|–—]|-(?={_SPACE})){{1,5}}(?:(?-i:om|at|um|à){_SPACE})?)"
_O_CLOCK = rf"(?:{_SPACE}?(?-i:uur|[Uu]hr)|[uh])\b"
_HALF = rf"{_SPACE}?(?P<half>(?-i:AM|PM|am|pm|a\.m\.|p\.m\.))(?!\w)"
_CLOCK = (
    rf"(?={_NUMBER}(?::|{_SPACE}?[uh]{_SPACE}?[0-9]{{2}}|\.[0-9]{{2}}(?:{_O_CLOCK}|{_LINE_ENDS}))|(?<=T)[0-9]{{4}})"
    rf"(?P<hour>{_NUMBER})(?::|\.|{_SPACE}?[uh]{_SPACE}?|(?<=T[0-9]{{2}}))(?P<minute>[0-9]{{2}})"
    rf"(?:(?::|(?<=T[0-9]{{4}}))(?P<second>[0-9]{{2}})(?:[.,][0-9]{{1,9}})?)?(?:{_HALF}|{_O_CLOCK})?"
)
_ZONE = (
    r"(?P<zone>Z|[+-][0-9]{2}|"
    rf"{_SPACE}?(?-i:(?:UTC|GMT)?[+-][0-9]{{2}}:?[0-9]{{2}}(?::?[0-9]{{2}})?|{'|'.join(_ZONES)[2:]}))"
    rf"(?:{_SPACE}?\((?-i:UTC|GMT|CET|CEST)\))?"
)
_BEHIND_THE_DAY = rf"(?:Z|[+-][0-9]{{2}}:[0-9]{{2}}|(?:{_WEEKDAY_BEHIND})?(?:{_JOINT}{_CLOCK}(?:{_ZONE})?)?)"

_DAY_FORMS = (
    rf"{_WEEKDAY}{_YEAR}(?P<mark>[-/.])(?P<month>{_NUMBER})(?P=mark)(?P<day>{_NUMBER})",
    rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
    rf"{_WEEKDAY}(?P<first>{_NUMBER})(?P<mark>[-/.])(?P<other>{_NUMBER})(?P=mark){_YEAR}",
    rf"{_WEEKDAY}{_DAY}{_BETWEEN}(?:of{_SPACE})?{_NAME}{_BETWEEN}{_YEAR}",
    rf"{_WEEKDAY}{_NAME}{_BETWEEN}{_DAY}{_BETWEEN}{_YEAR}",
)
_COARSE_FORMS = (
    rf"{_NAME}{_BETWEEN}{_YEAR}",
    rf"(?P<month>{_NUMBER})[-/]{_YEAR}",
    rf"{_YEAR}[-/](?P<month>[0-9]{{2}})",
    _YEAR,
)


def _without_groups(form: str) -> str:
    """The same expression without groups, for use inside another; a repeated separator may then be any."""
    return re.sub(r"\(\?P<\w+>", "(?:", form.replace("(?P=mark)", "[-/.]"))


DATE_PATTERN = _without_groups(
    rf"(?:(?:{'|'.join(_DAY_FORMS)}){_BEHIND_THE_DAY}|{'|'.join(_COARSE_FORMS)})(?![-/.:]?\w)"
)

_DAYS = [re.compile(form, re.IGNORECASE) for form in _DAY_FORMS]
_REST = re.compile(_BEHIND_THE_DAY, re.IGNORECASE)
_COARSE = [re.compile(form, re.IGNORECASE) for form in _COARSE_FORMS]
_TWO_DIGITS = re.compile(
    rf"{_WEEKDAY}(?:{_NUMBER}[-/.]{_NUMBER}[-/.]|{_DAY}{_BETWEEN}{_NAME}{_BETWEEN}|{_any_of(_MONTHS)}{_BETWEEN}{_NUMBER}"
    rf"{_BETWEEN})['’]?[0-9]{{2}}(?![0-9:]).*",
    re.IGNORECASE,
)
_UNKNOWN = "in no known date format"


def read(text: str) -> Written | str:
    """The parts of a written date, or the reason why it is not a date. Whether the day exists is checked later.

    >>> read("do 7 mrt. 2019")
    Written(year=2019, month=3, day=7, numeric=False, weekday=3, clock=None, seconds=False, offset=None)
    >>> read("43531")
    'looks like a date number of a spreadsheet; save the column there as dates or as text'
    """
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        return f"longer than any date: {len(text)} characters"
    for form in _DAYS:
        found = form.match(text)
        rest = found and _REST.fullmatch(text, found.end())
        if found and rest:
            return _day(found.groupdict() | rest.groupdict())
    for form in _COARSE:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = _month(parts)
            return _UNKNOWN if month is None and len(parts) > 1 else Written(int(parts["year"]), month)
    return _why_not(text)


def _month(parts: dict[str, str | None]) -> int | None:
    name, number = parts.get("name"), parts.get("month")
    return _MONTH_NUMBER.get(_bare(name)) if name else int(number) if number else None


def _day(parts: dict[str, str | None]) -> Written | str:
    numeric = parts.get("first") is not None
    month = int(parts["other"] or 0) if numeric else _month(parts)
    names = [name for name in (parts.get("weekday"), parts["weekday_behind"]) if name]
    weekdays = {_WEEKDAY_NUMBER.get(_bare(name)) for name in names}
    if month is None or None in weekdays:
        return _UNKNOWN  # a letter that only looks like one of the name, such as the dotless ı
    if len(weekdays) > 1:
        return "names two days of the week"
    clock, offset = _clock(parts), _offset(parts)
    if isinstance(clock, str) or isinstance(offset, str):
        return clock if isinstance(clock, str) else str(offset)
    return Written(
        year=int(parts["year"] or 0),
        month=month,
        day=int((parts["first"] if numeric else parts["day"]) or 0),
        numeric=numeric,
        weekday=weekdays.pop() if weekdays else None,
        clock=clock,
        seconds=parts["second"] is not None,
        offset=offset,
    )


def _clock(parts: dict[str, str | None]) -> time | str | None:
    """The time of day without fractions of a second, or the reason why there is no such time."""
    if parts["hour"] is None:
        return None
    hour, minute, second = (int(parts[part] or 0) for part in ("hour", "minute", "second"))
    if parts["half"]:
        if not 1 <= hour <= 12:
            return f"there is no hour {hour} before or after noon"
        hour = hour % 12 + (12 if parts["half"].lower().startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return f"there is no time {hour:02}:{minute:02}:{second:02}"
    return time(hour, minute, second)


def _offset(parts: dict[str, str | None]) -> timedelta | str | None:
    """The offset from UTC, or the reason why there is no such offset."""
    if parts["zone"] is None:
        return None
    zone = parts["zone"].strip().upper()
    if zone in _ZONES:
        return timedelta(hours=_ZONES[zone])
    if parts["zone"].startswith("-") and ":" in zone and parts["second"] is None and parts["joint"] not in ("T", "t"):
        return f"{zone} may be a time zone or the end of a time range"
    digits = re.sub("[^0-9]", "", zone)
    hours, minutes, seconds = (int(digits[at : at + 2] or 0) for at in (0, 2, 4))
    ahead = timedelta(hours=hours, minutes=minutes, seconds=seconds) * (-1 if "-" in zone else 1)
    if minutes > 59 or seconds > 59 or not FARTHEST_WEST <= ahead <= FARTHEST_EAST:
        return f"there is no time zone {zone}"
    return ahead


def _why_not(text: str) -> str:
    if any(letter.isdigit() and not letter.isascii() for letter in text):
        return "has digits other than 0 to 9"
    if _TWO_DIGITS.fullmatch(text):
        return "a year of two digits may be in any century"
    if not (number := re.fullmatch(r"([0-9]+)(?:\.[0-9]+)?", text)):
        return _UNKNOWN
    digits = len(number[1])
    if digits == 5:
        return "looks like a date number of a spreadsheet; save the column there as dates or as text"
    if digits in (9, 10, 13):
        unit = {13: "ms"}.get(digits, "s")
        since = "milliseconds" if unit == "ms" else "seconds"
        return f"looks like {since} since 1970; convert the column with pandas.to_datetime(…, unit={unit!r}, utc=True)"
    return "a number, but neither a year of 4 digits nor a day of 8 (YYYYMMDD)"
