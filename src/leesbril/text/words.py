"""Text → raw words: what one compiled expression finds, and where.

Both roads start here, the tokens frame with its places and the document-term matrix with its speed, so they find the
same words. What the words mean is decided afterwards, once for each distinct one, in `vocabulary`.
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

# In the syntax of polars (Rust's regex). Where a raw word reads the same at an earlier place, one would have been found
# there too (no look-around but an end of line, behind which the other branches still match), so that `locate` may look
# for the words in order.
_NUMBER = rf"\p{{Nd}}+(?:[.,]\p{{Nd}}+|[{THOUSANDS_SPACES}]\p{{Nd}}{{3}})*"
_SEGMENT = rf"(?:{_NUMBER}|[\p{{L}}\p{{Nl}}\p{{No}}]\p{{M}}*)+"
_JOIN = rf"(?:[{INVISIBLE}]+|[{INVISIBLE}]*[{HYPHENS}{APOSTROPHES}][{INVISIBLE}]*)"
WORD = rf"(?:(?:\p{{L}}\.){{2,}}|[{APOSTROPHES}]?{_SEGMENT}(?:{_JOIN}{_SEGMENT})*)"
_BETWEEN = r"[^\p{L}\p{N}\n\r]"
# The gap behind a full stop is bounded, or a line of a million full stops would take a million squared steps.
_HEAD = rf"(?:[\n\r]{_BETWEEN}*?|[.!?…:]{_BETWEEN}{{0,8}}?)"
# R: a line ends before \r\n too.
_LINE_IN_CAPITALS = r"(?mR:[\n\r][^\p{Ll}\n\r]*\p{Lu}[^\p{Ll}\n\r]*$)"
_MARKED_WORD = f"{_HEAD}{WORD}|{WORD}"
RAW_WORD = f"{_LINE_IN_CAPITALS}|{_MARKED_WORD}"
"""A word with a mark of what stands before it (a line's start, the end of a sentence), or a line in capitals."""


@dataclass(frozen=True)
class RawWords:
    """The raw words of some texts in order: `words[codes[i]]` stands in text number `rows[i]`."""

    rows: np.ndarray
    codes: np.ndarray
    words: list[str]

    @property
    def counts(self) -> np.ndarray:
        """How often each distinct raw word occurs."""
        return np.bincount(self.codes, minlength=len(self.words))


def raw_words(texts: pd.Series) -> RawWords:
    """Find the raw words of each text and number the distinct ones (polars and Arrow, on all cores)."""
    import polars as pl

    # A line break in front makes the first line begin like any other.
    lists = ("\n" + pl.Series(texts.to_list(), dtype=pl.String)).str.extract_all(RAW_WORD)
    found = lists.explode(empty_as_null=False).to_arrow().dictionary_encode()
    return RawWords(
        rows=np.repeat(np.arange(len(lists)), lists.list.len().to_numpy()),
        codes=found.indices.to_numpy(zero_copy_only=False),
        words=found.dictionary.to_pylist(),
    )


def raw_words_in(pieces: Any) -> tuple[np.ndarray, Any]:
    """The raw words in each of some pieces of text (a polars series): how many, and all of them in order.

    A piece that begins with \\r is a whole line, and may be one in capitals; any other is less than a line.
    """
    import polars as pl

    whole = pieces.str.starts_with("\r")
    lists = [
        pieces.filter(chosen).str.extract_all(what) for chosen, what in ((~whole, _MARKED_WORD), (whole, RAW_WORD))
    ]
    number = pl.concat([pl.arg_where(chosen, eager=True) for chosen in (~whole, whole)])
    found = pl.DataFrame({"piece": number, "raw": pl.concat(lists)}).sort("piece")["raw"]
    return found.list.len().to_numpy(), found.explode(empty_as_null=False)


def locate(texts: pd.Series, found: RawWords) -> np.ndarray:
    """Where each raw word starts in its text, in characters; -1 is the line break in front of the first line."""
    starts = np.empty(len(found.codes), dtype=np.int64)
    written = texts.to_list()
    row, text, at = -1, "", 0
    for i, (number, code) in enumerate(zip(found.rows.tolist(), found.codes.tolist(), strict=True)):
        if number != row:
            row, text, at = number, "\n" + written[number], 0
        word = found.words[code]
        at = text.index(word, at)
        starts[i] = at - 1
        at += len(word)
    return starts


def words_within(raw: list[str]) -> list[list[tuple[int, str]]]:
    """The words inside each raw word, with the place of each in it: one, or those of a line in capitals."""
    import polars as pl

    placed = []
    for whole, words in zip(raw, pl.Series(raw, dtype=pl.String).str.extract_all(WORD).to_list(), strict=True):
        at, spans = 0, []
        for word in words:
            at = whole.index(word, at)
            spans.append((at, word))
            at += len(word)
        placed.append(spans)
    return placed
