"""How well groups of articles agree with the planted events: pairwise F1 and B-cubed (Bagga & Baldwin 1998).

`python tests/planted_stories.py 3000 2` prints both for so many articles of `benchmarks/newsroom.py` (and a seed).
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd


def agreement(groups, truth):
    """Precision, recall and F1, of pairs and B-cubed, of one grouping of the articles against another."""
    table = pd.DataFrame({"found": np.asarray(groups), "true": np.asarray(truth)})
    both = table.groupby(["found", "true"]).size()
    found, true = (table[side].value_counts() for side in ("found", "true"))
    pairs = [int((sizes * (sizes - 1) // 2).sum()) for sizes in (both, found, true)]
    cells = table.join(both.rename("both"), on=["found", "true"])
    b_cubed = (cells["both"] / cells["found"].map(found)).mean(), (cells["both"] / cells["true"].map(true)).mean()
    of_pairs = pairs[0] / max(pairs[1], 1), pairs[0] / max(pairs[2], 1)
    return {"pairs": (*of_pairs, _f1(*of_pairs)), "b_cubed": (*b_cubed, _f1(*b_cubed))}


def numbered(members, names):
    """The story of each article; one of its own for an article in none."""
    own = pd.Series(-1 - np.arange(len(names)), index=names)
    own.loc[members["article"]] = members["story"].to_numpy()
    return own.to_numpy()


def components(pairs, names, threshold):
    """The group of each article: pairs of a cosine of `threshold` or more link, directly or through others."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    linked = pairs[pairs["cosine"] >= threshold]
    rows = names.get_indexer(linked["article_a"]), names.get_indexer(linked["article_b"])
    graph = csr_array((np.ones(len(linked)), rows), shape=(len(names), len(names)))
    return connected_components(graph, directed=False)[1]


def _f1(precision, recall):
    return 2 * precision * recall / max(precision + recall, 1e-12)


def measure(articles, seed):
    """Stories, and linking at every threshold, against the planted events: lines of precision, recall and F1."""
    sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
    from newsroom import newsroom

    from leesbril import document_term_matrix, neighbours, shared_passages, stories, tokens, weigh

    archive = pd.concat(newsroom(articles, seed=seed)).set_index("article").assign(language="nl")
    truth = np.where(archive["event"] >= 0, archive["event"], -1 - np.arange(len(archive)))
    words = tokens(archive)
    similar = neighbours(weigh(document_term_matrix(words)), top=30, threshold=0.1)
    none = shared_passages(words).head(0)
    undated = archive.copy()
    undated.loc[np.random.default_rng(0).random(len(archive)) < 0.1, ["date_start", "date_end"]] = pd.NaT
    found = {
        "stories, without passages": stories(words, passages=none),
        "stories": stories(words),
        "stories, 10 % more undated": stories(undated),
    }
    told = {name: numbered(members, archive.index) for name, members in found.items()}
    cuts = np.arange(0.3, 0.85, 0.05).round(2)
    told |= {f"linked at {cut}": components(similar, archive.index, cut) for cut in cuts}
    for name, groups in told.items():
        scores = agreement(groups, truth)
        numbers = ["  ".join(f"{value:.3f}" for value in scores[measure]) for measure in ("pairs", "b_cubed")]
        yield f"{name:28}  pairs {numbers[0]}   B-cubed {numbers[1]}"


if __name__ == "__main__":
    for line in measure(int(sys.argv[1]), int(sys.argv[2])):
        sys.stdout.write(f"{line}\n")
