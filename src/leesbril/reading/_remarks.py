"""Remarks on the files and rows of a source, as a frame: one row per remark, with its place, kind and reason."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.reading._notes import Remark


class Place(NamedTuple):
    """The position of a row: the numbers of its file, chunk and row, and the same in words, unique in a source."""

    file: int
    chunk: int
    row: int
    source: str


PLACE = list(Place._fields)
BETWEEN = "; "
"""What stands between two kinds or reasons of one place."""

_KINDS = {"file": "int64", "chunk": "int64", "row": "int64", "source": "str", "kind": "str", "reason": "str"}


class Gathered(NamedTuple):
    """The rows of a source, each with its place, and remarks on places."""

    rows: pd.DataFrame
    remarks: pd.DataFrame


def remarks_at(said: Iterable[tuple[Place, Remark]]) -> pd.DataFrame:
    """Remarks that were made one by one, as a frame."""
    rows = [(*place, *remark) for place, remark in said]
    return pd.DataFrame(rows, columns=list(_KINDS)).astype(_KINDS) if rows else _none().copy()


@cache
def _none() -> pd.DataFrame:
    """No remarks, as most parts of a source give: made once, because types cost more than such a small source."""
    return pd.DataFrame(columns=list(_KINDS)).astype(_KINDS)


def remarks_on(rows: pd.DataFrame, which: Any, kind: str | pd.Series, reason: str | pd.Series) -> pd.DataFrame:
    """A remark on each of the rows for which `which` is true; kind and reason are the same for all, or one for each."""
    if not np.any(which):
        return _none().copy()
    # Without the texts, because selecting rows would copy them.
    remarks: pd.DataFrame = rows[PLACE][which].reset_index(drop=True)
    said = {"kind": kind, "reason": reason}
    said = {name: one if isinstance(one, str) else one.array for name, one in said.items()}
    return remarks.assign(**said).astype(_KINDS)


def together(remarks: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Several frames of remarks as one, in their order."""
    frames = [frame for frame in remarks if len(frame)]
    return pd.concat(frames, ignore_index=True) if frames else _none().copy()


def of_each(values: pd.Series, said: Callable[[Any], str]) -> pd.Series:
    """What is said of each value; each distinct one is asked once.

    >>> of_each(pd.Series([2, 1, 2]), lambda number: f"holds {number}").tolist()
    ['holds 2', 'holds 1', 'holds 2']
    """
    codes, distinct = pd.factorize(values)
    answers = pd.Series([said(value) for value in distinct], dtype="str")
    return answers.take(codes).set_axis(values.index)


def by_place(remarks: pd.DataFrame) -> Any:
    """One row per place (a frame of polars): `problems`, its kinds, each once, and `reason`, its reasons.

    >>> place = Place(0, 0, 2, "a.csv, row 2")
    >>> found = by_place(remarks_at([(place, Remark("undated", "no date")), (place, Remark("undated", "no year"))]))
    >>> found["problems"].to_list(), found["reason"].to_list()
    (['undated'], ['no date; no year'])
    """
    import polars as pl

    lists = pl.from_pandas(remarks).group_by(PLACE, maintain_order=True).agg(pl.col("kind").alias("problems"), "reason")
    kinds = pl.col("problems").list.unique(maintain_order=True)
    return lists.with_columns(kinds.list.join(BETWEEN), pl.col("reason").list.join(BETWEEN))
