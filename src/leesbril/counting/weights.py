"""Counts → weights: tf-idf with a background or corpus idf, each row a vector of length one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from leesbril.counting.counts import DocumentTermMatrix, row_sums
from leesbril.scale.parallel import on_all_cores
from leesbril.text.character_ngrams import background_of_ngrams
from leesbril.text.language import LEAST_FREQUENCY, background_frequencies
from leesbril.text.vocabulary import check_choice

IDF_CHOICES = ("auto", "background", "corpus", "none")
ENOUGH_ARTICLES = 30
"""With fewer articles, document frequencies say little: with two, idf takes at most two values."""
BACKGROUND_WORDS = 350
"""Length in words of the article that the background idf assumes: about that of a news article."""
BACKGROUND, OF_NGRAMS = "background", "background (n-grams)"
"""The source of a background idf: the listed words of the language, or these cut into n-grams of characters."""
_ROWS = 5_000
"""Rows weighted at a time, so that each core has some: bounds the memory, changes no result."""


@dataclass(frozen=True, eq=False)
class Weights:
    """The weight of each term in each row, and the settings of the weighting.

    `counts` are the counts that were weighted; `idf` is an array with one value per term; `source` is its source:
    `background`, `background (n-grams)` (of characters), `corpus`, `corpus (degenerate)` (fewer than 30 articles) or
    `none`; `matrix` is a SciPy CSR array (rows × terms) of counts × idf, each row of length one (or empty).
    `background_words` and `least_frequency` are those given to `weigh`; only a background idf uses them.
    """

    counts: DocumentTermMatrix
    idf: np.ndarray
    source: str
    matrix: Any
    background_words: float
    least_frequency: float

    def __repr__(self) -> str:
        rows, terms = self.matrix.shape
        used = f", background_words={self.background_words}, least_frequency={self.least_frequency}"
        settings = f"idf={self.source!r}{used if self.source in (BACKGROUND, OF_NGRAMS) else ''}"
        return f"Weights({rows} {self.counts.unit}s × {terms} terms, {settings})"


def weigh(
    counts: DocumentTermMatrix,
    *,
    idf: str = "auto",
    background_words: float = BACKGROUND_WORDS,
    least_frequency: float = LEAST_FREQUENCY,
) -> Weights:
    """Weight the counts by idf and normalise each row to length one.

    `idf`: `background` is -ln(1 - exp(-f L)), with f the word's relative frequency in the language (at least
    `least_frequency`) and L = `background_words`: minus the log of the probability that an article of that length
    contains the word. Real words come in bursts, so this probability is too high and the idf is a lower bound (Poisson
    baseline; Church & Gale 1995). For n-grams of characters, f is how often the n-gram occurs per word of the language:
    the number of times that a word has it × the frequency of that word, summed over the listed words. `corpus` is
    ln((1 + N) / (1 + df)) + 1 as in scikit-learn; `none` is 1. `auto` is `background` below 30 articles and `corpus`
    from 30; their scales differ, so scores jump there. Raises ValueError for a setting that is unknown or out of range,
    TypeError if `counts` is not a DocumentTermMatrix.

    >>> import pandas as pd
    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["moskee leger", "leger"]}, index=["a", "b"])
    >>> weigh(document_term_matrix(toy))
    Weights(2 articles × 2 terms, idf='background', background_words=350, least_frequency=1e-08)
    >>> weigh(document_term_matrix(toy), idf="none").matrix.toarray().round(3).tolist()
    [[0.707, 0.707], [1.0, 0.0]]
    """
    check_choice("idf", idf, IDF_CHOICES)
    if not isinstance(counts, DocumentTermMatrix):
        raise TypeError(f"Expected the result of document_term_matrix; received {type(counts).__name__}.")
    if not 0 < least_frequency < 1 or not 0 < background_words < np.inf:
        raise ValueError(
            "background_words must be above 0 and least_frequency between 0 and 1; "
            f"received {background_words} and {least_frequency}."
        )
    few = counts.articles < ENOUGH_ARTICLES
    chosen = ("background" if few else "corpus") if idf == "auto" else idf
    values = _idf(counts, chosen, background_words, least_frequency)
    source = "corpus (degenerate)" if chosen == "corpus" and few else chosen
    if chosen == "background" and counts.analyser == "char":
        source = OF_NGRAMS
    return Weights(counts, values, source, _unit_rows(counts.counts, values), background_words, least_frequency)


def as_weights(counts: DocumentTermMatrix | Weights, idf: str | None) -> Weights:
    """Weights unchanged, or counts weighted by `idf`; None is `auto`.

    Raises ValueError for weights with an `idf`, since they have their own, and TypeError for anything else.
    """
    if not isinstance(counts, Weights):
        if not isinstance(counts, DocumentTermMatrix):
            raise TypeError(f"Expected the result of document_term_matrix or weigh; received {type(counts).__name__}.")
        return weigh(counts, idf="auto" if idf is None else idf)
    if idf is not None:
        raise ValueError(
            f"These weights were made with idf={counts.source.split()[0]!r}, but idf={idf!r} was given as well. "
            f"Make new weights instead: weigh(counts, idf={idf!r})."
        )
    return counts


def _idf(dtm: DocumentTermMatrix, chosen: str, background_words: float, least_frequency: float) -> np.ndarray:
    """The idf of each term."""
    if chosen == "background":
        frequency = np.maximum(_background(dtm), least_frequency)
        return np.asarray(-np.log(-np.expm1(-frequency * background_words)))
    if chosen == "corpus":
        document_frequency = np.bincount(dtm.counts.indices, minlength=len(dtm.terms))
        return np.log((1 + len(dtm.rows)) / (1 + document_frequency)) + 1
    return np.ones(len(dtm.terms))


def _background(dtm: DocumentTermMatrix) -> np.ndarray:
    """The frequency of each term in the language, per word."""
    import polars as pl

    how = {"language": dtm.language, "normalise": dtm.normalise}
    if dtm.analyser == "char":
        ngrams = pl.Series(dtm.terms.to_list(), dtype=pl.String)
        return background_of_ngrams(ngrams, **how)
    return background_frequencies(dtm.terms, **how).to_numpy(dtype=float)


def _unit_rows(counts: Any, idf: np.ndarray) -> Any:
    """The rows × idf, each of length one; computed for some rows at a time, to save memory."""
    from scipy.sparse import csr_array

    first, columns = counts.indptr, counts.indices
    values = np.empty(len(columns))

    def weight(begin: int) -> None:
        rows = first[begin : begin + _ROWS + 1]
        part = slice(rows[0], rows[-1])
        weighted = np.multiply(counts.data[part], idf[columns[part]], out=values[part])
        lengths = np.sqrt(row_sums(np.square(weighted), rows - rows[0]))
        weighted /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(rows))

    on_all_cores(weight, range(0, counts.shape[0], _ROWS))
    return csr_array((values, columns, first), shape=counts.shape)


def row_of(dtm: DocumentTermMatrix, name: object) -> int:
    """The number of a row; raises KeyError, with the known names, if there is none."""
    rows = dtm.rows.to_flat_index()
    found = [number for number, row in enumerate(rows) if row == name]
    if not found:
        known = ", ".join(map(repr, rows[:5])) + (" …" if len(rows) > 5 else "")
        raise KeyError(f"No row {name!r} among the {len(rows)}: {known}")
    return found[0]


def rows_of(dtm: DocumentTermMatrix, names: Iterable[object]) -> np.ndarray:
    """The numbers of many rows, looked up at once; raises KeyError as `row_of` does."""
    places: dict[object, int] = {}
    for number, row in enumerate(dtm.rows.to_flat_index()):
        places.setdefault(row, number)
    return np.array([places[name] if name in places else row_of(dtm, name) for name in names], dtype=np.int64)
