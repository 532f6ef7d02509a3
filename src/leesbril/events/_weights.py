"""Counts → the weights that stories compare articles by: the same scale for two articles and for a million."""

from dataclasses import replace

import numpy as np

from leesbril.counting.counts import DocumentTermMatrix, row_sums
from leesbril.counting.weights import Weights, weigh
from leesbril.events._links import A_DAY, Dates

BACKGROUND_ARTICLES = 3_000
"""Articles that the background frequencies count for, so that one threshold holds for 60 articles and for 20,000."""

PARTS, LEAST_IN_PART = 10, 20
"""Parts by date that say what is ordinary, and their minimum number of articles. What is in one or two of ten is not in
their median."""
ORDINARY = 0.02
"""A term in this share of the articles or more, at an ordinary time, says nothing about an event."""
LEAST_LEFT = 0.5
"""Of the length of a row, what is not ordinary, as a share of the whole. With less left a row is shorter than one, so
that bulletins are not alike because one number is all that is left of them."""


def ordinary_shares(counts: DocumentTermMatrix, dates: Dates, days: float | None) -> np.ndarray:
    """The share of articles that have each term at an ordinary time: the median of ten parts by date.

    What is in the news has its words in one part or two; *cents a share* is in all of them. Parts shorter than `days`
    would hold one event each, and fewer than twenty articles say little: then nothing is known, and all shares are 0.
    Articles with equal dates are in one part.

    >>> import pandas as pd
    >>> from leesbril.counting.counts import document_term_matrix
    >>> texts = [f"Wuxarfo {'Zwolvar' if row // 20 == 3 else ''}" for row in range(200)]
    >>> on = pd.date_range("2017-05-01", periods=200, freq="D")
    >>> toy = pd.DataFrame({"text": texts, "language": "nl", "date_start": on, "date_end": on})
    >>> ordinary_shares(document_term_matrix(toy), Dates.of(toy), 3.0).tolist()  # wuxarfo, zwolvar
    [1.0, 0.0]
    """
    nothing = np.zeros(len(counts.terms))
    rows = np.flatnonzero(dates.known)
    if days is None or len(rows) < PARTS * LEAST_IN_PART:
        return nothing
    starts = dates.start[rows]
    edges = np.sort(starts)[np.arange(1, PARTS) * len(rows) // PARTS]
    if np.median(np.diff(edges)) < days * A_DAY:
        return nothing
    part = np.searchsorted(edges, starts, side="right")
    shares = [
        np.bincount(counts.counts[rows[part == number]].indices, minlength=len(counts.terms)) / (part == number).sum()
        for number in range(PARTS)
        if (part == number).sum() >= LEAST_IN_PART
    ]
    return np.median(shares, axis=0) if len(shares) > PARTS // 2 else nothing


def event_weights(counts: DocumentTermMatrix, ordinary: np.ndarray | float = 0.0) -> Weights:
    """(1 + ln count) × idf, rows of length one at most; the idf is that of the background, updated by these articles.

    The logarithm (Salton & Buckley 1988) keeps a word that an article says again and again from deciding alone. The
    idf is -ln of the probability that an article has the term, estimated from these articles and from as many as
    BACKGROUND_ARTICLES of the background (the mean of a beta distribution): few articles have next to no idf of their
    own, and with many the background does not matter. A folder on one topic so discounts what all of it is about. With
    the shares of `ordinary_shares` it falls in a straight line to 0 at ORDINARY.

    >>> import pandas as pd
    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["Wuxarfo Wuxarfo", "Wuxarfo Zwolvar"]})  # names that no list has
    >>> event_weights(document_term_matrix(toy)).idf.round(2).tolist()  # ln(3002 / 2) and ln(3002 / 1), about
    [7.31, 8.0]
    """
    from scipy.sparse import csr_array

    background = weigh(counts, idf="background")
    frequency = np.bincount(counts.counts.indices, minlength=len(counts.terms))
    expected = frequency + BACKGROUND_ARTICLES * np.exp(-background.idf)
    idf = np.maximum(np.log((len(counts.rows) + BACKGROUND_ARTICLES) / expected), 0)
    left = np.maximum(1 - ordinary / ORDINARY * np.ones_like(idf), 0)
    values = (1 + np.log(counts.counts.data)) * idf[counts.counts.indices]
    whole = _lengths(values, counts)
    values *= left[counts.counts.indices]
    lengths = np.maximum(_lengths(values, counts), LEAST_LEFT * whole)
    values /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(counts.counts.indptr))
    matrix = csr_array((values, counts.counts.indices, counts.counts.indptr), shape=counts.counts.shape)
    return replace(background, idf=idf * left, matrix=matrix)


def _lengths(values: np.ndarray, counts: DocumentTermMatrix) -> np.ndarray:
    lengths: np.ndarray = np.sqrt(row_sums(np.square(values), counts.counts.indptr))
    return lengths
