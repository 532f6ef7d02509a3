"""Places in texts as a browser counts them: in UTF-16, where a character beyond the basic plane is two."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from leesbril.tokenisation.tokens import Tokens

_BEYOND = r"[\x{10000}-\x{10FFFF}]"


class Utf16:
    """Turns places in texts, in characters, into places in UTF-16."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._beyond: dict[int, np.ndarray] = {}
        for row, text in enumerate(texts):
            if not text.isascii() and max(text, default="") > "\uffff":
                self._beyond[row] = np.array([place for place, character in enumerate(text) if character > "\uffff"])

    def places(self, rows: np.ndarray, places: np.ndarray) -> np.ndarray:
        """The places in UTF-16 of some places, each in the text of its row; rows in any order.

        >>> Utf16(["a", "🕌b"]).places(np.array([0, 1, 1]), np.array([1, 0, 1])).tolist()
        [1, 0, 2]
        """
        found = np.array(places, np.int64)
        for row, beyond in self._beyond.items():
            of_row = np.flatnonzero(rows == row)
            found[of_row] += np.searchsorted(beyond, found[of_row])
        return found


def in_utf16(words: Any) -> np.ndarray:
    """The length of each word (polars) in UTF-16."""
    lengths: np.ndarray = (words.str.len_chars() + words.str.count_matches(_BEYOND)).to_numpy().astype(np.int32)
    return lengths


def rows_of_words(tokens: Tokens) -> np.ndarray:
    """The number of the article of each word."""
    return np.repeat(np.arange(len(tokens)), np.diff(tokens.first))
