"""The rules for quantities of a language, read from its data file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from leesbril.facts._sentence_words import Phrases
from leesbril.facts.languages import check_language
from leesbril.text.language import get_language

NEAR = 0.2
"""How far *bijna*, *ruim* and *circa* reach, as a share of the number: bijna 6.000 is 4,800 up to 6,000. It is wide on
purpose: two quantities are called apart only where a reader would call them so."""


@dataclass(frozen=True)
class NumberRules:
    """How a language writes numbers; see its data file."""

    decimal: str
    thousands: str
    spelled: Mapping[str, float]
    unit_first: bool
    joiner: str
    hundred: str
    thousand: str
    one: str
    article: str
    scales: Mapping[str, float]
    suffix_scales: Mapping[str, float]
    halves: Mapping[str, float]
    and_a_half: Phrases
    half_suffixes: tuple[str, ...]
    adds: str
    scale_joins: str
    some: frozenset[str]
    none: frozenset[str]
    indefinite_suffixes: tuple[str, ...]
    indefinite: Mapping[str, tuple[float, float]]
    compounds: Mapping[str, tuple[float, float]]
    amounts: frozenset[str]


@dataclass(frozen=True)
class QuantityRules:
    """The rules of a language; phrases are tuples of lower-case words, mapped to what they mean."""

    language: str
    numbers: NumberRules
    modifiers: Phrases
    strict: frozenset[str]
    among: Phrases
    after: Phrases
    between: Phrases
    pair_opens: Phrases
    pair_joins: str
    reached: frozenset[str]
    reached_stems: tuple[str, ...]
    vague: Phrases
    vague_words: frozenset[str]
    low_two: frozenset[str]
    comparative: str
    units: Phrases
    groups: Mapping[str, frozenset[str]]
    symbols: Mapping[str, str]
    minus: str
    factors: Mapping[str, float]
    ages: tuple[str, ...]
    lasting: tuple[str, ...]
    times: Mapping[str, frozenset[str]]
    months: frozenset[str]
    labels: frozenset[str]
    nouns: frozenset[str]
    noun_lemmas: Mapping[str, str]
    skipped: frozenset[str]
    never: frozenset[str]
    partitive: frozenset[str]
    determiners: frozenset[str]
    passes_noun: frozenset[str]
    adverb_endings: tuple[str, ...]
    counts: frozenset[str]
    left_out: frozenset[str]
    differences: frozenset[str]

    def in_group(self, unit: str | None, group: str) -> bool:
        """Whether a unit belongs to a group, such as money or time."""
        return unit is not None and unit in self.groups[group]


@lru_cache
def quantity_rules(language: str) -> QuantityRules:
    """The rules of a language; raises ValueError, listing the languages that have rules, for any other."""
    check_language("quantities", language)
    file = resources.files("leesbril.facts") / "data" / f"quantities.{language}.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return QuantityRules(
        language=language,
        numbers=_number_rules(data["numbers"]),
        times={name: _words(words) for name, words in data["times"].items() if name != "months"},
        months=get_language(language).calendar | _words(data["times"]["months"]),
        labels=_words(data["labels"]["words"]),
        **_interval_rules(data),
        **_unit_rules(data),
        **_noun_rules(data["nouns"]),
    )


def _interval_rules(data: Mapping[str, Any]) -> dict[str, Any]:
    """What makes a number an interval: modifiers, ranges, vague words."""
    modifiers, ranges, reached, vague = (data[name] for name in ("modifiers", "ranges", "reached", "vague"))
    return {
        "modifiers": Phrases.of({kind: entry["words"] for kind, entry in modifiers.items()}),
        "strict": frozenset(word for entry in modifiers.values() if entry.get("strict") for word in entry["words"]),
        "among": Phrases.of({"among": data["among"]["words"]}),
        "after": Phrases.of(data["after"]),
        "between": Phrases.of({"between": ranges["between"]}),
        "pair_opens": Phrases.of({"between": ranges["pair_opens"]}),
        "pair_joins": ranges["pair_joins"],
        "reached": frozenset(reached["words"]),
        "reached_stems": tuple(reached["stems"]),
        "vague": Phrases.of({"vague": vague["words"]}),
        "vague_words": frozenset(max(phrase.split(), key=len) for phrase in vague["words"]),
        "low_two": frozenset(vague["low_two"]),
        "comparative": vague["comparative"],
    }


def _unit_rules(data: Mapping[str, Any]) -> dict[str, Any]:
    groups = data["unit_groups"]
    return {
        "units": Phrases.of(data["units"]),
        "groups": {name: _words(groups[name]) for name in ("money", "substance", "time", "temperature")},
        "symbols": groups["symbols"],
        "minus": groups["minus"],
        "factors": groups["factors"],
        "ages": tuple(groups["age"]),
        "lasting": tuple(groups["lasting"]),
    }


def _noun_rules(data: Mapping[str, Any]) -> dict[str, Any]:
    sets = {
        "nouns": "words",
        "passes_noun": "passes",
        **{
            name: name for name in ("skipped", "never", "partitive", "determiners", "counts", "left_out", "differences")
        },
    }
    return {
        "noun_lemmas": data["lemmas"],
        "adverb_endings": tuple(data["adverb_endings"]),
        **{name: _words(data[words]) for name, words in sets.items()},
    }


def _words(words: str | list[str]) -> frozenset[str]:
    return frozenset(words.split() if isinstance(words, str) else words)


def _number_rules(data: Mapping[str, Any]) -> NumberRules:
    plain = {
        name: data[name]
        for name in ("decimal", "thousands", "unit_first", "joiner", "hundred", "thousand", "one", "article", "scales")
    }
    return NumberRules(
        **plain,
        suffix_scales=data["suffix_scales"],
        halves=data["halves"],
        spelled=_below_a_hundred(data),
        and_a_half=Phrases.of({"half": data["and_a_half"]}),
        half_suffixes=tuple(data["half_suffixes"]),
        adds=data["adds"],
        scale_joins=data["scale_joins"],
        none=frozenset(data["none"].split()),
        some=frozenset(data["some"].split()),
        indefinite_suffixes=tuple(data["indefinite_suffixes"]),
        amounts=frozenset(data["compound_heads"]["amounts"].split()),
        indefinite={word: (low, high) for word, (low, high) in data["indefinite"].items()},
        compounds={word: (low, high) for word, (low, high) in data["compounds"].items()},
    )


def _below_a_hundred(data: Mapping[str, Any]) -> dict[str, float]:
    """The words for 0 to 99, without accents."""
    small = data["zero_to_nineteen"].split()
    words = {word: float(value) for value, word in enumerate(small)}
    for place, ten in enumerate(data["tens"].split()):
        value = 10.0 * (place + 2)
        words[ten] = value
        for unit in range(1, 10):
            pair = small[unit], ten
            first, second = pair if data["unit_first"] else pair[::-1]
            words[first + data["joiner"] + second] = value + unit
    return words
