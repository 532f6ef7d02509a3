"""Terms as the articles mostly write them."""

import pandas as pd
import pytest

import leesbril as lb

TEXT = "Mosul valt. Het leger van Irak ziet al-Baghdadi in Mosul. Leger en IS staan daar. MOSUL IN BRAND"


def shown(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["term"], table["shown"], strict=True))


@pytest.fixture
def articles(toy):
    return toy(TEXT, "In Irak ligt de Oude Stad. Oude Stad en oude stad: de Oude Stad van een oude man.")


def test_a_name_keeps_its_capitals_and_a_word_at_the_head_of_a_sentence_does_not(articles):
    found = shown(lb.tfidf(lb.document_term_matrix(articles, language="nl")))

    # leger is written Leger once, at a head; stad is Stad twice inside sentences and stad once.
    assert {term: found[term] for term in ("mosul", "irak", "al-baghdadi", "leger", "IS", "stad")} == {
        "mosul": "Mosul",
        "irak": "Irak",
        "al-baghdadi": "al-Baghdadi",
        "leger": "leger",
        "IS": "IS",
        "stad": "Stad",
    }


def test_a_word_that_is_only_at_the_head_of_sentences_is_shown_as_written_there(toy):
    assert shown(lb.tfidf(lb.document_term_matrix(toy("Gisteren brand. Brand!"), language="nl")))["brand"] == "brand"
    assert shown(lb.tfidf(lb.document_term_matrix(toy("Brand!"), language="nl"))) == {"brand": "Brand"}


def test_equally_frequent_forms_are_shown_in_alphabetical_order(toy):
    # Capitals come before small letters.
    table = lb.tfidf(lb.document_term_matrix(toy("de Stad en de stad"), language="nl"))
    assert shown(table)["stad"] == "Stad"


@pytest.mark.parametrize("settings", [{}, {"normalise": "lemma"}, {"hyphens": "parts"}, {"stop_words": "keep"}])
def test_articles_and_their_tokens_show_the_same_forms(articles, settings):
    read, counted = (lb.document_term_matrix(given, **settings) for given in (articles, lb.tokens(articles)))

    assert read.shown.equals(counted.shown)
    assert len(read.shown) == len(read.terms)


def test_a_selection_shows_the_forms_of_its_own_articles(toy):
    tokens = lb.tokens(toy("de stad en de stad", "de Stad"), language="nl")

    assert lb.document_term_matrix(tokens).shown.tolist() == ["stad"]
    assert lb.document_term_matrix(tokens.select(["b"])).shown.tolist() == ["Stad"]


def test_a_phrase_is_shown_as_it_is_mostly_written_inside_sentences(articles):
    matrix = lb.document_term_matrix(articles, ngram_range=(1, 2), language="nl")
    forms = dict(zip(matrix.terms, matrix.shown, strict=True))

    # Inside sentences Oude Stad twice, oude stad once; at a head Oude Stad once more.
    assert forms["oude stad"] == "Oude Stad"
    assert forms["irak ziet"] == "Irak ziet"
    assert forms["oude"] == "Oude"


def test_every_table_of_terms_shows_them(articles):
    tokens = lb.tokens(articles, language="nl")
    matrix = lb.document_term_matrix(tokens)
    dated = articles.assign(date_start=pd.Timestamp("2017-05-01"), date_end=pd.Timestamp("2017-05-02"))
    trend = lb.trend(lb.tokens(dated, language="nl"), ["oude stad", "mosul", "kalifaat"])

    assert shown(lb.explain_similarity(matrix, "a", "b")) == {"irak": "Irak"}
    assert shown(lb.keyness(matrix, pd.Series({"a": 1, "b": 2}), a=1))["mosul"] == "Mosul"
    assert shown(lb.collocates(tokens, "mosul"))["al-baghdadi"] == "al-Baghdadi"
    assert shown(lb.phrases(tokens, min_count=2))["oude stad"] == "Oude Stad"
    assert shown(trend) == {"oude stad": "Oude Stad", "mosul": "Mosul", "kalifaat": "kalifaat"}
    assert shown(tokens.vocabulary())["mosul"] == "Mosul"
