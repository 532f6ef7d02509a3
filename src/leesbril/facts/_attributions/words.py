"""The words by which attributions are found, read from the data file of a language, and the class of every word."""

import tomllib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

from leesbril.facts.languages import check_language
from leesbril.text.language import Language, get_language

CLASSES = {
    "according": "y",
    "thus": "a",
    "to": "g",
    "reported": "Z",
    "appears": "B",
    "out_of": "U",
    "stands": "O",
    "that": "t",
    "what": "w",
    "this": "h",
    "to_do": "i",
    "but": "m",
    "and": "e",
    "of": "f",
    "subordinate": "c",
    "relative": "q",
    "therein": "d",
    "by": "x",
    "prepositions": "p",
    "determiners": "D",
    "particles": "l",
    "zijn": "z",
    "numbers": "9",
    "subjects": "R",
    "objects": "r",
    "passive": "T",
    "perfect": "A",
    "verbs": "V",
    "adverbs": "b",
}
"""The letter for each group of words of the data file: sentences are matched as strings of such letters."""
VERBS = {
    "saying": "S",
    "saying_with_a_clause": "s",
    "naming": "E",
    "hope": "H",
    "belief": "I",
    "belief_with_a_clause": "G",
    "wish": "W",
}
PHRASES = {"saying": "s", "naming": "E", "hope": "G", "wish": "W"}
"""The class of the verbs that need a second word."""
SETS = (
    "calls",
    "hearsay",
    "not_sources",
    "imagined",
    "conditions",
    "times",
    "hedges",
    "not_content",
    "also_nouns",
    "first_person",
    "nothing",
    "negations",
    "no_comment",
    "also_objects",
    "impersonal",
    "own_words",
)
"""The groups of the data file that are plain sets of words."""
PARTICIPLE, UNNAMED, OTHER_VERB = "X", "u", "v"
IGNORED = "_"
"""The class of other marks, which are left out."""
NAME, ADJECTIVE_OF_A_NAME, ADJECTIVE, NOUN, NUMBER = "N", "M", "J", "n", "9"
MARKS = {**dict.fromkeys(".!?…", "."), **dict.fromkeys("-–—", "-"), **{mark: mark for mark in ",:;()"}}
SHORTEST_PART = 5
"""Letters of the last part of a compound."""


@dataclass(frozen=True)
class AttributionWords:
    """The words of one language, grouped; `phrases` maps a kind to its verbs, each with the second words it needs."""

    language: Language
    words: Mapping[str, str]
    participles: Mapping[str, str]
    perfect: Mapping[str, str]
    phrases: Mapping[str, Mapping[str, frozenset[str]]]
    calls: frozenset[str]
    hearsay: frozenset[str]
    not_sources: frozenset[str]
    imagined: frozenset[str]
    conditions: frozenset[str]
    times: frozenset[str]
    also_nouns: frozenset[str]
    first_person: frozenset[str]
    nothing: frozenset[str]
    negations: frozenset[str]
    no_comment: frozenset[str]
    also_objects: frozenset[str]
    impersonal: frozenset[str]
    own_words: frozenset[str]
    adjective_endings: tuple[str, ...]
    other_verb_endings: tuple[str, ...]
    infinitive_endings: tuple[str, ...]
    subject_first: bool
    hedges: frozenset[str]
    not_content: frozenset[str]

    @cached_property
    def triggers(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Pairs of sets of words: outside quotation marks, an attribution has a word of both sets of one pair."""
        alone = self._of({*VERBS.values(), UNNAMED, *(CLASSES[name] for name in ("according", "thus", "reported"))})
        auxiliaries = self._of({CLASSES["perfect"], CLASSES["passive"]})
        light = [(frozenset(forms), seconds) for forms, seconds in self._light_verbs()]
        return [
            (alone, alone),
            (frozenset(self.participles), auxiliaries),
            (self._of({CLASSES["appears"]}), self._of({CLASSES["out_of"]})),
            (self._of({CLASSES["stands"]}), self._of({CLASSES["that"]})),
            *light,
        ]

    def _of(self, kinds: Set[str]) -> frozenset[str]:
        """The words of some classes."""
        return frozenset(word for word, kind in self.words.items() if kind in kinds)

    def _light_verbs(self) -> Iterator[tuple[list[str], frozenset[str]]]:
        """The finite forms that need the same second words, with these."""
        alike: dict[frozenset[str], list[str]] = {}
        for verbs in self.phrases.values():
            for form, seconds in verbs.items():
                alike.setdefault(seconds, []).append(form)
        yield from ((forms, seconds) for seconds, forms in alike.items())

    @cached_property
    def light(self) -> Mapping[str, Mapping[str, str]]:
        """The verbs that need a second word: for each such word the class that the verb then has."""
        light: dict[str, dict[str, str]] = {}
        for kind, verbs in self.phrases.items():
            for word, seconds in verbs.items():
                light.setdefault(word, {}).update(dict.fromkeys(seconds, PHRASES[kind]))
        return light

    @cached_property
    def softening(self) -> frozenset[str]:
        """The words with which a heading does not state something by itself."""
        kinds = {CLASSES[name] for name in ("according", "thus", "reported")} | {UNNAMED, *VERBS.values()}
        return self.hedges | self._of(kinds - {VERBS["saying_with_a_clause"]})

    @cached_property
    def pronouns(self) -> frozenset[str]:
        """The words that stand for a source named elsewhere."""
        names = ("subjects", "objects", "relative", "therein", "that", "this")
        kinds = {CLASSES[name] for name in names}
        return self.also_objects | self._of(kinds)

    @cached_property
    def openings(self) -> frozenset[str]:
        """The determiners that open a noun phrase."""
        return self._of({CLASSES["determiners"], CLASSES["zijn"]})

    @cached_property
    def classes(self) -> "Classes":
        """The class of every word."""
        return Classes(self)


class Classes(dict[str, str]):
    """A cache: the class of each word as written inside a sentence; behind a line end, as the first word of one."""

    def __init__(self, words: AttributionWords) -> None:
        self.listed, self.language = {**words.participles, **words.words}, words.language
        self.adjective_endings, self.verb_endings = words.adjective_endings, words.infinitive_endings
        self.other_verb_endings = words.other_verb_endings

    def __missing__(self, written: str) -> str:
        first, word = written[0] == "\n", written.lstrip("\n")
        self[written] = found = self.of_first(word) if first else self.of_inner(word)
        return found

    def of_inner(self, word: str) -> str:
        """The class of a word inside a sentence: a capital makes it part of a name, whatever the word."""
        if word in MARKS:
            return MARKS[word]
        if word in self.listed:
            return self.listed[word]
        if not any(letter.isupper() for letter in word):
            return self.of_lower(word)
        lower = word.lower()
        is_adjective = lower.endswith("e") and self.language.lemma(lower) != lower
        return ADJECTIVE_OF_A_NAME if is_adjective or lower.endswith(("se", "sche")) else NAME

    def of_first(self, word: str) -> str:
        """The class of the first word of a sentence, of which the capital says nothing."""
        known = self.of_lower(word.lower())
        if known in (NOUN, OTHER_VERB) and word[:1].isupper():
            return self.of_inner(word)
        return known

    def of_lower(self, word: str) -> str:
        """The class of a word in lower case: that of its group, else what its form and lemma say."""
        if word in self.listed:
            return self.listed[word]
        if word[0].isdigit():
            return NUMBER
        if not word[0].isalpha():
            return MARKS.get(word, IGNORED)
        lemma = self.language.lemma(word)
        if word.endswith(self.adjective_endings) and lemma == word:
            return ADJECTIVE
        if word.endswith(self.other_verb_endings) and lemma != word:
            return OTHER_VERB
        if word.endswith("e") and lemma != word and not lemma.endswith(self.verb_endings):
            return ADJECTIVE
        if lemma == word and "en" in self.verb_endings and word.endswith("en"):
            lemma = self.lemma_of_last_part(word)
        return OTHER_VERB if lemma.endswith(self.verb_endings) and (lemma != word or word.endswith("en")) else NOUN

    def lemma_of_last_part(self, word: str) -> str:
        """The lemma of the longest common word in which another ends (regeringsbronnen): that decides what it is."""
        common = self.language.common_words
        parts = (word[begin:] for begin in range(len(word) - SHORTEST_PART + 1))
        part = next((part for part in parts if part in common), word)
        return self.language.lemma(part)


@lru_cache
def attribution_words(language: str) -> AttributionWords:
    """The words of a language; raises ValueError, listing the languages that have some, for any other."""
    check_language("attributions", language)
    file = resources.files("leesbril.facts.data").joinpath(f"attributions.{language}.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    finite, participles = _verbs(data["verbs"])
    grouped = {word: CLASSES[name] for name, group in data["words"].items() for word in group["words"].split()}
    unnamed = dict.fromkeys(data["unnamed"]["words"].split(), UNNAMED)
    phrases = {kind: dict(_phrases(data["phrases"][kind])) for kind in PHRASES}
    sets = {name: frozenset(data[name]["words"].split()) for name in SETS}
    kinds = _kinds_of_participles(data)
    others = dict.fromkeys([*data["phrases"]["participles"].split(), *sets["calls"], *sets["hearsay"]], PARTICIPLE)
    light = dict.fromkeys((word for kind in phrases.values() for word in kind), CLASSES["verbs"])
    words = {**light, **grouped, **unnamed, **finite}
    return AttributionWords(
        get_language(language),
        words,
        {**participles, **others},
        kinds,
        phrases,
        **sets,
        adjective_endings=tuple(data["adjectives"]["endings"].split()),
        other_verb_endings=tuple(data["other_verbs"]["endings"].split()),
        infinitive_endings=tuple(data["infinitives"]["endings"].split()),
        subject_first=data["tags"]["subject_first"],
    )


def _verbs(groups: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The class of each finite form, and of each participle."""
    finite: dict[str, str] = {}
    participles: dict[str, str] = {}
    for name, group in groups.items():
        for line in group["words"].strip().splitlines():
            forms, _, others = line.partition("|")
            finite.update(dict.fromkeys(forms.split(), VERBS[name]))
            participles.update(dict.fromkeys(others.split(), PARTICIPLE))
    return finite, participles


def _kinds_of_participles(data: Mapping[str, Any]) -> dict[str, str]:
    """The kind of statement behind each participle in the perfect; `P` where an object may be what is said."""
    kinds = dict.fromkeys(data["phrases"]["participles"].split(), "P")
    for name, group in data["verbs"].items():
        kind = {"saying": "P", "saying_with_a_clause": "s", "naming": "s"}.get(name, VERBS[name])
        kinds.update(
            dict.fromkeys(" ".join(line.partition("|")[2] for line in group["words"].splitlines()).split(), kind)
        )
    return kinds


def _phrases(lines: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each finite form with the second words that it needs."""
    for line in lines.strip().splitlines():
        forms, _, seconds = line.partition(":")
        yield from ((form, frozenset(seconds.split())) for form in forms.split())
