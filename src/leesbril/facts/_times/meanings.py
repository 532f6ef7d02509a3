"""Time expression → what it means: days that are fixed, or days that follow from the day of publication."""

from calendar import day_name, month_name
from collections.abc import Callable, Mapping
from typing import NamedTuple

from leesbril.facts._times import readings as read
from leesbril.facts._times.days import EVER, WEEK, Days, hull, month_of, on, united, written, year_of
from leesbril.facts._times.expressions import Expression
from leesbril.facts._times.feasts import NAMES, edges_of
from leesbril.facts._times.language import TimeLanguage
from leesbril.facts._times.readings import Reading
from leesbril.facts._times.tense import FUTURE, OPEN, PAST

STEPS = {"past": -1, "recent": -1, "this": 0, "next": 1, "coming": 1}
SOME = (2, 10)
"""How many a word such as *enkele* may be."""
_LENGTHS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25, "hour": 1 / 24}
_WHICH = {
    "past": "before that of publication",
    "recent": "before that of publication",
    "this": "of publication",
    "next": "after that of publication",
    "coming": "after that of publication",
}


_MOST_KNOWN = 50_000
"""Expressions, each different, whose meaning is kept: as many as a million articles have."""


class Meaning(NamedTuple):
    """What an expression says: in words, and its days, fixed or in readings that depend on the publication."""

    says: str
    readings: tuple[Reading, ...] = ()
    fixed: Days | None = None

    def days(self, published: Days | None) -> Days | None:
        """All days that it can mean if published in this interval; None if it says nothing of them."""
        if self.fixed is not None:
            return self.fixed
        if not self.readings or published is None:
            return None
        return hull(reading.days(day) for reading in self.readings for day in (published[0], published[1] - 1))


_known: dict[tuple[object, ...], Meaning] = {}


def meaning_of(expression: Expression, language: TimeLanguage) -> Meaning:
    """What an expression says."""
    return _with_preposition(bare_meaning(expression, language), preposition_of(expression, language))


def bare_meaning(expression: Expression, language: TimeLanguage) -> Meaning:
    """What an expression says without its preposition."""
    key = (language.code, expression.kind, expression.tense, *expression.parts.items())
    if (known := _known.get(key)) is None:
        known = _known[key] = _MEANINGS[expression.kind](expression, language)
        if len(_known) > _MOST_KNOWN:
            _known.clear()
    return known


def preposition_of(expression: Expression, language: TimeLanguage) -> str:
    """The kind of preposition that an expression begins with; in, if it has none."""
    return language.prepositions.get(expression.parts.get("by", ""), "in")


def _with_preposition(meaning: Meaning, by: str) -> Meaning:
    """What it says behind a preposition: since then up to the publication, up to then, or from then on."""
    words = {"since": "from {} up to the day of publication", "until": "up to {}", "before": "before {}"}
    says = {**words, "after": "from {} on"}.get(by, "{}").format(meaning.says)
    fixed, readings = meaning.fixed, meaning.readings
    if by == "since":
        start = None if fixed is None else fixed[0]
        open_from = [read.clipped(one.days, last=0) for one in readings]
        finds = open_from if start is None else [lambda day: (min(start, day), day + 1)]
        return Meaning(says, tuple(Reading("", find) for find in finds))
    if by in ("until", "before", "after"):
        before, after = by != "after", by == "after"
        opened = tuple(one._replace(days=read.unbounded(one.days, before=before, after=after)) for one in readings)
        if fixed is not None:
            fixed = (EVER[0], fixed[0]) if before else (fixed[0], EVER[1])
        return Meaning(says, opened, fixed)
    return meaning


def which_of(expression: Expression, language: TimeLanguage) -> str:
    """Which one it says: past, recent, this, next or coming; empty if it says none."""
    return language.which.get(expression.parts.get("which", ""), "")


def _month_number(parts: Mapping[str, str], language: TimeLanguage) -> int:
    return language.months.get(parts.get("month", ""), 0) or int(parts["month_number"])


def _date(expression: Expression, language: TimeLanguage) -> Meaning:
    parts, which = expression.parts, which_of(expression, language)
    month, day = _month_number(parts, language), int(parts["day"])
    if not 1 <= month <= len(month_name) - 1 or not 1 <= day <= month_of(2000, month)[1] - month_of(2000, month)[0]:
        return Meaning("no day of the calendar")
    if "year" in parts:
        return _fixed(lambda: on(int(parts["year"]), month, day))
    find = _day_in(month, day)
    says = f"{day} {month_name[month]}"
    if which:
        return Meaning(f"{says} of the year {_WHICH[which]}", (Reading("", read.in_year(STEPS[which], find)),))
    return _recurring(says, find, expression.tense)


def _day_in(month: int, day: int) -> Callable[[int], Days]:
    """A day of each year; 29 February is 1 March in years without it."""

    def find(year: int) -> Days:
        first = month_of(year, month)[0] + day - 1
        return first, first + 1

    return find


def _month(expression: Expression, language: TimeLanguage) -> Meaning:
    parts, which = expression.parts, which_of(expression, language)
    month = language.months[parts["month"]]
    if "year" in parts:
        return _fixed(lambda: month_of(int(parts["year"]), month))
    says = month_name[month]

    def find(year: int) -> Days:
        return month_of(year, month)

    if which and "of_year" in parts:
        return Meaning(f"{says} of the year {_WHICH[which]}", (Reading("", read.in_year(STEPS[which], find)),))
    step = STEPS.get(which, 0)
    tense = PAST if step < 0 else FUTURE if step > 0 else expression.tense
    return _recurring(says, find, tense, over="already" in parts and tense == PAST)


def _recurring(says: str, find: Callable[[int], Days], tense: str, *, over: bool = False) -> Meaning:
    """What returns every year: the last one, the next one, or either."""
    last, following = (
        Reading("the last one", read.last_one(find, over=over)),
        Reading("the next one", read.next_one(find)),
    )
    return _by_tense(says, last, following, tense)


def _by_tense(says: str, last: Reading, following: Reading, tense: str) -> Meaning:
    if tense == PAST:
        return Meaning(f"the last {says} up to the day of publication", (last._replace(label=""),))
    if tense == FUTURE:
        return Meaning(f"the next {says} from the day of publication on", (following._replace(label=""),))
    return Meaning(f"the last or the next {says}", (last, following))


def _year(expression: Expression, _: TimeLanguage) -> Meaning:
    return _fixed(lambda: year_of(int(expression.parts["year"])))


def _fixed(find: Callable[[], Days]) -> Meaning:
    """Days that do not depend on the publication; none if there is no such day."""
    try:
        days = find()
    except ValueError:
        return Meaning("no day of the calendar")
    return Meaning(written(days), fixed=days)


def _weekday(expression: Expression, language: TimeLanguage) -> Meaning:
    parts, which = expression.parts, which_of(expression, language)
    number = language.weekdays[parts["weekday"]]
    name = day_name[number]
    if which and "of_week" in parts:
        step = STEPS[which]
        strict = Reading("the calendar week", read.weekday_of_week(number, step))
        loose = Reading("about a week", read.weekday_between(number, WEEK * step - 3, WEEK * step + 3))
        return Meaning(f"{name} of the week {_WHICH[which]}", (strict, loose) if step else (strict,))
    which = "recent" if "gone" in parts else which
    says, low, high = {
        "recent": (f"the last {name} before the day of publication", -7, -1),
        "coming": (f"the next {name} after the day of publication", 1, 7),
        "past": (f"the last {name}, or that of the week before", -13, -1),
        "next": (f"the next {name}, or that of the week after", 1, 13),
        "this": (f"the last or the next {name}", -6, 6),
        PAST: (f"{name}, one of the seven days up to that of publication", -6, 0),
        FUTURE: (f"{name}, one of the seven days from that of publication on", 0, 6),
    }.get(which or expression.tense, (f"the last or the next {name}", -6, 6))
    return Meaning(says, (Reading("", read.weekday_between(number, low, high)),))


def _day(expression: Expression, language: TimeLanguage) -> Meaning:
    days = language.days[expression.parts["dayword"]]
    away = f"{abs(days)} day{'s' * (abs(days) > 1)} {'before' if days < 0 else 'after'} "
    return Meaning(f"{away if days else ''}the day of publication", (Reading("", read.shifted(days, days)),))


def _period(expression: Expression, language: TimeLanguage) -> Meaning:
    parts, which = expression.parts, which_of(expression, language) or "this"
    step = STEPS[which]
    if "season" in parts:
        return _season_in(language.seasons[parts["season"]], {-1: PAST, 1: FUTURE}.get(step, OPEN))
    if "sport" in parts or "century" in parts:
        return Meaning(f"the {'season of sport' if 'sport' in parts else 'century'} {_WHICH[which]}")
    unit = "weekend" if "weekend" in parts else language.units[parts["unit"]]
    return Meaning(f"the {unit} {_WHICH[which]}", tuple(_unit_readings(unit, which)))


def _unit_readings(unit: str, which: str) -> list[Reading]:
    """The unit of the calendar, and what else may be meant: the last week is also the last seven days."""
    step = STEPS[which]
    if unit == "weekend":
        return [Reading("", read.weekend(one)) for one in ((-1, 0) if step < 0 else (0, 1) if step else (-1, 0, 1))]
    find = {"week": read.calendar_week, "month": read.calendar_month, "year": read.calendar_year}[unit]
    readings = [Reading(f"the calendar {unit}", find(step))]
    if unit == "week" and which in ("past", "next"):
        readings.append(Reading("about a week", read.shifted(WEEK * step - 3, WEEK * step + 3)))
    elif which in ("recent", "coming"):
        length = int(_LENGTHS[unit]) + 1
        low, high = (-length, 0) if step < 0 else (0, length)
        readings.append(Reading(f"the {length - 1} days {'before' if step < 0 else 'after'}", read.shifted(low, high)))
    return readings


def _season(expression: Expression, language: TimeLanguage) -> Meaning:
    begins, parts = language.seasons[expression.parts["season"]], expression.parts
    if "year" in parts:
        return _fixed(lambda: _months(int(parts["year"]), begins))
    return _season_in(begins, expression.tense)


def _season_in(begins: int, tense: str) -> Meaning:
    name = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}[begins]
    return _recurring(name, lambda year: _months(year, begins), tense)


def _months(year: int, begins: int) -> Days:
    """A season, from the month in which it begins by the weather up to that in which it ends by the sun."""
    return hull([month_of(year, begins), month_of(year, begins + 3)])


def _decade(expression: Expression, language: TimeLanguage) -> Meaning:
    parts = expression.parts
    tens = language.decades[parts["decade"]] if "decade" in parts else int(parts.get("tens", 0))
    first = int(parts["year"]) if "year" in parts else 1900 + tens
    return _fixed(lambda: (year_of(first)[0], year_of(first + 9)[1]))


def _number(parts: Mapping[str, str], language: TimeLanguage) -> tuple[int, int]:
    """The least and the most that a number can be."""
    if "number" not in parts:
        return SOME
    number = parts["number"]
    exact = language.numbers[number] if number in language.numbers else int(number)
    return exact, exact


def _counted(expression: Expression, language: TimeLanguage) -> tuple[str, int, int]:
    """A number of units in words, and the least and most days that it stands for.

    Units are counted to the last full one or rounded: *twee weken* are 11 to 20 days; days are exact.
    """
    parts = expression.parts
    low, high = _number(parts, language)
    unit = language.units[parts["unit"]]
    says = f"{low if low == high else 'some'} {unit}{'s' * (high > 1)}"
    if unit in ("day", "hour"):
        return says, int(low * _LENGTHS[unit]), -int(-high * _LENGTHS[unit] // 1)
    length = _LENGTHS[unit]
    return says, int((low - max(0.5, low / 20)) * length), int((high + max(1.0, high / 20)) * length) - 1


def _ago(expression: Expression, language: TimeLanguage) -> Meaning:
    says, low, high = _counted(expression, language)
    return Meaning(f"{says} before the day of publication", (Reading("", read.shifted(-high, -low)),))


def _ahead(expression: Expression, language: TimeLanguage) -> Meaning:
    says, low, high = _counted(expression, language)
    within = "within" in expression.parts
    words = f"within {says} from" if within else f"{says} after"
    return Meaning(f"{words} the day of publication", (Reading("", read.shifted(0 if within else low, high)),))


def _span(expression: Expression, language: TimeLanguage) -> Meaning:
    back = "back" in expression.parts
    says, where = "", "up to" if back else "from"
    low, high = EVER
    if "number" in expression.parts:
        says, _, length = _counted(expression, language)
        low, high = -length, length
    else:
        says = f"some {language.units[expression.parts['unit']]}s"
    days = read.shifted(low, 0) if back else read.shifted(0, high)
    return Meaning(f"{says} {where} the day of publication", (Reading("", days),))


def _feast(expression: Expression, language: TimeLanguage) -> Meaning:
    feast = language.feasts[expression.parts["feast"]]
    return _of_feast(feast, "day", expression.tense)


def _edge(expression: Expression, language: TimeLanguage) -> Meaning:
    edge = language.edges[expression.parts["edge"]]
    if "feast" not in expression.parts:
        return Meaning(f"the {edge} of something else")
    # Before the end of a feast may be told in the past and yet lie ahead.
    return _of_feast(language.feasts[expression.parts["feast"]], edge, OPEN)


def _of_feast(feast: str, edge: str, tense: str) -> Meaning:
    listed = united(one.days for one in edges_of(feast, edge))
    says = NAMES[feast] if edge == "day" else f"{edge} of {NAMES[feast]}"
    last, following = (
        Reading("the last one", read.last_listed(listed)),
        Reading("the next one", read.next_listed(listed)),
    )
    return _by_tense(says, last, following, tense)


def _vague(expression: Expression, language: TimeLanguage) -> Meaning:
    name = language.vague[expression.parts["vague"]]
    says, days = {
        "now": ("the day of publication", read.shifted(0, 0)),
        "before": ("by the day of publication", read.shifted(EVER[0], 0)),
        "after": ("after the day of publication", read.shifted(0, EVER[1])),
    }.get(name, ("at another time than what is told before", None))
    return Meaning(says, () if days is None else (Reading("", days),))


def _up_to_now(_: Expression, __: TimeLanguage) -> Meaning:
    return Meaning("up to the day of publication", (Reading("", read.shifted(EVER[0], 0)),))


def _other(_: Expression, __: TimeLanguage) -> Meaning:
    return Meaning("some time before or after what is told before")


_MEANINGS: dict[str, Callable[[Expression, TimeLanguage], Meaning]] = {
    "ago": _ago,
    "ahead": _ahead,
    "date": _date,
    "day": _day,
    "decade": _decade,
    "edge": _edge,
    "feast": _feast,
    "month": _month,
    "other": _other,
    "period": _period,
    "season": _season,
    "span": _span,
    "up_to_now": _up_to_now,
    "vague": _vague,
    "weekday": _weekday,
    "year": _year,
}
