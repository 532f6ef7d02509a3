"""Articles and pairs of them → the nodes and edges of a network."""

import pandas as pd

from leesbril.frames import EDGES, NODES
from leesbril.labels import labels

WEIGHTS = ("cosine", "similarity", "share", "words")
"""Columns of pairs that may be the weight of an edge: the first that is there."""
UNDIRECTED, DIRECTED = "undirected", "directed"


def network_nodes(
    articles: pd.DataFrame, *, stories: pd.DataFrame | None = None, pairs: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The nodes of a network of articles: one row per article, with what is known of it.

    Columns `id` (the article's name as text), `label` (see `labels`), `publisher`, `date` (the first day of its date,
    as text, and missing where it has none), `story` and `story_label` (of the frame of `stories`; missing for one that
    is in none). With `pairs`, only articles that are in one of them. Raises ValueError for two articles of one name as
    text, KeyError for a missing column.

    >>> toy = pd.DataFrame({"title": ["Brand", "Storm"], "publisher": ["Bode", None]}, index=["a", "b"])
    >>> network_nodes(toy)[["id", "label", "publisher"]].fillna("").values.tolist()
    [['a', 'Brand', 'Bode'], ['b', 'Storm', '']]
    """
    called = labels(articles)
    if pairs is not None:
        named = pd.concat([_column(pairs, f"article_{side}", "pairs") for side in "ab"])
        articles = articles[articles.index.isin(named)]
    known = pd.Series("", articles.index) if stories is None else _column(stories, "article", "stories")
    told = pd.DataFrame({"story": pd.NA, "label": None}, index=articles.index)
    if stories is not None:
        numbers = stories[["story", "label"]].set_index(pd.Index(known))
        told = numbers.reindex(articles.index)
    none = pd.Series(None, articles.index, dtype="str")
    dates = articles.get("date_start", none)
    nodes = pd.DataFrame(
        {
            "id": articles.index.astype(str),
            "label": called.reindex(articles.index).array,
            "publisher": articles.get("publisher", none).array,
            "date": [None if pd.isna(date) else str(date)[:10] for date in dates],
            "story": told["story"].astype("Int64").array,
            "story_label": told["label"].array,
        }
    )
    if twice := nodes.loc[nodes["id"].duplicated(), "id"].tolist():
        raise ValueError(f"Two articles have the name {twice[0]!r} when written as text; give them other names.")
    return NODES.typed(nodes)


def network_edges(pairs: pd.DataFrame, *, weight: str | None = None) -> pd.DataFrame:
    """The edges of a network of articles: one row per pair, with its weight and direction.

    `pairs` is any frame with `article_a` and `article_b`: of `similarity`, `neighbours`, `coverage`, or `order`, which
    has the column `order`. Columns `source`, `target`, `type` (*directed* from the earlier to the later article where
    `order` decides it, else *undirected*), `weight` (of the column of that name; by default `cosine`, `similarity`,
    `share` or `words`, whichever is there first, else 1); all other columns of `pairs` follow. Pairs without a weight
    are left out: an article without counted words is like no other. Raises KeyError for a missing column.

    >>> toy = pd.DataFrame({"article_a": ["a", "b"], "article_b": ["b", "c"], "cosine": [0.7, 0.4]})
    >>> network_edges(toy).values.tolist()
    [['a', 'b', 'undirected', 0.7, 0.7], ['b', 'c', 'undirected', 0.4, 0.4]]
    """
    a, b = (_column(pairs, f"article_{side}", "pairs").astype(str) for side in "ab")
    chosen = weight or next((name for name in WEIGHTS if name in pairs), None)
    values = pd.Series(1.0, pairs.index) if chosen is None else _column(pairs, chosen, "pairs").astype("float64")
    order = pairs["order"] if "order" in pairs else pd.Series("cannot be decided", pairs.index)
    later = order == "after"
    told = {
        "source": a.where(~later, b),
        "target": b.where(~later, a),
        "type": order.isin(["before", "after"]).map({True: DIRECTED, False: UNDIRECTED}),
        "weight": values,
    }
    rest = pairs.drop(columns=["article_a", "article_b", *(set(told) & set(pairs))])
    return EDGES.typed(pd.DataFrame(told).join(rest)[values.notna()].reset_index(drop=True))


def _column(frame: pd.DataFrame, name: str, given: str) -> pd.Series:
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{given} must be a frame; received {type(frame).__name__}.")
    if name not in frame:
        raise KeyError(f"No column {name} in {given}: {', '.join(map(str, frame.columns))}.")
    return frame[name]
