"""Texts → how often each raw word stands in each: a batch at a time, put together exactly.

What a raw word means is decided by the whole folder, once all batches are in; so nothing is decided here. A raw word is
counted as the *piece* that it was found in (`scanning`); of few texts each raw word is a piece.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.engine.worth import worth_compiling
from leesbril.text.vocabulary import Readings, Rules, readings
from leesbril.text.words import raw_words, raw_words_in
from leesbril.tokenisation.tokeniser import buffers, shares

COMPILED_FROM = 4_000_000
"""Characters: fewer are read in half a second, and nothing need be compiled or loaded for them."""
_MANY = 1_000_000
"""Counts that are worth compiled work."""


class Tally(NamedTuple):
    """How often each piece stands in each text, in compressed sparse rows; `pieces` says which dictionary is meant.

    The counts are bytes; one above 255 takes several entries.
    """

    pieces: int
    first: np.ndarray
    codes: np.ndarray
    counts: np.ndarray


class Pieces(NamedTuple):
    """Distinct pieces: how often each occurs in all, how many raw words it has, and these, one piece behind the other.

    `words` is a polars series in which a raw word stands as often as it is in pieces.
    """

    totals: np.ndarray
    sizes: np.ndarray
    words: Any


@dataclass(frozen=True)
class RawCounts:
    """The tallies of some texts, in the order of the texts, and the dictionaries of pieces that they use.

    `a + b` are the counts of the texts of a and then those of b, with nothing lost: the terms and counts that follow
    are those of all texts counted at once, wherever they were parted.
    """

    dictionaries: list[Pieces]
    tallies: list[Tally]

    def __add__(self, other: "RawCounts") -> "RawCounts":
        shifted = [tally._replace(pieces=tally.pieces + len(self.dictionaries)) for tally in other.tallies]
        return RawCounts(self.dictionaries + other.dictionaries, self.tallies + shifted)


class RawCounter:
    """Counts one batch of texts after another: compiled and on all cores, once they are many."""

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
        """What was counted so far."""
        return self._few + RawCounts([_pieces_of(scanner) for scanner in self._scanners], self._tallies)

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
    return int(texts.str.len().sum())


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
    """The same rows with every count in a byte: one above 255 takes several entries.

    >>> [column.tolist() for column in _in_bytes(np.array([0, 1, 2]), np.array([7, 8]), np.array([3, 600]))]
    [[0, 1, 4], [7, 8, 8, 8], [3, 255, 255, 90]]
    """
    entries = (counts + 254) // 255
    ends = np.concatenate([[0], np.cumsum(entries)])
    bytes_ = np.full(ends[-1], 255, np.uint8)
    bytes_[ends[1:] - 1] = counts - 255 * (entries - 1)
    return ends[first], np.repeat(codes, entries), bytes_


class Terms(NamedTuple):
    """The terms in alphabetical order (polars), and for each dictionary of pieces which terms each piece counts for.

    The latter are SciPy CSR matrices of pieces × terms.
    """

    terms: Any
    of_pieces: list[Any]


def read_pieces(dictionaries: list[Pieces], rules: Rules, *, drop: bool) -> Terms:
    """Read the pieces of a whole folder, each distinct raw word once; `drop` leaves out stop words."""
    import pyarrow as pa
    from scipy.sparse import csr_array

    release = pa.default_memory_pool().release_unused
    release()  # what Arrow still held of the texts
    totals, sizes = (
        np.concatenate([np.empty(0, np.int64), *columns])
        for columns in ([pieces.totals for pieces in dictionaries], [pieces.sizes for pieces in dictionaries])
    )
    raw, codes = _distinct(dictionaries)
    release()
    often = np.bincount(codes, weights=np.repeat(totals, sizes), minlength=len(raw)).astype(np.int64)
    read = readings(raw, often, rules).columns.select("code", "term", "stop")
    kept = Readings(read.filter(~read["stop"]) if drop else read, len(raw))
    release()
    terms, columns = kept.terms
    release()
    places, which = kept.spread(codes)
    piece = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.cumsum(np.concatenate([[0], np.bincount(piece[places], minlength=len(sizes))]))
    matrix = csr_array((np.ones(len(which), np.int32), columns[which], starts), shape=(len(sizes), len(terms)))
    ends = np.cumsum([0, *(len(pieces.sizes) for pieces in dictionaries)])
    return Terms(terms, [matrix[begin:end] for begin, end in pairwise(ends)])


def _distinct(dictionaries: list[Pieces]) -> tuple[Any, np.ndarray]:
    """The distinct raw words of all pieces, and the number of each of those that stand in them."""
    import polars as pl

    words = pl.concat([pl.Series(dtype=pl.String), *(pieces.words for pieces in dictionaries)], rechunk=True)
    coded = words.to_arrow().dictionary_encode()
    return pl.Series(pl.from_arrow(coded.dictionary), dtype=pl.String), coded.indices.to_numpy()


def count_terms(raw: RawCounts, terms: Terms) -> Any:
    """The counts of the terms in each text, a SciPy CSR matrix of integers.

    Takes the tallies out of `raw` on the way, or twice the memory would be needed.
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


def _product(tally: Tally, reading: Any) -> Any:
    """Rows of terms from rows of pieces."""
    from scipy.sparse import csr_array

    counts = tally.counts.astype(np.int32), tally.codes, tally.first
    return csr_array(counts, shape=(len(tally.first) - 1, reading.shape[0])) @ reading


def _products(tallies: list[Any], terms: Terms) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same for many, all below each other, on all cores; a tally is let go as soon as it is done."""
    from leesbril.engine.sparse_rows import most_entries, product

    readings = [
        (matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32, copy=False)) for matrix in terms.of_pieces
    ]
    room = np.cumsum([0, *(most_entries(tally.first, tally.codes, readings[tally.pieces][0])[0] for tally in tallies)])
    columns, counts = np.empty(room[-1], np.int32), np.empty(room[-1], np.int32)

    def multiply(number: int) -> np.ndarray:
        tally, tallies[number] = tallies[number], None
        part = slice(room[number], room[number + 1])
        starts, targets = readings[tally.pieces]
        begins: np.ndarray = product(
            tally.first, tally.codes, tally.counts, starts, targets, columns[part], counts[part]
        )
        return begins

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        parts = list(pool.map(multiply, range(len(tallies))))
    ends = np.cumsum([0, *(begins[-1] for begins in parts)])
    for begin, end, at in zip(ends, ends[1:], room, strict=False):  # close the gaps that merged entries left
        for values in (columns, counts):
            values[begin:end] = values[at : at + end - begin]
    first = np.concatenate([[0], *(begins[1:] + end for begins, end in zip(parts, ends, strict=False))])
    kind = np.int32 if ends[-1] <= np.iinfo(np.int32).max else np.int64
    return first.astype(kind), columns[: ends[-1]].astype(kind, copy=False), counts[: ends[-1]]
