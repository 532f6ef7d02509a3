"""Spans of articles → places: which spans stand in one place, without chains of overlaps."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.engine.worth import worth_compiling

LEAST_OVERLAP = 0.5
"""The share of their union that two spans have in common from which they are one place: no span of more than twice the
length of another is."""
COMPILED_FROM = 100_000
"""Spans, or places, from which on loading compiled code takes less time than it saves (half a second)."""


def sorted_names(*columns: pd.Series) -> pd.Index:
    """The distinct names in these columns, sorted, so that an order of names depends on no order of rows."""
    together = pd.concat(columns)
    names: pd.Index = pd.Index(together.unique(), dtype=together.dtype)
    try:
        found: pd.Index = names.sort_values()
    except TypeError:  # numbers beside strings
        mixed = sorted(names.to_list(), key=lambda name: (type(name).__name__, str(name)))
        found = pd.Index(mixed, dtype=names.dtype)
    return found


class Spans(NamedTuple):
    """Distinct spans of articles, sorted by row, start and end."""

    rows: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def take(self, chosen: np.ndarray) -> "Spans":
        """Some of the spans."""
        return Spans(*(column[chosen] for column in self))

    def runs(self) -> np.ndarray:
        """Where each run of spans of one row begins that overlap, directly or through others, and the last ends."""
        stride = int(self.ends.max(initial=0)) + 1
        reached = np.maximum.accumulate(self.rows * stride + self.ends)
        new = np.flatnonzero((self.rows * stride + self.starts)[1:] >= reached[:-1]) + 1
        return np.concatenate([[0], new, [len(self.rows)]]) if len(self.rows) else np.zeros(1, np.int64)


def distinct(spans: Spans) -> tuple[Spans, np.ndarray]:
    """The distinct ones of some spans in any order, and the number of each among these."""
    order = np.lexsort((spans.ends, spans.starts, spans.rows))
    ordered = spans.take(order)
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.any([np.diff(column) != 0 for column in ordered], axis=0)
    number = np.empty(len(order), np.int64)
    number[order] = np.cumsum(new) - 1
    return ordered.take(np.flatnonzero(new)), number


def common(one: Spans, other: Spans) -> np.ndarray:
    """The number of characters that spans of the same articles have in common, negative if there is a gap."""
    found: np.ndarray = np.minimum(one.ends, other.ends) - np.maximum(one.starts, other.starts)
    return found


def share_of_union(one: Spans, other: Spans) -> np.ndarray:
    """The characters that spans of the same articles have in common, as a share of those that either has."""
    both = np.maximum(common(one, other), 0)
    share: np.ndarray = both / (one.ends - one.starts + other.ends - other.starts - both)
    return share


def leaders(spans: Spans, support: np.ndarray, least_overlap: float) -> np.ndarray:
    """For each span the number of the span that leads its place, itself perhaps.

    Of spans that overlap, the one with most support leads, then the longer, then the earlier one; it takes all that
    share `least_overlap` of the union with it.

    >>> spans = Spans(np.zeros(3, int), np.array([0, 0, 50]), np.array([100, 90, 140]))
    >>> leaders(spans, np.array([1, 2, 1]), 0.5).tolist()
    [1, 1, 2]
    """
    runs, leader = spans.runs(), np.arange(len(spans.rows))
    if worth_compiling(len(leader), COMPILED_FROM):
        from leesbril.engine import stars

        run = np.repeat(np.arange(len(runs) - 1), np.diff(runs))
        order = np.lexsort((spans.starts, spans.starts - spans.ends, -support, run))
        return stars.leaders(runs, order, spans.starts, spans.ends, least_overlap)
    for begin, end in pairwise(runs.tolist()):
        if end - begin > 1:
            own = np.arange(begin, end)
            leader[own] = begin + _led(spans.take(own), support[own], least_overlap)
    return leader


def _led(spans: Spans, support: np.ndarray, least_overlap: float) -> np.ndarray:
    leader = np.full(len(support), -1)
    for span in np.lexsort((spans.starts, spans.starts - spans.ends, -support)).tolist():
        if leader[span] < 0:
            near = share_of_union(spans, spans.take(np.array([span]))) >= least_overlap
            leader[near & (leader < 0)] = span
    return leader
