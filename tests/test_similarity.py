from importlib import import_module
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics.pairwise import cosine_similarity

from leesbril import document_term_matrix, explain_pairs, explain_similarity, similarity
from leesbril.comparison.cosine import cosine_histogram, similarity_of
from leesbril.counting.weights import weigh

ROOM = import_module("leesbril.comparison.cosine")

words = st.lists(st.sampled_from(["moskee", "leger", "IS", "ramadan", "stad", "de", "100.000"]), max_size=12).map(
    " ".join
)


def test_the_cosine_of_counts_is_worked_out_by_hand(toy):
    # a = (IS 0, leger 1, moskee 2), b = (2, 1, 0): a·b = 1, |a| = |b| = √5, cosine 1/5. c has no counted words.
    found = similarity(document_term_matrix(toy("moskee leger moskee", "IS leger IS", "de het")), idf="none")
    expected = pd.DataFrame(
        {
            "article_a": pd.Series(["a", "a", "b"], dtype="str"),
            "article_b": pd.Series(["b", "c", "c"], dtype="str"),
            "cosine": [0.2, np.nan, np.nan],
            "shared_terms": [1, 0, 0],
            "words_a": [3, 3, 3],
            "words_b": [3, 0, 0],
            "idf_source": pd.Series(["none"] * 3, dtype="str"),
        }
    )
    pd.testing.assert_frame_equal(found, expected)


@given(st.lists(words, min_size=2, max_size=5), st.sampled_from(["none", "corpus", "background"]))
def test_every_cosine_is_scikit_learns_and_the_sum_of_its_parts(texts, idf):
    frame = pd.DataFrame({"text": texts}, index=list("abcde")[: len(texts)])
    dtm = document_term_matrix(frame)
    if not len(dtm.terms):
        return
    theirs = pd.DataFrame(cosine_similarity(weigh(dtm, idf=idf).matrix), dtm.rows, dtm.rows)
    for pair in similarity(dtm, idf=idf).dropna().itertuples():
        assert pair.cosine == pytest.approx(theirs.loc[pair.article_a, pair.article_b], abs=1e-12)
        parts = explain_similarity(dtm, pair.article_a, pair.article_b, idf=idf)
        assert parts["contribution"].sum() == pytest.approx(pair.cosine, abs=1e-12)
        assert len(parts) == pair.shared_terms
        assert (parts["share"].sum() == pytest.approx(1)) or parts.empty


def test_the_parts_of_a_cosine_are_products_of_weights_the_largest_first(toy):
    # a = (leger 1, moskee 2) / √5, b = (leger 2, moskee 2) / √8: leger 2/√40, moskee 4/√40.
    dtm = document_term_matrix(toy("moskee leger moskee", "moskee moskee leger leger"))
    parts = explain_similarity(dtm, "a", "b", idf="none")
    assert parts["term"].tolist() == ["moskee", "leger"]
    np.testing.assert_allclose(parts["contribution"], [4 / np.sqrt(40), 2 / np.sqrt(40)])
    np.testing.assert_allclose(parts["share"], [2 / 3, 1 / 3])
    assert parts[["count_a", "count_b"]].values.tolist() == [[2, 2], [1, 2]]


def test_identical_articles_have_cosine_one_and_strangers_nought(toy):
    found = similarity(document_term_matrix(toy("moskee leger", "leger moskee", "ramadan")))
    assert found["cosine"].tolist() == pytest.approx([1, 0, 0])
    assert explain_similarity(document_term_matrix(toy("moskee", "leger")), "a", "b").empty


def test_one_article_has_no_pairs_and_the_frame_keeps_its_columns(toy):
    dtm = document_term_matrix(toy("moskee"))
    pairs = similarity(dtm)
    assert len(pairs) == 0
    assert pairs.columns.tolist()[:3] == ["article_a", "article_b", "cosine"]
    parts = explain_pairs(dtm, pairs)
    assert parts.empty
    assert parts.columns.tolist()[:3] == ["article_a", "article_b", "term"]


def test_the_parts_of_several_pairs_add_up_pair_by_pair(toy):
    dtm = document_term_matrix(toy("moskee leger IS", "moskee leger", "moskee"))
    pairs = similarity(dtm)
    sums = explain_pairs(dtm, pairs).groupby(["article_a", "article_b"])["contribution"].sum()
    np.testing.assert_allclose(
        sums.loc[list(zip(pairs["article_a"], pairs["article_b"], strict=True))], pairs["cosine"]
    )


def test_sentences_can_be_compared_too(toy):
    pairs = similarity(document_term_matrix(toy("Moskee. Leger. Moskee."), unit="sentence"))
    assert pairs.loc[0, ["article_a", "article_b"]].tolist() == [("a", 1), ("a", 3)]
    dtm = document_term_matrix(toy("Leger en stad. Moskee leger stad.", "Stad moskee leger."), unit="sentence")
    parts = explain_pairs(dtm, similarity(dtm))
    assert parts.loc[0, ["article_a", "article_b"]].tolist() == [("a", 2), ("b", 1)]
    with pytest.raises(KeyError, match=r"No row 'a' among the 3: \('a', 1\)"):
        explain_similarity(dtm, "a", "b")


def test_too_many_rows_and_unknown_rows_are_clear_errors(toy, monkeypatch):
    dtm = document_term_matrix(toy("moskee", "leger", "stad"))
    monkeypatch.setattr(ROOM, "MOST_ROWS", 2)
    with pytest.raises(ValueError, match=r"All pairs of 3 rows are too many \(at most 2\); set top=1000"):
        similarity(dtm)
    assert len(similarity(dtm, top=3)) == 3
    with pytest.raises(KeyError, match="No row 'z' among the 3: 'a', 'b', 'c'"):
        explain_similarity(dtm, "a", "z")


# Many articles: no more held than asked for.

folders = st.lists(words, min_size=1, max_size=7).map(lambda texts: pd.DataFrame({"text": texts}))
cells = st.integers(1, 30)  # held at a time: blocks of one row up to all


@given(folders, st.integers(1, 25), cells)
def test_the_top_of_all_pairs_is_the_same_without_holding_all(folder, top, held):
    dtm = document_term_matrix(folder)
    expected = similarity(dtm).head(top)
    with mock.patch.object(ROOM, "MOST_CELLS", held):
        pd.testing.assert_frame_equal(similarity(dtm, top=top), expected)


@given(folders, st.integers(1, 12), cells)
def test_a_spread_holds_every_pair_and_every_row_once(folder, bins, held):
    dtm = document_term_matrix(folder)
    with mock.patch.object(ROOM, "MOST_CELLS", held):
        spread = cosine_histogram(dtm, bins=bins)
    pairs = similarity(dtm)
    assert spread["pairs"].sum() == len(pairs)
    assert spread["articles"].sum() == len(folder)
    for row in spread.itertuples():
        inside = pairs["cosine"].isna()
        if not np.isnan(row.cosine_from):
            high = row.cosine_to - 1e-10 if row.cosine_to < 1 else 2
            inside = pairs["cosine"].between(row.cosine_from - 1e-10, high)
        assert row.pairs == inside.sum()


def test_pairs_and_rows_without_a_cosine_stand_in_a_bin_without_bounds(toy):
    # a·b = 1 / (√2 √2) = .5: on the edge, so in the upper bin. c has no counted words, so neither a–c nor b–c has one.
    spread = cosine_histogram(document_term_matrix(toy("moskee leger", "moskee stad", "de het")), bins=2, idf="none")
    expected = pd.DataFrame(
        {
            "cosine_from": [0.5, 0.0, np.nan],
            "cosine_to": [1.0, 0.5, np.nan],
            "pairs": [1, 0, 2],
            "articles": [2, 0, 1],
        }
    )
    pd.testing.assert_frame_equal(spread, expected)


def test_one_article_has_no_other_to_be_like(toy):
    dtm = document_term_matrix(toy("moskee"))
    assert similarity(dtm, top=5).empty
    assert cosine_histogram(dtm, bins=1)[["pairs", "articles"]].values.tolist() == [[0, 0], [0, 1]]


@given(folders.filter(lambda folder: len(folder) > 1), st.sampled_from(["none", "corpus", "background"]))
def test_the_cosine_of_chosen_pairs_is_that_among_all_pairs_in_the_order_asked_for(folder, idf):
    dtm = document_term_matrix(folder)
    every = similarity(dtm, idf=idf)
    chosen = every.iloc[::-2].reset_index(drop=True)
    pd.testing.assert_frame_equal(similarity_of(dtm, chosen, idf=idf), chosen, atol=1e-12, rtol=0)


class Name:
    """A name that counts how often it is compared."""

    compared = 0

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        Name.compared += 1
        return self is other

    def __hash__(self):
        return self.number


def test_chosen_pairs_are_looked_up_and_not_compared_with_every_row():
    # One article against 99 others: by comparing, 100 names at a time, 2 × 99 × 100 comparisons.
    names = [Name(number) for number in range(100)]
    dtm = document_term_matrix(pd.DataFrame({"text": ["dijk stand"] * 100}, index=pd.Index(names, dtype=object)))
    pairs = pd.DataFrame({"article_a": [names[0]] * 99, "article_b": names[1:]})
    Name.compared = 0
    assert similarity_of(dtm, pairs, idf="none")["cosine"].tolist() == pytest.approx([1.0] * 99)
    assert Name.compared < 2 * 99 * 100


def test_no_chosen_pairs_give_an_empty_frame_and_an_unknown_one_an_error(toy):
    dtm = document_term_matrix(toy("moskee", "leger"))
    pairs = similarity(dtm)
    assert similarity_of(dtm, pairs.head(0)).columns.tolist() == pairs.columns.tolist()
    with pytest.raises(KeyError, match="No row 'z' among the 2: 'a', 'b'"):
        similarity_of(dtm, pairs.assign(article_b="z"))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda dtm: similarity(dtm, top=0), "top must be 1 or more; received 0"),
        (lambda dtm: cosine_histogram(dtm, bins=0), "bins must be 1 or more; received 0"),
    ],
)
def test_a_number_below_one_is_refused(toy, call, message):
    with pytest.raises(ValueError, match=message):
        call(document_term_matrix(toy("moskee", "leger")))
