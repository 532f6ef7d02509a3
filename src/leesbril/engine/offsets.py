"""What the raw words of many texts are read as, and where each reading starts: compiled."""

import numba
import numpy as np

_compiled = numba.njit(nogil=True, cache=True)


@_compiled
def spread(
    raw: np.ndarray,
    raw_starts: np.ndarray,
    reading_first: np.ndarray,
    offsets: np.ndarray,
    codes_of: np.ndarray,
    read: np.ndarray,
    codes: np.ndarray,
    starts: np.ndarray,
) -> None:
    """Fill in the words that raw words are read as: raw word `r` has the readings from `reading_first[r]` on."""
    word = 0
    for number in range(len(raw)):
        for reading in range(reading_first[raw[number]], reading_first[raw[number] + 1]):
            read[word], codes[word] = reading, codes_of[reading]
            starts[word] = raw_starts[number] + offsets[reading]
            word += 1
