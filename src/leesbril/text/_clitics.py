"""Raw words → words: quotation marks removed, clitics split off; also the parts of hyphenated words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from leesbril.text._character_classes import BEYOND, HYPHEN, classes_of, utf8, where
from leesbril.text.language import Language
from leesbril.text.spelling import split, tidy
from leesbril.text.words import APOSTROPHES, HEAD, HYPHENS, LINK, SHOUTED

_CONSONANT = "^[bcdfgjklmnpqrstvwxz]"


@dataclass(frozen=True)
class Words:
    """Words in columns: the number of the raw word (`code`), the `offset` in it, the word as written (`token`, polars).

    `head`: at the start of a sentence or line; `shouted`: in a line in capitals.
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
        """A substring of each of some words: from `start`, of `size` characters."""
        import polars as pl

        of = self.at(places)
        frame = pl.DataFrame({"token": of.token, "start": start, "size": size})
        token = frame.select(pl.col("token").str.slice(pl.col("start"), pl.col("size")))["token"]
        return Words(of.code, of.offset + start, token, of.head & (start == 0), of.shouted)


def concatenated(first: Words, *others: Words) -> Words:
    """Several sets of words, concatenated."""
    import polars as pl

    parts = [first, *(other for other in others if len(other.code))]
    if len(parts) == 1:
        return first
    return Words(
        code=np.concatenate([part.code for part in parts]),
        offset=np.concatenate([part.offset for part in parts]),
        token=pl.concat([part.token for part in parts]),
        head=np.concatenate([part.head for part in parts]),
        shouted=np.concatenate([part.shouted for part in parts]),
    )


def words_in(raw: Any, language: Language) -> Words:
    """The words in each raw word (a polars series), in no particular order.

    A leading apostrophe is a quotation mark unless it belongs to a clitic. Proclitics and enclitics are split off:
    l'armée is l' and armée, Trump's is Trump and 's.
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
    split_off = _split_clitics(unquoted, language) if language.proclitics or language.enclitics else [unquoted]
    return concatenated(whole.at(np.flatnonzero(~with_apostrophe)), *split_off)


def _without_quotes(words: Words, language: Language) -> Words:
    """Words without a leading apostrophe, unless it belongs to a clitic."""
    quoted = words.token.str.contains(f"^[{APOSTROPHES}]").to_numpy()
    opening = np.flatnonzero(quoted)
    behind = words.token[opening].str.slice(1)
    first = _beyond(behind, tidy).str.to_lowercase().str.extract("^([^-]*)")
    quoted[opening] = ~first.is_in(list(language.clitics)).to_numpy()
    token = where(words.token, quoted, lambda some: some.str.slice(1))
    return Words(words.code, words.offset + quoted, token, words.head, words.shouted)


def _split_clitics(words: Words, language: Language) -> list[Words]:
    """The proclitics, each with its apostrophe; the words they attach to; and the enclitics.

    A vowel or h must follow a proclitic: N'Djamena is one word.
    """
    sizes, start, length, segments = split(words.token, APOSTROPHES)
    first, last = np.cumsum(sizes) - sizes, np.cumsum(sizes) - 1
    proclitic, enclitic, vowel = _kinds(segments, language)
    is_proclitic = np.append(proclitic[:-1] & vowel[1:], False)
    is_proclitic[last] = False
    stem = np.flatnonzero(~is_proclitic)
    stem = stem[np.searchsorted(stem, first)]  # the first segment of each word that is not a proclitic
    behind = enclitic[last] & (start[last] - start[stem] > 1)
    stop = np.where(behind, start[last] - 1, start[last] + length[last])
    word = np.repeat(np.arange(len(sizes)), sizes)
    front = np.arange(len(is_proclitic)) < stem[word]
    return [
        words.part(word[front], start[front], length[front] + 1),
        words.part(np.arange(len(sizes)), start[stem], stop - start[stem]),
        words.part(np.flatnonzero(behind), stop[behind], length[last][behind] + 1),
    ]


def _kinds(segments: Any, language: Language) -> list[np.ndarray]:
    """Whether segments are proclitics, are enclitics, and do not start with a consonant (h, y and digits are not)."""
    plain = _beyond(segments, tidy).str.to_lowercase()
    vowel = ~_beyond(plain, lambda some: some.str.normalize("NFD")).str.contains(_CONSONANT)
    kinds = [plain.is_in(list(language.proclitics)), plain.is_in(list(language.enclitics)), vowel]
    return [kind.to_numpy() for kind in kinds]


def _beyond(words: Any, change: Callable[[Any], Any]) -> Any:
    """The words, changed where they have characters beyond ASCII: no other word would change."""
    return where(words, classes_of(words).have(BEYOND), change)


def parts_of(words: Words) -> tuple[np.ndarray, Words]:
    """The parts of hyphenated words: the number of the word that each belongs to, and the parts, in order.

    A link has no parts.
    """
    rows = np.flatnonzero(classes_of(words.token).have(HYPHEN, BEYOND))
    rows = rows[~words.token[rows].str.contains(f"^(?:{LINK})$").to_numpy()]
    sizes, start, length, _ = split(words.token[rows], HYPHENS)
    several = np.repeat(sizes > 1, sizes) & (length > 0)
    word = np.repeat(rows, sizes)[several]
    return word, words.part(word, start[several], length[several])
