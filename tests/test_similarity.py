from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics.pairwise import cosine_similarity

from leesbril import document_term_matrix, explain_pairs, explain_similarity, most_alike, similarity
from leesbril.weights import weigh

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


def test_the_most_alike_are_all_pairs_of_the_first_articles(toy):
    # b-c are the same, a shares one word of two with them, d none: the first three articles named are b, c and a.
    pairs = similarity(document_term_matrix(toy("moskee stad", "moskee leger", "moskee leger", "ramadan")))
    shown = most_alike(pairs, articles=3)
    assert set(shown["article_a"]) | set(shown["article_b"]) == {"a", "b", "c"}
    assert len(shown) == 3


def test_too_many_rows_and_unknown_rows_are_clear_errors(toy, monkeypatch):
    dtm = document_term_matrix(toy("moskee", "leger", "stad"))
    monkeypatch.setattr(import_module("leesbril.similarity"), "MOST_ROWS", 2)
    with pytest.raises(ValueError, match=r"All pairs of 3 rows are too many \(at most 2\)"):
        similarity(dtm)
    with pytest.raises(KeyError, match="No row 'z' among the 3: 'a', 'b', 'c'"):
        explain_similarity(dtm, "a", "z")
