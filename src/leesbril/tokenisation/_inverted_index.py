"""The inverted index of tokens: for each word type the positions where it occurs."""

from typing import NamedTuple

import numpy as np

from leesbril.engine.worth import worth_compiling

COMPILED_FROM = 20_000_000
"""Words; fewer are sorted in two seconds without compiled code."""
_AT_ONCE = 20_000_000
"""Words sorted at a time: bounds the memory, changes no result."""
MOST_LISTED = 0.1
"""The share of all words from which looking at each is faster than sorting those that an index lists."""


class Postings(NamedTuple):
    """Type `c` occurs at the words `words[first[c]:first[c + 1]]`, in text order."""

    first: np.ndarray
    words: np.ndarray

    def words_of(self, types: np.ndarray) -> np.ndarray:
        """The words of some types, in text order."""
        starts, sizes = self.first[types], self.counts_of(types)
        places = np.arange(sizes.sum()) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        found = self.words[places].astype(np.int64)
        return found if len(types) < 2 else np.sort(found)

    def is_short(self, types: np.ndarray) -> bool:
        """Whether looking words up is faster than looking at each."""
        return bool(self.counts_of(types).sum() < len(self.words) * MOST_LISTED)

    @property
    def counts(self) -> np.ndarray:
        """The number of words of each type."""
        return np.diff(self.first)

    def counts_of(self, types: np.ndarray) -> np.ndarray:
        """The number of words of each of some types."""
        counts: np.ndarray = self.first[types + 1] - self.first[types]
        return counts


def fill(codes: np.ndarray, counts: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Fill `words` with the positions of each type, type by type; returns where those of each type begin.

    `codes` are the types of all words, `counts` the number of words of each type.

    >>> words = np.zeros(4, np.int32)
    >>> fill(np.array([1, 0, 1, 1]), np.array([1, 3]), words).tolist(), words.tolist()
    ([0, 1, 4], [1, 0, 2, 3])
    """
    first = np.append(0, np.cumsum(counts, dtype=np.int64))
    free = first[:-1].copy()
    if worth_compiling(len(codes), COMPILED_FROM):
        from leesbril.engine.offsets import by_type

        for begin in range(0, len(codes), _AT_ONCE):
            by_type(codes[begin : begin + _AT_ONCE], free, begin, words)
        return first
    for begin in range(0, len(codes), _AT_ONCE):
        part = np.asarray(codes[begin : begin + _AT_ONCE])
        order = np.argsort(part, kind="stable")
        sizes = np.bincount(part, minlength=len(counts))
        # The positions of each type follow those already written.
        words[np.repeat(free - (np.cumsum(sizes) - sizes), sizes) + np.arange(len(part))] = order + begin
        free += sizes
    return first
