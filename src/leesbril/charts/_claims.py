"""Titles of charts of groups and of time: claims that hold for any table."""

from collections.abc import Sequence

import numpy as np

from leesbril.charts._labels import percent
from leesbril.wording import counted, listed

SIDES = ("a", "b")
MOST_NAMED = 3
"""Of more terms that tie, the number is given."""


def keyness_claim(
    names: Sequence[str],
    ratios: np.ndarray,
    counts: tuple[np.ndarray, np.ndarray],
    p: np.ndarray,
    significant: np.ndarray,
    sides: Sequence[str],
) -> str:
    """Name the term that sets two groups apart most, and any that tie with it, or say that none is significant.

    No ratio is given where a count is zero: there the counts are.
    """
    of = f"these {len(names):,} terms" if len(names) > 1 else names[0]
    rows = np.flatnonzero(significant) if significant.any() else np.arange(len(names))
    lead, tied = _lead(rows, ratios, counts)
    said = _more(_named([names[row] for row in tied]), len(tied), float(ratios[lead]), _pair(counts, lead), sides)
    if np.isnan(p).all():
        return f"{said}; this describes, and tests nothing"
    if not significant.any():
        return f"No difference in {of} is significant"
    if len(names) == 1:
        return f"{said}, a significant difference"
    return f"{said}, the most of the {len(rows):,} of {of} that differ significantly"


def _lead(rows: np.ndarray, ratios: np.ndarray, counts: tuple[np.ndarray, np.ndarray]) -> tuple[int, list[int]]:
    """The row with the largest ratio, and all rows that have the same one, in the same direction.

    Of terms that one side lacks altogether, only those with the same count are the same.
    """
    lead = int(rows[np.argmax(np.abs(ratios[rows]))])
    same = [int(row) for row in rows if np.isclose(ratios[row], ratios[lead], rtol=1e-9, atol=0)]
    if 0 in _pair(counts, lead):
        same = [row for row in same if _pair(counts, row) == _pair(counts, lead)]
    return lead, same


def _pair(counts: tuple[np.ndarray, np.ndarray], row: int) -> tuple[int, int]:
    return int(counts[0][row]), int(counts[1][row])


def _named(names: Sequence[str]) -> str:
    return listed(names) if len(names) <= MOST_NAMED else f"{len(names):,} terms"


def _more(name: str, terms: int, ratio: float, counts: tuple[int, int], sides: Sequence[str]) -> str:
    if 0 in counts:
        has = counts.index(max(counts))
        occur = "occurs" if terms == 1 else "each occur"
        return f"{name} {occur} {counted(max(counts), 'time')} in {sides[has]} and not once in {sides[1 - has]}"
    times, are = 2 ** abs(ratio), "is" if terms == 1 else "are each"
    if times < 1.05:
        return f"{name} {are} about as frequent in {sides[0]} as in {sides[1]}"
    where, beside = sides if ratio > 0 else (sides[1], sides[0])
    return f"{name} {are} {times:,.{1 if times < 10 else 0}f} times as frequent in {where} as in {beside}"


def trend_claim(
    terms: Sequence[str], periods: Sequence[str], shares: np.ndarray, low: np.ndarray, articles: np.ndarray
) -> str:
    """Name the term and period whose share has the highest lower confidence limit.

    The highest share itself is mostly that of a period with a single article. Arguments: one value per row.
    """
    if np.isnan(shares).all():
        return "No article lies in a period"
    if np.nanmax(shares) == 0:
        return f"No article that lies in a period has {'any of these terms' if len(set(terms)) > 1 else terms[0]}"
    lead = int(np.nanargmax(low))
    tied = int(np.isclose(low, low[lead], rtol=1e-9, atol=0).sum())
    of = f"{percent(float(shares[lead]))} of {counted(int(articles[lead]), 'article')}"
    if tied > 1:
        as_high = f"{counted(tied - 1, 'other share')} {'is' if tied == 2 else 'are'} as high"
        return f"{terms[lead]} occurs in {of} of {periods[lead]}; {as_high}"
    others = [share for name, share in zip(terms, shares, strict=True) if name == terms[lead] and not np.isnan(share)]
    if len(others) > 1 and sorted(others)[-2] < shares[lead]:
        return f"{terms[lead]} has its highest share in {periods[lead]}: {of}"
    return f"{terms[lead]} occurs in {of} of {periods[lead]}"


def timeline_claim(start: np.ndarray, end: np.ndarray) -> str:
    """Say how many articles have a date, and how many of these no day of their own."""
    articles, known = len(start), ~np.isnat(start)
    dated, coarse = int(known.sum()), int((end[known] - start[known] > np.timedelta64(1, "D")).sum())
    if not dated:
        return f"None of {counted(articles, 'article')} has a date" if articles > 1 else "The article has no date"
    has = (
        f"{dated:,} of {articles:,} articles {'has' if dated == 1 else 'have'} a date"
        if articles > 1
        else "The article has a date"
    )
    if dated == 1:
        return f"{has}, {'longer' if coarse else 'no longer'} than a day"
    return f"{has}, {'all' if coarse == dated else f'{coarse:,}' if coarse else 'none'} of them longer than a day"


def flow_claim(
    earlier: Sequence[str], later: Sequence[str], shares: np.ndarray, articles: np.ndarray, clear: np.ndarray
) -> str:
    """Name the pair of groups with the largest share of earlier matches, or say that no share exceeds the noise."""
    if np.isnan(shares).all() or np.nanmax(shares) == 0:
        return f"By the dates no article of these {counted(len(set(later)), 'group')} has an earlier match in another"
    if not clear.any():
        return "No share of articles with an earlier match exceeds the noise"
    rows = np.flatnonzero(clear)
    lead = int(rows[np.nanargmax(shares[rows])])
    rest = f"; {counted(len(rows) - 1, 'more share')} {'exceeds' if len(rows) == 2 else 'exceed'} the noise"
    said = (
        f"Of {counted(int(articles[lead]), 'article')} of {later[lead]}, {percent(float(shares[lead]))} had an earlier "
    )
    said += f"match in {earlier[lead]}"
    return said + rest * (len(rows) > 1)
