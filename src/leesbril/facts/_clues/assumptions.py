"""What the days of publication would be under an assumption that readers make, and no rule of a calendar gives."""

from collections.abc import Iterator
from typing import NamedTuple

from leesbril.facts._clues.clues import Source
from leesbril.facts._clues.narrowing import Narrowed
from leesbril.facts._times.days import WEEK, Days, hull, is_bounded, shared, weekday
from leesbril.facts._times.expressions import Expression
from leesbril.facts._times.tense import PAST

LEAD = 3
"""Sentences of an article, headings included, in which a weekday is that of the news."""
MOST_WEEKS = 5
"""If more weeks than this are left, a weekday says little."""


class Assumed(NamedTuple):
    """The days that an assumption leaves, the assumption in words, and the expression it is made of."""

    days: list[Days]
    words: str
    expression: Expression


def may_be_assumed(found: Narrowed) -> bool:
    """Whether so few days are left that a weekday among them says something."""
    if not found.days or not all(is_bounded(hull(found.days))):
        return False
    first, last = hull(found.days)
    return last - first <= WEEK * MOST_WEEKS


def assumptions(row: int, found: Narrowed, source: Source, bare: list[Expression]) -> Iterator[Assumed]:
    """The assumptions that narrow what clues leave of the publication of an article, given its bare weekdays."""
    lead = [one for one in bare if source.number_in_article(one.sentence, row) <= LEAD]
    yield from _as_they_are_told(row, found, source, lead)
    if lead and lead[0].tense != PAST:
        yield from _of_publication(row, found, source, lead[0])


def _of_publication(row: int, found: Narrowed, source: Source, one: Expression) -> Iterator[Assumed]:
    """The weekday of what goes on as the article is written is that of publication.

    Of 20 Dutch news articles of 2014 to 2019 with a known month, 8 were published on it: it is shown, not used.
    """
    wanted = source.language.weekdays[one.parts["weekday"]]
    same = [(day, day + 1) for start, end in found.days for day in range(start, end) if weekday(day) == wanted]
    if same and same != found.days:
        sentence = source.number_in_article(one.sentence, row)
        yield Assumed(same, f"{one.written} (sentence {sentence}) is the day of publication", one)


def _as_they_are_told(row: int, found: Narrowed, source: Source, lead: list[Expression]) -> Iterator[Assumed]:
    """The weekday of the news comes after a weekday whose day the calendar tells."""
    known = [clue for clue in found.used if clue.linked and clue.linked.when.kind == "weekday"]
    news = next((one for one in lead if one.tense == PAST), None)
    for clue in known:
        if news is None or clue.linked is None or news.start >= clue.linked.when.start:
            continue
        when = clue.linked.when
        wanted, other = (source.language.weekdays[one.parts["weekday"]] for one in (news, when))
        # The first such weekday after the earliest day that the calendar leaves.
        earliest = hull(one.days for one in clue.left)[0]
        day = earliest + ((wanted - weekday(earliest)) % WEEK or WEEK)
        days = shared(found.days, [(day, found.days[-1][1])])
        if wanted != other and weekday(earliest) == other and days and days != found.days:
            places = [source.number_in_article(one.sentence, row) for one in (news, when)]
            words = f"{news.written} (sentence {places[0]}) comes after {when.written} (sentence {places[1]})"
            yield Assumed(days, f"{words}, as they are told", news)
