"""The words around occurrences: where they begin and end, how they are written, and lines sorted by them."""

from typing import Any

import numpy as np
import pandas as pd

from leesbril.queries.matching import Hits
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

SORTED_BY = 3
"""Words on one side by which lines are sorted, the nearest first."""
# What str.split takes for white space: the control characters are beyond Rust's \s.
_ODD_SPACES = r"[\s\x1c-\x1f]{2,}|[^\S ]|[\x1c-\x1f]"


def context_starts(tokens: Tokens, view: View, found: Hits, width: int) -> np.ndarray:
    """The start of the token `width` tokens before each occurrence, or of the first token of its article."""
    begins = tokens.first[tokens.rows_of(found.first)]
    word = np.maximum(found.first - width, begins)
    reading = view.first[tokens.codes[word]]
    far = _with_several(tokens, view, word, found.first)
    word[far], reading[far] = _steps_back(tokens, view, found.at(far), begins[far], width)
    start: np.ndarray = tokens.starts[word].astype(np.int64) + view.offsets[reading]
    return start


def context_ends(tokens: Tokens, view: View, found: Hits, width: int) -> np.ndarray:
    """The end of the token `width` tokens after each occurrence, or of the last token of its article."""
    ends = tokens.first[tokens.rows_of(found.last) + 1] - 1
    word = np.minimum(found.last + width, ends)
    reading = view.first[tokens.codes[word] + 1] - 1
    far = _with_several(tokens, view, found.last, word)
    word[far], reading[far] = _steps_on(tokens, view, found.at(far), ends[far], width)
    end: np.ndarray = tokens.starts[word].astype(np.int64) + view.offsets[reading] + view.lengths[reading]
    return end


def _with_several(tokens: Tokens, view: View, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Which runs of words, from `first` to `last`, have one of several tokens (l'armée)."""
    types = np.flatnonzero(view.sizes > 1)
    if tokens.type_counts[types].sum() <= (last - first + 1).sum():
        words = tokens.words_of(types)
        return np.flatnonzero(np.searchsorted(words, first) < np.searchsorted(words, last, side="right"))
    found = np.zeros(len(first), bool)
    for distance in range(int((last - first).max(initial=-1)) + 1):
        found |= view.sizes[tokens.codes[np.minimum(first + distance, last)]] > 1
    return np.flatnonzero(found)


def _steps_back(
    tokens: Tokens, view: View, found: Hits, begins: np.ndarray, width: int
) -> tuple[np.ndarray, np.ndarray]:
    """The word and reading `width` tokens before each occurrence, word by word."""
    left, word = width - (found.first_reading - view.first[tokens.codes[found.first]]), found.first.copy()
    while (goes_on := (left > 0) & (word > begins)).any():
        word -= goes_on
        left -= np.where(goes_on, view.sizes[tokens.codes[word]], 0)
    return word, view.first[tokens.codes[word]] + np.where(left < 0, -left, 0)


def _steps_on(tokens: Tokens, view: View, found: Hits, ends: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray]:
    """The word and reading `width` tokens after each occurrence, word by word."""
    left, word = width - (view.first[tokens.codes[found.last] + 1] - 1 - found.last_reading), found.last.copy()
    while (goes_on := (left > 0) & (word < ends)).any():
        word += goes_on
        left -= np.where(goes_on, view.sizes[tokens.codes[word]], 0)
    return word, view.first[tokens.codes[word] + 1] - 1 - np.where(left < 0, -left, 0)


def cut(texts: pd.Series, rows: np.ndarray, *edges: np.ndarray) -> list[Any]:
    r"""The pieces of some texts between edges that follow each other, with single spaces, as string arrays.

    Piece i of line k is `texts[rows[k]][edges[i][k] : edges[i + 1][k]]`.

    >>> [list(piece) for piece in cut(pd.Series(["De stad\n valt."]), np.array([0]), *np.array([[0], [3], [14]]))]
    [['De'], ['stad valt.']]
    """
    import polars as pl
    import pyarrow as pa

    needed, which = np.unique(rows, return_inverse=True)
    written = pl.Series(pl.from_arrow(pa.array(texts.iloc[needed], pa.large_string())), dtype=pl.String)
    columns = {str(number): edge - edges[0] for number, edge in enumerate(edges)}
    start = pl.Series(edges[0])
    lines = pl.DataFrame({"text": written.gather(which), "start": start, **columns})
    piece = pl.col("text").str.slice(pl.col("start"), pl.col(str(len(edges) - 1)))
    whole = lines.with_columns(text=piece)
    pieces = whole.select(
        pl.col("text")
        .str.slice(pl.col(str(number)), pl.col(str(number + 1)) - pl.col(str(number)))
        .str.replace_all(_ODD_SPACES, " ")
        .str.strip_chars(" ")
        .alias(str(number))
        for number in range(len(edges) - 1)
    )
    return [pd.array(column.to_arrow(), dtype="str") for column in pieces]


def in_order_of_words(tokens: Tokens, view: View, found: Hits, side: str) -> np.ndarray:
    """The order of the lines by the words on the left or right of each, the nearest first, then in text order."""
    step = -1 if side == "left" else 1
    word, reading = (found.first, found.first_reading) if side == "left" else (found.last, found.last_reading)
    row, keys = tokens.rows_of(word), []
    begins, ends = tokens.first[row], tokens.first[row + 1]
    there = np.ones(len(word), bool)
    for _ in range(SORTED_BY):
        code = tokens.codes[word]
        edge = view.first[code] if step < 0 else view.first[code + 1] - 1
        leaves = reading == edge
        there &= ~leaves | ((word + step >= begins) & (word + step < ends))
        word = np.where(there & leaves, word + step, word)
        code = tokens.codes[word]
        entered = view.first[code + 1] - 1 if step < 0 else view.first[code]
        reading = np.where(leaves, entered, reading + step)
        keys.append(np.where(there, view.ranks[view.term[reading]], -1))
    order: np.ndarray = np.lexsort(keys[::-1])
    return order
