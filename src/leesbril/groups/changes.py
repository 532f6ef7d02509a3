"""Which terms occur in more, and which in fewer, of the later articles than of the earlier ones."""

import numpy as np
import pandas as pd

from leesbril.counting.counts import DocumentTermMatrix
from leesbril.frames import TERM_CHANGES
from leesbril.groups._statistics import difference_interval, fisher_p

FEWEST_ARTICLES = 10
"""Articles in periods that a rise needs: with nine, the interval of a share is some fifty points wide."""
FEWEST_PERIODS = 3
"""Periods with articles that a rise needs: of two, one is higher."""
SIGNIFICANCE = 0.05
"""The highest p that is called clear, corrected for all terms tested."""


def changing_terms(dtm: DocumentTermMatrix, placed: pd.DataFrame) -> pd.DataFrame:
    """Rank all terms by how clearly their share of articles differs between earlier and later periods.

    `placed` is the frame of `periods_of` for the articles of the matrix. The periods are split where the articles are
    most evenly divided. Columns `term`, `shown` (as the articles mostly write it), `leads` (false for bare numbers,
    words that say when, reporting words), `since` (first day of the later half), `articles_before`, `articles_since`,
    `with_before`, `with_since` (those with the term), `change` (of the share), `change_low`, `change_high` (95 % for
    this term alone, Newcombe 1998), `tested` (the number of terms), `p` (Fisher's exact test, times that number: Dunn
    1961, Bonferroni), `clear` (p is 0.05 or less). Where nothing changes, one folder in twenty or fewer has a clear
    term, if its articles are a random sample of a larger stream. The lowest p comes first, then the largest change.
    Empty if fewer than two periods have articles. Raises KeyError if `placed` lacks an article.

    >>> from leesbril.counting.counts import document_term_matrix
    >>> toy = pd.DataFrame({"text": ["De moskee.", "Het leger.", "Het leger valt.", "Het leger."]}, index=list("abcd"))
    >>> placed = pd.DataFrame({"date_start": pd.to_datetime(["2017-05-01", "2017-05-01", "2017-06-01", "2017-07-01"])})
    >>> found = changing_terms(document_term_matrix(toy, language="nl"), placed.set_axis(toy.index))
    >>> found[["term", "with_before", "with_since"]].values.tolist()
    [['leger', 1, 2], ['moskee', 1, 0], ['valt', 0, 1]]
    """
    if dtm.unit != "article":
        raise ValueError(f"changing_terms takes a matrix of whole articles; this one counts each {dtm.unit}.")
    if len(missing := dtm.rows.difference(placed.index)):
        raise KeyError(f"placed has no row for {missing[0]!r}; take periods_of(articles) for the articles counted.")
    starts = placed["date_start"].reindex(dtm.rows)
    since = _middle(starts.value_counts().sort_index())
    if since is None:
        return _ranked(pd.DataFrame({"term": [], "shown": [], "leads": []}), np.zeros(0), np.zeros(0), (0, 0), since, 0)
    halves = [np.flatnonzero(starts < since), np.flatnonzero(starts >= since)]
    found = [np.bincount(dtm.counts[rows].indices, minlength=len(dtm.terms)) for rows in halves]
    here = found[0] + found[1] > 0
    terms = pd.DataFrame({"term": dtm.terms, "shown": dtm.shown, "leads": dtm.leads})[here]
    return _ranked(terms, found[0][here], found[1][here], (len(halves[0]), len(halves[1])), since, len(terms))


def term_changes(table: pd.DataFrame, *, tested: int | None = None) -> pd.DataFrame:
    """Compare, for each term of a trend, the articles of the earlier periods with those of the later ones.

    Takes the frame of `trend`. Columns and order are those of `changing_terms`, without `leads`. `tested` is the number
    of terms from which these were chosen because of their change, such as the rows of `changing_terms`; without it,
    those of the trend. Raises ValueError if the trend has more terms than that.
    """
    known = table[table["period"].notna()]
    terms = known[["term", "shown"]].drop_duplicates("term", ignore_index=True)
    tested = len(terms) if tested is None else tested
    if tested < len(terms):
        raise ValueError(f"tested is the number of terms from which the {len(terms)} were chosen; received {tested}.")
    one = known[known["term"] == (terms["term"].iloc[0] if len(terms) else None)]
    since = _middle(one.set_index("date_start")["articles"])
    if since is None:
        return _ranked(terms.head(0), np.zeros(0), np.zeros(0), (0, 0), since, 0)
    halves = [known[known["date_start"] < since], known[known["date_start"] >= since]]
    with_term = [half.groupby("term")["articles_with"].sum().reindex(terms["term"]).to_numpy() for half in halves]
    sizes = [int(half.loc[half["term"] == terms["term"].iloc[0], "articles"].sum()) for half in halves]
    return _ranked(terms, with_term[0], with_term[1], (sizes[0], sizes[1]), since, tested)


def _middle(sizes: pd.Series) -> pd.Timestamp | None:
    """The start of the period that begins the later half, from the articles of each period in order."""
    sizes = sizes[sizes > 0]
    if len(sizes) < 2:
        return None
    before = sizes.cumsum().iloc[:-1]
    middle = int(np.argmin(np.abs(2 * before.to_numpy() - sizes.sum())))
    return pd.Timestamp(sizes.index[middle + 1])


def _ranked(
    terms: pd.DataFrame,
    before: np.ndarray,
    since_then: np.ndarray,
    articles: tuple[int, int],
    since: pd.Timestamp | None,
    tested: int,
) -> pd.DataFrame:
    frame = terms.assign(with_before=before, with_since=since_then)
    frame["articles_before"], frame["articles_since"] = articles
    frame["since"] = since
    frame["change"] = frame["with_since"] / max(articles[1], 1) - frame["with_before"] / max(articles[0], 1)
    counts = frame["with_before"], articles[0], frame["with_since"], articles[1]
    frame["change_low"], frame["change_high"] = difference_interval(*counts)
    of_each = fisher_p(*counts)
    frame["tested"], frame["p"] = tested, np.minimum(of_each * tested, 1.0)
    frame["clear"] = frame["p"] <= SIGNIFICANCE
    # Rounded, so that equal terms stand in alphabetical order on every machine.
    keys = pd.DataFrame({"p": np.log(np.maximum(of_each, np.finfo(float).tiny)).round(6)}, frame.index)
    keys["size"], keys["term"] = -frame["change"].abs().round(9), frame["term"]
    return TERM_CHANGES.typed(frame.loc[keys.sort_values(["p", "size", "term"]).index].reset_index(drop=True))
