"""The words and patterns of time expressions in a language, from its data file."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from leesbril.facts.languages import check_language

_MARGIN = r"(?<![\w@#&-])(?<![0-9][.,/:])(?:{})(?![\w@]|[.,:/-]\w|[’'](?!s\b)\w)"
"""A word by itself: no part of a compound, a number, a time or an address."""
_LITERAL = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class TimeLanguage:
    """What a language calls days, months and the like, the patterns of its time expressions, and its cues of tense.

    The patterns are for text in lower case. `any_pattern` finds an expression, of which `patterns[n]` is the kind and
    the pattern with its groups, n being the number of the group that matched. `words` are all that occur in
    expressions, in lower case, numbers aside; `triggers` are those of which each expression has at least one, unless it
    has a year.
    """

    code: str
    any_pattern: re.Pattern[str]
    patterns: tuple[tuple[str, str], ...]
    triggers: frozenset[str]
    words: frozenset[str]
    calendar_has_capitals: bool
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    seasons: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    days: Mapping[str, int]
    decades: Mapping[str, int]
    vague: Mapping[str, str]
    which: Mapping[str, str]
    prepositions: Mapping[str, str]
    edges: Mapping[str, str]
    feasts: Mapping[str, str]
    counted: frozenset[str]
    functional: frozenset[str]
    articles: frozenset[str]
    compared: frozenset[str]
    before_dates: frozenset[str]
    tense: Mapping[str, Any]
    feast_edges: Mapping[str, str]
    not_of_publication: re.Pattern[str]


compiled = lru_cache(maxsize=None)(re.compile)
"""Patterns with groups are compiled as they are needed: two articles have few kinds of expressions."""


@lru_cache
def time_language(code: str) -> TimeLanguage:
    """The words and patterns of a language; raises ValueError for one without rules."""
    check_language("times", code)
    file = resources.files("leesbril.facts.data").joinpath(f"times.{code}.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    weekdays = {word: number for number, word in enumerate(data["weekdays"].split())}
    months = {word: number + 1 for number, words in enumerate(data["months"]) for word in words.split()}
    classes = {
        name: _numbered(data[name]) if name in ("seasons", "numbers", "days", "decades") else _by_word(data[name])
        for name in (
            "seasons",
            "numbers",
            "days",
            "decades",
            "units",
            "vague",
            "which",
            "prepositions",
            "edges",
            "feasts",
        )
    }
    parts = {
        **_parts(data, classes),
        "weekday": _weekday(weekdays, data["parts"]),
        "month": _group("month", [words.split()[0] for words in data["months"]]),
        "any_month": _group("month", months),
    }
    patterns = tuple(
        (kind, _MARGIN.format(_filled(one, parts))) for kind, listed in data["patterns"].items() for one in listed
    )
    return TimeLanguage(
        code=code,
        any_pattern=_any_of(data["patterns"], parts),
        patterns=patterns,
        triggers=_triggers(data, weekdays, months, classes),
        words=_words(data, months, classes),
        calendar_has_capitals=data["calendar_has_capitals"],
        weekdays=weekdays,
        months=months,
        **classes,
        counted=frozenset(data["no_year"]["behind"].split()),
        functional=_functional(data),
        articles=frozenset(data["no_year"]["articles"].split()),
        before_dates=frozenset(data["no_year"]["before_dates"].split()),
        compared=frozenset(data["no_year"]["compared"].split()),
        tense=data["tense"],
        feast_edges=data["feast_edges"],
        not_of_publication=re.compile(_choice(data["not_of_publication"]["words"]), re.IGNORECASE),
    )


def _numbered(table: Mapping[str, str]) -> dict[str, Any]:
    return {word: int(number) for number, words in table.items() for word in words.split()}


def _by_word(table: Mapping[str, str]) -> dict[str, Any]:
    return {word.replace("_", " ").lower(): name for name, words in table.items() for word in words.split()}


def _parts(data: Mapping[str, Any], classes: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What each name in a pattern stands for, weekdays and months aside."""
    return {
        "day": r"(?P<day>[0-3]?[0-9])",
        "month_number": r"(?P<month_number>[01]?[0-9])",
        "year": r"(?P<year>1[5-9][0-9]{2}|20[0-9]{2})",
        "number": rf"(?P<number>[0-9]{{1,3}}|{_choice(classes['numbers'])})",
        "some": _group("some", data["some"]["words"].split()),
        "unit": _group("unit", classes["units"]),
        "dayword": _group("dayword", classes["days"]),
        "decade": _group("decade", classes["decades"]),
        "season": _group("season", classes["seasons"]),
        "which": _group("which", classes["which"]),
        "by": _group("by", classes["prepositions"]),
        "edge": _group("edge", classes["edges"]),
        "feast": _group("feast", classes["feasts"]),
        "vague": _group("vague", classes["vague"]),
    }


def _weekday(weekdays: Iterable[str], parts_of_days: str) -> str:
    ends = f"(?P<part>{_choice(parts_of_days.split())})?" if parts_of_days else ""
    return f"{_group('weekday', weekdays)}{ends}"


def _group(name: str, words: Iterable[str]) -> str:
    return f"(?P<{name}>{_choice(words)})"


def _choice(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with its names filled in and any white space for each space."""
    filled = _PART.sub(lambda name: parts[name[1]] if name[1] in parts else name[0], pattern)
    return filled.replace(r"\ ", " ").replace(" ", r"\s+")


def _any_of(patterns: Mapping[str, list[str]], parts: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern for all, in which a numbered group says which matched."""
    listed = [_filled(one, parts) for several in patterns.values() for one in several]
    unnamed = [re.sub(r"\(\?P<\w+>", "(?:", one) for one in listed]
    return re.compile(_MARGIN.format("|".join(f"({one})" for one in unnamed)))


def _triggers(
    data: Mapping[str, Any], weekdays: Iterable[str], months: Iterable[str], classes: Mapping[str, Mapping[str, Any]]
) -> frozenset[str]:
    ends = ["", *data["parts"].split()]
    days = (day + end for day in weekdays for end in ends)
    words = (word for name in ("seasons", "units", "days", "vague", "edges", "feasts") for word in classes[name])
    more = data.get("triggers", {}).get("words", "").split()
    listed = [*days, *months, *more, *(word.split()[-1] for word in words)]
    return frozenset(word.lower() for word in listed)


def _functional(data: Mapping[str, Any]) -> frozenset[str]:
    """Words that no number counts: verbs that tell the tense, articles, prepositions."""
    tense = (data["tense"][name] for name in ("past", "perfect", "future", "aimed", "open", "weak"))
    words = " ".join([*tense, *data["prepositions"].values(), data["no_year"]["articles"], data["no_year"]["beside"]])
    return frozenset(words.split())


def _words(data: Mapping[str, Any], months: Iterable[str], classes: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """All words that occur in expressions, weekdays with parts of the day among the triggers aside."""
    patterns = " ".join(one for several in data["patterns"].values() for one in several)
    literal = _LITERAL.findall(re.sub(r"\?P<\w+>|\{\w+\}|\\.", " ", patterns))
    listed = (word for words in classes.values() for name in words for word in name.split())
    return frozenset(word.lower() for word in [*literal, *listed, *months, *data["some"]["words"].split()])
