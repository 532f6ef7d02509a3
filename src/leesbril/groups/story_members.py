"""Pairs of similar articles → stories: which articles report one event, and why each is among them."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.frames import STORY_MEMBERS, without_zone
from leesbril.groups._average_linkage import average_linkage

THRESHOLD = 0.25
"""With the weights of a folder, articles on one event have a mean cosine of about this and more; see benchmarks."""
DAYS = 3.0
"""An event is news on the day and the next ones; what comes later is another event, if the same people are in it."""
MOST_DAYS = 1_000_000
RARE, LEAST_WITH_PASSAGES = 100.0, 0.5
"""Bits from which shared passages make two articles similar by at least this much: a quotation of some ten words that
both have is of one event as a rule, though the articles around it are different."""
PASSAGES, WITHIN_DAYS, TEXT_ALONE = "shared passages", "text within days", "text alone, no date"
DECIMALS = 9
_DAY = 86_400_000_000
_UNKNOWN = np.iinfo(np.int64).min


def story_members(
    pairs: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    threshold: float = THRESHOLD,
    days: float | None = DAYS,
    coverage: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Group articles that report one event: one row per article of a story of two or more.

    `pairs` are similar articles with their `cosine`, as `neighbours` and `similarity` give them, without a threshold of
    their own or with a low one: `neighbours(weights, top=30, threshold=0.1)`. `articles` is the frame of articles. Only
    articles count as similar that may be at most `days` days apart (None: at any distance); dates are intervals, as in
    `neighbours`. Articles without a date are compared by text alone, and `reason` says so. With `coverage` (the frame
    of that function), the similarity of a pair is its cosine or, if that is higher, the largest `rarity_share` of
    either article that is in passages of the other, and at least .5 if these passages have 100 bits or more.

    Groups of articles that are each other's nearest are merged as long as the mean similarity of all pairs of the two
    is `threshold` or more (average linkage, Sokal & Michener 1958); a pair that is not among `pairs`, or is too far
    apart in time, counts as 0. So a story is held together by all of its pairs: no chain of similar articles runs
    through the year, and a lasting affair is cut into its events. The order of the rows does not matter.

    Columns `story` (from 1, the one with most articles first), `label` (the title of its central article, or else that
    article's name), `articles` (their number), `article`, `central` (has the highest mean similarity), `nearest` (the
    most similar article of the story) and `similarity` (to that one), `mean_similarity` (to all others), `reason`
    (*shared passages*, *text within days* or *text alone, no date*: what makes it similar to the nearest) and
    `may_be_first` (no other dated article of the story is certainly earlier). Articles of a story are ordered by date,
    those without one last. Raises KeyError for a missing column or an unknown article, ValueError for other settings.

    >>> pairs = pd.DataFrame({"article_a": ["a", "b"], "article_b": ["b", "c"], "cosine": [0.7, 0.4]})
    >>> articles = pd.DataFrame({"title": ["Brand", "Brand in haven", "Haven dicht"]}, index=["a", "b", "c"])
    >>> story_members(pairs, articles)[["story", "label", "article", "nearest", "similarity"]].values.tolist()
    [[1, 'Brand', 'a', 'b', 0.7], [1, 'Brand', 'b', 'a', 0.7]]
    """
    links, dates = links_within(pairs, articles, threshold, days, coverage)
    group = average_linkage(links.a, links.b, links.similarity, len(articles), threshold)
    return _table(articles, dates, links.take(np.flatnonzero(group[links.a] == group[links.b])), group)


def links_within(
    pairs: pd.DataFrame, articles: pd.DataFrame, threshold: float, days: float | None, coverage: pd.DataFrame | None
) -> "tuple[Links, Dates]":
    """The pairs that may be near enough in time, and the dates; raises an error for what is no such pairs."""
    _check(pairs, articles, threshold, days, coverage)
    dates = Dates.of(articles)
    links = _links(pairs, coverage, articles.index)
    return links.take(np.flatnonzero(dates.within(links.a, links.b, days))), dates


def _check(
    pairs: pd.DataFrame, articles: pd.DataFrame, threshold: float, days: float | None, coverage: pd.DataFrame | None
) -> None:
    for name, frame in (("pairs", pairs), ("articles", articles)):
        if not isinstance(frame, pd.DataFrame):
            raise TypeError(f"{name} must be a frame; received {type(frame).__name__}.")
    if lacking := [column for column in ("article_a", "article_b", "cosine") if column not in pairs]:
        raise KeyError(f"No column {' or '.join(lacking)} among the pairs: {', '.join(map(str, pairs.columns))}.")
    needed = ("article_a", "article_b", "bits", "rarity_share_a", "rarity_share_b")
    if coverage is not None and (lacking := [column for column in needed if column not in coverage]):
        raise KeyError(f"No column {' or '.join(lacking)} in coverage: {', '.join(map(str, coverage.columns))}.")
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be a similarity above 0, at most 1; received {threshold!r}.")
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise ValueError(f"days must be a number from 0 (the same day) to {MOST_DAYS}, or None; received {days!r}.")


class Links(NamedTuple):
    """Pairs of articles, each once, the first one first: their similarity, and whether passages decide it."""

    a: np.ndarray
    b: np.ndarray
    similarity: np.ndarray
    passages: np.ndarray

    def take(self, chosen: np.ndarray) -> "Links":
        """Some of the pairs."""
        return Links(*(column[chosen] for column in self))


def _links(pairs: pd.DataFrame, coverage: pd.DataFrame | None, names: pd.Index) -> Links:
    """The similarity of each pair: its cosine, or how much of either article the other has."""
    pairs = pairs[pairs["cosine"].notna()]  # an article without counted words is like no other
    given = [(pairs, pairs["cosine"].to_numpy(np.float64), False)]
    if coverage is not None:
        shares = [coverage[f"rarity_share_{side}"].to_numpy(np.float64) for side in "ab"]
        least = np.where(coverage["bits"].to_numpy(np.float64) >= RARE, LEAST_WITH_PASSAGES, 0)
        given.append((coverage, np.maximum.reduce([*shares, least]), True))
    rows = [np.stack([_rows(frame[f"article_{side}"], names) for side in "ab"]) for frame, _, _ in given]
    both = np.sort(np.concatenate(rows, axis=1), axis=0)
    similarity = np.concatenate([np.clip(values, 0, 1) for _, values, _ in given])
    passages = np.concatenate([np.full(len(values), is_passage) for _, values, is_passage in given])
    order = np.lexsort((passages, -similarity.round(DECIMALS), both[1], both[0]))
    links = Links(both[0], both[1], similarity, passages).take(order)
    once = np.ones(len(order), dtype=bool)
    once[1:] = (np.diff(links.a) != 0) | (np.diff(links.b) != 0)
    return links.take(np.flatnonzero(once & (links.a != links.b)))


def _rows(articles: pd.Series, names: pd.Index) -> np.ndarray:
    rows: np.ndarray = names.get_indexer(pd.Index(articles))
    if (rows < 0).any():
        unknown = list(dict.fromkeys(articles[rows < 0]))[:5]
        raise KeyError(f"No articles {unknown} among the {len(names)}; their names are the frame's index.")
    return rows


class Dates(NamedTuple):
    """Start and end of the date of each article, in microseconds, and whether it has one."""

    start: np.ndarray
    end: np.ndarray
    known: np.ndarray

    @classmethod
    def of(cls, articles: pd.DataFrame) -> "Dates":
        """The dates of articles; none is known unless both columns exist."""
        if not {"date_start", "date_end"} <= set(articles.columns):
            unknown = np.full(len(articles), _UNKNOWN)
            return cls(unknown, unknown, np.zeros(len(articles), dtype=bool))
        dates = articles[["date_start", "date_end"]].apply(without_zone)
        start, end = (dates[edge].to_numpy("datetime64[us]").astype(np.int64) for edge in dates)
        return cls(start, end, dates.notna().all(axis=1).to_numpy())

    def within(self, a: np.ndarray, b: np.ndarray, days: float | None) -> np.ndarray:
        """Whether two articles may be at most so many days apart; without a date, any two may."""
        if days is None:
            return np.ones(len(a), dtype=bool)
        both = self.known[a] & self.known[b]
        gap = np.maximum(
            self.start[a] - self.end[b], self.start[b] - self.end[a], where=both, out=np.zeros(len(a), int)
        )
        near: np.ndarray = ~both | (gap < days * _DAY)
        return near


def _table(articles: pd.DataFrame, dates: Dates, links: Links, group: np.ndarray) -> pd.DataFrame:
    """The members of all stories, the largest story first."""
    count = len(articles)
    sizes = np.bincount(group, minlength=count)
    rows = np.flatnonzero(sizes[group] > 1)
    number = np.empty(count, np.int64)
    number[np.argsort(-sizes, kind="stable")] = np.arange(1, count + 1)
    when = np.where(dates.known, dates.start, np.iinfo(np.int64).max)
    rows = rows[np.lexsort((rows, when[rows], number[group[rows]]))]
    nearest, similarity, by_passage, total = _nearest(links, count)
    mean = total / np.maximum(sizes[group] - 1, 1)
    central = _central(group, mean, rows, count)
    undated = ~dates.known[rows] | ~dates.known[nearest[rows]]
    reason = np.where(by_passage[rows], 0, np.where(undated, 2, 1))
    columns: dict[str, Any] = {
        "story": number[group[rows]],
        "label": [_label(articles, row) for row in central[group[rows]].tolist()],
        "articles": sizes[group[rows]],
        "article": articles.index.take(rows),
        "central": central[group[rows]] == rows,
        "nearest": articles.index.take(nearest[rows]),
        "similarity": similarity[rows],
        "mean_similarity": mean[rows],
        "reason": pd.array([PASSAGES, WITHIN_DAYS, TEXT_ALONE], dtype="str").take(reason),
        "may_be_first": _may_be_first(dates, group, count)[rows],
    }
    return STORY_MEMBERS.typed(columns, names=articles.index.dtype)


def _nearest(links: Links, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Of each article the most similar one, its similarity, whether passages decide it, and the sum of all."""
    one, other = np.concatenate([links.a, links.b]), np.concatenate([links.b, links.a])
    similarity, passages = np.tile(links.similarity, 2), np.tile(links.passages, 2)
    order = np.lexsort((other, -similarity.round(DECIMALS), one))
    heads = order[np.flatnonzero(np.diff(one[order], prepend=-1))]
    nearest, highest, by_passage = np.zeros(count, np.int64), np.zeros(count), np.zeros(count, dtype=bool)
    nearest[one[heads]], highest[one[heads]], by_passage[one[heads]] = other[heads], similarity[heads], passages[heads]
    return nearest, highest, by_passage, np.bincount(one, similarity, minlength=count)


def _central(group: np.ndarray, mean: np.ndarray, rows: np.ndarray, count: int) -> np.ndarray:
    """The article of each story with the highest mean similarity; of several, the first by date."""
    order = np.lexsort((np.arange(len(rows)), -mean[rows].round(DECIMALS), group[rows]))
    heads = order[np.flatnonzero(np.diff(group[rows][order], prepend=-1))]
    central = np.full(count, -1)
    central[group[rows][heads]] = rows[heads]
    return central


def _may_be_first(dates: Dates, group: np.ndarray, count: int) -> np.ndarray:
    """Whether no other dated article of the story ends before this one starts."""
    ends = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(ends, group[dates.known], dates.end[dates.known])
    found: np.ndarray = dates.known & ((dates.start < ends[group]) | (dates.end <= ends[group]))
    return found


def _label(articles: pd.DataFrame, row: int) -> str:
    title = articles["title"].iloc[row] if "title" in articles else None
    return " ".join(title.split()) if isinstance(title, str) and title.strip() else str(articles.index[row])
