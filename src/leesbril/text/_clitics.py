"""Raw words → the words in them: without quotation marks, clitics apart; and the parts of words with hyphens."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from leesbril.text._character_classes import BEYOND, HYPHEN, signs_of, utf8, where
from leesbril.text.language import Language
from leesbril.text.spelling import split, tidied
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
        token = self.token[places]
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
    import polars as pl

    data, starts = utf8(raw)
    mark, number = data[starts[:-1]], np.arange(len(raw), dtype=np.int32)
    token, apostrophe = pl.DataFrame({"raw": raw}).select(
        token=pl.col("raw").str.strip_chars_start(HEAD + SHOUTED),
        apostrophe=pl.col("raw").str.contains(f"[{APOSTROPHES}]"),
    )
    whole = Words(number, np.zeros_like(number), token, mark == ord(HEAD), mark == ord(SHOUTED))
    with_apostrophe = apostrophe.to_numpy()
    if not with_apostrophe.any():
        return whole
    unquoted = _without_quotes(whole.at(np.flatnonzero(with_apostrophe)), language)
    apart = _apart(unquoted, language) if language.proclitics or language.enclitics else [unquoted]
    return together(whole.at(np.flatnonzero(~with_apostrophe)), *apart)


def _without_quotes(words: Words, language: Language) -> Words:
    """Words without the apostrophe in front that is no clitic's."""
    import polars as pl

    token = pl.col("token")
    clitic = tidied(token.str.slice(1)).str.to_lowercase().str.extract("^([^-]*)").is_in(list(language.clitics))
    quotes = token.str.contains(f"^[{APOSTROPHES}]") & ~clitic
    quoted = pl.DataFrame({"token": words.token}).select(quotes).to_series().to_numpy()
    token = where(words.token, quoted, lambda some: some.str.slice(1))
    return Words(words.code, words.offset + quoted, token, words.head, words.shouted)


def _apart(words: Words, language: Language) -> list[Words]:
    """The clitics in front, each with its apostrophe, the words that they lean on, and the clitics behind these.

    A vowel or h must follow what leans forward: N'Djamena is one word.
    """
    sizes, start, length, segments = split(words.token, APOSTROPHES)
    first, last = np.cumsum(sizes) - sizes, np.cumsum(sizes) - 1
    proclitic, enclitic, vowel = _kinds(segments, language)
    leans = np.append(proclitic[:-1] & vowel[1:], False)
    leans[last] = False
    stem = np.flatnonzero(~leans)
    stem = stem[np.searchsorted(stem, first)]  # of each word the first segment that does not lean on the next
    behind = enclitic[last] & (start[last] - start[stem] > 1)
    stop = np.where(behind, start[last] - 1, start[last] + length[last])
    word = np.repeat(np.arange(len(sizes)), sizes)
    front = np.arange(len(leans)) < stem[word]
    return [
        words.part(word[front], start[front], length[front] + 1),
        words.part(np.arange(len(sizes)), start[stem], stop - start[stem]),
        words.part(np.flatnonzero(behind), stop[behind], length[last][behind] + 1),
    ]


def _kinds(segments: Any, language: Language) -> list[np.ndarray]:
    """Whether segments are proclitics, are enclitics, and do not open with a consonant (h, y and digits are none)."""
    import polars as pl

    plain = tidied(pl.col("segment")).str.to_lowercase()
    kinds = pl.DataFrame({"segment": segments}).select(
        proclitic=plain.is_in(list(language.proclitics)),
        enclitic=plain.is_in(list(language.enclitics)),
        vowel=~plain.str.normalize("NFD").str.contains(_CONSONANT),
    )
    return [kind.to_numpy() for kind in kinds]


def parts_of(words: Words) -> tuple[np.ndarray, Words]:
    """The parts that hyphens join: which of the words each is a part of, and the parts, in order."""
    rows = np.flatnonzero(signs_of(words.token).have(HYPHEN, BEYOND))
    sizes, start, length, _ = split(words.token[rows], HYPHENS)
    several = np.repeat(sizes > 1, sizes) & (length > 0)
    word = np.repeat(rows, sizes)[several]
    return word, words.part(word, start[several], length[several])
