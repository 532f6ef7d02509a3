import math

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfTransformer

from leesbril import document_term_matrix
from leesbril.counting.weights import BACKGROUND_FLOOR, BACKGROUND_LENGTH, row_of, weigh
from leesbril.text.language import background_frequencies


def test_the_background_idf_is_minus_the_log_of_the_chance_to_meet_the_word(toy):
    dtm = document_term_matrix(toy("de moskee"), stop_words="keep")
    frequency = background_frequencies(["de", "moskee"])
    # -ln(1 - exp(-f L)); of 350 words one in twenty is "de", so its idf is all but nought.
    expected = [-math.log(1 - math.exp(-f * BACKGROUND_LENGTH)) for f in frequency]
    np.testing.assert_allclose(weigh(dtm, idf="background").idf, expected, rtol=1e-9)
    assert expected[0] < 1e-5


def test_an_unlisted_word_and_is_the_organisation_are_raised_to_the_floor(toy):
    dtm = document_term_matrix(toy("IS xqzt"))
    # f L is tiny, so 1 - exp(-f L) is f L: -ln(1e-8 × 350) = 12.5627…
    np.testing.assert_allclose(weigh(dtm).idf, [-math.log(BACKGROUND_FLOOR * BACKGROUND_LENGTH)] * 2, atol=1e-5)


def test_no_word_outranks_an_unknown_one(seeds):
    idf = weigh(document_term_matrix(seeds, ngram_range=(1, 2), hyphens="parts")).idf
    assert idf.max() == pytest.approx(-math.log(BACKGROUND_FLOOR * BACKGROUND_LENGTH), abs=1e-5)


def test_length_and_floor_move_the_background(toy):
    dtm = document_term_matrix(toy("xqzt"))
    assert weigh(dtm, floor=1e-6, length=100).idf[0] == pytest.approx(-math.log(1e-4), abs=1e-4)


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


def test_bad_settings_and_rows_are_named(toy):
    dtm = document_term_matrix(toy("moskee", "leger"))
    with pytest.raises(ValueError, match="idf='bm25' is not known; choose one of 'auto'"):
        weigh(dtm, idf="bm25")
    with pytest.raises(ValueError, match="received 350 and 0"):
        weigh(dtm, floor=0)
    with pytest.raises(KeyError, match="No row 'z' among the 2: 'a', 'b'"):
        row_of(dtm, "z")
    assert row_of(dtm, "b") == 1
