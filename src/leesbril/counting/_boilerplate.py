"""Counts of pieces, and the units of the articles → the counts of boilerplate, to be taken out of the matrix.

The texts are gone by then: of the units that may be boilerplate the text was kept, and their words are counted once.
"""

from typing import Any, NamedTuple

import numpy as np

from leesbril.counting._raw_counts import Pieces, RawCounts, Terms
from leesbril.text.language import Language
from leesbril.text.units import Units
from leesbril.text.words import raw_words_in
from leesbril.tokenisation.repeated import Words, boilerplate, candidates, content_words


class RepeatedLines(NamedTuple):
    """The lines that are boilerplate, as one more dictionary of pieces, and how often each article has each (a CSR
    matrix of articles × lines); empty where there are none.
    """

    pieces: list[Pieces]
    held: Any

    def taken_out(self, counts: Any, terms: Terms) -> tuple[Any, Any, int]:
        """The counts without those of the lines, the terms that are left, and the number taken out."""
        if not self.pieces:
            return counts, terms.terms, 0
        rows = np.flatnonzero(np.diff(self.held.indptr))
        out = self.held[rows] @ terms.of_pieces[-1]
        out.sort_indices()
        sizes = np.diff(counts.indptr)[rows]
        cells = np.repeat(counts.indptr[rows] - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        width = counts.shape[1]
        keys = np.repeat(np.arange(len(rows)), sizes) * width + counts.indices[cells]
        sought = np.repeat(np.arange(len(rows)), np.diff(out.indptr)) * width + out.indices
        counts.data[cells[np.searchsorted(keys, sought)]] -= out.data.astype(counts.dtype)
        counts.eliminate_zeros()
        left = np.bincount(counts.indices, minlength=width) > 0
        if not left.all():
            return counts[:, np.flatnonzero(left)], terms.terms.filter(left), int(out.sum())
        return counts, terms.terms, int(out.sum())


def repeated_lines(raw: RawCounts, units: Units, lines: dict[int, str], language: Language) -> RepeatedLines:
    """The boilerplate of articles that were counted; `lines` has the text of each unit that may be boilerplate."""
    import polars as pl
    from scipy.sparse import csr_array

    found = candidates(units)

    def words_of(places: np.ndarray, rows: np.ndarray) -> Words:
        written = pl.Series([lines[key] for key in units.hashes[places].tolist()], dtype=pl.String)
        return _words(raw, written, rows, language)

    chosen = boilerplate(found, words_of)
    if not chosen.any():
        return RepeatedLines([], None)
    hashes, number = np.unique(units.hashes[found.places[chosen]], return_inverse=True)
    sizes, _, words = raw_words_in(pl.Series([lines[key] for key in hashes.tolist()], dtype=pl.String))
    cells = found.rows[chosen], number
    held = csr_array((np.ones(len(number), np.int64), cells), shape=(len(units.publishers), len(hashes)))
    return RepeatedLines([Pieces(-held.sum(axis=0), sizes, words)], held)


def _words(raw: RawCounts, lines: Any, rows: np.ndarray, language: Language) -> Words:
    """The content words of some lines, and of some articles."""
    sizes, _, words = raw_words_in(lines)
    content = content_words(words, language)
    sought = content.drop_nulls().unique().to_frame("word").with_row_index("number")
    of_lines = _counted(content, sizes, sought)
    readings = [_counted(content_words(part.words, language), part.sizes, sought) for part in raw.dictionaries]
    return Words(of_lines, _of_articles(raw, readings, rows, len(sought)))


def _counted(content: Any, sizes: np.ndarray, sought: Any) -> Any:
    """How often some pieces have the words that are sought (CSR)."""
    from scipy.sparse import csr_array

    known = content.alias("word").to_frame().join(sought, on="word", how="left", maintain_order="left")["number"]
    number = known.cast(int).fill_null(-1).to_numpy()
    cells = np.repeat(np.arange(len(sizes)), sizes)[number >= 0], number[number >= 0]
    return csr_array((np.ones(len(cells[0]), np.int64), cells), shape=(len(sizes), len(sought)))


def _of_articles(raw: RawCounts, readings: list[Any], rows: np.ndarray, words: int) -> Any:
    """How often some articles, in ascending order, have the words that are sought."""
    from scipy.sparse import csr_array, vstack

    parts, begin = [csr_array((0, words), dtype=np.int64)], 0
    for tally in raw.tallies:
        end = begin + len(tally.first) - 1
        here = rows[(rows >= begin) & (rows < end)] - begin
        reading = readings[tally.pieces]
        cells = np.concatenate(
            [np.zeros(0, np.int64), *(np.arange(*tally.first[row : row + 2]) for row in here.tolist())]
        )
        first = np.append(0, np.diff(tally.first)[here].cumsum())
        shape = (len(here), reading.shape[0])
        parts.append(
            csr_array((tally.counts[cells].astype(np.int64), tally.codes[cells], first), shape=shape) @ reading
        )
        begin = end
    return vstack(parts, format="csr")
