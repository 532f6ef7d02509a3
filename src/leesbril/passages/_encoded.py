"""Articles → their words encoded as integers, in batches, for the search for passages."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from leesbril.engine.worth import worth_compiling
from leesbril.scale.batches import Articles
from leesbril.scale.parallel import in_order
from leesbril.text.language import get_language, rarity
from leesbril.text.spelling import folded
from leesbril.text.units import Units
from leesbril.text.vocabulary import Rules, check_choice, readings
from leesbril.tokenisation.boilerplate import BOILERPLATE_CHOICES, compared
from leesbril.tokenisation.build import Reader
from leesbril.tokenisation.left_out import LeftOut, Remaining
from leesbril.tokenisation.repeated import ReadArticles, boilerplate_in, candidates
from leesbril.tokenisation.tokeniser import Batch
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

BATCH = 10_000
"""Articles per batch: bounds the memory, changes no result."""
FEW_WORDS = 400_000
"""For batches with fewer words, no compiled code is loaded."""


@dataclass(frozen=True)
class Words:
    """All words of the articles in order: the code that is compared, the start position, and the reading.

    Article `row` is named `names[row]` and has the words `first[row]:first[row + 1]`. `codes` are those of the
    lower-case words, in alphabetical order; `read` are the numbers of the readings, with their `lengths` (characters)
    and `bits` (rarity). `articles` has the requested columns that exist.
    """

    names: pd.Index
    first: np.ndarray
    codes: np.ndarray
    starts: np.ndarray
    read: np.ndarray
    lengths: np.ndarray
    bits: np.ndarray
    articles: pd.DataFrame

    @cached_property
    def rows(self) -> np.ndarray:
        """The row of the article of each word."""
        return np.repeat(np.arange(len(self.names)), self.counts)

    @property
    def counts(self) -> np.ndarray:
        """The number of words of each article."""
        return np.diff(self.first)

    def ends(self, places: np.ndarray) -> np.ndarray:
        """The end positions of words, in characters of their texts."""
        ends: np.ndarray = self.starts[places].astype("int64") + self.lengths[self.read[places]]
        return ends

    def rarity(self) -> np.ndarray:
        """The sum of the bits of the words of each article."""
        sums: list[np.ndarray] = [np.empty(0)]
        for start, end in pairwise([*range(0, len(self.names), BATCH), len(self.names)]):
            words = slice(self.first[start], self.first[end])
            rows = np.repeat(np.arange(end - start), self.counts[start:end])
            sums.append(np.bincount(rows, weights=self.bits[self.read[words]], minlength=end - start))
        return np.concatenate(sums)


def encoded_words(
    articles: Articles | Tokens,
    *,
    language: str | None = None,
    columns: Iterable[str] = (),
    boilerplate: str = "drop",
) -> Words:
    """The encoded words of articles or tokens, with the requested columns that exist; boilerplate dropped or kept."""
    check_choice("boilerplate", boilerplate, BOILERPLATE_CHOICES)
    wanted = list(columns)
    if isinstance(articles, Tokens):
        tokens = compared(articles, boilerplate, language=language)
        parts = [tokens.part(begin, end) for begin, end in pairwise([*range(0, len(tokens), BATCH), len(tokens)])]
        view, exceptions = tokens.view(), tuple(sorted(tokens.exceptions.items()))
        bits = tokens.remembered(("bits", exceptions), lambda: rarity(view.table["term"], tokens.language))
        return _spread(tokens.articles.filter(wanted), parts, view, bits)
    read = Reader(articles, language, columns=wanted, texts=False, sentences=False, units=boilerplate == "drop")
    parts = list(read)
    kept = (
        articles.filter(wanted) if isinstance(articles, pd.DataFrame) else pd.concat([part.articles for part in parts])
    )
    view = View.of(readings(read.types.words(), read.types.counts, Rules.of(get_language(read.language))))
    if boilerplate == "drop":
        parts = _without_boilerplate(parts, read)
    return _spread(_checked_names(kept), parts, view, rarity(view.table["term"], read.language))


def _without_boilerplate(parts: list[Batch], read: Reader) -> list[Batch]:
    """The batches without the words of lines that publishers repeat."""
    units = Units.concatenated(part.units for part in parts if part.units is not None)
    found = candidates(units)
    if not len(found.places):
        return parts
    ends = np.cumsum([0, *(len(part.codes) for part in parts)], dtype=np.int64)
    shifted = [part.first[1:] + end for part, end in zip(parts, ends, strict=False)]
    codes, starts = (np.concatenate([part[column] for part in parts]) for column in (2, 3))
    first = np.concatenate([np.zeros(1, np.int64), *shifted])
    words = ReadArticles(first, codes, starts, read.types.words(), get_language(read.language))
    left_out = LeftOut.of(boilerplate_in(words, found), first)
    first, remaining = left_out.numbers(first), [Remaining(column, left_out) for column in (codes, starts)]
    left = []
    for part, begin in zip(parts, np.cumsum([0, *(len(part.articles) for part in parts)]).tolist(), strict=False):
        own = first[begin : begin + len(part.articles) + 1]
        codes, starts = (column[own[0] : own[-1]] for column in remaining)
        left.append(part._replace(first=own - own[0], codes=codes, starts=starts))
    return left


def _checked_names(kept: pd.DataFrame) -> pd.DataFrame:
    """The columns of all articles, after a check that no name occurs in two batches."""
    if not kept.index.is_unique:
        again = kept.index[kept.index.duplicated()]
        raise ValueError(f"Article names must be unique; repeated: {', '.join(map(str, again[:5]))}.")
    return kept


def _spread(kept: pd.DataFrame, parts: list[Batch], view: View, bits: np.ndarray) -> Words:
    """The encoded words of all batches, once their readings are known; batches are freed one by one."""
    codes = alphabetical(view.table["token"])
    counts = [_summed(view.sizes[part.codes], np.diff(part.first)) for part in parts]
    first = np.concatenate([[0], *counts]).cumsum().astype("int64")
    edges = np.cumsum([0, *(int(part.sum()) for part in counts)]).tolist()
    columns = [np.empty(edges[-1], dtype="int32") for _ in range(3)]

    def fill(number: int) -> None:
        part = [column[edges[number] : edges[number + 1]] for column in columns]
        _fill(parts[number], view, codes, part)
        parts[number] = None  # type: ignore[call-overload]

    for _ in in_order(fill, range(len(parts)), label="Numbering words", total=len(parts)):
        pass
    return Words(kept.index, first, columns[1], columns[2], columns[0], view.lengths.astype("int64"), bits, kept)


def alphabetical(written: Any) -> np.ndarray:
    """The alphabetical rank of each token among the distinct lower-case tokens."""
    import pyarrow.compute as pc

    distinct = folded(written).to_arrow().dictionary_encode()
    order = pc.array_sort_indices(distinct.dictionary).to_numpy()
    ranks = np.empty(len(order), dtype="int32")
    ranks[order] = np.arange(len(order))
    codes: np.ndarray = ranks[distinct.indices.to_numpy()]
    return codes


def _summed(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The sums of consecutive groups of `counts` values."""
    edges = np.concatenate([[0], np.cumsum(values)])[np.concatenate([[0], np.cumsum(counts)]).astype("int64")]
    sums: np.ndarray = np.diff(edges).astype("int64")
    return sums


def _fill(part: Batch, view: View, codes: np.ndarray, columns: list[np.ndarray]) -> None:
    """Fill three columns for the words of a batch: the reading, its code, and the start position."""
    if not worth_compiling(len(part.codes), FEW_WORDS):
        places, which = view.spread(part.codes)
        columns[0][:], columns[1][:], columns[2][:] = which, codes[which], part.starts[places] + view.offsets[which]
    else:
        from leesbril.engine.offsets import expand

        expand(part.codes, part.starts, view.first, view.offsets, columns[0], columns[2])
        np.take(codes, columns[0], out=columns[1])
