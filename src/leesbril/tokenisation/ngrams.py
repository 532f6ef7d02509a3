"""Tokens → n-grams: which words follow each other, and the numbered n-grams of each length."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View
from leesbril.tokenisation.written import HEAD_OR_CAPITALS, usual_forms


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
    opens[np.asarray(tokens.first_words)] = True
    followed = np.asarray(tokens.spaced, bool) & ~opens[1:]
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


def shown_ngrams(tokens: Tokens, view: View, row: Row, starts: np.ndarray, run: np.ndarray, length: int) -> Any:
    """The usual form of each n-gram of `length` tokens (a polars series).

    An n-gram begins at each of `starts` (positions in `row`); `run` is its number, from 0.

    >>> from leesbril.tokenisation.build import tokens
    >>> toy = tokens(pd.DataFrame({"text": ["Oude Stad viel. Oude Stad leeft. In de oude Stad."]}), language="nl")
    >>> row = in_a_row(toy, toy.view())
    >>> shown_ngrams(toy, toy.view(), row, np.array([0, 3, 8]), np.array([0, 0, 0]), 2).to_list()
    ['oude Stad']
    """
    return shown_phrases(tokens, view, np.stack([row.readings[starts + step] for step in range(length)]), run)


def shown_phrases(tokens: Tokens, view: View, readings: np.ndarray, phrase: np.ndarray) -> Any:
    """The usual form of each phrase (a polars series), given its occurrences: readings (words × occurrences).

    `phrase` is the number of each occurrence's phrase, from 0. The case of a word at the start of a sentence says
    little, so the usual form is that inside sentences, if the phrase occurs there.
    """
    import polars as pl

    words = [str(step) for step in range(len(readings))]
    code = view.table["code"].gather(readings[0])
    inside = ~tokens.types.words.gather(code).str.contains(HEAD_OR_CAPITALS)
    occurrences = pl.DataFrame(dict(zip(words, readings, strict=True)) | {"phrase": phrase, "inside": inside})
    each = occurrences.group_by(pl.all()).len()
    forms = each.select(pl.concat_str([view.table["token"].gather(each[word]) for word in words], separator=" "))
    counts = each["len"].to_numpy()
    return usual_forms(each["phrase"].to_numpy(), forms.to_series(), each["inside"], counts)["shown"]
