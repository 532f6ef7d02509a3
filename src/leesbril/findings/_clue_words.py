"""What clues to a date say, in the language of the report: the tables have it in English."""

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd

from leesbril.findings._phrasing import name_of, quoted, safe
from leesbril.wording import listed
from leesbril.wording.report_language import report_language, say, translatable

BETWEEN = " · "
CALENDAR = "calendar: "
WAITING = (
    translatable("{feast} begins {words}, in a year that no clue tells"),
    translatable("{feast} ends {words}, in a year that no clue tells"),
    translatable("{feast} is {words}, in a year that no clue tells"),
    translatable("weekday and day agree in few years; it is at most a year away, in a year that no clue tells"),
)
"""What `dated_by_clues` gives beside intervals: clues of a calendar, of which no other clue tells the year."""
READINGS = translatable("{n} readings, the first {days}")
CONDITIONS = (
    translatable("{days}, if {words} (sentence {n}) is the day of publication"),
    translatable("{days}, if {words} (sentence {n}) comes after {other} (sentence {m}), as they are told"),
)
"""What `dated_by_clues` gives as left under an assumption."""
ASSUMPTIONS = (
    translatable("that it is the {feast} of article {name} (sentence {n}: {words})"),
    translatable("that both speak of one and the same {feast}, whatever the year: then at least {n} days"),
    translatable(
        "that it tells the event that article {name} (sentence {n}) dates {words}, {days}; both sentences have {shared}"
    ),
    translatable("that it tells the event {words} of {days}: the article is not earlier"),
    translatable("that it tells the event {words} of {days}, by {other}"),
)
"""What `order_by_clues` gives as its assumptions."""
SAME_FEAST = ASSUMPTIONS[1]
"""The one that needs no date."""
FEASTS = {
    "Ramadan": translatable("Ramadan"),
    "Eid al-Fitr": translatable("Eid al-Fitr"),
    "Eid al-Adha": translatable("Eid al-Adha"),
    "Good Friday": translatable("Good Friday"),
    "Easter": translatable("Easter"),
    "Easter Sunday": translatable("Easter Sunday"),
    "Easter Monday": translatable("Easter Monday"),
    "Ascension Day": translatable("Ascension Day"),
    "Whitsun": translatable("Whitsun"),
    "Whit Sunday": translatable("Whit Sunday"),
    "Whit Monday": translatable("Whit Monday"),
    "New Year's Day": translatable("New Year’s Day"),
    "King's Day": translatable("King’s Day"),
    "Remembrance Day (4 May)": translatable("Remembrance Day (4 May)"),
    "Liberation Day (5 May)": translatable("Liberation Day (5 May)"),
    "Prinsjesdag": translatable("Budget Day"),
    "the eve of Sinterklaas": translatable("Sinterklaas"),
    "Christmas": translatable("Christmas"),
    "Christmas Day": translatable("Christmas Day"),
    "Boxing Day": translatable("Boxing Day"),
    "New Year's Eve": translatable("New Year’s Eve"),
}
"""What the tables call a feast, and what a report calls it."""
EDGES = (translatable("from {day}"), translatable("up to {day}"), translatable("any day"))
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_BRACES = re.compile(r"\\\{(\w+)\\\}")


def readings_in_words(text: str) -> tuple[str, str]:
    """The days that the readings of clues leave, and the clues that leave none for want of a year; either may be empty.

    >>> readings_in_words("12–18 June 2017 or 19–25 June 2017 · calendar: Easter is nu, in a year that no clue tells")
    ('12–18 June 2017 or 19–25 June 2017', 'Easter is “nu”, in a year that no clue tells')
    """
    days, waiting = [], []
    for part in text.split(BETWEEN):
        if said := _said(part.removeprefix(CALENDAR), WAITING):
            waiting.append(said)
        else:
            days.append(_said(part, (READINGS,)) or either_in_words(part))
    return "; ".join(days), "; ".join(waiting)


def conditions_in_words(text: str) -> str:
    """What would be left of a date, and under which assumption."""
    return "; ".join(_said(part, CONDITIONS) or safe(part) for part in text.split(BETWEEN))


def assumptions_in_words(text: str, labels: pd.Series | None) -> str:
    """What an order assumes: clauses that begin with *that*."""
    return listed([_said(part, ASSUMPTIONS, labels) or safe(part) for part in text.split(BETWEEN)])


def undated_apart(text: str) -> tuple[str, str, int]:
    """The assumptions that rest on a date, those that need none, and the most days that lie between by the latter.

    The number of days is left out of the words; it is 0 where every assumption rests on a date.

    >>> undated_apart("that x · that both speak of one and the same Easter, whatever the year: then at least 9 days")
    ('that x', 'that both speak of one and the same Easter, whatever the year', 9)
    """
    dated, undated, most = [], [], 0
    for part in text.split(BETWEEN):
        _, found = matched(part, (SAME_FEAST,))
        if found:
            undated.append(say("that both speak of one and the same {feast}, whatever the year",
                               **dict(_values({"feast": found["feast"]}, None))))  # fmt: skip
            most = max(most, int(found["n"]))
        else:
            dated.append(part)
    return BETWEEN.join(dated), listed(undated) if undated else "", most


def days_in_words(written: str) -> str:
    """An interval of days, as `26–31 May 2017` or `from 1 January 2014`, in the language of the report."""
    for edge in EDGES:
        if found := _pattern(edge).fullmatch(written):
            return say(edge, **{name: days_in_words(value) for name, value in found.groupdict().items()})
    return re.sub("|".join(MONTHS), lambda found: _months(report_language())[MONTHS.index(found[0])], safe(written))


def either_in_words(text: str) -> str:
    """One interval, or several of which one holds."""
    listed_days = [days_in_words(days) for days in text.split(" or ")]
    if len(listed_days) < 2:
        return listed_days[0]
    return say("{first} or {last}", first=", ".join(listed_days[:-1]), last=listed_days[-1])


def _said(text: str, sentences: tuple[str, ...], labels: pd.Series | None = None) -> str:
    """The text in the language of the report, if it is one of the sentences; else empty."""
    sentence, values = matched(text, sentences)
    return say(sentence, **dict(_values(values, labels))) if sentence else ""


def matched(text: str, sentences: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """The first of the sentences that a text is, and the words that stand between its braces; empty if it is none."""
    for sentence in sentences:
        if found := _pattern(sentence).fullmatch(text):
            return sentence, found.groupdict()
    return "", {}


def _values(found: dict[str, str], labels: pd.Series | None) -> Iterator[tuple[str, str]]:
    for name, value in found.items():
        if name == "days":
            yield name, either_in_words(value)
        elif name == "feast":
            yield name, say(FEASTS[value]) if value in FEASTS else safe(value)
        elif name == "name":
            known = [] if labels is None else [one for one in labels.index if str(one) == value]
            yield name, name_of(known[0], labels) if known else quoted(value)
        else:
            yield name, safe(value) if name in ("n", "m") else quoted(value)


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """A sentence with any words between its braces, as few as do, and a feast where one belongs."""
    feasts = "|".join(map(re.escape, sorted(FEASTS, key=len, reverse=True)))

    def group(found: re.Match[str]) -> str:
        return f"(?P<{found[1]}>{feasts if found[1] == 'feast' else '.+?'})"

    return re.compile(_BRACES.sub(group, re.escape(sentence)), re.DOTALL)


@cache
def _months(language: str) -> list[str]:
    from babel.dates import get_month_names

    names = get_month_names("wide", locale=language)
    return [names[number] for number in range(1, 13)]
