import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril.dates.order import MOST_ARTICLES, order
from leesbril.dates.parsing import parse_dates


def dated(**written):
    return parse_dates(pd.Series(written, dtype="str"))


def told(**written):
    return order(dated(**written))["order"].item()


@pytest.mark.parametrize(
    ("a", "b", "decided"),
    [
        ("2019-03-07", "2019-03-08", "before"),
        ("2019-03-08", "2019-03-07", "after"),
        ("2019-02", "2019-03-01", "before"),  # February ends where 1 March starts
        ("2019-02", "2019-02-28", "cannot be decided"),  # a day of that month
        ("2019-03-07", "2019-03-07", "cannot be decided"),  # which came first that day?
        ("2019-03-07", "2019-03-07 14:30", "cannot be decided"),
        ("2019-03-07 14:30", "2019-03-07 14:31", "before"),
        ("2019-03-07 14:30", "2019-03-07 14:30:59", "cannot be decided"),
        ("2019", "2018-12-31T23:59:59", "after"),
        ("2019-10-27T00:45Z", "2019-10-27T01:15Z", "cannot be decided"),  # 02:45, and 02:15 an hour later
    ],
)
def test_of_two_dates_one_is_before_after_or_cannot_be_told(a, b, decided):
    assert told(a=a, b=b) == decided


def test_all_pairs_come_in_the_order_of_the_index_with_a_reason_where_it_cannot_be_decided():
    frame = order(dated(b="2017-05", a="2017-05-27", d="", c=""))
    expected = pd.DataFrame(
        [
            ["b", "a", "cannot be decided", "their dates overlap"],
            ["b", "d", "cannot be decided", "article_b has no date"],
            ["b", "c", "cannot be decided", "article_b has no date"],
            ["a", "d", "cannot be decided", "article_b has no date"],
            ["a", "c", "cannot be decided", "article_b has no date"],
            ["d", "c", "cannot be decided", "neither has a date"],
        ],
        columns=["article_a", "article_b", "order", "reason"],
    ).astype("str")
    pd.testing.assert_frame_equal(frame, expected)


def test_what_is_decided_needs_no_reason():
    frame = order(dated(a="2016", b="2017", c="2016"))
    assert frame["order"].tolist() == ["before", "cannot be decided", "after"]
    assert frame["reason"].tolist() == [np.nan, "their dates overlap", np.nan]


def test_given_pairs_keep_their_columns_and_their_index():
    pairs = pd.DataFrame({"article_a": ["b", "b"], "article_b": ["a", "c"], "cosine": [0.5, 0.25]}, index=[7, 3])
    frame = order(dated(a="2016", b="2017", c=""), pairs)
    assert frame.columns.tolist() == ["article_a", "article_b", "cosine", "order", "reason"]
    assert frame["order"].to_dict() == {7: "after", 3: "cannot be decided"}
    assert frame["reason"].to_dict() == {7: np.nan, 3: "article_b has no date"}
    assert "order" not in pairs


@pytest.mark.parametrize("articles", [0, 1])
def test_fewer_than_two_articles_make_no_pair(articles):
    frame = order(dated(a="2016").head(articles))
    assert frame.shape == (0, 4)
    assert frame.columns.tolist() == ["article_a", "article_b", "order", "reason"]


def test_a_column_of_dates_that_is_wholly_missing_is_undated():
    nothing = pd.DataFrame({"date_start": [None, None], "date_end": [None, None]}, index=["a", "b"])
    assert order(nothing)["reason"].tolist() == ["neither has a date"]


def test_dates_in_other_units_are_the_same_dates():
    frame = dated(a="2016", b="2017")
    assert order(frame.astype({"date_start": "datetime64[ns]"}))["order"].tolist() == ["before"]


def test_too_many_articles_for_all_pairs_are_named_and_given_pairs_are_the_way_out():
    many = pd.DataFrame({"date_start": pd.NaT, "date_end": pd.NaT}, index=range(MOST_ARTICLES + 1))
    with pytest.raises(ValueError, match=r"5,001 articles are too many \(at most 5,000\); give pairs="):
        order(many)
    pairs = pd.DataFrame({"article_a": [0], "article_b": [MOST_ARTICLES]})
    assert order(many, pairs)["reason"].tolist() == ["neither has a date"]


def test_an_article_that_is_not_there_is_named():
    with pytest.raises(KeyError, match=r"No article 'x' \(article_b\)"):
        order(dated(a="2016"), pd.DataFrame({"article_a": ["a", "a"], "article_b": ["a", "x"]}))


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(KeyError, match="No column date_start or date_end among the articles: text"):
        order(pd.DataFrame({"text": ["x"]}))
    with pytest.raises(KeyError, match="No column article_b among the pairs: article_a"):
        order(dated(a="2016"), pd.DataFrame({"article_a": ["a"]}))


def test_an_article_that_stands_twice_is_named():
    with pytest.raises(ValueError, match="Article 'a' is more than once"):
        order(pd.concat([dated(a="2016"), dated(a="2017")]))


def test_a_date_that_ends_before_it_starts_is_named():
    wrong = dated(a="2016", b="2017").rename(columns={"date_start": "date_end", "date_end": "date_start"})
    with pytest.raises(ValueError, match="The date of article 'a' ends no later than it starts"):
        order(wrong)


def test_a_number_as_a_name_is_written_as_a_number_in_a_message():
    articles = parse_dates(pd.Series(["2017-05-01", "2017-05-02"], index=[1, 2]))
    with pytest.raises(KeyError, match=r"No article 99 \(article_b\)"):
        order(articles, pd.DataFrame({"article_a": [1], "article_b": [99]}))
    with pytest.raises(ValueError, match="Article 1 is more than once"):
        order(articles.set_axis([1, 1]))


WRITTEN = st.sampled_from(["", "2016", "2017", "2017-05", "2017-05-27", "2017-05-27 14:30", "2017-06-01", "2017-06"])
TURNED = {"before": "after", "after": "before", "cannot be decided": "cannot be decided"}


@given(st.lists(WRITTEN, min_size=2, max_size=6))
def test_turned_around_before_is_after(written):
    articles = parse_dates(pd.Series(written, dtype="str"))
    pairs = order(articles)
    turned = order(articles, pairs[["article_b", "article_a"]].set_axis(["article_a", "article_b"], axis=1))
    assert turned["order"].tolist() == [TURNED[one] for one in pairs["order"]]


@given(st.lists(WRITTEN, min_size=3, max_size=3))
def test_what_is_before_what_is_before_is_before(written):
    ab, ac, bc = order(parse_dates(pd.Series(written, dtype="str")))["order"]
    if ab == bc != "cannot be decided":
        assert ac == ab
