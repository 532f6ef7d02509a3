"""Stories and families of passages → which of two articles came first, pair by pair."""

from collections.abc import Hashable, Iterable

import pandas as pd

from leesbril.dates.order import order
from leesbril.frames import ORDER


def story_order(articles: pd.DataFrame, stories: pd.DataFrame, story: int = 1) -> pd.DataFrame:
    """The order of each article of a story and its nearest, each pair once: a table as that of `order`.

    `articles` is their frame, `stories` that of the function of that name, `story` the number of one. It is what
    `charts.story_chain` draws. Raises KeyError for a missing column or an unknown article, ValueError for a number of
    no story.

    >>> days = pd.to_datetime(["2017-05-01", "2017-05-02"])
    >>> toy = pd.DataFrame({"date_start": days, "date_end": days + pd.Timedelta(days=1)}, index=["a", "b"])
    >>> story_order(toy, pd.DataFrame({"story": 1, "article": ["a", "b"], "nearest": ["b", "a"]}))["order"].tolist()
    ['before']
    """
    own = _of(stories, "stories", "story", story, "nearest")
    return _ordered(articles, zip(own["article"], own["nearest"], strict=True))


def family_order(articles: pd.DataFrame, families: pd.DataFrame, family: int = 1) -> pd.DataFrame:
    """The order of the article of a family's representative and each other that has the passage: as that of `order`.

    `families` is the frame of `passage_families`, `family` the number of one. It is what `charts.story_chain` draws:
    who had one passage, and when. Raises KeyError for a missing column or an unknown article, ValueError for a number
    of no family.

    >>> days = pd.to_datetime(["2017-05-02", "2017-05-01"])
    >>> toy = pd.DataFrame({"date_start": days, "date_end": days + pd.Timedelta(days=1)}, index=["a", "b"])
    >>> found = pd.DataFrame({"family": 1, "article": ["a", "b"], "representative": [True, False]})
    >>> family_order(toy, found)[["article_a", "article_b", "order"]].values.tolist()
    [['a', 'b', 'after']]
    """
    own = _of(families, "families", "family", family, "representative")
    centre = own.loc[own["representative"].to_numpy(bool), "article"].iloc[0]
    return _ordered(articles, ((centre, other) for other in own["article"] if other != centre))


def _of(frame: pd.DataFrame, given: str, column: str, number: int, also: str) -> pd.DataFrame:
    """The rows of one story or family."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{given} must be a frame; received {type(frame).__name__}.")
    if lacking := [name for name in (column, "article", also) if name not in frame]:
        raise KeyError(f"No column {' or '.join(lacking)} in {given}: {', '.join(map(str, frame.columns))}.")
    own = frame[frame[column] == number]
    if own.empty:
        raise ValueError(f"There is no {column} {number!r}: the frame has {frame[column].nunique()}, see its column.")
    return own


def _ordered(articles: pd.DataFrame, pairs: Iterable[tuple[Hashable, Hashable]]) -> pd.DataFrame:
    """The order of pairs, each once."""
    once: dict[frozenset[Hashable], tuple[Hashable, Hashable]] = {}
    for a, b in pairs:
        if a != b:
            once.setdefault(frozenset((a, b)), (a, b))
    names = articles.index.dtype
    columns = {side: pd.Series([pair[place] for pair in once.values()], dtype=names) for place, side in enumerate("ab")}
    both = pd.DataFrame({f"article_{side}": column for side, column in columns.items()})
    return ORDER.typed(order(articles, both), names=names)
