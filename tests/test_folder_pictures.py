"""A whole folder in one picture: articles per period, a word over all articles."""

import pandas as pd
import pytest
from drawn import outside, overlaps, title, written, x_labels, y_labels

from leesbril import articles_per_period, charts, synthetic_articles
from leesbril.dates.parsing import parse_dates


def dated(*dates, publisher=None):
    frame = parse_dates(pd.Series(dates, index=[f"a{n}" for n in range(len(dates))]))
    return frame.assign(publisher=pd.Series(publisher, frame.index, dtype="str")) if publisher else frame


# Counts


def counts(articles, **more):
    return articles_per_period(articles, **more)[["publisher", "period", "articles"]].fillna("–").values.tolist()


def test_articles_are_counted_by_publisher_and_period_and_those_in_none_apart():
    articles = dated("2017-05-01", "2017-05", "2017-06-02", "", publisher=["b", "b", "a", "b"])
    assert counts(articles, every="month") == [["b", "2017-05", 2], ["b", "–", 1], ["a", "2017-06", 1]]
    assert counts(articles.drop(columns="publisher"), every="year") == [["–", "2017", 3], ["–", "–", 1]]


@pytest.mark.parametrize(
    ("dates", "every"),
    [
        (["2017-05-01", "2017-06-29"], "day"),  # 60 days
        (["2017-05-01", "2017-06-30"], "week"),  # 61 days
        (["2017-05", "2017-06", "2017-06-01"], "month"),  # a day or a week would place one of three
        (["2017", "2018"], "year"),
        ([""], "year"),
    ],
)
def test_the_period_is_the_shortest_that_fits(dates, every):
    assert set(articles_per_period(dated(*dates))["every"]) == {every}


def test_an_unknown_period_is_refused():
    with pytest.raises(ValueError, match="every must be one of"):
        articles_per_period(dated("2017"), every="decade")


# The overview


def bars(ax):
    """Left end and height of each bar, strip after strip, as a share of the highest."""
    high = max(-bar.get_height() for bar in ax.patches)
    return [(round(bar.get_x()), -bar.get_height() / high) for bar in ax.patches]


def test_each_publisher_is_a_strip_of_bars_on_one_scale():
    dates = ["2017-05-01", "2017-05-01", "2017-05-03", "2017-05", ""]
    articles = dated(*dates, publisher=["b", "b", "a", "b", "b"])
    ax = charts.folder_overview(articles_per_period(articles, every="day"))
    assert y_labels(ax) == ["b", "a"]
    first = (pd.Timestamp("2017-05-01") - pd.Timestamp(0)).days
    assert bars(ax) == [(first, 1.0), (first + 2, 0.5)]
    assert written(ax) == ["1 coarser", "1 undated", "4", "1"]
    assert title(ax) == "5 articles of 2 publishers; 1 May 2017 has the most, 2"


@pytest.mark.parametrize(
    ("dates", "every", "said"),
    [
        (["2017-05-01", "2017-05-09"], "week", "2 articles; no period has more than 1"),
        (["2017-05-01", "2017-05-02", ""], "week", "3 articles; 2 in the week of 1 May 2017, the only period with any"),
        (["2017-05-01", "2017-05-02", "2018"], "year", "3 articles; 2017 has the most, 2"),
        (["2017-05-01", "2017-05-02", "2017-07"], "quarter", "3 articles; quarter 2 of 2017 has the most, 2"),
        ([""], "day", "1 article; none lies in a period"),
    ],
)
def test_the_title_names_the_fullest_period(dates, every, said):
    ax = charts.folder_overview(articles_per_period(dated(*dates), every=every))
    assert title(ax) == said
    assert charts.alt_text(ax) == f"Bar charts of the articles of 1 publisher: {said}."


def test_of_thirteen_publishers_the_two_smallest_share_the_last_strip():
    names = [f"p{n:02}" for n in range(13)]
    articles = dated(*["2017-05"] * 24, publisher=names[:11] * 2 + names[11:])
    labels = y_labels(charts.folder_overview(articles_per_period(articles)))
    assert labels == [*names[:11], "2 other publishers"]


@pytest.mark.parametrize("width", [390, 720])
@pytest.mark.parametrize("n", [8, 30])
def test_an_overview_fits_on_either_page(n, width):
    with charts.page_width(width):
        ax = charts.folder_overview(articles_per_period(synthetic_articles(n).articles), source="Source: a folder")
    assert outside(ax) == []
    assert overlaps(ax.get_xticklabels()) == overlaps(ax.get_yticklabels()) == []
    assert x_labels(ax)


# The x-ray


@pytest.fixture
def places():
    """IS in a at 10 and 50 of 100 characters, in c at 30 of 40; b has none."""
    rows = [("a", 0, 100, "sentence", None), ("b", 0, 80, "sentence", None), ("c", 0, 40, "sentence", None)]
    rows += [("a", 10, 12, "term", "IS"), ("a", 50, 52, "term", "IS"), ("c", 30, 32, "term", "IS")]
    return pd.DataFrame(rows, columns=["article", "start", "end", "kind", "label"])


def ticks(ax):
    """The middle of each tick, from 0 to 1, and its row."""
    [found] = [part for part in ax.collections if part.get_label() == "occurrence"]
    boxes = [path.vertices[:4] for path in found.get_paths()]
    return [(round(float(box[:, 0].mean()), 2), int(box[:, 1].mean())) for box in boxes]


def test_a_tick_stands_where_the_word_does_between_start_and_end(places):
    ax = charts.keyword_xray(places)
    assert y_labels(ax) == ["a", "b", "c"]
    assert ticks(ax) == [(0.1, 0), (0.5, 0), (0.75, 2)]  # 10 and 50 of 100, 30 of 40
    assert [text for text in written(ax) if text] == ["2×", "1×"]
    assert title(ax) == "‘IS’ occurs 3 times, in 2 of 3 articles"


def test_more_than_forty_articles_are_rows_without_a_name(places):
    many = pd.concat([places.assign(article=places["article"] + str(n)) for n in range(14)])
    ax = charts.keyword_xray(many)
    assert y_labels(ax) == ["1", "42"] and len(ticks(ax)) == 42
    assert title(ax) == "‘IS’ occurs 42 times, in 28 of 42 articles"


def test_no_term_and_two_terms_are_refused(places):
    with pytest.raises(ValueError, match="one term, the table has occurrences of 0"):
        charts.keyword_xray(places.head(3))
    with pytest.raises(ValueError, match="one term, the table has occurrences of 2"):
        charts.keyword_xray(pd.concat([places, places.tail(1).assign(label="Mosul")]))


@pytest.mark.parametrize("width", [390, 720])
def test_an_xray_fits_on_either_page(places, width):
    labels = pd.Series({"a": "Een kop van achtenveertig letters die doorloopt …"})
    with charts.page_width(width):
        ax = charts.keyword_xray(places, labels=labels, source="Source: a folder")
    assert outside(ax) == [] and overlaps(ax.get_yticklabels()) == overlaps(ax.get_xticklabels()) == []
