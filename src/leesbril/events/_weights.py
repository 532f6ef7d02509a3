"""Counts → the weights that stories compare articles by: the same scale for two articles and for a million."""

from dataclasses import replace

import numpy as np

from leesbril.counting.counts import DocumentTermMatrix, row_sums
from leesbril.counting.weights import Weights, weigh

BACKGROUND_ARTICLES = 3_000
"""Articles that the background frequencies count for, so that one threshold holds for 60 articles and for 20,000."""


def event_weights(counts: DocumentTermMatrix) -> Weights:
    """(1 + ln count) × idf, each row of length one; the idf is that of the background, updated by these articles.

    The logarithm (Salton & Buckley 1988) keeps a word that an article says again and again from deciding alone. The
    idf is -ln of the probability that an article has the term, estimated from these articles and from as many as
    BACKGROUND_ARTICLES of the background (the mean of a beta distribution): few articles have next to no idf of their
    own, and with many the background does not matter. A folder on one topic so discounts what all of it is about.

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
    values = (1 + np.log(counts.counts.data)) * idf[counts.counts.indices]
    lengths = np.sqrt(row_sums(np.square(values), counts.counts.indptr))
    values /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(counts.counts.indptr))
    matrix = csr_array((values, counts.counts.indices, counts.counts.indptr), shape=counts.counts.shape)
    return replace(background, idf=idf, matrix=matrix)
