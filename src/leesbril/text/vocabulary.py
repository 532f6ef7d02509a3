"""Distinct raw words → readings: what each is counted as.

The rules of the language are applied once to each distinct word and its context, over the whole folder, and never to
the running text. What the folder shows elsewhere decides where one place cannot: a capital at the head of a sentence is
a name's or the sentence's, a word in a line of capitals an acronym or not, a hyphen a habit or not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.text.language import Language
from leesbril.text.plain_words import Forms, lemmas, sorted_out
from leesbril.text.words import APOSTROPHES, HEAD, HYPHENS, INVISIBLE, SHOUTED, THOUSANDS_SPACES

NORMALISE = ("surface", "lemma")
HYPHEN_CHOICES = ("whole", "parts")

_TIDY = str.maketrans(
    dict.fromkeys(INVISIBLE)
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(HYPHENS, "-")
    | dict.fromkeys(THOUSANDS_SPACES, ".")
)
LONG_ENOUGH_TO_SHOUT = 4
"""Letters from which a word in capitals may be a word shouted (NIET, AMSTERDAM): most acronyms are shorter."""
_PART = re.compile(f"[^{HYPHENS}]+")
_JOINTS = re.compile("([-'])")
_CONSONANTS = frozenset("bcdfgjklmnpqrstvwxz")


class Reading(NamedTuple):
    """One token that a raw word gives: where it starts in the raw word, as written, as counted."""

    offset: int
    token: str
    term: str
    kind: str
    stop: bool


class Word(NamedTuple):
    """A word as it stands in its raw word, and what stood before it: a sentence's head, a line in capitals."""

    offset: int
    token: str
    head: bool
    shouted: bool


@dataclass(frozen=True)
class Rules:
    """The settings by which words are read; `Rules.of` checks them and takes words as a user writes them."""

    language: Language
    normalise: str
    hyphens: str
    extra_stop_words: frozenset[str]
    exceptions: Mapping[str, str]

    @classmethod
    def of(
        cls,
        language: Language,
        normalise: str = "surface",
        hyphens: str = "whole",
        extra_stop_words: Iterable[str] = (),
        exceptions: Mapping[str, str] | None = None,
    ) -> "Rules":
        """The rules of a language with a user's own stop words and exceptions (a form → the term to count it as)."""
        check_choice("normalise", normalise, NORMALISE)
        check_choice("hyphens", hyphens, HYPHEN_CHOICES)
        extra = _checked_words("extra_stop_words", extra_stop_words)
        own = dict(exceptions or {})
        _checked_words("exceptions", [*own, *own.values()])
        counted = {surface(form): term for form, term in own.items()}
        return cls(language, normalise, hyphens, frozenset(map(surface, extra)), counted)

    def within(self, folder: "Folder") -> "Rules":
        """The same rules, with the user's words read as the folder reads them."""
        extra = frozenset(map(folder.counted, self.extra_stop_words))
        return replace(
            self,
            extra_stop_words=extra,
            exceptions={folder.counted(form): term for form, term in self.exceptions.items()},
        )


def _checked_words(name: str, words: Iterable[str]) -> list[str]:
    if isinstance(words, str) or not isinstance(words, Iterable) or hasattr(words, "columns"):
        raise TypeError(f"{name} takes a list of words; received {_short(words)}.")
    listed = list(words)
    if wrong := [word for word in listed if not isinstance(word, str) or not word.strip()]:
        raise TypeError(f"{name} takes words; received {wrong[0]!r} among them.")
    return listed


def _short(received: object) -> str:
    return f"the text {received!r}" if isinstance(received, str) else type(received).__name__


def check_choice(name: str, received: object, known: Iterable[str]) -> None:
    """Raise a ValueError that names the setting, what was received and what is known."""
    if received not in tuple(known):
        raise ValueError(f"{name}={received!r} is not known; choose one of {', '.join(map(repr, known))}.")


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals alone: two letters or more, or one with a digit.

    >>> [is_acronym(word) for word in ("IS", "Is", "F-16", "X", "2014")]
    [True, False, True, False, False]
    """
    letters = sum(map(str.isalpha, word))
    in_capitals = word == word.upper() and word != word.lower()
    return in_capitals and (letters > 1 or any(map(str.isdigit, word)))


def surface(word: str, keeps_capitals: Callable[[str], bool] = is_acronym) -> str:
    """The word as it is counted on its surface: small letters, but for acronyms, also in compounds.

    Apostrophes and hyphens become the plain ones, soft hyphens go, letters are composed (NFC), V.S. becomes VS and Eén
    becomes één. `keeps_capitals` says which parts keep theirs.

    >>> [surface(word) for word in ("Moskee", "IS", "IS-leider", "foto’s", "V.S.", "m.a.w.", "Eén")]
    ['moskee', 'IS', 'IS-leider', "foto's", 'VS', 'm.a.w.', 'één']
    """
    word = tidy(word)
    if word.endswith("."):
        letters = word.replace(".", "")
        word = letters if is_acronym(letters) else word
    if word.startswith("Eé"):
        word = "éé" + word[2:]
    return "".join(part if keeps_capitals(part) else part.lower() for part in _cases(word))


def tidy(word: str) -> str:
    """A word in plain apostrophes and hyphens, without invisible characters, its letters composed."""
    return unicodedata.normalize("NFC", word.translate(_TIDY))


def _cases(word: str) -> list[str]:
    """The parts of a word that have a case of their own: F-16 as a whole, IS-leider in two."""
    return [word] if is_acronym(word) else _JOINTS.split(word)


class Folder:
    """What the whole folder shows of its words, and how it reads them."""

    def __init__(self, words: Iterable[tuple[Word, int]], plain: Any, rules: Rules) -> None:
        known = list(words)
        mine = [*rules.extra_stop_words, *rules.exceptions]
        asked = {form for token in (*(word.token for word, _ in known), *mine) for form in _forms(token)}
        self._plain = Forms(plain, asked)
        self.written_small: Counter[str] = Counter()
        self.written_with_capital: Counter[str] = Counter()
        self.acronyms: set[str] = set()
        self.stop_words = rules.language.stop_words
        for word, count in known:
            if not word.shouted:
                self._learn(word, count)
        self._surfaces = {self._surface(word.token, word.shouted) for word, _ in known}

    def _learn(self, word: Word, count: int) -> None:
        written = tidy(word.token)
        acronyms = [part for part in _cases(written) if is_acronym(part)]
        self.acronyms.update(acronyms)
        if written[:1].islower():
            self.written_small[written.lower()] += count
        elif not acronyms and not word.head:
            self.written_with_capital[written.lower()] += count

    def small(self, word: str) -> int:
        """How often a word is written small."""
        return self._plain.small(word) + self.written_small[word]

    def capital(self, word: str) -> int:
        """How often a word has a capital where none was needed."""
        return self._plain.capital(word) + self.written_with_capital[word]

    def is_ordinary(self, word: str) -> bool:
        """Whether a word is written small more often than with a capital where none was needed."""
        return self.small(word.lower()) > self.capital(word.lower())

    def ordinary(self) -> Any:
        """The plain words that are ordinary."""
        return self._plain.ordinary(self.written_small, self.written_with_capital)

    def __contains__(self, term: object) -> bool:
        return term in self._surfaces or term in self._plain

    def counted(self, token: str, shouted: bool = False) -> str:
        """The surface of a word, or its closed form where it is written with a hyphen and the folder has both."""
        return closed(self._surface(token, shouted), self)

    def _surface(self, token: str, shouted: bool) -> str:
        return surface(token, self._acronym_in_a_shouted_line if shouted else self._acronym)

    def _acronym(self, part: str) -> bool:
        """A long word in capitals that the folder also writes small or with one capital is a word shouted."""
        if not is_acronym(part) or not part.isalpha() or len(part) < LONG_ENOUGH_TO_SHOUT:
            return is_acronym(part)
        lower = part.lower()
        return not (lower in self.stop_words or self.small(lower) or self.capital(lower))

    def _acronym_in_a_shouted_line(self, part: str) -> bool:
        """There a word is an acronym only if it is one elsewhere and never an ordinary word: IS is both."""
        return self._acronym(part) and part in self.acronyms and not self.small(part.lower())


def _forms(token: str) -> Iterator[str]:
    """What the folder may be asked about a word: itself, closed up, and its parts, in small letters."""
    lower = tidy(token).lower()
    for form in (lower, lower.replace(".", ""), "éé" + lower[2:]):
        yield from (form, form.replace("-", ""), *form.split("-"), *_JOINTS.split(form))


def closed(term: str, known: Container[str]) -> str:
    """The closed form of a hyphenated term where it is known too; numbers (2014-15) are never closed up.

    >>> closed("anti-terreureenheid", {"antiterreureenheid"}), closed("2014-15", {"201415"})
    ('antiterreureenheid', '2014-15')
    """
    together = term.replace("-", "")
    return together if together != term and together in known and together.replace("'", "").isalpha() else term


@dataclass(frozen=True)
class Readings:
    """What the distinct raw words of a folder are counted as: a frame with a row for each token in each of them.

    Columns `code` (which raw word; in order), `offset` (where in it), `token`, `term`, `kind`, `stop`.
    """

    frame: pd.DataFrame
    raw_words: int

    @cached_property
    def _sizes(self) -> np.ndarray:
        return np.bincount(self.frame["code"], minlength=self.raw_words)

    def spread(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For raw words in a row: which of them each of their tokens comes from, and the row of its reading."""
        sizes, first = self._sizes[codes], (np.cumsum(self._sizes) - self._sizes)[codes]
        places = np.repeat(np.arange(len(codes)), sizes)
        return places, np.arange(sizes.sum()) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)


def readings(raw: Iterable[str], counts: Iterable[int], rules: Rules) -> Readings:
    """What each distinct raw word of a folder is counted as.

    `counts` says how often each occurs. A hyphenated word whose closed form is a term as well is counted as that.
    Plain words take a fast road of their own, and are read as the rules below would read them.
    """
    import polars as pl

    plain, special = sorted_out(raw, counts)
    placed = [_words(marked, rules) for marked in special["raw"].to_list()]
    found = ((word, count) for words, count in zip(placed, special["count"].to_list(), strict=True) for word in words)
    folder = Folder(found, plain, rules)
    rules = rules.within(folder)
    simple = _read_plain(plain, folder, rules)
    read = [[reading for word in words for reading in _read(word, folder, rules)] for words in placed]
    joined = {reading.term.replace("-", "") for found in read for reading in found if "-" in reading.term}
    known = {reading.term for found in read for reading in found}
    known.update(simple["term"].filter(simple["term"].is_in(list(joined))))
    rows = [
        (code, *reading._replace(term=closed(reading.term, known)))
        for code, found in zip(special["code"].to_list(), read, strict=True)
        for reading in found
    ]
    others = pl.DataFrame(rows, schema=simple.schema, orient="row")
    frame = pl.concat([simple, others]).sort("code", maintain_order=True)
    return Readings(frame.to_pandas(), len(plain) + len(special))


def _read_plain(plain: Any, folder: Folder, rules: Rules) -> Any:
    """The readings of plain words, as `_reading` would give them."""
    import polars as pl

    surface, language = pl.col("term"), rules.language
    stop = surface.is_in(list(language.stop_words)) & ~surface.is_in(list(rules.exceptions))
    frame = plain.with_columns(stop=stop, kind=pl.lit("word"), lemma=surface)
    if rules.normalise == "lemma":
        found = lemmas(plain, folder.ordinary(), language)
        frame = frame.with_columns(lemma=found)
    if rules.exceptions:
        own = surface.replace_strict(dict(rules.exceptions), default=None, return_dtype=pl.String)
        frame = frame.with_columns(lemma=pl.coalesce(own, "lemma"))
    extra = list(rules.extra_stop_words)
    stop = pl.col("stop") | surface.is_in(extra) | pl.col("lemma").is_in(extra)
    return frame.select("code", "offset", "token", pl.col("lemma").alias("term"), "kind", stop.alias("stop"))


def _words(marked: str, rules: Rules) -> list[Word]:
    """The words in a marked word; an apostrophe in front is a quotation mark unless it is a clitic's."""
    head, shouted, token = marked[0] == HEAD, marked[0] == SHOUTED, marked.lstrip(HEAD + SHOUTED)
    quoted = token[0] in APOSTROPHES and tidy(token[1:]).lower().split("-")[0] not in rules.language.clitics
    parts = _apart(token[quoted:], rules.language)
    return [Word(quoted + at, part, head=head and not at, shouted=shouted) for at, part in parts]


def _apart(token: str, language: Language) -> list[tuple[int, str]]:
    """A word and, with their places, the clitics that lean on it: l'armée is l' and armée, Trump's is Trump and 's.

    Apart, armée counts as armée behind any word. A vowel or h must follow what leans forward: N'Djamena is one word.
    """
    marks = [at for at, character in enumerate(token) if at and character in APOSTROPHES]
    if not marks:
        return [(0, token)]
    first, last = marks[0] + 1, marks[-1]
    if tidy(token[: first - 1]).lower() in language.proclitics and _opens_with_a_vowel(token[first:]):
        return [(0, token[:first]), *((first + at, part) for at, part in _apart(token[first:], language))]
    if tidy(token[last + 1 :]).lower() in language.enclitics:
        return [(0, token[:last]), (last, token[last:])]
    return [(0, token)]


def _opens_with_a_vowel(word: str) -> bool:
    """Whether a word does not open with a consonant; h and y, and digits, count as vowels."""
    return unicodedata.normalize("NFD", tidy(word))[:1].lower() not in _CONSONANTS


def _read(word: Word, folder: Folder, rules: Rules) -> list[Reading]:
    """The reading of a word and, when asked for, those of the parts that its hyphens join."""
    whole = _reading(word, folder, rules)
    if rules.hyphens == "whole":
        return [whole]
    spans = [match.span() for match in _PART.finditer(word.token)]
    if len(spans) == 1:
        return [whole]
    parts = [
        Word(word.offset + start, word.token[start:end], word.head and not start, word.shouted) for start, end in spans
    ]
    return [whole, *(_reading(part, folder, rules) for part in parts)]


def _reading(word: Word, folder: Folder, rules: Rules) -> Reading:
    counted = folder.counted(word.token, word.shouted)
    kind = "acronym" if is_acronym(counted) else "word" if any(map(str.isalpha, counted)) else "number"
    stop = kind == "word" and counted in rules.language.stop_words
    if counted in rules.exceptions:
        term, stop = rules.exceptions[counted], False
    else:
        term = (
            _lemma(word, counted, folder, rules.language) if rules.normalise == "lemma" and kind == "word" else counted
        )
    return Reading(
        word.offset, word.token, term, kind, stop or counted in rules.extra_stop_words or term in rules.extra_stop_words
    )


def _lemma(word: Word, counted: str, folder: Folder, language: Language) -> str:
    """The lemma of a word; of a compound with hyphens, that of its last part (IS-leden → IS-lid)."""
    front, hyphen, last = counted.rpartition("-")
    if is_acronym(last) or not last.islower():
        return counted
    written = tidy(word.token).rpartition("-")[2]
    needed_no_capital = bool(front) or not (word.head or word.shouted)
    if not written[:1].isupper() or (not needed_no_capital and folder.is_ordinary(last)):
        lemma = language.lemma(last)
    else:
        lemma = language.lemma_of_name(last.capitalize())
    return front + hyphen + lemma
