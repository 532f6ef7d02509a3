"""Articles → groups of near duplicates, and which of each group to keep; nothing is ever deleted."""

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from leesbril.batches import Articles
from leesbril.cluster import where
from leesbril.coded import Words, coded_words
from leesbril.matches import Matches, Road, road
from leesbril.parts import Kept
from leesbril.passages import MAX_GAP, MIN_WORDS, WIDESPREAD_ARTICLES, WIDESPREAD_SHARE, checked_search, fingerprint

LEAST_SHARE = 0.8
"""Of either article so much must stand in the other: a new head, another last paragraph, and it is the same news."""
COLUMNS = {
    "group": "int64",
    "kept": "bool",
    "why": "str",
    "words": "int64",
    "share": "float64",
    "share_kept": "float64",
}
EARLIEST, LONGEST, LISTED_FIRST = "earliest", "longest", "listed first"


def near_duplicates(
    articles: Articles,
    *,
    least_share: float = LEAST_SHARE,
    min_words: int = MIN_WORDS,
    max_gap: int = MAX_GAP,
    widespread_share: float = WIDESPREAD_SHARE,
    widespread_articles: int | None = WIDESPREAD_ARTICLES,
    language: str = "nl",
    resume: str | Path | None = None,
) -> pd.DataFrame:
    """Group the articles that are nearly the same, and say which one of each group to keep, and why.

    Columns `group` (from 1 up, in the order of their first articles), `article`, `kept`, `why` (of the one that is
    kept; else missing), `words`, `share` (of its words that stand in the one that is kept), `share_kept` (of that
    one's words that stand in it). The kept one comes first in its group. Articles without a near duplicate are not
    listed, and none is deleted.

    Two articles are near duplicates if at least `least_share` of the words of either stand in passages that they share
    (containment both ways, Broder 1997, counted in the passages of `shared_passages`: exactly, not estimated; moved
    text counts in full), or if their words are the same. A group holds all that are linked, also by way of others.

    `why`: *earliest*: no other can be earlier (each of the others is dated, or ends up, after it). Where the dates
    leave several that may be (an interval is compared as in `order`; without dates, all), *longest*: that one of them
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
    links, known = _links(words, chosen, least_share)
    identical = _identical(words)
    groups = _groups(np.concatenate([links, identical]), len(words.names))
    groups = groups.join(_kept(words, groups))
    return _frame(words, groups, _shared_with_kept(words, chosen, groups, known, identical))


def _links(words: Words, chosen: Road, least_share: float) -> tuple[np.ndarray, pd.Series]:
    """The pairs of rows that are near duplicates; and how many words pairs share, so far as that is known now."""
    pairs, counts = chosen.candidates(), words.counts
    # No more words than the shorter has can be shared.
    sizes = counts[pairs]
    pairs = pairs[sizes.min(axis=1) >= least_share * sizes.max(axis=1)]
    shared = _words_shared(chosen.align(pairs, only_widespread=False), words)
    rows = np.stack(np.divmod(shared.index.to_numpy(), max(len(counts), 1)), axis=1)
    near = shared.to_numpy() >= least_share * counts[rows].max(axis=1)
    return rows[near], shared


def _words_shared(found: Matches, words: Words) -> pd.Series:
    """How many words each pair shares; a pair is told in one number, row x articles + row."""
    return pd.Series(found.words).groupby(found.row_a * len(words.names) + found.row_b).sum()


def _identical(words: Words) -> np.ndarray:
    """Each article with the first that has the same words, all of them and in the same order."""
    seen: dict[bytes, int] = {}
    links = []
    for row in np.flatnonzero(words.counts).tolist():
        spelled = words.codes[words.first[row] : words.first[row + 1]]
        one = seen.setdefault(hashlib.blake2b(spelled.tobytes(), digest_size=16).digest(), row)
        if one != row:
            links.append((one, row))
    return np.array(links, dtype="int64").reshape(-1, 2)


def _groups(links: np.ndarray, articles: int) -> pd.DataFrame:
    """Column `group` for the rows that are linked: the first row that each is linked with, by way of others too."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(links), dtype="int8")
    _, label = connected_components(coo_array((ones, tuple(links.T)), shape=(articles, articles)), directed=False)
    rows = np.unique(links)
    labels = pd.Series(label[rows], index=rows)
    return pd.DataFrame({"group": pd.Series(rows, index=rows).groupby(labels).transform("min")}, dtype="int64")


def _kept(words: Words, groups: pd.DataFrame) -> pd.DataFrame:
    """For each row of the groups: the row of its group that is kept, and why."""
    rows = groups.index.to_numpy()
    if {"date_start", "date_end"} <= set(words.told.columns):
        dates = words.told[["date_start", "date_end"]].iloc[rows].set_axis(rows).astype("datetime64[us]")
        # One that starts before any other ends cannot be said to come after it; nor can one without a date.
        maybe = ~(dates["date_end"].groupby(groups["group"]).transform("min") <= dates["date_start"])
    else:
        maybe = pd.Series(True, index=rows)
    left = groups[maybe].assign(words=words.counts[rows[maybe]], row=rows[maybe])
    left = left.sort_values(["group", "words", "row"], ascending=[True, False, True])
    left["longest"] = left["words"] == left.groupby("group")["words"].transform("max")
    by_group = left.groupby("group")
    several = np.where(by_group["longest"].sum() == 1, LONGEST, LISTED_FIRST)
    why = pd.array(np.where(by_group.size() == 1, EARLIEST, several), dtype="str")
    chosen = by_group["row"].first().to_frame("kept_row").assign(why=why)
    return groups[["group"]].join(chosen, on="group")[["kept_row", "why"]]


def _shared_with_kept(
    words: Words, chosen: Road, groups: pd.DataFrame, known: pd.Series, identical: np.ndarray
) -> np.ndarray:
    """How many words each row of the groups shares with the one that is kept; itself, all of them."""
    rows = groups.index.to_numpy()
    pairs = np.sort(np.stack([rows, groups["kept_row"].to_numpy(dtype="int64")], axis=1), axis=1)
    alike = np.arange(len(words.names))
    alike[identical[:, 1]] = identical[:, 0]
    itself = alike[pairs[:, 0]] == alike[pairs[:, 1]]  # also where they are too short to hold a passage
    told = pairs[:, 0] * len(words.names) + pairs[:, 1]
    unknown = np.setdiff1d(told[~itself], known.index.to_numpy())
    if len(unknown):
        asked = np.stack(np.divmod(unknown, len(words.names)), axis=1)
        known = pd.concat([known, _words_shared(chosen.align(asked, only_widespread=True), words)])
    return np.where(itself, words.counts[rows], known.reindex(told, fill_value=0).to_numpy())


def _frame(words: Words, groups: pd.DataFrame, shared: np.ndarray) -> pd.DataFrame:
    rows = groups.index.to_numpy()
    is_kept = groups["kept_row"].to_numpy() == rows
    frame = pd.DataFrame(
        {
            "group": groups["group"].rank(method="dense").to_numpy(),
            "article": words.names.take(rows).array,
            "kept": is_kept,
            "why": groups["why"].where(is_kept).array,
            "words": words.counts[rows],
            "share": shared / words.counts[rows],
            "share_kept": shared / words.counts[groups["kept_row"].to_numpy(dtype="int64")],
            "row": rows,
        }
    )
    frame = frame.sort_values(["group", "kept", "row"], ascending=[True, False, True], ignore_index=True)
    return frame.drop(columns="row").astype(COLUMNS)
