"""What does keyness find where there is nothing, and how often do its intervals hold? Prints tables, with fixed seeds.

python benchmarks/keyness.py                    (some eight minutes on two cores)
python benchmarks/keyness.py --part intervals   (one of nothing, something, intervals, speed)
python benchmarks/keyness.py --runs 200         (a tenth of the folders)
"""

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from leesbril.counting.counts import DocumentTermMatrix
from leesbril.groups.keyness import Side, article_interval, keyness, ratio_interval

TYPICAL_WORDS = 180
"""Counted words in an article whose length is in the middle; lengths are lognormal, two in three within 110 to 300."""
PERMUTATIONS = 499


class Planted(NamedTuple):
    """A term of a known rate per word in each group, and how it clumps (the shape of a gamma; small is clumped)."""

    rate_a: float
    rate_b: float
    shape: float


def corpus(
    seed: int,
    articles_a: int,
    articles_b: int,
    *,
    terms: int = 1_500,
    longer: float = 1.0,
    independent: bool = False,
    planted: Planted | None = None,
) -> tuple[DocumentTermMatrix, pd.Series]:
    """Two groups of articles drawn alike: Zipf rates, each term clumped within articles by a gamma of its own.

    Shapes are lognormal around 0.3, as content words of news have them: the chance that a word of middling frequency
    comes a second time in an article is several times that of coming once. `longer` multiplies the lengths of group a.
    """
    generator = np.random.default_rng(seed)
    articles = articles_a + articles_b
    in_a = np.arange(articles) < articles_a
    words = np.exp(generator.normal(np.log(TYPICAL_WORDS), 0.5, articles)) * np.where(in_a, longer, 1.0)
    rate = 1 / (np.arange(terms) + 3.0)
    expected = words[:, None] * rate / rate.sum()
    shape = np.exp(generator.normal(np.log(0.3), 0.8, terms))
    clumps = np.ones((articles, terms)) if independent else generator.gamma(shape, size=(articles, terms)) / shape
    drawn = generator.poisson(expected * clumps)
    if planted is not None:
        clump = generator.gamma(planted.shape, size=articles) / planted.shape
        drawn[:, 0] = generator.poisson(words * np.where(in_a, planted.rate_a, planted.rate_b) * clump)
    names = pd.Index([f"{number:05}" for number in range(articles)], name="article", dtype="str")
    listed = pd.Index([f"term{number:05}" for number in range(terms)], name="term", dtype="str")
    settings = (articles, "article", "nl", "surface", "drop", "whole", (1, 1))
    matrix = DocumentTermMatrix(csr_array(drawn), names, listed, *settings)
    return matrix, pd.Series(np.where(in_a, "a", "b"), index=names)


def finds(seed: int, *, planted: Planted | None = None, **how: object) -> tuple[bool, bool, bool]:
    """Of one corpus: does p find anything (or the planted term), does q, does the uncorrected g2 of any term."""
    matrix, groups = corpus(seed, planted=planted, **how)  # type: ignore[arg-type]
    found = keyness(matrix, groups, a="a", permutations=PERMUTATIONS, seed=seed + 1_000_000)
    if planted is not None:
        found = found[found["term"] == "term00000"]
    return (found["p"] <= 0.05).any(), (found["q"] <= 0.05).any(), (found["g2"] > 3.84).any()


def rates(pool: ProcessPoolExecutor, runs: int, **how: object) -> np.ndarray:
    """The share of runs in which each of the three finds something."""
    return np.mean(list(pool.map(partial(finds, **how), range(runs), chunksize=10)), axis=0)  # type: ignore[arg-type]


def coverage(
    seed: int, articles_a: int, articles_b: int, *, rate: float, log_ratio: float, shape: float, draws: int
) -> tuple[float, float]:
    """How often the article-level and the word-level interval of one term hold the truth (terms in five articles)."""
    generator = np.random.default_rng(seed)
    sides = []
    for name, articles, half in (("a", articles_a, log_ratio / 2), ("b", articles_b, -log_ratio / 2)):
        words = np.maximum(np.rint(np.exp(generator.normal(np.log(TYPICAL_WORDS), 0.5, articles))), 5)
        clumps = np.ones((articles, draws))
        if np.isfinite(shape):
            clumps = generator.gamma(shape, size=(articles, draws)) / shape
        drawn = csr_array(generator.poisson(words[:, None] * rate * 2.0**half * clumps))
        sides.append(Side(name, drawn, words))
    enough = sides[0].found_in + sides[1].found_in >= 5
    totals = [side.total for side in sides]
    words_a, words_b = (float(side.words.sum()) for side in sides)
    held = [
        ((low <= log_ratio) & (log_ratio <= high))[enough].mean()
        for low, high in (article_interval(*sides), ratio_interval(*totals, words_a, words_b))
    ]
    return held[0], held[1]


def coverage_table(repeats: int) -> pd.DataFrame:
    """Coverage over group sizes, rates, clumping and log ratios: the mean of lengths drawn anew `repeats` times."""
    rows = []
    for sizes in ((10, 10), (10, 60), (30, 30), (100, 100)):
        for shape in (0.3, 1.0, 5.0, np.inf):
            cells = {}
            for rate in (0.0005, 0.002, 0.01):
                for log_ratio in (0.0, 2.0):
                    held = [
                        coverage(seed, *sizes, rate=rate, log_ratio=log_ratio, shape=shape, draws=500)
                        for seed in range(repeats)
                    ]
                    cells[(rate, log_ratio)] = np.nanmean(held, axis=0)
            values = np.array(list(cells.values()))
            rows.append(
                {
                    "articles": f"{sizes[0]} / {sizes[1]}",
                    "clumping": "none" if np.isinf(shape) else f"{shape:g}",
                    "article-level": values[:, 0].mean(),
                    "lowest": values[:, 0].min(),
                    "highest": values[:, 0].max(),
                    "word-level": values[:, 1].mean(),
                    "word-level, lowest": values[:, 1].min(),
                }
            )
    return pd.DataFrame(rows)


def speed() -> float:
    """Seconds for 1,500 articles × 20,000 terms."""
    matrix, groups = corpus(0, 500, 1_000, terms=20_000)
    keyness(*corpus(0, 10, 10, terms=50), a="a")  # loads the word list
    started = time.perf_counter()
    keyness(matrix, groups, a="a")
    return time.perf_counter() - started


def nothing_to_find(pool: ProcessPoolExecutor, runs: int) -> None:
    """Both groups drawn alike; then one with longer articles; then without clumping."""
    print("Nothing to find: the share of folders in which something is found")
    folders = [((10, 10), 1.0, False), ((10, 100), 1.0, False), ((40, 40), 1.0, False)]
    folders += [((10, 10), 2.0, False), ((10, 100), 2.0, False), ((40, 40), 2.0, False), ((10, 10), 1.0, True)]
    for place, (sizes, longer, independent) in enumerate(folders):
        number = runs if place < 3 else max(runs // 4, 20)
        how = {"longer": longer, "independent": independent}
        found = rates(pool, number, articles_a=sizes[0], articles_b=sizes[1], **how)
        told = f"{sizes} longer {longer:g}{' independent' if independent else ''}, {number} runs"
        print(f"{told}: p {found[0]:.3f}  q {found[1]:.3f}  g2 > 3.84 {found[2]:.3f}", flush=True)


def something_to_find(pool: ProcessPoolExecutor, runs: int) -> None:
    """One planted term among 1,500."""
    runs = max(runs // 10, 20)
    print(f"One planted term: the share of {runs} folders in which p finds it")
    for planted in (Planted(0.03, 0.0003, 3), Planted(0.015, 0.0005, 2), Planted(0.01, 0.002, 0.5)):
        for sizes in ((10, 10), (10, 100), (40, 40), (100, 100)):
            found = rates(pool, runs, articles_a=sizes[0], articles_b=sizes[1], planted=planted)
            print(f"{sizes} {tuple(planted)}: p {found[0]:.3f}", flush=True)


def intervals(pool: ProcessPoolExecutor, runs: int) -> None:
    """Clumped words and independent ones, many rates and ratios."""
    print("How often the 95 % intervals of the log ratio hold the truth (six rates and ratios a row)")
    repeats = max(runs // 100, 2)
    print(f"{500 * repeats:,} draws of each rate and ratio")
    print(coverage_table(repeats).round(3).to_string(index=False), flush=True)


def how_fast(pool: ProcessPoolExecutor, runs: int) -> None:
    """One large table."""
    print(f"1,500 articles × 20,000 terms: {speed():.1f} s")


PARTS = {"nothing": nothing_to_find, "something": something_to_find, "intervals": intervals, "speed": how_fast}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=2_000)
    parser.add_argument("--part", choices=PARTS, action="append")
    given = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        for part in given.part or PARTS:
            PARTS[part](pool, given.runs)


if __name__ == "__main__":
    main()
