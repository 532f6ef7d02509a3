"""Text → raw words and their positions, found by one regular expression.

Tokens and the document-term matrix both start here, so they find the same words. How they are counted is decided later,
once for each distinct one, in `vocabulary`.

A raw word is a *marked word*: a word as written, preceded by a mark that gives its context.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.text._character_classes import where

APOSTROPHES = "'’‘ʼ´`"
HYPHENS = "-\u2010\u2011"
"""The plain hyphen comes first: elsewhere in a character class it would make a range."""
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphens and zero-width characters: they may occur inside a word and are not part of it."""
THOUSANDS_SPACES = "\u00a0\u202f"
"""Spaces used as thousands separators."""
HEAD, SHOUTED = "\n", "\r"
"""Marks of a word at the start of a sentence or line, and of one in a line in capitals; other words have none."""
WHOLE_LINE = "\v"
"""Mark of a piece of text that is a whole line, perhaps in capitals."""

# In the syntax of polars (Rust's regex). No match goes across ASCII white space. What can only be ASCII is written so,
# and boundaries are those of ASCII: the classes of Unicode make these alternatives several times slower.
_ALNUM = "[A-Za-z0-9]"
_ADDRESS = rf"{_ALNUM}+(?:[._+-]{_ALNUM}+)*"
_LINK_STARTS = (
    rf"[A-Za-z]+:(?://|{_ADDRESS}@)",  # https://, mailto:jan@
    rf"[Ww][Ww][Ww]\.{_ALNUM}",
    rf"{_ADDRESS}(?:@{_ALNUM}|\.[a-z]{{2,}}/)",  # jan.jansen@n, t.co/
    rf"{_ALNUM}[A-Za-z0-9_]*=[^\s&]*&",  # source=rss&
    "utm_",
)


class _Characters(NamedTuple):
    """What stands for letters, digits, other numbers (², Ⅳ) and accents in a character class."""

    letters: str = r"\p{L}"
    digits: str = r"\p{Nd}"
    numerals: str = r"\p{Nl}\p{No}"
    marks: str = r"\p{M}"

    def link(self) -> str:
        """The expression of a link."""
        last = f"[{self.letters}{self.digits}{self.numerals}/=_-]"
        return rf"(?:{'|'.join(_LINK_STARTS)})(?:[^\s<>\"“”„«»{APOSTROPHES}]*{last})?"

    def word(self) -> str:
        """The expression of a raw word."""
        letters, digits, numerals, marks = self
        tag = rf"(?:#[0-9_]*[{letters}]|@[{letters}0-9_])[{letters}{digits}{numerals}{marks}_]*"
        number = rf"[{digits}]+(?:[.,/:][{digits}]+|[{THOUSANDS_SPACES}][{digits}]{{3}})*"
        segment = rf"(?:{number}|[{letters}{numerals}]{f'[{marks}]*' if marks else ''})+"
        initials = rf"(?:[{letters}]\.){{2,}}(?:[A-Za-z](?-u:\b))?"  # V.S., J.P., and a.u.b without its last full stop
        # sp.a, SP.A, Booking.com: behind a forgotten space there is a capital nearly always, or a longer word.
        dotted = r"(?:[A-Za-z]+(?:\.[a-z]{1,3})+|[A-Z]{1,3}\.[A-Z])(?-u:\b)"
        part = rf"(?:{dotted}|{segment})"
        join = rf"(?:[{INVISIBLE}]+|[{INVISIBLE}]*[{HYPHENS}{APOSTROPHES}&][{INVISIBLE}]*)"
        return rf"(?:[{APOSTROPHES}]?(?:{self.link()}|{initials}|{part}(?:{join}{part})*)|{tag})"


LINK = _Characters().link()
"""A web address, with or without its scheme; an e-mail address; the query string of an address."""
WORD = _Characters().word()
_ASCII_WORD = _Characters(letters="A-Za-z", digits="0-9", numerals="", marks="").word()
"""The same words in a text of ASCII alone, found five times as fast."""
# Letters and numbers, joined by hyphens and apostrophes (IS-leider, 18-jarige, Trump's), as nearly all pieces are.
# With no full stop behind a letter and no sign of a link, no other alternative of WORD can match there.
_PLAIN = r"(?:[A-Za-z]|[0-9]+(?:[.,/:][0-9]+)*)+"
_ONE_WORD = rf"^[{HEAD}{SHOUTED}]?{_PLAIN}(?:[-'`]{_PLAIN})*$"
# The gap after a full stop is bounded: a word far after one does not start a sentence.
_ENDS_A_SENTENCE = r"[.!?…:].{0,8}$"


@dataclass(frozen=True)
class RawWords:
    """The raw words of some texts, in order.

    Number i is `words[codes[i]]`, in text `rows[i]`, at character `starts[i]`. `words` is a polars series of the
    distinct ones.
    """

    rows: np.ndarray
    codes: np.ndarray
    starts: np.ndarray
    words: Any

    @property
    def counts(self) -> np.ndarray:
        """The number of occurrences of each distinct raw word."""
        return np.bincount(self.codes, minlength=len(self.words))


def raw_words(texts: pd.Series) -> RawWords:
    """Find the raw words of each text and number the distinct ones (polars and Arrow, on all cores)."""
    import polars as pl

    written = pl.DataFrame({"text": pl.Series(texts.to_list(), dtype=pl.String)})
    cut = pl.col("text").str.replace_all("\r", "\n", literal=True).str.split("\n")
    number, lines = flat(written.select(cut).to_series())
    everywhere = np.ones(len(lines), dtype=bool)
    sizes, offsets, words = _marked_words(lines, everywhere, everywhere, ~everywhere)
    found = words.to_arrow().dictionary_encode()
    return RawWords(
        rows=np.repeat(np.repeat(np.arange(len(texts)), number), sizes),
        codes=found.indices.to_numpy(zero_copy_only=False),
        starts=offsets + np.repeat(before(lengths(lines) + 1, number), sizes).astype(np.int32),
        words=pl.Series(pl.from_arrow(found.dictionary), dtype=pl.String),
    )


def raw_words_in(pieces: Any) -> tuple[np.ndarray, np.ndarray, Any]:
    r"""The raw words in each of some pieces of text (a polars series).

    Returns the number of words of each piece; and for all words in order their character offset in the piece, and the
    words. A piece may begin with a mark: \v if it is a whole line, perhaps in capitals, \n if it starts a line or
    sentence, \r if it is part of a line in capitals. Offsets do not count the mark.
    """
    import polars as pl

    is_word = pieces.str.contains(_ONE_WORD)
    word, others = is_word.to_numpy(), pieces.filter(~is_word)
    whole, shouted, head = (others.str.starts_with(mark).to_numpy() for mark in (WHOLE_LINE, SHOUTED, HEAD))
    lines = others.str.replace(f"^[{HEAD}{SHOUTED}{WHOLE_LINE}]", "")
    found, places, words = _marked_words(lines, whole | head, whole, shouted)
    sizes = np.ones(len(pieces), np.int64)
    sizes[~word] = found
    alone = np.repeat(word, sizes)
    offsets, order = np.zeros(len(alone), np.int32), np.empty(len(alone), np.int64)
    offsets[~alone] = places
    order[alone], order[~alone] = np.arange(word.sum()), np.arange(word.sum(), len(alone))
    return sizes, offsets, pl.concat([pieces.filter(is_word), words], rechunk=True)[order]


def _marked_words(
    lines: Any, opening: np.ndarray, whole: np.ndarray, shouted: np.ndarray
) -> tuple[np.ndarray, np.ndarray, Any]:
    """The words of lines or parts of lines: the number in each, their offsets in it, the words with their marks.

    `opening`: which of them start a line or sentence; `whole`: which are whole lines; `shouted`: which are parts of
    lines in capitals.
    """
    import polars as pl

    line = pl.col("line")
    cut = pl.DataFrame({"line": lines, "words": _apart(lines)}).select(
        words_and_gaps=pl.col("words").str.split("\n"),
        in_capitals=line.str.contains(r"\p{Lu}") & ~line.str.contains(r"\p{Ll}"),
    )
    sizes, gaps, words = _gaps_and_words(cut["words_and_gaps"])
    marks = np.zeros(len(words), np.int8)
    wide = np.flatnonzero((gaps != " ").to_numpy())
    marks[wide[gaps[wide].str.contains(_ENDS_A_SENTENCE).to_numpy()]] = 1
    marks[(np.cumsum(sizes) - sizes)[opening & (sizes > 0)]] = 1
    _mark_capitals(marks, whole & cut["in_capitals"].to_numpy(), sizes, words)
    marks[np.repeat(shouted, sizes)] = 2
    gap = lengths(gaps)
    offsets = before(gap + lengths(words), sizes) + gap
    return sizes, offsets.astype(np.int32), pl.Series(["", HEAD, SHOUTED])[marks] + words


def _apart(lines: Any) -> Any:
    """The lines, with a line break before and after each word."""
    plain = (lines.str.len_bytes() == lines.str.len_chars()).to_numpy()
    lines = where(lines, plain, lambda some: some.str.replace_all(_ASCII_WORD, "\n$0\n"))
    return where(lines, ~plain, lambda some: some.str.replace_all(WORD, "\n$0\n"))


def _gaps_and_words(lists: Any) -> tuple[np.ndarray, Any, Any]:
    """The number of words of each line, the gap before each (from the end of the previous word), and the words.

    Each list has a gap, then each word and the gap after it.
    """
    length, strings = flat(lists)
    sizes = length // 2
    word = np.flatnonzero(np.repeat(np.cumsum(length) - length, length) % 2 != np.arange(len(strings)) % 2)
    return sizes, strings[word - 1], strings[word]


def _mark_capitals(marks: np.ndarray, in_capitals: np.ndarray, sizes: np.ndarray, words: Any) -> None:
    """Mark the words of lines in capitals; in a line with only one word with letters, mark them as at the start."""
    if not in_capitals.any():
        return
    inside, number = np.repeat(in_capitals, sizes), int(in_capitals.sum())
    with_letters = words.filter(inside).str.contains(r"\p{L}").to_numpy()
    line = np.repeat(np.arange(number), sizes[in_capitals])
    marks[inside] = np.where(np.bincount(line[with_letters], minlength=number) > 1, 2, 1)[line]


def flat(lists: Any) -> tuple[np.ndarray, Any]:
    """The length of each list of strings (a polars series), and all strings, concatenated."""
    import polars as pl

    array = lists.rechunk().to_arrow()
    return np.diff(array.offsets.to_numpy()).astype(np.int64), pl.Series(array.flatten(), dtype=pl.String)


def lengths(words: Any) -> np.ndarray:
    """The number of characters of each word."""
    characters: np.ndarray = words.str.len_chars().to_numpy().astype(np.int64)
    return characters


def before(values: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The sum of the values before each one in its own group, for consecutive groups of these sizes."""
    sums = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
    in_group: np.ndarray = sums[:-1] - np.repeat(sums[np.cumsum(sizes) - sizes], sizes)
    return in_group
