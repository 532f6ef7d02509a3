"""Tokens → the stories that a board lists: which articles report one event, and why."""

import numpy as np
import pandas as pd

from leesbril.board._words import Part
from leesbril.events.stories import stories
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording import visible

_NONE = -1


def stories_on_board(tokens: Tokens, passages: pd.DataFrame, labels: list[str], *, texts: bool = True) -> Part:
    """The story of each article, its nearest there, and in the header's `stories` what stories are called, and why.

    A story is called as its central article is on the board. Without texts, nothing is said of the words that two
    articles share.
    """
    found = stories(tokens, passages=passages)
    rows = tokens.names.get_indexer(pd.Index(found["article"]))
    central = rows[found["central"].to_numpy(bool)]  # one of each story, in their order
    why, written = pd.factorize(found["why"] if texts else pd.Series("", found.index))
    reason, reasons = pd.factorize(found["reason"])
    arrays = {
        "of": (found["story"] - 1, np.int32, _NONE),
        "nearest": (tokens.names.get_indexer(pd.Index(found["nearest"])), np.int32, _NONE),
        "similarity": (found["similarity"], np.float64, 0),
        "reason": (reason, np.int32, _NONE),
        "why": (why, np.int32, _NONE),
        "central": (found["central"], np.uint8, 0),
        "first": (found["may_be_first"], np.uint8, 0),
    }
    header = {"labels": [labels[row] for row in central], "reasons": reasons.tolist()}
    header["texts"] = [visible(text) for text in written]
    return {"stories": header}, {
        f"stories.{name}": _of_articles(len(tokens), rows, *values) for name, values in arrays.items()
    }


def _of_articles(count: int, rows: np.ndarray, values: object, kind: type, missing: int) -> np.ndarray:
    """A column of members as one of all articles."""
    column: np.ndarray = np.full(count, missing, kind)
    column[rows] = np.asarray(values)
    return column
