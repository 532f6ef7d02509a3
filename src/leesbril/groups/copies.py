"""Deduplication: of two duplicates one is kept, never none."""

import numpy as np
import pandas as pd

from leesbril.dates.order import places
from leesbril.text.texts import checked_texts, first_with_same_text


def drop_duplicates(
    articles: pd.DataFrame, pairs: pd.DataFrame | None = None, *, by: str | None = None
) -> pd.DataFrame:
    """Drop articles whose text equals that of an earlier one, in the order of the frame.

    Equal but for white space, as in `load_report`. With `pairs` (a frame with `article_a` and `article_b`, such as
    those with a cosine above .95), an article is also dropped if it forms a pair with one that is kept. With `by`, such
    as `publisher`, duplicates are sought only among articles with the same value in that column; an article without a
    value is never dropped. Returns the rows that are kept, all columns.

    >>> toy = pd.DataFrame({"text": ["Mosul valt.", "Mosul  valt.", "IS vlucht."]}, index=["a", "b", "c"])
    >>> drop_duplicates(toy).index.tolist()
    ['a', 'c']
    """
    texts = checked_texts(articles)
    if by is not None and by not in articles:
        raise KeyError(f"No column {by!r} among the articles: {', '.join(map(str, articles.columns))}.")
    groups = pd.Series(0, index=articles.index) if by is None else articles[by]
    among = pd.factorize(groups)[0]
    same = pd.DataFrame({"text": first_with_same_text(texts), "group": among})
    comparable = (texts.astype("str").str.strip() != "").to_numpy() & (among >= 0)
    alike = np.where(comparable, same.groupby(["text", "group"]).ngroup(), -1)
    if pairs is None:
        return articles[~(pd.Series(alike).duplicated().to_numpy() & (alike >= 0))]
    a, b = (places(articles.index, pairs, f"article_{side}") for side in "ab")
    within = (a != b) & (among[a] == among[b]) & (among[a] >= 0)
    return articles[_kept(alike, np.minimum(a, b)[within], np.maximum(a, b)[within])]


def _kept(alike: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Whether each article is kept: no earlier kept article has its number in `alike`, or forms a pair with it."""
    earlier: dict[int, list[int]] = {}
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        earlier.setdefault(other, []).append(one)
    kept = np.zeros(len(alike), dtype=bool)
    seen: set[int] = set()
    for number, text in enumerate(alike.tolist()):
        if text in seen or any(kept[other] for other in earlier.get(number, ())):
            continue
        kept[number] = True
        if text >= 0:
            seen.add(text)
    return kept
