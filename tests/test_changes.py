"""Terms that occur in more, or in fewer, of the later articles than of the earlier ones."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from leesbril import changing_terms, document_term_matrix, periods_of, term_changes, trend
from leesbril.dates.parsing import parse_dates
from leesbril.groups._statistics import fisher_p


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
        ["leger", 2, 2, 2, 0, -1.0, False],
        ["moskee", 2, 2, 0, 2, 1.0, False],
        ["stad", 2, 2, 1, 2, 0.5, False],
    ]
    # Fisher: two of four articles can be drawn in 6 ways, so the tail is 1 / 6; twice that, times three terms, is 1.
    assert found[["tested", "p"]].values.tolist() == [[3, pytest.approx(1)], [3, pytest.approx(1)], [3, 1]]
    # Wilson: 0 of 2 reaches up to .6576, 2 of 2 down to .3424, so the difference of 1 is within √2 × .6576 = .9300.
    assert found.loc[1, "change_low"] == pytest.approx(1 - 2**0.5 * 0.6576, abs=1e-3)


SIX_AND_SIX = [
    *[("2017-05", "leger")] * 6,
    *[("2017-06", "moskee stad")] * 2,
    *[("2017-07", "moskee stad")] * 3,
    ("2017-07", "moskee"),
]
"""Of six articles each before and since: leger in 6 and 0, moskee in 0 and 6, stad in 0 and 5."""


def test_a_change_is_clear_only_if_it_is_so_among_all_terms_tested():
    found = changes(*SIX_AND_SIX).set_index("term")
    # Fisher: 6 of 6 and none of 6 have a tail of 1 / 924, so p is 3 × 2 / 924; 5 of 6 one of 6 / 792: p = 3 × 12 / 792.
    assert found["p"].tolist() == pytest.approx([6 / 924, 6 / 924, 36 / 792])
    assert found["clear"].tolist() == [True, True, True]
    more = changes(*[(date, f"{text} dorp") for date, text in SIX_AND_SIX]).set_index("term")
    # dorp is in all: four terms, and 4 × 12 / 792 is .0606. The interval of stad alone leaves out 0 all the same.
    assert more.loc["stad", "p"] == pytest.approx(48 / 792)
    assert more["clear"].to_dict() == {"leger": True, "moskee": True, "stad": False, "dorp": False}
    assert more.loc["stad", "change_low"] > 0


def test_terms_that_were_chosen_for_their_change_are_corrected_for_all_from_which_they_were():
    table = trend(articles(*SIX_AND_SIX), ["stad"])
    assert term_changes(table)["p"].tolist() == pytest.approx([12 / 792])
    assert term_changes(table, tested=4)[["p", "tested", "clear"]].values.tolist() == [
        [pytest.approx(48 / 792), 4, False]
    ]
    with pytest.raises(ValueError, match="from which the 1 were chosen; received 0"):
        term_changes(table, tested=0)


def test_of_uneven_halves_a_term_in_few_articles_is_not_clear():
    # Four of the 10 later articles and none of the 90 earlier: Newcombe's interval is far from 0, corrected for 100
    # terms too; Fisher's tail is 210 / 3,921,225 = .0000536, so that p is .0107, and for 1,000 terms .107.
    rows = [("2017-05", "leger")] * 90 + [("2017-06", "moskee leger")] * 4 + [("2017-06", "leger")] * 6
    table = trend(articles(*rows), ["moskee"])
    assert term_changes(table, tested=100)["p"].tolist() == pytest.approx([0.01071], rel=1e-3)
    assert not term_changes(table, tested=1000)["clear"].any()


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_p_is_twice_the_smaller_tail_of_all_ways_to_draw_the_articles(sizes):
    from math import comb

    n_a, n_b = sizes[0] + sizes[1], sizes[2] + sizes[3]
    a, b = sizes[0], sizes[2]
    ways = [comb(n_a, k) * comb(n_b, a + b - k) if a + b >= k else 0 for k in range(n_a + 1)]
    tail = min(sum(ways[: a + 1]), sum(ways[a:]))
    assert fisher_p(a, n_a, b, n_b).item() == pytest.approx(min(1, 2 * tail / sum(ways)))


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
