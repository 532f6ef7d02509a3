"""Cells of a table that hold a word or a sentence of the program, in the language of the report.

The frames have them in English, as they are named in code; what articles say is never changed.
"""

from leesbril.findings._clue_words import ASSUMPTIONS, CALENDAR, FEASTS, WAITING, either_in_words, matched
from leesbril.wording.report_language import report_language, say, say_counted, translatable

KINDS = {
    "person": translatable("person"),
    "place": translatable("place"),
    "organisation": translatable("organisation"),
    "people": translatable("people"),
    "header": translatable("header"),
    "named": translatable("a year that is told"),
    "calendar": translatable("calendar"),
    "weekday": translatable("weekday"),
    "event": translatable("event"),
    "tied": translatable("tied to another article"),
}
"""The kinds of names, and of clues to a date."""
ONE_OR_BOTH = {
    "both": translatable("both"),
    "only a": translatable("only a"),
    "only b": translatable("only b"),
}
RELATIONS = {
    "apart": translatable("apart"),
    "overlap": translatable("overlap"),
    "same": translatable("same"),
    **ONE_OR_BOTH,
}
ORDERS = {
    "before": translatable("before"),
    "after": translatable("after"),
    "before, by clues": translatable("before, by clues"),
    "after, by clues": translatable("after, by clues"),
    "cannot be decided": translatable("cannot be decided"),
}
FIRMNESS = {
    "stated": translatable("stated"),
    "quoted": translatable("quoted"),
    "zou": translatable("zou"),
    "hope": translatable("hope"),
    "wish": translatable("wish"),
    "unsourced": translatable("without a source"),
}
UNITS = {
    translatable("percentage point", "percentage points"): "percentage points",
    translatable("mile", "miles"): "miles",
    translatable("foot", "feet"): "feet",
    translatable("minute", "minutes"): "minutes",
    translatable("hour", "hours"): "hours",
    translatable("day", "days"): "days",
    translatable("week", "weeks"): "weeks",
    translatable("month", "months"): "months",
    translatable("year", "years"): "years",
    translatable("decade", "decades"): "decades",
    translatable("century", "centuries"): "centuries",
    translatable("year of age", "years of age"): "years of age",
    translatable("month of age", "months of age"): "months of age",
    translatable("week of age", "weeks of age"): "weeks of age",
    translatable("day of age", "days of age"): "days of age",
    translatable("square mile", "square miles"): "square miles",
    translatable("knot", "knots"): "knots",
    translatable("ounce", "ounces"): "ounces",
}
"""The plural of the units that are words of English and not signs."""
CODES = {
    "kind": KINDS,
    "named": ONE_OR_BOTH,
    "relation": RELATIONS,
    "order": ORDERS,
    "firmness": FIRMNESS,
}
"""The columns whose values are words of the program."""
RULES = (
    translatable("it is told in the past: the article is not earlier"),
    translatable("it is told as lying ahead: the article is not later"),
    translatable("weekday and day agree in few years; it is at most a year away"),
    translatable("it is the same as {words}"),
    translatable("{feast} begins {words}"),
    translatable("{feast} ends {words}"),
    translatable("{feast} is {words}"),
    translatable("weekday rule"),
    translatable("the date of the article ({origin})"),
)
"""What a clue hangs on, besides WAITING and ASSUMPTIONS; before those of a calendar the table has *calendar:*."""
READINGS = (
    translatable("the calendar week"),
    translatable("the calendar month"),
    translatable("the calendar year"),
    translatable("about a week"),
    translatable("the last one"),
    translatable("the next one"),
    translatable("the {n} days before"),
    translatable("the {n} days after"),
    translatable("if {words} (sentence {n}) is the day of publication"),
    translatable("if {words} (sentence {n}) comes after {other} (sentence {m}), as they are told"),
    translatable("{feast} begins {days} ({calendar})"),
    translatable("{feast} ends {days} ({calendar})"),
    translatable("{feast} {days} ({calendar})"),
)
"""The readings of a clue; several of them are separated by a semicolon."""
CALENDARS = {
    "calendar": translatable("calendar"),
    "Umm al-Qura": translatable("Umm al-Qura"),
    "another calendar": translatable("another calendar"),
    "Umm al-Qura and other calendars": translatable("Umm al-Qura and other calendars"),
}
ORIGINS = {
    "header": translatable("header"),
    "column": translatable("column"),
    "filename": translatable("file name"),
    "clue": translatable("a clue"),
}


def is_in_words(column: str) -> bool:
    """Whether the values of a column are written in the language of the report, and are not English already."""
    return report_language() != "en" and (column in CODES or column in ("unit", "hangs_on", "alternative"))


def in_words(value: str, column: str) -> str:
    """A value in the language of the report; as it is, if the program does not know it."""
    if column in CODES:
        known = CODES[column].get(value)
        return say(known) if known else value
    if column == "unit":
        return say_counted(value, UNITS[value], 1) if value in UNITS else value
    if column == "alternative":
        return "; ".join(_sentence(part, READINGS) for part in value.split("; "))
    return _sentence(value.removeprefix(CALENDAR), (*RULES[:3], *WAITING, *RULES[3:], *ASSUMPTIONS))


def _sentence(text: str, known: tuple[str, ...]) -> str:
    sentence, values = matched(text, known)
    return say(sentence, **{name: _value(name, value) for name, value in values.items()}) if sentence else text


def _value(name: str, value: str) -> str:
    """What stands between the braces of a sentence: days, feasts and calendars in words, other words quoted."""
    if name == "days":
        return either_in_words(value)
    known = {"feast": FEASTS, "calendar": CALENDARS, "origin": ORIGINS}.get(name, {}).get(value)
    if known:
        return say(known)
    return value if name in ("n", "m", "feast", "calendar", "origin") else f"“{value}”"
