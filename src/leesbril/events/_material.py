"""Articles → what stories are made of: weights, passages, dates, and the pairs that may be of one event."""

import warnings
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.comparison.neighbours import UndatedArticlesWarning, neighbours
from leesbril.counting.counts import document_term_matrix
from leesbril.counting.weights import Weights, weigh
from leesbril.events._links import Dates, Links, links_within
from leesbril.passages.shared import coverage, shared_passages
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

TOP, LEAST = 30, 0.1
"""Neighbours of each article, and their least cosine: a group needs few of its pairs, and low ones add little."""


class Material(NamedTuple):
    """What the stories of some articles are made of."""

    tokens: Tokens
    weights: Weights
    passages: pd.DataFrame
    links: Links
    dates: Dates

    def stories_of(self, earlier: pd.DataFrame | None) -> np.ndarray:
        """The story of each article in an earlier run, from 1; 0 where it was in none."""
        found = np.zeros(len(self.tokens), np.int64)
        if earlier is None:
            return found
        if not isinstance(earlier, pd.DataFrame):
            raise TypeError(f"earlier must be the frame of stories; received {type(earlier).__name__}.")
        if lacking := [column for column in ("story", "article") if column not in earlier]:
            raise KeyError(f"No column {' or '.join(lacking)} in earlier: {', '.join(map(str, earlier.columns))}.")
        rows = self.tokens.names.get_indexer(pd.Index(earlier["article"]))
        if (rows < 0).any():
            unknown = list(dict.fromkeys(earlier["article"][rows < 0]))[:5]
            raise KeyError(
                f"earlier has articles that are not among the {len(self.tokens)}: {unknown}. Give all articles of the "
                "earlier run with the new ones, or leave these rows out of it."
            )
        found[rows] = earlier["story"]
        return found


def material_of(
    articles: pd.DataFrame | Tokens,
    pairs: pd.DataFrame | None,
    passages: pd.DataFrame | None,
    threshold: float,
    days: float | None,
    language: str | None,
) -> Material:
    """What is given, and what is not given computed."""
    tokens = as_tokens(articles, language=language)
    weights = weigh(document_term_matrix(tokens))
    dates = Dates.of(tokens.articles)
    near = _near(weights, tokens.articles, dates, days) if pairs is None else pairs
    shared = shared_passages(tokens) if passages is None else passages
    links = links_within(near, tokens.articles.index, dates, threshold, days, coverage(tokens, shared))
    return Material(tokens, weights, shared, links, dates)


def _near(weights: Weights, articles: pd.DataFrame, dates: Dates, days: float | None) -> pd.DataFrame:
    """The nearest neighbours of each article: those that may be near enough in time, without a date among all."""
    if days is None or not dates.known.any():
        return neighbours(weights, top=TOP, threshold=LEAST)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UndatedArticlesWarning)
        dated = neighbours(weights, top=TOP, threshold=LEAST, dates=articles, days=days)
    if dates.known.all():
        return dated
    everywhere = neighbours(weights, top=TOP, threshold=LEAST)
    undated = articles.index[~dates.known]
    some = everywhere["article_a"].isin(undated) | everywhere["article_b"].isin(undated)
    return pd.concat([dated, everywhere[some]], ignore_index=True)
