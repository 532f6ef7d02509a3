"""The pairs of articles that a board lists: how alike they are, and what they share."""

import numpy as np
import pandas as pd

from leesbril.board._offsets import Utf16
from leesbril.board._words import Part
from leesbril.comparison.cosine import cosine_histogram, cosines_of, similarity
from leesbril.comparison.neighbours import neighbours
from leesbril.counting.counts import document_term_matrix
from leesbril.counting.weights import Weights, weigh
from leesbril.passages.duplicates import duplicates
from leesbril.passages.shared import coverage
from leesbril.tokenisation.tokens import Tokens

ALL_PAIRS = 700
"""Articles up to which every pair is listed."""
ALL_COSINES = 5_000
"""Articles up to which the histogram is that of all pairs."""
NEAREST = 10
BINS = 40


def pairs_of(tokens: Tokens, passages: pd.DataFrame, utf16: Utf16) -> Part:
    """The pairs, the histogram of cosines, the shared passages, the duplicates, and the idf of each term."""
    weights = weigh(document_term_matrix(tokens))
    covered = coverage(tokens, passages)
    pairs = _listed(weights, covered)
    a, b = (_rows(tokens, pairs[f"article_{side}"]) for side in "ab")
    number = len(tokens) * (len(tokens) - 1) // 2
    bins = _histogram(weights, pairs["cosine"])
    arrays = {
        "pairs.a": a.astype(np.uint32),
        "pairs.b": b.astype(np.uint32),
        "pairs.cosine": pairs["cosine"].fillna(-1).to_numpy(float),
        "pairs.share_a": pairs["share_a"].to_numpy(float),
        "pairs.share_b": pairs["share_b"].to_numpy(float),
        "pairs.words": pairs["words"].to_numpy(float).astype(np.uint32),
        "idf": _idf(tokens, weights),
        "duplicates": _duplicates(tokens),
    }
    return {"allPairs": number, "histogram": bins}, arrays | _passages(tokens, passages, utf16)


def _idf(tokens: Tokens, weights: Weights) -> np.ndarray:
    """The idf of each term of the view; 0 for one that is not counted."""
    terms = tokens.view().terms
    numbers = pd.Index(terms.to_list()).get_indexer(pd.Index(weights.counts.terms.tolist()))
    idf = np.zeros(len(terms))
    idf[numbers] = weights.idf
    return idf


def _listed(weights: Weights, covered: pd.DataFrame) -> pd.DataFrame:
    """All pairs of few articles; of many, those near each other and those that share a passage."""
    pair = ["article_a", "article_b"]
    names = weights.counts.rows
    if len(names) < 2:
        found = pd.DataFrame({"article_a": names[:0], "article_b": names[:0], "cosine": np.zeros(0)})
    elif len(names) <= ALL_PAIRS:
        found = similarity(weights)
    else:
        near = neighbours(weights, top=NEAREST)[pair]
        found = pd.concat([near, covered[pair]]).drop_duplicates(ignore_index=True)
        found["cosine"] = cosines_of(weights, *(names.get_indexer(pd.Index(found[side])) for side in pair))
    found = found[[*pair, "cosine"]].merge(covered[[*pair, "share_a", "share_b", "words"]], on=pair, how="left")
    return found.fillna({"share_a": 0.0, "share_b": 0.0, "words": 0})


def _histogram(weights: Weights, listed: pd.Series) -> dict[str, object]:
    """The number of pairs in each of forty bins; of all pairs, or, of very many articles, of those listed."""
    if 1 < len(weights.counts.rows) <= ALL_COSINES:
        bins = cosine_histogram(weights, bins=BINS)
        bins = bins[bins["cosine_from"].notna()].iloc[::-1]
        counts = bins["pairs"].astype(int).tolist()
    else:
        counts = np.histogram(listed.dropna(), bins=BINS, range=(0, 1))[0].tolist()
    edges = (np.arange(BINS + 1) / BINS).tolist()
    return {"edges": edges, "counts": counts, "all": len(weights.counts.rows) <= ALL_COSINES}


def _passages(tokens: Tokens, passages: pd.DataFrame, utf16: Utf16) -> dict[str, np.ndarray]:
    arrays: dict[str, np.ndarray] = {}
    for side in "ab":
        rows = _rows(tokens, passages[f"article_{side}"])
        arrays[f"passages.{side}"] = rows.astype(np.uint32)
        for edge in ("start", "end"):
            places = utf16.places(rows, passages[f"{edge}_{side}"].to_numpy(np.int64))
            arrays[f"passages.{edge}_{side}"] = places.astype(np.uint32)
    arrays["passages.words"] = passages["words"].to_numpy(np.int64).astype(np.uint32)
    arrays["passages.near"] = (passages["kind"] == "near").to_numpy(bool)
    arrays["passages.widespread"] = passages["widespread"].to_numpy(bool)
    return arrays


def _duplicates(tokens: Tokens) -> np.ndarray:
    """For each article the number of the one that is kept instead of it; -1 for one that is kept."""
    kept = np.full(len(tokens), -1, np.int32)
    found = duplicates(tokens)
    others = found[found["article"] != found["kept"]]
    kept[_rows(tokens, others["article"])] = _rows(tokens, others["kept"])
    return kept


def _rows(tokens: Tokens, names: pd.Series) -> np.ndarray:
    rows: np.ndarray = tokens.names.get_indexer(pd.Index(names))
    return rows
