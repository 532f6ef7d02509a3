"""Texts → their words in text order, a batch at a time: numbered, with positions and sentences.

How words are counted depends on all articles, so it is decided later, once all batches are read.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.engine.worth import worth_compiling
from leesbril.text.sentences import NO_SPANS, Spans, sentence_spans
from leesbril.text.units import Units
from leesbril.text.words import raw_words, raw_words_in
from leesbril.tokenisation._word_types import WordTypes

COMPILED_FROM = 4_000_000
"""Characters: fewer are read in a fraction of a second without compiled code."""

Words = tuple[np.ndarray, np.ndarray, np.ndarray]
"""The words of some texts in text order: where those of each text begin, their numbers, their start positions."""


class Batch(NamedTuple):
    """The words of some articles: article i has the words `first[i]:first[i + 1]`.

    `codes` are the types of the words, `starts` their positions in characters; `spaced` says whether only white space
    separates a word from the next one; `spans` are the sentences, `units` those of the articles whose publishers are
    known. `articles` has the names of the articles and the columns that are kept; without the texts, `text_hashes` has
    a hash of each.
    """

    articles: pd.DataFrame
    first: np.ndarray
    codes: np.ndarray
    starts: np.ndarray
    spaced: np.ndarray = np.zeros(0, np.uint8)
    spans: Spans = NO_SPANS
    units: Units | None = None
    text_hashes: np.ndarray = np.zeros(0, np.uint64)


class Tokeniser:
    """Reads the texts of one batch after another; words have the same numbers in all batches."""

    def __init__(self) -> None:
        self.types = WordTypes()
        self._readers: list[_PieceReader] = []

    def words(self, texts: pd.Series) -> Words:
        """The words of some texts; for large batches by compiled code, on all cores."""
        if not self._readers and not (len(texts) and worth_compiling(int(texts.str.len().sum()), COMPILED_FROM)):
            words = self._few(texts)
        else:
            self._readers = self._readers or [_PieceReader() for _ in range(os.cpu_count() or 1)]
            words = _concatenated([part for each in buffers(texts) for part in self._many(*each)])
        self.types.count(words[1])
        return words

    def batch(self, kept: pd.DataFrame, texts: pd.Series, language: str) -> Batch:
        """The words of some texts with their sentences; `kept` has the columns of the articles that are kept."""
        first, codes, starts = self.words(texts)
        ends = starts + self.types.lengths[codes]
        compiled = bool(self._readers)
        spaced = _spaced(texts, first, starts, ends) if compiled else _spaced_plainly(texts, first, starts, ends)
        return Batch(kept, first, codes, starts, spaced, sentence_spans(texts, language))

    def _few(self, texts: pd.Series) -> Words:
        found = raw_words(texts)
        first = np.append(0, np.bincount(found.rows, minlength=len(texts)).cumsum())
        return first, self.types.numbered(found.words)[found.codes], found.starts

    def _many(self, data: np.ndarray, offsets: np.ndarray) -> list[Words]:
        readers = self._readers
        with ThreadPoolExecutor(len(readers)) as pool:
            parts = list(
                pool.map(lambda reader, share: reader.read(data, share), readers, shares(offsets, len(readers)))
            )
            for reader in readers:
                reader.learn(self.types)
            return list(pool.map(lambda reader, part: reader.words(*part), readers, parts))


class _PieceReader:
    """Cuts texts into pieces, and maps each distinct piece to its words."""

    def __init__(self) -> None:
        from leesbril.engine.scanning import Scanner

        self._scanner = Scanner()
        self._first, self._offsets = np.zeros(1, np.int64), np.zeros(0, np.int32)
        self._codes = np.zeros(0, np.int32)

    def read(self, data: np.ndarray, offsets: np.ndarray) -> Words:
        """The pieces of some texts in text order."""
        return self._scanner.in_order(data, offsets)

    def learn(self, types: WordTypes) -> None:
        """Find the words in the pieces that are new since the last call."""
        import polars as pl

        new = self._scanner.pieces(since=len(self._first) - 1)
        sizes, offsets, words = raw_words_in(pl.Series(pl.from_arrow(new), dtype=pl.String))
        self._first = np.concatenate([self._first, self._first[-1] + np.cumsum(sizes, dtype=np.int64)])
        self._offsets = np.concatenate([self._offsets, offsets.astype(np.int32)])
        self._codes = np.concatenate([self._codes, types.numbered(words)])

    def words(self, first: np.ndarray, pieces: np.ndarray, starts: np.ndarray) -> Words:
        """The words of known pieces."""
        from leesbril.engine.offsets import expand

        ends = np.append(0, np.diff(self._first)[pieces].cumsum())
        words, places = (np.empty(ends[-1], np.int32) for _ in range(2))
        expand(pieces, starts, self._first, self._offsets, words, places)
        return ends[first], self._codes[words], places


def buffers(texts: pd.Series) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The bytes of the texts and the offsets of each, chunk by chunk, without a copy."""
    import pyarrow as pa

    array = pa.array(texts, pa.large_string())
    for part in array.chunks if isinstance(array, pa.ChunkedArray) else [array]:
        if len(part):
            _, offsets, data = part.buffers()
            begins = np.frombuffer(offsets, np.int64)[part.offset : part.offset + len(part) + 1]
            yield np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8), begins


def shares(offsets: np.ndarray, workers: int) -> list[np.ndarray]:
    """Split texts into `workers` runs of about equal size in bytes; returns the offsets of the texts of each."""
    goals = np.linspace(offsets[0], offsets[-1], workers + 1)[1:-1]
    cuts = [0, *np.searchsorted(offsets, goals), len(offsets) - 1]
    return [offsets[begin : end + 1] for begin, end in pairwise(cuts)]


def _concatenated(parts: list[Words]) -> Words:
    ends = np.cumsum([0, *(first[-1] for first, _, _ in parts)])
    first = [np.zeros(1, np.int64), *(part[0][1:] + end for part, end in zip(parts, ends, strict=False))]
    codes, starts = (np.concatenate([np.zeros(0, np.int32), *(part[side] for part in parts)]) for side in (1, 2))
    return np.concatenate(first), codes, starts


def _spaced(texts: pd.Series, first: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Whether only white space separates each word from the next one of its text (1 or 0)."""
    from leesbril.engine.offsets import spaced

    found, row = [np.zeros(0, np.uint8)], 0
    for data, offsets in buffers(texts):
        edges = first[row : row + len(offsets)]
        words = slice(edges[0], edges[-1])
        found.append(spaced(data, offsets, edges - edges[0], starts[words], ends[words]))
        row += len(offsets) - 1
    return np.concatenate(found)


def _spaced_plainly(texts: pd.Series, first: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The same for few texts."""
    found = np.zeros(len(starts), np.uint8)
    for text, (begin, end) in zip(texts.to_list(), pairwise(first.tolist()), strict=True):
        last = max(begin, end - 1)
        gaps = zip(ends[begin:last].tolist(), starts[begin + 1 : end].tolist(), strict=True)
        found[begin:last] = [text[end:start].isspace() for end, start in gaps]
    return found


def first_words(batch: Batch) -> np.ndarray:
    """The number of the first word of each sentence of a batch: the first that starts no earlier."""
    spans, words = batch.spans, np.diff(batch.first)
    stride = int(max(batch.starts.max(initial=0), spans.start.max(initial=0))) + 1
    rows = np.arange(len(words), dtype=np.int64) * stride
    starts = np.repeat(rows, words) + batch.starts
    found: np.ndarray = np.searchsorted(starts, np.repeat(rows, np.diff(spans.first)) + spans.start)
    return found
