"""The word types: distinct words as written, with their marks, numbered in order of first occurrence."""

from dataclasses import dataclass
from typing import Any

import numpy as np

_MARKS = "\n\r"


@dataclass(frozen=True)
class Types:
    """The distinct words of the articles, each with its mark (see `text.words`), and the count of each."""

    words: Any
    counts: np.ndarray

    def __len__(self) -> int:
        return len(self.counts)


class WordTypes:
    """Numbers marked words (see `text.words`) in order of first occurrence, and counts them.

    >>> import polars as pl
    >>> types = WordTypes()
    >>> types.numbered(pl.Series(["de", "stad"])).tolist(), types.numbered(pl.Series(["valt", "stad"])).tolist()
    ([0, 1], [2, 1])
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._lengths = np.zeros(0, np.int32)
        self._counts = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self._numbers)

    def numbered(self, words: Any) -> np.ndarray:
        """The number of each of some words (a polars series)."""
        import polars as pl

        coded = words.to_arrow().dictionary_encode()
        distinct = coded.dictionary.to_pylist()
        numbers, known = self._numbers, len(self._numbers)
        given = np.fromiter((numbers.setdefault(word, len(numbers)) for word in distinct), np.int32, len(distinct))
        new = pl.Series(distinct, dtype=pl.String).gather(np.flatnonzero(given >= known))
        self._lengths = np.append(self._lengths, new.str.strip_chars_start(_MARKS).str.len_chars().cast(pl.Int32))
        self._counts = np.append(self._counts, np.zeros(len(new), np.int64))
        numbered: np.ndarray = given[coded.indices.to_numpy()]
        return numbered

    def count(self, numbers: np.ndarray) -> None:
        """Count occurrences of words, given by their numbers."""
        self._counts += np.bincount(numbers, minlength=len(self._counts))

    @property
    def lengths(self) -> np.ndarray:
        """The number of characters of each word, without its mark."""
        return self._lengths

    @property
    def counts(self) -> np.ndarray:
        """The count of each word."""
        return self._counts

    def words(self) -> Any:
        """All words in the order of their numbers (a polars series)."""
        import polars as pl

        return pl.Series(list(self._numbers), dtype=pl.String)
