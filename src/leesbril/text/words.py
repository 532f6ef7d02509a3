"""Text → raw words: what one compiled expression finds, and where.

Both roads start here, the tokens frame with its places and the document-term matrix with its speed, so they find the
same words. What the words mean is decided afterwards, once for each distinct one, in `vocabulary`.

A raw word is a *marked word*: a word as it is written, with a mark in front of what it stands behind.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

APOSTROPHES = "'’‘ʼ´`"
HYPHENS = "-\u2010\u2011"
"""The plain hyphen comes first: in a class of characters it would otherwise make a range."""
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphens and marks without width: they may stand inside a word and are no part of it."""
THOUSANDS_SPACES = "\u00a0\u202f"
"""Spaces that hold the digits of one number together."""
HEAD, SHOUTED = "\n", "\r"
"""The mark of a word at the head of a sentence or line, and of one in a line in capitals; other words have none."""

# In the syntax of polars (Rust's regex).
_NUMBER = rf"\p{{Nd}}+(?:[.,]\p{{Nd}}+|[{THOUSANDS_SPACES}]\p{{Nd}}{{3}})*"
_SEGMENT = rf"(?:{_NUMBER}|[\p{{L}}\p{{Nl}}\p{{No}}]\p{{M}}*)+"
_JOIN = rf"(?:[{INVISIBLE}]+|[{INVISIBLE}]*[{HYPHENS}{APOSTROPHES}][{INVISIBLE}]*)"
WORD = rf"(?:(?:\p{{L}}\.){{2,}}|[{APOSTROPHES}]?{_SEGMENT}(?:{_JOIN}{_SEGMENT})*)"
# The gap behind a full stop is bounded: what stands far behind one opens no sentence.
_ENDS_A_SENTENCE = r"[.!?…:].{0,8}$"


@dataclass(frozen=True)
class RawWords:
    """The raw words of some texts, in order.

    Number i is `words[codes[i]]`, in text number `rows[i]`; its word stands `starts[i]` characters from the beginning.
    `words` are the distinct ones, a polars series.
    """

    rows: np.ndarray
    codes: np.ndarray
    starts: np.ndarray
    words: Any

    @property
    def counts(self) -> np.ndarray:
        """How often each distinct raw word occurs."""
        return np.bincount(self.codes, minlength=len(self.words))


def raw_words(texts: pd.Series) -> RawWords:
    """Find the raw words of each text and number the distinct ones (polars and Arrow, on all cores)."""
    import polars as pl

    written = pl.DataFrame({"text": pl.Series(texts.to_list(), dtype=pl.String)})
    cut = pl.col("text").str.replace_all("\r", "\n", literal=True).str.split("\n")
    number, lines = flat(written.select(cut).to_series())
    everywhere = np.ones(len(lines), dtype=bool)
    sizes, offsets, words = _marked_words(lines, everywhere, everywhere)
    found = words.to_arrow().dictionary_encode()
    return RawWords(
        rows=np.repeat(np.repeat(np.arange(len(texts)), number), sizes),
        codes=found.indices.to_numpy(zero_copy_only=False),
        starts=offsets + np.repeat(before(lengths(lines) + 1, number), sizes).astype(np.int32),
        words=pl.Series(pl.from_arrow(found.dictionary), dtype=pl.String),
    )


def raw_words_in(pieces: Any) -> tuple[np.ndarray, np.ndarray, Any]:
    r"""The raw words in each of some pieces of text (a polars series).

    Gives how many words each piece has, and of all words in order where they start in their piece (in characters) and
    the words themselves. A piece that begins with \r is a whole line and may be one in capitals, one that begins with
    \n opens a line or sentence, any other is less than a line; places are counted from behind that sign.
    """
    import polars as pl

    # Most pieces are a word and its mark, and are what they are.
    is_word = pieces.str.contains("^\n?[A-Za-z]+$")
    word, others = is_word.to_numpy(), pieces.filter(~is_word)
    whole = others.str.starts_with(SHOUTED).to_numpy()
    opening = whole | others.str.starts_with(HEAD).to_numpy()
    found, places, words = _marked_words(others.str.strip_chars_start("\n\r"), opening, whole)
    sizes = np.ones(len(pieces), np.int64)
    sizes[~word] = found
    alone = np.repeat(word, sizes)
    offsets, order = np.zeros(len(alone), np.int32), np.empty(len(alone), np.int64)
    offsets[~alone] = places
    order[alone], order[~alone] = np.arange(word.sum()), np.arange(word.sum(), len(alone))
    return sizes, offsets, pl.concat([pieces.filter(is_word), words], rechunk=True)[order]


def _marked_words(lines: Any, opening: np.ndarray, whole: np.ndarray) -> tuple[np.ndarray, np.ndarray, Any]:
    """The words of (parts of) lines: how many in each, where they start in it, and the words with their marks.

    `opening` says which of them open a line or sentence, `whole` which are whole lines.
    """
    import polars as pl

    line = pl.col("line")
    cut = pl.DataFrame({"line": lines}).select(
        words=line.str.extract_all(WORD),
        gaps=line.str.replace_all(WORD, "\n").str.split("\n"),
        in_capitals=line.str.contains(r"\p{Lu}") & ~line.str.contains(r"\p{Ll}"),
    )
    sizes, words = flat(cut["words"])
    gaps = _gaps(cut["gaps"], sizes)
    marks = np.zeros(len(words), np.int8)
    wide = np.flatnonzero((gaps != " ").to_numpy())
    marks[wide[gaps[wide].str.contains(_ENDS_A_SENTENCE).to_numpy()]] = 1
    marks[(np.cumsum(sizes) - sizes)[opening & (sizes > 0)]] = 1
    _mark_capitals(marks, whole & cut["in_capitals"].to_numpy(), sizes, words)
    gap = lengths(gaps)
    offsets = before(gap + lengths(words), sizes) + gap
    return sizes, offsets.astype(np.int32), pl.Series(["", HEAD, SHOUTED])[marks] + words


def _gaps(gaps: Any, sizes: np.ndarray) -> Any:
    """What stands in front of each word of a line, from the word before it on."""
    gap = flat(gaps)[1]
    in_front = np.ones(len(gap), dtype=bool)
    in_front[np.cumsum(sizes + 1) - 1] = False  # what stands behind the last word
    return gap.filter(in_front)


def _mark_capitals(marks: np.ndarray, in_capitals: np.ndarray, sizes: np.ndarray, words: Any) -> None:
    """Mark the words of lines in capitals; where but one of them has letters it is no line of words, only a head."""
    if not in_capitals.any():
        return
    inside, number = np.repeat(in_capitals, sizes), int(in_capitals.sum())
    with_letters = words.filter(inside).str.contains(r"\p{L}").to_numpy()
    line = np.repeat(np.arange(number), sizes[in_capitals])
    marks[inside] = np.where(np.bincount(line[with_letters], minlength=number) > 1, 2, 1)[line]


def flat(lists: Any) -> tuple[np.ndarray, Any]:
    """Lists of strings (a polars series): how many strings each has, and all strings, one list behind the other."""
    import polars as pl

    array = lists.rechunk().to_arrow()
    return np.diff(array.offsets.to_numpy()).astype(np.int64), pl.Series(array.flatten(), dtype=pl.String)


def lengths(words: Any) -> np.ndarray:
    """How many characters words have."""
    characters: np.ndarray = words.str.len_chars().to_numpy().astype(np.int64)
    return characters


def before(values: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The sum of the values in front of each in its own group; groups of these sizes stand one behind the other."""
    sums = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
    in_group: np.ndarray = sums[:-1] - np.repeat(sums[np.cumsum(sizes) - sizes], sizes)
    return in_group
