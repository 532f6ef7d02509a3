"""Names and dated articles → how many articles name each, from period to period."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from leesbril.frames import NAMES
from leesbril.groups.trend import Row, counted_per_period
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

TOP = 5
"""Names that are followed unless others are asked for: as many as one chart shows."""


def names_over_time(
    names: pd.DataFrame,
    articles: Articles | Tokens,
    chosen: Iterable[str] | None = None,
    *,
    top: int = TOP,
    every: str = "month",
    language: str | None = None,
) -> pd.DataFrame:
    """Count names per period: mentions, rate, and the share of articles that have them, with all their variants.

    `names` is the frame of that function for these articles; `chosen` are names of its column `name`, by default the
    `top` ones in most articles. Columns and rows are those of `trend`, whose charts and findings take the result too:
    `term` and `shown` are the name, `count` its mentions (*IS-leider* counts for *IS*), `articles_with` the articles
    that have one, `share` of the articles of the period with a 95 % interval. Articles whose date lies in no period, or
    that have none, are counted in rows of their own. Empty if there is no name. Raises KeyError for a name or an
    article that is not there, ValueError for an unknown `every`.

    >>> toy = pd.DataFrame({"text": ["Mosul valt.", "Rutte zag Mosul. Mosul wacht."]}, index=["a", "b"])
    >>> days = pd.to_datetime(["2017-05-01", "2017-06-01"])
    >>> toy = toy.assign(language="nl", date_start=days, date_end=days + pd.Timedelta(days=1))
    >>> named = pd.DataFrame({"article": ["a", "b", "b"], "name": "Mosul"})
    >>> names_over_time(named, toy)[["term", "period", "count", "articles_with"]].values.tolist()
    [['Mosul', '2017-05', 1, 1], ['Mosul', '2017-06', 2, 1]]
    """
    tokens = as_tokens(articles, language=language)
    rows = _rows(names, tokens)
    if isinstance(chosen, str):
        raise TypeError(f"chosen takes a list of names; received the text {chosen!r}.")
    if top < 1:
        raise ValueError(f"top must be a number of names from 1; received {top!r}.")
    wanted = _in_most_articles(names)[:top] if chosen is None else list(dict.fromkeys(chosen))
    mentions = {str(name): places.to_numpy() for name, places in rows.groupby(names["name"].to_numpy())}
    if unknown := [name for name in wanted if name not in mentions]:
        raise KeyError(f"No name {unknown[0]!r} in the column name of the frame of names, which has {len(mentions)}.")
    followed = (Row(name, name, np.bincount(mentions[name], minlength=len(tokens))) for name in wanted)
    return counted_per_period(tokens, followed, every=every)


def _rows(names: pd.DataFrame, tokens: Tokens) -> pd.Series:
    """The number of the article of each mention; raises an error for what are no names of these articles."""
    if not isinstance(names, pd.DataFrame):
        raise TypeError(f"names must be the frame that names returned; received {type(names).__name__}.")
    if lacking := [column for column in NAMES.named("article", "name") if column not in names]:
        raise KeyError(f"No column {lacking[0]} among the names: {', '.join(map(str, names.columns))}.")
    rows = tokens.names.get_indexer(pd.Index(names["article"]))
    if (rows < 0).any():
        unknown = names["article"].iloc[int(np.argmax(rows < 0))]
        raise KeyError(f"No article {unknown!r} among the {len(tokens)}; names must be found in these articles.")
    return pd.Series(rows)


def _in_most_articles(names: pd.DataFrame) -> list[str]:
    """The names, those in most articles first, then those mentioned most often."""
    counts = names.groupby("name").agg(articles=("article", "nunique"), count=("article", "size")).reset_index()
    ordered = counts.sort_values(["articles", "count", "name"], ascending=[False, False, True])
    return ordered["name"].tolist()
