"""Encoded words → shared passages in plain Python: for some thousands of articles, and as reference for tests."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.engine.dense_tiling import tiles_of_pairs
from leesbril.engine.tiling import Pair, Tile, tiled_passages
from leesbril.passages._encoded import Words

_BATCH = 2_000_000
"""Pairs or positions processed at a time: bounds the memory, changes no result."""
MOST_HITS = 4
"""Matching positions per word of two articles; with more, for instance if one word is repeated, runs are not listed but
tiled in rounds: bounds the time and the memory, changes no result."""


class Found(NamedTuple):
    """The runs of all passages: the number of the passage of each, its start in both articles, its length in words.

    `widespread` says of each passage whether it is.
    """

    passages: np.ndarray
    a: np.ndarray
    b: np.ndarray
    lengths: np.ndarray
    widespread: np.ndarray

    @property
    def positions_b(self) -> np.ndarray:
        """The numbers of the matching words of the second articles."""
        return ranges(self.b, self.lengths)


class Shingles(NamedTuple):
    """The run of `min_words` words that starts at each word: its number, or -1 if the article ends before.

    `shared`: it occurs in at least two articles; `clean`: none of its words is in a widespread run.
    """

    ids: np.ndarray
    shared: np.ndarray
    clean: np.ndarray


def shingles(words: Words, min_words: int, limit: float) -> Shingles:
    """Number the runs exactly, one word longer in each step; those in more articles than `limit` are widespread."""
    ids, whole = words.codes.astype(np.int64), np.arange(len(words.codes)) + min_words <= words.first[words.rows + 1]
    for step in range(1, min_words):
        last = np.append(words.codes[step:], np.zeros(min(step, len(ids)), dtype=np.int64))
        ids = pd.factorize(ids * (words.codes.max(initial=0) + 1) + last)[0]
    ids = np.where(whole, ids, -1)
    articles = _articles_with(ids, words)
    widespread = np.flatnonzero(articles > limit)
    inside = np.zeros(len(ids), dtype=bool)
    for step in range(min_words):
        inside[widespread + step] = True
    unclean = np.concatenate([[0], inside.cumsum()])
    ends = np.minimum(np.arange(len(ids)) + min_words, len(ids))
    return Shingles(ids, articles > 1, whole & (unclean[ends] == unclean[:-1]))


def _articles_with(ids: np.ndarray, words: Words) -> np.ndarray:
    """The number of articles in which each run occurs; 0 for incomplete runs."""
    rows = len(words.first)
    distinct = pd.unique(ids * rows + words.rows) // rows
    return np.where(ids < 0, 0, np.bincount(distinct[distinct >= 0], minlength=len(ids))[ids])


def candidates(words: Words, runs_at: Shingles) -> np.ndarray:
    """The pairs of articles that share a clean run, in order: a self-join of the runs."""
    articles = len(words.first) - 1
    kept = runs_at.clean & runs_at.shared
    # Sorted by run and then by article, each once: every article is followed by those that it pairs with.
    places = np.unique(runs_at.ids[kept] * articles + words.rows[kept])
    runs, rows = np.divmod(places, max(articles, 1))
    later = np.searchsorted(runs, runs, side="right") - np.arange(len(runs)) - 1
    pairs = [np.empty(0, dtype=np.int64)]
    for start, end in _batches(later):
        firsts = np.repeat(rows[start:end], later[start:end])
        pairs.append(pd.unique(firsts * articles + rows[ranges(np.arange(start, end) + 1, later[start:end])]))
    return np.stack(np.divmod(np.unique(np.concatenate(pairs)), max(articles, 1)), axis=1)


def align(words: Words, runs_at: Shingles, pairs: np.ndarray, min_words: int, max_gap: int) -> Found:
    """Tile each pair, starting from the article whose words come first alphabetically, and extend the tiles."""
    rank = _alphabetical(words)
    swapped = rank[pairs[:, 0]] > rank[pairs[:, 1]]
    oriented = np.where(swapped[:, None], pairs[:, ::-1], pairs)
    codes = [words.codes[start:end].tolist() for start, end in pairwise(words.first.tolist())]
    clean = [runs_at.clean[start:end].tobytes() for start, end in pairwise(words.first.tolist())]
    first = words.first.tolist()
    rows: list[tuple[int, int, int, int]] = []
    widespread: list[bool] = []
    for pair, runs in _runs_by_pair(words, runs_at, oriented, min_words):
        a, b = oriented[pair].tolist()
        for passage in tiled_passages(Pair.of(codes[a], codes[b]), runs, clean[a], clean[b], min_words, max_gap):
            for i, j, length in passage.runs:
                at = (first[b] + j, first[a] + i) if swapped[pair] else (first[a] + i, first[b] + j)
                rows.append((len(widespread), at[0], at[1], length))
            widespread.append(passage.widespread)
    number, starts_a, starts_b, lengths = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Found(number, starts_a, starts_b, lengths, np.array(widespread, dtype=bool))


def _alphabetical(words: Words) -> np.ndarray:
    """The alphabetical rank of each article by its words: decides ties independently of the names."""
    spelled = [words.codes[start:end].astype(">u4").tobytes() for start, end in pairwise(words.first.tolist())]
    ranks: np.ndarray = pd.factorize(np.array(spelled, dtype=object), sort=True)[0]
    return ranks


def _runs_by_pair(
    words: Words, runs_at: Shingles, pairs: np.ndarray, min_words: int
) -> Iterator[tuple[int, list[Tile]]]:
    """For each pair with shared runs, all maximal runs of `min_words` equal words or more; for pairs with too many
    (`MOST_HITS`), only the tiles.
    """
    shared = _Shared.of(words, runs_at)
    sizes = np.diff(shared.first)[pairs[:, 0]]
    for start, end in _batches(sizes):
        hits = shared.hits(pairs[start:end])
        edges = np.concatenate([[0], sizes[start:end].cumsum()])
        of_pair = np.diff(np.concatenate([[0], hits.counts.cumsum()])[edges])
        dense = of_pair > MOST_HITS * words.counts[pairs[start:end]].sum(axis=1)
        numbers = start + np.flatnonzero(dense)
        yield from zip(
            numbers.tolist(), tiles_of_pairs(words.codes, words.first, pairs[numbers], min_words), strict=True
        )
        hits.counts[np.repeat(dense, sizes[start:end])] = 0
        for low, high in _batches(np.where(dense, 0, of_pair)):
            pair = start + np.repeat(np.arange(low, high), of_pair[low:high] * ~dense[low:high])
            i, j = shared.places_of(hits, slice(edges[low], edges[high]))
            yield from _joined(pair, i - words.first[pairs[pair, 0]], j - words.first[pairs[pair, 1]], min_words)


class _Hits(NamedTuple):
    """For each of these positions, in order, the occurrences of the same run in the other article: `counts` entries of
    the table, from `low` on.
    """

    places: np.ndarray
    low: np.ndarray
    counts: np.ndarray


class _Shared(NamedTuple):
    """The runs in several articles: those of article `row` start at `places[first[row]:first[row + 1]]`, with these
    `ids`. `table` has the sorted keys row x stride + id, `order` their sort order.
    """

    places: np.ndarray
    first: np.ndarray
    ids: np.ndarray
    table: np.ndarray
    order: np.ndarray
    stride: int

    @classmethod
    def of(cls, words: Words, runs_at: Shingles) -> "_Shared":
        """The sorted shared runs of these words."""
        places, stride = np.flatnonzero(runs_at.shared), int(runs_at.ids.max(initial=0)) + 1
        ids = runs_at.ids[places]
        table = words.rows[places] * stride + ids
        order = np.argsort(table, kind="stable")
        return cls(places, np.searchsorted(places, words.first), ids, table[order], order, stride)

    def hits(self, pairs: np.ndarray) -> _Hits:
        """Look up the runs of the first article of each pair in the second."""
        x, y = pairs.T
        sizes = np.diff(self.first)[x]
        ours = ranges(self.first[x], sizes)
        sought = np.repeat(y, sizes) * self.stride + self.ids[ours]
        low = np.searchsorted(self.table, sought)
        return _Hits(self.places[ours], low, np.searchsorted(self.table, sought, side="right") - low)

    def places_of(self, hits: _Hits, part: slice) -> tuple[np.ndarray, np.ndarray]:
        """The position of each hit in the first article, and in the second."""
        counts = hits.counts[part]
        return np.repeat(hits.places[part], counts), self.places[self.order[ranges(hits.low[part], counts)]]


def _joined(pair: np.ndarray, i: np.ndarray, j: np.ndarray, min_words: int) -> Iterator[tuple[int, list[Tile]]]:
    """Join positions that are consecutive in both articles into runs."""
    order = np.lexsort((i, j - i, pair))
    pair, i, j = pair[order], i[order], j[order]
    same = (pair[1:] == pair[:-1]) & (j[1:] - i[1:] == j[:-1] - i[:-1]) & (i[1:] == i[:-1] + 1)
    heads = np.flatnonzero(np.concatenate([np.ones(min(len(i), 1), dtype=bool), ~same]))
    lengths = np.diff(np.append(heads, len(i))) + min_words - 1
    runs = list(zip(i[heads].tolist(), j[heads].tolist(), lengths.tolist(), strict=True))
    edges = np.flatnonzero(np.diff(pair[heads], prepend=-1)).tolist()
    for start, end in pairwise([*edges, len(runs)]):
        yield int(pair[heads[start]]), runs[start:end]


def _batches(sizes: np.ndarray) -> Iterator[tuple[int, int]]:
    """Where to split a list so that each part has a sum of about `_BATCH`."""
    edges = np.flatnonzero(np.diff(np.cumsum(sizes) // _BATCH)) + 1
    return pairwise([0, *edges.tolist(), len(sizes)])


def ranges(starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The ranges of `sizes` consecutive numbers from each start, concatenated.

    >>> ranges(np.array([3, 7]), np.array([2, 3])).tolist()
    [3, 4, 7, 8, 9]
    """
    numbers: np.ndarray = np.arange(sizes.sum()) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    return numbers
