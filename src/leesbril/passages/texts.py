"""Shared passages → the words that they are made of."""

from typing import Any

import pandas as pd

from leesbril.frames import PASSAGE_TEXTS, PASSAGES
from leesbril.text.texts import checked_texts
from leesbril.tokenisation.tokens import Tokens


def passage_texts(articles: pd.DataFrame | Tokens, passages: pd.DataFrame) -> pd.DataFrame:
    """The passages with their words, as either article writes them.

    Takes the frame of `shared_passages`, or some of its rows, and the articles or their tokens. Columns `text_a` and
    `text_b` come after those of the passages: text[start_a:end_a] and text[start_b:end_b], with single spaces. Raises
    ValueError for tokens without texts or a missing column, and KeyError for an article that is not there.

    >>> from leesbril.passages.shared import shared_passages
    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon. Zij wachten.", "Zij zien: de slag om\\nMosul begon."]})
    >>> passage_texts(toy, shared_passages(toy))[["text_a", "text_b"]].values.tolist()
    [['De slag om Mosul begon', 'de slag om Mosul begon']]
    """
    texts = articles.texts if isinstance(articles, Tokens) else checked_texts(articles)
    needed = PASSAGES.named("article_a", "start_a", "end_a", "article_b", "start_b", "end_b")
    if missing := [column for column in needed if column not in passages]:
        raise ValueError(f"passages lacks the columns {missing}; it has {list(passages.columns)}.")
    columns: dict[str, Any] = {f"text_{side}": _cut(texts, passages, side) for side in "ab"}
    return PASSAGE_TEXTS.typed(passages.assign(**columns), names=texts.index.dtype)


def _cut(texts: pd.Series, passages: pd.DataFrame, side: str) -> list[str]:
    """The words of each passage in one of its two articles."""
    names, starts, ends = (passages[f"{column}_{side}"] for column in ("article", "start", "end"))
    if len(unknown := names[~names.isin(texts.index)].unique()):
        raise KeyError(f"No articles {list(unknown[:5])} among the {len(texts)}; their names are the frame's index.")
    places = texts.index.get_indexer(pd.Index(names))
    written = texts.iloc[places]
    return [" ".join(text[a:b].split()) for text, a, b in zip(written, starts, ends, strict=True)]
