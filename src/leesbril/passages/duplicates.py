"""Articles → sets of duplicates, and which article of each set to keep."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from leesbril.frames import DUPLICATES, without_zone
from leesbril.passages._encoded import Words, encoded_words
from leesbril.passages._matches import Implementation, implementation
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
from leesbril.scale.parallel import checkpoints
from leesbril.tokenisation.tokens import Tokens

LEAST_SHARE = 0.8
"""Share of either article that must occur in the other: with a new headline or last paragraph it is the same news."""
PAIRS_AT_ONCE = 20_000
"""Pairs whose words are compared at once: bounds the memory."""
EARLIEST, LONGEST, LISTED_FIRST = "earliest", "longest", "listed first"
EXACT, NEAR, VERSION = "exact", "near", "version"
ArticlesOrTokens = TypeVar("ArticlesOrTokens", pd.DataFrame, Tokens)


def duplicates(
    articles: Articles | Tokens,
    *,
    near: bool = True,
    by: str | None = "publisher",
    least_share: float = LEAST_SHARE,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    widespread_share: float = WIDESPREAD_SHARE,
    widespread_articles: int | None = WIDESPREAD_ARTICLES,
    language: str | None = None,
    resume: str | Path | None = None,
) -> pd.DataFrame:
    """The sets of articles that stand in a folder more than once, and which article of each set to keep.

    Columns `set` (from 1, in the order of first articles), `article`, `kept`, `why` (of the kept article; else
    missing), `kind` (of the others: exact, near or version), `words`, `new` (number of its words that do not occur in
    the kept article), `share` (of its words that occur in the kept article), `share_kept` (of the words of the kept
    article that occur in it). The kept article comes first in its set. Nothing is deleted: see `drop_duplicates`.

    *exact*: the same words in the same order, capitals and punctuation aside. *near*: at least `least_share` of the
    words of each article are in passages that they share (containment both ways, Broder 1997, computed exactly from the
    passages of `shared_passages`, so moved text counts in full). *version*: the same, with the same id in a table (x
    and x (2), as `read_articles` names them) and another date. So an update is in the set of what it updates if it
    changes less than a fifth, and `new` says how many words are new in it. Every article of a set is a duplicate of the
    kept one, not only of others in the set. With `near=False` only exact duplicates are found.

    Only articles with the same value in the column `by` are compared, if there is such a column: one text at two
    publishers is reuse, which is a finding. Articles without a value are compared with each other. `by=None` compares
    all. Boilerplate is left out.

    `why`: *earliest*: all others are dated after it. If the dates leave several candidates (intervals are compared as
    in `order`; without dates, all), *longest*: the one with most words among the candidates of which all others of the
    set are near duplicates; or *listed first* if there is a tie. Texts in more than `widespread_articles` articles
    are only in a set if all their words are the same. For `articles`, `resume` and the other settings see
    `shared_passages`; dates are those of `date_start` and `date_end`, if both exist.

    >>> story = "De slag om Mosul begon in de nacht van zondag op maandag."
    >>> toy = pd.DataFrame({"text": [story, "Het regent vandaag in het hele land.", f"Nieuws: {story}"]})
    >>> duplicates(toy)[["set", "article", "kept", "why", "kind", "new"]].fillna("").values.tolist()
    [[1, 2, True, 'longest', '', 0], [1, 0, False, '', 'near', 0]]
    """
    if not 0 < least_share <= 1:
        raise ValueError(f"least_share must be above 0, at most 1; received {least_share!r}.")
    search = checked_search(min_words, max_gap, widespread_share, widespread_articles)
    words = encoded_words(articles, language=language, columns=["date_start", "date_end", *([by] if by else [])])
    among, identical = _groups_of(words, by), _identical(words)
    shared: dict[tuple[int, int], int] = {}
    if near:
        settings = {"least_share": least_share, "by": by} | search._asdict()
        with checkpoints(resume, lambda: settings | fingerprint(words)) as saved:
            shared = _near(words, implementation(words, search, saved, where(articles)), least_share, among)
    identical = _within(identical, among)
    return _frame(words, shared, identical, list(_groups(_Order.of(words), shared, identical)))


def drop_duplicates(
    articles: ArticlesOrTokens,
    found: pd.DataFrame | None = None,
    *,
    near: bool = True,
    by: str | None = "publisher",
    language: str | None = None,
) -> ArticlesOrTokens:
    """The articles (a frame, or tokens) without those that stand in the folder once more: one of each set is kept.

    `found` is the frame of `duplicates`, perhaps saved and read back, so that the same articles are left out in a later
    run; by default it is computed, with `near` and `by`. An article is only left out if the kept one of its set is
    among the articles. To keep duplicates, do not call this.

    >>> toy = pd.DataFrame({"text": ["Mosul valt.", "MOSUL  valt", "IS vlucht."]}, index=["a", "b", "c"])
    >>> drop_duplicates(toy).index.tolist()
    ['a', 'c']
    """
    names = articles.names if isinstance(articles, Tokens) else articles.index
    table = duplicates(articles, near=near, by=by, language=language) if found is None else found
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"found must be the frame of duplicates; received {type(table).__name__}.")
    if missing := [column for column in DUPLICATES.named("set", "article", "kept") if column not in table]:
        raise ValueError(f"found lacks the columns {missing}; it has {list(table.columns)}.")
    kept = table[table["kept"] & table["article"].isin(names)]
    left_out = table.loc[~table["kept"] & table["set"].isin(kept["set"]), "article"]
    rows = np.flatnonzero(~names.isin(left_out))
    return articles.take(rows) if isinstance(articles, Tokens) else articles.iloc[rows]


def _groups_of(words: Words, by: str | None) -> np.ndarray:
    """The number of the group of each row, within which duplicates are sought."""
    if by is None or by not in words.articles:
        return np.zeros(len(words.names), dtype=np.int64)
    codes: np.ndarray = pd.factorize(words.articles[by])[0]
    return codes


def _within(identical: list[int], among: np.ndarray) -> list[int]:
    """For each row the first row of its group with the same words."""
    first: dict[tuple[int, int], int] = {}
    groups = among.tolist()
    return [first.setdefault((same, groups[row]), row) for row, same in enumerate(identical)]


def _near(words: Words, chosen: Implementation, least_share: float, among: np.ndarray) -> dict[tuple[int, int], int]:
    """The pairs of rows that are near duplicates, with the number of words that they share."""
    pairs, counts = chosen.candidates(), words.counts
    sizes = counts[pairs]
    # Articles share at most as many words as the shorter one has, and no word that only one of them has.
    enough = (among[pairs[:, 0]] == among[pairs[:, 1]]) & (sizes.min(axis=1) >= least_share * sizes.max(axis=1))
    pairs, sizes = pairs[enough], sizes[enough]
    enough = (_in_both(words, pairs) >= least_share * sizes.max(axis=1, initial=0)[:, None]).all(axis=1)
    found = chosen.align(pairs[enough], only_widespread=False)
    shared = pd.Series(found.words).groupby(found.row_a * len(counts) + found.row_b).sum()
    rows = np.stack(np.divmod(shared.index.to_numpy(), max(len(counts), 1)), axis=1)
    near = shared.to_numpy() >= least_share * counts[rows].max(axis=1)
    return {(a, b): number for (a, b), number in zip(rows[near].tolist(), shared[near].tolist(), strict=True)}


def _in_both(words: Words, pairs: np.ndarray) -> np.ndarray:
    """For each pair of rows, how many words of the one occur in the other at all, both ways."""
    from scipy.sparse import csr_array

    rows, size = len(words.names), int(words.codes.max(initial=0)) + 1
    cells = np.ones(len(words.codes), np.int32), words.codes.copy(), words.first.copy()
    counts = csr_array(cells, shape=(rows, size))
    counts.sum_duplicates()  # in place
    occurs = csr_array((np.ones_like(counts.data), counts.indices, counts.indptr), shape=counts.shape)
    found = np.zeros(pairs.shape, np.int64)
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        a, b = pairs[start : start + PAIRS_AT_ONCE].T
        for side, one, other in ((0, a, b), (1, b, a)):
            found[start : start + len(a), side] = counts[one].multiply(occurs[other]).sum(axis=1)
    return found


def _identical(words: Words) -> list[int]:
    """For each row the first row with the same words in the same order; the row itself if it has no words."""
    seen: dict[bytes, int] = {}
    identical = list(range(len(words.names)))
    for row in np.flatnonzero(words.counts).tolist():
        spelled = words.codes[words.first[row] : words.first[row + 1]]
        identical[row] = seen.setdefault(hashlib.blake2b(spelled.tobytes(), digest_size=16).digest(), row)
    return identical


@dataclass(frozen=True)
class _Order:
    """What decides which article to keep: start and end of the date of each row (None: unknown), number of words."""

    starts: list[int | None]
    ends: list[int | None]
    words: list[int]

    @classmethod
    def of(cls, words: Words) -> "_Order":
        """The dates of the rows; unknown unless both columns exist."""
        edges: list[list[int | None]] = []
        for name in ("date_start", "date_end"):
            known = {"date_start", "date_end"} <= set(words.articles.columns)
            dates = without_zone(words.articles[name]) if known else pd.Series([pd.NaT] * len(words.names))
            values = dates.isna().to_list(), dates.astype("int64").to_list()
            edges.append([None if unknown else date for unknown, date in zip(*values, strict=True)])
        return cls(edges[0], edges[1], words.counts.tolist())

    def first(self, rows: Iterable[int], among: Iterable[int]) -> tuple[int, str]:
        """The row to keep, from those in `among`, and why."""
        rows = list(rows)
        ends = [end for row in rows if (end := self.ends[row]) is not None]
        # A row that starts before the first end may be the earliest; so may one without a date.
        maybe = [row for row in rows if not ends or (start := self.starts[row]) is None or start < min(ends)]
        left = sorted(set(maybe) & set(among), key=lambda row: (-self.words[row], row))
        if len(maybe) == 1:
            return left[0], EARLIEST
        several = len(left) > 1 and self.words[left[0]] == self.words[left[1]]
        return left[0], LISTED_FIRST if several else LONGEST


def _groups(
    order: _Order, shared: dict[tuple[int, int], int], identical: list[int]
) -> Iterator[tuple[int, str, list[int]]]:
    """Each group: the row to keep, why, and the others."""
    near = _Neighbours(shared, identical)
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
    """Which rows are near duplicates; rows with the same words have the same near duplicates."""

    def __init__(self, shared: dict[tuple[int, int], int], identical: list[int]) -> None:
        self.identical, self.pairs = identical, {(identical[a], identical[b]) for a, b in shared}
        self.pairs |= {(b, a) for a, b in self.pairs}

    def are(self, one: int, other: int) -> bool:
        """Whether two rows are near duplicates."""
        pair = (self.identical[one], self.identical[other])
        return pair[0] == pair[1] or pair in self.pairs

    def of_all(self, rows: list[int]) -> list[int]:
        """The rows that are near duplicates of all others."""
        sorts = {self.identical[row] for row in rows}
        central = {one for one in sorts if all(one == other or (one, other) in self.pairs for other in sorts)}
        return [row for row in rows if self.identical[row] in central]

    def linked(self) -> list[list[int]]:
        """The connected components of the near duplicates, of two rows or more."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        size = len(self.identical)
        links = np.array([*self.pairs, *enumerate(self.identical)], dtype="int64").reshape(-1, 2)
        graph = coo_array((np.ones(len(links), dtype="int8"), tuple(links.T)), shape=(size, size))
        label = connected_components(graph, directed=False)[1]
        order = np.argsort(label, kind="stable")
        edges = np.flatnonzero(np.diff(label[order])) + 1
        return [rows.tolist() for rows in np.split(order, edges) if len(rows) > 1]


def _frame(
    words: Words,
    shared: dict[tuple[int, int], int],
    identical: list[int],
    groups: list[tuple[int, str, list[int]]],
) -> pd.DataFrame:
    """One row per article of each group; articles with the same words share all of them, even if they are few."""
    counts, rows = words.counts.tolist(), []
    groups.sort(key=lambda group: min(group[0], *group[2]))
    for number, (kept, why, others) in enumerate(groups, 1):
        for row in (kept, *others):
            one, other = sorted((identical[row], identical[kept]))
            both = counts[row] if one == other else shared[one, other]
            told = (why, None) if row == kept else (None, _kind(words, row, kept, one == other))
            shares = both / counts[row], both / counts[kept]
            rows.append((number, row, row == kept, *told, counts[row], counts[row] - both, *shares))
    frame = DUPLICATES.of_rows(rows, names="int64")
    named = frame.assign(article=words.names.take(frame["article"].to_numpy("int64")))
    return DUPLICATES.typed(named, names=words.names.dtype)


def _kind(words: Words, row: int, kept: int, same: bool) -> str:
    """What a row is to the kept one: a version if both have one id and each a date of its own."""
    one, other = (re.sub(r" \(\d+\)$", "", str(words.names[place])) for place in (row, kept))
    if one == other and {"date_start", "date_end"} <= set(words.articles.columns):
        dates = words.articles["date_start"].iloc[[row, kept]]
        if dates.notna().all() and dates.nunique() > 1:
            return VERSION
    return EXACT if same else NEAR
