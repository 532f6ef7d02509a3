"""Do n-grams of characters find the headlines of one event better than words do? Prints a table of the README.

    python benchmarks/headlines.py uci-news-aggregator.csv

Takes a CSV file with the columns TITLE, STORY, PUBLISHER and TIMESTAMP (milliseconds since 1970) of the News Aggregator
data set (Gasparetti 2016, UCI Machine Learning Repository, https://doi.org/10.24432/C5F61C, CC BY 4.0): headlines of
March to August 2014, with the story of Google News that each was in. What the README has was measured on its first
6,367 rows, as they are in https://github.com/pratikaher88/IPythonNotebooks (`uci-news-aggregator.csv`). The file is not
part of this repository. The truth is not a person's: Google News grouped the headlines, with the articles below them.

Stories are halved by a hash of their name. Thresholds are chosen on one half, and the figures are of the other half;
`--swap` has the halves the other way round. The idf of each half is its own. Of headlines that are the same to the
letter, the first is taken.
"""

import argparse
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from measure import versions

import leesbril as lb
from leesbril.events.stories import THRESHOLD

ANALYSERS = ("word", "char")
DAYS = 3.0
LEAST, MOST = 0.02, 1_000
"""Pairs below this cosine, or beyond so many for a headline, are no pairs: they count as 0 in a mean."""
GRID = (0.02, 0.025, 0.03, 0.035, 0.04, 0.045, 0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25)
COMPONENTS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9)
"""Thresholds that are tried: for stories, and for chains of headlines, which end at high ones only."""


class Score(NamedTuple):
    """Pairs of headlines: in one group by both, by the method alone, by the truth alone; and a standard error of F1."""

    both: int
    method: int
    truth: int
    error: float = float("nan")

    @property
    def precision(self) -> float:
        """Of the pairs that the method puts together, the share that is of one story."""
        return self.both / max(self.both + self.method, 1)

    @property
    def recall(self) -> float:
        """Of the pairs of one story, the share that the method puts together."""
        return self.both / max(self.both + self.truth, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both.

        >>> round(Score(both=2, method=1, truth=3).f1, 3)
        0.5
        """
        return 2 * self.both / max(2 * self.both + self.method + self.truth, 1)


def read_headlines(path: Path) -> pd.DataFrame:
    """A frame of articles whose text is a headline, with its `story`."""
    rows = pd.read_csv(path, dtype={"ID": "str"}).dropna(subset=["TITLE", "STORY"]).set_index("ID")
    start = pd.to_datetime(rows["TIMESTAMP"], unit="ms").astype("datetime64[us]")
    text = rows["TITLE"].str.replace(r"\s*\.\.\.$", "", regex=True).str.strip()
    frame = pd.DataFrame({"text": text, "title": text, "publisher": rows["PUBLISHER"], "story": rows["STORY"]})
    return frame.assign(date_start=start, date_end=start, language="en").drop_duplicates("text")


def halves(stories: pd.Series) -> np.ndarray:
    """Which stories are kept for the test: about half, by a hash of their name, so whatever the order.

    >>> halves(pd.Series(["a", "e", "a"])).tolist()
    [False, True, False]
    """
    kept = {name: hashlib.sha256(str(name).encode()).digest()[0] % 2 == 1 for name in stories.unique()}
    return stories.map(kept).to_numpy(dtype=bool)


def average_precision(similarity: np.ndarray, same: np.ndarray) -> float:
    """The mean precision at each pair of one story, with the most similar pairs first; equal ones count together.

    >>> round(average_precision(np.array([0.9, 0.8, 0.8, 0.1]), np.array([True, True, False, True])), 4)
    0.8056
    """
    _, found, listed = _curve(similarity, same)
    gained = np.diff(found, prepend=0)
    return float((gained * found / listed).sum() / max(found[-1], 1))


def best_threshold(similarity: np.ndarray, same: np.ndarray) -> tuple[float, float]:
    """The similarity from which pairs are put together with the highest F1, and that F1.

    >>> best_threshold(np.array([0.9, 0.8, 0.5, 0.1]), np.array([True, True, False, True]))
    (0.1, 0.8571428571428571)
    """
    values, found, listed = _curve(similarity, same)
    f1 = 2 * found / (listed + found[-1])
    return float(values[f1.argmax()]), float(f1.max())


def _curve(similarity: np.ndarray, same: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each distinct similarity, the highest first: the pairs of one story from there on, and all pairs."""
    order = np.argsort(-similarity, kind="stable")
    sorted_ = similarity[order]
    last = np.append(np.flatnonzero(np.diff(sorted_)), len(sorted_) - 1)
    return sorted_[last], np.cumsum(same[order])[last], last + 1


def score_pairs(a: np.ndarray, b: np.ndarray, together: np.ndarray, story: np.ndarray) -> Score:
    """Score pairs of headlines, of which some are put together; all pairs are given.

    The standard error is that of a jackknife over stories: each story is left out in turn, with all its pairs.

    >>> a, b = np.triu_indices(4, 1)
    >>> found = score_pairs(a, b, np.array([True, False, False, False, False, True]), np.array(["x", "x", "x", "y"]))
    >>> found[:3]
    (1, 1, 2)
    """
    names, number = np.unique(story, return_inverse=True)
    of_a, of_b = number[a], number[b]
    same = of_a == of_b
    kinds = same & together, ~same & together, same & ~together
    totals = np.array([kind.sum() for kind in kinds])
    left = np.empty((len(names), 3))
    for column, kind in enumerate(kinds):
        with_story = np.bincount(of_a[kind], minlength=len(names)) + np.bincount(of_b[kind], minlength=len(names))
        left[:, column] = totals[column] - (with_story if column == 1 else with_story / 2)
    f1 = 2 * left[:, 0] / np.maximum(2 * left[:, 0] + left[:, 1] + left[:, 2], 1)
    error = np.sqrt((len(names) - 1) / len(names) * np.square(f1 - f1.mean()).sum())
    return Score(*map(int, totals), float(error))


def score_groups(group: np.ndarray, story: np.ndarray) -> Score:
    """Score groups of headlines by their pairs.

    >>> score_groups(np.array([1, 1, 2, 2]), np.array(["x", "x", "x", "y"]))[:3]
    (1, 1, 2)
    """
    a, b = np.triu_indices(len(story), 1)
    return score_pairs(a, b, group[a] == group[b], story)


def b_cubed(group: np.ndarray, story: np.ndarray) -> float:
    """The F1 of B-cubed precision and recall (Bagga & Baldwin 1998): of each headline, the share of its group that is
    of its story, and the share of its story that is in its group; the means over headlines.

    >>> round(b_cubed(np.array([1, 1, 2, 2]), np.array(["x", "x", "x", "y"])), 4)  # precision 3/4, recall 2/3
    0.7059
    """
    frame = pd.DataFrame({"group": group, "story": story})
    both, own, true = (frame.groupby(by)["group"].transform("size") for by in (["group", "story"], "group", "story"))
    precision, recall = (both / own).mean(), (both / true).mean()
    return float(2 * precision * recall / (precision + recall))


class Half(NamedTuple):
    """Headlines, the numbers of all pairs of them, their cosines, and the pairs that stories are made of; no passages,
    so that what is scored are the cosines."""

    headlines: pd.DataFrame
    a: np.ndarray
    b: np.ndarray
    cosine: np.ndarray
    pairs: pd.DataFrame
    passages: pd.DataFrame

    @property
    def same(self) -> np.ndarray:
        """Which pairs are of one story."""
        story = self.headlines["story"].to_numpy()
        return np.asarray(story[self.a] == story[self.b])


def half_of(headlines: pd.DataFrame, analyser: str) -> Half:
    """The cosines of headlines, by words or by n-grams of characters."""
    weights = lb.weigh(lb.document_term_matrix(headlines, analyser=analyser))
    a, b = np.triu_indices(len(headlines), 1)
    cosine = (weights.matrix @ weights.matrix.T).toarray()[a, b].round(9)
    pairs = lb.neighbours(weights, top=MOST, threshold=LEAST)
    return Half(headlines, a, b, cosine, pairs, lb.shared_passages(headlines.head(0)))


def grouped(half: Half, threshold: float) -> np.ndarray:
    """The group of each headline by `stories`, from cosines alone; one that is in no story is a group of its own."""
    members = lb.stories(half.headlines, pairs=half.pairs, passages=half.passages, threshold=threshold, days=DAYS)
    group = pd.Series(-1 - np.arange(len(half.headlines)), index=half.headlines.index)
    group[members["article"]] = members["story"].to_numpy()
    return group.to_numpy()


def connected(half: Half, threshold: float) -> np.ndarray:
    """The group of each headline by connected components: all that a chain of similar headlines joins."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    near = half.cosine >= threshold
    size = len(half.headlines)
    graph = coo_array((np.ones(near.sum()), (half.a[near], half.b[near])), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1])


def tuned(half: Half, groups: Callable[[Half, float], np.ndarray], grid: tuple[float, ...]) -> pd.Series:
    """The pairwise F1 at each threshold of a grid."""
    story = half.headlines["story"].to_numpy()
    return pd.Series({threshold: score_groups(groups(half, threshold), story).f1 for threshold in grid})


def _line(*cells: Any) -> None:
    print(
        "| " + " | ".join(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |", flush=True
    )


def report(headlines: pd.DataFrame, test: np.ndarray) -> None:
    """Print the tables: what each method finds on the half that no threshold was chosen on."""
    for name, part in (("tuning", headlines[~test]), ("test", headlines[test])):
        sizes = part["story"].value_counts()
        print(f"{name}: {len(part):,} headlines of {len(sizes)} stories ({sizes.min()} to {sizes.max()} each)")
    print()
    _line("words or characters", "method", "threshold", "F1, tuning", "precision", "recall", "F1", "s.e.", "B-cubed")
    _line(*["---"] * 9)
    curves = {}
    for analyser in ANALYSERS:
        choosing, held = (half_of(headlines[part], analyser) for part in (~test, test))
        story = held.headlines["story"].to_numpy()
        precision = {name: average_precision(one.cosine, one.same) for name, one in (("t", choosing), ("h", held))}
        _line(analyser, "average precision of pairs", "", precision["t"], "", "", precision["h"], "", "")
        threshold, reached = best_threshold(choosing.cosine, choosing.same)
        bare = score_pairs(held.a, held.b, held.cosine >= threshold, story)
        _line(
            analyser, "pairs from a threshold", threshold, reached, bare.precision, bare.recall, bare.f1, bare.error, ""
        )
        for name, groups, grid in (("connected components", connected, COMPONENTS), ("stories", grouped, GRID)):
            curve = tuned(choosing, groups, grid)
            chosen = float(curve.idxmax())
            curves[analyser, name] = curve
            for threshold in dict.fromkeys([chosen, *([THRESHOLD] if name == "stories" else [])]):
                group = groups(held, threshold)
                found, cubed = score_groups(group, story), b_cubed(group, story)
                cells = found.precision, found.recall, found.f1, found.error, cubed
                at = curve.get(threshold, float("nan"))
                _line(analyser, name + ("" if threshold == chosen else ", default"), threshold, at, *cells)
    print("\nF1 of stories on the tuning half, by threshold:\n")
    shown = pd.DataFrame({analyser: curves[analyser, "stories"] for analyser in ANALYSERS}).rename_axis("threshold")
    print(shown.round(3).to_string())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--swap", action="store_true", help="choose on the other half, and test on this one")
    given = parser.parse_args()
    print(versions("scikit-learn"), "\n")
    found = read_headlines(given.file)
    report(found, halves(found["story"]) != given.swap)
