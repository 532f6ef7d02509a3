"""Weights → how alike articles are, and why."""

from typing import Any

import numpy as np
import pandas as pd

from leesbril.counts import DocumentTermMatrix
from leesbril.weights import BACKGROUND_FLOOR, BACKGROUND_LENGTH, row_of, weigh

CONTRIBUTION_COLUMNS = ["term", "count_a", "count_b", "weight_a", "weight_b", "contribution", "share"]
MOST_ROWS = 5_000
"""All pairs of more rows than this are too many to hold and to read: 12 million at 5,000."""


def similarity(
    dtm: DocumentTermMatrix, *, idf: str = "auto", length: int = BACKGROUND_LENGTH, floor: float = BACKGROUND_FLOOR
) -> pd.DataFrame:
    """The cosine of every pair of rows, the most alike first.

    Columns `article_a`, `article_b` (each pair once, in the order of the rows; tuples where rows are paragraphs or
    sentences), `cosine` (0 to 1; missing where a row has no counted words), `shared_terms`, `words_a`, `words_b`
    (counted words), `idf_source`. Raises ValueError for more than 5,000 rows. `idf`, `length`, `floor`: see
    `weights.weigh`.

    >>> from leesbril.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "leger moskee", "ramadan"]}, index=["a", "b", "c"])
    >>> similarity(document_term_matrix(toy))[["article_a", "article_b", "cosine"]].round(3).values.tolist()
    [['a', 'b', 1.0], ['a', 'c', 0.0], ['b', 'c', 0.0]]
    """
    if len(dtm.rows) > MOST_ROWS:
        raise ValueError(
            f"All pairs of {len(dtm.rows)} rows are too many (at most {MOST_ROWS}); choose some articles first."
        )
    weights = weigh(dtm, idf=idf, length=length, floor=floor)
    a, b = np.triu_indices(len(dtm.rows), k=1)
    words = dtm.words.to_numpy()
    cosine = np.clip((weights.matrix @ weights.matrix.T).toarray()[a, b], 0, 1)
    present = (dtm.counts > 0).astype(np.int64)
    names = dtm.rows.to_flat_index()
    pairs = pd.DataFrame(
        {
            "article_a": names.take(a),
            "article_b": names.take(b),
            "cosine": np.where((words[a] > 0) & (words[b] > 0), cosine, np.nan),
            "shared_terms": (present @ present.T).toarray()[a, b],
            "words_a": words[a],
            "words_b": words[b],
            "idf_source": pd.Series([weights.source] * len(a), dtype="str"),
        }
    )
    order = pairs["cosine"].round(12).sort_values(ascending=False, kind="stable").index
    return pairs.loc[order].reset_index(drop=True)


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

    >>> from leesbril.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "moskee ramadan"]}, index=["a", "b"])
    >>> explain_similarity(document_term_matrix(toy), "a", "b", idf="none").round(3).values.tolist()
    [['moskee', 1, 1, 0.707, 0.707, 0.5, 1.0]]
    """
    row_a, row_b = row_of(dtm, a), row_of(dtm, b)
    matrix = weigh(dtm, idf=idf, length=length, floor=floor).matrix
    weight_a, weight_b = (matrix[[row], :].toarray().ravel() for row in (row_a, row_b))
    count_a, count_b = (dtm.counts[[row], :].toarray().ravel() for row in (row_a, row_b))
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
