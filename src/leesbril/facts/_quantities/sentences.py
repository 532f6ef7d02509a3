"""The words of a sentence → its quantities."""

import math
import re
from dataclasses import dataclass
from typing import NamedTuple

from leesbril.facts._quantities.counted import Noun, NounFinder
from leesbril.facts._quantities.no_quantities import is_no_quantity
from leesbril.facts._quantities.numbers import Number, number_at
from leesbril.facts._quantities.ranges import modified, pair_first, with_range
from leesbril.facts._quantities.rules import QuantityRules
from leesbril.facts._sentence_words import Words

LARGE = 1000
"""From here a number without a noun, unit or modifier is a quantity all the same, if it is no year."""
OLDEST = 110
NEAR_WORDS = 3
"""So many words away a number takes a unit that is left out: van 3 procent naar 5; and a word makes it a difference."""
_SPACES = " \u00a0\u202f\u2009"
_SYMBOL_BEHIND = re.compile(r"[ \u00a0\u202f]?(%|‰|°C|°F|°|º|€)")


class Quantity(NamedTuple):
    """A quantity of a sentence: its words, its positions, its interval and what is counted."""

    first: int
    last: int
    start: int
    end: int
    low: float
    high: float
    modifier: str | None = None
    unit: str | None = None
    noun: Noun | None = None
    left_out: bool = False
    waits: bool = False


@dataclass(frozen=True)
class QuantityFinder:
    """Finds the quantities of a sentence with the rules of a language."""

    rules: QuantityRules
    nouns: NounFinder

    def quantities(self, words: Words, places: list[int]) -> list[Quantity]:
        """The quantities in text order; `places` are the words where one may begin."""
        found: list[Quantity] = []
        done = -1
        for place in places:
            if place <= done:
                continue
            inside = found and found[-1].noun is not None and place <= found[-1].noun.last
            quantity = (
                (None if inside else self._vague(words, place))
                or self._compound(words, place)
                or self._numeric(words, place)
            )
            if quantity is not None:
                found.append(quantity)
                done = quantity.last
            else:
                done = max(done, self._skipped(words, place))
        return [self._from_zero(words, each) for each in self._filled(words, found) if not each.waits]

    def _from_zero(self, words: Words, quantity: Quantity) -> Quantity:
        """A count of people or things starts at 0; a measure may be below it, and so may a difference."""
        counts = quantity.noun is not None and quantity.unit is None
        if not counts or quantity.low > -math.inf or quantity.high < 0:
            return quantity
        before = words.lower[max(quantity.first - NEAR_WORDS, 0) : quantity.first]
        return quantity if self.rules.differences.intersection(before) else quantity._replace(low=0.0)

    def _skipped(self, words: Words, place: int) -> int:
        """The last word of what is no quantity: of 3-5 mei both numbers."""
        number = number_at(words, place, self.rules)
        return place if number is None else with_range(words, number, self.rules).last

    def _vague(self, words: Words, place: int) -> Quantity | None:
        """A vague quantity and its noun, which has to be in the plural: veel burgers."""
        if words.lower[place] not in self.rules.vague_words:
            return None
        for first in range(place, max(place - 3, -1), -1):
            size = words.phrase_at(first, self.rules.vague)
            if size and first + size > place:
                break
        else:
            return None
        last = first + size - 1
        noun = self.nouns.behind(words, last)
        if noun is None or not self._plural(words, noun) or number_at(words, last + 1, self.rules):
            return None
        if (
            words.before(first) in self.rules.numbers.none
            or self._compares(words.lower[last + 1])
            or self._is_time(words, first, noun.last)
        ):
            return None
        phrase = " ".join(words.lower[first : last + 1])
        low = 2.0 if phrase in self.rules.low_two else -math.inf
        unit = self.rules.units.kinds.get((words.lower[noun.last],))
        start, end = words.starts[first], words.ends[noun.last]
        return Quantity(first, noun.last, start, end, low, math.inf, unit=unit, noun=None if unit else noun)

    def _compares(self, word: str) -> bool:
        """Whether a word behind a vague one is a comparative: veel grotere huizen are no quantity."""
        ending = self.rules.comparative
        return bool(ending) and word.endswith(ending) and self.nouns.is_a_comparative(word[:-1])

    def _plural(self, words: Words, noun: Noun) -> bool:
        return self.nouns.kind(words.lower[noun.last]) == "plural"

    def _is_time(self, words: Words, first: int, last: int) -> bool:
        times = self.rules.times
        return words.behind(last) in times["behind"] or words.before(first) in times["before"]

    def _compound(self, words: Words, place: int) -> Quantity | None:
        """A compound that is an amount of so many: miljoenenschade. A miljoenenstad is a city, and counts nothing."""
        if words.lower[place][0].isdigit():
            return None
        for front, (low, high) in self.rules.numbers.compounds.items():
            rest = words.lower[place].removeprefix(front)
            if rest != words.lower[place] and rest.strip("-") in self.rules.numbers.amounts:
                noun = Noun(place, place, self.nouns.lemma(words, place))
                return Quantity(place, place, words.starts[place], words.ends[place], low, high, noun=noun)
        return None

    def _numeric(self, words: Words, place: int) -> Quantity | None:
        number = number_at(words, place, self.rules)
        if number is None:
            return None
        number = with_range(words, number, self.rules)
        first = _opened(words, number, self.rules)
        unit, last, start, end = self._unit(words, number)
        number = _with_factor(words, number, last, unit, self.rules)
        mass = unit is None and number.high <= 1
        countable = unit is None or self.rules.in_group(unit, "substance")
        noun = self.nouns.behind(words, last, singular=mass or unit is not None) if countable else None
        if is_no_quantity(words, number, self.rules, unit, noun is not None):
            return None
        if unit is None and noun is None:
            noun, unit = self._in_brackets(words, number)
        limits = modified(
            words, number._replace(last=last), self.rules, first, counts=unit is None and noun is not None
        )
        start = min(start, words.starts[limits.first])
        if limits.last > last:
            last, end = limits.last, words.ends[limits.last]
            noun = noun or (self.nouns.behind(words, last) if countable else None)
        first = min(limits.first, first)
        start = min(start, words.starts[first])
        stands = unit is not None or noun is not None or limits.modifier is not None or _stands_alone(number)
        return Quantity(first, last, start, end, limits.low, limits.high, limits.modifier, unit, noun, waits=not stands)

    def _unit(self, words: Words, number: Number) -> tuple[str | None, int, int, int]:
        """The unit of a number, its last word with the unit, and where both start and end in the text."""
        start, end = words.starts[number.first], words.ends[number.last]
        if number.unit is not None:
            return number.unit, number.last, start, end
        before = words.text[:start].rstrip(_SPACES) if start and words.text[start - 1] in _SPACES else None
        place = start - 1 if before is None else len(before) - 1
        if place >= 0 and (unit := self.rules.symbols.get(words.text[place])):
            return unit, number.last, place, end
        if symbol := _SYMBOL_BEHIND.match(words.text, end):
            return self._symbol(words, symbol[1], number, start, symbol.end())
        if (
            number.first
            and (unit := self.rules.units.kinds.get((words.before(number.first),)))
            and len(words.before(number.first)) == 3
            and self.rules.in_group(unit, "money")
        ):
            return unit, number.last, words.starts[number.first - 1], end
        size = words.phrase_at(number.last + 1, self.rules.units) if words.joined[number.last] else 0
        if not size:
            return None, number.last, start, end
        last = number.last + size
        return self.rules.units.kinds[tuple(words.lower[number.last + 1 : last + 1])], last, start, words.ends[last]

    def _symbol(self, words: Words, symbol: str, number: Number, start: int, end: int) -> tuple[str, int, int, int]:
        unit = {"°": "°C", "º": "°C"}.get(symbol) or self.rules.symbols.get(symbol, symbol)
        last = number.last
        while last + 1 < len(words) and words.starts[last + 1] < end:
            last += 1
        return unit, last, start, end

    def _in_brackets(self, words: Words, number: Number) -> tuple[Noun | None, str | None]:
        """For a number alone in brackets: the noun before it (de jongens (80)), or the unit of an age (Peres (73))."""
        first, start = number.first, words.starts[number.first]
        if not (first and words.gap(first - 1).strip() == "(" and words.gap(number.last)[:1] == ")" and start):
            return None, None
        if words.written[first - 1][0].isupper():
            return None, "year of age" if number.bare and number.low <= OLDEST else None
        if self.nouns.kind(words.lower[first - 1]) == "plural":
            return Noun(first - 1, first - 1, self.nouns.lemma(words, first - 1)), None
        return None, None

    def _filled(self, words: Words, found: list[Quantity]) -> list[Quantity]:
        """The same, with nouns and units that are left out taken from the quantity right behind, or from one before."""
        filled = list(found)
        for number in range(len(found) - 2, -1, -1):
            if filled[number].unit is None and filled[number].noun is None:
                filled[number] = self._filled_from_behind(words, filled[number], filled[number + 1])
        for number, quantity in enumerate(filled):
            if quantity.unit is None and quantity.noun is None:
                filled[number] = self._filled_from_before(words, quantity, filled[number - 1] if number else None)
        return filled

    def _filled_from_behind(self, words: Words, quantity: Quantity, behind: Quantity) -> Quantity:
        """With the noun or unit of the next one: van 20 naar 30 inwoners, 23, 24 en 25 jaar."""
        if behind.first - quantity.last > 2 or not (behind.noun or behind.unit):
            return quantity
        between = words.lower[quantity.last + 1 : behind.first]
        gap = words.text[quantity.end : behind.start].strip()
        if gap != "," and not (between and between[0] in self.rules.passes_noun):
            return quantity
        return quantity._replace(noun=behind.noun, unit=behind.unit, left_out=True, waits=False)

    def _filled_from_before(self, words: Words, quantity: Quantity, before: Quantity | None) -> Quantity:
        """With the noun of the one before (vorig jaar waren er 250), its unit if near, or that of *het aantal*."""
        is_near = before is not None and quantity.first - before.last <= NEAR_WORDS
        if before and (is_near if before.unit else before.noun and quantity.low.is_integer()):
            said = not self.rules.left_out.isdisjoint(words.lower[before.last + 1 : quantity.first])
            waits = quantity.waits and not said
            return quantity._replace(noun=before.noun, unit=before.unit, left_out=True, waits=waits)
        if noun := self._aantal(words, quantity.first):
            return quantity._replace(noun=noun, left_out=True, waits=False)
        return quantity

    def _aantal(self, words: Words, first: int) -> Noun | None:
        """The noun of which the sentence gives the number: het aantal leerlingen daalde van 300 tot 200."""
        for place in range(first - 1, -1, -1):
            if words.lower[place] in self.rules.counts:
                return self.nouns.behind(words, place)
        return None


def _stands_alone(number: Number) -> bool:
    """Whether a number is a quantity even if the sentence does not say what it counts."""
    return number.indefinite or number.factor > 1 or number.low >= LARGE


def _opened(words: Words, number: Number, rules: QuantityRules) -> int:
    """The first word of a number with what opens it: tussen de 5 en 10, enkele honderden, een veertigtal."""
    first = pair_first(words, number, rules)
    if number.indefinite:
        first -= words.phrase_before(first, rules.vague) or (words.before(first) == rules.numbers.article)
    return first


def _with_factor(words: Words, number: Number, last: int, unit: str | None, rules: QuantityRules) -> Number:
    """The number in its unit: three kwartier are 45 minutes; min 5 graden is below zero."""
    factor = rules.factors.get(words.lower[last], 1.0) if last > number.last else 1.0
    start = words.starts[number.first]
    negative = rules.in_group(unit, "temperature") and (
        words.before(number.first) == rules.minus or words.text[max(start - 2, 0) : start] in (" -", " −", "-", "−")
    )
    low, high = number.low * factor, number.high * factor
    return number._replace(low=-high if negative else low, high=-low if negative else high)
