"""Texts → counts of raw words, a batch at a time, merged exactly.

How raw words are counted as terms depends on all articles, so it is decided once all batches are read. Until then,
*pieces* of text (`engine.scanning`) are counted; for few texts, each raw word is a piece.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.engine.worth import worth_compiling
from leesbril.text.vocabulary import Readings, Rules, readings
from leesbril.text.words import raw_words, raw_words_in
from leesbril.tokenisation.tokeniser import buffers, shares
from leesbril.tokenisation.written import HEAD_OR_CAPITALS, usual_forms

COMPILED_FROM = 4_000_000
"""Bytes: fewer are read in half a second without compiled code."""
_MANY = 1_000_000
"""Counts from which compiled code pays."""
_ROWS = 5_000
"""Rows at a time, so that each core has some; changes no result."""


class Tally(NamedTuple):
    """The counts of each piece in each text, as compressed sparse rows; `pieces` is the number of the dictionary.

    Counts are bytes; one above 255 takes several entries.
    """

    pieces: int
    first: np.ndarray
    codes: np.ndarray
    counts: np.ndarray


class Pieces(NamedTuple):
    """Distinct pieces: the total count of each, its number of raw words, and the raw words, concatenated.

    `words` is a polars series; a raw word occurs in it once for each piece that contains it. Pieces that are taken out
    of the counts again have a negative total: it counts for the usual form of a term, not for how a word is read.
    """

    totals: np.ndarray
    sizes: np.ndarray
    words: Any


@dataclass(frozen=True)
class RawCounts:
    """The tallies of some texts, in the order of the texts, and the dictionaries of pieces that they use.

    `a + b` has the counts of the texts of a followed by those of b; the resulting terms and counts are the same as if
    all texts had been counted at once.
    """

    dictionaries: list[Pieces]
    tallies: list[Tally]

    def __add__(self, other: "RawCounts") -> "RawCounts":
        shifted = [tally._replace(pieces=tally.pieces + len(self.dictionaries)) for tally in other.tallies]
        return RawCounts(self.dictionaries + other.dictionaries, self.tallies + shifted)


class RawCounter:
    """Counts one batch of texts after another; large batches by compiled code, on all cores."""

    def __init__(self) -> None:
        self._few = RawCounts([], [])
        self._scanners: list[Any] = []
        self._tallies: list[Tally] = []

    def add(self, texts: pd.Series) -> None:
        """Count the texts of a batch."""
        if not self._scanners and not worth_compiling(_size(texts), COMPILED_FROM):
            self._few += _count_few(texts)
        else:
            self._count_many(texts)

    def result(self) -> RawCounts:
        """The counts so far."""
        with ThreadPoolExecutor(max(len(self._scanners), 1)) as pool:
            return self._few + RawCounts(list(pool.map(_pieces_of, self._scanners)), self._tallies)

    def _count_many(self, texts: pd.Series) -> None:
        from leesbril.engine.scanning import Scanner

        self._scanners = self._scanners or [Scanner() for _ in range(os.cpu_count() or 1)]
        for data, offsets in buffers(texts):
            self._count_bytes(data, offsets)

    def _count_bytes(self, data: np.ndarray, offsets: np.ndarray) -> None:
        workers = len(self._scanners)

        def count(number: int, share: np.ndarray) -> list[Tally]:
            return [Tally(number, *counts) for counts in self._scanners[number].count(data, share)]

        with ThreadPoolExecutor(workers) as pool:
            for tallies in pool.map(count, range(workers), shares(offsets, workers)):
                self._tallies += tallies


def _size(texts: pd.Series) -> int:
    return sum(int(offsets[-1] - offsets[0]) for _, offsets in buffers(texts))


def _pieces_of(scanner: Any) -> Pieces:
    """The pieces that a scanner found."""
    import polars as pl

    sizes, _, words = raw_words_in(pl.Series(pl.from_arrow(scanner.pieces()), dtype=pl.String))
    return Pieces(scanner.totals(), sizes, words)


def _count_few(texts: pd.Series) -> RawCounts:
    """The same for few texts: their raw words are the pieces."""
    from scipy.sparse import csr_array

    found = raw_words(texts)
    number = len(found.words)
    counts = csr_array((np.ones(len(found.codes), np.int32), (found.rows, found.codes)), shape=(len(texts), number))
    tally = Tally(0, *_in_bytes(counts.indptr, counts.indices.astype(np.int32), counts.data))
    return RawCounts([Pieces(found.counts, np.ones(number, np.int64), found.words)], [tally])


def _in_bytes(first: np.ndarray, codes: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same rows with counts as bytes: one above 255 takes several entries.

    >>> [column.tolist() for column in _in_bytes(np.array([0, 1, 2]), np.array([7, 8]), np.array([3, 600]))]
    [[0, 1, 4], [7, 8, 8, 8], [3, 255, 255, 90]]
    """
    entries = (counts + 254) // 255
    ends = np.concatenate([[0], np.cumsum(entries)])
    bytes_ = np.full(ends[-1], 255, np.uint8)
    bytes_[ends[1:] - 1] = counts - 255 * (entries - 1)
    return ends[first], np.repeat(codes, entries), bytes_


class Terms(NamedTuple):
    """The terms in alphabetical order (polars), for each dictionary a CSR matrix of pieces × terms, and a function that
    gives the usual form of each term."""

    terms: Any
    of_pieces: list[Any]
    written: Callable[[], Any]


def read_pieces(dictionaries: list[Pieces], rules: Rules, *, drop: bool) -> Terms:
    """The terms of the pieces of all articles; each distinct raw word is read once; `drop` leaves out stop words."""
    import pyarrow as pa
    from scipy.sparse import csr_array

    release = pa.default_memory_pool().release_unused
    release()  # memory that Arrow still holds for the texts
    totals, sizes = (
        np.concatenate([np.empty(0, np.int64), *columns])
        for columns in ([pieces.totals for pieces in dictionaries], [pieces.sizes for pieces in dictionaries])
    )
    raw, codes = _distinct(dictionaries)
    release()
    weights = np.repeat(totals, sizes)
    often = np.bincount(codes, weights=np.maximum(weights, 0), minlength=len(raw)).astype(np.int64)
    left = np.bincount(codes, weights=weights, minlength=len(raw)).astype(np.int64) if (totals < 0).any() else often
    read = readings(raw, often, rules).columns.select("code", "token", "term", "stop")
    kept = Readings(read.filter(~read["stop"]) if drop else read, len(raw))
    del read
    release()
    terms, columns = kept.terms
    code = kept.columns["code"]
    inside, left = ~raw.str.contains(HEAD_OR_CAPITALS).gather(code), left[code]
    written = partial(_shown, columns, kept.columns["token"], inside, left)
    release()
    places, which = kept.spread(codes)
    piece = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.cumsum(np.concatenate([[0], np.bincount(piece[places], minlength=len(sizes))]))
    matrix = csr_array((np.ones(len(which), np.int32), columns[which], starts), shape=(len(sizes), len(terms)))
    ends = np.cumsum([0, *(len(pieces.sizes) for pieces in dictionaries)])
    return Terms(terms, [matrix[begin:end] for begin, end in pairwise(ends)], written)


def _shown(*forms: Any) -> Any:
    """The usual forms of all terms, in their order."""
    return usual_forms(*forms)["shown"]


def _distinct(dictionaries: list[Pieces]) -> tuple[Any, np.ndarray]:
    """The distinct raw words of all pieces, and the number of each raw word of the pieces among them."""
    import polars as pl

    words = pl.concat([pl.Series(dtype=pl.String), *(pieces.words for pieces in dictionaries)], rechunk=True)
    coded = words.to_arrow().dictionary_encode()
    return pl.Series(pl.from_arrow(coded.dictionary), dtype=pl.String), coded.indices.to_numpy()


def count_terms(raw: RawCounts, terms: Terms) -> Any:
    """The counts of the terms in each text: a SciPy CSR matrix of integers.

    Removes the tallies from `raw`; otherwise it would need twice the memory.
    """
    from scipy.sparse import csr_array, vstack

    tallies: list[Any] = list(raw.tallies)
    raw.tallies.clear()
    if worth_compiling(sum(len(tally.codes) for tally in tallies), _MANY):
        first, columns, counts = _products(tallies, terms)
        return csr_array((counts, columns, first), shape=(len(first) - 1, len(terms.terms)))
    if not tallies:
        return csr_array((0, len(terms.terms)), dtype=np.int32)
    counts = vstack([_product(tally, terms.of_pieces[tally.pieces]) for tally in tallies], format="csr")
    counts.sort_indices()
    return counts


def spread_counts(counts: Any, first: np.ndarray, columns: np.ndarray, width: int) -> Any:
    """The counts of what terms consist of, from the counts of terms: term `t` has the columns
    `columns[first[t]:first[t + 1]]`, of which one may stand there twice."""
    from scipy.sparse import csr_array

    reading = csr_array((np.ones(len(columns), np.int32), columns, first), shape=(len(first) - 1, width))
    begins = range(0, max(counts.shape[0], 1), _ROWS)
    tallies = [Tally(0, *_in_bytes(*_rows_of(counts, begin))) for begin in begins]
    return count_terms(RawCounts([], tallies), Terms(range(width), [reading], lambda: None))


def _rows_of(counts: Any, begin: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Some rows of a CSR matrix."""
    first = counts.indptr[begin : begin + _ROWS + 1]
    part = slice(first[0], first[-1])
    return first - first[0], counts.indices[part].astype(np.int32), counts.data[part]


def _product(tally: Tally, reading: Any) -> Any:
    """Counts of terms from counts of pieces."""
    from scipy.sparse import csr_array

    counts = tally.counts.astype(np.int32), tally.codes, tally.first
    return csr_array(counts, shape=(len(tally.first) - 1, reading.shape[0])) @ reading


def _products(tallies: list[Any], terms: Terms) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same for many tallies, stacked, on all cores; each tally is freed as soon as it is done."""
    from leesbril.engine.sparse_rows import most_entries, product

    readings = [
        (matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32, copy=False)) for matrix in terms.of_pieces
    ]
    space = np.cumsum([0, *(most_entries(tally.first, tally.codes, readings[tally.pieces][0])[0] for tally in tallies)])
    columns, counts = np.empty(space[-1], np.int32), np.empty(space[-1], np.int32)

    def multiply(number: int) -> np.ndarray:
        tally, tallies[number] = tallies[number], None
        part = slice(space[number], space[number + 1])
        starts, targets = readings[tally.pieces]
        begins: np.ndarray = product(
            tally.first, tally.codes, tally.counts, starts, targets, columns[part], counts[part]
        )
        return begins

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        parts = list(pool.map(multiply, range(len(tallies))))
    ends = np.cumsum([0, *(begins[-1] for begins in parts)])
    for begin, end, at in zip(ends, ends[1:], space, strict=False):  # close the gaps that merged entries left
        for values in (columns, counts):
            values[begin:end] = values[at : at + end - begin]
    first = np.concatenate([[0], *(begins[1:] + end for begins, end in zip(parts, ends, strict=False))])
    kind = np.int32 if ends[-1] <= np.iinfo(np.int32).max else np.int64
    return first.astype(kind), columns[: ends[-1]].astype(kind, copy=False), counts[: ends[-1]]
