"""Groups of articles → the members of each story: its central article, the nearest of each, who may be first."""

import numpy as np
import pandas as pd

from leesbril.events._links import DECIMALS, Dates, Links

SHARED_PASSAGES, WITHIN_DAYS, TEXT_ALONE, EARLIER = (
    "shared passages",
    "text within days",
    "text alone, no date",
    "an earlier run",
)


def numbered(group: np.ndarray, before: np.ndarray) -> np.ndarray:
    """The number of the story of each article, 0 for one that is alone; `before` are those of an earlier run."""
    count = len(group)
    sizes = np.bincount(group, minlength=count)
    known = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(known, group[before > 0], before[before > 0])
    fresh = np.flatnonzero((sizes > 1) & (known == np.iinfo(np.int64).max))
    number = np.where(known == np.iinfo(np.int64).max, 0, known)
    number[fresh[np.argsort(-sizes[fresh], kind="stable")]] = before.max(initial=0) + 1 + np.arange(len(fresh))
    named: np.ndarray = number[group]
    return named


def members(links: Links, dates: Dates, group: np.ndarray, number: np.ndarray) -> pd.DataFrame:
    """The members of all stories by number and date; `row` and `nearest` are rows of articles."""
    count = len(group)
    inside = links.take(np.flatnonzero(group[links.a] == group[links.b]))
    sizes = np.bincount(group, minlength=count)
    when = np.where(dates.known, dates.start, np.iinfo(np.int64).max)
    rows = np.flatnonzero(number)
    rows = rows[np.lexsort((rows, when[rows], number[rows]))]
    nearest, similarity, by_passage, total = _nearest(inside, count)
    mean = total / np.maximum(sizes[group] - 1, 1)
    central = _central(group, mean, rows, count)
    alone = rows[nearest[rows] < 0]  # only an earlier run put these there
    nearest[alone] = _another(group, central, rows, alone)
    undated = ~dates.known[rows] | ~dates.known[nearest[rows]]
    reason = np.where(similarity[rows] == 0, 3, np.where(by_passage[rows], 0, np.where(undated, 2, 1)))
    return pd.DataFrame(
        {
            "story": number[rows],
            "articles": sizes[group[rows]],
            "row": rows,
            "central": central[group[rows]] == rows,
            "nearest": nearest[rows],
            "similarity": similarity[rows],
            "mean_similarity": mean[rows],
            "reason": pd.array([SHARED_PASSAGES, WITHIN_DAYS, TEXT_ALONE, EARLIER], dtype="str").take(reason),
            "may_be_first": _may_be_first(dates, group, count)[rows],
        }
    )


def _nearest(links: Links, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Of each article the most similar one (-1: none), its similarity, whether passages decide it, the sum of all."""
    one, other = np.concatenate([links.a, links.b]), np.concatenate([links.b, links.a])
    similarity, passages = np.tile(links.similarity, 2), np.tile(links.passages, 2)
    order = np.lexsort((other, -similarity.round(DECIMALS), one))
    heads = order[np.flatnonzero(np.diff(one[order], prepend=-1))]
    nearest, highest, by_passage = np.full(count, -1), np.zeros(count), np.zeros(count, dtype=bool)
    nearest[one[heads]], highest[one[heads]], by_passage[one[heads]] = other[heads], similarity[heads], passages[heads]
    return nearest, highest, by_passage, np.bincount(one, similarity, minlength=count)


def _central(group: np.ndarray, mean: np.ndarray, rows: np.ndarray, count: int) -> np.ndarray:
    """The article of each story with the highest mean similarity; of several, the first by date."""
    order = np.lexsort((np.arange(len(rows)), -mean[rows].round(DECIMALS), group[rows]))
    heads = order[np.flatnonzero(np.diff(group[rows][order], prepend=-1))]
    central = np.full(count, -1)
    central[group[rows][heads]] = rows[heads]
    return central


def _another(group: np.ndarray, central: np.ndarray, rows: np.ndarray, alone: np.ndarray) -> np.ndarray:
    """The central article of the story of each; for a central one the first of the others."""
    others = rows[central[group[rows]] != rows]
    first = np.full(len(group), -1)
    first[group[others][::-1]] = others[::-1]
    centre = central[group[alone]]
    other: np.ndarray = np.where(centre == alone, first[group[alone]], centre)
    return other


def _may_be_first(dates: Dates, group: np.ndarray, count: int) -> np.ndarray:
    """Whether no other dated article of the story ends before this one starts."""
    ends = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(ends, group[dates.known], dates.end[dates.known])
    found: np.ndarray = dates.known & ((dates.start < ends[group]) | (dates.end <= ends[group]))
    return found
