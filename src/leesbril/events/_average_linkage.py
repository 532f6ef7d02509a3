"""Similarities of pairs → groups by average linkage, for many articles of which few are alike."""

from itertools import pairwise
from typing import Any

import numpy as np

from leesbril.engine.worth import worth_compiling

COMPILED_FROM = 500_000
"""With fewer pairs, plain Python takes about a second."""
_UNITS = 1_000_000_000
"""Similarities are summed as whole billionths: their sum does not depend on the order of the pairs."""


def average_linkage(
    a: np.ndarray,
    b: np.ndarray,
    similarity: np.ndarray,
    count: int,
    threshold: float,
    *,
    together: np.ndarray | None = None,
) -> np.ndarray:
    """The group of each of `count` articles, named after its first article (UPGMA, Sokal & Michener 1958).

    Two groups that are each other's nearest are merged as long as the mean similarity of their pairs is `threshold` or
    more. A pair that is not given has a similarity of 0, so a group is held together by all of its pairs, and a chain
    is not: if a–b and b–c alone are given, with .7 and .6, c has a mean of .3 with a and b. Every pair is given once.
    Articles with one number above 0 in `together` are in one group from the beginning, however similar they are.

    >>> average_linkage(np.array([0, 1]), np.array([1, 2]), np.array([0.7, 0.6]), 3, 0.35).tolist()
    [0, 0, 2]
    """
    from scipy.sparse import csr_array

    units = (similarity * _UNITS).round().astype(np.int64)
    own = _from_the_beginning(together, count)
    apart = own[a] != own[b]
    pairs = csr_array((units[apart], (own[a[apart]], own[b[apart]])), shape=(count, count))
    sums, sizes, least = csr_array(pairs + pairs.T), np.bincount(own, minlength=count), round(threshold * _UNITS)
    if worth_compiling(len(a), COMPILED_FROM):
        from leesbril.engine.average_linkage import linked

        group = linked(sums.indptr, sums.indices, sums.data, sizes, least)
    else:
        groups = _Groups(sums, sizes)
        groups.link(least)
        group = groups.named()
    found: np.ndarray = group[own]
    return found


def _from_the_beginning(together: np.ndarray | None, count: int) -> np.ndarray:
    """The first of the articles that are in one group with each."""
    own = np.arange(count)
    if together is not None:
        inside = np.flatnonzero(together)
        _, first, number = np.unique(together[inside], return_index=True, return_inverse=True)
        own[inside] = inside[first][number]
    return own


class _Groups:
    """Groups of articles while they are merged: the sum of the similarities of each two that have any."""

    def __init__(self, sums: Any, sizes: np.ndarray) -> None:
        others, values, edges = sums.indices.tolist(), sums.data.tolist(), sums.indptr.tolist()
        rows = pairwise(edges)
        self.sums = [dict(zip(others[begin:end], values[begin:end], strict=True)) for begin, end in rows]
        self.sizes, self.first, self.parent = sizes.tolist(), list(range(len(sizes))), list(range(len(sizes)))
        self.named_after = list(range(len(sizes)))
        """The group whose first article this is, or was."""

    def link(self, least: int) -> None:
        """Merge all groups that are near enough (nearest-neighbour chains: Benzécri 1982; Murtagh 1983)."""
        for start, group in enumerate(self.named_after):
            chain = [group] if self.first[group] == start else []
            while chain:
                nearest = self.nearest(chain[-1], least, chain[-2] if len(chain) > 1 else -1)
                if nearest < 0:
                    chain.pop()  # no other group is near enough, now or later
                elif len(chain) > 1 and nearest == chain[-2]:
                    merged = self.merge(chain.pop(), chain.pop())
                    chain = chain or [merged]
                else:
                    chain.append(nearest)

    def nearest(self, group: int, least: int, last: int) -> int:
        """The group with the highest mean similarity to this one; -1 if none has `least`.

        Of several, `last` is taken, or else the one with the first article.
        """
        sizes, first, found, most = self.sizes, self.first, -1, 0.0
        for other, value in self.sums[group].items():
            mean = value / sizes[other]
            if mean > most or (mean == most and found != last and (other == last or first[other] < first[found])):
                found, most = other, mean
        return found if most > 0 and most >= least * sizes[group] else -1

    def merge(self, one: int, other: int) -> int:
        """Merge two groups: the one with sums to more groups takes in the other, and is returned."""
        if len(self.sums[one]) < len(self.sums[other]):
            one, other = other, one
        mine, theirs = self.sums[one], self.sums[other]
        for third, value in theirs.items():
            if third != one:
                mine[third] = self.sums[third][one] = mine.get(third, 0) + value
                del self.sums[third][other]
        theirs.clear()
        del mine[other]
        self.sizes[one] += self.sizes[other]
        self.first[one] = self.first[other] = min(self.first[one], self.first[other])
        self.named_after[self.first[one]] = one
        self.parent[other] = one
        return one

    def named(self) -> np.ndarray:
        """The first article of the group of each article."""
        parent = np.array(self.parent, dtype=np.int64)
        while (parent[parent] != parent).any():
            parent = parent[parent]
        return np.array(self.first, dtype=np.int64)[parent]
