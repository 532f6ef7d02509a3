"""Pictures of who had a story, and when."""

import numpy as np
import pandas as pd
import pytest
from drawn import outside, overlaps, title, written, y_labels

from leesbril import charts, order
from leesbril.charts._time_drawing import moments
from leesbril.dates.parsing import parse_dates


def pairs(*names):
    return pd.DataFrame({"article_a": [name[0] for name in names], "article_b": [name[1] for name in names]})


# The chain


def dated(*dates, publisher):
    frame = parse_dates(pd.Series(dates, index=list("abcdefgh")[: len(dates)]))
    return frame.assign(publisher=pd.Series(publisher, frame.index, dtype="str"))


@pytest.fixture
def story():
    """a and c of Bode, b of Courant; c overlaps b; d has no date."""
    articles = dated("2017-05-01", "2017-05-03", "2017-05", "", publisher=["Bode", "Courant", "Bode", "Delta"])
    return order(articles, pairs("ab", "cb", "ad")), articles


def day(moment):
    return float(moments(np.array([moment], dtype="datetime64[us]"))[0])


def test_an_article_is_a_bar_as_long_as_its_date_in_a_lane_of_its_publisher(story):
    ax = charts.story_chain(*story)
    assert y_labels(ax) == ["Bode", "Courant", "Delta"]
    bars = [bar for bar in ax.patches if hasattr(bar, "get_width")]
    assert [bar.get_x() for bar in bars] == [day("2017-05-01"), day("2017-05-01"), day("2017-05-03")]
    assert [bar.get_width() for bar in bars if bar.get_width() > 2] == [31]  # the month


def test_an_arrow_runs_from_the_earlier_to_the_later_whichever_comes_first_in_the_table(story):
    _, articles = story
    for names in ("ab", "ba"):
        ax = charts.story_chain(order(articles, pairs(names)), articles)
        [arrow] = [patch for patch in ax.patches if patch.get_label() == "earlier"]
        (begin, above), (end, below) = arrow._posA_posB
        assert (round(begin), round(end)) == (day("2017-05-02"), day("2017-05-03"))
        assert above < below


def test_a_pair_without_an_order_is_dotted_and_one_without_a_date_is_said(story):
    ax = charts.story_chain(*story)
    assert [line.get_label() for line in ax.lines] == ["open"]
    assert "dotted: 2 pairs without a known order" in written(ax, "subtitle")[0]
    assert "no date: d" in written(ax)


def test_the_title_names_the_first_only_where_the_dates_decide_it(story):
    orders, articles = story
    assert title(charts.story_chain(orders, articles)) == "Bode had the first of 3 dated articles"
    some = charts.story_chain(orders.iloc[[0, 2]], articles, labels=pd.Series({"a": "Brand"}))
    assert title(some) == "Bode had the first of 2 dated articles, “Brand”"
    assert title(charts.story_chain(orders.head(1), articles)) == "Bode had the first of 2 articles, a"
    none = dated("", "", publisher=["Bode", "Bode"])
    assert title(charts.story_chain(order(none, pairs("ab")), none)) == "None of 2 articles has a date"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2017-05", "2017-05-03", "2018"], "Bode and Courant may each have had the first of 3 articles"),
        (["2017-05-03", "2017-05-03", "2017-05-03"], "Which of 3 articles came first cannot be decided"),
        (["2017-05-03", "", ""], "Only one of 3 articles has a date, so no order can be decided"),
    ],
)
def test_the_title_names_all_that_may_have_been_first(dates, expected):
    publisher = ["Bode", "Courant", "Delta"] if expected[0] != "W" else [None] * 3
    articles = dated(*dates, publisher=publisher)
    assert title(charts.story_chain(order(articles), articles)) == expected


def test_of_many_arrows_those_from_the_earliest_match_are_orange():
    # Each of six articles matches all earlier ones: 15 pairs, and for each but the first a's date ends first.
    articles = dated(*[f"2017-05-0{n}" for n in range(1, 7)], publisher=list("ABCDEF"))
    ax = charts.story_chain(order(articles), articles)
    found = [patch for patch in ax.patches if patch.get_label() == "earlier"]
    orange = [patch for patch in found if patch.get_linewidth() > 1]
    assert (len(found), len(orange)) == (15, 5)
    assert {round(patch._posA_posB[0][0]) for patch in orange} == {day("2017-05-02")}
    assert "orange: from the earliest match of each" in written(ax, "subtitle")[0]


def test_a_label_beside_a_bar_does_not_repeat_its_publisher(story):
    orders, articles = story
    ax = charts.story_chain(orders.head(1), articles, labels=pd.Series({"a": "Brand · Bode · 1 May 2017", "b": "Vuur"}))
    assert {"Brand", "Vuur"} <= set(written(ax))


def test_forty_one_articles_an_unknown_one_and_another_order_are_refused(story):
    orders, articles = story
    many = pd.DataFrame({"article_a": "a", "article_b": [f"x{n}" for n in range(40)], "order": "before"})
    with pytest.raises(ValueError, match="at most 40 articles, the table has 41"):
        charts.story_chain(many, articles)
    with pytest.raises(ValueError, match="no article 'x0'"):
        charts.story_chain(many.head(1), articles)
    with pytest.raises(ValueError, match="received later"):
        charts.story_chain(orders.assign(order="later"), articles)


@pytest.mark.parametrize("width", [390, 720])
@pytest.mark.parametrize("last", ["2017-05-02", "2019"])
def test_a_chain_fits_on_either_page(width, last):
    articles = dated("2017-05-01T10:00", "2017-05", "", last, publisher=["Een krant met een lange naam", "B", "C", "D"])
    labels = pd.Series({name: f"Een tamelijk lange kop boven artikel {name}" for name in "abcd"})
    with charts.page_width(width):
        ax = charts.story_chain(order(articles), articles, labels=labels, source="Source: a folder")
    assert outside(ax) == []
    assert overlaps(ax.get_xticklabels()) == overlaps(ax.get_yticklabels()) == []
    assert any(label.get_text() for label in ax.get_xticklabels())
    assert (len(written(ax, "publisher")), len(y_labels(ax))) == ((4, 0) if width == 390 else (0, 4))


# Who shares with whom


@pytest.fixture
def flow():
    """b leads: 8 of 20 articles of a follow it beyond the noise, and 1 of 10 of its own follows a."""
    rows = [("a", "b", 10, 1, 0.1, False), ("b", "a", 20, 8, 0.4, True), ("b", "c", 0, 0, np.nan, False)]
    return pd.DataFrame(rows, columns=["earlier", "later", "articles", "matched", "share", "beyond_noise"])


def arrows(ax):
    return [(patch.get_label(), patch.get_linewidth()) for patch in ax.patches if hasattr(patch, "get_arrowstyle")]


def test_the_group_that_leads_stands_first_in_ring_and_matrix(flow):
    ax = charts.who_shares(flow)  # b: 8 - 1 = 7, c: 0, a: 1 - 8 = -7
    assert written(ax, "group") == ["b", "c", "a"]
    [matrix] = ax.child_axes
    assert y_labels(matrix) == ["b", "c", "a"]
    expected = [[np.nan, np.nan, 0.4], [np.nan] * 3, [0.1, np.nan, np.nan]]
    np.testing.assert_array_equal(matrix.collections[0].get_array().filled(np.nan), expected)
    assert [text.get_text() for text in matrix.texts] == ["40", "10"]


def test_an_arrow_is_as_thick_as_the_share_and_told_apart_beyond_the_noise(flow):
    # from 0.6 to 6 points: .4 is the largest; .1 is a quarter of it: 0.6 + 5.4 / 4 = 1.95
    assert arrows(charts.who_shares(flow)) == [
        ("beyond the noise", 6.0),
        ("no more than the noise", pytest.approx(1.95)),
    ]


def test_the_title_of_the_network_is_that_of_the_flow(flow):
    assert title(charts.who_shares(flow)) == "Of 20 articles of a, 40% had an earlier match in b"


def test_of_many_arrows_the_twenty_largest_are_drawn_and_it_is_said():
    names = [f"g{n}" for n in range(6)]
    rows = [(e, x, 50, n, n / 50, n == 1) for n, (e, x) in enumerate((e, x) for e in names for x in names if e != x)]
    table = pd.DataFrame(rows, columns=["earlier", "later", "articles", "matched", "share", "beyond_noise"])
    ax = charts.who_shares(table)
    assert len(arrows(ax)) == 20
    assert arrows(ax)[0][0] == "beyond the noise"
    assert "arrows: the 20 largest shares" in written(ax, "subtitle")[0]


def test_thirteen_groups_are_refused(flow):
    with pytest.raises(ValueError, match="at most 12 groups, the table has 13"):
        charts.who_shares(pd.concat([flow.assign(earlier=f"g{n}", later="x") for n in range(12)]))


@pytest.mark.parametrize("width", [390, 720])
def test_a_network_fits_on_either_page(flow, width):
    long = flow.assign(earlier="Een krant met een lange naam " + flow["earlier"])
    with charts.page_width(width):
        ax = charts.who_shares(long, source="Source: a folder")
    assert outside(ax) == [] and outside(ax.child_axes[0]) == []
