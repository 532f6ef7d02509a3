"""How often is a rise or fall claimed where there is none, and how often is a planted one found? With fixed seeds.

python benchmarks/changes.py              (some five minutes on two cores)
python benchmarks/changes.py --runs 100   (a tenth of the folders)
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
from keyness import corpus
from scipy.sparse import csr_array

from leesbril.groups.changes import changing_terms

NOTHING = ((5, 5), (10, 10), (40, 40), (143, 145), (10, 40), (40, 10), (20, 200))
"""Articles of the earlier and of the later half."""
SOMETHING = ((10, 10), (40, 40), (143, 145))
SHARES = ((0.0, 0.5), (0.05, 0.3), (0.05, 0.15))
"""The planted term's share of the earlier and of the later articles."""


def claims(seed: int, *, before: int, since: int, shares: tuple[float, float] | None = None) -> tuple[bool, bool]:
    """Of one folder: is any term (or the planted one) clear, and does any 95 % interval leave out 0."""
    matrix, groups = corpus(seed, before, since)
    if shares is not None:
        drawn = np.random.default_rng(seed + 1_000_000).random(before + since)
        dense = matrix.counts.toarray()
        dense[:, 0] = drawn < np.where(groups == "a", *shares)
        matrix = replace(matrix, counts=csr_array(dense))
    months = groups.map({"a": pd.Timestamp("2017-01-01"), "b": pd.Timestamp("2017-02-01")})
    found = changing_terms(matrix, months.to_frame("date_start"))
    if shares is not None:
        found = found[found["term"] == "term00000"]
    return bool(found["clear"].any()), bool(((found["change_low"] > 0) | (found["change_high"] < 0)).any())


def rates(pool: ProcessPoolExecutor, runs: int, **how: object) -> np.ndarray:
    """The share of runs with a clear term, and with an interval that leaves out 0."""
    return np.mean(list(pool.map(partial(claims, **how), range(runs), chunksize=10)), axis=0)  # type: ignore[arg-type]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1_000)
    runs = parser.parse_args().runs
    with ProcessPoolExecutor() as pool:
        print(f"No term planted: the share of {runs} folders with a rise or fall, clear and by 95 % intervals")
        for before, since in NOTHING:
            print(f"{before} / {since}: {rates(pool, runs, before=before, since=since).round(4)}", flush=True)
        runs = max(runs // 10, 20)
        print(f"One planted term: the share of {runs} folders in which it is found, clear and by its 95 % interval")
        for shares in SHARES:
            for before, since in SOMETHING:
                found = rates(pool, runs, before=before, since=since, shares=shares)
                print(f"{shares} {before} / {since}: {found.round(3)}", flush=True)


if __name__ == "__main__":
    main()
