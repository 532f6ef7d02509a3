"""The readings of all word types under one choice of settings, as arrays."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from leesbril.text.language import rarity
from leesbril.text.vocabulary import Readings
from leesbril.tokenisation.written import HEAD_OR_CAPITALS, usual_forms


@dataclass(frozen=True, eq=False)
class View:
    """The readings of the word types: type `c` has the readings `first[c]:first[c + 1]`, one or more.

    A reading starts `offsets` characters after the start of its word and is `lengths` characters long. `term` is its
    number among `terms`, which are in alphabetical order (polars); `stop` says whether it is a stop word; `table` has
    the columns of `Readings`.
    """

    first: np.ndarray
    offsets: np.ndarray
    lengths: np.ndarray
    term: np.ndarray
    stop: np.ndarray
    terms: Any
    table: Any

    @classmethod
    def of(cls, readings: Readings) -> "View":
        """The view of a table of readings."""
        table = readings.columns
        terms, term = readings.terms
        return cls(
            first=np.append(0, np.cumsum(np.bincount(table["code"], minlength=readings.raw_words))),
            offsets=table["offset"].to_numpy().astype(np.int32),
            lengths=table["token"].str.len_chars().to_numpy().astype(np.int32),
            term=term,
            stop=table["stop"].to_numpy(),
            terms=terms,
            table=table,
        )

    @cached_property
    def sizes(self) -> np.ndarray:
        """The number of readings of each type."""
        return np.diff(self.first)

    @property
    def one_each(self) -> bool:
        """Whether each type has one reading, which then has its number."""
        return len(self.offsets) == len(self.sizes)

    @cached_property
    def ranks(self) -> np.ndarray:
        """The place of each term in the alphabet, in which capitals and accents say nothing."""
        plain = self.terms.str.to_lowercase().str.normalize("NFD").str.replace_all(r"\p{M}", "")
        ranks: np.ndarray = plain.rank("dense").to_numpy().astype(np.int64)
        return ranks

    @cached_property
    def inside(self) -> np.ndarray:
        """Whether a reading is a part of the one before it, as *leider* is of *IS-leider*."""
        ends = self.offsets.astype(np.int64) + self.lengths
        stride = int(ends.max(initial=0)) + 1
        owner = np.repeat(np.arange(len(self.sizes)), self.sizes) * stride
        reached = np.maximum.accumulate(owner + ends)
        return np.append(False, (owner + self.offsets)[1:] < reached[:-1])[: len(ends)]

    def spread(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For a sequence of words: the position that each token comes from, and the number of its reading."""
        codes = np.asarray(codes)
        if self.one_each:
            return np.arange(len(codes)), codes
        sizes = self.sizes[codes]
        places = np.repeat(np.arange(len(codes)), sizes)
        return places, np.arange(len(places)) + np.repeat(self.first[codes] - (np.cumsum(sizes) - sizes), sizes)

    def usual_forms(self, words: Any, counts: np.ndarray, *, drop: bool = False) -> Any:
        """The usual form of each term that occurs, or of each but stop words; `counts` are those of the word types."""
        inside = ~words.str.contains(HEAD_OR_CAPITALS)
        code, often = self.table["code"], np.repeat(counts, self.sizes)
        often = np.where(self.stop, 0, often) if drop else often
        return usual_forms(self.term, self.table["token"], inside.gather(code), often)

    def shown(self, words: Any, counts: np.ndarray, *, drop: bool = False) -> Any:
        """The usual form of each term, in the order of the terms; the term itself if it does not occur."""
        found = self.usual_forms(words, counts, drop=drop)
        return self.terms.clone().scatter(found["term"], found["shown"])

    def vocabulary(self, words: Any, counts: np.ndarray, language: str) -> pd.DataFrame:
        """One row per term that occurs: its usual form and the kind of that form, stop word or not, count."""
        found = self.usual_forms(words, counts)
        frame: pd.DataFrame = found.select("shown", "count").to_pandas()
        frame["term"] = term_index(self.terms.gather(found["term"]))
        for name in ("kind", "stop"):
            frame[name] = self.table[name].gather(found["row"]).to_numpy()
        return frame.assign(bits=rarity(frame["term"], language))

    def number_of(self, term: str) -> int:
        """The number of a term; -1 if it does not occur."""
        found = (self.terms == term).arg_true()
        return int(found[0]) if len(found) else -1


def term_index(terms: Any) -> pd.Index:
    """The terms as a string index."""
    return pd.Index(pd.array(terms.to_arrow(), dtype="str"), name="term", dtype="str")  # type: ignore[no-any-return]
