"""What is particular to a language: stop words, lemmas, words with an apostrophe, background frequencies."""

import re
import sys
import tomllib
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from leesbril.frames import STOP_WORDS
from leesbril.text._lemmatiser import Lemmatiser

LEAST_FREQUENCY = 1e-8
"""Once in a hundred million words: the rarest that the background lists, and what every word is raised to."""
DEFAULT = "nl"
"""The language of articles that name none."""
OTHER = "other"
"""The answer of `guess_language` for a text in none of the known languages."""
READ_CHARACTERS = 1500
"""How much of a text is read to guess its language: the first 200 words or so."""
FEWEST_WORDS = 15
"""Fewer words than this that could tell one language from another tell nothing."""
COMMON = 0.65
"""From this share of common words a text is in the language: news has over .8, Afrikaans read as Dutch .35 to .6."""
FOREIGN = 0.45
"""Below this share in its best language a text is in another: Spanish, Danish and Frisian stay below."""
CLEAR_LEAD = 0.2
"""A text that is half English has less, one in English has more (Dutch knows half of the common English words)."""
_BATCH = 20_000
_DIGITS = re.compile("[0-9]+(?:[.,][0-9]+)*")
# Words with a capital are left out, for they are names; letters without case (Arabic) count.
_SMALL_WORD = r"\b[\p{Ll}\p{Lo}\p{M}]+\b"


@dataclass(frozen=True)
class Language:
    """A language as its data file describes it; `get_language` makes one.

    `stop_words` are lower case; `clitics` are words that begin with an apostrophe of their own, `proclitics` lean with
    one on the word behind them (l'armée), `enclitics` on the word before (Trump's), all written without it. Where
    `nouns_have_capitals`, a capital is no sign of a name; `peoples` have a capital and an ordinary lemma (Américains →
    américain). `lemma_exceptions` gives the lemma of a lower-case form where the lemmatiser is wrong.
    """

    code: str
    date_words: tuple[str, ...]
    abbreviations: frozenset[str]
    stop_words: frozenset[str]
    clitics: frozenset[str]
    proclitics: frozenset[str]
    enclitics: frozenset[str]
    nouns_have_capitals: bool
    peoples: frozenset[str]
    lemma_exceptions: Mapping[str, str]

    def lemma(self, word: str) -> str:
        """The lemma of a word in lower case (simplemma, the exceptions first).

        >>> get_language("nl").lemma("moskeeën"), get_language("nl").lemma("leden")
        ('moskee', 'lid')
        """
        return self.lemmas([word])[0]

    def lemma_of_name(self, word: str) -> str:
        """The lemma, in lower case, of a word that may be a name: written with a capital where none was needed.

        Where the lemmatiser answers in lower case it took a name for an ordinary word (Wilders → wild, Kok → kokkin),
        and the word keeps its form; where it keeps the capital (Amerikanen → Amerikaan) it is believed. So it always is
        where every noun has a capital (of 478 names in German news 14 lost their form; the worst are exceptions).

        >>> get_language("nl").lemma_of_name("Wilders"), get_language("nl").lemma_of_name("Amerikanen")
        ('wilders', 'amerikaan')
        """
        return self.lemmas([word.lower()], names=True)[0]

    def lemmas(self, words: Sequence[str], *, names: bool = False) -> list[str]:
        """The lemma of each word in small letters: its own, or that of the name that it may be."""
        forms = [word.capitalize() for word in words] if names else words
        words = [form.lower() for form in forms] if names else words  # a ß that opens a name is ss by now
        answers = self._lemmatiser.answers(forms)
        own, peoples = self.lemma_exceptions.get, self.peoples
        lemmas = [own(word) or answer.lower() for word, answer in zip(words, answers, strict=True)]
        if not names or self.nouns_have_capitals:
            return lemmas
        believed = [not answer[:1].islower() or answer in peoples for answer in answers]
        return [lemma if is_so else word for word, lemma, is_so in zip(words, lemmas, believed, strict=True)]

    @cached_property
    def _lemmatiser(self) -> Lemmatiser:
        return Lemmatiser(self.code)

    @cached_property
    def word_frequencies(self) -> Mapping[str, float]:
        """Frequency per word of running text of every listed word (wordfreq's large list; 2021 and frozen since)."""
        from wordfreq import get_frequency_dict

        return get_frequency_dict(self.code, wordlist="large")

    def number_frequency(self, number: str) -> float:
        """Wordfreq's estimate of how frequent a number is, per word of running text.

        Of one token of digits it takes the frequency of its shape (0,000 or 0000), times that of its digits.
        """
        from wordfreq import word_frequency
        from wordfreq.numbers import digit_freq, smash_numbers

        if not _DIGITS.fullmatch(number):
            return float(word_frequency(number, self.code))
        shape = smash_numbers(number)
        frequency = self.word_frequencies.get(shape, 0.0) * (digit_freq(number) if shape != number else 1)
        return float(f"{frequency:.2e}")  # to three digits, as wordfreq gives it

    @cached_property
    def common_words(self) -> frozenset[str]:
        """The common words of the language, some 30,000 (wordfreq's small list)."""
        from wordfreq import get_frequency_dict

        return frozenset(get_frequency_dict(self.code, wordlist="small"))

    @cached_property
    def lemma_frequencies(self) -> Mapping[str, float]:
        """Frequency per word of running text of every lemma: the sum of its listed forms'.

        The list is in small letters. Where nouns have capitals its words are read as nouns if they can be (krieg is
        war, not the verb kriegen), because an article's terms are mostly nouns.
        """
        frequencies: dict[str, float] = {}
        listed = list(self.word_frequencies)
        lemmas = self.lemmas(listed, names=self.nouns_have_capitals)
        for lemma, frequency in zip(map(_folded, lemmas), self.word_frequencies.values(), strict=True):
            frequencies[lemma] = frequencies.get(lemma, 0.0) + frequency
        return frequencies


def known_languages() -> list[str]:
    """The codes of the languages that have a data file.

    >>> "nl" in known_languages()
    True
    """
    files = resources.files("leesbril.text.languages").iterdir()
    return sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml"))


@lru_cache
def get_language(code: str) -> Language:
    """The language with this code; raises ValueError, naming the known ones, for any other.

    >>> "de" in get_language("nl").stop_words
    True
    """
    data = _data(code)
    return Language(
        code=code,
        date_words=tuple(data["date_words"].split()),
        abbreviations=frozenset(data["abbreviations"].split()),
        stop_words=frozenset(word for group in data["stop_words"].values() for word in group["words"].split()),
        clitics=frozenset(data["clitics"]["words"].split()),
        proclitics=frozenset(data["clitics"]["proclitics"].split()),
        enclitics=frozenset(data["clitics"]["enclitics"].split()),
        nouns_have_capitals=data["names"]["nouns_have_capitals"],
        peoples=frozenset(data["names"]["peoples"].split()),
        lemma_exceptions={form: entry["lemma"] for form, entry in data["lemma_exceptions"].items()},
    )


def stop_words(language: str = "nl", *, groups: Iterable[str] | None = None) -> pd.DataFrame:
    """The stop words with the group that each belongs to and the reason of that group.

    Columns `word`, `group`, `reason`. The group `reporting` (zegt, aldus, volgens …) is listed but counts as stop words
    only when it is passed to `extra_stop_words`. `groups` selects; an unknown one raises a ValueError with the known.

    >>> stop_words("nl", groups=["articles"])["word"].tolist()
    ['de', 'een', 'het']
    """
    data = _data(language)
    known = {**data["stop_words"], "reporting": data["reporting"]}
    wanted = list(known) if groups is None else list(groups)
    if unknown := [group for group in wanted if group not in known]:
        raise ValueError(f"No stop word groups {unknown}; known are {list(known)}.")
    rows = [(word, group, known[group]["reason"]) for group in wanted for word in known[group]["words"].split()]
    return STOP_WORDS.of_rows(rows)


def background_frequencies(terms: Iterable[str], *, language: str = "nl", normalise: str = "surface") -> pd.Series:
    """How frequent each term is in the language at large, per word of running text; 0 where it is not listed.

    Index `term`. A lemma is as frequent as its forms together; a form kept for a name's sake, as that form. An acronym
    whose lower-case form is a stop word (IS / is) has no frequency of its own: 0. A phrase or an unlisted compound is
    no more frequent than its rarest part, so it gets that part's: wordfreq's own answer for it would be computed as if
    its parts met by chance. Numbers get wordfreq's estimate. Source: wordfreq, whose
    counts end in 2021.

    >>> background_frequencies(["is", "IS", "moskee"]).round(6).to_dict()
    {'is': 0.015849, 'IS': 0.0, 'moskee': 1.7e-05}
    """
    speech = get_language(language)
    listed = [speech.lemma_frequencies, speech.word_frequencies] if normalise == "lemma" else [speech.word_frequencies]

    def frequency(term: str) -> float:
        lower, folded = term.lower(), _folded(term)
        if term != lower and lower in speech.stop_words:
            return 0.0
        if found := next((frequencies[folded] for frequencies in listed if folded in frequencies), None):
            return found
        if not any(character.isalpha() for character in term):
            return speech.number_frequency(term)
        parts = term.replace("-", " ").split()
        return min(map(frequency, parts)) if len(parts) > 1 else 0.0

    def listed_frequency(term: str) -> float:
        return next((frequencies[term] for frequencies in listed if term in frequencies), 0.0)

    written = list(terms)
    # A word in small letters of ASCII is as frequent as it is listed: most are, and need no rule.
    plain = (term.isascii() and term.isalpha() and term.islower() for term in written)
    found = [listed_frequency(term) if simple else frequency(term) for term, simple in zip(written, plain, strict=True)]
    return pd.Series(found, index=pd.Index(written, name="term"), dtype=float, name="frequency")


def rarity(terms: Any, language: str) -> np.ndarray:
    """How rare each term of a polars series is, in bits: -log2 of its background frequency, 26.6 at most.

    >>> import polars as pl
    >>> rarity(pl.Series(["de", "moskee", "zzzz"]), "nl").round(1).tolist()
    [4.2, 15.9, 25.8]
    """
    listed, written = get_language(language).word_frequencies, terms.to_list()
    # A word in small letters of ASCII is as frequent as it is listed: nearly all are, and need no rule.
    plain = [term.isascii() and term.isalpha() and term.islower() for term in written]
    frequency = np.array([listed.get(term, 0.0) for term in written], dtype=float)
    others = [term for term, is_plain in zip(written, plain, strict=True) if not is_plain]
    frequency[~np.array(plain, dtype=bool)] = background_frequencies(others, language=language)
    bits: np.ndarray = -np.log2(np.maximum(frequency, LEAST_FREQUENCY))
    return bits


def guess_language(texts: pd.Series, *, expected: str = "nl") -> pd.Series:
    """The language that each text is most likely in: the code of a known one, `other`, or missing.

    Index of `texts`, name `language`. Missing where there are too few words (headlines, tables, lists of names, lines
    in capitals) or where languages are mixed. `expected` has the benefit of the doubt: it is the answer wherever no
    other language clearly leads it. Method: of the words in small letters at the head of the text that are function
    words in no known language, the share that is common in each (wordfreq's small lists). Function words do not count
    because neighbours share them: die, van, is and op are Afrikaans too.

    >>> news = "Police arrested a man after cars were burnt near a school; officers asked anyone who saw flames to "
    >>> news += "call, because witnesses could help them find others who fled through gardens towards town."
    >>> guess_language(pd.Series({"a": news, "b": "Police arrest man"})).isna().to_dict()
    {'a': False, 'b': True}
    """
    codes = known_languages()
    home = codes.index(get_language(expected).code)
    words, shares = _shares_of_common_words(texts, [get_language(code) for code in codes])
    best, highest = shares.argmax(axis=1), shares.max(axis=1, initial=0.0)
    chosen = np.where(highest - shares[:, home] >= CLEAR_LEAD, best, home)
    answer = np.array(codes, dtype=object)[chosen]
    answer[shares[np.arange(len(shares)), chosen] < COMMON] = None
    answer[highest < FOREIGN] = OTHER
    answer[words < FEWEST_WORDS] = None
    return pd.Series(answer, index=texts.index, dtype="str", name="language")


def _shares_of_common_words(texts: pd.Series, languages: list[Language]) -> tuple[np.ndarray, np.ndarray]:
    """For each text its number of telling words, and (a column a language) the share of these that is common."""
    function_words = frozenset[str]().union(*(language.stop_words for language in languages))
    tallies = [np.empty((0, 1 + len(languages)))]
    for first in range(0, len(texts), _BATCH):
        rows, codes, words = _small_words(texts.iloc[first : first + _BATCH])
        telling = np.array([word not in function_words for word in words], dtype=bool)
        folded = [_folded(word) for word in words]
        marks = [np.array([word in language.common_words for word in folded], dtype=bool) for language in languages]
        size = min(_BATCH, len(texts) - first)
        weights = [(mark & telling)[codes] for mark in [telling, *marks]]
        tallies.append(np.column_stack([np.bincount(rows, weights=weight, minlength=size) for weight in weights]))
    tally = np.concatenate(tallies)
    return tally[:, 0], tally[:, 1:] / np.maximum(tally[:, :1], 1)


def _small_words(texts: pd.Series) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """The words in small letters at the head of each text: the text's number and the word's, and the words."""
    import polars as pl

    if wrong := [text for text in texts.dropna() if not isinstance(text, str)]:
        raise TypeError(f"guess_language takes texts; received {wrong[0]!r} among them.")
    # Half a character (a lone surrogate) has no bytes; as a question mark it stands between words.
    heads = [text[:READ_CHARACTERS].encode(errors="replace").decode() for text in texts.fillna("")]
    lists = pl.Series(heads, dtype=pl.String).str.extract_all(_SMALL_WORD)
    found = lists.explode(empty_as_null=False).to_arrow().dictionary_encode()
    rows = np.repeat(np.arange(len(lists)), lists.list.len().to_numpy())
    return rows, found.indices.to_numpy(zero_copy_only=False), found.dictionary.to_pylist()


def _folded(term: str) -> str:
    """A term as wordfreq lists it: in small letters with ss for ß, and a clitic (l', 's) without its apostrophe."""
    return term.casefold().strip("'")


@lru_cache
def _data(code: str) -> dict[str, Any]:
    if code not in known_languages():
        raise ValueError(f"Unknown language {code!r}; known are {', '.join(known_languages())}.")
    return tomllib.loads((resources.files("leesbril.text.languages") / f"{code}.toml").read_text(encoding="utf-8"))


class LanguageWarning(UserWarning):
    """Says that articles name no language and are read as Dutch."""


def language_of(articles: pd.DataFrame, language: str | None = None, *, among: str | None = None) -> str:
    """The language to read articles in: the one that is named, else that of their column `language`, else Dutch.

    `among` is the language of the articles read before these, if there were any. Raises ValueError where the column
    holds several languages, or another than `among`, and none is named; a LanguageWarning says that there is none.

    >>> language_of(pd.DataFrame({"text": ["Guten Tag."], "language": ["de"]}))
    'de'
    """
    if language is not None:
        return get_language(language).code
    column = articles["language"] if "language" in articles.columns else pd.Series([], dtype="str")
    found = column.dropna().value_counts()
    named = [among] if among is not None and among not in found.index else []
    if len(found) + len(named) > 1 and len(found):
        told = ", ".join([*(f"{count:,} in {code!r}" for code, count in found.items()), *map(repr, named)])
        raise ValueError(
            f"The articles are in several languages: {told}. Choose those of one, or name the language to read all in, "
            f"as in language={found.index[0]!r}."
        )
    if len(found):
        return get_language(str(found.index[0])).code
    if among is None and len(articles):
        warnings.warn(
            f"No language is named, so the articles are read as Dutch. Name it, as in language={DEFAULT!r}, or in a "
            "column 'language' of the articles.",
            LanguageWarning,
            stacklevel=_caller(),
        )
    return among or DEFAULT


def _caller() -> int:
    """How many frames up the first stands that is not of this package: whose line a warning should name."""
    level, frame = 1, sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__", "").startswith("leesbril"):
        level, frame = level + 1, frame.f_back  # type: ignore[assignment]
    return level
