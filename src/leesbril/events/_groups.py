"""Links → groups of articles on one event: clear links join them, and the mean of all pairs holds them together."""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from leesbril.events._average_linkage import average_linkage
from leesbril.events._links import DECIMALS, Links

CLEARLY = 1.5
"""In thresholds: without a link of this similarity an article is alone, since by chance alone the most similar of many
pairs reaches the threshold itself; the mean of a group averages such chance out."""


def event_groups(links: Links, count: int, threshold: float, together: np.ndarray | None = None) -> np.ndarray:
    """The group of each of `count` articles, named after its first article: average linkage within what is joined.

    Articles are joined if links of CLEARLY × `threshold` or more lead from one to the other, or if they have one number
    above 0 in `together`. Joined articles may be many, and of many events: `average_linkage` decides.

    >>> links = Links(np.array([0, 2]), np.array([1, 3]), np.array([0.2, 0.3]), np.zeros(2, bool))
    >>> event_groups(links, 4, 0.2).tolist()
    [0, 1, 2, 2]
    """
    clear = links.similarity.round(DECIMALS) >= min(round(CLEARLY * threshold, DECIMALS), 1)
    edges = [links.a[clear]], [links.b[clear]]
    if together is not None:
        inside = np.flatnonzero(together)
        inside = inside[np.argsort(together[inside], kind="stable")]
        same = together[inside[:-1]] == together[inside[1:]]
        edges[0].append(inside[:-1][same])
        edges[1].append(inside[1:][same])
    a, b = (np.concatenate(side) for side in edges)
    graph = csr_array((np.ones(len(a), np.int8), (a, b)), shape=(count, count))
    _, joined = connected_components(graph, directed=False)
    kept = links.take(np.flatnonzero(joined[links.a] == joined[links.b]))
    return average_linkage(kept.a, kept.b, kept.similarity, count, threshold, together=together)
