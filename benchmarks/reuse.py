"""How fast, how completely and in how much memory is shared text found in many articles? Prints a table; see README.

    python benchmarks/reuse.py compare --articles 20000 --runs 3      # and MinHash LSH + difflib, in turn
    python benchmarks/reuse.py growth --sizes 10000 100000 1000000    # time and memory by the number of articles

Every measurement is a process of its own (so that its peak memory is its own) that first does the same on 300 articles:
starting, compiling and loading word lists are told apart. The articles are those of `newsroom.py`; the truth is which
of them hold the same planted block of 16 words: a quotation of an event, a stretch of a copy, a line of a column.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pandas as pd
from newsroom import BLOCK, _blocks, plan, write
from peers import PERMUTATIONS, WORD, shingles, sketch

WARM = 300
MIN_WORDS = 5
STOCK = 200
"""A block that stands in more articles is a stock phrase of a column: what they share is not news."""


def planted(path: Path, seed: int = 0) -> np.ndarray:
    """The pairs that hold the same planted block with five words in a row unchanged: row x articles + row, in order."""
    codes = word_codes(path)
    blocks = np.array([len(article) // BLOCK for article in codes])
    truth, row = plan(len(codes), seed=seed), np.repeat(np.arange(len(codes)), blocks)
    number = np.arange(len(row)) - np.repeat(np.cumsum(blocks) - blocks, blocks)
    held = pd.DataFrame({"key": _blocks(truth, row, number, seed)[0], "row": row, "block": np.arange(len(row))})
    held = held.sort_values(["key", "row"], ignore_index=True)
    size = held.groupby("key")["row"].transform("nunique").to_numpy()
    held = held[(size > 1) & (size <= STOCK)].reset_index(drop=True)
    edges = np.flatnonzero(np.concatenate([[True], np.diff(held["key"]) != 0, [True]]))
    later = np.repeat(edges[1:], np.diff(edges)) - np.arange(len(held)) - 1
    one = np.repeat(np.arange(len(held)), later)
    other = np.arange(len(one)) - np.repeat(np.cumsum(later) - later, later) + one + 1
    words, rows = np.concatenate(codes).reshape(-1, BLOCK), held["row"].to_numpy()
    found = []
    for start in range(0, len(one), 1_000_000):
        x, y = one[start : start + 1_000_000], other[start : start + 1_000_000]
        same = words[held["block"].to_numpy()[x]] == words[held["block"].to_numpy()[y]]
        runs = np.lib.stride_tricks.sliding_window_view(same, MIN_WORDS, axis=1).all(axis=2).any(axis=1)
        runs &= rows[x] != rows[y]
        found.append(np.unique(rows[x[runs]] * len(codes) + rows[y[runs]]))
    return np.unique(np.concatenate(found))


def word_codes(path: Path) -> list[np.ndarray]:
    """The words of each article as numbers, in small letters and without full stops; spaces part them."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    known: dict[str, int] = {}
    articles: list[np.ndarray] = []
    for batch in pq.ParquetFile(path).iter_batches(20_000, columns=["text"]):
        lists = pc.split_pattern(pc.replace_substring(pc.utf8_lower(batch["text"]), ".", ""), " ")
        found = lists.flatten().dictionary_encode()
        numbers = [known.setdefault(word, len(known)) for word in found.dictionary.to_pylist()]
        codes = np.array(numbers, dtype="int32")[found.indices.to_numpy()]
        articles += np.split(codes, lists.offsets.to_numpy()[1:-1])
    return articles


def ours(path: Path) -> pd.DataFrame:
    """The passages that Leesbril lists, from a Parquet file."""
    from leesbril import shared_passages

    return shared_passages(path, min_words=MIN_WORDS)


def with_minhash(threshold: float) -> Callable[[Path], pd.DataFrame]:
    """MinHash LSH (datasketch, 128 permutations) on runs of five words; difflib aligns the pairs that it names."""

    def find(path: Path) -> pd.DataFrame:
        from datasketch import MinHashLSH

        articles = pd.read_parquet(path, columns=["article", "text"]).set_index("article")["text"]
        lsh = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        words = {article: WORD.findall(text.lower()) for article, text in articles.items()}
        pairs = []
        for article, spelled in words.items():
            minhash = sketch(shingles(spelled))
            pairs += [(other, article) for other in lsh.query(minhash)]
            lsh.insert(article, minhash)
        return pd.DataFrame(_aligned(pairs, words), columns=["article_a", "article_b", "words"])

    return find


def _aligned(pairs: list[tuple[str, str]], words: dict[Any, list[str]]) -> list[tuple[str, str, int]]:
    matcher, last, rows = SequenceMatcher(autojunk=False), None, []
    for b, a in sorted((b, a) for a, b in pairs):
        if b != last:  # difflib keeps what it knows of its second text
            matcher.set_seq2(words[b])
            last = b
        matcher.set_seq1(words[a])
        rows += [(a, b, found.size) for found in matcher.get_matching_blocks() if found.size >= MIN_WORDS]
    return rows


METHODS: dict[str, Callable[[Path], pd.DataFrame]] = {
    "leesbril": ours,
    "LSH 0.05 + difflib": with_minhash(0.05),
    "LSH 0.1 + difflib": with_minhash(0.1),
    "LSH 0.2 + difflib": with_minhash(0.2),
}


def measure(method: str, path: Path, warm: Path) -> dict[str, float]:
    """Seconds to start and compile, seconds and processor seconds of the work, peak memory, and the truth of it."""
    find = METHODS[method]
    begun = time.perf_counter()
    if method == "leesbril":
        from leesbril.passages import _encoded, _matches

        few, _matches.COMPILED_FROM = (_encoded.FEW_WORDS, _matches.COMPILED_FROM), 0
        _encoded.FEW_WORDS = 0
        find(warm)
        _encoded.FEW_WORDS, _matches.COMPILED_FROM = few
    else:
        find(warm)
    started = time.perf_counter()
    worked = time.process_time()
    found = find(path)
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{method}: {seconds:.1f} s, {peak:.2f} GB; now its truth", file=sys.stderr)
    names = pd.Index(pd.read_parquet(path, columns=["article"])["article"])
    if "widespread" in found:
        found = found[~found["widespread"]]
    rows = [names.get_indexer(found[column]).astype("int64") for column in ("article_a", "article_b")]
    pairs = np.unique(np.minimum(*rows) * len(names) + np.maximum(*rows))
    truth = planted(path)
    right = len(np.intersect1d(pairs, truth, assume_unique=True))
    return {
        "start": started - begun,
        "seconds": seconds,
        "processor": worked,
        "gigabytes": peak,
        "passages": len(found),
        "pairs": len(pairs),
        "recall": right / len(truth),
        "precision": right / max(len(pairs), 1),
    }


def apart(method: str, path: Path, warm: Path) -> dict[str, float]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "one", method, str(path), str(warm)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])


def compare(path: Path, warm: Path, runs: int, methods: list[str]) -> None:
    """Each method in turn, `runs` times; ratios are medians over the runs, each against ours of the same turn."""
    told: dict[str, list[dict[str, float]]] = {method: [] for method in methods}
    for _ in range(runs):
        for method in methods:
            told[method].append(apart(method, path, warm))
    table = pd.DataFrame({method: pd.DataFrame(rows).median() for method, rows in told.items()}).T
    table["times ours"] = [
        median(row["seconds"] / mine["seconds"] for row, mine in zip(told[method], told["leesbril"], strict=True))
        for method in methods
    ]
    print(table.round(3).to_string())


def growth(paths: list[Path], warm: Path) -> None:
    """Ours, by the number of articles; the exponent is that of a straight line through the logarithms."""
    import pyarrow.parquet as pq

    sizes = [pq.ParquetFile(path).metadata.num_rows for path in paths]
    table = pd.DataFrame([apart("leesbril", path, warm) for path in paths], index=pd.Index(sizes, name="articles"))
    table["milliseconds an article"] = 1e3 * table["seconds"] / sizes
    table["kilobytes an article"] = 1e6 * table["gigabytes"] / sizes
    print(table.round(3).to_string())
    if len(sizes) > 1:
        for column in ("seconds", "processor", "gigabytes"):
            print(f"{column}: exponent {np.polyfit(np.log(sizes), np.log(table[column]), 1)[0]:.2f}")


def made(articles: int, folder: Path) -> Path:
    """The file with so many articles; written if it is not there."""
    path = folder / f"newsroom-{articles}.parquet"
    if not path.exists():
        write(articles, path)
    return path


def main() -> None:
    """Print what is asked for."""
    if sys.argv[1:2] == ["one"]:
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))))
        return
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=["compare", "growth"], nargs="?", default="compare")
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--methods", nargs="+", default=list(METHODS), choices=list(METHODS))
    options.add_argument("--folder", type=Path, help="keeps the articles for another time")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        warm = made(WARM, folder)
        if chosen.what == "compare":
            compare(made(chosen.articles, folder), warm, chosen.runs, chosen.methods)
        else:
            growth([made(size, folder) for size in chosen.sizes], warm)


if __name__ == "__main__":
    main()
