"""Dated articles → the period that each lies in, and the groups that articles fall into."""

import numpy as np
import pandas as pd

from leesbril.dates.order import checked_dates
from leesbril.frames import ARTICLE_PERIODS

PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
"""What a period may be, and what pandas calls it; a week begins on Monday."""
NO_DATE = "without a date"
TRIED = ("publisher", "year", "quarter", "month", "day")
"""What `groups_of` looks for by itself, in this order: who wrote, then when."""


def periods_of(articles: pd.DataFrame, every: str = "month") -> pd.DataFrame:
    """Say in which day, week, month, quarter or year each article lies, or why in none.

    `articles` needs its index, `date_start` and `date_end`. Index of the articles; columns `period` (such as
    `2017-05`, `2017Q2`, or the two days of a week; missing where it cannot be told), `date_start`, `date_end` (of the
    period, end excluded) and `reason` (why in none; else missing). A date is an interval, and lies in a period only
    as a whole: one of month precision lies in no day, and is not moved to the first.

    >>> from leesbril.dates.parsing import parse_dates
    >>> dates = parse_dates(pd.Series(["2017-05", "2017-05-30", "2017", ""], index=["a", "b", "c", "d"]))
    >>> periods_of(dates)[["period", "reason"]].fillna("").values.tolist()
    [['2017-05', ''], ['2017-05', ''], ['', 'date longer than a month'], ['', 'without a date']]
    """
    if every not in PERIODS:
        raise ValueError(f"A period is one of {', '.join(PERIODS)}; received {every!r}.")
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
    # Two neighbouring periods are not touched by a longer date only: an hour may lie across midnight.
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
    """Label the articles by a column, or by the period that they lie in: the groups that `keyness` compares.

    `by` names a column of `articles`, or is `day`, `week`, `month`, `quarter` or `year`. Without it the first of
    publisher, year, quarter, month and day is taken that tells two groups apart, and where none does each article is
    a group of its own. A Series of text with the index of the articles, named after what the labels are; missing for
    an article that is in no group. Raises KeyError for a column that is not there.

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
    raise KeyError(f"No column {by!r} among the articles ({columns}), and no period: {', '.join(PERIODS)}.")
