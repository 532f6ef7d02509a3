"""Dates → which rows need be compared with which, cut into pieces of work that fit in memory."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

BLOCK = 50_000
"""Rows looked up in at a time, and as many queries: bounds the memory (some kilobytes a row), changes no result."""
SMALL = 2_000
"""Queries that are worth a block of their own."""
MANY = 200_000_000
"""Pairs in a block that is worth the work of several threads."""
DAY = 86_400_000_000


class Spans(NamedTuple):
    """When each row was written, from `start` to `end`, and how far apart two may lie, all in microseconds."""

    start: np.ndarray
    end: np.ndarray
    reach: int


class Job(NamedTuple):
    """Look up `queries[begin:end]` in `among[low:high]`, as so many `stripes`: pieces that run at the same time.

    `itself`: each also in those before it in `queries[begin:end]`. `windows` says for every query from where to where
    its dates allow another row in `among`.
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
        """The rows of its block: those looked up in, and behind them the queries."""
        return np.concatenate([self.among[self.low : self.high], self.queries[self.begin : self.end]])

    def asked(self, stripe: int) -> np.ndarray:
        """The queries of one stripe, counted from `begin`: with two stripes every other one."""
        return np.arange(stripe, self.end - self.begin, self.stripes)

    def local(self) -> list[np.ndarray]:
        """The windows of its queries as places in the block; where they are looked up too, they follow on."""
        limit = self.high - self.low + (self.end - self.begin if self.itself else 0)
        return [np.clip(window[self.begin : self.end] - self.low, 0, limit) for window in self.windows]


def plan(spans: Spans, workers: int) -> Iterator[Job]:
    """The pieces of work that compare every row with all that its dates allow, each pair once.

    Rows whose dates are alike in precision go together, so that one article of "2017" widens no other's window.
    """
    length = spans.end - spans.start
    kinds = [length <= DAY, (length > DAY) & (length <= 31 * DAY), length > 31 * DAY]
    groups = [rows[np.argsort(spans.start[rows], kind="stable")] for rows in map(np.flatnonzero, kinds) if len(rows)]
    for number, queries in enumerate(groups):
        for among in groups[: number + 1]:
            yield from _tiles(queries, among, among is queries, spans, workers)


def _tiles(queries: np.ndarray, among: np.ndarray, itself: bool, spans: Spans, workers: int) -> Iterator[Job]:
    """Cut the queries in tiles of about three windows, and what they are looked up in into blocks."""
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
