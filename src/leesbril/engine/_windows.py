"""Dates → which rows to compare, split into jobs that fit in memory."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

BLOCK = 50_000
"""Rows searched at a time, and queries: bounds the memory (some kilobytes per row), changes no result."""
SMALL = 2_000
"""Minimum number of queries per block."""
MANY = 200_000_000
"""Pairs in a block from which several threads pay."""
DAY = 86_400_000_000


class Spans(NamedTuple):
    """Start and end of the date of each row, and the maximum distance of two rows, in microseconds."""

    start: np.ndarray
    end: np.ndarray
    reach: int


class Job(NamedTuple):
    """Compare `queries[begin:end]` with `among[low:high]`, split into `stripes` that run in parallel.

    `itself`: also compare each query with the earlier ones in `queries[begin:end]`. `windows` has for every query the
    range of `among` that its dates allow.
    """

    queries: np.ndarray
    begin: int
    end: int
    among: np.ndarray
    low: int
    high: int
    itself: bool
    windows: tuple[np.ndarray, np.ndarray]
    stripes: int

    @property
    def rows(self) -> np.ndarray:
        """The rows of the block: the searched rows, then the queries."""
        return np.concatenate([self.among[self.low : self.high], self.queries[self.begin : self.end]])

    def asked(self, stripe: int) -> np.ndarray:
        """The queries of one stripe, counted from `begin`; with two stripes, every other one."""
        return np.arange(stripe, self.end - self.begin, self.stripes)

    def local(self) -> list[np.ndarray]:
        """The windows of the queries as positions in the block, which may include the queries themselves."""
        limit = self.high - self.low + (self.end - self.begin if self.itself else 0)
        return [np.clip(window[self.begin : self.end] - self.low, 0, limit) for window in self.windows]


def plan(spans: Spans, workers: int) -> Iterator[Job]:
    """The jobs that compare every row with all rows that its dates allow, each pair once.

    Rows with dates of similar precision are grouped, so that an article dated "2017" does not widen other windows.
    """
    length = spans.end - spans.start
    kinds = [length <= DAY, (length > DAY) & (length <= 31 * DAY), length > 31 * DAY]
    groups = [rows[np.argsort(spans.start[rows], kind="stable")] for rows in map(np.flatnonzero, kinds) if len(rows)]
    for number, queries in enumerate(groups):
        for among in groups[: number + 1]:
            yield from _tiles(queries, among, among is queries, spans, workers)


def _tiles(queries: np.ndarray, among: np.ndarray, itself: bool, spans: Spans, workers: int) -> Iterator[Job]:
    """Split the queries into tiles of about three windows, and the searched rows into blocks."""
    starts, longest = spans.start[among], (spans.end - spans.start)[among].max()
    lows = np.searchsorted(starts, spans.start[queries] - spans.reach - longest, side="right")
    highs = np.searchsorted(starts, spans.end[queries] + spans.reach, side="left")
    highs = np.arange(len(queries)) if itself else np.maximum.accumulate(highs)
    size = int(np.clip(3 * np.median(highs - lows), SMALL, BLOCK))
    for begin in range(0, len(queries), size):
        end = min(begin + size, len(queries))
        low, high = int(lows[begin]), begin if itself else int(highs[end - 1])
        cuts = [*range(low, high, BLOCK), high]
        for a, b in list(pairwise(cuts)) or ([(high, high)] if itself else []):
            stripes = workers if (end - begin) * (b - a + end - begin) > MANY else 1
            yield Job(queries, begin, end, among, a, b, itself and b == high, (lows, highs), stripes)
