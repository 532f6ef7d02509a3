"""Raw words → the words in them: without quotation marks, clitics apart; and the parts of words with hyphens."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from leesbril.text.language import Language
from leesbril.text.signs import BEYOND, HYPHEN, signs_of, utf8, where
from leesbril.text.spelling import split, tidy
from leesbril.text.words import APOSTROPHES, HEAD, HYPHENS, SHOUTED

_CONSONANT = "^[bcdfgjklmnpqrstvwxz]"


@dataclass(frozen=True)
class Words:
    """Words in columns: the raw word that each stands in (`code`) and where in it, as it is written (`token`, polars).

    `head`: at the head of a sentence or line; `shouted`: in a line in capitals.
    """

    code: np.ndarray
    offset: np.ndarray
    token: Any
    head: np.ndarray
    shouted: np.ndarray

    def at(self, places: np.ndarray) -> "Words":
        """Some of the words."""
        token = self.token.gather(places)
        return Words(self.code[places], self.offset[places], token, self.head[places], self.shouted[places])

    def part(self, places: np.ndarray, start: np.ndarray, size: np.ndarray) -> "Words":
        """A part of each of some words: from where in it, and of how many characters."""
        import polars as pl

        of = self.at(places)
        frame = pl.DataFrame({"token": of.token, "start": start, "size": size})
        token = frame.select(pl.col("token").str.slice(pl.col("start"), pl.col("size")))["token"]
        return Words(of.code, of.offset + start, token, of.head & (start == 0), of.shouted)


def together(first: Words, *others: Words) -> Words:
    """Several lots of words, one behind the other."""
    import polars as pl

    lots = [first, *(other for other in others if len(other.code))]
    if len(lots) == 1:
        return first
    return Words(
        code=np.concatenate([lot.code for lot in lots]),
        offset=np.concatenate([lot.offset for lot in lots]),
        token=pl.concat([lot.token for lot in lots]),
        head=np.concatenate([lot.head for lot in lots]),
        shouted=np.concatenate([lot.shouted for lot in lots]),
    )


def words_in(raw: Any, language: Language) -> Words:
    """The words in each raw word (a polars series), in no order.

    An apostrophe in front is a quotation mark unless it is a clitic's. Apart stand the clitics that lean on a word:
    l'armée is l' and armée, Trump's is Trump and 's, for armée counts as armée behind any word.
    """
    data, starts = utf8(raw)
    mark, number = data[starts[:-1]], np.arange(len(raw), dtype=np.int32)
    token = raw.str.strip_chars_start(HEAD + SHOUTED)
    whole = Words(number, np.zeros_like(number), token, mark == ord(HEAD), mark == ord(SHOUTED))
    with_apostrophe = token.str.contains(f"[{APOSTROPHES}]").to_numpy()
    if not with_apostrophe.any():
        return whole
    unquoted = _without_quotes(whole.at(np.flatnonzero(with_apostrophe)), language)
    apart = _apart(unquoted, language) if language.proclitics or language.enclitics else [unquoted]
    return together(whole.at(np.flatnonzero(~with_apostrophe)), *apart)


def _without_quotes(words: Words, language: Language) -> Words:
    """Words without the apostrophe in front that is no clitic's."""
    opening = words.token.str.contains(f"^[{APOSTROPHES}]")
    front = tidy(words.token.str.slice(1)).str.to_lowercase().str.extract("^([^-]*)")
    quoted = (opening & ~front.is_in(list(language.clitics))).to_numpy()
    token = where(words.token, quoted, lambda some: some.str.slice(1))
    return Words(words.code, words.offset + quoted, token, words.head, words.shouted)


def _apart(words: Words, language: Language) -> list[Words]:
    """The clitics in front, each with its apostrophe, the words that they lean on, and the clitics behind these.

    A vowel or h must follow what leans forward: N'Djamena is one word.
    """
    sizes, start, segments = split(words.token, APOSTROPHES)
    end, length = np.cumsum(sizes), segments.str.len_chars().to_numpy().astype(np.int64)
    first, last = end - sizes, end - 1
    plain = tidy(segments).str.to_lowercase()
    leans = np.append(plain.is_in(list(language.proclitics)).to_numpy()[:-1] & _opens_with_a_vowel(plain)[1:], False)
    leans[last] = False
    stem = np.flatnonzero(~leans)
    stem = stem[np.searchsorted(stem, first)]  # of each word the first segment that does not lean on the next
    behind = plain.gather(last).is_in(list(language.enclitics)).to_numpy() & (start[last] - start[stem] > 1)
    stop = np.where(behind, start[last] - 1, start[last] + length[last])
    word, number = np.repeat(np.arange(len(sizes)), sizes), np.arange(len(leans))
    proclitic = number < stem[word]
    return [
        words.part(word[proclitic], start[proclitic], length[proclitic] + 1),
        words.part(np.arange(len(sizes)), start[stem], stop - start[stem]),
        words.part(np.flatnonzero(behind), stop[behind], length[last][behind] + 1),
    ]


def _opens_with_a_vowel(plain: Any) -> np.ndarray:
    """Whether words do not open with a consonant; h and y, and digits, count as vowels."""
    vowels: np.ndarray = ~plain.str.normalize("NFD").str.contains(_CONSONANT).to_numpy()
    return vowels


def parts_of(words: Words) -> tuple[np.ndarray, Words]:
    """The parts that hyphens join: which of the words each is a part of, and the parts, in order."""
    rows = np.flatnonzero(signs_of(words.token).have(HYPHEN, BEYOND))
    sizes, start, segments = split(words.token.gather(rows), HYPHENS)
    length = segments.str.len_chars().to_numpy().astype(np.int64)
    several = np.repeat(sizes > 1, sizes) & (length > 0)
    word = np.repeat(rows, sizes)[several]
    return word, words.part(word, start[several], length[several])
