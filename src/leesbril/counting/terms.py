"""Weights → the ranked terms of each article."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pandas as pd

from leesbril.counting.counts import DocumentTermMatrix
from leesbril.counting.weights import Weights, as_weights
from leesbril.engine.worth import worth_compiling
from leesbril.frames import SKLEARN_TFIDF, TERMS
from leesbril.scale import parallel
from leesbril.scale.parallel import on_all_cores
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

DECIMALS = 12
COMPILED_FROM = 1_000_000
"""Number of weights below which sorting is faster than loading compiled code."""
FEW = 100
"""Selecting more terms than this per row is slower than sorting."""
_ROWS = 2_000
"""Rows sorted at a time, to fit the cache; changes no result."""
_TICK_BITS = 40
"""A weight is at most 1, or 10 ** DECIMALS ticks, which is below 2 ** 40; the row number has the higher bits."""


def tfidf(counts: DocumentTermMatrix | Weights, *, idf: str | None = None, top: int | None = None) -> pd.DataFrame:
    """The tf-idf weight of each term in each row, the highest first.

    Takes counts, weighted by `idf` (see `weigh`; default `auto`), or weights, which have their own idf. Columns: those
    of the rows (`article`, and `paragraph` or `sentence`), `term`, `shown` (as the articles mostly write it), `count`,
    `tf` (count / counted words), `idf`, `idf_source` (`background`, `background (n-grams)` for n-grams of characters,
    `corpus`, `corpus (degenerate)` with fewer than 30 articles, or `none`), `tfidf` (tf × idf, scaled so that the
    squares of a row sum to 1, as in scikit-learn), `rank` (1 is the highest; ties share a rank), `leads` (false for
    bare numbers, words that say when (mei, jaar) and reporting words, which lead no list of what an article is about).
    `top` keeps that number of terms per row.
    """
    if top is not None and (not isinstance(top, int) or top < 1):
        raise ValueError(f"top must be a whole number, 1 or more, or None for all terms; received {top!r}.")
    weights = as_weights(counts, idf)
    dtm = weights.counts
    first, columns = dtm.counts.indptr, dtm.counts.indices
    longest = int(np.diff(first).max(initial=0))
    with ThreadPoolExecutor(1) as beside:
        if parallel.THREADS and len(dtm.rows) > _ROWS:
            beside.submit(getattr, dtm, "shown")
        place, rank = _highest(first, weights.matrix.data, longest if top is None else min(top, longest))
        row = np.searchsorted(first, place, side="right") - 1
        column, count = columns[place], dtm.counts.data[place].astype(np.int64)
        leads, terms = dtm.leads[column], dtm.terms.take(column)
    frame = (
        dtm.rows.take(row)
        .to_frame(index=False)
        .assign(
            term=terms,
            shown=dtm.shown.take(column),
            count=count,
            tf=count / dtm.words.to_numpy()[row],
            idf=weights.idf[column],
            idf_source=pd.Series([weights.source], dtype="str").repeat(len(place)).array,
            tfidf=weights.matrix.data[place],
            rank=rank,
            leads=leads,
        )
    )
    return TERMS.typed(frame, names=dtm.rows.get_level_values(0).dtype)


def _highest(first: np.ndarray, values: np.ndarray, top: int) -> tuple[np.ndarray, np.ndarray]:
    """The positions of the highest values of each row, the highest first, and their ranks.

    Equal weights may differ in the last bit by the order of summation, so they are compared to twelve decimals.
    """
    begins = range(0, max(len(first) - 1, 1), _ROWS)
    rows = [first[begin : begin + _ROWS + 1] for begin in begins]
    chosen = _highest_by_sorting
    if top <= FEW and worth_compiling(len(values), COMPILED_FROM):
        chosen = _highest_compiled
    places, ranks = zip(*on_all_cores(partial(chosen, values=values, top=top), rows), strict=True)
    return np.concatenate(places), np.concatenate(ranks)


def _highest_compiled(first: np.ndarray, values: np.ndarray, top: int) -> tuple[np.ndarray, np.ndarray]:
    """The same for some rows, by compiled code."""
    from leesbril.engine.sparse_rows import highest

    places, ranks = highest(first, values, top, 10.0**DECIMALS)
    return places[places >= 0], ranks[places >= 0]


def _highest_by_sorting(first: np.ndarray, values: np.ndarray, top: int) -> tuple[np.ndarray, np.ndarray]:
    """The same for some rows; row and weight are packed into one integer, which sorts faster than two keys."""
    sizes = np.diff(first)
    row = np.repeat(np.arange(len(sizes)), sizes)
    ticks = np.rint(values[first[0] : first[-1]] * 10.0**DECIMALS).astype(np.int64)
    keys = (row << _TICK_BITS) - ticks
    order = np.argsort(keys, kind="stable")  # in the order of the terms among equals
    number = np.arange(len(order))
    new = np.append(True, np.diff(keys[order]) != 0)[: len(order)]
    begins = (first[:-1] - first[0])[row]
    rank = np.maximum.accumulate(np.where(new, number, 0)) - begins + 1
    chosen = number - begins < top
    return order[chosen] + first[0], rank[chosen]


def sklearn_tfidf(articles: pd.DataFrame | Tokens, *, language: str | None = None) -> pd.DataFrame:
    """The weights of scikit-learn's `TfidfVectorizer` with its defaults and our stop words, for comparison.

    Columns `article`, `word`, `weight`, `idf`, `rank` (1 is the highest; ties share a rank), the highest first.

    >>> toy = pd.DataFrame({"text": ["IS telt 6.000 en 100.000.", "De moskee is leeg."]}, index=["a", "b"])
    >>> sklearn_tfidf(toy, language="nl")["word"].tolist()
    ['000', '100', 'telt', 'leeg', 'moskee']
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    # Stop words with an apostrophe or hyphen would cause a warning: TfidfVectorizer splits there.
    tokens = as_tokens(articles, language=language)
    listed, texts = sorted(filter(str.isalpha, tokens.speech.stop_words)), tokens.texts
    vectorizer = TfidfVectorizer(stop_words=listed)
    if not any(map(vectorizer.build_analyzer(), texts)):
        return SKLEARN_TFIDF.of_rows([], names=texts.index.dtype)
    weights = vectorizer.fit_transform(texts).tocoo()
    words = vectorizer.get_feature_names_out()[weights.col]
    table = pd.DataFrame(
        {"row": weights.row, "word": words, "weight": weights.data, "idf": vectorizer.idf_[weights.col]}
    )
    table.insert(0, "article", texts.index.take(weights.row))
    table["rank"] = table["weight"].round(12).groupby(table["row"]).rank(method="min", ascending=False).astype("int64")
    return SKLEARN_TFIDF.typed(table.sort_values(["row", "rank", "word"], ignore_index=True), names=texts.index.dtype)
