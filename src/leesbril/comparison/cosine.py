"""Weights → cosine similarities of articles, and the contribution of each term."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from leesbril.counting.counts import DocumentTermMatrix
from leesbril.counting.weights import Weights, as_weights, row_of, rows_of
from leesbril.frames import CONTRIBUTIONS, COSINE_HISTOGRAM, PAIR_CONTRIBUTIONS, PAIRS

MOST_ROWS = 5_000
"""With more rows, all pairs are too many to store and to read: 5,000 rows have 12 million."""
MOST_CELLS = 4_000_000
"""Cosines in memory at a time: 32 MB."""


def similarity(
    counts: DocumentTermMatrix | Weights,
    *,
    top: int | None = None,
    idf: str | None = None,
) -> pd.DataFrame:
    """The cosine similarity of every pair of rows, or of the `top` most similar pairs, the most similar first.

    Columns `article_a`, `article_b` (each pair once, in the order of the rows; tuples where rows are paragraphs or
    sentences), `cosine` (0 to 1; missing where a row has no counted words), `shared_terms`, `words_a`, `words_b`
    (counted words; n-grams where these were counted), `idf_source`. All pairs are computed; with `top`, only that many
    are kept in memory. Raises ValueError for all pairs of more than 5,000 rows. Takes counts, weighted by `idf` (see
    `weigh`; default `auto`), or weights, which have their own idf.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "leger moskee", "ramadan"]}, index=["a", "b", "c"])
    >>> similarity(document_term_matrix(toy))[["article_a", "article_b", "cosine"]].round(3).values.tolist()
    [['a', 'b', 1.0], ['a', 'c', 0.0], ['b', 'c', 0.0]]
    """
    weights = as_weights(counts, idf)
    rows = len(weights.counts.rows)
    if top is None and rows > MOST_ROWS:
        raise ValueError(
            f"All pairs of {rows} rows are too many (at most {MOST_ROWS}); set top=1000 for the most similar pairs, or "
            "select articles first."
        )
    _check_number("top", top)
    kept = _NO_PAIRS
    for first, cosines in _blocks(weights):
        later = np.arange(rows) > first + np.arange(len(cosines))[:, None]
        a, b = np.nonzero(later)
        kept = [np.concatenate(both) for both in zip(kept, (first + a, b, cosines[later]), strict=True)]
        if top is not None:
            order = _descending(kept[2])[:top]
            kept = [part[order] for part in kept]
    return _pairs(weights, *(part[_descending(kept[2])] for part in kept))


def similarity_of(
    counts: DocumentTermMatrix | Weights,
    pairs: pd.DataFrame,
    *,
    idf: str | None = None,
) -> pd.DataFrame:
    """The cosine similarity of the given pairs, in their order.

    Takes counts or weights, as `similarity` does, and a frame with `article_a` and `article_b`; returns the columns of
    `similarity`. Useful to compare the same pairs under other weights. Raises KeyError for an unknown row.
    """
    weights = as_weights(counts, idf)
    a, b = (rows_of(weights.counts, pairs[f"article_{side}"]) for side in "ab")
    return _pairs(weights, a, b, cosines_of(weights, a, b))


def cosines_of(weights: Weights, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The cosine of each of some pairs of rows, by their numbers; missing where one has no counted words."""
    products = np.asarray(weights.matrix[a].multiply(weights.matrix[b]).sum(axis=1)).ravel()
    empty = weights.counts.words.to_numpy() == 0
    return np.where(empty[a] | empty[b], np.nan, np.clip(products, 0, 1))


def cosine_histogram(
    counts: DocumentTermMatrix | Weights,
    *,
    bins: int = 20,
    idf: str | None = None,
) -> pd.DataFrame:
    """Histogram of the cosines of all pairs of rows, and of the highest cosine of each row with another.

    One row per bin, the highest first: `cosine_from`, `cosine_to` (excluded, except for 1), `pairs` (number whose
    cosine is in the bin), `articles` (number whose highest cosine is in the bin). Missing cosines (a row without
    counted words, or a single row) are in a last bin without bounds, so `pairs` sums to all pairs and `articles` to all
    rows.
    Bin edges have a tolerance of 1e-9 bin widths. Takes counts or weights, as `similarity` does.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "leger moskee", "ramadan"]}, index=["a", "b", "c"])
    >>> cosine_histogram(document_term_matrix(toy), bins=2).values.tolist()
    [[0.5, 1.0, 1.0, 2.0], [0.0, 0.5, 2.0, 1.0]]
    """
    _check_number("bins", bins)
    pairs, articles = np.zeros(bins + 1, dtype=np.int64), np.zeros(bins + 1, dtype=np.int64)
    weights = as_weights(counts, idf)
    for first, cosines in _blocks(weights):
        rows = np.arange(len(cosines))
        pairs += _binned(cosines[np.arange(cosines.shape[1]) > first + rows[:, None]], bins)
        cosines[rows, first + rows] = np.nan
        articles += _binned(np.fmax.reduce(cosines, axis=1), bins)
    edges = np.arange(bins + 1) / bins
    histogram = pd.DataFrame(
        {"cosine_from": [*edges[:-1], np.nan], "cosine_to": [*edges[1:], np.nan], "pairs": pairs, "articles": articles}
    )
    missing = histogram.tail(1) if pairs[-1] or articles[-1] else histogram.head(0)
    return COSINE_HISTOGRAM.typed(pd.concat([histogram.iloc[-2::-1], missing], ignore_index=True))


_NO_PAIRS = [np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)]


def _check_number(name: str, number: int | None) -> None:
    if number is not None and number < 1:
        raise ValueError(f"{name} must be 1 or more; received {number}.")


def _blocks(weights: Weights) -> Iterator[tuple[int, np.ndarray]]:
    """Blocks of rows: the number of the first, and their cosines with all rows; missing where one is empty."""
    matrix, rows = weights.matrix, len(weights.counts.rows)
    empty, others = weights.counts.words.to_numpy() == 0, matrix.T.tocsr()
    step = max(1, MOST_CELLS // max(1, rows))
    for first in range(0, rows, step):
        cosines = np.clip((matrix[first : first + step] @ others).toarray(), 0, 1)
        cosines[empty[first : first + step]] = np.nan
        cosines[:, empty] = np.nan
        yield first, cosines


def _descending(cosines: np.ndarray) -> np.ndarray:
    """Sort order from high to low, missing last; cosines that differ only by rounding keep their order."""
    return np.argsort(-cosines.round(12), kind="stable")


def _binned(cosines: np.ndarray, bins: int) -> np.ndarray:
    """The number of cosines in each bin, and the number missing at the end."""
    places = np.minimum(np.floor(cosines * bins + 1e-9), bins - 1)
    return np.bincount(np.where(np.isnan(places), bins, places).astype(np.int64), minlength=bins + 1)


def _pairs(weights: Weights, a: np.ndarray, b: np.ndarray, cosine: np.ndarray) -> pd.DataFrame:
    dtm = weights.counts
    words, names = dtm.words.to_numpy(), dtm.rows.to_flat_index()
    return PAIRS.typed(
        {
            "article_a": names.take(a),
            "article_b": names.take(b),
            "cosine": cosine,
            "shared_terms": _shared_terms(dtm, a, b),
            "words_a": words[a],
            "words_b": words[b],
            "idf_source": pd.Series([weights.source] * len(a), dtype="str"),
        },
        names=names.dtype,
    )


def _shared_terms(dtm: DocumentTermMatrix, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The number of terms that each pair shares, by products of blocks of rows."""
    present = (dtm.counts > 0).astype(np.int64)
    shared, others = np.zeros(len(a), dtype=np.int64), present.T.tocsr()
    rows, places = np.unique(a, return_inverse=True)
    step = max(1, MOST_CELLS // max(1, len(dtm.rows)))
    for first in range(0, len(rows), step):
        here = np.flatnonzero((places >= first) & (places < first + step))
        block = (present[rows[first : first + step]] @ others).toarray()
        shared[here] = block[places[here] - first, b[here]]
    return shared


def explain_similarity(
    counts: DocumentTermMatrix | Weights,
    a: object,
    b: object,
    *,
    idf: str | None = None,
) -> pd.DataFrame:
    """The contribution of each shared term to a cosine, the largest first; together they sum to it.

    Columns `term`, `shown` (as the articles mostly write it), `count_a`, `count_b`, `weight_a`, `weight_b` (in rows of
    length one), `contribution` (their product), `share` (of the cosine). Empty if no term is shared. Raises KeyError
    for an unknown row. Takes counts or weights, as `similarity` does.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "moskee ramadan"]}, index=["a", "b"])
    >>> explain_similarity(document_term_matrix(toy), "a", "b", idf="none").round(3).values.tolist()
    [['moskee', 'moskee', 1, 1, 0.707, 0.707, 0.5, 1.0]]
    """
    weights = as_weights(counts, idf)
    dtm, matrix = weights.counts, weights.matrix
    row_a, row_b = row_of(dtm, a), row_of(dtm, b)
    weight_a, weight_b = (matrix[[row], :].toarray().ravel() for row in (row_a, row_b))
    count_a, count_b = (dtm.counts[[row], :].toarray().ravel().astype("int64") for row in (row_a, row_b))
    shared = np.flatnonzero((count_a > 0) & (count_b > 0))
    contribution = (weight_a * weight_b)[shared]
    contributions = pd.DataFrame(
        {
            "term": dtm.terms.take(shared),
            "shown": dtm.shown.take(shared),
            "count_a": count_a[shared],
            "count_b": count_b[shared],
            "weight_a": weight_a[shared],
            "weight_b": weight_b[shared],
            "contribution": contribution,
            "share": contribution / contribution.sum(),
        }
    )
    order = contributions["contribution"].round(12).sort_values(ascending=False, kind="stable").index
    return CONTRIBUTIONS.typed(contributions.loc[order].reset_index(drop=True))


def explain_pairs(
    counts: DocumentTermMatrix | Weights,
    pairs: pd.DataFrame,
    *,
    idf: str | None = None,
) -> pd.DataFrame:
    """The contributions of terms for several pairs: `explain_similarity` with columns `article_a` and `article_b`.

    Takes counts or weights, as `similarity` does, and a frame of pairs with `article_a` and `article_b`.
    """
    weights = as_weights(counts, idf)
    both = zip(pairs["article_a"], pairs["article_b"], strict=True)
    explained = [_named(explain_similarity(weights, a, b), a, b) for a, b in both]
    names = weights.counts.rows.to_flat_index().dtype
    if not explained:
        return PAIR_CONTRIBUTIONS.of_rows([], names=names)
    return PAIR_CONTRIBUTIONS.typed(pd.concat(explained, ignore_index=True), names=names)


def _named(contributions: pd.DataFrame, a: Any, b: Any) -> pd.DataFrame:
    """The contributions with the names of the two rows, which may be tuples."""
    return contributions.assign(article_a=[a] * len(contributions), article_b=[b] * len(contributions))
