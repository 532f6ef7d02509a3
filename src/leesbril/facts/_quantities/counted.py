"""The noun that a number counts: to its right in the sentence, picked by endings and lists."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from leesbril.facts._quantities.numbers import spelled
from leesbril.facts._quantities.rules import QuantityRules
from leesbril.facts._sentence_words import Words
from leesbril.text.language import Language

FARTHEST = 7
"""Words between a number and its noun."""
LONG = 11
"""From this length a Dutch word in -en that is its own lemma is a compound noun in the plural, not a verb."""
_SYMBOLS = ("%", "‰")
_BETWEEN = {"", ",", "‘", "'", '"', "“"}
_SEPARABLE_PARTICIPLE = re.compile(
    r"(?:aan|af|op|uit|in|over|weg|toe|voor|mee|na|om|door|bij|neer|los|\w{4,})ge\w{3,}en$"
)
_STRONG_PARTICIPLE = re.compile(r"(?:\w{0,7}ge|ver|be|ont|her)\w{3,}en$")
RARER = 0.1
"""A singular is no rarer than this share of the plural: reg is no singular of regen."""
_PARTICIPLE = re.compile(r"(?:\w{0,5}ge|ver|be|ont|her)\w{2,}(?:d|t)$")
# A single vowel before a single consonant: it is written twice in the singular (schoten has no such one, wegen has).
_OPEN = re.compile(r"[^aeiou][aeou][^aeiouy]$")


class Noun(NamedTuple):
    """A counted noun: its words `first` up to and with `last`, and its lemma."""

    first: int
    last: int
    lemma: str


@dataclass(frozen=True)
class NounFinder:
    """Finds nouns with the rules of a language; remembers what each word can be."""

    speech: Language
    rules: QuantityRules

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {}

    @cached_property
    def _kind_of(self) -> Callable[[str], str]:
        return {"nl": self._dutch, "en": self._english}[self.rules.language]

    def kind(self, word: str) -> str:
        """What a lower-case word may be behind a number: `skip`, `stop`, `plural`, `end` (-e) or `bare`."""
        found = self._kinds.get(word)
        if found is None:
            found = self._kinds[word] = self._common(word) or self._kind_of(word)
        return found

    def _common(self, word: str) -> str:
        rules = self.rules
        if word in rules.skipped:
            return "skip"
        if word in rules.nouns or word in rules.noun_lemmas:
            return "plural"
        if word in self.speech.stop_words or word in rules.never or word in self.speech.reporting:
            return "stop"
        return "stop" if not word[0].isalpha() or word in rules.months else ""

    def _dutch(self, word: str) -> str:
        if word.endswith("e") and not word.endswith(("ee", "ie")):
            return "end"
        if word.endswith(("'s", "ën")):
            return "plural"
        if word.endswith("en") and not word.endswith("een"):
            return self._dutch_in_en(word)
        if word.endswith("s"):
            return "plural" if self.speech.lemma(word) != word or "-" in word else "bare"
        if word.endswith("end"):
            return "participle"
        if word.endswith(self.rules.adverb_endings):
            return "adverb"
        if word.endswith("er") and self.is_a_comparative(word):
            return "stop"  # a comparative: 3 procent goedkoper
        is_verb = word.endswith("t") and self.speech.lemma(word).endswith("en")
        return "stop" if is_verb or _PARTICIPLE.match(word) else "bare"

    def is_a_comparative(self, word: str) -> bool:
        """Whether a lower-case word in -er is a comparative, such as goedkoper."""
        lemma = self.speech.lemma(word)
        return lemma != word and lemma[:2] == word[:2] and len(lemma) < len(word)

    def _dutch_in_en(self, word: str) -> str:
        """Plural of a noun, participle (it may stand before a noun), or another form of a verb."""
        lemma = self.speech.lemma(word)
        if not lemma.endswith("en") or (word.endswith("enden") and lemma != word):
            return "plural"
        if _SEPARABLE_PARTICIPLE.match(word) and not word.endswith("igden"):
            return "participle"
        if lemma == word and len(word) >= LONG:
            return "plural"
        if lemma != word and _STRONG_PARTICIPLE.match(word):
            return "participle"
        return "plural" if self._singular(word) else "stop"

    def _singular(self, word: str) -> str | None:
        """The noun of which a Dutch word in -en can be the plural: sprongen of sprong, but not kwamen of kwam."""
        if word.endswith(("enen", "eren")):
            return None
        stem = word[:-2]
        stems = [stem[:-1]] if stem[-1:] == stem[-2:-1] else [stem]
        if _OPEN.search(stem):
            stems.insert(0, stem[:-1] + stem[-2] + stem[-1])
        hard = {"v": "f", "z": "s"}
        stems += [each[:-1] + hard[each[-1]] for each in stems if each[-1:] in hard]
        known = self.speech.word_frequencies
        least = known.get(word, 0.0) * RARER
        return next((each for each in stems if known.get(each, 0.0) > least and self.speech.lemma(each) == each), None)

    def _english(self, word: str) -> str:
        if word.endswith("ly") or word.endswith("ed"):
            return "skip" if word.endswith("ed") else "stop"
        if word.endswith("s") and not word.endswith(("ss", "us", "'s", "’s", "is")):
            return "plural"
        return "bare"

    def behind(self, words: Words, last: int, *, singular: bool = False) -> Noun | None:
        """The noun behind the word `last` of a number; `singular` ones too where one thing or a mass is meant."""
        if last + 1 >= len(words) or not (words.joined[last] or words.gap(last).strip() in _SYMBOLS):
            return None
        first = last + 1
        if words.lower[first] in self.rules.partitive:
            first = self._behind_determiners(words, first)
            return self._from(words, first, singular=True, certain=True) if first else None
        return self._from(words, first, singular=singular)

    def _behind_determiners(self, words: Words, first: int) -> int:
        """The word behind van de, van deze 300 …; 0 if there is none."""
        while words.behind(first) in self.rules.determiners or self._is_number(words.behind(first)):
            first += 1
        return first + 1 if words.behind(first) else 0

    def _is_number(self, word: str) -> bool:
        numbers = self.rules.numbers
        return bool(word) and (word[0].isdigit() or word in numbers.scales or spelled(word, numbers) is not None)

    def _from(self, words: Words, first: int, *, singular: bool, certain: bool = False) -> Noun | None:
        """The first noun from a word on, past adjectives; `certain` if there must be one, as behind *van de*."""
        passed = None
        for place in range(first, min(first + FARTHEST, len(words))):
            if place > first and not words.joined[place - 1] and words.gap(place - 1).strip() not in _BETWEEN:
                break
            word = words.lower[place]
            kind = self.kind(word)
            goes_on = self._goes_on(words, place)
            if words.capital[place] and kind != "stop" and not (goes_on and self._before_a_noun(kind)):
                return self._name(words, first, place, singular)
            if kind == "plural" or (certain and kind in ("stop", "participle") and self._can_be_a_noun(word, goes_on)):
                return self._noun(words, first, place)
            if kind == "stop" or (kind == "participle" and not goes_on):
                break
            if kind == "end":
                passed = place
            if kind in ("skip", "end", "participle") or (goes_on and self._before_a_noun(kind)):
                continue
            return self._noun(words, first, place) if singular else None
        return self._noun(words, first, passed) if passed is not None and singular else None

    def _before_a_noun(self, kind: str) -> bool:
        return kind in ("adverb", "end") or (kind in ("bare", "skip") and self.rules.language == "en")

    def _can_be_a_noun(self, word: str, goes_on: bool) -> bool:
        return word.endswith("en") and not goes_on and word not in self.speech.stop_words

    def _goes_on(self, words: Words, place: int) -> bool:
        """Whether a word follows that can be the noun instead."""
        behind = words.behind(place)
        return bool(behind) and self.kind(behind) not in ("stop", "skip")

    def _name(self, words: Words, first: int, place: int, singular: bool) -> Noun | None:
        """A noun with a capital; of several words the last (Grand Slam-titels)."""
        while place + 1 < len(words) and words.joined[place] and words.capital[place + 1]:
            place += 1
        if self.kind(words.behind(place) or ".") == "plural":
            place += 1
        in_plural = self.kind(words.lower[place]) == "plural" or words.lower[place].endswith("s")
        return self._noun(words, first, place) if singular or in_plural else None

    def _noun(self, words: Words, first: int, place: int) -> Noun:
        while first < place and self.kind(words.lower[first]) == "skip":
            first += 1
        return Noun(first, place, self.lemma(words, place))

    def lemma(self, words: Words, place: int) -> str:
        """The lemma of a word, with the capitals that its place does not explain: IS-lid, Palestijn, burger."""
        written, word = words.written[place], words.lower[place]
        if not words.capital[place]:
            head, hyphen, _ = written.rpartition("-")
            shown = head + hyphen if head and not head.istitle() else (head + hyphen).lower()
            return shown + self._lemma_of(word[len(shown) :])
        lemma = self._lemma_of(word.rpartition("-")[2]) if "-" in word else self.speech.lemma_of_name(word)
        if lemma == word and word.endswith(("en", "s")):
            lemma = self._lemma_of(word)
        lemma = word.rpartition("-")[0] + "-" * ("-" in word) + lemma
        lemma = lemma.removesuffix("'s")
        same = next((i for i, pair in enumerate(zip(lemma, word, strict=False)) if pair[0] != pair[1]), len(lemma))
        return written[:same] + lemma[same:]

    def _lemma_of(self, word: str) -> str:
        found = self._lemmas.get(word)
        if found is None:
            found = self._lemmas[word] = self._noun_lemma(word)
        return found

    @cached_property
    def _lemmas(self) -> dict[str, str]:
        return {}

    def _noun_lemma(self, word: str) -> str:
        """The lemma of a noun in lower case; of an unknown compound that of its last part."""
        if word in self.rules.noun_lemmas:
            return self.rules.noun_lemmas[word]
        lemma = self.speech.lemma(word)
        if self.rules.language != "nl" or not word.endswith(("en", "e", "s")):
            return lemma
        if word.endswith("e"):
            return word
        if self._is_a_person_by_participle(word):
            return word[:-1]
        if lemma == word or (word.endswith("en") and lemma.endswith("en")):
            return self._singular_of_compound(word) or lemma
        return lemma

    def _is_a_person_by_participle(self, word: str) -> bool:
        """Whether a word such as belangstellenden or deskundigen is made of a participle or adjective."""
        if word.endswith("enden") and len(word) >= LONG - 2:
            return self.speech.lemma(word[:-3]) == word[:-3]
        if not word.endswith("en") or not word[:-2].endswith(self.rules.adverb_endings):
            return False
        # Asked last: the list of frequencies is long, and few words get here.
        return self.speech.lemma(word) == word[:-2] and word[:-1] in self.speech.word_frequencies

    def _singular_of_compound(self, word: str) -> str | None:
        if word.endswith("en") and (singular := self._singular(word)):
            return singular
        for cut in range(3, len(word) - 4):
            part = word[cut:]
            if part in self.speech.word_frequencies and (lemma := self.speech.lemma(part)) != part:
                return None if lemma.endswith("en") else word[:cut] + lemma
        return word[:-1] if word.endswith("den") else None
