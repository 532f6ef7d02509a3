"""Clues to the day of publication of an article: which days each leaves, in each of its readings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from leesbril.facts._times.days import EVER, Days, weekday
from leesbril.facts._times.expressions import Expression, expressions
from leesbril.facts._times.feasts import YEARS
from leesbril.facts._times.language import TimeLanguage, time_language
from leesbril.facts._times.meanings import bare_meaning, preposition_of
from leesbril.facts._times.readings import Reading
from leesbril.facts._times.tense import FUTURE, PAST, is_within, quotations, words_in
from leesbril.tokenisation.tokens import Tokens

YEAR = 366
_AHEAD = ("in", "after")
HEADER, NAMED, CALENDAR, WEEKDAY, EVENT, TIED = "header", "named", "calendar", "weekday", "event", "tied"


class Left(NamedTuple):
    """What one reading of a clue leaves: the reading in words (empty if it is the only one), the days, and the year in
    which the calendar was asked."""

    reading: str
    days: Days
    year: int | None = None


class Linked(NamedTuple):
    """The begin, the end or the day of a feast, and the expression that says when it is."""

    feast: str
    edge: str
    when: Expression


class Clue(NamedTuple):
    """A clue: its article and, if it stands in the text, its sentence (numbers in the tokens) and place; its kind; what
    it leaves, and what it hangs on.

    A `yearly` clue leaves days in every year.
    """

    row: int
    sentence: int | None
    start: int | None
    end: int | None
    written: str
    kind: str
    left: tuple[Left, ...]
    hangs_on: str
    yearly: bool = False
    linked: Linked | None = None


@dataclass(frozen=True)
class Source:
    """What clues are looked for in: the tokens, their rules and texts, and their time expressions per sentence."""

    tokens: Tokens
    _quoted: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @cached_property
    def language(self) -> TimeLanguage:
        """The rules of the language."""
        return time_language(self.tokens.language)

    @cached_property
    def texts(self) -> list[str]:
        """The texts."""
        return list(self.tokens.texts)

    @cached_property
    def by_sentence(self) -> dict[int, list[Expression]]:
        """The expressions of each sentence that has any and may date the article."""
        grouped = groupby(expressions(self.tokens), key=lambda one: one.sentence)
        listed = ((sentence, list(found)) for sentence, found in grouped)
        return {sentence: found for sentence, found in listed if self._may_date(sentence, found[0].row)}

    def sentence(self, number: int, row: int) -> str:
        """The text of a sentence."""
        return self.texts[row][self.tokens.spans.start[number] : self.tokens.spans.end[number]]

    def within_quotation(self, expression: Expression) -> bool:
        """Whether an expression is said by somebody, perhaps on another day."""
        row = expression.row
        if row not in self._quoted:
            self._quoted[row] = quotations(self.texts[row])
        return is_within(expression.start, self._quoted[row])

    def number_in_article(self, sentence: int, row: int) -> int:
        """The number of a sentence in its article, from 1."""
        return int(sentence - self.tokens.spans.first[row] + 1)

    def _may_date(self, sentence: int, row: int) -> bool:
        """Whether a sentence is neither boilerplate nor about the date of a file."""
        if row in self._boilerplate:
            starts, ends = self._boilerplate[row]
            start = self.tokens.spans.start[sentence]
            if ((starts <= start) & (start < ends)).any():
                return False
        return not self.language.not_of_publication.search(self.sentence(sentence, row))

    @cached_property
    def _boilerplate(self) -> dict[int, tuple[np.ndarray, np.ndarray]]:
        rows, starts, ends = self.tokens.boilerplate[:3]
        return {int(row): (starts[rows == row], ends[rows == row]) for row in np.unique(rows)}


def clue_at(expression: Expression, kind: str, left: Sequence[Left], hangs_on: str, **more: object) -> Clue:
    """A clue that stands where an expression stands."""
    place = (expression.row, expression.sentence, expression.start, expression.end, expression.written)
    return Clue(*place, kind, tuple(left), hangs_on, **more)  # type: ignore[arg-type]


def named_clues(source: Source) -> Iterator[Clue]:
    """The clues of days that the text names by their year: told in the past, or with *zal* as lying ahead."""
    for found in source.by_sentence.values():
        for one in found:
            if one.kind in ("date", "month", "year"):
                yield from _named(one, source)
        for one, other in pairwise(found):
            yield from _equal(one, other, source)


def _word_before(one: Expression, source: Source) -> str:
    """The word before an expression; empty if there is none."""
    words = words_in(source.texts[one.row][max(0, one.start - 12) : one.start])
    return words[-1] if words else ""


def _named(one: Expression, source: Source) -> Iterator[Clue]:
    fixed, by = bare_meaning(one, source.language).fixed, preposition_of(one, source.language)
    agrees = fixed is None and one.kind == "date" and "weekday" in one.parts and "which" not in one.parts
    before = _word_before(one, source) if one.kind == "date" else one.parts.get("by", "")
    stated = before in source.language.before_dates if one.kind == "date" else bool(before)
    past, ahead = (
        by == "since" or (by == "in" and stated and one.tense == PAST),
        stated and by in _AHEAD and one.tense == FUTURE,
    )
    if not (agrees or (fixed is not None and (past or ahead))):
        return
    # What is less than in 2016 is compared with that year; it says nothing of its own tense.
    if source.within_quotation(one) or _word_before(one, source) in source.language.compared:
        return
    if fixed is None:
        yield from _agreeing(one, source.language)
    elif past:
        yield clue_at(one, NAMED, [Left("", (fixed[0], EVER[1]))], "it is told in the past: the article is not earlier")
    else:
        yield clue_at(
            one, NAMED, [Left("", (EVER[0], fixed[1]))], "it is told as lying ahead: the article is not later"
        )


def _agreeing(one: Expression, language: TimeLanguage) -> Iterator[Clue]:
    """A day without its year but with its weekday: it is that weekday only in some years."""
    wanted, meaning = language.weekdays[one.parts["weekday"]], bare_meaning(one, language)
    if not meaning.readings:
        return
    days = [meaning.readings[0].days(_middle(year))[0] for year in YEARS]
    left = [Left("", (day - YEAR, day + YEAR)) for day in days if weekday(day) == wanted]
    yield clue_at(one, CALENDAR, left, "weekday and day agree in few years; it is at most a year away", yearly=True)


def _middle(year: int) -> int:
    """A day on which the last and the next one of a year's days are different, for any day of a year."""
    from leesbril.facts._times.days import year_of

    return year_of(year)[1] - 1


def _equal(one: Expression, other: Expression, source: Source) -> Iterator[Clue]:
    """A day counted from the publication, and behind it the same day named by its year: *gisteren, 12 mei 2017*."""
    between = source.texts[one.row][one.end : other.start]
    closed = source.texts[one.row][other.end : other.end + 1] == ")"
    brackets = between.strip() == "(" and closed
    if not (brackets or (between.strip() in ("", ",") and one.kind in ("day", "weekday") and other.kind == "date")):
        return
    fixed = bare_meaning(other, source.language).fixed
    if not one.is_relative or fixed is None or source.within_quotation(one):
        return
    left = left_by(one, source.language, [("", fixed, None)])
    if left:
        yield clue_at(one, NAMED, left, f"it is the same as {other.written}")


def left_by(when: Expression, language: TimeLanguage, meant: Sequence[tuple[str, Days, int | None]]) -> list[Left]:
    """The publications that an expression leaves if it means some days, each with a label and year."""
    readings = bare_meaning(when, language).readings
    found = []
    for label, days, year in meant:
        for part in _on_weekday(days, when, language):
            found += [_left(reading, label, part, year) for reading in readings]
    return found


def _left(reading: Reading, label: str, days: Days, year: int | None) -> Left:
    return Left("; ".join(filter(None, (reading.label, label))), reading.published(days), year)


def _on_weekday(days: Days, when: Expression, language: TimeLanguage) -> list[Days]:
    """The days that an expression with a weekday can mean; all for another one."""
    if when.kind != "weekday" or days[1] - days[0] > 31:
        return [days]
    wanted = language.weekdays[when.parts["weekday"]]
    return [(day, day + 1) for day in range(*days) if weekday(day) == wanted]
