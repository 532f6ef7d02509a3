import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tokens import hard_text

from leesbril import document_term_matrix, tokens
from leesbril.counting.counts import row_sums


def test_rows_are_articles_and_columns_terms_in_alphabetical_order(toy):
    dtm = document_term_matrix(toy("De moskee, de moskee van IS.", "Het leger."))
    expected = pd.DataFrame(
        [[1, 0, 2], [0, 1, 0]],
        index=pd.Index(["a", "b"], name="article", dtype="str"),
        columns=pd.Index(["IS", "leger", "moskee"], name="term", dtype="str"),
    )
    pd.testing.assert_frame_equal(dtm.to_frame(), expected)
    assert dtm.words.tolist() == [3, 1]
    assert (dtm.articles, dtm.unit, dtm.ngram_range) == (2, "article", (1, 1))


@given(
    st.lists(hard_text, min_size=1, max_size=4),
    st.sampled_from(["surface", "lemma"]),
    st.sampled_from(["drop", "keep"]),
    st.sampled_from(["whole", "parts"]),
)
def test_the_compiled_code_counts_what_the_tokens_frame_holds(texts, normalise, stop_words, hyphens):
    frame = pd.DataFrame({"text": texts}, index=list("abcd")[: len(texts)])
    found = tokens(frame).to_frame(normalise=normalise, hyphens=hyphens)
    kept = found[~found["stop"]] if stop_words == "drop" else found
    pivot = kept.pivot_table(index="article", columns="term", values="start", aggfunc="size", fill_value=0)
    pivot = pivot.reindex(frame.index, fill_value=0).reindex(columns=sorted(pivot.columns))
    dtm = document_term_matrix(frame, normalise=normalise, stop_words=stop_words, hyphens=hyphens)
    assert dtm.terms.tolist() == pivot.columns.tolist()
    assert np.array_equal(dtm.counts.toarray(), pivot.to_numpy().reshape(dtm.counts.shape))


@pytest.mark.parametrize("unit", ["paragraph", "sentence"])
def test_finer_units_add_up_to_the_articles(seeds, unit):
    whole, fine = document_term_matrix(seeds), document_term_matrix(seeds, unit=unit)
    assert fine.rows.names == ["article", unit]
    assert fine.articles == 2
    summed = fine.to_frame().groupby(level="article").sum()
    pd.testing.assert_frame_equal(summed, whole.to_frame())


def test_a_sentence_without_counted_words_keeps_its_row(toy):
    dtm = document_term_matrix(toy("De moskee. En dan?"), unit="sentence")
    assert dtm.rows.tolist() == [("a", 1), ("a", 2)]
    assert dtm.words.tolist() == [1, 0]


def test_phrases_follow_each_other_in_a_sentence_and_hold_no_dropped_word(toy):
    # "leger mosul" is joined over "in", and "moskee leger" over a full stop: neither is a phrase.
    dtm = document_term_matrix(toy("De oude moskee. Leger in Mosul."), ngram_range=(1, 2))
    assert dtm.terms.tolist() == ["leger", "moskee", "mosul", "oude", "oude moskee"]
    kept = document_term_matrix(toy("Leger in Mosul."), ngram_range=(2, 3), stop_words="keep")
    assert kept.terms.tolist() == ["in mosul", "leger in", "leger in mosul"]


def test_phrases_do_not_run_on_into_the_next_article(toy):
    assert document_term_matrix(toy("moskee", "leger"), ngram_range=(2, 2)).counts.shape == (2, 0)


def test_parts_of_compounds_make_no_phrases(toy):
    dtm = document_term_matrix(toy("de IS-leider sprak"), hyphens="parts", ngram_range=(1, 2), stop_words="keep")
    assert dtm.terms.tolist() == ["IS", "IS-leider", "IS-leider sprak", "de", "de IS-leider", "leider", "sprak"]


def test_one_term_of_two_words_as_scikit_learn_spells_it(seeds):
    phrases = document_term_matrix(seeds, ngram_range=(2, 2)).to_frame()
    assert phrases["islamitische staat"].tolist() == [1, 1]


def test_stop_words_exceptions_and_no_articles_at_all(toy):
    settings = {"extra_stop_words": ["Mosul"], "exceptions": {"daesh": "IS"}}
    assert document_term_matrix(toy("IS, Daesh, Mosul"), **settings).to_frame().loc["a"].to_dict() == {"IS": 2}
    assert document_term_matrix(toy().astype("str")).counts.shape == (0, 0)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"unit": "page"}, "unit='page' is not known; choose one of 'article', 'paragraph', 'sentence'"),
        ({"stop_words": "dutch"}, "stop_words='dutch' is not known"),
        ({"ngram_range": (2, 1)}, r"such as \(1, 2\); received \(2, 1\)"),
        ({"ngram_range": 2}, "received 2"),
        ({"language": "xx"}, "Unknown language 'xx'"),
    ],
)
def test_an_unknown_setting_says_what_is_known(toy, settings, message):
    with pytest.raises(ValueError, match=message):
        document_term_matrix(toy("a"), **settings)


def test_a_sum_that_the_values_have_no_room_for_is_right():
    # 100 + 100 is more than a number of one byte holds (127), and 2 ** 30 + 2 ** 30 more than one of four.
    first = np.array([0, 0, 2, 3, 3])
    for kind, value in ((np.int8, 100), (np.int32, 2**30), (np.int32, 2**31 - 1), (np.int64, 2**40)):
        values = np.array([value, value, 7], kind)
        sums = row_sums(values, first)
        assert (sums.dtype, sums.tolist()) == (np.int64, [0, 2 * value, 7, 0])
