"""Weights → the terms of each article."""

import numpy as np
import pandas as pd

from leesbril.counting.counts import DocumentTermMatrix
from leesbril.counting.weights import Weights, as_weights
from leesbril.engine.worth import worth_compiling
from leesbril.frames import SKLEARN_TFIDF, TERMS
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

DECIMALS = 12
COMPILED_FROM = 5_000_000
"""Weights; the highest of fewer are sorted out in less time than it takes to load what is compiled."""
FEW = 100
"""Looking for more terms than this one by one is slower than sorting."""
_ROWS = 2_000
"""Rows sorted at a time: what fits the cache is sorted faster. Changes no result."""
_TICK_BITS = 40
"""A weight is one at most: 10 ** DECIMALS ticks, which is below 2 ** 40; the row has the bits above."""


def tfidf(counts: DocumentTermMatrix | Weights, *, idf: str | None = None, top: int | None = None) -> pd.DataFrame:
    """Weigh each term of each row by how often it stands there and how rare it is elsewhere.

    Takes counts, weighed by `idf` (see `weigh`; `auto` if not given), or weights, which have an idf of their own.
    Columns: those of the rows (`article`, and `paragraph` or `sentence`), `term`, `count`, `tf` (count by counted
    words), `idf`, `idf_source` (`background`, `corpus`, `corpus (degenerate)`: fewer than 30 articles, `none`),
    `tfidf` (tf × idf, scaled so that the squares of a row sum to 1, as scikit-learn does), `rank` (1 is the
    highest; ties share a rank). `top` keeps the first so many of each row.
    """
    if top is not None and (not isinstance(top, int) or top < 1):
        raise ValueError(f"top takes a whole number from 1, or None for all terms; received {top!r}.")
    weights = as_weights(counts, idf)
    dtm = weights.counts
    first, columns = dtm.counts.indptr, dtm.counts.indices
    longest = int(np.diff(first).max(initial=0))
    place, rank = _highest(first, weights.matrix.data, longest if top is None else min(top, longest))
    row = np.searchsorted(first, place, side="right") - 1
    column, count = columns[place], dtm.counts.data[place].astype(np.int64)
    frame = (
        dtm.rows.take(row)
        .to_frame(index=False)
        .assign(
            term=dtm.terms.take(column),
            count=count,
            tf=count / dtm.words.to_numpy()[row],
            idf=weights.idf[column],
            idf_source=pd.Series([weights.source], dtype="str").repeat(len(place)).array,
            tfidf=weights.matrix.data[place],
            rank=rank,
        )
    )
    return TERMS.typed(frame, names=dtm.rows.get_level_values(0).dtype)


def _highest(first: np.ndarray, values: np.ndarray, top: int) -> tuple[np.ndarray, np.ndarray]:
    """The places of the highest values of each row, the highest first, and their ranks.

    Equal weights can differ in their last bit by the order of a sum: they are compared to twelve decimals.
    """
    if top <= FEW and worth_compiling(len(values), COMPILED_FROM):
        from leesbril.engine.sparse_rows import highest

        places, ranks = highest(first, values, top, 10.0**DECIMALS)
        return places[places >= 0], ranks[places >= 0]
    begins = range(0, max(len(first) - 1, 1), _ROWS)
    parts = [_highest_by_sorting(first[begin : begin + _ROWS + 1], values, top) for begin in begins]
    places, ranks = zip(*parts, strict=True)
    return np.concatenate(places), np.concatenate(ranks)


def _highest_by_sorting(first: np.ndarray, values: np.ndarray, top: int) -> tuple[np.ndarray, np.ndarray]:
    """The same of some rows. One number holds a row and a weight: sorting by that is faster than sorting by both."""
    sizes = np.diff(first)
    row = np.repeat(np.arange(len(sizes)), sizes)
    ticks = np.rint(values[first[0] : first[-1]] * 10.0**DECIMALS).astype(np.int64)
    keys = (row << _TICK_BITS) - ticks
    order = np.argsort(keys, kind="stable")  # in the order of the terms among equals
    number = np.arange(len(order))
    new = np.append(True, np.diff(keys[order]) != 0)[: len(order)]
    begins = (first[:-1] - first[0])[row]
    rank = np.maximum.accumulate(np.where(new, number, 0)) - begins + 1
    chosen = number - begins < top
    return order[chosen] + first[0], rank[chosen]


def sklearn_tfidf(articles: pd.DataFrame | Tokens, *, language: str | None = None) -> pd.DataFrame:
    """What scikit-learn's `TfidfVectorizer` as it comes, with our stop words, says of the articles: for comparison.

    Columns `article`, `word`, `weight`, `idf`, `rank` (1 is the highest; ties share a rank), the highest first.

    >>> toy = pd.DataFrame({"text": ["IS telt 6.000 en 100.000.", "De moskee is leeg."]}, index=["a", "b"])
    >>> sklearn_tfidf(toy, language="nl")["word"].tolist()
    ['000', '100', 'telt', 'leeg', 'moskee']
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    # Words with marks in them would make it warn: it cuts the texts at those marks.
    tokens = as_tokens(articles, language=language)
    listed, texts = sorted(filter(str.isalpha, tokens.speech.stop_words)), tokens.texts
    recipe = TfidfVectorizer(stop_words=listed)
    if not any(map(recipe.build_analyzer(), texts)):
        return SKLEARN_TFIDF.of_rows([], names=texts.index.dtype)
    weights = recipe.fit_transform(texts).tocoo()
    words = recipe.get_feature_names_out()[weights.col]
    usual = pd.DataFrame({"row": weights.row, "word": words, "weight": weights.data, "idf": recipe.idf_[weights.col]})
    usual.insert(0, "article", texts.index.take(weights.row))
    usual["rank"] = usual["weight"].round(12).groupby(usual["row"]).rank(method="min", ascending=False).astype("int64")
    return SKLEARN_TFIDF.typed(usual.sort_values(["row", "rank", "word"], ignore_index=True), names=texts.index.dtype)
