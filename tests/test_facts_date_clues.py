"""Clues to the day of publication: what each leaves, what all leave, and the order of two articles by them."""

from datetime import date, timedelta

import pandas as pd
import pytest
from babel.dates import get_month_names as month_names
from hypothesis import assume, given
from hypothesis import strategies as st

from leesbril.facts._times.days import easter
from leesbril.facts.clue_order import order_by_clues
from leesbril.facts.date_clues import date_clues, dated_by_clues
from leesbril.tokenisation.build import tokens

FIRST, SECOND = "000_850d7661f628d64b", "002_5f6de70efd7ba129"
BOTH = pd.DataFrame({"article_a": [FIRST], "article_b": [SECOND]})
DAYS = st.dates(date(1995, 1, 1), date(2035, 12, 31))
MONTHS = tuple(month_names("wide", locale="nl").values())
WHEN = ("vorige week", "volgende week", "gisteren", "vandaag", "morgen")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def dutch(*texts: str, **columns: object) -> pd.DataFrame:
    return pd.DataFrame({"text": list(texts), "language": "nl", **columns}, index=list("abcdefgh"[: len(texts)]))


def left(articles: pd.DataFrame, article: str = "a", **more: object) -> tuple[str, str]:
    """The first and the last day that are left of an article."""
    row = dated_by_clues(articles, **more).loc[article]
    return str(row["date_start"])[:10], str(row["date_end"] - pd.Timedelta(1, "D"))[:10]


def kinds(text: str) -> list[str]:
    return date_clues(dutch(text))["kind"].tolist()


def test_the_first_seed_is_dated_to_the_end_of_may(seeds):
    # Header: May. Ramadan began on the evening of Friday 26 May; that Friday is one of the last seven days: 26 May to
    # 1 June. Together 26 to 31 May. If the Saturday of the news follows that Friday, it is 27 May at the earliest.
    row = dated_by_clues(seeds).loc[FIRST]
    assert (row["date_start"], row["date_end"]) == (pd.Timestamp("2017-05-26"), pd.Timestamp("2017-06-01"))
    assert row["date_origin"] == "clue"
    assert row["assuming"].startswith("27–31 May 2017, if Zaterdag (sentence 2) comes after vrijdag (sentence 20)")


def test_the_second_seed_alone_has_no_year(seeds):
    row = dated_by_clues(seeds).loc[SECOND]
    assert (str(row["date_start"])[:10], row["date_end"] is pd.NaT) == ("2014-01-01", True)
    assert row["alternatives"] == "calendar: Ramadan ends volgende week, in a year that no clue tells"


@pytest.mark.parametrize(
    "more",
    [{"pairs": BOTH}, {"events": pd.DataFrame({"date": ["2016-10-17"], "words": ["offensief begon"]})}],
    ids=["tied to the first", "with a known event"],
)
def test_the_second_seed_is_dated_to_two_weeks_of_june_with_both_wednesdays(seeds, more):
    # The week before that in which Ramadan ends: 12–18 June (its last day or the feast on 24 or 25 June), or 19–25 June
    # (the feast on Monday 26 June).
    row = dated_by_clues(seeds, **more).loc[SECOND]
    assert (row["date_start"], row["date_end"]) == (pd.Timestamp("2017-06-12"), pd.Timestamp("2017-06-26"))
    assert {"12–18 June 2017", "19–25 June 2017"} <= set(row["alternatives"].split(" or "))
    assert row["assuming"] == "14 June 2017 or 21 June 2017, if woensdag (sentence 1) is the day of publication"


def test_the_seeds_are_in_order_by_clues_only(seeds):
    row = order_by_clues(seeds, BOTH).iloc[0]
    assert (row["order"], row["without_clues"]) == ("before, by clues", "cannot be decided")
    assert "one and the same Ramadan, whatever the year: then at least 9 days" in row["assumptions"]


def test_one_ramadan_orders_two_articles_without_a_calendar_or_a_year():
    # The first is published at most 6 days after the first day of fasting: on its day 7. The second at most 13 days
    # before the last one, which is day 29 or later: on day 16 at the earliest. 16 - 7 = 9.
    articles = dutch("De ramadan is vrijdag begonnen.", "De ramadan eindigt volgende week.", "De stad viel vrijdag.")
    pairs = pd.DataFrame({"article_a": ["a", "b", "a"], "article_b": ["b", "a", "c"]})
    rows = order_by_clues(articles, pairs)
    assert rows["order"].tolist() == ["before, by clues", "after, by clues", "cannot be decided"]
    assert rows["days"].tolist()[:2] == [9, 9]


def test_dates_that_decide_need_no_clues():
    moments = [pd.Timestamp("2017-05-01"), pd.Timestamp("2017-06-01")]
    articles = dutch("Een.", "Twee.", date_start=moments, date_end=[moments[1], pd.Timestamp("2017-07-01")])
    row = order_by_clues(articles, pd.DataFrame({"article_a": ["a"], "article_b": ["b"]})).iloc[0]
    assert (row["order"], row["days"]) == ("before", 1)
    assert pd.isna(row["clues"])
    assert pd.isna(row["assumptions"])


def test_hours_that_an_article_has_are_kept():
    moment = {"date_start": [pd.Timestamp("2017-05-26 14:30")], "date_end": [pd.Timestamp("2017-05-26 14:31")]}
    row = dated_by_clues(dutch("In 2014 begon het.", **moment)).loc["a"]
    assert (row["date_start"], row["date_end"]) == (moment["date_start"][0], moment["date_end"][0])
    assert row["date_origin"] == "column"


def test_hours_decide_the_order_of_one_day_without_clues():
    hours = [pd.Timestamp("2017-05-26 14:00"), pd.Timestamp("2017-05-26 15:00"), pd.Timestamp("2017-05-26 16:00")]
    articles = dutch(
        "De ramadan eindigt volgende week.", "De ramadan is vrijdag begonnen.", date_start=hours[:2], date_end=hours[1:]
    )
    row = order_by_clues(articles, pd.DataFrame({"article_a": ["a"], "article_b": ["b"]})).iloc[0]
    assert (row["order"], row["days"]) == ("before", 0)


def test_a_bare_weekday_bounds_nothing():
    assert kinds("Vrijdag begon het offensief.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2014 begon het.", ("2014-01-01", "NaT")),
        ("Op 12 mei 2014 begon het.", ("2014-05-12", "NaT")),
        ("Sinds maart 2014 duurt het.", ("2014-03-01", "NaT")),
        ("In 2014 zal het beginnen.", ("NaT", "2014-12-31")),
        ("In 2012 begon het. In 2014 zal het eindigen.", ("2012-01-01", "2014-12-31")),
        ("Het begon gisteren, 12 mei 2014.", ("2014-05-13", "2014-05-13")),
        ("Het begon vorig jaar (2013).", ("2014-01-01", "2014-12-31")),
        # No clues: other tenses, quotations, comparisons, dates of files, a purpose, a number of things.
        ("In 2014 begint het.", ("NaT", "NaT")),
        ("In 2014 zou het beginnen.", ("NaT", "NaT")),
        ("Het plan was om in 2014 te beginnen.", ("NaT", "NaT")),
        ("“In 2014 begon het”, zei hij.", ("NaT", "NaT")),
        ("Er kwamen er meer dan in 2014.", ("NaT", "NaT")),
        ("Load-Date: op 12 mei 2014 werd dit bewaard.", ("NaT", "NaT")),
        ("Bijgewerkt op 12 mei 2014 door de redactie die het begon.", ("NaT", "NaT")),
        ("In 2014 woningen begon de sloop.", ("NaT", "NaT")),
        ("De contractdatum 12 mei 2014 werd genoemd.", ("NaT", "NaT")),
    ],
)
def test_what_a_sentence_leaves(text, expected):
    assert left(dutch(text)) == expected


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        ("De ramadan is vrijdag begonnen.", True),
        ("Vrijdag is de ramadan begonnen.", True),
        ("Het einde van de ramadan is volgende week.", True),
        ("Ze hopen het te halen voor het einde van de ramadan. Dat is volgende week.", True),
        ("Ze hopen het te halen voor het einde van de ramadan, die volgende week eindigt.", True),
        ("Vandaag is het Koningsdag.", True),
        ("Tijdens de ramadan begon vrijdag een actie.", False),
        ("Na het einde van de ramadan is vrijdag een festival begonnen.", False),
        ("De ramadan is zwaar. Vrijdag is het druk.", False),
        ("Koningsdag is altijd druk. Morgen is het markt.", False),
        ("De ramadan begint niet vrijdag.", False),
        ("“De ramadan is vrijdag begonnen”, zei hij.", False),
    ],
)
def test_a_feast_is_a_clue_only_where_it_is_said_when_it_is(text, clue):
    assert ("calendar" in kinds(text)) == clue


def test_a_feast_in_no_year_is_said_and_left_open():
    rows = date_clues(dutch("Vandaag is het Koningsdag."))
    assert rows["date_start"].isna().all()
    assert rows["hangs_on"].tolist() == ["calendar: King's Day is vandaag, in a year that no clue tells"]


def test_a_feast_has_a_day_where_other_clues_leave_one_year():
    year = {"date_start": [pd.Timestamp("2017-01-01")], "date_end": [pd.Timestamp("2018-01-01")]}
    assert left(dutch("Morgen is het Koningsdag.", **year)) == ("2017-04-26", "2017-04-26")
    # Two Easter days: "tomorrow is Easter" is said the day before either.
    assert left(dutch("Morgen is het Pasen.", **year)) == ("2017-04-15", "2017-04-16")


def test_a_weekday_with_a_day_but_no_year_is_that_weekday_in_few_years():
    # 26 May is a Friday in 2006, 2017 and 2023; the article is at most a year away from it.
    start, end = pd.Timestamp("2013-01-01"), pd.Timestamp("2021-01-01")
    years = {"date_start": [start], "date_end": [end]}
    assert left(dutch("Op vrijdag 26 mei begon het.", **years)) == ("2016-05-25", "2018-05-26")


def test_a_contradiction_is_shown_and_the_article_keeps_its_date():
    month = {"date_start": [pd.Timestamp("2013-05-01")], "date_end": [pd.Timestamp("2013-06-01")]}
    row = dated_by_clues(dutch("In 2014 begon het. In 2010 ook.", **month)).loc["a"]
    assert (row["date_start"], row["date_end"]) == (pd.Timestamp("2013-05-01"), pd.Timestamp("2013-06-01"))
    assert row["date_origin"] == "column"
    assert row["contradiction"] == "the date of the article (column) (May 2013) · In 2014 (from 1 January 2014)"


def test_an_event_dates_the_sentence_that_tells_it():
    events = pd.DataFrame({"date": ["2017-06-21", "2017-06"], "words": ["moskee vernietig*", "brug opgeblazen"]})
    told = dutch("De moskee werd gisteren vernietigd.", "De moskee werd vernietigd.", "De brug staat.", "Een moskee.")
    rows = dated_by_clues(told, events)
    # Yesterday was 21 June; told without a time, the article is not earlier.
    assert left(told, "a", events=events) == ("2017-06-22", "2017-06-22")
    assert left(told, "b", events=events) == ("2017-06-21", "NaT")
    assert rows["clues"].tolist() == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("events", "error", "message"),
    [
        ([1], TypeError, "events must be a frame with the columns date and words; received list"),
        (pd.DataFrame({"date": ["2017"]}), KeyError, "No column words among the events: date"),
        (pd.DataFrame({"date": ["ooit"], "words": ["brug"]}), ValueError, "must be a day, month or year"),
        (pd.DataFrame({"date": ["2017"], "words": [""]}), ValueError, "words of an event must stand"),
    ],
)
def test_events_that_cannot_be_read_are_named(events, error, message):
    with pytest.raises(error, match=message):
        date_clues(dutch("De brug."), events)


def test_pairs_of_unknown_articles_are_named(seeds):
    with pytest.raises(KeyError, match="No article 'x'"):
        order_by_clues(seeds, pd.DataFrame({"article_a": ["x"], "article_b": [SECOND]}))
    with pytest.raises(TypeError, match="pairs must be a frame"):
        order_by_clues(seeds, [("a", "b")])


def test_no_articles_give_empty_tables():
    nothing = pd.DataFrame({"text": pd.Series([], dtype="str"), "language": pd.Series([], dtype="str")})
    assert len(date_clues(nothing)) == len(dated_by_clues(nothing)) == 0
    assert date_clues(nothing)["date_start"].dtype == "datetime64[us]"


def test_tokens_give_what_articles_give(seeds):
    pd.testing.assert_frame_equal(date_clues(tokens(seeds), pairs=BOTH), date_clues(seeds, pairs=BOTH))


def test_boilerplate_is_no_clue():
    line = "Deze site werd in 2019 opgericht door de uitgever van het dagblad in de stad."
    numbers = ["een", "twee", "drie", "vier", "vijf", "zes"]
    texts = [f"Het was druk in straat nummer {number}.\n\n{line}" for number in numbers]
    found = tokens(dutch(*texts, publisher="De Bode"))
    assert len(found.boilerplate.rows) == len(numbers)
    assert len(date_clues(found)) == 0


@given(DAYS, st.integers(0, 6), st.sampled_from(["begonnen", "geëindigd"]))
def test_the_interval_of_a_feast_holds_the_day_of_publication(published, ago, edge):
    # Kerst begins on the 25th and ends on the 26th of December; the sentence is true of the publication.
    day = date(published.year, 12, 25 if edge == "begonnen" else 26)
    told = day + timedelta(ago)
    text = f"Kerst is {WEEKDAYS[day.weekday()]} {edge}."
    window = {"date_start": [pd.Timestamp(published.year, 1, 1)], "date_end": [pd.Timestamp(published.year + 2, 1, 1)]}
    first, last = left(dutch(text, **window))
    assert first <= told.isoformat() <= last
    assert date.fromisoformat(last) - date.fromisoformat(first) >= timedelta(6)


@given(
    st.integers(1995, 2035),
    st.sampled_from(["vorige week", "volgende week", "gisteren", "vandaag", "morgen"]),
    st.data(),
)
def test_the_interval_of_easter_holds_the_day_of_publication(year, when, data):
    sunday = date.fromordinal(easter(year))
    weeks = {"vorige week": 1, "volgende week": -1}
    if when in weeks:
        # Any day of the calendar week after, or before, that in which Easter Sunday is the last day.
        told = sunday + timedelta(7 * weeks[when]) - timedelta(data.draw(st.integers(0, 6)))
    else:
        told = sunday + timedelta({"gisteren": 1, "vandaag": 0, "morgen": -1}[when])
    window = {"date_start": [pd.Timestamp(year, 1, 1)], "date_end": [pd.Timestamp(year + 1, 1, 1)]}
    first, last = left(dutch(f"Eerste Paasdag {'was' if told > sunday else 'is'} {when}.", **window))
    assert first <= told.isoformat() <= last


@given(DAYS, st.lists(st.sampled_from(["past", "since", "ahead", "feast", "day"]), min_size=1, max_size=4), st.data())
def test_a_clue_more_never_widens_what_is_left_and_all_true_ones_hold_the_day(published, told, data):
    assume(date(1996, 1, 1) < published < date(2034, 1, 1))

    def sentence(kind: str) -> str:
        away = timedelta(data.draw(st.integers(0, 700)))
        day, later, eve = published - away, published + away, published - timedelta(1)
        return {
            "past": f"In {day.year} begon het.",
            "since": f"Sinds {MONTHS[day.month - 1]} {day.year} duurt het.",
            "ahead": f"In {later.year} zal het eindigen.",
            "feast": "Eerste Kerstdag was vorig jaar.",
            "day": f"Het begon gisteren, {eve.day} {MONTHS[eve.month - 1]} {eve.year}.",
        }[kind]

    sentences = [sentence(kind) for kind in told]
    before = pd.Timestamp.min, pd.Timestamp.max
    for number in range(1, len(sentences) + 1):
        row = dated_by_clues(dutch(" ".join(sentences[:number]))).loc["a"]
        start = row["date_start"] if pd.notna(row["date_start"]) else pd.Timestamp.min
        end = row["date_end"] if pd.notna(row["date_end"]) else pd.Timestamp.max
        assert before[0] <= start <= pd.Timestamp(published) < end <= before[1]
        before = start, end
