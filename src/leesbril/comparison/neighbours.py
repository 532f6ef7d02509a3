"""Weights → nearest neighbours of each article, for a hundred articles or a million."""

import warnings
from typing import Any

import numpy as np
import pandas as pd

from leesbril.counting.counts import DocumentTermMatrix
from leesbril.counting.weights import Weights, as_weights
from leesbril.engine.worth import worth_compiling
from leesbril.frames import NEIGHBOURS, without_zone
from leesbril.scale.progress import progress
from leesbril.text.language import caller

TOP = 10
THRESHOLD = 0.3
COMPILED_FROM = 5_000
"""With fewer rows, a sparse matrix product takes less than a second without compiled code."""
MOST_DAYS = 1_000_000
DECIMALS = 12
"""Cosines equal to twelve decimals are ties: smaller differences are rounding errors."""
_DAY = 86_400_000_000
_BATCH = 4_000_000
"""Cosines, or terms of pairs, in memory at a time; changes no result."""


class UndatedArticlesWarning(UserWarning):
    """Some articles have no date, so they were not compared."""


_Spans = tuple[np.ndarray, np.ndarray, int]
"""Start and end of the date of each row, and the largest distance between two, in microseconds."""


def neighbours(
    counts: DocumentTermMatrix | Weights,
    *,
    top: int = TOP,
    threshold: float = THRESHOLD,
    dates: pd.DataFrame | None = None,
    days: float | None = None,
    idf: str | None = None,
) -> pd.DataFrame:
    """The `top` nearest neighbours of each article by cosine, if it is `threshold` or more.

    An exact search. The rows of `similarity` in which either article is among the nearest of the other, in the same
    order and with the same values: columns `article_a`, `article_b`, `cosine`, `shared_terms`, `words_a`, `words_b`,
    `idf_source`, `rank_a` (rank of article_b among the neighbours of article_a; missing if it is not one) and `rank_b`.
    Ties (to twelve decimals) are ordered by row.

    With `dates` (the frame of `read_articles`, or its date columns) and `days`, only articles are compared that may
    be at most that many days apart: with `days=3`, Monday with Thursday, and "May" with every day of May and the three
    days on either side. Articles without a date are not compared; an UndatedArticlesWarning says how many.

    From 5,000 rows on, a compiled search with pruning gives the same result; its first call compiles it. Memory grows
    with rows × `top`. Takes counts, weighted by `idf` (see `weigh`; default `auto`), or weights, which have their own
    idf.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "leger moskee", "moskee ramadan"]}, index=["a", "b", "c"])
    >>> pairs = neighbours(document_term_matrix(toy), top=1, idf="none")
    >>> pairs[["article_a", "article_b", "cosine", "rank_a", "rank_b"]].round(3).values.tolist()
    [['a', 'b', 1.0, 1, 1], ['a', 'c', 0.5, <NA>, 1]]
    """
    weights = as_weights(counts, idf)
    pairs = nearest_rows(weights, top=top, threshold=threshold, dates=dates, days=days)
    dtm = weights.counts
    words = dtm.words.to_numpy()
    names = dtm.rows.to_flat_index()
    a, b = (pairs[side].to_numpy() for side in ("a", "b"))
    compiled = worth_compiling(len(dtm.rows), COMPILED_FROM)
    return NEIGHBOURS.typed(
        {
            "article_a": names.take(a),
            "article_b": names.take(b),
            "cosine": pairs["cosine"],
            "shared_terms": _shared_terms(dtm.counts, a, b, compiled),
            "words_a": words[a],
            "words_b": words[b],
            "idf_source": pd.Series([weights.source], dtype="str").repeat(len(a)).array,
            "rank_a": pairs["rank_a"],
            "rank_b": pairs["rank_b"],
        },
        names=names.dtype,
    )


def nearest_rows(
    weights: Weights, *, top: int, threshold: float, dates: pd.DataFrame | None = None, days: float | None = None
) -> pd.DataFrame:
    """The pairs of `neighbours` by the numbers of the rows, `a` and `b`, with `cosine`, `rank_a`, `rank_b`."""
    _check_settings(top, threshold, dates, days)
    rows, spans = np.arange(len(weights.counts.rows)), None
    if dates is not None and days is not None:
        rows, spans = _dated(weights.counts, dates, days)
    matrix = weights.matrix if len(rows) == len(weights.counts.rows) else weights.matrix[rows]
    most = max(min(top, len(rows) - 1), 1)
    search = _compiled_search if worth_compiling(len(rows), COMPILED_FROM) else _plain_search
    pairs = _pairs(*search(matrix, most, threshold, spans))
    return pairs.assign(a=rows[pairs["a"].to_numpy()], b=rows[pairs["b"].to_numpy()])


def _check_settings(top: int, threshold: float, dates: pd.DataFrame | None, days: float | None) -> None:
    if isinstance(top, bool) or not isinstance(top, int | np.integer) or top < 1:
        raise ValueError(f"top must be a whole number of neighbours, 1 or more; received {top!r}.")
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be a cosine above 0, at most 1; received {threshold!r}.")
    if (dates is None) != (days is None):
        given = "dates" if days is None else "days"
        raise ValueError(f"Give both dates and days, or neither; received only {given}.")
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise ValueError(f"days must be a number from 0 (the same day) to {MOST_DAYS}; received {days!r}.")


def _dated(dtm: DocumentTermMatrix, dates: pd.DataFrame, days: float) -> tuple[np.ndarray, _Spans]:
    """The rows that have a date, and their dates."""
    absent = [column for column in ("date_start", "date_end") if column not in dates.columns]
    if absent:
        raise KeyError(f"dates lacks {' and '.join(absent)}; its columns are {', '.join(map(str, dates))}.")
    place = dates.index.get_indexer(dtm.rows.get_level_values(0))
    if (place < 0).any():
        missing = dtm.rows.get_level_values(0)[place < 0]
        raise KeyError(f"dates lacks {missing.nunique()} of the counted articles, such as {missing[0]!r}.")
    spans = dates[["date_start", "date_end"]].apply(without_zone).iloc[place]
    known = spans.notna().all(axis=1).to_numpy()
    if not known.all():
        undated = dtm.rows.get_level_values(0)[~known].unique()
        listed = ", ".join(map(repr, undated[:3])) + (" …" if len(undated) > 3 else "")
        message = f"{len(undated)} of {dtm.articles} articles have no date and were not compared: {listed}"
        warnings.warn(message, UndatedArticlesWarning, stacklevel=caller())
    start, end = (spans[side][known].to_numpy("datetime64[us]").astype(np.int64) for side in spans)
    return np.flatnonzero(known), (start, end, int(days * _DAY))


def _plain_search(matrix: Any, top: int, threshold: float, spans: _Spans | None) -> tuple[np.ndarray, np.ndarray]:
    """The cosines and the numbers of the nearest rows of each row, rows × top, best first; -1 where there are fewer."""
    count = matrix.shape[0]
    best = np.full((count, top), -1.0), np.full((count, top), -1, np.int64)
    step = max(_BATCH // max(count, 1), 1)
    for begin in range(0, count, step):
        product = (matrix[begin : begin + step] @ matrix.T).tocoo()
        row, other, cosine = product.row + begin, product.col, np.minimum(product.data, 1)
        kept = (cosine.round(DECIMALS) >= round(threshold, DECIMALS)) & (row != other)
        if spans:
            start, end, reach = spans
            kept &= np.maximum(start[row] - end[other], start[other] - end[row]) < reach
        row, other, cosine = row[kept], other[kept], cosine[kept]
        order = np.lexsort((other, -cosine.round(DECIMALS), row))
        row, other, cosine = row[order], other[order], cosine[order]
        place = np.arange(len(row)) - np.searchsorted(row, row)
        near = place < top
        for table, values in zip(best, (cosine, other), strict=True):
            table[row[near], place[near]] = values[near]
    return best


def _compiled_search(matrix: Any, top: int, threshold: float, spans: _Spans | None) -> tuple[np.ndarray, np.ndarray]:
    """The same, fast for many rows."""
    from leesbril.engine.all_pairs import nearest_neighbours

    return nearest_neighbours(
        matrix, top=top, threshold=threshold, spans=spans, progress=lambda rows: progress(rows, "neighbours")
    )


def _pairs(cosines: np.ndarray, others: np.ndarray) -> pd.DataFrame:
    """The nearest rows as pairs, each once, the most similar first: `a`, `b`, `cosine`, `rank_a`, `rank_b`."""
    row, rank = np.nonzero(others >= 0)
    other, cosine = others[row, rank], cosines[row, rank]
    first, second = np.minimum(row, other), np.maximum(row, other)
    order = np.lexsort((second, first, -cosine.round(DECIMALS)))
    row, rank, first, second, cosine = (values[order] for values in (row, rank, first, second, cosine))
    new = np.ones(len(row), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    pair = np.cumsum(new) - 1
    pairs = pd.DataFrame({"a": first[new], "b": second[new], "cosine": cosine[new]})
    for side, mine in (("a", row == first), ("b", row == second)):
        ranks = np.zeros(len(pairs), dtype=np.int64)
        ranks[pair[mine]] = rank[mine] + 1
        pairs[f"rank_{side}"] = pd.arrays.IntegerArray(ranks, ranks == 0)
    return pairs


def _shared_terms(counts: Any, a: np.ndarray, b: np.ndarray, compiled: bool) -> np.ndarray:
    """The number of terms that each pair shares, pair by pair: here they are few of all pairs, unlike in `cosine`."""
    if compiled:
        from leesbril.engine.all_pairs import shared_terms

        return shared_terms(counts, a, b)
    present = (counts > 0).astype(np.int64)
    parts = np.array_split(np.arange(len(a)), len(a) * 200 // _BATCH + 1)
    return np.concatenate(
        [np.asarray(present[a[part]].multiply(present[b[part]]).sum(axis=1)).ravel() for part in parts]
    )
