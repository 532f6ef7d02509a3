"""Stories: which articles report one event, why each is among them, and that chains do not."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profiles import THOROUGH
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from leesbril import document_term_matrix, drop_duplicates, stories, story_stability, tokens
from leesbril.dates.parsing import parse_dates
from leesbril.events import _average_linkage
from leesbril.events._average_linkage import average_linkage
from leesbril.events._groups import event_groups
from leesbril.events._links import Dates, Links, links_within
from leesbril.events._members import members as members_of
from leesbril.events._members import numbered as numbered_stories
from leesbril.events._weights import event_weights, ordinary_shares
from leesbril.events.stability import _stability
from leesbril.frames import STORIES

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
import stories as benchmark


def pairs(**cosines):
    """Pairs such as ab=.6."""
    rows = [(name[0], name[1], cosine) for name, cosine in cosines.items()]
    return pd.DataFrame(rows, columns=["article_a", "article_b", "cosine"])


def articles(*dates, names="abcdefgh", **columns):
    index = pd.Index(list(names)[: len(dates)], dtype="str")
    found = parse_dates(pd.Series(dates, index=index))[["date_start", "date_end"]]
    return found.assign(**columns)


def story_members(pairs, articles, *, threshold=0.25, days=3, coverage=None, before=None):
    """The stories of these pairs, as `stories` makes them, without what is said of their words."""
    dates, names = Dates.of(articles), articles.index
    before = np.zeros(len(names), np.int64) if before is None else np.array(before)
    links = links_within(pairs, names, dates, days, coverage)
    dated = dates.known if days is not None else np.ones(len(names), bool)
    group = event_groups(links, dated, threshold, before)
    found = members_of(links, dates, group, numbered_stories(group, before))
    return found.assign(article=names.take(found["row"]), nearest=names.take(found["nearest"]))


def stability(pairs, articles, thresholds, samples=1):
    dates = Dates.of(articles)
    links = links_within(pairs, articles.index, dates, 3)
    return _stability(links, dates.known, 0.25, thresholds, samples, 0)[1]


def members(*args, **settings):
    found = story_members(*args, **settings)
    return ["".join(sorted(rows["article"])) for _, rows in found.groupby("story")]


SAME_DAY = ["2017-05-01"] * 6


# Links


def covered(*rows):
    return pd.DataFrame(rows, columns=["article_a", "article_b", "rarity_share_a", "rarity_share_b", "bits"])


def test_a_pair_counts_once_with_its_highest_similarity_by_words_or_passages():
    near = pairs(ab=0.3, ba=0.5, ac=0.4, ad=0.2, bc=0.1, cd=0.2, dd=1.0)
    shared = covered(
        ("b", "a", 0.5, 0.1, 9),
        ("c", "a", 0.1, 0.6, 9),
        ("a", "d", 0.29, 0.1, 99),
        ("b", "c", 0.2, 0.1, 100),
        ("d", "b", 0.3, 0.1, 9),
        ("d", "e", 0.29, 0.1, 999),
    )
    names = pd.Index(list("abcde"), dtype="str")
    found = links_within(near, names, Dates.of(articles(*["2017-05-01"] * 5)), 3, shared)
    # ab: .5 by both; ac: .6 is more than .4; ad: .29 of a and 99 bits are too little; bc: 100 bits, so .25; bd: .3 of
    # one, and no cosine; cd: no passage; dd is no pair; de: rare passages, but neither words nor enough of the text.
    assert [names.take(side).tolist() for side in found[:2]] == [list("aaabbc"), list("bcdcdd")]
    assert found.similarity.tolist() == [0.5, 0.6, 0.2, 0.25, 0.3, 0.2]
    assert found.passages.tolist() == [False, True, False, True, True, False]


# Average linkage


@given(seed=st.integers(0, 10_000), count=st.integers(2, 20), threshold=st.sampled_from([0.1, 0.2, 0.35]))
def test_the_groups_are_those_of_scipy(seed, count, threshold):
    random = np.random.default_rng(seed)
    similar = np.triu(random.random((count, count)) ** 2 * (random.random((count, count)) < 0.5), 1)
    a, b = np.nonzero(similar)
    order = random.permutation(len(a))
    found = average_linkage(a[order], b[order], similar[a, b][order], count, threshold)
    distance = 1 - similar - similar.T
    np.fill_diagonal(distance, 0)
    theirs = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - threshold + 1e-9, "distance")
    np.testing.assert_array_equal(found[:, None] == found, theirs[:, None] == theirs)
    assert (found <= np.arange(count)).all()  # named after the first


def test_equal_similarities_are_merged_from_the_first_article_on():
    # Four in a ring, .5 each: 0–1 first, then 2–3; all four would have a mean of 2 × .5 / 4 = .25
    ring = np.array([0, 1, 2, 0]), np.array([1, 2, 3, 3])
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]):
        chosen = [side[order] for side in ring]
        assert average_linkage(*chosen, np.full(4, 0.5), 4, 0.3).tolist() == [0, 0, 2, 2]
        assert average_linkage(*chosen, np.full(4, 0.5), 4, 0.25).tolist() == [0, 0, 0, 0]


@given(seed=st.integers(0, 100_000), count=st.integers(1, 40), tied=st.booleans(), joined=st.booleans())
def test_compiled_and_plain_groups_are_the_same(seed, count, tied, joined):
    random = np.random.default_rng(seed)
    a, b = np.nonzero(np.triu(random.random((count, count)) < random.random(), 1))
    similarity = random.integers(0, 5, len(a)) / 4 if tied else random.random(len(a)) ** 2
    together = np.maximum(random.integers(-count, 4, count), 0) if joined else None
    for threshold in (0.05, 0.2, 0.5):
        plain = average_linkage(a, b, similarity, count, threshold, together=together)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(_average_linkage, "COMPILED_FROM", 0)
            compiled = average_linkage(a, b, similarity, count, threshold, together=together)
        np.testing.assert_array_equal(plain, compiled)


# Weights


def test_the_idf_is_that_of_the_background_until_there_are_many_articles():
    texts = ["Wuxarfo spreekt.", "Wuxarfo zwijgt.", *["Zwolvar zwijgt."] * 6_000]
    one, many = (event_weights(document_term_matrix(pd.DataFrame({"text": part}))) for part in (texts[:2], texts))
    # A name that no list has is expected in 350 × 1e-8 of the articles: in 2 of 2, ln(3002 / (2 + 3000 × 3.5e-6)) =
    # 7.309, and in 2 of 6,002, ln(9002 / 2.0105) = 8.407; Zwolvar in 6,000 of these: ln(9002 / 6000.01) = .406.
    assert one.idf[one.counts.terms == "wuxarfo"].round(3).tolist() == [7.309]
    assert many.idf[many.counts.terms == "wuxarfo"].round(3).tolist() == [8.407]
    assert many.idf[many.counts.terms == "zwolvar"].round(3).tolist() == [0.406]


def test_a_word_that_is_said_again_weighs_one_plus_the_logarithm(toy):
    weights = event_weights(document_term_matrix(tokens(toy("Wuxarfo Wuxarfo Zwolvar"), language="nl")))
    # Both have one idf: 1 + ln 2 = 1.693 and 1, in a row of length one: / √(1.693² + 1²) = 1.966
    assert weights.matrix.toarray().round(3).tolist() == [[0.861, 0.509]]


def shares(dates, texts, days=3.0):
    """The ordinary share of each term, by term."""
    found = articles(*dates, names=range(len(dates)), text=texts, language="nl")
    counts = document_term_matrix(found)
    return dict(zip(counts.terms, ordinary_shares(counts, Dates.of(found), days).tolist(), strict=True))


def test_a_term_is_as_ordinary_as_the_median_of_ten_parts_by_date_has_it():
    dates = [f"{on:%Y-%m-%d}" for on in pd.date_range("2017-01-01", periods=50).repeat(4)]
    # Ten parts of 20 articles, of five days each. Fulmax: in 2 of 20 in six parts, and in none of the others: the
    # median of six times .1 and four times 0 is .1. Zwolvar: in all 20 of five parts, so (0 + 1) / 2. Wuxarfo: of four.
    until = [("Fulmax", 6, 2), ("Zwolvar", 5, 20), ("Wuxarfo", 4, 20), ("stad", 10, 20)]
    words = [
        " ".join(word for word, parts, of in until if part < parts and one < of)
        for part in range(10)
        for one in range(20)
    ]
    found = shares(dates, words)
    assert {name: round(share, 9) for name, share in found.items()} == {
        "fulmax": 0.1,
        "stad": 1.0,
        "wuxarfo": 0.0,
        "zwolvar": 0.5,
    }
    order = np.random.default_rng(0).permutation(200)
    assert shares([dates[at] for at in order], [words[at] for at in order]) == found


def test_nothing_is_ordinary_where_parts_are_short_articles_few_or_dates_of_no_matter():
    dates = [f"{on:%Y-%m-%d}" for on in pd.date_range("2017-01-01", periods=50).repeat(4)]
    words = ["stad"] * 200
    assert shares(dates, words, days=5.0) == {"stad": 1.0}  # a part is five days long
    assert shares(dates, words, days=5.1) == {"stad": 0.0}
    assert shares(dates, words, days=None) == {"stad": 0.0}
    assert shares(dates[1:], words[1:]) == {"stad": 0.0}
    assert shares(["", *dates[1:]], words) == {"stad": 0.0}


def test_the_more_ordinary_a_term_is_the_less_it_weighs_and_at_two_per_cent_nothing(toy):
    counts = document_term_matrix(tokens(toy("Wuxarfo Zwolvar Fulmax"), language="nl"))  # terms: fulmax wuxarfo zwolvar
    plain, found = event_weights(counts), event_weights(counts, np.array([0.005, 0.02, 0.5]))
    assert found.idf.tolist() == [0.75 * plain.idf[0], 0.0, 0.0]


def test_where_little_is_left_of_an_article_it_is_like_no_other(toy):
    counts = document_term_matrix(tokens(toy("Wuxarfo Zwolvar Fulmax"), language="nl"))
    # All three have one idf w, so the whole is √3 w long. Of w + w, √2 w is left, more than half: a row of length one.
    # Of w alone, w is, still more than √3 / 2 = .866 w; of .75 w it is not: .75 / .866.
    for ordinary, row in (
        ([0.0, 0.0, 1.0], [0.707, 0.707, 0]),
        ([0.0, 1.0, 1.0], [1, 0, 0]),
        ([0.005, 1.0, 1.0], [0.866, 0, 0]),
        ([1.0, 1.0, 1.0], [0, 0, 0]),
    ):
        assert event_weights(counts, np.array(ordinary)).matrix.toarray().round(3).tolist() == [row]


def test_bulletins_of_one_form_are_no_story_and_an_event_among_them_is_one():
    form = "Zwolvar{at} N.V. keert over het derde kwartaal een dividend uit van {at} cent per gewoon aandeel."
    days = pd.date_range("2017-01-01", periods=60).repeat(5)
    rows = [(f"{on:%Y-%m-%d}", form.format(at=at)) for at, on in enumerate(days)]
    event = "In de haven brandt de loods van scheepswerf Damen: {} brandweerlieden blussen."
    rows[100:100] = [(rows[100][0], event.format(number)) for number in ("dertig", "veertig")]
    found = articles(*(on for on, _ in rows), names=range(len(rows)), text=[text for _, text in rows], language="nl")
    assert stories(found)["article"].tolist() == ["100", "101"]
    few = stories(found.iloc[80:150])  # of so few it is not known what is ordinary, and they are alike
    assert set(few["article"]) == set(found.index[80:150])


# Stories


def test_a_chain_of_similar_articles_is_not_one_story():
    chain = pairs(ab=0.6, bc=0.55, cd=0.6, de=0.55, ef=0.6)
    assert members(chain, articles(*SAME_DAY)) == ["ab", "cd", "ef"]  # ab with cd: .55 / 4 = .14


def test_what_lies_more_than_days_apart_is_another_story():
    dated = articles("2017-05-01", "2017-05-02", "2017-05-20", "2017-05-21")
    same = pairs(ab=0.8, ac=0.8, ad=0.8, bc=0.8, bd=0.8, cd=0.8)
    assert members(same, dated) == ["ab", "cd"]
    assert members(same, dated, days=None) == ["abcd"]
    # a and d are 19 days apart, all others 18 at most; b and d have no pair: d has a mean of .8 / 3 = .27 with abc.
    less = same[same["article_a"] + same["article_b"] != "bd"]
    assert members(less, dated, days=18.5, threshold=0.26) == ["abcd"]
    assert members(less, dated, days=18.5, threshold=0.27) == ["abc"]


def test_without_a_clear_pair_an_article_is_alone():
    # 1.5 × .2 = .3; a–b and c–d reach it, and e has a mean of .28 with both of its pairs.
    similar = pairs(ab=0.3, cd=0.5, ae=0.28, be=0.28, ce=0.299, de=0.299)
    assert members(similar, articles(*SAME_DAY[:5]), threshold=0.2) == ["ab", "cd"]
    assert members(similar, articles(*SAME_DAY[:5]), threshold=0.199) == ["cde", "ab"]  # 1.5 × .199 = .2985
    assert members(pairs(ab=0.3), articles(*SAME_DAY[:2]), threshold=0.201) == []
    assert members(pairs(ab=1.0), articles(*SAME_DAY[:2]), threshold=0.9) == ["ab"]  # no pair can have 1.35


@given(seed=st.integers(0, 10_000), count=st.integers(2, 15))
def test_the_order_of_the_articles_changes_no_group(seed, count):
    random = np.random.default_rng(seed)
    a, b = np.nonzero(np.triu(random.random((count, count)) < 0.6, 1))
    links = Links(a, b, random.random(len(a)), np.zeros(len(a), bool))  # no two are equal
    moved, dated = random.permutation(count), random.random(count) < 0.7
    turned = links._replace(a=np.minimum(moved[a], moved[b]), b=np.maximum(moved[a], moved[b]))
    group, other = event_groups(links, dated, 0.3), event_groups(turned, dated[np.argsort(moved)], 0.3)
    np.testing.assert_array_equal(group[:, None] == group, (other[:, None] == other)[np.ix_(moved, moved)])


def test_an_article_without_a_date_leads_from_no_event_to_another():
    # u is like a and b, and still more like c, a year later; c is alone otherwise.
    dated = articles("2017-05-01", "2017-05-01", "2018-05-01", "", "", names="abcuv")
    similar = pairs(ab=0.8, au=0.8, bu=0.7, cu=0.9, uv=0.9)
    assert members(similar, dated) == ["ab", "cu"]
    # Without c, u joins ab with a mean of .75; v is like u alone, which is in a story, and so in none.
    assert members(pairs(ab=0.8, au=0.8, bu=0.7, uv=0.9), dated) == ["abu"]
    # A mean of (.4 + 0) / 2 = .2 is too little; then u and v are one story.
    assert members(pairs(ab=0.8, au=0.4, uv=0.9), dated) == ["ab", "uv"]


def test_a_month_is_near_all_of_its_days():
    dated = articles("2017-05-01", "2017-05", "2017-05-30")
    # b may be near a and near c, which are too far apart: c has a mean of (0 + .7) / 2 = .35 with a and b.
    assert members(pairs(ab=0.8, ac=0.8, bc=0.7), dated, threshold=0.35) == ["abc"]
    assert members(pairs(ab=0.8, ac=0.8, bc=0.7), dated, threshold=0.36) == ["ab"]


def test_an_article_without_a_date_joins_by_text_alone_and_it_is_said():
    found = story_members(pairs(ab=0.8, ac=0.6, bc=0.7), articles("2017-05-01", "2017-05-02", ""))
    assert found[["article", "nearest", "reason", "may_be_first"]].values.tolist() == [
        ["a", "b", "text within days", True],
        ["b", "a", "text within days", False],
        ["c", "b", "text alone, no date", False],
    ]


def test_passages_make_a_pair_clear_and_the_mean_of_all_pairs_decides_still():
    dated = articles("2017-05-01", "2017-05-01", "2017-05-01")
    near = pairs(ab=0.24, bc=0.1, ac=0.1)
    assert members(near, dated, threshold=0.16, coverage=covered(("b", "c", 0.1, 0.1, 99.9))) == ["ab"]
    # 1.5 × .16 = .24; b–c .25 first, then a with both: (.24 + .1) / 2 = .17
    found = story_members(near, dated, threshold=0.16, coverage=covered(("b", "c", 0.1, 0.1, 100.0)))
    assert found[["article", "nearest", "similarity", "mean_similarity", "reason"]].round(3).values.tolist() == [
        ["a", "b", 0.24, 0.17, "text within days"],
        ["b", "c", 0.25, 0.245, "shared passages"],
        ["c", "b", 0.25, 0.175, "shared passages"],
    ]
    assert members(pairs(), dated, threshold=0.16, coverage=covered(("b", "c", 0.1, 0.1, 100.0))) == []
    assert members(pairs(), dated, threshold=0.16, coverage=covered(("b", "c", 0.1, 0.3, 9.0))) == ["bc"]


def test_the_central_article_has_the_highest_mean_similarity():
    # b: (.8 + .8) / 2, a and c: (.8 + .5) / 2
    found = story_members(pairs(ab=0.8, bc=0.8, ac=0.5, de=0.9), articles(*SAME_DAY[:5]))
    assert found.loc[found["central"], "article"].tolist() == ["b", "d"]  # of two the first


def test_the_largest_story_comes_first_and_its_articles_by_date():
    dated = articles("2017-05-03", "", "2017-05-02", "2017-05-01", "2017-05-02")
    found = story_members(pairs(ab=0.9, cd=0.6, de=0.6, ce=0.6), dated)
    assert found[["story", "articles", "article"]].values.tolist() == [
        [1, 3, "d"],
        [1, 3, "c"],
        [1, 3, "e"],
        [2, 2, "a"],
        [2, 2, "b"],
    ]


def test_the_order_of_rows_sides_and_repetitions_of_pairs_change_nothing():
    dated = articles(*SAME_DAY)
    one = pairs(ab=0.6, bc=0.6, cd=0.6, de=0.6, ef=0.6, ad=0.6, be=0.6, ac=0.4)
    turned = one.rename(columns={"article_a": "article_b", "article_b": "article_a"}).iloc[::-1]
    again = pd.concat([turned, one.assign(cosine=one["cosine"] / 2)])
    pd.testing.assert_frame_equal(story_members(one, dated), story_members(again, dated))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_articles_that_have_nothing_in_common_make_no_stories(count, toy):
    found = stories(toy("De moskee is leeg.", "Het regent vandaag.")[:count], language="nl")
    assert found.empty
    assert found.columns.tolist() == list(STORIES.kinds)


# An earlier run


def test_stories_of_an_earlier_run_stay_together_with_their_numbers_and_new_ones_follow():
    similar = pairs(ab=0.8, cd=0.8, ef=0.8, be=0.1)
    before = [7, 7, 0, 0, 0, 0]
    found = story_members(similar, articles(*SAME_DAY), before=before)
    assert found[["story", "article"]].values.tolist() == [[7, "a"], [7, "b"], [8, "c"], [8, "d"], [9, "e"], [9, "f"]]


def test_a_new_article_joins_an_earlier_story_or_makes_one_of_two():
    # e is like all of abcd: with ab a mean of .8, more than with cd; then abe and cd: (.1 × 4 + .7 × 2) / 6 = .3.
    similar = pairs(ab=0.8, cd=0.8, ac=0.1, ad=0.1, bc=0.1, bd=0.1, ae=0.8, be=0.8, ce=0.7, de=0.7)
    assert members(similar, articles(*SAME_DAY[:5]), before=[2, 2, 1, 1, 0]) == ["abcde"]
    found = story_members(similar, articles(*SAME_DAY[:5]), before=[2, 2, 1, 1, 0])
    assert found["story"].unique().tolist() == [1]  # the lower number
    assert members(similar, articles(*SAME_DAY[:5]), before=[2, 2, 1, 1, 0], threshold=0.31) == ["cd", "abe"]


def test_an_article_that_only_an_earlier_run_put_into_a_story_says_so():
    found = story_members(pairs(ab=0.8), articles(*SAME_DAY[:3]), before=[1, 1, 1])
    assert found[["article", "nearest", "similarity", "reason"]].values.tolist() == [
        ["a", "b", 0.8, "text within days"],
        ["b", "a", 0.8, "text within days"],
        ["c", "a", 0.0, "an earlier run"],
    ]


@given(seed=st.integers(0, 10_000), count=st.integers(2, 12))
def test_without_new_articles_nothing_changes(seed, count):
    random = np.random.default_rng(seed)
    a, b = np.nonzero(np.triu(random.random((count, count)) < 0.5, 1))
    names = np.array(list("abcdefghijkl"))
    similar = pd.DataFrame({"article_a": names[a], "article_b": names[b], "cosine": random.random(len(a))})
    dated = articles(*random.choice(["2017-05-01", "2017-05-09", ""], count), names="abcdefghijkl")
    once = story_members(similar, dated)
    before = once.set_index("article")["story"].reindex(dated.index).fillna(0).astype(int)
    pd.testing.assert_frame_equal(story_members(similar, dated, before=before), once)


@given(seed=st.integers(0, 10_000), count=st.integers(2, 14), known=st.integers(1, 13))
def test_earlier_stories_stay_whole_and_keep_their_numbers(seed, count, known):
    random = np.random.default_rng(seed)
    a, b = np.nonzero(np.triu(random.random((count, count)) < 0.5, 1))
    names = np.array(list("abcdefghijklmn"))
    similar = pd.DataFrame({"article_a": names[a], "article_b": names[b], "cosine": random.random(len(a))})
    dated = articles(*random.choice(["2017-05-01", ""], count), names="".join(names))
    inside = (a < known) & (b < known)
    once = story_members(similar[inside], dated.iloc[:known]).set_index("article")["story"]
    before = once.reindex(dated.index).fillna(0).astype(int)
    grown = story_members(similar, dated, before=before).set_index("article")["story"]
    for number, members_of_one in once.groupby(once):
        [now] = grown[members_of_one.index].unique()
        assert now == before[grown.index[grown == now]].replace(0, number).min()  # of several earlier ones the lowest
    fresh = set(grown) - set(once)
    assert fresh == {*range(once.max() + 1 if len(once) else 1, (once.max() if len(once) else 0) + len(fresh) + 1)}


def test_the_frame_of_an_earlier_run_is_taken(seeds):
    found = stories(seeds, language="nl")
    more = pd.concat([seeds[["text"]], pd.DataFrame({"text": ["Het regent in het hele land."]}, index=["rain"])])
    again = stories(more, language="nl", earlier=found.assign(story=5))
    assert again[["story", "article"]].values.tolist() == [[5, name] for name in seeds.index]


# What is said of them


FIRE = "De brand in de Houthaven verwoestte drie loodsen van scheepswerf Damen."
STORM = "Storm Eunice blies het dak van station Zutphen; machinist Aalders zag dakpannen vallen."


def test_a_passage_or_the_terms_that_both_have_say_why(toy):
    other = "Machinist Aalders zag bij Zutphen dakpannen: het dak van het station, door storm Eunice."
    found = stories(toy(FIRE, f"Vannacht. {FIRE}", STORM, other, "Het regent in het hele land."), language="nl")
    told = found.set_index("article")[["label", "reason", "why"]]
    assert told.loc["a"].tolist() == [
        "De brand in de Houthaven verwoestte drie …",
        "shared passages",
        "“De brand in de Houthaven verwoestte drie loodsen van …”",
    ]
    assert told.loc["c", "reason"] == "text alone, no date"
    assert {"Aalders", "Eunice"} < set(told.loc["c", "why"].split(", "))
    assert {"Aalders", "Eunice"} < set(found.set_index("article").loc["d", "terms"].split(", "))


def test_a_title_is_the_label_and_equal_ones_are_told_apart(toy):
    texts = toy(FIRE, f"Vannacht. {FIRE}", STORM, f"Woensdag. {STORM}")
    found = stories(texts.assign(title=["Brand", "Vuur", "Brand", "Dak"], publisher=list("ABCD")), language="nl")
    assert found["label"].unique().tolist() == ["Brand · A", "Brand · C"]


def test_pairs_and_passages_that_are_given_are_taken(toy):
    texts = toy(FIRE, STORM, "Het regent.")
    assert stories(texts, pairs=pairs(ab=0.9), language="nl")["article"].tolist() == ["a", "b"]
    twice = drop_duplicates(tokens(toy(FIRE, FIRE), language="nl"))
    assert stories(twice).empty  # one text that stands there twice is no story


def test_tokens_without_texts_have_stories_but_quote_nothing(toy):
    bare = tokens(toy(FIRE, f"Vannacht. {FIRE}").assign(title=["Brand", "Vuur"]), language="nl", texts=False)
    assert stories(bare)[["label", "why"]].values.tolist() == [["Brand", ""]] * 2


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"pairs": pairs(ab=0.5).drop(columns="cosine")}, KeyError, "No column cosine among the pairs"),
        ({"threshold": 0}, ValueError, "above 0, at most 1; received 0"),
        ({"days": -1}, ValueError, "or None; received -1"),
        ({"pairs": pairs(az=0.5)}, KeyError, "No articles \\['z'\\] among the 2"),
        ({"pairs": []}, TypeError, "pairs must be a frame; received list"),
        ({"earlier": pairs(ab=0.5)}, KeyError, "No column story or article in earlier"),
        ({"earlier": pd.DataFrame({"story": [1], "article": ["z"]})}, KeyError, "not among the 2: \\['z'\\]"),
    ],
)
def test_what_makes_no_stories_is_refused(settings, error, message, toy):
    with pytest.raises(error, match=message):
        stories(toy(FIRE, STORM), language="nl", **settings)


# Planted events


def test_planted_events_are_found_and_no_story_lasts_long():
    given = benchmark.folder(1_500 if THOROUGH else 500, seed=1)
    [group] = benchmark.ours(given)
    found = benchmark.scores(group, given.truth)
    assert min(found["F1"], found["B-cubed F1"]) > 0.83
    dates = given.known.tokens.articles[["date_start", "date_end"]].groupby(group)
    assert (dates["date_start"].max() - dates["date_end"].min()).max() < pd.Timedelta(days=10)


# Stability


def test_a_story_that_no_setting_changes_is_kept_and_one_on_the_edge_is_not():
    # abc: every pair .8. def: d–e .8, f with both .25 on average.
    similar = pairs(ab=0.8, ac=0.8, bc=0.8, de=0.8, df=0.5)
    found = stability(similar, articles(*SAME_DAY), [0.2, 0.3], samples=200)
    assert found[["articles", "pairs", "least_kept", "kept", "most_added"]].values.tolist() == [
        [3, 3, 1.0, 1.0, 0],
        [3, 3, 1 / 3, 2 / 3, 0],
    ]
    # Of def without d nothing is left (e–f); without e, d–f remains; without f, d–e. All three: whole.
    # Two or three of three are drawn in .512 + 3 × .128 of the samples; in .128 none of the pairs is kept.
    kept = found["kept_in_samples"].tolist()
    assert kept[0] == 1
    assert kept[1] == pytest.approx(1 - 0.128, abs=0.06)


def test_articles_that_a_lower_threshold_adds_are_counted():
    found = stability(pairs(ab=0.8, cd=0.8, bc=0.8), articles(*SAME_DAY[:4]), [0.15, 0.25])
    assert found["articles"].tolist() == [2, 2]  # .8 / 4 = .2
    assert found["most_added"].tolist() == [2, 2]


def test_no_stories_and_wrong_settings_of_stability(toy):
    assert story_stability(toy(FIRE, STORM), language="nl").empty
    for wrong in ({"thresholds": []}, {"thresholds": [2]}, {"samples": 0}):
        with pytest.raises(ValueError, match="received"):
            story_stability(toy(FIRE, STORM), language="nl", **wrong)


def test_an_article_without_counted_words_is_in_no_story():
    # Its cosine is missing, not 0; the other two are similar.
    assert members(pairs(ab=0.6, ac=np.nan, bc=np.nan), articles(*SAME_DAY[:3])) == ["ab"]
