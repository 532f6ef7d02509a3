"""Families of passages: all the places where one text stands, and what is said of them."""

import tracemalloc

import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted_reuse import pairwise_f1, planted

from leesbril import shared_passages, synthetic_articles, tokens
from leesbril.dates.parsing import parse_dates
from leesbril.frames import FAMILIES, FAMILY_SUMMARY
from leesbril.passages import _overlap
from leesbril.passages.families import passage_families
from leesbril.passages.family_summary import summarise_families

STORY = "Het leger nam woensdag een wijk in de oude stad van Mosul in"  # 13 words, 60 characters


def frame_of(*texts, **columns):
    names = list("abcdefghijklm")[: len(texts)]
    return pd.DataFrame({"text": pd.Series(list(texts), names, dtype="str")}).assign(**columns)


def families_of(articles, **settings):
    return passage_families(shared_passages(articles, boilerplate="keep"), **settings)


def dated(articles, *dates):
    return articles.join(parse_dates(pd.Series(dates, articles.index))[["date_start", "date_end"]])


def passage(a, b, words=20, bits=200.0, kind="exact", widespread=False):
    """A passage from (article, start, end) to another."""
    sides = dict(zip(("article_a", "start_a", "end_a", "article_b", "start_b", "end_b"), (*a, *b), strict=True))
    return sides | {"words": words, "bits": bits, "kind": kind, "widespread": widespread}


def members(families):
    return [sorted(set(rows["article"])) for _, rows in families.groupby("family")]


# Which places are one text


def test_a_text_in_three_articles_is_one_family_with_each_place():
    articles = frame_of(STORY, f"Ook dit: {STORY}", f"Wij lazen {STORY} en meer")
    found = families_of(articles)
    assert found[["family", "article", "start", "end", "words", "representative"]].values.tolist() == [
        [1, "a", 0, 60, 13, True],
        [1, "b", 9, 69, 13, False],
        [1, "c", 10, 70, 13, False],
    ]


def test_a_short_quotation_from_a_long_passage_is_a_family_of_its_own_that_the_long_ones_are_in():
    # a and b share 100 characters, c has 30 of them (30 / 100 < .5)
    found = passage_families(
        pd.DataFrame(
            [
                passage(("a", 0, 100), ("b", 50, 150)),
                passage(("a", 40, 70), ("c", 0, 30), words=6, bits=60),
                passage(("b", 90, 120), ("c", 0, 30), words=6, bits=60),
            ]
        )
    )
    assert found[["family", "article", "start", "end"]].values.tolist() == [
        [1, "a", 40, 70],
        [1, "b", 90, 120],
        [1, "c", 0, 30],
        [2, "a", 0, 100],
        [2, "b", 50, 150],
    ]


def test_a_place_within_a_longer_passage_is_found_where_the_passage_has_it():
    # b and c share the 100 characters with a's 30 in them; that a has them too makes one family of three,
    # though a–c is not among the passages: the place in c is 40 behind the start of its passage with b.
    found = passage_families(
        pd.DataFrame(
            [
                passage(("a", 0, 30), ("b", 90, 120)),
                passage(("b", 50, 150), ("c", 200, 300)),
                passage(("c", 240, 270), ("d", 0, 30)),
            ]
        )
    )
    first = found[found["family"] == 1]
    assert sorted(first[["article", "start", "end"]].values.tolist()) == [
        ["a", 0, 30],
        ["b", 90, 120],
        ["c", 240, 270],
    ]


def test_texts_that_change_step_by_step_are_not_one_family():
    # a–b, b–c, c–d, d–e: b has links to a and c, d to c and e, so no family has both a and e.
    steps = [passage((one, 0, 100), (other, 0, 100)) for one, other in zip("abcd", "bcde", strict=True)]
    assert members(passage_families(pd.DataFrame(steps))) == [["a", "b", "c"], ["c", "d", "e"]]


def test_a_second_copy_in_one_article_is_in_the_family_though_the_representative_was_paired_with_the_first():
    # A passage of two articles uses every word once: m has a's first copy (at 0), c, d and e have its second (at 200).
    # The second copy matches c, d and e of the five that m, a, c, d and e are: more than half.
    links = [
        ("m", "a", 0),
        ("m", "c", 0),
        ("m", "d", 0),
        ("m", "e", 0),
        ("c", "a", 200),
        ("d", "a", 200),
        ("e", "a", 200),
    ]
    rows = [passage((one, 0, 100), (other, at, at + 100)) for one, other, at in links]
    found = passage_families(pd.DataFrame(rows))
    assert found["family"].tolist() == [1] * 6
    assert found.loc[found["article"] == "a", "start"].tolist() == [0, 200]


def test_near_and_widespread_are_those_of_the_match_with_the_representative():
    rows = [
        passage(("a", 0, 100), ("b", 0, 100), kind="near", words=18),
        passage(("a", 0, 100), ("c", 0, 100), widespread=True),
    ]
    found = passage_families(pd.DataFrame(rows))
    assert found[["article", "kind", "widespread", "words"]].values.tolist() == [
        ["a", "exact", False, 20],
        ["b", "near", False, 18],
        ["c", "exact", True, 20],
    ]


def test_no_passages_make_no_families_and_names_keep_their_type():
    articles = pd.DataFrame({"text": ["aap noot", "mies wim"]})
    found = passage_families(shared_passages(articles), articles)
    assert found.empty
    pd.testing.assert_frame_equal(found, FAMILIES.typed(found, names="int64"))
    assert summarise_families(found, articles).columns.tolist() == list(FAMILY_SUMMARY.kinds)


def test_the_articles_add_publisher_and_date():
    articles = dated(frame_of(STORY, STORY, publisher=["Bode", None]), "2017-05", "")
    for given_articles in (articles, tokens(articles, language="nl")):
        found = passage_families(shared_passages(articles, boilerplate="keep"), given_articles)
        assert found["publisher"].fillna("").tolist() == ["Bode", ""]
        assert found["date_end"].astype("str").fillna("").tolist() == ["2017-06-01", ""]


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        (lambda p: passage_families(p.drop(columns="bits")), ValueError, "lacks the columns \\['bits'\\]"),
        (lambda p: passage_families([1]), TypeError, "frame of shared_passages; received list"),
        (lambda p: passage_families(p, least_overlap=0), ValueError, "above 0, at most 1; received 0"),
        (lambda p: passage_families(p, frame_of("x")), KeyError, "No articles \\['b'\\] among the 1"),
        (lambda p: summarise_families(p, frame_of("x")), ValueError, "families lacks the columns \\['family'"),
        (lambda p: summarise_families(None, frame_of("x")), TypeError, "frame of passage_families; received None"),
        (lambda p: summarise_families(passage_families(p), frame_of("x", "y"), days=-1), ValueError, "received -1"),
        (
            lambda p: summarise_families(passage_families(p).iloc[1:], frame_of("x", "y")),
            ValueError,
            "must have one representative",
        ),
    ],
)
def test_what_makes_no_families_is_refused(wrong, error, message):
    with pytest.raises(error, match=message):
        wrong(pd.DataFrame([passage(("a", 0, 1), ("b", 0, 1))]))


# The same whatever the order and the partitions


spans = st.tuples(st.sampled_from("abcde"), st.integers(0, 6), st.integers(1, 6)).map(
    lambda span: (span[0], 10 * span[1], 10 * (span[1] + span[2]))
)
sets_of_passages = st.lists(
    st.tuples(spans, spans, st.integers(5, 9), st.booleans()).filter(lambda row: row[0][0] != row[1][0]), max_size=25
)


@given(rows=sets_of_passages, seed=st.integers(0, 99), parts=st.integers(1, 4))
def test_any_order_of_rows_sides_and_partitions_gives_the_same_families(rows, seed, parts):
    columns = list(passage(("a", 0, 1), ("b", 0, 1)))
    made = [passage(a, b, words, 10.0 * words, widespread=wide) for a, b, words, wide in rows]
    frame = pd.DataFrame(made, columns=columns).astype({"bits": float, "widespread": bool})
    random = np.random.default_rng(seed)
    turned = [passage(b, a, words, 10.0 * words, widespread=wide) for a, b, words, wide in rows]
    mixed = [one if random.random() < 0.5 else other for one, other in zip(made, turned, strict=True)]
    mixed = pd.DataFrame(mixed, columns=frame.columns).astype(frame.dtypes.to_dict())
    shuffled = mixed.iloc[random.permutation(len(mixed))]
    cut = pd.concat([shuffled.iloc[part] for part in np.array_split(np.arange(len(mixed)), parts)][::-1])
    one = passage_families(frame)
    pd.testing.assert_frame_equal(one, passage_families(cut))
    placed = {(row.article, row.start, row.end) for row in one.itertuples()}
    given_spans = {span for row in rows for span in row[:2]}
    assert placed <= given_spans  # nothing is made up
    assert {article for article, _, _ in placed} == {article for article, _, _ in given_spans}  # nothing is lost
    assert (one.groupby("family")["representative"].sum() == 1).all()
    assert (one.groupby("family")["article"].nunique() > 1).all()


@given(rows=sets_of_passages)
def test_compiled_code_gives_the_same_families(rows):
    made = [passage(a, b, words, 10.0 * words, widespread=wide) for a, b, words, wide in rows]
    frame = pd.DataFrame(made, columns=list(passage(("a", 0, 1), ("b", 0, 1)))).astype(
        {"bits": float, "widespread": bool}
    )
    plain = passage_families(frame)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_overlap, "COMPILED_FROM", 0)
        pd.testing.assert_frame_equal(passage_families(frame), plain)


def test_compiled_code_gives_the_same_families_of_many_articles(monkeypatch):
    articles, _ = planted(texts=40, articles=200, seed=2)
    plain = families_of(articles)
    monkeypatch.setattr(_overlap, "COMPILED_FROM", 0)
    pd.testing.assert_frame_equal(families_of(articles), plain)


def test_a_place_that_joins_a_family_late_joins_the_one_with_most_of_its_links(monkeypatch):
    # The example of the second copy: it matches three of the five of the first family, so more than half.
    monkeypatch.setattr(_overlap, "COMPILED_FROM", 0)
    test_a_second_copy_in_one_article_is_in_the_family_though_the_representative_was_paired_with_the_first()


@pytest.mark.parametrize("partitions", [2, 5])
def test_dask_gives_the_families_of_one_machine_wherever_the_articles_are_cut(partitions):
    articles = synthetic_articles(60).articles
    spread = dd.from_pandas(articles, npartitions=partitions, sort=False)
    expected = passage_families(shared_passages(articles), articles)
    assert len(expected) > 20
    pd.testing.assert_frame_equal(passage_families(shared_passages(spread), articles), expected)


@pytest.mark.parametrize("seed", [0, 1])
def test_planted_texts_are_told_apart(seed):
    articles, truth = planted(texts=40, articles=200, seed=seed)
    precision, recall, f1 = pairwise_f1(families_of(articles), truth)
    assert f1 >= 0.98, (precision, recall)


def test_whoever_follows_another_publisher_is_in_a_family_with_it():
    example = synthetic_articles(120)
    found = families_of(example.articles).groupby("family")["article"].agg(set)
    pairs = [{row.article_a, row.article_b} for row in example.pairs.itertuples()]
    assert all(any(pair <= family for family in found) for pair in pairs)


# What is said of a family


def summary(articles, **settings):
    return summarise_families(families_of(articles), articles, **settings)


def test_first_and_last_are_told_where_the_dates_decide_them():
    articles = dated(frame_of(*[STORY] * 4), "2017-05-03", "2017-05-01", "2017-05-02", "")
    [row] = summary(articles).itertuples()
    assert (row.first, row.may_be_first, row.last, row.may_be_last) == ("b", 1, "a", 1)
    assert (row.articles, row.dated) == (4, 3)
    # from the end of 1 May to the start of 3 May, and from the start of the one to the end of the other
    assert (row.days_least, row.days_most) == (1, 3)


def test_first_cannot_be_decided_between_a_day_and_its_month():
    articles = dated(frame_of(*[STORY] * 3), "2017-05-03", "2017-05", "2017-06-01")
    [row] = summary(articles).itertuples()
    assert (row.first is np.nan, row.may_be_first, row.last, row.may_be_last) == (True, 2, "c", 1)


def test_one_dated_article_is_neither_first_nor_last():
    articles = pd.DataFrame({"text": [STORY] * 2})
    [row] = summary(dated(articles, "2017-05-03", "")).itertuples()
    assert (row.first is np.nan, row.last is np.nan, row.dated) == (True, True, 1)


def test_publishers_are_counted_by_articles_and_as_a_share_of_their_own():
    texts = [STORY, f"{STORY} {STORY}", "Aap noot mies", STORY]
    [row] = summary(frame_of(*texts, publisher=["Bode", "Bode", "Bode", "Courant"])).itertuples()
    assert (row.articles, row.publishers, row.publisher, row.publisher_articles) == (3, 2, "Bode", 2)
    assert row.publisher_share == pytest.approx(2 / 3)


def test_wordings_differ_in_words_not_in_capitals_or_spaces():
    changed = STORY.replace("woensdag", "donderdag")
    articles = frame_of(STORY, STORY.upper(), STORY.replace(" ", "\n"), changed)
    [row] = summary(articles).itertuples()
    assert (row.text, row.words, row.wordings, row.near) == (STORY, 13, 2, 1)
    assert row.least_share == pytest.approx(12 / 13)


def test_a_long_text_takes_room_once_and_not_in_every_family():
    # 300 families of ten characters and one of 100,000: with room for the longest in each, 120 MB.
    text = "Aap noot. " * 13_000
    articles = frame_of(text, text)
    short = [passage(("a", at, at + 10), ("b", at, at + 10)) for at in range(100_000, 130_000, 100)]
    found = passage_families(pd.DataFrame([passage(("a", 0, 100_000), ("b", 0, 100_000), words=9), *short]))
    tracemalloc.start()
    told = summarise_families(found, articles)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told["text"].str.len().value_counts().to_dict() == {9: 300, 99_999: 1}
    assert most < 30_000_000


@pytest.mark.parametrize(
    ("publishers", "dates", "expected"),
    [
        (["Bode", "Bode"], ["2017-05-01", "2017-05-02"], "one publisher"),
        (["Bode", "Courant"], ["2017-05-01", "2017-05-04"], "several publishers within days"),
        (["Bode", "Courant"], ["2017-05-01", "2017-05-06"], "several publishers"),  # four days lie between
        (["Bode", "Courant"], ["2017-05-01", ""], "several publishers"),
        ([None, None], ["2017-05-01", "2017-05-02"], "publishers unknown"),
    ],
)
def test_spread_reads_the_counts(publishers, dates, expected):
    articles = dated(frame_of(STORY, STORY, publisher=pd.array(publishers, dtype="str")), *dates)
    assert summary(articles)["spread"].tolist() == [expected]


def test_a_family_of_widespread_passages_is_a_template():
    rows = [passage(("a", 0, 9), ("b", 0, 9), widespread=True), passage(("a", 0, 9), ("c", 0, 9), widespread=True)]
    articles = frame_of(*["aap noot mies"] * 3, publisher=["Bode", "Courant", "Delta"])
    [row] = summarise_families(passage_families(pd.DataFrame(rows)), articles).itertuples()
    assert (row.articles, row.widespread, row.spread) == (3, 3, "widespread")


def test_tokens_are_summarised_as_their_articles_and_need_texts():
    articles = dated(frame_of(STORY, STORY, publisher=["Bode", "Courant"], language="nl"), "2017", "2018")
    found = families_of(articles)
    pd.testing.assert_frame_equal(summarise_families(found, tokens(articles)), summarise_families(found, articles))
    with pytest.raises(ValueError, match="no texts"):
        summarise_families(found, tokens(articles, texts=False))
