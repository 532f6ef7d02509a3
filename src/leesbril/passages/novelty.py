"""Articles in order → how much of each sentence stands in an earlier one."""

from collections.abc import Hashable, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from leesbril.frames import NOVELTY, NOVELTY_IN_ORDER
from leesbril.passages import _shingles
from leesbril.passages._encoded import encoded_words
from leesbril.passages.shared import MAX_GAP, MIN_WORDS, checked_search, rows_of
from leesbril.text.texts import checked_texts
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens


def novelty(
    articles: pd.DataFrame | Tokens,
    a: Any,
    b: Any,
    *,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    boilerplate: str = "drop",
    language: str | None = None,
) -> pd.DataFrame:
    """The sentences of article `b`, and the share of each that is in a passage shared with article `a`.

    Columns `paragraph`, `sentence`, `kind`, `start`, `end`, `text`, `words` (in the sentence), `found` (words that
    match; those in the gaps of a near passage do not) and `share` (`found` / `words`; missing without words). Only the
    two articles are compared, so passages that are widespread elsewhere are found too. Sentences that are `boilerplate`
    (see `shared_passages`) have no words, unless they are kept.

    >>> toy = pd.DataFrame({"text": ["De slag om Mosul begon.", "Zij zien het. De slag om Mosul begon."]})
    >>> novelty(toy, 0, 1)[["text", "words", "found", "share"]].values.tolist()
    [['Zij zien het.', 3, 0, 0.0], ['De slag om Mosul begon.', 5, 5, 1.0]]
    """
    if a == b:
        raise ValueError(f"novelty compares two articles; received {a!r} twice.")
    found = _in_order(articles, [a, b], min_words, max_gap, boilerplate, language)
    return NOVELTY.typed(found[found["place"] == 1].reset_index(drop=True))


def novelty_in_order(
    articles: pd.DataFrame | Tokens,
    order: Sequence[Hashable],
    *,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    boilerplate: str = "drop",
    language: str | None = None,
) -> pd.DataFrame:
    """The sentences of some articles, and the share of each that is in a passage of any article before it in `order`.

    Columns are those of `novelty`, behind `article`; nothing of the first article is found. Every two of them are
    compared, so that forty articles are 780 comparisons. That a sentence is new says that no article before it in
    `order` has it, and no more. Raises KeyError for an unknown article, ValueError for one that is named twice.

    >>> texts = ["De slag om Mosul begon.", "Zij zien het. De slag om Mosul begon.", "Zij zien het. Toen. Zij wachten."]
    >>> found = novelty_in_order(pd.DataFrame({"text": texts}, index=["a", "b", "c"]), ["a", "b", "c"], min_words=3)
    >>> found[["article", "text", "share"]].values.tolist()[1:4]
    [['b', 'Zij zien het.', 0.0], ['b', 'De slag om Mosul begon.', 1.0], ['c', 'Zij zien het.', 1.0]]
    """
    order = list(order)
    if twice := [name for place, name in enumerate(order) if name in order[:place]]:
        raise ValueError(f"order names an article twice: {twice[0]!r}.")
    found = _in_order(articles, order, min_words, max_gap, boilerplate, language)
    names = articles.names if isinstance(articles, Tokens) else articles.index
    found["article"] = names.take(rows_of(names, pd.Series(order, dtype=object)))[found["place"]]
    return NOVELTY_IN_ORDER.typed(found, names=names.dtype)


def _in_order(
    articles: pd.DataFrame | Tokens,
    order: Sequence[Any],
    min_words: int,
    max_gap: int,
    boilerplate: str,
    language: str | None,
) -> pd.DataFrame:
    """The sentences of all, with the place of their article in the order, and the words that an earlier one has."""
    search = checked_search(min_words, max_gap, 1.0, None)
    names = articles.names if isinstance(articles, Tokens) else checked_texts(articles).index
    chosen = _chosen(articles, rows_of(names, pd.Series(order, dtype=object)), boilerplate, language)
    words = encoded_words(chosen, language=language, boilerplate=boilerplate)
    runs = _shingles.shingles(words, min_words, search.limit(len(order)))
    pairs = np.array(list(combinations(range(len(order)), 2)), dtype=np.int64).reshape(-1, 2)
    matched = np.zeros(len(words.starts) + 1, dtype=np.int64)
    matched[1 + _shingles.align(words, runs, pairs, min_words, max_gap).positions_b] = 1
    reached = matched.cumsum()
    parts = []
    for place in range(len(order)):
        begin, end = words.first[place], words.first[place + 1]
        frame = chosen.take(np.array([place])).sentences().drop(columns="article").assign(place=place)
        edges = begin + np.append(np.searchsorted(words.starts[begin:end], frame["start"]), end - begin)
        frame["words"], frame["found"] = np.diff(edges), np.diff(reached[edges])
        parts.append(frame)
    table = pd.concat(parts, ignore_index=True) if parts else NOVELTY.of_rows([]).assign(place=0)
    table["share"] = table["found"] / table["words"].where(table["words"] > 0)
    return table


def _chosen(articles: pd.DataFrame | Tokens, rows: np.ndarray, boilerplate: str, language: str | None) -> Tokens:
    """The tokens of some articles; what is boilerplate is found among all."""
    if isinstance(articles, Tokens):
        return articles.take(rows)
    known = boilerplate == "drop" and "publisher" in articles
    return (
        as_tokens(articles, language=language).take(rows)
        if known
        else as_tokens(articles.iloc[rows], language=language)
    )
