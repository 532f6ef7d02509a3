"""Words as they are spelled, in columns: tidied, their capitals, the parts that hyphens and apostrophes join.

All functions take and give polars series, in which each distinct word stands once.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from leesbril.text._character_classes import (
    APOSTROPHE,
    BEYOND,
    CAPITAL,
    DIGIT,
    HYPHEN,
    POINT,
    SMALL,
    Signs,
    either,
    put,
    signs_of,
)
from leesbril.text.words import APOSTROPHES, HYPHENS, INVISIBLE, THOUSANDS_SPACES, before, flat, lengths

_DIGIT = r"[\p{Nd}²³¹⁰⁴-⁹₀-₉]"


def tidy(words: Any) -> Any:
    """Words in plain apostrophes and hyphens, without invisible characters, their letters composed (NFC)."""
    import polars as pl

    return pl.DataFrame({"word": words}).select(tidied(pl.col("word"))).to_series()


def tidied(word: Any) -> Any:
    """The same of a column, as an expression of polars."""
    for signs, plain in ((INVISIBLE, ""), (APOSTROPHES, "'"), (HYPHENS, "-"), (THOUSANDS_SPACES, ".")):
        word = word.str.replace_all(f"[{signs}]", plain)
    return word.str.normalize("NFC")


def folded(words: Any) -> Any:
    """Words as they are compared, whatever their capitals and signs: Straße, straße and STRASSE are strasse."""
    import polars as pl

    beyond = np.flatnonzero(signs_of(words).have(BEYOND))
    others = [word.casefold() for word in tidy(words[beyond]).to_list()]
    return put(words.str.to_lowercase(), beyond, pl.Series(others, dtype=pl.String))


def is_acronym(words: Any, signs: Signs | None = None) -> np.ndarray:
    """Which words are written in capitals alone: two letters or more, or one with a digit.

    >>> import polars as pl
    >>> is_acronym(pl.Series(["IS", "Is", "F-16", "X", "2014"])).tolist()
    [True, False, True, False, False]
    """
    signs = signs or signs_of(words)
    in_capitals = (signs.capitals > 1) | (signs.capitals == 1) & signs.have(DIGIT)
    beyond, in_capitals = signs.have(BEYOND), in_capitals & ~signs.have(SMALL)
    return either(in_capitals & ~beyond, beyond & ~signs.have(SMALL), words, _is_acronym_beyond_ascii)


def _is_acronym_beyond_ascii(words: Any) -> Any:
    import polars as pl

    word = pl.col("word")
    in_capitals = (word == word.str.to_uppercase()) & (word != word.str.to_lowercase())
    enough = (word.str.count_matches(r"\p{L}") > 1) | word.str.contains(_DIGIT)
    return words.to_frame("word").select(in_capitals & enough).to_series()


def has_letters(words: Any, signs: Signs) -> np.ndarray:
    """Which words hold a letter."""
    unsure = signs.have(BEYOND) & ~signs.have(SMALL, CAPITAL)
    return either(signs.have(SMALL, CAPITAL), unsure, words, lambda some: some.str.contains(r"\p{L}"))


def is_small(words: Any, signs: Signs) -> np.ndarray:
    """Which words have small letters and no capitals."""

    def beyond(some: Any) -> Any:
        return some.str.contains(r"\p{Lowercase}") & ~some.str.contains(r"[\p{Uppercase}\p{Lt}]")

    without_capitals = ~signs.have(CAPITAL)
    plain = signs.have(SMALL) & ~signs.have(BEYOND) & without_capitals
    return either(plain, signs.have(BEYOND) & without_capitals, words, beyond)


def opens_small(words: Any, signs: Signs) -> np.ndarray:
    """Which words begin with a small letter."""
    beyond = signs.first == BEYOND
    return either(signs.first == SMALL, beyond, words, lambda some: some.str.contains(r"^\p{Lowercase}"))


def opens_with_a_capital(words: Any, signs: Signs) -> np.ndarray:
    """Which words begin with a capital."""
    beyond = signs.first == BEYOND
    return either(signs.first == CAPITAL, beyond, words, lambda some: some.str.contains(r"^\p{Uppercase}"))


class Spelled(NamedTuple):
    """Words tidied, in small letters, and the signs of the tidied ones."""

    written: Any
    lower: Any
    signs: Signs

    @classmethod
    def of(cls, words: Any) -> "Spelled":
        """Words as they are written → as they are spelled."""
        signs = signs_of(words)
        return cls(words, words.str.to_lowercase(), signs)._changed(np.flatnonzero(signs.have(BEYOND)), tidy)

    def undotted(self) -> "Spelled":
        """The words as they are counted, but for their capitals: V.S. is VS, and Eén is één."""
        dotted = np.flatnonzero(self.signs.have(POINT))
        een = np.flatnonzero((self.signs.first == CAPITAL) & self.signs.have(BEYOND))
        spelled = self._changed(dotted, _without_points)
        return spelled._changed(een, lambda some: some.str.replace("^Eé", "éé"))

    def _changed(self, places: np.ndarray, change: Callable[[Any], Any]) -> "Spelled":
        if not len(places):
            return self
        words = change(self.written[places])
        lower = put(self.lower, places, words.str.to_lowercase())
        return Spelled(put(self.written, places, words), lower, self.signs.put(places, signs_of(words)))


def _without_points(words: Any) -> Any:
    letters = words.str.replace_all(".", "", literal=True)
    acronyms = words.str.ends_with(".").to_numpy() & is_acronym(letters)
    return put(words, np.flatnonzero(acronyms), letters.filter(acronyms))


class Parts(NamedTuple):
    """The parts of words, joints included, that may have a case of their own: of which word each is, and the part."""

    word: np.ndarray
    part: Any


def parts_with_case(spelled: Spelled, acronym: np.ndarray) -> Parts:
    """The parts of those words that have joints and capitals and are no acronym as a whole (IS-leider, not F-16)."""
    jointed = spelled.signs.have(HYPHEN, APOSTROPHE) & ~acronym & spelled.signs.have(CAPITAL, BEYOND)
    rows = np.flatnonzero(jointed)
    sizes, parts = _cut(spelled.written[rows], "[-']", "\n$0\n")
    return Parts(np.repeat(rows, sizes), parts)


def split(words: Any, signs: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, Any]:
    """Words split at each of some signs: how many segments each has, where they start, how long they are, and they."""
    sizes, segments = _cut(words, f"[{signs}]", "\n")
    length = lengths(segments)
    return sizes, before(length + 1, sizes), length, segments


def _cut(words: Any, where: str, line: str) -> tuple[np.ndarray, Any]:
    """Words cut at the line breaks that are put into them."""
    import polars as pl

    lines = pl.col("word").str.replace_all(where, line).str.split("\n")
    return flat(pl.DataFrame({"word": words}).select(lines).to_series())
