"""Articles → what stories are made of: weights, passages, dates, and the pairs that may be of one event."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.comparison.neighbours import nearest_rows
from leesbril.counting.counts import document_term_matrix
from leesbril.counting.weights import Weights
from leesbril.events._links import Dates, Links, Pairs, check_settings, links_within
from leesbril.events._weights import event_weights, ordinary_shares
from leesbril.passages.shared import coverage, shared_passages
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

TOP, LEAST = 100, 0.6
"""Neighbours of each article, and their least cosine, in thresholds. What is not among them counts as 0 in the mean of
a group, so a story of many more articles falls apart; lower ones find planted events no better."""


class Material(NamedTuple):
    """What the stories of some articles are made of."""

    tokens: Tokens
    weights: Weights
    passages: pd.DataFrame
    links: Links
    dates: Dates

    def dated(self, days: float | None) -> np.ndarray:
        """Which articles have a date; all, if dates do not matter."""
        return self.dates.known if days is not None else np.ones(len(self.tokens), dtype=bool)

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
    check_settings(threshold, days)
    tokens = as_tokens(articles, language=language)
    counts, dates = document_term_matrix(tokens), Dates.of(tokens.articles)
    weights = event_weights(counts, ordinary_shares(counts, dates, days))
    near = _near(weights, tokens.articles, dates, threshold, days) if pairs is None else pairs
    shared = shared_passages(tokens) if passages is None else passages
    verbatim = shared[shared["kind"] == "exact"]  # bulletins of one form share the form, around other names and numbers
    links = links_within(near, tokens.articles.index, dates, days, coverage(tokens, verbatim))
    return Material(tokens, weights, shared, links, dates)


def _near(weights: Weights, articles: pd.DataFrame, dates: Dates, threshold: float, days: float | None) -> Pairs:
    """The nearest neighbours of each article, of those near enough in time; without a date, it may be of any day."""
    within = None if days is None or not dates.known.any() else _any_day_if_unknown(dates, articles.index)
    found = nearest_rows(
        weights, top=TOP, threshold=LEAST * threshold, dates=within, days=None if within is None else days
    )
    return Pairs(found["a"].to_numpy(), found["b"].to_numpy(), found["cosine"].to_numpy())


def _any_day_if_unknown(dates: Dates, names: pd.Index) -> pd.DataFrame:
    """The dates of articles; one that is not known may be any of them."""
    edges = ("date_start", dates.start, min), ("date_end", dates.end, max)
    spans = {name: np.where(dates.known, side, pick(side[dates.known])) for name, side, pick in edges}
    return pd.DataFrame({name: side.astype("datetime64[us]") for name, side in spans.items()}, names)
