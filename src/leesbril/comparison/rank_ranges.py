"""How far the rank of a term in its article depends on the constants of the background idf."""

from itertools import product

import numpy as np
import pandas as pd

from leesbril.comparison.sensitivity import FLOORS, LENGTHS
from leesbril.counting.counts import DocumentTermMatrix
from leesbril.counting.terms import tfidf
from leesbril.counting.weights import BACKGROUND, OF_NGRAMS, Weights, as_weights, weigh
from leesbril.frames import RANK_RANGES

_NINE = list(product(LENGTHS, FLOORS))


def rank_ranges(counts: DocumentTermMatrix | Weights, *, top: int = 10) -> pd.DataFrame:
    """The ranks of the leading terms of each article under other constants of the background idf.

    The background idf assumes a length of the background article and a lowest frequency (see `weigh`). Ranked are the
    terms that may lead a list (`leads` of `tfidf`), under nine weightings: 200, 350 and 700 words, by floors of 1e-8,
    1e-7 and 1e-6. One row per article and term with a rank of `top` or less: those of the rows (`article` …), `term`,
    `shown`, `rank` (with the weights given, or the defaults), `highest_rank`, `lowest_rank` (1 is the highest),
    `first_in` (weightings in which it is first, ties included), `weightings`. Weights of another idf have no such
    constants: then there is one weighting. Raises ValueError if `top` is below 1.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["IS moskee moskee", "stad"]}, index=["a", "b"])
    >>> rank_ranges(document_term_matrix(toy))[["shown", "rank", "highest_rank", "lowest_rank"]].values.tolist()
    [['IS', 1, 1, 2], ['moskee', 2, 1, 2], ['stad', 1, 1, 1]]
    """
    if not isinstance(top, int) or top < 1:
        raise ValueError(f"top must be a whole number, 1 or more; received {top!r}.")
    weights = as_weights(counts, None)
    given = _ranked(weights)
    varied = [given]
    if weights.source in (BACKGROUND, OF_NGRAMS):
        varied = [
            _ranked(weigh(weights.counts, idf="background", background_words=words, least_frequency=floor))
            for words, floor in _NINE
        ]
    keys = [*weights.counts.rows.names, "term"]
    ranks = np.stack([given[keys].merge(frame[[*keys, "rank"]], on=keys, how="left")["rank"] for frame in varied])
    given["highest_rank"], given["lowest_rank"] = ranks.min(axis=0), ranks.max(axis=0)
    given["first_in"], given["weightings"] = (ranks == 1).sum(axis=0), len(varied)
    table = given[given["rank"] <= top].reset_index(drop=True)
    return RANK_RANGES.typed(table, names=weights.counts.rows.get_level_values(0).dtype)


def _ranked(weights: Weights) -> pd.DataFrame:
    """The terms that may lead, ranked within their rows; equal weights, to twelve decimals, share a rank."""
    terms = tfidf(weights)
    terms = terms[terms["leads"]].reset_index(drop=True)
    rows = [terms[name] for name in weights.counts.rows.names]
    rounded = terms["tfidf"].round(12)
    return terms.assign(rank=rounded.groupby(rows).rank(method="min", ascending=False).astype("int64"))
