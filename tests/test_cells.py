"""Every word and sentence that the facts put into a table is known to the findings, which write it in Dutch."""

import ast
import tomllib
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest
from in_dutch import in_dutch

import leesbril as lb
from leesbril.dates import order
from leesbril.facts import clue_order
from leesbril.facts import quantities_side_by_side as beside
from leesbril.facts._attributions import scopes
from leesbril.facts._clues import clues
from leesbril.facts._names import mentions
from leesbril.facts._times import feasts
from leesbril.findings import _cells
from leesbril.findings._clue_words import FEASTS

FACTS = Path(clues.__file__).parents[1]


def units() -> set[str]:
    """The units of all languages that are words of English, and not signs."""
    found: set[str] = set()
    for file in resources.files("leesbril.facts.data").iterdir():
        if file.name.startswith("quantities."):
            found |= set(tomllib.loads(file.read_text(encoding="utf-8"))["units"])
    return {unit for unit in found if len(unit) > 3 and unit.islower() and "/" not in unit}


@pytest.mark.parametrize(
    ("known", "made"),
    [
        (_cells.KINDS, set(filter(None, mentions.KINDS))),
        (_cells.KINDS, {clues.HEADER, clues.NAMED, clues.CALENDAR, clues.WEEKDAY, clues.EVENT, clues.TIED}),
        (_cells.RELATIONS, {*beside.RELATIONS, "both"}),
        (_cells.ORDERS, set(order._ORDERS) | {clue_order.BY_CLUES.format(one) for one in ("before", "after")}),
        (
            _cells.FIRMNESS,
            {*scopes.FIRMNESS.values(), scopes.STATED, scopes.QUOTED, scopes.REPORTED, scopes.UNSOURCED},
        ),
        (_cells.CALENDARS, {edge.calendar for feast in feasts.NAMES for edge in feasts.edges_of(feast, "day")}),
        (_cells.CALENDARS, {edge.calendar for edge in feasts.edges_of("ramadan", "end")}),
        (FEASTS, set(feasts.NAMES.values())),
    ],
)
def test_every_code_is_known(known, made):
    assert made <= set(known)


def test_every_unit_that_is_a_word_is_known():
    signs = {"barrel", "inch", "yard", "acre", "gallon", "bushel", "cent"}  # the same in a Dutch table
    assert units() - signs <= set(_cells.UNITS)


EVENTS = pd.DataFrame({"date": ["2017-06-16"], "words": ["moskee verwoest"]})
TEXTS = [
    "De ramadan is vrijdag begonnen. Zaterdag begon het offensief van leger en stad.",
    "De ramadan eindigt volgende week. Woensdag is het leger in de stad.",
    "In maart 2017 begon de bouw. Morgen is het Koningsdag. Vorig jaar was er meer.",
    "In mei 2018 zal de brug opengaan. Goede Vrijdag is vandaag.",
    "De moskee is verwoest. Gisteren, 12 mei 2017, viel de stad. Zondag 14 mei is de wedstrijd.",
    "Pasen is volgende maand. Komende week is het Suikerfeest. Afgelopen week was het Kerstmis.",
    "De moskee werd gisteren verwoest. Het offensief van Irak in Mosul begon in oktober.",
    "Het offensief van Irak in Mosul begon in oktober vorig jaar.",
]


def test_whatever_a_clue_hangs_on_is_written_in_dutch():
    articles = pd.DataFrame({"text": TEXTS, "language": "nl"})
    days = pd.to_datetime([None, None, None, None, "2017-05-14", "2017-03-20", None, "2017-05-28"])
    articles = articles.assign(date_start=days, date_end=days + pd.Timedelta(days=1))
    pairs = pd.DataFrame({"article_a": [0, 6, 0], "article_b": [1, 7, 7]})
    found = lb.date_clues(articles, EVENTS, pairs=pairs)
    assert set(found["kind"]) >= {"header", "named", "calendar", "event"}
    with in_dutch():
        for column in ("hangs_on", "alternative"):
            for value in found[column].dropna().unique():
                for part in value.split("; ") if column == "alternative" else [value]:
                    assert _cells.in_words(part, column) != part or part in ("Umm al-Qura",), (column, part)


def literals(name: str) -> set[str]:
    """The sentences that a module of the facts gives as readings: literals of `Reading(…)`."""
    tree = ast.parse((FACTS / name).read_text(encoding="utf-8"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reading"
    ]
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant) and call.args[0].value}


def test_every_reading_is_known():
    assert literals("_times/meanings.py") == {"the last one", "the next one", "the calendar week", "about a week"}
    assert literals("_times/meanings.py") <= set(_cells.READINGS)
