"""Stories → what makes an article similar to its nearest, and which terms weigh most in a story."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from leesbril.counting.weights import Weights
from leesbril.events._links import pair_numbers
from leesbril.events._material import Material
from leesbril.events._members import SHARED_PASSAGES
from leesbril.passages.shared import rows_of

TERMS = 4
"""Terms that are named: with more, the last ones are chance."""
MOST_CHARACTERS = 60
DECIMALS = 12


def leading_terms(weights: Weights, found: pd.DataFrame) -> pd.Series:
    """For each member the terms that weigh most in its story, among those that half of its articles have or more."""
    from scipy.sparse import csr_array

    story, first = np.unique(found["story"], return_inverse=True)
    rows = found["row"].to_numpy()
    ones = csr_array((np.ones(len(rows)), (first, np.arange(len(rows)))), shape=(len(story), len(rows)))
    own = weights.matrix[rows]
    total, having = csr_array(ones @ own), csr_array(ones @ (own > 0).astype(np.float64))
    frequent = having.multiply(1 / np.maximum(np.bincount(first, minlength=len(story)), 1)[:, None]) >= 0.5
    return _named(weights, csr_array(total.multiply(frequent)))[first].reset_index(drop=True)


def what_is_shared(known: Material, found: pd.DataFrame) -> pd.Series:
    """The terms with the largest parts of the cosine of each member and its nearest, or the words of a passage."""
    matrix = known.weights.matrix
    parts = matrix[found["row"].to_numpy()].multiply(matrix[found["nearest"].to_numpy()]).tocsr()
    told = _named(known.weights, parts)
    by_passage = (found["reason"] == SHARED_PASSAGES).to_numpy()
    told[by_passage] = _quoted(known, found[by_passage])
    return told


def _named(weights: Weights, values: Any) -> pd.Series:
    """The terms of each row with the highest values, as they are mostly written; of equals the first."""
    dtm = weights.counts
    values.sort_indices()
    row = np.repeat(np.arange(values.shape[0]), np.diff(values.indptr))
    leads = np.flatnonzero(dtm.leads[values.indices] & (values.data > 0))
    row, column, value = row[leads], values.indices[leads], values.data[leads].round(DECIMALS)
    shown = dtm.shown.to_numpy(object)
    told: list[list[str]] = [[] for _ in range(values.shape[0])]
    for place in _highest(row, value):
        for number, term in zip(row[place].tolist(), shown[column[place]], strict=True):
            told[number].append(term)
    return pd.Series([", ".join(terms) for terms in told], dtype="str")


def _highest(row: np.ndarray, value: np.ndarray) -> Iterator[np.ndarray]:
    """The place of the highest value of each row, then that of the next one, and so on; of equals the first one.

    >>> [place.tolist() for place in _highest(np.array([0, 0, 3, 3]), np.array([0.1, 0.2, 0.3, 0.3]))][:2]
    [[1, 2], [0, 3]]
    """
    left = value.copy()
    heads = np.flatnonzero(np.diff(row, prepend=-1))
    sizes = np.diff(np.append(heads, len(row)))
    for _ in range(TERMS if len(row) else 0):
        highest = np.maximum.reduceat(left, heads)
        places = np.flatnonzero((left == np.repeat(highest, sizes)) & (left > 0))
        places = places[np.flatnonzero(np.diff(row[places], prepend=-1))]
        left[places] = 0
        yield places


def _quoted(known: Material, found: pd.DataFrame) -> list[str]:
    """The first words of the rarest passage of each member and its nearest, between quotation marks."""
    if "text" not in known.tokens.articles:
        return [""] * len(found)
    names = known.tokens.names
    a, b = (rows_of(names, known.passages[f"article_{side}"]) for side in "ab")
    asked = pair_numbers(found["row"].to_numpy(), found["nearest"].to_numpy(), len(names))
    kept = np.flatnonzero(np.isin(pair_numbers(a, b, len(names)), asked) & ~known.passages["widespread"].to_numpy(bool))
    passages, a, b = known.passages.iloc[kept], a[kept], b[kept]
    sides = [
        pd.DataFrame({"row": one, "nearest": other, "bits": passages["bits"], "start": start, "end": end})
        for one, other, start, end in (
            (a, b, passages["start_a"], passages["end_a"]),
            (b, a, passages["start_b"], passages["end_b"]),
        )
    ]
    both = pd.concat(sides).sort_values(["bits", "start"], ascending=[False, True], kind="stable")
    rarest = found[["row", "nearest"]].merge(both.drop_duplicates(["row", "nearest"]), how="left")
    texts = known.tokens.texts.iloc[rarest["row"]]
    places = zip(texts, rarest["start"], rarest["end"], strict=True)
    return [f"“{_cut(text[int(start) : int(end)])}”" if start == start else "" for text, start, end in places]


def _cut(text: str) -> str:
    """The first words, on one line."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= MOST_CHARACTERS else line[:MOST_CHARACTERS].rsplit(" ", 1)[0] + " …"
