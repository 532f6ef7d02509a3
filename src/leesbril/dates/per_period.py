"""Dated articles → how many each publisher has in each period."""

import pandas as pd

from leesbril.dates.periods import NO_DATE, PERIODS, periods_of
from leesbril.frames import ARTICLES_PER_PERIOD

MOST_PERIODS = 60
"""Periods from the first article to the last: with more, a picture of them shows no single one."""
MOST_PLACED = 0.8
"""The share of the dated articles that a period must place to be chosen: dates to the month are in no week."""


def articles_per_period(articles: pd.DataFrame, *, every: str | None = None) -> pd.DataFrame:
    """Count the articles of each publisher in each period.

    `articles` needs `date_start` and `date_end`; without a column `publisher` all are of none. `every` is `day`,
    `week`, `month`, `quarter` or `year`; by default the shortest that makes at most 60 periods and places 80 % of the
    dated articles. Columns `publisher`, `period`, `date_start`, `date_end`, `every`, `articles`, `reason`: one row per
    publisher and period with articles, and one for each reason why others are in none. The publisher with most
    articles comes first, one that is not named last. Raises ValueError for an unknown `every`.

    >>> from leesbril.dates.parsing import parse_dates
    >>> toy = parse_dates(pd.Series(["2017-05-01", "2017-05-01", "2017-05-03", ""]))
    >>> toy["publisher"] = ["Bode", "Bode", "Courant", "Bode"]
    >>> articles_per_period(toy)[["publisher", "period", "articles"]].fillna("none").values.tolist()
    [['Bode', '2017-05-01', 2], ['Bode', 'none', 1], ['Courant', '2017-05-03', 1]]
    """
    every = every or _fitting(articles)
    placed = periods_of(articles, every)
    publisher = articles["publisher"] if "publisher" in articles else pd.Series(None, articles.index, dtype="str")
    placed = placed.assign(publisher=publisher.astype("str").where(publisher.notna()), every=every)
    columns = ["publisher", "period", "date_start", "date_end", "every", "reason"]
    table = placed.groupby(columns, dropna=False).size().reset_index(name="articles")
    sizes = table.groupby("publisher")["articles"].transform("sum").fillna(0)
    table = table.assign(size=-sizes).sort_values(["size", "publisher", "date_start"], kind="stable")
    return ARTICLES_PER_PERIOD.typed(table.reset_index(drop=True))


def _fitting(articles: pd.DataFrame) -> str:
    """The shortest period of which there are not too many, and that places most dated articles."""
    for every in PERIODS:
        placed = periods_of(articles, every)
        dated = placed["reason"] != NO_DATE
        start, end = placed["date_start"], placed["date_end"]
        if not start.notna().any():
            continue
        periods = (end.max() - start.min()) / (end - start).median()
        if periods <= MOST_PERIODS and start.notna().sum() >= MOST_PLACED * dated.sum():
            return every
    return every
