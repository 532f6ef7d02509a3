"""Time expressions: which are found, and which days they mean."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from babel.dates import get_month_names as month_names
from hypothesis import given
from hypothesis import strategies as st

from leesbril.facts._times.days import easter, weekday
from leesbril.facts._times.feasts import edges_of
from leesbril.facts._times.tense import cues_of, is_past, quotations, tense_at
from leesbril.facts.times import times

GOLD = Path(__file__).parent / "gold" / "seeds_times.csv"
DAYS = st.dates(date(1995, 1, 1), date(2035, 12, 31))
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = tuple(month_names("wide", locale="nl").values())


def found(text: str, language: str = "nl") -> list[str]:
    return times(pd.DataFrame({"text": [text], "language": language}))["written"].tolist()


def meant(text: str, published: str, language: str = "nl") -> tuple[str, str]:
    """The first and the last day of the only expression in a text."""
    [row] = times(pd.DataFrame({"text": [text], "language": language}), published).itertuples()
    return f"{row.from_day:%Y-%m-%d}", f"{row.to_day - timedelta(1):%Y-%m-%d}"


def test_the_times_of_the_seeds_are_all_found_with_few_others(seeds):
    rows, gold = times(seeds), csv.DictReader(GOLD.read_text(encoding="utf-8").splitlines())
    places = [(one["article"], int(one["start"]), int(one["end"])) for one in gold]
    spans = list(zip(rows["article"], rows["start"], rows["end"], strict=True))
    named = [place for place in places if any(_overlap(place, span) for span in spans)]
    assert len(named) == len(places) == 24
    # The feast itself, and the heading "Moskee heroveren voor einde ramadan".
    assert len(rows) <= 26
    assert all(seeds.loc[row.article, "text"][row.start : row.end] == row.written for row in rows.itertuples())


def _overlap(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het was de dodelijkste slag tot nu toe.", ["tot nu toe"]),
        ("Er zijn er nu nog tien.", ["nu"]),
        ("Dat meldt nu.nl.", []),
        ("De Zwarte Zaterdag was druk.", []),
        ("Het was zaterdag druk.", ["zaterdag"]),
        ("Zaterdag was het druk.", ["Zaterdag"]),
        ("ZATERDAG WAS HET DRUK IN DE STAD", ["ZATERDAG"]),
        ("Hij leest De Morgen.", []),
        ("Hij komt morgen.", ["morgen"]),
        ("In de morgen komt hij.", []),
        ("Het regende in mei.", ["in mei"]),
        ("Theresa Mei sprak.", []),
        ("Jan won. Op 3 jan. 2017 ook, en do 7 mrt. niet.", ["3 jan. 2017", "7 mrt."]),
        ("Keizer Augustus stierf in augustus.", ["in augustus"]),
        ("Sinterklaas kwam met pakjesavond.", ["pakjesavond"]),
        ("Hij bouwde in 1600 woningen.", []),
        ("In 1600 werd de stad belegerd.", ["In 1600"]),
        ("Er staan in 2014 woningen leeg.", []),
        ("De club won met 2-1.", []),
        ("Het station telt 2016 reizigers.", []),
        ("In 2014 riep hij het uit.", ["In 2014"]),
        ("Het seizoen 2016-2017 begon.", []),
        ("Op 12 mei 2017 en op 3-4-2018 en 2019-05-06.", ["12 mei 2017", "3-4-2018", "2019-05-06"]),
        ("Om 20.14 uur begon het.", []),
        ("De aanval begon in oktober vorig jaar.", ["in oktober vorig jaar"]),
        ("Twee weken geleden begon het.", ["Twee weken geleden"]),
        ("Dat was een jaar eerder.", ["een jaar eerder"]),
        ("Hij kwam “vrijdag\xa0 \navond” aan.", ["vrijdag"]),
        ("Op Goede Vrijdag en Tweede Kerstdag.", ["Goede Vrijdag", "Tweede Kerstdag"]),
        ("Het gebeurde voor het begin van de ramadan.", ["voor het begin van de ramadan"]),
        ("Zo ging het, en zo gaat het.", []),
    ],
)
def test_what_is_a_time_and_what_only_looks_like_one(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They march on.", []),
        ("They may come.", []),
        ("In March it rained.", ["In March"]),
        ("Last Friday's vote failed.", ["Last Friday"]),
        ("Sales rose in the last two years.", ["in the last two years"]),
        ("The first half of 1600 shares.", []),
        ("He left on May 12, 2017, two weeks ago.", ["May 12, 2017", "two weeks ago"]),
    ],
)
def test_english_has_its_own_patterns(text, expected):
    assert found(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        # 31 May 2017 is a Wednesday.
        ("Vrijdag begon het.", "2017-05-31", "2017-05-26", "2017-05-26"),
        ("Woensdag begon het.", "2017-05-31", "2017-05-31", "2017-05-31"),
        ("Afgelopen woensdag begon het.", "2017-05-31", "2017-05-24", "2017-05-24"),
        ("Vrijdag zal het beginnen.", "2017-05-31", "2017-06-02", "2017-06-02"),
        ("Gisteren begon het.", "2017-05-31", "2017-05-30", "2017-05-30"),
        ("Het begint overmorgen.", "2017-05-31", "2017-06-02", "2017-06-02"),
        # The week from Monday 22 to Sunday 28 May, or seven days back give or take three: 21 to 27 May.
        ("Vorige week begon het.", "2017-05-31", "2017-05-21", "2017-05-28"),
        # Two full weeks, or rounded: 20 to 10 days, as 1.5 weeks are 10.5 days.
        ("Twee weken geleden begon het.", "2017-05-31", "2017-05-11", "2017-05-21"),
        ("Drie dagen geleden begon het.", "2017-05-31", "2017-05-28", "2017-05-28"),
        ("Het begon in oktober vorig jaar.", "2017-05-31", "2016-10-01", "2016-10-31"),
        ("Het begon in mei.", "2017-05-31", "2017-05-01", "2017-05-31"),
        # With *al* it is over.
        ("Het begon al in mei.", "2017-05-31", "2016-05-01", "2016-05-31"),
        ("In 2014 begon het.", "2017-05-31", "2014-01-01", "2014-12-31"),
        ("Sinds 2014 gebeurt het.", "2017-05-31", "2014-01-01", "2017-05-31"),
        ("Op 30 februari 2016 en later niet.", "2017-05-31", "NaT", "NaT"),
    ],
)
def test_the_days_that_a_time_means(text, published, first, last):
    row = times(pd.DataFrame({"text": [text], "language": "nl"}), published).iloc[0]
    days = [row["from_day"], row["to_day"] - pd.Timedelta(1, "D")]
    assert [str(day)[:10] for day in days] == [first, last]


def test_a_publication_that_is_an_interval_gives_the_first_and_the_last_day_that_are_possible():
    toy = pd.DataFrame({"text": ["Vrijdag begon het."], "language": "nl"})
    toy["date_start"], toy["date_end"] = pd.Timestamp("2017-05-26"), pd.Timestamp("2017-06-01")
    # From Friday 26 May on that day; up to Wednesday 31 May it is that Friday too.
    [row] = times(toy).itertuples()
    assert (row.from_day, row.to_day) == (pd.Timestamp("2017-05-26"), pd.Timestamp("2017-05-27"))


def test_without_a_publication_only_named_days_are_known(toy):
    rows = times(toy("Vrijdag begon het. In 2014 ook.").assign(language="nl"))
    assert rows["from_day"].isna().tolist() == [True, False]


def test_no_articles_and_empty_ones_give_an_empty_table(toy):
    for texts in ([], [""], ["Niets."]):
        rows = times(toy(*texts).astype({"text": "str"}).assign(language="nl"))
        assert len(rows) == 0
        assert rows["from_day"].dtype == "datetime64[us]"


def test_a_language_without_rules_is_named():
    with pytest.raises(ValueError, match="has no rules for 'fr'; it has them for en, nl"):
        times(pd.DataFrame({"text": ["Vendredi."], "language": "fr"}))


@pytest.mark.parametrize("published", [5, "vrijdag", "", pd.NaT])
def test_a_publication_that_is_no_day_is_named(published):
    with pytest.raises(ValueError, match="published must be a day"):
        times(pd.DataFrame({"text": ["Vrijdag."], "language": "nl"}), published)


@given(DAYS, st.integers(0, 6))
def test_a_weekday_in_the_past_is_within_the_last_week(published, ago):
    told = published - timedelta(ago)
    first, last = meant(f"Het begon {WEEKDAYS[told.weekday()]}.", published.isoformat())
    assert first == last == told.isoformat()


@given(DAYS, st.integers(0, 400))
def test_days_ago_hold_the_day_that_is_told(published, ago):
    told = (published - timedelta(ago)).isoformat()
    first, last = meant(f"Het begon {ago} dagen geleden.", published.isoformat())
    assert first <= told <= last


@given(DAYS, st.sampled_from([("weken", 7), ("maanden", 31), ("jaar", 365)]), st.integers(1, 40), st.data())
def test_units_ago_hold_the_day_if_as_many_full_units_have_passed(published, unit, number, data):
    name, length = unit
    days = int(number * {"weken": 7, "maanden": 30.4, "jaar": 365.25}[name]) + data.draw(st.integers(0, length - 4))
    told = (published - timedelta(days)).isoformat()
    first, last = meant(f"Het begon {number} {name} geleden.", published.isoformat())
    assert first <= told <= last


@given(DAYS, st.integers(-1, 1), st.integers(0, 6))
def test_a_week_holds_all_days_of_the_calendar_week(published, weeks, day):
    monday = published - timedelta(published.weekday())
    told = (monday + timedelta(7 * weeks + day)).isoformat()
    name = {-1: "vorige", 0: "deze", 1: "volgende"}[weeks]
    first, last = meant(f"Het gebeurt {name} week.", published.isoformat())
    assert first <= told <= last


@given(DAYS, st.integers(0, 364))
def test_the_last_month_of_a_name_holds_the_day(published, ago):
    told = published - timedelta(ago)
    if (told.year, told.month) == (published.year - 1, published.month):
        return  # a year ago one says *vorig jaar*
    first, last = meant(f"Het begon in {MONTHS[told.month - 1]}.", published.isoformat())
    assert first <= told.isoformat() <= last


@pytest.mark.parametrize(
    ("year", "sunday"), [(1990, "1990-04-15"), (2000, "2000-04-23"), (2011, "2011-04-24"), (2038, "2038-04-25")]
)
def test_easter_is_on_the_sunday_of_the_calendar(year, sunday):
    assert date.fromordinal(easter(year)).isoformat() == sunday
    assert weekday(easter(year)) == 6


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("kings_day", "2014-04-26"),  # 27 April 2014 is a Sunday
        ("kings_day", "2017-04-27"),
        ("kings_day", "2013-04-30"),
        ("budget", "2017-09-19"),  # Tuesdays 5, 12, 19 September
        ("ascension", "2019-05-30"),
        ("good_friday", "2017-04-14"),
        ("fitr", "2017-06-25"),
    ],
)
def test_feasts_are_on_their_days(feast, day):
    days = {
        date.fromordinal(one.days[0]).isoformat()
        for one in edges_of(feast, "day")
        if one.calendar != "another calendar"
    }
    assert day in days


def test_ramadan_begins_on_the_evening_or_the_day_and_ends_with_the_feast():
    # Umm al-Qura 1438: first fast on Saturday 27 May, feast on Sunday 25 June 2017; in Iraq the feast was a day later.
    begin = [one.days for one in edges_of("ramadan", "begin") if one.year == 2017]
    assert [tuple(map(_day, days)) for days in begin] == [("2017-05-26", "2017-05-29")]
    end = [tuple(map(_day, one.days)) for one in edges_of("ramadan", "end") if one.year == 2017]
    assert ("2017-06-24", "2017-06-26") in end
    assert ("2017-06-26", "2017-06-27") in end


def _day(number: int) -> str:
    return date.fromordinal(number).isoformat()


@pytest.mark.parametrize(
    ("sentence", "tense"),
    [
        ("In 2014 riep hij het uit.", "past"),
        ("In 2014 dropte het leger pamfletten.", "past"),
        ("Het is in 2014 begonnen.", "past"),
        ("In 2014 zal het beginnen.", "future"),
        ("In 2014 moet het klaar zijn.", "future"),
        ("In 2014 zou het beginnen.", "open"),
        ("In 2014 is het zover.", "open"),
        ("Er is afgesproken dat in 2014 sprake is van winst.", "open"),
        ("Het plan was om in 2014 te beginnen.", "open"),
        ("In 2014 begint het.", "open"),
    ],
)
def test_the_tense_is_that_of_the_clause(sentence, tense):
    start = sentence.index("in 2014" if "in 2014" in sentence else "In 2014")
    assert tense_at(sentence, start, start + 7, cues_of("nl")) == tense


@pytest.mark.parametrize(
    ("word", "past"),
    [
        ("opende", True),
        ("gooide", True),
        ("kende", True),
        ("plaatste", True),
        ("gebeurde", True),
        ("volgende", False),
        ("grootste", False),
        ("genoemde", False),
        ("einde", False),
        ("gemeente", False),
        ("verklaarde", False),  # who says it says nothing of when it was
    ],
)
def test_a_past_has_its_ending(word, past):
    assert is_past(word, cues_of("nl")) == past


def test_quotations_are_closed_and_an_apostrophe_opens_none():
    assert quotations('foto\'s en ‘zijn’ en "dat" en ’s avonds') == [(10, 16), (20, 25)]
