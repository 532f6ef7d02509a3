"""Tokens and their passages → the families of passages that a board lists: where one text stands."""

from typing import Any

import numpy as np
import pandas as pd

from leesbril.board._offsets import Utf16
from leesbril.board._words import Part
from leesbril.passages.families import passage_families
from leesbril.tokenisation.tokens import Tokens

MOST = 300
"""Families that a board has, those in most articles first: more than anyone reads through."""


def families_on_board(tokens: Tokens, passages: pd.DataFrame, utf16: Utf16, *, texts: bool = True) -> Part:
    """The families that are not widespread: the first appearance of each, and the article and place of all.

    In the header's `families` how many there are, also those that are left out. Without texts there are none.
    """
    found = passage_families(passages[~passages["widespread"].to_numpy(bool)]) if texts else None
    told: dict[str, Any] = {"families": {"all": 0 if found is None else int(found["family"].nunique())}}
    if found is None or found.empty:
        empty = {name: np.zeros(0, np.uint32) for name in ("row", "start", "end")}
        return told, {
            f"families.{name}": column for name, column in ({"first": np.zeros(1, np.uint32)} | empty).items()
        }
    some = found[found["family"] <= MOST]
    rows = tokens.names.get_indexer(pd.Index(some["article"]))
    arrays = {edge: utf16.places(rows, some[edge].to_numpy(np.int64)).astype(np.uint32) for edge in ("start", "end")}
    edges = np.searchsorted(some["family"], np.arange(1, some["family"].max() + 2))
    arrays |= {"row": rows.astype(np.uint32), "first": edges.astype(np.uint32)}
    return told, {f"families.{name}": column for name, column in arrays.items()}
