"""Words → the classes of characters that they contain, which decide which rules can apply to them."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

LOWER, UPPER, DIGIT, HYPHEN, APOSTROPHE, FULL_STOP, SIGN, BEYOND = (1 << kind for kind in range(8))
"""Character classes: ASCII letters, digits, hyphen, apostrophe, full stop, signs in links, tags and times. BEYOND is
everything else that may need work: non-ASCII characters and the backtick."""


def _kinds() -> np.ndarray:
    kinds = np.zeros(256, np.uint8)
    for characters, kind in (
        ("abcdefghijklmnopqrstuvwxyz", LOWER),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", UPPER),
        ("0123456789", DIGIT),
        ("-", HYPHEN),
        ("'", APOSTROPHE),
        (".", FULL_STOP),
        ("#@/:=_", SIGN),
        ("`", BEYOND),
    ):
        kinds[[ord(character) for character in characters]] = kind
    kinds[128:] = BEYOND
    return kinds


_KINDS = _kinds()


class CharacterClasses(NamedTuple):
    """For each word: the classes of its characters (bits), the class of the first, the number of ASCII capitals."""

    kinds: np.ndarray
    first: np.ndarray
    capitals: np.ndarray

    def have(self, *kinds: int) -> np.ndarray:
        """Which words have a character of one of these classes."""
        having: np.ndarray = (self.kinds & np.uint8(sum(kinds))) > 0
        return having

    def at(self, places: np.ndarray) -> "CharacterClasses":
        """The classes of some of the words."""
        return CharacterClasses(*(values[places] for values in self))

    def put(self, places: np.ndarray, others: "CharacterClasses") -> "CharacterClasses":
        """A copy in which the words at some positions are replaced by others."""
        changed = CharacterClasses(*(values.copy() for values in self))
        for values, new in zip(changed, others, strict=True):
            values[places] = new
        return changed


def classes_of(words: Any) -> CharacterClasses:
    """The character classes of words (a polars series); an empty word has none."""
    data, starts = utf8(words)
    kinds = np.append(_KINDS[data[starts[0] : starts[-1]]], np.uint8(0))  # reduceat needs a byte after the last
    begins, filled = (starts[:-1] - starts[0]).astype(np.int64), starts[1:] > starts[:-1]
    if not len(begins):
        return CharacterClasses(*(np.empty(0, kind) for kind in (np.uint8, np.uint8, np.int64)))
    of_words = np.bitwise_or.reduceat(kinds, begins) * filled
    capitals = np.add.reduceat((kinds == UPPER).astype(np.int32), begins) * filled
    return CharacterClasses(of_words, kinds[begins] * filled, capitals)


def utf8(words: Any) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of words, and the offsets at which each begins and the last ends."""
    import polars as pl

    array = words.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    _, offsets, data = array.buffers()
    starts = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    return np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8), starts


def put(words: Any, places: np.ndarray, others: Any) -> Any:
    """The words, those at some positions replaced by others."""
    return words.clone().scatter(places, others) if len(places) else words


def where(words: Any, chosen: np.ndarray, change: Callable[[Any], Any]) -> Any:
    """The words with `change` applied to the chosen ones only: most rules concern few words."""
    places = np.flatnonzero(chosen)
    return put(words, places, change(words[places])) if len(places) else words


def either(sure: np.ndarray, unsure: np.ndarray, words: Any, ask: Callable[[Any], Any]) -> np.ndarray:
    """Which words satisfy a condition: those in `sure`, and those in `unsure` for which `ask` is true."""
    answers: np.ndarray = sure.copy()
    places = np.flatnonzero(unsure)
    if len(places):
        answers[places] = np.asarray(ask(words[places]))
    return answers
