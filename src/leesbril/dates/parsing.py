"""Written dates → intervals: a month is a month, not its first day."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from leesbril.dates import _formats
from leesbril.dates._formats import Written, read

EARLIEST_YEAR, LATEST_YEAR = 1500, 2099
"""A year outside this range is taken as an error: no newspaper is older, and none is from the next century."""

DATE_PATTERN = _formats.DATE_PATTERN
"""A case-insensitive regular expression for a date at the start of a text, not followed by a letter or digit.

It has no groups, so it can be part of another. It matches all that `parse_date` reads on one line; not all matches are
dates (`2017-13`).
"""

TIMEZONE = "Europe/Amsterdam"
MOST_QUOTED = 40
MOST_DATES = 0.9
"""Minimum share of dates among the values of a column that looks like dates."""
AMBIGUOUS, NOT_UNDERSTOOD = "ambiguous date", "date not understood"

_COLUMNS = {
    "date_start": "datetime64[us]",
    "date_end": "datetime64[us]",
    "date_precision": "str",
    "problem": "str",
    "reason": "str",
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_IN_NAMES = re.compile(
    r"(?<![^\W_])(?<![0-9]-)(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{4}(?:[0-9]{2})?)?|[0-9]{4}_[0-9]{2}_[0-9]{2}"
    r"|[0-9]{8}(?:T[0-9]{4}(?:[0-9]{2})?)?|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}"
    r"|(?<![^ _])[0-9]{4}-[0-9]{2}(?!-))(?![^\W_])"
)


@dataclass(frozen=True)
class Interval:
    """A date as an interval: from `start` up to `end`, excluded."""

    start: pd.Timestamp
    end: pd.Timestamp
    precision: str


class _Span(NamedTuple):
    start: datetime
    end: datetime
    precision: str


class _Problem(NamedTuple):
    problem: str
    reason: str


def parse_date(written: str, *, timezone: str = TIMEZONE, day_first: bool | None = None) -> Interval | None:
    """The interval of a written date, or None if it cannot be decided; the same as `parse_dates` on one value.

    >>> for written in ("2017-05", "do 7 mrt. 2019", "2019-03-07T14:30:00Z"):
    ...     date = parse_date(written)
    ...     print(date.start, "–", date.end, date.precision)
    2017-05-01 00:00:00 – 2017-06-01 00:00:00 month
    2019-03-07 00:00:00 – 2019-03-08 00:00:00 day
    2019-03-07 15:30:00 – 2019-03-07 15:30:01 second
    >>> parse_date("07-03-2019") is None, parse_date("07-03-2019", day_first=True).start.month
    (True, 3)
    """
    if not isinstance(written, str):
        raise TypeError(
            f"parse_date reads a string, not {type(written).__name__}; parse_dates reads a column of any type."
        )
    [answer] = _settle([read(written)], _zone(timezone), day_first)
    if isinstance(answer, _Problem):
        return None
    return Interval(pd.Timestamp(answer.start), pd.Timestamp(answer.end), answer.precision)


def parse_dates(
    written: pd.Series,
    *,
    timezone: str = TIMEZONE,
    day_first: bool | None = None,
    sources: pd.Series | None = None,
) -> pd.DataFrame:
    """The intervals of a column of dates, and the problems of dates that could not be read.

    Index of `written`; columns `date_start`, `date_end` (naive, in `timezone`), `date_precision` (`year`, `month`,
    `day`, `hour`, `minute`, `second`), `problem` (`ambiguous date`, `date not understood`; missing where a date was
    read or the value is empty) and `reason`. Takes strings, dates, datetimes with and without a zone, and whole numbers
    (YYYYMMDD or a year). If all times are midnight, in the zone as written or in `timezone`, they are read as days,
    since programs write days that way. `sources` (with the index of `written`) names the source of each date, such as a
    publisher: this is then decided for each source by itself.

    The order of day and month in `07-03-2019` is decided for the whole column: by `day_first`, or by dates with a
    number above 12. If there are none, or they contradict each other, such ambiguous dates are not read.

    A time with a zone is converted to `timezone`; one without is taken to be in it. When clocks go back, one hour
    occurs twice and the order of times in it is lost: they get the whole hour as interval, with precision `hour`.
    Raises ValueError for an unknown `timezone`.

    >>> parse_dates(pd.Series(["07-03-2019", "13-03-2019", "maart 2019", "2119"]))["date_precision"].tolist()
    ['day', 'day', 'month', nan]
    """
    if not isinstance(written, pd.Series):
        raise TypeError(f"parse_dates reads a pandas Series, not {type(written).__name__}.")
    if sources is not None and not (isinstance(sources, pd.Series) and len(sources) == len(written)):
        raise TypeError("sources must be a pandas Series with a value for each date.")
    zone = _zone(timezone)
    places, texts = _distinct(written)
    said = [read(text) for text in texts]
    groups = np.zeros(len(written), int) if sources is None else pd.factorize(sources, use_na_sentinel=False)[0]
    days = _is_day(said, places, groups, zone, fewest=1 if sources is not None else 2)
    said += [_as_day(one, zone) for one in said] if days.any() else []
    rows: list[tuple[object, ...]] = []
    for text, answer in zip(texts * 2 if days.any() else texts, _settle(said, zone, day_first), strict=True):
        if isinstance(answer, _Span):
            rows.append((*answer, None, None))
        else:
            rows.append((None, None, None, answer.problem, f"{_quoted(text)}: {answer.reason}"))
    rows.append((None,) * len(_COLUMNS))  # row -1, for empty values
    frame = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    places = np.where(days & (places >= 0), places + len(texts), places)
    return frame.take(places % len(rows)).set_axis(written.index, axis=0)


def with_times(written: pd.Series, times: pd.Series) -> pd.Series:
    """Days and the times of another column as strings that `parse_dates` reads; other dates are missing.

    >>> with_times(pd.Series(["2019-03-07", "2019-03"]), pd.Series(["10:20", "10:20"])).tolist()
    ['2019-03-07 10:20', nan]
    """
    texts = pd.Series(_texts(written), written.index, dtype="object")
    clocks = times.map(_clock_of)
    joined = [
        f"{text} {clock}" if isinstance(text, str) and isinstance(clock, str) and _is_bare_day(text) else None
        for text, clock in zip(texts, clocks, strict=True)
    ]
    return pd.Series(joined, written.index, dtype="str")


def looks_like_dates(values: pd.Series) -> bool:
    """Whether nearly all of the first hundred values that are not empty are written as a day, with or without a time.

    >>> looks_like_dates(pd.Series(["7 maart 2019", None, "8 maart 2019"])), looks_like_dates(pd.Series([2019, 2020]))
    (True, False)
    """
    filled = values.dropna().head(100)
    texts = [text for text in _texts(filled) if text]
    days = [isinstance(one, Written) and one.day is not None and bool(_possible(one)) for one in map(read, texts)]
    return bool(days) and sum(days) >= MOST_DATES * len(days)


def date_in_name(stem: str) -> str | None:
    """The date in a file name, in a form that `parse_date` reads; None if there is none, or several.

    Recognised are `2019-03-07` (and `2019_03_07`), optionally with `T1430`, `20190307`, `07-03-2019`, and `2019-03`
    between spaces or underscores. The day must exist, and no letter or digit may be adjacent: longer numbers are
    article numbers. A year alone is not read, since it may be what the article is about.

    >>> [date_in_name(stem) for stem in ("2019-03-07_moskee", "artikel 20190307", "20191399", "2017_mosul")]
    ['2019-03-07', '20190307', None, None]
    """
    found = {match.group().replace("_", "-") for match in _IN_NAMES.finditer(stem)}
    dates = []
    for text in found:
        written = read(text)
        if isinstance(written, Written) and _possible(written):
            dates.append(text)
    return dates[0] if len(dates) == 1 else None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError) as problem:
        raise ValueError(f"There is no time zone {name!r}. Use a name such as {TIMEZONE!r} or 'UTC'.") from problem


def _quoted(text: str) -> str:
    return repr(text) if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]!r}…"


# A column of any type → its distinct values as strings


def _distinct(written: pd.Series) -> tuple[np.ndarray, list[str]]:
    """For each row the number of its string, -1 if empty; and the distinct strings."""
    if written.dtype == object:  # factorize would merge True with 1, and the same moment in two zones
        codes, values = pd.factorize(pd.Series(_texts(written), dtype=object))
        return codes, list(values)
    rows, kinds = pd.factorize(written)
    codes, values = pd.factorize(pd.Series([*_texts(kinds), None], dtype=object))
    return codes[rows], list(values)


def _texts(values: Iterable[Any]) -> list[str | None]:
    values = [None if pd.api.types.is_scalar(value) and pd.isna(value) else value for value in values]
    values = [pd.Timestamp(value) if isinstance(value, np.datetime64) else value for value in values]
    moments = [value for value in values if isinstance(value, datetime)]
    days = all((moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0) for moment in moments)
    return [_text(value, days) for value in values]


def _text(value: Any, days: bool) -> str | None:
    """A value as a string for `read`: a number without decimals, a datetime in ISO 8601; None if empty."""
    if value is None:
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, datetime):
        return value.date().isoformat() if days else value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | np.integer | np.floating | pd.Period):
        # A column of whole numbers with a missing value is a column of floats.
        whole = isinstance(value, float | np.floating) and float(value).is_integer()
        return f"{value:.0f}" if whole else str(value)
    return f"<{type(value).__name__}>"


# Written dates → spans


def _settle(written: list[Written | str], zone: ZoneInfo, day_first: bool | None) -> list[_Span | _Problem]:
    """The span of each written date; the whole column decides whether the day or the month comes first."""
    orders: set[bool] = set() if day_first is None else {day_first}
    if day_first is None:
        for one in written:
            if isinstance(one, Written) and one.numeric and len(possible := _possible(one)) == 1:
                orders |= set(possible)
    return [
        _Problem(NOT_UNDERSTOOD, one) if isinstance(one, str) else _span(one, orders, day_first, zone)
        for one in written
    ]


def _is_day(
    said: list[Written | str], places: np.ndarray, groups: np.ndarray, zone: ZoneInfo, fewest: int
) -> np.ndarray:
    """For each row, whether its time is midnight and so are all others of its group.

    Midnight in `zone` counts if there are several such days: 23:00Z may be the time of an article, not of all.
    """
    if not any(isinstance(one, Written) and one.clock is not None for one in said):
        return np.zeros(len(places), dtype=bool)
    distinct = pd.DataFrame([_midnights(one, zone) for one in said], columns=["timed", "written", "local", "day"])
    rows = distinct.take(places[places >= 0]).assign(group=groups[places >= 0], place=places[places >= 0])
    by_group = rows[rows["timed"].astype(bool)].groupby("group")
    known = by_group[["written", "local"]].all()
    of_days = known["written"] & (by_group.size() >= fewest)
    of_days |= known["local"] & (by_group["day"].nunique() >= 2)
    return np.isin(groups, of_days.index[of_days])


def _midnights(said: Written | str, zone: ZoneInfo) -> tuple[bool, bool, bool, date | None]:
    """Whether a date has a time, whether that is midnight as written and in the zone, and the day in the zone."""
    if isinstance(said, str) or said.clock is None:
        return False, False, False, None
    local = _local(said, zone)
    day = None if local is None else date(local.year, local.month or 1, local.day or 1)
    return True, said.clock == time(), local is not None and local.clock == time(), day


def _as_day(said: Written | str, zone: ZoneInfo) -> Written | str:
    """The date without its time: the day as written if the time is midnight there, else the day in the zone."""
    if isinstance(said, str) or said.clock is None:
        return said
    local = said if said.clock == time() else _local(said, zone) or said
    return local._replace(clock=None, offset=None, seconds=False)


def _local(said: Written, zone: ZoneInfo) -> Written | None:
    """A time with an offset, in the zone; None for any other date, and for one whose day and month may be swapped."""
    day = None if said.numeric else _calendar(said, True)
    if said.offset is None or said.clock is None or not isinstance(day, date):
        return None
    moment = datetime.combine(day, said.clock, timezone(said.offset)).astimezone(zone)
    return said._replace(
        year=moment.year, month=moment.month, day=moment.day, weekday=None, clock=moment.time(), offset=None
    )


def _is_bare_day(text: str) -> bool:
    said = read(text)
    return isinstance(said, Written) and said.day is not None and said.clock is None


_CLOCKS = re.compile(
    r"(?:^|[T\s])(?P<clock>[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?)(?:(?<=:[0-9]{2})\.[0-9]{1,9})?"
    r"(?P<rest>\s?[AaPp][Mm]|Z|[+-][0-9]{2}:?[0-9]{2})?(?:\s?(?:uur|u|h|Uhr))?$"
)


def _clock_of(value: Any) -> str | None:
    """The time of day in a cell, as `read` reads it behind a day; None if there is none."""
    if isinstance(value, datetime | time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, timedelta):
        return _clock_of((datetime.min + value).time()) if timedelta() <= value < timedelta(1) else None
    if isinstance(value, float) and 0 <= value < 1:  # a share of the day, as spreadsheets store times
        return _clock_of((datetime.min + timedelta(seconds=round(value * 86_400) % 86_400)).time())
    if not isinstance(value, str):
        return None
    text = value.strip()
    if found := _CLOCKS.search(text):
        return found["clock"].replace(".", ":") + (found["rest"] or "").upper()
    return f"{text[:2]}:{text[2:]}" if re.fullmatch(r"[0-2][0-9][0-5][0-9]", text) else None


def _possible(written: Written) -> dict[bool, date]:
    """The days that exist, by order (is the day first?)."""
    days = {order: _calendar(written, order) for order in ((True, False) if written.numeric else (True,))}
    return {order: day for order, day in days.items() if isinstance(day, date)}


def _calendar(written: Written, day_first: bool) -> date | str:
    """The day, or the first day of a month or year; or the reason why there is none."""
    month, day = written.month or 1, written.day if written.day is not None else 1
    month, day = (month, day) if day_first or not written.numeric else (day, month)
    if not EARLIEST_YEAR <= written.year <= LATEST_YEAR:
        return f"the year {written.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if not 1 <= day <= monthrange(written.year, month)[1]:
        return f"{written.year}-{month:02} has no day {day}"
    found = date(written.year, month, day)
    if written.weekday is not None and written.weekday != found.weekday():
        return f"{found} is a {_WEEKDAYS[found.weekday()]}, not a {_WEEKDAYS[written.weekday]}"
    return found


def _span(written: Written, orders: set[bool], day_first: bool | None, zone: ZoneInfo) -> _Span | _Problem:
    day = _chosen(written, orders, day_first)
    if isinstance(day, _Problem):
        return day
    start = datetime(day.year, day.month, day.day)
    if written.month is None:
        return _Span(start, start.replace(year=start.year + 1), "year")
    if written.day is None:
        return _Span(start, start + timedelta(days=monthrange(day.year, day.month)[1]), "month")
    if written.clock is None:
        return _Span(start, start + timedelta(days=1), "day")
    return _moment(datetime.combine(day, written.clock), written, zone)


def _chosen(written: Written, orders: set[bool], day_first: bool | None) -> date | _Problem:
    """The day that is meant, if it can be decided."""
    possible = _possible(written)
    if written.numeric and day_first is not None:
        day = _calendar(written, day_first)
        return day if isinstance(day, date) else _Problem(NOT_UNDERSTOOD, f"{day} ({_first(day_first)} first)")
    if not possible:
        # Give the reason for the order in which at least the month exists.
        return _Problem(NOT_UNDERSTOOD, str(_calendar(written, not written.numeric or (written.month or 0) <= 12)))
    days = set(possible.values())
    if len(days) == 1:
        return days.pop()
    if len(orders) == 1:
        return possible[next(iter(orders))]
    why = "the other dates contradict each other" if orders else "no other date shows the order"
    return _Problem(AMBIGUOUS, f"{possible[True]} or {possible[False]}; {why}; give day_first=True or False")


def _first(day_first: bool) -> str:
    return "day" if day_first else "month"


def _moment(local: datetime, written: Written, zone: ZoneInfo) -> _Span | _Problem:
    """The second or minute in local time, or the whole hour if clocks repeat it."""
    if written.offset is not None:
        local = local.replace(tzinfo=timezone(written.offset)).astimezone(zone).replace(tzinfo=None)
    before, after = (local.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    if before < after:
        return _Problem(NOT_UNDERSTOOD, f"the clocks of {zone.key} skip that time; set timezone= to that of the source")
    if before > after:
        return _repeated(local, before, after, zone)
    step, precision = (timedelta(seconds=1), "second") if written.seconds else (timedelta(minutes=1), "minute")
    return _Span(local, local + step, precision)


def _repeated(local: datetime, before: timedelta, after: timedelta, zone: ZoneInfo) -> _Span:
    """The local time span that occurs twice, found by bisection on the change of offset from `before` to `after`."""
    early, late = local - before, local - after
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // timedelta(seconds=2) * timedelta(seconds=1)
        if middle.replace(tzinfo=UTC).astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return _Span(late + after, late + before, "hour")
