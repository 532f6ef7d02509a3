"""Words → the kinds of signs that they hold, from their bytes: it says which rules can apply to which words."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

SMALL, CAPITAL, DIGIT, HYPHEN, APOSTROPHE, POINT, BEYOND = (1 << kind for kind in range(7))
"""Kinds of signs: of ASCII the letters, digits, hyphen, apostrophe and full stop; BEYOND is all that lies beyond ASCII,
and what else is not yet tidy: those words need a closer look."""


def _kinds() -> np.ndarray:
    kinds = np.zeros(256, np.uint8)
    for characters, kind in (
        ("abcdefghijklmnopqrstuvwxyz", SMALL),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", CAPITAL),
        ("0123456789", DIGIT),
        ("-", HYPHEN),
        ("'", APOSTROPHE),
        (".", POINT),
        ("`", BEYOND),
    ):
        kinds[[ord(character) for character in characters]] = kind
    kinds[128:] = BEYOND
    return kinds


_KINDS = _kinds()


class Signs(NamedTuple):
    """The kinds of signs in each word, all in one number; the kind of its first; its number of capitals of ASCII."""

    kinds: np.ndarray
    first: np.ndarray
    capitals: np.ndarray

    def have(self, *kinds: int) -> np.ndarray:
        """Which words have a sign of one of these kinds."""
        having: np.ndarray = (self.kinds & np.uint8(sum(kinds))) > 0
        return having

    def at(self, places: np.ndarray) -> "Signs":
        """The signs of some of the words."""
        return Signs(*(values[places] for values in self))

    def put(self, places: np.ndarray, others: "Signs") -> "Signs":
        """The signs with those of other words in some places."""
        changed = Signs(*(values.copy() for values in self))
        for values, new in zip(changed, others, strict=True):
            values[places] = new
        return changed


def signs_of(words: Any) -> Signs:
    """The signs of words (a polars series); an empty word has none."""
    data, starts = utf8(words)
    kinds = np.append(_KINDS[data[starts[0] : starts[-1]]], np.uint8(0))  # reduceat asks for a byte behind the last
    begins, filled = (starts[:-1] - starts[0]).astype(np.int64), starts[1:] > starts[:-1]
    if not len(begins):
        return Signs(*(np.empty(0, kind) for kind in (np.uint8, np.uint8, np.int64)))
    of_words = np.bitwise_or.reduceat(kinds, begins) * filled
    capitals = np.add.reduceat((kinds == CAPITAL).astype(np.int32), begins) * filled
    return Signs(of_words, kinds[begins] * filled, capitals)


def utf8(words: Any) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of words, and where each begins and the last ends in them."""
    import polars as pl

    array = words.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    _, offsets, data = array.buffers()
    starts = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    return np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8), starts


def put(words: Any, places: np.ndarray, others: Any) -> Any:
    """The words with others in some places."""
    return words.clone().scatter(places, others) if len(places) else words


def where(words: Any, chosen: np.ndarray, change: Callable[[Any], Any]) -> Any:
    """The words, the chosen ones changed: most rules are for a few words, and are not asked of the others."""
    places = np.flatnonzero(chosen)
    return put(words, places, change(words[places])) if len(places) else words


def either(sure: np.ndarray, unsure: np.ndarray, words: Any, ask: Callable[[Any], Any]) -> np.ndarray:
    """Which words are sure, or unsure and `ask` says that they are; it is asked of no others."""
    answers: np.ndarray = sure.copy()
    places = np.flatnonzero(unsure)
    if len(places):
        answers[places] = np.asarray(ask(words[places]))
    return answers
