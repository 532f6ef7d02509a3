"""How well, and how fast, are planted passages found? Prints the tables of the README; see there.

python benchmarks/passages.py
"""

import argparse
import platform
import time
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from importlib.metadata import version
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from generate import Planted, generate
from peers import PERMUTATIONS, shingles, sketch

from leesbril import tokens
from leesbril.passages.shared import shared_passages

SPANS = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]
LONG_EXACT, LONG_NEAR = 8, 20
"""Words from which a planted exact piece, and a changed one, must be found."""
SAMPLE = 300
"""Pairs on which difflib is timed where all of them would take too long."""


def ours(**settings: Any) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Leesbril with these settings: what it lists, but for widespread passages."""

    def find(articles: pd.DataFrame) -> pd.DataFrame:
        passages = shared_passages(articles, **settings)
        return passages.loc[~passages["widespread"], SPANS]

    return find


def with_difflib(articles: pd.DataFrame) -> pd.DataFrame:
    """The runs of five words or more of `difflib.SequenceMatcher` on the words of all pairs, in small letters."""
    words = {article: part for article, part in tokens(articles).groupby("article", sort=False)}
    return _difflib(combinations(articles.index, 2), words)


def _difflib(pairs: Iterable[tuple[str, str]], words: dict[Any, pd.DataFrame]) -> pd.DataFrame:
    spelled = {article: part["token"].str.lower().to_list() for article, part in words.items()}
    starts = {article: part["start"].to_list() for article, part in words.items()}
    ends = {article: part["end"].to_list() for article, part in words.items()}
    rows = []
    matcher = SequenceMatcher(autojunk=False)
    last = None
    for b, a in sorted((b, a) for a, b in pairs):
        if b != last:  # difflib keeps what it knows of its second text
            matcher.set_seq2(spelled[b])
            last = b
        matcher.set_seq1(spelled[a])
        for i, j, size in matcher.get_matching_blocks():
            if size >= 5:
                rows.append((a, starts[a][i], ends[a][i + size - 1], b, starts[b][j], ends[b][j + size - 1]))
    return pd.DataFrame(rows, columns=SPANS)


def with_minhash(articles: pd.DataFrame, threshold: float) -> pd.DataFrame:
    """The pairs of MinHash LSH (datasketch, 128 permutations) on runs of five words; it knows no places."""
    try:
        from datasketch import MinHashLSH
    except ImportError as missing:
        raise SystemExit("The comparison needs datasketch: pip install datasketch") from missing
    lsh = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    pairs = []
    for article, part in tokens(articles).groupby("article", sort=False):
        words = part["token"].str.lower().to_list()
        minhash = sketch(shingles(words))
        pairs += [(other, article) for other in lsh.query(minhash)]
        lsh.insert(article, minhash)
    return pd.DataFrame(pairs, columns=["article_a", "article_b"]).assign(start_a=0, end_a=0, start_b=0, end_b=0)


def score(planted: Planted, found: pd.DataFrame) -> dict[str, float]:
    """Compare what was found with the truth; what is needed to add up over several folders."""
    truth = planted.truth
    exact = truth[(truth["kind"] != "changed") & (truth["words"] >= LONG_EXACT)]
    near = truth[(truth["kind"] == "changed") & (truth["words"] >= LONG_NEAR)]
    reported, true = _marks(found), _marks(truth)
    pairs_found, pairs_true = _pairs(found), _pairs(truth)
    phrases = _stock(planted.stock)
    hits = sum(len(places & true.get(key, set())) for key, places in reported.items())
    near_true = _marks(near)
    return {
        "exact": len(exact),
        "exact found": sum(_contains(found, piece) for piece in exact.itertuples()),
        "near": sum(map(len, near_true.values())),
        "near found": sum(len(places & reported.get(key, set())) for key, places in near_true.items()),
        "characters": sum(map(len, reported.values())),
        "characters right": hits,
        "stock": sum(len(places & phrases[key[2]] - true.get(key, set())) for key, places in reported.items()),
        "pairs": len(pairs_true),
        "pairs found": len(pairs_found),
        "pairs right": len(pairs_found & pairs_true),
    }


def _contains(found: pd.DataFrame, piece: Any) -> bool:
    """Whether one passage holds all of a piece, in both articles."""
    same = found[(found["article_a"] == piece.article_a) & (found["article_b"] == piece.article_b)]
    begins = (same["start_a"] <= piece.start_a) & (same["start_b"] <= piece.start_b)
    return bool((begins & (same["end_a"] >= piece.end_a) & (same["end_b"] >= piece.end_b)).any())


def _marks(spans: pd.DataFrame) -> dict[tuple[str, str, str], set[int]]:
    """The characters of either article of each pair that lie in these spans."""
    marks: dict[tuple[str, str, str], set[int]] = {}
    for row in spans[SPANS].itertuples():
        for article, start, end in (
            (row.article_a, row.start_a, row.end_a),
            (row.article_b, row.start_b, row.end_b),
        ):
            marks.setdefault((row.article_a, row.article_b, article), set()).update(range(start, end))
    return marks


def _stock(stock: pd.DataFrame) -> dict[str, set[int]]:
    """The characters of each article that lie in stock phrases and lines, with the spaces behind the words."""
    return {
        article: {at for start, end in zip(part["start"], part["end"], strict=True) for at in range(start, end + 1)}
        for article, part in stock.groupby("article")
    }


def _pairs(spans: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(spans["article_a"], spans["article_b"], strict=True))


def evaluate(methods: dict[str, Callable[[pd.DataFrame], pd.DataFrame]], folders: list[Planted]) -> pd.DataFrame:
    """A row a method: recall and precision over all folders, and the seconds that it took in all."""
    rows = {}
    for name, find in methods.items():
        begun = time.perf_counter()
        found = [find(planted.articles) for planted in folders]
        seconds = time.perf_counter() - begun
        sums = pd.DataFrame([score(*both) for both in zip(folders, found, strict=True)]).sum().astype(float)
        if not sums["characters"]:  # a method that knows no places
            sums.loc[["exact found", "near found", "characters", "characters right"]] = np.nan
        rows[name] = {
            "exact passages found": sums["exact found"] / sums["exact"],
            "near characters found": sums["near found"] / sums["near"],
            "characters right": sums["characters right"] / sums["characters"],
            "stock forgiven": sums["characters right"] / (sums["characters"] - sums["stock"]),
            "pairs right": sums["pairs right"] / sums["pairs found"],
            "pairs found": sums["pairs right"] / sums["pairs"],
            "seconds": seconds,
        }
    return pd.DataFrame(rows).T


def speed(articles: int, seed: int) -> None:
    """Time a large folder, and difflib on a sample of the pairs that were listed."""
    planted = generate(seed, articles=articles)
    begun = time.perf_counter()
    passages = shared_passages(planted.articles)
    seconds = time.perf_counter() - begun
    listed = passages[["article_a", "article_b"]].drop_duplicates()
    words = {article: part for article, part in tokens(planted.articles).groupby("article", sort=False)}
    sample = listed.sample(min(SAMPLE, len(listed)), random_state=seed)
    begun = time.perf_counter()
    _difflib(sample.itertuples(index=False, name=None), words)
    each = (time.perf_counter() - begun) / len(sample)
    everything = articles * (articles - 1) // 2
    print(f"{articles:,} articles, {sum(map(len, words.values())):,} words: {seconds:.1f} s, reading words included;")
    print(f"{len(passages):,} passages in {len(listed):,} pairs. Precision and recall of pairs: ", end="")
    result = score(planted, passages.loc[~passages["widespread"], SPANS])
    print(f"{result['pairs right'] / result['pairs found']:.3f}, {result['pairs right'] / result['pairs']:.3f}.")
    print(
        f"difflib, {1000 * each:.1f} ms a pair ({len(sample)} of the listed pairs): {each * len(listed):.1f} s for the "
        f"listed pairs ({each * len(listed) / seconds:.1f} times as long), had it been told which they are;"
    )
    print(
        f"{each * everything:,.0f} s for all {everything:,} pairs ({each * everything / seconds:,.0f} times as long)."
    )


def main() -> None:
    """Print everything."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=150, help="in each folder of the first table")
    options.add_argument("--folders", type=int, default=3, help="folders, with the seeds 0, 1, 2 …")
    options.add_argument("--large", type=int, default=2000, help="articles in the folder that is timed")
    chosen = options.parse_args()
    packages = ["numpy", "pandas", "polars", "wordfreq", "datasketch"]
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in packages))
    methods = {
        "leesbril": ours(),
        "leesbril, max_gap=0": ours(max_gap=0),
        "leesbril, min_words=9": ours(min_words=9),
        "difflib, all pairs": with_difflib,
        "MinHash LSH, 0.05": lambda articles: with_minhash(articles, 0.05),
        "MinHash LSH, 0.1": lambda articles: with_minhash(articles, 0.1),
        "MinHash LSH, 0.2": lambda articles: with_minhash(articles, 0.2),
    }
    shared_passages(generate(0, articles=2, stock_phrases=3).articles)  # word lists are loaded before the clock starts
    for title, stock in (
        ("every phrase in about 30 % of the articles", {"stock_phrases": 10}),
        ("every phrase in about 2 % of the articles", {"stock_phrases": 150}),
    ):
        folders = [generate(seed, articles=chosen.articles, **stock) for seed in range(chosen.folders)]
        pieces = pd.concat([planted.truth for planted in folders])["kind"].value_counts().to_dict()
        print(f"\n{chosen.folders} folders of {chosen.articles} articles, {title}; planted pieces: {pieces}")
        print(evaluate(methods, folders).to_string(float_format="{:.3f}".format, na_rep="-"))
    print()
    speed(chosen.large, seed=0)


if __name__ == "__main__":
    main()
