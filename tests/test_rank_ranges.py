"""How far the rank of a term depends on the constants of the background idf."""

import numpy as np
import pytest

import leesbril as lb


def test_ranks_under_nine_weightings_are_worked_out_by_hand(toy):
    # IS is an acronym of a stop word, so its frequency is the floor F. moskee has a frequency f of its own, above every
    # floor; its idf is -ln(1 - exp(-f L)). IS counts once, moskee twice: IS leads if its idf is over twice the other's.
    articles = toy("IS moskee moskee")
    found = lb.rank_ranges(lb.document_term_matrix(articles, language="nl")).set_index("shown")
    matrix = lb.document_term_matrix(articles, language="nl")
    first = 0
    for words in (200, 350, 700):
        for floor in (1e-8, 1e-7, 1e-6):
            idf = dict(
                zip(matrix.terms, lb.weigh(matrix, background_words=words, least_frequency=floor).idf, strict=True)
            )
            assert idf["IS"] == pytest.approx(-np.log(-np.expm1(-floor * words)))
            first += bool(idf["IS"] > 2 * idf["moskee"])

    assert 0 < first < 9
    assert found.loc["IS", ["first_in", "weightings"]].tolist() == [first, 9]
    assert found.loc["moskee", "first_in"] == 9 - first
    assert found.loc["IS", ["highest_rank", "lowest_rank"]].tolist() == [1, 2]


def test_in_the_seeds_no_term_leads_the_first_article_in_all_weightings(seeds):
    found = lb.rank_ranges(lb.document_term_matrix(seeds), top=3)
    first, second = (rows.set_index("shown") for _, rows in found.groupby("article", sort=False))

    assert first.loc["IS", ["rank", "lowest_rank"]].tolist() == [1, 2]
    assert first.loc["Iraakse", ["rank", "highest_rank"]].tolist() == [2, 1]
    assert first["first_in"].max() < 9
    assert second.index[0] == "IS"


def test_terms_that_lead_no_list_are_not_ranked(toy):
    found = lb.rank_ranges(lb.document_term_matrix(toy("6.000 donderdag zegt moskee"), language="nl"))

    assert found[["shown", "rank", "lowest_rank"]].values.tolist() == [["moskee", 1, 1]]


def test_counts_alone_and_the_idf_of_a_corpus_have_one_weighting(toy):
    matrix = lb.document_term_matrix(toy("IS moskee moskee", "stad"), language="nl")

    for idf in ("none", "corpus"):
        found = lb.rank_ranges(lb.weigh(matrix, idf=idf))
        assert set(found["weightings"]) == {1}
        assert (found["rank"] == found["lowest_rank"]).all()


def test_a_top_below_one_is_refused(toy):
    with pytest.raises(ValueError, match="1 or more; received 0"):
        lb.rank_ranges(lb.document_term_matrix(toy("moskee"), language="nl"), top=0)
