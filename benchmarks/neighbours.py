"""How fast are the nearest neighbours of all articles found, and at what memory? Prints the tables of the README.

    python benchmarks/neighbours.py
    python benchmarks/neighbours.py --parquet own.parquet   # a real archive: columns article and text

Needs `pip install sparse_dot_topn`. Each round runs all methods in turn, in a warm process, from the counts on (TF-IDF
included); the ratio is the median over the rounds. That all find the same is asserted, not measured.
"""

import argparse
import os
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from measure import beside, in_turn, peak_gigabytes, peak_memory, versions
from newsroom import newsroom

from leesbril import DocumentTermMatrix, document_term_matrix, neighbours
from leesbril.counting.weights import weigh

TOP, THRESHOLD = 10, 0.3
CORES = os.cpu_count() or 1
SAMPLE = 500
LEVELS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.8)


def ours(dtm: DocumentTermMatrix) -> pd.DataFrame:
    """Leesbril: the pairs frame."""
    return neighbours(dtm, top=TOP, threshold=THRESHOLD)


def with_scikit_learn(dtm: DocumentTermMatrix) -> Any:
    """The distances of the nearest of each row, itself included, and their numbers."""
    from scipy.sparse import csr_matrix
    from sklearn.neighbors import NearestNeighbors

    matrix = csr_matrix(weigh(dtm).matrix)
    search = NearestNeighbors(n_neighbors=TOP + 1, metric="cosine", algorithm="brute", n_jobs=CORES)
    return search.fit(matrix).kneighbors(matrix)


def with_sparse_dot_topn(dtm: DocumentTermMatrix) -> Any:
    """A sparse matrix of the highest products of each row, with itself included."""
    from scipy.sparse import csr_matrix
    from sparse_dot_topn import sp_matmul_topn

    matrix = csr_matrix(weigh(dtm).matrix)
    return sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=TOP + 1, threshold=THRESHOLD - 1e-12, n_threads=CORES)


METHODS: dict[str, Callable[[DocumentTermMatrix], Any]] = {
    "leesbril": ours,
    "scikit-learn NearestNeighbors": with_scikit_learn,
    "sparse_dot_topn": with_sparse_dot_topn,
}


def nearest_cosines(dtm: DocumentTermMatrix, method: str, found: Any) -> np.ndarray:
    """The cosines of each row's nearest, rows × TOP, the highest first and 0 where there are fewer: comparable."""
    rows = len(dtm.rows)
    table = np.zeros((rows, TOP))
    if method == "leesbril":
        for side in "ab":
            listed = found[found[f"rank_{side}"].notna()]
            place = listed[f"rank_{side}"].to_numpy("int64") - 1
            table[dtm.rows.get_indexer(listed[f"article_{side}"]), place] = listed["cosine"]
        return table
    if method == "sparse_dot_topn":
        matrix = found.tocoo()
        row, other, cosine = matrix.row, matrix.col, matrix.data
    else:
        row, other = np.repeat(np.arange(rows), TOP + 1), found[1].ravel()
        cosine = 1 - found[0].ravel()
    kept = (row != other) & (cosine.round(9) >= THRESHOLD)
    row, cosine = row[kept], cosine[kept]
    order = np.lexsort((-cosine, row))
    row, cosine = row[order], cosine[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    table[row[place < TOP], place[place < TOP]] = cosine[place < TOP]
    return table


def spread(dtm: DocumentTermMatrix) -> str:
    """How the cosines of a sample of articles with all others are spread."""
    matrix = weigh(dtm).matrix
    chosen = np.random.default_rng(0).choice(len(dtm.rows), SAMPLE, replace=False)
    cosines = (matrix[chosen] @ matrix.T).toarray()
    cosines[np.arange(SAMPLE), chosen] = 0
    shares = ", ".join(
        f"{100 * (cosines >= least).mean():.3f} % ≥ {least}" for least in (0.05, 0.1, 0.2, 0.3, 0.5, 0.8)
    )
    having = (cosines >= THRESHOLD).any(axis=1).mean()
    return f"pairs: {shares}; {having:.0%} of the articles have a neighbour ≥ {THRESHOLD}"


def compare(name: str, dtm: DocumentTermMatrix, rounds: int) -> pd.DataFrame:
    """Run all methods in turn; assert that they find the same."""
    assert_same(dtm, {method: find(dtm) for method, find in METHODS.items()})  # compiled before the clock starts, too
    runs = {method: lambda find=find: find(dtm) for method, find in METHODS.items()}
    table = beside(in_turn(runs, rounds), "leesbril")[["seconds", "ratio", "lowest", "highest"]].assign(recall=1.0)
    with tempfile.NamedTemporaryFile() as file:
        pickle.dump(dtm, file)
        file.flush()
        table["GB"] = [peak_memory(__file__, method, file.name) for method in table.index]
    return table.set_axis(pd.MultiIndex.from_product([[name], table.index]))


def assert_same(dtm: DocumentTermMatrix, found: dict[str, Any]) -> None:
    """That all methods find the same cosines, in what each of them gave: recall 1 and precision 1."""
    tables = {method: nearest_cosines(dtm, method, result) for method, result in found.items()}
    for method, table in tables.items():
        np.testing.assert_allclose(tables["leesbril"], table, rtol=0, atol=1e-9, err_msg=method)


def truth(articles: pd.DataFrame, pairs: pd.DataFrame) -> str:
    """How many of the pairs are of one event, and how many near copies have their source among their neighbours."""
    a, b = (articles.index.get_indexer(pairs[f"article_{side}"]) for side in "ab")
    same = {kind: articles[kind].to_numpy()[a] == articles[kind].to_numpy()[b] for kind in ("event", "story", "topic")}
    known = articles["event"].to_numpy()[a] >= 0
    copies = np.flatnonzero(articles["copy_of"] >= 0)
    listed = set(zip(np.minimum(a, b).tolist(), np.maximum(a, b).tolist(), strict=True))
    found = [(source, copy) in listed for copy, source in zip(copies, articles["copy_of"].iloc[copies], strict=True)]
    shares = ", ".join(f"{(values & known).mean():.0%} of one {kind}" for kind, values in same.items())
    return f"{len(pairs):,} pairs listed: {shares}; {np.mean(found):.1%} of the near copies with their source"


def main() -> None:
    """Print everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, nargs="*", default=[20_000, 50_000])
    options.add_argument("--parquet", type=Path, nargs="*", default=[], help="real archives, beside the made-up ones")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--memory", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.memory:
        method, path = chosen.memory
        METHODS[method](pickle.loads(Path(path).read_bytes()))
        print(peak_gigabytes())
        return
    print(versions("scikit-learn", "sparse-dot-topn"))
    tables = []
    for number in chosen.articles:
        articles = pd.concat(newsroom(number)).set_index("article")
        dtm = document_term_matrix(articles[["text"]])
        print(f"{number:,} made-up articles, {spread(dtm)}.", flush=True)
        print(truth(articles, ours(dtm)), flush=True)
        tables.append(compare(f"{number:,}", dtm, chosen.rounds))
        print(tables[-1].to_string(float_format="{:.2f}".format), flush=True)
    for path in chosen.parquet:
        articles = pd.read_parquet(path, columns=["article", "text"]).set_index("article")
        dtm = document_term_matrix(articles)
        print(f"{path.stem}: {len(articles):,} articles, {spread(dtm)}.", flush=True)
        tables.append(compare(path.stem, dtm, chosen.rounds))
        print(tables[-1].to_string(float_format="{:.2f}".format), flush=True)


if __name__ == "__main__":
    main()
