import numpy as np
import pandas as pd
import pytest
from drawn import outside, overlaps, title, written, x_labels, y_labels

from leesbril import charts, news_flow, trend
from leesbril.charts import _time
from leesbril.charts._time_drawing import ARTICLES, BAND, BETWEEN, moments
from leesbril.dates.parsing import parse_dates
from leesbril.groups import changes


def dated(*written, **columns):
    return parse_dates(pd.Series(written, index=[f"a{i}" for i in range(len(written))])).assign(**columns)


def dots(ax, name):
    return [tuple(map(float, point)) for line in ax.lines if line.get_label() == name for point in line.get_xydata()]


def day(moment):
    return moments(np.array([moment], dtype="datetime64[us]"))[0]


# Trends


@pytest.fixture
def followed():
    """moskee: 4 of 8 articles of May, none in June, 4 of 4 of July, 2 of 2 of August; another article has no date."""
    dates = ["2017-05"] * 8 + ["2017-07"] * 4 + ["2017-08"] * 2 + [""]
    texts = ["moskee"] * 4 + ["leger"] * 4 + ["moskee leger"] * 4 + ["moskee"] * 3
    return trend(dated(*dates, text=texts), ["moskee", "leger"])


def test_each_period_is_a_dot_as_high_as_its_share_and_an_empty_one_a_gap(followed):
    ax = charts.trend_lines(followed)
    zero, middle = BAND + BETWEEN, (day("2017-05-01") + day("2017-06-01")) / 2
    # The scale of the first band ends at 100%: half of it is half of the band.
    assert dots(ax, "‘moskee’") == [
        (middle, zero - BAND / 2),
        ((day("2017-07-01") + day("2017-08-01")) / 2, zero - BAND),
        ((day("2017-08-01") + day("2017-09-01")) / 2, zero - BAND),
    ]
    assert "0%" in y_labels(ax)
    assert "100%" in y_labels(ax)


def test_the_intervals_are_those_of_the_table(followed):
    ax = charts.trend_lines(followed)
    [found] = [part for part in ax.collections if part.get_label() == "interval of ‘moskee’"]
    zero, rows = BAND + BETWEEN, followed[followed["term"] == "moskee"].dropna(subset="share")
    ends = [(line[0, 1], line[1, 1]) for line in found.get_segments()]
    assert ends == [
        pytest.approx((zero - BAND * row.share_low, zero - BAND * row.share_high)) for row in rows.itertuples()
    ]


def test_the_number_of_articles_stands_under_the_shares(followed):
    bars = charts.trend_lines(followed).patches
    assert [-bar.get_height() for bar in bars] == [ARTICLES, 0, ARTICLES / 2, ARTICLES / 4]  # 8, 0, 4, 2 articles
    assert [bar.get_x() for bar in bars] == [day(f"2017-0{month}-01") for month in (5, 6, 7, 8)]


def test_what_is_in_no_period_is_said_and_not_drawn(followed):
    ax = charts.trend_lines(followed)
    assert "1 article in no period" in written(ax, "subtitle")[0]
    assert "if they are a sample of a larger stream" in written(ax, "subtitle")[0]


@pytest.mark.parametrize(
    ("with_x", "of", "expected"),
    [
        ([5, 0, 0], [5, 3, 3], "‘x’ has its highest share in May 2017: 100% of 5 articles"),
        ([5, 5, 0], [5, 5, 3], "‘x’ occurs in 100% of 5 articles of May 2017; 1 other share is as high"),
        ([0, 0, 0], [5, 5, 3], "No article that lies in a period has ‘x’"),
        # 1 of 1 has the highest share, 9 of 10 the highest lower end: .21 against .60.
        ([1, 9, 0], [1, 10, 3], "‘x’ occurs in 90% of 10 articles of June 2017"),
    ],
)
def test_the_title_names_the_period_that_surely_has_most(with_x, of, expected):
    counts = list(zip(with_x, of, strict=True))
    dates = [f"2017-{month:02}" for month, (_, n) in enumerate(counts, 5) for _ in range(n)]
    texts = ["x" if k < some else "y" for some, n in counts for k in range(n)]
    ax = charts.trend_lines(trend(dated(*dates, text=texts), ["x"]))
    assert title(ax) == expected
    assert charts.alt_text(ax).endswith(f": {expected}.")


@pytest.mark.parametrize(
    ("of", "held"), [([4, 3, 2], "3 and 9"), ([6, 6, 0], "2 and 12")], ids=["nine articles", "two periods"]
)
def test_ten_articles_and_three_periods_with_articles_are_the_least_for_a_trend(of, held):
    dates = [f"2017-{month:02}" for month, n in enumerate(of, 5) for _ in range(n)]
    with pytest.raises(ValueError, match=f"3 periods with articles and 10 articles at least; the table has {held}"):
        charts.trend_lines(trend(dated(*dates, text="x"), ["x"]))


def test_the_least_for_a_trend_is_what_the_terms_that_rise_need():
    assert (changes.FEWEST_ARTICLES, changes.FEWEST_PERIODS) == (_time.FEWEST_ARTICLES, _time.FEWEST_PERIODS)


def test_six_terms_or_no_period_are_refused(followed):
    with pytest.raises(ValueError, match="at most 5 terms, the table has 6"):
        charts.trend_lines(pd.concat([followed.assign(term=name) for name in "abcdef"]))
    with pytest.raises(ValueError, match="no article lies in a period"):
        charts.trend_lines(trend(dated("", text=["x"]), ["x"]))
    with pytest.raises(ValueError, match="the same periods for every term"):
        charts.trend_lines(followed.drop(index=1))


# Dates


def boxes(ax):
    """Start, end and row of each bar."""
    [bars] = [part for part in ax.collections if part.get_label() == "dates"]
    points = [path.vertices for path in bars.get_paths()]
    return [(box[:, 0].min(), box[:, 0].max(), int(box[:, 1].mean())) for box in points]


def test_a_bar_is_as_long_as_the_date():
    ax = charts.article_dates(dated("2017-05", "2017", "2017-06-01"))
    expected = [("2017-05-01", "2017-06-01"), ("2017-01-01", "2018-01-01")]
    assert boxes(ax)[:2] == [(day(a), day(b), row) for row, (a, b) in enumerate(expected)]
    start, end, row = boxes(ax)[2]
    assert (start, row) == (day("2017-06-01"), 2)
    assert 1 <= end - start < 5  # no thinner than a hair


def test_dates_along_the_foot_are_written_as_they_are_read():
    assert x_labels(charts.article_dates(dated("2017-05-01", "2017-05-04")))[:2] == ["1 May 2017", "2 May 2017"]
    assert x_labels(charts.article_dates(dated("2017-05", "2017-11")))[0] == "May 2017"
    assert x_labels(charts.article_dates(dated("2017-05-01T10:00", "2017-05-01T11:30")))[0] == "1 May, 10:00"


def test_at_least_two_dates_stand_along_a_short_foot():
    with charts.page_width(390):
        ax = charts.article_dates(dated("2017", "2018", "2019").rename("Een naam van een artikel, {}".format))
    assert len(x_labels(ax)) > 1


def test_an_undated_article_is_named_and_has_no_bar():
    ax = charts.article_dates(dated("2017-05", ""))
    assert y_labels(ax) == ["a0", "a1"]
    assert len(boxes(ax)) == 1
    assert written(ax) == ["no date"]


def test_many_articles_share_rows_where_they_do_not_touch():
    ax = charts.article_dates(dated(*["2017-05", "2017-06", "2017-06"] * 20))
    assert y_labels(ax) == []
    rows = [row for *_, row in boxes(ax)]
    assert len(rows) == 60
    assert max(rows) + 1 == 40  # as many as lie over each other in June


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2017-05", ""], "1 of 2 articles has a date, longer than a day"),
        (["2017-05", "2017-05-01"], "2 of 2 articles have a date, 1 of them longer than a day"),
        (["2017-05-02", "2017-05-01"], "2 of 2 articles have a date, none of them longer than a day"),
        (["2017", "2017-05"], "2 of 2 articles have a date, all of them longer than a day"),
        (["", ""], "None of 2 articles has a date"),
        ([""], "The article has no date"),
        (["2017-05-01"], "The article has a date, no longer than a day"),
    ],
)
def test_the_title_says_how_much_is_known(dates, expected):
    assert title(charts.article_dates(dated(*dates))) == expected


# The flow


@pytest.fixture
def flow():
    """b of Courant follows a of Bode; Delta has no dated article."""
    articles = dated("2017-05-01", "2017-05-02", "", publisher=["Bode", "Courant", "Delta"])
    return news_flow(pd.DataFrame({"article_a": ["a0"], "article_b": ["a1"]}), articles)


def test_a_cell_holds_the_share_of_the_later_groups_articles(flow):
    ax = charts.flow_matrix(flow)
    # The leader first: Bode precedes one match, Delta none, and Courant follows one.
    assert y_labels(ax) == x_labels(ax) == ["Bode", "Delta", "Courant"]
    nan = np.nan
    expected = [[nan, nan, 1], [0, nan, 0], [0, nan, nan]]
    np.testing.assert_array_equal(ax.collections[0].get_array().filled(np.nan), expected)
    assert written(ax) == ["–", "100% (1/1)", "0% (0/1)", "0% (0/1)", "0% (0/1)", "–"]


def test_the_title_names_only_what_lies_beyond_the_noise(flow):
    assert title(charts.flow_matrix(flow)) == "No share of articles with an earlier match exceeds the noise"
    clear = flow.assign(beyond_noise=[True, *flow["beyond_noise"][1:]])
    said = "Of 1 article of Courant, 100% had an earlier match in Bode"
    assert title(charts.flow_matrix(clear)) == said
    none = flow.assign(share=0.0, matched=0)
    said = "By the dates no article has an earlier match in another group"
    assert title(charts.flow_matrix(none)) == said


def test_no_title_and_no_subtitle_says_copied(flow):
    ax = charts.flow_matrix(flow)
    assert not any("cop" in text for text in (title(ax), *written(ax, "subtitle"), charts.alt_text(ax)))


def test_twenty_one_groups_are_refused(flow):
    wide = pd.concat([flow.assign(earlier=f"g{i}") for i in range(21)])
    with pytest.raises(ValueError, match="at most 20 groups"):
        charts.flow_matrix(wide)


# All


@pytest.mark.parametrize("n", [1, 2, 30, 41, 400])
def test_nothing_is_cut_off_or_overlaps(n):
    dates = [["2017-05", "2018-11-03", "", "2019-02-01T12:00", "2016"][i % 5] for i in range(n)]
    articles = dated(*dates, text="moskee", publisher=[f"Uitgever {i % 7}" for i in range(n)])
    pairs = pd.DataFrame({"article_a": articles.index[:-1], "article_b": articles.index[1:]})
    drawn = [charts.article_dates(articles, source="Source: x")]
    if n >= 30:
        drawn.append(charts.trend_lines(trend(articles, ["moskee", "leger"], every="year")))
    if n > 1:
        drawn.append(charts.flow_matrix(news_flow(pairs, articles)))
    for ax in drawn:
        assert outside(ax) == []
        assert overlaps(ax.get_xticklabels()) == []
