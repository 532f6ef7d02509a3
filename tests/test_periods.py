import pandas as pd
import pytest

from leesbril import groups_of, periods_of
from leesbril.dates.parsing import parse_dates


def dated(*written):
    """Articles a, b, c … with these dates."""
    return parse_dates(pd.Series(written, index=list("abcdefgh"[: len(written)])))


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("day", ["", "2017-05-31", "", "2017-06-01", ""]),
        # 31 May 2017 was a Wednesday.
        ("week", ["", "2017-05-29/2017-06-04", "", "2017-05-29/2017-06-04", ""]),
        ("month", ["2017-05", "2017-05", "", "2017-06", ""]),
        ("quarter", ["2017Q2", "2017Q2", "", "2017Q2", ""]),
        ("year", ["2017", "2017", "2017", "2017", ""]),
    ],
)
def test_an_article_lies_in_a_period_with_the_whole_of_its_date_or_in_none(every, expected):
    articles = dated("2017-05", "2017-05-31", "2017", "2017-06-01T00:00:00", "")
    assert periods_of(articles, every)["period"].fillna("").tolist() == expected


def test_the_reason_is_said_where_there_is_no_period():
    found = periods_of(dated("2017", "", "2017-05"), "month")["reason"].fillna("").tolist()
    assert found == ["date longer than a month", "without a date", ""]


def test_a_date_across_the_border_of_two_periods_is_in_neither():
    articles = pd.DataFrame(
        {"date_start": pd.to_datetime(["2017-05-31 23:30"]), "date_end": pd.to_datetime(["2017-06-01 00:30"])}
    )
    assert periods_of(articles, "month")["reason"].tolist() == ["date in two months"]


def test_the_period_has_its_own_start_and_end():
    found = periods_of(dated("2017-02-03"), "month")
    assert found.loc["a", ["date_start", "date_end"]].tolist() == [
        pd.Timestamp("2017-02-01"),
        pd.Timestamp("2017-03-01"),
    ]


def test_an_unknown_period_and_a_missing_column_are_clear_errors():
    with pytest.raises(ValueError, match=r"day, week, month, quarter, year; received 'hour'"):
        periods_of(dated("2017"), "hour")
    with pytest.raises(KeyError, match="No column date_start or date_end"):
        periods_of(pd.DataFrame({"text": ["x"]}))


# Groups


def test_groups_are_the_values_of_a_column_and_a_missing_one_is_no_group():
    articles = pd.DataFrame({"publisher": ["Bode", None, "Courant"]}, index=list("abc"))
    assert groups_of(articles, "publisher").fillna("none").tolist() == ["Bode", "none", "Courant"]


def test_numbers_in_a_column_are_labels():
    assert groups_of(pd.DataFrame({"desk": [1, 2]}), "desk").tolist() == ["1", "2"]


@pytest.mark.parametrize(
    ("publishers", "dates", "name"),
    [
        (["Bode", "Courant"], ["2017", "2018"], "publisher"),
        (["Bode", "Bode"], ["2017", "2018"], "year"),  # one publisher tells no two groups apart
        (["Bode", None], ["2017-01", "2017-08"], "quarter"),
        ([None, None], ["2017-01", "2017-02"], "month"),
        ([None, None], ["2017-01-01", "2017-01-02"], "day"),
        ([None, None], ["2017-05", ""], "article"),  # the seeds: a date, and none
    ],
)
def test_without_a_choice_the_first_that_tells_two_groups_apart_is_taken(publishers, dates, name):
    articles = dated(*dates).assign(publisher=publishers)
    found = groups_of(articles)
    assert found.name == name
    assert found.nunique() == 2


def test_articles_without_dates_or_publishers_are_each_a_group():
    assert groups_of(pd.DataFrame({"text": ["x", "y"]}, index=["a", "b"])).to_dict() == {"a": "a", "b": "b"}


def test_a_name_that_is_neither_column_nor_period_is_a_clear_error():
    with pytest.raises(KeyError, match=r"'krant' is neither a column of the articles \(text\)"):
        groups_of(pd.DataFrame({"text": ["x"]}), "krant")
