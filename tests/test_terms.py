import threading
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import concordance, document_term_matrix, sklearn_tfidf, term_positions, tfidf
from leesbril.scale import parallel


def test_terms_are_ranked_within_their_article_and_ties_share_a_rank(toy):
    # Without idf the weights are the counts over their length: a: 2, 1, 1 over √6; b: 1 over 1.
    found = tfidf(document_term_matrix(toy("moskee leger moskee ramadan", "IS")), idf="none")
    expected = pd.DataFrame(
        {
            "article": pd.Series(["a", "a", "a", "b"], dtype="str"),
            "term": pd.Series(["moskee", "leger", "ramadan", "IS"], dtype="str"),
            "shown": pd.Series(["moskee", "leger", "ramadan", "IS"], dtype="str"),
            "count": [2, 1, 1, 1],
            "tf": [0.5, 0.25, 0.25, 1.0],
            "idf": [1.0, 1.0, 1.0, 1.0],
            "idf_source": pd.Series(["none"] * 4, dtype="str"),
            "tfidf": np.array([2, 1, 1, np.sqrt(6)]) / np.sqrt(6),
            "rank": [1, 2, 2, 1],
            "leads": True,
        }
    )
    pd.testing.assert_frame_equal(found, expected)


def test_top_keeps_so_many_rows_of_each_article(toy):
    dtm = document_term_matrix(toy("moskee leger ramadan", "IS", ""))
    assert tfidf(dtm, top=2).groupby("article").size().to_dict() == {"a": 2, "b": 1}


ROWS = st.lists(
    st.lists(st.sampled_from([0.0, 0.1 - 1e-15, 0.1, 0.1 + 1e-15, 0.1 + 1e-12, 0.5, 1.0, 1.0 + 2e-16]), max_size=7)
)


@given(ROWS, st.integers(1, 8), st.sampled_from([1, 2, 2_000]), st.sampled_from([0, 10**9]))
def test_the_highest_of_each_row_are_those_of_python_ties_in_their_order(rows, top, together, compiled_from):
    terms = import_module("leesbril.counting.terms")
    first = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terms, "_ROWS", together)
        patch.setattr(terms, "COMPILED_FROM", compiled_from)
        places, ranks = terms._highest(first, np.array([value for row in rows for value in row]), top)
    expected = []
    for begin, row in zip(first, rows, strict=False):
        # Python's sort keeps the order of equals. Weights that are the same to twelve decimals are equal.
        ticks = [round(value * 1e12) for value in row]
        order = sorted(range(len(row)), key=lambda place, ticks=ticks: -ticks[place])[:top]
        expected += [(begin + place, 1 + sum(tick > ticks[place] for tick in ticks)) for place in order]
    assert list(zip(places.tolist(), ranks.tolist(), strict=True)) == expected


@pytest.mark.parametrize("top", [0, -1, 1.5, "5"])
def test_a_top_that_is_no_whole_number_is_an_error(toy, top):
    with pytest.raises(ValueError, match="whole number, 1 or more"):
        tfidf(document_term_matrix(toy("moskee")), top=top)


def test_terms_of_sentences_name_the_sentence(toy):
    found = tfidf(document_term_matrix(toy("Moskee. Leger."), unit="sentence"))
    assert found[["article", "sentence", "term"]].values.tolist() == [["a", 1, "moskee"], ["a", 2, "leger"]]


def test_is_is_among_the_five_highest_of_both_seeds_and_no_000(seeds):
    terms = tfidf(document_term_matrix(seeds))
    assert (terms[terms["rank"] <= 5].groupby("article")["term"].agg(lambda found: "IS" in set(found))).all()
    assert "000" not in set(terms["term"])
    assert {"100.000", "6.000"} <= set(terms["term"])


def test_a_concordance_shows_every_place_in_its_context(toy):
    found = concordance(toy("Het leger van\nIrak. Leger!", "Het regeringsleger."), "Leger", width=2)
    expected = [["a", 1, 4, 9, "Het", "leger", "van Irak"], ["a", 3, 20, 25, "van Irak.", "Leger", ""]]
    assert found.values.tolist() == expected


def test_a_concordance_of_is_leaves_the_verb_and_finds_compounds_only_when_asked(toy):
    frame = toy("IS is weg. De IS-leider en Isis ook.")
    assert concordance(frame, "IS")["keyword"].tolist() == ["IS"]
    assert concordance(frame, "is")["keyword"].tolist() == ["is"]
    assert concordance(frame, "IS", compounds=True)["keyword"].tolist() == ["IS", "IS-leider"]


def test_a_term_is_read_as_the_folder_reads_its_words(toy, seeds):
    assert len(concordance(seeds, "anti-terreureenheden")) == len(concordance(seeds, "antiterreureenheden")) == 2
    assert len(concordance(seeds, "‘kalifaat’")) == 4
    found = concordance(toy("een burger", "de burgers"), "burgers", normalise="lemma")
    assert found["keyword"].tolist() == ["burger", "burgers"]
    with pytest.raises(ValueError, match="received -1"):
        concordance(seeds, "IS", width=-1)
    with pytest.raises(TypeError, match="received the string 'IS'"):
        term_positions(seeds, "IS")


def test_a_term_of_two_words_is_found_within_a_sentence_only(toy):
    frame = toy("De oude stad. De stad is oude. Stad.", "oude", "stad")
    assert concordance(frame, "oude stad")[["article", "start"]].values.tolist() == [["a", 3]]


def test_a_concordance_without_hits_has_its_columns_and_an_empty_term_is_an_error(toy):
    assert concordance(toy("moskee"), "leger").columns.tolist() == concordance(toy("leger"), "leger").columns.tolist()
    with pytest.raises(ValueError, match="“ ” cannot be read at character 1: it is empty"):
        concordance(toy("moskee"), " ")


def test_term_positions_are_those_of_headings_sentences_and_the_chosen_terms(toy):
    found = term_positions(toy("Mosul valt\nIS vlucht."), ["IS", "ramadan"])
    assert found.fillna("").values.tolist() == [
        ["a", 0, 10, "heading", ""],
        ["a", 11, 21, "sentence", ""],
        ["a", 11, 13, "term", "IS"],
    ]


def test_the_usual_recipe_on_stop_words_alone_is_an_empty_table(toy):
    assert sklearn_tfidf(toy("de het", "")).empty


def test_the_usual_recipe_loses_is_cuts_numbers_and_has_two_idfs(seeds):
    usual = sklearn_tfidf(seeds)
    assert "is" not in set(usual["word"])
    assert usual.loc[usual["word"] == "000", "rank"].tolist() == [usual.loc[usual["word"] == "300", "rank"].item()]
    assert usual["idf"].round(12).nunique() == 2


def test_numbers_weekdays_months_and_reporting_words_stay_in_the_table_and_lead_no_list(toy):
    found = tfidf(
        document_term_matrix(toy("Almelo zegt donderdag 6.000 moskee woensdagmiddag mei aldus."), language="nl")
    )

    leads = found.set_index("term")["leads"]
    assert leads[leads].index.tolist() == ["almelo", "moskee"]
    assert sorted(leads[~leads].index) == ["6.000", "aldus", "donderdag", "mei", "woensdagmiddag", "zegt"]


def test_few_articles_start_no_thread(toy, monkeypatch):
    monkeypatch.setattr(threading.Thread, "start", lambda thread: pytest.fail("a thread was started"))
    assert len(tfidf(document_term_matrix(toy("moskee leger", "leger")))) == 3


def test_where_no_thread_can_be_started_many_articles_have_the_same_terms(toy, monkeypatch):
    counts = document_term_matrix(toy("moskee leger", "leger", "stad moskee"))
    whole = tfidf(counts)
    for module in ("terms", "weights"):
        monkeypatch.setattr(import_module(f"leesbril.counting.{module}"), "_ROWS", 1)
    pd.testing.assert_frame_equal(tfidf(counts), whole)
    monkeypatch.setattr(parallel, "THREADS", False)
    monkeypatch.setattr(threading.Thread, "start", lambda thread: pytest.fail("a thread was started"))
    pd.testing.assert_frame_equal(tfidf(counts), whole)
