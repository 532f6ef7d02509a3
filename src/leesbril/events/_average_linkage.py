"""Similarities of pairs → groups by average linkage, for many articles of which few are alike."""

import numpy as np

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
    groups = _Groups(a, b, (similarity * _UNITS).round().astype(np.int64), count)
    if together is not None:
        groups.put_together(together)
    least = round(threshold * _UNITS)
    for start in range(count):
        chain = [start] if start in groups.sums else []
        while chain:
            nearest = groups.nearest(chain[-1], least, chain[-2] if len(chain) > 1 else -1)
            if nearest < 0:
                chain.pop()  # no other group is near enough, now or later
            elif len(chain) > 1 and nearest == chain[-2]:
                merged = groups.merge(chain.pop(), chain.pop())
                chain = chain or [merged]
            else:
                chain.append(nearest)
    return groups.named()


class _Groups:
    """Groups of articles while they are merged: the sum of the similarities of each two that have any."""

    def __init__(self, a: np.ndarray, b: np.ndarray, similarity: np.ndarray, count: int) -> None:
        self.sums: dict[int, dict[int, int]] = {}
        for one, other, value in zip(a.tolist(), b.tolist(), similarity.tolist(), strict=True):
            self.sums.setdefault(one, {})[other] = value
            self.sums.setdefault(other, {})[one] = value
        self.sizes, self.first, self.parent = [1] * count, list(range(count)), list(range(count))

    def put_together(self, numbers: np.ndarray) -> None:
        """Merge the articles with one number above 0."""
        merged: dict[int, int] = {}
        for article, number in enumerate(numbers.tolist()):
            if number:
                self.sums.setdefault(article, {})
                merged[number] = self.merge(merged[number], article) if number in merged else article

    def nearest(self, group: int, least: int, last: int) -> int:
        """The group with the highest mean similarity to this one; -1 if none has `least`.

        Of several, `last` is taken, or else the one with the first article.
        """
        sizes, first, found, most = self.sizes, self.first, -1, 0.0
        for other, value in self.sums[group].items():
            mean = value / sizes[other]
            if mean > most or (mean == most and found != last and (other == last or first[other] < first[found])):
                found, most = other, mean
        return found if found >= 0 and most >= least * sizes[group] else -1

    def merge(self, one: int, other: int) -> int:
        """Merge two groups: the one with sums to more groups takes in the other, and is returned."""
        if len(self.sums[one]) < len(self.sums[other]):
            one, other = other, one
        mine, theirs = self.sums[one], self.sums.pop(other)
        for third, value in theirs.items():
            if third != one:
                mine[third] = self.sums[third][one] = mine.get(third, 0) + value
                del self.sums[third][other]
        mine.pop(other, None)
        self.sizes[one] += self.sizes[other]
        self.first[one] = min(self.first[one], self.first[other])
        self.parent[other] = one
        return one

    def named(self) -> np.ndarray:
        """The first article of the group of each article."""
        parent = np.array(self.parent, dtype=np.int64)
        while (parent[parent] != parent).any():
            parent = parent[parent]
        return np.array(self.first, dtype=np.int64)[parent]
