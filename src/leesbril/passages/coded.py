"""Articles → their words as numbers, in batches: all that the comparison of passages needs, without the texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.counting.weights import LEAST_FREQUENCY
from leesbril.scale.batches import Articles, batches, number_of
from leesbril.scale.cluster import each_partition, is_spread
from leesbril.scale.parts import in_order
from leesbril.text.language import background_frequencies, get_language
from leesbril.text.spelling import folded
from leesbril.text.texts import checked_texts
from leesbril.text.vocabulary import Readings, Rules, readings
from leesbril.text.words import raw_words

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


class _Batch(NamedTuple):
    """The raw words of some articles: how many each has, their numbers in `words`, and where they start.

    `told` is what else is known of the articles.
    """

    told: pd.DataFrame
    counts: np.ndarray
    codes: np.ndarray
    starts: np.ndarray
    words: Any


def coded_words(articles: Articles, *, language: str = "nl", columns: Iterable[str] = ()) -> Words:
    """The words that `tokens` finds, by the fast road: what a word is read as is worked out once for each."""
    rules = Rules.of(get_language(language))
    if isinstance(articles, pd.DataFrame):
        checked_texts(articles)  # names all that is wrong, not that of one batch
    there = list(columns)
    read_all = _read_anywhere if is_spread(articles) else _read_here
    parts: list[_Batch] = list(read_all(articles, there))
    told = articles if isinstance(articles, pd.DataFrame) else pd.concat([part.told for part in parts])
    told = _named(told[[column for column in there if column in told.columns]])
    numbers, written = _merged([part.words for part in parts])
    occurs = np.bincount(
        np.concatenate([np.empty(0, dtype="int64"), *numbers]),
        weights=np.concatenate([np.empty(0), *(np.bincount(part.codes, minlength=len(part.words)) for part in parts)]),
        minlength=len(written),
    )
    read = readings(written, occurs.astype("int64"), rules)
    return _spread(told, parts, numbers, read, language)


def _read_here(articles: Articles, columns: list[str]) -> Iterator[_Batch]:
    return in_order(_read, batches(articles, columns), label="Reading words", total=number_of(articles), size=len)


def _read_anywhere(articles: Any, columns: list[str]) -> Iterator[_Batch]:
    """The same of a Dask DataFrame: each partition is read where Dask has it, and its texts stay there."""
    for parts in each_partition(_read_partition, articles, ["text", *columns]):
        yield from parts


def _read_partition(partition: pd.DataFrame) -> list[_Batch]:
    return [_read(batch) for batch in batches(partition)]


def _named(told: pd.DataFrame) -> pd.DataFrame:
    """What is known of all articles; each batch was checked by itself, but a name may stand in two of them."""
    if not told.index.is_unique:
        again = told.index[told.index.duplicated()]
        raise ValueError(f"Every article needs a name of its own; repeated: {', '.join(map(str, again[:5]))}.")
    return told


def _read(frame: pd.DataFrame) -> _Batch:
    import pyarrow as pa

    texts = checked_texts(frame)
    found = raw_words(texts)
    return _Batch(
        told=frame.drop(columns="text"),
        counts=np.bincount(found.rows, minlength=len(texts)),
        codes=found.codes.astype("int32"),
        starts=found.starts,
        words=found.words.to_arrow().cast(pa.large_string()),
    )


def _merged(parts: list[Any]) -> tuple[list[np.ndarray], Any]:
    """For each batch the numbers of its words among the distinct words of all, and these (a polars series)."""
    import polars as pl
    import pyarrow as pa

    together = pa.chunked_array(parts, pa.large_string()).combine_chunks().dictionary_encode()
    numbers = together.indices.to_numpy(zero_copy_only=False)
    edges = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype("int64")
    return [numbers[start:end] for start, end in pairwise(edges)], pl.Series(together.dictionary)


def _spread(told: pd.DataFrame, parts: list[_Batch], numbers: list[np.ndarray], read: Readings, language: str) -> Words:
    """Every word of every batch, now that it is known what the raw words are read as; batches are let go one by one."""
    frame = read.frame
    codes = _alphabetical(frame["token"])
    sizes = np.bincount(frame["code"], minlength=read.raw_words)
    for batch, number in zip(parts, numbers, strict=True):
        batch.codes[:] = number[batch.codes]  # in their own place: by now this is what takes up the memory
    counts = [_summed(sizes[batch.codes], batch.counts) for batch in parts]
    first = np.concatenate([[0], *counts]).cumsum().astype("int64")
    edges = np.cumsum([0, *(int(part.sum()) for part in counts)]).tolist()
    columns = [np.empty(edges[-1], dtype="int32") for _ in range(3)]

    def fill(part: int) -> None:
        there = [column[edges[part] : edges[part + 1]] for column in columns]
        _fill(parts[part].codes, parts[part].starts, read, sizes, codes, there)
        parts[part] = None  # type: ignore[call-overload]

    for _ in in_order(fill, range(len(parts)), label="Numbering words", total=len(parts)):
        pass
    lengths = frame["token"].str.len().to_numpy("int64")
    return Words(told.index, first, columns[1], columns[2], columns[0], lengths, _bits(frame["term"], language), told)


def _bits(terms: pd.Series, language: str) -> np.ndarray:
    """How rare each term is: -log2 of its background frequency."""
    listed, written = get_language(language).word_frequencies, terms.to_list()
    # A word in small letters of ASCII is as frequent as it is listed: nearly all are, and need no rule.
    plain = [term.isascii() and term.isalpha() and term.islower() for term in written]
    frequency = np.array([listed.get(term, 0.0) for term in written], dtype=float)
    others = [term for term, is_plain in zip(written, plain, strict=True) if not is_plain]
    frequency[~np.array(plain, dtype=bool)] = background_frequencies(others, language=language)
    bits: np.ndarray = -np.log2(np.maximum(frequency, LEAST_FREQUENCY))
    return bits


def _alphabetical(written: pd.Series) -> np.ndarray:
    """The number of each token among all distinct ones in small letters, in the order of the alphabet."""
    import polars as pl
    import pyarrow as pa
    import pyarrow.compute as pc

    distinct = folded(pl.Series(pa.array(written, pa.large_string()))).to_arrow().dictionary_encode()
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


def _fill(
    raw: np.ndarray, starts: np.ndarray, read: Readings, sizes: np.ndarray, codes: np.ndarray, there: list[np.ndarray]
) -> None:
    """Write down, for the words that raw words are read as: the reading, its code, and where the word starts."""
    offsets = np.array(read.frame["offset"], np.int64)  # a copy: compiled for what may be written to
    if len(raw) < FEW_WORDS:
        places, which = read.spread(raw)
        there[0][:], there[1][:], there[2][:] = which, codes[which], starts[places] + offsets[which]
    else:
        from leesbril.engine.offsets import spread

        spread(raw, starts, np.concatenate([[0], sizes.cumsum()]), offsets, codes, *there)
