"""Rows of articles → the same rows with the intervals of their dates, and remarks on dates."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from leesbril.dates.parsing import looks_like_dates, parse_dates, with_times
from leesbril.frames import ARTICLES
from leesbril.reading import _notes as notes
from leesbril.reading._notes import Remark
from leesbril.reading._remarks import PLACE, Gathered, Place, remarks_at, remarks_on, together
from leesbril.text.language import known_languages

DATE_COLUMNS = ["date_start", "date_end", "date_precision"]
OWN_DATES = {name: f"{name}_in_file" for name in (*DATE_COLUMNS, "date_origin")}
"""Columns of a table that `save_table` wrote, as they are named when it was changed since."""
ORIGINS = ("header", "column", "filename")
MOST_TRIED = 100
"""Maximum number of columns that are searched for dates."""
LENGTHS = {
    "second": pd.Timedelta(1, "s"),
    "minute": pd.Timedelta(1, "min"),
    "hour": pd.Timedelta(1, "h"),
    "day": pd.Timedelta(1, "D"),
    "month": pd.Timedelta(31, "D"),
    "year": pd.Timedelta(366, "D"),
}
"""The longest interval of each precision."""


class Options(NamedTuple):
    """The options of `read_articles`."""

    language: str | None
    columns: Mapping[str, str] | None
    timezone: str
    day_first: bool | None


def dated(rows: pd.DataFrame, column: str, origin: str, options: Options) -> Gathered:
    """The rows with the intervals of the dates in a column, all read with the same order of day and month.

    Times that are all midnight are days: for each publisher by itself, or for each file without a publisher.
    """
    written = rows[column] if column in rows else pd.Series(None, rows.index, dtype="str")
    # Of documents without a publisher, each is a file of its own: there, all are one source.
    sources = _sources(rows) if origin == "column" else None
    dates = parse_dates(written, timezone=options.timezone, day_first=options.day_first, sources=sources)
    return _with(rows, dates, pd.Series(origin, rows.index, dtype="str"))


def _with(rows: pd.DataFrame, dates: pd.DataFrame, origins: pd.Series) -> Gathered:
    """The rows with these dates and their origins, and remarks on those that were not read."""
    wrong = dates["problem"].notna().to_numpy()
    said = remarks_on(rows, wrong, dates["problem"][wrong], dates["reason"][wrong])
    columns = {name: dates[name] for name in DATE_COLUMNS}
    dated = rows.assign(**columns, date_origin=origins.where(dates["date_start"].notna()))
    return Gathered(dated, said)


def _sources(rows: pd.DataFrame) -> pd.Series:
    """The publisher of each row, else its file."""
    files = "file " + rows["file"].astype("str")
    return rows["publisher"].astype("str").fillna(files) if "publisher" in rows else files


def dated_table(rows: pd.DataFrame, options: Options) -> Gathered:
    """The rows of a table with dates: those of the column for it, with the times in another, or of our own columns."""
    rows = _with_language(rows)
    if "date" not in rows and OWN_DATES["date_start"] in rows:
        return _with_own_dates(rows, options)
    if "date" not in rows:
        said = _unknown_dates(rows)
        rows, _ = dated(rows, "date", "column", options)
        return Gathered(rows, remarks_at(said))
    rows, said = _with_clocks(rows)
    rows, more = dated(rows, "date", "column", options)
    return Gathered(rows, together([remarks_at(said), more]))


def _with_clocks(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple[Place, Remark]]]:
    """The rows with the times of another column added to days, unless all articles of a source have the same time."""
    if "clock" not in rows:
        return rows, []
    joined = with_times(rows["date"], rows["clock"])
    times = joined.str.split(" ").str[-1]
    by_source = times.groupby(_sources(rows))
    same = (by_source.transform("nunique") == 1) & (by_source.transform("count") > 1)
    days = rows["date"].where(joined.isna() | same, joined.astype("object"))
    if days.dtype == "object":
        days = rows["date"].astype("object").where(joined.isna() | same, joined.astype("object"))
    said = [
        (_file_of(rows), Remark(notes.NO_TIMES, f"{time} is the time of each article of {source!r}, so of none"))
        for source, time in times[same].groupby(_sources(rows)[same]).first().items()
    ]
    return rows.assign(date=days).drop(columns="clock"), said


def _unknown_dates(rows: pd.DataFrame) -> list[tuple[Place, Remark]]:
    """A remark on columns that look like dates, in a table without a known column for the date."""
    known = {*ARTICLES.kinds, *PLACE, "id", "clock", *OWN_DATES.values()}
    found = [name for name in rows.columns[:MOST_TRIED] if name not in known and looks_like_dates(rows[name])]
    if not found:
        return []
    names = " and ".join(repr(name.removesuffix("_in_file")) for name in found)
    told = f"no column is known as the date; {names} looks like dates: set columns={{'date': …}}"
    return [(_file_of(rows), Remark(notes.DATE_COLUMN, told))]


def _file_of(rows: pd.DataFrame) -> Place:
    source = str(rows["source"].iloc[0])
    return Place(int(rows["file"].iloc[0]), 0, 0, source.split(", row ")[0].split(", sheet ")[0])


# Tables that save_table wrote, and a spreadsheet saved since


def _with_language(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the language that our own table names, if it is known."""
    name = "language_in_file"
    if name not in rows or OWN_DATES["date_precision"] not in rows or not set(rows[name]) <= set(known_languages()):
        return rows
    return rows.rename(columns={name: "language"})


def _with_own_dates(rows: pd.DataFrame, options: Options) -> Gathered:
    """The rows with the intervals in our own columns, in whatever form a spreadsheet wrote the dates."""
    best = _own_intervals(rows, options, options.day_first)
    if options.day_first is None and (best["problem"].notna() | best["unlikely"]).any():
        # The other columns tell the order: what begins on 07-03 and ends on 08-03 is a day of March.
        read = [_own_intervals(rows, options, day_first) for day_first in (True, False)]
        unlikely = [int((dates["problem"].notna() | dates["unlikely"]).sum()) for dates in read]
        best = read[int(unlikely[1] < unlikely[0])] if unlikely[0] != unlikely[1] else best
    given = rows.get(OWN_DATES["date_origin"], pd.Series(None, rows.index, dtype="str"))
    origins = given.where(given.isin(ORIGINS)).astype("str").fillna("column")
    rows, said = _with(rows, best, origins)
    return Gathered(rows.drop(columns=[name for name in OWN_DATES.values() if name in rows]), said)


def _own_intervals(rows: pd.DataFrame, options: Options, day_first: bool | None) -> pd.DataFrame:
    """The dates by our own columns, read in one order, and whether each is no calendar interval of its precision."""
    starts = rows[OWN_DATES["date_start"]]
    ends = rows.get(OWN_DATES["date_end"], pd.Series(None, rows.index, dtype="object"))
    both = pd.concat([starts.astype("object"), ends.astype("object")], ignore_index=True)
    read = parse_dates(both, timezone=options.timezone, day_first=day_first)
    dates = read.iloc[: len(rows)].set_axis(rows.index, axis=0)
    ends = read["date_start"].iloc[len(rows) :].set_axis(rows.index)
    backwards = ends < dates["date_start"]
    # A spreadsheet may leave out the seconds, so that an interval has no length.
    ends = ends.where(ends > dates["date_start"], dates["date_end"])
    length = ends - dates["date_start"]
    precision = pd.Series(None, rows.index, dtype="str")
    for name, longest in reversed(LENGTHS.items()):
        precision = precision.mask(length <= longest, name)
    precision = precision.where(length.isna() | precision.notna(), "year")
    given = rows.get(OWN_DATES["date_precision"], precision)
    start = dates["date_start"]
    first = (precision != "month") & (precision != "year") | (start.dt.day == 1)
    agrees = (precision == given) | (precision == given.replace("second", "minute"))
    unlikely = start.notna() & (~(agrees & first) | backwards)
    return dates.assign(date_end=ends, date_precision=precision, unlikely=unlikely)
