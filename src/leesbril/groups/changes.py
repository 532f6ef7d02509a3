"""Which terms occur in more, and which in fewer, of the later articles than of the earlier ones."""

import numpy as np
import pandas as pd

from leesbril.counting.counts import DocumentTermMatrix
from leesbril.frames import TERM_CHANGES
from leesbril.groups._statistics import difference_interval

FEWEST_ARTICLES = 10
"""Articles in periods that a rise needs: with nine, the interval of a share is some fifty points wide."""
FEWEST_PERIODS = 3
"""Periods with articles that a rise needs: of two, one is higher."""


def changing_terms(dtm: DocumentTermMatrix, placed: pd.DataFrame, *, top: int | None = None) -> pd.DataFrame:
    """Rank all terms by how clearly their share of articles differs between earlier and later periods.

    `placed` is the frame of `periods_of` for the articles of the matrix. The periods are split where the articles are
    most evenly divided. Columns `term`, `since` (the first day of the later half), `articles_before`, `articles_since`,
    `with_before`, `with_since` (those with the term), `change` (of the share), `change_low`, `change_high` (95 %,
    Newcombe 1998, for articles that are a sample), `clear` (whether 0 is outside). First come the terms whose interval
    is farthest from 0, then those whose interval reaches least beyond it. The order is for choosing terms to look at:
    among thousands some intervals leave out 0 by chance. `top` keeps so many. Empty if fewer than two periods have
    articles. Raises KeyError if `placed` lacks an article.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["De moskee.", "Het leger.", "Het leger valt.", "Het leger."]}, index=list("abcd"))
    >>> placed = pd.DataFrame({"date_start": pd.to_datetime(["2017-05-01", "2017-05-01", "2017-06-01", "2017-07-01"])})
    >>> found = changing_terms(document_term_matrix(toy, language="nl"), placed.set_axis(toy.index))
    >>> found[["term", "with_before", "with_since"]].values.tolist()
    [['leger', 1, 2], ['moskee', 1, 0], ['valt', 0, 1]]
    """
    if top is not None and (not isinstance(top, int) or top < 1):
        raise ValueError(f"top must be a whole number, 1 or more, or None for all terms; received {top!r}.")
    if dtm.unit != "article":
        raise ValueError(f"changing_terms takes a matrix of whole articles; this one counts each {dtm.unit}.")
    if len(missing := dtm.rows.difference(placed.index)):
        raise KeyError(f"placed has no row for {missing[0]!r}; take periods_of(articles) for the articles counted.")
    starts = placed["date_start"].reindex(dtm.rows)
    since = _middle(starts.value_counts().sort_index())
    if since is None:
        return _ranked([], [], [], (0, 0), since)
    halves = [np.flatnonzero(starts < since), np.flatnonzero(starts >= since)]
    found = [np.bincount(dtm.counts[rows].indices, minlength=len(dtm.terms)) for rows in halves]
    here = found[0] + found[1] > 0
    table = _ranked(dtm.terms[here], found[0][here], found[1][here], (len(halves[0]), len(halves[1])), since)
    return table if top is None else table.head(top)


def term_changes(table: pd.DataFrame) -> pd.DataFrame:
    """Compare, for each term of a trend, the articles of the earlier periods with those of the later ones.

    Takes the frame of `trend`. Columns and order are those of `changing_terms`.
    """
    known = table[table["period"].notna()]
    terms = list(known["term"].unique())
    since = _middle(known[known["term"] == terms[0]].set_index("date_start")["articles"]) if terms else None
    if since is None:
        return _ranked([], [], [], (0, 0), since)
    late = known["date_start"] >= since
    sums = known.assign(late=late).groupby(["term", "late"])[["articles", "articles_with"]].sum().unstack("late")
    sums = sums.loc[terms]
    before, since_then = (int(sums["articles"][half].iloc[0]) for half in (False, True))
    with_before, with_since = (sums["articles_with"][half].to_numpy() for half in (False, True))
    return _ranked(terms, with_before, with_since, (before, since_then), since)


def _middle(sizes: pd.Series) -> pd.Timestamp | None:
    """The start of the period that begins the later half, from the articles of each period in order."""
    sizes = sizes[sizes > 0]
    if len(sizes) < 2:
        return None
    before = sizes.cumsum().iloc[:-1]
    middle = int(np.argmin(np.abs(2 * before.to_numpy() - sizes.sum())))
    return pd.Timestamp(sizes.index[middle + 1])


def _ranked(
    terms: object, before: object, since_then: object, articles: tuple[int, int], since: pd.Timestamp | None
) -> pd.DataFrame:
    frame = pd.DataFrame({"term": terms, "with_before": before, "with_since": since_then})
    frame["articles_before"], frame["articles_since"] = articles
    frame["since"] = since
    frame["change"] = frame["with_since"] / max(articles[1], 1) - frame["with_before"] / max(articles[0], 1)
    counts = frame["with_before"], articles[0], frame["with_since"], articles[1]
    frame["change_low"], frame["change_high"] = difference_interval(*counts)
    frame["clear"] = (frame["change_low"] > 0) | (frame["change_high"] < 0)
    # Rounded, so that equal terms stand in alphabetical order on every machine.
    keys = pd.DataFrame({"off": -np.maximum(frame["change_low"], -frame["change_high"]).round(9)})
    keys["size"], keys["term"] = -frame["change"].abs().round(9), frame["term"]
    return TERM_CHANGES.typed(frame.loc[keys.sort_values(["off", "size", "term"]).index].reset_index(drop=True))
