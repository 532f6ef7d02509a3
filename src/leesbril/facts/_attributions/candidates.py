"""Tokens → the sentences that may hold an attribution, found by their words without reading the texts."""

from collections.abc import Iterator, Set

import numpy as np

from leesbril.facts._attributions.words import AttributionWords
from leesbril.tokenisation.tokens import Tokens

WORDS_AT_ONCE = 1 << 22
"""Words whose sets are held in memory at the same time."""


def triggered_sentences(tokens: Tokens, words: AttributionWords) -> np.ndarray:
    """The numbers of the sentences, over all articles, that have a trigger: a word, or two words that need each other.

    >>> import pandas as pd
    >>> from leesbril.facts._attributions.words import attribution_words
    >>> from leesbril.tokenisation.build import tokens
    >>> toy = tokens(pd.DataFrame({"text": ["Hij laat los. Hij laat dat weten. Volgens hem."]}), language="nl")
    >>> triggered_sentences(toy, attribution_words("nl")).tolist()
    [1, 2]
    """
    needed = words.triggers
    bits = _bits_of_types(tokens, [group for pair in needed for group in pair])
    found = [
        begin + np.flatnonzero(_are_triggered(sentences, len(needed)))
        for begin, sentences in _per_sentence(tokens, bits)
    ]
    return np.concatenate([np.zeros(0, np.int64), *found])


def _bits_of_types(tokens: Tokens, groups: list[Set[str]]) -> np.ndarray:
    """For each type a number in which bit i says whether the word is in group i."""
    import polars as pl

    known: dict[str, int] = {}
    for number, group in enumerate(groups):
        for word in group:
            known[word] = known.get(word, 0) | 1 << number
    lower = tokens.types.words.str.strip_chars_start("\n\r").str.to_lowercase()
    bits: np.ndarray = lower.replace_strict(known, default=0, return_dtype=pl.UInt64).to_numpy()
    return bits


def _per_sentence(tokens: Tokens, bits: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """The bits of all words of each sentence together, for some sentences at a time, with the number of the first."""
    edges = tokens.first_words
    count = len(edges)
    step = max(1, count * WORDS_AT_ONCE // max(len(tokens.codes), 1))
    for begin in range(0, count, step):
        end = min(begin + step, count)
        first, last = edges[begin], edges[end] if end < count else len(tokens.codes)
        sizes = np.diff(np.append(edges[begin:end], last))
        together = np.zeros(end - begin, np.uint64)
        filled = sizes > 0
        if filled.any():
            here = bits[tokens.codes[first:last]]
            together[filled] = np.bitwise_or.reduceat(here, (edges[begin:end] - first)[filled])
        yield begin, together


def _are_triggered(sentences: np.ndarray, pairs: int) -> np.ndarray:
    """Whether both bits of a pair are set, for any pair."""
    found = np.zeros(len(sentences), bool)
    for number in range(pairs):
        both = np.uint64(3 << (2 * number))
        found |= (sentences & both) == both
    return found
