"""News flow: which group had matching articles earlier than which other, and how much of that is noise."""

from collections.abc import Hashable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.dates.order import checked_dates, checked_hours, compared, places, plain
from leesbril.frames import FLOW
from leesbril.groups._statistics import wilson_interval
from leesbril.wording import counted

FEW = 10
"""With fewer dated articles a share is reported and nothing is concluded from it."""
MOST_GROUPS = 100
"""With more groups than this, only pairs of groups with a match are listed."""
_INTERVALS = {"share": "matched", "share_first": "first", "noise": "reversed"}


def news_flow(
    pairs: pd.DataFrame, articles: pd.DataFrame, *, by: str = "publisher", hours: float | None = None
) -> pd.DataFrame:
    """Count, for each ordered pair of groups, the articles with an earlier match in the other group.

    `pairs` holds the matches (`article_a`, `article_b`, in either order, each counted once); select them first, as in
    `pairs[pairs["cosine"] >= 0.5]`. `articles` needs its index, `date_start`, `date_end` and the column `by`. A pair
    counts if the order of its dates can be decided (`leesbril.order`) and, with `hours`, if the dates allow a lag of at
    most that many hours. Pairs within a group, and articles without a group, are left out.

    One row per ordered pair of groups, `earlier` and `later`: `articles` (of the later group, dated), `undated` (its
    others); `matched` (of `articles`, those with an earlier match in the earlier group), `share`; `first` (those whose
    earliest match in any group is certainly there), `first_open` (those whose earliest match may be there),
    `share_first`; `pairs` (earlier to later), `lag_open` (of these, those whose lag may exceed `hours`), `undecided`
    (pairs of the two groups without an order). `reversed` counts the articles of the later group with a match *after*
    them within `hours`, and `noise` is their share: a later match cannot have been an example, so that many earlier
    ones may be chance too, or coverage of one event (the impossible lags of RNewsflow, Welbers & van Atteveldt).
    Where news flows both ways, noise is an overestimate. Intervals are 95 % (Wilson 1927), for articles that are a
    sample of a larger stream. `beyond_noise`: `share_low` is above `noise_high`, on ten dated articles or more;
    `evidence` says so in words.

    Earlier does not mean copied: both groups may have used a third source. A month and a day within it have no order,
    so with coarse dates a share is a lower bound. Raises KeyError for a missing column or article.

    >>> from leesbril.dates.parsing import parse_dates
    >>> toy = parse_dates(pd.Series(["2017-05-01", "2017-05-02", "2017-05"], index=["a", "b", "c"]))
    >>> toy["publisher"] = ["Bode", "Courant", "Courant"]
    >>> flow = news_flow(pd.DataFrame({"article_a": ["b", "a"], "article_b": ["a", "c"]}), toy)
    >>> flow[["earlier", "later", "articles", "matched", "undecided"]].values.tolist()
    [['Bode', 'Courant', 2, 1, 1], ['Courant', 'Bode', 1, 0, 1]]
    """
    hours = checked_hours(hours)
    if by not in articles:
        raise KeyError(f"No column {by!r} among the articles: {', '.join(map(str, articles.columns))}.")
    dates = checked_dates(articles)
    group, names = pd.factorize(articles[by].astype("str").where(articles[by].notna()), sort=True)
    matches = _matches(pairs, articles.index, dates, group, hours)
    dated = dates.notna().all(axis=1).to_numpy()
    table = _cells(matches, dates, group, len(names))
    for name, mask in (("articles", dated), ("undated", ~dated)):
        table[name] = np.bincount(group[mask & (group >= 0)], minlength=len(names))[table["into"]]
    for share, count in _INTERVALS.items():
        table[share] = table[count] / table["articles"].where(table["articles"] > 0)
        table[f"{share}_low"], table[f"{share}_high"] = wilson_interval(table[count], table["articles"])
    table["earlier"], table["later"] = (names.take(table[side].to_numpy()) for side in ("out_of", "into"))
    table["beyond_noise"] = (table["articles"] >= FEW) & (table["share_low"] > table["noise_high"])
    table["evidence"] = [_evidence(row, int((group < 0).sum())) for row in table.to_dict("records")]
    return FLOW.typed(table)


class _Matches(NamedTuple):
    """Pairs across groups, by the positions of their articles: those with an order and within the lag, and the others.

    `undecided` holds the two groups of each pair without an order, the lower number first.
    """

    earlier: np.ndarray
    later: np.ndarray
    lag_open: np.ndarray
    undecided: tuple[np.ndarray, np.ndarray]


def _matches(
    pairs: pd.DataFrame, index: pd.Index, dates: pd.DataFrame, group: np.ndarray, hours: float | None
) -> _Matches:
    a, b = (places(index, pairs, f"article_{side}") for side in "ab")
    if len(same := np.flatnonzero(a == b)):
        raise ValueError(f"A pair is two articles; received {plain(index[a[same[0]]])!r} with itself.")
    once = pd.unique(np.minimum(a, b) * len(index) + np.maximum(a, b))
    a, b = np.divmod(once, max(len(index), 1))
    across = (group[a] != group[b]) & (group[a] >= 0) & (group[b] >= 0)
    a, b = a[across], b[across]
    before, after = compared(dates, a, b)
    neither = ~(before | after)
    groups = group[a[neither]], group[b[neither]]
    earlier, later = np.where(after, b, a)[~neither], np.where(after, a, b)[~neither]
    start, end = (dates[name].to_numpy() for name in ("date_start", "date_end"))
    if hours is None:
        return _Matches(earlier, later, np.zeros(len(earlier), dtype=bool), groups)
    window = np.timedelta64(round(hours * 3_600_000_000), "us")
    near = start[later] - end[earlier] <= window
    earlier, later = earlier[near], later[near]
    return _Matches(earlier, later, end[later] - start[earlier] > window, groups)


def _cells(matches: _Matches, dates: pd.DataFrame, group: np.ndarray, groups: int) -> pd.DataFrame:
    """The counts of each ordered pair of groups, by their numbers `out_of` and `into`."""
    earlier, later, lag_open, (one, other) = matches
    cell = group[earlier] * groups + group[later]
    first, first_open = _first(matches, dates, group, groups)
    counts = {
        "matched": _distinct(later, group[earlier], group, groups),
        "first": first,
        "first_open": first_open,
        "pairs": pd.Series(cell).value_counts(),
        "lag_open": pd.Series(cell[lag_open]).value_counts(),
        "undecided": pd.Series(np.concatenate([one * groups + other, other * groups + one])).value_counts(),
        # An article that has a later match in another group: the match is of the group that would be the earlier.
        "reversed": _distinct(earlier, group[later], group, groups),
    }
    every = np.flatnonzero(~np.eye(groups, dtype=bool).ravel()) if groups <= MOST_GROUPS else np.empty(0, dtype=int)
    cells = np.unique(np.concatenate([every, *(count.index.to_numpy(dtype=int) for count in counts.values())]))
    table = pd.DataFrame({name: count.reindex(cells, fill_value=0).to_numpy() for name, count in counts.items()})
    table["out_of"], table["into"] = np.divmod(cells, max(groups, 1))
    return table


def _distinct(article: np.ndarray, other: np.ndarray, group: np.ndarray, groups: int) -> pd.Series:
    """How many articles of each group have a match in each other group, by the number of the two groups."""
    once = pd.unique(article * groups + other)
    article, other = np.divmod(once, max(groups, 1))
    return pd.Series(other * groups + group[article]).value_counts()


def _first(matches: _Matches, dates: pd.DataFrame, group: np.ndarray, groups: int) -> tuple[pd.Series, pd.Series]:
    """How many articles of each group have their earliest match in each other group, for certain and perhaps.

    A match may be the earliest if it starts before any of them has ended.
    """
    start, end = (dates[name].to_numpy().astype("int64") for name in ("date_start", "date_end"))
    earliest_end = np.full(len(group), np.iinfo(np.int64).max)
    np.minimum.at(earliest_end, matches.later, end[matches.earlier])
    maybe = start[matches.earlier] < earliest_end[matches.later]
    once = pd.unique(matches.later[maybe] * groups + group[matches.earlier[maybe]])
    article, other = np.divmod(once, max(groups, 1))
    alone = np.bincount(article, minlength=len(group))[article] == 1
    cell = pd.Series(other * groups + group[article])
    return cell[alone].value_counts(), cell[~alone].value_counts()


def _evidence(flow: dict[Hashable, Any], no_group: int) -> str:
    """What can be concluded, in words."""
    articles = counted(flow["articles"], "article")
    if flow["articles"] == 0:
        said = "no dated article"
    elif flow["articles"] < FEW:
        said = f"described only: {articles}"
    elif flow["beyond_noise"]:
        said = f"earlier matches beyond the noise: {articles}"
    else:
        said = f"no more than the noise: {articles}"
    if flow["undecided"]:
        said += f"; {counted(flow['undecided'], 'pair')} undecided"
    return said + (f"; {no_group:,} in no group" if no_group else "")
