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
    """The raw words of some texts in order: `words[codes[i]]` stands in text number `rows[i]`, `starts[i]` characters
    from its beginning. `words` are the distinct ones, a polars series.
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

    lists = pl.Series(texts.to_list(), dtype=pl.String).str.replace_all("\r", "\n", literal=True).str.split("\n")
    lines, number = lists.explode(empty_as_null=False), lists.list.len().to_numpy()
    everywhere = pl.repeat(True, len(lines), dtype=pl.Boolean, eager=True)
    sizes, offsets, words = _marked_words(lines, everywhere, everywhere)
    row, lengths = np.repeat(np.arange(len(lists)), number), lines.str.len_chars().to_numpy() + 1
    found = words.to_arrow().dictionary_encode()
    return RawWords(
        rows=np.repeat(row, sizes),
        codes=found.indices.to_numpy(zero_copy_only=False),
        starts=offsets + np.repeat(before(lengths, number), sizes).astype(np.int32),
        words=pl.Series(pl.from_arrow(found.dictionary), dtype=pl.String),
    )


def raw_words_in(pieces: Any) -> tuple[np.ndarray, np.ndarray, Any]:
    r"""The raw words in each of some pieces of text (a polars series).

    Gives how many words each piece has, and of all words in order where they start in their piece (in characters) and
    the words themselves. A piece that begins with \r is a whole line and may be one in capitals, one that begins with
    \n opens a line or sentence, any other is less than a line; places are counted from behind that sign.
    """
    whole = pieces.str.starts_with(SHOUTED)
    return _marked_words(pieces.str.strip_chars_start("\n\r"), whole | pieces.str.starts_with(HEAD), whole)


def _marked_words(lines: Any, opening: Any, whole: Any) -> tuple[np.ndarray, np.ndarray, Any]:
    """The words of (parts of) lines: how many in each, where they start in it, and the words with their marks.

    `opening` says which of them open a line or sentence, `whole` which are whole lines.
    """
    import polars as pl

    lists = lines.str.extract_all(WORD)
    sizes, words = lists.list.len().to_numpy().astype(np.int64), lists.explode(empty_as_null=False)
    gaps = _gaps(lines, sizes)
    marks = gaps.str.contains(_ENDS_A_SENTENCE).to_numpy().astype(np.int8)
    marks[(np.cumsum(sizes) - sizes)[opening.to_numpy() & (sizes > 0)]] = 1
    _mark_capitals(marks, lines, whole, sizes, words)
    lengths = words.str.len_chars().to_numpy()
    offsets = before(gaps.str.len_chars().to_numpy().astype(np.int64) + lengths, sizes)
    offsets += gaps.str.len_chars().to_numpy()
    return sizes, offsets.astype(np.int32), pl.Series(["", HEAD, SHOUTED]).gather(marks) + words


def _gaps(lines: Any, sizes: np.ndarray) -> Any:
    """What stands in front of each word of a line, from the word before it on."""
    gaps = lines.str.replace_all(WORD, "\n").str.split("\n").explode(empty_as_null=False)
    in_front = np.ones(len(gaps), dtype=bool)
    in_front[np.cumsum(sizes + 1) - 1] = False  # what stands behind the last word
    return gaps.filter(in_front)


def _mark_capitals(marks: np.ndarray, lines: Any, whole: Any, sizes: np.ndarray, words: Any) -> None:
    """Mark the words of lines in capitals; where but one of them has letters it is no line of words, only a head."""
    in_capitals = (whole & lines.str.contains(r"\p{Lu}") & ~lines.str.contains(r"\p{Ll}")).to_numpy()
    inside = np.repeat(in_capitals, sizes)
    with_letters = words.filter(inside).str.contains(r"\p{L}").to_numpy()
    line = np.repeat(np.arange(in_capitals.sum()), sizes[in_capitals])
    shouted = np.bincount(line[with_letters], minlength=int(in_capitals.sum())) > 1
    marks[inside] = np.where(shouted, 2, 1)[line]


def before(lengths: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The sum of the lengths in front of each in its own group; groups of these sizes stand one behind the other."""
    sums = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    before: np.ndarray = sums[:-1] - np.repeat(sums[np.cumsum(sizes) - sizes], sizes)
    return before
