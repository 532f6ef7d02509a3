"""Positions of pieces and words in their texts, compiled, for many texts.

Compiled on the first call and cached on disk, so it is only imported when needed.
"""

import numpy as np

from leesbril.engine.kernels import helper, kernel, read_only


def expand(
    codes: np.ndarray,
    starts: np.ndarray,
    part_first: np.ndarray,
    part_offsets: np.ndarray,
    parts: np.ndarray,
    places: np.ndarray,
) -> None:
    """Fill in the parts of a sequence of items and their positions: the words of pieces, or the readings of words.

    Item `c` has the parts `part_first[c]:part_first[c + 1]`, at `part_offsets` characters from its start.
    """
    _expand(
        read_only(codes, np.int32),
        read_only(starts, np.int32),
        read_only(part_first, np.int64),
        read_only(part_offsets, np.int32),
        parts,
        places,
    )


@kernel
def _expand(
    codes: np.ndarray,
    starts: np.ndarray,
    part_first: np.ndarray,
    part_offsets: np.ndarray,
    parts: np.ndarray,
    places: np.ndarray,
) -> None:
    filled = 0
    for k in range(codes.size):
        for part in range(part_first[codes[k]], part_first[codes[k] + 1]):
            parts[filled], places[filled] = part, starts[k] + part_offsets[part]
            filled += 1


def spaced(
    data: np.ndarray, offsets: np.ndarray, first: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """Whether only white space separates each word from the next one of its text (1 or 0).

    Text i is `data[offsets[i]:offsets[i + 1]]` (UTF-8); it has the words `first[i]:first[i + 1]`, from `starts` up to
    `ends`, in characters.
    """
    found = np.zeros(len(starts), np.uint8)
    _spaced(*map(read_only, (data, offsets, first, starts, ends)), found)
    return found


@kernel
def _spaced(
    data: np.ndarray, offsets: np.ndarray, first: np.ndarray, starts: np.ndarray, ends: np.ndarray, found: np.ndarray
) -> None:
    for text in range(first.size - 1):
        at, character = offsets[text], 0
        for word in range(first[text], first[text + 1] - 1):
            while character < ends[word]:
                at += _width(data[at])
                character += 1
            white = character < starts[word + 1]
            while character < starts[word + 1]:
                white = white and _is_white(data, at)
                at += _width(data[at])
                character += 1
            found[word] = white


@helper
def _width(byte: int) -> int:
    """The number of bytes of the character that begins with this byte (UTF-8)."""
    if byte < 0xC0:
        return 1
    return 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4


@helper
def _is_white(data: np.ndarray, at: int) -> bool:
    """Whether `str.isspace` is true for the character that begins here."""
    byte = data[at]
    if byte < 0x80:
        return bool(byte == 0x20 or 0x09 <= byte <= 0x0D or 0x1C <= byte <= 0x1F)
    if byte == 0xC2:  # next line, no-break space
        return bool(data[at + 1] == 0x85 or data[at + 1] == 0xA0)
    if byte == 0xE1:  # Ogham space
        return bool(data[at + 1] == 0x9A and data[at + 2] == 0x80)
    if byte == 0xE2 and data[at + 1] == 0x80:  # spaces of every width, line and paragraph separators
        last = data[at + 2]
        return bool(0x80 <= last <= 0x8A or last == 0xA8 or last == 0xA9 or last == 0xAF)
    if byte == 0xE2:  # mathematical space
        return bool(data[at + 1] == 0x81 and data[at + 2] == 0x9F)
    return bool(byte == 0xE3 and data[at + 1] == 0x80 and data[at + 2] == 0x80)  # ideographic space


def by_type(codes: np.ndarray, free: np.ndarray, begin: int, words: np.ndarray) -> None:
    """Write the number of each word, counted from `begin`, to the next free place of its type, and move that on.

    `free` holds for each type the next place in `words`; both are changed.
    """
    _by_type(read_only(codes, np.int32), free, begin, np.asarray(words))


@kernel
def _by_type(codes: np.ndarray, free: np.ndarray, begin: int, words: np.ndarray) -> None:
    for number in range(len(codes)):
        code = codes[number]
        words[free[code]] = begin + number
        free[code] += 1
