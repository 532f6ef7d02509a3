"""Terms that occur in more, or in fewer, of the later articles than of the earlier ones."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from leesbril import changing_terms, document_term_matrix, periods_of, term_changes, trend
from leesbril.dates.parsing import parse_dates


def articles(*rows):
    dates, texts = zip(*rows, strict=True)
    names = [f"n{number}" for number in range(len(rows))]
    return parse_dates(pd.Series(dates, names)).assign(text=texts, language="nl")


def changes(*rows):
    made = articles(*rows)
    return changing_terms(document_term_matrix(made), periods_of(made))


TOY = [("2017-05", "leger"), ("2017-05", "stad leger"), ("2017-06", "moskee stad"), ("2017-08", "moskee moskee stad")]


def test_the_clearest_change_comes_first_whichever_way_it_goes():
    found = changes(*TOY)
    # Two articles of May, two since: leger in 2 and 0, moskee in 0 and 2, stad in 1 and 2.
    assert found["since"].unique().tolist() == [pd.Timestamp("2017-06-01")]
    columns = ["term", "articles_before", "articles_since", "with_before", "with_since", "change", "clear"]
    assert found[columns].values.tolist() == [
        ["leger", 2, 2, 2, 0, -1.0, True],
        ["moskee", 2, 2, 0, 2, 1.0, True],
        ["stad", 2, 2, 1, 2, 0.5, False],
    ]
    # Wilson: 0 of 2 reaches up to .6576, 2 of 2 down to .3424, so the difference of 1 is within √2 × .6576 = .9300.
    assert found.loc[1, "change_low"] == pytest.approx(1 - 2**0.5 * 0.6576, abs=1e-3)


def test_many_articles_with_a_small_change_can_be_clearer_than_few_with_a_large_one():
    early = [("2017-05-01", "stad")] * 80 + [("2017-05-01", "leger dorp")] * 20
    late = [("2017-06-01", "stad moskee")] + [("2017-06-01", "leger")] * 99
    found = changes(*early, *late).set_index("term")
    assert found.index[:2].tolist() == ["leger", "stad"]  # 20 and 99 of 100; 80 and 1 of 100: 79 points each
    assert found.loc["moskee", "clear"] == False  # noqa: E712  one article of a hundred


def test_the_halves_are_split_where_the_articles_are_most_even():
    # After May 1 of 8 are before, after June 5, after July 7: five is nearest to four.
    rows = [("2017-05", "x")] + [("2017-06", "x")] * 4 + [("2017-07", "x")] * 2 + [("2017-08", "x")]
    assert changes(*rows)[["since", "articles_before"]].values.tolist() == [[pd.Timestamp("2017-07-01"), 5]]


def test_articles_in_no_period_are_in_neither_half():
    found = changes(*TOY, ("2017", "leger"), ("", "leger"))
    assert found["articles_before"].unique().tolist() == found["articles_since"].unique().tolist() == [2]


@pytest.mark.parametrize("rows", [[("2017-05", "leger")], [("2017-05", "leger"), ("", "stad")], [("", "stad")]])
def test_with_one_period_nothing_changes(rows):
    assert changes(*rows).empty
    assert term_changes(trend(articles(*rows), ["leger"])).empty


DATES = st.sampled_from(["2017-05", "2017-06", "2017-07", "2017", ""])
TEXTS = st.sampled_from(["leger", "stad leger", "moskee", "…"])


@given(st.lists(st.tuples(DATES, TEXTS), min_size=1, max_size=12))
def test_a_trend_has_the_same_changes_as_the_matrix(rows):
    found = changes(*rows)
    terms = sorted(found["term"])
    if terms:
        assert_frame_equal(term_changes(trend(articles(*rows), terms)), found.drop(columns="leads"))


def test_names_are_shown_as_they_are_written_and_months_lead_no_list():
    found = changes(*[("2017-05", "In Mosul in mei.")] * 3, *[("2017-06", "In juni.")] * 3)
    assert found[["term", "shown", "leads"]].values.tolist() == [
        ["juni", "juni", False],
        ["mei", "mei", False],
        ["mosul", "Mosul", True],
    ]


def test_wrong_arguments_are_named():
    made = articles(*TOY)
    dtm = document_term_matrix(made)
    with pytest.raises(KeyError, match="no row for 'n3'"):
        changing_terms(dtm, periods_of(made).head(3))
    with pytest.raises(ValueError, match="this one counts each sentence"):
        changing_terms(document_term_matrix(made, unit="sentence"), periods_of(made))
