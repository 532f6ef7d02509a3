"""Texts → how often each raw word stands in each: a batch at a time, put together exactly.

What a raw word means is decided by the whole folder, once all batches are in; so nothing is decided here. A raw word is
counted as the *piece* that it was found in (`scanning`); of few texts the pieces are the raw words themselves.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.text.vocabulary import Readings, Rules, readings
from leesbril.text.words import raw_words, raw_words_in

COMPILED_FROM = 20_000_000
"""Characters: fewer are read in less than a second, and nothing need be compiled or loaded for them."""
_MANY = 1_000_000
"""Counts that are worth compiled work."""


class Tally(NamedTuple):
    """How often each piece stands in each text, in compressed sparse rows; `pieces` says which dictionary is meant."""

    pieces: int
    first: np.ndarray
    codes: np.ndarray
    counts: np.ndarray


@dataclass(frozen=True)
class RawCounts:
    """The tallies of some texts, in the order of the texts, and the dictionaries of pieces (Arrow) that they use.

    `totals` says how often each piece of each dictionary occurs. `a + b` are the counts of the texts of a and then
    those of b, with nothing lost: the terms and counts that follow are those of all texts counted at once, wherever
    they were parted.
    """

    dictionaries: list[Any]
    totals: list[np.ndarray]
    tallies: list[Tally]

    def __add__(self, other: "RawCounts") -> "RawCounts":
        shifted = [tally._replace(pieces=tally.pieces + len(self.dictionaries)) for tally in other.tallies]
        return RawCounts(self.dictionaries + other.dictionaries, self.totals + other.totals, self.tallies + shifted)


class RawCounter:
    """Counts one batch of texts after another: compiled and on all cores, once they are many."""

    def __init__(self) -> None:
        self._few = RawCounts([], [], [])
        self._scanners: list[Any] = []
        self._tallies: list[Tally] = []

    def add(self, texts: pd.Series) -> None:
        """Count the texts of a batch."""
        if not self._scanners and _size(texts) < COMPILED_FROM:
            self._few += _count_few(texts)
        else:
            self._count_many(texts)

    def result(self) -> RawCounts:
        """What was counted so far."""
        pieces = [scanner.pieces() for scanner in self._scanners]
        totals = [scanner.totals() for scanner in self._scanners]
        return self._few + RawCounts(pieces, totals, self._tallies)

    def _count_many(self, texts: pd.Series) -> None:
        from leesbril.engine.scanning import Scanner

        self._scanners = self._scanners or [Scanner() for _ in range(os.cpu_count() or 1)]
        for data, offsets in _buffers(texts):
            self._count_bytes(data, offsets)

    def _count_bytes(self, data: np.ndarray, offsets: np.ndarray) -> None:
        workers = len(self._scanners)
        cuts = [0, *np.searchsorted(offsets, np.linspace(offsets[0], offsets[-1], workers + 1)[1:-1]), len(offsets) - 1]

        def count(number: int) -> list[Tally]:
            share = offsets[cuts[number] : cuts[number + 1] + 1]
            return [Tally(number, *counts) for counts in self._scanners[number].count(data, share)]

        with ThreadPoolExecutor(workers) as pool:
            for tallies in pool.map(count, range(workers)):
                self._tallies += tallies


def _size(texts: pd.Series) -> int:
    return int(texts.str.len().sum())


def _buffers(texts: pd.Series) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The bytes of the texts, and where each begins; in parts, as they stand in memory."""
    import pyarrow as pa

    array = pa.array(texts, pa.large_string())
    for part in array.chunks if isinstance(array, pa.ChunkedArray) else [array]:
        if len(part):
            _, offsets, data = part.buffers()
            begins = np.frombuffer(offsets, np.int64)[part.offset : part.offset + len(part) + 1]
            yield np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8), begins


def _count_few(texts: pd.Series) -> RawCounts:
    """The same for few texts: their raw words are the pieces."""
    import pyarrow as pa
    from scipy.sparse import csr_array

    found = raw_words(texts)
    shape = len(texts), len(found.words)
    counts = csr_array((np.ones(len(found.codes), np.int32), (found.rows, found.codes)), shape=shape)
    # A line in capitals is known by its first character (see `raw_words_in`).
    pieces = ["\r" + word[1:] if word[0] == "\n" else word for word in found.words]
    tally = Tally(0, counts.indptr.astype(np.int64), counts.indices.astype(np.int32), counts.data)
    return RawCounts([pa.array(pieces, pa.large_string())], [found.counts], [tally])


class Terms(NamedTuple):
    """The terms in alphabetical order (Arrow), and for each dictionary of pieces which terms each piece counts for.

    The latter are SciPy CSR matrices of pieces × terms.
    """

    terms: Any
    of_pieces: list[Any]


def read_pieces(dictionaries: list[Any], totals: list[np.ndarray], rules: Rules, *, drop: bool) -> Terms:
    """Read the pieces of a whole folder, each distinct raw word once; `drop` leaves out stop words.

    `totals` say how often each piece occurs.
    """
    import pyarrow as pa
    from scipy.sparse import csr_array

    release = pa.default_memory_pool().release_unused
    release()  # what Arrow still held of the texts
    raw, codes, sizes = _distinct_raw_words(dictionaries)
    release()
    piece = np.repeat(np.arange(len(sizes)), sizes)
    often = np.bincount(codes, weights=np.concatenate([[], *totals])[piece], minlength=len(raw)).astype(np.int64)
    frame = readings(raw, often, rules).frame[["code", "term", "stop"]]
    kept = Readings(frame[~frame["stop"]] if drop else frame, len(raw))
    release()
    terms, columns = _in_alphabetical_order(kept.frame["term"])
    release()
    places, which = kept.spread(codes)
    starts = np.cumsum(np.concatenate([[0], np.bincount(piece[places], minlength=len(sizes))]))
    matrix = csr_array((np.ones(len(which), np.int32), columns[which], starts), shape=(len(sizes), len(terms)))
    ends = np.cumsum([0, *map(len, dictionaries)])
    return Terms(terms, [matrix[begin:end] for begin, end in pairwise(ends)])


def _distinct_raw_words(dictionaries: list[Any]) -> tuple[Any, np.ndarray, np.ndarray]:
    """The distinct raw words in all pieces; which of them stand in the pieces, in a row, and how many in each."""
    import polars as pl
    import pyarrow as pa

    sizes, found = raw_words_in(pl.Series(pl.from_arrow(pa.chunked_array(dictionaries, pa.large_string()))))
    coded = found.to_arrow().dictionary_encode()
    return pl.Series(pl.from_arrow(coded.dictionary)), coded.indices.to_numpy(), sizes


def _in_alphabetical_order(written: Any) -> tuple[Any, np.ndarray]:
    """The distinct terms, sorted by code point, and which of them each one is."""
    import polars as pl

    coded = pl.from_pandas(written).to_arrow().dictionary_encode()
    distinct = pl.Series(pl.from_arrow(coded.dictionary), dtype=pl.String)
    order = distinct.arg_sort()
    place = np.empty(len(order), np.int32)
    place[order.to_numpy()] = np.arange(len(order))
    return distinct.gather(order).to_arrow(), place[coded.indices.to_numpy()]


def count_terms(raw: RawCounts, terms: Terms) -> Any:
    """The counts of the terms in each text, a SciPy CSR matrix of integers.

    Takes the tallies out of `raw` on the way, or twice the memory would be needed.
    """
    from scipy.sparse import csr_array, vstack

    tallies: list[Any] = list(raw.tallies)
    raw.tallies.clear()
    if sum(len(tally.codes) for tally in tallies) >= _MANY:
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

    readings = [(matrix.indptr.astype(np.int64), matrix.indices) for matrix in terms.of_pieces]
    room = np.cumsum([0, *(most_entries(tally.codes, readings[tally.pieces][0]) for tally in tallies)])
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
