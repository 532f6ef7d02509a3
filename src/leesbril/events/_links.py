"""Pairs of similar articles → how similar the pairs are that may be of one event."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.frames import without_zone

RARE, LEAST_WITH_PASSAGES = 100.0, 0.5
"""Bits from which shared passages make two articles similar by at least this much: a quotation of some ten words that
both have is of one event as a rule, though the articles around it are different."""
MOST_DAYS = 1_000_000
DECIMALS = 9
_DAY = 86_400_000_000
_UNKNOWN = np.iinfo(np.int64).min


def links_within(
    pairs: pd.DataFrame,
    names: pd.Index,
    dates: "Dates",
    days: float | None,
    coverage: pd.DataFrame | None = None,
) -> "Links":
    """The pairs that may be near enough in time; raises an error for what is no such pairs."""
    if not isinstance(pairs, pd.DataFrame):
        raise TypeError(f"pairs must be a frame; received {type(pairs).__name__}.")
    if lacking := [column for column in ("article_a", "article_b", "cosine") if column not in pairs]:
        raise KeyError(f"No column {' or '.join(lacking)} among the pairs: {', '.join(map(str, pairs.columns))}.")
    links = _links(pairs, coverage, names)
    return links.take(np.flatnonzero(dates.within(links.a, links.b, days)))


def check_settings(threshold: float, days: float | None) -> None:
    """Raise an error for what is no threshold, or no number of days."""
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
