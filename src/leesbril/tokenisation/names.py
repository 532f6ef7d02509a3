"""Names of several words, such as Oude Stad and Abu Bakr, found by how a folder writes their parts."""

from typing import NamedTuple

import numpy as np

from leesbril.tokenisation.ngrams import Row
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View
from leesbril.tokenisation.written import HEAD_OR_CAPITALS

FEWEST = 2
"""Occurrences of a name: with one there is no *mostly*."""
MOSTLY = 0.5
"""More than this share of the capitalised occurrences of each part are in the name."""
CAPITAL = r"\p{Lu}[^-]*$"
"""A capital in the last part of a word: al-Baghdadi is part of a name, IS-leider is not."""


class Names(NamedTuple):
    """The names of several words in text order: the position in the row of the first word of each, and its length."""

    starts: np.ndarray
    lengths: np.ndarray


def names_in(tokens: Tokens, view: View, row: Row) -> Names:
    """The names of several words: capitalised words that mostly follow each other, with only white space between them.

    Two words belong together if they do so twice or more, capitalised, and these are more than half of the capitalised
    occurrences of each; a chain of such pairs is one name. What is written at the start of a sentence or in a line in
    capitals is no evidence, but the names are found there too.

    >>> import pandas as pd
    >>> from leesbril.tokenisation.build import tokens as read
    >>> from leesbril.tokenisation.ngrams import in_a_row
    >>> toy = read(pd.DataFrame({"text": ["In de Oude Stad. Bij de Oude Stad. Oude Stad. Een stad."]}), language="nl")
    >>> names_in(toy, toy.view(), in_a_row(toy, toy.view()))
    Names(starts=array([2, 6, 8]), lengths=array([2, 2, 2]))
    """
    capital, evident = _capitalised(tokens, view)
    capital, evident = capital[row.readings], evident[row.readings]
    last = max(len(row.terms) - 1, 0)
    first = np.flatnonzero(row.joined[:last] & capital[:last] & capital[1:])
    pairs, of_pair = _numbered(row.terms[first], row.terms[first + 1])
    seen = evident[first] & evident[first + 1]
    together = np.bincount(of_pair, weights=seen, minlength=len(pairs))
    alone = np.bincount(row.terms, weights=evident, minlength=int(row.terms.max(initial=0)) + 1)
    named = (together >= FEWEST) & (together > MOSTLY * alone[pairs].max(axis=1, initial=0))
    return _chained(first[named[of_pair]])


def _capitalised(tokens: Tokens, view: View) -> tuple[np.ndarray, np.ndarray]:
    """For each reading: whether it is a content word with a capital, and whether its place allows small letters too."""
    import polars as pl

    names = view.table["kind"].cast(pl.String).is_in(["word", "acronym"]) & ~view.table["stop"]
    capital = (names & view.table["token"].str.contains(CAPITAL)).to_numpy()
    inside = ~tokens.types.words.str.contains(HEAD_OR_CAPITALS)
    return capital, capital & inside.gather(view.table["code"]).to_numpy()


def _numbered(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct pairs of terms, and the number of each pair among them."""
    stride = int(second.max(initial=0)) + 1
    keys, number = np.unique(first.astype(np.int64) * stride + second, return_inverse=True)
    return np.stack([keys // stride, keys % stride], axis=1), number


def _chained(first: np.ndarray) -> Names:
    """Pairs that follow each other are one name; given the position of the first word of each pair, in order.

    >>> _chained(np.array([2, 3, 7]))
    Names(starts=array([2, 7]), lengths=array([3, 2]))
    """
    begins = np.flatnonzero(np.append(True, np.diff(first) != 1)[: len(first)])
    return Names(first[begins], np.diff(np.append(begins, len(first))) + 1)
