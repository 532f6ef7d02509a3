"""What is particular to a language: stop words, lemmas, words with an apostrophe, background frequencies."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Language:
    """A language as its data file describes it; `get_language` makes one.

    `stop_words` are lower case; `clitics` are words that begin with an apostrophe of their own, written without it;
    `lemma_exceptions` gives the lemma of a lower-case form where the lemmatiser is wrong.
    """

    code: str
    date_words: tuple[str, ...]
    abbreviations: frozenset[str]
    stop_words: frozenset[str]
    clitics: frozenset[str]
    lemma_exceptions: Mapping[str, str]

    def lemma(self, word: str) -> str:
        """The lemma of a word in lower case (simplemma, the exceptions first).

        >>> get_language("nl").lemma("moskeeën"), get_language("nl").lemma("leden")
        ('moskee', 'lid')
        """
        return self.lemma_exceptions.get(word) or self._simplemma(word).lower()

    def lemma_of_name(self, word: str) -> str:
        """The lemma, in lower case, of a word that may be a name: written with a capital where none was needed.

        Where the lemmatiser answers in lower case it took a name for an ordinary word (Wilders → wild, Kok → kokkin),
        and the word keeps its form; where it keeps the capital (Amerikanen → Amerikaan) it is believed.

        >>> get_language("nl").lemma_of_name("Wilders"), get_language("nl").lemma_of_name("Amerikanen")
        ('wilders', 'amerikaan')
        """
        answer = self._simplemma(word)
        return word.lower() if answer[:1].islower() else self.lemma_exceptions.get(word.lower(), answer.lower())

    def _simplemma(self, word: str) -> str:
        from simplemma import lemmatize

        # Separable verbs come back as op_roepen, and a few nouns as kilo_meter.
        return lemmatize(word, lang=self.code).replace("_", "") or word

    @cached_property
    def word_frequencies(self) -> Mapping[str, float]:
        """Frequency per word of running text of every listed word (wordfreq's large list; 2021 and frozen since)."""
        from wordfreq import get_frequency_dict

        return get_frequency_dict(self.code, wordlist="large")

    @cached_property
    def lemma_frequencies(self) -> Mapping[str, float]:
        """Frequency per word of running text of every lemma: the sum of its listed forms'."""
        frequencies: dict[str, float] = {}
        for word, frequency in self.word_frequencies.items():
            lemma = self.lemma(word)
            frequencies[lemma] = frequencies.get(lemma, 0.0) + frequency
        return frequencies


def known_languages() -> list[str]:
    """The codes of the languages that have a data file.

    >>> "nl" in known_languages()
    True
    """
    files = resources.files("leesbril.languages").iterdir()
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
        clitics=frozenset(data["clitics"]["words"].replace("'", "").split()),
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
    return pd.DataFrame(rows, columns=["word", "group", "reason"])


def background_frequencies(terms: Iterable[str], *, language: str = "nl", normalise: str = "surface") -> pd.Series:
    """How frequent each term is in the language at large, per word of running text; 0 where it is not listed.

    Index `term`. An acronym whose lower-case form is a stop word (IS / is) has no frequency of its own: 0. A phrase
    or an unlisted compound is no more frequent than its rarest part, so it gets that part's: wordfreq's own answer
    for it would be computed as if its parts met by chance. Numbers get wordfreq's estimate. Source: wordfreq, whose
    counts end in 2021.

    >>> background_frequencies(["is", "IS", "moskee"]).round(6).to_dict()
    {'is': 0.015849, 'IS': 0.0, 'moskee': 1.7e-05}
    """
    from wordfreq import word_frequency

    speech = get_language(language)
    listed = speech.lemma_frequencies if normalise == "lemma" else speech.word_frequencies

    def frequency(term: str) -> float:
        lower = term.lower()
        if term != lower and lower in speech.stop_words:
            return 0.0
        if lower in listed:
            return listed[lower]
        if not any(character.isalpha() for character in term):
            return word_frequency(term, language)
        parts = term.replace("-", " ").split()
        return min(map(frequency, parts)) if len(parts) > 1 else 0.0

    index = pd.Index(list(terms), name="term")
    return pd.Series([frequency(term) for term in index], index=index, dtype=float, name="frequency")


@lru_cache
def _data(code: str) -> dict[str, Any]:
    if code not in known_languages():
        raise ValueError(f"Unknown language {code!r}; known are {', '.join(known_languages())}.")
    return tomllib.loads((resources.files("leesbril.languages") / f"{code}.toml").read_text(encoding="utf-8"))
