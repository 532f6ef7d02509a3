"""Choosing a threshold by reading: a stratified sample of pairs, their labels, and precision and recall."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.dates.order import checked_dates, checked_hours, hours_between, places, plain
from leesbril.exports import read_table, save_table
from leesbril.frames import SAMPLE, THRESHOLDS
from leesbril.groups._statistics import CONFIDENCE

CUT = 0.5
FEWEST = 4
DRAWS = 4_000
"""Draws from the posterior: enough for two decimals of an interval."""
LABELS = {"yes": "yes", "ja": "yes", "no": "no", "nee": "no", "unsure": "unsure", "twijfel": "unsure"}
LABELS |= {"reuse": "yes", "agency": "yes", "chance": "no"}
"""Accepted values of the column `label`, in any case, and their meaning; those of the board too. A pair of which both
have one agency report is a true match: they do share a text."""
WIDE = 0.5
"""An interval this wide is reported as unknown."""


def sample_pairs(
    pairs: pd.DataFrame,
    articles: pd.DataFrame,
    n: int = 40,
    *,
    score: str | None = None,
    cut: float = CUT,
    hours: float | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Draw a stratified sample of pairs to read, on both sides of a cut, to choose a threshold by.

    `pairs`: `article_a`, `article_b` and the column that `score` names; without it `cosine`, or else the larger of
    `share_a` and `share_b`. A pair without a score is never drawn; nor, with `hours`, is one that `leesbril.news_flow`
    would not count, since its dates have no order or more hours lie between them. Four strata: below half the `cut`,
    from there to it, from it halfway to the highest score, and above; each contributes `n` / 4 pairs, or all it has,
    and the others make up the rest. The same `seed` draws the same pairs.

    Columns, the highest score first: `article_a`, `article_b`, `score`, `stratum` (in words), `score_from`,
    `score_to` (of the stratum), `stratum_pairs` (all pairs in it), `stratum_read` (drawn from it), `weight` (pairs
    that each represents: the one over the other), `label` (missing; the reader fills in `yes`, `no` or `unsure`). Read
    them with `leesbril.side_by_side`, keep the labels in a file with `keep_labels`, then call `threshold_report`.

    >>> toy = pd.DataFrame({"article_a": list("aab"), "article_b": list("bcc"), "cosine": [0.9, 0.6, 0.1]})
    >>> drawn = sample_pairs(toy, pd.DataFrame(index=list("abc")), 4)
    >>> drawn[["score", "stratum", "weight"]].values.tolist()[:2]
    [[0.9, 'from 0.700 to 0.900', 1.0], [0.6, 'from 0.500 up to 0.700', 1.0]]
    """
    if not isinstance(n, int) or n < FEWEST:
        raise ValueError(f"n must be a whole number from {FEWEST}, one pair per stratum; received {n!r}.")
    if not 0 < cut < np.inf:
        raise ValueError(f"cut must be a score above 0; received {cut!r}.")
    hours = checked_hours(hours)
    a, b = (places(articles.index, pairs, f"article_{side}") for side in "ab")
    scores = _scores(pairs, score)
    if hours is not None:
        scores = np.where(hours_between(checked_dates(articles), a, b) <= hours, scores, np.nan)
    known = np.flatnonzero(~np.isnan(scores))
    edges = _edges(scores[known], cut)
    stratum = np.clip(np.searchsorted(edges, scores[known], side="right") - 1, 0, len(edges) - 2)
    sizes = np.bincount(stratum, minlength=len(edges) - 1)
    take = _shared_out(sizes, min(n, len(known)))
    generator = np.random.default_rng(seed)
    drawn = [
        generator.choice(known[stratum == number], size, replace=False) for number, size in enumerate(take.tolist())
    ]
    rows = np.concatenate([*drawn, np.empty(0, dtype=np.int64)]).astype(np.int64)
    rows = rows[np.lexsort((rows, -scores[rows].round(12)))]
    where = stratum[np.searchsorted(known, rows)]
    frame = pairs[["article_a", "article_b"]].iloc[rows].reset_index(drop=True)
    frame["score"], frame["stratum"] = scores[rows], [_written(edges, number) for number in where]
    frame["score_from"], frame["score_to"] = edges[where], edges[where + 1]
    frame["stratum_pairs"], frame["stratum_read"] = sizes[where], take[where]
    frame["weight"], frame["label"] = sizes[where] / np.maximum(take[where], 1), None
    return SAMPLE.typed(frame, names=articles.index.dtype)


def _scores(pairs: pd.DataFrame, score: str | None) -> np.ndarray:
    if score is None and "cosine" not in pairs and {"share_a", "share_b"} <= set(pairs.columns):
        return np.asarray(pairs[["share_a", "share_b"]].max(axis=1), dtype=float)
    name = score or "cosine"
    if name not in pairs:
        raise KeyError(f"No column {name!r} among the pairs to score them by: {', '.join(map(str, pairs.columns))}.")
    scores = np.asarray(pairs[name], dtype=float)
    if (scores < 0).any() or np.isinf(scores).any():
        raise ValueError(f"A score is a finite number from 0 up; column {name!r} has others.")
    return scores


def _edges(scores: np.ndarray, cut: float) -> np.ndarray:
    """The bounds of the strata, from 0 to the highest score; above a cut that no score reaches there is none."""
    top = float(scores.max(initial=0))
    if top <= cut:
        return np.array([0, cut / 2, cut] if top < cut else [0, cut / 2, cut, cut])
    return np.array([0, cut / 2, cut, (cut + top) / 2, top])


def _shared_out(sizes: np.ndarray, n: int) -> np.ndarray:
    """The number of pairs per stratum: equal, or all it has; a remainder goes to the highest scores."""
    take = np.zeros(len(sizes), dtype=np.int64)
    while (left := n - int(take.sum())) > 0:
        open_ones = np.flatnonzero(take < sizes)[::-1]
        each = max(left // len(open_ones), 1)
        for number in open_ones[:left]:
            take[number] += min(each, sizes[number] - take[number])
    return take


def _written(edges: np.ndarray, number: int) -> str:
    last = number == len(edges) - 2
    return f"from {edges[number]:.3f} {'to' if last else 'up to'} {edges[number + 1]:.3f}"


def keep_labels(sample: pd.DataFrame, path: str | Path) -> pd.DataFrame:
    """Return the sample with the labels in a file; if there is no file yet, write the sample to it.

    The file is a table such as `labels.csv`: open it, write `yes`, `no` or `unsure` in the column `label`, save it, and
    run this again; or give the notes of a board, in which `label` says reuse, agency, chance or unsure. A label belongs
    to a pair of articles, in either order. An existing file is never overwritten. Keep it beside the folder of
    articles, not in it. Raises ValueError for a file without the columns `article_a`, `article_b` and `label`, or with
    two labels for one pair.
    """
    path = Path(path)
    if not path.exists():
        save_table(sample, path)
        return sample
    kept = read_table(path)
    if missing := [name for name in ("article_a", "article_b", "label") if name not in kept]:
        raise ValueError(f"{path.name} has no column {', '.join(missing)}; it has {', '.join(map(str, kept.columns))}.")
    kept = kept[kept["label"].notna() & (kept["label"].astype("str").str.strip() != "")]
    labels: dict[frozenset[str], str] = {}
    for pair, label in zip(_unordered(kept), kept["label"].astype("str"), strict=True):
        if labels.setdefault(pair, label) != label:
            raise ValueError(f"{path.name} has two labels for {' and '.join(sorted(pair))}; keep one.")
    found = [labels.get(pair) for pair in _unordered(sample)]
    return sample.assign(label=pd.Series(found, index=sample.index, dtype="str"))


def _unordered(pairs: pd.DataFrame) -> list[frozenset[str]]:
    return [frozenset(map(str, pair)) for pair in zip(pairs["article_a"], pairs["article_b"], strict=True)]


def threshold_report(
    labelled: pd.DataFrame, *, thresholds: Iterable[float] | None = None, seed: int = 0
) -> pd.DataFrame:
    """Estimate precision and recall of each threshold from labelled pairs.

    `labelled` is the frame of `sample_pairs` with its `label` filled in: `yes`, `no` (or `ja`, `nee`), `unsure` or
    missing, which count as not read. Of the board's labels, `reuse` and `agency` count as yes, since the two share a
    text, and `chance` as no; write no for `agency` if a match should be reuse of one by the other.

    One row per threshold (each lower bound of a stratum, or those given), ascending: `threshold`; `read_above`,
    `yes_above`, `read_below`, `yes_below` (pairs in the sample); `precision` (share of the pairs at or above the
    threshold that are right) and `recall` (share of the right pairs that are at or above it), both weighted to all
    pairs that were listed, and no others; `evidence` (what cannot be concluded).

    The 95 % intervals are posterior quantiles: per stratum, the shares of right and wrong pairs above and below the
    threshold have a Dirichlet posterior (Jeffreys prior), drawn 4,000 times; an interval is widened to contain the
    estimate. A stratum of which nothing was read may hold anything. Raises ValueError for another label.

    >>> toy = pd.DataFrame({"score": [0.9, 0.8, 0.2, 0.1], "label": ["yes", "no", "no", "no"], "stratum_pairs": 2})
    >>> toy["score_from"], toy["score_to"] = [0.5, 0.5, 0, 0], [1, 1, 0.5, 0.5]
    >>> threshold_report(toy)[["threshold", "precision", "recall", "recall_low"]].values.tolist()
    [[0.0, 0.25, 1.0, 1.0], [0.5, 0.5, 1.0, 1.0]]
    """
    strata = _strata(labelled)
    asked = sorted({part.low for part in strata} if thresholds is None else set(map(float, thresholds)))
    if wrong := [threshold for threshold in asked if not np.isfinite(threshold)]:
        raise ValueError(f"A threshold is a finite score; received {wrong[0]!r}.")
    generator = np.random.default_rng(seed)
    rows = [_at(threshold, strata, generator) for threshold in asked]
    return THRESHOLDS.of_rows(rows)


class _Stratum(NamedTuple):
    """The scores of the pairs of one stratum that were read as right and as wrong, its bounds, and all its pairs."""

    low: float
    high: float
    pairs: int
    right: np.ndarray
    wrong: np.ndarray


def _strata(labelled: pd.DataFrame) -> list[_Stratum]:
    needed = SAMPLE.named("score", "score_from", "score_to", "stratum_pairs", "label")
    if missing := [name for name in needed if name not in labelled]:
        raise KeyError(f"The labelled pairs lack {', '.join(missing)}; take the frame of sample_pairs.")
    written = labelled["label"].astype("str").str.strip().str.lower()
    meant = written.map(LABELS)
    if len(strange := labelled.index[meant.isna() & labelled["label"].notna() & (written != "")]):
        raise ValueError(
            f"A label is {', '.join(LABELS)}, or nothing; received {plain(labelled.at[strange[0], 'label'])!r}."
        )
    found = []
    bounds: Any
    for bounds, part in labelled.groupby(["score_from", "score_to"]):
        right, wrong = (part.loc[meant.loc[part.index] == label, "score"].to_numpy() for label in ("yes", "no"))
        found.append(_Stratum(bounds[0], bounds[1], int(part["stratum_pairs"].iloc[0]), right, wrong))
    return found


def _at(threshold: float, strata: list[_Stratum], generator: np.random.Generator) -> tuple[object, ...]:
    """One row of the report."""
    seen, estimate, drawn = np.zeros(4, dtype=np.int64), np.zeros(4), np.zeros((DRAWS, 4))
    unread = False
    for part in strata:
        cells = np.array([side for marks in (part.right, part.wrong) for side in _sides(marks, threshold)])
        # A stratum ends before its upper bound, but for the highest, which holds it.
        above = part.high > threshold or part.high == threshold == max(other.high for other in strata)
        possible = np.array([above, part.low < threshold] * 2)
        seen += cells
        rest = part.pairs - cells.sum()
        shares = np.zeros((DRAWS, 4))
        shares[:, possible] = generator.dirichlet(cells[possible] + 0.5, DRAWS)
        drawn += cells + generator.multinomial(rest, shares)
        unread |= not cells.any()
        estimate += cells * part.pairs / max(cells.sum(), 1)
    right_above, right_below, wrong_above, wrong_below = seen.tolist()
    precision = _between(estimate[0], estimate[2], drawn[:, 0], drawn[:, 2])
    recall = _between(estimate[0], estimate[1], drawn[:, 0], drawn[:, 1])
    counts = (right_above + wrong_above, right_above, right_below + wrong_below, right_below)
    return (threshold, *counts, *precision, *recall, _evidence(seen, precision, recall, unread))


def _sides(scores: np.ndarray, threshold: float) -> tuple[int, int]:
    above = int((scores >= threshold).sum())
    return above, len(scores) - above


def _between(part: float, rest: float, parts: np.ndarray, rests: np.ndarray) -> tuple[float, float, float]:
    """A share and its interval; missing where there is nothing to be a share of."""
    tail = (1 - CONFIDENCE) / 2
    whole = parts + rests
    shares = np.divide(parts, whole, out=np.zeros_like(parts), where=whole > 0)
    low, high = np.quantile(shares, [tail, 1 - tail]).tolist()
    if part + rest == 0:
        return float("nan"), float("nan"), float("nan")
    share = part / (part + rest)
    return share, min(low, share), max(high, share)


def _evidence(
    seen: np.ndarray, precision: tuple[float, float, float], recall: tuple[float, float, float], unread: bool
) -> str:
    """What cannot be concluded, or how much was read."""
    gaps = ["a stratum of which nothing was read"] if unread else []
    for name, (share, low, high) in (("precision", precision), ("recall", recall)):
        if np.isnan(share):
            gaps.append(f"no {name}: nothing to compute it from")
        elif high - low > WIDE:
            gaps.append(f"{name} anywhere from {low:.2f} to {high:.2f}")
    return "; ".join(gaps) if gaps else f"{int(seen.sum())} pairs read"
