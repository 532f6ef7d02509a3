"""The readings of all word types under one choice of settings, as arrays."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from leesbril.text.language import rarity
from leesbril.text.vocabulary import Readings


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
        if len(self.offsets) == len(self.sizes):
            return np.arange(len(codes)), codes
        sizes = self.sizes[codes]
        places = np.repeat(np.arange(len(codes)), sizes)
        return places, np.arange(len(places)) + np.repeat(self.first[codes] - (np.cumsum(sizes) - sizes), sizes)

    def vocabulary(self, words: Any, counts: np.ndarray, language: str) -> pd.DataFrame:
        """One row per term that occurs: its most frequent form and the kind of that form, stop word or not, count.

        `counts` are those of the word types; a form at the start of a sentence is used only if there is no other.
        """
        import polars as pl

        inside = ~words.str.contains("^[\n\r]")
        known = {
            "number": self.term,
            "inside": inside.gather(self.table["code"]),
            "count": np.repeat(counts, self.sizes),
        }
        forms = self.table.select("term", "token", "kind", "stop").with_columns(**known).filter(pl.col("count") > 0)
        each = forms.group_by("number", "inside", "token").agg(
            pl.col("term", "kind", "stop").first(), pl.col("count").sum()
        )
        best = each.sort("number", "inside", "count", "token", descending=[False, True, True, False])
        found = best.group_by("number", maintain_order=True).agg(
            pl.col("term").first(),
            pl.col("token").first().alias("written"),
            pl.col("kind", "stop").first(),
            pl.col("count").sum(),
        )
        frame: pd.DataFrame = found.with_columns(pl.col("kind").cast(pl.String)).to_pandas()
        return frame.assign(bits=rarity(found["term"], language))

    def number_of(self, term: str) -> int:
        """The number of a term; -1 if it does not occur."""
        found = (self.terms == term).arg_true()
        return int(found[0]) if len(found) else -1


def term_index(terms: Any) -> pd.Index:
    """The terms as a string index."""
    return pd.Index(pd.array(terms.to_arrow(), dtype="str"), name="term", dtype="str")  # type: ignore[no-any-return]
