import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import document_term_matrix, trend
from leesbril.dates.parsing import parse_dates


def dated(*rows):
    """Articles of (date, text)."""
    dates, texts = zip(*rows, strict=True)
    return parse_dates(pd.Series(dates)).assign(text=texts)


def test_counts_rates_and_shares_of_each_period_are_worked_out_by_hand():
    articles = dated(
        ("2017-05", "Moskee en moskee."),  # 2 of 3 words
        ("2017-05-04", "Het leger wacht."),  # 0 of 3
        ("2017-06-04T12:00", "De moskee."),  # 1 of 2
    )
    found = trend(articles, ["moskee"]).set_index("period")
    assert found["articles"].tolist() == [2, 1]
    assert found["words"].tolist() == [6, 2]
    assert found["count"].tolist() == [2, 1]
    assert found["rate"].tolist() == pytest.approx([1000 * 2 / 6, 1000 / 2])
    assert found["share"].tolist() == [0.5, 1.0]
    # Wilson, 1 of 2: middle (.5 + 3.8415/4) / (1 + 3.8415/2) = .5, half 1.96 sqrt(.25/2 + 3.8415/16) / 2.9207 = .4055.
    assert found.loc["2017-05", ["share_low", "share_high"]].tolist() == pytest.approx([0.0945, 0.9055], abs=1e-4)


def test_a_period_between_two_others_is_there_and_empty():
    found = trend(dated(("2017-05", "moskee"), ("2017-07", "moskee")), ["moskee"])
    assert found["period"].tolist() == ["2017-05", "2017-06", "2017-07"]
    assert found["articles"].tolist() == [1, 0, 1]
    assert found.loc[1, ["rate", "share", "share_low", "share_high"]].isna().all()
    assert found["evidence"].tolist() == ["fewer than ten articles", "no article", "fewer than ten articles"]


@pytest.mark.parametrize("every", ["day", "week", "month"])
def test_an_undated_article_and_one_with_a_coarse_date_are_in_no_period_and_are_counted(every):
    articles = dated(("2017-05-03", "moskee"), ("2017", "moskee moskee"), ("", "leger"))
    found = trend(articles, ["moskee"], every=every)
    aside = found[found["period"].isna()]
    assert aside["evidence"].tolist() == [f"in no period: date longer than a {every}", "in no period: without a date"]
    assert aside[["articles", "count", "articles_with"]].values.tolist() == [[1, 2, 1], [1, 0, 0]]
    assert aside[["rate", "share", "date_start"]].isna().all(axis=None)


def test_a_month_is_not_moved_to_its_first_day():
    found = trend(dated(("2017-05", "moskee"), ("2017-05-01", "moskee")), ["moskee"], every="day")
    assert found.loc[found["period"] == "2017-05-01", "articles"].tolist() == [1]


def test_articles_without_any_date_have_no_periods():
    found = trend(dated(("", "moskee"), ("", "leger")), ["moskee"])
    assert found[["articles", "count", "evidence"]].values.tolist() == [[2, 1, "in no period: without a date"]]


def test_no_articles_give_no_rows():
    assert trend(dated(("2017", "x")).head(0), ["moskee"]).empty


def test_ten_articles_are_no_longer_few():
    rows = [("2017-05-01", "moskee")] * 9
    assert set(trend(dated(*rows), ["moskee"])["evidence"]) == {"fewer than ten articles"}
    assert set(trend(dated(*rows, rows[0]), ["moskee"])["evidence"]) == {"ten articles or more"}


def test_a_term_is_read_by_the_rules_of_the_folder():
    # IS is not the verb; a capital, quotation marks and the lemma make no difference.
    articles = dated(("2017-05", "De strijders van IS vluchten. Zij is weg."))
    found = trend(articles, ["IS", "is", "‘Strijders’"]).set_index("term")
    assert found["count"].to_dict() == {"IS": 1, "is": 1, "‘Strijders’": 1}
    assert trend(articles, ["strijder"], normalise="lemma")["count"].tolist() == [1]


def test_a_phrase_is_found_within_a_sentence_and_not_across_two():
    articles = dated(
        ("2017-05", "Minister van Defensie zweeg. De minister. Van Defensie kwam niets. Minister van defensie!")
    )
    assert trend(articles, ["minister van Defensie", "minister"])["count"].tolist() == [2, 3]


def test_each_term_has_the_same_periods_in_the_order_asked_for():
    found = trend(dated(("2017-05", "leger"), ("2017-06", "moskee")), ["moskee", "leger", "moskee"])
    assert found["term"].tolist() == ["moskee", "moskee", "leger", "leger"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2017-05-03", "2017-05", "2017", "", "2018-01-01"]),
            st.text("moskee leger. IS", max_size=30),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_article_and_no_occurrence_is_lost(rows):
    articles = dated(*rows)
    found = trend(articles, ["moskee", "IS"])
    whole = document_term_matrix(articles, stop_words="keep").to_frame().sum()
    for term, part in found.groupby("term"):
        assert part["articles"].sum() == len(articles)
        assert part["words"].sum() == whole.sum()
        assert part["count"].sum() == whole.get(term, 0)
        known = part.dropna(subset="share")
        assert ((known["share_low"] <= known["share"]) & (known["share"] <= known["share_high"])).all()


def test_what_cannot_be_followed_is_a_clear_error():
    articles = dated(("2017-05", "moskee"))
    with pytest.raises(TypeError, match="a list of terms; received the text 'moskee'"):
        trend(articles, "moskee")
    with pytest.raises(ValueError, match="terms is empty"):
        trend(articles, [])
    with pytest.raises(ValueError, match="there is no word here"):
        trend(articles, ["…"])
    with pytest.raises(ValueError, match="received 'hour'"):
        trend(articles, ["moskee"], every="hour")
