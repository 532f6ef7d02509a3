import math
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import chi2_contingency

from leesbril import document_term_matrix
from leesbril.groups._statistics import dispersion, log_likelihood, log_odds, share_interval, wilson_interval
from leesbril.groups.keyness import Side, article_interval, keyness, permutation_p, ratio_interval

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
simulation = import_module("keyness")
keyness_room = import_module("leesbril.groups.keyness")

counts = st.integers(0, 400)


def compared(texts_a, texts_b, **settings):
    """Keyness of some texts against others, by term."""
    names = [f"a{number}" for number in range(len(texts_a))] + [f"b{number}" for number in range(len(texts_b))]
    frame = pd.DataFrame({"text": [*texts_a, *texts_b]}, index=names)
    groups = pd.Series([name[0] for name in names], index=names)
    return keyness(document_term_matrix(frame), groups, a="a", **settings).set_index("term")


# Published worked examples


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        ((110, 2442, 111, 29114), 270.72),  # the swiss
        ((29, 13, 123, 31612), 263.90),  # can be
        ((31, 23, 139, 31584), 256.84),  # previous year
        ((10, 0, 3, 31764), 167.23),  # mineral water
    ],
)
def test_dunning_1993_his_table_of_bigrams(cells, printed):
    # -2 log λ of the four cells AB, A¬B, ¬AB, ¬A¬B, as printed.
    both, only_first, only_second, _ = cells
    found = log_likelihood(both, both + only_first, both + only_second, sum(cells))
    assert round(found.item(), 2) == printed


@pytest.mark.parametrize(("learner", "native", "printed"), [(348, 99, 147), (15, 14, 0), (9, 32, 14), (21, 25, 0)])
def test_rayson_2002_the_forms_of_keep_in_two_corpora_of_a_million_words(learner, native, printed):
    # His answer on the Corpora list (18 January 2002), without decimals. By his formula for keep: E = 447/2 = 223.5 in
    # both, 2 (348 ln(348/223.5) + 99 ln(99/223.5)) = 2 (154.08 - 80.62) = 146.9. He leaves out the cells of the other
    # words, which changes nothing that he prints.
    found = log_likelihood(learner, learner + native, 1_000_000, 2_000_000)
    assert round(found.item()) == printed


def test_gries_2008_his_corpus_of_five_parts():
    # b a m n i b e u p | b a s a t b e w q n | b c a g a b e s t a | b a g h a b e a a t | b a h a a b e a x a t:
    # `a` stands 1, 2, 3, 4, 5 times in parts of 9, 10, 10, 10, 11 words of 50.
    # Half of |1/15 - .18| + |2/15 - .2| + |3/15 - .2| + |4/15 - .2| + |5/15 - .22| = half of .36: DP = .18.
    found = dispersion(csr_array(np.array([[1], [2], [3], [4], [5]])), np.array([9, 10, 10, 10, 11]))
    assert found.round(12).tolist() == [0.18]


@pytest.mark.parametrize(
    ("count", "total", "printed"),
    [
        (81, 263, (0.2527, 0.3676)),
        (15, 148, (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1684)),
        (1, 29, (0.0009, 0.1776)),
    ],
)
def test_newcombe_1998_his_four_intervals_of_clopper_and_pearson(count, total, printed):
    # The last upper end of 0 of 20 by hand: 1 - .025^(1/20) = 1 - e^(-3.6889/20) = 1 - .8316.
    low, high = share_interval(count, total)
    assert (round(low.item(), 4), round(high.item(), 4)) == printed


@pytest.mark.parametrize(
    ("count", "total", "printed"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_1927_as_newcombe_1998_prints_his_interval(count, total, printed):
    # The upper end of 0 of 20 by hand: z² / (n + z²) = 3.8415 / 23.8415 = .1611.
    low, high = wilson_interval(count, total)
    assert (round(low.item(), 4), round(high.item(), 4)) == printed


def test_fightin_words_the_example_of_its_readme():
    # "the quick brown fox jumps over the lazy pig" and "the lazy purple pig jumps over the lazier donkey", .05 for each
    # of eleven words. A word that only the first has: odds 1.05 / (9.55 - 1.05) and .05 / (9.55 - .05), so
    # delta = ln .12353 - ln .0052632 = 3.1558, variance 1/1.05 + 1/.05 = 20.952, z = 3.1558 / 4.5774 = .6894.
    words = ["the", "jumps", "lazy", "over", "pig", "brown", "fox", "quick", "donkey", "lazier", "purple"]
    first = [2, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0]
    second = [2, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1]
    delta, error = log_odds(first, second, [0.05] * len(words), [0.05] * len(words))
    printed = [0.0] * 5 + [0.6894227886807968] * 3 + [-0.6894227886807968] * 3
    np.testing.assert_allclose(delta / error, printed, atol=1e-12)


@pytest.mark.parametrize(("times", "points"), [(1, 0), (2, 1), (4, 2), (8, 3), (16, 4), (1024, 10)])
def test_hardie_2014_every_point_of_the_log_ratio_is_twice_as_often(times, points):
    texts = ["moskee " * times + "leger " * (2048 - times)] * 2, ["moskee " + "leger " * 2047] * 2
    assert compared(*texts).loc["moskee", "log_ratio"] == pytest.approx(points)


# What is counted


def test_the_counts_rates_and_dispersions_are_worked_out_by_hand():
    # a: moskee 3 of 5 words (2 of 2, 1 of 3), b: 1 of 5 (in an article of 4; the other of 1 has none).
    # Dispersion in a: half of |2/3 - 2/5| + |1/3 - 3/5| = 4/15; in b: half of |1 - 4/5| + |0 - 1/5| = 1/5.
    found = compared(["moskee moskee", "moskee leger leger"], ["moskee leger leger leger", "leger"]).loc["moskee"]
    assert found[["count_a", "count_b", "articles_a", "articles_b"]].tolist() == [3, 1, 2, 1]
    assert found[["rate_a", "rate_b"]].tolist() == pytest.approx([600, 200])
    assert found[["dispersion_a", "dispersion_b"]].tolist() == pytest.approx([4 / 15, 1 / 5])
    assert found["log_ratio"] == pytest.approx(math.log2(3))
    # 2 (3 ln(3/2) + 1 ln(1/2) + 2 ln(2/3) + 4 ln(4/3)), of expected counts 2, 2, 3, 3.
    assert found["g2"] == pytest.approx(
        2 * (3 * math.log(1.5) + math.log(0.5) + 2 * math.log(2 / 3) + 4 * math.log(4 / 3))
    )


def test_the_side_without_a_term_never_comes_out_as_having_more_of_it():
    # Half an occurrence in 3 words would be .167, five times the 4 in 120 of b: taken as 3 × 4/120, an equal rate.
    found = compared(["stad huis boom"], ["stad huis moskee"] * 4 + ["stad huis boom"] * 36)
    assert found.loc["moskee", ["count_a", "count_b", "log_ratio"]].tolist() == [0, 4, 0.0]
    turned = compared(["stad huis moskee"] * 4 + ["stad huis boom"] * 36, ["stad huis boom"])
    assert turned.loc["moskee", ["count_a", "count_b", "log_ratio"]].tolist() == [4, 0, 0.0]
    # A near miss, where the half is the smaller rate: log2((4/12) / (.5/3)) = 1.
    assert compared(["stad huis moskee"] * 4, ["stad huis boom"]).loc["moskee", "log_ratio"] == pytest.approx(1)


def test_a_count_of_nought_is_taken_as_a_half_and_leaves_an_end_of_the_interval_infinite():
    # 4 of 10 words against 0 of 10: log2(4 / .5) = 3. Lower end: share .025^(1/4) = .39764, odds .66014, log2 -.5992.
    found = compared(["moskee moskee leger leger leger"] * 2, ["leger leger leger leger leger"] * 2).loc["moskee"]
    assert found["log_ratio"] == pytest.approx(3)
    assert found["log_ratio_low"] == pytest.approx(-0.5992, abs=1e-4)
    assert found["log_ratio_high"] == math.inf


def test_the_rest_is_every_article_with_another_label(toy):
    dtm = document_term_matrix(toy("moskee", "leger", "stad"))
    groups = pd.Series(["x", "y", "z"], index=list("abc"))
    assert keyness(dtm, groups, a="x")["count_b"].sum() == 2
    only_y = keyness(dtm, groups, a="x", b="y")
    assert set(only_y["term"]) == {"moskee", "leger"}


def test_articles_without_a_label_or_without_words_are_on_neither_side_and_are_counted(toy):
    dtm = document_term_matrix(toy("moskee", "leger", "stad", "de het"))
    groups = pd.Series(["x", "y", None, "y"], index=list("abcd"))
    found = keyness(dtm, groups, a="x")
    assert set(found["term"]) == {"moskee", "leger"}
    left_out = "described only: 1 article against 1; 2 articles without a label or without words left out"
    assert set(found["evidence"]) == {left_out}


def test_groups_may_be_months_and_an_undated_article_is_in_none(toy):
    dates = pd.Series(pd.to_datetime(["2017-05-01", "2017-06-01", None]), index=list("abc")).dt.to_period("M")
    found = keyness(document_term_matrix(toy("moskee", "leger", "stad")), dates, a=pd.Period("2017-05"))
    assert set(found["term"]) == {"moskee", "leger"}
    assert found["evidence"].str.contains("1 article without a label").all()


def test_both_sides_may_have_no_word_but_one():
    found = compared(["moskee"] * 2, ["moskee"] * 2).loc["moskee"]
    assert found[["log_ratio", "delta", "g2"]].tolist() == pytest.approx([0, 0, 0], abs=1e-12)


# Intervals


@given(counts, counts, st.integers(400, 10_000), st.integers(400, 10_000))
def test_an_exact_interval_contains_its_estimate(count_a, count_b, words_a, words_b):
    if count_a + count_b:
        low, high = ratio_interval(np.array([count_a]), np.array([count_b]), words_a, words_b)
        estimate = math.log2((count_a or 0.5) / words_a / ((count_b or 0.5) / words_b))
        assert low[0] <= estimate <= high[0]


@given(counts, counts)
def test_wilsons_interval_contains_the_share(count, rest):
    if count + rest:
        low, high = wilson_interval(count, count + rest)
        assert 0 <= low <= count / (count + rest) <= high <= 1


def test_wilsons_interval_of_nothing_is_missing():
    assert np.isnan(wilson_interval([0], [0])).all()


def side(column, words=None):
    table = np.array(column).reshape(len(column), -1)
    return Side("x", csr_array(table), np.full(len(column), 100.0) if words is None else np.array(words, dtype=float))


@given(*[st.lists(st.integers(0, 9), min_size=10, max_size=14)] * 2)
def test_an_article_level_interval_is_no_narrower_than_the_exact_one(column_a, column_b):
    one, other = side(column_a), side(column_b)
    if one.total[0] + other.total[0]:
        narrow = np.ravel(ratio_interval(one.total, other.total, one.words.sum(), other.words.sum()))
        wide = np.ravel(article_interval(one, other))
        assert wide[0] <= narrow[0] + 1e-9
        assert wide[1] >= narrow[1] - 1e-9


def test_a_term_that_clumps_in_one_article_has_a_wider_article_level_interval_than_one_that_is_spread():
    spread, clumped = np.repeat(2, 10), np.array([20] + [0] * 9)
    low, high = article_interval(side(np.column_stack([spread, clumped])), side(np.column_stack([spread, spread])))
    assert (high - low)[1] > 2 * (high - low)[0]


@given(counts, counts, st.integers(401, 5_000), st.integers(401, 5_000))
def test_log_likelihood_is_scipys(count_a, count_b, words_a, words_b):
    if count_a + count_b:
        table = [[count_a, words_a - count_a], [count_b, words_b - count_b]]
        theirs = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        ours = log_likelihood(count_a, count_a + count_b, words_a, words_a + words_b)
        assert ours.item() == pytest.approx(theirs, abs=1e-6)


# Log-odds


def test_equal_rates_have_a_delta_of_nought_whatever_the_sizes_and_the_language():
    # `mensen` is a hundred times as frequent in the language as `moskee`: a prior of one size would draw the two
    # articles of the small side further to the language than the twenty of the other.
    found = compared(["moskee mensen leger"] * 2, ["moskee mensen leger"] * 20)
    np.testing.assert_allclose(found["delta"], 0, atol=1e-12)


def test_twenty_against_none_has_a_larger_z_than_twenty_against_one_also_for_a_word_the_language_lacks():
    rest = "leger stad " * 100
    none = compared(["xqzv " * 10 + rest] * 2, ["leger " * 10 + rest] * 2).loc["xqzv", "z"]
    one = compared(["xqzv " * 10 + rest] * 2, ["xqzv " + "leger " * 9 + rest, "leger " * 10 + rest]).loc["xqzv", "z"]
    assert none > one > 2


def test_a_frequent_word_of_the_language_is_drawn_more_to_nought_than_a_rare_one():
    found = compared(["mensen xqzv leger leger"] * 2, ["leger leger leger leger"] * 2)
    assert 0 < found.loc["mensen", "delta"] < found.loc["xqzv", "delta"]


@given(
    *[st.lists(st.lists(st.sampled_from(["moskee", "leger", "IS", "stad"]), min_size=1), min_size=2, max_size=3)] * 2
)
def test_changing_the_sides_changes_the_signs(lists_a, lists_b):
    # A line of capitals alone would be read as shouted, and *IS* in it as the verb, which is a stop word.
    texts_a, texts_b = ([f"De {' '.join(words)}" for words in lists] for lists in (lists_a, lists_b))
    there, back = compared(texts_a, texts_b), compared(texts_b, texts_a)
    back = back.loc[there.index]
    np.testing.assert_allclose(there["log_ratio"], -back["log_ratio"], atol=1e-9)
    np.testing.assert_allclose(there["log_ratio_low"], -back["log_ratio_high"], atol=1e-9)
    np.testing.assert_allclose(there["delta"], -back["delta"], atol=1e-9)
    np.testing.assert_allclose(there["g2"], back["g2"], atol=1e-9)


# What the number of articles can bear

TESTS = ["p", "q", "log_ratio_low_articles", "log_ratio_high_articles"]
WORD_LEVEL = ["log_ratio_low", "log_ratio_high", "delta_low", "delta_high", "z", "word_level"]


def test_one_article_a_side_is_described_and_never_tested():
    found = compared(["moskee " * 50 + "leger"], ["leger " * 50] * 12)
    assert found[[*TESTS, *WORD_LEVEL]].isna().all(axis=None)
    assert set(found["evidence"]) == {"described only: 1 article against 12"}
    assert found["log_ratio"].notna().all()


def test_two_to_nine_articles_a_side_have_effect_sizes_and_no_test():
    found = compared(["moskee leger"] * 9, ["leger leger"] * 12)
    assert found[TESTS].isna().all(axis=None)
    assert found[WORD_LEVEL].notna().all(axis=None)
    assert set(found["word_level"]) == {"if words were independent"}
    assert found.loc["moskee", "evidence"] == "effect size, no test: 9 articles against 12"


def test_from_ten_a_side_one_term_that_all_of_one_side_have_is_found_among_many():
    # All ten articles of a have `moskee`, none of b. Of the divisions only the same and the mirrored one, 2 of 184,756,
    # are as far apart, so none of 1,999 drawn with this seed is, and p is 1 in
    # 2,000 (seed 0 happens to draw the mirrored one twice: 3 in 2,000).
    rest = ["leger stad dorp", "stad dorp vrede", "dorp vrede leger", "vrede leger stad", "leger dorp vrede"] * 2
    other = [f"los{number} {text}" for number, text in enumerate(rest)]  # as long, by a word that no other article has
    found = compared([f"moskee {text}" for text in rest], other, seed=1)
    assert found.index[0] == "moskee"
    assert found.loc["moskee", "p"] == 1 / 2000
    how = "p = 0.0005 over articles (1,999 permutations, smallest p possible 0.0005)"
    assert found.loc["moskee", "evidence"] == f"more in a: {how}"
    back = compared(other, [f"moskee {text}" for text in rest], seed=1)
    assert back.loc["moskee", "evidence"] == f"more in the rest: {how}"
    assert found.loc["stad", "evidence"].startswith("no difference shown: p = ")
    assert found.loc["moskee", TESTS].notna().all()


def test_one_article_cannot_make_a_keyword():
    # Fifty times in one of ten articles: a word-level test is sure of it, the articles are not.
    others = ["leger stad dorp vrede water"] * 10
    found = compared(["moskee " * 50, *others[1:]], others).loc["moskee"]
    assert found["g2"] > 50
    assert found[["p", "q", "z", "log_ratio_low"]].isna().all()
    assert found["evidence"] == "not tested: in 1 article; all of it in one article"
    few = [f"{text} moskee" for text in others[:2]]
    also = compared(["moskee " * 50, *few, *others[:7]], [*few, *others[:8]]).loc["moskee"]
    assert also["q"] < 1e-6
    assert also["p"] > 0.05
    assert also["evidence"].endswith("more than half of it in one article")


@pytest.mark.parametrize(("articles_a", "articles_b"), [(1, 1), (2, 2), (2, 300), (10, 10), (10, 1_000)])
def test_nought_against_one_is_never_significant(articles_a, articles_b):
    # With 10 against 1,000 articles a single word in the few has a g2 of 9.2, beyond the 3.84 of a single test.
    found = compared(["moskee leger", *["leger leger"] * (articles_a - 1)], ["leger leger"] * articles_b).loc["moskee"]
    assert found[[*TESTS, "z", "log_ratio_low", "delta_low"]].isna().all()


def test_a_term_in_four_articles_is_not_tested_and_one_in_five_is():
    texts = ["moskee leger"] * 4 + ["leger leger"] * 6, ["leger leger"] * 10
    assert math.isnan(compared(*texts).loc["moskee", "p"])
    assert compared(*texts).loc["moskee", "evidence"] == "not tested: in 4 articles"
    texts[0][9] = "moskee leger"
    assert compared(*texts).loc["moskee", "p"] <= 1


# The permutation test


def naive_p(one, other, permutations, seed):
    """The same test in loops: each division in turn, each term in turn."""
    table = np.vstack([one.counts.toarray(), other.counts.toarray()])
    words = np.concatenate([one.words, other.words])
    articles = len(words)

    def statistics(chosen):
        result = []
        for column in table.T:
            rate = column.sum() / words.sum()
            clumping = ((column - rate * words) ** 2).sum() / (articles - 1) * articles / column.sum()
            clumping = max(clumping, 1)
            terms = 0.0
            for group in (chosen, np.setdiff1d(np.arange(articles), chosen)):
                seen = column[group].sum()
                terms += 2 * seen * math.log(seen / (rate * words[group].sum())) if seen else 0
            result.append(math.sqrt(max(terms, 0) / clumping))
        return np.array(result)

    seen = statistics(np.arange(one.articles))
    generator = np.random.default_rng(seed)
    drawn = [statistics(generator.permutation(articles)[: one.articles]).max() for _ in range(permutations)]
    return [(1 + sum(value >= mine * (1 - 1e-9) for value in drawn)) / (1 + permutations) for mine in seen]


def test_a_word_that_stands_once_in_every_article_is_no_difference_where_the_articles_differ_by_a_word():
    # 10 in 310 words against 10 in 300: the articles differ in nothing else, so the rates have no spread within a side.
    found = compared(["stad huis boom " * 10 + "moskee"] * 10, ["stad huis boom " * 10] * 10, permutations=999)
    assert (found.loc[["stad", "huis", "boom"], "p"] > 0.5).all()
    assert found.loc["moskee", "p"] <= 0.05


def test_articles_of_like_lengths_are_those_of_the_shorter_at_each_place():
    # From short to long: 2, 5, 9 beside 3, 4, 20 keep 2, 4, 9 on both sides.
    words = np.array([9.0, 2.0, 5.0]), np.array([3.0, 20.0, 4.0])
    one, other = (
        Side(name, csr_array(np.diag(side).astype(int)), side) for name, side in zip("ab", words, strict=True)
    )
    kept = keyness_room._of_like_lengths(one, other, np.random.default_rng(0))
    assert [side.words.tolist() for side in kept] == [[9, 2, 4], [2, 9, 4]]
    # An article that keeps all its words keeps every count; no other gains any.
    assert kept[0].total[:2].tolist() == [9, 2]
    assert kept[0].total[2] <= 5
    assert (kept[1].total <= other.total).all()


def test_a_term_of_which_no_word_is_left_has_a_p_of_one():
    # Each of a's articles is a hundred times as long, so that of its one `moskee` each hardly any is kept.
    texts = ["stad " * 1000 + "moskee"] * 10, ["stad " * 10] * 10
    assert compared(*texts).loc["moskee", "p"] == 1


def test_the_sparse_products_give_what_loops_over_divisions_and_terms_give(monkeypatch):
    generator = np.random.default_rng(3)
    table = generator.poisson(1.5, size=(25, 6)) + np.eye(25, 6, dtype=int)
    table[:10, 0] += 2
    words = generator.integers(50, 300, 25).astype(float)
    words[:10] *= words[10:].mean() / words[:10].mean()  # as long, so that no word is left out
    one, other = Side("a", csr_array(table[:10]), words[:10]), Side("b", csr_array(table[10:]), words[10:])
    expected = naive_p(one, other, 99, 5)
    assert len(set(expected)) > 3
    assert permutation_p(one, other, 99, 5).tolist() == expected
    monkeypatch.setattr(import_module("leesbril.groups.keyness"), "CELLS_AT_ONCE", 70)
    assert permutation_p(one, other, 99, 5).tolist() == expected


def test_the_same_seed_gives_the_same_p_and_another_may_not():
    one, other = (
        side(np.random.default_rng(0).poisson(1, (10, 5)) + 1),
        side(np.random.default_rng(1).poisson(1, (12, 5))),
    )
    first = permutation_p(one, other, 199, 0)
    assert permutation_p(one, other, 199, 0).tolist() == first.tolist()
    assert permutation_p(one, other, 199, 1).tolist() != first.tolist()


def test_a_term_at_one_rate_in_every_article_is_no_difference():
    steady = np.ones((10, 1), dtype=int)
    assert permutation_p(side(steady), side(steady), 99, 0).tolist() == [1]


# Simulation, a small one: benchmarks/keyness.py prints the large


def test_where_there_is_nothing_the_articles_find_nothing_and_the_words_find_something():
    # 5 % of 20 folders is 1; more than 4 would come by chance 3 times in 1,000.
    found = np.array([simulation.finds(seed, articles_a=10, articles_b=14, terms=200) for seed in range(20)])
    assert found[:, 0].sum() <= 4
    assert found[:, 1].mean() > 0.9


def test_longer_articles_on_one_side_are_no_difference_by_themselves():
    folders = [simulation.finds(seed, articles_a=12, articles_b=12, terms=200, longer=3.0) for seed in range(20)]
    assert np.array(folders)[:, 0].sum() <= 4


def test_a_planted_term_is_found_in_most_folders_of_ten_against_ten():
    planted = simulation.Planted(0.03, 0.0003, 3)
    found = [simulation.finds(seed, articles_a=10, articles_b=10, terms=200, planted=planted)[0] for seed in range(20)]
    assert np.mean(found) > 0.6


@pytest.mark.parametrize("sizes", [(10, 10), (30, 30)])
@pytest.mark.parametrize("log_ratio", [0.0, 2.0])
def test_the_article_level_interval_holds_the_truth_where_words_clump_and_the_word_level_one_does_not(sizes, log_ratio):
    how = {"rate": 0.01, "log_ratio": log_ratio, "shape": 1.0, "draws": 400}
    held = np.mean([simulation.coverage(seed, *sizes, **how) for seed in range(5)], axis=0)
    assert 0.93 <= held[0] <= 0.985
    assert held[1] < 0.85


@pytest.mark.parametrize("rate", [0.0005, 0.002, 0.01])
def test_the_exact_interval_holds_the_truth_where_words_are_independent(rate):
    how = {"rate": rate, "log_ratio": 1.0, "shape": np.inf, "draws": 1_000}
    assert np.mean([simulation.coverage(seed, 30, 30, **how)[1] for seed in range(5)]) >= 0.95


# Errors


def test_what_cannot_be_compared_is_a_clear_error(toy):
    dtm = document_term_matrix(toy("moskee", "leger", "de"))
    groups = pd.Series(["x", "y", "z"], index=list("abc"))
    with pytest.raises(ValueError, match="No article with counted words in group a='w'; the labels are 'x', 'y', 'z'"):
        keyness(dtm, groups, a="w")
    with pytest.raises(ValueError, match="in group b='z'"):
        keyness(dtm, groups, a="x", b="z")
    with pytest.raises(ValueError, match="a and b are the same group, 'x'"):
        keyness(dtm, groups, a="x", b="x")
    with pytest.raises(KeyError, match="groups has no label for 'b', 'c'"):
        keyness(dtm, groups[:1], a="x")
    with pytest.raises(TypeError, match=r"groups takes a Series .* received list"):
        keyness(dtm, ["x", "y", "z"], a="x")
    with pytest.raises(ValueError, match="more than one label for 'a'"):
        keyness(dtm, pd.Series(["x", "y"], index=["a", "a"]), a="x")
    with pytest.raises(ValueError, match="permutations must be a whole number from 1; received 0"):
        keyness(dtm, groups, a="x", permutations=0)
    with pytest.raises(ValueError, match="this matrix counts each sentence"):
        keyness(document_term_matrix(toy("moskee"), unit="sentence"), groups, a="x")
