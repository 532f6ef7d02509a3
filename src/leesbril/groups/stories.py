"""Pairs of matching articles → stories: the sets of articles that pairs link."""

import numpy as np
import pandas as pd

from leesbril.frames import STORIES

MOST = 15
"""Articles in a story: a chain of matches links more than one story would, and more than a picture can hold."""


def stories(pairs: pd.DataFrame, *, most: int = MOST) -> pd.DataFrame:
    """Number the stories of matching articles: pairs that share an article, directly or through others, are one.

    `pairs` holds the matches (`article_a`, `article_b`), the strongest first; select them, as in
    `pairs[pairs["cosine"] >= 0.5]`. They are taken in the order given, and a pair that would make a story of more than
    `most` articles links nothing and is left out: without that, chains of weak matches link a whole folder. Returns the
    others with `story` (from 1, the one with most articles first) and `articles` (its number of articles), story by
    story and otherwise in the order given. The first and the last article of a story need not match. Raises KeyError
    for a missing column, ValueError for `most` below 2.

    >>> toy = pd.DataFrame({"article_a": ["a", "c", "b"], "article_b": ["b", "d", "e"]})
    >>> stories(toy)[["article_a", "article_b", "story", "articles"]].values.tolist()
    [['a', 'b', 1, 3], ['b', 'e', 1, 3], ['c', 'd', 2, 2]]
    """
    columns = ["article_a", "article_b"]
    if lacking := [column for column in columns if column not in pairs]:
        raise KeyError(f"No column {' or '.join(lacking)} among the pairs: {', '.join(map(str, pairs.columns))}.")
    if not isinstance(most, int) or most < 2:
        raise ValueError(f"most must be a whole number of articles, 2 or more; received {most!r}.")
    codes, names = pd.factorize(pairs[columns].to_numpy(dtype=object).ravel())
    component, linked = _linked(codes.reshape(-1, 2), len(names), most)
    sizes = np.bincount(component, minlength=len(names))
    order = np.argsort(-sizes, kind="stable")
    number = np.empty(len(sizes), dtype=np.int64)
    number[order] = np.arange(1, len(sizes) + 1)
    kept, own = pairs[linked].drop(columns=["story", "articles"], errors="ignore"), component[codes[::2][linked]]
    told = kept.assign(story=number[own], articles=sizes[own]).sort_values("story", kind="stable")
    return STORIES.typed(told.reset_index(drop=True))


def _linked(pairs: np.ndarray, articles: int, most: int) -> tuple[np.ndarray, np.ndarray]:
    """The story of each article, named after one of its articles, and whether each pair links two of one story."""
    parent, size = list(range(articles)), [1] * articles

    def root(article: int) -> int:
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    linked = np.zeros(len(pairs), dtype=bool)
    for place, (a, b) in enumerate(pairs.tolist()):
        one, other = sorted((root(a), root(b)))  # the earlier article names the story
        if one != other and size[one] + size[other] > most:
            continue
        linked[place] = True
        if one != other:
            parent[other], size[one] = one, size[one] + size[other]
    return np.array([root(article) for article in range(articles)], dtype=np.int64), linked
