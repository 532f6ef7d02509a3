"""Tokens → the positions of a term, and of the context around it."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.text.usage import closed
from leesbril.text.vocabulary import readings
from leesbril.text.words import raw_words
from leesbril.tokenisation.repeated import ranges
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

_VARIABLE = r"[\n\r.'’‘ʼ´`\-\u2010\u2011\u00ad\u200b\u200c\u200d\u2060\ufeff]"
"""Characters in which two spellings of a word may differ: marks, full stops, apostrophes, hyphens, invisible ones."""


class Places(NamedTuple):
    """Occurrences of a term: the numbers of its first and last words, and their readings there."""

    first: np.ndarray
    last: np.ndarray
    first_reading: np.ndarray
    last_reading: np.ndarray


def terms_of(tokens: Tokens, written: str, *, normalise: str = "surface") -> list[str]:
    """The terms that a text is counted as, as if it were one more article.

    >>> from leesbril.tokenisation.build import tokens
    >>> toy = tokens(pd.DataFrame({"text": ["De anti-terreurwet; de antiterreurwet van IS."]}), language="nl")
    >>> terms_of(toy, "De ‘Anti-terreurwet’"), terms_of(toy, "IS"), terms_of(toy, "is")
    (['de', 'antiterreurwet'], ['IS'], ['is'])
    """
    import polars as pl

    rules, asked = tokens.rules(normalise), raw_words(pd.Series([written]))
    words = asked.words
    known = _variants(tokens, words)
    of_folder = tokens.types.words.gather(known)
    counts = np.concatenate([tokens.types.counts[known], np.ones(len(words), np.int64)])
    frame = readings(pl.concat([of_folder, words]), counts, rules).frame
    found = frame[frame["code"] >= len(known)].groupby("code")["term"].agg(list)
    terms = [term for code in asked.codes for term in found.get(code + len(known), [])]
    listed: list[str] = closed(pl.Series(terms, dtype=pl.String), tokens.view(normalise).terms).to_list()
    return listed


def _variants(tokens: Tokens, words: Any) -> np.ndarray:
    """The types that may decide how some words are read: those with the same letters, in any spelling."""
    import polars as pl

    parts = words.str.split("-").explode()
    asked = _letters(pl.concat([words, parts])).unique()
    key = "letters"
    if key not in tokens._views:
        tokens._views[key] = _letters(tokens.types.words)
    variants: np.ndarray = tokens._views[key].is_in(asked.implode()).arg_true().to_numpy()
    return variants


def _letters(words: Any) -> Any:
    return words.str.normalize("NFC").str.replace_all(_VARIABLE, "").str.to_lowercase().str.replace("^eé", "éé")


def places(tokens: Tokens, view: View, sought: list[str], *, compounds: bool = False) -> Places:
    """Where some terms follow each other in a sentence with only white space between them; in text order.

    With `compounds`, hyphenated terms that have the sought term as a part count as well.
    """
    wanted = [np.isin(view.term, _numbers(view, term, compounds)) for term in sought]
    if not wanted or not all(some.any() for some in wanted):
        none = np.zeros(0, np.int64)
        return Places(none, none, none, none)
    word, reading = _occurrences(tokens, view, np.flatnonzero(wanted[0]))
    found = Places(word, word, reading, reading)
    for some in wanted[1:]:
        ends = view.first[tokens.codes[found.last] + 1] - 1  # the last reading of the word, or there is no space
        goes_on = tokens.followed(found.last) & (found.last_reading == ends)
        found = Places(*(column[goes_on] for column in found))
        following = view.first[tokens.codes[found.last + 1]]
        found = found._replace(last=found.last + 1, last_reading=following)
        found = Places(*(column[some[following]] for column in found))
    return found


def _numbers(view: View, term: str, compounds: bool) -> np.ndarray:
    """The numbers of a term and, with `compounds`, of the hyphenated terms that it is a part of."""
    whole = np.array([number]) if (number := view.number_of(term)) >= 0 else np.zeros(0, np.int64)
    if not compounds:
        return whole
    maybe = (view.terms.str.contains(term, literal=True) & view.terms.str.contains("-", literal=True)).arg_true()
    parts = view.terms.gather(maybe).str.split("-")
    return np.append(whole, maybe.filter(parts.list.contains(term)).to_numpy())


def _occurrences(tokens: Tokens, view: View, readings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The words that have one of some readings, in text order, and that reading."""
    types = np.searchsorted(view.first, readings, side="right") - 1
    words = tokens.words_of(np.unique(types))
    low, high = (np.searchsorted(types, tokens.codes[words], side=side) for side in ("left", "right"))
    return np.repeat(words, high - low), readings[ranges(low, high - low)]


def context_starts(tokens: Tokens, view: View, found: Places, width: int) -> np.ndarray:
    """The start of the token `width` tokens before each occurrence, or of the first token of its article."""
    left = width - (found.first_reading - view.first[tokens.codes[found.first]])
    word, begins = found.first.copy(), tokens.first[tokens.rows_of(found.first)]
    while (goes_on := (left > 0) & (word > begins)).any():
        word -= goes_on
        left -= np.where(goes_on, view.sizes[tokens.codes[word]], 0)
    reading = view.first[tokens.codes[word]] + np.where(left < 0, -left, 0)
    start: np.ndarray = tokens.starts[word].astype(np.int64) + view.offsets[reading]
    return start


def context_ends(tokens: Tokens, view: View, found: Places, width: int) -> np.ndarray:
    """The end of the token `width` tokens after each occurrence, or of the last token of its article."""
    left = width - (view.first[tokens.codes[found.last] + 1] - 1 - found.last_reading)
    word, ends = found.last.copy(), tokens.first[tokens.rows_of(found.last) + 1] - 1
    while (goes_on := (left > 0) & (word < ends)).any():
        word += goes_on
        left -= np.where(goes_on, view.sizes[tokens.codes[word]], 0)
    reading = view.first[tokens.codes[word] + 1] - 1 - np.where(left < 0, -left, 0)
    end: np.ndarray = tokens.starts[word].astype(np.int64) + view.offsets[reading] + view.lengths[reading]
    return end
