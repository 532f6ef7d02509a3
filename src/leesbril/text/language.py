"""Languages: stop words, lemmas, clitics, background frequencies, and the guess of a text's language."""

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
from leesbril.text.words import flat

LEAST_FREQUENCY = 1e-8
"""Once in a hundred million words: the lowest frequency that wordfreq lists, and the floor for every word."""
DEFAULT = "nl"
"""The language of articles without a declared language."""
OTHER = "other"
"""What `guess_language` returns for a text in none of the known languages."""
READ_CHARACTERS = 1500
"""Characters of a text that `guess_language` reads: about the first 200 words."""
FEWEST_WORDS = 15
"""With fewer content words than this, no language is guessed."""
COMMON = 0.65
"""Share of common words from which a text is in the language: news has over .8; Afrikaans has .35 to .6 of Dutch."""
FOREIGN = 0.45
"""Below this share in its best language, a text is in an unknown one: Spanish, Danish and Frisian stay below."""
CLEAR_LEAD = 0.2
"""A half-English text has a smaller lead, an English one a larger (half of the common English words are also common in
Dutch)."""
_BATCH = 20_000
_DIGITS = re.compile("[0-9]+(?:[.,][0-9]+)*")
# Capitalised words are left out, because they may be names; letters without case (Arabic) count.
_SMALL_WORD = r"\b[\p{Ll}\p{Lo}\p{M}]+\b"


@dataclass(frozen=True)
class Language:
    """A language as described in its data file; returned by `get_language`.

    Behind `abbreviations` a full stop ends no sentence; behind `abbreviations_before_numbers` none if a number follows;
    behind `abbreviations_at_ends`, which are `abbreviations` too, it may end one.
    `stop_words` are in lower case. `clitics` are words that begin with an apostrophe, `proclitics` attach to the next
    word (l'armée), `enclitics` to the previous one (Trump's); all are listed without the apostrophe. With
    `nouns_have_capitals`, a capital is not evidence of a name. `peoples` are capitalised but have an ordinary lemma
    (Américains → américain). `lemma_exceptions` maps lower-case forms to their lemma where simplemma is wrong.
    `calendar` are weekdays and months, `units` those of time, `reporting` words such as *zegt*, all in lower case.
    """

    code: str
    date_words: tuple[str, ...]
    abbreviations: frozenset[str]
    abbreviations_before_numbers: frozenset[str]
    abbreviations_at_ends: frozenset[str]
    ordinals_have_full_stops: bool
    stop_words: frozenset[str]
    clitics: frozenset[str]
    proclitics: frozenset[str]
    enclitics: frozenset[str]
    nouns_have_capitals: bool
    peoples: frozenset[str]
    lemma_exceptions: Mapping[str, str]
    calendar: frozenset[str]
    units: frozenset[str]
    reporting: frozenset[str]

    def lemma(self, word: str) -> str:
        """The lemma of a lower-case word: from the exceptions, else from simplemma.

        >>> get_language("nl").lemma("moskeeën"), get_language("nl").lemma("leden")
        ('moskee', 'lid')
        """
        return self.lemmas([word])[0]

    def lemma_of_name(self, word: str) -> str:
        """The lower-case lemma of a word that may be a name: capitalised where no capital was needed.

        If simplemma returns lower case, it took a name for an ordinary word (Wilders → wild, Kok → kokkin), and the
        word keeps its form; if it keeps the capital (Amerikanen → Amerikaan), its lemma is used. Where every noun has a
        capital its lemma is always used (14 of 478 names in German news got a wrong lemma; the worst are exceptions).

        >>> get_language("nl").lemma_of_name("Wilders"), get_language("nl").lemma_of_name("Amerikanen")
        ('wilders', 'amerikaan')
        """
        return self.lemmas([word.lower()], names=True)[0]

    def lemmas(self, words: Sequence[str], *, names: bool = False) -> list[str]:
        """The lower-case lemma of each word; with `names`, as `lemma_of_name` does."""
        forms = [word.capitalize() for word in words] if names else words
        words = [form.lower() for form in forms] if names else words  # capitalize() turned an initial ß into Ss
        answers = self._lemmatiser.answers(forms)
        own, peoples = self.lemma_exceptions.get, self.peoples
        lemmas = [own(word) or answer.lower() for word, answer in zip(words, answers, strict=True)]
        if not names or self.nouns_have_capitals:
            return lemmas
        believed = [not answer[:1].islower() or answer in peoples for answer in answers]
        return [lemma if is_so else word for word, lemma, is_so in zip(words, lemmas, believed, strict=True)]

    def lead(self, terms: pd.Index) -> np.ndarray:
        """Which terms may lead a list of what an article is about: no bare numbers, weekdays, months, reporting words.

        Of a phrase no word may be one of these. A unit of time leads none by itself (*jaar*), and may in a phrase
        (*gouden eeuw*).

        >>> get_language("nl").lead(pd.Index(["moskee", "6.000", "woensdagmiddag", "zegt", "zegt rutte"])).tolist()
        [True, False, False, False, False]
        >>> get_language("nl").lead(pd.Index(["jaar", "gouden eeuw"])).tolist()
        [False, True]
        """
        import polars as pl

        whole = pl.Series(terms.astype(str), dtype=pl.String).str.to_lowercase()
        in_phrases = whole.str.contains(" ", literal=True).any()
        sizes, words = flat(whole.str.split(" ")) if in_phrases else (np.ones(len(whole), np.int64), whole)
        leads = (~words.is_in(sorted(self.calendar | self.reporting)) & words.str.contains(r"\p{L}")).to_numpy()
        every = np.logical_and.reduceat(leads, np.cumsum(sizes) - sizes) if len(sizes) else leads
        found: np.ndarray = every & ~whole.is_in(sorted(self.units)).to_numpy()
        return found

    @cached_property
    def _lemmatiser(self) -> Lemmatiser:
        return Lemmatiser(self.code)

    @cached_property
    def word_frequencies(self) -> Mapping[str, float]:
        """Relative frequency of every listed word (wordfreq's large list, frozen since 2021)."""
        from wordfreq import get_frequency_dict

        return get_frequency_dict(self.code, wordlist="large")

    def number_frequency(self, number: str) -> float:
        """Wordfreq's estimate of the relative frequency of a number.

        For a token of digits it is the frequency of its shape (0,000 or 0000) times that of its digits.
        """
        from wordfreq import word_frequency
        from wordfreq.numbers import digit_freq, smash_numbers

        if not _DIGITS.fullmatch(number):
            return float(word_frequency(number, self.code))
        shape = smash_numbers(number)
        frequency = self.word_frequencies.get(shape, 0.0) * (digit_freq(number) if shape != number else 1)
        return float(f"{frequency:.2e}")  # three significant digits, as in wordfreq

    @cached_property
    def common_words(self) -> frozenset[str]:
        """The common words of the language, about 30,000 (wordfreq's small list)."""
        from wordfreq import get_frequency_dict

        return frozenset(get_frequency_dict(self.code, wordlist="small"))

    @cached_property
    def lemma_frequencies(self) -> Mapping[str, float]:
        """Relative frequency of every lemma: the sum over its listed forms.

        The list is in lower case. Where nouns have capitals, its words are read as nouns if possible (krieg is war, not
        the verb kriegen), because the terms of an article are mostly nouns.
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


def _calendar(days: str, parts_of_days: str, months: str) -> frozenset[str]:
    """Weekdays, also with a part of the day behind them, and months."""
    parts = ["", *parts_of_days.split()]
    return frozenset(day + part for day in days.split() for part in parts) | frozenset(months.split())


@lru_cache
def get_language(code: str) -> Language:
    """The language with this code; raises ValueError, listing the known codes, for any other.

    >>> "de" in get_language("nl").stop_words
    True
    """
    data = _data(code)
    return Language(
        code=code,
        date_words=tuple(data["date_words"].split()),
        abbreviations=frozenset(data["abbreviations"].split()),
        abbreviations_before_numbers=frozenset(data["abbreviations_before_numbers"].split()),
        abbreviations_at_ends=frozenset(data["abbreviations_at_ends"].split()),
        ordinals_have_full_stops=data["ordinals_have_full_stops"],
        stop_words=frozenset(word for group in data["stop_words"].values() for word in group["words"].split()),
        clitics=frozenset(data["clitics"]["words"].split()),
        proclitics=frozenset(data["clitics"]["proclitics"].split()),
        enclitics=frozenset(data["clitics"]["enclitics"].split()),
        nouns_have_capitals=data["names"]["nouns_have_capitals"],
        peoples=frozenset(data["names"]["peoples"].split()),
        lemma_exceptions={form: entry["lemma"] for form, entry in data["lemma_exceptions"].items()},
        calendar=_calendar(*(data["calendar"][name] for name in ("days", "parts_of_days", "months"))),
        units=frozenset(data["calendar"]["units"].split()),
        reporting=frozenset(data["reporting"]["words"].split()),
    )


def stop_words(language: str = "nl", *, groups: Iterable[str] | None = None) -> pd.DataFrame:
    """The stop words of a language, with the group of each and the reason for that group.

    Columns `word`, `group`, `reason`. The group `reporting` (zegt, aldus, volgens …) is listed, but its words are only
    dropped when passed to `extra_stop_words`. `groups` selects groups; raises ValueError for an unknown one.

    >>> stop_words("nl", groups=["articles"])["word"].tolist()
    ['de', 'een', 'het']
    """
    data = _data(language)
    known = {**data["stop_words"], "reporting": data["reporting"]}
    wanted = list(known) if groups is None else list(groups)
    if unknown := [group for group in wanted if group not in known]:
        raise ValueError(f"Unknown stop word groups {unknown}; known are {list(known)}.")
    rows = [(word, group, known[group]["reason"]) for group in wanted for word in known[group]["words"].split()]
    return STOP_WORDS.of_rows(rows)


def background_frequencies(terms: Iterable[str], *, language: str = "nl", normalise: str = "surface") -> pd.Series:
    """The relative frequency of each term in the language; 0 if it is not listed.

    Index `term`. The frequency of a lemma is the sum over its forms; a name that kept its form has the frequency of
    that form. An acronym whose lower-case form is a stop word (IS / is) gets 0. A phrase or an unlisted compound gets
    the frequency of its rarest part, an upper bound: wordfreq would combine the parts as if independent. Numbers get
    wordfreq's estimate. Source: wordfreq, whose counts end in 2021.

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
    # For a lower-case ASCII word, as most are, the listed frequency needs no rules.
    plain = (term.isascii() and term.isalpha() and term.islower() for term in written)
    found = [listed_frequency(term) if simple else frequency(term) for term, simple in zip(written, plain, strict=True)]
    return pd.Series(found, index=pd.Index(written, name="term"), dtype=float, name="frequency")


def rarity(terms: Any, language: str) -> np.ndarray:
    """The rarity of each term of a polars series, in bits: -log2 of its background frequency, at most 26.6.

    >>> import polars as pl
    >>> rarity(pl.Series(["de", "moskee", "zzzz"]), "nl").round(1).tolist()
    [4.2, 15.9, 25.8]
    """
    listed, written = get_language(language).word_frequencies, terms.to_list()
    # For a lower-case ASCII word, as nearly all are, the listed frequency needs no rules.
    plain = [term.isascii() and term.isalpha() and term.islower() for term in written]
    frequency = np.array([listed.get(term, 0.0) for term in written], dtype=float)
    others = [term for term, is_plain in zip(written, plain, strict=True) if not is_plain]
    frequency[~np.array(plain, dtype=bool)] = background_frequencies(others, language=language)
    bits: np.ndarray = -np.log2(np.maximum(frequency, LEAST_FREQUENCY))
    return bits


def guess_language(texts: pd.Series, *, expected: str = "nl") -> pd.Series:
    """The most likely language of each text: the code of a known one, `other`, or missing.

    Index of `texts`, name `language`. Missing where there are too few words (headlines, tables, lists of names, lines
    in capitals) or where languages are mixed. `expected` is returned unless another language clearly scores higher.
    Method: among the lower-case words at the start of the text that are not function words in any known language, the
    share that is common in each language (wordfreq's small lists). Function words are left out because related
    languages share them: die, van, is and op are Afrikaans too.

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
    """For each text the number of content words, and the share of these that is common, one column per language."""
    function_words = frozenset[str]().union(*(language.stop_words for language in languages))
    tallies = [np.empty((0, 1 + len(languages)))]
    for first in range(0, len(texts), _BATCH):
        rows, codes, words = _small_words(texts.iloc[first : first + _BATCH])
        content = np.array([word not in function_words for word in words], dtype=bool)
        folded = [_folded(word) for word in words]
        marks = [np.array([word in language.common_words for word in folded], dtype=bool) for language in languages]
        size = min(_BATCH, len(texts) - first)
        weights = [(mark & content)[codes] for mark in [content, *marks]]
        tallies.append(np.column_stack([np.bincount(rows, weights=weight, minlength=size) for weight in weights]))
    tally = np.concatenate(tallies)
    return tally[:, 0], tally[:, 1:] / np.maximum(tally[:, :1], 1)


def _small_words(texts: pd.Series) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """The lower-case words at the start of each text: the numbers of text and word, and the distinct words."""
    import polars as pl

    if texts.dtype != "str":  # objects, which may be anything
        if wrong := [text for text in texts.dropna() if not isinstance(text, str)]:
            raise TypeError(f"guess_language takes texts (str); one is {wrong[0]!r}.")
        # A lone surrogate cannot be encoded; it becomes a question mark.
        texts = texts.fillna("").map(lambda text: text[:READ_CHARACTERS].encode(errors="replace").decode())
    lists = pl.from_pandas(texts.astype("str").fillna("")).str.head(READ_CHARACTERS).str.extract_all(_SMALL_WORD)
    lengths = lists.list.len()
    # Before polars 2, an empty list explodes to a missing word; here none is exploded.
    found = lists.filter(lengths > 0).explode().to_arrow().dictionary_encode()
    rows = np.repeat(np.arange(len(lists)), lengths.to_numpy())
    return rows, found.indices.to_numpy(zero_copy_only=False), found.dictionary.to_pylist()


def _folded(term: str) -> str:
    """A term as wordfreq lists it: in lower case, ss for ß, and clitics (l', 's) without apostrophe."""
    return term.casefold().strip("'")


@lru_cache
def _data(code: str) -> dict[str, Any]:
    if code not in known_languages():
        raise ValueError(f"Unknown language {code!r}; known are {', '.join(known_languages())}.")
    return tomllib.loads((resources.files("leesbril.text.languages") / f"{code}.toml").read_text(encoding="utf-8"))


class LanguageWarning(UserWarning):
    """Articles have no declared language, and are read as Dutch or as the others are."""


def language_of(articles: pd.DataFrame, language: str | None = None, *, among: str | None = None) -> str:
    """The language to read articles in: `language` if given, else that of their column `language`, else Dutch.

    `among` is the language in which earlier batches were read, if any. Articles without a language are read in that of
    the others. Raises ValueError if no `language` is given and the column has several, or another than `among`; warns
    (LanguageWarning) if there is none at all, or for some articles only.

    >>> language_of(pd.DataFrame({"text": ["Guten Tag."], "language": ["de"]}))
    'de'
    """
    if language is not None:
        return get_language(language).code
    column = articles["language"] if "language" in articles.columns else pd.Series([], dtype="str")
    found = column.dropna().value_counts()
    earlier = [f"earlier ones were read as {among!r}"] if among is not None and among not in found.index else []
    if len(found) + len(earlier) > 1 and len(found):
        listed = ", ".join([*(f"{count:,} in {code!r}" for code, count in found.items()), *earlier])
        raise ValueError(
            f"The articles are in several languages: {listed}. Select those in one language, or set the language for "
            f"all of them, as in language={found.index[0]!r}."
        )
    known = get_language(str(found.index[0])).code if len(found) else among
    if (without := int(column.isna().sum())) and known is not None:
        _warn(f"{without:,} of {len(column):,} articles have no language, and are read as {known!r} like the others.")
    if known is None and len(articles):
        _warn(
            f"No language is given, so the articles are read as Dutch. Set language={DEFAULT!r}, or add a column "
            "'language' to the articles."
        )
    return known or DEFAULT


def _warn(message: str) -> None:
    warnings.warn(message, LanguageWarning, stacklevel=caller())


def caller() -> int:
    """The stack level of the first caller outside this package, for `stacklevel` of a warning."""
    level, frame = 1, sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__", "").startswith("leesbril"):
        level, frame = level + 1, frame.f_back  # type: ignore[assignment]
    return level
