"""Distinct raw words → readings: what each is counted as.

The rules of the language are applied once to each distinct word and its context, over the whole folder, and never to
the running text. What the folder shows elsewhere decides where one place cannot: a capital at the head of a sentence is
a name's or the sentence's, a word in a line of capitals an acronym or not, a hyphen a habit or not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from leesbril.language import Language
from leesbril.words import APOSTROPHES, HYPHENS, INVISIBLE, words_within

NORMALISE = ("surface", "lemma")
HYPHEN_CHOICES = ("whole", "parts")

_TIDY = str.maketrans({**dict.fromkeys(INVISIBLE), **dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(HYPHENS, "-")})
_PART = re.compile(f"[^{HYPHENS}]+")
_JOINTS = re.compile("([-'])")


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
        if isinstance(extra_stop_words, str):
            raise TypeError(f"extra_stop_words takes a list of words; received the text {extra_stop_words!r}.")
        counted = {surface(form): term for form, term in (exceptions or {}).items()}
        return cls(language, normalise, hyphens, frozenset(map(surface, extra_stop_words)), counted)


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


def surface(word: str, acronyms: "Folder | None" = None) -> str:
    """The word as it is counted on its surface: small letters, but acronyms, and acronyms in compounds, in capitals.

    Apostrophes and hyphens become the plain ones, soft hyphens go, letters are composed (NFC), V.S. becomes VS. For
    a word from a line in capitals `acronyms` is the folder, which knows what is an acronym elsewhere.

    >>> [surface(word) for word in ("Moskee", "IS", "IS-leider", "foto’s", "V.S.", "m.a.w.")]
    ['moskee', 'IS', 'IS-leider', "foto's", 'VS', 'm.a.w.']
    """
    word = tidy(word)
    if word.endswith("."):
        letters = word.replace(".", "")
        word = letters if is_acronym(letters) else word
    return "".join(part if _keeps_capitals(part, acronyms) else part.lower() for part in _cases(word))


def tidy(word: str) -> str:
    """A word in plain apostrophes and hyphens, without invisible characters, its letters composed."""
    return unicodedata.normalize("NFC", word.translate(_TIDY))


def _cases(word: str) -> list[str]:
    """The parts of a word that have a case of their own: F-16 as a whole, IS-leider in two."""
    return [word] if is_acronym(word) else _JOINTS.split(word)


def _keeps_capitals(part: str, acronyms: "Folder | None") -> bool:
    return is_acronym(part) and (acronyms is None or acronyms.knows_acronym(part))


class Folder:
    """What the whole folder shows of its words, in lines that are not shouted."""

    def __init__(self, words: Iterable[tuple[Word, int]]) -> None:
        self.small: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()
        self.acronyms: set[str] = set()
        for word, count in words:
            if word.shouted:
                continue
            written = tidy(word.token)
            acronyms = [part for part in _cases(written) if is_acronym(part)]
            self.acronyms.update(acronyms)
            if written[:1].islower():
                self.small[written.lower()] += count
            elif not acronyms and not word.head:
                self.capital[written.lower()] += count

    def knows_acronym(self, word: str) -> bool:
        """Whether a word in capitals is an acronym elsewhere and never an ordinary word: IS is both, so it is not."""
        return word in self.acronyms and not self.small[word.lower()]

    def is_ordinary(self, word: str) -> bool:
        """Whether a word is written small more often than with a capital where none was needed."""
        return self.small[word.lower()] > self.capital[word.lower()]


def readings(raw: list[str], counts: Iterable[int], rules: Rules) -> list[list[Reading]]:
    """What each distinct raw word of a folder is counted as: a list of readings for each.

    `counts` says how often each occurs. A hyphenated word whose closed form is a term as well is counted as that.
    """
    placed = [_words(text, spans, rules) for text, spans in zip(raw, words_within(raw), strict=True)]
    folder = Folder((word, count) for words, count in zip(placed, counts, strict=True) for word in words)
    read = [[reading for word in words for reading in _read(word, folder, rules)] for words in placed]
    terms = {reading.term for found in read for reading in found}
    return [[reading._replace(term=_closed(reading.term, terms)) for reading in found] for found in read]


def _words(raw: str, spans: list[tuple[int, str]], rules: Rules) -> list[Word]:
    """The words in a raw word; an apostrophe in front is a quotation mark unless it is a clitic's."""
    shouted = sum(any(map(str.isalpha, token)) for _, token in spans) > 1
    words = []
    for offset, token in spans:
        if token[0] in APOSTROPHES and tidy(token[1:]).lower().split("-")[0] not in rules.language.clitics:
            offset, token = offset + 1, token[1:]
        words.append(Word(offset, token, head=raw[0] != spans[0][1][0] and not shouted, shouted=shouted))
    return words


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
    counted = surface(word.token, folder if word.shouted else None)
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


def _closed(term: str, terms: set[str]) -> str:
    """The closed form of a hyphenated term where the folder has it too; numbers (2014-15) are never closed up."""
    closed = term.replace("-", "")
    return closed if closed != term and closed in terms and closed.replace("'", "").isalpha() else term
