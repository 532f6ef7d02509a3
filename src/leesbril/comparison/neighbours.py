"""Weights → each article's nearest neighbours, in a folder of a hundred or an archive of a million."""

import warnings
from typing import Any

import numpy as np
import pandas as pd

from leesbril.counting.counts import DocumentTermMatrix
from leesbril.counting.weights import Weights, as_weights
from leesbril.engine.worth import worth_compiling
from leesbril.frames import NEIGHBOURS
from leesbril.scale.progress import progress

TOP = 10
THRESHOLD = 0.3
COMPILED_FROM = 5_000
"""Below this number of rows a plain product takes less than a second: nothing need be compiled or loaded for it."""
MOST_DAYS = 1_000_000
DECIMALS = 12
"""Cosines that are the same to twelve decimals are equal: less than that is the rounding of the machine."""
_DAY = 86_400_000_000
_BATCH = 4_000_000
"""Cosines, or terms of pairs, held at once: bounds the memory, changes no result."""


class UndatedArticlesWarning(UserWarning):
    """Says how many articles have no date, so that they were compared with none."""


_Spans = tuple[np.ndarray, np.ndarray, int]
"""When each row was written, from start to end, and how far apart two may lie, all in microseconds."""


def neighbours(
    counts: DocumentTermMatrix | Weights,
    *,
    top: int = TOP,
    threshold: float = THRESHOLD,
    dates: pd.DataFrame | None = None,
    days: float | None = None,
    idf: str | None = None,
) -> pd.DataFrame:
    """List for each article the `top` others that are most like it, if their cosine is `threshold` or more.

    The rows of `similarity` in which either article is among the nearest of the other, in the same order and with
    the same numbers, none missing: columns `article_a`, `article_b`, `cosine`, `shared_terms`, `words_a`, `words_b`,
    `idf_source`, and `rank_a` (the place of article_b among the neighbours of article_a; missing where it is not one
    of them) and `rank_b`. Of equally near ones (to twelve decimals) the one that comes first in the rows goes first.

    With `dates` (the frame of `read_articles`, or its date columns) and `days`, only articles are compared that may
    lie within so many days of each other: with `days=3`, Monday's and Thursday's, and one of May with every day of May
    and the three on either side. An article without a date is compared with none, which an UndatedArticlesWarning says.

    From 5,000 rows on a compiled search with pruning takes over, with the same numbers; its first call compiles it.
    Memory grows with rows × `top`. Takes counts, weighed by `idf` (see `weigh`; `auto` if not given), or weights, which
    have an idf of their own.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "leger moskee", "moskee ramadan"]}, index=["a", "b", "c"])
    >>> pairs = neighbours(document_term_matrix(toy), top=1, idf="none")
    >>> pairs[["article_a", "article_b", "cosine", "rank_a", "rank_b"]].round(3).values.tolist()
    [['a', 'b', 1.0, 1, 1], ['a', 'c', 0.5, <NA>, 1]]
    """
    _check_settings(top, threshold, dates, days)
    weights = as_weights(counts, idf)
    dtm = weights.counts
    rows = np.arange(len(dtm.rows))
    spans = None
    if dates is not None and days is not None:
        rows, spans = _dated(dtm, dates, days)
    matrix = weights.matrix if len(rows) == len(dtm.rows) else weights.matrix[rows]
    most = max(min(top, len(rows) - 1), 1)
    compiled = worth_compiling(len(rows), COMPILED_FROM)
    search = _compiled_search if compiled else _plain_search
    pairs = _pairs(*search(matrix, most, threshold, spans))
    words = dtm.words.to_numpy()
    names = dtm.rows.to_flat_index()
    a, b = (rows[pairs[side].to_numpy()] for side in ("a", "b"))
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


def _check_settings(top: int, threshold: float, dates: pd.DataFrame | None, days: float | None) -> None:
    if isinstance(top, bool) or not isinstance(top, int | np.integer) or top < 1:
        raise ValueError(f"top is a number of neighbours, 1 or more; received {top!r}.")
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold is a cosine above 0, at most 1; received {threshold!r}.")
    if (dates is None) != (days is None):
        given = "dates" if days is None else "days"
        raise ValueError(f"Dates are compared with both dates and days, or with neither; received only {given}.")
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise ValueError(f"days is a number from 0 (the same day) to {MOST_DAYS}; received {days!r}.")


def _dated(dtm: DocumentTermMatrix, dates: pd.DataFrame, days: float) -> tuple[np.ndarray, _Spans]:
    """The rows that have a date, and their dates."""
    lacking = [column for column in ("date_start", "date_end") if column not in dates.columns]
    if lacking:
        raise KeyError(f"dates lacks {' and '.join(lacking)}; its columns are {', '.join(map(str, dates))}.")
    place = dates.index.get_indexer(dtm.rows.get_level_values(0))
    if (place < 0).any():
        missing = dtm.rows.get_level_values(0)[place < 0]
        raise KeyError(f"dates lacks {missing.nunique()} of the articles counted, {missing[0]!r} among them.")
    spans = dates[["date_start", "date_end"]].iloc[place]
    known = spans.notna().all(axis=1).to_numpy()
    if not known.all():
        undated = dtm.rows.get_level_values(0)[~known].unique()
        told = ", ".join(map(repr, undated[:3])) + (" …" if len(undated) > 3 else "")
        message = f"{len(undated)} of {dtm.articles} articles have no date and were compared with none: {told}"
        warnings.warn(message, UndatedArticlesWarning, stacklevel=3)
    start, end = (spans[side][known].to_numpy("datetime64[us]").astype(np.int64) for side in spans)
    return np.flatnonzero(known), (start, end, int(days * _DAY))


def _plain_search(matrix: Any, top: int, threshold: float, spans: _Spans | None) -> tuple[np.ndarray, np.ndarray]:
    """The cosines of each row's nearest and their numbers, rows × top, the best first; -1 where there are fewer."""
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
    from leesbril.engine.all_pairs import most_alike

    return most_alike(
        matrix, top=top, threshold=threshold, spans=spans, progress=lambda rows: progress(rows, "neighbours")
    )


def _pairs(cosines: np.ndarray, others: np.ndarray) -> pd.DataFrame:
    """From each row's nearest to pairs, each once, the most alike first: `a`, `b`, `cosine`, `rank_a`, `rank_b`."""
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
    """How many terms each pair shares, pair by pair: these are few of all pairs, unlike those of `cosine`."""
    if compiled:
        from leesbril.engine.all_pairs import shared_terms

        return shared_terms(counts, a, b)
    present = (counts > 0).astype(np.int64)
    parts = np.array_split(np.arange(len(a)), len(a) * 200 // _BATCH + 1)
    return np.concatenate(
        [np.asarray(present[a[part]].multiply(present[b[part]]).sum(axis=1)).ravel() for part in parts]
    )
