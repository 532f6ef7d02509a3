"""Weights → how alike articles are, and why."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from leesbril.counting.counts import DocumentTermMatrix
from leesbril.counting.weights import BACKGROUND_FLOOR, BACKGROUND_LENGTH, row_of, rows_of, weigh

CONTRIBUTION_COLUMNS = ["term", "count_a", "count_b", "weight_a", "weight_b", "contribution", "share"]
MOST_ROWS = 5_000
"""All pairs of more rows than this are too many to hold and to read: 12 million at 5,000."""
MOST_CELLS = 4_000_000
"""Cosines held at a time where not every pair is kept: 32 MB."""


def similarity(
    dtm: DocumentTermMatrix,
    *,
    top: int | None = None,
    idf: str = "auto",
    length: int = BACKGROUND_LENGTH,
    floor: float = BACKGROUND_FLOOR,
) -> pd.DataFrame:
    """The cosine of every pair of rows, or of the `top` most alike pairs, the most alike first.

    Columns `article_a`, `article_b` (each pair once, in the order of the rows; tuples where rows are paragraphs or
    sentences), `cosine` (0 to 1; missing where a row has no counted words), `shared_terms`, `words_a`, `words_b`
    (counted words), `idf_source`. Every pair is reckoned, but no more than `top` of them are held. Raises ValueError
    for all pairs of more than 5,000 rows. `idf`, `length`, `floor`: see `weights.weigh`.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "leger moskee", "ramadan"]}, index=["a", "b", "c"])
    >>> similarity(document_term_matrix(toy))[["article_a", "article_b", "cosine"]].round(3).values.tolist()
    [['a', 'b', 1.0], ['a', 'c', 0.0], ['b', 'c', 0.0]]
    """
    if top is None and len(dtm.rows) > MOST_ROWS:
        raise ValueError(
            f"All pairs of {len(dtm.rows)} rows are too many (at most {MOST_ROWS}); ask for the most alike with "
            "top=1000, or choose some articles first."
        )
    _check_number("top", top)
    weights = weigh(dtm, idf=idf, length=length, floor=floor)
    kept = _NO_PAIRS
    for first, cosines in _blocks(dtm, weights.matrix):
        later = np.arange(len(dtm.rows)) > first + np.arange(len(cosines))[:, None]
        a, b = np.nonzero(later)
        kept = [np.concatenate(both) for both in zip(kept, (first + a, b, cosines[later]), strict=True)]
        if top is not None:
            order = _most_alike_first(kept[2])[:top]
            kept = [part[order] for part in kept]
    return _pairs(dtm, weights.source, *(part[_most_alike_first(kept[2])] for part in kept))


def similarity_of(
    dtm: DocumentTermMatrix,
    pairs: pd.DataFrame,
    *,
    idf: str = "auto",
    length: int = BACKGROUND_LENGTH,
    floor: float = BACKGROUND_FLOOR,
) -> pd.DataFrame:
    """The cosine of the pairs that are asked for, in their order: the same pairs in other weights, say.

    Takes a frame with `article_a` and `article_b`, and gives the columns of `similarity`. Raises KeyError for a row
    that is not there.
    """
    a, b = (rows_of(dtm, pairs[f"article_{side}"]) for side in "ab")
    weights = weigh(dtm, idf=idf, length=length, floor=floor)
    products = np.asarray(weights.matrix[a].multiply(weights.matrix[b]).sum(axis=1)).ravel()
    empty = dtm.words.to_numpy() == 0
    return _pairs(dtm, weights.source, a, b, np.where(empty[a] | empty[b], np.nan, np.clip(products, 0, 1)))


def nearest(
    dtm: DocumentTermMatrix,
    *,
    top: int = 1,
    idf: str = "auto",
    length: int = BACKGROUND_LENGTH,
    floor: float = BACKGROUND_FLOOR,
) -> pd.DataFrame:
    """The `top` rows most like each row, the most alike pairs first.

    Columns as `similarity` gives them: `article_b` is the neighbour of `article_a`, so that a pair may stand here
    twice, once each way round. Of equally alike rows the earlier one comes first. A row that shares no term with any
    other has no neighbour and is left out. `idf`, `length`, `floor`: see `weights.weigh`.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "leger", "moskee leger stad"]}, index=["a", "b", "c"])
    >>> nearest(document_term_matrix(toy), idf="none")[["article_a", "article_b"]].values.tolist()
    [['a', 'c'], ['c', 'a'], ['b', 'a']]
    """
    _check_number("top", top)
    weights = weigh(dtm, idf=idf, length=length, floor=floor)
    found = [_NO_PAIRS]
    for first, cosines in _blocks(dtm, weights.matrix):
        rows = np.arange(len(cosines))
        left = np.nan_to_num(cosines.round(12))
        left[rows, first + rows] = 0
        for _ in range(min(top, len(dtm.rows) - 1)):
            best = left.argmax(axis=1)
            some = left[rows, best] > 0
            found.append([first + rows[some], best[some], cosines[rows, best][some]])
            left[rows, best] = 0
    a, b, cosine = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.lexsort((a, -cosine.round(12)))
    return _pairs(dtm, weights.source, a[order], b[order], cosine[order])


def cosine_spread(
    dtm: DocumentTermMatrix,
    *,
    bins: int = 20,
    idf: str = "auto",
    length: int = BACKGROUND_LENGTH,
    floor: float = BACKGROUND_FLOOR,
) -> pd.DataFrame:
    """How the cosines of all pairs of rows are spread, and those of each row with the one most like it.

    A row a bin, the highest first: `cosine_from`, `cosine_to` (not in it, but for 1), `pairs` (of which the cosine
    lies there), `articles` (of which the highest cosine with another lies there). What has no cosine (a row without
    counted words, or without another) stands in a last bin without bounds, so that `pairs` adds up to all pairs and
    `articles` to all rows.
    A thousand-millionth of a bin is forgiven at its edge. `idf`, `length`, `floor`: see `weights.weigh`.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "leger moskee", "ramadan"]}, index=["a", "b", "c"])
    >>> cosine_spread(document_term_matrix(toy), bins=2).values.tolist()
    [[0.5, 1.0, 1.0, 2.0], [0.0, 0.5, 2.0, 1.0]]
    """
    _check_number("bins", bins)
    pairs, articles = np.zeros(bins + 1, dtype=np.int64), np.zeros(bins + 1, dtype=np.int64)
    matrix = weigh(dtm, idf=idf, length=length, floor=floor).matrix
    for first, cosines in _blocks(dtm, matrix):
        rows = np.arange(len(cosines))
        pairs += _binned(cosines[np.arange(len(dtm.rows)) > first + rows[:, None]], bins)
        cosines[rows, first + rows] = np.nan
        articles += _binned(np.fmax.reduce(cosines, axis=1), bins)
    edges = np.arange(bins + 1) / bins
    spread = pd.DataFrame(
        {"cosine_from": [*edges[:-1], np.nan], "cosine_to": [*edges[1:], np.nan], "pairs": pairs, "articles": articles}
    )
    missing = spread.tail(1) if pairs[-1] or articles[-1] else spread.head(0)
    return pd.concat([spread.iloc[-2::-1], missing], ignore_index=True)


_NO_PAIRS = [np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)]


def _check_number(name: str, number: int | None) -> None:
    if number is not None and number < 1:
        raise ValueError(f"{name} must be 1 or more; received {number}.")


def _blocks(dtm: DocumentTermMatrix, matrix: Any) -> Iterator[tuple[int, np.ndarray]]:
    """A few rows at a time: the number of the first, and their cosines with all rows; missing where one is empty."""
    empty, others = dtm.words.to_numpy() == 0, matrix.T.tocsr()
    step = max(1, MOST_CELLS // max(1, len(dtm.rows)))
    for first in range(0, len(dtm.rows), step):
        cosines = np.clip((matrix[first : first + step] @ others).toarray(), 0, 1)
        cosines[empty[first : first + step]] = np.nan
        cosines[:, empty] = np.nan
        yield first, cosines


def _most_alike_first(cosines: np.ndarray) -> np.ndarray:
    """The order of these cosines, the missing ones last; what differs by rounding alone keeps its order."""
    return np.argsort(-cosines.round(12), kind="stable")


def _binned(cosines: np.ndarray, bins: int) -> np.ndarray:
    """How many cosines lie in each bin, and at the end how many are missing."""
    places = np.minimum(np.floor(cosines * bins + 1e-9), bins - 1)
    return np.bincount(np.where(np.isnan(places), bins, places).astype(np.int64), minlength=bins + 1)


def _pairs(dtm: DocumentTermMatrix, source: str, a: np.ndarray, b: np.ndarray, cosine: np.ndarray) -> pd.DataFrame:
    words, names = dtm.words.to_numpy(), dtm.rows.to_flat_index()
    return pd.DataFrame(
        {
            "article_a": names.take(a),
            "article_b": names.take(b),
            "cosine": cosine,
            "shared_terms": _shared_terms(dtm, a, b),
            "words_a": words[a],
            "words_b": words[b],
            "idf_source": pd.Series([source] * len(a), dtype="str"),
        }
    )


def _shared_terms(dtm: DocumentTermMatrix, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How many terms each pair shares: only the rows that a pair begins with are multiplied out, a few at a time."""
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
    dtm: DocumentTermMatrix,
    a: object,
    b: object,
    *,
    idf: str = "auto",
    length: int = BACKGROUND_LENGTH,
    floor: float = BACKGROUND_FLOOR,
) -> pd.DataFrame:
    """The exact parts of a cosine: what each shared term adds to it, the largest first.

    Columns `term`, `count_a`, `count_b`, `weight_a`, `weight_b` (each row's weights have length one), `contribution`
    (their product), `share` (of the cosine). The contributions sum to the cosine. Empty where nothing is shared; raises
    KeyError for a row that is not there.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "moskee ramadan"]}, index=["a", "b"])
    >>> explain_similarity(document_term_matrix(toy), "a", "b", idf="none").round(3).values.tolist()
    [['moskee', 1, 1, 0.707, 0.707, 0.5, 1.0]]
    """
    row_a, row_b = row_of(dtm, a), row_of(dtm, b)
    matrix = weigh(dtm, idf=idf, length=length, floor=floor).matrix
    weight_a, weight_b = (matrix[[row], :].toarray().ravel() for row in (row_a, row_b))
    count_a, count_b = (dtm.counts[[row], :].toarray().ravel().astype("int64") for row in (row_a, row_b))
    shared = np.flatnonzero((count_a > 0) & (count_b > 0))
    contribution = (weight_a * weight_b)[shared]
    parts = pd.DataFrame(
        {
            "term": dtm.terms.take(shared),
            "count_a": count_a[shared],
            "count_b": count_b[shared],
            "weight_a": weight_a[shared],
            "weight_b": weight_b[shared],
            "contribution": contribution,
            "share": contribution / contribution.sum(),
        }
    )
    order = parts["contribution"].round(12).sort_values(ascending=False, kind="stable").index
    return parts.loc[order].reset_index(drop=True)


def explain_pairs(
    dtm: DocumentTermMatrix,
    pairs: pd.DataFrame,
    *,
    idf: str = "auto",
    length: int = BACKGROUND_LENGTH,
    floor: float = BACKGROUND_FLOOR,
) -> pd.DataFrame:
    """The parts of the cosine of each pair: `explain_similarity` with `article_a` and `article_b` in front.

    Takes some rows of the frame of `similarity`; no rows give an empty frame with the same columns.
    """
    settings: dict[str, Any] = {"idf": idf, "length": length, "floor": floor}
    names = list(zip(pairs["article_a"], pairs["article_b"], strict=True))
    explained = [_named(explain_similarity(dtm, a, b, **settings), a, b) for a, b in names]
    columns = ["article_a", "article_b", *CONTRIBUTION_COLUMNS]
    return pd.concat(explained, ignore_index=True)[columns] if explained else pd.DataFrame(columns=columns)


def _named(parts: pd.DataFrame, a: Any, b: Any) -> pd.DataFrame:
    """The parts with the names of the two rows, which are tuples where rows are sentences."""
    return parts.assign(article_a=[a] * len(parts), article_b=[b] * len(parts))


def most_alike(pairs: pd.DataFrame, *, articles: int = 12) -> pd.DataFrame:
    """All pairs among the articles of the most alike pairs, up to a number of articles: what a heatmap can show.

    Takes and gives the frame of `similarity`, its order kept.
    """
    named = pd.unique(pairs[["article_a", "article_b"]].to_numpy().ravel())[:articles]
    return pairs[pairs["article_a"].isin(named) & pairs["article_b"].isin(named)]
