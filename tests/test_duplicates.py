import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril.passages.duplicates import near_duplicates

WORDS = [f"woord{letter}{other}" for letter in "abcdefgh" for other in "abcdefghij"]
STORY = " ".join(WORDS[:20])


def folder(*texts, dates=None):
    frame = pd.DataFrame({"text": list(texts)}, index=pd.Index(list("abcdefgh"[: len(texts)]), name="article"))
    if dates:
        days = pd.Series(dates, index=frame.index).map(pd.Timestamp).astype("datetime64[us]")
        frame = frame.assign(date_start=days, date_end=days + pd.Timedelta(days=1))
    return frame


def listed(frame):
    return frame[["group", "article", "kept", "why"]].fillna("").values.tolist()


def test_of_two_near_duplicates_the_earlier_is_kept():
    found = near_duplicates(folder(STORY, f"{STORY} extra", dates=["2017-05-02", "2017-05-01"]))
    assert listed(found) == [[1, "b", True, "earliest"], [1, "a", False, ""]]
    # Of the 20 words of a all stand in b, and these are 20 of its 21.
    assert found[["words", "share", "share_kept"]].values.tolist() == [[21, 1, 1], [20, 1, 20 / 21]]


def test_where_the_dates_do_not_tell_the_longest_is_kept():
    same_day = near_duplicates(folder(STORY, f"{STORY} extra", dates=["2017-05-01", "2017-05-01"]))
    undated = near_duplicates(folder(STORY, f"{STORY} extra"))
    one_undated = near_duplicates(folder(STORY, f"{STORY} extra", dates=["2017-05-01", None]))
    for found in (same_day, undated, one_undated):
        assert listed(found) == [[1, "b", True, "longest"], [1, "a", False, ""]]


def test_what_is_certainly_later_is_not_kept_for_its_length():
    # c is after a, and the longest; a and b may be of the same moment, and b is longer than a.
    dates = ["2017-05-01", None, "2017-05-02"]
    found = near_duplicates(folder(STORY, f"{STORY} een", f"{STORY} een twee drie", dates=dates))
    assert listed(found) == [[1, "b", True, "longest"], [1, "a", False, ""], [1, "c", False, ""]]


def test_a_month_and_a_day_in_it_cannot_be_told_apart():
    articles = folder(STORY, f"{STORY} extra", dates=["2017-05-01", "2017-05-20"])
    articles.loc["a", "date_end"] = pd.Timestamp("2017-06-01")
    assert near_duplicates(articles)["why"].tolist()[0] == "longest"


def test_of_equally_long_ones_the_first_listed_is_kept():
    found = near_duplicates(folder("iets heel anders", STORY, STORY))
    assert listed(found) == [[1, "b", True, "listed first"], [1, "c", False, ""]]


@pytest.mark.parametrize(("extra", "groups"), [(5, 1), (6, 0)])
def test_the_share_counts_for_the_longer_of_the_two(extra, groups):
    # 20 of 25 words are the four fifths that are needed; 20 of 26 are not.
    found = near_duplicates(folder(STORY, " ".join([STORY, *WORDS[20 : 20 + extra]])))
    assert found["group"].nunique() == groups


def test_moved_text_counts_in_full_and_a_quotation_is_no_duplicate():
    moved = " ".join([*WORDS[10:20], *WORDS[:10]])
    quoting = " ".join([*WORDS[20:60], *WORDS[:10]])
    assert near_duplicates(folder(STORY, moved, quoting))["article"].tolist() == ["a", "b"]


def test_what_is_left_out_stands_in_what_is_kept_and_not_in_a_third_article_alone():
    # a and b share 20 words of 24, b and c 20 of 24; a and c only 16.
    texts = [" ".join(WORDS[start : start + 24]) for start in (0, 4, 8)]
    assert near_duplicates(folder(*texts))["article"].tolist() == ["a", "b"]
    found = near_duplicates(folder(*texts, dates=["2017-05-02", "2017-05-01", "2017-05-03"]))
    assert listed(found) == [[1, "b", True, "earliest"], [1, "a", False, ""], [1, "c", False, ""]]
    assert found["share"].tolist() == [1, 20 / 24, 20 / 24]


def test_the_longest_is_kept_only_if_all_others_of_the_group_stand_in_it():
    # Words: a 24, b 20 (all in a), c 25 (20 in a, 16 in b), d 20 (all in c, 15 in a). c is after d, so a is looked at
    # first: b and c stand in it, d does not. c is longer than a, but b does not stand in c.
    texts = [" ".join(words) for words in (WORDS[:24], WORDS[:20], WORDS[4:29], WORDS[9:29])]
    found = near_duplicates(folder(*texts, dates=[None, None, "2017-05-02", "2017-05-01"]))
    assert listed(found) == [[1, "a", True, "longest"], [1, "b", False, ""], [1, "c", False, ""]]


def test_the_same_words_in_any_number_of_articles_are_one_group():
    # Twelve of twelve hold every run, so all are widespread, and shared_passages lists none.
    articles = pd.DataFrame({"text": [STORY] * 12 + ["kort bericht"] * 2 + [""] * 2})
    found = near_duplicates(articles)
    assert found.groupby("group").size().tolist() == [12, 2]
    assert found["share"].tolist() == [1] * 14


def test_nothing_alike_gives_an_empty_frame_with_the_same_columns_and_types():
    none, some = near_duplicates(folder("een", "twee")), near_duplicates(folder(STORY, STORY))
    assert none.empty
    assert none.dtypes.equals(some.dtypes)
    assert near_duplicates(folder()).empty


def test_articles_stay_as_they_are_and_come_from_a_file_too(tmp_path):
    articles = folder(STORY, f"{STORY} extra", "iets anders", dates=["2017-05-02", "2017-05-01", None])
    before = articles.copy()
    found = near_duplicates(articles)
    pd.testing.assert_frame_equal(articles, before)
    articles.to_parquet(tmp_path / "articles.parquet")
    pd.testing.assert_frame_equal(near_duplicates(tmp_path / "articles.parquet"), found)


def test_a_share_that_cannot_be_is_named():
    with pytest.raises(ValueError, match=r"least_share .* received 0"):
        near_duplicates(folder(STORY), least_share=0)


@given(st.lists(st.lists(st.sampled_from(WORDS[:30]), max_size=12).map(" ".join), max_size=6))
def test_every_group_keeps_one_and_has_two_at_least(texts):
    found = near_duplicates(pd.DataFrame({"text": pd.Series(texts, dtype="str")}), min_words=2, max_gap=1)
    assert found["article"].is_unique
    for _, group in found.groupby("group"):
        assert len(group) > 1
        assert group["kept"].tolist() == [True] + [False] * (len(group) - 1)
        assert group["why"].notna().tolist() == group["kept"].tolist()
        assert group[["share", "share_kept"]].stack().between(0.8, 1).all()
