"""Quantities of two articles → which of them count the same, and how their intervals lie."""

import math
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from leesbril.facts._quantities.rules import QuantityRules
from leesbril.tokenisation.tokens import Tokens

Row = Mapping[str, Any]
"""A row of QUANTITIES."""
Content = dict[tuple[Hashable, int], list[tuple[int, str]]]
"""The content words of each sentence, by article and number, each with its position."""
NOTHING = ("", "")
"""The subject of a quantity without unit and noun."""


class Candidate(NamedTuple):
    """A pair of quantities that may count the same, by their rows; the best pair has the lowest `rank`."""

    rank: tuple[bool, int, bool, int]
    a: int
    b: int


def rows_of(found: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in found.to_dict("records")]


def sentence_texts(tokens: Tokens) -> dict[tuple[Hashable, int], str]:
    frame = tokens.sentences()
    return dict(zip(zip(frame["article"], frame["sentence"], strict=True), frame["text"], strict=True))


def content_words(tokens: Tokens) -> Content:
    """The lemmas of the content words of each sentence, each with its position."""
    frame = tokens.to_frame(normalise="lemma")
    frame = frame[~frame["stop"] & frame["kind"].isin(["word", "acronym"])]
    words: Content = {}
    columns = (frame[name] for name in ("article", "sentence", "start", "term"))
    for article, sentence, start, term in zip(*columns, strict=True):
        words.setdefault((article, sentence), []).append((start, term.lower()))
    return words


class Counted(NamedTuple):
    """A quantity with what it counts and the content words around it."""

    row: Row
    subject: tuple[str, str]
    words: frozenset[str]
    vague: bool


def with_words(rows: Iterable[Row], content: Content) -> list[Counted]:
    """Quantities, each with the content words of its sentence; those inside it are left out."""
    found = []
    for row in rows:
        words = content.get((row["article"], row["sentence"]), [])
        around = frozenset(term for start, term in words if not row["start"] <= start < row["end"])
        found.append(Counted(row, subject(row), around, is_vague(row)))
    return found


def candidates(of_a: list[Counted], of_b: list[Counted]) -> list[Candidate]:
    """All pairs that may count the same, the best first."""
    places: dict[tuple[str, str], list[int]] = {}
    for j, other in enumerate(of_b):
        places.setdefault(other.subject, []).append(j)
    places.pop(NOTHING, None)
    found = []
    for i, one in enumerate(of_a):
        for j in places.get(one.subject, ()):
            other = of_b[j]
            shared = len(one.words & other.words)
            if not one.subject[1] and not shared:
                continue
            disjoint = one.row["high"] < other.row["low"] or other.row["high"] < one.row["low"]
            found.append(Candidate((one.vague or other.vague, -shared, disjoint, abs(i - j)), i, j))
    return sorted(found)


def subject(row: Row) -> tuple[str, str]:
    """What a quantity counts: its unit and its noun, in lower case."""
    unit, counted = row["unit"], row["counted"]
    return ("" if pd.isna(unit) else unit, "" if pd.isna(counted) else counted.lower())


def partners(found: list[Candidate]) -> dict[int, int]:
    """The best pairs, each quantity in one of them at most."""
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for candidate in found:
        if candidate.a not in chosen and candidate.b not in taken:
            chosen[candidate.a] = candidate.b
            taken.add(candidate.b)
    return chosen


def is_vague(row: Row) -> bool:
    """Whether no number stands behind a quantity: veel burgers, verschillende plaatsen."""
    return bool(row["high"] == math.inf) and not isinstance(row["modifier"], str)


def relation(one: Row, other: Row, rules: QuantityRules) -> str:
    """How the intervals of two quantities lie: `apart`, `overlap` or `same`; vague ones are never the same.

    Where they only touch they are apart if one of them excludes that end: niet meer dan 300, meer dan 300.
    """
    lower, upper = (one, other) if one["high"] <= other["high"] and one["low"] <= other["low"] else (other, one)
    touches = lower["high"] == upper["low"]
    if lower["high"] < upper["low"]:
        return "apart"
    if touches and (excludes(lower, "high", rules) or excludes(upper, "low", rules)):
        return "apart"
    equal = (one["low"], one["high"]) == (other["low"], other["high"])
    return "same" if equal and not is_vague(one) and not is_vague(other) else "overlap"


def excludes(row: Row, end: str, rules: QuantityRules) -> bool:
    """Whether the modifier of a quantity excludes the `low` or the `high` end of its interval."""
    if not isinstance(row["modifier"], str):
        return False
    modifier = " ".join(row["modifier"].lower().replace("’", "'").split())
    kinds = {"above": "low", "below": "high", "just_below": "high"}
    return any(
        modifier.endswith(" ".join(phrase)) and kinds.get(kind) == end
        for phrase, kind in rules.modifiers.kinds.items()
        if " ".join(phrase) in rules.strict
    )
