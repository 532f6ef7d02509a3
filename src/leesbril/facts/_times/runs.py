"""Tokens → the runs of words in which a time expression may stand: all of them are words of such expressions."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from leesbril.facts._times.language import TimeLanguage
from leesbril.tokenisation.tokens import Tokens

ARTICLES = 20_000
"""Articles that are looked at in one go: bounds the memory."""
_NUMBER = r"^(?:[0-9]{1,4}(?:e|de|ste|th|st|nd|rd)?|[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4})$"
_TRIGGER = r"^(?:1[5-9][0-9]{2}|20[0-9]{2}|[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4})$"


class Runs(NamedTuple):
    """Runs of words in columns: number of the article and of the sentence, and the place in the text.

    A run begins at the character before its first word, -1 at the start of a text, and ends two behind its last: these
    tell whether it is part of something longer.
    """

    row: np.ndarray
    sentence: np.ndarray
    start: np.ndarray
    end: np.ndarray


def runs(tokens: Tokens, language: TimeLanguage) -> Iterator[Runs]:
    """The runs of some articles at a time, in text order."""
    types = _Types.of(tokens, language)
    for begin in range(0, len(tokens), ARTICLES):
        rows = slice(begin, min(begin + ARTICLES, len(tokens)))
        yield _runs(tokens, types, int(tokens.first[rows.start]), int(tokens.first[rows.stop]))


class _Types(NamedTuple):
    """For each type: whether it is a word of an expression, one that each has, one before any noun; its length."""

    inside: np.ndarray
    trigger: np.ndarray
    opens: np.ndarray
    length: np.ndarray

    @classmethod
    def of(cls, tokens: Tokens, language: TimeLanguage) -> "_Types":
        import polars as pl

        plain = tokens.types.words.str.strip_chars_start("\n\r")
        words = plain.str.to_lowercase().str.replace_all("’", "'").str.strip_chars("'\"‘“”„(.")
        words = words.str.replace(r"'s?$", "")

        def among(listed: frozenset[str]) -> np.ndarray:
            found: np.ndarray = words.is_in(pl.Series(sorted(listed), dtype=pl.String).implode()).to_numpy()
            return found

        trigger = among(language.triggers) | words.str.contains(_TRIGGER).to_numpy()
        inside = among(language.words) | words.str.contains(_NUMBER).to_numpy() | trigger
        return cls(inside, trigger, among(frozenset(language.edges)), plain.str.len_chars().to_numpy())


def _runs(tokens: Tokens, types: _Types, begin: int, end: int) -> Runs:
    codes = np.asarray(tokens.codes[begin:end])
    inside, heads = types.inside[codes], _heads(tokens, begin, end)
    # A run begins at a word of an expression that no such word of its sentence precedes.
    begins = inside & (heads | ~np.append(False, inside[:-1]))
    number = np.cumsum(begins)
    wanted = np.unique(number[types.trigger[codes]])
    first = np.flatnonzero(begins)[wanted - 1]
    sizes = np.bincount(number[inside], minlength=len(wanted) + 1)[wanted]
    last = first + sizes - 1
    last += _edges_in(types.opens[codes], first, last) & (last + 1 < len(codes)) & ~np.append(heads, True)[last + 1]
    ends = tokens.starts[begin + last].astype(np.int64) + types.length[codes[last]]
    words = begin + first
    starts = tokens.starts[words].astype(np.int64) - 1
    return Runs(tokens.rows_of(words), tokens.sentences_of(words), starts, ends + 2)


def _heads(tokens: Tokens, begin: int, end: int) -> np.ndarray:
    """Whether each of some words is the first one of its sentence."""
    places = np.asarray(tokens.first_words)
    places = places[(places >= begin) & (places < end)] - begin
    heads = np.zeros(end - begin, bool)
    heads[places] = True
    return heads


def _edges_in(opens: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Whether each run has a word such as *begin*, behind which any noun may follow."""
    before = np.append(0, np.cumsum(opens))
    found: np.ndarray = before[last + 1] > before[first]
    return found
