"""Dated articles → the period of each, and groups of articles."""

import numpy as np
import pandas as pd

from leesbril.dates.order import checked_dates
from leesbril.frames import ARTICLE_PERIODS

PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
"""Periods and their pandas aliases; a week begins on Monday."""
NO_DATE = "without a date"
TRIED = ("publisher", "year", "quarter", "month", "day")
"""What `groups_of` tries by default, in this order: the publisher, then periods."""


def periods_of(articles: pd.DataFrame, every: str = "month") -> pd.DataFrame:
    """The day, week, month, quarter or year of each article, or the reason why it is in none.

    `articles` needs the columns `date_start` and `date_end`. Index of the articles; columns `period` (such as
    `2017-05`, `2017Q2`, or the first and last day of a week; missing where it cannot be decided), `date_start`,
    `date_end` (of the period, end excluded) and `reason` (else missing). A date is an interval and must be in the
    period as a whole: a date of month precision is in no day, and is not moved to the first. Raises ValueError for an
    unknown `every`.

    >>> from leesbril.dates.parsing import parse_dates
    >>> dates = parse_dates(pd.Series(["2017-05", "2017-05-30", "2017", ""], index=["a", "b", "c", "d"]))
    >>> periods_of(dates)[["period", "reason"]].fillna("").values.tolist()
    [['2017-05', ''], ['2017-05', ''], ['', 'date longer than a month'], ['', 'without a date']]
    """
    if every not in PERIODS:
        raise ValueError(f"every must be one of {', '.join(PERIODS)}; received {every!r}.")
    dates = checked_dates(articles)
    first = dates["date_start"].dt.to_period(PERIODS[every])
    last = (dates["date_end"] - pd.Timedelta(1, "us")).dt.to_period(PERIODS[every])
    inside = first.notna() & (first == last)
    whole = pd.DataFrame(
        {
            "date_start": first.dt.start_time.where(inside).astype("datetime64[us]"),
            "date_end": (first + 1).dt.start_time.where(inside).astype("datetime64[us]"),
        }
    )
    # A date in two periods need not be longer than one: an hour may span midnight.
    longer = dates["date_end"] - dates["date_start"] > (first + 1).dt.start_time - first.dt.start_time
    why = np.select(
        [inside, dates.isna().any(axis=1), longer],
        ["", NO_DATE, f"date longer than a {every}"],
        f"date in two {every}s",
    )
    reason = pd.Series(why, index=articles.index, dtype="str")
    whole["reason"] = reason.where(reason != "")
    whole.insert(0, "period", pd.Series(first.astype(str), index=articles.index, dtype="str").where(inside))
    return ARTICLE_PERIODS.typed(whole)


def groups_of(articles: pd.DataFrame, by: str | None = None) -> pd.Series:
    """Label the articles by a column or by period: the groups that `keyness` compares.

    `by` is a column of `articles`, or `day`, `week`, `month`, `quarter` or `year`. By default it is the first of
    publisher, year, quarter, month and day that gives at least two groups; if none does, each article is its own group.
    Returns a Series of strings with the index of the articles, named after the labels; missing for an article in no
    group. Raises KeyError for an unknown column.

    >>> toy = pd.DataFrame({"publisher": ["De Bode", "De Bode", None]}, index=["a", "b", "c"])
    >>> groups_of(toy, "publisher").fillna("").tolist(), groups_of(toy).name
    (['De Bode', 'De Bode', ''], 'article')
    """
    if by is not None:
        return _labels(articles, by)
    dated = {"date_start", "date_end"} <= set(articles.columns)
    for name in TRIED:
        if name in articles or (dated and name in PERIODS):
            labels = _labels(articles, name)
            if labels.nunique() > 1:
                return labels
    return pd.Series(articles.index.astype(str), index=articles.index, name="article", dtype="str")


def _labels(articles: pd.DataFrame, by: str) -> pd.Series:
    if by in articles:
        known = articles[by].notna()
        return articles[by].astype("str").where(known).rename(by).astype("str")
    if by in PERIODS:
        return periods_of(articles, by)["period"].rename(by)
    columns = ", ".join(map(str, articles.columns))
    raise KeyError(f"{by!r} is neither a column of the articles ({columns}) nor a period ({', '.join(PERIODS)}).")
