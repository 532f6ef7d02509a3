"""Links → groups of articles on one event: clear links join them, and the mean of all pairs holds them together."""

import numpy as np

from leesbril.events._average_linkage import average_linkage
from leesbril.events._links import DECIMALS, Links

CLEARLY = 1.5
"""In thresholds: without a link of this similarity an article is alone, since by chance alone the most similar of many
pairs reaches the threshold itself; the mean of a group averages such chance out."""


def event_groups(links: Links, dated: np.ndarray, threshold: float, together: np.ndarray | None = None) -> np.ndarray:
    """The group of each article, named after its first article: average linkage within what is joined.

    Articles are joined if links of CLEARLY × `threshold` or more lead from one to the other, or if they have one number
    above 0 in `together`. Joined articles may be many, and of many events: `average_linkage` decides. `dated` says
    which articles have a date: these are grouped first. An article without one may be like those of any day, and would
    lead from one event to the next; so it joins the group that it is most like, and no two groups meet in it. Those
    that join none are grouped with each other.

    >>> links = Links(np.array([0, 2]), np.array([1, 3]), np.array([0.2, 0.3]), np.zeros(2, bool))
    >>> event_groups(links, np.ones(4, bool), 0.2).tolist()
    [0, 1, 2, 2]
    """
    count = len(dated)
    together = np.zeros(count, np.int64) if together is None else together
    group = _grouped(links.take(np.flatnonzero(dated[links.a] & dated[links.b])), count, threshold, together * dated)
    if dated.all():
        return group
    joined = _joined(links, dated, group, threshold, together)
    group = np.where(joined >= 0, group[joined], group)
    alone = ~dated & (joined < 0)
    rest = links.take(np.flatnonzero(alone[links.a] & alone[links.b]))
    group = np.where(alone, _grouped(rest, count, threshold, together * alone), group)
    first = np.full(count, count)
    np.minimum.at(first, group, np.arange(count))
    named: np.ndarray = first[group]
    return named


def _grouped(links: Links, count: int, threshold: float, together: np.ndarray) -> np.ndarray:
    """Average linkage of what clear links or a number in `together` join."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    clear = _clear(links.similarity, threshold)
    inside = np.flatnonzero(together)
    inside = inside[np.argsort(together[inside], kind="stable")]
    same = together[inside[:-1]] == together[inside[1:]]
    a = np.concatenate([links.a[clear], inside[:-1][same]])
    b = np.concatenate([links.b[clear], inside[1:][same]])
    graph = csr_array((np.ones(len(a), np.int8), (a, b)), shape=(count, count))
    _, joined = connected_components(graph, directed=False)
    kept = links.take(np.flatnonzero(joined[links.a] == joined[links.b]))
    return average_linkage(kept.a, kept.b, kept.similarity, count, threshold, together=together)


def _joined(links: Links, dated: np.ndarray, group: np.ndarray, threshold: float, together: np.ndarray) -> np.ndarray:
    """For each article without a date an article of the group that it joins; -1 for the others.

    That is the group of its number in `together`, or else the one with the highest mean similarity, if it is clearly
    like one of its articles.
    """
    count = len(dated)
    joined = np.full(count, -1)
    mixed = links.take(np.flatnonzero(dated[links.a] != dated[links.b]))
    lone, other = np.where(dated[mixed.a], (mixed.b, mixed.a), (mixed.a, mixed.b))
    pair, place = np.unique(lone * count + group[other], return_inverse=True)
    row, found = np.divmod(pair, count)
    mean = np.bincount(place, mixed.similarity, minlength=len(pair)) / np.bincount(group, minlength=count)[found]
    highest = np.zeros(len(pair))
    np.maximum.at(highest, place, mixed.similarity)
    near = np.flatnonzero((mean.round(DECIMALS) >= threshold) & _clear(highest, threshold))
    near = near[np.lexsort((found[near], -mean[near].round(DECIMALS), row[near]))]
    rows, first = np.unique(row[near], return_index=True)
    joined[rows] = found[near][first]
    known = np.flatnonzero(dated & (together > 0))
    numbers, one = np.unique(together[known], return_index=True)
    joined[~dated & (together > 0)] = -1  # an earlier story of articles without dates stays whole
    inside = np.flatnonzero(~dated & np.isin(together, numbers))
    joined[inside] = known[one[np.searchsorted(numbers, together[inside])]]
    return joined


def _clear(similarity: np.ndarray, threshold: float) -> np.ndarray:
    clear: np.ndarray = similarity.round(DECIMALS) >= min(round(CLEARLY * threshold, DECIMALS), 1)
    return clear
