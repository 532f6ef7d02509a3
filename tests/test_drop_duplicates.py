import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril import drop_duplicates, duplicates, read_table, save_table, tokens

STORY = " ".join(f"woord{letter}" for letter in "abcdefghijklmnopqrst")
TEXTS = [STORY, "IS vlucht.", STORY.upper(), f"{STORY} extra"]


def articles(texts=TEXTS, **columns):
    return pd.DataFrame({"text": pd.Series(texts, dtype="str"), **columns}).set_axis(list("abcd"[: len(texts)]))


def test_of_each_set_one_article_stays_near_duplicates_too():
    # a and c have the same words; all 20 of a are among the 21 of d, which is kept as the longest.
    assert drop_duplicates(articles()).index.tolist() == ["b", "d"]
    assert drop_duplicates(articles(), near=False).index.tolist() == ["a", "b", "d"]


def test_tokens_are_dropped_as_articles_are():
    assert drop_duplicates(tokens(articles(), language="nl")).names.tolist() == ["b", "d"]


def test_one_text_at_two_publishers_is_reuse_and_no_duplicate():
    frame = articles(publisher=["Bode", "Bode", "Courant", "Bode"])
    assert drop_duplicates(frame).index.tolist() == ["b", "c", "d"]
    assert drop_duplicates(frame, by=None).index.tolist() == ["b", "d"]


def test_articles_without_a_publisher_are_compared_with_each_other_alone():
    frame = articles([STORY] * 3, publisher=[None, None, "Bode"])
    assert drop_duplicates(frame).index.tolist() == ["a", "c"]


def test_articles_without_a_word_are_no_duplicates():
    assert drop_duplicates(articles(["", " ", "--", "x"])).index.tolist() == ["a", "b", "c", "d"]


def test_a_saved_table_leaves_out_the_same_articles_later(tmp_path):
    save_table(duplicates(articles()), tmp_path / "duplicates.csv")
    found = read_table(tmp_path / "duplicates.csv")
    grown = pd.concat([articles(), pd.DataFrame({"text": [STORY]}, index=["e"])])
    assert drop_duplicates(grown, found).index.tolist() == ["b", "d", "e"]


def test_of_a_set_of_which_the_kept_article_is_gone_all_others_stay():
    found = duplicates(articles())
    assert drop_duplicates(articles().drop("d"), found).index.tolist() == ["a", "b", "c"]


@given(st.lists(st.sampled_from(["x", "y", "X", ""]), max_size=4))
def test_whatever_goes_has_the_words_of_one_that_stays(texts):
    frame = articles(texts)
    kept = drop_duplicates(frame)
    left = set(kept["text"].str.lower())
    assert all(text.lower() in left for text in frame["text"])


def test_a_frame_that_is_no_table_of_duplicates_is_named():
    with pytest.raises(ValueError, match=r"found lacks the columns \['set', 'kept'\]"):
        drop_duplicates(articles(), pd.DataFrame({"article": ["a"]}))
    with pytest.raises(TypeError, match="found must be the frame of duplicates; received list"):
        drop_duplicates(articles(), ["a"])
