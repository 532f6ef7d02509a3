import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril.dates._formats import MOST_CHARACTERS
from leesbril.dates.parsing import (
    AMBIGUOUS,
    DATE_PATTERN,
    EARLIEST_YEAR,
    LATEST_YEAR,
    MOST_QUOTED,
    NOT_UNDERSTOOD,
    date_in_name,
    parse_date,
    parse_dates,
)

DAY = ("2019-03-07", "2019-03-08", "day")  # 7 March 2019 is a Thursday
MINUTE = ("2019-03-07 14:30", "2019-03-07 14:31", "minute")
SECOND = ("2019-03-07 14:30:00", "2019-03-07 14:30:01", "second")
MARCH = ("2019-03-01", "2019-04-01", "month")
FORMS = {
    "2017": ("2017-01-01", "2018-01-01", "year"),
    "2017-12": ("2017-12-01", "2018-01-01", "month"),  # the month after December is in another year
    "2019/03": MARCH,
    "03-2019": MARCH,
    "3/2019": MARCH,
    "maart 2019": MARCH,
    "Mrt. 2019": MARCH,
    "2016-02-28": ("2016-02-28", "2016-02-29", "day"),  # 2016 is a leap year
    "2019-03-07": DAY,
    " 2019-3-7\n": DAY,
    "2019/03/07": DAY,
    "2019.03.07": DAY,
    "20190307": DAY,
    "2019-03-07Z": DAY,  # a day in some zone is taken for that day
    "2019-03-07+01:00": DAY,
    "13-03-2019": ("2019-03-13", "2019-03-14", "day"),
    "3/13/2019": ("2019-03-13", "2019-03-14", "day"),
    "13.3.2019": ("2019-03-13", "2019-03-14", "day"),
    "07-07-2019": ("2019-07-07", "2019-07-08", "day"),  # the same day both ways
    "do 07-03-2019": DAY,  # 3 July 2019 was a Wednesday
    "7 maart 2019": DAY,
    "7 MAART 2019": DAY,
    "do 7 mrt. 2019": DAY,
    "7-mrt-2019": DAY,
    "donderdag 7 maart 2019": DAY,
    "March 7, 2019": DAY,
    "Mar. 7th, 2019": DAY,
    "March 7, 2019 Thursday": DAY,
    "7 March 2019": DAY,
    "7th of March 2019": DAY,
    "7. März 2019": DAY,
    "Donnerstag, den 7. März 2019": DAY,
    "7 mars 2019": DAY,
    "1er mars 2019": ("2019-03-01", "2019-03-02", "day"),
    "2019-03-07T14:30": MINUTE,
    "2019-03-07 14:30": MINUTE,
    "2019-03-07T1430": MINUTE,
    "7-3-2019 14:30, do": None,
    "Thursday, 7/3/2019 14:30": MINUTE,
    "donderdag 7 maart 2019, 14.30 uur": MINUTE,
    "7 maart 2019 14.30": MINUTE,
    "7 maart 2019 om 14u30": MINUTE,
    "7 maart 2019 - 14:30 uur": MINUTE,
    "jeudi 7 mars 2019 à 14h30": MINUTE,
    "7. März 2019, 14:30 Uhr": MINUTE,
    "March 7, 2019 Thursday 2:30 PM": MINUTE,
    "7 March 2019 12:30 a.m.": ("2019-03-07 00:30", "2019-03-07 00:31", "minute"),
    "7 March 2019 12:30 PM": ("2019-03-07 12:30", "2019-03-07 12:31", "minute"),
    "2019-03-07T14:30:00": SECOND,
    "2019-03-07 14:30:00.999999999": SECOND,  # a fraction falls in its second
    "2019-03-07T14:30:00,5": SECOND,
    "20190307T143000": SECOND,
    "2019-12-31T23:59:59": ("2019-12-31 23:59:59", "2020-01-01", "second"),
    # In March the clocks of Amsterdam are one hour ahead of UTC.
    "2019-03-07T13:30:00Z": SECOND,
    "20190307T133000Z": SECOND,
    "2019-03-07T14:30:00+01:00": SECOND,
    "2019-03-07 14:30:00 +0100": SECOND,
    "2019-03-07T14:30:00+01": SECOND,
    "2019-03-07T08:30:00-05:00": SECOND,
    "2019-03-07T08:30-05:00": MINUTE,
    "Thu, 07 Mar 2019 13:30:00 GMT": SECOND,
    "Thu, 07 Mar 2019 14:30:00 +0100 (CET)": SECOND,
    "March 7, 2019 Thursday 8:30 AM EST": MINUTE,
    "2019-03-07T23:30:00Z": ("2019-03-08 00:30:00", "2019-03-08 00:30:01", "second"),
}
READ = {written: span for written, span in FORMS.items() if span}


def told(interval):
    return (str(interval.start), str(interval.end), interval.precision)


def stamps(start, end, precision):
    return (str(pd.Timestamp(start)), str(pd.Timestamp(end)), precision)


def column(*values, **settings):
    return parse_dates(pd.Series(list(values), dtype=object), **settings)


def starts(*values, **settings):
    """The days of a column, and in place of what is no date its problem."""
    frame = column(*values, **settings)
    return [str(row.date_start.date()) if pd.isna(row.problem) else row.problem for row in frame.itertuples()]


# Forms


@pytest.mark.parametrize("written", READ)
def test_a_date_is_the_interval_that_its_precision_leaves_open(written):
    assert told(parse_date(written)) == stamps(*READ[written])


MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "nl, short": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "en": "January February March April May June July August September October November December",
    "en, short": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "de, short": "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr, short": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "fr, without accents": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "fr, accents of their own": "jan fe\u0301vrier mars avril mai juin juillet aou\u0302t sept oct nov de\u0301cembre",
}


@pytest.mark.parametrize("language", MONTHS)
def test_the_months_of_four_languages_are_known(language):
    read = [parse_date(f"2 {name} 2019") for name in MONTHS[language].split()]
    assert [date.start.month for date in read] == list(range(1, 13))
    assert {date.start.day for date in read} == {2}


WEEK = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "nl, short": "ma di wo do vr za zo",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "en, short": "Mon Tue Wed Thu Fri Sat Sun",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "de, short": "Mo. Di. Mi. Do. Fr. Sa. So.",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "fr, short": "lun. mar. mer. jeu. ven. sam. dim.",
}


@pytest.mark.parametrize("language", WEEK)
def test_a_day_of_the_week_must_be_that_of_the_date(language):
    names = WEEK[language].split()
    fits = [[parse_date(f"{name} {day} maart 2019") is not None for name in names] for day in range(4, 11)]
    assert fits == np.eye(7, dtype=bool).tolist()  # 4 March 2019 was a Monday


REASONS = {
    "2017-13": "there is no month 13",
    "20191399": "there is no month 13",
    "2017-02-29": "2017-02 has no day 29",  # 2017 is no leap year
    "31 februari 2019": "2019-02 has no day 31",
    "2019-04-00": "2019-04 has no day 0",
    "31-02-2019": "2019-02 has no day 31",
    "02-31-2019": "2019-02 has no day 31",
    "13-13-2019": "there is no month 13",
    "0219-03-07": "the year 219 is not between 1500 and 2099",
    "7 maart 2119": "the year 2119 is not between 1500 and 2099",
    "1499": "the year 1499 is not between",
    "2100": "the year 2100 is not between",
    "9999-12-31T23:59:59-11:00": "the year 9999 is not between",
    "0000-01-01T00:00:00+14:00": "the year 0 is not between",
    "07-03-19": "a year of two digits",
    "7 maart '19": "a year of two digits",
    "7 mrt 19, 14:30": "a year of two digits",
    "March 7, 19": "a year of two digits",
    "7 maart 19:30": "no known date format",
    "March 19": "no known date format",
    "maandag 7 maart 2019": "2019-03-07 is a Thursday, not a Monday",
    "woensdag 7 maart 2019 donderdag": "names two days of the week",
    "2019-03-07T24:00:00": "there is no time 24:00:00",
    "2019-03-07 14:60": "there is no time 14:60:00",
    "2016-12-31T23:59:60Z": "there is no time 23:59:60",
    "7 March 2019 14:30 PM": "there is no hour 14 before or after noon",
    "7 March 2019 0:30 AM": "there is no hour 0 before or after noon",
    "2019-03-07T14:30:00+14:01": "there is no time zone +14:01",
    "2019-03-07T14:30:00-12:01": "there is no time zone -12:01",
    "2019-03-07T14:30:00+01:60": "there is no time zone +01:60",
    "7 maart 2019 09:30-11:00": "may be a time zone or the end of a time range",
    "2019-03-31 02:30": "the clocks of Europe/Amsterdam skip that time",
    "43531": "a date number of a spreadsheet",
    "43531.604": "a date number of a spreadsheet",
    "1551916800": "seconds since 1970",
    "1551916800000": "milliseconds since 1970",
    "201705": "neither a year of 4 digits nor a day of 8",
    "٢٠١٩-٠٣-٠٧": "digits other than 0 to 9",
    "2019-03-07 " * 10 + "2019": "longer than any date: 114 characters",
    "vandaag": "no known date format",
    "7 maart": "no known date format",
    "2017-5": "no known date format",
    "2019-03/07": "no known date format",
    "2019-03-07 14": "no known date format",
    "2019-03-071": "no known date format",
    "6-7 maart 2019": "no known date format",
    "7 maart 2019 Het leger": "no known date format",
    "2019-03-07/2019-03-09": "no known date format",
    "7 maart\n2019": "no known date format",
    "7-3-2019 14:30, do": "no known date format",
    "do 7 aprıl 2019": "no known date format",  # a Turkish ı, which an expression without regard to case takes for an i
    "frıday 8 maart 2019": "no known date format",
    "nan": "no known date format",
}


@pytest.mark.parametrize("written", REASONS)
def test_what_is_no_date_is_reported_with_what_was_written_and_why(written):
    row = column(written).iloc[0]
    assert parse_date(written) is None
    assert row["problem"] == NOT_UNDERSTOOD
    assert row[["date_start", "date_end", "date_precision"]].isna().all()
    assert row["reason"].startswith(repr(written[:MOST_QUOTED]))
    assert REASONS[written] in row["reason"]


def test_the_first_and_last_year_are_dates_and_their_neighbours_are_not():
    years = [EARLIEST_YEAR - 1, EARLIEST_YEAR, LATEST_YEAR, LATEST_YEAR + 1]
    assert [parse_date(f"{year}-12-31T23:59:59Z") is not None for year in years] == [False, True, True, False]


def test_parse_date_says_what_it_reads():
    with pytest.raises(TypeError, match="reads a string, not int"):
        parse_date(20190307)


def test_parse_dates_says_what_it_reads():
    with pytest.raises(TypeError, match="reads a pandas Series, not list"):
        parse_dates(["2019-03-07"])


# Day and month


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["07-03-2019"], [AMBIGUOUS]),
        (["07-03-2019", "13-03-2019"], ["2019-03-07", "2019-03-13"]),
        (["07-03-2019", "03-13-2019"], ["2019-07-03", "2019-03-13"]),
        (["7/3/2019 14:30", "13.3.2019"], ["2019-03-07", "2019-03-13"]),  # other marks, a time: still one column
        (["07-03-2019", "13-03-2019", "03-13-2019"], [AMBIGUOUS, "2019-03-13", "2019-03-13"]),
        (["07-03-2019", "07-07-2019"], [AMBIGUOUS, "2019-07-07"]),  # the same day both ways tells nothing
        (["07-03-2019", "31-02-2019"], [AMBIGUOUS, NOT_UNDERSTOOD]),  # nor does a day that is not there
        (["07-03-2019", "13-03-2119"], [AMBIGUOUS, NOT_UNDERSTOOD]),
        (["07-03-2019", "2019-03-13", "13 maart 2019"], [AMBIGUOUS, "2019-03-13", "2019-03-13"]),  # other forms
        (["08-03-2019", "do 07-03-2019"], ["2019-03-08", "2019-03-07"]),  # 3 July 2019 was a Wednesday
    ],
)
def test_day_or_month_first_is_decided_for_the_whole_column(written, read):
    assert starts(*written) == read


@pytest.mark.parametrize(
    ("day_first", "read"),
    [(True, ["2019-03-07", "2019-03-13", NOT_UNDERSTOOD]), (False, ["2019-07-03", NOT_UNDERSTOOD, "2019-03-13"])],
)
def test_day_first_decides_against_all_evidence(day_first, read):
    assert starts("07-03-2019", "13-03-2019", "03-13-2019", day_first=day_first) == read


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ([], "2019-03-07 or 2019-07-03; no other date shows the order"),
        (["13-03-2019", "03-13-2019"], "the other dates contradict each other"),
    ],
)
def test_an_ambiguous_date_is_reported_with_both_days_and_what_to_do(others, why):
    row = column("07-03-2019", *others).iloc[0]
    assert row["reason"].startswith("'07-03-2019': ")
    assert why in row["reason"]
    assert "day_first=" in row["reason"]
    assert row[["date_start", "date_end", "date_precision"]].isna().all()


# Zones


@pytest.mark.parametrize(
    ("zone", "start"), [("UTC", "13:30"), ("Europe/Amsterdam", "14:30"), ("America/New_York", "08:30")]
)
def test_a_time_with_a_zone_is_brought_to_the_one_that_is_asked_for(zone, start):
    assert parse_date("2019-03-07T13:30Z", timezone=zone).start == pd.Timestamp(f"2019-03-07 {start}")
    assert parse_date("2019-03-07T13:30", timezone=zone).start == pd.Timestamp("2019-03-07 13:30")


@pytest.mark.parametrize("zone", ["Europe/Amsterdm", "Europe", "", "../UTC", None, 1])
def test_an_unknown_zone_is_named(zone):
    with pytest.raises(ValueError, match=f"no time zone {zone!r}"):
        parse_date("2019", timezone=zone)
    with pytest.raises(ValueError, match="no time zone"):
        column(timezone=zone)


# On 27 October 2019 the clocks of Amsterdam went from 03:00 back to 02:00, at 01:00 UTC.
HOUR = ("2019-10-27 02:00", "2019-10-27 03:00", "hour")


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2019-10-27 01:59", ("2019-10-27 01:59", "2019-10-27 02:00", "minute")),
        ("2019-10-27 02:00", HOUR),
        ("2019-10-27 02:59:59", HOUR),
        ("2019-10-27 03:00", ("2019-10-27 03:00", "2019-10-27 03:01", "minute")),
        ("2019-10-27T00:45Z", HOUR),  # 02:45, the first time
        ("2019-10-27T01:15Z", HOUR),  # 02:15, the second time
        ("2019-10-26T23:59Z", ("2019-10-27 01:59", "2019-10-27 02:00", "minute")),
        ("2019-10-27T02:00Z", ("2019-10-27 03:00", "2019-10-27 03:01", "minute")),
    ],
)
def test_a_time_that_the_clocks_repeat_is_the_whole_of_that_hour(written, span):
    assert told(parse_date(written)) == stamps(*span)


def test_the_clocks_of_an_island_may_repeat_half_an_hour():
    # Lord Howe, 7 April 2019: from 02:00 back to 01:30.
    read = parse_date("2019-04-07 01:45", timezone="Australia/Lord_Howe")
    assert told(read) == stamps("2019-04-07 01:30", "2019-04-07 02:00", "hour")


@pytest.mark.parametrize(("written", "is_date"), [("01:59", True), ("02:00", False), ("02:59", False), ("03:00", True)])
def test_a_time_that_the_clocks_skip_is_no_time(written, is_date):
    assert (parse_date(f"2019-03-31 {written}") is not None) is is_date


BACK = datetime(2019, 10, 27, 1, tzinfo=UTC)
FORWARD = datetime(2019, 3, 31, 1, tzinfo=UTC)


@given(
    st.sampled_from([BACK, FORWARD]),
    st.integers(-9000, 9000),
    st.integers(-9000, 9000),
    st.sampled_from([UTC, timezone(timedelta(hours=-5)), ZoneInfo("Europe/Amsterdam")]),
)
def test_no_time_is_put_before_one_that_it_came_after(change, a, b, zone):
    a, b = (change + timedelta(seconds=min(a, b)), change + timedelta(seconds=max(a, b)))
    first, second = (parse_date(moment.astimezone(zone).isoformat()) for moment in (a, b))
    assert first.start < second.end


# Columns of every kind


def test_the_frame_has_the_index_of_the_column_and_a_row_for_each():
    frame = parse_dates(pd.Series(["2017-05", "?", None, "2017-05"], index=["b", "a", "a", "c"], name="datum"))
    assert frame.dtypes.astype(str).to_dict() == {
        "date_start": "datetime64[us]",
        "date_end": "datetime64[us]",
        "date_precision": "str",
        "problem": "str",
        "reason": "str",
    }
    assert frame.index.tolist() == ["b", "a", "a", "c"]
    assert frame["date_precision"].dropna().tolist() == ["month", "month"]
    assert frame["problem"].dropna().tolist() == [NOT_UNDERSTOOD]


@pytest.mark.parametrize("dtype", ["str", "object", "datetime64[us]", "int64", "float64", "category"])
def test_an_empty_column_gives_an_empty_frame(dtype):
    frame = parse_dates(pd.Series([], dtype=dtype))
    assert frame.shape == (0, 5)
    assert str(frame["date_start"].dtype) == "datetime64[us]"


def test_where_nothing_is_written_there_is_nothing_to_report():
    frame = column("", " \n", None, np.nan, pd.NaT, pd.NA)
    assert frame.isna().all(axis=None)


def test_datetimes_that_are_all_at_midnight_are_days():
    days = pd.Series(pd.to_datetime(["2019-03-07", None, "2019-10-27"]))
    for written in (days, days.astype("datetime64[ns]"), days.astype(object), days.dt.tz_localize("UTC")):
        frame = parse_dates(written)
        assert frame["date_precision"].tolist() == ["day", np.nan, "day"]
        assert frame["date_start"].tolist() == days.tolist()
        assert frame["problem"].isna().all()


def test_datetimes_of_which_one_is_not_at_midnight_are_seconds():
    moments = pd.Series(pd.to_datetime(["2019-03-07 00:00:00.0", "2019-03-07 13:30:00.7"]))
    for written in (moments, moments.astype(object)):
        frame = parse_dates(written)
        assert frame["date_precision"].tolist() == ["second", "second"]
        assert frame["date_start"].astype(str).tolist() == ["2019-03-07 00:00:00", "2019-03-07 13:30:00"]
    zoned = parse_dates(moments.dt.tz_localize("UTC"))
    assert zoned["date_start"].astype(str).tolist() == ["2019-03-07 01:00:00", "2019-03-07 14:30:00"]


def test_one_moment_in_two_zones_is_two_times_as_written():
    # 2019-03-07T00:00+01:00 is 2019-03-06T23:00Z; only the first is at midnight, so both are seconds.
    moment = datetime(2019, 3, 7, tzinfo=timezone(timedelta(hours=1)))
    frame = column(moment, moment.astimezone(UTC))
    assert frame["date_precision"].tolist() == ["second", "second"]
    assert frame["date_start"].astype(str).tolist() == ["2019-03-07", "2019-03-07"]


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        (date(2019, 3, 7), "day"),
        (20190307, "day"),
        (20190307.0, "day"),  # a column of whole numbers with one missing
        (np.int64(2019), "year"),
        (pd.Period("2019-03", freq="M"), "month"),
        (datetime(2019, 3, 7, 14, 30), "second"),
        (pd.Timestamp("2019-03-07T14:30:00.5"), "second"),
        (np.datetime64("2019-03-07T14:30"), "second"),
    ],
)
def test_a_value_need_not_be_text(value, precision):
    assert column(value)["date_precision"].tolist() == [precision]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (43531, "'43531': looks like a date number of a spreadsheet"),
        (1551916800, "'1551916800': looks like seconds since 1970"),
        (1551916800.25, "'1551916800.25': looks like seconds since 1970"),
        (20191399, "'20191399': there is no month 13"),
        (-2019, "'-2019': in no known"),
        (float("inf"), "'inf': in no known"),
        (True, "'True': in no known"),
        ([2019], "'<list>': in no known"),
        (b"2019", "'<bytes>': in no known"),
        (datetime(219, 3, 7), "'0219-03-07': the year 219"),
    ],
)
def test_a_value_that_is_no_date_is_reported(value, reason):
    assert column(value)["reason"][0].startswith(reason)


def test_true_is_not_the_number_one_nor_a_year_a_float():
    assert column(1, True)["reason"].str.split(":").str[0].tolist() == ["'1'", "'True'"]


def test_other_dtypes_are_read_as_what_they_hold():
    assert parse_dates(pd.Series([20190307, 2019]))["date_precision"].tolist() == ["day", "year"]
    assert parse_dates(pd.Series([2019, None]))["date_precision"].tolist() == ["year", np.nan]
    assert parse_dates(pd.Series([2019, None], dtype="Int64"))["date_precision"].tolist() == ["year", np.nan]
    assert parse_dates(pd.Series(["2019", "2019"], dtype="category"))["date_precision"].tolist() == ["year", "year"]
    arrow = pd.Series([date(2019, 3, 7), None], dtype="date32[pyarrow]")
    assert parse_dates(arrow)["date_precision"].tolist() == ["day", np.nan]


# At the head of a text


@pytest.mark.parametrize("written", [written for written in READ if written == written.strip()])
@pytest.mark.parametrize("behind", ["", "\nHet leger", "\r\n14:30 Het leger", "\n"])
def test_the_pattern_finds_the_whole_of_what_is_read(written, behind):
    assert re.match(DATE_PATTERN, written + behind, re.IGNORECASE).group() == written


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("7 maart 2019 14:30 Het leger", "7 maart 2019 14:30"),
        ("7 maart 2019 14.30 uur Het leger", "7 maart 2019 14.30 uur"),
        ("7 maart 2019, Het leger", "7 maart 2019"),
        ("2017-05 Het leger", "2017-05"),
        ("2017-05. Het leger", "2017-05"),
        ("7 maart 2019 14 doden", "7 maart 2019"),
        ("7 maart 2019 14.30 miljoen", "7 maart 2019"),
        ("7 maart 2019 100.000 mensen", "7 maart 2019"),
        ("7 maart 2019 Donderdag werd bekend", "7 maart 2019"),
        ("7 maart 2019 Om 14:30 werd bekend", "7 maart 2019"),
        ("7 maart 2019 14:30 U kunt", "7 maart 2019 14:30"),
        ("7 maart 2019 14:30 Z'n leger", "7 maart 2019 14:30"),
        ("7 maart 2019 14:30 Met het leger", "7 maart 2019 14:30"),
        ("7 maart 2019 14:30 Est venu", "7 maart 2019 14:30"),
        ("7. März 2019 9:30 Am Dienstag", "7. März 2019 9:30"),
        ("7 maart 2019 14:30 -12 graden", "7 maart 2019 14:30"),
        ("maart 2019 14 doden", "maart 2019"),
        ("2019-03-07 De 2e dag", "2019-03-07"),
        ("20190307 2019", "20190307"),
        ("March 7, 2019 Thursday 2:30 PM GMT The army", "March 7, 2019 Thursday 2:30 PM GMT"),
    ],
)
def test_the_pattern_leaves_the_words_behind_a_date_alone(head, found):
    assert re.match(DATE_PATTERN, head, re.IGNORECASE).group() == found
    assert parse_date(found) is not None


@pytest.mark.parametrize(
    "head", ["2019-03-071", "20190", "2017-5 Het leger", "2019-03-07/09", "leger", "7 maart", "2019er", "2017-05-2x"]
)
def test_the_pattern_finds_no_piece_of_something_longer(head):
    assert re.match(DATE_PATTERN, head, re.IGNORECASE) is None


def test_the_pattern_has_no_groups_so_that_it_fits_into_another():
    assert re.compile(DATE_PATTERN).groups == 0


# In the name of a file


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("2019-03-07_moskee", "2019-03-07"),
        ("2019-03-07-2", "2019-03-07"),
        ("2019_03_07_moskee", "2019-03-07"),
        ("moskee (2019-03-07)", "2019-03-07"),
        ("artikel 20190307", "20190307"),
        ("nrc_20190307_14", "20190307"),
        ("nrc_2019-03-07T1430", "2019-03-07T1430"),
        ("20190307T143000", "20190307T143000"),
        ("13-03-2019 moskee", "13-03-2019"),
        ("07-03-2019", "07-03-2019"),  # a date, though only the column can tell which
        ("2019-03_x", "2019-03"),
        ("2019-03", "2019-03"),
        ("2019-03-07 van 2019-03-07", "2019-03-07"),
    ],
)
def test_a_date_in_the_name_of_a_file_is_found(stem, found):
    assert date_in_name(stem) == found


@pytest.mark.parametrize(
    "stem",
    [
        "", "moskee", "0025", "3000000000158432", "123456789", "20191399", "02190307", "201903071", "x20190307",
        "20190307x", "1234-20190307-99", "2017", "2017_mosul", "mosul 2017", "2019-13-07", "2019-02-31", "31-02-2019",
        "2019-03-071", "2019-12-reasons", "nr-2019-12", "2014-15", "2019-03-07_2019-03-09", "07-03-19", "٢٠١٩٠٣٠٧",
    ],
)  # fmt: skip
def test_a_number_in_the_name_of_a_file_is_no_date(stem):
    assert date_in_name(stem) is None


# Laws

PIECES = [
    "7",
    "07",
    "13",
    "31",
    "12",
    "2019",
    "0219",
    "9999",
    "00",
    "-",
    "/",
    ".",
    " ",
    ",",
    ":",
    "T",
    "Z",
    "+",
    "01:00",
]
PIECES += [
    "14:30",
    ":59",
    "maart",
    "mrt",
    "May",
    "févr.",
    "do",
    "Thursday",
    "uur",
    "PM",
    "GMT",
    "e",
    "th",
    "\n",
    "²",
    "٣",
]
LIKE_DATES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
ANY_TEXT = st.one_of(st.text(), LIKE_DATES, st.sampled_from(list(FORMS)))


@given(st.lists(ANY_TEXT, max_size=8), st.sampled_from([None, True, False]))
def test_any_text_is_an_interval_or_a_problem_with_its_reason(written, day_first):
    frame = parse_dates(pd.Series(written, dtype=object), day_first=day_first)
    read = frame["problem"].isna()
    blank = np.array([not text.strip() for text in written], dtype=bool)
    assert frame[blank].isna().all(axis=None)
    assert (frame["date_start"] < frame["date_end"])[read & ~blank].all()
    assert frame.loc[read & ~blank, "reason"].isna().all()
    assert frame.loc[~read, "problem"].isin([AMBIGUOUS, NOT_UNDERSTOOD]).all()
    assert frame.loc[~read, "reason"].str.len().gt(MOST_QUOTED // 4).all()
    assert frame.loc[~read, ["date_start", "date_end", "date_precision"]].isna().all(axis=None)


@given(ANY_TEXT)
def test_the_pattern_matches_whatever_is_read(written):
    if parse_date(written, day_first=True):
        assert re.match(DATE_PATTERN, written.strip(), re.IGNORECASE).group() == written.strip()


@given(ANY_TEXT)
def test_a_date_in_a_name_is_one_that_can_be_read(stem):
    found = date_in_name(stem)
    assert found is None or any(parse_date(found, timezone="UTC", day_first=first) for first in (True, False))


@given(st.datetimes(datetime(EARLIEST_YEAR, 1, 1), datetime(LATEST_YEAR, 12, 31)), st.sampled_from("T "))
def test_an_iso_date_comes_back_as_it_was_written(moment, joint):
    # UTC neither skips nor repeats an hour.
    moment = moment.replace(microsecond=0)
    read = parse_date(moment.isoformat(joint), timezone="UTC")
    assert (read.start.to_pydatetime(), read.precision) == (moment, "second")
    assert parse_date(moment.date().isoformat()).start.date() == moment.date()


@given(st.lists(ANY_TEXT, min_size=1, max_size=8), st.data())
def test_a_part_of_a_column_reads_no_date_otherwise_than_alone(written, data):
    whole = parse_dates(pd.Series(written, dtype=object))
    part = data.draw(st.slices(len(written)))
    alone = pd.concat([parse_dates(pd.Series([text], dtype=object)) for text in written], ignore_index=True)
    clear = alone["problem"].ne(AMBIGUOUS)
    pd.testing.assert_frame_equal(whole[clear], alone[clear])
    piece = parse_dates(pd.Series(written, dtype=object)[part])
    pd.testing.assert_frame_equal(piece[clear[part]], whole[part][clear[part]])


def test_the_longest_form_is_short_enough_to_be_looked_into():
    longest = "Donnerstag, den 26. September 2019, um 14:30:00.123456789 Uhr GMT+02:00 (CEST)"
    assert parse_date(longest) is not None
    assert len(longest) < MOST_CHARACTERS


def test_times_that_are_all_midnight_are_days_and_one_other_time_makes_them_times():
    midnights = pd.Series(["2019-03-07 00:00:00", "2019-03-08 00:00:00"])
    assert parse_dates(midnights)["date_precision"].tolist() == ["day", "day"]
    one_at_noon = pd.Series(["2019-03-07 00:00:00", "2019-03-08 12:00:00"])
    assert parse_dates(one_at_noon)["date_precision"].tolist() == ["second", "second"]
    assert parse_date("2019-03-07 00:00:00").precision == "second"
