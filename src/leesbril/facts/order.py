"""Articles → the order of two articles, by their dates or, if asked for, by clues in their texts."""

import pandas as pd

from leesbril.dates.order import order as order_by_dates
from leesbril.facts.clue_order import order_by_clues


def order(
    articles: pd.DataFrame,
    pairs: pd.DataFrame | None = None,
    *,
    clues: bool = False,
    events: pd.DataFrame | None = None,
    language: str | None = None,
) -> pd.DataFrame:
    """The order of two articles for each pair: before, after, or cannot be decided.

    `articles` needs the columns `date_start` and `date_end`. Returns `article_a`, `article_b` (all pairs in the order
    of the index, or `pairs` with all its columns), `order` (`before`: a ends no later than b starts; `after`; `cannot
    be decided`) and `reason` (why not; else missing). Dates are intervals: a day and its month overlap, and so do two
    articles of the same day. With `clues` the texts are asked too, for the `pairs` given: see `order_by_clues`, whose
    columns are returned, with the assumptions; `events` and `language` are passed on to it. Raises ValueError for all
    pairs of more than 5,000 articles and for clues without pairs, KeyError for an unknown article or column.

    >>> days = pd.to_datetime(["2017-05-01", "2017-06-01", None])
    >>> toy = pd.DataFrame({"date_start": days, "date_end": days + pd.Timedelta(days=1)}, index=["a", "b", "c"])
    >>> order(toy)["order"].tolist()
    ['before', 'cannot be decided', 'cannot be decided']
    """
    if not clues:
        return order_by_dates(articles, pairs)
    if pairs is None:
        raise ValueError(
            "Clues are only asked for pairs that you choose, such as those that are alike: received pairs=None."
        )
    return order_by_clues(articles, pairs, events, language=language)
