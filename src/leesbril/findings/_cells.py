"""Cells of a table that hold a word or a sentence of the program, in the language of the report.

The frames have them in English, as they are named in code; what articles say is never changed.
"""

from leesbril.findings._clue_words import ASSUMPTIONS, CALENDAR, FEASTS, WAITING, either_in_words, matched
from leesbril.findings._folder import PROBLEMS
from leesbril.findings._load_reasons import reason_in_words, with_marks
from leesbril.wording.report_language import report_language, say, say_counted, translatable
from leesbril.wording.settings import SETTINGS

NUMBER = translatable("number")
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
    "acronym": translatable("acronym"),
    "link": translatable("link"),
    "hashtag": translatable("hashtag"),
    "mention": translatable("mention of an account"),
    "time": translatable("time"),
    "body": translatable("body text"),
    "exact": translatable("exact"),
    "near": translatable("nearly the same"),
    # Said by others with a plural, or as a kind of problem.
    "number": NUMBER,
    "word": "word",
    "term": "term",
    "heading": "heading",
    "sentence": "sentence",
    "version": "version",
}
"""The kinds of names, of clues to a date, of words, of paragraphs, of passages and of duplicates."""
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
OTHER_PROBLEMS = {
    "skipped": "skipped",
    "left aside": translatable("left aside"),
    "undated": "undated",
    "duplicate": translatable("duplicate"),
}
"""Kinds of problem that a finding says in a line of its own."""
STATUSES = {"read": translatable("read"), "skipped": translatable("skipped")}
PRECISIONS = {unit: unit for unit in ("year", "month", "day", "hour", "minute", "second")}
"""Said elsewhere with a plural."""
IDF_SOURCES = {
    "none": translatable("none"),
    "background": translatable("background"),
    "background (n-grams)": translatable("background (n-grams)"),
    "corpus": translatable("corpus"),
    "corpus (degenerate)": translatable("corpus (degenerate)"),
}
SPREADS = {
    "widespread": translatable("widespread"),
    "one publisher": translatable("one publisher"),
    "several publishers": translatable("several publishers"),
    "several publishers within days": translatable("several publishers within days"),
    "publishers unknown": translatable("publishers unknown"),
}
CHANGES = {
    "added": translatable("added"),
    "dropped": translatable("dropped"),
    "changed": translatable("changed"),
    "moved": translatable("moved"),
}
CODES = {
    "kind": KINDS,
    "named": ONE_OR_BOTH,
    "relation": RELATIONS,
    "order": ORDERS,
    "firmness": FIRMNESS,
    "status": STATUSES,
    "date_precision": PRECISIONS,
    "idf_source": IDF_SOURCES,
    "setting": SETTINGS,
    "spread": SPREADS,
    "change": CHANGES,
}
"""The columns whose values are words of the program."""
WHY = (
    translatable("earliest"),
    translatable("longest"),
    translatable("listed first"),
)
"""Why a duplicate is kept; a story says why by terms or a passage of its articles."""
NO_ORDER_OR_PERIOD = (
    translatable("article_a has no date"),
    translatable("article_b has no date"),
    translatable("neither has a date"),
    translatable("their dates overlap"),
    translatable("without a date"),
    translatable("date longer than a day"),
    translatable("date longer than a week"),
    translatable("date longer than a month"),
    translatable("date longer than a quarter"),
    translatable("date longer than a year"),
    translatable("date in two days"),
    translatable("date in two weeks"),
    translatable("date in two months"),
    translatable("date in two quarters"),
    translatable("date in two years"),
)
IN_A_STORY = (
    translatable("shared passages"),
    translatable("text within days"),
    translatable("text alone, no date"),
    translatable("an earlier run"),
)
EVIDENCE = (
    translatable("no article"),
    translatable("fewer than ten articles"),
    translatable("ten articles or more"),
    translatable("in no period: {reason}"),
    translatable("seen once"),
    translatable("in one article"),
    translatable("in {n} articles"),
    translatable("described only: 1 article against {m}"),
    translatable("described only: {n} articles against {m}"),
    translatable("effect size, no test: {n} articles against {m}"),
    translatable("not tested: in 1 article"),
    translatable("not tested: in {n} articles"),
    translatable("more in {name}: p = {p} over articles ({n} permutations, smallest p possible {least})"),
    translatable("no difference shown: p = {p} over articles ({n} permutations, smallest p possible {least})"),
    translatable("all of it in one article"),
    translatable("more than half of it in one article"),
    translatable("1 article without a label or without words left out"),
    translatable("{n} articles without a label or without words left out"),
    translatable("no dated article"),
    translatable("described only: 1 article"),
    translatable("described only: {n} articles"),
    translatable("earlier matches beyond the noise: {n} articles"),
    translatable("no more than the noise: {n} articles"),
    translatable("1 pair undecided"),
    translatable("{n} pairs undecided"),
    translatable("{n} in no group"),
    translatable("a stratum of which nothing was read"),
    translatable("no precision: nothing to compute it from"),
    translatable("no recall: nothing to compute it from"),
    translatable("precision anywhere from {low} to {high}"),
    translatable("recall anywhere from {low} to {high}"),
    translatable("{n} pairs read"),
)
"""What the number of articles allows to be said; several of them are separated by a semicolon."""
WORD_LEVEL = (translatable("if words were independent"),)
SENTENCES = {
    "why": WHY,
    "evidence": EVIDENCE,
    "word_level": WORD_LEVEL,
}
"""The columns whose values are sentences of the program, separated by semicolons."""
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

AS_THEY_ARE = ("n", "m", "name", "feast", "calendar", "origin")
"""Words between braces that are not quoted."""


def is_in_words(column: str) -> bool:
    """Whether the values of a column are written in the language of the report, and are not English already."""
    others = ("unit", "hangs_on", "alternative", "date_origin", "problem", "problems", "reason")
    return report_language() != "en" and (column in CODES or column in SENTENCES or column in others)


def in_words(value: str, column: str) -> str:
    """A value in the language of the report; as it is, if the program does not know it."""
    codes = ORIGINS if column == "date_origin" else CODES.get(column)
    if codes is not None:
        known = codes.get(value)
        return say(known) if known else value
    if column == "unit":
        return say_counted(value, UNITS[value], 1) if value in UNITS else value
    if column in ("problem", "problems"):
        return "; ".join(_problem(kind) for kind in value.split("; "))
    if column == "reason":
        return _reason(value)
    if column in SENTENCES:
        return "; ".join(_sentence(part, SENTENCES[column]) for part in value.split("; "))
    if column == "alternative":
        return "; ".join(_sentence(part, READINGS) for part in value.split("; "))
    return _sentence(value.removeprefix(CALENDAR), (*RULES[:3], *WAITING, *RULES[3:], *ASSUMPTIONS))


def _problem(kind: str) -> str:
    return say(kind) if kind in PROBLEMS else say(OTHER_PROBLEMS[kind]) if kind in OTHER_PROBLEMS else kind


def _reason(value: str) -> str:
    """A reason of an order, a period, a story or a load report."""
    return say(value) if value in (*NO_ORDER_OR_PERIOD, *IN_A_STORY) else reason_in_words(value)


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
    if name == "reason":
        return _reason(value)
    if name in ("p", "least", "low", "high"):
        return value.replace(".", ",")
    return with_marks(value) if name in AS_THEY_ARE else f"“{value}”"
