"""Clues of one article → the days of publication that all of them leave."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from leesbril.facts._clues.clues import HEADER, TIED, Clue, Left
from leesbril.facts._times.days import EVER, Days, hull, is_bounded, shared, united, written, year_of
from leesbril.facts._times.feasts import YEARS

MOST_COMBINED = 200
"""More combinations of readings than this are not listed one by one."""
MOST_LISTED = 8
"""More alternatives than this are counted, not listed."""
_CALENDAR: Days = (year_of(YEARS[0])[0], year_of(YEARS[-1])[1])


class Narrowed(NamedTuple):
    """What all clues of an article leave: the days (none if they contradict each other), the clues that narrowed them,
    those that leave days in every year, each combination of readings, and the clues that cannot all be true."""

    days: list[Days]
    used: list[Clue]
    waiting: list[Clue]
    combinations: list[Days]
    contradiction: list[Clue]


def narrowed(clues: Sequence[Clue]) -> Narrowed:
    """What is left of all clues together.

    A clue that leaves days in every year counts only where the other clues bound the publication on both sides.
    """
    steady = [clue for clue in clues if not clue.yearly and clue.left]
    window = _all_of(steady)
    if not window:
        return Narrowed([], steady, [clue for clue in clues if clue.yearly], [], _conflicting(steady))
    yearly = [clue for clue in clues if clue.yearly]
    dated = all(is_bounded(hull(window))) and shared([hull(window)], [_CALENDAR]) == [hull(window)]
    used = [*steady, *(dated_in(clue, hull(window)) for clue in yearly if dated)]
    days = _all_of(used)
    if not days:
        return Narrowed([], used, [], [], _conflicting(used))
    return Narrowed(days, used, [] if dated else yearly, _combinations(used), [])


def dated_in(clue: Clue, window: Days) -> Clue:
    """A clue with only what it leaves in a window; with all of it if that is nothing: it contradicts the window."""
    left = tuple(one for one in clue.left if shared([one.days], [window]))
    return clue._replace(left=left or clue.left)


def _all_of(clues: Iterable[Clue]) -> list[Days]:
    days = [EVER]
    for clue in clues:
        days = shared(days, united(one.days for one in clue.left))
    return days


def _conflicting(clues: Sequence[Clue]) -> list[Clue]:
    """Clues that cannot all be true: those that are needed for the contradiction."""
    needed = list(clues)
    for clue in clues:
        fewer = [one for one in needed if one is not clue]
        if not _all_of(fewer):
            needed = fewer
    return needed


def needed(clues: Sequence[Clue]) -> list[Clue]:
    """Clues that leave by themselves what all of them leave; as few that tie two articles as possible."""
    days, kept = narrowed(clues).days, list(clues)
    for clue in sorted(clues, key=lambda one: one.kind != TIED):
        fewer = [one for one in kept if one is not clue]
        if narrowed(fewer).days == days:
            kept = fewer
    return kept


def _combinations(clues: Sequence[Clue]) -> list[Days]:
    """The days that each combination of readings leaves, without those that are part of another one's."""
    readings = [_by_reading(clue.left) for clue in clues if len(clue.left) > 1]
    single = _all_of(clue for clue in clues if len(clue.left) == 1)
    size = 1
    for one in readings:
        size *= len(one)
    if size > MOST_COMBINED:
        return _all_of(clues)
    found = {days for chosen in product(*readings) for days in _chosen(single, chosen)}
    return sorted(found)


def _by_reading(left: Sequence[Left]) -> list[Days]:
    return sorted({one.days for one in left})


def _chosen(days: list[Days], chosen: Iterable[Days]) -> list[Days]:
    for one in chosen:
        days = shared(days, [one])
    return days


def alternatives(found: Narrowed) -> str | None:
    """The days that the combinations of readings leave, in words; None if there is one."""
    if len(found.combinations) < 2:
        return None
    if len(found.combinations) > MOST_LISTED:
        return f"{len(found.combinations)} readings, the first {written(found.combinations[0])}"
    return " or ".join(written(days) for days in found.combinations)


def origin(found: Narrowed, header: Days | None, named: str | None) -> str | None:
    """Where the date comes from: clue if clues narrowed it, else its own origin."""
    own = [clue for clue in found.used if clue.kind != HEADER]
    if found.days and own and (header is None or hull(found.days) != header):
        return "clue"
    return named
