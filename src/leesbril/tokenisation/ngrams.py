"""Tokens → n-grams: which words follow each other, and the numbered n-grams of each length."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View


class Row(NamedTuple):
    """The tokens of all articles in order, without the parts of compounds: the word and the reading of each.

    `terms` are the numbers of their terms; `joined` says whether the next token follows in the same sentence with only
    white space between: only such words make a term of several words.
    """

    words: np.ndarray
    readings: np.ndarray
    terms: np.ndarray
    joined: np.ndarray


def in_a_row(tokens: Tokens, view: View) -> Row:
    """The tokens of all articles in order.

    >>> from leesbril.tokenisation.build import tokens
    >>> toy = tokens(pd.DataFrame({"text": ["Rutte, Blok en Rutte zelf. Toen niet."]}), language="nl")
    >>> in_a_row(toy, toy.view()).joined.tolist()
    [False, True, True, True, False, True, False]
    """
    words, readings = view.spread(tokens.codes)
    if view.inside.any():
        whole = ~view.inside[readings]
        words, readings = words[whole], readings[whole]
    opens = np.zeros(len(tokens.codes) + 1, bool)
    opens[tokens.first_words] = True
    followed = tokens.spaced.astype(bool) & ~opens[1:]
    joined = np.append(np.diff(words) == 1, np.zeros(min(len(words), 1), bool)) & followed[words]
    return Row(words, readings, view.term[readings], joined)


class Runs(NamedTuple):
    """For each length n the number of the n-gram that starts at each token, or -1, and the count of each n-gram."""

    codes: dict[int, np.ndarray]
    counts: dict[int, np.ndarray]

    @classmethod
    def of(cls, row: Row, longest: int) -> "Runs":
        """The n-grams of up to `longest` tokens."""
        single = row.terms.astype(np.int64)
        size = int(single.max(initial=0)) + 1
        codes, counts = {1: single}, {1: np.bincount(single, minlength=size)}
        for length in range(2, longest + 1):
            before = codes[length - 1][: max(len(single) - length + 1, 0)]
            starts = np.flatnonzero((before >= 0) & row.joined[length - 2 : length - 2 + len(before)])
            runs = np.full(len(single), -1)
            runs[starts] = pd.factorize(before[starts] * size + single[starts + length - 1])[0]
            codes[length], counts[length] = runs, np.bincount(runs[starts])
        return cls(codes, counts)


def spelled(view: View, terms: np.ndarray, starts: np.ndarray, length: int) -> Any:
    """The n-grams of `length` tokens at some positions, written with spaces (a polars series)."""
    import polars as pl

    columns = {str(step): view.terms.gather(terms[starts + step]) for step in range(length)}
    return pl.DataFrame(columns).select(pl.concat_str(pl.all(), separator=" ")).to_series()
