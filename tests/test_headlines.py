"""What benchmarks/headlines.py works out for itself: scores of pairs and of groups, and the halves."""

import doctest
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, pair_confusion_matrix

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
import headlines

GROUPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12)
PAIRS = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=20)


def as_arrays(drawn):
    one, other = zip(*drawn, strict=True)
    return np.array(one), np.array(other)


def test_the_examples_in_docstrings_hold():
    failed, tried = doctest.testmod(headlines)
    assert tried > 5
    assert failed == 0


def test_precision_recall_and_f1_are_those_of_the_pairs():
    # Six pairs: 1–2 in both; 3–4 by the method alone; 1–3 and 2–3 by the truth alone. P 1/2, R 1/3, F1 2/5.
    found = headlines.score_groups(np.array([1, 1, 2, 2]), np.array(["x", "x", "x", "y"]))
    assert (found.both, found.method, found.truth) == (1, 1, 2)
    assert (found.precision, found.recall, found.f1) == pytest.approx((1 / 2, 1 / 3, 2 / 5))


def test_without_pairs_of_a_story_nothing_is_found():
    found = headlines.score_groups(np.array([1, 2]), np.array(["x", "y"]))
    assert (found.precision, found.recall, found.f1) == (0, 0, 0)


@given(GROUPS)
def test_pairs_are_counted_as_scikit_learn_counts_them(drawn):
    group, story = as_arrays(drawn)
    found = headlines.score_groups(group, story)
    expected = pair_confusion_matrix(story, group) // 2  # scikit-learn counts each pair twice
    assert [found.both, found.method, found.truth] == [expected[1, 1], expected[0, 1], expected[1, 0]]


@given(GROUPS)
def test_the_standard_error_is_that_of_leaving_each_story_out(drawn):
    group, story = as_arrays(drawn)
    names = np.unique(story)
    left = []
    for name in names:
        kept = story != name
        rest = headlines.score_groups(group[kept], story[kept]) if kept.sum() > 1 else headlines.Score(0, 0, 0)
        left.append(rest.f1)
    expected = np.sqrt((len(names) - 1) / len(names) * np.square(np.array(left) - np.mean(left)).sum())
    assert headlines.score_groups(group, story).error == pytest.approx(expected, abs=1e-12)


@given(PAIRS)
def test_average_precision_is_that_of_scikit_learn(drawn):
    similarity, same = as_arrays(drawn)
    expected = average_precision_score(same, similarity) if same.any() else 0
    assert headlines.average_precision(similarity.astype(float), same) == pytest.approx(expected, abs=1e-12)


@given(PAIRS)
def test_no_threshold_is_better_than_the_best(drawn):
    similarity, same = as_arrays(drawn)
    threshold, best = headlines.best_threshold(similarity.astype(float), same)

    def f1(least):
        together = similarity >= least
        return 2 * (together & same).sum() / (together.sum() + same.sum())

    assert f1(threshold) == pytest.approx(best)
    assert best == pytest.approx(max(map(f1, similarity)))


def test_b_cubed_is_the_mean_over_headlines():
    # Headlines 1 to 4: precision 1, 1, 1/2, 1/2; recall 2/3, 2/3, 1/3, 1. Means 3/4 and 2/3; F1 = 12/17.
    found = headlines.b_cubed(np.array([1, 1, 2, 2]), np.array(["x", "x", "x", "y"]))
    assert found == pytest.approx(12 / 17)
    assert headlines.b_cubed(np.array([1, 2]), np.array(["x", "y"])) == 1


def test_halves_have_whole_stories_and_do_not_depend_on_the_order():
    story = pd.Series([f"story {number % 40}" for number in range(120)])
    kept = headlines.halves(story)
    assert pd.Series(kept).groupby(story).nunique().eq(1).all()
    assert 10 < story[kept].nunique() < 30
    assert headlines.halves(story[::-1]).tolist() == kept[::-1].tolist()


@pytest.fixture
def file(tmp_path):
    rows = {
        "ID": [1, 2, 3, 4, 5],
        "TITLE": ["Fire in harbour ...", "Fire in harbour", "Harbour on fire", "Minister resigns", None],
        "STORY": ["f", "f", "f", "m", "m"],
        "PUBLISHER": ["A", "B", "A", "B", "A"],
        "TIMESTAMP": [1394470370698, 1394470371207, 1394470371550, 1394470371793, 1394470371793],
    }
    pd.DataFrame(rows).to_csv(tmp_path / "toy.csv", index=False)
    return tmp_path / "toy.csv"


def test_headlines_are_read_once_each_with_their_time(file):
    found = headlines.read_headlines(file)
    assert found.index.tolist() == ["1", "3", "4"]
    assert found["text"].tolist() == ["Fire in harbour", "Harbour on fire", "Minister resigns"]
    assert found.loc["1", "date_start"] == pd.Timestamp("2014-03-10 16:52:50.698")


@pytest.mark.parametrize("analyser", headlines.ANALYSERS)
@pytest.mark.parametrize("groups", [headlines.grouped, headlines.connected])
def test_a_story_is_found_and_what_is_in_none_stays_alone(file, analyser, groups):
    half = headlines.half_of(headlines.read_headlines(file), analyser)
    group = groups(half, 0.2)
    assert group[0] == group[1] != group[2]
    assert len(half.cosine) == len(list(combinations(range(3), 2)))
    assert half.same.tolist() == [True, False, False]
