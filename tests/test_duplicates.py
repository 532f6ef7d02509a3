import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leesbril.passages._matches import Plain
from leesbril.passages.duplicates import duplicates

WORDS = [f"woord{letter}{other}" for letter in "abcdefgh" for other in "abcdefghij"]
STORY = " ".join(WORDS[:20])


def folder(*texts, dates=None):
    frame = pd.DataFrame({"text": list(texts)}, index=pd.Index(list("abcdefgh"[: len(texts)]), name="article"))
    if dates:
        days = pd.Series(dates, index=frame.index).map(pd.Timestamp).astype("datetime64[us]")
        frame = frame.assign(date_start=days, date_end=days + pd.Timedelta(days=1))
    return frame


def listed(frame):
    return frame[["set", "article", "kept", "why"]].fillna("").values.tolist()


def test_of_two_near_duplicates_the_earlier_is_kept():
    found = duplicates(folder(STORY, f"{STORY} extra", dates=["2017-05-02", "2017-05-01"]))
    assert listed(found) == [[1, "b", True, "earliest"], [1, "a", False, ""]]
    # Of the 20 words of a all stand in b, and these are 20 of its 21.
    assert found[["words", "share", "share_kept"]].values.tolist() == [[21, 1, 1], [20, 1, 20 / 21]]


def test_where_the_dates_do_not_tell_the_longest_is_kept():
    same_day = duplicates(folder(STORY, f"{STORY} extra", dates=["2017-05-01", "2017-05-01"]))
    undated = duplicates(folder(STORY, f"{STORY} extra"))
    one_undated = duplicates(folder(STORY, f"{STORY} extra", dates=["2017-05-01", None]))
    for found in (same_day, undated, one_undated):
        assert listed(found) == [[1, "b", True, "longest"], [1, "a", False, ""]]


def test_what_is_certainly_later_is_not_kept_for_its_length():
    # c is after a, and the longest; a and b may be of the same moment, and b is longer than a.
    dates = ["2017-05-01", None, "2017-05-02"]
    found = duplicates(folder(STORY, f"{STORY} een", f"{STORY} een twee drie", dates=dates))
    assert listed(found) == [[1, "b", True, "longest"], [1, "a", False, ""], [1, "c", False, ""]]


def test_a_month_and_a_day_in_it_cannot_be_told_apart():
    articles = folder(STORY, f"{STORY} extra", dates=["2017-05-01", "2017-05-20"])
    articles.loc["a", "date_end"] = pd.Timestamp("2017-06-01")
    assert duplicates(articles)["why"].tolist()[0] == "longest"


def test_of_equally_long_ones_the_first_listed_is_kept():
    found = duplicates(folder("iets heel anders", STORY, STORY))
    assert listed(found) == [[1, "b", True, "listed first"], [1, "c", False, ""]]


@pytest.mark.parametrize(("extra", "groups"), [(5, 1), (6, 0)])
def test_the_share_counts_for_the_longer_of_the_two(extra, groups):
    # 20 of 25 words are the four fifths that are needed; 20 of 26 are not.
    found = duplicates(folder(STORY, " ".join([STORY, *WORDS[20 : 20 + extra]])))
    assert found["set"].nunique() == groups


def test_moved_text_counts_in_full_and_a_quotation_is_no_duplicate():
    moved = " ".join([*WORDS[10:20], *WORDS[:10]])
    quoting = " ".join([*WORDS[20:60], *WORDS[:10]])
    assert duplicates(folder(STORY, moved, quoting))["article"].tolist() == ["a", "b"]


def test_what_is_left_out_stands_in_what_is_kept_and_not_in_a_third_article_alone():
    # a and b share 20 words of 24, b and c 20 of 24; a and c only 16.
    texts = [" ".join(WORDS[start : start + 24]) for start in (0, 4, 8)]
    assert duplicates(folder(*texts))["article"].tolist() == ["a", "b"]
    found = duplicates(folder(*texts, dates=["2017-05-02", "2017-05-01", "2017-05-03"]))
    assert listed(found) == [[1, "b", True, "earliest"], [1, "a", False, ""], [1, "c", False, ""]]
    assert found["share"].tolist() == [1, 20 / 24, 20 / 24]


def test_the_longest_is_kept_only_if_all_others_of_the_group_stand_in_it():
    # Words: a 24, b 20 (all in a), c 25 (20 in a, 16 in b), d 20 (all in c, 15 in a). c is after d, so a is looked at
    # first: b and c stand in it, d does not. c is longer than a, but b does not stand in c.
    texts = [" ".join(words) for words in (WORDS[:24], WORDS[:20], WORDS[4:29], WORDS[9:29])]
    found = duplicates(folder(*texts, dates=[None, None, "2017-05-02", "2017-05-01"]))
    assert listed(found) == [[1, "a", True, "longest"], [1, "b", False, ""], [1, "c", False, ""]]


def test_the_same_words_in_any_number_of_articles_are_one_group():
    # Twelve of twelve hold every run, so all are widespread, and shared_passages lists none.
    articles = pd.DataFrame({"text": [STORY] * 12 + ["kort bericht"] * 2 + [""] * 2})
    found = duplicates(articles)
    assert found.groupby("set").size().tolist() == [12, 2]
    assert found["share"].tolist() == [1] * 14


def test_nothing_alike_gives_an_empty_frame_with_the_same_columns_and_types():
    none, some = duplicates(folder("een", "twee")), duplicates(folder(STORY, STORY))
    assert none.empty
    assert none.dtypes.equals(some.dtypes)
    assert duplicates(folder()).empty


def test_articles_stay_as_they_are_and_come_from_a_file_too(tmp_path):
    articles = folder(STORY, f"{STORY} extra", "iets anders", dates=["2017-05-02", "2017-05-01", None])
    before = articles.copy()
    found = duplicates(articles)
    pd.testing.assert_frame_equal(articles, before)
    articles.to_parquet(tmp_path / "articles.parquet")
    pd.testing.assert_frame_equal(duplicates(tmp_path / "articles.parquet"), found)


def test_a_share_that_cannot_be_is_named():
    with pytest.raises(ValueError, match=r"least_share .* received 0"):
        duplicates(folder(STORY), least_share=0)


@given(st.lists(st.lists(st.sampled_from(WORDS[:30]), max_size=12).map(" ".join), max_size=6))
def test_every_group_keeps_one_and_has_two_at_least(texts):
    found = duplicates(pd.DataFrame({"text": pd.Series(texts, dtype="str")}), min_words=2, max_gap=1)
    assert found["article"].is_unique
    for _, group in found.groupby("set"):
        assert len(group) > 1
        assert group["kept"].tolist() == [True] + [False] * (len(group) - 1)
        assert group["why"].notna().tolist() == group["kept"].tolist()
        assert group[["share", "share_kept"]].stack().between(0.8, 1).all()


def test_what_is_exact_what_near_and_how_much_is_new():
    # b is a in capitals; c has a's 20 words and two more.
    found = duplicates(
        folder(STORY, STORY.upper(), f"{STORY} een twee", dates=["2017-05-01", "2017-05-02", "2017-05-03"])
    )
    assert found[["article", "kind", "new"]].fillna("").values.tolist() == [
        ["a", "", 0],
        ["b", "exact", 0],
        ["c", "near", 2],
    ]


def test_a_later_version_of_an_article_is_told_from_a_near_duplicate():
    frame = folder(STORY, f"{STORY} extra", f"{STORY} anders", dates=["2017-05-01", "2017-05-02", "2017-05-02"])
    frame.index = ["7", "7 (2)", "8"]
    assert duplicates(frame)["kind"].fillna("").tolist() == ["", "version", "near"]
    # The same id and date: the row stands in the table twice.
    assert duplicates(frame.assign(date_start=frame["date_start"].iloc[0]))["kind"].dropna().tolist() == [
        "near",
        "near",
    ]


def test_a_long_line_under_short_articles_makes_no_duplicates_of_them():
    # 4 words of 24 are their own; without the line they have nothing in common.
    texts = [f"{' '.join(WORDS[20 + 4 * n : 24 + 4 * n])}\n{STORY}" for n in range(4)]
    assert duplicates(folder(*texts).assign(publisher="Bode")).empty
    assert duplicates(folder(*texts))["set"].nunique() == 1


def test_articles_with_too_few_words_in_common_are_not_aligned(monkeypatch):
    # Nine of ten words in the same order: near. Of the third, four of ten words occur in the others at all.
    words = ["de", "slag", "om", "Mosul", "begon", "in", "een", "koude", "nacht", "gisteren"]
    texts = [" ".join(words), " ".join([*words[:9], "vandaag"]), " ".join([*words[:4], "x", "y", "z", "q", "v", "w"])]
    toy = pd.DataFrame({"text": texts}, index=["a", "b", "c"])
    asked = []
    align = Plain.align
    monkeypatch.setattr(
        Plain, "align", lambda self, pairs, **how: asked.append(pairs.tolist()) or align(self, pairs, **how)
    )
    assert duplicates(toy, min_words=4)["article"].tolist() == ["a", "b"]
    assert asked == [[[0, 1]]]
