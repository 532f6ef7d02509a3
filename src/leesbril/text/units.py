"""Texts → units: whole lines, and sentences within a line. What a publisher repeats is found by them.

A unit has the same words wherever it stands: a line is cut only where the next word begins a sentence, so that its
words do not depend on what comes before it.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.text.words import HEAD, WHOLE_LINE, before, flat, lengths

LEAST_WORDS = 3
"""Words of a sentence within a line; anyone may say a shorter one ("Dat klopt."). A whole line may have any number."""

# The word behind the cut begins a sentence in `words` too, unless the full stop is part of a word (V.S.).
_CUT = (
    r"""([.!?…]["'”’»)\]]{0,2})[ \t\x{a0}](["'“‘„«(\[©@]{0,2}[\p{Lu}\p{Nd}])""",
    "${1}\n\x1f${2}",
)
_INITIALS = r"""\.\p{L}\.["'”’»)\]]*$"""
_LONG = " [^ ]+" * (LEAST_WORDS - 2) + " "
_BEHIND_A_CUT = "\x1f"
"""Put in behind the line end that takes the place of a space, so that a piece of a line is known from a whole one."""
_SPACES = " \t\u00a0\u202f\u2009\u3000\x0b\x0c"


class Units(NamedTuple):
    """The units of some articles: those of article i are `first[i]:first[i + 1]`.

    `publishers` has the publisher of each article, or None; without one, an article has no units. `hashes` are equal
    for equal units; `starts` and `ends` are character offsets in the text, end excluded.
    """

    publishers: np.ndarray
    first: np.ndarray
    hashes: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    @property
    def rows(self) -> np.ndarray:
        """The number of the article of each unit."""
        return np.repeat(np.arange(len(self.publishers)), np.diff(self.first))

    def without_places(self) -> "Units":
        """The same without the positions, for which there is no use where no text is marked."""
        return self._replace(starts=np.zeros(0, np.int32), ends=np.zeros(0, np.int32))

    @classmethod
    def concatenated(cls, given: "Iterable[Units | None]") -> "Units":
        """The units of several sets of articles, concatenated."""
        parts = [no_units(0), *(part for part in given if part is not None)]
        ends = np.cumsum([len(part.hashes) for part in parts])
        first = [np.zeros(1, np.int64), *(part.first[1:] + end for part, end in zip(parts[1:], ends, strict=False))]
        columns = [np.concatenate([part[column] for part in parts]) for column in (0, 2, 3, 4)]
        return cls(columns[0], np.concatenate(first), *columns[1:])


def no_units(articles: int) -> Units:
    """The units of articles whose publishers are unknown: none."""
    none = np.full(articles, None, dtype=object)
    first, places = np.zeros(articles + 1, np.int64), np.zeros(0, np.int32)
    return Units(none, first, np.zeros(0, np.uint64), places, places)


def publishers_of(articles: pd.DataFrame) -> np.ndarray:
    """The publisher of each article as a string, or None where it is unknown."""
    if "publisher" not in articles:
        return np.full(len(articles), None, dtype=object)
    column = articles["publisher"]
    codes, known = pd.factorize(column)
    written = np.array([str(name).strip() or None for name in known] + [None], dtype=object)
    return written[codes]


def units_of(texts: pd.Series, publishers: np.ndarray) -> tuple[Units, Any]:
    r"""The units of the texts whose publishers are known, and each unit as a marked piece (see `words.raw_words_in`).

    >>> texts = pd.Series(["Mosul valt\nZij is vrij. Lees ook onze app.\n© Bode"])
    >>> units_of(texts, np.array(["Bode"]))[1].to_list()
    ['\nMosul valt', '\nZij is vrij.', '\nLees ook onze app.', '\n© Bode']
    """
    import polars as pl

    known = np.flatnonzero([publisher is not None for publisher in publishers])
    if not len(known):
        return no_units(len(texts)), pl.Series(dtype=pl.String)
    written = pl.DataFrame({"text": pl.from_pandas(texts.iloc[known].astype("str"))})
    plain = pl.col("text").str.replace_all("\r", "\n", literal=True).str.replace_all(_BEHIND_A_CUT, " ", literal=True)
    cut = plain.str.replace_all(*_CUT).str.split("\n")
    sizes, found = flat(written.select(cut).to_series())
    text, behind_cut = np.repeat(known, sizes), found.str.starts_with(_BEHIND_A_CUT).to_numpy()
    length = lengths(found)
    begins = before(length + ~behind_cut, sizes)  # a line end before each piece, where nothing was put in
    trimmed = found.str.strip_chars_start(_SPACES + _BEHIND_A_CUT)
    begins += length - lengths(trimmed) - behind_cut
    trimmed = trimmed.str.strip_chars_end(_SPACES)
    whole = ~(behind_cut | np.append(behind_cut[1:], False))
    # Of a line in capitals, only the whole has the words that it has in the text.
    small = trimmed.str.contains(r"\p{Ll}").to_numpy()
    sentence = small & trimmed.str.contains(_LONG).to_numpy() & ~_behind_initials(found, behind_cut)
    kept = np.flatnonzero(np.where(whole, trimmed.str.contains(r"[\p{L}\p{N}]").to_numpy(), sentence))
    marked = pl.Series([HEAD, WHOLE_LINE])[(~small[kept]).astype(np.int8)] + trimmed[kept]
    first = np.append(0, np.bincount(text[kept], minlength=len(texts)).cumsum())
    starts = begins[kept].astype(np.int32)
    ends = starts + lengths(trimmed[kept]).astype(np.int32)
    return Units(publishers, first, marked.hash().to_numpy(), starts, ends), marked


def _behind_initials(found: Any, behind_cut: np.ndarray) -> np.ndarray:
    """Which pieces follow a full stop that is part of a word, so that they do not begin a sentence."""
    initials = found.str.contains(_INITIALS).to_numpy()
    behind: np.ndarray = behind_cut & np.append(False, initials)[:-1]
    return behind
