"""How well are the articles on one event found, next to other ways of grouping? Prints the tables of the README.

    python benchmarks/stories.py
    python benchmarks/stories.py --articles 3000 --seeds 2 3   # those that the settings were chosen on
    python benchmarks/stories.py --part scale                  # time and memory of a million articles' pairs
    python benchmarks/stories.py --bulletins reuters.parquet   # real business news alone: columns article, date, text

Needs `pip install igraph leidenalg infomap`. All methods group the same articles of `newsroom.py`, and may only link
those within three days of each other. Those with a setting (a threshold, a resolution) are given the value that fits
the truth best, in each run anew; Leesbril has its defaults.
"""

import argparse
import sys
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from measure import peak_gigabytes, versions
from newsroom import PER_DAY, newsroom, plan

from leesbril import document_term_matrix, neighbours, stories, weigh
from leesbril.events._average_linkage import average_linkage
from leesbril.events._groups import event_groups
from leesbril.events._links import Links, links_within
from leesbril.events._material import Material, material_of
from leesbril.events.stories import DAYS, THRESHOLD

SIZES = ((1, 1), (2, 2), (3, 5), (6, 10_000))
UNDATED = 0.1
CUTS = np.arange(0.1, 0.8, 0.02).round(2)
RESOLUTIONS = (0.06, 0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2)
MARKOV_TIMES = (0.1, 0.2, 0.4, 1.0)


class Folder(NamedTuple):
    """What stories are made of, the links of which all methods are given, and the event of each article.

    An article that reports none has an event of its own.
    """

    known: Material
    truth: np.ndarray

    @property
    def links(self) -> Links:
        """Articles that may be near enough in time, and how similar they are, by words or passages."""
        return self.known.links


def folder(articles: int, seed: int, *, undated: float = 0) -> Folder:
    """A made-up archive; of a further share of the articles the date is not known."""
    frame = pd.concat(newsroom(articles, seed=seed)).set_index("article").assign(language="nl")
    lost = np.random.default_rng(seed).random(len(frame)) < undated
    frame.loc[lost, ["date_start", "date_end"]] = pd.NaT
    truth = np.where(frame["event"] >= 0, frame["event"], -1 - np.arange(len(frame)))
    return Folder(material_of(frame, None, None, THRESHOLD, DAYS, None), truth)


# Measures


def scores(groups: Any, truth: Any) -> dict[str, float]:
    """Pairwise and B-cubed (Bagga & Baldwin 1998) precision, recall and F1, and B-cubed F1 by the size of the event.

    >>> found = scores(["x", "x", "x", "y"], [1, 1, 2, 2])  # of three pairs one is right, of two true ones one is found
    >>> [round(float(found[name]), 2) for name in ("precision", "recall", "F1")]
    [0.33, 0.5, 0.4]
    >>> [round(float(found[f"B-cubed {name}"]), 2) for name in ("precision", "recall")]  # (2/3 + 2/3 + 1/3 + 1) / 4
    [0.67, 0.75]
    """
    table = pd.DataFrame({"found": pd.factorize(np.asarray(groups))[0], "true": pd.factorize(np.asarray(truth))[0]})
    both = table.groupby(["found", "true"])["found"].transform("size")
    found, true = (table.groupby(side)[side].transform("size") for side in ("found", "true"))
    right, listed, all_true = ((sizes - 1).sum() for sizes in (both, found, true))
    values = _named("", right / max(listed, 1), right / max(all_true, 1))
    values |= _named("B-cubed ", (both / found).mean(), (both / true).mean())
    for low, high in SIZES:
        here = true.between(low, high)
        name = f"{low}" if low == high else f"{low}–{high}" if high < 1_000 else f"{low}+"
        values |= _named(f"of {name} ", (both / found)[here].mean(), (both / true)[here].mean())
    return values | {"largest": float(found.max())}


def _named(name: str, precision: float, recall: float) -> dict[str, float]:
    f1 = 2 * precision * recall / max(precision + recall, 1e-12)
    return {f"{name}precision": precision, f"{name}recall": recall, f"{name}F1": f1}


def story_of_each(found: pd.DataFrame, names: pd.Index) -> np.ndarray:
    """The story of each article in the frame of `stories`; one of its own for an article in none."""
    own = pd.Series(-1 - np.arange(len(names)), index=names)
    own.loc[found["article"]] = found["story"].to_numpy()
    return own.to_numpy()


# Methods: each gives one grouping, or one for each value of its setting


def ours(given: Folder) -> list[np.ndarray]:
    """`stories`."""
    found = stories(given.known.tokens, passages=given.known.passages)
    return [story_of_each(found, given.known.tokens.names)]


def by_words(given: Folder) -> list[np.ndarray]:
    """`stories` without shared passages."""
    found = stories(given.known.tokens, passages=given.known.passages.head(0))
    return [story_of_each(found, given.known.tokens.names)]


def by_tfidf(given: Folder) -> list[np.ndarray]:
    """The groups of `stories` from the neighbours by ordinary TF-IDF, without passages, by threshold."""
    pairs = neighbours(weigh(document_term_matrix(given.known.tokens)), top=100, threshold=0.1)
    links = links_within(pairs, given.known.tokens.names, given.known.dates, DAYS)
    return [event_groups(links, given.known.dates.known, cut) for cut in (0.16, 0.18, 0.2, 0.22, 0.25, 0.28)]


def linked(given: Folder) -> list[np.ndarray]:
    """Connected components of the links from a threshold up."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    def at(cut: float) -> np.ndarray:
        chosen = given.links.similarity >= cut
        graph = csr_array(
            (np.ones(chosen.sum()), (given.links.a[chosen], given.links.b[chosen])), shape=(len(given.truth),) * 2
        )
        return connected_components(graph, directed=False)[1]

    return [at(cut) for cut in CUTS]


def leiden(given: Folder) -> list[np.ndarray]:
    """Leiden communities of the weighted links (constant Potts model), by resolution."""
    import igraph
    import leidenalg

    graph = igraph.Graph(len(given.truth), list(zip(given.links.a.tolist(), given.links.b.tolist(), strict=True)))
    model = leidenalg.CPMVertexPartition
    settings: dict[str, Any] = {"weights": given.links.similarity.tolist(), "seed": 0, "n_iterations": 3}
    return [
        np.array(leidenalg.find_partition(graph, model, resolution_parameter=value, **settings).membership)
        for value in RESOLUTIONS
    ]


def infomap(given: Folder) -> list[np.ndarray]:
    """Infomap modules of the weighted links, by Markov time."""
    from infomap import Infomap

    def at(markov_time: float) -> np.ndarray:
        model = Infomap(two_level=True, silent=True, seed=1, markov_time=markov_time)
        for row in range(len(given.truth)):
            model.add_node(row)
        model.add_links(
            list(zip(given.links.a.tolist(), given.links.b.tolist(), given.links.similarity.tolist(), strict=True))
        )
        modules = model.run().modules()
        return np.array([modules[row] for row in range(len(given.truth))])

    return [at(value) for value in MARKOV_TIMES]


def hdbscan(given: Folder) -> list[np.ndarray]:
    """HDBSCAN of scikit-learn on its TF-IDF (sublinear), cosine distances; further than three days apart is 1."""
    from sklearn.cluster import HDBSCAN
    from sklearn.feature_extraction.text import TfidfVectorizer

    weights = TfidfVectorizer(sublinear_tf=True).fit_transform(given.known.tokens.texts)
    distance = np.clip(1 - (weights @ weights.T).toarray(), 0, 1)
    rows = np.arange(len(distance))
    for row in rows:
        distance[row, ~given.known.dates.within(np.full(len(rows), row), rows, DAYS)] = 1
    found = []
    for way, size, samples in product(("eom", "leaf"), (2, 3), (1, 2, 3, 4, 6)):
        method = HDBSCAN(
            min_cluster_size=size, min_samples=samples, metric="precomputed", cluster_selection_method=way, copy=True
        )
        labels = method.fit_predict(distance)
        found.append(np.where(labels < 0, -1 - rows, labels))
    return found


METHODS: dict[str, Callable[[Folder], list[np.ndarray]]] = {
    "leesbril": ours,
    "leesbril, without passages": by_words,
    "the same, by ordinary TF-IDF": by_tfidf,
    "linked from a threshold up": linked,
    "Leiden (CPM)": leiden,
    "Infomap": infomap,
    "HDBSCAN on TF-IDF": hdbscan,
}


def fitted(given: Folder, groupings: list[np.ndarray]) -> dict[str, float]:
    """The scores of the grouping that fits the truth best, by the sum of pairwise and B-cubed F1."""
    return max(
        (scores(groups, given.truth) for groups in groupings), key=lambda found: found["F1"] + found["B-cubed F1"]
    )


def quality(articles: int, seeds: list[int], methods: list[str]) -> None:
    """Print the table of some methods, of the mean over the seeds."""
    for undated in (0, UNDATED):
        rows: dict[str, list[dict[str, float]]] = {name: [] for name in methods}
        for seed in seeds:
            given = folder(articles, seed, undated=undated)
            for name in methods:
                begun = time.perf_counter()
                rows[name].append(fitted(given, METHODS[name](given)))
                print(f"{name}: {time.perf_counter() - begun:.1f} s", file=sys.stderr, flush=True)
        table = pd.DataFrame({name: pd.DataFrame(found).mean() for name, found in rows.items()}).T
        print(f"\n{articles:,} articles, seeds {seeds}, {undated:.0%} of the dates taken away:\n")
        print(as_markdown(table), flush=True)


def as_markdown(table: pd.DataFrame) -> str:
    """The rows of the README."""
    shown = ["precision", "recall", "F1", "B-cubed precision", "B-cubed recall", "B-cubed F1"]
    shown += [name for name in table if name.startswith("of ") and name.endswith("F1")]
    lines = [f"| {' | '.join(['method', *shown, 'largest'])} |", f"|---|{'---:|' * (len(shown) + 1)}"]
    for name, row in table.iterrows():
        lines.append(f"| {name} | {' | '.join(f'{row[column]:.3f}' for column in shown)} | {row['largest']:.0f} |")
    return "\n".join(lines)


# Day by day


def day_by_day(articles: int, seeds: list[int]) -> None:
    """Print how far stories that grow by a day's articles at a time differ from those of all articles at once."""
    print("\n| seed | days | F1 with all at once | day by day: F1, B-cubed F1 | all at once: F1, B-cubed F1 |")
    print("|---:|---:|---:|---:|---:|")
    for seed in seeds:
        given = folder(articles, seed)
        frame, names = given.known.tokens.articles.assign(text=given.known.tokens.texts), given.known.tokens.names
        grown, cuts = None, [*range(PER_DAY, articles, PER_DAY), articles]
        for cut in cuts:
            grown = stories(frame.iloc[:cut], earlier=grown)
        steps, once = (story_of_each(found, names) for found in (grown, stories(frame)))
        told = [
            f"{part['F1']:.3f}, {part['B-cubed F1']:.3f}" for part in (scores(by, given.truth) for by in (steps, once))
        ]
        print(f"| {seed} | {len(cuts)} | {scores(steps, once)['F1']:.3f} | {' | '.join(told)} |", flush=True)


# Real business news


def bulletins(file: Path) -> None:
    """Print how far stories hold headlines of one company, and keep those of different ones apart.

    No person said which of these articles are of one event. But bulletins of two companies seldom are (dividends,
    quarterly results), and those of one company within days often are.
    """
    frame = pd.read_parquet(file).set_index("article").assign(language="en")
    day = pd.to_datetime(frame["date"].str.strip(), format="%d-%b-%Y %H:%M:%S.%f", errors="coerce")
    frame = frame.drop(columns="date").assign(date_start=day, date_end=day)
    found = stories(frame)
    table = pd.DataFrame({"story": story_of_each(found, frame.index), "day": day, "company": companies(frame["text"])})
    table["row"] = np.arange(len(table))
    named = table.dropna(subset="company")
    one_story, one_company = (_pairs_by(named, column) for column in ("story", "company"))
    one_company = one_company[(one_company["day_x"] - one_company["day_y"]).abs() < pd.Timedelta(days=DAYS)]
    held = (one_company["story_x"] == one_company["story_y"]).mean()
    right = (one_story["company_x"] == one_story["company_y"]).mean()
    print(f"\n{len(frame):,} articles: {found['story'].nunique():,} stories of {len(found):,}, ", end="")
    print(f"the largest of {found['articles'].max()}; {len(named):,} headlines name a company.")
    print(f"Pairs of one story: {len(one_story):,}, of one company {right:.3f}.")
    print(f"Pairs of one company within {DAYS:.0f} days: {len(one_company):,}, in one story {held:.3f}.", flush=True)


def companies(texts: pd.Series) -> pd.Series:
    """The ticker in the headline of each article, its first line; missing where there is none.

    >>> companies(pd.Series(["MERCK <MRK.N> SETS PAYOUT\\n\\n<IBM>", "BANK RAISES RATE"])).tolist()
    ['MRK', nan]
    """
    return texts.str.split("\n").str[0].str.extract(r"<([A-Z]+)(?:\.[A-Z]+)?>")[0]


def _pairs_by(table: pd.DataFrame, column: str) -> pd.DataFrame:
    pairs = table.merge(table, on=column, suffixes=("_x", "_y"))
    pairs = pairs[pairs["row_x"] < pairs["row_y"]]
    return pairs.assign(**{f"{column}_x": pairs[column], f"{column}_y": pairs[column]})


# Scale


def scale(articles: int) -> None:
    """Print time and memory of grouping the pairs of many articles, drawn as the cosines of `newsroom` are spread."""
    a, b, similarity = drawn_pairs(articles)
    average_linkage(a[:1], b[:1], similarity[:1], articles, THRESHOLD)
    before, begun = peak_gigabytes(), time.perf_counter()
    group = average_linkage(a, b, similarity, articles, THRESHOLD)
    seconds, sizes = time.perf_counter() - begun, np.bincount(group)
    print(f"\n{articles:,} articles, {len(a):,} pairs: {seconds:.1f} s, {peak_gigabytes():.1f} GB at most ", end="")
    print(f"({before:.1f} while they were drawn); {(sizes > 1).sum():,} stories, the largest of {sizes.max()} articles")


def drawn_pairs(articles: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of one event, story or topic with similarities spread as those of 3,000 articles: from .1 up, shuffled."""
    random, truth = np.random.default_rng(0), plan(articles, seed=1)
    found = []
    for kind, reach, mean, spread, share in (
        ("event", 60, 0.24, 0.08, 1.0),
        ("story", 40, 0.13, 0.035, 0.5),
        ("topic", 20, 0.115, 0.03, 0.5),
    ):
        key = truth[kind].to_numpy()
        order = np.argsort(key, kind="stable")
        for step in range(1, reach):
            one, other = order[:-step], order[step:]
            chosen = (key[one] == key[other]) & (key[one] >= 0) & (random.random(len(one)) < share)
            similar = np.clip(random.normal(mean, spread, chosen.sum()), 0, 1)
            found.append(np.stack([one[chosen] * articles + other[chosen], similar]))
    keys, similarity = np.concatenate(found, axis=1)
    kept = np.flatnonzero(similarity >= 0.1)
    _, first = np.unique(keys[kept], return_index=True)
    kept = kept[random.permutation(first)]
    one, other = np.divmod(keys[kept].astype(np.int64), articles)
    return np.minimum(one, other), np.maximum(one, other), similarity[kept]


def main() -> None:
    """Print everything."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=3_000)
    options.add_argument("--seeds", type=int, nargs="*", default=[5, 6, 7])
    options.add_argument(
        "--part", choices=("quality", "days", "scale"), nargs="*", default=["quality", "days", "scale"]
    )
    options.add_argument(
        "--methods", nargs="*", default=list(METHODS), help="some of them: HDBSCAN takes 10,000 at most"
    )
    options.add_argument("--many", type=int, default=1_000_000)
    options.add_argument("--bulletins", type=Path, help="a Parquet file of business news, measured alone")
    chosen = options.parse_args()
    if chosen.bulletins:
        bulletins(chosen.bulletins)
        return
    print(versions("scikit-learn", "igraph", "leidenalg", "infomap"))
    if "quality" in chosen.part:
        quality(chosen.articles, chosen.seeds, chosen.methods)
    if "days" in chosen.part:
        day_by_day(chosen.articles, chosen.seeds)
    if "scale" in chosen.part:
        scale(chosen.many)


if __name__ == "__main__":
    main()
