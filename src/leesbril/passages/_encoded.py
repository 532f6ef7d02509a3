"""Articles → their words as numbers, in batches: all that the comparison of passages needs, without the texts."""

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
from leesbril.text.vocabulary import Rules, readings
from leesbril.tokenisation.build import Reader, as_tokens
from leesbril.tokenisation.tokeniser import Batch
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

BATCH = 10_000
"""Articles read together: bounds the memory, changes no result."""
FEW_WORDS = 400_000
"""For fewer in a batch, nothing compiled is loaded."""


@dataclass(frozen=True)
class Words:
    """Every word of the folder in order: what it is compared as, where it starts, and which reading it is.

    Article number `row` is called `names[row]` and has the words `first[row]:first[row + 1]`. `codes` number the words
    in alphabetical order, in small letters; `read` numbers the readings, of which `lengths` (characters) and `bits`
    (rarity) are known. `told` has the columns of the articles that were asked for and are there.
    """

    names: pd.Index
    first: np.ndarray
    codes: np.ndarray
    starts: np.ndarray
    read: np.ndarray
    lengths: np.ndarray
    bits: np.ndarray
    told: pd.DataFrame

    @cached_property
    def rows(self) -> np.ndarray:
        """The number of the article that each word stands in."""
        return np.repeat(np.arange(len(self.names)), self.counts)

    @property
    def counts(self) -> np.ndarray:
        """How many words each article has."""
        return np.diff(self.first)

    def ends(self, places: np.ndarray) -> np.ndarray:
        """Where these words end, in characters of their texts."""
        ends: np.ndarray = self.starts[places].astype("int64") + self.lengths[self.read[places]]
        return ends

    def rarity(self) -> np.ndarray:
        """The bits of all words of each article together."""
        sums: list[np.ndarray] = [np.empty(0)]
        for start, end in pairwise([*range(0, len(self.names), BATCH), len(self.names)]):
            words = slice(self.first[start], self.first[end])
            rows = np.repeat(np.arange(end - start), self.counts[start:end])
            sums.append(np.bincount(rows, weights=self.bits[self.read[words]], minlength=end - start))
        return np.concatenate(sums)


def coded_words(articles: Articles | Tokens, *, language: str | None = None, columns: Iterable[str] = ()) -> Words:
    """The words of articles, or of their tokens, with the columns that are asked for and there."""
    wanted = list(columns)
    if isinstance(articles, Tokens):
        tokens = as_tokens(articles, language=language)
        parts = [tokens.part(begin, end) for begin, end in pairwise([*range(0, len(tokens), BATCH), len(tokens)])]
        return _spread(tokens.articles.filter(wanted), parts, tokens.view(), tokens.language)
    read = Reader(articles, language, columns=wanted, texts=False, sentences=False)
    parts = list(read)
    told = (
        articles.filter(wanted) if isinstance(articles, pd.DataFrame) else pd.concat([part.articles for part in parts])
    )
    view = View.of(readings(read.types.words(), read.types.counts, Rules.of(get_language(read.language))))
    return _spread(_named(told), parts, view, read.language)


def _named(told: pd.DataFrame) -> pd.DataFrame:
    """What is known of all articles; each batch was checked by itself, but a name may stand in two of them."""
    if not told.index.is_unique:
        again = told.index[told.index.duplicated()]
        raise ValueError(f"Every article needs a name of its own; repeated: {', '.join(map(str, again[:5]))}.")
    return told


def _spread(told: pd.DataFrame, parts: list[Batch], view: View, language: str) -> Words:
    """Every word of every batch, now that it is known what the words are read as; batches are let go one by one."""
    codes = _alphabetical(view.table["token"])
    counts = [_summed(view.sizes[part.codes], np.diff(part.first)) for part in parts]
    first = np.concatenate([[0], *counts]).cumsum().astype("int64")
    edges = np.cumsum([0, *(int(part.sum()) for part in counts)]).tolist()
    columns = [np.empty(edges[-1], dtype="int32") for _ in range(3)]

    def fill(number: int) -> None:
        there = [column[edges[number] : edges[number + 1]] for column in columns]
        _fill(parts[number], view, codes, there)
        parts[number] = None  # type: ignore[call-overload]

    for _ in in_order(fill, range(len(parts)), label="Numbering words", total=len(parts)):
        pass
    bits = rarity(view.table["term"], language)
    return Words(told.index, first, columns[1], columns[2], columns[0], view.lengths.astype("int64"), bits, told)


def _alphabetical(written: Any) -> np.ndarray:
    """The number of each token among all distinct ones in small letters, in the order of the alphabet."""
    import pyarrow.compute as pc

    distinct = folded(written).to_arrow().dictionary_encode()
    order = pc.array_sort_indices(distinct.dictionary).to_numpy()
    ranks = np.empty(len(order), dtype="int32")
    ranks[order] = np.arange(len(order))
    codes: np.ndarray = ranks[distinct.indices.to_numpy()]
    return codes


def _summed(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The sums of so many values each."""
    edges = np.concatenate([[0], np.cumsum(values)])[np.concatenate([[0], np.cumsum(counts)]).astype("int64")]
    sums: np.ndarray = np.diff(edges).astype("int64")
    return sums


def _fill(part: Batch, view: View, codes: np.ndarray, there: list[np.ndarray]) -> None:
    """Write down, for the words of a batch: the reading, its code, and where the word starts."""
    if not worth_compiling(len(part.codes), FEW_WORDS):
        places, which = view.spread(part.codes)
        there[0][:], there[1][:], there[2][:] = which, codes[which], part.starts[places] + view.offsets[which]
    else:
        from leesbril.engine.offsets import expand

        expand(part.codes, part.starts, view.first, view.offsets, there[0], there[2])
        np.take(codes, there[0], out=there[1])
