"""Pairs of similar articles → how similar the pairs are that may be of one event."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.frames import without_zone
from leesbril.passages.shared import rows_of

LEAST_SHARE = 0.3
"""Share of either article, by rarity, from which what both have word for word makes them similar by that share."""
RARE, LEAST_WITH_RARE = 100.0, 0.25
"""Bits from which passages make two articles that have words in common similar by at least this much, which is clearly
so: a quotation of some ten words that both have is of one event as a rule, though the rest of them is different."""
MOST_DAYS = 1_000_000
DECIMALS = 9
A_DAY = 86_400_000_000
"""In microseconds."""
_UNKNOWN = np.iinfo(np.int64).min


def links_within(
    pairs: "pd.DataFrame | Pairs",
    names: pd.Index,
    dates: "Dates",
    days: float | None,
    coverage: pd.DataFrame | None = None,
) -> "Links":
    """The pairs that may be near enough in time; raises an error for what is no such pairs."""
    links = _links(pairs if isinstance(pairs, Pairs) else _given(pairs, names), coverage, names)
    return links.take(np.flatnonzero(dates.within(links.a, links.b, days)))


def _given(pairs: pd.DataFrame, names: pd.Index) -> "Pairs":
    """The pairs of a frame of articles and cosines."""
    if not isinstance(pairs, pd.DataFrame):
        raise TypeError(f"pairs must be a frame; received {type(pairs).__name__}.")
    if lacking := [column for column in ("article_a", "article_b", "cosine") if column not in pairs]:
        raise KeyError(f"No column {' or '.join(lacking)} among the pairs: {', '.join(map(str, pairs.columns))}.")
    a, b = (rows_of(names, pairs[f"article_{side}"]) for side in "ab")
    counted = np.flatnonzero(pairs["cosine"].notna())  # an article without counted words is like no other
    return Pairs(a[counted], b[counted], pairs["cosine"].to_numpy(np.float64)[counted])


def check_settings(threshold: float, days: float | None) -> None:
    """Raise an error for what is no threshold, or no number of days."""
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be a similarity above 0, at most 1; received {threshold!r}.")
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise ValueError(f"days must be a number from 0 (the same day) to {MOST_DAYS}, or None; received {days!r}.")


def pair_numbers(a: np.ndarray, b: np.ndarray, count: int) -> np.ndarray:
    """One number for each pair of `count` articles, whichever of both comes first."""
    number: np.ndarray = np.minimum(a, b).astype(np.int64) * count + np.maximum(a, b)
    return number


class Pairs(NamedTuple):
    """Pairs of articles, by their rows, and how similar they are."""

    a: np.ndarray
    b: np.ndarray
    similarity: np.ndarray

    def highest(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """A number for each pair of two different articles of `count`, in order, and its highest similarity."""
        pair = pair_numbers(self.a, self.b, count)
        different = np.flatnonzero(self.a != self.b)
        order = different[np.argsort(pair[different])]
        pair = pair[order]
        heads = np.flatnonzero(np.diff(pair, prepend=-1))
        similarity = np.clip(self.similarity[order], 0, 1)
        return pair[heads], np.maximum.reduceat(similarity, heads) if len(heads) else similarity


class Links(NamedTuple):
    """Pairs of articles, each once, the first one first: their similarity, and whether passages decide it."""

    a: np.ndarray
    b: np.ndarray
    similarity: np.ndarray
    passages: np.ndarray

    def take(self, chosen: np.ndarray) -> "Links":
        """Some of the pairs."""
        return Links(*(column[chosen] for column in self))


def _links(near: Pairs, coverage: pd.DataFrame | None, names: pd.Index) -> Links:
    """The similarity of each pair: its cosine, or what its passages make of it if that is more."""
    pair, similarity = near.highest(len(names))
    if coverage is None:
        cosine = similarity
    else:
        rare, covered = _with_passages(coverage, names)
        both = Pairs(*(np.concatenate(columns) for columns in zip(near, covered, strict=True)))
        known, of_words, (pair, similarity) = pair, similarity, both.highest(len(names))
        similarity = np.maximum(similarity, LEAST_WITH_RARE * np.isin(pair, rare))
        cosine = np.zeros(len(pair))
        cosine[np.searchsorted(pair, known)] = of_words
    a, b = np.divmod(pair, max(len(names), 1))
    return Links(a, b, similarity, similarity.round(DECIMALS) > cosine.round(DECIMALS))


def _with_passages(coverage: pd.DataFrame, names: pd.Index) -> tuple[np.ndarray, Pairs]:
    """The numbers of the pairs that share rare passages, and the pairs of which either shares much of its text."""
    a, b = (rows_of(names, coverage[f"article_{side}"]) for side in "ab")
    share = coverage[["rarity_share_a", "rarity_share_b"]].to_numpy(np.float64).max(axis=1)
    much = share.round(DECIMALS) >= LEAST_SHARE
    rare = coverage["bits"].to_numpy(np.float64) >= RARE
    return pair_numbers(a[rare], b[rare], len(names)), Pairs(a[much], b[much], share[much])


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
        near: np.ndarray = ~both | (gap < days * A_DAY)
        return near
