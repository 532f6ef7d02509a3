"""Spelling of words, in columns: normalised characters, capitals, parts joined by hyphens and apostrophes.

All functions take and return polars series of distinct words.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from leesbril.text._character_classes import (
    APOSTROPHE,
    BEYOND,
    DIGIT,
    FULL_STOP,
    HYPHEN,
    LOWER,
    UPPER,
    CharacterClasses,
    classes_of,
    either,
    put,
)
from leesbril.text.words import APOSTROPHES, HYPHENS, INVISIBLE, THOUSANDS_SPACES, before, flat, lengths

_LETTERS = r"^[\p{Lu}\p{Ll}\p{Lt}\p{M}&'-]+$"
_DIGIT = r"[\p{Nd}²³¹⁰⁴-⁹₀-₉]"


def tidy(words: Any) -> Any:
    """Words with plain apostrophes and hyphens, without invisible characters, in NFC.

    Words of letters are in NFKC: oﬃciële is officiële, and Ĳssel is IJssel. It would turn m² into m2, and ½ into 1⁄2.
    """
    import polars as pl

    return pl.DataFrame({"word": words}).select(tidied(pl.col("word"))).to_series()


def tidied(word: Any) -> Any:
    """The same for a column, as a polars expression."""
    import polars as pl

    for characters, plain in ((INVISIBLE, ""), (APOSTROPHES, "'"), (HYPHENS, "-"), (THOUSANDS_SPACES, ".")):
        word = word.str.replace_all(f"[{characters}]", plain)
    compatible = pl.when(word.str.contains(_LETTERS)).then(word.str.normalize("NFKC"))
    return compatible.otherwise(word.str.normalize("NFC"))


def folded(words: Any) -> Any:
    """Words normalised for comparison: Straße, straße and STRASSE are strasse."""
    import polars as pl

    beyond = np.flatnonzero(classes_of(words).have(BEYOND))
    others = [word.casefold() for word in tidy(words[beyond]).to_list()]
    return put(words.str.to_lowercase(), beyond, pl.Series(others, dtype=pl.String))


def is_acronym(words: Any, classes: CharacterClasses | None = None) -> np.ndarray:
    """Which words are all in capitals: two letters or more, or one with a digit.

    >>> import polars as pl
    >>> is_acronym(pl.Series(["IS", "Is", "F-16", "X", "2014"])).tolist()
    [True, False, True, False, False]
    """
    classes = classes or classes_of(words)
    in_capitals = (classes.capitals > 1) | (classes.capitals == 1) & classes.have(DIGIT)
    beyond, in_capitals = classes.have(BEYOND), in_capitals & ~classes.have(LOWER)
    return either(in_capitals & ~beyond, beyond & ~classes.have(LOWER), words, _is_acronym_beyond_ascii)


def _is_acronym_beyond_ascii(words: Any) -> Any:
    import polars as pl

    word = pl.col("word")
    in_capitals = (word == word.str.to_uppercase()) & (word != word.str.to_lowercase())
    enough = (word.str.count_matches(r"\p{L}") > 1) | word.str.contains(_DIGIT)
    return words.to_frame("word").select(in_capitals & enough).to_series()


def has_letters(words: Any, classes: CharacterClasses) -> np.ndarray:
    """Which words contain a letter."""
    unsure = classes.have(BEYOND) & ~classes.have(LOWER, UPPER)
    return either(classes.have(LOWER, UPPER), unsure, words, lambda some: some.str.contains(r"\p{L}"))


def is_lower_case(words: Any, classes: CharacterClasses) -> np.ndarray:
    """Which words have lower-case letters and no capitals."""

    def beyond(some: Any) -> Any:
        return some.str.contains(r"\p{Lowercase}") & ~some.str.contains(r"[\p{Uppercase}\p{Lt}]")

    without_capitals = ~classes.have(UPPER)
    plain = classes.have(LOWER) & ~classes.have(BEYOND) & without_capitals
    return either(plain, classes.have(BEYOND) & without_capitals, words, beyond)


def starts_lower(words: Any, classes: CharacterClasses) -> np.ndarray:
    """Which words begin with a lower-case letter."""
    beyond = classes.first == BEYOND
    return either(classes.first == LOWER, beyond, words, lambda some: some.str.contains(r"^\p{Lowercase}"))


def starts_upper(words: Any, classes: CharacterClasses) -> np.ndarray:
    """Which words begin with a capital."""
    beyond = classes.first == BEYOND
    return either(classes.first == UPPER, beyond, words, lambda some: some.str.contains(r"^\p{Uppercase}"))


class Spelled(NamedTuple):
    """Words tidied, the same in lower case, and the character classes of the tidied words."""

    written: Any
    lower: Any
    classes: CharacterClasses

    @classmethod
    def of(cls, words: Any) -> "Spelled":
        """The spelling of words as written."""
        classes = classes_of(words)
        return cls(words, words.str.to_lowercase(), classes)._changed(np.flatnonzero(classes.have(BEYOND)), tidy)

    def undotted(self) -> "Spelled":
        """The words without the full stops of acronyms (V.S. is VS), and with Eén as één."""
        dotted = np.flatnonzero(self.classes.have(FULL_STOP))
        een = np.flatnonzero((self.classes.first == UPPER) & self.classes.have(BEYOND))
        spelled = self._changed(dotted, _without_full_stops)
        return spelled._changed(een, lambda some: some.str.replace("^Eé", "éé"))

    def _changed(self, places: np.ndarray, change: Callable[[Any], Any]) -> "Spelled":
        if not len(places):
            return self
        words = change(self.written[places])
        lower = put(self.lower, places, words.str.to_lowercase())
        return Spelled(put(self.written, places, words), lower, self.classes.put(places, classes_of(words)))


def _without_full_stops(words: Any) -> Any:
    letters = words.str.replace_all(".", "", literal=True)
    acronyms = words.str.ends_with(".").to_numpy() & is_acronym(letters)
    return put(words, np.flatnonzero(acronyms), letters.filter(acronyms))


class Parts(NamedTuple):
    """Parts of words, hyphens and apostrophes included: the number of the word of each, and the part."""

    word: np.ndarray
    part: Any


def parts_with_case(spelled: Spelled, acronym: np.ndarray) -> Parts:
    """The parts of words that have a joint and capitals and are not an acronym as a whole (IS-leider, not F-16)."""
    jointed = spelled.classes.have(HYPHEN, APOSTROPHE) & ~acronym & spelled.classes.have(UPPER, BEYOND)
    rows = np.flatnonzero(jointed)
    sizes, parts = _cut(spelled.written[rows], "[-']", "\n$0\n")
    return Parts(np.repeat(rows, sizes), parts)


def split(words: Any, characters: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, Any]:
    """Words split at some characters: the number of segments of each, their starts, their lengths, the segments."""
    sizes, segments = _cut(words, f"[{characters}]", "\n")
    length = lengths(segments)
    return sizes, before(length + 1, sizes), length, segments


def _cut(words: Any, where: str, line: str) -> tuple[np.ndarray, Any]:
    """Words cut at the line breaks that `line` puts into them."""
    import polars as pl

    lines = pl.col("word").str.replace_all(where, line).str.split("\n")
    return flat(pl.DataFrame({"word": words}).select(lines).to_series())
