"""The order of articles in a heatmap, and groups of linked pairs."""

import numpy as np
import pandas as pd


def alike_together(square: np.ndarray) -> np.ndarray:
    """Give the order in which similar articles are adjacent, from their square of cosines.

    Average linkage on 1 − cosine, then the order of the tree's leaves in which neighbours are most alike (Bar-Joseph,
    Gifford and Jaakkola 2001; SciPy's `optimal_ordering`). A missing cosine counts as 0. An order and its reverse say
    the same: the one is given that begins with the earlier article.
    """
    from scipy.cluster.hierarchy import leaves_list, linkage

    apart = np.clip(1 - np.nan_to_num(square[np.triu_indices(len(square), k=1)]), 0, 1)
    order = leaves_list(linkage(apart, method="average", optimal_ordering=True))
    return order if order[0] < order[-1] else order[::-1]


def linked(table: pd.DataFrame) -> np.ndarray:
    """Give each pair the number of its group: pairs that share an article, directly or through others, share it.

    Groups are numbered in the order of their first pair.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    codes, articles = pd.factorize(table[["article_a", "article_b"]].to_numpy(dtype=object).ravel())
    a, b = codes[::2], codes[1::2]
    links = coo_array((np.ones(len(a)), (a, b)), shape=(len(articles), len(articles)))
    return np.asarray(pd.factorize(connected_components(links, directed=False)[1][a])[0])
