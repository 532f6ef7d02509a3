"""Passages with their words."""

import pandas as pd
import pytest

import leesbril as lb

SAME = "het leger rukt op naar de stad"


def test_each_passage_has_its_words_as_either_article_writes_them(toy):
    articles = toy(f"Gisteren. {SAME.capitalize()}.", f"Zeker: {SAME.replace(' rukt ', chr(10) + ' rukt  ')}!")
    tokens = lb.tokens(articles, language="nl")
    passages = lb.shared_passages(tokens)
    found = lb.passage_texts(tokens, passages)
    assert found[["text_a", "text_b"]].values.tolist() == [[SAME.capitalize(), SAME]]
    pd.testing.assert_frame_equal(found[passages.columns], passages)
    pd.testing.assert_frame_equal(lb.passage_texts(articles, passages), found)


def test_some_of_the_passages_keep_their_rows(toy):
    mist = "De wachters zien de brug in de mist"
    articles = toy(f"{SAME}. {mist}.", f"{mist}. Niet {SAME}.")
    passages = lb.shared_passages(articles, language="nl")
    found = lb.passage_texts(articles, passages.iloc[[1]])
    assert found.index.tolist() == [1]
    assert found["text_a"].tolist() == [mist]


def test_what_cannot_be_quoted_is_said(toy):
    articles = toy(SAME, SAME)
    passages = lb.shared_passages(articles, language="nl")
    with pytest.raises(KeyError, match=r"No articles \['b'\] among the 1"):
        lb.passage_texts(articles.head(1), passages)
    with pytest.raises(ValueError, match=r"lacks the columns \['end_b'\]"):
        lb.passage_texts(articles, passages.drop(columns="end_b"))
    with pytest.raises(ValueError, match="no texts"):
        lb.passage_texts(lb.tokens(articles, language="nl", texts=False), passages)
