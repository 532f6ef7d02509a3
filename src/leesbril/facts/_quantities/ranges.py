"""Ranges of numbers, and the words that make a number an interval."""

import math
from typing import NamedTuple

from leesbril.facts._quantities.numbers import Number, granularity, number_at
from leesbril.facts._quantities.rules import NEAR, QuantityRules
from leesbril.facts._sentence_words import Words

WIDEST = 50
"""A range spans no more than this factor: *met 532 tot 408.819* is a change and what it led to."""
DASHES = ("-", "–", "—", "−")


class Modified(NamedTuple):
    """A number with its modifiers: the interval, the first word of what is written, the modifiers as written.

    `strict` says which ends of the interval are excluded: a string of `low` and `high`.
    """

    low: float
    high: float
    first: int
    last: int
    modifier: str | None


def with_range(words: Words, number: Number, rules: QuantityRules) -> Number:
    """The number, or the range that it opens: 20 tot 30, tussen de 5 en 10, vijf- tot zesduizend."""
    if number.unit is not None or words.gap(number.last)[:1] == "%":
        return number
    gap = words.gap(number.last).strip()
    if gap in DASHES and number.last + 1 < len(words):
        skipped = 0 if words.gap(number.last) != "- " else words.phrase_at(number.last + 1, rules.between)
    elif not gap:
        skipped = words.phrase_at(number.last + 1, rules.between) or _pair(words, number, rules)
        if not skipped:
            return number
    else:
        return number
    place = number.last + 1 + skipped
    if place >= len(words) or (skipped and not words.joined[place - 1]):
        return number
    second = number_at(words, place, rules)
    return number if second is None else _joined(number, second, hyphen=gap in DASHES and skipped > 0)


def _pair(words: Words, number: Number, rules: QuantityRules) -> int:
    """The words between the two numbers of tussen de 5 en (de) 10; 0 where it is no such pair."""
    if not words.phrase_before(number.first, rules.pair_opens) or words.behind(number.last) != rules.pair_joins:
        return 0
    return 2 if words.behind(number.last + 1) in rules.determiners else 1


def _joined(first: Number, second: Number, *, hyphen: bool) -> Number:
    """A range of two numbers; the first one where the second is no higher."""
    low = first.low
    if first.factor == 1 and second.factor > 1 and low < second.low / second.factor:
        low *= second.factor
    elif hyphen and second.low >= 100 and low < 100:
        low *= granularity(second.low) or 1
    if not low < second.high <= WIDEST * max(low, 1):
        return first
    bare = first.bare and (second.bare or second.unit is not None)
    return Number(low, second.high, first.first, second.last, bare=bare, unit=second.unit, factor=second.factor)


def pair_first(words: Words, number: Number, rules: QuantityRules) -> int:
    """The first word of a pair, tussen included; else of the number."""
    is_pair = number.low < number.high and not number.indefinite
    return number.first - (words.phrase_before(number.first, rules.pair_opens) if is_pair else 0)


def modified(words: Words, number: Number, rules: QuantityRules, first: int, *, counts: bool) -> Modified:
    """The number with the modifiers before `first` and behind it; `counts` if a noun without a unit follows."""
    low, high, begin, place = number.low, number.high, first, first
    found: list[str] = []
    while size := words.phrase_before(place, rules.modifiers):
        phrase = tuple(words.lower[place - size : place])
        kind = rules.modifiers.kinds[phrase]
        if (counts and phrase in rules.among.kinds) or _reached(words, phrase, place - size, rules):
            break
        place -= size
        found.insert(0, words.text[words.starts[place] : words.ends[place + size - 1]])
        if kind != "stress":
            low, high = interval(low, high, kind)
            begin = place
    last = number.last
    if words.joined[last] and (size := words.phrase_at(last + 1, rules.after)):
        low, high = interval(low, high, rules.after.kinds[tuple(words.lower[last + 1 : last + 1 + size])])
        found.append(words.text[words.starts[last + 1] : words.ends[last + size]])
        last += size
    return Modified(low, high, begin, last, " ".join(found) or None)


def _reached(words: Words, phrase: tuple[str, ...], place: int, rules: QuantityRules) -> bool:
    """Whether *tot* says what was reached (steeg tot 300, van 5 procent tot 8), not an upper bound (tot 300 euro)."""
    if not rules.reached.issuperset(phrase):
        return False
    before = words.before(place)
    opens = bool(before) and ((before,) in rules.units.kinds or before[0].isdigit() or before in rules.numbers.scales)
    return opens or any(word.startswith(rules.reached_stems) for word in words.lower)


def interval(low: float, high: float, kind: str) -> tuple[float, float]:
    """The interval that a modifier of a kind makes of another.

    >>> interval(300, 300, "at_most"), interval(6000, 6000, "just_below"), interval(20, 99, "above")
    ((-inf, 300), (4800.0, 6000), (20, inf))
    """
    near_low, near_high = low - NEAR * abs(low), high + NEAR * abs(high)
    return {
        "above": (low, math.inf),
        "at_least": (low, math.inf),
        "below": (-math.inf, high),
        "at_most": (-math.inf, high),
        "just_below": (near_low, high),
        "just_above": (low, near_high),
        "about": (near_low, near_high),
    }.get(kind, (low, high))
