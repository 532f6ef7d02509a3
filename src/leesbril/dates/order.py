"""Dated articles → the order of two articles, where it can be decided."""

import numpy as np
import pandas as pd

from leesbril.frames import ORDER, without_zone

MOST_ARTICLES = 5_000
"""With more articles, all pairs are too many to store and to read: 5,000 articles have 12 million."""
MOST_HOURS = 10_000_000
"""Over a thousand years, more than dates of articles can differ; in microseconds it still fits 64 bits."""

_ORDERS = ("cannot be decided", "before", "after")
_REASONS = (None, "article_a has no date", "article_b has no date", "neither has a date", "their dates overlap")


def order(articles: pd.DataFrame, pairs: pd.DataFrame | None = None) -> pd.DataFrame:
    """The order of two articles for each pair: before, after, or cannot be decided.

    `articles` needs the columns `date_start` and `date_end`. Returns `article_a`, `article_b` (all pairs in the order
    of the index, or `pairs` with all its columns), `order` (`before`: a ends no later than b starts; `after`; `cannot
    be decided`) and `reason` (why not; else missing). Dates are intervals: a day and its month overlap, and so do two
    articles of the same day. Raises ValueError for all pairs of more than 5,000 articles, KeyError for an unknown
    article or column.

    >>> from leesbril.dates.parsing import parse_dates
    >>> dates = parse_dates(pd.Series(["2017-05", "2017-06-01", "2017-06", ""], index=["a", "b", "c", "d"]))
    >>> order(dates)[["article_a", "article_b", "order"]].head(4).values.tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['a', 'b', 'before'], ['a', 'c', 'before'], ['a', 'd', 'cannot be decided'], ['b', 'c', 'cannot be decided']]
    """
    dates = checked_dates(articles)
    if pairs is None:
        a, b = _all_pairs(len(articles))
    else:
        a, b = (places(articles.index, pairs, column) for column in ("article_a", "article_b"))
    dated = dates.notna().all(axis=1).to_numpy()
    before, after = compared(dates, a, b)
    missing = ~dated[a] + 2 * ~dated[b]
    reason = np.where(before | after, 0, np.where(missing > 0, missing, 4))
    decided = ORDER.typed(
        {
            "article_a": articles.index.take(a),
            "article_b": articles.index.take(b),
            "order": pd.array(_ORDERS, dtype="str").take(before + 2 * after),
            "reason": pd.array(_REASONS, dtype="str").take(reason),
        },
        names=articles.index.dtype,
    )
    return decided if pairs is None else pairs.assign(order=decided["order"].array, reason=decided["reason"].array)


def compared(dates: pd.DataFrame, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether articles `a` are before, and whether they are after, articles `b` (arrays of row numbers).

    `a` is before `b` if its date ends no later than that of `b` starts. Undated articles are neither before nor after.
    """
    start, end = dates["date_start"].to_numpy(), dates["date_end"].to_numpy()
    return end[a] <= start[b], end[b] <= start[a]


def hours_between(dates: pd.DataFrame, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The smallest possible time between articles `a` and `b`, in hours; missing where the order is not decided."""
    start, end = dates["date_start"].to_numpy(), dates["date_end"].to_numpy()
    before, after = compared(dates, a, b)
    lags = np.where(before, start[b] - end[a], start[a] - end[b]) / np.timedelta64(1, "h")
    return np.where(before | after, lags, np.nan)


def checked_dates(articles: pd.DataFrame) -> pd.DataFrame:
    """The columns `date_start` and `date_end`; raises TypeError, KeyError or ValueError if they are not valid."""
    if not isinstance(articles, pd.DataFrame):
        raise TypeError(f"articles must be a frame with date_start and date_end; received {type(articles).__name__}.")
    columns = ["date_start", "date_end"]
    if lacking := [column for column in columns if column not in articles]:
        raise KeyError(f"No column {' or '.join(lacking)} among the articles: {', '.join(map(str, articles.columns))}.")
    if not articles.index.is_unique:
        twice = articles.index[articles.index.duplicated()][0]
        raise ValueError(f"Article {plain(twice)!r} is more than once in the index, so its date is ambiguous.")
    dates = articles[columns].apply(without_zone)
    if len(wrong := dates.index[dates["date_end"] <= dates["date_start"]]):
        raise ValueError(
            f"The date of article {plain(wrong[0])!r} ends no later than it starts; date_end must be after date_start."
        )
    return dates


def _all_pairs(articles: int) -> tuple[np.ndarray, np.ndarray]:
    if articles > MOST_ARTICLES:
        raise ValueError(
            f"All pairs of {articles:,} articles are too many (at most {MOST_ARTICLES:,}); give pairs=, "
            "a frame with the columns article_a and article_b."
        )
    a, b = np.triu_indices(articles, k=1)
    return a, b


def places(index: pd.Index, pairs: pd.DataFrame, column: str) -> np.ndarray:
    """The row numbers of the articles in a column of pairs; raises KeyError for an unknown article."""
    if column not in pairs:
        raise KeyError(f"No column {column} among the pairs: {', '.join(map(str, pairs.columns))}.")
    numbers = index.get_indexer(pd.Index(pairs[column]))
    if (numbers < 0).any():
        raise KeyError(
            f"No article {plain(pairs[column].iloc[int(np.argmax(numbers < 0))])!r} ({column}) in the index."
        )
    return np.asarray(numbers)


def plain(name: object) -> object:
    """The name of an article as written in a message: 2, not np.int64(2)."""
    return name.item() if isinstance(name, np.integer | np.floating | np.bool_) else name


def checked_hours(hours: float | None) -> float | None:
    """The hours as given; raises TypeError or ValueError unless None (any time) or a number above 0."""
    if hours is None:
        return None
    if isinstance(hours, bool) or not isinstance(hours, int | float | np.integer | np.floating):
        raise TypeError(f"hours must be a number above 0, or None for no limit; received {hours!r}.")
    if not 0 < hours <= MOST_HOURS:
        raise ValueError(
            f"hours must be a number above 0, at most {MOST_HOURS:,}, or None for no limit; received {hours!r}."
        )
    return hours
