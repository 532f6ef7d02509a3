import threading
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from leesbril import document_term_matrix, explain_pairs, neighbours, similarity
from leesbril.comparison.neighbours import UndatedArticlesWarning, _compiled_search, _plain_search
from leesbril.counting.weights import weigh
from leesbril.engine import _windows

MODULE = import_module("leesbril.comparison.neighbours")  # the package gives the function of the same name
HOUR = 3_600_000_000
words = st.lists(st.sampled_from(["moskee", "leger", "IS", "ramadan", "stad", "de", "100.000"]), max_size=12).map(
    " ".join
)


@pytest.fixture
def dated(toy):
    """Toy articles with dates: a tuple of start and end, or None."""

    def frame(*dates):
        articles = toy(*["moskee leger"] * len(dates))
        for side, column in enumerate(("date_start", "date_end")):
            articles[column] = pd.to_datetime([date[side] if date else None for date in dates])
        return articles

    return frame


def day(number):
    return f"2017-05-{number:02d}", f"2017-05-{number + 1:02d}"


def met(articles, days):
    pairs = neighbours(document_term_matrix(articles), dates=articles, days=days)
    return set(pairs["article_a"] + pairs["article_b"])


# What is listed


def test_each_article_has_its_own_nearest_and_a_pair_is_listed_once(toy):
    # Of unweighted counts: a-b 2/√6 = .816, a-c and a-d 1/√2 = .707, b-c 1/√3 = .577, b-d the same, c-d 0.
    # One neighbour each: b is the nearest of a, a that of b, c and d; so a is that of three, and they not that of a.
    dtm = document_term_matrix(toy("moskee leger", "moskee leger stad", "moskee", "leger"))
    expected = pd.DataFrame(
        {
            "article_a": pd.Series(["a", "a", "a"], dtype="str"),
            "article_b": pd.Series(["b", "c", "d"], dtype="str"),
            "cosine": [2 / np.sqrt(6), 1 / np.sqrt(2), 1 / np.sqrt(2)],
            "shared_terms": [2, 1, 1],
            "words_a": [2, 2, 2],
            "words_b": [3, 1, 1],
            "idf_source": pd.Series(["none"] * 3, dtype="str"),
            "rank_a": pd.array([1, pd.NA, pd.NA], dtype="Int64"),
            "rank_b": pd.array([1, 1, 1], dtype="Int64"),
        }
    )
    pd.testing.assert_frame_equal(neighbours(dtm, top=1, idf="none"), expected)


def test_the_threshold_itself_is_reached_and_just_above_it_is_not(toy):
    # a-b share one word of two: cosine 1/2.
    dtm = document_term_matrix(toy("moskee leger", "moskee stad"))
    assert len(neighbours(dtm, threshold=0.5, idf="none")) == 1
    assert len(neighbours(dtm, threshold=0.5000001, idf="none")) == 0


def test_of_equally_near_ones_the_first_goes_first(toy):
    dtm = document_term_matrix(toy("moskee", "moskee", "moskee", "moskee"))
    pairs = neighbours(dtm, top=1)
    assert pairs[["article_a", "article_b"]].values.tolist() == [["a", "b"], ["a", "c"], ["a", "d"]]
    assert pairs["rank_a"].fillna(0).tolist() == [1, 0, 0]


def test_an_article_without_counted_words_has_no_neighbours(toy):
    assert len(neighbours(document_term_matrix(toy("de het", "de het", "moskee")))) == 0
    assert len(neighbours(document_term_matrix(toy("moskee")))) == 0


def test_the_pairs_can_be_explained_and_sentences_have_neighbours_too(toy):
    dtm = document_term_matrix(toy("Leger en stad. Moskee.", "Stad leger."), unit="sentence")
    pairs = neighbours(dtm)
    assert pairs[["article_a", "article_b"]].values.tolist() == [[("a", 1), ("b", 1)]]
    assert explain_pairs(dtm, pairs)["contribution"].sum() == pytest.approx(pairs["cosine"].iloc[0])


@given(st.lists(words, min_size=2, max_size=8), st.sampled_from(["none", "corpus", "background"]), st.data())
def test_nothing_is_missing_and_every_number_is_that_of_similarity(texts, idf, data):
    dtm = document_term_matrix(pd.DataFrame({"text": texts}, index=list("abcdefgh")[: len(texts)]))
    threshold = data.draw(st.sampled_from([0.1, 0.3, 0.5, 1.0]))
    everything = similarity(dtm, idf=idf)
    expected = everything[everything["cosine"].round(12) >= threshold].reset_index(drop=True)
    found = neighbours(dtm, top=len(texts), threshold=threshold, idf=idf)
    pd.testing.assert_frame_equal(found[expected.columns], expected, check_exact=True)
    top = data.draw(st.integers(1, 3))
    fewer = neighbours(dtm, top=top, threshold=threshold, idf=idf)
    kept = found[(found["rank_a"] <= top) | (found["rank_b"] <= top)].reset_index(drop=True)
    pd.testing.assert_frame_equal(fewer[expected.columns], kept[expected.columns], check_exact=True)


# Dates


def test_monday_and_thursday_lie_within_three_days_and_monday_and_friday_do_not(dated):
    articles = dated(day(1), day(4), day(5))
    assert met(articles, 3) == {"ab", "bc"}
    assert met(articles, 0) == set()
    assert met(articles, 4) == {"ab", "ac", "bc"}


def test_days_are_counted_between_moments_where_these_are_known(dated):
    # 12:00:00 and 12:00:00 three days later: three days. A second more: not.
    noon = [(f"2017-05-0{number} 12:00:0{second}", f"2017-05-0{number} 12:00:0{second + 1}") for number, second in
            ((1, 0), (4, 0), (4, 1))]  # fmt: skip
    assert met(dated(*noon), 3) == {"ab", "bc"}


def test_a_month_is_near_every_day_in_it_and_the_days_around_it(dated):
    may = ("2017-05-01", "2017-06-01")
    around = [("2017-04-28", "2017-04-29"), ("2017-04-27", "2017-04-28"), day(20), ("2017-06-03", "2017-06-04")]
    assert {pair for pair in met(dated(may, *around), 3) if "a" in pair} == {"ab", "ad", "ae"}


def test_an_article_without_a_date_is_compared_with_none_and_that_is_said(dated):
    articles = dated(day(1), None, day(2))
    with pytest.warns(UndatedArticlesWarning, match="1 of 3 articles have no date and were not compared: 'b'"):
        assert met(articles, 1) == {"ac"}
    with pytest.warns(UndatedArticlesWarning, match="2 of 2"):
        assert met(dated(None, None), 1) == set()


def test_the_order_of_the_frame_of_dates_does_not_matter(dated):
    articles = dated(day(1), day(9), day(2))
    pairs = neighbours(document_term_matrix(articles), dates=articles.iloc[::-1], days=1)
    assert pairs[["article_a", "article_b"]].values.tolist() == [["a", "c"]]


# The compiled search


@st.composite
def searches(draw):
    """Rows of few terms, many alike or the same; dates of a second, a day, a month or more."""
    rows, terms = draw(st.integers(1, 60)), draw(st.integers(1, 12))
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    dense = random.integers(1, 4, (rows, terms)) * (random.random((rows, terms)) < draw(st.sampled_from([0.2, 0.6])))
    dense[random.random(rows) < 0.2] = dense[0]
    lengths = np.sqrt((dense**2).sum(axis=1, keepdims=True))
    matrix = csr_array(dense / np.where(lengths > 0, lengths, 1))
    start = random.integers(0, 24 * 40, rows) * HOUR
    end = start + random.choice([HOUR, 24 * HOUR, 24 * 30 * HOUR, 24 * 365 * HOUR], rows)
    spans = draw(st.sampled_from([None, (start, end, 24 * HOUR), (start, end, 0), (start, end, 24 * 9 * HOUR)]))
    return matrix, draw(st.integers(1, 5)), draw(st.sampled_from([0.05, 0.3, 0.7, 1.0])), spans


@settings(max_examples=2 * settings.default.max_examples)
@given(searches(), st.sampled_from([3, 10, 50_000]), st.booleans())
def test_the_compiled_search_gives_the_plain_one_to_the_last_bit(search, block, many):
    sizes = {"BLOCK": block, "SMALL": 2, "MANY": 0 if many else 10**9}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in sizes.items():
            patch.setattr(_windows, name, value)
        found = _compiled_search(*search)
    for ours, plain in zip(found, _plain_search(*search), strict=True):
        np.testing.assert_array_equal(ours, plain)


def test_many_rows_take_the_compiled_search_and_give_the_same_frame(toy, monkeypatch):
    texts = ["moskee leger stad", "leger stad", "moskee IS", "stad IS ramadan", "", "ramadan"]
    articles = toy(*texts, *texts).assign(
        date_start=pd.Timestamp("2017-05-01"), date_end=pd.to_datetime(["2017-05-02"] * 6 + ["2018-01-01"] * 6)
    )
    dtm = document_term_matrix(articles)
    plain = [neighbours(dtm), neighbours(dtm, dates=articles, days=2)]
    monkeypatch.setattr(MODULE, "COMPILED_FROM", 2)
    pd.testing.assert_frame_equal(neighbours(dtm), plain[0], check_exact=True)
    pd.testing.assert_frame_equal(neighbours(dtm, dates=articles, days=2), plain[1], check_exact=True)


def test_an_interruption_ends_the_threads_and_closes_the_bar(toy, monkeypatch):
    closed = []

    class Bar:
        def __init__(self, rows, work):
            assert (rows, work) == (200, "neighbours")

        def update(self, rows):
            raise KeyboardInterrupt

        def close(self):
            closed.append(True)

    monkeypatch.setattr(MODULE, "progress", Bar)
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        _compiled_search(csr_array(np.ones((200, 1))), 3, 0.3, None)
    assert closed == [True]
    assert threading.active_count() == before


def test_no_bar_is_drawn_where_nobody_can_see_it(capfd):
    _compiled_search(csr_array(np.ones((20, 1))), 3, 0.3, None)
    assert capfd.readouterr().err == ""


# Bad input


def test_bad_settings_are_named(dated):
    articles = dated(day(1), day(2))
    dtm = document_term_matrix(articles)
    with pytest.raises(ValueError, match="top must be a whole number of neighbours, 1 or more; received 0"):
        neighbours(dtm, top=0)
    with pytest.raises(ValueError, match="threshold must be a cosine above 0, at most 1; received 0"):
        neighbours(dtm, threshold=0)
    with pytest.raises(ValueError, match="received only days"):
        neighbours(dtm, days=3)
    with pytest.raises(ValueError, match="received only dates"):
        neighbours(dtm, dates=articles)
    with pytest.raises(ValueError, match=r"days must be a number from 0 \(the same day\) to 1000000; received -1"):
        neighbours(dtm, dates=articles, days=-1)
    with pytest.raises(KeyError, match="dates lacks date_end; its columns are text, date_start"):
        neighbours(dtm, dates=articles.drop(columns="date_end"), days=3)
    with pytest.raises(KeyError, match="dates lacks 1 of the counted articles, such as 'b'"):
        neighbours(dtm, dates=articles.iloc[:1], days=3)
    with pytest.raises(TypeError, match="Expected the result of document_term_matrix or weigh; received DataFrame"):
        neighbours(articles)


def test_weights_are_those_that_the_user_asks_for(toy):
    dtm = document_term_matrix(toy("moskee leger", "moskee stad"))
    weights = weigh(dtm, background_words=100)
    product = (weights.matrix @ weights.matrix.T).toarray()[0, 1]
    assert neighbours(weights, threshold=0.01)["cosine"].tolist() == [product]
