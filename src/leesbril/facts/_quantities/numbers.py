"""Words of a sentence → the number that they write."""

import re
from functools import lru_cache
from typing import NamedTuple

from leesbril.facts._quantities.rules import NumberRules, QuantityRules
from leesbril.facts._sentence_words import Words

FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_PLAIN_ACCENTS = str.maketrans("ëéèï", "eeei")
_SUFFIXED = re.compile(r"([0-9][0-9.,]*)([^\W\d_]{1,4}[²³0-9]?)")
_FRACTION = re.compile(r"([0-9]*)([½¼¾])")
# 100 000 with a narrow space or one that does not break: one word.
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?:[\u00a0\u202f\u2009][0-9]{3})+(?:[.,][0-9]+)?")


class Number(NamedTuple):
    """A number: its interval and the words `first` up to and with `last` that write it.

    `bare` is a number in plain digits, which may be a year, an hour or a label; `unit` is one written as a part of the
    number (5km, 32-jarige); `open_decimal` a number such as 14.30 that is one only if what follows shows it.
    """

    low: float
    high: float
    first: int
    last: int
    bare: bool = False
    unit: str | None = None
    open_decimal: bool = False
    spelled: bool = False
    indefinite: bool = False
    factor: float = 1.0


@lru_cache(maxsize=100_000)
def digits(word: str, decimal: str, thousands: str) -> float | None:
    """The value of a number in digits; None for what is none, such as 3-1, 020 or 14:30.

    >>> digits("100.000", ",", "."), digits("1,5", ",", "."), digits("1.5", ",", "."), digits("020", ",", ".")
    (100000.0, 1.5, None, None)
    """
    if part := _FRACTION.fullmatch(word):
        return float(part[1] or 0) + FRACTIONS[part[2]]
    if _SPACED.fullmatch(word):
        word = re.sub(r"\s", "", word)
    point, group = re.escape(decimal), re.escape(thousands)
    if not re.fullmatch(rf"(?:[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+|[1-9][0-9]*|0)(?:{point}[0-9]+)?", word):
        return None
    return float(word.replace(thousands, "").replace(decimal, "."))


def spelled(word: str, rules: NumberRules) -> float | None:
    """The value of a number in one word, such as vierhonderdtweeëntwintig; None for any other word."""
    if word == rules.one:
        return 1.0
    plain = word.translate(_PLAIN_ACCENTS)
    for suffix in rules.half_suffixes:
        if plain.endswith(suffix) and (whole := rules.spelled.get(plain.removesuffix(suffix))):
            return whole + 0.5
    left, thousand, right = plain.partition(rules.thousand)
    if not thousand:
        return _below_a_thousand(plain, rules)
    many = _below_a_thousand(left, rules) if left else 1.0
    rest = _rest(right, rules) if right else 0.0
    return None if many is None or rest is None else many * 1000 + rest


def _below_a_thousand(word: str, rules: NumberRules) -> float | None:
    """Below ten thousand, as in elfhonderd."""
    if word in rules.spelled:
        return rules.spelled[word]
    left, hundred, right = word.partition(rules.hundred)
    if not hundred:
        return None
    many = rules.spelled.get(left) if left else 1.0
    rest = _rest(right, rules) if right else 0.0
    return None if many is None or rest is None else many * 100 + rest


def _rest(word: str, rules: NumberRules) -> float | None:
    """What follows honderd or duizend in one word, with or without en."""
    found = _below_a_thousand(word, rules)
    if found is None and word.startswith(rules.joiner) and len(word) > len(rules.joiner):
        found = _below_a_thousand(word.removeprefix(rules.joiner), rules)
    return found


def number_at(words: Words, first: int, rules: QuantityRules) -> Number | None:
    """The number that begins with a word, or None."""
    number = _first_part(words, first, rules)
    if number is None or number.unit is not None:
        return number
    number = _scaled(words, number, rules.numbers)
    if number.spelled and not number.indefinite:
        number = _added(words, number, rules.numbers)
    half = words.phrase_at(number.last + 1, rules.numbers.and_a_half) if words.joined[number.last] else 0
    if half:
        number = number._replace(low=number.low + 0.5, high=number.high + 0.5, last=number.last + half)
        number = _scaled(words, number, rules.numbers)
    return number


def _first_part(words: Words, first: int, rules: QuantityRules) -> Number | None:
    word, numbers = words.lower[first], rules.numbers
    if word[0].isdigit() or word[0] in FRACTIONS:
        return _in_digits(words, first, rules)
    if word in numbers.indefinite:
        low, high = numbers.indefinite[word]
        return Number(low, high, first, first, indefinite=True)
    if word in numbers.halves:
        return _half(words, first, rules)
    if word in numbers.scales and words.before(first) in numbers.some:
        low, high = 2 * numbers.scales[word], 10 * numbers.scales[word] - 1
        return Number(low, high, first, first, indefinite=True, factor=numbers.scales[word])
    if word in numbers.scales and words.before(first) == numbers.article:
        return Number(
            numbers.scales[word], numbers.scales[word], first - 1, first, spelled=True, factor=numbers.scales[word]
        )
    if word == numbers.article or (value := spelled(word, numbers)) is None:
        return _compound_age(words, first, rules)
    return Number(value, value, first, first, spelled=True)


def _half(words: Words, first: int, rules: QuantityRules) -> Number | None:
    """A half, where what it halves follows: half miljoen, halve dag."""
    behind, value = words.behind(first), rules.numbers.halves[words.lower[first]]
    if value < 1 and behind not in rules.numbers.scales and (behind,) not in rules.units.kinds:
        return None
    article = words.before(first) == rules.numbers.article
    return Number(value, value, first - article, first, spelled=True)


def _in_digits(words: Words, first: int, rules: QuantityRules) -> Number | None:
    word, numbers = words.lower[first], rules.numbers
    value = digits(word, numbers.decimal, numbers.thousands)
    if value is not None:
        return _grouped(words, first, word, value)
    if age := _compound_age(words, first, rules):
        return age
    if match := _SUFFIXED.fullmatch(word):
        value = digits(match[1], numbers.decimal, numbers.thousands)
        return None if value is None else _suffixed(words, value, match[2], first, rules)
    parts = word.split("-")
    if len(parts) == 2 and parts[1]:
        return _hyphenated(parts, first, rules)
    if re.fullmatch(r"[0-9]+\.[0-9]{1,2}", word) and numbers.decimal == ",":
        return Number(float(word), float(word), first, first, open_decimal=True)
    return None


def _grouped(words: Words, first: int, word: str, value: float) -> Number:
    """A number in digits, whose thousands may be set apart by spaces: 100 000."""
    last = first
    while (
        last + 1 < len(words)
        and word.isdigit()
        and len(word) <= 3
        and words.joined[last]
        and words.lower[last + 1] == "000"
    ):
        last += 1
        value *= 1000
    return Number(value, value, first, last, bare=last == first and word.isdigit())


def _suffixed(words: Words, value: float, suffix: str, first: int, rules: QuantityRules) -> Number | None:
    """A number with a unit or scale right behind it: 5km, £5m."""
    if suffix in rules.numbers.suffix_scales:
        factor = rules.numbers.suffix_scales[suffix]
        return Number(value * factor, value * factor, first, first, factor=factor)
    unit = rules.units.kinds.get((suffix,))
    if words.written[first][-1:].isupper() and len(suffix) == 1:
        return None  # 5G is no weight
    return None if unit is None or unit.endswith("of age") else Number(value, value, first, first, unit=unit)


def _hyphenated(parts: list[str], first: int, rules: QuantityRules) -> Number | None:
    """A range in one word (20.000-30.000); one that does not rise is a score."""
    low, high = (digits(part, rules.numbers.decimal, rules.numbers.thousands) for part in parts)
    if low is not None and (unit := rules.units.kinds.get((parts[1],))):
        return Number(low, low, first, first, unit=unit)
    if low is not None and parts[1] in rules.numbers.indefinite_suffixes:
        return Number(low * 0.9, low * 1.1, first, first, indefinite=True)
    if low is None or high is None or not low < high or low == 0:
        return None
    return Number(low, high, first, first, bare=parts[0].isdigit() and parts[1].isdigit())


def _compound_age(words: Words, first: int, rules: QuantityRules) -> Number | None:
    """An age or duration in one word: 32-jarige, tienjarigen; een driejarig contract."""
    word = words.lower[first]
    ending = next((ending for ending in rules.ages if word.endswith(ending)), None)
    if ending is None:
        return None
    stem = word.removesuffix(ending).removesuffix("-")
    value = digits(stem, rules.numbers.decimal, rules.numbers.thousands)
    if value is None:
        value = rules.numbers.spelled.get(stem.translate(_PLAIN_ACCENTS))
    lasts = bool(rules.lasting) and words.behind(first).endswith(rules.lasting)
    return None if value is None else Number(value, value, first, first, unit="year" if lasts else "year of age")


def _scaled(words: Words, number: Number, rules: NumberRules) -> Number:
    """The number times the scales behind it: 1,2 miljoen, honderden miljoenen, tens of thousands."""
    while scale := words.behind(number.last):
        last = number.last + 1
        if number.indefinite and rules.scale_joins and scale == rules.scale_joins:
            scale, last = words.behind(last), last + 1
        if scale in rules.scales:
            by = rules.scales[scale]
        elif number.indefinite and rules.indefinite.get(scale, (0, 0))[0] >= 200:
            by = rules.indefinite[scale][0] / 2  # the first of the indefinite ones is two of them
        else:
            break
        if number.spelled and by < granularity(number.low):
            break  # tweeduizend honderd: it is added
        low, high = number.low * by, _top(number, by)
        number = number._replace(
            low=low, high=high, last=last, bare=False, open_decimal=False, factor=number.factor * by
        )
    return number


def _top(number: Number, by: float) -> float:
    """The upper end of a number times a scale: honderden duizenden end one below a million."""
    return (number.high + 1) * by - 1 if number.indefinite else number.high * by


def _added(words: Words, number: Number, rules: NumberRules) -> Number:
    """The number plus the smaller ones behind it: drieduizend vierhonderd, two hundred and fifty thousand."""
    while following := words.behind(number.last):
        place = number.last + 1
        if rules.adds and following == rules.adds:
            place += 1
            if not words.behind(place - 1):
                break
        value = spelled(words.lower[place], rules)
        if not value or words.lower[place] == rules.article:
            break
        part = Number(value, value, place, place, spelled=True)
        room = granularity(number.low)
        scaled = _scaled(words, part, rules)
        if scaled.high < room:
            part = scaled
        elif part.high >= room:
            break
        total = number.low + part.low
        number = _scaled(words, number._replace(low=total, high=total, last=part.last), rules)
    return number


def granularity(value: float) -> float:
    """The highest of 100, 1,000, 1,000,000 … that divides a value: what may still be added is smaller; 0 if none."""
    return next((unit for unit in (1e12, 1e9, 1e6, 1e3, 1e2) if value >= unit and value % unit == 0), 0.0)
