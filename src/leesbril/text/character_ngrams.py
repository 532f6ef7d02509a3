"""Words → n-grams of characters: the sequences of a few characters inside each word, padded with a space."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from leesbril.text.language import get_language
from leesbril.text.vocabulary import in_alphabetical_order

Lengths = tuple[int, int]
"""The shortest and the longest n-gram, in characters."""
_DIGIT, _HYPHEN = re.compile(r"\d"), re.compile("-+")
_NONE, _BEGINS = -2, -1
"""A sequence that begins no n-gram, and one that begins some and is none."""


class CharacterNgrams(NamedTuple):
    """The distinct n-grams of some words, in alphabetical order (polars), and those of each word.

    Word `w` has the n-grams `columns[first[w]:first[w + 1]]`; one that it has twice stands there twice.
    """

    terms: Any
    first: np.ndarray
    columns: np.ndarray


def character_ngrams(words: Any, lengths: Lengths) -> CharacterNgrams:
    """The n-grams of characters of distinct words (a polars series), of all lengths from the first to the last.

    A word is padded with one space on either side, so that its beginning and its end are told apart from its middle; a
    padded word that is shorter than the shortest n-gram is one n-gram. This is `analyzer="char_wb"` of scikit-learn,
    whose words are pieces between white space.

    >>> import polars as pl
    >>> found = character_ngrams(pl.Series(["stad", "ja"]), (3, 4))
    >>> found.terms.to_list()
    [' ja', ' ja ', ' st', ' sta', 'ad ', 'ja ', 'sta', 'stad', 'tad', 'tad ']
    >>> found.terms.gather(found.columns[found.first[1] :]).to_list()
    [' ja', 'ja ', ' ja ']
    """
    import polars as pl

    padded = Padded.of(words)
    starts, code = np.arange(len(padded.characters)), padded.characters
    owners, codes, spelled, begin = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [], 0
    for length in range(1, lengths[1] + 1):
        starts, code = padded.extended(starts, code, length)
        listed = padded.listed(starts, length, lengths)
        number = _numbered(code[listed])
        example = np.empty(int(number.max(initial=-1)) + 1, np.int64)
        example[number] = starts[listed]
        spelled.append(padded.spelled(example, length))
        owners.append(padded.owner[starts[listed]])
        codes.append(number + begin)
        begin += len(example)
    terms, order = in_alphabetical_order(pl.concat([pl.Series(dtype=pl.String), *spelled]))
    owner = np.concatenate(owners)
    by_word = np.argsort(owner, kind="stable")
    first = np.append(0, np.cumsum(np.bincount(owner, minlength=len(words))))
    return CharacterNgrams(terms, first, order[np.concatenate(codes)[by_word]])


def _numbered(codes: np.ndarray) -> np.ndarray:
    """Distinct integers, numbered from 0."""
    import pyarrow as pa

    return pa.array(codes).dictionary_encode().indices.to_numpy().astype(np.int64)  # type: ignore[no-any-return]


class Padded(NamedTuple):
    """The characters of words that are padded with spaces, one after another, as numbers in an alphabet.

    `owner` is the word of each character, `size` the number of characters of that word, `left` those from there to its
    end; `alphabet` has code points, in ascending order.
    """

    characters: np.ndarray
    alphabet: np.ndarray
    owner: np.ndarray
    size: np.ndarray
    left: np.ndarray

    @classmethod
    def of(cls, words: Any, padding: str = " ") -> "Padded":
        """The characters of a polars series of words."""
        sizes = words.str.len_chars().to_numpy().astype(np.int32) + np.int32(2 * len(padding))
        points = np.frombuffer("".join((padding + words + padding).to_list()).encode("utf-32-le"), np.uint32)
        occurs = np.zeros(0x110000, dtype=bool)
        occurs[points] = True
        size = np.repeat(sizes, sizes)
        return cls(
            characters=(np.cumsum(occurs, dtype=np.int32) - np.int32(1))[points],
            alphabet=np.flatnonzero(occurs),
            owner=np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
            size=size,
            left=np.repeat(np.cumsum(sizes, dtype=np.int64), sizes).astype(np.int32)
            - np.arange(len(points), dtype=np.int32),
        )

    def extended(self, starts: np.ndarray, code: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
        """The sequences of a length, from those that are one shorter: where they start, and a number for each
        distinct one."""
        if length == 1:
            return starts, code
        longer = self.left[starts] >= length
        starts = starts[longer]
        return starts, _numbered(
            code[longer].astype(np.int64) * (len(self.alphabet) + 1) + self.characters[starts + length - 1]
        )

    def listed(self, starts: np.ndarray, length: int, lengths: Lengths) -> np.ndarray:
        """Which sequences of a length are n-grams: all that are long enough, and shorter words as a whole."""
        if length >= lengths[0]:
            return np.ones(len(starts), dtype=bool)
        whole: np.ndarray = (self.size[starts] == length) & (self.left[starts] == length)
        return whole

    def spelled(self, starts: np.ndarray, length: int) -> Any:
        """The sequences of a length that start at some characters, as strings (polars)."""
        import polars as pl

        points = self.alphabet[self.characters[starts[:, None] + np.arange(length)]].astype(np.uint32)
        return pl.Series(points.view(f"<U{length}").ravel().tolist(), dtype=pl.String)

    def followed_by(self, strings: Any) -> "Padded":
        """The same characters and, behind them, those of some strings (polars), without padding; a character that is
        not in the alphabet has the number behind the last."""
        others = Padded.of(strings, padding="")
        place = np.searchsorted(self.alphabet, others.alphabet).clip(max=len(self.alphabet) - 1)
        number = np.where(self.alphabet[place] == others.alphabet, place, len(self.alphabet)).astype(np.int32)
        return Padded(
            characters=np.concatenate([self.characters, number[others.characters]]),
            alphabet=self.alphabet,
            owner=np.concatenate([self.owner, others.owner]),
            size=np.concatenate([self.size, others.size]),
            left=np.concatenate([self.left, others.left]),
        )


def background_of_ngrams(ngrams: Any, *, language: str = "nl", normalise: str = "surface") -> np.ndarray:
    """How often each n-gram (a polars series) occurs per word of the language; 0 if no listed word has it.

    The background of words (`background_frequencies`), cut into n-grams: the number of times that a listed word has the
    n-gram, times the frequency of that word, summed over all words. With lemmas, the words are lemmas, whose frequency
    is that of their forms. What the list does not tell apart is bounded from above:

    - The list is in lower case. An n-gram with capitals is of an acronym: it has the frequency of its lower-case form
      in words that are no stop words (IS is not *is*).
    - The list has no words with hyphens. Around a hyphen words end and begin, and the rarest part counts, as for words.
    - The list has the shapes of numbers (0000). Each digit counts as one of ten that are equally frequent: an estimate.

    >>> import polars as pl
    >>> background_of_ngrams(pl.Series([" moskee", " is ", " IS ", "IS-mo"])).round(6).tolist()
    [2.4e-05, 0.015849, 0.0, 0.003286]
    """
    import polars as pl

    parts = [_parts(ngram) for ngram in ngrams.to_list()]
    written = pl.Series([part for some in parts for part in some], dtype=pl.String)
    first = np.cumsum([0, *map(len, parts)])[:-1]
    found = np.zeros(len(written))
    capitals = written.str.contains(r"[\p{Uppercase}\p{Lt}]").to_numpy()
    for chosen, stop_words in ((~capitals, True), (capitals, False)):
        if chosen.any():
            forms = pl.Series([_listed_form(part) for part in written.filter(chosen).to_list()], dtype=pl.String)
            sought, number = in_alphabetical_order(forms)
            found[chosen] = _sums(sought, _background(language, normalise, stop_words))[number]
    found *= 10.0 ** -written.str.count_matches(r"\p{Nd}").to_numpy().astype(float)
    return np.minimum.reduceat(found, first) if len(first) else found


def _parts(ngram: str) -> list[str]:
    """An n-gram cut at hyphens, where words end and begin.

    >>> _parts("IS-mo"), _parts("-mos"), _parts(" de "), _parts("-")
    (['IS ', ' mo'], [' mos'], [' de '], ['-'])
    """
    if "-" not in ngram:
        return [ngram]
    return [part for part in _HYPHEN.sub(" - ", ngram).split("-") if part.strip()] or [ngram]


def _listed_form(part: str) -> str:
    """A part of an n-gram as it occurs in the listed words."""
    form = part.casefold()
    return form if form.isalpha() else _DIGIT.sub("0", form)


class _Background(NamedTuple):
    """Listed words, padded, and the frequency of each."""

    padded: Padded
    frequency: np.ndarray


@lru_cache(maxsize=2)
def _background(language: str, normalise: str, stop_words: bool) -> _Background:
    """The words of the background, with every digit as a 0, with or without stop words."""
    import polars as pl

    speech = get_language(language)
    listed = speech.lemma_frequencies if normalise == "lemma" else speech.word_frequencies
    # Clitics are listed without the apostrophe with which they are counted.
    clitics = {f"'{word}": word for word in speech.clitics | speech.enclitics}
    clitics |= {f"{word}'": word for word in speech.proclitics}
    words = [*listed, *clitics]
    frequency = np.array([*listed.values(), *(listed.get(word, 0.0) for word in clitics.values())])
    if not stop_words:
        kept = [word not in speech.stop_words and word not in clitics for word in words]
        words, frequency = [word for word, keep in zip(words, kept, strict=True) if keep], frequency[kept]
    written = pl.Series(words, dtype=pl.String).str.replace_all(r"\p{Nd}", "0")
    return _Background(Padded.of(written), frequency)


def _sums(sought: Any, background: _Background) -> np.ndarray:
    """For each n-gram (polars, distinct), the frequencies of the listed words, once for each time that one has it.

    All sequences are read at once, a character at a time; those that begin none of the sought n-grams are left out.
    """
    padded, frequency = background
    words, both, found = len(padded.characters), padded.followed_by(sought), np.zeros(len(sought))
    own = np.flatnonzero(both.left == both.size)
    starts = np.concatenate([np.arange(words), own[own >= words]])
    code = both.characters[starts]
    for length in range(1, int(both.size[words:].max(initial=0)) + 1):
        starts, code = both.extended(starts, code, length)
        is_sought = starts >= words
        number = np.full(int(code.max(initial=-1)) + 1, _NONE)
        number[code[is_sought]] = _BEGINS
        ending = is_sought & (both.left[starts] == length)
        number[code[ending]] = both.owner[starts[ending]]
        known = number[code] != _NONE
        starts, code, is_sought = starts[known], code[known], is_sought[known]
        listed = ~is_sought & (number[code] >= 0)
        weights = frequency[both.owner[starts[listed]]]
        found += np.bincount(number[code[listed]], weights=weights, minlength=len(sought))
    return found
