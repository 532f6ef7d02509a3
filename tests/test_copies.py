import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import drop_duplicates

TEXTS = ["Mosul valt.", "IS vlucht.", "Mosul\n valt.", "mosul valt.", "Mosul valt."]


def articles(texts=TEXTS, **columns):
    return pd.DataFrame({"text": texts, **columns}, index=list("abcde"[: len(texts)]))


def test_of_two_duplicates_one_is_kept_the_first():
    # c and e are a but for white space; d has another letter.
    assert drop_duplicates(articles()).index.tolist() == ["a", "b", "d"]


def test_what_another_publisher_brings_is_no_duplicate():
    frame = articles(publisher=["Bode", "Bode", "Courant", "Bode", "Bode"])
    assert drop_duplicates(frame, by="publisher").index.tolist() == ["a", "b", "c", "d"]


def test_without_a_publisher_an_article_is_a_copy_of_none():
    frame = articles(["Mosul valt."] * 3, publisher=[None, None, "Bode"])
    assert drop_duplicates(frame, by="publisher").index.tolist() == ["a", "b", "c"]


def test_articles_without_a_text_are_not_copies_of_each_other():
    assert drop_duplicates(articles(["", " ", "x"])).index.tolist() == ["a", "b", "c"]


def test_pairs_make_copies_of_those_that_are_kept_alone():
    # b–c, c–d: c goes because of b; d is a pair with c, which is gone, so d stays.
    frame, pairs = articles(list("vwxyz")), pd.DataFrame({"article_a": ["c", "d"], "article_b": ["b", "c"]})
    assert drop_duplicates(frame, pairs).index.tolist() == ["a", "b", "d", "e"]


def test_the_copy_of_one_that_went_stays():
    # b goes because of a; c has the text of b alone, which is gone.
    pairs = pd.DataFrame({"article_a": ["a"], "article_b": ["b"]})
    assert drop_duplicates(articles(["x", "y", "y"]), pairs).index.tolist() == ["a", "c"]


def test_a_pair_of_two_publishers_keeps_both():
    frame = articles(["v", "w"], publisher=["Bode", "Courant"])
    pairs = pd.DataFrame({"article_a": ["a"], "article_b": ["b"]})
    assert len(drop_duplicates(frame, pairs, by="publisher")) == 2
    assert len(drop_duplicates(frame, pairs)) == 1


@given(st.lists(st.sampled_from(["x", "y", " x", ""]), max_size=5), st.lists(st.tuples(*[st.integers(0, 4)] * 2)))
def test_whatever_goes_has_a_copy_that_stays(texts, numbers):
    frame = articles(texts)
    pairs = [(frame.index[a], frame.index[b]) for a, b in numbers if a != b and max(a, b) < len(texts)]
    kept = drop_duplicates(frame, pd.DataFrame(pairs, columns=["article_a", "article_b"]))
    for name in frame.index.difference(kept.index):
        same = any(frame.loc[name, "text"].split() == text.split() for text in kept["text"])
        assert same or any({name, other} in map(set, pairs) for other in kept.index)


def test_a_missing_column_and_an_unknown_article_are_clear_errors():
    with pytest.raises(KeyError, match="No column 'krant' among the articles: text"):
        drop_duplicates(articles(), by="krant")
    with pytest.raises(KeyError, match="No article 'z'"):
        drop_duplicates(articles(), pd.DataFrame({"article_a": ["z"], "article_b": ["a"]}))
