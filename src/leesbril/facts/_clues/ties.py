"""Two articles → clues that hold if both speak of one feast or one event, and their order by such a feast."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from leesbril.facts._clues.clues import TIED, Clue, Left, Linked, Source, clue_at, left_by
from leesbril.facts._clues.dated import Dated, narrowed_each
from leesbril.facts._times import readings as read
from leesbril.facts._times.days import Days, hull, is_bounded, united, written
from leesbril.facts._times.expressions import Expression
from leesbril.facts._times.feasts import FASTING, NAMES, RAMADAN
from leesbril.facts._times.meanings import bare_meaning, preposition_of
from leesbril.facts._times.tense import PAST, words_in

FEWEST_SHARED = 2
"""Content words that two sentences share, the month aside, if they may tell one event."""


class Gap(NamedTuple):
    """How many days, at least, one article lies after another (negative: before it), and the clues that say so."""

    days: int
    clues: tuple[Clue, Clue]
    feast: str


def with_ties(found: Dated, pairs: Iterable[tuple[int, int]]) -> Dated:
    """The articles of some pairs, with the clues that tie one of a pair to the other."""
    both = sorted({one for a, b in pairs for one in ((a, b), (b, a))})
    clues = {row: list(found.clues[row]) for row, _ in both}
    for of, to in both:
        clues[of] += tied_clues(found, of, to) if of != to else ()
    return narrowed_each(found.source, clues)


def tied_clues(found: Dated, of: int, to: int) -> Iterator[Clue]:
    """The clues to the publication of article `of` that follow from what is known of article `to`."""
    yield from _one_feast(found, of, to)
    yield from _one_event(found, of, to)


def _one_feast(found: Dated, of: int, to: int) -> Iterator[Clue]:
    """Both tell the begin or end of the same feast: it is that of the year in which the other article tells it."""
    for clue, known in _feasts_of_both(found, of, to):
        used = next((one for one in found.left[to].used if one.linked == known.linked), None)
        years = {one.year for one in used.left} if used is not None else set()
        if not found.left[to].days or len(years) != 1:
            continue
        left = [Left("", days) for days in united(one.days for one in clue.left if one.year in years)]
        if left and clue.linked and used:
            name, place = found.source.tokens.names[to], found.source.number_in_article(used.sentence or 0, to)
            what = NAMES[clue.linked.feast]
            hangs_on = f"that it is the {what} of article {name} (sentence {place}: {used.written})"
            yield clue_at(clue.linked.when, TIED, left, hangs_on)


def _feasts_of_both(found: Dated, of: int, to: int) -> list[tuple[Clue, Clue]]:
    own, other = ([clue for clue in found.clues[row] if clue.linked and clue.kind != TIED] for row in (of, to))
    return [(a, b) for a in own for b in other if a.linked and b.linked and a.linked.feast == b.linked.feast]


def _one_event(found: Dated, of: int, to: int) -> Iterator[Clue]:
    """Both name the same month in sentences that share words, and for the other article its year is known."""
    if not found.left[to].days or not all(is_bounded(hull(found.left[to].days))):
        return
    source = found.source
    for known, days in _months(source, to, hull(found.left[to].days)):
        for one in _named_months(source, of):
            if one.parts["month"] != known.parts["month"] or bare_meaning(one, source.language).fixed:
                continue
            words = _shared_words(source, one, known)
            if len(words) < FEWEST_SHARED:
                continue
            name, place = source.tokens.names[to], source.number_in_article(known.sentence, to)
            hangs_on = (
                f"that it tells the event that article {name} (sentence {place}) dates {known.written}, "
                f"{written(days)}; both sentences have {', '.join(words)}"
            )
            yield clue_at(one, TIED, left_by(one, source.language, [("", days, None)]), hangs_on)


def _named_months(source: Source, row: int) -> list[Expression]:
    first, last = source.tokens.spans.first[row], source.tokens.spans.first[row + 1]
    found = (one for sentence in range(first, last) for one in source.by_sentence.get(sentence, []))
    return [
        one
        for one in found
        if one.kind == "month"
        and one.tense == PAST
        and preposition_of(one, source.language) == "in"
        and not source.within_quotation(one)
    ]


def _months(source: Source, row: int, published: Days) -> Iterator[tuple[Expression, Days]]:
    """The months that an article names, if its publication leaves one year for them."""
    for one in _named_months(source, row):
        days = bare_meaning(one, source.language).days(published)
        if days is not None and days[1] - days[0] <= 31:
            yield one, days


def _shared_words(source: Source, one: Expression, other: Expression) -> list[str]:
    """The content words that the sentences of two expressions share, in the order of the first."""
    speech = source.tokens.speech
    aside = speech.stop_words | speech.calendar | speech.reporting
    words = words_in(source.sentence(one.sentence, one.row))
    there = set(words_in(source.sentence(other.sentence, other.row))) - aside
    return list(dict.fromkeys(word for word in words if word in there and len(word) > 1))


def gaps(found: Dated, a: int, b: int) -> Iterator[Gap]:
    """By how many days article b is later than a, or a than b, if both tell one and the same feast.

    Needs no calendar: a month of fasting has 29 or 30 days, and the feast follows it.
    """
    for clue, other in _feasts_of_both(found, a, b):
        if clue.linked is None or other.linked is None:
            continue
        own, theirs = _since_begin(clue.linked, found.source), _since_begin(other.linked, found.source)
        if theirs[0] > own[1]:
            yield Gap(theirs[0] - own[1], (clue, other), clue.linked.feast)
        elif own[0] > theirs[1]:
            yield Gap(theirs[1] - own[0], (clue, other), clue.linked.feast)


def _since_begin(linked: Linked, source: Source) -> tuple[int, int]:
    """The least and most days from the begin of a feast up to the publication."""
    readings = bare_meaning(linked.when, source.language).readings
    away = [read.distances(reading) for reading in readings]
    low, high = min(one[0] for one in away), max(one[1] for one in away)
    first, last = _edge(linked)
    return first + low, last + high


def _edge(linked: Linked) -> tuple[int, int]:
    """The days from the first day of a feast up to its begin, its end, or the days of it."""
    if linked.feast == RAMADAN:
        # The evening before may be called the begin; the last day of fasting, or the feast behind it, the end.
        return {"begin": (-1, 0), "end": (FASTING[0] - 1, FASTING[1])}.get(linked.edge, (-1, FASTING[1]))
    return {"begin": (0, 0), "end": (0, 3)}.get(linked.edge, (0, 3))
