"""One text against an archive: how long, and how completely, beside more-like-this and MinHash LSH? Prints a table.

    pip install -r benchmarks/requirements.txt
    python benchmarks/archive_search.py                                    # 20,000 made-up articles
    python benchmarks/archive_search.py --file own.parquet --language en   # real ones, with `article` and `text`

`--texts` articles of the archive are looked up one by one, by all methods in turn, in a warm process. What is to be
found are the articles that share a passage with the text which is not widespread, among all pairs of the archive
(`shared_passages`); the text itself is not counted.

- *find_reuse* gives every passage with its places.
- *tantivy*: the hundred articles that its more-like-this query puts first, by words alone: those of the text that it
  finds telling, 25 as it comes, or 200 of those in two articles or more. It looks up an article that it has.
- *rensa*: R-MinHash of runs of five words, 128 permutations; the articles of which a band is equal, in 64 bands of two
  rows or 128 of one. It is asked with the words of the text, and kept in memory.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import archive as kept
import numpy as np
import pandas as pd
from measure import beside, versions
from peers import PERMUTATIONS, indexed_by_tantivy, shingled

import leesbril as lb

HITS = 100
"""Articles that tantivy is asked for."""
OURS = "leesbril find_reuse"
Asked = Callable[[int], set[int]]


def by_leesbril(articles: pd.DataFrame, folder: Path, language: str) -> Asked:
    """The rows that share a passage which is not widespread."""
    opened = lb.add_to_archive(folder, articles, language=language)
    rows = pd.Series(np.arange(len(articles)), articles.index)

    def asked(row: int) -> set[int]:
        found = lb.find_reuse(articles.iloc[[row]], opened, language=language)
        return set(rows[found.loc[~found["widespread"], "article_b"].unique()])

    return asked


def by_tantivy(articles: pd.DataFrame, folder: Path, settings: Mapping[str, Any], hits: int = HITS) -> Asked:
    """The rows that more-like-this puts first; the index is made if there is none."""
    import tantivy

    folder.mkdir(exist_ok=True)
    made = any(folder.iterdir())
    index = tantivy.Index.open(str(folder)) if made else indexed_by_tantivy(articles, folder)
    searcher = index.searcher()
    every = searcher.search(tantivy.Query.all_query(), limit=len(articles)).hits
    address = {searcher.doc(place).get_first("row"): place for _, place in every}

    def asked(row: int) -> set[int]:
        query = tantivy.Query.more_like_this_query(address[row], **settings)
        return {searcher.doc(place).get_first("row") for _, place in searcher.search(query, limit=hits).hits}

    return asked


def by_rensa(articles: pd.DataFrame, bands: int) -> Asked:
    """The rows of which a band is equal."""
    from rensa import RMinHash, RMinHashLSH

    texts = articles["text"].to_list()
    lsh = RMinHashLSH(threshold=0.05, num_perm=PERMUTATIONS, num_bands=bands)
    lsh.insert_many(RMinHash.from_token_sets(shingled(texts), num_perm=PERMUTATIONS, seed=0))

    def asked(row: int) -> set[int]:
        [sketch] = RMinHash.from_token_sets(shingled([texts[row]]), num_perm=PERMUTATIONS, seed=0)
        return set(lsh.query(sketch))

    return asked


def pairs_of(articles: pd.DataFrame, chosen: np.ndarray, language: str) -> set[tuple[int, int]]:
    """The chosen rows with each row that shares a passage which is not widespread, among all pairs."""
    found = lb.shared_passages(articles, language=language, boilerplate="keep")
    found = found[~found["widespread"]]
    a, b = (articles.index.get_indexer(found[f"article_{side}"]) for side in "ab")
    both = zip(np.concatenate([a, b]).tolist(), np.concatenate([b, a]).tolist(), strict=True)
    wanted = set(chosen.tolist())
    return {pair for pair in both if pair[0] in wanted}


def main() -> None:
    """Print everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--file", type=Path)
    options.add_argument("--articles", type=int, default=20_000, help="made-up ones, without --file")
    options.add_argument("--language", default="nl")
    options.add_argument("--texts", type=int, default=200)
    chosen = options.parse_args()
    print(versions("tantivy", "rensa"))
    with tempfile.TemporaryDirectory() as place:
        folder, file = Path(place), chosen.file
        if file is None:
            file = folder / "newsroom.parquet"
            script = Path(__file__).with_name("newsroom.py")
            subprocess.run([sys.executable, str(script), str(chosen.articles), str(file)], check=True)
        articles = kept.read(file)
        rows = np.linspace(0, len(articles) - 1, chosen.texts).astype(int)
        truth = pairs_of(articles, rows, chosen.language)
        print(f"{len(articles):,} articles; {len(rows)} texts share a passage with {len(truth):,} articles")
        many = {"max_query_terms": 200, "min_doc_frequency": 2, "min_term_frequency": 1}
        make: dict[str, Callable[[], Asked]] = {
            OURS: lambda: by_leesbril(articles, folder / "leesbril", chosen.language),
            "tantivy more-like-this": lambda: by_tantivy(articles, folder / "tantivy", {}),
            "the same, 200 words": lambda: by_tantivy(articles, folder / "tantivy", many),
            "rensa, 64 bands of 2": lambda: by_rensa(articles, 64),
            "rensa, 128 bands of 1": lambda: by_rensa(articles, 128),
        }
        print(table(make, rows, truth, {OURS: folder / "leesbril", "tantivy more-like-this": folder / "tantivy"}))


def table(
    make: Mapping[str, Callable[[], Asked]], rows: np.ndarray, truth: set[tuple[int, int]], folders: Mapping[str, Path]
) -> str:
    """One row per method: seconds for the index, its megabytes, milliseconds per text, recall and precision."""
    asked, built = {}, {}
    for name, method in make.items():
        begun = time.perf_counter()
        asked[name] = method()
        built[name] = time.perf_counter() - begun
    found: dict[str, set[tuple[int, int]]] = {name: set() for name in make}
    times = []
    for method in asked.values():  # what is loaded at the first question is not measured
        method(int(rows[0]))
    for number, row in enumerate(rows.tolist()):
        for name, method in asked.items():
            begun = time.perf_counter()
            others = method(row)
            times.append((number, name, time.perf_counter() - begun))
            found[name] |= {(row, other) for other in others if other != row}
    frame = pd.DataFrame(times, columns=["round", "name", "seconds"]).assign(processor=0.0)
    told = beside(frame, OURS)
    sizes = {
        name: sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
        for name, folder in folders.items()
    }
    columns = {
        "index s": pd.Series(built),
        "MB": pd.Series(sizes),
        "ms": 1000 * told["seconds"],
        "slowest ms": 1000 * told["slowest"],
        "ratio": told["ratio"],
        "recall": pd.Series({name: len(pairs & truth) / max(len(truth), 1) for name, pairs in found.items()}),
        "precision": pd.Series({name: len(pairs & truth) / max(len(pairs), 1) for name, pairs in found.items()}),
    }
    return pd.DataFrame(columns).reindex(list(make)).to_string(float_format="{:.3g}".format)


if __name__ == "__main__":
    main()
