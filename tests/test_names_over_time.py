"""Names from period to period."""

import pandas as pd
import pytest

from leesbril import charts, findings, names
from leesbril.dates.parsing import parse_dates
from leesbril.frames import TREND
from leesbril.groups.names_over_time import names_over_time


def dated(*rows):
    """Articles a, b, c … of (date, text)."""
    dates, texts = zip(*rows, strict=True)
    articles = parse_dates(pd.Series(dates)).assign(text=texts, language="nl")
    return articles.set_index(pd.Index(list("abcdefghijklmnop"[: len(rows)]), name="article"))


ROWS = (
    ("2017-05-02", "Islamitische Staat (IS) vecht. De IS-leider vlucht."),  # 3 mentions: the name, the letters, IS
    ("2017-05-20", "In Mosul wacht het leger."),
    ("2017-06-04", "In Mosul vecht IS."),
    ("2017", "In Mosul is het stil."),
    ("", "Ook in Mosul."),
)


def test_all_variants_of_a_name_count_and_undated_articles_are_counted_apart():
    articles = dated(*ROWS)
    found = names_over_time(names(articles), articles)
    inside = found[found["period"].notna()].set_index(["term", "period"])
    assert inside.loc["Islamitische Staat", "count"].tolist() == [3, 1]
    assert inside.loc["Islamitische Staat", "articles_with"].tolist() == [1, 1]
    assert inside.loc["Islamitische Staat", "share"].tolist() == [0.5, 1.0]
    assert inside.loc["Mosul", "articles_with"].tolist() == [1, 1]
    aside = found[found["period"].isna() & (found["term"] == "Mosul")]
    assert aside[["articles", "articles_with", "evidence"]].values.tolist() == [
        [1, 1, "in no period: date longer than a month"],
        [1, 1, "in no period: without a date"],
    ]


def test_the_names_in_most_articles_are_followed_unless_others_are_chosen():
    articles = dated(*ROWS)
    found = names(articles)
    assert names_over_time(found, articles)["term"].unique().tolist() == ["Mosul", "Islamitische Staat"]
    assert names_over_time(found, articles, top=1)["term"].unique().tolist() == ["Mosul"]
    chosen = names_over_time(found, articles, ["Islamitische Staat"], every="year")
    # 2017 lies in a year: four of the five articles are placed, two of them name it.
    assert chosen[["period", "articles", "articles_with"]].head(1).values.tolist() == [["2017", 4, 2]]


def test_the_order_of_the_articles_does_not_matter():
    articles = dated(*ROWS)
    found = names_over_time(names(articles), articles)
    turned = names_over_time(names(articles.iloc[::-1]), articles.iloc[::-1])
    pd.testing.assert_frame_equal(found, turned)


def test_the_chart_and_the_finding_of_a_trend_take_names_too():
    rows = [
        (f"2017-0{month}-0{day}", "Mosul." if month > 3 else "Gent.") for month in (1, 2, 4, 5) for day in (1, 2, 3)
    ]
    articles = dated(*rows)
    found = names_over_time(names(articles), articles)
    # Before 1 April none of 6 articles names Mosul, from then on all of 6; Gent is the other way round.
    assert "**Mosul** rises: before 1 April 2017 in 0 of 6 articles (0%)" in findings.what_rises(found)
    assert charts.trend_lines(found).figure is not None


def test_articles_without_names_give_a_typed_frame_without_rows():
    articles = dated(("2017-05-01", "Niets."))
    found = names_over_time(names(articles), articles)
    assert found.empty and list(found.columns) == list(TREND.kinds)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"chosen": ["Parijs"]}, KeyError, "No name 'Parijs' in the column name"),
        ({"chosen": "Mosul"}, TypeError, "chosen takes a list of names; received the text 'Mosul'"),
        ({"top": 0}, ValueError, "top must be a number of names from 1; received 0"),
        ({"every": "fortnight"}, ValueError, "every must be one of"),
    ],
)
def test_settings_that_mean_nothing_are_refused(change, error, message):
    articles = dated(*ROWS)
    with pytest.raises(error, match=message):
        names_over_time(names(articles), articles, **change)


def test_names_of_other_articles_are_refused():
    articles = dated(*ROWS)
    with pytest.raises(KeyError, match="No article 'e' among the 2"):
        names_over_time(names(articles).iloc[::-1], articles.head(2))
    with pytest.raises(TypeError, match="names must be the frame that names returned; received list"):
        names_over_time(["Mosul"], articles)
    with pytest.raises(KeyError, match="No column name among the names: article"):
        names_over_time(names(articles)[["article"]], articles)
