import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leesbril import keep_labels, sample_pairs, save_table, threshold_report
from leesbril.dates.parsing import parse_dates


def scored(*scores):
    """Pairs 0–1, 1–2, 2–3 … with these cosines, and their articles."""
    n = len(scores)
    pairs = pd.DataFrame({"article_a": range(n), "article_b": range(1, n + 1), "cosine": scores}).astype(
        {"cosine": float}
    )
    return pairs, pd.DataFrame(index=range(n + 1))


def thousand():
    return scored(*np.linspace(0, 0.9, 1000))


# The sample


def test_a_sample_comes_from_both_sides_of_the_cut_and_each_pair_says_for_how_many_it_stands():
    found = sample_pairs(*thousand(), 40, cut=0.6)
    assert found["stratum"].value_counts(sort=False).tolist() == [10, 10, 10, 10]
    # Of 1,000 even scores up to .9 a third lies below .3, between .3 and .6, and from .6 up: half of that each.
    strata = found.drop_duplicates("stratum")
    assert strata["score_from"].tolist() == pytest.approx([0.75, 0.6, 0.3, 0.0])
    assert strata["stratum_pairs"].sum() == 1000
    assert found["weight"].sum() == pytest.approx(1000)
    assert found["score"].is_monotonic_decreasing
    assert found["label"].isna().all()


def test_every_pair_lies_within_its_stratum():
    found = sample_pairs(*thousand(), 100)
    assert found["score"].between(found["score_from"], found["score_to"]).all()


def test_a_stratum_with_few_pairs_gives_them_all_and_the_others_the_rest():
    pairs, articles = scored(*[0.1] * 50, 0.4, 0.9)
    found = sample_pairs(pairs, articles, 12)
    assert found["score"].value_counts().to_dict() == {0.1: 10, 0.4: 1, 0.9: 1}


def test_fewer_pairs_than_asked_for_are_all_drawn():
    assert len(sample_pairs(*scored(0.1, 0.9), 40)) == 2
    assert sample_pairs(*scored(), 40).empty


def test_a_pair_without_a_score_is_never_drawn():
    assert len(sample_pairs(*scored(0.1, np.nan, 0.9), 40)) == 2


@pytest.mark.parametrize("hours", [None, 30])
def test_with_hours_only_pairs_near_in_time_and_in_order_are_drawn(hours):
    # From a to b lie 24 hours at least, from b to c none; a and d have no order, e and a are a month apart.
    dates = parse_dates(
        pd.Series(["2017-05-01", "2017-05-03", "2017-05-04", "2017-05", "2017-06-04"], index=list("abcde"))
    )
    pairs = pd.DataFrame({"article_a": list("abae"), "article_b": list("bcda"), "cosine": [0.9, 0.8, 0.7, 0.6]})
    found = sample_pairs(pairs, dates, hours=hours)
    assert found["score"].tolist() == ([0.9, 0.8] if hours else [0.9, 0.8, 0.7, 0.6])


def test_the_same_seed_draws_the_same_pairs_and_another_others():
    first = sample_pairs(*thousand())
    pd.testing.assert_frame_equal(first, sample_pairs(*thousand()))
    assert not first["score"].equals(sample_pairs(*thousand(), seed=1)["score"])


def test_coverage_is_scored_by_the_larger_of_its_two_shares():
    pairs = pd.DataFrame({"article_a": [0], "article_b": [1], "share_a": [0.2], "share_b": [0.7]})
    assert sample_pairs(pairs, pd.DataFrame(index=[0, 1]))["score"].tolist() == [0.7]


@pytest.mark.parametrize("scores", [(0.5, 0.5), (0.2, 0.5), (0.5, 0.6), (0.0, 0.0)])
def test_scores_on_the_edges_fall_in_one_stratum_each(scores):
    found = sample_pairs(*scored(*scores))
    assert len(found) == 2
    assert found["score"].between(found["score_from"], found["score_to"]).all()
    assert ((found["score"] >= 0.5) == (found["score_from"] >= 0.5)).all()


def test_what_cannot_be_sampled_is_a_clear_error():
    pairs, articles = scored(0.1, 0.2)
    with pytest.raises(ValueError, match="n must be a whole number from 4, one pair per stratum; received 3"):
        sample_pairs(pairs, articles, 3)
    with pytest.raises(KeyError, match="No column 'bits' among the pairs"):
        sample_pairs(pairs, articles, score="bits")
    with pytest.raises(KeyError, match=r"No article .*2.* \(article_b\)"):
        sample_pairs(pairs, articles.head(2))
    with pytest.raises(ValueError, match="cut must be a score above 0; received 0"):
        sample_pairs(pairs, articles, cut=0)


# Labels in a file


def test_labels_written_in_a_file_come_back_and_the_file_is_never_written_over(tmp_path):
    path = tmp_path / "labels.csv"
    sample = sample_pairs(*thousand(), 8).astype({"article_a": "str", "article_b": "str"})
    assert keep_labels(sample, path)["label"].isna().all()
    save_table(sample.assign(label=["yes", "no", *[None] * 6]), path)
    before = path.read_bytes()
    assert keep_labels(sample, path)["label"].fillna("").tolist()[:3] == ["yes", "no", ""]
    assert path.read_bytes() == before


def test_a_label_belongs_to_its_two_articles_in_either_order(tmp_path):
    path = tmp_path / "labels.csv"
    save_table(pd.DataFrame({"article_a": ["b"], "article_b": ["a"], "label": ["yes"]}), path)
    pairs = pd.DataFrame({"article_a": ["a", "a"], "article_b": ["b", "c"], "cosine": [0.9, 0.8]})
    found = keep_labels(sample_pairs(pairs, pd.DataFrame(index=list("abc"))), path)
    assert found["label"].fillna("").tolist() == ["yes", ""]


def test_a_file_that_contradicts_itself_or_is_another_table_is_refused(tmp_path):
    sample, path = sample_pairs(*scored(0.9)), tmp_path / "labels.csv"
    save_table(pd.DataFrame({"article_a": ["a", "b"], "article_b": ["b", "a"], "label": ["yes", "no"]}), path)
    with pytest.raises(ValueError, match=r"labels.csv has two labels for a and b"):
        keep_labels(sample, path)
    save_table(pd.DataFrame({"term": ["a"]}), path)
    with pytest.raises(ValueError, match=r"labels.csv has no column article_a, article_b, label; it has term"):
        keep_labels(sample, path)


# The report


def labelled(*rows):
    """A sample of (score, label, from, to, pairs in the stratum)."""
    return pd.DataFrame(rows, columns=["score", "label", "score_from", "score_to", "stratum_pairs"])


HAND = [(0.9, "yes", 0.5, 1.0, 4), (0.8, "yes", 0.5, 1.0, 4), (0.6, "no", 0.5, 1.0, 4), (0.55, "yes", 0.5, 1.0, 4)]
HAND += [
    (0.4, "yes", 0.0, 0.5, 100),
    (0.2, "no", 0.0, 0.5, 100),
    (0.1, "no", 0.0, 0.5, 100),
    (0.1, "no", 0.0, 0.5, 100),
]


def test_precision_and_recall_speak_of_all_pairs_and_not_of_the_sample():
    found = threshold_report(labelled(*HAND), thresholds=[0.5]).iloc[0]
    assert found[["read_above", "yes_above", "read_below", "yes_below"]].tolist() == [4, 3, 4, 1]
    # All four above were read: 3 of 4 are right, for certain. Below 1 of 4 stands for 25 of 100: recall 3 / 28.
    assert found[["precision", "precision_low", "precision_high"]].tolist() == [0.75] * 3
    assert found["recall"] == pytest.approx(3 / 28)
    assert found["recall_low"] < 3 / 28 < found["recall_high"]


def test_no_yes_among_a_few_that_stand_for_many_is_not_none():
    rows = [(0.9, "yes", 0.5, 1.0, 4)] * 4 + [(0.1, "no", 0.0, 0.5, 1_000)] * 10
    found = threshold_report(labelled(*rows)).iloc[1]
    assert found["recall"] == 1.0
    # Jeffreys, 0 of 10: Beta(.5, 10.5) ends at .217 (97.5 %): of 990 others up to 215, so recall from 4 / 219 = .018.
    assert found["recall_low"] == pytest.approx(4 / 219, abs=0.005)
    assert found["evidence"].startswith("recall anywhere from 0.0")


def test_what_is_unsure_or_not_read_counts_for_neither_side():
    rows = [("yes", 1), ("unsure", 1), (None, 1), ("", 1)]
    report = threshold_report(labelled(*((0.9, label, 0.5, 1.0, 4) for label, _ in rows)))
    assert report.loc[0, ["read_above", "yes_above"]].tolist() == [1, 1]


def test_a_stratum_of_which_nothing_was_read_is_said():
    report = threshold_report(labelled((0.9, "yes", 0.5, 1.0, 1), (0.1, None, 0.0, 0.5, 50)))
    assert report["evidence"].str.contains("a stratum of which nothing was read").all()


def test_nothing_read_gives_no_numbers_and_says_so():
    report = threshold_report(sample_pairs(*thousand(), 8))
    assert report[["precision", "recall"]].isna().all(axis=None)
    assert report["evidence"].str.contains("no precision: nothing to compute it from").all()
    assert threshold_report(sample_pairs(*scored())).empty


@pytest.mark.parametrize("label", ["Yes", " ja ", "JA"])
def test_a_label_may_be_dutch_or_have_capitals(label):
    assert threshold_report(labelled((0.9, label, 0.5, 1.0, 1)))["yes_above"].tolist() == [1]


@pytest.mark.parametrize(("label", "yes"), [("reuse", 1), ("agency", 1), ("chance", 0)])
def test_the_labels_of_a_board_say_whether_two_share_a_text(label, yes):
    report = threshold_report(labelled((0.9, label, 0.5, 1.0, 1)))
    assert report[["read_above", "yes_above"]].values.tolist() == [[1, yes]]


def test_a_pair_that_is_unsure_on_a_board_counts_as_not_read():
    assert threshold_report(labelled((0.9, "unsure", 0.5, 1.0, 1)))["read_above"].tolist() == [0]


def test_another_label_is_a_clear_error():
    with pytest.raises(ValueError, match=r"A label is yes, ja, no, .* received 'misschien'"):
        threshold_report(labelled((0.9, "misschien", 0.5, 1.0, 1)))
    with pytest.raises(KeyError, match="lack score, score_from"):
        threshold_report(pd.DataFrame({"label": ["yes"]}))


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["yes", "no", "unsure"]), min_size=12, max_size=12), st.floats(0, 0.95))
def test_an_interval_contains_its_estimate(labels, threshold):
    sample = sample_pairs(*thousand(), 12).assign(label=labels)
    for row in threshold_report(sample, thresholds=[threshold]).itertuples():
        for low, middle, high in (
            (row.precision_low, row.precision, row.precision_high),
            (row.recall_low, row.recall, row.recall_high),
        ):
            assert np.isnan(middle) or low <= middle <= high


def test_the_intervals_hold_the_truth_in_most_of_forty_samples():
    # Right with a chance that rises with the score; 95 % of 40 is 38, and fewer than 34 come once in 300 times.
    held = []
    for seed in range(40):
        generator = np.random.default_rng(seed)
        scores = generator.beta(0.6, 3, 1_000)
        right = generator.random(1_000) < 1 / (1 + np.exp(-14 * (scores - 0.5)))
        sample = sample_pairs(*scored(*scores), 80, seed=seed)
        sample["label"] = np.where(right[sample["article_a"]], "yes", "no")
        row = threshold_report(sample, thresholds=[0.5]).iloc[0]
        precision, recall = right[scores >= 0.5].mean(), right[scores >= 0.5].sum() / right.sum()
        ends = [(row[f"{name}_low"], row[f"{name}_high"]) for name in ("precision", "recall")]
        held.append([low <= truth <= high for (low, high), truth in zip(ends, (precision, recall), strict=True)])
    assert np.sum(held, axis=0).min() >= 34


@pytest.mark.parametrize("bounds", [{"cut": float("inf")}, {"cut": float("nan")}, {"hours": -1}, {"hours": "24"}])
def test_a_bound_that_is_no_bound_is_refused(bounds):
    with pytest.raises((ValueError, TypeError), match=f"{next(iter(bounds))} must be a "):
        sample_pairs(*scored(0.9, 0.2), **bounds)


def test_a_threshold_that_is_no_score_is_refused():
    with pytest.raises(ValueError, match="A threshold is a finite score; received nan"):
        threshold_report(sample_pairs(*scored(0.9, 0.2)).assign(label="yes"), thresholds=[0.5, float("nan")])
