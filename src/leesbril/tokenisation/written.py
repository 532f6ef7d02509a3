"""The form in which articles mostly write each term: al-Baghdadi, not al-baghdadi."""

from typing import Any

import numpy as np

HEAD_OR_CAPITALS = "^[\n\r]"
"""The marks of a word at the start of a sentence or in a line in capitals: its case says little."""


def usual_forms(terms: np.ndarray, forms: Any, inside: Any, counts: np.ndarray) -> Any:
    """The most frequent form of each term that occurs, and its count: a polars frame in the order of the terms.

    For each form in which a word is written: the number of its term, whether it is inside a sentence, and its count. A
    form at the start of a sentence or in a line in capitals is used only if there is no other; equally frequent ones in
    alphabetical order. Columns `term` (its number), `shown`, `row` (a row with that form), `count` (over all forms).

    >>> import polars as pl
    >>> forms = pl.Series(["Een", "een", "één"])
    >>> usual_forms(np.array([0, 0, 0]), forms, pl.Series([False, True, True]), np.array([9, 2, 1])).rows()
    [(0, 'een', 1, 12)]
    """
    import polars as pl

    columns = {"term": terms, "shown": forms, "inside": inside, "count": counts, "row": np.arange(len(terms))}
    occurring = pl.DataFrame(columns).filter(pl.col("count") > 0)
    number = occurring["term"].to_numpy()
    alone = np.bincount(number)[number] == 1  # most terms are written in one way, which needs no choice
    each = occurring.filter(~alone).group_by("term", "inside", "shown").agg(pl.col("count").sum(), pl.col("row").min())
    best = each.sort("term", "inside", "count", "shown", descending=[False, True, True, False])
    chosen = best.group_by("term", maintain_order=True).agg(pl.col("shown", "row").first(), pl.col("count").sum())
    return pl.concat([occurring.filter(alone).select(chosen.columns), chosen]).sort("term")
