import math

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfTransformer

from leesbril import (
    Weights,
    cosine_histogram,
    document_term_matrix,
    explain_pairs,
    explain_similarity,
    neighbours,
    similarity,
    similarity_of,
    tfidf,
)
from leesbril.counting.weights import BACKGROUND_WORDS, row_of, weigh
from leesbril.text.language import LEAST_FREQUENCY, background_frequencies


def test_the_background_idf_is_minus_the_log_of_the_chance_to_meet_the_word(toy):
    dtm = document_term_matrix(toy("de moskee"), stop_words="keep")
    frequency = background_frequencies(["de", "moskee"])
    # -ln(1 - exp(-f L)); of 350 words one in twenty is "de", so its idf is all but nought.
    expected = [-math.log(1 - math.exp(-f * BACKGROUND_WORDS)) for f in frequency]
    np.testing.assert_allclose(weigh(dtm, idf="background").idf, expected, rtol=1e-9)
    assert expected[0] < 1e-5


def test_an_unlisted_word_and_is_the_organisation_are_raised_to_the_floor(toy):
    dtm = document_term_matrix(toy("IS xqzt"))
    # f L is tiny, so 1 - exp(-f L) is f L: -ln(1e-8 × 350) = 12.5627…
    np.testing.assert_allclose(weigh(dtm).idf, [-math.log(LEAST_FREQUENCY * BACKGROUND_WORDS)] * 2, atol=1e-5)


def test_no_word_outranks_an_unknown_one(seeds):
    idf = weigh(document_term_matrix(seeds, ngram_range=(1, 2), hyphens="parts")).idf
    assert idf.max() == pytest.approx(-math.log(LEAST_FREQUENCY * BACKGROUND_WORDS), abs=1e-5)


def test_the_length_of_the_article_and_the_least_frequency_move_the_background(toy):
    dtm = document_term_matrix(toy("xqzt"))
    assert weigh(dtm, least_frequency=1e-6, background_words=100).idf[0] == pytest.approx(-math.log(1e-4), abs=1e-4)


@pytest.mark.parametrize("number", [2, 29, 30, 40])
def test_the_corpus_idf_is_scikit_learns(toy, number):
    texts = [f"moskee leger{'a' * (n % 7)} woord{'b' * n} IS IS" for n in range(number)]
    frame = toy("x").iloc[:0].reindex([f"a{n}" for n in range(number)]).assign(text=texts)
    dtm = document_term_matrix(frame)
    theirs = TfidfTransformer().fit(dtm.counts)
    weights = weigh(dtm, idf="corpus")
    np.testing.assert_allclose(weights.idf, theirs.idf_, rtol=0, atol=1e-12)
    np.testing.assert_allclose(weights.matrix.toarray(), theirs.transform(dtm.counts).toarray(), rtol=0, atol=1e-12)
    assert weights.source == ("corpus (degenerate)" if number < 30 else "corpus")
    assert weigh(dtm).source == ("background" if number < 30 else "corpus")


def test_few_articles_stay_few_however_many_sentences_they_have(seeds):
    dtm = document_term_matrix(seeds, unit="sentence")
    assert len(dtm.rows) > 30
    assert weigh(dtm).source == "background"
    assert weigh(dtm, idf="corpus").source == "corpus (degenerate)"


def test_rows_have_length_one_or_are_empty(toy):
    matrix = weigh(document_term_matrix(toy("moskee leger IS", "de het een"))).matrix
    np.testing.assert_allclose(np.sqrt((matrix.toarray() ** 2).sum(axis=1)), [1, 0])


PAIR = pd.DataFrame({"article_a": ["a"], "article_b": ["b"]})
ASKED = {
    tfidf: (),
    similarity: (),
    similarity_of: (PAIR,),
    cosine_histogram: (),
    neighbours: (),
    explain_similarity: ("a", "b"),
    explain_pairs: (PAIR,),
}
"""What takes counts or weights, with what else it needs."""


@pytest.fixture
def three(toy):
    return document_term_matrix(toy("moskee leger moskee", "IS leger moskee", "ramadan leger"))


@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.__name__)
@pytest.mark.parametrize("idf", ["auto", "background", "corpus", "none"])
def test_weights_give_the_frame_of_the_counts_that_they_were_made_of(three, ask, idf):
    found = ask(weigh(three, idf=idf), *ASKED[ask])
    pd.testing.assert_frame_equal(found, ask(three, *ASKED[ask], idf=idf), check_exact=True)
    assert len(found) > 0


@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.__name__)
def test_counts_are_weighed_by_auto_where_no_idf_is_named(three, ask):
    pd.testing.assert_frame_equal(ask(three, *ASKED[ask]), ask(three, *ASKED[ask], idf="auto"), check_exact=True)


@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.__name__)
@pytest.mark.parametrize("idf", ["auto", "corpus", "none"])
def test_an_idf_beside_weights_is_refused_the_same_one_too(three, ask, idf):
    said = rf"These weights were made with idf='corpus', but idf='{idf}' was given.*weigh\(counts, idf='{idf}'\)"
    with pytest.raises(ValueError, match=said):
        ask(weigh(three, idf="corpus"), *ASKED[ask], idf=idf)


@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.__name__)
def test_what_is_neither_counts_nor_weights_is_named(three, ask):
    with pytest.raises(TypeError, match=r"Expected the result of document_term_matrix or weigh; received csr_array\."):
        ask(weigh(three).matrix, *ASKED[ask])


def test_other_settings_of_the_background_reach_what_is_asked_of_the_weights(three):
    # Every word is rarer than once in two, so all take that: the idf of each is -ln(1 - exp(-.5 × 2)), and the rows
    # are as without idf: a = (moskee 2, leger 1)/√5, b = (IS 1, leger 1, moskee 1)/√3. Products: 2/√15 and 1/√15.
    weights = weigh(three, background_words=2, least_frequency=0.5)
    np.testing.assert_allclose(weights.idf, [-math.log(1 - math.exp(-1))] * 4)
    assert explain_similarity(weights, "a", "b")["contribution"].tolist() == pytest.approx([2 / 15**0.5, 1 / 15**0.5])


def test_pairs_are_explained_by_the_weights_that_are_given(three):
    # Without idf a is (moskee 2, leger 1)/√5 and b (IS 1, leger 1, moskee 1)/√3: the parts are 2/√15 and 1/√15.
    parts = explain_pairs(weigh(three, idf="none"), PAIR)
    assert parts["contribution"].tolist() == pytest.approx([2 / 15**0.5, 1 / 15**0.5])


def test_weights_know_their_counts_and_settings(three):
    weights = weigh(three, background_words=200, least_frequency=1e-6)
    assert isinstance(weights, Weights) and weights.counts is three
    assert (weights.source, weights.background_words, weights.least_frequency) == ("background", 200, 1e-6)
    assert (
        repr(weights) == "Weights(3 articles × 4 terms, idf='background', background_words=200, least_frequency=1e-06)"
    )
    # Another idf has no background, so none is named.
    assert repr(weigh(three, idf="corpus")) == "Weights(3 articles × 4 terms, idf='corpus (degenerate)')"


def test_weights_are_not_weighed_again(three):
    with pytest.raises(TypeError, match="Expected the result of document_term_matrix; received Weights"):
        weigh(weigh(three))


def test_bad_settings_and_rows_are_named(toy):
    dtm = document_term_matrix(toy("moskee", "leger"))
    with pytest.raises(ValueError, match="idf='bm25' is not known; choose one of 'auto'"):
        weigh(dtm, idf="bm25")
    with pytest.raises(ValueError, match="received 350 and 0"):
        weigh(dtm, least_frequency=0)
    for words in (0, -1, math.inf, math.nan):
        with pytest.raises(ValueError, match=f"background_words must be above 0 .* received {words} and 1e-08"):
            weigh(dtm, background_words=words)
    with pytest.raises(KeyError, match="No row 'z' among the 2: 'a', 'b'"):
        row_of(dtm, "z")
    assert row_of(dtm, "b") == 1
