"""Numbers that are no quantities: dates, years, clock times, scores, labels and parts of names."""

import re

from leesbril.facts._quantities.numbers import Number, number_at
from leesbril.facts._quantities.ranges import DASHES
from leesbril.facts._quantities.rules import QuantityRules
from leesbril.facts._sentence_words import Words

YEARS = (1000, 2100)
"""Four plain digits in this range are a year, unless a noun or unit follows."""
LAST_DAY, LAST_HOUR = 31, 24
_GLUED_BEFORE = re.compile(r"['’‘`#/.:_+@&\w]$|[\w]-$")
_GLUED_BEHIND = re.compile(r"[/:][0-9A-Za-z]|\.[0-9]|-[0-9]|@")


def is_no_quantity(words: Words, number: Number, rules: QuantityRules, unit: str | None, counted: bool) -> bool:
    """Whether a number is something else, given its unit and whether a noun that can be counted follows it."""
    return (
        _is_glued(words, number, counted)
        or _is_a_score(words, number, unit)
        or _is_in_a_date(words, number, rules, unit is not None or counted)
        or _is_a_label(words, number, rules, unit, counted)
        or (number.bare and _is_a_year(words, number, rules, unit, counted))
        or _is_a_clock_time(words, number, rules, unit, counted)
        or (rules.in_group(unit, "time") and _is_a_time(words, number, rules))
        or (number.open_decimal and unit is None)
    )


def _is_glued(words: Words, number: Number, counted: bool) -> bool:
    """Whether a number in digits is a part of something longer: '80, 2016/17, +31, #5, 2-1."""
    if number.spelled or number.indefinite:
        return False
    start, end = words.starts[number.first], words.ends[number.last]
    before, behind = words.text[max(start - 2, 0) : start], words.text[end : end + 2]
    if _GLUED_BEFORE.search(before) and not re.search(r"(?:^|\s)[‘'’]$", before):
        return True
    year_or_decade = before[-1:] in ("'", "’", "‘") and number.bare and number.low < 100 and not counted
    return year_or_decade or bool(_GLUED_BEHIND.match(behind)) or _is_an_item(words, number, behind)


def _is_a_score(words: Words, number: Number, unit: str | None) -> bool:
    """Whether a dash stands between a number and one that is no higher: 2 - 0."""
    if not number.bare or unit is not None:
        return False
    sides = [place for place in (number.first - 1, number.last) if 0 <= place < len(words) - 1]
    return any(
        words.gap(place).strip() in DASHES and words.lower[place].isdigit() and words.lower[place + 1].isdigit()
        for place in sides
    )


def _is_an_item(words: Words, number: Number, behind: str) -> bool:
    """Whether a number opens an item of a list: 1. or 1) at the start of a sentence."""
    return number.first == 0 and number.bare and (behind[:1] == ")" or behind[:2] in (". ", ".", ".\n"))


def _is_in_a_date(words: Words, number: Number, rules: QuantityRules, counts: bool) -> bool:
    """A day or year next to a month or weekday: 26 mei, 4 en 5 mei, mei 2017, zaterdag 27."""
    if number.factor != 1 or number.high > YEARS[1]:
        return False
    if words.before(number.first) in rules.months and number.bare:
        is_year = YEARS[0] <= number.low <= YEARS[1]
        if is_year or (number.low <= LAST_DAY and not counts):
            return True
    last = number.last
    for _ in range(4):
        behind = words.behind(last)
        if behind in rules.months:
            return True
        if behind in rules.times["date_joins"] or words.gap(last).strip() in ("-", "–", ",", "/"):
            last += 1 if behind in rules.times["date_joins"] else 0
        else:
            return False
        if last + 1 >= len(words) or not number_at(words, last + 1, rules) or number.low > LAST_DAY:
            return False
        last += 1
    return False


def _is_a_year(words: Words, number: Number, rules: QuantityRules, unit: str | None, counted: bool) -> bool:
    if not (YEARS[0] <= number.low and number.high < YEARS[1]):
        return False
    if unit is not None:
        return False
    of_the_year = words.behind(number.last) in rules.partitive  # een film uit 1960 van Minelli
    return not counted or of_the_year or words.before(number.first) in rules.times["year"]


def _is_a_clock_time(words: Words, number: Number, rules: QuantityRules, unit: str | None, counted: bool) -> bool:
    """14.30 uur, om acht uur, half zes, kwart voor acht, acht uur 's avonds."""
    times, before, behind = rules.times, words.before(number.first), words.behind(number.last)
    if behind in times["hours"] and number.open_decimal:
        return True
    if number.low > LAST_HOUR or number.factor != 1 or number.indefinite:
        return False
    if behind in times["noon"] or words.before(number.first - 1) in times["quarter"]:
        return True
    if before in times["half"] or before in times["at"]:
        return not counted and (unit is None or (unit == "hour" and before in times["at"]))
    if behind in times["parts"] and words.behind(number.last + 1) in times["half"]:
        return True
    return behind in times["hours"] and _is_said_of_an_hour(words, number, rules)


def _is_said_of_an_hour(words: Words, number: Number, rules: QuantityRules) -> bool:
    """Whether what stands around a number of hours makes it a time of the day."""
    times, last = rules.times, number.last + 1
    if words.before(number.first - 1).endswith(tuple(times["lasting"])):
        return False
    is_part = words.behind(last) in times["parts_of_days"] or words.gap(last)[1:3] in ("'s", "’s")
    return is_part or words.before(number.first) in times["clock"]


def _is_a_time(words: Words, number: Number, rules: QuantityRules) -> bool:
    """A duration that says when: twee weken geleden, over drie dagen, de afgelopen twee jaar."""
    last = number.last + 1
    while words.behind(last) in rules.times["fillers"]:
        last += 1
    return words.behind(last) in rules.times["behind"] or words.before(number.first) in rules.times["before"]


def _is_a_label(words: Words, number: Number, rules: QuantityRules, unit: str | None, counted: bool) -> bool:
    """A number that names one thing: lijn 5, Boeing 737, Radio Twee."""
    if number.factor != 1 or number.indefinite or number.unit is not None:
        return False
    before, place = words.before(number.first), number.first
    if before in rules.labels and (number.bare or number.spelled) and number.low < 10_000:
        return True
    if words.capital[place] and number.spelled:
        return True
    named = place > 0 and words.joined[place - 1] and words.capital[place - 1]
    return bool(named) and not counted and unit is None and (number.bare or number.spelled)
