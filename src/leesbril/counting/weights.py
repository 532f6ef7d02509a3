"""Counts → weights: which idf, from where, and each row as a vector of length one."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from leesbril.counting.counts import DocumentTermMatrix, row_sums
from leesbril.text.language import background_frequencies
from leesbril.text.vocabulary import check_choice

IDF_CHOICES = ("auto", "background", "corpus", "none")
ENOUGH_ARTICLES = 30
"""Below this number of articles their document frequencies say little: with two, an idf takes two values at most."""
BACKGROUND_LENGTH = 350
"""Words in the imagined article of the background: about the length of a news article."""
BACKGROUND_FLOOR = 1e-8
"""Once in a hundred million words: the rarest that the background lists, and what every word is raised to."""
_ROWS = 20_000
"""Rows weighed at a time: bounds the memory, changes no result."""


class Weights(NamedTuple):
    """The idf of each term, where it comes from, and the weighted rows, each of length one (or empty)."""

    idf: np.ndarray
    source: str
    matrix: Any


def weigh(
    dtm: DocumentTermMatrix, *, idf: str = "auto", length: int = BACKGROUND_LENGTH, floor: float = BACKGROUND_FLOOR
) -> Weights:
    """Weigh the counts by idf and bring each row to length one.

    `idf`: `background` is -ln(1 - exp(-f L)), with f a word's frequency in the language at large (no lower than
    `floor`) and L `length` words: minus the log of the chance that an article of that length holds the word at all.
    Real words come in bursts, so that chance is overstated and the idf is a lower bound (Poisson baseline; Church &
    Gale 1995). `corpus` is ln((1 + N) / (1 + df)) + 1 as in scikit-learn; `none` is 1. `auto` takes the background
    below 30 articles and the corpus from there on; the two have different scales, so scores jump where it changes
    over.
    """
    check_choice("idf", idf, IDF_CHOICES)
    if not isinstance(dtm, DocumentTermMatrix):
        raise TypeError(f"Expected what document_term_matrix gives; received {type(dtm).__name__}.")
    if not 0 < floor < 1 or length <= 0:
        raise ValueError(f"length must be above 0 and floor between 0 and 1; received {length} and {floor}.")
    few = dtm.articles < ENOUGH_ARTICLES
    chosen = ("background" if few else "corpus") if idf == "auto" else idf
    if chosen == "background":
        frequency = background_frequencies(dtm.terms, language=dtm.language, normalise=dtm.normalise).to_numpy()
        values = -np.log(-np.expm1(-np.maximum(frequency, floor) * length))
    elif chosen == "corpus":
        document_frequency = np.bincount(dtm.counts.indices, minlength=len(dtm.terms))
        values = np.log((1 + len(dtm.rows)) / (1 + document_frequency)) + 1
    else:
        values = np.ones(len(dtm.terms))
    source = "corpus (degenerate)" if chosen == "corpus" and few else chosen
    return Weights(values, source, _unit_rows(dtm.counts, values))


def _unit_rows(counts: Any, idf: np.ndarray) -> Any:
    """The rows times idf, each of length one; some rows at a time, so that little more than the result is held."""
    from scipy.sparse import csr_array

    first, columns = counts.indptr, counts.indices
    values = np.empty(len(columns))
    for begin in range(0, counts.shape[0], _ROWS):
        rows = first[begin : begin + _ROWS + 1]
        part = slice(rows[0], rows[-1])
        weighted = np.multiply(counts.data[part], idf[columns[part]], out=values[part])
        lengths = np.sqrt(row_sums(np.square(weighted), rows - rows[0]))
        weighted /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(rows))
    return csr_array((values, columns, first), shape=counts.shape)


def row_of(dtm: DocumentTermMatrix, name: object) -> int:
    """The number of a row; raises a KeyError that names what was asked for and what there is."""
    rows = dtm.rows.to_flat_index()
    found = [number for number, row in enumerate(rows) if row == name]
    if not found:
        known = ", ".join(map(repr, rows[:5])) + (" …" if len(rows) > 5 else "")
        raise KeyError(f"No row {name!r} among the {len(rows)}: {known}")
    return found[0]


def rows_of(dtm: DocumentTermMatrix, names: Iterable[object]) -> np.ndarray:
    """The numbers of many rows, looked up at once; a KeyError as `row_of` raises it."""
    places: dict[object, int] = {}
    for number, row in enumerate(dtm.rows.to_flat_index()):
        places.setdefault(row, number)
    return np.array([places[name] if name in places else row_of(dtm, name) for name in names], dtype=np.int64)
