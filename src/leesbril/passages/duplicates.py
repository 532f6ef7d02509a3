"""Articles → groups of near duplicates, and which of each group to keep; nothing is ever deleted."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from leesbril.frames import NEAR_DUPLICATES
from leesbril.passages._encoded import Words, coded_words
from leesbril.passages._matches import Road, road
from leesbril.passages.shared import (
    MAX_GAP,
    MIN_WORDS,
    WIDESPREAD_ARTICLES,
    WIDESPREAD_SHARE,
    checked_search,
    fingerprint,
)
from leesbril.scale.batches import Articles
from leesbril.scale.cluster import where
from leesbril.scale.parallel import Kept
from leesbril.tokenisation.tokens import Tokens

LEAST_SHARE = 0.8
"""Of either article so much must stand in the other: a new head, another last paragraph, and it is the same news."""
EARLIEST, LONGEST, LISTED_FIRST = "earliest", "longest", "listed first"


def near_duplicates(
    articles: Articles | Tokens,
    *,
    least_share: float = LEAST_SHARE,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    widespread_share: float = WIDESPREAD_SHARE,
    widespread_articles: int | None = WIDESPREAD_ARTICLES,
    language: str | None = None,
    resume: str | Path | None = None,
) -> pd.DataFrame:
    """Group the articles that are nearly the same, and say which one of each group to keep, and why.

    Columns `group` (from 1 up, in the order of their first articles), `article`, `kept`, `why` (of the one that is
    kept; else missing), `words`, `share` (of its words that stand in the one that is kept), `share_kept` (of that
    one's words that stand in it). The kept one comes first in its group. Articles that no kept one repeats are not
    listed, and none is deleted.

    Two articles are near duplicates if at least `least_share` of the words of either stand in passages that they share
    (containment both ways, Broder 1997, counted in the passages of `shared_passages`: exactly, not estimated; moved
    text counts in full), or if their words are the same. Every article of a group is a near duplicate of the one that
    is kept, and so never in a group by way of others alone: what may be left out stands in what is kept.

    `why`: *earliest*: each of the others is dated after it. Where the dates leave several that may be the earliest (an
    interval is compared as in `order`; without dates, all), *longest*: of these that all others of the group repeat, it
    has most words; or *listed first*, if several have as many. Texts that more than `widespread_articles` articles
    hold are grouped only where all their words are the same. For `articles`, `resume` and the other settings see
    `shared_passages`; dates are read from `date_start` and `date_end`, if both are there.

    >>> story = "De slag om Mosul begon in de nacht van zondag op maandag."
    >>> toy = pd.DataFrame({"text": [story, "Het regent vandaag in het hele land.", f"Nieuws: {story}"]})
    >>> near_duplicates(toy)[["group", "article", "kept", "why", "words"]].fillna("").values.tolist()
    [[1, 2, True, 'longest', 13], [1, 0, False, '', 12]]
    """
    if not 0 < least_share <= 1:
        raise ValueError(f"least_share is a share above 0, at most 1; received {least_share!r}.")
    search = checked_search(min_words, max_gap, widespread_share, widespread_articles)
    words = coded_words(articles, language=language, columns=["date_start", "date_end"])
    told = {"least_share": least_share} | search._asdict() | fingerprint(words)
    chosen = road(words, search, None if resume is None else Kept(resume, told), where(articles))
    alike = _alike(words)
    shared = _near(words, chosen, least_share)
    return _frame(words, shared, alike, list(_groups(_Order.of(words), shared, alike)))


def _near(words: Words, chosen: Road, least_share: float) -> dict[tuple[int, int], int]:
    """The pairs of rows that are near duplicates, with the number of words that they share."""
    pairs, counts = chosen.candidates(), words.counts
    # No more words than the shorter has can be shared.
    sizes = counts[pairs]
    found = chosen.align(pairs[sizes.min(axis=1) >= least_share * sizes.max(axis=1)], only_widespread=False)
    shared = pd.Series(found.words).groupby(found.row_a * len(counts) + found.row_b).sum()
    rows = np.stack(np.divmod(shared.index.to_numpy(), max(len(counts), 1)), axis=1)
    near = shared.to_numpy() >= least_share * counts[rows].max(axis=1)
    return {(a, b): number for (a, b), number in zip(rows[near].tolist(), shared[near].tolist(), strict=True)}


def _alike(words: Words) -> list[int]:
    """For each row the first that has the same words, all of them and in the same order; without words, itself."""
    seen: dict[bytes, int] = {}
    alike = list(range(len(words.names)))
    for row in np.flatnonzero(words.counts).tolist():
        spelled = words.codes[words.first[row] : words.first[row + 1]]
        alike[row] = seen.setdefault(hashlib.blake2b(spelled.tobytes(), digest_size=16).digest(), row)
    return alike


@dataclass(frozen=True)
class _Order:
    """What decides which one to keep: when the days or hours of each row start and end (None: unknown), its words."""

    starts: list[int | None]
    ends: list[int | None]
    words: list[int]

    @classmethod
    def of(cls, words: Words) -> "_Order":
        """Of rows without both columns nothing is known."""
        edges: list[list[int | None]] = []
        for name in ("date_start", "date_end"):
            known = {"date_start", "date_end"} <= set(words.told.columns)
            dates = words.told[name].astype("datetime64[us]") if known else pd.Series([pd.NaT] * len(words.names))
            told = dates.isna().to_list(), dates.astype("int64").to_list()
            edges.append([None if unknown else date for unknown, date in zip(*told, strict=True)])
        return cls(edges[0], edges[1], words.counts.tolist())

    def first(self, rows: Iterable[int], among: Iterable[int]) -> tuple[int, str]:
        """The row to keep of those `among` the rows that others repeat, and why."""
        rows = list(rows)
        ends = [end for row in rows if (end := self.ends[row]) is not None]
        # One that starts before any other ends cannot be said to come after it; nor can one without a date.
        maybe = [row for row in rows if not ends or (start := self.starts[row]) is None or start < min(ends)]
        left = sorted(set(maybe) & set(among), key=lambda row: (-self.words[row], row))
        if len(maybe) == 1:
            return left[0], EARLIEST
        several = len(left) > 1 and self.words[left[0]] == self.words[left[1]]
        return left[0], LISTED_FIRST if several else LONGEST


def _groups(
    order: _Order, shared: dict[tuple[int, int], int], alike: list[int]
) -> Iterator[tuple[int, str, list[int]]]:
    """Each group: the row that is kept, why, and the others."""
    near = _Neighbours(shared, alike)
    for rows in near.linked():
        left = set(rows)
        while len(left) > 1:
            seed, _ = order.first(left, left)
            group = [row for row in sorted(left) if near.are(seed, row)]
            left -= set(group)
            if len(group) > 1:
                kept, why = order.first(group, near.of_all(group))
                yield kept, why, [row for row in group if row != kept]


class _Neighbours:
    """Which rows are near duplicates of which: those of the same words are so of the same rows."""

    def __init__(self, shared: dict[tuple[int, int], int], alike: list[int]) -> None:
        self.alike, self.pairs = alike, {(alike[a], alike[b]) for a, b in shared}
        self.pairs |= {(b, a) for a, b in self.pairs}

    def are(self, one: int, other: int) -> bool:
        """Whether two rows are."""
        pair = (self.alike[one], self.alike[other])
        return pair[0] == pair[1] or pair in self.pairs

    def of_all(self, rows: list[int]) -> list[int]:
        """Those of the rows that are near duplicates of all the others."""
        sorts = {self.alike[row] for row in rows}
        central = {one for one in sorts if all(one == other or (one, other) in self.pairs for other in sorts)}
        return [row for row in rows if self.alike[row] in central]

    def linked(self) -> list[list[int]]:
        """The rows that have any, together with all that they are linked with, by way of others too."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        size = len(self.alike)
        links = np.array([*self.pairs, *enumerate(self.alike)], dtype="int64").reshape(-1, 2)
        graph = coo_array((np.ones(len(links), dtype="int8"), tuple(links.T)), shape=(size, size))
        label = connected_components(graph, directed=False)[1]
        order = np.argsort(label, kind="stable")
        edges = np.flatnonzero(np.diff(label[order])) + 1
        return [rows.tolist() for rows in np.split(order, edges) if len(rows) > 1]


def _frame(
    words: Words,
    shared: dict[tuple[int, int], int],
    alike: list[int],
    groups: list[tuple[int, str, list[int]]],
) -> pd.DataFrame:
    """A row for each article of each group; articles of the same words share all of them, however few."""
    counts, rows = words.counts.tolist(), []
    groups.sort(key=lambda group: min(group[0], *group[2]))
    for number, (kept, why, others) in enumerate(groups, 1):
        for row in (kept, *others):
            one, other = sorted((alike[row], alike[kept]))
            both = counts[row] if one == other else shared[one, other]
            told = why if row == kept else None
            rows.append((number, row, row == kept, told, counts[row], both / counts[row], both / counts[kept]))
    frame = NEAR_DUPLICATES.of_rows(rows, names="int64")
    named = frame.assign(article=words.names.take(frame["article"].to_numpy("int64")))
    return NEAR_DUPLICATES.typed(named, names=words.names.dtype)
