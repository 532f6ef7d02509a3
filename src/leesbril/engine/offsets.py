"""Where words stand in their texts, and what they are read as: compiled, for many texts."""

import numba
import numpy as np

_compiled = numba.njit(nogil=True, cache=True)


@_compiled
def place(
    text: np.ndarray,
    text_starts: np.ndarray,
    word: np.ndarray,
    word_starts: np.ndarray,
    codes: np.ndarray,
    first: np.ndarray,
) -> np.ndarray:
    """Where each word first occurs behind the one before it, in characters; texts and words come as UTF-8.

    Text number `row` has the words `first[row]:first[row + 1]`, and a line break in front that counts as place -1.
    """
    places = np.empty(len(codes), np.int32)
    for row in range(len(first) - 1):
        at, character = text_starts[row], -1
        for number in range(first[row], first[row + 1]):
            start, size = word_starts[codes[number]], word_starts[codes[number] + 1] - word_starts[codes[number]]
            while True:
                same = 0
                while same < size and text[at + same] == word[start + same]:
                    same += 1
                if same == size:
                    break
                character += (text[at] & 0xC0) != 0x80  # every byte but those that continue a character
                at += 1
            places[number] = character
            for byte in range(at, at + size):
                character += (text[byte] & 0xC0) != 0x80
            at += size
    return places


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
